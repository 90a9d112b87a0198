"""A photo's pixels in the file's own order: integers in sRGB, by libvips; not yet upright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from resources.text import Text
from workstation.core import errors
from workstation.core.color import icc_profiles
from workstation.core.io.formats import FORMATS
from workstation.core.io.photo import Photo
from workstation.core.libvips import libvips
from workstation.core.pixels import IntegerPixels

_WHOLE: Final = ("webp", "avif", "gif", "bmp", "jpeg2000")
"""Formats that are not read piece by piece."""

_SMALL_PX: Final = 40_000_000


def size(photo: Photo) -> tuple[int, int]:
    """Height and width in the file."""
    sides = (photo.height, photo.width)
    return sides if photo.orientation < 5 else sides[::-1]


class FileScanlines:
    """The rows of a file from top to bottom, read once and in order.

    Each read makes a region of its own, as a region belongs to one thread. Ways that write the
    rows to memory are no use here: at their end they drop the rows which a sequential image has
    read ahead, and the next read finds them gone.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._lenient = False
        check_memory(photo)
        self._open()

    def _open(self) -> None:
        photo = self._photo
        with read_errors(photo):
            image = FORMATS[photo.format].open(photo.path, photo.page, leniently=self._lenient)
            self._image = _in_srgb(photo, _integers(photo, image))

    def read(self, top: int, bottom: int) -> IntegerPixels:
        """Read some rows.

        Parameters
        ----------
        top, bottom
            The first one, and the one after the last.

        Raises
        ------
        HeirloomError
            If the file is damaged, or is not there any more.
        """
        with read_errors(self._photo):
            width, height = self._image.width, bottom - top
            try:
                raw = libvips().Region.new(self._image).fetch(0, top, width, height)
            except libvips().Error as error:
                if self._lenient or not FORMATS[self._photo.format].forgives(str(error)):
                    raise
                self._lenient = True
                self._open()
                return self.read(top, bottom)
            return _by_matrix(self._photo, _as_array(raw, self._image, height))


def read_shrunk(photo: Photo, ratio: float) -> tuple[IntegerPixels, int]:
    """Read the photo averaged over squares of pixels.

    At least half of what is wanted is done so: libjpeg decodes smaller pictures faster.

    Parameters
    ----------
    photo
        From `open_photo`.
    ratio
        The side of the squares is at most this.

    Returns
    -------
    tuple of array, int
        The averages, and the squares' side. The last square of a row or column may have fewer
        pixels.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    check_memory(photo)
    format_ = FORMATS[photo.format]
    most = min(ratio / 2, photo.height, photo.width)  # below 1 pixel, libvips gives up
    loaded = next((side for side in format_.shrinks if most >= side), 1)
    rest = int(ratio / loaded)

    def read(leniently: bool) -> IntegerPixels:
        image = format_.open(photo.path, photo.page, loaded, leniently=leniently)
        image = _integers(photo, image)
        if rest > 1:
            image = image.shrink(rest, rest, ceil=True)
        image = _in_srgb(photo, image)
        return _by_matrix(photo, _as_array(image.write_to_memory(), image, image.height))

    with read_errors(photo):
        try:
            return read(False), loaded * rest
        except libvips().Error as error:
            if not format_.forgives(str(error)):
                raise
            return read(True), loaded * rest


def check_memory(photo: Photo) -> None:
    """Refuse a photo that its decoder needs whole in memory where there is not so much.

    Parameters
    ----------
    photo
        From `open_photo`.

    Raises
    ------
    HeirloomError
        If it is too large.
    """
    pixels = photo.height * photo.width
    if photo.format not in _WHOLE or pixels < _SMALL_PX:
        return
    import psutil

    # The decoder's copy, and ours.
    needed = 2 * pixels * 4 * (2 if photo.bits > 8 else 1)
    if needed > psutil.virtual_memory().available:
        raise errors.unreadable(photo.path, MemoryError())


@contextmanager
def read_errors(photo: Photo) -> Iterator[None]:
    """Turn what goes wrong in reading into two sentences."""
    try:
        yield
    except libvips().Error as error:
        if not photo.path.exists():
            raise errors.unreadable(photo.path, FileNotFoundError()) from error
        raise errors.damaged(photo.path, str(error)) from error
    except (OSError, MemoryError) as error:
        raise errors.unreadable(photo.path, error) from error


def _in_srgb(photo: Photo, image: Any) -> Any:
    """Convert colours that lcms converts; for the others see `_by_matrix`."""
    colours = {"grey": 1, "rgb": 3, "cmyk": 4}[photo.channels]
    alpha = image[colours] if photo.alpha else None
    image = image[0:colours] if image.bands > colours else image
    profile = photo.profile
    if profile is None and photo.channels == "cmyk":
        profile = icc_profiles.built_in("cmyk")
    if profile is not None and profile.by_lcms:
        image = profile.to_srgb(image)
    if alpha is None:
        return image
    same = alpha.format == image.format
    return image.bandjoin(alpha if same else (alpha * 257).cast(image.format))


def _integers(photo: Photo, image: Any) -> Any:
    """Bring rare number formats to 8 or 16 bits."""
    if image.interpretation in ("lab", "labs", "xyz", "lch"):
        return image.colourspace("rgb16")
    if image.format == "uint":
        return (image >> 16).cast("ushort")
    if image.format not in ("float", "double"):
        return image
    # 0..1 as 16 bits; what is outside is clipped, and what is no number is black.
    _check_floats(photo.path, photo.format, photo.page, photo.path.stat().st_mtime_ns)
    number = image == image  # NaN is unequal to itself
    return number.ifthenelse((image * 65535 + 0.5).cast("ushort"), 0).cast("ushort")


@lru_cache(maxsize=8)
def _check_floats(path: Path, format_: str, page: int, _changed: int) -> None:
    """See whether floating-point values lie in 0..1, by reading all of them once.

    Raises
    ------
    HeirloomError
        If more than one sample of a hundred lies outside, or is no number.
    """
    image = FORMATS[format_].open(path, page)
    colours = image[0 : 3 if image.bands >= 3 else 1]
    inside = (colours >= -0.005) & (colours <= 1.005)
    if inside.avg() < 0.99 * 255:
        raise errors.unsupported(path, Text("holds floating-point values outside 0 to 1"))


def _by_matrix(photo: Photo, values: IntegerPixels) -> IntegerPixels:
    """Convert colours of the usual kind of profile; alpha stays."""
    matrix = None if photo.profile is None else photo.profile.matrix
    if matrix is None:
        return values
    colours: IntegerPixels = matrix.to_srgb(values[:, :, :3])
    if values.shape[2] == 3:
        return colours
    step = 257 if values.dtype == np.uint8 else 1
    alpha = values[:, :, 3:].astype(np.uint16) * np.uint16(step)
    return np.concatenate((colours, alpha), axis=2)


def _as_array(raw: Any, image: Any, height: int) -> IntegerPixels:
    dtype = np.dtype(np.uint8 if image.format == "uchar" else np.uint16)
    values: IntegerPixels = np.frombuffer(raw, dtype)
    return values.reshape(height, image.width, image.bands)
