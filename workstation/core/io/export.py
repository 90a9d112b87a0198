"""Write the result: whole or not at all, and never onto a source."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata as distributions
from pathlib import Path
from time import perf_counter
from typing import Final, Literal, Protocol

import numpy as np

from resources.text import Text
from workstation.core.diagnose.verdict import Kind
from workstation.core.errors import HeirloomError, display_name
from workstation.core.frame import Frame
from workstation.core.io import atomic_write, encode, formats, watermark
from workstation.core.io.decode import Strip, read_whole
from workstation.core.io.encode import Encoding
from workstation.core.io.formats import EXPORTED, EncoderOptions, Format
from workstation.core.io.photo import Limits, Photo, fingerprint, open_photo
from workstation.core.io.resolution import LEAST_DPI, MOST_DPI, stated
from workstation.core.io.virtual_tiff import VirtualTiff
from workstation.core.libvips import libvips
from workstation.core.metadata import exif, xmp
from workstation.core.metadata.blocks import DotsPerInch, Metadata
from workstation.core.pixels import IntegerPixels, Pixels, grey_plane
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe

_COLOURLESS: Final = 2.5 / 255
_BLACK: Final = 1.5 / 255

_CHOICES: Final = {
    "format": (None, *EXPORTED),
    "subsampling": ("4:4:4", "4:2:0"),
    "compression": ("deflate", "lzw", "none"),
    "metadata": ("keep", "strip-gps", "strip-all"),
}


@dataclass(frozen=True)
class Report:
    """How a result was made.

    Attributes
    ----------
    device
        What the network ran on; empty if the recipe needed none.
    model
        The network's name and the start of its SHA-256; empty likewise.
    seconds
        Time that the analyses took when they were made.
    notes
        Sentences for the user.
    coloured
        Whether the colours come from the network.
    kind
        What the photo was taken for: as the user said, or as it was found.
    found
        What it was found to be.
    doubt
        What else it may be, where it was coloured in doubt; empty otherwise.
    repaired
        The share of the photo that was damaged and is filled.
    """

    device: str = ""
    model: str = ""
    seconds: float = 0.0
    notes: tuple[Text, ...] = ()
    coloured: bool = False
    kind: Kind = "grey"
    found: Kind = "grey"
    doubt: Text | None = None
    repaired: float = 0.0

    @property
    def told(self) -> tuple[Text, ...]:
        """The notes, and how much was repaired: for those who do not see the picture."""
        if self.repaired == 0:
            return self.notes
        return (*self.notes, Text("Repaired {share:.2%} of the photo.", share=self.repaired))


class Renderer(Protocol):
    """What makes the strips: `workstation.core.render.Renderer`."""

    @property
    def photo(self) -> Photo: ...  # noqa: D102
    def frame(self, recipe: Recipe) -> Frame: ...  # noqa: D102
    def strips(self, recipe: Recipe, progress: Progress) -> Iterator[Strip]: ...  # noqa: D102
    def report(self, recipe: Recipe, progress: Progress) -> Report: ...  # noqa: D102


@dataclass(frozen=True)
class ExportOptions(EncoderOptions):
    """How to write a result.

    Attributes
    ----------
    format
        Name of one of `formats.EXPORTED`; None to go by the ending of the file's name.
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

    format: str | None = None
    metadata: Literal["keep", "strip-gps", "strip-all"] = "keep"
    mark: bool = False
    dpi: float | None = None
    overwrite: bool = False

    def __post_init__(self) -> None:
        for name, possible in _CHOICES.items():
            if getattr(self, name) not in possible:
                raise HeirloomError(
                    "There is no {name} “{given}” for exporting.",
                    "Choose one of {possible}.",
                    name=name,
                    given=getattr(self, name),
                    possible=", ".join(one for one in possible if one is not None),
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
    format_ = EXPORTED[options.format] if options.format else _format_of(destination)
    photo = renderer.photo
    atomic_write.check(photo.path, destination, options.overwrite)
    report = renderer.report(recipe, progress.part(0.0, 0.05))
    grey = photo.channels == "grey" and recipe.step("colour") is None
    frame = renderer.frame(recipe)
    job = _Job(renderer, recipe, frame, options, report, progress.part(0.05, 0.95))
    with (
        atomic_write.temporary(destination) as (encoded, copy),
        atomic_write.write_errors(destination),
    ):
        try:
            done, notes = job.write(format_, grey, encoded, copy)
        except encode.NotGrey:
            done, notes = job.write(format_, False, encoded, copy)
        _check_file(done, frame)
        progress.check()
        atomic_write.commit(done, destination, options.overwrite, source=photo.path)
    size = destination.stat().st_size
    return Exported(destination, size, perf_counter() - started, report, notes)


def recipe_from_file(path: str | Path) -> str | None:
    """Find the recipe that a result was made by, as JSON; None if the file tells of none.

    Raises
    ------
    HeirloomError
        If the file is no photo.
    """
    return xmp.find_recipe(open_photo(path, limits=Limits.lifted()).metadata.xmp)


@dataclass
class _PixelStatistics:
    """What was seen in the strips that went by, to tell a false success by."""

    most_chroma: float = 0.0
    lightest: float = 0.0
    has_midtones: bool = False

    def add(self, pixels: Pixels) -> None:
        """Look at some rows.

        Raises
        ------
        HeirloomError
            If they hold values that no picture can have.
        """
        plane = grey_plane(pixels)
        values = pixels if plane is None else plane
        low, high = float(values.min()), float(values.max())
        if not (low >= 0.0 and high <= 1.0):
            raise HeirloomError(
                "The result has pixels without a value, which must not happen.",
                "Nothing was written; please report this with the photo's kind and size.",
            )
        self.lightest = max(self.lightest, high)
        if plane is None and self.most_chroma < 0.1:
            part = pixels[::2, ::2]
            spread = part.max(axis=2) - part.min(axis=2)
            self.most_chroma = max(self.most_chroma, float(spread.max()))
        self.has_midtones = self.has_midtones or bool(np.any((values > 0.1) & (values < 0.9)))


@dataclass(frozen=True)
class _Job:
    """One export under way."""

    renderer: Renderer
    recipe: Recipe
    frame: Frame
    options: ExportOptions
    report: Report
    progress: Progress

    def write(
        self, format_: Format, grey: bool, encoded: Path, copy: Path
    ) -> tuple[Path, tuple[Text, ...]]:
        """Write the file to one of two places; return which one, and what could not be kept."""
        photo = self.renderer.photo
        size = self.frame.height, self.frame.width
        encoding = encode.choose(photo, size, format_, self.options.bits, grey)
        blocks, notes = self._metadata(encoding)
        statistics = _PixelStatistics()

        def rows() -> Generator[IntegerPixels]:
            for strip in self.renderer.strips(self.recipe, self.progress):
                statistics.add(strip.pixels)
                made = encoding.integers(strip.pixels, strip.alpha)
                top = strip.where.top
                yield watermark.paint(made, top, size[0]) if self.options.mark else made

        tiff = VirtualTiff(encoding.shape(*size), rows())
        try:
            attachments = format_.container.attachments(blocks)
            image = encoding.finish(tiff.image(), attachments)
            format_.write(image, encoded, replace(self.options, bits=encoding.bits))
        except libvips().Error:
            if tiff.failure is None:
                raise
        finally:
            tiff.close()
        if tiff.failure is not None:
            raise tiff.failure
        self._check(statistics)
        done = format_.container.embed(encoded, copy, blocks, self._dpi)
        return done, (*encoding.notes, *notes)

    @property
    def _dpi(self) -> DotsPerInch | None:
        """The resolution across and down as the result is seen."""
        if self.options.dpi is not None:
            return self.options.dpi, self.options.dpi
        dpi, framing = stated(self.renderer.photo), self.recipe.framing
        turned = framing is not None and framing.upright_turns % 2 == 1
        return (dpi[1], dpi[0]) if dpi is not None and turned else dpi

    def _metadata(self, encoding: Encoding) -> tuple[Metadata, list[Text]]:
        """The blocks that the file will have, and what to say about those it will not."""
        format_, container, notes = encoding.format, encoding.format.container, list[Text]()
        photo, keep = self.renderer.photo, self.options.metadata
        came = photo.metadata if keep != "strip-all" else Metadata()
        # A block that says otherwise would be believed by some programs.
        corrected = self._dpi != photo.dpi and came.exif is not None
        in_exif = "exif" in format_.keeps and (corrected or not container.states_dpi)
        dpi = self._dpi if in_exif else None
        size = self.frame.height, self.frame.width
        change = exif.ExifChange(size, keep == "keep", dpi)
        blocks = Metadata(
            None,
            exif.changed(came.exif, change),
            self._xmp(came.xmp, notes),
            came.iptc,
        )
        if came.exif is not None and exif.parse(came.exif) is None:
            notes.append(Text("The photo's EXIF block is damaged and is left out."))
        for name in ("exif", "xmp", "iptc"):
            block = getattr(blocks, name)
            kept = name in format_.keeps
            if block is None or (kept and container.fits(name, block)):
                continue
            shorter = self._xmp(None, []) if name == "xmp" and kept else None
            blocks = replace(blocks, **{name: shorter})
            label, what = format_.label, name.upper()
            notes.append(
                Text("{format} has no room for the photo's {what}.", format=label, what=what)
            )
        return blocks, notes

    def _xmp(self, packet: bytes | None, notes: list[Text]) -> bytes:
        report = self.report
        model = report.model if report.coloured and self.recipe.step("colour") is not None else ""
        # With this the photo is found again when the result is opened.
        source = "" if self.options.metadata == "strip-all" else _hashed(self.renderer.photo.path)
        provenance = xmp.Provenance(_tool(), self.recipe.to_json(), model, source)
        try:
            return xmp.add_provenance(
                packet,
                provenance,
                size=(self.frame.height, self.frame.width),
                keep_gps=self.options.metadata == "keep",
            )
        except xmp.XmpError:
            notes.append(Text("The photo's XMP packet is damaged and is left out."))
            return xmp.add_provenance(None, provenance)

    def _check(self, statistics: _PixelStatistics) -> None:
        """Refuse a result that only looks like one."""
        colour = self.recipe.step("colour")
        wanted = colour is not None and self.report.coloured
        for name in ("strength", "vividness"):
            wanted = wanted and getattr(colour, name, 1.0) > 0.0
        if wanted and statistics.has_midtones and statistics.most_chroma <= _COLOURLESS:
            raise HeirloomError(
                "The result came out without any colour, so nothing was written.",
                "Try another device (--device cpu), or a higher vividness.",
            )
        if statistics.lightest <= _BLACK:
            photo = self.renderer.photo
            if float(read_whole(photo, 512).max()) > 10 * _BLACK:
                raise HeirloomError(
                    "The result came out black, so nothing was written.",
                    "Undo the last changes of tone, or try another device (--device cpu).",
                )


def _hashed(path: Path) -> str:
    about = path.stat()
    return _hash_of(path, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=16)
def _hash_of(path: Path, _size: int, _changed: int) -> str:
    return fingerprint(path)


def _tool() -> str:
    try:
        return f"Heirloom {distributions.version('heirloom')}"
    except distributions.PackageNotFoundError:  # run from a folder, without installing
        return "Heirloom"


def _format_of(path: Path) -> Format:
    format_ = formats.of_path(path)
    if format_ is None:
        raise HeirloomError(
            "{name} has {ending}, which tells no format that can be written.",
            "End the name with one of {possible}.",
            name=display_name(path),
            ending=f"“{path.suffix}”" if path.suffix else Text("no ending"),
            possible=", ".join(format_.suffixes[0] for format_ in EXPORTED.values()),
        )
    return format_


def _check_file(path: Path, frame: Frame) -> None:
    """Look at what was written as anybody will who opens it."""
    found = open_photo(path, limits=Limits.lifted())
    if (found.height, found.width, found.orientation) != (frame.height, frame.width, 1):
        raise HeirloomError(
            "The file came out with {width} × {height} pixels instead of "
            "{expected_width} × {expected_height}, so it was not kept.",
            "Choose another format, and please report this.",
            width=found.width,
            height=found.height,
            expected_width=frame.width,
            expected_height=frame.height,
        )
