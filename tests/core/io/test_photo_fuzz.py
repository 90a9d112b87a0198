"""Damage by chance: whatever comes, it opens or gives its two sentences."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workstation.core.errors import HeirloomError
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.photo import Limits, open_photo
from workstation.core.pixels import check

SMALL = Limits(pixels=4_000_000)
ROUNDS = 60


def encoded(kind: str) -> bytes:
    y, x = np.mgrid[0:60, 0:80]
    rgb = np.stack([y * 4, x * 3, (x * y) % 256], axis=2).astype(np.uint8)
    exif = Image.Exif()
    exif[274], exif[270] = 6, "An old photo"
    exif.get_ifd(0x8825)[1] = "N"
    raw = io.BytesIO()
    options = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "AVIF") else {}
    if kind == "JPEG":
        options |= {"xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"}
    Image.fromarray(rgb).save(raw, kind, **options)
    return raw.getvalue()


def damaged(raw: bytes, random: np.random.Generator) -> bytes:
    spoilt = bytearray(raw)
    if random.random() < 0.3:
        del spoilt[random.integers(1, len(spoilt)) :]
    reach = len(spoilt) if random.random() < 0.5 else min(len(spoilt), 400)
    for _ in range(random.integers(0, 12)):
        spoilt[random.integers(0, reach)] = random.integers(0, 256)
    return bytes(spoilt)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "AVIF"])
def test_damaged_files_open_or_give_their_two_sentences(tmp_path: Path, kind: str) -> None:
    raw = encoded(kind)
    random = np.random.default_rng(sum(kind.encode()))
    refused = []
    for number in range(ROUNDS):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(damaged(raw, random))
        try:
            photo = open_photo(path, limits=SMALL)
            check(read_whole(photo, 100))
            rows = sum(strip.inner.height for strip in strips(photo, 16, 2))
            assert rows == photo.height
            assert photo.profile_name is None or photo.profile_name
        except HeirloomError as error:
            refused.append(error)
    assert 0 < len(refused) < ROUNDS
    assert all(error.message.endswith(".") and error.hint.endswith(".") for error in refused)
