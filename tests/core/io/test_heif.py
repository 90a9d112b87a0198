"""HEIC photos, as telephones take them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workstation.core.errors import HeirloomError
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.photo import open_photo
from workstation.core.metadata import exif

PHONE = Path(__file__).with_name("phone.heic")
"""96 × 64 pixels lying on their side: red grows along one side, green along the other."""


def test_a_photo_of_a_telephone_opens_upright_with_its_metadata() -> None:
    photo = open_photo(PHONE)
    assert (photo.format, photo.height, photo.width) == ("heic", 96, 64)
    assert (photo.bits, photo.channels, photo.orientation) == (8, "rgb", 1)
    assert photo.metadata.exif is not None
    assert exif.parse(photo.metadata.exif) is not None
    assert b"A telephone" in photo.metadata.exif


def test_its_colours_are_those_that_were_taken() -> None:
    photo = open_photo(PHONE)
    rows, columns = np.mgrid[0:96, 0:64]
    truth = np.stack([rows / 95, 1 - columns / 63, np.full(rows.shape, 128 / 255)], axis=2)
    whole = read_whole(photo, 96)
    assert np.abs(whole - truth).mean() < 0.01
    written = np.concatenate([strip.pixels for strip in strips(photo, 32, 0)])
    assert np.abs(written - truth).mean() < 0.01


def test_one_that_is_cut_off_is_refused_in_two_sentences(tmp_path: Path) -> None:
    path = tmp_path / "cut.heic"
    path.write_bytes(PHONE.read_bytes()[:700])
    with pytest.raises(HeirloomError) as raised:
        open_photo(path)
    assert raised.value.hint
