"""Training on a processor, rehearsed in small."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")

from ml.accelerated import processor, twins  # noqa: E402
from ml.models.plans import DAMAGE_DETECTOR  # noqa: E402

# Beside other tests, threads that wait for one another cost more than they bring.
torch.set_num_threads(1)


@pytest.mark.parametrize("name", processor.NETWORKS)
def test_what_is_saved_answers_as_what_was_trained(name: str) -> None:
    network = twins.build(name)
    processor.normalised(network)
    torch.nn.init.normal_(network.layers["tail"].weight, 0, 0.1)
    asked = torch.rand(4, network.plan.inputs, 32, 32)
    for _ in range(3):
        network(asked)
    network.eval()
    with torch.no_grad():
        expected, found = network(asked), processor.folded(network)(asked)
    assert float(expected.abs().mean()) > 0.1
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-3)


def shard(path: Path, parts: tuple[str, ...]) -> None:
    draw = np.random.default_rng(1)
    side = processor.SIDE_PX
    where = draw.random((8, side, side)) < 0.1
    arrays = {
        "shown": draw.integers(0, 255, (8, side, side, 3), np.uint8),
        "where": np.packbits(where.reshape(8, -1), axis=1),
        "whole": draw.integers(0, 255, (8, side, side, 3), np.uint8),
    }
    np.savez(path, allow_pickle=False, **{name: arrays[name] for name in parts})


def test_photo_and_damage_are_turned_alike(tmp_path: Path) -> None:
    side = processor.SIDE_PX
    shown = np.zeros((4, side, side, 3), np.uint8)
    shown[:, 10:30, 50:150] = 255
    where = np.packbits(shown[..., 0].reshape(4, -1) > 0, axis=1)
    np.savez(tmp_path / "000.npz", allow_pickle=False, shown=shown, where=where)
    course = processor.Course("damage_detector", tmp_path, batch=2, seed=3)
    for _ in range(8):
        parts = course.next()
        torch.testing.assert_close(parts["shown"][:, :1], parts["where"])


def test_top_hats_are_the_same_however_they_are_found(tmp_path: Path) -> None:
    shard(tmp_path / "000.npz", ("shown", "where"))
    shown = processor.Course("damage_detector", tmp_path, batch=2, seed=3).next()["shown"]
    found = twins.hatted(shown[:, :3], DAMAGE_DETECTOR.hats_px)
    torch.testing.assert_close(shown, found, rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", processor.NETWORKS)
def test_the_loss_falls_on_a_few_crops(name: str, tmp_path: Path) -> None:
    filler = name == "filler"
    shard(tmp_path / "000.npz", ("shown", "where", "whole") if filler else ("shown", "where"))
    torch.manual_seed(1)
    network = twins.build(name)
    processor.normalised(network)
    course = processor.Course(name, tmp_path, batch=2, seed=1)
    parts = {key: values[:, :, :64, :64] for key, values in course.next().items()}
    optimizer = torch.optim.Adam(network.parameters(), lr=3e-3)
    losses = []
    for _ in range(12):
        loss = processor.LOSSES[name](network, parts)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]
