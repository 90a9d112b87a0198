"""The measures, held against known values and against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.data import cielab
from ml.evaluate import metrics
from ml.evaluate.colour import DOT_PX, Score, true_dots, upsample

rng = np.random.default_rng(0)
RGB = rng.random((24, 32, 3)).astype(np.float32)


@given(st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3))
def test_srgb_and_lab_convert_there_and_back(colour):
    rgb = np.array([[colour]], np.float32)
    assert np.allclose(cielab.lab_to_rgb(cielab.rgb_to_lab(rgb)), rgb, atol=2e-3)


def test_lab_is_the_one_of_scikit_image():
    color = pytest.importorskip("skimage.color")
    assert np.allclose(cielab.rgb_to_lab(RGB), color.rgb2lab(RGB), atol=2e-2)


def test_white_black_and_red_have_their_known_lab():
    rgb = np.array([[[1, 1, 1], [0, 0, 0], [1, 0, 0]]], np.float32)
    known = [[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.20]]
    assert np.allclose(cielab.rgb_to_lab(rgb)[0], known, atol=0.02)


def test_colours_outside_the_gamut_are_clipped():
    rgb = cielab.lab_to_rgb(np.array([[[50, 120, -120]]], np.float32))
    assert rgb.min() >= 0
    assert rgb.max() <= 1


def test_psnr_of_a_known_error():
    assert metrics.psnr(RGB * 0, RGB * 0 + 0.1) == pytest.approx(20, abs=1e-4)
    assert metrics.psnr(RGB, RGB) == 60


def test_ab_distance_is_euclidean():
    one = np.zeros((2, 2, 2), np.float32)
    assert metrics.ab_distance(one, one + np.array([3, 4], np.float32)).tolist() == [[5, 5], [5, 5]]


def test_grey_has_no_colourfulness_and_primaries_have_much():
    grey = np.repeat(RGB[..., :1], 3, axis=-1)
    assert metrics.colourfulness(grey) == pytest.approx(0, abs=1e-3)
    assert metrics.colourfulness(np.round(RGB)) > 109


def test_eight_bits_become_fractions():
    assert cielab.as_fractions(np.array([[[0, 51, 255]]], np.uint8)).tolist() == [
        [[0, pytest.approx(0.2), 1]]
    ]


def test_dots_carry_the_true_colours():
    lab = cielab.rgb_to_lab(np.full((64, 64, 3), (0.8, 0.3, 0.2), np.float32))
    hints = true_dots(lab, 10, np.random.default_rng(1))
    told = hints[..., 2] == 1
    assert DOT_PX**2 < told.sum() <= 10 * DOT_PX**2
    assert np.allclose(hints[told, :2], lab[told, 1:], atol=1e-3)
    assert (hints[~told] == 0).all()


def test_no_dots_are_no_hints():
    assert not true_dots(cielab.rgb_to_lab(RGB), 0, np.random.default_rng(0)).any()


def test_the_truth_scores_perfectly_and_grey_is_grey():
    rgb = np.full((32, 32, 3), (0.8, 0.25, 0.25), np.float32)
    lab = cielab.rgb_to_lab(rgb)
    truth, grey = Score(), Score()
    for _ in range(2):
        truth.add(rgb, lab, lab[::2, ::2, 1:])
        grey.add(rgb, lab, lab[::2, ::2, 1:] * 0)
    assert truth.photos == 2
    assert truth["ab_error"] == pytest.approx(0, abs=1e-3)
    assert truth["colourfulness"] == pytest.approx(truth["true_colourfulness"], abs=0.1)
    assert grey["colourfulness"] == pytest.approx(0, abs=0.1)
    assert grey["psnr"] < truth["psnr"]


def test_colours_are_enlarged_without_a_shift():
    ramp = np.tile(np.arange(16, dtype=np.float32)[None, :, None], (16, 1, 2))
    large = upsample(ramp, (32, 32))
    assert np.allclose(large[16, 4:28, 0], np.arange(4, 28) / 2 - 0.25)


def test_a_score_without_photos_has_no_means():
    with pytest.raises(KeyError):
        Score()["psnr"]
