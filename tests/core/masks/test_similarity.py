"""Selections: painted areas find their object, places find what they belong to."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.core.masks.test_masks import masks
from workstation.core.masks.features import network_features
from workstation.core.masks.masks import (
    Features,
    Lasso,
    Mask,
    Similar,
    Stroke,
    at_full,
    like_place,
    mask_from_json,
    mask_to_json,
    painted,
    picture_of,
    selected,
)
from workstation.core.pixels import Plane, Roi

HEIGHT, WIDTH = 240, 320


def shape_of(name: str, height: int = HEIGHT, width: int = WIDTH) -> NDArray[np.bool_]:
    y, x = np.mgrid[:height, :width]
    y, x = (y + 0.5) / height * HEIGHT, (x + 0.5) / width * WIDTH
    if name == "ellipse":
        return ((y - 120) / 60) ** 2 + ((x - 150) / 90) ** 2 < 1
    if name == "box":
        return (abs(y - 110) < 50) & (abs(x - 170) < 70)
    return (abs(y - 120) < 70) & (abs(x - 160) < 70) & ~((y > 110) & (x > 150))


def scene_of(inside: NDArray[np.bool_], seed: int = 0, contrast: float = 25) -> Features:
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 3, inside.shape)
    soft = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.8)
    light = (45 + contrast * soft + grain).astype(np.float32)
    small = cv2.resize(soft, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), 3)
    return Features(light, np.stack([20 * blurred, 10 - 15 * blurred]), (0.3 * blurred)[None])


def overlap(area: Plane, inside: NDArray[np.bool_]) -> float:
    chosen = area >= 0.5
    return float((chosen & inside).sum() / max(1, (chosen | inside).sum()))


def sloppy(inside: NDArray[np.bool_], by_px: int) -> Plane:
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(by_px) + 1,) * 2)
    turn = cv2.dilate if by_px > 0 else cv2.erode
    return np.asarray(turn(inside.astype(np.uint8), disc), np.float32)


@pytest.mark.parametrize("name", ["ellipse", "box", "corner"])
@pytest.mark.parametrize("by_px", [10, 6, 3, -5])
def test_smart_edge_finds_the_outline_of_a_plain_shape(name: str, by_px: int) -> None:
    inside = shape_of(name)
    paint = sloppy(inside, by_px)
    area = selected(Mask((picture_of(paint),)), scene_of(inside))
    assert overlap(area, inside) > overlap(paint, inside)
    assert overlap(area, inside) > 0.97


def test_smart_edge_works_on_luminance_alone() -> None:
    inside = shape_of("ellipse")
    scene = scene_of(inside)
    grey = Features(scene.lightness, np.zeros((2, 1, 1), np.float32))
    assert overlap(selected(Mask((picture_of(sloppy(inside, 8)),)), grey), inside) > 0.97
    assert overlap(like_place(grey, 0.5, 0.5), inside) > 0.9


def test_smart_edge_on_a_larger_photo_reaches_its_full_sharpness() -> None:
    inside = shape_of("ellipse", 768, 1024)
    scene = scene_of(inside)
    paint = sloppy(inside, 25)
    area = selected(Mask((picture_of(paint),)), scene)
    assert overlap(area, inside) > 0.98


def test_without_smart_edge_the_paint_is_what_it_is() -> None:
    inside = shape_of("box")
    mask = Mask((picture_of(sloppy(inside, 8)),), smart_edge=False)
    np.testing.assert_array_equal(selected(mask, scene_of(inside)), painted(mask, inside.shape))


def test_paint_where_nothing_has_an_outline_stays_near_what_was_painted() -> None:
    rng = np.random.default_rng(4)
    light = rng.normal(50, 3, (HEIGHT, WIDTH)).astype(np.float32)
    scene = Features(light, np.zeros((2, HEIGHT, WIDTH), np.float32))
    mask = Mask((Stroke(((0.5, 0.5, 1.0),), 0.2),))
    assert overlap(selected(mask, scene), painted(mask, light.shape) > 0.5) > 0.7


@pytest.mark.parametrize("radius", [0.001, 0.004])
def test_paint_finer_than_the_working_grid_stays_as_it_is(radius: float) -> None:
    mask = Mask((Stroke(((0.5, 0.2, 1.0), (0.5, 0.8, 1.0)), radius),))
    scene = scene_of(shape_of("box"))
    np.testing.assert_array_equal(selected(mask, scene), painted(mask, scene.lightness.shape))


def test_too_large_paint_is_never_enlarged() -> None:
    inside = shape_of("corner")
    paint = sloppy(inside, 10)
    area = selected(Mask((picture_of(paint),)), scene_of(inside))
    far = cv2.distanceTransform(1 - inside.astype(np.uint8), cv2.DIST_L2, 5) > 13
    assert not area[far].any()


def test_selecting_twice_gives_the_same() -> None:
    inside = shape_of("corner")
    mask = Mask((picture_of(sloppy(inside, 7)), Similar(0.1, 0.1)))
    first, again = (selected(mask, scene_of(inside)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_inverting_is_the_rest_and_twice_is_nothing() -> None:
    scene = scene_of(shape_of("box"))
    mask = Mask((Stroke(((0.45, 0.5, 1.0),), 0.15, 0.5),), feather=0.02)
    inverted = Mask(mask.shapes, feather=0.02, invert=True)
    np.testing.assert_allclose(1 - selected(inverted, scene), selected(mask, scene), atol=1e-6)
    assert selected(Mask(invert=True), scene).min() == 1
    assert not selected(Mask(), scene).any()


def test_settings_act_in_their_order() -> None:
    scene = scene_of(shape_of("box"))
    ring = (Stroke(((0.5, 0.5, 1.0),), 0.2, 1.0), Stroke(((0.5, 0.5, 1.0),), 0.1, 1.0, erase=True))
    full = selected(Mask(ring, smart_edge=False, fill_holes=True, grow=-0.05), scene)
    assert full.sum() == pytest.approx(np.pi * 48**2, rel=0.03)


@pytest.mark.parametrize("name", ["ellipse", "box", "corner"])
def test_a_place_finds_its_object_and_no_other(name: str) -> None:
    inside = shape_of(name)
    area = like_place(scene_of(inside), 0.35, 0.4)
    assert area[inside].mean() > 0.85
    assert area[~inside].mean() < 0.05


def test_like_places_elsewhere_count_only_when_wished() -> None:
    one, two = shape_of("box"), np.zeros((HEIGHT, WIDTH), bool)
    one[:, 150:] = False
    two[60:160, 220:300] = True
    scene = scene_of(one | two)
    near, anywhere = (like_place(scene, 0.46, 0.38, contiguous=way) for way in (True, False))
    assert near[one].mean() > 0.8
    assert near[two].mean() < 0.05
    assert anywhere[two].mean() > 0.7
    assert anywhere[~(one | two)].mean() < 0.1


def test_more_tolerance_takes_more() -> None:
    scene = scene_of(shape_of("ellipse"), contrast=10)
    amounts = [like_place(scene, 0.5, 0.5, t, False).mean() for t in (0, 0.25, 0.5, 0.75, 1)]
    assert amounts == sorted(amounts)
    assert amounts[-1] > 0.9


def test_a_similar_place_is_a_mark_like_any_other() -> None:
    inside = shape_of("ellipse")
    scene = scene_of(inside)
    whole = Lasso(((0, 0), (0, 1), (1, 1), (1, 0)))
    rest = selected(Mask((whole, Similar(0.5, 0.5, erase=True))), scene)
    assert rest[~inside].mean() > 0.9
    assert rest[inside].mean() < 0.1
    assert not painted(Mask((Similar(0.5, 0.5),)), inside.shape).any()
    assert painted(Mask((Similar(0.5, 0.5),)), (60, 80), scene).mean() > 0.1


@given(mask=masks, height=st.integers(1, 60), width=st.integers(1, 60), seed=st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_any_mask_on_any_scene_stays_between_nothing_and_all(
    mask: Mask, height: int, width: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    light = (rng.random((height, width)) * 100 * (seed > 0)).astype(np.float32)
    scene = Features(light, rng.normal(0, 20, (2, height, width)).astype(np.float32))
    area = selected(mask, scene)
    assert area.shape == (height, width)
    assert area.dtype == np.float32
    assert 0 <= area.min() <= area.max() <= 1


def test_a_scene_of_one_pixel_has_places_too() -> None:
    scene = Features(np.full((1, 1), 50, np.float32), np.zeros((2, 1, 1), np.float32))
    assert like_place(scene, 0.5, 0.5) == 1
    assert like_place(scene, 1.0, 1.0, contiguous=False) == 1


def test_features_are_near_where_scores_are_alike() -> None:
    rng = np.random.default_rng(2)
    scores = np.repeat(rng.normal(0, 3, (2, 261)), [8, 12], axis=0).astype(np.float32)
    logits = np.broadcast_to(scores[None], (10, 20, 261)) + rng.normal(0, 0.05, (10, 20, 261))
    found = network_features(logits.astype(np.float32))
    assert found.shape == (8, 10, 20)
    left, right = found[:, :, :8], found[:, :, 8:]
    apart = np.linalg.norm(left.mean(axis=(1, 2)) - right.mean(axis=(1, 2)))
    assert apart > 10 * np.linalg.norm(left.std(axis=(1, 2)))
    assert network_features(np.zeros((1, 1, 261), np.float32)).shape == (8, 1, 1)


def test_an_area_follows_the_edge_at_full_resolution() -> None:
    inside = shape_of("ellipse", 960, 1280)
    light = (40 + 30 * cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7)).astype(np.float32)
    small = cv2.resize(light, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    area = cv2.resize(inside.astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    full = at_full(area, small)
    made = full.at(Roi.whole(960, 1280), light * np.float32(0.01))
    plain = cv2.resize(area, (1280, 960), interpolation=cv2.INTER_LINEAR)
    assert np.abs(made - inside).sum() < 0.5 * np.abs(plain - inside).sum()
    far = cv2.distanceTransform(1 - inside.astype(np.uint8), cv2.DIST_L2, 5) > 20
    deep = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 5) > 20
    assert not made[far].any()
    assert (made[deep] == 1).all()
    tile = Roi(300, 200, 123, 456, 960, 1280)
    part = full.at(tile, light[300:423, 200:656] * np.float32(0.01))
    np.testing.assert_array_equal(part, made[300:423, 200:656])


def test_what_was_erased_stays_erased_wherever_the_outline_is_found() -> None:
    inside = shape_of("ellipse")
    paint = picture_of(sloppy(inside, 6))
    # A stroke with the eraser through the middle of the object.
    eraser = Stroke(((0.5, 0.3, 1.0), (0.5, 0.6, 1.0)), 0.02, hardness=1.0, erase=True)
    rubbed = painted(Mask((Stroke(eraser.points, 0.018, hardness=1.0),)), inside.shape) > 0.99
    scene = scene_of(inside)
    assert selected(Mask((paint, eraser), eraser_holds=False), scene)[rubbed].max() > 0.3
    assert selected(Mask((paint, eraser)), scene)[rubbed].max() < 0.05
    # Painted over again it is back, and elsewhere nothing has changed.
    again = selected(Mask((paint, eraser, paint)), scene)
    assert overlap(again, inside) > 0.97


def test_masks_of_earlier_versions_mean_what_they_meant() -> None:
    told = mask_to_json(Mask((Stroke(((0.5, 0.5, 1.0),), 0.1),)))
    assert mask_from_json(told).eraser_holds
    del told["eraser_holds"]
    assert not mask_from_json(told).eraser_holds
