"""Cut the photos of a scan into files of their own, straightened, at full resolution."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.frames import WORKING_PX, Frame, find_photos
from workstation.core.errors import HeirloomError
from workstation.core.export import SUFFIXES, ExportOptions, export
from workstation.core.photo import Photo, TileReader, read_whole
from workstation.core.pixels import Pixels, Where, from_grey, grey_plane, seal
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe
from workstation.core.refusals import shown

__all__ = ["Frame", "find_in", "find_photos", "names", "split"]

_ROWS: Final = 256
_COLUMNS: Final = 1024
_HALO: Final = 6
_STRAIGHT_PX: Final = 0.5
_PLAUSIBLE_DPI: Final = 80


def find_in(photo: Photo, progress: Progress | None = None) -> tuple[Frame, ...]:
    """Find the photos on a scan's file; see `find_photos`.

    A stated resolution of 72 dpi or less is what programs write that know of none; it is not used.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    whole = read_whole(photo, WORKING_PX, progress)
    stated = photo.dpi[0] if photo.dpi else 0.0
    return find_photos(whole, stated * whole.shape[1] / photo.width if _usable(photo) else None)


def _usable(photo: Photo) -> bool:
    """Whether the stated resolution gives a scan between a passport photo's and A3's size."""
    if photo.dpi is None or photo.dpi[0] < _PLAUSIBLE_DPI:
        return False
    return 30 < max(photo.height, photo.width) / photo.dpi[0] * 25.4 < 700


def names(photo: Photo, number: int) -> tuple[str, ...]:
    """File names for the photos of a scan: the scan's own, and -1, -2 and so on.

    Parameters
    ----------
    photo
        The scan. TIFF and PNG stay what they are; anything else becomes TIFF, which loses nothing.
    number
        How many photos there are; from ten on, numbers have leading zeros.
    """
    kind = photo.format if photo.format in ("tiff", "png") else "tiff"
    own = photo.path.suffix
    ending = own if SUFFIXES.get(own.lower()) == kind else {"tiff": ".tif", "png": ".png"}[kind]
    page = f"-page{photo.page + 1}" if photo.pages > 1 else ""
    digits = len(str(number))
    return tuple(f"{photo.path.stem}{page}-{n:0{digits}}{ending}" for n in range(1, number + 1))


def split(
    photo: Photo,
    frames: tuple[Frame, ...],
    folder: Path,
    *,
    named: tuple[str, ...] | None = None,
    options: ExportOptions | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write each photo of a scan to a file of its own.

    Depth, colour profile, resolution and metadata of the scan are kept. A photo that lies straight
    is copied pixel by pixel; one that is turned is resampled once (Lanczos). Each file is complete
    or not there; the scan is never written to.

    Parameters
    ----------
    photo
        The scan.
    frames
        Where the photos lie.
    folder
        Where to write; created if it is not there.
    named
        A file name for each frame; None for `names`.
    options
        How to write; `ExportOptions.overwrite` allows existing files to be replaced.
    progress
        Where to report to.

    Returns
    -------
    tuple of Path
        The files, in the order of the frames.

    Raises
    ------
    HeirloomError
        If a frame lies outside the scan, or if a file cannot be written; files that are complete
        by then stay.
    Cancelled
        If nobody wants it any more.
    """
    progress, options = progress or Progress(), options or ExportOptions()
    given = names(photo, len(frames)) if named is None else named
    if len(given) != len(frames) or len(set(given)) != len(given):
        raise ValueError(f"{len(frames)} frames need as many distinct names, not {given}.")
    pieces = [_piece(photo, frame) for frame in frames]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HeirloomError(
            f"The folder {shown(folder)} cannot be created: {error.strerror}.",
            "Choose another folder.",
        ) from error
    reader = TileReader(photo)
    share = 1 / max(len(pieces), 1)
    try:
        for number, (piece, name) in enumerate(zip(pieces, given, strict=True)):
            part = progress.part(number * share, share)
            export(_Cut(reader, piece), Recipe(), folder / name, options, part)
    finally:
        reader.close()
    return tuple(folder / name for name in given)


@dataclass(frozen=True)
class _Piece:
    """A frame in full-resolution pixels: its middle, its size, its turn."""

    scan: Photo
    x: float
    y: float
    height: int
    width: int
    angle: float


def _piece(photo: Photo, frame: Frame) -> _Piece:
    """Measure a frame in pixels; on whole pixels if it lies straight."""
    width = max(1, round(frame.width * photo.width))
    height = max(1, round(frame.height * photo.height))
    x, y = frame.column * photo.width, frame.row * photo.height
    if not (0 <= x <= photo.width and 0 <= y <= photo.height):
        raise HeirloomError(
            "A frame lies outside the scan.", "Give its middle as fractions of the scan, 0 to 1."
        )
    angle = float(np.deg2rad(frame.angle_deg))
    if abs(angle) * max(width, height) / 2 < _STRAIGHT_PX:
        width, height = min(width, photo.width), min(height, photo.height)
        left = min(max(round(x - width / 2), 0), photo.width - width)
        top = min(max(round(y - height / 2), 0), photo.height - height)
        return _Piece(photo, left + width / 2, top + height / 2, height, width, 0.0)
    return _Piece(photo, x, y, height, width, angle)


@dataclass(frozen=True)
class _Strip:
    where: Where
    pixels: Pixels
    alpha: None = None


@dataclass(frozen=True)
class _NoReport:
    """Nothing is computed but the turn."""

    device: str = ""
    model: str = ""
    notes: tuple[str, ...] = ()
    coloured: bool = False


class _Cut:
    """One photo of a scan, as the exporter takes it."""

    def __init__(self, reader: TileReader, piece: _Piece) -> None:
        self._reader = reader
        self._piece = piece
        self.photo = replace(
            piece.scan,
            height=piece.height,
            width=piece.width,
            alpha=False,
        )

    def report(self, recipe: Recipe, progress: Progress) -> _NoReport:  # noqa: ARG002
        return _NoReport()

    def strips(self, recipe: Recipe, progress: Progress) -> Iterator[_Strip]:  # noqa: ARG002
        """Turn the photo upright, strip by strip."""
        piece = self._piece
        self._reader.prepare(progress.part(0.0, 0.3))
        rest = progress.part(0.3, 0.7)
        with ThreadPoolExecutor(2, "cutting") as pool:
            for top in range(0, piece.height, _ROWS):
                rest.report(top / piece.height, "Cutting out")
                rows = min(_ROWS, piece.height - top)
                lefts = range(0, piece.width, _COLUMNS)
                tiles = list(
                    pool.map(lambda left, top=top, rows=rows: self._tile(top, left, rows), lefts)
                )
                yield _Strip(
                    Where(top, 0, rows, piece.width, piece.height, piece.width), _joined(tiles)
                )

    def _tile(self, top: int, left: int, rows: int) -> Pixels:
        """A rectangle of the upright photo."""
        piece, columns = self._piece, min(_COLUMNS, self._piece.width - left)
        cos, sin = np.cos(piece.angle), np.sin(piece.angle)
        # From a pixel of the tile, counted from its corner, to a pixel of the scan.
        across, down = left + 0.5 - piece.width / 2, top + 0.5 - piece.height / 2
        x = piece.x - 0.5 + cos * across - sin * down
        y = piece.y - 0.5 + sin * across + cos * down
        corners = np.array(
            [
                (x + cos * u - sin * v, y + sin * u + cos * v)
                for u in (0, columns - 1)
                for v in (0, rows - 1)
            ]
        )
        where = self._around(corners)
        source = self._reader.read(where, 0)
        if piece.angle == 0.0:
            row, column = round(y) - where.top, round(x) - where.left
            return source[row : row + rows, column : column + columns]
        turn = np.array([[cos, -sin, x - where.left], [sin, cos, y - where.top]])
        return _turned(source, turn, rows, columns)

    def _around(self, corners: NDArray[np.float64]) -> Where:
        """The part of the scan that is needed; what lies beyond its end repeats its edge."""
        height, width = self._piece.scan.height, self._piece.scan.width
        left, top = np.floor(corners.min(axis=0)).astype(int) - _HALO
        right, bottom = np.ceil(corners.max(axis=0)).astype(int) + _HALO
        left, right = min(max(left, 0), width - 1), min(max(right, 1), width)
        top, bottom = min(max(top, 0), height - 1), min(max(bottom, 1), height)
        size = (int(max(bottom - top, 1)), int(max(right - left, 1)))
        return Where(int(top), int(left), *size, height, width)


def _turned(source: Pixels, turn: NDArray[np.float64], rows: int, columns: int) -> Pixels:
    """Resample by Lanczos' window of eight pixels."""
    plane = grey_plane(source)
    values = np.ascontiguousarray(source if plane is None else plane)
    made = np.empty((rows, columns, *values.shape[2:]), np.float32)
    cv2.warpAffine(
        values,
        turn,
        (columns, rows),
        dst=made,
        flags=cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    np.clip(made, 0.0, 1.0, out=made)
    return seal(made) if plane is None else from_grey(made)


def _joined(tiles: list[Pixels]) -> Pixels:
    planes = [grey_plane(tile) for tile in tiles]
    if any(plane is None for plane in planes):
        return seal(np.concatenate(tiles, axis=1))
    return from_grey(np.concatenate([plane for plane in planes if plane is not None], axis=1))
