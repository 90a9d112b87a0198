"""Small ICC profiles, and what their colours are in sRGB, computed without lcms."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

SRGB_PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
P3_PRIMARIES = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06))
ADOBE_PRIMARIES = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))


def icc_profile(primaries: Any, gamma: float | None, *, grey: bool = False) -> bytes:
    """A small ICC profile of version 2: three primaries or grey, with a gamma (None: sRGB's)."""
    if gamma is None:
        v = np.arange(1024) / 1023
        curve = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
        values = np.rint(curve * 65535).astype(">u2").tobytes()
        trc = b"curv\0\0\0\0" + struct.pack(">I", 1024) + values
    else:
        trc = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    white = np.array([0.9642, 1.0, 0.8249])
    text = b"Test profile\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(79)
    tags = [(b"desc", desc + bytes(-len(desc) % 4)), (b"wtpt", _xyz(white))]
    tags.append((b"cprt", b"text\0\0\0\0none\0\0\0\0"))
    if grey:
        tags.append((b"kTRC", trc))
    else:
        columns = _adapted(primaries)
        for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns.T, strict=True):
            tags.append((name, _xyz(column)))
        tags += [(name, trc) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags:
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content
    head = bytearray(128)
    head[8:12], head[12:16] = b"\x02\x10\0\0", b"mntr"
    head[16:24] = (b"GRAY" if grey else b"RGB ") + b"XYZ "
    head[36:40] = b"acsp"
    head[68:80] = struct.pack(">iii", *(round(value * 65536) for value in white))
    struct.pack_into(">I", head, 0, start + len(data))
    return bytes(head) + table + data


def _xyz(values: NDArray[np.float64]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(float(v) * 65536) for v in values))


def _adapted(primaries: Any) -> NDArray[np.float64]:
    """Columns of a matrix to XYZ at D50, from primaries at D65, by Bradford's method."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    d65 = np.array([0.95047, 1.0, 1.08883])
    matrix = columns * np.linalg.solve(columns, d65)
    cone = np.array(
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    )
    ratio = (cone @ np.array([0.9642, 1.0, 0.8249])) / (cone @ d65)
    return np.asarray(np.linalg.inv(cone) @ np.diag(ratio) @ cone @ matrix)


def to_srgb(values: NDArray[np.uint8], primaries: Any, gamma: float | None) -> NDArray[np.float64]:
    """What a matrix profile's colours are in sRGB, computed without lcms."""
    v = values / 255
    if gamma is None:
        linear = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    else:
        linear = v ** (round(gamma * 256) / 256)
    matrix = np.linalg.inv(_adapted(SRGB_PRIMARIES)) @ _adapted(primaries)
    linear = np.clip(linear @ matrix.T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
