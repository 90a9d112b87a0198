"""Small pictures of photos and results, made one by one when they are to be seen."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from workstation.app.jobs import Lane
from workstation.batch.items import Item
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.core.progress import Progress

ROW_PX: Final = 112
"""Twice what a row shows, for displays with twice the pixels."""
PREVIEW_PX: Final = 640
_KEPT: Final = 800
_WAITING: Final = 48
"""More than are in sight at a time; what was wished for before was scrolled past."""


@dataclass(frozen=True)
class FileThumbnail:
    """Which picture is meant.

    Attributes
    ----------
    path, page
        The file; a picture that cannot be made is empty.
    side_px
        Its longer side at most.
    moment
        Another number after the file was written anew.
    """

    path: Path
    page: int
    side_px: int
    moment: float = 0.0

    @classmethod
    def before(cls, item: Item, side_px: int) -> FileThumbnail:
        """The photo as it is."""
        return cls(item.source, item.page, side_px)

    @classmethod
    def after(cls, item: Item, side_px: int) -> FileThumbnail:
        """What was made of it."""
        return cls(item.output, 0, side_px, item.finished or 0.0)


class FileThumbnails(QObject):
    """Pictures as far as there are any yet; asking for one has it made, the latest wish first.

    Signals
    -------
    made
        A picture (`FileThumbnail`) is there now.
    """

    made = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._images: OrderedDict[FileThumbnail, QImage] = OrderedDict()
        self._requested: OrderedDict[FileThumbnail, None] = OrderedDict()
        self._making: FileThumbnail | None = None

    def get(self, picture: FileThumbnail) -> QImage | None:
        """A picture, empty if it cannot be made; None if it is not there yet."""
        image = self._images.get(picture)
        if image is not None:
            self._images.move_to_end(picture)
            return image
        if picture != self._making:
            self._requested[picture] = None
            self._requested.move_to_end(picture)
            while len(self._requested) > _WAITING:
                self._requested.popitem(last=False)
            self._make_next()
        return None

    def _make_next(self) -> None:
        if self._making is None and self._requested:
            picture, _ = self._requested.popitem()
            self._making = picture

            def work(progress: Progress) -> QImage:
                return _read(picture, progress)

            self._lane.start(work, done=self._on_made)

    def _on_made(self, image: QImage) -> None:
        picture = self._making
        assert picture is not None
        self._making = None
        self._images[picture] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.made.emit(picture)
        self._make_next()


def _read(picture: FileThumbnail, progress: Progress) -> QImage:
    from workstation.app.viewer.tile_images import to_image
    from workstation.core.io.decode import read_whole
    from workstation.core.io.photo import open_photo

    try:
        photo = open_photo(picture.path, page=picture.page)
        return to_image(read_whole(photo, picture.side_px, progress))
    except HeirloomError:  # its row says why, as soon as it was its turn
        return QImage()
