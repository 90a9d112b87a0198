"""Strokes of healing brush and clone stamp."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resources.text import Text
from workstation.app.masks.geometry import Place
from workstation.core.masks.shapes import Stroke
from workstation.core.repair.retouch import Retouch
from workstation.core.steps import Repair

if TYPE_CHECKING:
    from workstation.app.masks.editor import MaskEditor


class RepairEditor(QObject):
    """What hands do to the step Repair besides painting masks.

    Signals
    -------
    changed
        The clone stamp takes from elsewhere.

    Attributes
    ----------
    source
        Where the clone stamp takes from at its next stroke; None before it was said.
    away
        How far from its strokes it takes, once the first stroke was begun.
    """

    changed = Signal()

    def __init__(self, editor: MaskEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.source: Place | None = None
        self.away: Place | None = None
        editor.session.current_changed.connect(self._on_current)

    @property
    def step(self) -> Repair:
        """The step of the photo in front; where it is off, as painting would switch it on."""
        session = self.editor.session
        step = session.step(Repair.kind) or session.last_step(Repair.kind)
        return step if isinstance(step, Repair) else Repair()

    # Strokes

    def take_from(self, place: Place) -> None:
        """Let the clone stamp take from a place at its next stroke."""
        self.source, self.away = place, None
        self.changed.emit()

    def heal(self, stroke: Stroke) -> None:
        """Fill a stroke with what lies near it and looks like what is around it."""
        self._add(Retouch("heal", stroke), Text("Healed"))

    def clone(self, stroke: Stroke) -> None:
        """Copy over a stroke what lies where the clone stamp takes from."""
        if self.source is None:
            self.editor.told.emit(self.tr("First click with Alt where to take from."))
            return
        row, column, _ = stroke.points[0]
        if self.away is None:
            self.away = self.source[0] - row, self.source[1] - column
        if not all(-1 <= distance <= 1 for distance in self.away):
            self.editor.told.emit(self.tr("There is nothing to take from so far away."))
            return
        self._add(Retouch("clone", stroke, *self.away), Text("Cloned"))

    def _add(self, retouch: Retouch, name: Text) -> None:
        session = self.editor.session
        if session.current is not None:
            step = replace(self.step, strokes=(*self.step.strokes, retouch))
            session.set_step(step, name)

    def _on_current(self) -> None:
        self.source = self.away = None
        self.changed.emit()
