"""What a trained network has in its layers can be looked at."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from PIL import Image

from ml.models.baselines import kernels


@pytest.fixture
def run(tmp_path):
    """Weights as a training leaves them: an edge, noise, and layers without an extent."""
    draw = np.random.default_rng(0)
    edge = np.zeros((3, 3, 2, 4), np.float32)
    edge[:, 0, 1], edge[:, 2, 1] = -1, 1
    folder = tmp_path / "small"
    folder.mkdir()
    np.savez(
        folder / "weights.npz",
        **{
            "first/kernel": edge,
            "first/bias": np.zeros(4, np.float32),
            "narrow/kernel": draw.normal(size=(1, 1, 4, 8)).astype(np.float32),
            "deep/kernel": draw.normal(size=(5, 5, 8, 1)).astype(np.float32),
        },
    )
    return folder


def test_layers_with_an_extent_are_shown_in_their_order(run):
    assert list(kernels.layers(run / "weights.npz")) == ["first", "deep"]


def test_a_filter_is_shown_by_the_input_that_it_weighs_most(run):
    first = kernels.layers(run / "weights.npz")["first"]
    assert len(first) == 4
    assert np.array_equal(first[0], [[-1, 0, 1]] * 3)


def test_a_depthwise_filter_is_shown_for_each_channel(run):
    assert len(kernels.layers(run / "weights.npz")["deep"]) == 8


def test_a_dense_layer_is_shown_as_maps_over_the_photo():
    maps = kernels.tiles(np.arange(16.0 * 48, dtype=np.float32).reshape(16, 48))
    assert len(maps) == kernels.KERNELS
    assert all(one.shape == (4, 4) for one in maps)


def test_a_sheet_has_a_row_for_each_network_with_red_and_blue_kernels(run):
    out = run / "sheet.png"
    other = shutil.copytree(run, run.with_name("other"))
    assert kernels.main([str(run), str(other), "--out", str(out)]) == 0
    sheet = np.asarray(Image.open(out))
    once = kernels.sheet({"small": kernels.layers(run / "weights.npz")})
    assert sheet.shape[0] == 2 * once.shape[0]
    assert (sheet == [255, 0, 0]).all(-1).any()
    assert (sheet == [0, 0, 255]).all(-1).any()


def test_weights_without_an_extent_cannot_be_shown(tmp_path):
    np.savez(tmp_path / "weights.npz", **{"one/kernel": np.zeros((1, 1, 2, 2), np.float32)})
    with pytest.raises(ValueError, match="no layer with an extent"):
        kernels.layers(tmp_path / "weights.npz")
