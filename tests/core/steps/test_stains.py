"""Stains come off black-and-white prints, and the picture stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from ml.inference.colorizer import Colorizer
from workstation.core.color import cielab, paper
from workstation.core.diagnose.findings import diagnose
from workstation.core.diagnose.judge import judge
from workstation.core.io.photo import open_photo
from workstation.core.pixels import Pixels, Roi, from_grey, seal
from workstation.core.recipe import Context, Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Stains

PHOTOS = ("astronaut", "coffee", "rocket")
SIZE = (384, 288)


def grey(name: str) -> NDArray[np.float32]:
    photo = cv2.resize(getattr(data, name)().astype(np.float32) / 255, SIZE)
    return np.asarray(photo.mean(axis=2), np.float32)


def toned(name: str) -> NDArray[np.float32]:
    """Light in red, green and blue of a sepia print."""
    density = -np.log10(np.maximum(cielab.linear(grey(name)), 0.01))
    thin = 1 - np.clip(density, 0, 1.5) / 1.5
    ink = density[..., None] * (1 + thin[..., None] * np.array((-0.2, 0.0, 0.4)))
    return np.asarray(10**-ink, np.float32)


def stain(strength: float) -> NDArray[np.float32]:
    """A brown blot, with a rim, as density."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    reach = np.hypot(rows - 120, columns - 250) / 60
    blot = 1 / (1 + np.exp((reach - 1) * 25)) + 0.6 * np.exp(-(((reach - 0.97) / 0.06) ** 2))
    return np.asarray(strength * blot[..., None] * np.array((0.10, 0.26, 0.52)), np.float32)


def scanned(light: NDArray[np.floating]) -> Pixels:
    noisy = cielab.encoded(light) + np.random.default_rng(0).normal(0, 0.004, light.shape)
    return seal((np.round(np.clip(noisy, 0, 1) * 255) / 255).astype(np.float32))


def done(pixels: Pixels, step: Stains | None = None) -> Pixels:
    step = step or Stains()
    analysis = step.analyse(pixels, Context(lambda *_: None, verdict=judge(pixels)))
    return step.apply(pixels, Roi.whole(*pixels.shape[:2]), analysis)


def taken_off(pixels: Pixels, area: NDArray[np.bool_] | None = None) -> Pixels:
    found = paper.marks(pixels, area)
    if found is None:
        return pixels
    return found.taken_off(pixels, Roi.whole(*pixels.shape[:2]), 1.0)


def error(one: Pixels, other: Pixels) -> float:
    difference = cielab.lightness(one) - cielab.lightness(other)
    return float(((difference - np.median(difference)) ** 2).mean() ** 0.5)


def chroma_apart(one: Pixels, other: Pixels) -> float:
    difference = cielab.to_lab(one)[1] - cielab.to_lab(other)[1]
    return float(np.hypot(difference[..., 0], difference[..., 1]).mean())


@pytest.mark.parametrize("name", PHOTOS)
def test_a_brown_stain_comes_off_lightness_and_colour(name: str) -> None:
    clean, dirty = scanned(toned(name)), scanned(toned(name) * 10 ** -stain(0.7))
    assert error(taken_off(dirty), clean) < 0.7 * error(dirty, clean)
    assert chroma_apart(taken_off(dirty), clean) < 0.6 * chroma_apart(dirty, clean)


@pytest.mark.parametrize("name", PHOTOS)
def test_uneven_yellowing_comes_off(name: str) -> None:
    slope = np.linspace(0, 0.35, SIZE[0])[None, :, None] * np.array((0.05, 0.3, 1.0))
    clean, dirty = scanned(toned(name)), scanned(toned(name) * 10**-slope)
    assert error(taken_off(dirty), clean) < 0.6 * error(dirty, clean)
    assert chroma_apart(taken_off(dirty), clean) < 0.6 * chroma_apart(dirty, clean)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_print_without_stains_stays_as_it_is(name: str) -> None:
    clean = scanned(toned(name))
    assert error(taken_off(clean), clean) < 0.5


def test_a_place_that_is_bleached_gets_no_lighter() -> None:
    bleached = stain(0.6) * np.array((-1.6, -0.7, 0.1))
    old = scanned(np.minimum(toned("coffee") * 10**-bleached, 1))
    inside = stain(1.0)[..., 2] > 0.4
    lighter = cielab.lightness(taken_off(old)) - cielab.lightness(old)
    assert float(lighter[inside].mean()) < 1.0


def test_a_stain_that_swallowed_all_blue_leaves_the_toning() -> None:
    heavy = np.minimum(stain(3.0), (0.15, 0.6, 2.0))
    clean, dirty = scanned(toned("rocket")), scanned(toned("rocket") * 10**-heavy)
    inside = stain(1.0)[..., 2] > 0.45
    assert dirty[..., 2][inside].mean() < 0.5 * clean[..., 2][inside].mean()
    ab, expected = cielab.to_lab(taken_off(dirty))[1], cielab.to_lab(clean)[1]
    assert np.abs(ab[inside].mean(0) - expected[inside].mean(0)).max() < 8


def test_what_is_outside_the_picture_stays() -> None:
    dirty = scanned(toned("rocket") * 10 ** -stain(0.7))
    area = np.zeros(dirty.shape[:2], bool)
    area[40:250, 60:350] = True
    cleaned = taken_off(dirty, area)
    assert np.array_equal(cleaned[~area], dirty[~area])
    assert not np.array_equal(cleaned[area], dirty[area])


def test_photos_in_colour_and_grey_ones_stay() -> None:
    colour = seal(cv2.resize(data.coffee().astype(np.float32) / 255, SIZE))
    for photo in (colour, from_grey(grey("coffee"))):
        assert np.array_equal(done(photo), photo)


def test_stains_are_told_where_people_would_see_them() -> None:
    def said(pixels: Pixels) -> bool:
        return "stained" in {finding.code for finding in diagnose(pixels).findings}

    assert said(scanned(toned("rocket") * 10 ** -stain(0.7)))
    assert not said(scanned(toned("rocket")))


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 2), (20, 11)])
def test_the_smallest_photos_pass(shape: tuple[int, int]) -> None:
    photo = np.random.default_rng(0).uniform(0.4, 0.6, (*shape, 3)).astype(np.float32)
    assert np.isfinite(taken_off(seal(photo))).all()


def test_tiles_are_the_whole_and_strength_is_a_share(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    dirty = scanned(toned("rocket") * 10 ** -stain(0.5))
    renderer = Renderer(open_photo(save(np.round(dirty * 255).astype(np.uint8))), colorizer)
    height, width = renderer.level_size(0)

    def rendered(step: Stains, where: Roi) -> Pixels:
        return renderer.tile(Recipe((step,)), where, 0)

    everything = Roi.whole(height, width)
    full, half = rendered(Stains(), everything), rendered(Stains(strength=0.5), everything)
    assert np.abs(full - dirty).max() > 0.05
    part = Roi(61, 150, 77, 133, height, width)
    assert np.abs(rendered(Stains(), part) - part.cut(full, everything)).max() <= 1 / 65535
    assert error(seal(np.array(half)), dirty) < 0.7 * error(full, dirty)
    assert np.array_equal(rendered(Stains(strength=0.0), everything), dirty)


def test_colours_that_the_user_wants_made_afresh_are_no_stains() -> None:
    photo = seal(cv2.resize(data.coffee().astype(np.float32) / 255, SIZE))
    context = Context(lambda *_: None, verdict=judge(photo).told("grey"))
    assert Stains().analyse(photo, context).marks is None
