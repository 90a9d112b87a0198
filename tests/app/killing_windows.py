"""Windows killed at random moments over a queue; for a test and for `benchmarks.kills`."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.batch import killing
from tests.batch.killing import Killed
from tests.batch.photos import put
from workstation.batch.store import Store

_EACH = 6
_WAIT_S = 240.0


def kill_windows(folder: Path, times: int, chance: random.Random, longest_s: float) -> Killed:
    """Kill a window with a restless user at random moments, each after it has added a box.

    Parameters
    ----------
    folder
        Where the queue `queue.sqlite`, boxes and results are, and the settings.
    """
    at_work = 0
    queue = folder / "queue.sqlite"
    for number in range(times):
        box = folder / "boxes" / str(number)
        for photo in range(_EACH):
            put(box / f"{number} {photo}.png", 700)
        names = (folder / "settings.json", queue, box, folder / "out")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.restless", *map(str, names), str(number)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _until_added(process, queue, box)
        time.sleep(chance.uniform(0.0, longest_s))
        process.kill()
        process.wait()
        with Store(queue) as store:
            at_work += store.worker_counts()[0] > 0
    return Killed(times, at_work)


def _until_added(process: subprocess.Popen[bytes], queue: Path, box: Path) -> None:
    """Wait until the box is in the queue, so that it is known what must be done in the end."""
    deadline = time.monotonic() + _WAIT_S
    while time.monotonic() < deadline and process.poll() is None:
        if queue.exists():
            with Store(queue) as store:
                if any(item.source.parent == box for item in store.items()):
                    return
        time.sleep(0.02)
    raise AssertionError("The window has ended by itself, or has added nothing.")


def wrong(folder: Path) -> list[str]:
    """Complete what was left, and tell all that is not as it must be.

    No program that restores was killed, so no photo may have been begun twice.
    """
    queue = folder / "queue.sqlite"
    killing.complete(queue)
    boxes = list((folder / "boxes").rglob("*.png"))
    found = killing.wrong(queue, folder / "out", len(boxes))
    with Store(queue) as store:
        twice = [item for item in store.items() if item.attempts != 1]
        found += [f"{item.source.name} was begun {item.attempts} times" for item in twice]
        deadline = time.monotonic() + _WAIT_S  # one that a window has started ends by itself
        while store.worker_counts() != (0, 0) and time.monotonic() < deadline:
            time.sleep(0.1)
        if store.worker_counts() != (0, 0):
            found.append(f"programs are left: {store.worker_counts()}")
    return found
