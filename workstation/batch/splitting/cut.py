"""Cut the photos of a scan into files of their own, straightened, at full resolution."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.splitting.detect import square_size
from workstation.batch.splitting.frames import PhotoFrame
from workstation.core.errors import HeirloomError, display_name
from workstation.core.frame import Frame
from workstation.core.io.decode import Strip
from workstation.core.io.export import ExportOptions, Report, export
from workstation.core.io.formats import EXPORTED, result_suffix
from workstation.core.io.photo import Photo
from workstation.core.io.pyramid import TileReader
from workstation.core.pixels import Pixels, Roi, from_grey, grey_plane, seal
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe

_ROWS: Final = 256
_COLUMNS: Final = 1024
_HALO: Final = 6
_STRAIGHT_PX: Final = 0.5


def names(photo: Photo, number: int, stem: str | None = None) -> tuple[str, ...]:
    """File names for the photos of a scan: the scan's own, and -1, -2 and so on.

    Parameters
    ----------
    photo
        The scan. TIFF and PNG stay what they are; anything else becomes TIFF, which loses nothing.
    number
        How many photos there are; from ten on, numbers have leading zeros.
    stem
        What they begin with; None for the scan's name without its ending.
    """
    format_ = EXPORTED.get(photo.format)
    kind = format_.name if format_ is not None and format_.lossless else "tiff"
    ending = result_suffix(photo.path, kind)
    page = f"-page{photo.page + 1}" if photo.pages > 1 else ""
    digits = len(str(number))
    stem = photo.path.stem if stem is None else stem
    return tuple(f"{stem}{page}-{n:0{digits}}{ending}" for n in range(1, number + 1))


def free_names(
    photo: Photo, number: int, folder: Path, taken: Collection[Path] = ()
) -> tuple[str, ...]:
    """File names like `names`, of which none is on the disk or taken.

    Parameters
    ----------
    photo, number
        As for `names`.
    folder
        Where the files are to be.
    taken
        Paths that are about to be written.
    """
    attempt = 1
    while True:
        stem = photo.path.stem if attempt == 1 else f"{photo.path.stem} ({attempt})"
        found = names(photo, number, stem)
        paths = [folder / name for name in found]
        if not any(os.path.lexists(path) or path in taken for path in paths):
            return found
        attempt += 1


def split(
    photo: Photo,
    frames: tuple[PhotoFrame, ...],
    folder: Path,
    *,
    named: tuple[str, ...] | None = None,
    options: ExportOptions | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write each photo of a scan to a file of its own.

    Depth, colour profile, resolution and metadata of the scan are kept. A photo that lies straight
    is copied pixel by pixel; one that is turned is resampled once (Lanczos). Where the scan has
    other resolutions across and down, the photos get the finer one in both directions. Each file is
    complete or not there; the scan is never written to.

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
        How to write; `ExportOptions.overwrite` allows existing files to be replaced, and
        `ExportOptions.dpi` says what the scan's resolution is.
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
    pieces = [_piece(photo, frame, options.dpi) for frame in frames]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HeirloomError(
            "The folder {name} cannot be created: {reason}.",
            "Choose another folder.",
            name=display_name(folder),
            reason=error.strerror,
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
    """A frame in full-resolution square pixels: its middle, its size, its turn.

    `down` and `across` are the scan's own pixels in one of them.
    """

    scan: Photo
    x: float
    y: float
    height: int
    width: int
    angle: float
    down: float = 1.0
    across: float = 1.0


def _piece(photo: Photo, frame: PhotoFrame, dpi: float | None = None) -> _Piece:
    """Measure a frame in square pixels; on whole pixels if it lies straight."""
    whole_height, whole_width = square_size(photo, dpi)
    height = max(1, round(frame.height * whole_height))
    width = max(1, round(frame.width * whole_width))
    x, y = frame.column * whole_width, frame.row * whole_height
    if not (0 <= x <= whole_width and 0 <= y <= whole_height):
        raise HeirloomError(
            "A frame lies outside the scan.", "Give its middle as fractions of the scan, 0 to 1."
        )
    angle = float(np.deg2rad(frame.angle_deg))
    if (whole_height, whole_width) != (photo.height, photo.width):
        shares = photo.height / whole_height, photo.width / whole_width
        return _Piece(photo, x, y, height, width, angle, *shares)
    if abs(angle) * max(width, height) / 2 < _STRAIGHT_PX:
        width, height = min(width, photo.width), min(height, photo.height)
        left = min(max(round(x - width / 2), 0), photo.width - width)
        top = min(max(round(y - height / 2), 0), photo.height - height)
        return _Piece(photo, left + width / 2, top + height / 2, height, width, 0.0)
    return _Piece(photo, x, y, height, width, angle)


def _dpi_of(piece: _Piece) -> tuple[float, float] | None:
    """What the scan says, unless its pixels were made square."""
    if piece.across == piece.down == 1.0 or piece.scan.dpi is None:
        return piece.scan.dpi
    most = max(piece.scan.dpi)
    return most, most


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
            dpi=_dpi_of(piece),
        )

    def report(self, recipe: Recipe, progress: Progress) -> Report:  # noqa: ARG002
        return Report()  # nothing is computed but the turn

    def frame(self, recipe: Recipe) -> Frame:  # noqa: ARG002
        return Frame.whole(self.photo.height, self.photo.width)

    def strips(self, recipe: Recipe, progress: Progress) -> Iterator[Strip]:  # noqa: ARG002
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
                where = Roi(top, 0, rows, piece.width, piece.height, piece.width)
                yield Strip(where, where, _joined(tiles))

    def _tile(self, top: int, left: int, rows: int) -> Pixels:
        """A rectangle of the upright photo."""
        piece, columns = self._piece, min(_COLUMNS, self._piece.width - left)
        cos, sin = np.cos(piece.angle), np.sin(piece.angle)
        # From a pixel of the tile, counted from its corner, to a pixel of the scan.
        scale = np.array([[piece.across], [piece.down]])
        way = scale * np.array([[cos, -sin], [sin, cos]])
        first = np.array([left + 0.5 - piece.width / 2, top + 0.5 - piece.height / 2])
        start = scale[:, 0] * (piece.x, piece.y) - 0.5 + way @ first
        corners = np.array(
            [start + way @ (u, v) for u in (0, columns - 1) for v in (0, rows - 1)], np.float64
        )
        where = self._around(corners)
        source = self._reader.read(where, 0)
        if piece.angle == 0.0 and piece.across == piece.down == 1.0:
            row, column = round(start[1]) - where.top, round(start[0]) - where.left
            return source[row : row + rows, column : column + columns]
        turn = np.column_stack((way, start - (where.left, where.top)))
        return _turned(source, turn, rows, columns)

    def _around(self, corners: NDArray[np.float64]) -> Roi:
        """The part of the scan that is needed; what lies beyond its end repeats its edge."""
        height, width = self._piece.scan.height, self._piece.scan.width
        left, top = np.floor(corners.min(axis=0)).astype(int) - _HALO
        right, bottom = np.ceil(corners.max(axis=0)).astype(int) + _HALO
        left, right = min(max(left, 0), width - 1), min(max(right, 1), width)
        top, bottom = min(max(top, 0), height - 1), min(max(bottom, 1), height)
        size = (int(max(bottom - top, 1)), int(max(right - left, 1)))
        return Roi(int(top), int(left), *size, height, width)


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
