"""Which of several programs works on a queue; each a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.batch import killing
from tests.batch.conftest import one_under_way, worker
from tests.batch.photos import batch, put
from workstation.batch import intake
from workstation.batch.store import Store
from workstation.batch.workers import Worker

ROUNDS = 20
LONG = 120.0


def filled(folder: Path, count: int, width: int = 96) -> Store:
    for number in range(count):
        put(folder / "box" / f"{number}.png", width)
    store = Store(folder / "queue.sqlite")
    intake.add(store, [folder / "box"], batch(folder / "out"))
    return store


def program(store: Store, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "workstation.cli", "batch", "run", "--queue", str(store.path)]
    return subprocess.Popen(
        [*command, "--workers", "1", *options], stdout=-1, stderr=subprocess.STDOUT, text=True
    )


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


ASK = f"""
import sys, time
from pathlib import Path
from workstation.batch.workers import Worker
from workstation.batch.store import Store
from workstation.batch.workers import Worker

folder, begin = Path(sys.argv[1]), float(sys.argv[2])
answers = []
for number in range({ROUNDS}):
    with Store(folder / f"{{number}}.sqlite") as store:
        while time.time() < begin + number / 10:
            pass
        answers.append(store.enlist(Worker.of_this_process(), 600, alone=True))
print(*map(int, answers), flush=True)
sys.stdin.read()  # who has ended is not there for the other
"""


def test_of_two_that_ask_at_the_same_moment_one_is_alone(tmp_path: Path) -> None:
    begin = str(time.time() + 2)
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, str(tmp_path), begin], stdin=-1, stdout=-1, text=True
        )
        for _ in range(2)
    ]
    answers = []
    for process in asking:
        assert process.stdout is not None
        answers.append([int(word) for word in process.stdout.readline().split()])
    for process in asking:
        process.communicate()
    assert [sum(pair) for pair in zip(*answers, strict=True)] == [1] * ROUNDS


def test_the_second_of_two_programs_leaves_the_queue_to_the_first(tmp_path: Path) -> None:
    with filled(tmp_path, 4) as store:
        programs = [program(store, "--unless-running") for _ in range(2)]

        def one_left() -> bool:
            assert store.worker_counts()[0] <= 1
            return any(process.poll() is not None for process in programs)

        with one_under_way(store):
            until(one_left)
            (left,) = (process for process in programs if process.poll() is not None)
            assert left.communicate()[0] == "Another program works on this queue already.\n"
            assert left.returncode == 0
            assert store.worker_counts() == (1, 0)
    (stayed,) = (process for process in programs if process is not left)
    assert stayed.communicate()[0].splitlines()[-1].startswith("4 restored in ")
    assert stayed.returncode == 0
    with Store(tmp_path / "queue.sqlite") as store:
        assert store.worker_counts() == (0, 0)
    assert killing.wrong(tmp_path / "queue.sqlite", tmp_path / "out", 4) == []


def test_who_is_asked_for_by_name_works_beside_the_other(tmp_path: Path) -> None:
    with filled(tmp_path, 4) as store:
        programs = [program(store, "--quiet") for _ in range(2)]
        with one_under_way(store):
            until(lambda: store.worker_counts()[0] == 2)
    assert ["".join(filter(None, process.communicate())) for process in programs] == [""] * 2
    assert [process.returncode for process in programs] == [0, 0]
    assert killing.wrong(tmp_path / "queue.sqlite", tmp_path / "out", 4) == []


def test_one_that_was_killed_keeps_nobody_away(tmp_path: Path) -> None:
    with filled(tmp_path, 6, 1200) as store:
        killed = program(store, "--quiet", "--unless-running")
        with one_under_way(store):
            until(lambda: store.counts()["running"] > 1 or store.counts()["done"] > 0)
            killed.kill()
            killed.communicate()
        following = program(store, "--unless-running")
        told, _ = following.communicate(timeout=LONG)
        assert following.returncode == 0
        assert "Another program" not in told
        assert store.counts()["done"] == 6
    assert killing.wrong(tmp_path / "queue.sqlite", tmp_path / "out", 6) == []


def test_who_is_enlisted_goes_only_when_nothing_is_left_or_somebody_wants_it(
    tmp_path: Path,
) -> None:
    with filled(tmp_path, 1) as store:
        me = Worker.of_this_process()
        assert store.enlist(me, 60, alone=True)
        assert store.enlist(me, 60, alone=True)  # itself is no other one
        assert not store.enlist(worker("elsewhere"), 60, alone=True)
        assert not store.leave(me)
        assert store.worker_counts() == (1, 0)
        store.control = "stop"
        assert store.leave(me)
        assert store.worker_counts() == (0, 0)
        store.control = "go"
        assert store.enlist(worker("elsewhere"), 60, alone=True)
        store.clear("waiting")
        assert store.leave(worker("elsewhere"))
