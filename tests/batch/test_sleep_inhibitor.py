"""The computer stays awake while it works, where it can be kept so."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.conftest import request_for, worker
from tests.batch.photos import ONE, batch, put
from workstation.batch import intake
from workstation.batch.runner import Runner
from workstation.batch.sleep_inhibitor import sleep_inhibited
from workstation.batch.store import Store
from workstation.batch.worker_pool import WorkerPool

posix = pytest.mark.skipif(os.name != "posix", reason="uses scripts in place of the system's")


@pytest.fixture
def way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Puts a script in the place of one of the system's programs; there are no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, script: str) -> Path:
        log = tmp_path / f"{name} log"
        script = script.replace("LOG", f"'{log}'")
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
        return log

    return make


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


KEEPS = "echo begun $1 >> LOG\ncat\necho ended >> LOG"


@posix
@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("systemd-inhibit", "--what=idle:sleep"),
        ("elogind-inhibit", "--what=idle:sleep"),
        ("gnome-session-inhibit", "--inhibit"),
        ("kde-inhibit", "--power"),
        ("caffeinate", "-i"),
    ],
)
def test_the_computer_stays_awake_exactly_as_long_as_it_works(
    way: Callable[[str, str], Path], name: str, first: str
) -> None:
    log = way(name, KEEPS)
    with sleep_inhibited() as works:
        until(lambda: log.exists() and "\n" in log.read_text())
        assert log.read_text().split("\n")[0] == f"begun {first}"
        assert works()
    assert log.read_text().splitlines()[-1] == "ended"


@posix
def test_a_way_that_refuses_gives_way_to_the_next(way: Callable[[str, str], Path]) -> None:
    way("systemd-inhibit", "exit 1")
    log = way("caffeinate", KEEPS)
    with sleep_inhibited() as works:
        until(lambda: works() and log.exists())
    assert log.read_text().splitlines()[-1] == "ended"


@posix
def test_where_nothing_keeps_it_awake_the_queue_says_so_while_it_is_worked_on(
    store: Store, tmp_path: Path, way: Callable[[str, str], Path]
) -> None:
    way("systemd-inhibit", "exit 1")
    photos = [put(tmp_path / f"{number}.png") for number in range(6)]
    intake.add(store, photos, batch(tmp_path / "out"))
    seen = list[bool]()
    Runner(store, share=ONE, listener=lambda _: seen.append(store.may_sleep())).run()
    assert seen[-2]
    assert not store.may_sleep()


def test_only_who_is_at_work_is_asked_whether_the_computer_may_sleep(store: Store) -> None:
    store.add([request_for()], lambda w, *_: w.output_folder / "1.png")
    me = worker("me")
    store.enlist(me, 60)
    store.set_inhibits_sleep(me, False)
    assert not store.may_sleep()
    store.claim(me, 60)
    assert store.may_sleep()
    store.set_inhibits_sleep(me, True)
    assert not store.may_sleep()


@posix
def test_workers_let_others_go_first() -> None:
    with WorkerPool(1) as pool:
        assert pool.submit(os.getpriority, os.PRIO_PROCESS, 0).result(60) >= 10
        if hasattr(os, "sched_getscheduler"):
            assert pool.submit(os.sched_getscheduler, 0).result(60) == os.SCHED_BATCH
    nice = subprocess.run(["nice"], capture_output=True, check=True, text=True).stdout
    assert int(nice) < 10 or os.getpriority(os.PRIO_PROCESS, 0) >= 10


@pytest.mark.skipif(
    not Path("/proc/self/autogroup").exists(), reason="only where sessions share the processors"
)
def test_a_session_of_the_queues_own_lets_other_sessions_go_first() -> None:
    code = "from workstation.batch import machine; machine.step_back()\n"
    code += "print(open('/proc/self/autogroup').read())"
    own = subprocess.run(
        [sys.executable, "-c", code], stdout=-1, text=True, check=True, start_new_session=True
    ).stdout
    assert own.split()[-2:] == ["nice", "10"]
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)"
    shared = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {script!r}])"
    of_somebody = subprocess.run(
        [sys.executable, "-c", shared], stdout=-1, text=True, check=True, start_new_session=True
    ).stdout
    assert of_somebody.split()[-2:] == ["nice", "0"]
