"""Masks: shapes that survive being written down, and mean the same at every size."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.errors import HeirloomError
from workstation.core.io.mask_png import load_mask, save_mask
from workstation.core.masks import areas, shapes
from workstation.core.masks.masks import (
    Lasso,
    Mask,
    Picture,
    Similar,
    Stroke,
    mask_from_json,
    mask_to_json,
    painted,
    picture_of,
)
from workstation.core.pixels import Plane

share = st.floats(0, 1, allow_nan=False)
around = st.floats(-0.3, 1.3, allow_nan=False)
strokes = st.builds(
    Stroke,
    points=st.lists(st.tuples(around, around, share), min_size=1, max_size=8).map(tuple),
    radius=st.floats(0, 0.3),
    hardness=share,
    erase=st.booleans(),
)
lassos = st.builds(
    Lasso,
    points=st.lists(st.tuples(around, around), min_size=1, max_size=8).map(tuple),
    erase=st.booleans(),
)
places = st.builds(
    Similar,
    row=share,
    column=share,
    tolerance=share,
    contiguous=st.booleans(),
    erase=st.booleans(),
)
pictures = st.builds(
    lambda seed, erase: picture_of(
        np.random.default_rng(seed).random((5, 7), dtype=np.float32), erase
    ),
    seed=st.integers(0, 5),
    erase=st.booleans(),
)
masks = st.builds(
    Mask,
    shapes=st.lists(strokes | lassos | places | pictures, max_size=4).map(tuple),
    smart_edge=st.booleans(),
    grow=st.floats(-0.25, 0.25),
    feather=st.floats(0, 0.25),
    fill_holes=st.booleans(),
    invert=st.booleans(),
)


def disc(radius: float = 0.2, hardness: float = 1.0, erase: bool = False) -> Stroke:
    return Stroke(((0.5, 0.5, 1.0),), radius, hardness, erase)


def paint(*drawn: Any, size: tuple[int, int] = (200, 300)) -> Plane:
    return painted(Mask(tuple(drawn)), size)


@given(masks)
def test_a_mask_survives_being_written_down(mask: Mask) -> None:
    text = json.dumps(mask_to_json(mask))
    assert mask_from_json(json.loads(text)) == mask
    hash(mask)


@given(masks)
def test_a_mask_read_from_a_frozen_recipe_is_the_same(mask: Mask) -> None:
    def frozen(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: frozen(item) for name, item in value.items()}
        return tuple(frozen(item) for item in value) if isinstance(value, list) else value

    assert mask_from_json(frozen(mask_to_json(mask))) == mask


GOOD = mask_to_json(
    Mask(
        (
            disc(),
            Similar(0.5, 0.5),
            Lasso(((0, 0), (0, 1), (1, 1))),
            picture_of(np.eye(4, dtype="f4")),
        )
    )
)


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        {},
        {"marks": 3},
        {"marks": [3]},
        {"marks": [{"kind": "hologram"}]},
        {"marks": [{"kind": ["stroke"]}]},
        {"marks": [{"kind": "stroke"}]},
        {"marks": [{"kind": "stroke", "points": [], "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": 5, "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0]], "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0, 2]], "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": [[0, math.nan, 1]], "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": [[0, "1", 1]], "radius": 0.1}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0, 1]], "radius": math.inf}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0, 1]], "radius": True}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0, 1]], "radius": 0.1, "erase": 1}]},
        {"marks": [{"kind": "stroke", "points": [[0, 0, 1]], "radius": 0.1, "smell": 1}]},
        {"marks": [{"kind": "similar", "row": 2, "column": 0}]},
        {"marks": [{"kind": "picture", "png": 7}]},
        {"marks": [{"kind": "picture", "png": "not base64!"}]},
        {"marks": [{"kind": "picture", "png": "aGVsbG8="}]},
        {"marks": [], "grow": 3},
        {"marks": [], "feather": -0.1},
        {"marks": [], "smart_edge": "yes"},
        {"marks": [], "colour": "red"},
    ],
)
def test_a_damaged_mask_gives_two_sentences(damage: Any) -> None:
    with pytest.raises(HeirloomError) as caught:
        mask_from_json(damage)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


@given(st.data())
@settings(max_examples=60)
def test_no_wrong_value_anywhere_escapes_as_another_error(data: st.DataObject) -> None:
    damaged = json.loads(json.dumps(GOOD))
    holder = data.draw(st.sampled_from([damaged, *damaged["marks"]]))
    name = data.draw(st.sampled_from(sorted(holder)))
    holder[name] = data.draw(
        st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.lists(st.integers())
    )
    with contextlib.suppress(HeirloomError):
        mask_from_json(damaged)


def test_a_picture_whose_header_promises_gigabytes_is_refused_unread() -> None:
    png = bytearray(base64.b64decode(picture_of(np.zeros((4, 4), np.float32)).png))
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(HeirloomError, match="60000"):
        Picture(base64.b64encode(png).decode())


def test_a_picture_that_breaks_off_is_refused() -> None:
    noise = np.random.default_rng(1).random((64, 64), dtype=np.float32)
    png = base64.b64decode(picture_of(noise).png)
    with pytest.raises(HeirloomError, match="damaged"):
        Picture(base64.b64encode(png[:40]).decode())


def test_one_point_is_a_disc() -> None:
    area = paint(disc(0.2))
    assert area.sum() == pytest.approx(math.pi * 60**2, rel=0.01)
    assert area[100, 150] == 1
    assert area[100, 150 + 58] == 1
    assert area[100, 150 + 62] == 0


@pytest.mark.parametrize("radius_px", [1.0, 2.5, 6.3, 40.0])
def test_small_brushes_cover_what_they_should(radius_px: float) -> None:
    area = paint(disc(radius_px / 300))
    assert area.sum() == pytest.approx(math.pi * radius_px**2, rel=0.25 if radius_px < 5 else 0.03)


def test_a_straight_stroke_has_its_length_and_width() -> None:
    area = paint(Stroke(((0.5, 0.2, 1.0), (0.5, 0.8, 1.0)), 0.05, 1.0))
    assert area.sum() == pytest.approx(180 * 30 + math.pi * 15**2, rel=0.01)
    np.testing.assert_allclose(area, area[::-1], atol=0.1)
    np.testing.assert_allclose(area, area[:, ::-1], atol=0.1)


def test_pressure_tapers_a_stroke() -> None:
    area = paint(Stroke(((0.5, 0.2, 1.0), (0.5, 0.8, 0.2)), 0.1, 1.0))
    width = (area > 0.5).sum(axis=0)
    assert width[60] == pytest.approx(60, abs=2)
    assert width[240] == pytest.approx(12, abs=2)
    assert (np.diff(width[62:240]) <= 0).all()


def test_a_stroke_without_pressure_leaves_nothing() -> None:
    assert not paint(Stroke(((0.5, 0.2, 0.0), (0.5, 0.8, 0.0)), 0.1)).any()


def test_a_soft_brush_fades_and_a_hard_one_does_not() -> None:
    hard, soft = paint(disc(0.2, 1.0)), paint(disc(0.2, 0.25))
    assert ((hard > 0.02) & (hard < 0.98)).sum() < 2.5 * 2 * math.pi * 60
    assert soft[100, 150] == 1
    assert soft[100, 150 + 14] == 1
    assert (np.diff(soft[100, 150:215]) <= 1e-6).all()
    assert 0.35 < soft[100, 150 + 37] < 0.65


def test_a_soft_stroke_does_not_fade_where_it_leaves_the_photo() -> None:
    area = paint(Stroke(((0.5, -0.2, 1.0), (0.5, 1.2, 1.0)), 0.2, 0.2))
    assert area[100, 0] == 1
    assert area[100, -1] == 1


def test_a_slow_hand_paints_what_a_quick_one_does() -> None:
    def wave(count: int) -> Plane:
        t = np.linspace(0, 1, count)
        points = zip(0.5 + 0.2 * np.sin(5 * t), 0.2 + 0.6 * t, np.ones(count), strict=True)
        return paint(Stroke(tuple((float(r), float(c), float(p)) for r, c, p in points), 0.04))

    assert np.abs(wave(60) - wave(4000)).mean() < 0.002


def test_a_lasso_covers_its_polygon_and_crossings_are_even_odd() -> None:
    box = Lasso(((0.2, 0.2), (0.2, 0.7), (0.6, 0.7), (0.6, 0.2)))
    assert paint(box).mean() == pytest.approx(0.4 * 0.5, abs=0.003)
    bow = Lasso(((0.2, 0.2), (0.8, 0.8), (0.2, 0.8), (0.8, 0.2)))
    assert paint(bow).mean() == pytest.approx(0.18, abs=0.003)
    assert not paint(Lasso(((0.2, 0.2), (0.8, 0.8)))).any()


def test_erasing_what_was_painted_leaves_nothing() -> None:
    assert not paint(disc(), disc(erase=True)).any()
    assert paint(disc(erase=True), disc()).any()
    half = paint(disc(), Lasso(((0, 0), (0, 0.5), (1, 0.5), (1, 0)), erase=True))
    assert half.sum() == pytest.approx(paint(disc()).sum() / 2, rel=0.02)


def test_painting_twice_is_painting_once() -> None:
    np.testing.assert_array_equal(paint(disc(0.2, 0.3), disc(0.2, 0.3)), paint(disc(0.2, 0.3)))


@given(st.lists(strokes | lassos, min_size=1, max_size=3).map(tuple))
@settings(max_examples=30, deadline=None)
def test_painting_means_the_same_at_every_size(drawn: tuple[Any, ...]) -> None:
    # A brush of less than a pixel is not the same at every size, and where the pressure goes down
    # to nothing every brush becomes one: hence the size added here, and the room below.
    drawn = tuple(
        dataclasses.replace(mark, radius=mark.radius + 0.02) if isinstance(mark, Stroke) else mark
        for mark in drawn
    )
    small, large = (painted(Mask(drawn), (side * 3 // 4, side)) for side in (300, 1000))
    again = cv2.resize(large, (300, 225), interpolation=cv2.INTER_AREA)
    assert np.abs(small - again).mean() < 0.02


@pytest.mark.parametrize("hardness", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("place", [(0.0, 1.25), (1.3, 0.5), (-0.3, 0.5), (0.5, -0.4), (1.9, 1.9)])
def test_a_stroke_beyond_the_photo_covers_nothing(
    hardness: float, place: tuple[float, float]
) -> None:
    stroke = Stroke(((*place, 0.5),), 0.1, hardness)
    for shape in ((40, 60), (60, 40)):
        assert painted(Mask((stroke,)), shape).max() == 0


@given(masks, st.integers(1, 40), st.integers(1, 40))
@settings(deadline=None)
def test_any_marks_on_any_grid_stay_between_nothing_and_all(
    mask: Mask, height: int, width: int
) -> None:
    area = painted(mask, (height, width))
    assert area.shape == (height, width)
    assert area.dtype == np.float32
    assert 0 <= area.min() <= area.max() <= 1


def test_an_empty_mask_covers_nothing() -> None:
    assert not painted(Mask(), (20, 30)).any()


def test_growing_and_then_shrinking_comes_back() -> None:
    area = paint(disc())
    np.testing.assert_allclose(areas.grown(areas.grown(area, 12.5), -12.5), area, atol=0.6)
    back = areas.grown(areas.grown(area, 12.5), -12.5)
    assert np.abs(back - area).sum() < 0.03 * area.sum()
    assert areas.grown(area, 10).sum() == pytest.approx(math.pi * 70**2, rel=0.02)
    assert areas.grown(area, -10).sum() == pytest.approx(math.pi * 50**2, rel=0.02)


def test_growing_keeps_a_soft_edge_soft() -> None:
    grown = areas.grown(paint(disc(0.2, 0.2)), 15)
    assert ((grown > 0.1) & (grown < 0.9)).sum() > 3000


@pytest.mark.parametrize("by_px", [-30.0, 30.0])
def test_growing_nothing_or_everything_changes_nothing(by_px: float) -> None:
    for area in (np.zeros((9, 9), np.float32), np.ones((9, 9), np.float32)):
        np.testing.assert_array_equal(areas.grown(area, by_px), area)


def test_feathering_keeps_the_amount() -> None:
    area = paint(disc())
    soft = areas.feathered(area, 24)
    assert soft.sum() == pytest.approx(area.sum(), rel=0.01)
    assert ((soft > 0.05) & (soft < 0.95)).sum() > 4 * ((area > 0.05) & (area < 0.95)).sum()
    assert soft[100, 150] == pytest.approx(1)
    assert soft[0, 0] == pytest.approx(0, abs=1e-6)


def test_holes_are_filled_and_bays_are_not() -> None:
    ring = paint(disc(0.2, 0.8), disc(0.1, 0.8, erase=True))
    full = areas.filled(ring)
    assert full[100 - 40 : 100 + 40, 150].min() > 0.96
    assert full.sum() == pytest.approx(paint(disc(0.2, 0.8)).sum(), rel=0.01)
    np.testing.assert_allclose(areas.filled(full), full, atol=0.04)
    bay = np.ones((20, 20), np.float32)
    bay[5:15, 5:] = 0
    np.testing.assert_array_equal(areas.filled(bay), bay)


def test_a_saved_mask_comes_back(tmp_path: Path) -> None:
    area = paint(disc(0.2, 0.3))
    save_mask(area, tmp_path / "mask.png")
    again = painted(Mask((load_mask(tmp_path / "mask.png"),)), area.shape)
    assert np.abs(again - area).max() <= 0.5 / 255 + 1e-6
    assert [path.name for path in tmp_path.iterdir()] == ["mask.png"]


def test_a_file_is_overwritten_only_when_allowed(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    path.write_bytes(b"precious")
    with pytest.raises(HeirloomError):
        save_mask(paint(disc()), path)
    assert path.read_bytes() == b"precious"
    save_mask(paint(disc()), path, overwrite=True)
    assert load_mask(path)


def test_a_mask_that_cannot_be_written_gives_two_sentences(tmp_path: Path) -> None:
    with pytest.raises(HeirloomError):
        save_mask(paint(disc()), tmp_path / "nowhere" / "mask.png")


def test_large_deep_coloured_and_transparent_pngs_become_masks(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    half = np.zeros((1500, 3000), np.uint16)
    half[:, :1500] = 65535
    for values in (half, np.dstack([half] * 3), (half >> 8).astype(np.uint8)):
        cv2.imwrite(str(path), values)
        plane = shapes.picture_plane(load_mask(path).png)
        assert plane.shape == (512, 1024)
        assert plane[:, :500].min() == 1
        assert plane[:, 524:].max() == 0
    seen = np.full((20, 20, 4), 255, np.uint8)
    seen[:, 10:, 3] = 0
    cv2.imwrite(str(path), seen)
    assert shapes.picture_plane(load_mask(path).png).mean() == pytest.approx(0.5)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(60)])
def test_what_is_no_png_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mask.png"
    path.write_bytes(content)
    with pytest.raises(HeirloomError, match="PNG"):
        load_mask(path)
    with pytest.raises(HeirloomError, match="cannot be read"):
        load_mask(tmp_path / "absent.png")
