"""Colour profiles: from a photo's own colours to sRGB and back.

Profiles of three primaries and curves are `matrix_trc`'s; all others are lcms's.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import matrix_trc
from workstation.core.color.matrix_trc import MatrixTrc
from workstation.core.libvips import libvips

_SAME: Final = 1.5 / 1000
"""Profiles whose results are nearer than this, in 0..1, are called equal: published sRGB profiles
differ by less among themselves, and half a level of 8 bits is 2/1000."""

_SPACES: Final = {"grey": b"GRAY", "rgb": b"RGB ", "cmyk": b"CMYK"}
_BANDS: Final = {"grey": 1, "rgb": 3, "cmyk": 4}
_GRID: Final = {"grey": 65, "rgb": 7, "cmyk": 3}


@dataclass(frozen=True, eq=False)
class Profile:
    """A profile that photos of some channels can be converted with.

    Attributes
    ----------
    icc
        Its bytes.
    channels
        "grey", "rgb" or "cmyk".
    """

    icc: bytes
    channels: str

    @cached_property
    def name(self) -> str | None:
        """Its own name; None if it has none."""
        from PIL import ImageCms  # late, as few commands ask for it

        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(self.icc))
            return ImageCms.getProfileDescription(profile).strip() or None
        except (ImageCms.PyCMSError, OSError, UnicodeError):
            return None

    @cached_property
    def is_srgb(self) -> bool:
        """Whether it says what sRGB says (for grey: with sRGB's tone curve)."""
        if self.channels == "rgb" and (matrix := matrix_trc.parse(self.icc)) is not None:
            return matrix.is_srgb()
        if self.channels == "cmyk":
            return False
        grid = _grid(self.channels)
        found = _array(self.to_srgb(_image(grid)))
        return float(np.abs(found / 65535 - grid / 65535).max()) <= _SAME

    @cached_property
    def matrix(self) -> MatrixTrc | None:
        """What converts pixels from sRGB and back, where lcms does not; None for sRGB itself."""
        rgb = self.channels == "rgb" and not self.is_srgb
        return matrix_trc.parse(self.icc) if rgb else None

    @property
    def by_lcms(self) -> bool:
        """Whether `to_srgb` and `from_srgb` convert pixels."""
        return not self.is_srgb and self.matrix is None

    @cached_property
    def reversible(self) -> bool:
        """Whether it can be written to: what it made of a grid leads back to the grid."""
        if not self.by_lcms:
            return True
        try:
            there = self.to_srgb(_image(_grid(self.channels)))
            again = self.to_srgb(self.from_srgb(there))
            error = np.abs(_array(again).astype(np.float64) - _array(there)).max()
        except libvips().Error:
            return False
        return float(error) <= 65535 * _SAME

    def to_srgb(self, image: Any) -> Any:
        """Convert an image of 8 or 16 bits without alpha to sRGB of 16 bits, grey staying grey.

        Colours outside sRGB are clipped (relative colorimetric, with black point compensation, as
        usual for photographs). Grey goes through a table: exact, and as fast as no profile at all.
        """
        if self.channels == "grey":
            table = self._grey_table(256 if image.format == "uchar" else 65536)
            return image.maplut(_image(table.reshape(1, -1, 1)))
        return self._transformed(image)

    def from_srgb(self, image: Any) -> Any:
        """Convert an sRGB image of 16 bits to the profile's colours; the inverse of `to_srgb`."""
        if self.channels == "grey":
            rising = np.maximum.accumulate(self._grey_table(65536).astype(np.float64))
            values = np.arange(65536.0)
            table = np.rint(np.interp(values, rising, values)).astype(np.uint16)
            return image.maplut(_image(table.reshape(1, -1, 1)))
        lab = image.copy(interpretation="rgb16").icc_import(
            input_profile="srgb", intent="relative", black_point_compensation=True
        )
        return self._tagged(lab).icc_export(
            intent="relative", black_point_compensation=True, depth=16
        )

    def _grey_table(self, size: int) -> NDArray[np.uint16]:
        """For each stored grey value the sRGB-encoded one, of 16 bits."""
        ramp = np.arange(size, dtype=np.uint8 if size == 256 else np.uint16).reshape(1, size, 1)
        return _array(self._transformed(_image(ramp)))[0, :, 1]

    def _transformed(self, image: Any) -> Any:
        """Through lcms; an error if the profile is damaged."""
        kinds = {"cmyk": "cmyk", "rgb": "srgb", "grey": "b-w"}
        if image.format == "ushort":
            kinds |= {"rgb": "rgb16", "grey": "grey16"}
        return self._tagged(image.copy(interpretation=kinds[self.channels])).icc_transform(
            "srgb", embedded=True, intent="relative", black_point_compensation=True, depth=16
        )

    def _tagged(self, image: Any) -> Any:
        tagged = image.copy()
        tagged.set_type(libvips().GValue.blob_type, "icc-profile-data", self.icc)
        return tagged


def padded(icc: bytes) -> bytes:
    """A profile with a length that is a multiple of four, without which libpng refuses it.

    Parameters
    ----------
    icc
        The profile, whose first four bytes are its length.
    """
    missing = -len(icc) % 4
    return (len(icc) + missing).to_bytes(4, "big") + icc[4:] + bytes(missing) if missing else icc


@lru_cache(maxsize=32)
def parse(icc: bytes | None, channels: str) -> Profile | None:
    """Read a profile.

    Parameters
    ----------
    icc
        Its bytes; None for none.
    channels
        What it is to be for: "grey", "rgb" or "cmyk".

    Returns
    -------
    Profile or None
        None if it is for others, or damaged.
    """
    if icc is None or len(icc) <= 128 or icc[36:40] != b"acsp" or icc[16:20] != _SPACES[channels]:
        return None
    found = Profile(icc, channels)
    try:
        _array(found.to_srgb(_image(_grid(channels))))
    except libvips().Error:
        return None
    return found


@lru_cache(maxsize=2)
def built_in(channels: str) -> Profile:
    """Return libvips' profile for sRGB, or for CMYK files that bring none."""
    name = "srgb" if channels == "rgb" else "cmyk"
    return Profile(bytes(libvips().Operation.call("profile_load", name)), channels)


def _grid(channels: str) -> NDArray[np.uint16]:
    steps = np.linspace(0, 65535, _GRID[channels]).round().astype(np.uint16)
    bands = _BANDS[channels]
    return np.stack(np.meshgrid(*[steps] * bands), axis=-1).reshape(1, -1, bands)


def _image(values: NDArray[Any]) -> Any:
    return libvips().Image.new_from_array(np.ascontiguousarray(values))


def _array(image: Any) -> NDArray[np.uint16]:
    return np.ndarray(
        buffer=image.write_to_memory(),
        dtype=np.uint16,
        shape=(image.height, image.width, image.bands),
    )
