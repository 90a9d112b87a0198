"""Choose a colour: what the network suggests, what exists, what was used, what has a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from workstation.app.color_picker import hues
from workstation.app.color_picker.color_library import ColorLibraryModel
from workstation.app.color_picker.named import NamedColours
from workstation.app.color_picker.plane import ColourPlane
from workstation.app.color_picker.swatches import Offer, SwatchGrid
from workstation.app.color_picker.things import ThingsButton
from workstation.app.dialogs.questions import Questions
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import icon_button, muted
from workstation.app.widgets.numbers import number

if TYPE_CHECKING:
    from workstation.core.colorize.suggestions import Suggestion

_LIGHTNESS = 60.0
_RECENT_SHOWN = 9


class ColourChooser(QWidget):
    """A colour for a place whose lightness is given by the photo.

    Parameters
    ----------
    library
        The colours used last, and those with names.
    questions
        What asks for files.

    Signals
    -------
    chosen
        a*, b*: one gesture of the user, once, at its end.
    changing
        a*, b* while a gesture goes on.
    pick_requested
        The next click on a photo is to pick a colour: answer with `pick`.
    """

    chosen = Signal(float, float)
    changing = Signal(float, float)
    pick_requested = Signal()

    def __init__(
        self, library: ColorLibraryModel, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._lightness = _LIGHTNESS
        self._ab = (0.0, 0.0)
        self._here = _Here(self)
        self._hex = QLineEdit(self)
        self._said = QLabel(self)
        self.suggested = SwatchGrid(self.tr("Suggested colours"), self)
        self.things = ThingsButton(lambda: self._lightness, self)
        self.plane = ColourPlane(self)
        self.recent = SwatchGrid(self.tr("Recently used colours"), self)
        self.named = NamedColours(library, questions, self)
        self._lay_out()
        self._connect()
        self.set_place(_LIGHTNESS, ())

    @property
    def colour(self) -> tuple[float, float]:
        """a*, b* of the present colour."""
        return self._ab

    @property
    def hex_field(self) -> QLineEdit:
        """Where the colour stands in six digits, and can be typed."""
        return self._hex

    def set_place(self, lightness: float, suggestions: Sequence[Suggestion]) -> None:
        """Choose for another place: its L*, and what the network holds for likely there."""
        self._lightness = lightness
        offers = [Offer(one.a, one.b, _likely(one.likelihood)) for one in suggestions]
        self.suggested.show_offers(lightness, offers)
        self.suggested.setVisible(bool(offers))
        self._no_place.setVisible(not offers)
        self._show_recent()
        self._show()

    def set_colour(self, a: float, b: float) -> None:
        """Show a colour as the present one; nothing is emitted."""
        self._ab = a, b
        self._show()

    def pick(self, colour: QColor) -> None:
        """Choose the a* and b* of a colour on the screen, as the eyedropper finds it."""
        _, a, b = hues.of_screen(colour)
        self._choose(a, b)

    # Building

    def _lay_out(self) -> None:
        layout = layouts.column(self, self._first_row(), margins=layouts.NONE, spacing=4)
        layout.addWidget(self._heading(self.tr("Suggested")))
        self._no_place = muted(
            self.tr("Click a place in the photo to see what is likely."), self, wrap=True
        )
        layout.addWidget(self._no_place)
        layout.addWidget(self.suggested)
        layout.addWidget(self.things)
        layout.addWidget(self._heading(self.tr("All colours at this lightness"), self.plane))
        layout.addWidget(self.plane)
        self._recent_heading = self._heading(self.tr("Recently used"))
        layout.addWidget(self._recent_heading)
        layout.addWidget(self.recent)
        layout.addWidget(self.named)
        layout.addStretch(1)

    def _first_row(self) -> QHBoxLayout:
        self._hex.setMaxLength(7)
        self._hex.setFixedWidth(88)
        self._hex.setAccessibleName(self.tr("Colour as six digits"))
        self._hex.setToolTip(
            self.tr(
                "The colour as it looks here, as #rrggbb. Type another one: its colour is taken, "
                "the lightness stays the photo's own."
            )
        )
        self._eyedropper = icon_button("pipette", self.tr("Pick a colour from a photo"), self)
        self._eyedropper.clicked.connect(self.pick_requested)
        row = layouts.row(None, self._here, spacing=8)
        row.addWidget(self._said, 1)
        row.addWidget(self._hex)
        row.addWidget(self._eyedropper)
        return row

    def _heading(self, text: str, buddy: QWidget | None = None) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("muted")
        label.setContentsMargins(0, 4, 0, 0)
        if buddy is not None:
            label.setBuddy(buddy)
        return label

    def _connect(self) -> None:
        for part in (self.suggested, self.things, self.recent, self.named):
            part.taken.connect(self._choose)
        self.plane.moving.connect(self._on_moving)
        self.plane.moved.connect(self._choose)
        self._hex.editingFinished.connect(self._on_typed)
        self._library.changed.connect(self._show_recent)

    # What is shown

    def _show(self) -> None:
        a, b = hues.existing(self._lightness, *self._ab)
        self.plane.show_colour(self._lightness, a, b)
        self.named.show_colour(self._lightness, *self._ab)
        for grid in (self.suggested, self.recent):
            grid.show_chosen(*self._ab)
        fill = hues.on_screen(self._lightness, a, b)
        self._here.show_fill(fill)
        self._hex.setText(fill.name())
        self._said.setText(hues.name_of(self._lightness, a, b))
        self._said.setToolTip(hues.described(self._lightness, a, b))

    def _show_recent(self) -> None:
        used = [Offer(a, b) for a, b in self._library.library.recent[:_RECENT_SHOWN]]
        self.recent.show_offers(self._lightness, used)
        self.recent.show_chosen(*self._ab)
        self.recent.setVisible(bool(used))
        self._recent_heading.setVisible(bool(used))

    # What the user does

    def _choose(self, a: float, b: float) -> None:
        self._ab = a, b
        self._show()
        self._library.used(a, b)
        self.chosen.emit(a, b)

    def _on_moving(self, a: float, b: float) -> None:
        self._ab = a, b
        self._show()
        self.changing.emit(a, b)

    def _on_typed(self) -> None:
        if not self._hex.isModified():
            return
        typed = QColor.fromString(f"#{self._hex.text().strip().lstrip('#')}")
        if typed.isValid():
            self.pick(typed)
        else:
            self._show()


def _likely(share: float) -> str:
    return f"{number(share * 100)} %" if share >= 0.005 else "< 1 %"


class _Here(QWidget):
    """The present colour as it looks at the place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fill = QColor()
        self.setFixedSize(QSize(40, 28))

    def show_fill(self, fill: QColor) -> None:
        self._fill = fill
        self.setToolTip(self.tr("The colour as it looks here: {0}").format(fill.name()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.palette().ColorRole.Mid), 1))
        painter.setBrush(self._fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
