"""What a file says about its photo, as raw blocks, and how formats hold them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias

DotsPerInch: TypeAlias = tuple[float, float]
"""Across and down."""

BlockName: TypeAlias = Literal["exif", "xmp", "iptc"]

EXIF_PREFIX: Final = b"Exif\0\0"
"""In front of an EXIF block in JPEG files, and in what libvips hands out."""

_MOST_DPI: Final = 100_000.0
_PHOTOSHOP: Final = b"Photoshop 3.0\0"
_IPTC_RESOURCE: Final = 0x0404


@dataclass(frozen=True)
class Metadata:
    """The blocks as they lie in the file; None where there is none.

    Attributes
    ----------
    icc
        The colour profile.
    exif
        An EXIF block from its byte-order mark on, without the "Exif" in front of it.
        A TIFF file's own tags are put into this form.
    xmp
        The XMP packet.
    iptc
        IPTC-IIM records, without Photoshop's wrapping.
    """

    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None


class Container:
    """How the files of a format hold metadata; this one reads what libvips finds, and writes none.

    Attributes
    ----------
    states_dpi
        Whether it has a field of its own for the resolution, besides EXIF.
    """

    states_dpi: bool = False

    def read(self, file: BinaryIO, image: Any, page: int) -> Metadata:  # noqa: ARG002
        """Read the blocks of a page.

        Parameters
        ----------
        file
            The open file.
        image
            Its header, as libvips read it.
        page
            Which page is meant, from 0.
        """
        exif, iptc = blob(image, "exif-data"), blob(image, "iptc-data")
        return Metadata(
            icc=blob(image, "icc-profile-data"),
            exif=(exif or b"").removeprefix(EXIF_PREFIX) or None,
            xmp=blob(image, "xmp-data"),
            iptc=unwrap_iptc(iptc) if iptc else None,
        )

    def read_dpi(self, file: BinaryIO) -> DotsPerInch | None:  # noqa: ARG002
        """Read the format's own field for the resolution; None if nothing possible is in it."""
        return None

    def check(self, path: Path, file: BinaryIO, page: int) -> None:
        """Refuse a file whose picture cannot be read, before libvips finds out.

        Parameters
        ----------
        path, file
            The file, and the same opened.
        page
            Which page is meant, from 0.

        Raises
        ------
        HeirloomError
            If it is damaged, or of a kind that is not read.
        """

    def fits(self, block: BlockName, content: bytes) -> bool:  # noqa: ARG002
        """Whether there is room for a block.

        Parameters
        ----------
        block, content
            Its name and its bytes.
        """
        return True

    def attachments(self, blocks: Metadata) -> dict[str, bytes]:  # noqa: ARG002
        """What libvips must write itself, by its names for blocks."""
        return {}

    def embed(
        self,
        encoded: Path,
        target: Path,  # noqa: ARG002
        blocks: Metadata,  # noqa: ARG002
        dpi: DotsPerInch | None,  # noqa: ARG002
    ) -> Path:
        """Put blocks and a resolution into a file that libvips has encoded; its profile stays.

        libvips could write these blocks itself, but takes EXIF apart and puts it together again,
        which loses what it does not know, writes no EXIF into TIFF, and states a resolution where
        none is known.

        Parameters
        ----------
        encoded
            The file; may be changed.
        target
            Where to write another one, if `encoded` cannot be changed in place.
        blocks
            What to put in; the profile is there already.
        dpi
            The resolution to state; None for none.

        Returns
        -------
        Path
            Which of the two has all of it.
        """
        return encoded


def blob(image: Any, name: str) -> bytes | None:
    """Read one of the blocks that libvips found.

    Parameters
    ----------
    image
        As libvips opened it.
    name
        The block's, as libvips calls it.

    Returns
    -------
    bytes or None
        None if there is none, or an empty one.
    """
    if not image.get_typeof(name):
        return None
    value = image.get(name)
    return bytes(value) if isinstance(value, (bytes, bytearray)) and value else None


def possible_dpi(across: float, down: float) -> DotsPerInch | None:
    """Make a resolution of two numbers, rounded to a thousandth.

    Parameters
    ----------
    across, down
        In dots per inch.

    Returns
    -------
    tuple of float, or None
        None unless both are possible.

    Examples
    --------
    >>> possible_dpi(299.9994, 600)
    (300.0, 600.0)
    >>> possible_dpi(0, 600)
    """
    if not (0.0 < across <= _MOST_DPI and 0.0 < down <= _MOST_DPI):
        return None
    return _rounded(across), _rounded(down)


def _rounded(dpi: float) -> float:
    """PNG counts in whole pixels per metre: 300 dpi come back as 299.9994."""
    whole = round(dpi)
    return float(whole) if abs(dpi - whole) < 0.013 else round(dpi, 3)


def wrap_iptc(records: bytes) -> bytes:
    """IPTC-IIM records as one of Photoshop's image resources."""
    head = struct.pack(">4sHHI", b"8BIM", _IPTC_RESOURCE, 0, len(records))
    return head + records + bytes(len(records) % 2)


def unwrap_iptc(block: bytes) -> bytes | None:
    """IPTC-IIM records, taken out of Photoshop's image resources where they are wrapped."""
    if block.startswith(b"\x1c"):
        return block
    at = len(_PHOTOSHOP) if block.startswith(_PHOTOSHOP) else 0
    while block[at : at + 4] == b"8BIM" and at + 7 <= len(block):
        number = int.from_bytes(block[at + 4 : at + 6], "big")
        size_at = at + 6 + (block[at + 6] + 2) // 2 * 2
        size = int.from_bytes(block[size_at : size_at + 4], "big")
        content = block[size_at + 4 : size_at + 4 + size]
        if number == _IPTC_RESOURCE:
            return content or None
        at = size_at + 4 + size + size % 2
    return None
