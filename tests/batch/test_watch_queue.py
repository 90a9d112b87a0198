"""Looking at a queue again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from resources.text import Text
from tests.batch.conftest import worker
from tests.batch.photos import batch, put
from workstation.batch import intake
from workstation.batch.items import Failure
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.batch.watch_queue import QueueWatcher
from workstation.batch.workers import Worker


def filled(folder: Path, count: int) -> Store:
    store = Store(folder / "queue.sqlite")
    intake.add(store, [put(folder / f"{n}.png") for n in range(count)], batch(folder / "out"))
    return store


def test_the_first_look_sees_everything_and_the_next_nothing(tmp_path: Path) -> None:
    with filled(tmp_path, 3) as store:
        watcher = QueueWatcher(store.path)
        assert sorted(watcher.poll().items, key=lambda item: item.position) == list(store.items())
        look = watcher.poll()
        assert (look.items, look.gone, look.control) == ((), (), "go")
        watcher.close()


def test_a_look_sees_exactly_what_has_changed(tmp_path: Path) -> None:
    with filled(tmp_path, 5) as store:
        watcher = QueueWatcher(store.path)
        first, second, third, *_ = (item.id for item in store.items())
        watcher.poll()
        claim = store.claim(worker("somebody"), 60)
        assert claim is not None
        assert [item.state for item in watcher.poll().items] == ["running"]
        store.fail(claim, Failure(Text("It is empty."), Text("Scan it again.")))
        store.remove([second])
        look = watcher.poll()
        assert [(item.id, item.state) for item in look.items] == [(first, "failed")]
        assert look.gone == (second,)
        store.prioritize([third], 5)
        store.control = "pause"
        look = watcher.poll()
        assert [(item.id, item.priority) for item in look.items] == [(third, 5)]
        assert look.control == "pause"
        watcher.close()


def test_many_changes_at_once_are_all_seen(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as store:
        (item,) = store.items()
        connection = store._connection
        names = "source, source_key, page, recipe, options, output, priority, position"
        for number in range(1200):
            connection.execute(
                f"INSERT INTO items ({names}, identity, output_key) SELECT {names}, ?, ? FROM items"
                " WHERE id = ?",
                (str(number), str(number).encode(), item.id),
            )
        watcher = QueueWatcher(store.path)
        assert len(watcher.poll().items) == 1201
        watcher.close()


def test_programs_are_there_from_beginning_to_end_and_a_killed_one_is_lost(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as store:
        there: list[tuple[int, int]] = []
        Runner(store, listener=lambda _: there.append(store.worker_counts())).run()
        assert set(there) == {(1, 0)}
        assert store.worker_counts() == (0, 0)
        killed = replace(Worker.of_this_process(), owner="killed", pid=2**22 + 1)  # no such process
        store.enlist(killed, 60)
        assert store.worker_counts() == (0, 1)
        store.enlist(Worker.of_this_process(), 60)
        assert store.worker_counts() == (1, 0)


def test_a_program_that_says_nothing_for_too_long_counts_as_lost(tmp_path: Path) -> None:
    now = 1000.0
    store = Store(tmp_path / "queue.sqlite", clock=lambda: now)
    with store:
        store.enlist(worker("elsewhere"), 60)
        assert store.worker_counts() == (1, 0)
        now += 61
        assert store.worker_counts() == (0, 1)


def test_some_of_what_failed_waits_again_and_nothing_that_runs_is_removed(tmp_path: Path) -> None:
    with filled(tmp_path, 3) as store:
        for _ in range(2):
            claim = store.claim(worker("somebody"), 60)
            assert claim is not None
            store.fail(claim, Failure(Text("It is empty."), Text("Scan it again.")))
        first, _, third = (item.id for item in store.items())
        assert store.retry([first, third]) == 1
        assert store.counts()["failed"] == 1
        assert store.claim(worker("somebody"), 60) is not None
        assert store.remove([first, third, 99]) == 1
        assert [item.state for item in store.items()] == ["running", "failed"]
