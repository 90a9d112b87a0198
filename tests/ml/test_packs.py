"""Packs of photos, and the table over converted files."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ml.data.packs import count, photos


@pytest.fixture
def pack(tmp_path):
    """Three plain pictures: red of 16 px, green of 16 px, blue of 8 px."""
    parts = []
    for colour, size in (("red", 16), ("green", 16), ("blue", 8)):
        file = io.BytesIO()
        Image.new("RGB", (size, size), colour).save(file, "WEBP", lossless=True)
        parts.append(file.getvalue())
    (tmp_path / "three.bin").write_bytes(b"".join(parts))
    np.save(tmp_path / "three.npy", np.array([[len(part), 0] for part in parts], np.int32))
    return tmp_path / "three"


def test_photos_come_one_after_the_other_in_one_size(pack):
    found = list(photos(pack, size=16))
    assert [tuple(photo[5, 5]) for photo in found] == [(255, 0, 0), (0, 128, 0), (0, 0, 255)]
    assert all(photo.shape == (16, 16, 3) for photo in found)


def test_a_limit_and_a_seed_choose_the_same_photos_again(pack):
    first, second = ([p.tobytes() for p in photos(pack, limit=2, seed=7)] for _ in range(2))
    assert len(first) == 2
    assert first == second


def test_a_pack_knows_how_many_it_holds(pack):
    assert count(pack) == 3


def test_a_table_of_lengths_alone_will_do(pack):
    np.save(pack.with_suffix(".npy"), np.load(pack.with_suffix(".npy"))[:, 0])
    assert len(list(photos(pack, size=16))) == 3


def test_a_missing_pack_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        next(photos(tmp_path / "none"))
