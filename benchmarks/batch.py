"""A box of 300 mixed scans: all good ones done, every bad one with its reason; two workers or one.

    python -m benchmarks.batch [--quick] [--scale SHARE] [--only WAY]

Wall-clock seconds say little on a busy machine; seconds of the processors say what each way costs.
`--scale` makes all scans smaller, `--only` runs the box in one way.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

import resources
from benchmarks.child import python
from benchmarks.table import Figure, print_table
from workstation.batch.items import Item
from workstation.batch.store import Store
from workstation.core.libvips import libvips

NAMES = (
    "scan {}",
    "Großmutter {}",
    "祖母 {}",
    "бабушка {}",
    "צילום {}",
    "صورة {}",
    "👵🏽 {}",
    "été {}",
)
"""Names in several scripts; some are written from right to left."""


def good_scans(folder: Path, count: int, huge: int, scale: float = 1.0) -> int:
    """Write JPEG, 16-bit TIFF and PNG scans of 3 to 5 megapixels, and some of 61."""
    vips = libvips()
    sample = vips.Image.new_from_file(str(resources.find("samples", "portrait.jpg")))
    chance = np.random.default_rng(3)
    for number in range(count):
        width = int(scale * (7000 if number < huge else chance.integers(1500, 2000)))
        grain = vips.Image.gaussnoise(width, width * 5 // 4, mean=0, sigma=4, seed=number)
        grown = sample.resize(width / sample.width, vscale=grain.height / sample.height)
        image = (grown + grain).cast("uchar").copy(xres=300 / 25.4, yres=300 / 25.4)
        sub = folder / ("" if number % 3 else f"box {number % 5}")
        sub.mkdir(exist_ok=True)
        path = sub / NAMES[number % len(NAMES)].format(number)
        if number % 4 == 1:
            deep = (image * 257).cast("ushort").copy(interpretation="grey16")
            deep.tiffsave(os.fsencode(path.with_suffix(".tif")), compression="deflate")
        elif number % 4 == 2:
            image.pngsave(os.fsencode(path.with_suffix(".png")), compression=2)
        else:
            image.jpegsave(os.fsencode(path.with_suffix(".jpg")), Q=92)
    return count


def bad_scans(folder: Path, good: Path) -> dict[str, str]:
    """Break 20 files in 10 ways; each name begins with a word that its reason must have."""
    jpeg = next(path for path in sorted(good.rglob("*.jpg")) if path.stat().st_size < 3 << 20)
    tiff = next(path for path in sorted(good.rglob("*.tif")) if path.stat().st_size < 9 << 20)
    whole, deep = jpeg.read_bytes(), tiff.read_bytes()
    tags = {256: 90_000, 257: 90_000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 90_000, 279: 99}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    huge = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries
    ways: dict[str, tuple[str, bytes, str]] = {
        "empty": ("0 bytes", b"", ".jpg"),
        "text": ("seems to be", b"Dear grandmother, " * 50, ".jpg"),
        "cut": ("cut off", whole[: len(whole) * 6 // 10], ".jpg"),
        "head only": ("", whole[:300], ".jpg"),
        "zeros": ("seems to be", bytes(5000), ".png"),
        "noise": ("seems to be", np.random.default_rng(1).bytes(5000), ".tif"),
        "cut tiff": ("", deep[: len(deep) // 2], ".tif"),
        "page": ("seems to be", b"<!doctype html><title>404</title>", ".webp"),
        "pdf": ("seems to be", b"%PDF-1.7\n" + bytes(99), ".tif"),
        "gigapixels": ("90,000 × 90,000", huge + bytes(400), ".tif"),
    }
    expected = {}
    for name, (words, content, ending) in ways.items():
        for copy in (1, 2):
            path = folder / f"{name} {copy}{ending}"
            path.write_bytes(content)
            expected[path.name] = words
    return expected


@dataclass(frozen=True)
class Ran:
    """How long a box took, for how long of the processors, and what came of it."""

    seconds: float
    processor_s: float
    items: tuple[Item, ...]

    @property
    def cores(self) -> float:
        """How many processors were busy on average."""
        return self.processor_s / self.seconds


@dataclass(frozen=True)
class Way:
    """How a box is restored: worker processes, threads of all of them together, cores."""

    what: str
    workers: int
    threads: int
    cores: int


WAYS = {
    "two": Way("two workers on two cores, a thread each", 2, 2, 2),
    "threads": Way("one worker on two cores, two threads", 1, 2, 2),
    "one": Way("one worker on two cores, one thread", 1, 1, 2),
    "core": Way("one worker on one core, one thread", 1, 1, 1),
}


def run(box: Path, way: Way, into: Path) -> Ran:
    """Restore a box in one way."""
    into.mkdir()
    queue = into / "queue.sqlite"
    cli = ("-m", "workstation.cli", "batch")
    python(*cli, "add", str(box), "-o", str(into / "out"), "--queue", str(queue))
    before, started = _processor_seconds(), time.perf_counter()
    mine = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if mine:
        os.sched_setaffinity(0, set(sorted(mine)[: way.cores]))
    how = ("--workers", str(way.workers), "--threads", str(way.threads), "--quiet")
    try:
        python(*cli, "run", *how, "--queue", str(queue))
    except RuntimeError:  # the broken ones fail, as they should
        pass
    finally:
        if mine:
            os.sched_setaffinity(0, mine)
    seconds = time.perf_counter() - started
    with Store(queue) as store:
        return Ran(seconds, _processor_seconds() - before, store.items())


def _processor_seconds() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def wrong(items: tuple[Item, ...], good: int, expected: dict[str, str]) -> list[str]:
    """Everything that is not as it should be."""
    found = []
    done = sum(item.state == "done" and item.output.exists() for item in items)
    if done != good:
        found.append(f"{done} done instead of {good}")
    for item in items:
        words = expected.get(item.source.name)
        if words is None and item.state != "done":
            found.append(f"{item.source.name}: {item.failure}")
        if words is not None and (item.failure is None or words not in item.failure.message):
            found.append(f"{item.source.name} should say “{words}”: {item.failure}")
    return found


def copying() -> tuple[float, float]:
    """GB that one process copies in memory in a second, and two at the same time together."""
    rates = []
    for count in (1, 2):
        with ProcessPoolExecutor(count, get_context("spawn")) as pool:
            list(pool.map(_copy, [0.1] * count))  # started
            rates.append(sum(pool.map(_copy, [2.0] * count)))
    return rates[0], rates[1]


def _copy(seconds: float) -> float:
    source = np.ones(32 << 20, np.uint8)
    target = np.empty_like(source)
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        np.copyto(target, source)
        done += 1
    return done * source.nbytes / (time.perf_counter() - started) / 1e9


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="a small box")
    arguments.add_argument("--scale", type=float, default=1.0, help="size of the scans, 0..1")
    arguments.add_argument("--only", choices=tuple(WAYS), help="one way instead of all")
    options = arguments.parse_args()
    ways = {options.only: WAYS[options.only]} if options.only else WAYS
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        box.mkdir()
        quick = options.quick
        good = good_scans(box, 10 if quick else 280, 1 if quick else 10, options.scale)
        expected = bad_scans(box, box)
        runs = {name: run(box, way, Path(folder) / name) for name, way in ways.items()}
        problems = [
            problem for ran in runs.values() for problem in wrong(ran.items, good, expected)
        ]
        for problem in problems:
            print(problem, file=sys.stderr)
        print_table(
            "Batch: a box of mixed scans", figures(runs, good, len(expected), len(problems))
        )


def figures(runs: dict[str, Ran], good: int, bad: int, problems: int) -> Iterator[Figure]:
    """The table, with the targets."""
    what = f"problems in {len(runs)} runs"
    yield Figure(what, problems, "", 0, f"{good} good scans, {bad} broken ones")
    for name, ran in runs.items():
        speed = f"{good / ran.seconds * 60:.0f} a minute"
        spent = f"{ran.processor_s / good:.2f} s of a processor each, {ran.cores:.2f} busy"
        yield Figure(WAYS[name].what, ran.seconds, "s", note=f"{speed}; {spent}")
    if "two" not in runs:
        return
    two = runs["two"]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    for name in ("core", "one", "threads"):
        if name in runs:
            note = f"to {WAYS[name].what}; wanted: 1.6; the computer's load is {load:.1f}"
            yield Figure("two workers", runs[name].seconds / two.seconds, "times", note=note)
    if "one" in runs:
        dearer = two.processor_s / runs["one"].processor_s
        note = "of a processor for the same photos: caches and memory shared"
        yield Figure("two workers to one with one thread", dearer, "times", note=note)
    alone, both = copying()
    note = f"{alone:.1f} and {both:.1f} GB/s; 2.0 where memory is no limit"
    yield Figure("copying in memory, two processes to one", both / alone, "times", note=note)


if __name__ == "__main__":
    main()
