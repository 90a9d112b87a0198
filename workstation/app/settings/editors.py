"""One control for each kind of setting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from workstation.app.settings import words
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import Spin
from workstation.core.io.formats import BY_SUFFIX, patterns
from workstation.core.settings import about, default
from workstation.core.settings_table import Value

translate = QCoreApplication.translate


class Editor(QWidget):
    """Shows the value of a setting, and says what the user makes of it.

    Signals
    -------
    edited
        The value that the user wants.
    """

    edited = Signal(object)

    def __init__(self, name: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.control = control
        control.setAccessibleName(words.title(name))
        control.setAccessibleDescription(words.explanation(name))
        control.setToolTip(words.explanation(name))
        self.setFocusProxy(control)
        self._row = layouts.row(self, margins=layouts.NONE, spacing=8)
        self._row.addWidget(control, 1)

    def show_value(self, value: Value) -> None:
        """Show what holds, without saying that it was edited."""
        self.control.blockSignals(True)
        self._show(value)
        self.control.blockSignals(False)

    def _show(self, value: Value) -> None:
        raise NotImplementedError


class _Box(QComboBox):
    """A list that the wheel changes only once it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Spin(Spin):
    """A number that the wheel changes only once it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(Editor):
    """One of a few values."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._box = _Box()
        super().__init__(name, self._box, parent)
        for value in about(name).values:
            self._box.addItem(words.value(name, value), value)
        self._row.addStretch(1)
        self._box.activated.connect(lambda _: self.edited.emit(self._box.currentData()))

    def _show(self, value: Value) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class Number(Editor):
    """A whole number, or none of its own, which stands below the lowest."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._box = _Spin()
        super().__init__(name, self._box, parent)
        known = about(name)
        self._least = known.low - 1 if known.nothing else known.low
        self._box.setRange(self._least, known.high)
        self._box.setSpecialValueText(words.nothing(name))
        self._box.setSuffix(f" {known.unit}" if known.unit else "")
        self._box.setSingleStep(max(1, (known.high - known.low) // 200 // 8 * 8))
        self._box.setKeyboardTracking(False)
        self._box.setMinimumWidth(160)
        self._row.addStretch(1)
        self._nothing = bool(known.nothing)
        self._box.valueChanged.connect(self._on_value)

    def _show(self, value: Value) -> None:
        self._box.setValue(self._least if value is None else int(str(value)))

    def _on_value(self, value: int) -> None:
        self.edited.emit(None if self._nothing and value == self._least else value)


class Switch(Editor):
    """Yes or no; it carries its own title."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._box = QCheckBox(words.title(name))
        super().__init__(name, self._box, parent)
        self._box.toggled.connect(lambda checked: self.edited.emit(checked))

    def _show(self, value: Value) -> None:
        self._box.setChecked(value is True)


class Line(Editor):
    """A text, taken when it is finished."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._line = QLineEdit()
        super().__init__(name, self._line, parent)
        self._line.setPlaceholderText(words.nothing(name) or str(default(name)))
        self._line.editingFinished.connect(self._on_finished)
        self._shown = ""

    def _show(self, value: Value) -> None:
        self._shown = str(value)
        self._line.setText(self._shown)

    def _on_finished(self) -> None:
        text = self._line.text().strip()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)


class Folder(Line):
    """A folder, typed or picked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._row.addWidget(_browse(self._on_browse, self))

    def _on_browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, words.title(self.name), self._line.text())
        if found:
            self._show(found)
            self.edited.emit(found)


class RecipeChoice(Editor):
    """What Restore does: what the photo needs, a preset, or a file."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        from workstation.core import presets

        self._box = _Box()
        super().__init__(name, self._box, parent)
        self._box.addItem(words.nothing(name), "")
        for preset in presets.names():
            if preset != "automatic":  # which is what stands above it
                self._box.addItem(preset, preset)
        self._row.addWidget(_browse(self._on_browse, self))
        self._box.activated.connect(lambda _: self.edited.emit(self._box.currentData()))

    def _show(self, value: Value) -> None:
        text = str(value)
        if self._box.findData(text) < 0:
            self._box.addItem(Path(text).name, text)
        self._box.setCurrentIndex(self._box.findData(text))

    def _on_browse(self) -> None:
        from workstation.core.project import SUFFIX

        kinds = translate("Preferences", "Recipes, projects and restored photos ({0})").format(
            patterns((".json", SUFFIX, *BY_SUFFIX))
        )
        found, _ = QFileDialog.getOpenFileName(self, words.title(self.name), "", kinds)
        if found:
            self.edited.emit(found)


def _browse(do: object, parent: QWidget) -> QPushButton:
    button = QPushButton(translate("Preferences", "Browse…"), parent)
    button.setAutoDefault(False)
    button.clicked.connect(do)
    return button


def editor(name: str, parent: QWidget | None = None) -> Editor:
    """The control for a setting."""
    known, usual = about(name), default(name)
    if name == "recipe":
        return RecipeChoice(name, parent)
    if name == "export_folder":
        return Folder(name, parent)
    if known.values:
        return Choice(name, parent)
    if isinstance(usual, bool):
        return Switch(name, parent)
    return Number(name, parent) if known.high else Line(name, parent)
