"""Colour profiles of three primaries and tone curves: exact and fast.

Nearly every RGB profile of a camera or scanner is of this kind. lcms would do, but rounds its way
through a coarse table at 16 bits (up to 2500 of 65535 off at saturated colours, with lcms 2.17 in
libvips 8.18.7), or takes half a second per megapixel through CIELAB. Profiles of other kinds go
through lcms.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import cielab
from workstation.core.pixels import IntegerPixels

Table: TypeAlias = NDArray[np.float32]
Matrix: TypeAlias = NDArray[np.floating[Any]]

# sRGB's primaries as columns, adapted to D50 by Bradford's method: IEC 61966-2-1 and ICC.1:2010.
_SRGB_TO_D50: Final = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_FINE: Final = 1 << 21
"""Steps of linear light: sRGB's slope at black is 12.92, so that no 16-bit value is skipped."""
_CURVES: Final = (b"rTRC", b"gTRC", b"bTRC")
_COLUMNS: Final = (b"rXYZ", b"gXYZ", b"bXYZ")
_NEUTRAL: Final = 0.005
_SAME_CURVE: Final = 0.0015
_SAME_MATRIX: Final = 0.002


@dataclass(frozen=True, eq=False)
class MatrixTrc:
    """What a profile says: a tone curve for each channel, then a matrix to sRGB's linear light.

    Attributes
    ----------
    curves
        (3, 65536): stored value to linear light, 0..1.
    matrix
        To sRGB's primaries.
    """

    curves: Table
    matrix: Matrix

    def is_srgb(self) -> bool:
        """Whether this is sRGB, as near as the published profiles are to each other."""
        encoded = _srgb_encoded()[np.rint(self.curves * _FINE).astype(np.int64)] / 65535
        bent = np.abs(encoded - np.arange(65536) / 65535).max()
        return bool(bent <= _SAME_CURVE and np.abs(self.matrix - np.eye(3)).max() <= _SAME_MATRIX)

    def to_srgb(self, values: IntegerPixels) -> NDArray[np.uint16]:
        """Convert stored values, (height, width, 3), to sRGB-encoded ones of 16 bits."""
        encode = np.broadcast_to(_srgb_encoded(), (3, _FINE + 1))
        return _through(values, self.curves, self.matrix, encode)

    def from_srgb(self, values: IntegerPixels) -> NDArray[np.uint16]:
        """Convert sRGB-encoded values to the profile's own of 16 bits."""
        decode = np.broadcast_to(cielab.linear_table(), (3, 65536))
        back = np.linalg.inv(self.matrix)
        return _through(values, decode, back, _inverses(self))


@lru_cache(maxsize=8)
def parse(icc: bytes) -> MatrixTrc | None:
    """Read a profile; None if it is of another kind or damaged."""
    tags = _tags(icc)
    if icc[16:24] != b"RGB XYZ " or b"A2B0" in tags or not {*_CURVES, *_COLUMNS} <= tags.keys():
        return None
    try:
        curves = np.stack([_curve(tags[name]) for name in _CURVES])
        columns = [struct.unpack(">iii", tags[name][8:20]) for name in _COLUMNS]
    except (struct.error, ValueError):
        return None
    matrix = np.linalg.inv(_SRGB_TO_D50) @ (np.array(columns).T / 65536)
    rows = matrix.sum(axis=1, keepdims=True)
    if np.abs(rows - 1).max() > _NEUTRAL or abs(np.linalg.det(matrix)) < 0.01:
        return None  # its white is not the usual one; lcms knows what to do
    if np.any(np.diff(curves) < 0) or np.any(curves[:, -1] < 0.9):
        return None
    return MatrixTrc(curves.astype(np.float32), matrix / rows)  # white stays white, exactly


@lru_cache(maxsize=1)
def _srgb_encoded() -> NDArray[np.uint16]:
    encoded = cielab.encoded(np.arange(_FINE + 1) / _FINE)
    table: NDArray[np.uint16] = np.rint(encoded * 65535).astype(np.uint16)
    return table


@lru_cache(maxsize=2)
def _inverses(of: MatrixTrc) -> NDArray[np.uint16]:
    light = np.arange(_FINE + 1) / _FINE
    stored = np.arange(65536.0)
    return np.stack([np.rint(np.interp(light, c, stored)).astype(np.uint16) for c in of.curves])


def _through(
    values: IntegerPixels, decode: Table, matrix: Matrix, encode: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    """Curve, matrix, curve; colours outside the target are clipped."""
    step = 257 if values.dtype == np.uint8 else 1
    light = np.empty(values.shape, np.float32)
    for channel in range(3):
        light[:, :, channel] = decode[channel, ::step][values[:, :, channel]]
    light = np.asarray(cv2.transform(light, matrix.astype(np.float32)), np.float32)
    np.clip(light, 0.0, 1.0, out=light)
    light *= np.float32(_FINE)
    light += np.float32(0.5)
    places = light.astype(np.int32)
    result = np.empty(values.shape, np.uint16)
    for channel in range(3):
        result[:, :, channel] = encode[channel][places[:, :, channel]]
    return result


def _tags(icc: bytes) -> dict[bytes, bytes]:
    """Return the profile's tags by their names, as far as they lie inside it."""
    number = int.from_bytes(icc[128:132], "big")
    found = {}
    for index in range(min(number, 200)):
        at = 132 + 12 * index
        start, size = (int.from_bytes(icc[at + i : at + i + 4], "big") for i in (4, 8))
        if size and start + size <= len(icc):
            found[icc[at : at + 4]] = icc[start : start + size]
    return found


def _curve(tag: bytes) -> NDArray[np.float64]:
    """Return linear light for each of 65536 stored values, from a "curv" or "para" tag."""
    x = np.arange(65536) / 65535
    if tag[:4] == b"curv":
        count = int.from_bytes(tag[8:12], "big")
        if count == 0:
            return x
        values = np.frombuffer(tag, ">u2", count, 12)
        if count == 1:
            return np.asarray(x ** (float(values[0]) / 256))
        return np.interp(x, np.linspace(0, 1, count), values / 65535)
    if tag[:4] != b"para":
        raise ValueError("This is no curve.")
    kind = int.from_bytes(tag[8:10], "big")
    number = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}[kind] if kind <= 4 else 0
    if not number:
        raise ValueError("There is no such curve.")
    given = [value / 65536 for value in struct.unpack(f">{number}i", tag[12 : 12 + 4 * number])]
    g, a, b, c, d, e, f = given + [1.0, 0.0, 0.0, 0.0, 0.0, 0.0][number - 1 :]
    if kind in (1, 2):  # the bend is where the inside of the power reaches 0
        e = f = c if kind == 2 else 0.0
        c, d = 0.0, -b / a if a else 0.0
    power = np.maximum(a * x + b, 0.0) ** g + e
    curve: NDArray[np.float64] = np.clip(np.where(x >= d, power, c * x + f), 0.0, 1.0)
    return curve
