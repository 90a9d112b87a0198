"""Frames under the hand, and taking gestures back."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workstation.app.split import geometry
from workstation.batch.splitting.frames import PhotoFrame

SIZE = (3000, 2000)
shares = st.floats(0.05, 0.4)
frames = st.builds(
    PhotoFrame,
    row=st.floats(0.3, 0.7),
    column=st.floats(0.3, 0.7),
    height=shares,
    width=shares,
    angle_deg=st.floats(-180, 179.9),
    confidence=st.just(0.5),
    doubts=st.just(("A doubt.",)),
)
sides = st.sampled_from([(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if y or x])
places = st.tuples(st.floats(0.2, 0.8), st.floats(0.2, 0.8))
steps = st.floats(-200, 200)


def grip(frame: PhotoFrame, side: tuple[int, int]) -> geometry.Place:
    return dict(geometry.points_of(frame, SIZE))[side]


@given(frames, sides, places)
def test_what_lies_opposite_the_hand_stays(
    frame: PhotoFrame, side: tuple[int, int], place: geometry.Place
) -> None:
    opposite = (-side[0], -side[1])
    after = geometry.stretched(frame, SIZE, side, place)
    assert grip(after, opposite) == pytest.approx(grip(frame, opposite), abs=1e-9)
    assert after.angle_deg == frame.angle_deg


@given(frames, st.sampled_from(geometry.CORNERS), places)
def test_a_corner_follows_the_hand(
    frame: PhotoFrame, side: tuple[int, int], place: geometry.Place
) -> None:
    after = geometry.stretched(frame, SIZE, side, place)
    least = geometry.SMALLEST * min(SIZE)
    assume(min(after.height * SIZE[0], after.width * SIZE[1]) > least + 1e-6)
    assume(after != frame)
    assert grip(after, side) == pytest.approx(place, abs=1e-9)


@given(frames, sides, places)
def test_no_frame_gets_smaller_than_can_be_held(
    frame: PhotoFrame, side: tuple[int, int], place: geometry.Place
) -> None:
    after = geometry.stretched(frame, SIZE, side, place)
    shortest = min(after.height * SIZE[0], after.width * SIZE[1])
    assert shortest >= geometry.SMALLEST * min(SIZE) - 1e-6


@given(frames, steps, steps)
def test_moving_there_and_back_changes_nothing_but_the_doubts(
    frame: PhotoFrame, down: float, right: float
) -> None:
    back = geometry.moved(geometry.moved(frame, SIZE, down, right), SIZE, -down, -right)
    assert (back.row, back.column) == pytest.approx((frame.row, frame.column), abs=1e-12)
    assert (back.height, back.width, back.angle_deg) == (
        frame.height,
        frame.width,
        frame.angle_deg,
    )
    assert back.doubts == ()


@given(frames, st.floats(-500, 500))
def test_a_turn_stays_within_a_full_circle_and_keeps_middle_and_size(
    frame: PhotoFrame, by_deg: float
) -> None:
    after = geometry.turned(frame, by_deg)
    assert -180 <= after.angle_deg < 180
    away = math.radians(after.angle_deg - frame.angle_deg - by_deg)
    assert math.cos(away) == pytest.approx(1.0, abs=1e-9)
    assert (after.row, after.column, after.height) == (frame.row, frame.column, frame.height)


@given(frames, places)
def test_the_handle_for_turning_points_to_the_hand(
    frame: PhotoFrame, place: geometry.Place
) -> None:
    way = [(to - at) * n for to, at, n in zip(place, (frame.row, frame.column), SIZE, strict=True)]
    assume(math.hypot(*way) > 1)
    after = geometry.turned_to(frame, SIZE, place)
    _, handle = geometry.turner(after, SIZE, 50)
    reach = [
        (to - at) * n for to, at, n in zip(handle, (frame.row, frame.column), SIZE, strict=True)
    ]
    cross = way[0] * reach[1] - way[1] * reach[0]
    assert cross == pytest.approx(0, abs=1e-3 * math.hypot(*way) * math.hypot(*reach))
    assert way[0] * reach[0] + way[1] * reach[1] > 0


@given(frames)
def test_the_frame_that_is_seen_is_the_one_that_is_held(frame: PhotoFrame) -> None:
    middle = (frame.row, frame.column)
    held = geometry.held((frame,), SIZE, middle, 4, 0, 60)
    assert held == geometry.Grip(0, "inside")
    for side, place in geometry.points_of(frame, SIZE):
        assert geometry.held((frame,), SIZE, place, 4, 0, 60) == geometry.Grip(0, "edge", side)
    beyond = geometry.grown(frame, SIZE, (1, 1), 40, 40)
    assert geometry.held((frame,), SIZE, grip(beyond, (1, 1)), 4, 0, 60) is None


def test_too_small_a_drag_draws_no_frame() -> None:
    assert geometry.spanned((0.5, 0.5), (0.5, 0.7), SIZE) is None
    drawn = geometry.spanned((0.7, 0.7), (0.5, 0.4), SIZE)
    assert drawn is not None
    assert (drawn.row, drawn.column) == pytest.approx((0.6, 0.55))
    assert (drawn.height, drawn.width) == pytest.approx((0.2, 0.3))
