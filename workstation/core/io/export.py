"""Write the result: whole or not at all, and never onto a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata as distributions
from pathlib import Path
from time import perf_counter
from typing import Any, Final, Literal, Protocol, get_args

from resources.text import Text
from workstation.core.errors import HeirloomError, shown
from workstation.core.io import atomic_write, encode
from workstation.core.io.decode import read_whole
from workstation.core.io.encode import Extremes, Format, Plan, RenderedStrip
from workstation.core.io.photo import Limits, Photo, open_photo
from workstation.core.io.resolution import LEAST_DPI, MOST_DPI, stated
from workstation.core.io.virtual_tiff import VirtualTiff
from workstation.core.libvips import libvips
from workstation.core.metadata import embed, exif, xmp
from workstation.core.metadata.metadata import DotsPerInch, Metadata, exif_directory
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe

SUFFIXES: Final[dict[str, Format]] = {
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jpe": "jpeg",
    ".png": "png",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".webp": "webp",
    ".avif": "avif",
}
"""Endings of file names, and the formats that they stand for."""

_COLOURLESS: Final = 2.5 / 255
_BLACK: Final = 1.5 / 255


class Report(Protocol):
    """How a result was made, as `workstation.core.render` tells it."""

    @property
    def device(self) -> str: ...  # noqa: D102
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def notes(self) -> tuple[Text, ...]: ...  # noqa: D102
    @property
    def coloured(self) -> bool: ...  # noqa: D102


class Renderer(Protocol):
    """What makes the strips: `workstation.core.render.Renderer`."""

    @property
    def photo(self) -> Photo: ...  # noqa: D102
    def strips(self, recipe: Recipe, progress: Progress) -> Iterator[RenderedStrip]: ...  # noqa: D102
    def report(self, recipe: Recipe, progress: Progress) -> Report: ...  # noqa: D102


@dataclass(frozen=True)
class ExportOptions:
    """How to write a result.

    Attributes
    ----------
    format
        None to go by the ending of the file's name.
    bits
        Per channel; None for as many as the photo has, where the format can hold them.
    quality
        Of JPEG, WebP and AVIF, 1 to 100.
    subsampling
        "4:4:4" keeps the colours of every pixel, "4:2:0" of every second one (JPEG, AVIF).
    compression
        Of TIFF; all of them lose nothing.
    metadata
        Keep all; leave out where the photo was taken; or leave out all but the colour profile, the
        resolution and how the picture was made.
    mark
        Whether to paint a small sign into the lower right corner.
    dpi
        The resolution to write, where somebody knows it better than the photo's file; None for what
        that says.
    overwrite
        Whether a file of this name may be replaced; a source never is.
    """

    format: Format | None = None
    bits: int | None = None
    quality: int = 92
    subsampling: Literal["4:4:4", "4:2:0"] = "4:4:4"
    compression: Literal["deflate", "lzw", "none"] = "deflate"
    metadata: Literal["keep", "strip-gps", "strip-all"] = "keep"
    mark: bool = False
    dpi: float | None = None
    overwrite: bool = False

    def __post_init__(self) -> None:
        hints = {
            "format": (None, *get_args(Format)),
            "subsampling": ("4:4:4", "4:2:0"),
            "compression": ("deflate", "lzw", "none"),
            "metadata": ("keep", "strip-gps", "strip-all"),
        }
        for name, possible in hints.items():
            if getattr(self, name) not in possible:
                raise HeirloomError(
                    "There is no {name} “{given}” for exporting.",
                    "Choose one of {possible}.",
                    name=name,
                    given=getattr(self, name),
                    possible=", ".join(str(one) for one in possible if one is not None),
                )
        if not 1 <= self.quality <= 100:
            raise HeirloomError(
                "The quality was given as {quality}.",
                "It goes from 1 to 100.",
                quality=self.quality,
            )
        if self.dpi is not None and not LEAST_DPI <= self.dpi <= MOST_DPI:
            raise HeirloomError(
                "The resolution was given as {dpi:g} dpi.",
                "It goes from {low:g} to {high:,g}; most scans have 300 to 1200.",
                dpi=self.dpi,
                low=LEAST_DPI,
                high=MOST_DPI,
            )


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    path
        Where.
    bytes
        Size of the file.
    seconds
        Time that it took, rendering included.
    report
        How the pixels were made.
    notes
        Sentences about what could not be kept.
    """

    path: Path
    bytes: int
    seconds: float
    report: Report
    notes: tuple[Text, ...]


def export(
    renderer: Renderer,
    recipe: Recipe,
    destination: str | Path,
    options: ExportOptions = ExportOptions(),
    progress: Progress | None = None,
) -> Exported:
    """Render a photo and write the result.

    The result goes to a temporary file in the same folder, which takes the destination's name when
    it is complete and on the disk. Whatever goes wrong, nothing is left behind.

    Parameters
    ----------
    renderer
        Makes the strips.
    recipe
        What is done to the photo; it travels in the file (`recipe_from_file`).
    destination
        The file to write.
    options
        How to write it.
    progress
        Where to report to.

    Raises
    ------
    HeirloomError
        If it cannot be written there or in this way, or if it would not be what was asked for.
    Cancelled
        If nobody wants it any more.
    """
    started = perf_counter()
    progress = progress or Progress()
    destination = Path(destination)
    kind = options.format or _format_of(destination)
    atomic_write.check(renderer.photo, destination, options.overwrite)
    report = renderer.report(recipe, progress.part(0.0, 0.05))
    grey = renderer.photo.channels == "grey" and recipe.step("colour") is None
    job = _Job(renderer, recipe, options, report, progress.part(0.05, 0.95))
    with (
        atomic_write.temporary(destination) as (first, second),
        atomic_write.plain_errors(destination),
    ):
        try:
            made, notes = job.write(kind, grey, first, second)
        except encode.NotGrey:
            made, notes = job.write(kind, False, first, second)
        done = second if second.exists() else first
        _check_file(done, renderer.photo)
        progress.check()
        atomic_write.settle(done, destination, options.overwrite)
    size = destination.stat().st_size
    return Exported(destination, size, perf_counter() - started, report, (*made.notes, *notes))


def recipe_from_file(path: str | Path) -> str | None:
    """Find the recipe that a result was made by, as JSON; None if the file tells of none.

    Raises
    ------
    HeirloomError
        If the file is no photo.
    """
    return xmp.recipe_in(open_photo(path, limits=Limits.lifted()).metadata.xmp)


@dataclass(frozen=True)
class _Job:
    """One export under way."""

    renderer: Renderer
    recipe: Recipe
    options: ExportOptions
    report: Report
    progress: Progress

    def write(self, kind: Format, grey: bool, first: Path, second: Path) -> tuple[Plan, list[Text]]:
        """Write the file to `first`; to `second` where adding metadata means to copy it."""
        photo, options = self.renderer.photo, self.options
        made = encode.plan(photo, kind, options.bits, grey)
        blocks, notes = self._metadata(made)
        seen = Extremes()

        def rows() -> Any:
            strips = self.renderer.strips(self.recipe, self.progress)
            return encode.rows(strips, made, photo, seen, marked=options.mark)

        _encode(made, encode.source(photo, made, rows), first, blocks, options)
        self._check(seen)
        if kind == "jpeg":
            embed.into_jpeg(first, second, blocks, self._dpi)
        elif kind == "png":
            embed.into_png(first, second, blocks, self._dpi)
        elif kind == "webp":
            embed.into_webp(first, second, blocks, (photo.height, photo.width))
        elif kind == "tiff":
            embed.into_tiff(first, blocks, self._dpi)
        elif blocks.exif is not None:
            embed.into_avif(first, blocks.exif)
        return made, notes

    @property
    def _dpi(self) -> DotsPerInch | None:
        """The resolution across and down as the result is seen."""
        if self.options.dpi is not None:
            return self.options.dpi, self.options.dpi
        return stated(self.renderer.photo)

    def _metadata(self, made: Plan) -> tuple[Metadata, list[Text]]:
        """The blocks that the file will have, and what to say about those it will not."""
        photo, keep, notes = self.renderer.photo, self.options.metadata, list[Text]()
        came = photo.metadata if keep != "strip-all" else Metadata()
        turned = photo.orientation >= 5
        # WebP and AVIF have no field of their own for the resolution.
        # A block that says otherwise would be believed by some programs.
        corrected = self.options.dpi is not None and came.exif is not None
        dpi = self._dpi if made.kind in ("webp", "avif") or corrected else None
        blocks: dict[str, bytes | None] = {
            "exif": exif.changed(came.exif, exif.Change(turned, keep == "keep", dpi)),
            "xmp": self._xmp(came.xmp, turned, notes),
            "iptc": came.iptc,
        }
        if came.exif is not None and exif_directory(came.exif) is None:
            notes.append(Text("The photo's EXIF block is damaged and is left out."))
        for name, block in blocks.items():
            if block is not None and not embed.fits(made.kind, name, block):
                blocks[name] = self._xmp(None, turned, []) if name == "xmp" else None
                notes.append(
                    Text(
                        "{format} has no room for the photo's {what}.",
                        format=made.kind.upper(),
                        what=name.upper(),
                    )
                )
        return Metadata(made.icc, **blocks), notes

    def _xmp(self, packet: bytes | None, turned: bool, notes: list[Text]) -> bytes:
        report = self.report
        model = report.model if report.coloured and self.recipe.step("colour") is not None else ""
        made = xmp.Provenance(_tool(), self.recipe.to_json(), model)
        gps = self.options.metadata == "keep"
        try:
            return xmp.merged(packet, made, turned=turned, gps=gps)
        except xmp.XmpError:
            notes.append(Text("The photo's XMP packet is damaged and is left out."))
            return xmp.merged(None, made)

    def _check(self, seen: Extremes) -> None:
        """Refuse a result that only looks like one."""
        colour = self.recipe.step("colour")
        wanted = colour is not None and self.report.coloured
        for name in ("strength", "vividness"):
            wanted = wanted and getattr(colour, name, 1.0) > 0.0
        if wanted and seen.middle and seen.colour <= _COLOURLESS:
            raise HeirloomError(
                "The result came out without any colour, so nothing was written.",
                "Try another device (--device cpu), or a higher vividness.",
            )
        if seen.lightest <= _BLACK:
            photo = self.renderer.photo
            if float(read_whole(photo, 512).max()) > 10 * _BLACK:
                raise HeirloomError(
                    "The result came out black, so nothing was written.",
                    "Undo the last changes of tone, or try another device (--device cpu).",
                )


def _encode(
    made: Plan, tiff: VirtualTiff, path: Path, blocks: Metadata, options: ExportOptions
) -> None:
    """Let libvips pull the rows and write the file; what rendering raises is raised here."""
    attached = {}
    if made.kind == "avif":
        attached = {"exif-data": embed.placeholder(blocks.exif)} if blocks.exif else {}
        attached |= {"xmp-data": blocks.xmp} if blocks.xmp else {}
    try:
        image = encode.picture(tiff.image(), made, attached)
        encode.save(
            image,
            path,
            made,
            quality=options.quality,
            subsampling=options.subsampling,
            compression=options.compression,
        )
    except libvips().Error:
        if tiff.failure is None:
            raise
    finally:
        tiff.close()
    if tiff.failure is not None:
        raise tiff.failure


def _tool() -> str:
    try:
        return f"Heirloom {distributions.version('heirloom')}"
    except distributions.PackageNotFoundError:  # run from a folder, without installing
        return "Heirloom"


def _format_of(path: Path) -> Format:
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        ending = f"“{path.suffix}”" if path.suffix else Text("no ending")
        raise HeirloomError(
            "{name} has {ending}, which tells no format that can be written.",
            "End the name with .jpg, .png, .tif, .webp or .avif.",
            name=shown(path),
            ending=ending,
        )
    return kind


def _check_file(path: Path, photo: Photo) -> None:
    """Look at what was written as anybody will who opens it."""
    found = open_photo(path, limits=Limits.lifted())
    if (found.height, found.width, found.orientation) != (photo.height, photo.width, 1):
        raise HeirloomError(
            "The file came out with {width} × {height} pixels instead of "
            "{expected_width} × {expected_height}, so it was not kept.",
            "Choose another format, and please report this.",
            width=found.width,
            height=found.height,
            expected_width=photo.width,
            expected_height=photo.height,
        )
