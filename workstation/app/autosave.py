"""Keeps what is done to open photos on the disk, within two seconds, and when they are closed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer
from PySide6.QtGui import QImage, QImageWriter

from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.jobs import Lane
    from workstation.app.open_photo import OpenPhoto
    from workstation.core.history import History
    from workstation.core.progress import Progress
    from workstation.core.recipe import Recipe
    from workstation.core.settings import Settings

log = logging.getLogger("heirloom.autosave")

_EVERY_MS = 250
# A history with thousands of strokes takes long to write; at most a tenth of the time goes there.
_SELDOM_MS = 1500


class Autosave(QObject):
    """Writes each change of a photo to a file of the program's own, and takes it away in the end.

    Parameters
    ----------
    photos
        The open ones, a list that changes.
    lane
        Where files are written.
    settings
        Whether anything is remembered of photos.
    """

    def __init__(
        self, photos: list[OpenPhoto], lane: Lane, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._open, self._lane, self._settings = photos, lane, settings
        self._photos: list[OpenPhoto] = []
        self._written: dict[OpenPhoto, tuple[History[Recipe], Path | None]] = {}
        self._files: dict[OpenPhoto, Path] = {}
        self._dropping: set[Path] = set()
        self._writing_s = 0.0
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._timer.timeout.connect(self.write)

    def write(self) -> None:
        """Write what has changed since the last time."""
        for photo in self._open:
            state = photo.history, photo.project
            before = self._written.get(photo)
            if before is not None and before[0] is state[0] and before[1] == state[1]:
                continue
            self._written[photo] = state
            if photo.history == photo.stored:
                self._drop(photo)
            else:
                self._write(photo)

    def adopt(self, photo: OpenPhoto, path: Path) -> None:
        """Go on in the file from which a photo was recovered."""
        self._files[photo] = path
        self._written[photo] = photo.history, photo.project

    def end(self) -> None:
        """Keep what was done to all photos for the next time, and leave nothing else behind.

        After the threads have ended: it works in the window's own.
        """
        from workstation.core import edits

        self._timer.stop()
        for photo in self._photos:
            self._keeping(photo)()
        for path in (*self._files.values(), *self._dropping):
            edits.drop(path)
        self._files.clear()
        self._dropping.clear()
        edits.prune()
        self._photos.clear()

    def soon(self) -> None:
        """Write within a second: a photo has changed."""
        # Not begun anew with each change: a long gesture is written while it lasts.
        if not self._timer.isActive():
            self._timer.start(round(min(max(_EVERY_MS, 10_000 * self._writing_s), _SELDOM_MS)))

    def follow(self) -> None:
        """Look which photos have come and gone."""
        there = set(self._open)
        gone, self._photos = [p for p in self._photos if p not in there], list(self._open)
        for photo in gone:
            self._in_order(self._keeping(photo))
            self._drop(photo)
            self._written.pop(photo, None)

    # What is done off the window's thread

    def _in_order(self, work: Callable[[], None]) -> None:
        def run(_: Progress) -> None:
            work()

        self._lane.start(run, done=lambda _: None)

    def _write(self, photo: OpenPhoto) -> None:
        from workstation.core import edits, project

        try:
            new = photo not in self._files
            path = self._files.setdefault(photo, edits.new_file()) if new else self._files[photo]
        except OSError as error:
            log.warning("Changes are not kept against a crash: %s", error)
            return
        done = project.Project(photo.photo, photo.history, photo.unknown)
        saved_as, small = photo.project, photo.thumbnail if new else QImage()

        def work() -> None:
            with _told():
                sha256, started = photo.hash_file(), perf_counter()
                edits.write(path, done, sha256, saved_as, _jpeg(small))
                self._writing_s = perf_counter() - started

        self._in_order(work)

    def _drop(self, photo: OpenPhoto) -> None:
        path = self._files.pop(photo, None)
        if path is not None:
            from workstation.core import edits

            def work(_: Progress) -> None:
                edits.drop(path)

            self._dropping.add(path)
            dropped = self._dropping.discard
            self._lane.start(work, done=lambda _: dropped(path))

    def _keeping(self, photo: OpenPhoto) -> Callable[[], None]:
        """What keeps the edits of a photo that is closed, or forgets them."""
        from workstation.core import edits, project

        history = _worth_keeping(photo)
        wanted = self._settings.chosen.remember_photos
        if photo.history == photo.found and not photo.discarded:
            return lambda: None  # nothing has changed since it was opened

        def keep() -> None:
            with _told():
                if history is not None and wanted:
                    done = project.Project(photo.photo, replace(history, gesture=None))
                    edits.keep(done, photo.hash_file())
                elif photo.sha256:
                    edits.forget(photo.photo, photo.sha256)

        return keep


def _worth_keeping(photo: OpenPhoto) -> History[Recipe] | None:
    """The history that a closed photo goes on from; None for none."""
    history = photo.history
    if photo.discarded:  # what was exported or saved before was not
        entries = range(len(history.entries) - 1, -1, -1)
        same = (i for i in entries if history.entries[i].value == photo.kept)
        position = next(same, 0) if photo.kept.steps else 0
        history = history.jump(position)
    has_steps = any(entry.value.steps for entry in history.entries)
    return history if has_steps and (history.value.steps or not photo.discarded) else None


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in keeping costs nobody their work: it stands in the log."""
    try:
        yield
    except (OSError, HeirloomError) as error:
        log.warning("What was done to a photo could not be kept: %s", error)


def _jpeg(image: QImage) -> bytes:
    if image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpeg")).write(image)
    return bytes(buffer.data().data())
