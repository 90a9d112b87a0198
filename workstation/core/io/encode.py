"""From rendered pixels to the integers of one format, with the photo's profile, depth and alpha."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color import icc_profiles
from workstation.core.color.icc_profiles import Profile
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
    profile
        What is embedded, and whose colours the pixels get; None for none.
    notes
        Sentences about what the format cannot hold.
    """

    format: Format
    bits: int
    grey: bool
    alpha: bool
    profile: Profile | None
    notes: tuple[Text, ...]

    @property
    def _deep(self) -> bool:
        """Whether integers of 16 bits are made."""
        return self.bits > 8 or (self.profile is not None and self.profile.by_lcms)

    def shape(self, height: int, width: int) -> Shape:
        """What `integers` makes of a whole result."""
        bands = (1 if self.grey else 3) + self.alpha
        return Shape(height, width, bands, 16 if self._deep else 8)

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
        matrix = None if self.profile is None else self.profile.matrix
        rows = _rounded(values, self._deep or matrix is not None)
        if matrix is not None:
            rows = matrix.from_srgb(rows)
            rows = rows if self._deep else _to_bytes(rows)
        if alpha is not None and self.alpha:
            last = alpha if self._deep else _to_bytes(alpha)
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
        if self.profile is not None and self.profile.by_lcms:
            alpha = image[colours] if self.alpha else None
            image = self.profile.from_srgb(image[0:colours] if self.alpha else image)
            image = image if alpha is None else image.bandjoin(alpha)
        if self.bits == 8 and image.format == "ushort":
            image = (image / 257 + 0.5).cast("uchar")
        kinds = ("grey16", "rgb16") if image.format == "ushort" else ("b-w", "srgb")
        image = image.copy(interpretation=kinds[0 if self.grey else 1])
        icc = (
            {}
            if self.profile is None
            else {"icc-profile-data": icc_profiles.padded(self.profile.icc)}
        )
        for name, block in {**attachments, **icc}.items():
            image.set_type(libvips().GValue.blob_type, name, block)
        return image


def choose(
    photo: Photo, size: tuple[int, int], format_: Format, bits: int | None, grey: bool
) -> Encoding:
    """Decide how a photo's result is written.

    Parameters
    ----------
    photo
        Whose depth, transparency and profile are kept as far as possible.
    size
        Height and width of the result.
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
    if longest is not None and max(size) > longest:
        raise HeirloomError(
            "{format} holds at most {longest:,} pixels a side; this photo has {side:,}.",
            "Choose one of {others}.",
            format=format_.label,
            longest=longest,
            side=max(size),
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
    profile, lost = _profile(photo, format_, grey)
    return Encoding(format_, bits, grey, alpha, profile, (*notes, *page_notes(photo), *lost))


def page_notes(photo: Photo) -> tuple[Text, ...]:
    """What to say of a photo that is one of several in its file, if the others are left out."""
    if photo.pages == 1:
        return ()
    only = Text(
        "Only page {number} of {pages:,} is written.", number=photo.page + 1, pages=photo.pages
    )
    return (only,)


def _profile(photo: Photo, format_: Format, grey: bool) -> tuple[Profile | None, list[Text]]:
    """Which profile is embedded, and what to say about it."""
    own, icc = photo.profile, photo.metadata.icc
    if "icc" not in format_.keeps:
        lost = Text(
            "{format} holds no colour profile; the result is in sRGB.", format=format_.label
        )
        return None, [] if icc is None else [lost]
    if own is not None and own.channels == ("grey" if grey else "rgb") and own.reversible:
        return own, []
    if grey:  # libvips has no grey profile; grey without one is taken as sRGB's by everybody
        lost = Text("The photo's colour profile could not be used.")
        return None, [] if icc is None else [lost]
    if icc is None:
        return icc_profiles.built_in("rgb"), []
    name = f" ({photo.profile_name})" if photo.profile_name else ""
    reason = {"grey": Text("holds no colours"), "cmyk": Text("is for printing inks")}.get(
        photo.channels, Text("cannot be used for writing")
    )
    note = Text(
        "The photo's profile{name} {reason}; the result is in sRGB.", name=name, reason=reason
    )
    return icc_profiles.built_in("rgb"), [note]


def _rounded(values: NDArray[np.float32], deep: bool) -> IntegerPixels:
    scaled = values * np.float32(65535 if deep else 255)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint16 if deep else np.uint8)


def _to_bytes(values: IntegerPixels) -> IntegerPixels:
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)
