"""Questions, and the small windows that tell: keys, photo, about, what broke."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.app.actions import Actions, menus
from workstation.app.opened import SUFFIXES

if TYPE_CHECKING:
    from workstation.app.opened import AboveLimits, OpenPhoto
    from workstation.core.export import ExportOptions
    from workstation.core.photo import Photo
    from workstation.core.settings import Settings

Leaving = Literal["save", "discard", "stay"]

translate = QCoreApplication.translate


class Questions:
    """Everything that stops and waits for an answer; tests put their own answers in its place."""

    def photos(self, parent: QWidget, folder: str) -> list[Path]:
        """Which photos to open."""
        endings = " ".join(f"*{suffix}" for suffix in (*sorted(SUFFIXES), ".heirloom"))
        names, _ = QFileDialog.getOpenFileNames(
            parent,
            translate("Questions", "Open photos"),
            folder,
            translate("Questions", "Photos and projects ({0});;All files (*)").format(endings),
        )
        return [Path(name) for name in names]

    def folder(self, parent: QWidget, folder: str) -> list[Path]:
        """The photos of which folder to open."""
        name = QFileDialog.getExistingDirectory(
            parent, translate("Questions", "Open the photos of a folder"), folder
        )
        return [Path(name)] if name else []

    def open_anyway(self, parent: QWidget, found: AboveLimits) -> bool:
        """Whether to open a photo above the limits."""
        return _ask(
            parent,
            found.error.message,
            translate("Questions", "Such files may be made to harm. Open it if you trust it."),
            translate("Questions", "Open anyway"),
        )

    def replace(self, parent: QWidget, path: Path) -> bool:
        """Whether a file may be replaced."""
        return _ask(
            parent,
            translate("Questions", "There is a file “{0}” already.").format(path.name),
            translate("Questions", "Replacing it cannot be undone."),
            translate("Questions", "Replace it"),
        )

    def export(
        self, parent: QWidget, photo: Photo, settings: Settings
    ) -> tuple[Path, ExportOptions] | None:
        """Where to write the result and how; None for not at all."""
        from workstation.app.export_dialog import ExportDialog

        dialog = ExportDialog(photo, settings, parent)
        try:
            while dialog.exec() == QDialog.DialogCode.Accepted:
                path = dialog.destination
                # The engine refuses to write onto the photo itself, and says so.
                there = path.exists() and not path.samefile(photo.path)
                if not there or self.replace(parent, path):
                    dialog.remember()
                    return path, dialog.options(overwrite=there)
            return None
        finally:
            dialog.deleteLater()

    def project(self, parent: QWidget, photo: OpenPhoto) -> Path | None:
        """Under which name to save a project."""
        from workstation.core.project import SUFFIX

        proposed = photo.project or photo.photo.path.with_suffix(SUFFIX)
        name, _ = QFileDialog.getSaveFileName(
            parent,
            translate("Questions", "Save the project"),
            str(proposed),
            translate("Questions", "Heirloom projects ({0})").format(f"*{SUFFIX}"),
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)

    def colours_to(self, parent: QWidget) -> Path | None:
        """To which file to write the named colours."""
        name, _ = QFileDialog.getSaveFileName(
            parent, translate("Questions", "Export the named colours"), "colours.json", _colours()
        )
        return Path(name) if name else None

    def colours_from(self, parent: QWidget) -> Path | None:
        """From which file to take named colours."""
        name, _ = QFileDialog.getOpenFileName(
            parent, translate("Questions", "Import named colours"), "", _colours()
        )
        return Path(name) if name else None

    def reference(self, parent: QWidget, folder: str) -> Path | None:
        """Of which photo to take the colours."""
        endings = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(
            parent,
            translate("Questions", "Take the colours of a photo"),
            folder,
            translate("Questions", "Photos ({0});;All files (*)").format(endings),
        )
        return Path(name) if name else None

    def colour(self, parent: QWidget, present: QColor) -> QColor | None:
        """Another colour for something of the window."""
        colour = QColorDialog.getColor(present, parent)
        return colour if colour.isValid() else None

    def mask_to_load(self, parent: QWidget) -> Path | None:
        """From which file to take an area."""
        name, _ = QFileDialog.getOpenFileName(
            parent, translate("Questions", "Load a mask"), "", _mask_files()
        )
        return Path(name) if name else None

    def mask_to_save(self, parent: QWidget, proposed: str) -> Path | None:
        """Under which name to save an area."""
        name, _ = QFileDialog.getSaveFileName(
            parent, translate("Questions", "Save the mask"), f"{proposed}.png", _mask_files()
        )
        return Path(name).with_suffix(".png") if name else None

    def lose(self, parent: QWidget, photos: Sequence[OpenPhoto]) -> Leaving:
        """What to do about changes that were neither saved nor exported."""
        if len(photos) == 1:
            text = translate("Questions", "“{0}” has changes that were not saved.")
            text = text.format(photos[0].name)
        else:
            text = translate("Questions", "{0} photos have changes that were not saved.")
            text = text.format(len(photos))
        box = QMessageBox(QMessageBox.Icon.Question, "Heirloom", text, parent=parent)
        box.setInformativeText(
            translate("Questions", "A project keeps them. The original files stay in any case.")
        )
        save = box.addButton(QMessageBox.StandardButton.Save)
        discard = box.addButton(QMessageBox.StandardButton.Discard)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save)
        box.exec()
        answers: dict[object, Leaving] = {save: "save", discard: "discard"}
        answer = answers.get(box.clickedButton(), "stay")
        box.deleteLater()
        return answer

    def stop_exporting(self, parent: QWidget) -> bool:
        """Whether an export that runs may be given up."""
        return _ask(
            parent,
            translate("Questions", "A result is still being written."),
            translate("Questions", "If you close now, it is given up; nothing half-written stays."),
            translate("Questions", "Give it up"),
        )


def _colours() -> str:
    return translate("Questions", "Colours ({0})").format("*.json")


def _mask_files() -> str:
    return translate("Questions", "Masks ({0})").format("*.png")


def _ask(parent: QWidget, text: str, more: str, yes: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Question, "Heirloom", text, parent=parent)
    box.setInformativeText(more)
    go = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    answer = box.clickedButton() is go
    box.deleteLater()
    return answer


class _Sheet(QDialog):
    """A window beside the main one, with a title and a button that closes it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(24, 24, 24, 16)
        self.layout_.setSpacing(16)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)

    def present(self) -> None:
        self.layout_.addWidget(self.buttons)
        self.show()


def shortcuts(actions: Actions, parent: QWidget) -> QDialog:
    """The sheet of keys and mouse habits, made from the table of commands."""
    sheet = _Sheet(translate("Dialogs", "Keys and mouse"), parent)
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    row = 0
    for menu, name in menus().items():
        lines = [
            (command.title, "   ".join(actions.keys(command)))
            for command in actions.commands
            if command.menu == menu and command.keys
        ]
        row = _section(grid, row, name.replace("&", ""), lines)
    _section(grid, row, translate("Dialogs", "Mouse"), _mouse())
    area = QScrollArea(sheet)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setMinimumSize(520, 480)
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
    sheet = _Sheet(translate("Dialogs", "Photo information"), parent)
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
            translate("Dialogs", "{0}, {1:,} bytes").format(photo.format.upper(), photo.file_bytes),
        ),
        (
            translate("Dialogs", "Size"),
            translate("Dialogs", "{0} × {1} pixels ({2:.1f} megapixels)").format(
                photo.width, photo.height, megapixels
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
        dpi = translate("Dialogs", "{0:g} × {1:g} dots per inch").format(*photo.dpi)
        facts.insert(3, (translate("Dialogs", "Resolution"), dpi))
    if photo.pages > 1:
        page = translate("Dialogs", "{0} of {1}").format(photo.page + 1, photo.pages)
        facts.insert(1, (translate("Dialogs", "Page"), page))
    return facts


def about(parent: QWidget) -> QDialog:
    """What this program is, and whose work is in it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("heirloom")
    except PackageNotFoundError:
        number = ""
    sheet = _Sheet(translate("Dialogs", "About Heirloom"), parent)
    text = QLabel(
        translate(
            "Dialogs",
            "<h3>Heirloom {0}</h3>"
            "<p>Restores and colours old photographs, offline, on this computer.</p>"
            "<p>Apache License 2.0. With Qt and PySide6 (LGPL 3), libvips (LGPL 2.1), OpenCV "
            "(Apache 2.0), LiteRT (Apache 2.0), NumPy (BSD), and icons by Lucide (ISC).</p>"
            "<p>Python {1}, PySide6 {2}, {3}</p>",
        ).format(number, platform.python_version(), pyside_version, platform.platform())
    )
    text.setWordWrap(True)
    text.setMinimumWidth(400)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    sheet.layout_.addWidget(text)
    sheet.present()
    return sheet


def broke(details: str, parent: QWidget) -> QDialog:
    """Something went wrong that nobody foresaw: say so, and let the user take the details along."""
    sheet = _Sheet(translate("Dialogs", "Something went wrong"), parent)
    text = QLabel(
        translate(
            "Dialogs",
            "Heirloom made a mistake; your files are untouched. You can go on working. "
            "If you report it, please add the details below.",
        )
    )
    text.setWordWrap(True)
    sheet.layout_.addWidget(text)
    view = QPlainTextEdit(details, sheet)
    view.setReadOnly(True)
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    view.setMinimumSize(560, 240)
    sheet.layout_.addWidget(view)
    copy = QPushButton(translate("Dialogs", "Copy details"), sheet)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    sheet.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    sheet.present()
    return sheet
