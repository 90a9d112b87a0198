"""The computer stays awake while it works, where it can be kept so."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.batch.conftest import wish
from tests.batch.photos import ONE, batch, put
from workstation.batch import intake, machine, sleep_inhibitor
from workstation.batch.runner import Runner
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
    with sleep_inhibitor.awake() as works:
        until(log.exists)
        assert log.read_text().split("\n")[0] == f"begun {first}"
        assert works()
    assert log.read_text().splitlines()[-1] == "ended"


@posix
def test_a_way_that_refuses_gives_way_to_the_next(way: Callable[[str, str], Path]) -> None:
    way("systemd-inhibit", "exit 1")
    log = way("caffeinate", KEEPS)
    with sleep_inhibitor.awake() as works:
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
    Runner(store, share=ONE, listener=lambda _: seen.append(sleep_inhibitor.may_sleep(store))).run()
    assert seen[-2]
    assert not sleep_inhibitor.may_sleep(store)


def test_only_who_is_at_work_is_asked_whether_the_computer_may_sleep(store: Store) -> None:
    store.add([wish()], lambda w, *_: w.output_folder / "1.png")
    sleep_inhibitor.tell(store, "me", kept=False)
    assert not sleep_inhibitor.may_sleep(store)
    store.claim("me", 60)
    assert sleep_inhibitor.may_sleep(store)
    sleep_inhibitor.tell(store, "me", kept=True)
    assert not sleep_inhibitor.may_sleep(store)


@pytest.mark.skipif(sys.platform == "win32", reason="the real one is asked there")
def test_workers_on_windows_step_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for the system's functions."""
    asked = list[tuple[int, int]]()
    kernel = SimpleNamespace(
        GetCurrentProcess=lambda: 7, SetPriorityClass=lambda *facts: asked.append(facts)
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    machine.step_back()
    assert asked == [(7, 0x4000)]


@posix
def test_workers_let_others_go_first() -> None:
    with WorkerPool(1) as lanes:
        assert lanes.submit(os.getpriority, os.PRIO_PROCESS, 0).result(60) >= 10
        if hasattr(os, "sched_getscheduler"):
            assert lanes.submit(os.sched_getscheduler, 0).result(60) == os.SCHED_BATCH
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
