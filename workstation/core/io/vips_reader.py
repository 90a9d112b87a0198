"""A photo as it lies on disk: stored integers in sRGB, by libvips; not yet upright."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core import errors
from workstation.core.color import icc_profiles
from workstation.core.color.matrix_trc import MatrixTrc, shaper
from workstation.core.io import formats
from workstation.core.io.photo import Photo
from workstation.core.libvips import libvips

Stored: TypeAlias = NDArray[np.unsignedinteger[Any]]
"""uint8 or uint16, (height, width, 1 to 4): grey or RGB, then perhaps alpha; sRGB-encoded."""


def size(photo: Photo) -> tuple[int, int]:
    """Height and width as the picture lies on disk."""
    sides = (photo.height, photo.width)
    return sides if photo.orientation < 5 else sides[::-1]


class LyingRows:
    """The rows of a photo from top to bottom, read once and in order.

    Each read makes a region of its own, as a region belongs to one thread. Ways that write the
    rows to memory are no use here: at their end they drop the rows which a sequential image has
    read ahead, and the next read finds them gone.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._width = size(photo)[1]
        with plain_errors(photo):
            self._image = _picture(photo)

    def read(self, top: int, bottom: int) -> Stored:
        """Read some rows."""
        with plain_errors(self._photo):
            width, height = self._width, bottom - top
            raw = libvips().Region.new(self._image).fetch(0, top, width, height)
            return _shaped(self._photo, _as_array(raw, self._image, height, width))

    def close(self) -> None:
        """Nothing is held beyond the image."""


def small(photo: Photo, ratio: float) -> tuple[Stored, int]:
    """Read the photo averaged over squares of pixels; returned with the squares' side.

    The side is at most `ratio`. The last square of a row or column may have fewer pixels.
    """
    with plain_errors(photo):
        image, covered = _small_picture(photo, ratio)
        raw = image.write_to_memory()
        return _shaped(photo, _as_array(raw, image, image.height, image.width)), covered


def _small_picture(photo: Photo, ratio: float) -> tuple[Any, int]:
    """Average, at least by half of what is wanted: libjpeg decodes smaller pictures faster."""
    loaded = 1
    if photo.format == "jpeg":
        most = min(ratio / 2, photo.height, photo.width)  # below 1 pixel, libvips gives up
        loaded = next((side for side in (8, 4, 2) if most >= side), 1)
    image = formats.load(photo.path, photo.format, photo.page, loaded)
    image = _integers(photo, image)
    rest = int(ratio / loaded)
    if rest > 1:
        image = image.shrink(rest, rest, ceil=True)
    return _in_srgb(photo, image), loaded * rest


class plain_errors:  # noqa: N801 - reads as a word of the language
    """Turn what goes wrong in reading into two sentences."""

    def __init__(self, photo: Photo) -> None:
        self._path = photo.path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, libvips().Error):
            if not self._path.exists():
                raise errors.unreadable(self._path, FileNotFoundError()) from error
            raise errors.damaged(self._path, str(error)) from error
        if isinstance(error, (OSError, MemoryError)):
            raise errors.unreadable(self._path, error) from error


def _picture(photo: Photo) -> Any:
    """The photo as an image of 8 or 16 bits: grey or RGB, then perhaps alpha."""
    image = formats.load(photo.path, photo.format, photo.page)
    return _in_srgb(photo, _integers(photo, image))


def _in_srgb(photo: Photo, image: Any) -> Any:
    colours = {"grey": 1, "rgb": 3, "cmyk": 4}[photo.channels]
    alpha = image[colours] if photo.alpha else None
    image = image[0:colours] if image.bands > colours else image
    icc = photo.metadata.icc
    if icc is not None and icc_profiles.usable(icc, photo.channels):
        if not icc_profiles.is_srgb(icc, photo.channels) and _own_shaper(photo) is None:
            image = icc_profiles.to_srgb(image, icc, photo.channels)
    elif photo.channels == "cmyk":
        image = icc_profiles.to_srgb(image, icc_profiles.cmyk(), "cmyk")
    if alpha is not None:
        if alpha.format != image.format:
            alpha = (alpha * 257).cast(image.format)
        image = image.bandjoin(alpha)
    return image


def _integers(photo: Photo, image: Any) -> Any:
    """Bring rare number formats to 8 or 16 bits."""
    if image.interpretation in ("lab", "labs", "xyz", "lch"):
        return image.colourspace("rgb16")
    if image.format in ("float", "double"):
        return _of_floats(photo, image)
    if image.format == "uint":
        return (image >> 16).cast("ushort")
    if image.format == "ushort" and photo.format == "avif":
        # 10 and 12 bits come in the upper bits of 16: white is 65472 or 65520.
        depth = image.get("bits-per-sample")
        if depth < 16:
            return ((image >> (16 - depth)) * (65535 / (2**depth - 1)) + 0.5).cast("ushort")
    return image


def _of_floats(photo: Photo, image: Any) -> Any:
    """0..1 as 16 bits; what is outside is clipped, and what is no number is black."""
    _same_scale(photo.path, photo.page, photo.path.stat().st_mtime_ns)
    number = image == image  # NaN is unequal to itself
    return number.ifthenelse((image * 65535 + 0.5).cast("ushort"), 0).cast("ushort")


@lru_cache(maxsize=8)
def _same_scale(path: Path, page: int, _changed: int) -> None:
    """See whether floating-point values lie in 0..1, by reading all of them once.

    Raises
    ------
    HeirloomError
        If more than one sample of a hundred lies outside, or is no number.
    """
    image = formats.load(path, "tiff", page)
    colours = image[0 : 3 if image.bands >= 3 else 1]
    inside = (colours >= -0.005) & (colours <= 1.005)
    if inside.avg() < 0.99 * 255:
        raise errors.unsupported(path, Text("holds floating-point values outside 0 to 1"))


def _own_shaper(photo: Photo) -> MatrixTrc | None:
    """What converts the photo's colours, where lcms does not."""
    icc = photo.metadata.icc
    if icc is None or photo.channels != "rgb" or not icc_profiles.usable(icc, "rgb"):
        return None
    return None if icc_profiles.is_srgb(icc, "rgb") else shaper(icc)


def _shaped(photo: Photo, stored: Stored) -> Stored:
    """Convert stored values to sRGB, where that is not done yet; alpha stays."""
    own = _own_shaper(photo)
    if own is None:
        return stored
    colours: Stored = own.to_srgb(stored[:, :, :3])
    if stored.shape[2] == 3:
        return colours
    step = 257 if stored.dtype == np.uint8 else 1
    alpha = stored[:, :, 3:].astype(np.uint16) * np.uint16(step)
    return np.concatenate((colours, alpha), axis=2)


def _as_array(raw: Any, image: Any, height: int, width: int) -> Stored:
    dtype = np.dtype(np.uint8 if image.format == "uchar" else np.uint16)
    values: Stored = np.frombuffer(raw, dtype)
    return values.reshape(height, width, image.bands)
