"""Small pictures of renditions, rendered while nothing else is to be done, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from workstation.app.open_photo import OpenPhoto
from workstation.app.session import Session
from workstation.app.viewer.tile_images import ImageCache, to_image
from workstation.app.viewer.viewport import level_size
from workstation.core.pixels import Roi
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.app.jobs import Job
    from workstation.core.recipe import Recipe
    from workstation.core.render import Renderer

_CACHE_BYTES = 64 << 20
_NONE = QImage(1, 1, QImage.Format.Format_RGB32)


@dataclass(frozen=True)
class ThumbnailRequest:
    """A photo by a recipe, its longer side so many pixels."""

    photo: OpenPhoto
    recipe: Recipe
    longest_px: int


def render(renderer: Renderer, recipe: Recipe, longest_px: int, progress: Progress) -> QImage:
    """Render a small picture; not for the window's thread.

    Raises
    ------
    HeirloomError
        If the recipe cannot be rendered.
    """
    if not renderer.decoded:  # all of a photo in memory, for a small picture of it, is too much
        return to_image(renderer.preview(recipe, longest_px, progress))
    height, width = renderer.size(recipe)
    level = 0
    while max(level_size(height, width, level + 1)) >= longest_px:
        level += 1
    where = Roi.whole(*level_size(height, width, level), 1 / 2**level)
    image = to_image(renderer.tile(recipe, where, level, progress))
    return image.scaled(
        longest_px,
        longest_px,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


class Thumbnails(QObject):
    """Renders what views wish for, one by one, whenever the canvas has all it needs.

    Signals
    -------
    ready
        Another picture is there.
    """

    ready = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._images = ImageCache(_CACHE_BYTES)
        self._requests: dict[object, tuple[ThumbnailRequest, ...]] = {}
        self._job: Job[QImage] | None = None
        self._working_on: ThumbnailRequest | None = None
        session.jobs.rendering.changed.connect(self._proceed)
        session.photos_changed.connect(self._drop_closed)

    def image(self, request: ThumbnailRequest) -> QImage | None:
        """The picture, if it is there; a null one if it cannot be rendered."""
        found = self._images.get(request)
        return QImage() if found is _NONE else found

    def request(self, who: object, requests: Sequence[ThumbnailRequest]) -> None:
        """Say what a view shows now, the most urgent first; what it wanted before is given up."""
        self._requests[who] = tuple(requests)
        if self._working_on is not None and self._working_on not in self._all():
            assert self._job is not None
            self._job.cancel()
            self._job = self._working_on = None
        self._proceed()

    def _all(self) -> Iterator[ThumbnailRequest]:
        for requests in self._requests.values():
            yield from requests

    def _proceed(self) -> None:
        loader = self._session.tile_loader
        if self._job is not None or loader is None or loader.busy:
            return
        request = next((request for request in self._all() if request not in self._images), None)
        if request is None or request.photo not in self._session.photos:
            return
        renderer = self._session.engine.beside(request.photo)
        self._working_on = request
        self._job = self._session.jobs.thumbnails.start(
            lambda progress: render(renderer, request.recipe, request.longest_px, progress),
            done=lambda image: self._on_done(request, image),
            # Whoever looks at this recipe itself is told why it cannot be rendered.
            failed=lambda _: self._on_done(request, _NONE),
        )

    def _on_done(self, request: ThumbnailRequest, image: QImage) -> None:
        self._job = self._working_on = None
        self._images.put(request, image)
        self.ready.emit()
        self._proceed()

    def _drop_closed(self) -> None:
        for who, requests in list(self._requests.items()):
            self.request(
                who, [request for request in requests if request.photo in self._session.photos]
            )
