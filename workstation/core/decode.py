"""From the bytes of a file to pixels: sRGB, upright, in strips or as a small whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from workstation.core import by_pillow, formats, profiles, refusals
from workstation.core.libvips import libvips, spelled
from workstation.core.pixels import Pixels, Where, from_grey, seal
from workstation.core.progress import Progress
from workstation.core.shaper import Shaper, shaper

if TYPE_CHECKING:
    from workstation.core.photo import Photo

Channels: TypeAlias = Literal["grey", "rgb", "cmyk"]
Stored: TypeAlias = NDArray[np.unsignedinteger[Any]]
"""uint8 or uint16, (height, width, 1 to 4): grey or RGB, then perhaps alpha; sRGB-encoded."""

_Number = TypeVar("_Number", bound=np.generic)
_SEQUENTIAL_TURNS: Final = (1, 2)
"""Orientations in which a file's rows are the photo's rows, top to bottom."""

_READ_ROWS: Final = 256


@dataclass(frozen=True)
class Strip:
    """Some rows of a photo, over its whole width.

    Attributes
    ----------
    where
        The rows that `pixels` and `alpha` hold, those of the halo included.
    inner
        The rows that this strip is for. The inner rows of all strips make up the photo.
    pixels
        The picture.
    alpha
        Transparency, (height, width), 65535 for opaque; None if the photo has none.
    """

    where: Where
    inner: Where
    pixels: Pixels
    alpha: NDArray[np.uint16] | None


def header(path: Path, kind: str, page: int) -> Any:
    """Open a file for what its header says, without decoding pixels."""
    if kind in formats.PILLOW:
        return by_pillow.header(path, kind)
    return _opened(path, kind, page, "sequential")


def channels_of(image: Any) -> tuple[Channels, bool]:
    """What the bands of an image are, and whether there is alpha among them."""
    if image.interpretation == "cmyk" and image.bands >= 4:
        return "cmyk", image.bands > 4
    if image.bands >= 3:
        return "rgb", image.bands > 3
    return "grey", image.bands > 1


def strips(photo: Photo, rows: int = 256, halo: int = 0) -> Iterator[Strip]:
    """Read a photo from top to bottom, once, with as much memory as a strip needs.

    Photos that lie on their side or upside down are first unpacked by libvips: those above
    100 MB into a temporary file.

    Parameters
    ----------
    photo
        From `open_photo`.
    rows
        Inner rows of a strip; the last one may have fewer.
    halo
        So many rows more above and below, where the photo has them.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    source = _Rows(photo)
    height, width = photo.height, photo.width
    kept: Stored | None = None
    first = 0
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        start, end = max(0, top - halo), min(height, bottom + halo)
        had = 0 if kept is None else first + len(kept)
        fresh = source.read(had, end) if end > had else None
        kept = _joined(None if kept is None else kept[start - first :], fresh)
        first = start
        where = Where(start, 0, end - start, width, height, width)
        inner = Where(top, 0, bottom - top, width, height, width)
        yield Strip(where, inner, as_pixels(kept), _as_alpha(kept))


def _joined(above: Stored | None, below: Stored | None) -> Stored:
    parts = [rows for rows in (above, below) if rows is not None and len(rows)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def stored_strips(photo: Photo, rows: int = _READ_ROWS) -> Iterator[tuple[int, Stored]]:
    """Read a photo's sRGB-encoded integers from top to bottom: first row, and the rows."""
    source = _Rows(photo)
    for top in range(0, photo.height, rows):
        yield top, source.read(top, min(top + rows, photo.height))


def read_whole(photo: Photo, longest_px: int, progress: Progress | None = None) -> Pixels:
    """Read a copy of a photo that is shrunk by averaging, never enlarged.

    Parameters
    ----------
    photo
        From `open_photo`.
    longest_px
        The longer side of the copy is at most this.
    progress
        Where to report to.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    progress = progress or Progress()
    progress.check()
    longest = max(photo.height, photo.width)
    ratio = max(1.0, longest / longest_px)
    with _plain_errors(photo):
        image, covered = _small_picture(photo, ratio)
        progress.report(0.1)
        values = _shaped(photo, _array(image))
    progress.report(0.9)
    if ratio == 1.0:
        return as_pixels(_upright(values, photo.orientation))
    colours = 3 if values.shape[2] >= 3 else 1
    means = values[:, :, :colours].astype(np.float32)
    for axis, full in enumerate(_lying(photo)):
        means = _averaged(means, axis, covered, full, max(1, round(full / ratio)))
    means /= np.float32(255 if values.dtype == np.uint8 else 65535)
    means = np.clip(_upright(means, photo.orientation), 0.0, 1.0)
    return seal(means) if colours == 3 else from_grey(means[:, :, 0])


def as_pixels(stored: Stored) -> Pixels:
    """Stored integers as pixels: v/255 or v/65535; alpha is left out."""
    colours = stored[:, :, :1] if stored.shape[2] < 3 else stored[:, :, :3]
    largest = np.float32(255 if stored.dtype == np.uint8 else 65535)
    values = np.divide(colours, largest, dtype=np.float32)
    return from_grey(values[:, :, 0]) if values.shape[2] == 1 else seal(values)


class _Rows:
    """A photo's rows from top to bottom; rows that are skipped cannot be had any more.

    Each read makes a region of its own, as a region belongs to one thread. Ways that write the
    rows to memory are no use here: at their end they drop the rows which a sequential image has
    read ahead, and the next read finds them gone.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        access = "sequential" if photo.orientation in _SEQUENTIAL_TURNS else "random"
        with _plain_errors(photo):
            self._image = _picture(photo, access)

    def read(self, top: int, bottom: int) -> Stored:
        with _plain_errors(self._photo):
            width, height = self._photo.width, bottom - top
            raw = libvips().Region.new(self._image).fetch(0, top, width, height)
            return _shaped(self._photo, _as_array(raw, self._image, height, width))


class _plain_errors:  # noqa: N801 - reads as a word of the language
    """Turn what goes wrong in reading into two sentences."""

    def __init__(self, photo: Photo) -> None:
        self._path = photo.path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, libvips().Error):
            if not self._path.exists():
                raise refusals.unreadable(self._path, FileNotFoundError()) from error
            raise refusals.damaged(self._path, str(error)) from error
        if isinstance(error, (OSError, MemoryError)):
            raise refusals.unreadable(self._path, error) from error


def _opened(path: Path, kind: str, page: int, access: str, shrink: int = 1) -> Any:
    # With fail_on="truncated", libvips 8.18.7 lets cut-off TIFF files through, half of them grey.
    image = libvips().Image
    options: dict[str, Any] = {"access": access, "fail_on": "error"}
    name = spelled(path)
    if kind == "jpeg":
        return image.jpegload(name, shrink=shrink, **options)
    if kind == "png":
        return image.pngload(name, **options)
    load = {
        "tiff": image.tiffload,
        "webp": image.webpload,
        "avif": image.heifload,
        "gif": image.gifload,
    }[kind]
    return load(name, page=page, **options)


def _picture(photo: Photo, access: str) -> Any:
    """The photo as an sRGB image of 8 or 16 bits, upright: grey or RGB, then perhaps alpha."""
    if photo.format in formats.PILLOW:
        image = by_pillow.decoded(photo.path, photo.format)
    else:
        image = _opened(photo.path, photo.format, photo.page, access)
    image = _in_srgb(photo, _integers(photo, image))
    if photo.orientation == 1:
        return image
    image = image.copy()
    image.set_type(libvips().GValue.gint_type, "orientation", photo.orientation)
    return image.autorot()


def _small_picture(photo: Photo, ratio: float) -> tuple[Any, int]:
    """The same as it lies on disk, averaged over squares of pixels; and the squares' side.

    libjpeg decodes smaller pictures many times faster; at least half of the shrinking is left to
    averaging, which is the exact way.
    """
    loaded = 1
    if photo.format == "jpeg":
        most = min(ratio / 2, photo.height, photo.width)  # below 1 pixel, libvips gives up
        loaded = next((side for side in (8, 4, 2) if most >= side), 1)
    if photo.format in formats.PILLOW:
        image = by_pillow.decoded(photo.path, photo.format)
    else:
        image = _opened(photo.path, photo.format, photo.page, "sequential", loaded)
    image = _integers(photo, image)
    rest = int(ratio / loaded)
    if rest > 1:
        image = image.shrink(rest, rest, ceil=True)
    return _in_srgb(photo, image), loaded * rest


def _in_srgb(photo: Photo, image: Any) -> Any:
    colours = {"grey": 1, "rgb": 3, "cmyk": 4}[photo.channels]
    alpha = image[colours] if photo.alpha else None
    image = image[0:colours] if image.bands > colours else image
    icc = photo.metadata.icc
    if icc is not None and profiles.usable(icc, photo.channels):
        if not profiles.is_srgb(icc, photo.channels) and _own_shaper(photo) is None:
            image = profiles.to_srgb(image, icc, photo.channels)
    elif photo.channels == "cmyk":
        image = profiles.to_srgb(image, profiles.cmyk(), "cmyk")
    if alpha is not None:
        if alpha.format != image.format:
            alpha = (alpha * 257).cast(image.format)
        image = image.bandjoin(alpha)
    return image


def _integers(photo: Photo, image: Any) -> Any:
    """Bring rare number formats to 8 or 16 bits."""
    if image.interpretation in ("lab", "labs", "xyz", "lch", "scrgb-linear"):
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
    image = _opened(path, "tiff", page, "sequential")
    colours = image[0 : 3 if image.bands >= 3 else 1]
    inside = (colours >= -0.005) & (colours <= 1.005)
    if inside.avg() < 0.99 * 255:
        raise refusals.unsupported(path, "holds floating-point values outside 0 to 1")


def _own_shaper(photo: Photo) -> Shaper | None:
    """What converts the photo's colours, where lcms does not."""
    icc = photo.metadata.icc
    if icc is None or photo.channels != "rgb" or not profiles.usable(icc, "rgb"):
        return None
    return None if profiles.is_srgb(icc, "rgb") else shaper(icc)


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


def _lying(photo: Photo) -> tuple[int, int]:
    """Height and width as the picture lies on disk."""
    sides = (photo.height, photo.width)
    return sides if photo.orientation < 5 else sides[::-1]


def _averaged(
    values: NDArray[np.float32], axis: int, covered: int, full: int, size: int
) -> NDArray[np.float32]:
    """Shrink along one axis to `size`, by exact averages over parts of pixels.

    Each value stands for `covered` of the `full` original pixels, the last one for what is left.
    """
    edges = np.minimum(np.arange(values.shape[axis] + 1) * covered, full)
    lengths = np.diff(edges).astype(np.float64)
    shape = [-1 if i == axis else 1 for i in range(values.ndim)]
    sums = np.cumsum(values * lengths.reshape(shape), axis=axis)
    sums = np.concatenate((np.zeros_like(sums.take([0], axis)), sums), axis=axis)
    wanted = np.linspace(0.0, full, size + 1)
    below = np.clip(np.searchsorted(edges, wanted, side="right") - 1, 0, len(lengths) - 1)
    share = ((wanted - edges[below]) / lengths[below]).reshape(shape)
    at = sums.take(below, axis) * (1 - share) + sums.take(below + 1, axis) * share
    means: NDArray[np.float32] = (np.diff(at, axis=axis) / (full / size)).astype(np.float32)
    return means


def _upright(stored: NDArray[_Number], orientation: int) -> NDArray[_Number]:
    if orientation >= 5:
        stored = stored.transpose(1, 0, 2)
    flip_rows = orientation in (3, 4, 7, 8)
    flip_columns = orientation in (2, 3, 6, 7)
    return np.ascontiguousarray(stored[:: -1 if flip_rows else 1, :: -1 if flip_columns else 1])


def _array(image: Any) -> Stored:
    return _as_array(image.write_to_memory(), image, image.height, image.width)


def _as_array(raw: Any, image: Any, height: int, width: int) -> Stored:
    dtype = np.dtype(np.uint8 if image.format == "uchar" else np.uint16)
    values: Stored = np.frombuffer(raw, dtype)
    return values.reshape(height, width, image.bands)


def _as_alpha(stored: Stored) -> NDArray[np.uint16] | None:
    if stored.shape[2] in (1, 3):
        return None
    alpha = stored[:, :, -1]
    return alpha * np.uint16(257) if alpha.dtype == np.uint8 else alpha.astype(np.uint16)
