"""What the engine sees where something is selected, and the area as a picture to lay over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.target import SelectionInfo
from workstation.core.pixels import Plane
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.app.jobs import Job

_OPACITY = 0.5


class Selection(QObject):
    """Keeps what is known about what is selected.

    It is found once the picture is drawn: the picture comes first.

    Signals
    -------
    changed
        Something else is known, or nothing.
    """

    changed = Signal()

    def __init__(self, editor: MaskEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._session = editor.session
        self._key: tuple[Any, ...] | None = None
        self._asked: tuple[Any, ...] | None = None
        self._job: Job[Any] | None = None
        self.found: SelectionInfo | None = None
        editor.changed.connect(self._look)
        self._session.rendition_changed.connect(self._look)

    @property
    def current(self) -> SelectionInfo | None:
        """What is known about what is selected now; None while it is not known yet."""
        return self.found if self._key == self._wanted() else None

    @property
    def busy(self) -> bool:
        """Whether something is being found."""
        return self._job is not None and not self._job.cancelled

    def _wanted(self) -> tuple[Any, ...] | None:
        """All that an answer depends on."""
        rendition, subject = self._session.wanted, self._editor.subject
        if rendition is None or subject is None:
            return None
        step = self._editor.step
        known = step.__dataclass_fields__
        settings = (name for name in step.analysed if not known[name].metadata.get("places"))
        values = tuple(getattr(step, name) for name in settings)
        return rendition.renderer, rendition.recipe.until(step), step.kind, values, subject

    def _look(self) -> None:
        wanted, loader = self._wanted(), self._session.tile_loader
        if wanted == self._key and not self.busy:
            return
        if wanted is None or loader is None:
            self._give_up()
            self._key = self.found = None
            self.changed.emit()
        elif not loader.pending and not (self.busy and wanted == self._asked):
            self._start(wanted)

    def _start(self, wanted: tuple[Any, ...]) -> None:
        self._give_up()
        self._asked = wanted
        renderer, before, *_, subject = wanted
        step, look = self._editor.step, self._editor.target.look

        def work(progress: Progress) -> SelectionInfo:
            return look(renderer, before, step, subject, progress)

        def done(found: SelectionInfo) -> None:
            self._job, self._key, self.found = None, wanted, found
            self.changed.emit()
            self._look()

        self._job = self._session.jobs.reading.start(work, done=done)

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None


def overlay_image(area: Plane, colour: QColor) -> QImage:
    """An area as a half transparent picture in a colour, of the area's own size."""
    alpha = np.round(area * (255 * _OPACITY)).astype(np.uint16)
    height, width = area.shape
    drawn = np.empty((height, width, 4), np.uint8)
    for channel, value in enumerate((colour.blue(), colour.green(), colour.red())):
        drawn[..., channel] = alpha * value // 255
    drawn[..., 3] = alpha
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(drawn.data, width, height, 4 * width, kind).copy()
