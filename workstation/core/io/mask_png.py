"""Masks as PNG files: saved for other programs, and read from them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import atomic_write
from workstation.core.masks.masks import picture_of, png_of
from workstation.core.masks.shapes import PICTURE_PX, Picture
from workstation.core.pixels import Plane


def save_mask(area: Plane, path: Path, overwrite: bool = False) -> None:
    """Write an area as an 8-bit grey PNG of its own size; all of it or nothing.

    Parameters
    ----------
    area
        (height, width), 0..1; what is outside is clipped.
    path
        The file.
    overwrite
        Whether a file of this name may be replaced.

    Raises
    ------
    HeirloomError
        If it cannot be written, or if the file is there and may not be overwritten.
    """
    atomic_write.write(path, png_of(area), overwrite=overwrite)


_FILE_PX_MOST = 400_000_000
_CHANNELS = {2: 3, 3: 3, 4: 2, 6: 4}
"""Of PNG's kinds of colour; grey has one."""

_PAINT = Text("Give a PNG with white where the area is, and black elsewhere.")


def load_mask(path: Path, *, keep_thin: bool = False) -> Picture:
    """Read a mask that was saved, or made in another program: any PNG, white is inside.

    Parameters
    ----------
    path
        The file.
    keep_thin
        Whether lines stay when the mask is made smaller, however thin they are.

    Raises
    ------
    HeirloomError
        If it cannot be read as a PNG.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise HeirloomError(
            "The mask {name} cannot be read: {reason}.",
            "Choose another file.",
            name=display_name(path),
            reason=reason,
        ) from error
    damaged = HeirloomError(
        "{name} is not a PNG, or a damaged one.", _PAINT, name=display_name(path)
    )
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 33:
        raise damaged
    width, height, _, kind = struct.unpack(">IIBB", content[16:26])
    # Each channel takes the memory of a grey picture; of no known kind it is damaged.
    if width * height * _CHANNELS.get(kind, 1) > _FILE_PX_MOST:
        raise HeirloomError(
            "The mask {name} has {width} × {height} pixels, more than a mask needs.",
            "Save it smaller: it is laid over the whole photo, whatever its size.",
            name=display_name(path),
            width=width,
            height=height,
        )
    values = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None:
        raise damaged
    area = _as_area(values)
    smaller = -(-max(area.shape) // PICTURE_PX)
    if keep_thin and smaller > 1:
        area = np.asarray(cv2.dilate(area, np.ones((smaller, smaller), np.uint8)), np.float32)
    return picture_of(area)


def _as_area(values: NDArray[Any]) -> Plane:
    """Brightness, and of it only what is opaque."""
    planes: NDArray[np.float32] = values.astype(np.float32)
    planes *= np.float32(1 / np.iinfo(values.dtype).max)
    if values.ndim == 2:
        return planes
    grey: Plane = planes[..., :3].mean(axis=2)
    return grey * planes[..., 3] if values.shape[2] == 4 else grey
