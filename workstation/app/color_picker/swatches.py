"""Swatches: colours to click, in rows that break where the panel ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from workstation.app.color_picker import hues

SIDE = 28
_IN_ROW = 9
# a* and b* that differ by less are the same colour.
_SAME = 0.5
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True)
class Offer:
    """A colour to click.

    Attributes
    ----------
    a, b
        In CIELAB units.
    said
        What is said of it after its own words, for example how likely it is.
    """

    a: float
    b: float
    said: str = ""


class Swatch(QAbstractButton):
    """One colour at the lightness of the place."""

    def __init__(self, lightness: float, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self._fill = hues.on_screen(lightness, offer.a, offer.b)
        self._chosen = False
        words = hues.described(lightness, offer.a, offer.b)
        words = f"{words}, {offer.said}" if offer.said else words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(SIDE, SIDE)

    @property
    def chosen(self) -> bool:
        """Whether it is the present colour."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Be the present colour, or not."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's buttons would take arrow keys for the tab key; the grid knows rows and columns.
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.3)
        role = self.palette().ColorRole
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(self.palette().color(role.Mid), 1))
        painter.setBrush(self._fill)
        painter.drawRoundedRect(box, 4, 4)
        if self._chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # Dark and light, so that it can be seen on every colour.
            for width, shade in ((4.0, QColor(20, 20, 20)), (2.0, QColor(250, 250, 250))):
                painter.setPen(QPen(shade, width))
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
        if self.hasFocus() or self.underMouse() or self.isDown():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = role.Highlight if self.hasFocus() else role.WindowText
            painter.setPen(QPen(self.palette().color(ring), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class SwatchGrid(QWidget):
    """Some colours; arrow keys go from one to the next.

    Signals
    -------
    taken
        a*, b* of the one that was clicked.
    """

    taken = Signal(float, float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatches: list[Swatch] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(name)

    @property
    def swatches(self) -> list[Swatch]:
        """What can be clicked, in order."""
        return self._swatches

    def show_offers(self, lightness: float, offers: Sequence[Offer]) -> None:
        """Show these colours, at a lightness."""
        focused = self._focused()
        for swatch in self._swatches:
            self._grid.removeWidget(swatch)
            swatch.hide()
            swatch.deleteLater()
        self._swatches = [Swatch(lightness, offer, self) for offer in offers]
        for i, swatch in enumerate(self._swatches):
            self._grid.addWidget(swatch, i // _IN_ROW, i % _IN_ROW)
            swatch.clicked.connect(lambda _=False, of=swatch.offer: self.taken.emit(of.a, of.b))
        if focused is not None and focused < len(self._swatches):
            self._swatches[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chosen(self, a: float, b: float) -> None:
        """Put a ring around the present colour, if it is among them."""
        near = [abs(one.offer.a - a) + abs(one.offer.b - b) for one in self._swatches]
        nearest = min(near, default=_SAME)
        for swatch, away in zip(self._swatches, near, strict=True):
            swatch.choose(away == nearest < _SAME)

    def _focused(self) -> int | None:
        return next((i for i, one in enumerate(self._swatches) if one.hasFocus()), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE * _IN_ROW, SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_IN_ROW,
            Qt.Key.Key_Down: _IN_ROW,
        }.get(Qt.Key(event.key()))
        focused = self._focused()
        if by is None or focused is None:
            super().keyPressEvent(event)
            return
        wanted = focused + by
        if 0 <= wanted < len(self._swatches):
            self._swatches[wanted].setFocus(Qt.FocusReason.TabFocusReason)
