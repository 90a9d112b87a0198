"""The one form that pixels have inside the program, checked where they come in.

Pixels are float32, (height, width, 3), in 0..1, finite, read-only, sRGB-encoded. A grey photo has
three equal channels; they share one plane in memory (the last stride is 0), which makes work on
grey photos three times cheaper. Writing to pixels raises `ValueError`, as numpy does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.float32]
"""One channel, (height, width)."""

Pixels: TypeAlias = NDArray[np.float32]
"""(height, width, 3), as this module's first lines say."""

IntegerPixels: TypeAlias = NDArray[np.unsignedinteger[Any]]
"""As files hold them: uint8 or uint16, (height, width, 1 to 4), grey or RGB, then perhaps alpha."""


def seal(rgb: NDArray[np.float32]) -> Pixels:
    """Make an array that holds to the contract read-only and return it.

    Raises
    ------
    ValueError
        If the type, the shape or the memory's state is not the contract's.
    """
    if rgb.dtype != np.float32 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise ValueError(f"Pixels are float32 (height, width, 3), not {rgb.dtype} {rgb.shape}.")
    rgb.flags.writeable = False
    return rgb


def check(pixels: Pixels) -> Pixels:
    """Return `pixels` if they hold to the contract, values included; for the program's edges.

    Raises
    ------
    ValueError
        If type, shape, range or finiteness differ, or if the array can be written to.
    """
    if pixels.dtype != np.float32 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(
            f"Pixels are float32 (height, width, 3), not {pixels.dtype} {pixels.shape}."
        )
    if pixels.flags.writeable:
        raise ValueError("Pixels are read-only; seal them first.")
    plane = grey_plane(pixels)
    values = pixels if plane is None else plane
    if values.size and not (float(values.min()) >= 0.0 and float(values.max()) <= 1.0):
        raise ValueError("Pixels lie in 0..1 and are finite.")
    return pixels


def from_grey(plane: Plane) -> Pixels:
    """Three equal channels over one plane, without copying it."""
    if plane.dtype != np.float32 or plane.ndim != 2:
        raise ValueError(
            f"A grey plane is float32 (height, width), not {plane.dtype} {plane.shape}."
        )
    plane.flags.writeable = False
    return np.broadcast_to(plane[:, :, None], (*plane.shape, 3))


def grey_plane(pixels: Pixels) -> Plane | None:
    """Return the shared plane if the three channels are one in memory, else None."""
    return pixels[:, :, 0] if pixels.shape[2] == 3 and pixels.strides[2] == 0 else None


@dataclass(frozen=True)
class Roi:
    """A rectangle of the photo, at one scale.

    The *plane* is the whole photo at that scale: its full size, a preview, or the copy that is
    analysed.

    Attributes
    ----------
    top, left, height, width
        The rectangle, in pixels of the plane.
    plane_height, plane_width
        The size of the plane.
    scale
        Pixels of the plane per full-resolution pixel: 1 at full size, 0.5 at half.
    """

    top: int
    left: int
    height: int
    width: int
    plane_height: int
    plane_width: int
    scale: float = 1.0

    def __post_init__(self) -> None:
        inside = (
            self.top >= 0
            and self.left >= 0
            and self.height > 0
            and self.width > 0
            and self.top + self.height <= self.plane_height
            and self.left + self.width <= self.plane_width
        )
        if not inside or not self.scale > 0:
            raise ValueError(f"{self} is not a rectangle inside its plane.")

    @classmethod
    def whole(cls, height: int, width: int, scale: float = 1.0) -> Roi:
        """All of a plane."""
        return cls(0, 0, height, width, height, width, scale)

    def grown(self, margin: int) -> Roi:
        """This rectangle with `margin` pixels more on every side, as far as the plane goes."""
        top, left = max(0, self.top - margin), max(0, self.left - margin)
        bottom = min(self.plane_height, self.top + self.height + margin)
        right = min(self.plane_width, self.left + self.width + margin)
        return Roi(
            top, left, bottom - top, right - left, self.plane_height, self.plane_width, self.scale
        )

    def cut(self, pixels: Pixels, larger: Roi) -> Pixels:
        """Cut this rectangle out of the pixels of a larger one of the same plane."""
        y, x = self.top - larger.top, self.left - larger.left
        return pixels[y : y + self.height, x : x + self.width]
