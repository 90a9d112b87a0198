"""A queue of 10,000 photos: how long its answers take.

python -m benchmarks.many [--photos 10000]
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

from benchmarks.table import Figure, print_table
from workstation.batch.items import Request
from workstation.batch.store import Store
from workstation.batch.watch_queue import QueueWatcher
from workstation.batch.workers import Worker
from workstation.cli import main as heirloom
from workstation.core import presets

_TIMES = 5


def filled(path: Path, count: int) -> Store:
    """Two thirds done, some failed, a fifth of the rest in one set of which one is being read."""
    store = Store(path)
    recipe = presets.AUTOMATIC.to_json()
    wishes = [
        Request(
            Path(f"/box/{number % 40}/scan {number:05}.tif"),
            0,
            recipe,
            "{}",
            Path("/out"),
            "{stem}.{ext}",
            set_name="set" if number % 15 == 14 else None,
        )
        for number in range(count)
    ]
    store.add(wishes, lambda _, number, __: Path(f"/out/{number}.tif"))
    with store.writing() as connection:
        connection.execute(
            "UPDATE items SET state = 'done', finished = 1e9 + id, source_hash = 'a',"
            " output_hash = 'b', output_bytes = 1, device = 'CPU', model = 'm', seconds = 1.2,"
            " warnings = '[]' WHERE id <= ?",
            (count * 2 // 3,),
        )
        connection.execute(
            "UPDATE items SET state = 'failed', message = 'It is broken.', hint = 'Scan it again.',"
            " cause = 'photo' WHERE id % 200 = 0"
        )
        connection.execute(
            "UPDATE items SET surveyed = 1 WHERE together NOT NULL AND id < ?", (count,)
        )
    return store


def median_ms(work: Callable[[], object]) -> float:
    """Of some times."""
    spent = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return sorted(spent)[_TIMES // 2] * 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--photos", type=int, default=10_000)
    count = arguments.parse_args().photos
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.sqlite"
        started = time.perf_counter()
        with filled(path, count) as store:
            added = (time.perf_counter() - started) * 1000
            status = ["batch", "status", "--queue", str(path)]
            watcher = QueueWatcher(path)
            watcher.poll()
            waiting = [item.id for item in store.items("waiting")]

            def told(*more: str) -> None:
                with redirect_stdout(io.StringIO()):
                    heirloom([*status, *more])

            def claimed() -> None:
                claim = store.claim(Worker.of_this_process(), 60)
                assert claim is not None
                store.release(claim)

            def seen() -> None:
                store.prioritize(waiting[:1], 1)
                watcher.poll()

            figures = [
                Figure("add all", added, "ms"),
                Figure("batch status", median_ms(told), "ms"),
                Figure("batch status --json", median_ms(lambda: told("--json")), "ms"),
                Figure("claim and release", median_ms(claimed), "ms"),
                Figure(
                    "move one to the front",
                    median_ms(lambda: store.move(waiting[-1:], waiting[0])),
                    "ms",
                ),
                Figure("see one change", median_ms(seen), "ms"),
                Figure("see that nothing changed", median_ms(watcher.look), "ms"),
            ]
            watcher.close()
    print_table(f"A queue of {count:,} photos", figures)


if __name__ == "__main__":
    main()
