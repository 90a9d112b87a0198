"""Jobs: the newest wins, cancelled ones stay silent, errors are told, closing is clean."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from workstation.app.jobs import Jobs, Lane
from workstation.core.errors import HeirloomError
from workstation.core.progress import Progress


class Told:
    def __init__(self) -> None:
        self.errors: list[HeirloomError] = []
        self.bugs: list[str] = []


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def lanes(told: Told) -> Iterator[Callable[[bool], Lane]]:
    made: list[Lane] = []

    def make(newest_wins: bool) -> Lane:
        lane = Lane(newest_wins=newest_wins, failed=told.errors.append, broke=told.bugs.append)
        made.append(lane)
        return lane

    yield make
    for lane in made:
        lane.close()


class Gate:
    """Work that holds until it is opened, and notices being cancelled."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, progress: Progress) -> str:
        self.entered.set()
        while not self.opened.wait(0.005):
            progress.check()
        progress.check()
        return "gate"


def test_a_result_comes_back_on_the_windows_thread(
    qtbot: QtBot, lanes: Callable[[bool], Lane]
) -> None:
    seen: list[Any] = []
    lane = lanes(False)
    lane.start(
        lambda _: threading.get_ident(), done=lambda r: seen.extend([r, threading.get_ident()])
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] != seen[1] == threading.get_ident()


def test_even_the_first_progress_of_a_quick_job_is_heard(
    qtbot: QtBot, lanes: Callable[[bool], Lane]
) -> None:
    lane = lanes(False)
    for _ in range(30):
        heard: list[Any] = []
        lane.start(
            lambda progress: progress.report(0.5, "Working"),
            done=lambda _, heard=heard: heard.append("done"),
            progressed=lambda *args, heard=heard: heard.append(args),
        )
        qtbot.waitUntil(lambda heard=heard: "done" in heard)
        assert heard == [(0.5, "Working"), "done"]


def test_in_a_rendering_lane_the_newest_wins(qtbot: QtBot, lanes: Callable[[bool], Lane]) -> None:
    lane, gate, results = lanes(True), Gate(), list[Any]()
    first = lane.start(gate, done=results.append)
    qtbot.waitUntil(gate.entered.is_set)
    second = lane.start(lambda _: "second", done=results.append)
    lane.start(lambda _: "third", done=results.append)
    assert first.cancelled
    assert second.cancelled
    qtbot.waitUntil(lambda: results != [])
    assert results == ["third"]


def test_in_an_ordered_lane_everything_runs_in_order(
    qtbot: QtBot, lanes: Callable[[bool], Lane]
) -> None:
    lane, results = lanes(False), list[int]()
    for i in range(20):
        lane.start(lambda _, i=i: i, done=results.append)
    qtbot.waitUntil(lambda: len(results) == 20)
    assert results == list(range(20))


def test_after_cancel_nothing_is_called(
    qtbot: QtBot, lanes: Callable[[bool], Lane], told: Told
) -> None:
    lane, called = lanes(False), list[Any]()

    def break_late(_: Progress) -> None:
        gate.entered.set()
        gate.opened.wait(5)
        raise ValueError("too late")

    gate = Gate()
    job = lane.start(break_late, done=called.append, failed=called.append)
    qtbot.waitUntil(gate.entered.is_set)
    job.cancel()
    gate.opened.set()
    lane.start(lambda _: "next", done=called.append)
    qtbot.waitUntil(lambda: called != [])
    assert called == ["next"]
    assert told.bugs == []


def test_a_job_cancelled_after_its_end_but_before_its_callback_stays_silent(
    qtbot: QtBot, lanes: Callable[[bool], Lane]
) -> None:
    lane, called, ran = lanes(False), list[Any](), threading.Event()
    job = lane.start(lambda _: ran.set(), done=called.append)
    assert ran.wait(5)
    job.cancel()
    qtbot.wait(20)
    assert called == []


def test_an_error_is_told_in_its_two_sentences(
    qtbot: QtBot, lanes: Callable[[bool], Lane], told: Told
) -> None:
    def fail(_: Progress) -> None:
        raise HeirloomError("The file is empty.", "Choose another one.")

    lane = lanes(False)
    lane.start(fail, done=lambda _: None)
    qtbot.waitUntil(lambda: told.errors != [])
    assert (told.errors[0].message, told.errors[0].hint) == (
        "The file is empty.",
        "Choose another one.",
    )


def test_a_bug_is_reported_with_its_traceback_and_the_lane_goes_on(
    qtbot: QtBot, lanes: Callable[[bool], Lane], told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    lane, results = lanes(False), list[Any]()
    lane.start(lambda _: 1 / 0, done=results.append)
    lane.start(lambda _: "after", done=results.append)
    qtbot.waitUntil(lambda: results == ["after"])
    assert "ZeroDivisionError" in told.bugs[0]
    assert "ZeroDivisionError" in caplog.text


def test_closing_in_the_middle_of_a_job_ends_cleanly(
    qtbot: QtBot, lanes: Callable[[bool], Lane]
) -> None:
    lane, gate, called = lanes(True), Gate(), list[Any]()
    lane.start(gate, done=called.append)
    qtbot.waitUntil(gate.entered.is_set)
    lane.close()
    assert lane.jobs == ()
    late = lane.start(gate, done=called.append)
    assert late.cancelled
    qtbot.wait(10)
    assert called == []


def test_only_jobs_with_a_title_are_shown_and_cancelled_by_the_user(told: Told) -> None:
    jobs = Jobs(failed=told.errors.append, broke=told.bugs.append)
    quiet, loud = Gate(), Gate()
    a = jobs.rendering.start(quiet, done=lambda _: None)
    b = jobs.exporting.start(loud, done=lambda _: None, title="Exporting")
    assert jobs.shown == (b,)
    jobs.cancel_shown()
    assert jobs.shown == ()
    assert b.cancelled
    assert not a.cancelled
    jobs.close()
