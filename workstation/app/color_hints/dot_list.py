"""The colour dots of the photo in front, and the settings of the selected one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from resources.text import Text
from workstation.app.color_hints.hint_editor import DOT_LARGEST, DOT_RADIUS, HintEditor
from workstation.app.color_picker import hues
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import ValueSlider

_SIDE = 18
_SHOWN_AT = 60.0
_ROWS = 3


class DotList(QListWidget):
    """Every dot by its colour; a click selects, Del removes."""

    def __init__(self, hints: HintEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Colour dots"))
        self.setToolTip(self.tr("A click selects, Del removes"))
        self.setIconSize(icons.square(_SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), _ROWS)
        return QSize(240, rows * (self.sizeHintForRow(0) if self.count() else 28) + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def refresh(self) -> None:
        """Show the dots as the recipe has them."""
        shown = (self._hints.dots, self._hints.dot)
        if shown == self._shown:
            return
        self._shown = shown
        ratio = self.devicePixelRatioF()
        with QSignalBlocker(self):
            self.clear()
            for number, dot in enumerate(self._hints.dots, 1):
                colour = hues.name_of(_SHOWN_AT, dot.a, dot.b)
                item = QListWidgetItem(self.tr("Dot {0}: {1}").format(number, colour))
                brush = QBrush(hues.on_screen(_SHOWN_AT, dot.a, dot.b))
                item.setIcon(icons.swatch(brush, _SIDE, ratio))
                self.addItem(item)
            self.setCurrentRow(-1 if self._hints.dot is None else self._hints.dot)
        self.updateGeometry()

    def _on_row(self, row: int) -> None:
        if self._hints.editor.tool != "dots":
            self._hints.editor.take("dots")
        self._hints.select_dot(None if row < 0 else row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._hints.remove_dot()
        else:
            super().keyPressEvent(event)


class DotOptions(QWidget):
    """Size and reach of the selected dot."""

    def __init__(self, hints: HintEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
        self.size_slider = ValueSlider(
            self.tr("Size"),
            0.2,
            DOT_LARGEST * 100,
            DOT_RADIUS * 100,
            decimals=1,
            unit="%",
            tip=self.tr("Of the photo's longer side; the wheel over a dot changes it too"),
            parent=self,
        )
        self.size_slider.changed.connect(
            lambda value, gesture: hints.size_dot(value / 100, gesture)
        )
        self.spread = QCheckBox(self.tr("Spread to similar places"), self)
        self.spread.setToolTip(
            self.tr("What looks like this place takes the colour too, wherever it is")
        )
        self.spread.clicked.connect(self._on_spread)
        layouts.column(self, self.size_slider, self.spread, margins=layouts.NONE, spacing=4)

    def refresh(self) -> None:
        """Show the selected dot's settings."""
        dot = self._hints.chosen_dot
        if dot is not None:
            self.size_slider.show_value(dot.radius * 100)
            self.spread.setChecked(dot.spread)

    def _on_spread(self, on: bool) -> None:
        words = Text("Dot: spread") if on else Text("Dot: this place only")
        self._hints.set_dot(words, spread=on)
