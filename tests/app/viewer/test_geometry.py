"""Places under the hand: the same at every zoom, position and display scaling."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workstation.app.masks import geometry
from workstation.app.masks.geometry import Brush, PhotoPlacement
from workstation.app.viewer.viewport import Viewport

shares = st.floats(-0.5, 1.5)
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0])


@st.composite
def frames(draw: st.DrawFn) -> PhotoPlacement:
    sizes = st.integers(1, 20_000)
    view = Viewport(draw(sizes), draw(sizes), draw(st.integers(100, 3000)), 1500).fitted()
    if draw(st.booleans()):
        view = view.zoomed(draw(st.floats(0.01, 32)), draw(st.floats(0, 100)), 700)
        view = view.moved(draw(st.floats(-5000, 5000)), draw(st.floats(-5000, 5000)))
    left = draw(st.sampled_from([0.0, 731.0]))
    return PhotoPlacement(view, left, 0.0, draw(ratios))


@given(frames(), shares, shares)
def test_a_place_is_drawn_where_it_is_found(
    frame: PhotoPlacement, row: float, column: float
) -> None:
    x, y = frame.point(row, column)
    assert frame.place(x, y) == pytest.approx((row, column), abs=1e-5)


@given(frames())
def test_a_pixel_of_the_display_is_the_same_place_at_every_scaling(frame: PhotoPlacement) -> None:
    plain = PhotoPlacement(frame.view, frame.left, frame.top, 1.0)
    at = frame.ratio * 100.0, frame.ratio * 70.0
    assert frame.place(100, 70) == pytest.approx(plain.place(*at), abs=1e-9)


@given(frames(), st.floats(0.001, 0.5))
def test_lengths_are_shares_of_the_longer_side(frame: PhotoPlacement, share: float) -> None:
    assert frame.share(frame.length(share)) == pytest.approx(share)
    left, top, width, height = frame.photo_box
    assert frame.length(1.0) == pytest.approx(max(width, height))
    assert frame.point(0.0, 0.0) == pytest.approx((left, top))


@given(st.lists(st.integers(-5, 5), max_size=40))
def test_a_brush_keeps_within_its_bounds(steps: list[int]) -> None:
    brush = Brush()
    for step in steps:
        brush = brush.stepped(step).hardened(step)
    assert geometry.SMALLEST <= brush.radius <= geometry.LARGEST
    assert 0 <= brush.hardness <= 1


def test_a_gesture_too_long_for_a_mark_keeps_its_ends() -> None:
    points = [(float(i), 0.0) for i in range(130_001)]
    kept = geometry.thinned(list(points))
    assert len(kept) <= 50_001
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert geometry.thinned(points[:500]) == tuple(points[:500])


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=60))
def test_only_points_that_nobody_could_see_are_left_out(at: list[tuple[int, int]]) -> None:
    frame = PhotoPlacement(Viewport(4000, 6000, 900, 900).fitted())
    points = [(*frame.place(x, y), 1.0) for x, y in at]
    kept = geometry.essential(points, frame, 0.02)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert set(kept) <= set(points)
    way = np.array([frame.point(row, column) for row, column, _ in kept])
    for point in at:
        apart = [_distance(np.array(point), a, b) for a, b in pairwise(way)]
        assert min(apart, default=0.0) < 0.6


def test_changes_of_pressure_are_kept() -> None:
    frame = PhotoPlacement(Viewport(1000, 1000, 1000, 1000).fitted())
    line = [(0.5, 0.1 + i * 0.01, pressure) for i, pressure in enumerate((1, 1, 0.3, 1, 1))]
    assert geometry.essential(line, frame, 0.05)[1:-1] == line[1:-1]
    even = [(0.5, 0.1 + i * 0.01, 1.0) for i in range(5)]
    assert geometry.essential(even, frame, 0.05) == [even[0], even[-1]]


def _distance(point: NDArray[Any], a: NDArray[Any], b: NDArray[Any]) -> float:
    part = b - a
    share = float(np.clip((point - a) @ part / max(float(part @ part), 1e-12), 0, 1))
    return float(np.linalg.norm(a + share * part - point))
