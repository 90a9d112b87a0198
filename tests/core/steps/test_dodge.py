"""Dodge and burn: tones change inside the mask, by what was said, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workstation.core.color.cielab import linear, to_lab
from workstation.core.errors import HeirloomError
from workstation.core.masks.masks import Lasso, Mask, Similar, Stroke, picture_of
from workstation.core.masks.shapes import Shape
from workstation.core.pixels import Roi, from_grey, seal
from workstation.core.presets import for_any_photo
from workstation.core.recipe import Context, Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Colour, Tone, dodge
from workstation.core.steps.dodge import ToneRegion

PLAIN = Tone(automatic=False, layers=0.0)
BOX = (slice(200, 300), slice(150, 250))


def box(shape: tuple[int, int] = (512, 512)) -> Mask:
    area = np.zeros(shape, np.float32)
    area[BOX] = 1
    return Mask((picture_of(area),), smart_edge=False)


def away(mask_shape: tuple[int, int] = (512, 512)) -> NDArray[np.bool_]:
    far = np.ones(mask_shape, bool)
    far[BOX[0].start - 4 : BOX[0].stop + 4, BOX[1].start - 4 : BOX[1].stop + 4] = False
    return far


def whole(renderer: Renderer, *steps: Any) -> NDArray[np.float32]:
    return renderer.tile(Recipe(steps), Roi.whole(*renderer.level_size(0)), 0)


def made(ev: float = 0.0, contrast: float = 0.0, vividness: float = 1.0, **more: Any) -> Tone:
    return replace(PLAIN, regions=(ToneRegion("box", box(), ev, contrast, vividness, **more),))


@pytest.mark.parametrize("changes", [(2.0, 0.0, 1.0), (-2.0, 0.5, 1.0), (0.5, -1.0, 0.0)])
def test_outside_the_mask_nothing_changes_at_all(
    portrait: Renderer, changes: tuple[float, float, float]
) -> None:
    before, after = whole(portrait, PLAIN), whole(portrait, made(*changes))
    assert np.array_equal(after[away()], before[away()])


def test_burning_takes_the_stops_that_were_said(portrait: Renderer) -> None:
    before, after = whole(portrait, PLAIN), whole(portrait, made(-1.0))
    inside = (slice(210, 290), slice(160, 240))
    np.testing.assert_allclose(linear(after[inside]) * 2, linear(before[inside]), atol=1e-3)


def test_dodging_gives_the_stops_in_the_shadows_and_keeps_white() -> None:
    ramp = from_grey(np.linspace(0, 1, 4096, dtype=np.float32)[None].repeat(8, axis=0))
    inside = Mask((picture_of(np.ones(ramp.shape[:2], np.float32)),), smart_edge=False)
    tone = replace(PLAIN, regions=(ToneRegion("all", inside, 1.0),))
    analysis = tone.analyse(ramp, Context(_no_network))
    after = tone.apply(ramp, Roi.whole(8, 4096), analysis)[0, :, 0]
    shadows = slice(200, 400)
    stops = np.log2(linear(after[shadows]) / linear(ramp[0, shadows, 0]))
    assert np.abs(stops - 1).max() < 0.02
    assert (np.diff(after) >= 0).all()
    assert (after[0], after[-1]) == (pytest.approx(0, abs=1e-6), pytest.approx(1, abs=1e-6))


def _no_network(*_: Any) -> Any:
    raise AssertionError("A plain mask needs no network.")


def test_contrast_spreads_the_tones_of_the_region_around_their_mean(portrait: Renderer) -> None:
    inside = (slice(210, 290), slice(160, 240))
    flat, plain, steep = (whole(portrait, made(0, c))[inside] for c in (-0.6, 0.0, 0.6))
    assert flat.std() < 0.8 * plain.std() < 0.8 * 0.8 * steep.std()
    assert abs(steep.mean() - plain.mean()) < 0.03
    assert abs(flat.mean() - plain.mean()) < 0.03


@given(
    st.floats(-3, 3, allow_subnormal=False),
    st.floats(-1, 1, allow_subnormal=False),
    st.floats(0.01, 0.99),
)
def test_lighter_stays_lighter_and_black_and_white_stay_what_they_are(
    ev: float, contrast: float, middle: float
) -> None:
    curve = dodge._curve(ev, contrast, middle)
    assert (np.diff(curve) >= 0).all()
    assert curve[0] < 1e-4
    if ev >= 0:
        assert curve[-1] > 1 - 1e-4
    if not ev and not contrast:
        np.testing.assert_allclose(curve, np.arange(65536) / 65535, atol=1e-6)


def test_vividness_works_on_a_photos_own_colours_and_leaves_its_tones() -> None:
    rng = np.random.default_rng(5)
    photo = seal(rng.uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32))
    inside = Mask((picture_of(np.ones((64, 64), np.float32)),), smart_edge=False)
    tone = replace(PLAIN, regions=(ToneRegion("all", inside, vividness=0.0),))
    after = tone.apply(photo, Roi.whole(64, 64), tone.analyse(photo, Context(_no_network)))
    assert np.hypot(*to_lab(after)[1].transpose(2, 0, 1)).max() < 0.1
    luma = np.array([0.2126, 0.7152, 0.0722], np.float32)
    assert np.abs(after @ luma - photo @ luma).max() < 1e-4


def test_a_region_that_is_off_or_without_strength_is_as_if_it_were_not_there(
    portrait: Renderer,
) -> None:
    plain = whole(portrait, PLAIN)
    for more in ({"on": False}, {"strength": 0.0}):
        assert np.array_equal(whole(portrait, made(2.0, **more)), plain)
    half, full = (whole(portrait, made(2.0, strength=share)) - plain for share in (0.5, 1.0))
    np.testing.assert_allclose(2 * half, full, atol=1e-5)


def test_later_regions_work_on_what_earlier_ones_made(portrait: Renderer) -> None:
    one, other = made(-1.0).regions[0], made(-0.5).regions[0]
    both = whole(portrait, replace(PLAIN, regions=(one, other)))
    at_once = whole(portrait, made(-1.5))
    assert np.abs(both - at_once)[210:290, 160:240].max() < 1e-3


MARKS: tuple[Shape, ...] = (
    Stroke(((0.4, 0.3, 1.0), (0.6, 0.5, 0.4)), 0.08, hardness=0.3),
    Lasso(((0.2, 0.2), (0.2, 0.6), (0.7, 0.4))),
    Similar(0.2, 0.44),
)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)
@pytest.mark.parametrize("smart_edge", [False, True])
def test_every_tool_shows_the_same_in_tiles_preview_and_export(
    portrait: Renderer, mark: Shape, smart_edge: bool
) -> None:
    region = ToneRegion("r", Mask((mark,), smart_edge=smart_edge, feather=0.01), 1.5, 0.4)
    recipe = Recipe((replace(Tone(), regions=(region,)), Colour()))
    full = portrait.tile(recipe, Roi.whole(512, 512), 0)
    strips = np.concatenate([strip.pixels for strip in portrait.strips(recipe)])
    assert np.abs(full - strips).max() <= 1 / 65535
    edges = (0, 100, 228, 512)
    for top, bottom in pairwise(edges):
        where = Roi(top, 77, bottom - top, 301, 512, 512)
        tile = portrait.tile(recipe, where, 0)
        assert np.abs(tile - full[top:bottom, 77:378]).max() <= 1 / 65535
    small = portrait.tile(recipe, Roi.whole(256, 256, 0.5), 1)
    shrunken = full.reshape(256, 2, 256, 2, 3).mean(axis=(1, 3))
    assert np.abs(to_lab(small)[0] - to_lab(seal(shrunken))[0]).mean() < 1


def test_a_preset_takes_the_settings_along_and_leaves_the_regions() -> None:
    tone, colour = made(1.0), Colour(vividness=1.2)
    kept = for_any_photo(Recipe((tone, colour)))
    assert kept == Recipe((PLAIN, colour))


@pytest.mark.parametrize("value", [4, -4, "much", None, True, float("nan")])
def test_an_exposure_out_of_bounds_is_refused_in_two_sentences(value: Any) -> None:
    with pytest.raises(HeirloomError) as caught:
        ToneRegion("r", Mask(), exposure_ev=value)
    assert caught.value.hint == "It goes from -3 to 3."
