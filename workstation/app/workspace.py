"""What commands and pages act on: the open photos, the queue, the settings, and the user."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from workstation.app.dialogs.questions import Questions
from workstation.app.open_photo import OpenPhoto
from workstation.app.pages import PHOTO, Pages
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.session import Session
from workstation.app.status import Status
from workstation.app.widgets.messages import MessageBar
from workstation.core.edits import Version
from workstation.core.errors import HeirloomError
from workstation.core.settings import Settings

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Workspace:
    """What commands and pages act on.

    Attributes
    ----------
    session, queue
        The open photos, and the queue.
    settings
        What was chosen, and what is remembered.
    ask
        Asks the user and waits for the answer.
    status, messages
        Tell what worked, and what has to be read.
    pages
        Which part of the program is in front.
    """

    session: Session
    queue: QueueMonitor
    settings: Settings
    ask: Questions
    status: Status
    messages: MessageBar
    pages: Pages

    # Opening

    def open(self, paths: Sequence[Path]) -> None:
        """Open photos, and those of folders, on the page for them."""
        if paths:
            self.session.open(paths)
            self.pages.show_page(PHOTO)

    def picked(self, ask: Callable[[str], list[Path]]) -> list[Path]:
        """Ask for files, beginning in the folder of the last ones."""
        paths = ask(self.settings.text("open_folder"))
        if paths:
            self.settings.put("open_folder", str(paths[0].parent))
        return paths

    def paste(self) -> None:
        """Open what is on the clipboard: files, or a picture."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            self.status.tell(translate("Workspace", "There is no picture on the clipboard."))

    def take(self, data: QMimeData) -> bool:
        """Open files or a picture that were dropped or pasted; False if there is neither."""
        import platformdirs

        paths = paths_of(data)
        if paths:
            self.open(paths)
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self.session.paste(
            image, platformdirs.user_data_path("heirloom", appauthor=False) / "pasted"
        )
        self.pages.show_page(PHOTO)
        return True

    # Keeping

    def export(self) -> None:
        """Write the photo in front where and how the user says."""
        if self.session.current is not None:
            self.export_photos([self.session.current])

    def export_photos(self, photos: Sequence[OpenPhoto]) -> None:
        """Write several photos into one folder; a single one where and how the user says."""
        if len(photos) == 1:
            answer = self.ask.export(photos[0].photo, self.settings)
            if answer is not None:
                self.session.export(*answer, photos[0])
            return
        plan = self.ask.export_all(tuple(photos), self.settings) if photos else None
        if plan is not None:
            self.session.export_all(plan)

    def save(self) -> None:
        """Save the photo in front as a project, under the name that it has."""
        if self.session.current is not None:
            self._save(self.session.current, lambda: None)

    def save_as(self) -> None:
        """Save the photo in front as a project, under a new name."""
        current = self.session.current
        path = None if current is None else self.ask.project(current)
        if current is not None and path is not None:
            self.session.save(current, path)

    def take_version(self, version: Version) -> None:
        """Go back to an earlier version of the project in front."""
        try:
            self.session.take_version(version)
        except HeirloomError as error:
            self.messages.show_error(error)

    def close(self, photo: OpenPhoto | None) -> None:
        """Close a photo, once nothing is lost."""
        if photo is not None:
            self.close_photos([photo])

    def close_photos(self, photos: Sequence[OpenPhoto]) -> None:
        """Close some photos, once nothing is lost."""

        def go() -> None:
            for photo in photos:
                if photo in self.session.photos:
                    self.session.close(photo)

        self.leave(photos, go)

    def leave(self, photos: Sequence[OpenPhoto], go: Callable[[], None]) -> None:
        """Go on once nothing is lost that the user wants to keep."""
        lost = [photo for photo in photos if photo.unsaved]
        answer = self.ask.lose(lost) if lost else "discard"
        if answer == "discard":
            for photo in lost:
                photo.discarded = True
            go()
        elif answer == "save" and len(lost) == 1:
            self._save(lost[0], go)
        elif answer == "save":
            self._save_all(lost, go)

    def _save_all(self, photos: Sequence[OpenPhoto], go: Callable[[], None]) -> None:
        """Save one after the other, beside the photos and without a question; then go on."""
        if not photos:
            go()
            return
        photo, *others = photos
        path = photo.project or free_name(photo.photo.path, photo.photo.page)
        self.session.save(photo, path, lambda: self._save_all(others, go))

    def _save(self, photo: OpenPhoto, then: Callable[[], None]) -> None:
        path = photo.project or self.ask.project(photo)
        if path is not None:
            self.session.save(photo, path, then)


def free_name(photo: Path, page: int) -> Path:
    """A name for a photo's project, beside it, that no file has."""
    from workstation.core.project import SUFFIX

    stem = photo.stem if page == 0 else f"{photo.stem}-page{page + 1}"
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{SUFFIX}" for n in count(1))
    return next(path for path in map(photo.with_name, names) if not os.path.lexists(path))


def paths_of(data: QMimeData) -> list[Path]:
    """The files that are dragged or on the clipboard."""
    urls = data.urls() if data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
