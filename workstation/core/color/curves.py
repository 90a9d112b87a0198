"""Curves on tones, as tables over 16-bit values."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workstation.core.color.cielab import luma
from workstation.core.pixels import Pixels, from_grey, grey_plane, seal

Table: TypeAlias = NDArray[np.float32]
"""The tone, 0..1, that each of the 65,536 tones becomes."""

_LAST: Final = 65535
# L* is about the 0.8th power of an encoded value, so what is darkened by a factor needs its
# differences between channels scaled by this power of it to keep its chroma.
_CHROMA_POWER: Final = 0.2


def tones() -> NDArray[np.float64]:
    """The tones of a table's entries, sRGB 0..1."""
    return np.arange(_LAST + 1) / _LAST


def by_channel(pixels: Pixels, curves: tuple[Table, ...]) -> Pixels:
    """Each channel by a curve of its own; a grey photo by that of green."""
    plane = grey_plane(pixels)
    if plane is not None:
        return from_grey(curves[1][_index(plane)])
    curved = [curve[_index(pixels[..., i])] for i, curve in enumerate(curves)]
    return seal(np.stack(curved, -1))


def on_lightness(pixels: Pixels, curve: Table) -> Pixels:
    """The curve on the luma; chroma stays as it is, or falls with what was darkened."""
    plane = grey_plane(pixels)
    if plane is not None:
        return from_grey(curve[_index(plane)])
    light = luma(pixels)
    index = _index(light)
    factor = np.minimum(curve / np.maximum(tones(), 1e-6), 1).astype(np.float32)
    kept = (factor ** np.float32(_CHROMA_POWER))[index]
    new = curve[index]
    return seal(np.clip(new[..., None] + (pixels - light[..., None]) * kept[..., None], 0, 1))


def _index(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    return (values * np.float32(_LAST) + np.float32(0.5)).astype(np.uint16)
