"""The few formats that libvips' wheel lacks, read with Pillow and handed to libvips."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from workstation.core.libvips import libvips

_BANDS: Final = {"1": 1, "L": 1, "I;16": 1, "I": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4}
_LONGEST: Final = 100_000_000  # libvips' own bound
_LIMIT: Final = Lock()


def header(path: Path, kind: str) -> Any:
    """A black image that has the size and kind of the file's.

    Parameters
    ----------
    path
        The file.
    kind
        Its format, as Pillow calls it.

    Raises
    ------
    pyvips.Error
        If the file is damaged.
    """
    with _opened(path, kind) as opened:
        bands = _BANDS.get(opened.mode, 3)
        if max(opened.width, opened.height) > _LONGEST:
            raise libvips().Error("The size is impossible.")
        image = libvips().Image.black(opened.width, opened.height, bands=bands)
        if opened.mode.startswith("I"):
            return image.cast("ushort").copy(interpretation="grey16")
        return image.copy(interpretation="cmyk") if opened.mode == "CMYK" else image


def decode(path: Path, kind: str) -> Any:
    """The picture, whole in memory.

    Parameters
    ----------
    path
        The file.
    kind
        Its format, as Pillow calls it.

    Raises
    ------
    pyvips.Error
        If the file is damaged.
    """
    with _opened(path, kind) as opened:
        plain = opened if opened.mode in _BANDS else opened.convert("RGB")
        bands = _BANDS[plain.mode]
        if plain.mode == "1":
            plain = plain.convert("L")
        values = np.asarray(plain)
    if values.dtype != np.uint8:
        values = np.clip(values, 0, 65535).astype(np.uint16)
    values = np.ascontiguousarray(values).reshape(*values.shape[:2], bands)
    return libvips().Image.new_from_array(values)


@contextmanager
def _opened(path: Path, kind: str) -> Iterator[Any]:
    """Open a file with Pillow, with our limits in place of its own; its errors as libvips'."""
    from PIL import Image, UnidentifiedImageError

    with _LIMIT, path.open("rb") as file:
        its_limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            with Image.open(file, formats=(kind,)) as opened:
                yield opened
        except (UnidentifiedImageError, SyntaxError, ValueError, EOFError, struct.error) as error:
            raise libvips().Error(str(error)) from error
        except OSError as error:
            if error.errno is None:  # Pillow's own: the file is broken
                raise libvips().Error(str(error)) from error
            raise
        finally:
            Image.MAX_IMAGE_PIXELS = its_limit
