"""The small windows that tell: keys, photo, what broke."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from workstation.app.commands import menus
from workstation.app.commands.actions import Actions
from workstation.app.widgets import layouts
from workstation.app.widgets.numbers import number

if TYPE_CHECKING:
    from workstation.core.io.photo import Photo

translate = QCoreApplication.translate


class Sheet(QDialog):
    """A window beside the main one, with a title and a button that closes it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.layout_ = layouts.column(self, margins=(24, 24, 24, 16), spacing=16)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)

    def present(self) -> None:
        self.layout_.addWidget(self.buttons)
        self.show()


def shortcuts(actions: Actions, parent: QWidget) -> QDialog:
    """The sheet of keys and mouse habits, made from the table of commands."""
    sheet = Sheet(translate("Dialogs", "Keys and mouse"), parent)
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    row = 0
    for menu, name in menus.titles().items():
        lines = [
            (command.title, "   ".join(actions.keys(command)))
            for command in actions.commands
            if command.menu == menu and actions.keys(command)
        ]
        row = _section(grid, row, name.replace("&", ""), lines)
    _section(grid, row, translate("Dialogs", "Mouse"), _mouse())
    area = QScrollArea(sheet)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setMinimumSize(inner.sizeHint().width() + 48, 480)
    sheet.layout_.addWidget(area)
    sheet.present()
    return sheet


def _mouse() -> list[tuple[str, str]]:
    return [
        (translate("Dialogs", "Zoom at the pointer"), translate("Dialogs", "Wheel, pinch")),
        (translate("Dialogs", "Move the photo"), translate("Dialogs", "Drag, middle drag, arrows")),
        (translate("Dialogs", "Whole photo or 100 %"), translate("Dialogs", "Double click")),
        (translate("Dialogs", "Fit, 100 %, 200 % in turn"), translate("Dialogs", "Middle click")),
        (
            translate("Dialogs", "Reset a slider"),
            translate("Dialogs", "Double click on it or on its name"),
        ),
        (
            translate("Dialogs", "Brush: erase, straight line, size"),
            translate("Dialogs", "Right button, Shift-click, Shift-drag"),
        ),
        (
            translate("Dialogs", "Dots: move, size, remove"),
            translate("Dialogs", "Drag, wheel, right button"),
        ),
        (translate("Dialogs", "Pick a colour, with any tool"), translate("Dialogs", "Ctrl-click")),
        (translate("Dialogs", "Move the wipe"), translate("Dialogs", "Drag its handle, ← →")),
    ]


def _section(grid: QGridLayout, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    if not lines:
        return row
    heading = QLabel(title)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    heading.setContentsMargins(0, 8 if row else 0, 0, 0)
    grid.addWidget(heading, row, 0, 1, 2)
    for what, keys in lines:
        row += 1
        grid.addWidget(QLabel(what), row, 0)
        grid.addWidget(QLabel(keys), row, 1)
    return row + 1


def information(photo: Photo, parent: QWidget) -> QDialog:
    """What is in the file."""
    sheet = Sheet(translate("Dialogs", "Photo information"), parent)
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    for name, value in _facts(photo):
        text = QLabel(value)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label = QLabel(name)
        label.setObjectName("muted")
        form.addRow(label, text)
    sheet.layout_.addLayout(form)
    sheet.setMinimumWidth(480)
    sheet.present()
    return sheet


def _facts(photo: Photo) -> list[tuple[str, str]]:
    kept = photo.metadata
    blocks = {"EXIF": kept.exif, "XMP": kept.xmp, "IPTC": kept.iptc}
    megapixels = photo.width * photo.height / 1e6
    facts = [
        (translate("Dialogs", "File"), str(photo.path)),
        (
            translate("Dialogs", "Format"),
            translate("Dialogs", "{0}, {1} bytes").format(
                photo.format.upper(), QLocale().toString(photo.file_bytes)
            ),
        ),
        (
            translate("Dialogs", "Size"),
            translate("Dialogs", "{0} × {1} pixels ({2} megapixels)").format(
                photo.width, photo.height, number(megapixels, 1)
            ),
        ),
        (
            translate("Dialogs", "Depth"),
            translate("Dialogs", "{0} bits per channel, {1}").format(photo.bits, photo.channels),
        ),
        (
            translate("Dialogs", "Colour profile"),
            photo.profile_name or translate("Dialogs", "none (taken as sRGB)"),
        ),
        (
            translate("Dialogs", "Metadata"),
            ", ".join(name for name, block in blocks.items() if block)
            or translate("Dialogs", "none"),
        ),
    ]
    if photo.dpi is not None:
        dpi = translate("Dialogs", "{0} × {1} dots per inch").format(
            *(number(one, None) for one in photo.dpi)
        )
        facts.insert(3, (translate("Dialogs", "Resolution"), dpi))
    if photo.pages > 1:
        page = translate("Dialogs", "{0} of {1}").format(photo.page + 1, photo.pages)
        facts.insert(1, (translate("Dialogs", "Page"), page))
    return facts


def broke(details: str, recipe: str, paths: Sequence[Path], parent: QWidget) -> QDialog:
    """Something went wrong that nobody foresaw: say so, and let the user take the details along."""
    from workstation.core import crash_log

    sheet = Sheet(translate("Dialogs", "Something went wrong"), parent)
    text = QLabel(
        translate(
            "Dialogs",
            "Heirloom made a mistake; your files are untouched. You can go on working. "
            "If you report it, please add the details below.",
        )
    )
    text.setWordWrap(True)
    sheet.layout_.addWidget(text)
    whole = "\n\n".join(part for part in (crash_log.versions(), details, recipe) if part)
    view = QPlainTextEdit(crash_log.without_names(whole, paths), sheet)
    view.setReadOnly(True)
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    view.setMinimumSize(560, 240)
    sheet.layout_.addWidget(view)
    named = QCheckBox(translate("Dialogs", "With the names of photos and folders"), sheet)
    named.toggled.connect(
        lambda on: view.setPlainText(whole if on else crash_log.without_names(whole, paths))
    )
    sheet.layout_.addWidget(named)
    copy = QPushButton(translate("Dialogs", "Copy details"), sheet)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(view.toPlainText()))
    sheet.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    sheet.present()
    return sheet
