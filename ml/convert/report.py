"""Measure the converted files against the float32 network and against the truth."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.convert.networks import Maps, Network, Photo
from ml.data import cielab
from ml.evaluate import metrics
from ml.inference.runners import Arrays, CpuRunner

THREADS = (1, 2)

MOST_BYTES = 10_000_000
MOST_DRIFT, MOST_DRIFT_P99 = 1.0, 4.0
MOST_COLOURFULNESS_CHANGE = 0.03


@dataclass(frozen=True)
class Row:
    """What was found for one file.

    Attributes
    ----------
    megabytes
        Size of the file, in 10⁶ bytes.
    drifts
        Case → mean and 99th percentile of the distance of its answers from the float32 network's,
        over all pixels of all photos.
    psnr
        Of the pictures against the true photos, in decibels.
    colourfulness
        Mean, and in `colourfulness_change` as a fraction of float32's, less one.
    milliseconds
        (size in px, threads) → best of several runs.
    """

    megabytes: float
    drifts: Mapping[str, tuple[float, float]]
    psnr: float
    colourfulness: float
    colourfulness_change: float
    milliseconds: Mapping[tuple[int, int], float]

    @property
    def may_ship(self) -> bool:
        """Whether the file is small enough and close enough to the float32 network."""
        drift, drift_p99 = self.drifts[""]
        return (
            self.megabytes * 1e6 <= MOST_BYTES
            and drift <= MOST_DRIFT
            and drift_p99 <= MOST_DRIFT_P99
            and abs(self.colourfulness_change) <= MOST_COLOURFULNESS_CHANGE
        )


class Comparison:
    """Several files asked the same; the first of them is what the others are held against."""

    def __init__(self, network: Network, files: Mapping[str, bytes]) -> None:
        size = network.sizes_px[0]
        self._network = network
        self._runners = {name: CpuRunner(content, size, size, 2) for name, content in files.items()}
        self._distances: dict[tuple[str, str], list[Maps]] = {
            (name, case): [] for name in files for case in network.cases
        }
        self._psnr: dict[str, list[float]] = {name: [] for name in files}
        self._colourfulness: dict[str, list[float]] = {name: [] for name in files}

    def add(self, photo: Photo, draw: np.random.Generator) -> None:
        """Ask all files about one photo, in each of the network's cases."""
        for case in self._network.cases:
            inputs = self._network.ask(photo, case, draw)
            expected = None
            for name, runner in self._runners.items():
                outputs = runner.run(inputs)
                values = self._network.values(inputs, outputs)
                expected = values if expected is None else expected
                self._distances[name, case].append(
                    np.linalg.norm(values - expected, axis=-1).ravel()
                )
                if case == self._network.cases[0]:
                    self._look(name, photo, self._network.picture(inputs, outputs))

    def _look(self, name: str, photo: Photo, picture: Maps) -> None:
        height, width = picture.shape[:2]
        if photo.shape[:2] != (height, width):
            photo = np.asarray(cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA))
        self._psnr[name].append(metrics.psnr(picture, cielab.as_fractions(photo)))
        self._colourfulness[name].append(metrics.colourfulness(picture))

    def drifts(self, name: str) -> dict[str, tuple[float, float]]:
        """Mean and 99th percentile of a file's distance from the first, by case."""
        found = {}
        for case in self._network.cases:
            distances = np.concatenate(self._distances[name, case])
            found[case] = (float(distances.mean()), float(np.percentile(distances, 99)))
        return found

    def psnr(self, name: str) -> float:
        """Mean over the photos."""
        return float(np.mean(self._psnr[name]))

    def colourfulness(self, name: str) -> float:
        """Mean over the photos."""
        return float(np.mean(self._colourfulness[name]))


def runnable(network: Network, files: Mapping[str, bytes], photo: Photo) -> dict[str, bytes]:
    """Leave out those files that LiteRT refuses to run, and say so.

    XNNPACK takes integers only while scales stay within bounds that TensorFlow's converter does not
    know; full int8 of a colorizer tuned on few photos was over them.
    """
    size = network.sizes_px[0]
    found: dict[str, bytes] = {}
    inputs = network.ask(photo, network.cases[0], np.random.default_rng(0))
    for name, content in files.items():
        try:
            CpuRunner(content, size, size, 2).run(inputs)
        except RuntimeError as error:
            print(f"“{name}” cannot be run and is left out ({error}).", file=sys.stderr)
        else:
            found[name] = content
    return found


def measure(
    network: Network, files: Mapping[str, bytes], photos: Iterable[Photo], *, runs: int = 9
) -> dict[str, Row]:
    """Measure all files over the same photos; the first of them is what parity is held against."""
    comparison, draw = Comparison(network, files), np.random.default_rng(0)
    asked: Arrays = {}
    for photo in photos:
        comparison.add(photo, draw)
        asked = asked or network.ask(photo, network.cases[0], np.random.default_rng(0))
    milliseconds = _speed(network, files, asked, runs)
    first = comparison.colourfulness(next(iter(files)))
    return {
        name: Row(
            megabytes=len(content) / 1e6,
            drifts=comparison.drifts(name),
            psnr=comparison.psnr(name),
            colourfulness=comparison.colourfulness(name),
            # A map of damage has no colours to be lost.
            colourfulness_change=comparison.colourfulness(name) / first - 1 if first else 0.0,
            milliseconds=milliseconds[name],
        )
        for name, content in files.items()
    }


def _speed(
    network: Network, files: Mapping[str, bytes], asked: Arrays, runs: int
) -> dict[str, dict[tuple[int, int], float]]:
    """Milliseconds by size and threads: the best of interleaved runs, to outwait other work."""
    best: dict[str, dict[tuple[int, int], float]] = {name: {} for name in files}
    for threads in THREADS:
        for size in network.sizes_px:
            inputs = {name: _at_size(values, size) for name, values in asked.items()}
            runners = {
                name: CpuRunner(content, size, size, threads) for name, content in files.items()
            }
            for _ in range(runs):
                for name, runner in runners.items():
                    start = time.perf_counter()
                    runner.run(inputs)
                    spent = 1000 * (time.perf_counter() - start)
                    best[name][size, threads] = min(
                        spent, best[name].get((size, threads), float("inf"))
                    )
    return best


def _at_size(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Bring one of a network's inputs to another size, as the time depends on little else."""
    channels = cv2.split(values)
    large = [cv2.resize(channel, (size, size)) for channel in channels]
    return np.stack(large, axis=-1).astype(np.float32)


def table(network: Network, rows: Mapping[str, Row]) -> str:
    """Return the measurements as a Markdown table, with the bounds of what ships."""
    times = [(size, threads) for threads in THREADS for size in network.sizes_px]
    head = ["file", "MB"]
    for case in network.cases:
        head += [f"{case or f'{network.unit} error'}: mean", "p99"]
    head += ["PSNR dB", "colourful", "to float32"]
    head += [f"{size}², {threads} thr. ms" for size, threads in times]
    lines = [head, ["---", *("---:" for _ in head[1:])]]
    lines += [_cells(name, row) for name, row in rows.items()]
    if network.ships:
        bounds = [
            "**bound**", f"≤ {MOST_BYTES / 1e6:.0f}", f"≤ {MOST_DRIFT:.1f}",
            f"≤ {MOST_DRIFT_P99:.1f}", *("" for _ in network.cases[1:] for _ in range(2)), "", "",
            f"± {MOST_COLOURFULNESS_CHANGE:.0%}", *("" for _ in times),
        ]  # fmt: skip
        lines.append(bounds)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cells(name: str, row: Row) -> list[str]:
    small = row.milliseconds and max(row.milliseconds.values()) < 10
    return [
        name,
        f"{row.megabytes:.2f}",
        *(f"{figure:.2f}" for pair in row.drifts.values() for figure in pair),
        f"{row.psnr:.2f}",
        f"{row.colourfulness:.1f}",
        f"{row.colourfulness_change:+.1%}",
        *(f"{spent:.2f}" if small else f"{spent:.0f}" for spent in row.milliseconds.values()),
    ]


def machine() -> str:
    """Name the processor that the times are from."""
    model = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        names = [ln for ln in listing.read_text().splitlines() if ln.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return f"{model}, {os.cpu_count()} cores"
