"""Kill the queue's program, its workers and its window at random moments; then all must be done.

    python -m benchmarks.kills [--times 100] [--photos 150] [--slow 1] [--only WHAT] [--quick]

Half of the photos belong to a set, so that they are claimed twice. `--slow` kills as many times
later, for a busy machine. Prints how often each was killed and what was wrong afterwards: nothing
should be.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.app import killing_windows
from tests.batch import killing
from tests.batch.photos import batch, put
from workstation.batch import intake
from workstation.batch.store import Store


def add(store: Store, scans: list[Path], out: Path) -> None:
    """Half of them alone, half of them as a set."""
    intake.add(store, scans[::2], batch(out))
    intake.add(store, scans[1::2], batch(out, set_name="set"))


def measure(folder: Path, what: str, times: int, photos: int, slow: float = 1.0) -> bool:
    """Kill, complete, and look at everything; return whether all was well."""
    queue, out = folder / "queue.sqlite", folder / "out"
    scans = [put(folder / "box" / f"{number}.png", 500) for number in range(photos)]
    with Store(queue) as store:
        add(store, scans, out)
    started, chance = time.monotonic(), random.Random(4)
    kill, longest_s = (
        (killing.kill_runners, 2.5) if what == "runner" else (killing.kill_workers, 0.9)
    )
    killed = killing.Killed(0, 0)
    rounds = 0
    while killed.kills < times:
        rounds += 1
        more = kill(queue, times - killed.kills, chance, longest_s * slow)
        killed = killing.Killed(killed.kills + more.kills, killed.at_work + more.at_work)
        with Store(queue) as store:
            if not store.intact():
                print("the queue is damaged")
                return False
            if killed.kills < times and store.counts()["waiting"] == 0:  # all done too early
                more_scans = [
                    put(folder / "box" / f"{rounds} {number}.png", 500) for number in range(photos)
                ]
                scans += more_scans
                store.retry()
                add(store, more_scans, out)
    with Store(queue) as store:
        counts = {state: count for state, count in store.counts().items() if count}
    killing.complete(queue)
    problems = killing.wrong(queue, out, len(scans))
    print(
        f"{what:8} killed {killed.kills} times, {killed.at_work} of them at work; then {counts}; "
        f"in the end {len(scans)} photos done, {len(problems)} problems "
        f"({time.monotonic() - started:.0f} s)",
        flush=True,
    )
    print(*problems[:20], sep="\n", end="\n" if problems else "")
    return not problems


def measure_window(folder: Path, times: int) -> bool:
    """The same for windows with a restless user: none of their photos may be begun twice."""
    started = time.monotonic()
    killed = killing_windows.kill_windows(folder, times, random.Random(4), 5.0)
    with Store(folder / "queue.sqlite") as store:
        counts = {state: count for state, count in store.counts().items() if count}
        count = sum(counts.values())
        intact = store.intact()
    problems = killing_windows.wrong(folder)
    print(
        f"window   killed {killed.kills} times, {killed.at_work} of them with a program at work; "
        f"then {counts}, {'intact' if intact else 'DAMAGED'}; in the end {count} photos done, "
        f"{len(problems)} problems ({time.monotonic() - started:.0f} s)",
        flush=True,
    )
    print(*problems[:20], sep="\n", end="\n" if problems else "")
    return intact and not problems


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=100)
    arguments.add_argument("--photos", type=int, default=150)
    arguments.add_argument("--slow", type=float, default=1.0)
    arguments.add_argument("--only", choices=("runner", "worker", "window"))
    arguments.add_argument("--quick", action="store_true", help="ten times only")
    options = arguments.parse_args()
    times = 10 if options.quick else options.times
    good = True
    for what in (options.only,) if options.only else ("runner", "worker", "window"):
        with tempfile.TemporaryDirectory() as folder:
            if what == "window":
                good &= measure_window(Path(folder), times)
            else:
                good &= measure(Path(folder), what, times, options.photos, options.slow)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
