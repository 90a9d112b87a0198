"""The rows of the queue stay in step with it, whatever happens, and whatever is to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resources.text import Text
from workstation.app.jobs import Jobs
from workstation.app.queue import words
from workstation.app.queue.header import Header
from workstation.app.queue.model import QueueModel, Sort, Wanted
from workstation.app.queue_monitor import QueueMonitor, states
from workstation.batch.items import STATES, Failure, Item, Made, State
from workstation.batch.watch_queue import QueueState

NAMES = ("scan 2", "scan 10", "Scan 1", "祖母", "צילום 4", "été", "ß")


def item(number: int, state: State = "waiting", name: str = "", **facts: object) -> Item:
    source = Path("/box", f"{name or NAMES[number % len(NAMES)]} {number}.jpg")
    failure = Failure(Text("It is cut off."), Text("Scan it again.")) if state == "failed" else None
    made = Made("a", "b", 1000, "CPU", "", 2.0) if state == "done" else None
    plain: dict[str, object] = {
        "page": 0,
        "recipe": "",
        "options": "",
        "output": Path("/out", source.name),
        "priority": 0,
        "position": number,
        "attempts": 1,
        "reduced": False,
        "side": None,
        "partner": None,
        "owner": None,
        "finished": 100.0 + number if state in ("done", "failed", "skipped") else None,
    }
    return Item(
        id=number,
        state=state,
        source=source,
        failure=failure,
        made=made,
        **plain | facts,  # type: ignore[arg-type]
    )


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[QueueMonitor]:
    jobs = Jobs(failed=pytest.fail, broke=pytest.fail)
    yield QueueMonitor(jobs, tmp_path / "queue.sqlite", jobs)
    jobs.close()
    jobs.deleteLater()


def tell(monitor: QueueMonitor, *items: Item, gone: tuple[int, ...] = ()) -> None:
    monitor._on_polled(QueueState(items, gone, "go", 0, 0))


def shown(model: QueueModel) -> list[int]:
    rows = [model.item(model.index(row)) for row in range(model.rowCount())]
    return [row.id for row in rows if row is not None]


changes = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.integers(1, 40), st.sampled_from(STATES), st.integers(0, 60)), max_size=60
        ),
        st.sets(st.integers(1, 40), max_size=20),
    ),
    max_size=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes, st.sampled_from(get_args(Sort)), st.sampled_from((None, *STATES)))
def test_rows_are_always_the_admitted_items_in_order_and_marked_rows_keep_their_items(
    monitor: QueueMonitor, changes: list[tuple[list[tuple[int, State, int]], set[int]]], sort: Sort,
    state: State | None,
) -> None:  # fmt: skip
    monitor._take(QueueState((), tuple(monitor.items), "go", 0, 0))
    model = QueueModel(monitor)
    tester = QAbstractItemModelTester(model)
    model.show_wanted(Wanted("", state, sort))
    for changed, gone in changes:
        marked = {
            number: QPersistentModelIndex(model.index(row))
            for row, number in enumerate(shown(model))
        }
        items = {number: item(number, state, position=at) for number, state, at in changed}
        tell(monitor, *items.values(), gone=tuple(gone - items.keys()))
        assert monitor.counts.total() == len(monitor.items)
        wanted = [i for i in monitor.items.values() if model.wanted.admits(i)]
        assert shown(model) == [i.id for i in sorted(wanted, key=model.wanted.key)]
        there = {number: mark for number, mark in marked.items() if mark.isValid()}
        for number, mark in there.items():
            found = model.item(mark)
            assert found is not None
            assert found.id == number
    tester.deleteLater()
    model.deleteLater()


def test_thousands_of_rows_are_told_of_changes_one_by_one(monitor: QueueMonitor) -> None:
    model = QueueModel(monitor)
    tell(monitor, *(item(number) for number in range(1, 5001)))
    assert model.rowCount() == 5000
    signals: list[str] = []
    model.dataChanged.connect(lambda first, _last: signals.append(f"row {first.row()}"))
    for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved):
        signal.connect(lambda *_: signals.append("more"))
    tell(monitor, item(7, "running"), item(4000, "done"))
    assert signals == ["row 6", "row 3999"]


def test_what_failed_is_not_told_as_done(monitor: QueueMonitor, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    header = Header(monitor, parent)
    items = item(1, "done"), item(2, "failed"), item(3, "skipped"), item(4)
    monitor._on_polled(QueueState(items, (), "pause", 0, 0))
    header.follow()
    assert header._said.text() == "3 of 4 finished, 1 failed; paused"
    tell(monitor, item(4, "done"))
    header.follow()
    assert header._said.text() == "All finished; 1 photo failed"
    tell(monitor, item(2, "done"))
    header.follow()
    assert header._said.text() == "All done"


def test_search_finds_words_of_name_folder_and_reason_in_any_script(monitor: QueueMonitor) -> None:
    model = QueueModel(monitor)
    items = (
        *(item(1, name="Großmutter"), item(2, name="祖母")),
        *(item(3, "failed", "x"), item(4, "done", "y")),
    )
    tell(monitor, *items)
    for text, found in (
        ("GROSSMUTTER", [1]),
        ("祖母", [2]),
        ("cut scan", [3]),
        ("box", [1, 2, 3, 4]),
        ("nowhere", []),
    ):
        model.show_wanted(Wanted(text))
        assert shown(model) == found, text
    model.show_wanted(Wanted("", "failed"))
    assert shown(model) == [3]


def test_scan_2_comes_before_scan_10_and_what_failed_before_all_else(monitor: QueueMonitor) -> None:
    model = QueueModel(monitor)
    tell(monitor, item(1, name="scan 10"), item(2, "done", "scan 2"), item(3, "failed", "scan 7"))
    model.show_wanted(Wanted(sort="name"))
    assert shown(model) == [2, 3, 1]
    model.show_wanted(Wanted(sort="state"))
    assert shown(model) == [3, 1, 2]
    model.show_wanted(Wanted(sort="time"))
    assert shown(model) == [3, 2, 1]


def test_only_what_waits_can_be_dragged_and_only_in_the_queues_own_order(
    monitor: QueueMonitor,
) -> None:
    from PySide6.QtCore import Qt

    model = QueueModel(monitor)
    tell(monitor, item(1, "done"), item(2))

    def draggable() -> list[bool]:
        flags = [model.flags(model.index(row)) for row in range(model.rowCount())]
        return [bool(flag & Qt.ItemFlag.ItemIsDragEnabled) for flag in flags]

    assert draggable() == [False, True]
    model.show_wanted(Wanted(sort="name"))
    assert draggable() == [False, False]
    assert not model.item(QModelIndex())


def test_counts_and_the_usual_time_follow_what_happens(monitor: QueueMonitor) -> None:
    assert monitor.usual_s is None
    tell(monitor, *(item(number) for number in range(1, 6)))
    tell(monitor, item(1, "done"), item(2, "failed"), item(3, "running"), gone=(5, 77))
    tell(monitor, item(2), item(3, "done"))
    assert {state: monitor.counts[state] for state in STATES} == {
        "waiting": 2,
        "running": 0,
        "done": 2,
        "failed": 0,
        "skipped": 0,
    }
    assert monitor.pending == 2
    assert monitor.usual_s == 2


def test_every_state_is_said_by_an_icon_and_a_word() -> None:
    assert sorted(states()) == sorted(STATES)
    assert len({words.word(state) for state in STATES}) == len(STATES)
    assert len({words.ICONS[state] for state in STATES}) == len(STATES)
    for state in STATES:
        told = words.spoken(item(1, state))
        assert words.word(state) in told
        assert "scan 10 1.jpg" in told
    assert "It is cut off" in words.spoken(item(1, "failed"))


def test_names_tell_pages_backs_and_bytes_that_are_no_text() -> None:
    scan = item(1, name="scan")
    assert words.name_of(replace(scan, page=2)).endswith("page 3")
    back = replace(scan, side="back", partner=Path("/box/0012.tif"))
    assert "(back of 0012.tif)" in words.name_of(back)
    strange = replace(scan, source=Path("/box/\udcff.jpg"))
    assert words.name_of(strange).encode("utf-8")


def test_time_left_is_not_said_more_exactly_than_it_is_known() -> None:
    said = [words.time_left(minutes) for minutes in (0.2, 1.2, 45.4, 180.0)]
    assert said == [
        "less than a minute",
        "about a minute",
        "about 45 minutes",
        "about 3.0 hours",
    ]
