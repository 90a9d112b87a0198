"""Colour conversion, against scikit-image and against itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import lab2rgb, rgb2lab

from workstation.core.color.cielab import from_lab, lightness, to_lab
from workstation.core.pixels import check, from_grey, seal

LEVELS = np.linspace(0, 1, 65536, dtype=np.float32).reshape(256, 256)


def colours(seed: int, size: int = 64) -> np.ndarray:
    return np.random.default_rng(seed).random((size, size, 3)).astype(np.float32)


def test_lab_agrees_with_scikit_image() -> None:
    rgb = colours(0)
    light, ab = to_lab(seal(rgb.copy()))
    reference = rgb2lab(rgb)
    assert np.abs(light - reference[..., 0]).max() < 0.01
    assert np.abs(ab - reference[..., 1:]).max() < 0.05


def test_colours_inside_the_gamut_come_back_within_a_16_bit_level() -> None:
    rgb = colours(1) * np.float32(0.98) + np.float32(0.01)
    back = from_lab(*to_lab(seal(rgb.copy())))
    assert np.abs(back - rgb).max() < 2 / 65535


def test_grey_of_every_16_bit_level_keeps_its_lightness_when_coloured_mildly() -> None:
    pixels = from_grey(LEVELS)
    light = lightness(pixels)
    ab = np.broadcast_to(np.array([6, -8], np.float32), (*light.shape, 2))
    drift = np.abs(lightness(from_lab(light, ab)) - light)
    assert drift.max() <= 0.01


def test_no_chroma_gives_equal_channels() -> None:
    light = lightness(from_grey(LEVELS))
    rgb = from_lab(light, np.zeros((*light.shape, 2), np.float32))
    assert np.array_equal(rgb[..., 0], rgb[..., 1])
    assert np.array_equal(rgb[..., 0], rgb[..., 2])
    assert np.abs(rgb[..., 0] - LEVELS).max() < 2 / 65535


@given(
    st.floats(0, 100),
    st.floats(-120, 120),
    st.floats(-120, 120),
)
def test_any_colour_lands_in_the_gamut_with_its_lightness_and_hue(
    light: float, a: float, b: float
) -> None:
    plane = np.full((1, 1), light, np.float32)
    ab = np.array([[[a, b]]], np.float32)
    shown = check(from_lab(plane, ab))
    reached = rgb2lab(shown.astype(np.float64))[0, 0]
    assert abs(reached[0] - light) < 0.06
    chroma = np.hypot(*reached[1:])
    assert chroma <= np.hypot(a, b) + 0.1
    if chroma > 3 and np.hypot(a, b) > 3:
        cosine = (reached[1] * a + reached[2] * b) / (chroma * np.hypot(a, b))
        assert cosine > np.cos(np.deg2rad(3))


def test_clipping_gives_up_no_chroma_that_the_screen_can_show() -> None:
    light, ab = to_lab(seal(colours(2)))
    far = from_lab(light, ab * 3)
    _, reached = to_lab(far)
    wide = np.hypot(ab[..., 0], ab[..., 1]) * 3
    kept = np.hypot(reached[..., 0], reached[..., 1])
    assert (kept <= wide + 0.1).all()
    further = lab2rgb(np.concatenate([light[..., None], reached * 1.03], -1).astype(np.float64))
    again = rgb2lab(further)
    clipped = kept < wide - 1
    moved = np.abs(again[..., 0] - light) + np.hypot(*(again[..., 1:] - reached * 1.03).T).T
    assert np.median(moved[clipped]) > 0.02
