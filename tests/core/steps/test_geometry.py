"""Turned, mirrored, straightened, cut and rectified: where every pixel comes to lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ml.inference.colorizer import Colorizer
from workstation.core.errors import HeirloomError
from workstation.core.io.export import ExportOptions, export
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import Mask, Stroke
from workstation.core.metadata import exif, tiff_tags
from workstation.core.pixels import Roi
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour, Geometry, Tone
from workstation.core.steps.dodge import ToneRegion
from workstation.core.steps.geometry import Crop

Save = Callable[..., Path]


def noise(height: int, width: int, bands: int = 3) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Values that tell every place from every other."""
    random = np.random.default_rng(height * 1000 + width)
    values = random.integers(0, 256, (height, width, bands), np.uint8)
    return values[:, :, 0] if bands == 1 else values


def smooth(height: int, width: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A picture without hard edges: what is sampled anew stays close to what it was."""
    values = cv2.GaussianBlur(noise(height, width).astype(np.float32), (0, 0), 6)
    return np.clip((values - 128) * 8 + 128, 0, 255).astype(np.uint8)


def exported(path: Path, step: Geometry, to: Path, **options: Any) -> Any:
    renderer = Renderer(open_photo(path), Colorizer())
    export(renderer, Recipe((step,)), to, ExportOptions(**options))
    with Image.open(to) as image:
        return np.asarray(image)


def turned(values: Any, turns: int, mirrored: bool) -> Any:
    return np.rot90(values[:, ::-1] if mirrored else values, -turns)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("bands", [1, 3, 4])
def test_quarter_turns_and_mirror_images_are_exact_pixel_for_pixel(
    save: Save, tmp_path: Path, turns: int, mirrored: bool, bands: int
) -> None:
    values = noise(301, 1203, bands)
    done = exported(save(values), Geometry(turns, mirrored), tmp_path / "done.png")
    assert np.array_equal(done, turned(values, turns, mirrored))


def test_a_crop_along_pixels_is_exact(save: Save, tmp_path: Path) -> None:
    values = noise(200, 400)
    step = Geometry(turns=1, crop=Crop(0.25, 0.5, 0.5, 0.25))
    done = exported(save(values), step, tmp_path / "done.png")
    assert np.array_equal(done, np.rot90(values[50:150, 200:300], -1))


def test_four_turns_to_the_right_and_two_mirror_images_are_nothing() -> None:
    height, width = 301, 207
    frame = Geometry().frame(height, width)
    assert frame.is_whole
    assert not Geometry(turns=2).frame(height, width).is_whole


def test_what_is_turned_clockwise_by_an_angle_is_straight(save: Save, tmp_path: Path) -> None:
    straight = smooth(600, 800)
    crooked = cv2.warpAffine(
        straight, cv2.getRotationMatrix2D((400, 300), 5.0, 1), (800, 600), flags=cv2.INTER_CUBIC
    )  # 5 degrees against the clock
    done = exported(save(crooked), Geometry(angle=5.0), tmp_path / "done.png")
    height, width = done.shape[:2]
    assert abs(width / height - 800 / 600) < 0.01
    top, left = round((600 - height) / 2), round((800 - width) / 2)
    wanted = straight[top : top + height, left : left + width]
    inner = np.s_[20:-20, 20:-20]
    difference = np.abs(done[inner].astype(float) - wanted[inner])
    assert difference.mean() < 4


def test_a_straightened_photo_has_no_empty_corners(save: Save, tmp_path: Path) -> None:
    light = np.full((400, 700, 3), 90, np.uint8)
    done = exported(save(light), Geometry(angle=-8.0), tmp_path / "done.png")
    assert (done == 90).all()
    kept = exported(save(light), Geometry(angle=-8.0, uncropped=True), tmp_path / "kept.png")
    assert kept.shape[0] > 400
    assert kept.shape[1] > 700
    assert (kept[0, 0] == 255).all()
    assert (kept[kept.shape[0] // 2, kept.shape[1] // 2] == 90).all()


def test_a_photographed_print_is_rectified(save: Save, tmp_path: Path) -> None:
    sheet = smooth(500, 700)
    corners = np.array([(120, 80), (900, 140), (860, 690), (90, 640)], np.float32)
    own = np.array([(0, 0), (700, 0), (700, 500), (0, 500)], np.float32)
    table = cv2.warpPerspective(sheet, cv2.getPerspectiveTransform(own, corners), (1000, 800))
    fractions = tuple((float(y) / 800, float(x) / 1000) for x, y in corners)
    done = exported(save(table), Geometry(corners=fractions), tmp_path / "done.png")  # type: ignore[arg-type]
    back = cv2.resize(done, (700, 500), interpolation=cv2.INTER_AREA)
    inner = np.s_[10:-10, 10:-10]
    assert np.abs(back[inner].astype(float) - sheet[inner]).mean() < 4


@pytest.mark.parametrize("upside_down", [False, True])
@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_flipped_is_what_was_seen_flipped(
    turns: int, mirrored: bool, upside_down: bool
) -> None:
    values = np.random.default_rng(3).random((40, 60, 3)).astype(np.float32)
    values.flags.writeable = False
    step = Geometry(turns, mirrored, angle=6.0, crop=Crop(0.1, 0.3, 0.5, 0.6))
    seen, flipped = (
        one.frame(40, 60).pick(
            values, Roi.whole(40, 60), Roi.whole(one.frame(40, 60).height, one.frame(40, 60).width)
        )
        for one in (step, step.flipped(upside_down=upside_down))
    )
    wanted = seen[::-1] if upside_down else seen[:, ::-1]
    assert np.abs(flipped - wanted).max() < 0.05
    right = step.turned(1).frame(40, 60)
    turned_right = right.pick(values, Roi.whole(40, 60), Roi.whole(right.height, right.width))
    assert np.abs(turned_right - np.rot90(seen, -1)).max() < 0.05


GEOMETRIES = st.builds(
    Geometry,
    turns=st.integers(0, 3),
    mirrored=st.booleans(),
    angle=st.just(0.0) | st.floats(-20, 20),
    crop=st.none()
    | st.builds(
        Crop, st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.2, 0.6), st.floats(0.2, 0.6)
    ),
    corners=st.none() | st.just(((0.1, 0.15), (0.05, 0.8), (0.95, 0.9), (0.85, 0.1))),
    uncropped=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(step=GEOMETRIES, row=st.floats(0, 1), column=st.floats(0, 1))
def test_places_go_to_the_result_and_back(step: Geometry, row: float, column: float) -> None:
    frame = step.frame(300, 500)
    there = frame.to_photo(row, column)
    assert frame.to_result(*there) == pytest.approx((row, column), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(step=GEOMETRIES)
def test_a_geometry_survives_its_file(step: Geometry) -> None:
    recipe = Recipe((step,))
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe


def test_a_tile_at_the_photos_edge_is_as_white_as_in_the_whole() -> None:
    frame = Geometry(turns=1, angle=6.25, uncropped=True).frame(230, 310)
    values = np.random.default_rng(5).random((230, 310, 3)).astype(np.float32)
    values.flags.writeable = False
    there = Roi.whole(230, 310)
    full = frame.pick(values, there, Roi.whole(frame.height, frame.width))
    where = Roi(28, 30, 1, 1, frame.height, frame.width)
    needed = frame.needed(where, (230, 310))
    assert frame.pick(needed.cut(values, there), needed, where) == pytest.approx(full[28:29, 30:31])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(step=GEOMETRIES, data=st.data())
def test_tiles_of_any_geometry_are_the_whole(step: Geometry, data: st.DataObject) -> None:
    frame = step.frame(230, 310)
    values = np.random.default_rng(5).random((230, 310, 3)).astype(np.float32)
    values.flags.writeable = False
    there = Roi.whole(230, 310)
    full = frame.pick(values, there, Roi.whole(frame.height, frame.width))
    top = data.draw(st.integers(0, frame.height - 1))
    left = data.draw(st.integers(0, frame.width - 1))
    height = data.draw(st.integers(1, frame.height - top))
    width = data.draw(st.integers(1, frame.width - left))
    where = Roi(top, left, height, width, frame.height, frame.width)
    needed = frame.needed(where, (230, 310))
    tile = frame.pick(needed.cut(values, there), needed, where)
    difference = np.abs(tile - full[top : top + height, left : left + width])
    assert difference.max() <= 1 / 65535


def test_masks_stay_on_what_they_were_painted_on(save: Save) -> None:
    values = smooth(400, 600)
    region = ToneRegion("sky", Mask((Stroke(((0.25, 0.25, 1.0),), 0.1),), smart_edge=False), 2.0)
    tone = Tone(automatic=False, layers=0.0, regions=(region,))
    renderer = Renderer(open_photo(save(values)), Colorizer())
    straight = renderer.tile(Recipe((tone,)), Roi.whole(400, 600), 0)
    for step in (Geometry(turns=1), Geometry(turns=2, mirrored=True)):
        recipe = Recipe((step, tone))
        done = renderer.tile(recipe, Roi.whole(*renderer.size(recipe)), 0)
        assert np.array_equal(done, turned(straight, step.turns, step.mirrored))


def test_cropping_and_straightening_never_ask_the_network_again(
    portrait: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    predict = portrait._colorizer.predict
    monkeypatch.setattr(
        portrait._colorizer, "predict", lambda *a: (asked.append(1), predict(*a))[1]
    )
    portrait.analyses(Recipe((Colour(),)))
    before = len(asked)
    for step in (Geometry(angle=2.0), Geometry(crop=Crop(0.2, 0.2, 0.5, 0.5))):
        recipe = Recipe((step, Colour()))
        portrait.tile(recipe, Roi.whole(*portrait.size(recipe)), 0)
    assert len(asked) == before


def test_the_network_sees_a_photo_upright_that_lies_on_its_side(
    portrait: Renderer, tmp_path: Path, colorizer: Colorizer
) -> None:
    values = portrait.tile(Recipe(), Roi.whole(*portrait.size(Recipe())), 0)
    lying = tmp_path / "lying.png"
    Image.fromarray(np.rot90(np.rint(values * 255).astype(np.uint8))).save(lying)
    upright = tmp_path / "upright.png"
    Image.fromarray(np.rint(values * 255).astype(np.uint8)).save(upright)
    recipe = Recipe((Geometry(turns=1), Colour())).of_kind("grey")
    one = Renderer(open_photo(lying), colorizer)
    other = Renderer(open_photo(upright), colorizer)
    size = other.size(Recipe())
    turned_back = one.tile(recipe, Roi.whole(*size), 0)
    straight = other.tile(recipe.unframed, Roi.whole(*size), 0)
    assert np.abs(turned_back - straight).mean() < 0.004


def region(place: tuple[float, float], stops: float) -> ToneRegion:
    return ToneRegion("one", Mask((Stroke(((*place, 1.0),), 0.15),), smart_edge=False), stops)


GESTURES = st.one_of(
    st.sampled_from([("turn", 1), ("turn", 3), ("flip", False), ("flip", True)]),
    st.tuples(st.just("angle"), st.floats(-10, 10)),
    st.tuples(
        st.just("crop"),
        st.builds(
            Crop, st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.3, 0.6), st.floats(0.3, 0.6)
        ),
    ),
    st.tuples(
        st.just("light"),
        st.builds(region, st.tuples(st.floats(0, 1), st.floats(0, 1)), st.floats(-1, 1)),
    ),
)


def after(recipe: Recipe, gesture: tuple[str, Any]) -> Recipe:
    """A recipe after one gesture more."""
    name, value = gesture
    step, tone = recipe.step("geometry") or Geometry(), recipe.step("tone")
    assert isinstance(step, Geometry)
    assert isinstance(tone, Tone)
    if name == "turn":
        return recipe.with_step(step.turned(value))
    if name == "flip":
        return recipe.with_step(step.flipped(upside_down=value))
    if name == "light":
        return recipe.with_step(replace(tone, regions=(*tone.regions, value)))
    return recipe.with_step(replace(step, **{name: value}))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(gestures=st.lists(GESTURES, max_size=8))
def test_preview_and_export_agree_after_gestures_in_any_order(
    portrait: Renderer, gestures: list[tuple[str, Any]]
) -> None:
    recipe = Recipe((Tone(automatic=False, gamma=0.8),))
    for gesture in gestures:
        recipe = after(recipe, gesture)
    exported = np.concatenate([strip.pixels for strip in portrait.strips(recipe)])
    size = portrait.size(recipe)
    whole = portrait.tile(recipe, Roi.whole(*size), 0)
    assert np.abs(exported - whole).max() <= 1 / 65535
    preview = portrait.preview(recipe, max(size))
    assert np.abs(preview - exported).max() <= 1 / 65535


def test_metadata_tells_the_size_and_the_resolution_of_what_was_turned(tmp_path: Path) -> None:
    layout = tiff_tags.Layout()
    sizes = [layout.entry(40962, 3, 120), layout.entry(40963, 3, 80)]
    block = exif.build(exif.resolution((300.0, 600.0), layout), layout, {tiff_tags.EXIF: sizes})
    path = tmp_path / "scan.jpg"
    Image.fromarray(noise(80, 120)).save(path, exif=b"Exif\0\0" + block, dpi=(300, 600))
    to = tmp_path / "done.jpg"
    exported(path, Geometry(turns=3, crop=Crop(0.0, 0.0, 1.0, 0.5)), to)
    done = open_photo(to)
    assert (done.height, done.width) == (60, 80)
    assert done.dpi == pytest.approx((600, 300))
    parsed = exif.parse(done.metadata.exif)
    assert parsed is not None
    assert exif.dpi(done.metadata.exif) == pytest.approx((600, 300))
    part = tiff_tags.read_sub(*parsed, tiff_tags.EXIF)
    assert part is not None
    assert (part.number(40962), part.number(40963)) == (80, 60)


@pytest.mark.parametrize(
    "values",
    [
        {"turns": 4},
        {"turns": 1.5},
        {"angle": 50.0},
        {"corners": ((0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0))},
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(HeirloomError):
        Geometry(**values)


def test_a_crop_outside_the_photo_is_refused() -> None:
    with pytest.raises(HeirloomError):
        Crop(0.5, 0.5, 0.9, 0.2)
