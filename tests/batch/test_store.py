"""The queue's file: who gets what, and what stays whatever happens."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from resources.text import Text
from tests.batch.conftest import MADE, Clock, beside, request_for, worker
from workstation.batch import database
from workstation.batch.items import Failure, Request
from workstation.batch.store import Store
from workstation.batch.workers import Worker
from workstation.core.errors import HeirloomError

FAILURE = Failure(Text("It is cut off."), Text("Copy it again."))


def test_what_was_added_comes_back_equal(store: Store) -> None:
    source = Path("/box") / os.fsdecode(b"caf\xe9 \xe5\xa7\x90.tif")
    back = request_for("b.tif", side="back", partner=source)
    added = store.add([request_for(source=source, page=2, side="front"), back], beside)
    assert len(added.new) == 2
    first, other = store.items()
    assert (first.source, first.page, first.side, first.state) == (source, 2, "front", "waiting")
    assert (other.side, other.partner) == ("back", source)
    assert store.item(first.id) == first
    assert store.counts()["waiting"] == 2


def test_an_item_is_claimed_once(store: Store, second: Store) -> None:
    store.add([request_for()], beside)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    assert claim.item.state == "running"
    assert second.claim(worker("two"), 60) is None
    assert store.finish(claim, MADE)
    assert not store.finish(claim, MADE)
    (item,) = second.items("done")
    assert item.made == MADE
    assert second.claim(worker("two"), 60) is None


def test_a_lease_that_ran_out_returns_the_item(store: Store, second: Store, clock: Clock) -> None:
    store.add([request_for()], beside)
    late = store.claim(worker("one"), 60)
    assert late is not None
    clock.now += 59
    store.enlist(worker("one"), 60)
    clock.now += 59
    assert second.claim(worker("two"), 60) is None
    clock.now += 2
    claim = second.claim(worker("two"), 60)
    assert claim is not None
    assert claim.leftover == late.staging
    assert not store.holds(late, 60)
    assert not store.finish(late, MADE)
    assert not store.fail(late, FAILURE)
    assert second.finish(claim, MADE)
    (item,) = store.items()
    assert (item.state, item.attempts) == ("done", 2)


def test_what_an_ended_program_held_is_free_at_once(store: Store) -> None:
    code = "from workstation.batch.workers import Worker; print(Worker.of_this_process().pid)"
    pid = int(subprocess.check_output([sys.executable, "-c", code], text=True))
    ended = replace(Worker.of_this_process(), pid=pid)
    assert ended.has_ended()
    assert not Worker.of_this_process().has_ended()
    assert not replace(ended, host="elsewhere").has_ended()
    store.add([request_for()], beside)
    assert store.claim(ended, 1e6) is not None
    assert store.claim(Worker.of_this_process(), 60) is not None


def test_what_workers_ended_over_comes_last_and_with_less(store: Store, clock: Clock) -> None:
    store.add([request_for("a.png"), request_for("b.png")], beside)
    for name, reduced in (("a", False), ("b", False), ("a", False), ("b", False), ("a", True)):
        claim = store.claim(worker("one"), 1)
        assert claim is not None
        assert (claim.item.source.stem, claim.item.reduced) == (name, reduced)
        clock.now += 2


def test_priority_goes_before_order(store: Store) -> None:
    names = "abcde"
    numbers = store.add([request_for(f"{name}.png") for name in names], beside).new
    store.prioritize([numbers[2]], 5)
    assert "".join(item.source.stem for item in store.items()) == "cabde"
    claimed = [store.claim(worker("one"), 60) for _ in names]
    assert "".join(claim.item.source.stem for claim in claimed if claim) == "cabde"


def test_the_same_request_again_is_the_same_item(store: Store) -> None:
    (number,) = store.add([request_for()], beside).new
    assert store.add([request_for()], beside).known == (number,)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    assert store.add([request_for()], beside).known == (number,)
    store.finish(claim, MADE)
    assert store.add([request_for()], beside).again == (number,)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    assert claim.item.made == MADE  # what tells whether it can be skipped
    assert store.skip(claim)
    (item,) = store.items()
    assert (item.state, item.made) == ("skipped", MADE)
    assert len(store.add([request_for(recipe='{"other": 1}')], beside).new) == 1


def test_outputs_and_sources_never_collide(store: Store) -> None:
    def always(_wish: Request, _number: int, free: Callable[[Path], bool]) -> Path:
        names = ("A.png", "photo.png", "É.png", "e\u0301.png", "b.png", "B.png", "free.png")
        return next(path for name in names if free(path := Path("/out") / name))

    store.add(
        [request_for(source=Path("/out/a.PNG")), request_for(source=Path("/out/PHOTO.png"))], always
    )
    store.add([request_for("2.png")], always)
    outputs = [item.output.name for item in store.items()]
    assert outputs == ["É.png", "b.png", "free.png"]


def test_failed_items_can_be_retried_and_cleared(store: Store) -> None:
    store.add([request_for("a.png"), request_for("b.png")], beside)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    lacking = Failure(Text("Too little memory."), Text("Close others."), "memory")
    assert store.try_reduced(claim, lacking)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    assert (claim.item.reduced, claim.item.attempts) == (True, 2)
    assert store.fail(claim, FAILURE)
    (item,) = store.items("failed")
    assert item.failure == FAILURE
    assert store.retry() == 1
    (first, _) = store.items("waiting")
    assert (first.failure, first.reduced, first.attempts) == (None, False, 0)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    assert store.release(claim)
    assert store.items()[0].attempts == 0
    running = store.claim(worker("one"), 60)
    assert store.clear("waiting", "running", "done") == 1
    assert running is not None
    assert store.finish(running, MADE)


def test_every_program_sees_what_the_user_wants(store: Store, second: Store) -> None:
    assert store.control == "go"
    store.control = "pause"
    assert second.control == "pause"


def test_many_programs_share_a_queue_without_doing_anything_twice(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from tests.batch.conftest import MADE\n"
        "from workstation.batch.store import Store\n"
        "from workstation.batch.workers import Worker\n"
        "store, me = Store(Path(sys.argv[1])), Worker.of_this_process()\n"
        "while (claim := store.claim(me, 60)): print(claim.item.id, store.finish(claim, MADE))"
    )
    with Store(path) as store:
        store.add([request_for(f"{number}.png") for number in range(60)], beside)
        programs = [
            subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=-1, text=True)
            for _ in range(3)
        ]
        done = "".join(program.communicate()[0] for program in programs).split("\n")[:-1]
        assert sorted(done) == sorted(f"{item.id} True" for item in store.items())
        assert store.counts()["done"] == 60


def test_threads_may_share_a_store(store: Store) -> None:
    store.add([request_for(f"{number}.png") for number in range(40)], beside)

    def work(_: int) -> list[int]:
        mine = []
        while (claim := store.claim(worker("one"), 60)) is not None:
            assert store.finish(claim, MADE)
            mine.append(claim.item.id)
        return mine

    with ThreadPoolExecutor(4) as pool:
        done = [number for mine in pool.map(work, range(4)) for number in mine]
    assert sorted(done) == sorted(item.id for item in store.items("done"))


def test_several_programs_may_make_the_queue_at_once(tmp_path: Path) -> None:
    def make(_: int) -> int:
        with Store(tmp_path / "queue.sqlite") as opened:
            return sum(opened.counts().values())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(make, range(16))) == [0] * 16


def refused(path: Path) -> HeirloomError:
    with pytest.raises(HeirloomError) as error, Store(path) as store:
        store.items()
    assert error.value.message.endswith(".")
    assert error.value.hint.endswith(".")
    return error.value


def test_files_that_are_no_queue_are_refused_in_two_sentences(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("no database at all " * 99)
    assert "damaged" in refused(text).message
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert "another program" in refused(other).message
    assert "cannot be used" in refused(tmp_path).message


def test_a_queue_of_a_newer_version_is_left_alone(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer version" in refused(store.path).message


ITEM = (
    "INSERT INTO items (identity, source, source_key, page, recipe, options, output, output_key,"
    " priority, position) VALUES ('1', X'2F31', X'2F31', 0, '{}', '{}', X'2F32', X'2F32', 0, 1)"
)


@pytest.mark.parametrize("version", [1, 2])
def test_a_queue_of_an_earlier_version_is_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    path = tmp_path / "queue.sqlite"
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "VERSION", version)
        with database.Database(path) as opened, opened.writing() as connection:
            connection.execute(ITEM)
    with Store(path) as store:
        (item,) = store.items()
        assert (item.set_name, item.surveyed, item.reduced) == (None, False, False)
        assert store.claim(worker("me"), 60) is not None


def test_what_stood_among_the_settings_of_who_works_becomes_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    path, until = tmp_path / "queue.sqlite", clock.now + 60
    owners = ["desk pid:[4]/17/0a1b2c3d", "lap-3/4/ffffffff", "attic/5/00000000"]
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "VERSION", 2)
        with database.Database(path) as opened, opened.writing() as connection:
            for owner in owners[:2]:
                row = (f"program {owner}", str(until))
                connection.execute("INSERT INTO settings VALUES (?, ?)", row)
            connection.execute("INSERT INTO settings VALUES (?, '')", (f"sleepy {owners[0]}",))
            connection.execute("INSERT INTO settings VALUES ('control', 'pause')")
            connection.execute(ITEM)
            connection.execute(
                "UPDATE items SET state = 'running', owner = ?, lease_until = ?, claims = 1",
                (owners[2], clock.now - 1),
            )
    with Store(path, clock) as store:
        assert {(one.owner, one.host, one.pid) for one in store.workers()} == {
            (owners[0], "desk pid:[4]", 17),
            (owners[1], "lap-3", 4),
        }
        assert store.worker_counts() == (2, 1)
        assert store.control == "pause"
        claim = store.claim(worker("me"), 60)
        assert claim is not None, "its lease was over"
        assert not store.may_sleep()
        with store.reading() as connection:
            names = connection.execute("SELECT name FROM settings").fetchall()
            inhibits = connection.execute(
                "SELECT inhibits_sleep FROM workers WHERE host LIKE 'desk%'"
            ).fetchone()
        assert [row[0] for row in names] == ["control"]
        assert inhibits[0] == 0


def test_a_queue_with_a_damaged_middle_is_said_to_be_damaged(store: Store) -> None:
    store.add([request_for(f"{number}.png", recipe="x" * 500) for number in range(99)], beside)
    store.close()
    raw = bytearray(store.path.read_bytes())
    raw[4096:-4096] = os.urandom(len(raw) - 8192)
    store.path.write_bytes(raw)
    assert "damaged" in refused(store.path).message


def test_a_cut_off_log_loses_only_the_end(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    store = Store(path)
    store.add([request_for(f"{number}.png") for number in range(20)], beside)
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for _ in range(10):
        claim = store.claim(worker("one"), 60)
        assert claim is not None
        assert store.finish(claim, MADE)
    log = path.with_name(path.name + "-wal")
    full = log.stat().st_size
    before = 10
    for part in (0.97, 0.6, 0.31, 0.001, 0):
        folder = tmp_path / f"after {part}"
        folder.mkdir()
        shutil.copy(path, folder)
        (folder / log.name).write_bytes(log.read_bytes()[: int(full * part)])
        with Store(folder / path.name) as opened:
            assert opened.intact()
            counts = opened.counts()
            assert sum(counts.values()) == 20
            assert counts["done"] <= before
            before = counts["done"]
            assert counts["running"] <= 1
    assert before == 0
    store.close()


def test_a_queue_that_cannot_be_written_says_so(store: Store) -> None:
    store.close()
    store.path.chmod(0o400)
    if os.access(store.path, os.W_OK):
        pytest.skip("to the administrator everything is allowed")
    assert "cannot be written" in refused(store.path).message


def test_items_move_in_front_of_others_and_take_their_priority(store: Store) -> None:
    store.add([request_for(f"{i}.png") for i in range(5)], beside)
    store.add([request_for("urgent.png", priority=3)], beside)
    urgent, first, *_, last = (item.id for item in store.items())

    def names() -> list[str]:
        return [item.source.stem for item in store.items()]

    assert store.move([last, 99], urgent) == 1
    assert names() == ["4", "urgent", "0", "1", "2", "3"]
    assert [item.priority for item in store.items()] == [3, 3, 0, 0, 0, 0]
    assert store.move([urgent, first]) == 2
    assert names() == ["4", "1", "2", "3", "urgent", "0"]
    assert [item.priority for item in store.items()] == [3, 0, 0, 0, 0, 0]
    assert store.move([last], last) == 0
    assert names()[0] == "4"
