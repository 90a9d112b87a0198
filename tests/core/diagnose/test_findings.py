"""What photos need, said in sentences: faded, grainy, soft."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from workstation.core.color.cielab import from_lab, lightness
from workstation.core.diagnose.condition import noise, tones
from workstation.core.diagnose.findings import diagnose
from workstation.core.pixels import Pixels, from_grey, seal
from workstation.core.presets import needed


def coloured(name: str) -> Pixels:
    return seal(np.ascontiguousarray(getattr(data, name)().astype(np.float32) / 255))


def grey(name: str) -> Pixels:
    return from_grey(np.ascontiguousarray(coloured(name).mean(axis=2)))


def toned(name: str, a: float, b: float) -> Pixels:
    light = lightness(grey(name))
    bell = 4 * (light / 100) * (1 - light / 100)
    return from_lab(light, np.stack([a * bell, b * bell], -1).astype(np.float32))


def test_fading_is_told_and_a_full_range_is_not() -> None:
    plane = np.ascontiguousarray(grey("astronaut")[..., 0])
    codes = {
        finding.code for finding in diagnose(from_grey(0.35 + plane * np.float32(0.4))).findings
    }
    assert "faded" in codes
    codes = {finding.code for finding in diagnose(from_grey(plane)).findings}
    assert "faded" not in codes


def test_a_photo_in_colour_is_not_to_be_coloured() -> None:
    assert needed(diagnose(coloured("coffee")).kind, damaged=False).step("colour") is None
    assert needed(diagnose(grey("coffee")).kind, damaged=False).step("colour") is not None


def test_the_measured_grain_follows_the_true_grain() -> None:
    plane = np.full((256, 256), 0.5, np.float32)
    for sigma in (0.01, 0.03, 0.06):
        grain = np.random.default_rng(1).normal(0, sigma, plane.shape).astype(np.float32)
        assert abs(noise(from_grey(np.clip(plane + grain, 0, 1))) - sigma) < 0.15 * sigma


def test_the_scan_border_does_not_count_as_black() -> None:
    plane = np.full((200, 200), 0.6, np.float32)
    plane[:6] = 0
    assert tones(from_grey(plane)).black > 0.5


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2)])
def test_the_smallest_photos_are_diagnosed(shape: tuple[int, int]) -> None:
    assert diagnose(from_grey(np.full(shape, 0.5, np.float32))).kind == "grey"
