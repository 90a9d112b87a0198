"""Programs killed at random moments over one queue; for tests and for `benchmarks.kills`."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from workstation.batch.items import Item
from workstation.batch.store import Store
from workstation.core.io.photo import fingerprint


@dataclass(frozen=True)
class Killed:
    """How often something was killed, and how often it was at work on a photo then."""

    kills: int
    at_work: int


def runner(queue: Path, workers: int = 2) -> subprocess.Popen[bytes]:
    """Start a program that works on a queue."""
    command = [sys.executable, "-m", "workstation.cli", "batch", "run", "--queue", str(queue)]
    return subprocess.Popen(
        [*command, "--workers", str(workers), "--quiet"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes in which photos are restored."""
    found = []
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children():
            with suppress(psutil.Error):  # one that has just ended has no command
                if "spawn_main" in " ".join(child.cmdline()):
                    found.append(child)
    return found


def kill_runners(queue: Path, times: int, chance: random.Random, longest_s: float) -> Killed:
    """Kill the running program at random moments, and start it again."""
    at_work = 0
    with Store(queue) as store:
        for _ in range(times):
            process = runner(queue)
            time.sleep(chance.uniform(0.2, longest_s))
            at_work += bool(store.items("running"))
            process.kill()
            process.wait()
    return Killed(times, at_work)


def kill_workers(queue: Path, times: int, chance: random.Random, longest_s: float) -> Killed:
    """Kill random worker processes of one running program at random moments."""
    process = runner(queue)
    kills, at_work = 0, 0
    with Store(queue) as store:
        while kills < times and process.poll() is None:
            time.sleep(chance.uniform(0.05, longest_s))
            workers = workers_of(process)
            if workers:
                at_work += bool(store.items("running"))
                with suppress(psutil.Error):
                    chance.choice(workers).kill()
                kills += 1
        process.wait()
    return Killed(kills, at_work)


def complete(queue: Path) -> None:
    """Let what was left be done."""
    with Store(queue) as store:
        store.retry()
    if runner(queue).wait() != 0:
        raise AssertionError("Something failed that was only interrupted.")


def wrong(queue: Path, out: Path, count: int) -> list[str]:
    """Everything that is not as it must be after all was done."""
    with Store(queue) as store:
        items = store.items()
        found = [] if store.intact() else ["the queue is damaged"]
    if len(items) != count:
        found.append(f"{len(items)} items instead of {count}")
    found += [problem for item in items for problem in _wrong_with(item)]
    files = {path for path in out.rglob("*") if not path.is_dir()}
    found += [f"{path.name} is nobody's" for path in files - {item.output for item in items}]
    left = [path for path in out.rglob(".*") if path.is_dir()]
    return found + [f"{path.name} was left" for path in left]


def _wrong_with(item: Item) -> list[str]:
    if item.state != "done" or item.made is None:
        return [f"{item.source.name} is {item.state}: {item.failure}"]
    if not item.output.exists() or fingerprint(item.output) != item.made.output_hash:
        return [f"{item.output.name} is not what was made"]
    return []
