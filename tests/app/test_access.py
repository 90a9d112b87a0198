"""Everything can be reached and heard: names for screen readers, small screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from tests.app.drive import Driver
from workstation.app.dialogs.add_dialog import AddDialog, Given
from workstation.app.dialogs.export_all_dialog import ExportAllDialog
from workstation.app.dialogs.export_dialog import ExportDialog
from workstation.app.settings.dialog import SettingsDialog

_CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox),
    *(QComboBox, QLineEdit),
)


def controls(inside: QWidget) -> Iterator[QWidget]:
    """What can be used, without the parts that Qt makes fields of."""
    for widget in inside.findChildren(QWidget):
        parent = widget.parentWidget()
        part = isinstance(parent, QAbstractSpinBox | QComboBox) or "qt_" in widget.objectName()
        if isinstance(widget, _CONTROLS) and not isinstance(widget, QScrollBar) and not part:
            yield widget


def unnamed(inside: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found = []
    for widget in controls(inside):
        if widget.isVisibleTo(inside) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or not told.text(QAccessible.Text.Name).strip():
                found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.fixture
def opened(driver: Driver, portrait: Path, tmp_path: Path) -> Driver:
    other = tmp_path / "other.jpg"
    other.write_bytes(portrait.read_bytes())
    driver.open(portrait, other)
    driver.restore()
    return driver


def test_every_control_of_the_window_has_a_name_for_screen_readers(opened: Driver) -> None:
    for panel in opened.window.photo_page.panels.panels.values():
        for button in panel.findChildren(QAbstractButton):
            if button.isCheckable() and button.text() == "More":
                button.click()
    opened.do("tool_brush")
    assert unnamed(opened.window) == []
    opened.do("tool_dots")
    assert unnamed(opened.window) == []
    for page in ("page_queue", "page_split"):
        opened.do(page)
        assert unnamed(opened.window) == []


def test_every_control_of_the_dialogs_has_a_name(opened: Driver, portrait: Path) -> None:
    session, settings = opened.window.session, opened.settings
    makers: tuple[Callable[[], QWidget], ...] = (
        lambda: ExportDialog(opened.current.photo, settings),
        lambda: ExportAllDialog(session.photos, settings),
        lambda: AddDialog(Given([portrait], session.jobs.reading), settings),
    )
    for make in makers:
        dialog = make()
        assert unnamed(dialog) == []
        dialog.close()
        dialog.deleteLater()
    opened.do("settings")
    dialog = opened.window.findChild(SettingsDialog)
    assert dialog is not None
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert unnamed(dialog) == []
    dialog.close()
    opened.settle()


@pytest.mark.usefixtures("german")
def test_the_window_fits_a_small_screen_in_german(driver: Driver, portrait: Path) -> None:
    driver.window.resize(1024, 700)
    driver.open(portrait)
    driver.restore()
    QApplication.processEvents()
    assert driver.window.width() <= 1024
    assert driver.window.height() <= 700
    panels = driver.window.photo_page.panels
    assert panels.widget().width() <= panels.viewport().width()
    for page in ("page_queue", "page_split"):
        driver.do(page)
        QApplication.processEvents()
        assert driver.window.width() <= 1024
