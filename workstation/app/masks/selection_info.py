"""What the engine sees where something is selected: the area that is meant, and likely colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from workstation.app.masks.toolbox import Toolbox
from workstation.core.colorize import suggestions
from workstation.core.masks import masks
from workstation.core.pixels import Plane
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.app.jobs import Job
    from workstation.core.colorize.suggestions import Suggestion

_OPACITY = 0.5


@dataclass(frozen=True, eq=False)
class SelectionInfo:
    """What is known about the selected region or dot.

    Attributes
    ----------
    area
        0..1, on the working grid: what the marks of the region mean; None for a dot.
    lightness
        L*, 0..100, of the place.
    suggestions
        Likely colours, the likeliest first.
    """

    area: Plane | None
    lightness: float
    suggestions: tuple[Suggestion, ...]


class Insights(QObject):
    """Keeps the insight for what is selected.

    It is found once the picture is drawn: the picture comes first.

    Signals
    -------
    changed
        There is another insight, or none.
    """

    changed = Signal()

    def __init__(self, box: Toolbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self._session = box.session
        self._key: tuple[Any, ...] | None = None
        self._asked: tuple[Any, ...] | None = None
        self._job: Job[Any] | None = None
        self.found: SelectionInfo | None = None
        box.changed.connect(self._look)
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
        rendition, box = self._session.wanted, self._box
        if rendition is None:
            return None
        step = box.step
        seen = rendition.renderer, rendition.recipe.until(step), step.detail, step.reference
        subject: object = None
        dot, region = box.chosen_dot, box.chosen
        if box.tool == "dots" and dot is not None:
            subject = dot.row, dot.column
        elif region is not None and region.mask.marks:
            subject = region.mask
        return None if subject is None else (*seen, step.palette, subject)

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
        rendition, subject, step = self._session.wanted, wanted[-1], self._box.step
        assert rendition is not None
        recipe = rendition.recipe

        def work(progress: Progress) -> SelectionInfo:
            view = rendition.renderer.look(recipe, step, step.colors, progress)
            if isinstance(subject, masks.Mask):
                area = rendition.renderer.area(recipe, step, subject, progress)
                weight = float(area.sum())
                light = float((view.light * area).sum() / weight) if weight else 50.0
                return SelectionInfo(
                    area, light, suggestions.suggest_in(view.answer, view.light, area)
                )
            row, column = subject
            height, width = view.light.shape
            y, x = min(int(row * height), height - 1), min(int(column * width), width - 1)
            found = suggestions.suggest_at(view.answer, view.light, row, column)
            return SelectionInfo(None, float(view.light[y, x]), found)

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
