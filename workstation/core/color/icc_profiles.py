"""Colour profiles: from a photo's own to sRGB and back.

Profiles of three primaries and curves are `matrix_trc`'s; all others are lcms's.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import matrix_trc
from workstation.core.libvips import libvips

_SAME: Final = 1.5 / 1000
"""Profiles whose results are nearer than this, in 0..1, are called equal: published sRGB profiles
differ by less among themselves, and half a level of 8 bits is 2/1000."""

_SPACES: Final = {b"GRAY": "grey", b"RGB ": "rgb", b"CMYK": "cmyk"}


def space(icc: bytes | None) -> str | None:
    """What a profile is for: "grey", "rgb", "cmyk"; None if it is for none of these, or damaged."""
    return _SPACES.get(icc[16:20]) if icc and len(icc) > 128 and icc[36:40] == b"acsp" else None


@lru_cache(maxsize=32)
def usable(icc: bytes | None, channels: str) -> bool:
    """Whether lcms can convert photos of these channels with this profile."""
    return icc is not None and space(icc) == channels and _of_grid(icc, channels) is not None


@lru_cache(maxsize=32)
def is_srgb(icc: bytes, channels: str) -> bool:
    """Whether a profile says what sRGB says (for grey: with sRGB's tone curve)."""
    own = matrix_trc.parse(icc) if channels == "rgb" else None
    if own is not None:
        return own.is_srgb()
    found = _of_grid(icc, channels)
    if space(icc) != channels or channels == "cmyk" or found is None:
        return False
    return float(np.abs(found - _grid(channels) / 65535).max()) <= _SAME


@lru_cache(maxsize=32)
def name(icc: bytes) -> str | None:
    """Return the profile's own name; None if it has none."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        return ImageCms.getProfileDescription(profile).strip() or None
    except (ImageCms.PyCMSError, OSError, UnicodeError):
        return None


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """Return the bytes of libvips' sRGB profile."""
    return bytes(libvips().Operation.call("profile_load", "srgb"))


@lru_cache(maxsize=1)
def cmyk() -> bytes:
    """Return the bytes of libvips' profile for CMYK files that bring none."""
    return bytes(libvips().Operation.call("profile_load", "cmyk"))


def to_srgb(image: Any, icc: bytes, channels: str) -> Any:
    """Convert an image of 8 or 16 bits without alpha to sRGB of 16 bits, grey staying grey.

    Colours outside sRGB are clipped (relative colorimetric, with black point compensation, as
    usual for photographs). Grey goes through a table: exact, and as fast as no profile at all.
    """
    if channels == "grey":
        table = _grey_table(icc, 256 if image.format == "uchar" else 65536)
        return image.maplut(_image(table.reshape(1, -1, 1)))
    return _transformed(image, icc, channels)


def from_srgb(image: Any, icc: bytes, channels: str) -> Any:
    """Convert an sRGB image of 16 bits to a profile's own colours; the inverse of `to_srgb`."""
    if channels == "grey":
        rising = np.maximum.accumulate(_grey_table(icc, 65536).astype(np.float64))
        values = np.arange(65536.0)
        table = np.rint(np.interp(values, rising, values)).astype(np.uint16)
        return image.maplut(_image(table.reshape(1, -1, 1)))
    lab = image.copy(interpretation="rgb16").icc_import(
        input_profile="srgb", intent="relative", black_point_compensation=True
    )
    return _with_profile(lab, icc).icc_export(
        intent="relative", black_point_compensation=True, depth=16
    )


def _grey_table(icc: bytes, size: int) -> NDArray[np.uint16]:
    """For each stored grey value the sRGB-encoded one, of 16 bits."""
    ramp = np.arange(size, dtype=np.uint8 if size == 256 else np.uint16).reshape(1, size, 1)
    return _array(_transformed(_image(ramp), icc, "grey"))[0, :, 1]


def _transformed(image: Any, icc: bytes, channels: str) -> Any:
    """Through lcms; an error if the profile is damaged."""
    kinds = {"cmyk": "cmyk", "rgb": "srgb", "grey": "b-w"}
    if image.format == "ushort":
        kinds |= {"rgb": "rgb16", "grey": "grey16"}
    return _with_profile(image.copy(interpretation=kinds[channels]), icc).icc_transform(
        "srgb", embedded=True, intent="relative", black_point_compensation=True, depth=16
    )


def _with_profile(image: Any, icc: bytes) -> Any:
    tagged = image.copy()
    tagged.set_type(libvips().GValue.blob_type, "icc-profile-data", icc)
    return tagged


@lru_cache(maxsize=32)
def _of_grid(icc: bytes, channels: str) -> NDArray[np.float64] | None:
    """Return what the profile makes of a grid of colours, 0..1; None if lcms refuses it."""
    try:
        result = _transformed(_image(_grid(channels)), icc, channels)
        return _array(result).astype(np.float64) / 65535
    except libvips().Error:
        return None


def _grid(channels: str) -> NDArray[np.uint16]:
    bands = {"grey": 1, "rgb": 3, "cmyk": 4}[channels]
    steps = np.linspace(0, 65535, {1: 65, 3: 7, 4: 3}[bands]).round().astype(np.uint16)
    return np.stack(np.meshgrid(*[steps] * bands), axis=-1).reshape(1, -1, bands)


def _image(values: NDArray[Any]) -> Any:
    return libvips().Image.new_from_array(np.ascontiguousarray(values))


def _array(image: Any) -> NDArray[np.uint16]:
    return np.ndarray(
        buffer=image.write_to_memory(),
        dtype=np.uint16,
        shape=(image.height, image.width, image.bands),
    )


@lru_cache(maxsize=32)
def reversible(icc: bytes, channels: str) -> bool:
    """Whether a profile can be written to: what it made of a grid leads back to the grid."""
    if channels == "rgb" and matrix_trc.parse(icc) is not None:
        return True
    grid = _grid(channels)
    try:
        there = to_srgb(_image(grid), icc, channels)
        back = _array(from_srgb(there, icc, channels))
        again = _array(to_srgb(_image(back), icc, channels))
    except libvips().Error:
        return False
    error = np.abs(again.astype(np.float64) - _array(there)).max()
    return float(error) <= 65535 * _SAME
