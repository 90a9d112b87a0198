"""Undo, redo, branches and jumps, as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.history import Entry, History
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour

gestures = st.lists(
    st.tuples(st.sampled_from(["record", "drag", "undo", "redo", "jump"]), st.floats(0, 2)),
    max_size=60,
)


def vivid(value: float) -> Recipe:
    return Recipe((Colour(vividness=value),))


def play(history: History[Recipe], gesture: str, value: float) -> History[Recipe]:
    if gesture == "record":
        return history.record(vivid(value), f"Vividness {value:.2f}")
    if gesture == "drag":
        return history.record(vivid(value), f"Vividness {value:.2f}", "drag")
    if gesture == "jump":
        return history.jump(round(value * 1000) % len(history.entries))
    return history.undo() if gesture == "undo" else history.redo()


def played(gestures: list[tuple[str, float]]) -> History[Recipe]:
    history = History.start(Recipe(), "Opened")
    for gesture in gestures:
        history = play(history, *gesture)
    return history


@given(gestures, st.floats(0, 2))
def test_undo_after_record_is_identity_and_redo_brings_it_back(
    before: list[tuple[str, float]], value: float
) -> None:
    history = played(before)
    recorded = history.record(vivid(value), "x")
    assert recorded.undo().value == history.value
    assert recorded.undo().redo() == recorded


@given(gestures)
def test_undoing_everything_and_redoing_it_comes_back(before: list[tuple[str, float]]) -> None:
    history = played(before)
    while history.can_redo:
        history = history.redo()
    back, steps = history, 0
    while back.can_undo:
        back, steps = back.undo(), steps + 1
    assert back.value == Recipe()
    for _ in range(steps):
        back = back.redo()
    assert back == history


@given(gestures, gestures)
def test_no_recorded_recipe_is_ever_lost(
    before: list[tuple[str, float]], after: list[tuple[str, float]]
) -> None:
    history = played(before).record(vivid(1.25), "kept").record(Recipe(), "on top")
    place = history.position - 1
    for gesture in after:
        history = play(history, *gesture)
    assert history.jump(place).value == vivid(1.25)


def test_a_gesture_after_undo_opens_a_branch_and_keeps_the_other() -> None:
    history = History.start(Recipe(), "Opened").record(vivid(0.5), "a").record(vivid(0.7), "b")
    branched = history.undo().record(vivid(1.5), "c")
    assert [branched.entries[i].name for i in branched.path] == ["Opened", "a", "c"]
    other = branched.jump(2)
    assert other.value == vivid(0.7)
    assert [other.entries[i].name for i in other.path] == ["Opened", "a", "b"]
    assert other.undo().redo().value == vivid(0.7)


def test_a_drag_is_one_entry() -> None:
    history = History.start(Recipe(), "Opened")
    for value in (1.1, 1.2, 1.3, 1.4):
        history = history.record(vivid(value), f"Vividness {value}", "drag")
    assert [entry.name for entry in history.entries] == ["Opened", "Vividness 1.4"]
    assert history.value == vivid(1.4)
    assert history.undo().value == Recipe()


def test_a_gesture_ends_with_another_one_and_with_undo_redo_or_a_jump() -> None:
    dragged = History.start(0).record(1, "", "drag")
    assert len(dragged.record(2, "", "another").entries) == 3
    assert len(dragged.record(2).record(3, "", "drag").entries) == 4
    for moved in (dragged.undo(), dragged.undo().redo(), dragged.jump(0), dragged.jump(1)):
        assert len(moved.record(2, "", "drag").entries) == 3


def test_what_others_stand_on_is_not_amended() -> None:
    history = History.start(Recipe(), "Opened").record(vivid(0.5), "a").record(vivid(0.7), "b")
    dragged = history.undo().record(vivid(0.9), "c", "drag").record(vivid(1.0), "c", "drag")
    assert dragged.jump(1).value == vivid(0.5)
    assert dragged.jump(2).value == vivid(0.7)
    assert dragged.jump(3).value == vivid(1.0)


def test_a_history_is_of_any_value_and_the_gesture_is_no_part_of_what_it_is() -> None:
    frames = History.start(("one",)).record(("one", "two"), gesture="drag")
    assert frames.undo().value == ("one",)
    assert frames == History.start(("one",)).record(("one", "two"))


def test_snapshots_are_found_again_and_can_be_forgotten() -> None:
    history = History.start(Recipe(), "Opened").record(vivid(0.5), "a").snapshot("Pale")
    history = history.record(vivid(1.5), "b").snapshot("Loud").snapshot("Pale")
    assert [(mark.name, mark.position) for mark in history.snapshots] == [("Loud", 2), ("Pale", 2)]
    assert [mark.name for mark in history.forget("Loud").snapshots] == ["Pale"]


def test_a_position_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="no position"):
        History.start(Recipe(), "Opened").jump(3)


@pytest.mark.parametrize("parents", [(0,), (None, None), (None, 1), (None, 5)])
def test_entries_that_hang_on_nothing_are_refused(parents: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="hangs on"):
        History(tuple(Entry(Recipe(), "x", parent) for parent in parents))
