"""The colour bins behind the scores."""

from __future__ import annotations

import numpy as np
import pytest

from ml.inference.colorizer import Colorizer
from ml.inference.palettes import colour_bins, probabilities


def test_there_is_a_bin_for_every_score():
    bins = colour_bins()
    assert bins.centres.shape == (261, 2)
    assert bins.prior.shape == (261,)
    assert bins.prior.sum() == pytest.approx(1, abs=1e-4)
    assert (bins.prior >= 0).all()
    assert np.abs(bins.centres).max() <= 110


def test_the_bins_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        colour_bins().centres[0] = 0


def test_probabilities_sum_to_one_however_large_the_scores():
    scores = np.array([[1e4, -1e4, 0], [0, 0, 0]], np.float32)
    assert np.allclose(probabilities(scores).sum(-1), 1)
    assert np.allclose(probabilities(scores)[1], 1 / 3)


def test_the_bins_mean_agrees_with_the_pictures_colours():
    lightness = np.tile(np.linspace(20, 90, 256, dtype=np.float32)[:, None], (1, 256))
    chroma = Colorizer().predict(lightness)
    mean = probabilities(chroma.logits) @ colour_bins().centres
    assert np.linalg.norm(mean - chroma.ab[::2, ::2], axis=-1).mean() < 10
