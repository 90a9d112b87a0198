"""Undo, redo and jumps, as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.history import History
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour

gestures = st.lists(
    st.tuples(st.sampled_from(["record", "amend", "undo", "redo", "jump"]), st.floats(0, 2)),
    max_size=60,
)


def play(history: History, gesture: str, value: float) -> History:
    recipe = Recipe((Colour(vividness=value),))
    if gesture in ("record", "amend"):
        done: History = getattr(history, gesture)(recipe, f"Vividness {value:.2f}")
        return done
    if gesture == "jump":
        return history.jump(round(value * 1000) % len(history.entries))
    return history.undo() if gesture == "undo" else history.redo()


@given(gestures, st.floats(0, 2))
def test_undo_after_record_is_identity_and_redo_brings_it_back(
    before: list[tuple[str, float]], value: float
) -> None:
    history = History.start(Recipe(), "Opened")
    for gesture in before:
        history = play(history, *gesture)
    recorded = history.record(Recipe((Colour(vividness=value),)), "x")
    assert recorded.undo().recipe == history.recipe
    assert recorded.undo().redo() == recorded


@given(gestures)
def test_the_position_always_points_at_an_entry(before: list[tuple[str, float]]) -> None:
    history = History.start(Recipe(), "Opened")
    for gesture in before:
        history = play(history, *gesture)
        assert 0 <= history.position < len(history.entries)
        assert history.can_undo == (history.position > 0)


def test_a_drag_is_one_entry() -> None:
    history = History.start(Recipe(), "Opened").record(Recipe((Colour(vividness=1.1),)), "drag")
    for value in (1.2, 1.3, 1.4):
        history = history.amend(Recipe((Colour(vividness=value),)), f"Vividness {value}")
    assert len(history.entries) == 2
    assert history.undo().recipe == Recipe()


def test_a_position_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="no position"):
        History.start(Recipe(), "Opened").jump(3)
