"""From rendered strips to a file of one format, with the photo's profile, depth and alpha."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color import icc_profiles
from workstation.core.color.matrix_trc import MatrixTrc, shaper
from workstation.core.errors import HeirloomError
from workstation.core.io import watermark
from workstation.core.io.photo import Photo
from workstation.core.io.virtual_tiff import Rows, Shape, VirtualTiff
from workstation.core.libvips import libvips
from workstation.core.pixels import Pixels, Roi, grey_plane

Format: TypeAlias = Literal["jpeg", "png", "tiff", "webp", "avif"]

BITS: Final[dict[Format, tuple[int, ...]]] = {
    "jpeg": (8,),
    "png": (8, 16),
    "tiff": (8, 16),
    "webp": (8,),
    "avif": (8, 10, 12),
}
"""Depths that can be written."""

LONGEST_PX: Final[dict[Format, int]] = {"jpeg": 65_500, "webp": 16_383, "avif": 16_384}
"""Longest side that a format can hold, where that is less than a photo may have."""

_BIG_TIFF: Final = 3_900_000_000
_EXIF_XMP_ICC: Final = 1 | 2 | 8
_XMP_ICC: Final = 2 | 8
_ICC_ONLY: Final = 8


class RenderedStrip(Protocol):
    """Finished rows, as `workstation.core.render` makes them."""

    @property
    def where(self) -> Roi:
        """Which rows."""
        ...

    @property
    def pixels(self) -> Pixels:
        """The result."""
        ...

    @property
    def alpha(self) -> NDArray[np.uint16] | None:
        """The photo's transparency."""
        ...


class NotGrey(Exception):  # noqa: N818 - a turn of the way, not an error
    """A picture that was begun in grey has colour after all."""


@dataclass(frozen=True)
class Plan:
    """What will be written.

    Attributes
    ----------
    kind
        The format.
    bits
        Per channel.
    grey
        Whether one channel is enough.
    alpha
        Whether transparency is kept.
    icc
        The profile that is embedded; None for none.
    convert
        Whether pixels are converted from sRGB to that profile's colours.
    notes
        Sentences about what the format cannot hold.
    """

    kind: Format
    bits: int
    grey: bool
    alpha: bool
    icc: bytes | None
    convert: bool
    notes: tuple[Text, ...]


@dataclass
class Extremes:
    """What has been seen in the strips that went by."""

    colour: float = 0.0
    lightest: float = 0.0
    middle: bool = False


def plan(photo: Photo, kind: Format, bits: int | None, grey: bool) -> Plan:
    """Decide what is written of a photo whose result is grey or not.

    Raises
    ------
    HeirloomError
        If the format cannot hold the photo, or not at this depth.
    """
    longest = LONGEST_PX.get(kind)
    if longest is not None and max(photo.height, photo.width) > longest:
        raise HeirloomError(
            "{format} holds at most {longest:,} pixels a side; this photo has {side:,}.",
            "Choose TIFF or PNG.",
            format=kind.upper(),
            longest=longest,
            side=max(photo.height, photo.width),
        )
    if bits is not None and bits not in BITS[kind]:
        possible = " or ".join(str(depth) for depth in BITS[kind])
        raise HeirloomError(
            "{format} cannot hold {bits} bits per channel.",
            "It can hold {possible}; for 16, choose TIFF or PNG.",
            format=kind.upper(),
            bits=bits,
            possible=possible,
        )
    notes = []
    grey = grey and kind in ("jpeg", "png", "tiff")
    if bits is None:
        deep = photo.bits > 8
        bits = {"tiff": 16, "png": 16, "avif": 10}.get(kind, 8) if deep else 8
        if deep and bits < 16:
            notes.append(
                Text(
                    "{format} holds {bits} bits per channel; the photo has more.",
                    format=kind.upper(),
                    bits=bits,
                )
            )
    if photo.bits == 32:
        notes.append(Text("The photo's floating-point values are written as whole numbers."))
    if photo.alpha and kind == "jpeg":
        notes.append(Text("JPEG holds no transparency: what was transparent is white."))
    notes += about_pages(photo)
    icc, convert, said = _profile(photo, grey)
    return Plan(kind, bits, grey, photo.alpha and kind != "jpeg", icc, convert, (*notes, *said))


def about_pages(photo: Photo) -> tuple[Text, ...]:
    """What to say of a photo that is one of several in its file, if the others are left out."""
    if photo.pages == 1:
        return ()
    return (
        Text(
            "Only page {number} of {pages:,} is written.", number=photo.page + 1, pages=photo.pages
        ),
    )


def _profile(photo: Photo, grey: bool) -> tuple[bytes | None, bool, list[Text]]:
    """Which profile is embedded, whether pixels are converted to it, and what to say about it."""
    icc, wanted = photo.metadata.icc, "grey" if grey else "rgb"
    if icc is not None and photo.channels == wanted and icc_profiles.usable(icc, wanted):
        if icc_profiles.is_srgb(icc, wanted):
            return icc, False, []
        if icc_profiles.reversible(icc, wanted):
            return icc, True, []
    if grey:  # libvips has no grey profile; grey without one is taken as sRGB's by everybody
        lost = icc is not None
        return None, False, [Text("The photo's colour profile could not be used.")] if lost else []
    if icc is None:
        return icc_profiles.srgb(), False, []
    name = f" ({photo.profile_name})" if photo.profile_name else ""
    reason = {"grey": Text("holds no colours"), "cmyk": Text("is for printing inks")}.get(
        photo.channels, Text("cannot be used for writing")
    )
    return (
        icc_profiles.srgb(),
        False,
        [
            Text(
                "The photo's profile{name} {reason}; the result is in sRGB.",
                name=name,
                reason=reason,
            )
        ],
    )


def rows(
    strips: Iterable[RenderedStrip], made: Plan, photo: Photo, seen: Extremes, *, marked: bool
) -> Generator[Rows]:
    """Turn rendered strips into the integers that libvips takes."""
    deep, own = _streamed_bits(made) == 16, _shaper(made) is not None
    for strip in strips:
        values = _colours(strip.pixels, made, seen)
        alpha = strip.alpha
        if alpha is not None and not made.alpha:
            opaque = (alpha.astype(np.float32) / np.float32(65535))[:, :, None]
            values = values * opaque + (1 - opaque)
        whole = _in_profile(values, made) if own else _rounded(values, 65535 if deep else 255)
        if alpha is not None and made.alpha:
            last = alpha if deep else ((alpha.astype(np.uint32) + 128) // 257).astype(np.uint8)
            whole = np.concatenate((whole, last[:, :, None]), axis=2)
        if marked:
            whole = watermark.painted(whole, strip.where.top, photo.height)
        yield whole


def _colours(pixels: Pixels, made: Plan, seen: Extremes) -> NDArray[np.float32]:
    """The channels that are written, after a look at whether they can be true."""
    plane = grey_plane(pixels)
    values = pixels if plane is None else plane
    low, high = float(values.min()), float(values.max())
    if not (low >= 0.0 and high <= 1.0):
        raise HeirloomError(
            "The result has pixels without a value, which must not happen.",
            "Nothing was written; please report this with the photo's kind and size.",
        )
    seen.lightest = max(seen.lightest, high)
    if plane is None and seen.colour < 0.1:
        part = pixels[::2, ::2]
        spread = part.max(axis=2) - part.min(axis=2)
        seen.colour = max(seen.colour, float(spread.max()))
    seen.middle = seen.middle or bool(np.any((values > 0.1) & (values < 0.9)))
    if not made.grey:
        return pixels
    if plane is None:
        plane = pixels[:, :, 0]
        if not (pixels == plane[:, :, None]).all():
            raise NotGrey
    return plane[:, :, None]


def _rounded(values: NDArray[np.float32], largest: int) -> Rows:
    scaled = values * np.float32(largest)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint16 if largest > 255 else np.uint8)


def _streamed_bits(made: Plan) -> int:
    return 16 if made.bits > 8 or (made.convert and _shaper(made) is None) else 8


def _shaper(made: Plan) -> MatrixTrc | None:
    """What converts the pixels to the profile's colours, where lcms does not."""
    return shaper(made.icc) if made.convert and made.icc is not None and not made.grey else None


def _in_profile(values: NDArray[np.float32], made: Plan) -> Rows:
    own = _shaper(made)
    assert own is not None
    colours = np.broadcast_to(_rounded(values, 65535), (*values.shape[:2], 3))
    converted = own.from_srgb(colours)
    if made.bits > 8:
        return converted
    return ((converted.astype(np.uint32) + 128) // 257).astype(np.uint8)


def source(photo: Photo, made: Plan, made_rows: Any) -> VirtualTiff:
    """The picture as libvips will read it."""
    bands = (1 if made.grey else 3) + made.alpha
    return VirtualTiff(Shape(photo.height, photo.width, bands, _streamed_bits(made)), made_rows)


def picture(image: Any, made: Plan, blocks: dict[str, bytes]) -> Any:
    """Bring what libvips reads into the colours and the depth that are written."""
    colours = 1 if made.grey else 3
    if made.convert and made.icc is not None and _shaper(made) is None:
        alpha = image[colours] if made.alpha else None
        image = image[0:colours] if made.alpha else image
        image = icc_profiles.from_srgb(image, made.icc, "grey" if made.grey else "rgb")
        image = image if alpha is None else image.bandjoin(alpha)
    if made.bits == 8 and image.format == "ushort":
        image = (image / 257 + 0.5).cast("uchar")
    kinds = ("grey16", "rgb16") if image.format == "ushort" else ("b-w", "srgb")
    image = image.copy(interpretation=kinds[0 if made.grey else 1])
    if made.icc is not None:
        blocks = {**blocks, "icc-profile-data": made.icc}
    for name, block in blocks.items():
        image.set_type(libvips().GValue.blob_type, name, block)
    return image


def save(
    image: Any, path: Path, made: Plan, *, quality: int, subsampling: str, compression: str
) -> None:
    """Encode a picture; libvips pulls its rows while it writes."""
    name = os.fsencode(path)
    if made.kind == "jpeg":
        mode = "off" if subsampling == "4:4:4" else "on"
        image.jpegsave(name, Q=quality, subsample_mode=mode, keep=_ICC_ONLY)
    elif made.kind == "png":
        image.pngsave(name, bitdepth=made.bits, keep=_ICC_ONLY, **_PNG)
    elif made.kind == "webp":
        image.webpsave(name, Q=quality, smart_subsample=subsampling == "4:4:4", keep=_ICC_ONLY)
    elif made.kind == "avif":
        mode = "off" if subsampling == "4:4:4" else "on"
        options = {"compression": "av1", "bitdepth": made.bits, "subsample_mode": mode}
        # Without EXIF of ours, libvips would make one that states 25.4 dpi.
        keep = _EXIF_XMP_ICC if image.get_typeof("exif-data") else _XMP_ICC
        image.heifsave(name, Q=quality, keep=keep, **options, **_AVIF)
    else:
        size = image.width * image.height * image.bands * made.bits // 8
        options = {"compression": compression, "bigtiff": size > _BIG_TIFF, "keep": _ICC_ONLY}
        if compression != "none":
            options["predictor"] = "horizontal"
        image.tiffsave(name, **options)


_PNG: Final = {"compression": 6, "filter": "all"}
_AVIF: Final = {"effort": 1}  # 4 takes ten times as long for a file that is 5 % smaller
