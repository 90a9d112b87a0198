"""The scans under review, and what becomes of their frames; nothing here draws."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from workstation.core.errors import HeirloomError
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.batch.splitting.frames import PhotoFrame
    from workstation.core.history import History
    from workstation.core.io.photo import Photo


@dataclass(eq=False)
class Scan:
    """A page of a file, with the photos on it.

    Attributes
    ----------
    path, page
        The file, and which page of it, from 0.
    photo, image
        As it was opened, and a copy to show; None until then.
    size
        Height and width with square pixels.
    history
        The frames; None until they were looked for.
    dpi
        The resolution that the user says it has.
    approved
        Whether its photos may be written.
    written
        The files of its photos.
    error
        Why it cannot be split.
    """

    path: Path
    page: int = 0
    photo: Photo | None = None
    image: QImage | None = None
    size: tuple[int, int] = (1, 1)
    history: History[tuple[PhotoFrame, ...]] | None = None
    dpi: float | None = None
    approved: bool = False
    written: tuple[Path, ...] = ()
    error: HeirloomError | None = None
    _copies: dict[int, QImage] = field(default_factory=dict, repr=False)

    def show(self, image: QImage | None) -> None:
        """Keep another copy to show, or none."""
        self.image = image
        self._copies.clear()

    def copy(self, zoom: float) -> QImage:
        """The picture for a zoom of the scan: a painter shrinks well by half, not by more."""
        assert self.image is not None
        shown = zoom * self.size[1] / self.image.width()
        level = max(0, math.floor(math.log2(1 / shown))) if shown > 0 else 0
        if level == 0:
            return self.image
        if level not in self._copies:
            size = QSize(max(1, self.image.width() >> level), max(1, self.image.height() >> level))
            self._copies[level] = self.image.scaled(
                size, mode=Qt.TransformationMode.SmoothTransformation
            )
        return self._copies[level]

    @property
    def name(self) -> str:
        """The file's name, and the page if there are several."""
        several = self.photo is not None and self.photo.pages > 1
        return f"{self.path.name} ({self.page + 1})" if several or self.page else self.path.name

    @property
    def frames(self) -> tuple[PhotoFrame, ...]:
        """The frames that hold; none before they were looked for."""
        return () if self.history is None else self.history.value

    @property
    def doubtful(self) -> int:
        """How many frames are not sure."""
        return sum(bool(frame.doubts) for frame in self.frames)

    @property
    def touched(self) -> bool:
        """Whether the user has changed a frame."""
        return self.history is not None and len(self.history.entries) > 1


@dataclass(frozen=True)
class Found:
    """A scan that was opened and looked at; made away from the window's thread."""

    photo: Photo
    image: QImage
    size: tuple[int, int]
    frames: tuple[PhotoFrame, ...]
    dpi: float | None


def pages_of(paths: Iterable[Path], progress: Progress) -> list[Scan]:
    """Every page of every file, and of every photo in the folders among them.

    A file that cannot be opened is kept, with the reason.

    Raises
    ------
    HeirloomError
        If a folder cannot be read.
    """
    from workstation.batch.intake import photos_below
    from workstation.core.errors import display_name
    from workstation.core.io.photo import open_photo

    scans = []
    for path in paths:
        try:
            files = list(photos_below(path)) if path.is_dir() else [path]
        except OSError as error:
            raise HeirloomError(
                "The folder {name} cannot be read.",
                "Choose one that you may read.",
                name=display_name(path),
            ) from error
        for file in files:
            progress.check()
            try:
                photo = open_photo(file)
            except HeirloomError as error:
                scans.append(Scan(file, error=error))
                continue
            # Only of TIFF are further pages scans; elsewhere they are frames of an animation.
            pages = photo.independent_pages
            scans += [Scan(file, page) for page in range(pages)]
    return scans


def looked_at(
    path: Path, page: int, dpi: float | None, usual: float | None, progress: Progress
) -> Found:
    """Open a scan, and find its photos.

    Parameters
    ----------
    dpi
        What the user says of this scan.
    usual
        What holds where neither user nor file says anything.

    Raises
    ------
    HeirloomError
        If it cannot be opened, or is damaged.
    """
    from workstation.app.viewer.tile_images import to_image
    from workstation.batch.splitting.detect import detect, square_size
    from workstation.core.io.photo import open_photo
    from workstation.core.io.resolution import plausible

    photo = open_photo(path, page=page)
    if dpi is None and plausible(photo) is None:
        dpi = usual
    found = detect(photo, progress, dpi)
    return Found(photo, to_image(found.whole), square_size(photo, dpi), found.frames, dpi)
