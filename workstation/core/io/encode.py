"""From rendered pixels to the integers of one format, with the photo's profile, depth and alpha."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color import icc_profiles, matrix_trc
from workstation.core.color.matrix_trc import MatrixTrc
from workstation.core.errors import HeirloomError
from workstation.core.io.formats import EXPORTED, Format, labels
from workstation.core.io.photo import Photo
from workstation.core.io.virtual_tiff import Shape
from workstation.core.libvips import libvips
from workstation.core.pixels import IntegerPixels, Pixels, grey_plane


class NotGrey(Exception):  # noqa: N818 - a turn of the way, not an error
    """A picture that was begun in grey has colour after all."""


@dataclass(frozen=True)
class Encoding:
    """How the pixels of one result are written.

    Attributes
    ----------
    format
        Of the file.
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

    format: Format
    bits: int
    grey: bool
    alpha: bool
    icc: bytes | None
    convert: bool
    notes: tuple[Text, ...]

    @property
    def trc(self) -> MatrixTrc | None:
        """What converts the pixels to the profile's colours, where lcms does not."""
        return matrix_trc.parse(self.icc) if self.convert and self.icc and not self.grey else None

    @property
    def _by_lcms(self) -> bool:
        return self.convert and self.trc is None

    def shape(self, photo: Photo) -> Shape:
        """What `integers` makes of the whole photo."""
        bits = 16 if self.bits > 8 or self._by_lcms else 8
        return Shape(photo.height, photo.width, (1 if self.grey else 3) + self.alpha, bits)

    def integers(self, pixels: Pixels, alpha: NDArray[np.uint16] | None) -> IntegerPixels:
        """Turn rows of a result into the integers that libvips takes.

        Parameters
        ----------
        pixels
            The result.
        alpha
            Its transparency; where the format holds none, it is laid on white.

        Raises
        ------
        NotGrey
            If they have colour, and one channel was to be enough.
        """
        values: NDArray[np.float32] = pixels
        if self.grey:
            plane = grey_plane(pixels)
            if plane is None and not (pixels == pixels[:, :, :1]).all():
                raise NotGrey
            values = pixels[:, :, :1]
        if alpha is not None and not self.alpha:
            opaque = (alpha.astype(np.float32) / np.float32(65535))[:, :, None]
            values = values * opaque + (1 - opaque)
        deep, trc = self.bits > 8 or self._by_lcms, self.trc
        rows = _rounded(values, deep or trc is not None)
        if trc is not None:
            rows = trc.from_srgb(rows)
            rows = rows if deep else _to_bytes(rows)
        if alpha is not None and self.alpha:
            last = alpha if deep else _to_bytes(alpha)
            rows = np.concatenate((rows, last[:, :, None]), axis=2)
        return rows

    def finish(self, image: Any, attachments: Mapping[str, bytes]) -> Any:
        """Bring what libvips reads into the colours and the depth that are written.

        Parameters
        ----------
        image
            Of `integers`.
        attachments
            Blocks of metadata that libvips writes, by its names.
        """
        colours = 1 if self.grey else 3
        if self._by_lcms and self.icc is not None:
            alpha = image[colours] if self.alpha else None
            image = image[0:colours] if self.alpha else image
            image = icc_profiles.from_srgb(image, self.icc, "grey" if self.grey else "rgb")
            image = image if alpha is None else image.bandjoin(alpha)
        if self.bits == 8 and image.format == "ushort":
            image = (image / 257 + 0.5).cast("uchar")
        kinds = ("grey16", "rgb16") if image.format == "ushort" else ("b-w", "srgb")
        image = image.copy(interpretation=kinds[0 if self.grey else 1])
        profile = {} if self.icc is None else {"icc-profile-data": self.icc}
        for name, block in {**attachments, **profile}.items():
            image.set_type(libvips().GValue.blob_type, name, block)
        return image


def choose(photo: Photo, format_: Format, bits: int | None, grey: bool) -> Encoding:
    """Decide how a photo's result is written.

    Parameters
    ----------
    photo
        Whose depth, transparency and profile are kept as far as possible.
    format_
        Of the file.
    bits
        Per channel; None for as many as the photo has.
    grey
        Whether the result has no colour.

    Raises
    ------
    HeirloomError
        If the format cannot hold the photo, or not at this depth.
    """
    longest = format_.longest_px
    if longest is not None and max(photo.height, photo.width) > longest:
        raise HeirloomError(
            "{format} holds at most {longest:,} pixels a side; this photo has {side:,}.",
            "Choose one of {others}.",
            format=format_.label,
            longest=longest,
            side=max(photo.height, photo.width),
            others=labels(f for f in EXPORTED.values() if f.longest_px is None),
        )
    if bits is not None and bits not in format_.bits:
        raise HeirloomError(
            "{format} cannot hold {bits} bits per channel.",
            "It can hold {possible}; {bits} can be held by {others}.",
            format=format_.label,
            bits=bits,
            possible=", ".join(str(depth) for depth in format_.bits),
            others=labels(f for f in EXPORTED.values() if bits in f.bits) or Text("no format"),
        )
    notes, label = list[Text](), format_.label
    if bits is None:
        bits = format_.bits[:2][-1] if photo.bits > 8 else format_.bits[0]
        if photo.bits > 8 and bits < 16:
            notes.append(
                Text(
                    "{format} holds {bits} bits per channel; the photo has more.",
                    format=label,
                    bits=bits,
                )
            )
    if photo.bits == 32:
        notes.append(Text("The photo's floating-point values are written as whole numbers."))
    alpha = photo.alpha and "alpha" in format_.keeps
    if photo.alpha and not alpha:
        notes.append(
            Text("{format} holds no transparency: what was transparent is white.", format=label)
        )
    grey = grey and format_.grey
    icc, convert, note = _profile(photo, grey)
    notes += (*page_notes(photo), *note)
    return Encoding(format_, bits, grey, alpha, icc, convert, tuple(notes))


def page_notes(photo: Photo) -> tuple[Text, ...]:
    """What to say of a photo that is one of several in its file, if the others are left out."""
    if photo.pages == 1:
        return ()
    only = Text(
        "Only page {number} of {pages:,} is written.", number=photo.page + 1, pages=photo.pages
    )
    return (only,)


def _profile(photo: Photo, grey: bool) -> tuple[bytes | None, bool, list[Text]]:
    """Which profile is embedded, whether pixels are converted to it, and what to say about it."""
    icc, wanted = photo.metadata.icc, "grey" if grey else "rgb"
    if icc is not None and photo.channels == wanted and icc_profiles.usable(icc, wanted):
        is_srgb = icc_profiles.is_srgb(icc, wanted)
        if is_srgb or icc_profiles.reversible(icc, wanted):
            return icc, not is_srgb, []
    if grey:  # libvips has no grey profile; grey without one is taken as sRGB's by everybody
        lost = Text("The photo's colour profile could not be used.")
        return None, False, [] if icc is None else [lost]
    if icc is None:
        return icc_profiles.srgb(), False, []
    name = f" ({photo.profile_name})" if photo.profile_name else ""
    reason = {"grey": Text("holds no colours"), "cmyk": Text("is for printing inks")}.get(
        photo.channels, Text("cannot be used for writing")
    )
    note = Text(
        "The photo's profile{name} {reason}; the result is in sRGB.", name=name, reason=reason
    )
    return icc_profiles.srgb(), False, [note]


def _rounded(values: NDArray[np.float32], deep: bool) -> IntegerPixels:
    scaled = values * np.float32(65535 if deep else 255)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint16 if deep else np.uint8)


def _to_bytes(values: IntegerPixels) -> IntegerPixels:
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)
