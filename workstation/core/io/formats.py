"""The table of formats: how each is recognised, read and written, and what it keeps.

Everything that depends on a format asks this table; docs/adding-a-format.md shows how one is added.
Nothing heavy is imported: windows and `--help` list formats before any photo is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from resources.text import Text
from workstation.core.libvips import libvips

if TYPE_CHECKING:
    from workstation.core.metadata.blocks import Container

Kept: TypeAlias = Literal["icc", "exif", "xmp", "iptc", "dpi", "alpha"]
Option: TypeAlias = Literal["quality", "subsampling", "compression"]


@dataclass(frozen=True)
class EncoderOptions:
    """How a file is encoded, as far as its format leaves a choice.

    Attributes
    ----------
    bits
        Per channel; None for as many as the photo has, where the format can hold them.
    quality
        Of formats that lose something, 1 to 100.
    subsampling
        "4:4:4" keeps the colours of every pixel, "4:2:0" of every second one.
    compression
        Of TIFF; all of them lose nothing.
    """

    bits: int | None = None
    quality: int = 92
    subsampling: Literal["4:4:4", "4:2:0"] = "4:4:4"
    compression: Literal["deflate", "lzw", "none"] = "deflate"


Load: TypeAlias = Callable[[bytes, int, int], Any]
"""Opens a file, of a name, page and shrinking factor, for reading its pixels once."""

Save: TypeAlias = Callable[[Any, bytes, EncoderOptions], None]
"""Writes an image to a file of a name."""


@dataclass(frozen=True)
class Format:
    """One format of files.

    Attributes
    ----------
    name, label
        In settings and on the command line; in the user's words.
    suffixes
        Endings of file names, the usual one first.
    signature
        The first bytes of its files, as a regular expression.
    load
        How its files are read.
    brands
        Of which one must stand in files of boxes (ISO 14496-12).
    header
        How they are opened for what their header says alone, if `load` would decode pixels.
    shrinks
        Factors by which they can be made smaller in reading, the largest first.
    load_leniently, harmless
        How its files are read again where the decoder has warned of nothing but what this regular
        expression says: of trifles that cost nothing of the picture.
    suffixes_read
        Endings of files that may be of this format, but are not written.
    independent_pages
        Whether further pages are pictures of their own, not frames of an animation.
    upright
        Whether its decoder turns pictures itself, and the orientation in EXIF is void.
    save
        How files are written; None if they are only read.
    mime, uti
        What Linux and macOS call files that are written.
    bits
        Per channel that can be written; photos of more than 8 get the second, if there is one.
    longest_px
        Longest side that can be written, where that is less than a photo may have.
    grey
        Whether one channel can be written.
    keeps
        What is kept of a photo's own.
    options
        Which of the encoder's options count.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    signature: bytes
    load: Load
    brands: tuple[bytes, ...] = ()
    header: Load | None = None
    shrinks: tuple[int, ...] = ()
    load_leniently: Load | None = None
    harmless: str = ""
    suffixes_read: tuple[str, ...] = ()
    independent_pages: bool = False
    upright: bool = False
    save: Save | None = None
    mime: str = ""
    uti: str = ""
    bits: tuple[int, ...] = (8,)
    longest_px: int | None = None
    grey: bool = False
    keeps: frozenset[Kept] = frozenset()
    options: frozenset[Option] = frozenset()

    @property
    def lossless(self) -> bool:
        """Whether pixels are written as they are."""
        return "quality" not in self.options

    @property
    def words(self) -> str:
        """What the user chooses from."""
        return Text("{format} (nothing lost)", format=self.label) if self.lossless else self.label

    @property
    def container(self) -> Container:
        """How its files hold metadata."""
        # Late, for the sake of start-up: only opened photos have metadata.
        from workstation.core.metadata import avif, blocks, jpeg, png, tiff, webp

        special: dict[str, type[Container]] = {
            "jpeg": jpeg.JpegContainer,
            "png": png.PngContainer,
            "tiff": tiff.TiffContainer,
            "webp": webp.WebpContainer,
            "avif": avif.AvifContainer,
        }
        return special.get(self.name, blocks.Container)()

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is of this format."""
        if re.match(self.signature, head, re.DOTALL) is None:
            return False
        return not self.brands or not _brands(head).isdisjoint(self.brands)

    def forgives(self, warning: str) -> bool:
        """Whether what the decoder has said of a file costs nothing of its picture.

        Parameters
        ----------
        warning
            Its words.
        """
        said = re.findall(r"VipsJpeg: (.+)", warning)
        return bool(self.harmless and said) and all(
            re.fullmatch(self.harmless, line.strip()) for line in said
        )

    def open(self, path: Path, page: int = 0, shrink: int = 1, *, leniently: bool = False) -> Any:
        """Open a file for reading its pixels once, from top to bottom.

        Parameters
        ----------
        path
            The file.
        page
            From 0.
        shrink
            1, or one of `shrinks`.
        leniently
            Whether to go on over what the decoder warns of; for what `forgives` says is harmless.

        Raises
        ------
        pyvips.Error
            If the file is damaged.
        """
        load = (self.load_leniently or self.load) if leniently else self.load
        return load(os.fsencode(path), page, shrink)

    def open_header(self, path: Path, page: int = 0) -> Any:
        """Open a file for what its header says, without decoding pixels.

        Parameters
        ----------
        path
            The file.
        page
            From 0.

        Raises
        ------
        pyvips.Error
            If the file is damaged.
        """
        return (self.header or self.load)(os.fsencode(path), page, 1)

    def write(self, image: Any, path: Path, options: EncoderOptions) -> None:
        """Encode a picture.

        Parameters
        ----------
        image
            Its rows are pulled while it is written.
        path
            The file, which is replaced if it is there.
        options
            With its bits per channel.

        Raises
        ------
        pyvips.Error
            If it cannot be written.
        """
        assert self.save is not None, f"{self.label} is only read"
        self.save(image, os.fsencode(path), options)


_ICC: Final = 8
_XMP_ICC: Final = 2 | 8
_EXIF_XMP_ICC: Final = 1 | 2 | 8
"""What libvips keeps when it writes; `container` embeds the rest."""

_BIG_TIFF: Final = 3_900_000_000
_AVIF_HEAD: Final = 1 << 16
"""As much of an AVIF file as its boxes are looked for in; the pictures follow."""


def _by_libvips(operation: str, *, paged: bool = True, fail_on: str = "warning") -> Load:
    def load(name: bytes, page: int, shrink: int) -> Any:
        # With less than "warning", libvips 8.18.7 makes up what is missing: tiles of TIFF files
        # are black, and the lower part of JPEG files is grey or torn.
        options: dict[str, Any] = {"access": "sequential", "fail_on": fail_on}
        options |= {"page": page} if paged else {}
        options |= {"shrink": shrink} if shrink > 1 else {}
        return getattr(libvips().Image, operation)(name, **options)

    return load


def _by_pillow(kind: str, *, header: bool = False) -> Load:
    """For what libvips' wheel lacks."""

    def load(name: bytes, _page: int, _shrink: int) -> Any:
        # Late, for the sake of start-up: numpy takes a tenth of a second.
        from workstation.core.io import pillow_reader

        read = pillow_reader.header if header else pillow_reader.decode
        return read(Path(os.fsdecode(name)), kind)

    return load


def _by_libheif(*, header: bool = False) -> Load:
    """For HEIC, whose decoder libvips' wheel lacks."""

    def load(name: bytes, page: int, shrink: int) -> Any:
        from workstation.core.io import heif_reader  # late, as above

        return (heif_reader.header if header else heif_reader.decode)(name, page, shrink)

    return load


def _load_tiff(name: bytes, page: int, shrink: int) -> Any:
    from workstation.core.metadata import tiff_tags

    with Path(os.fsdecode(name)).open("rb") as file:
        # Pages in a circle are a warning too, but cost nothing of the picture.
        fail_on = "warning" if tiff_tags.pages_end(file) else "error"
    return _by_libvips("tiffload", fail_on=fail_on)(name, page, shrink)


def _load_avif(name: bytes, page: int, shrink: int) -> Any:
    image = _by_libvips("heifload")(name, page, shrink)
    first = image.get("heif-primary")
    if first and not page:  # the picture that the file is about may be another than the first
        image = _by_libvips("heifload")(name, first, shrink)
    deep = image.format == "ushort"
    depth = image.get("bits-per-sample") if deep else 8
    black, span = 0, 2**depth - 1
    if _is_limited_grey(name):
        # libheif 1.21 widens the range of colours only: remove this when it does of grey, too.
        black, span = 16 << (depth - 8), 219 << (depth - 8)
    elif depth in (8, 16):
        return image
    colours = image[0:3] if image.bands > 3 else image
    # 10 and 12 bits come in the upper bits of 16: white is 65472 or 65520.
    values = (colours >> (16 - depth)) if deep else colours
    made = ((values - black) * ((65535 if deep else 255) / span) + 0.5).cast(image.format)
    made = made.copy(interpretation=image.interpretation)
    if image.bands <= 3:
        return made
    alpha = (image[3] >> (16 - depth)) * (65535 / (2**depth - 1)) + 0.5 if deep else image[3]
    return made.bandjoin(alpha.cast(image.format))


def _is_limited_grey(name: bytes) -> bool:
    """Whether an AVIF file has grey pictures alone, with black at 16 and white at 235."""
    with Path(os.fsdecode(name)).open("rb") as file:
        head = file.read(_AVIF_HEAD)
    layouts = [head[at + 6] for at in _places(b"av1C", head) if at + 6 < len(head)]
    ranges = [head[at + 14] for at in _places(b"colrnclx", head) if at + 14 < len(head)]
    grey = bool(layouts) and all(flags & 0x10 for flags in layouts)
    return grey and bool(ranges) and not any(flags & 0x80 for flags in ranges)


def _places(word: bytes, text: bytes) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(word), text)]


def _save_jpeg(image: Any, name: bytes, options: EncoderOptions) -> None:
    mode = "off" if options.subsampling == "4:4:4" else "on"
    image.jpegsave(name, Q=options.quality, subsample_mode=mode, keep=_ICC)


def _save_png(image: Any, name: bytes, options: EncoderOptions) -> None:
    image.pngsave(name, bitdepth=options.bits, compression=6, filter="all", keep=_ICC)


def _save_tiff(image: Any, name: bytes, options: EncoderOptions) -> None:
    size = image.width * image.height * image.bands * (2 if image.format == "ushort" else 1)
    predictor = {} if options.compression == "none" else {"predictor": "horizontal"}
    image.tiffsave(
        name, compression=options.compression, bigtiff=size > _BIG_TIFF, keep=_ICC, **predictor
    )


def _save_webp(image: Any, name: bytes, options: EncoderOptions) -> None:
    sharp = options.subsampling == "4:4:4"
    image.webpsave(name, Q=options.quality, smart_subsample=sharp, keep=_ICC)


def _save_avif(image: Any, name: bytes, options: EncoderOptions) -> None:
    image.heifsave(
        name,
        compression="av1",
        Q=options.quality,
        bitdepth=options.bits,
        subsample_mode="off" if options.subsampling == "4:4:4" else "on",
        effort=1,  # 4 takes ten times as long for a file that is 5 % smaller
        # Without EXIF of ours, libvips would make one that states 25.4 dpi.
        keep=_EXIF_XMP_ICC if image.get_typeof("exif-data") else _XMP_ICC,
    )


FORMATS: Final[Mapping[str, Format]] = {
    format_.name: format_
    for format_ in (
        Format(
            name="jpeg",
            label="JPEG",
            suffixes=(".jpg", ".jpeg", ".jpe"),
            signature=rb"\xff\xd8\xff",
            load=_by_libvips("jpegload", paged=False),
            load_leniently=_by_libvips("jpegload", paged=False, fail_on="error"),
            # Bytes that some cameras put behind the picture, and oddities of headers.
            harmless=r"Corrupt JPEG data: \d+ extraneous bytes before marker 0x(?!d[0-7]).."
            r"|Invalid SOS parameters for sequential JPEG"
            r"|Inconsistent progression sequence for component.*"
            r"|Unknown Adobe color transform code.*"
            r"|Warning: unknown JFIF revision number.*",
            shrinks=(8, 4, 2),
            save=_save_jpeg,
            mime="image/jpeg",
            uti="public.jpeg",
            longest_px=65_500,
            grey=True,
            keeps=frozenset(("icc", "exif", "xmp", "iptc", "dpi")),
            options=frozenset(("quality", "subsampling")),
        ),
        Format(
            name="png",
            label="PNG",
            suffixes=(".png",),
            signature=rb"\x89PNG\r\n\x1a\n",
            load=_by_libvips("pngload", paged=False),
            save=_save_png,
            mime="image/png",
            uti="public.png",
            bits=(8, 16),
            grey=True,
            keeps=frozenset(("icc", "exif", "xmp", "iptc", "dpi", "alpha")),
        ),
        Format(
            name="tiff",
            label="TIFF",
            suffixes=(".tif", ".tiff"),
            # Canon's raw files are TIFF files with a small picture in front.
            signature=rb"(?!.{8}CR\x02\0)(II[*+]\0|MM\0[*+])",
            load=_load_tiff,
            independent_pages=True,
            save=_save_tiff,
            mime="image/tiff",
            uti="public.tiff",
            bits=(8, 16),
            grey=True,
            keeps=frozenset(("icc", "exif", "xmp", "iptc", "dpi", "alpha")),
            options=frozenset(("compression",)),
        ),
        Format(
            name="webp",
            label="WebP",
            suffixes=(".webp",),
            signature=rb"RIFF....WEBP",
            load=_by_libvips("webpload"),
            save=_save_webp,
            mime="image/webp",
            uti="org.webmproject.webp",
            longest_px=16_383,
            keeps=frozenset(("icc", "exif", "xmp", "dpi", "alpha")),
            options=frozenset(("quality",)),
        ),
        Format(
            name="avif",
            label="AVIF",
            suffixes=(".avif",),
            signature=rb"....ftyp",
            brands=(b"avif", b"avis"),
            load=_load_avif,
            suffixes_read=(".heif",),
            upright=True,
            save=_save_avif,
            mime="image/avif",
            uti="public.avif",
            bits=(8, 10, 12),
            longest_px=16_384,
            keeps=frozenset(("icc", "exif", "xmp", "dpi", "alpha")),
            options=frozenset(("quality", "subsampling")),
        ),
        Format(
            name="heic",
            label="HEIC",
            suffixes=(".heic",),
            signature=rb"....ftyp",
            brands=(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"),
            load=_by_libheif(),
            header=_by_libheif(header=True),
            suffixes_read=(".hif",),
            upright=True,
        ),
        Format(
            name="gif",
            label="GIF",
            suffixes=(".gif",),
            signature=rb"GIF8[79]a",
            load=_by_libvips("gifload"),
        ),
        Format(
            name="bmp",
            label="BMP",
            suffixes=(".bmp", ".dib"),
            signature=rb"BM",
            load=_by_pillow("BMP"),
            header=_by_pillow("BMP", header=True),
        ),
        Format(
            name="jpeg2000",
            label="JPEG 2000",
            suffixes=(".jp2", ".j2k"),
            signature=rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51",
            load=_by_pillow("JPEG2000"),
            header=_by_pillow("JPEG2000", header=True),
        ),
    )
}
"""All formats that are read, by their names."""

EXPORTED: Final[Mapping[str, Format]] = {
    name: format_ for name, format_ in FORMATS.items() if format_.save is not None
}
"""Those that are written."""

BY_SUFFIX: Final[Mapping[str, Format]] = {
    suffix: format_ for format_ in EXPORTED.values() for suffix in format_.suffixes
}
"""Formats that are written, by the endings of file names."""

PHOTO_SUFFIXES: Final = frozenset(
    suffix for format_ in FORMATS.values() for suffix in format_.suffixes + format_.suffixes_read
)
"""What a folder's files must end with to be taken for photos; files that are named always are."""

DEPTHS: Final = tuple(sorted({bits for format_ in EXPORTED.values() for bits in format_.bits}))
"""Bits per channel that some format can be written with."""


def of_path(path: Path) -> Format | None:
    """The format that is written to a file of this name; None if its ending tells none."""
    return BY_SUFFIX.get(path.suffix.lower())


def result_suffix(source: Path, kind: str | None) -> str:
    """Choose the ending for a photo's result.

    Parameters
    ----------
    source
        The photo. Its own ending is kept where it fits.
    kind
        Name of the format; of one that is only read, or None for none, PNG is made.

    Examples
    --------
    >>> result_suffix(Path("scan.JPEG"), "jpeg"), result_suffix(Path("scan.bmp"), "bmp")
    ('.JPEG', '.png')
    """
    format_ = EXPORTED.get(kind or "", EXPORTED["png"])
    own = source.suffix
    return own if own.lower() in format_.suffixes else format_.suffixes[0]


def patterns(suffixes: Iterable[str]) -> str:
    """Endings as file dialogs take them.

    >>> patterns([".tif", ".jpg"])
    '*.jpg *.tif'
    """
    return " ".join(f"*{suffix}" for suffix in sorted(suffixes))


def labels(formats: Iterable[Format]) -> str:
    """Name formats in the user's words, whatever the language.

    >>> labels(format_ for format_ in EXPORTED.values() if format_.lossless)
    'PNG, TIFF'
    """
    return ", ".join(format_.label for format_ in formats)


HEAD_BYTES: Final = 4096
"""As many of a file's first bytes as `recognise` and `describe` want."""


def recognise(head: bytes) -> Format | None:
    """Find the format of the file that begins with these bytes; None if it is none of ours."""
    return next((format_ for format_ in FORMATS.values() if format_.recognises(head)), None)


_OTHERS: Final = (
    (b"%PDF", Text("a PDF document")),
    (b"8BPS", Text("a Photoshop document")),
    (b"PK\x03\x04", Text("an archive or office document")),
    (b"\x1f\x8b", Text("a compressed archive")),
    (b"\xff\x0a", Text("a JPEG XL picture")),
    (b"\0\0\0\x0cJXL ", Text("a JPEG XL picture")),
    (b"FUJIFILM", Text("a camera's raw file")),
    (b"IIRO", Text("a camera's raw file")),
    (b"IIU\0", Text("a camera's raw file")),
    (b"gimp xcf", Text("a GIMP document")),
    (b"\x76\x2f\x31\x01", Text("an OpenEXR picture")),
    (b"\x7fELF", Text("a program")),
    (b"MZ", Text("a program")),
    (b"ID3", Text("music")),
    (b"RIFF", Text("a film or sound file")),
)


def describe(head: bytes) -> Text:
    """Say in the user's words what a file of no known format seems to be."""
    if head[4:8] == b"ftyp":
        return Text("a film")
    if head[8:12] == b"CR\x02\0":
        return Text("a camera's raw file")
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    if not head.strip(b"\0"):
        return Text("empty space")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:300].lower()
    if b"<svg" in start:
        return Text("an SVG drawing")
    if start.startswith((b"<!doctype html", b"<html")):
        return Text("a web page")
    try:
        text = head[: head.rfind(b" ") + 1 or len(head)].decode("utf-8")
    except UnicodeDecodeError:
        return Text("something unknown")
    is_text = all(c.isprintable() or c in "\t\r\n\f" for c in text)
    return Text("text") if is_text else Text("something unknown")


def _brands(head: bytes) -> set[bytes]:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[i : i + 4] for i in range(16, size, 4)}
