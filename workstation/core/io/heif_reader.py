"""HEIC photos, as telephones take them, decoded by libheif and handed to libvips."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from workstation.core.libvips import libvips

_BANDS: Final = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
_BLOCKS: Final = {"icc_profile": "icc-profile-data", "exif": "exif-data", "xmp": "xmp-data"}
"""What the decoder and libvips call the blocks of metadata."""


def header(name: bytes, _page: int, _shrink: int) -> Any:
    """A black image of the size and kind of the file's, with its metadata.

    Raises
    ------
    pyvips.Error
        If the file is damaged.
    """
    with _opened(name) as photo:
        bands, deep = _kind_of(photo)
        width, height = photo.size
        image = libvips().Image.black(width, height, bands=bands)
        image = image.cast("ushort") if deep else image
        return _with_blocks(_interpreted(image, bands, deep), photo)


def decode(name: bytes, _page: int, _shrink: int) -> Any:
    """The picture that the file is about, whole in memory, turned as it is to be seen.

    Raises
    ------
    pyvips.Error
        If the file is damaged.
    """
    with _opened(name) as photo:
        bands, deep = _kind_of(photo)
        values = np.ascontiguousarray(np.asarray(photo))
        values = values.reshape(*values.shape[:2], bands)
        image = libvips().Image.new_from_array(values)
        return _with_blocks(_interpreted(image, bands, deep), photo)


@contextmanager
def _opened(name: bytes) -> Iterator[Any]:
    """The file as libheif reads it; what it finds damaged is libvips' error."""
    import pi_heif  # late: whoever opens other photos need not wait for it

    try:
        # More than 8 bits come as 16.
        yield pi_heif.open_heif(os.fsdecode(name), convert_hdr_to_8bit=False)
    except (ValueError, RuntimeError, EOFError, SyntaxError) as error:
        raise libvips().Error(str(error)) from error


def _kind_of(photo: Any) -> tuple[int, bool]:
    """How many bands there are, and whether they have 16 bits."""
    mode, _, bits = photo.mode.partition(";")
    if mode not in _BANDS:
        raise ValueError(f"The mode {photo.mode} is not known.")
    return _BANDS[mode], bits == "16"


def _interpreted(image: Any, bands: int, deep: bool) -> Any:
    if bands < 3:
        return image.copy(interpretation="grey16" if deep else "b-w")
    return image.copy(interpretation="rgb16" if deep else "srgb")


def _with_blocks(image: Any, photo: Any) -> Any:
    blob = libvips().GValue.blob_type
    image = image.copy()
    for block, field in _BLOCKS.items():
        if photo.info.get(block):
            image.set_type(blob, field, photo.info[block])
    return image
