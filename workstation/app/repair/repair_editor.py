"""Strokes of healing brush and clone stamp, and what was found, piece by piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resources.text import Text
from workstation.app.masks.geometry import Place
from workstation.core.masks.shapes import Mask, Stroke
from workstation.core.repair.retouch import Retouch
from workstation.core.steps import Repair
from workstation.core.steps.repair import RepairAnalysis, RepairRegion

if TYPE_CHECKING:
    from workstation.app.masks.editor import MaskEditor
    from workstation.core.repair.find import Damage, Piece


class RepairEditor(QObject):
    """What hands do to the step Repair besides painting masks.

    Signals
    -------
    changed
        Another piece is looked at, or the clone stamp takes from elsewhere.
    wanted
        A place is to be seen: top, left, bottom and right as fractions of the photo.

    Attributes
    ----------
    source
        Where the clone stamp takes from at its next stroke; None before it was said.
    away
        How far from its strokes it takes, once the first stroke was begun.
    """

    changed = Signal()
    wanted = Signal(tuple)

    def __init__(self, editor: MaskEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.source: Place | None = None
        self.away: Place | None = None
        self._number: int | None = None
        editor.session.current_changed.connect(self._on_current)
        editor.session.rendition_changed.connect(self.changed)
        editor.session.recipe_changed.connect(self.changed)

    @property
    def step(self) -> Repair:
        """The step of the photo in front; where it is off, as painting would switch it on."""
        session = self.editor.session
        step = session.step(Repair.kind) or session.last_step(Repair.kind)
        return step if isinstance(step, Repair) else Repair(sensitivity=0.0)

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

    # What was found

    @property
    def damage(self) -> Damage | None:
        """What was found in the photo in front, large pieces first; None if nobody looked."""
        analysis = self.editor.session.analysis(Repair.kind)
        return analysis.damage if isinstance(analysis, RepairAnalysis) else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What was found, large ones first."""
        return () if self.damage is None else self.damage.pieces

    @property
    def number(self) -> int | None:
        """The number of the piece that is looked at."""
        number = self._number
        return number if number is not None and number < len(self.pieces) else None

    def show_next(self, by: int = 1) -> None:
        """Look at the next piece; after the last one comes the first."""
        if self.pieces:
            first = 0 if by > 0 else -1
            number = first if self.number is None else self.number + by
            self._number = number % len(self.pieces)
            self.wanted.emit(self.pieces[self._number].box)
            self.changed.emit()

    def leave_it(self) -> None:
        """Leave the piece that is looked at as it is, and go on to the next one."""
        damage, number = self.damage, self.number
        if damage is None or number is None:
            return
        step = self.step
        name = str(self.tr("Not damaged"))
        guard = damage.guard(number)
        others = [region for region in step.regions if region.name != name]
        kept = next((region for region in step.regions if region.name == name), None)
        if kept is None:
            kept = RepairRegion(name, Mask(smart_edge=False))
        kept = replace(kept, mask=replace(kept.mask, shapes=(*kept.mask.shapes, guard)))
        step = replace(step, regions=(*others, kept))
        self.editor.session.set_step(step, Text("Left as it is"))
        self.show_next()

    def _on_current(self) -> None:
        self._number = self.source = self.away = None
        self.changed.emit()
