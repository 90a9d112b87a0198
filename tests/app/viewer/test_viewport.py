"""Zooming and moving: what is under the pointer stays, and nothing in the window is forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.app.viewer.viewport import TILE_PX, Tile, Viewport, level_size, top_level

sizes = st.integers(1, 30_000)
windows = st.integers(50, 4000)
zooms = st.floats(0.001, 40)


def view(photo: tuple[int, int], window: tuple[int, int]) -> Viewport:
    return Viewport(*photo, *window).fitted()


@given(st.tuples(sizes, sizes), st.tuples(windows, windows))
def test_a_fitted_photo_lies_whole_in_the_window(
    photo: tuple[int, int], window: tuple[int, int]
) -> None:
    fitted = view(photo, window)
    top, left = fitted.to_window(0, 0)
    bottom, right = fitted.to_window(*photo)
    assert top >= -1e-6
    assert left >= -1e-6
    assert bottom <= window[0] + 1e-6
    assert right <= window[1] + 1e-6
    assert fitted.zoom <= 1


@given(
    st.tuples(sizes, sizes), st.tuples(windows, windows), zooms, st.floats(0, 1), st.floats(0, 1)
)
def test_a_point_of_the_window_and_its_point_of_the_photo_belong_together(
    photo: tuple[int, int], window: tuple[int, int], zoom: float, down: float, right: float
) -> None:
    zoomed = view(photo, window).zoomed(zoom)
    at = window[0] * down, window[1] * right
    assert zoomed.to_window(*zoomed.to_photo(*at)) == pytest.approx(at, abs=1e-5)


def test_zooming_in_keeps_what_is_under_the_pointer() -> None:
    start = view((4000, 6000), (800, 1200))
    at = 300.0, 900.0
    before = start.to_photo(*at)
    assert start.zoomed(2.0, *at).to_photo(*at) == pytest.approx(before)
    assert start.zoomed(2.0, *at).zoomed(5.0, *at).to_photo(*at) == pytest.approx(before)


@given(st.tuples(sizes, sizes), st.tuples(windows, windows), zooms, st.floats(-9e4, 9e4))
def test_a_photo_larger_than_the_window_leaves_no_gap(
    photo: tuple[int, int], window: tuple[int, int], zoom: float, way: float
) -> None:
    moved = view(photo, window).zoomed(zoom).moved(way, -way)
    top, left = moved.to_window(0, 0)
    bottom, right = moved.to_window(*photo)
    slack = 1e-6 * max(window) + 1e-3
    if bottom - top >= window[0]:
        assert top <= slack
        assert bottom >= window[0] - slack
    if right - left >= window[1]:
        assert left <= slack
        assert right >= window[1] - slack


@given(
    st.tuples(sizes, sizes), st.tuples(windows, windows), zooms, st.floats(0, 1), st.floats(0, 1)
)
def test_tiles_cover_every_point_that_is_seen(
    photo: tuple[int, int], window: tuple[int, int], zoom: float, down: float, right: float
) -> None:
    zoomed = view(photo, window).zoomed(zoom)
    row, column = zoomed.to_photo(window[0] * down, window[1] * right)
    if 0 <= row < photo[0] and 0 <= column < photo[1]:
        level = zoomed.level
        y, x = int(row) >> level, int(column) >> level
        assert Tile(level, y // TILE_PX, x // TILE_PX) in zoomed.tiles(level)


@given(st.tuples(sizes, sizes), st.tuples(windows, windows), zooms)
def test_a_level_is_as_fine_as_the_screen_and_no_finer_than_twice(
    photo: tuple[int, int], window: tuple[int, int], zoom: float
) -> None:
    zoomed = view(photo, window).zoomed(zoom)
    shown = zoomed.zoom * 2**zoomed.level
    if zoomed.level < zoomed.top_level:
        assert shown > 0.5 - 1e-5
    if zoomed.level > 0:
        assert shown <= 1 + 1e-5


@given(sizes, sizes)
def test_the_top_level_is_one_tile(height: int, width: int) -> None:
    top = top_level(height, width)
    assert max(level_size(height, width, top)) <= TILE_PX
    assert top == 0 or max(level_size(height, width, top - 1)) > TILE_PX


def test_tiles_in_the_middle_come_first() -> None:
    tiles = view((8192, 8192), (4096, 4096)).zoomed(1.0).tiles(0)
    assert tiles[0].row in (7, 8)
    assert tiles[0].column in (7, 8)
    assert {tiles[-1].row, tiles[-1].column} <= {4, 12, 11, 3}


def test_a_resized_window_keeps_fitting_or_keeps_its_zoom() -> None:
    start = view((1000, 1000), (500, 500))
    assert start.resized(800, 800).zoom == pytest.approx((800 - 32) / 1000)
    zoomed = start.zoomed(3.0)
    assert zoomed.resized(800, 800).zoom == 3.0
