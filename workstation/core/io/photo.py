"""Open a photo: what it is, within announced limits, before any of its pixels is decoded."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias

from resources.text import Text
from workstation.core import errors
from workstation.core.color import icc_profiles
from workstation.core.color.icc_profiles import Profile
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import formats
from workstation.core.io.formats import FORMATS, Format
from workstation.core.libvips import libvips
from workstation.core.metadata import exif
from workstation.core.metadata.blocks import DotsPerInch, Metadata

_SMALL_PX: Final = 40_000_000

Channels: TypeAlias = Literal["grey", "rgb", "cmyk"]


@dataclass(frozen=True)
class Limits:
    """How large a photo may say it is before it is refused; a guard against files made to harm.

    Attributes
    ----------
    pixels
        Width times height.
    bytes
        Size of the file.
    pages
        Pages of a TIFF file, or pictures of an animation.
    pixels_per_byte
        Of pictures that are not small: the flattest photo has some hundred.
    """

    pixels: int = 600_000_000
    bytes: int = 8 << 30
    pages: int = 2_000
    pixels_per_byte: int = 10_000

    @classmethod
    def lifted(cls) -> Limits:
        """No limits: the deliberate way to open a file that is above them."""
        return cls(1 << 62, 1 << 62, 1 << 31, 1 << 62)


@dataclass(frozen=True)
class Photo:
    """A photo on disk, never written to.

    Attributes
    ----------
    path
        The file.
    format
        Name of one of `formats.FORMATS`, by content.
    height, width
        In pixels, as the photo is seen: after its EXIF orientation is applied.
    bits
        Per channel: 1, 8, 16, or 32 for floating point.
    channels
        As stored; a palette counts as "rgb".
    alpha
        Whether it has transparency.
    dpi
        Dots per inch across and down, as stored; None if the file states none.
    page, pages
        Which page this is, from 0, and how many the file has (for animations: pictures).
    orientation
        As in the file, 1 to 8.
    file_bytes
        Size of the file.
    metadata
        Profile, EXIF, XMP and IPTC.
    """

    path: Path
    format: str
    height: int
    width: int
    bits: int
    channels: Channels
    alpha: bool
    dpi: DotsPerInch | None
    page: int
    pages: int
    orientation: int
    file_bytes: int
    metadata: Metadata = field(repr=False)

    @property
    def independent_pages(self) -> int:
        """How many pictures the file has; frames of an animation are all one."""
        return self.pages if FORMATS[self.format].independent_pages else 1

    @property
    def profile(self) -> Profile | None:
        """The colour profile; None without one that can be used."""
        return icc_profiles.parse(self.metadata.icc, self.channels)

    @property
    def profile_name(self) -> str | None:
        """The colour profile's own name; None without a profile that can be used."""
        return self.profile.name if self.profile is not None else None


def open_photo(path: str | Path, *, page: int = 0, limits: Limits = Limits()) -> Photo:
    """Read what a file says about its photo; no pixel is decoded.

    Parameters
    ----------
    path
        The file. Its name's ending does not matter; its content does.
    page
        Which page of a TIFF file, or picture of an animation, from 0.
    limits
        Above these the photo is refused; `Limits.lifted()` opens it all the same.

    Raises
    ------
    HeirloomError
        If there is no such photo, if it is damaged, of no known format, or above the limits.
    """
    path = Path(path)
    try:
        file_bytes = _file_size(path, limits)
        with path.open("rb") as file:
            format_ = _recognise(path, file.read(formats.HEAD_BYTES))
            return _read_header(path, file, format_, file_bytes, page, limits)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise errors.unreadable(path, error) from error


def fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise errors.unreadable(path, error) from error


def _file_size(path: Path, limits: Limits) -> int:
    """Look at the file without reading it."""
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise HeirloomError(
            "{name} is a folder, not a photo.",
            "Choose the photos inside it.",
            name=display_name(path),
        )
    if not stat.S_ISREG(about.st_mode):  # opening a pipe would wait for ever
        raise HeirloomError(
            "{name} is not a file.", "Choose a photo on a disk.", name=display_name(path)
        )
    if about.st_size == 0:
        raise HeirloomError(
            "{name} is empty: it has 0 bytes.",
            "The copy or download may have failed; get the file again.",
            name=display_name(path),
        )
    if about.st_size > limits.bytes:
        raise HeirloomError(
            "{name} has {size:,} bytes; up to {most:,} are opened.",
            errors.OPEN_ANYWAY,
            name=display_name(path),
            size=about.st_size,
            most=limits.bytes,
        )
    return about.st_size


def _recognise(path: Path, head: bytes) -> Format:
    format_ = formats.recognise(head)
    if format_ is None:
        raise HeirloomError(
            "{name} is not a photo that can be opened: it seems to be {what}.",
            "Photos may be of these formats: {formats}.",
            name=display_name(path),
            what=formats.describe(head),
            formats=formats.labels(FORMATS.values()),
        )
    return format_


def _read_header(
    path: Path, file: BinaryIO, format_: Format, file_bytes: int, page: int, limits: Limits
) -> Photo:
    image, pages = _open_page(path, file, format_, page, limits)
    if image.width * image.height > limits.pixels:
        raise HeirloomError(
            "{name} says that it has {width:,} × {height:,} pixels; up to {most:,} are opened.",
            errors.OPEN_ANYWAY,
            name=display_name(path),
            width=image.width,
            height=image.height,
            most=limits.pixels,
        )
    if image.width * image.height > max(_SMALL_PX, limits.pixels_per_byte * file_bytes):
        raise HeirloomError(
            "{name} says that it has {width:,} × {height:,} pixels, in only {size:,} bytes.",
            errors.OPEN_ANYWAY,
            name=display_name(path),
            width=image.width,
            height=image.height,
            size=file_bytes,
        )
    container = format_.container
    container.check(path, file, page)
    blocks = container.read(file, image, page)
    orientation = 1 if format_.upright else exif.orientation(blocks.exif)
    height, width = image.height, image.width
    if orientation >= 5:
        height, width = width, height
    channels, alpha = _channels(image)
    return Photo(
        path=path,
        format=format_.name,
        height=height,
        width=width,
        bits=_bits(path, image),
        channels=channels,
        alpha=alpha,
        # Programs that change the resolution of a scan seldom change EXIF too.
        dpi=container.read_dpi(file) or exif.dpi(blocks.exif),
        page=page,
        pages=pages,
        orientation=orientation,
        file_bytes=file_bytes,
        metadata=blocks,
    )


def _open_page(
    path: Path, file: BinaryIO, format_: Format, page: int, limits: Limits
) -> tuple[Any, int]:
    """Open the page's header, after a look at how many there are."""
    try:
        image = format_.open_header(path)
        pages = image.get("n-pages") if image.get_typeof("n-pages") else 1
        if pages > limits.pages:
            raise HeirloomError(
                "{name} says that it has {pages:,} pages; up to {most:,} are opened.",
                errors.OPEN_ANYWAY,
                name=display_name(path),
                pages=pages,
                most=limits.pages,
            )
        if not 0 <= page < pages:
            raise HeirloomError(
                "{name} has no page {number}: it has {pages:,}.",
                "Choose one of its pages; the first is 1.",
                name=display_name(path),
                number=page + 1,
                pages=pages,
            )
        return (format_.open_header(path, page) if page else image), pages
    except libvips().Error as error:
        format_.container.check(path, file, page)  # may know that it is not damaged but rare
        raise errors.damaged(path, str(error)) from error


def _channels(image: Any) -> tuple[Channels, bool]:
    """What the bands of an image are, and whether there is alpha among them."""
    if image.interpretation == "cmyk" and image.bands >= 4:
        return "cmyk", image.bands > 4
    if image.bands >= 3:
        return "rgb", image.bands > 3
    return "grey", image.bands > 1


def _bits(path: Path, image: Any) -> int:
    if image.format == "uchar":
        deep = image.get("bits-per-sample") if image.get_typeof("bits-per-sample") else 8
        return 1 if deep == 1 and image.bands == 1 else 8
    bits = {"ushort": 16, "uint": 16, "float": 32, "double": 32}.get(image.format)
    if bits is None:
        raise errors.unsupported(
            path, Text("holds numbers of a rare kind ({kind})", kind=image.format)
        )
    return bits
