"""A renderer that passes the photo on, or what a test makes of it; and photos to export."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests import awkward
from tests.core.io.export.blocks import IPTC, PACKET, exif_block
from workstation.core.frame import Frame
from workstation.core.io.decode import Strip, strips
from workstation.core.io.export import Report
from workstation.core.io.photo import Photo, open_photo
from workstation.core.pixels import Pixels, seal
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe


def unchanged(pixels: Pixels) -> Pixels:
    return pixels


def orange(pixels: Pixels) -> Pixels:
    """Colour that depends on nothing but the lightness."""
    return seal(np.ascontiguousarray(pixels * np.array([1.0, 0.7, 0.4], np.float32)))


@dataclass
class PassThroughRenderer:
    """Counts its strips; may fail or wait on the way."""

    photo: Photo
    change: Callable[[Pixels], Pixels] = unchanged
    coloured: bool = False
    notes: tuple[str, ...] = ()
    rows: int = 64
    on_strip: Callable[[int], None] = lambda _: None
    closed: bool = field(default=False, init=False)

    @classmethod
    def of(cls, path: Path, **options: object) -> PassThroughRenderer:
        return cls(open_photo(path), **options)  # type: ignore[arg-type]

    def frame(self, recipe: Recipe) -> Frame:
        del recipe
        return Frame.whole(self.photo.height, self.photo.width)

    def strips(self, recipe: Recipe, progress: Progress) -> Iterator[Strip]:
        del recipe
        try:
            for number, strip in enumerate(strips(self.photo, self.rows)):
                progress.report(strip.where.top / self.photo.height, "Writing")
                self.on_strip(number)
                yield Strip(strip.where, strip.where, self.change(strip.pixels), strip.alpha)
        finally:
            self.closed = True

    def report(self, recipe: Recipe, progress: Progress) -> Report:
        del recipe
        progress.check()
        model = "colorizer 0123456789ab" if self.coloured else ""
        return Report("CPU", model, 0.1, self.notes, self.coloured)


@pytest.fixture
def pass_through() -> type[PassThroughRenderer]:
    """A renderer that needs no network."""
    return PassThroughRenderer


@pytest.fixture
def to_orange() -> Callable[[Pixels], Pixels]:
    """A change that colours."""
    return orange


@pytest.fixture
def picture() -> NDArray[np.uint8]:
    """Smooth, in colour, 150 rows of 200, without symmetry."""
    y, x = np.mgrid[0:150, 0:200]
    rgb = np.stack([y + 50, x + 20, 128 + 90 * np.sin(x / 30 + y / 50)], axis=2)
    return np.asarray(rgb.round().astype(np.uint8))


@pytest.fixture
def scan(tmp_path: Path, picture: NDArray[np.uint8]) -> Path:
    """A photo with everything: on its side, 600 dpi, EXIF, XMP, IPTC."""
    path = tmp_path / "scan.jpg"
    app13 = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(IPTC)) + IPTC
    raw = io.BytesIO()
    Image.fromarray(picture).save(
        raw, "JPEG", dpi=(600, 600), exif=b"Exif\0\0" + exif_block(), xmp=PACKET, quality=95
    )
    data = raw.getvalue()
    path.write_bytes(data[:2] + b"\xff\xed" + struct.pack(">H", len(app13) + 2) + app13 + data[2:])
    return path


@pytest.fixture
def profile() -> Callable[[str], bytes]:
    """ICC profiles by name."""

    def made(name: str) -> bytes:
        known = {
            "p3": (awkward.P3_PRIMARIES, None),
            "adobe": (awkward.ADOBE_PRIMARIES, 2.2),
            "srgb": (awkward.SRGB_PRIMARIES, None),
        }
        if name in known:
            return awkward.icc_profile(*known[name])
        gamma = None if name == "grey srgb" else float(name.removeprefix("grey "))
        return awkward.icc_profile(None, gamma, grey=True)

    return made
