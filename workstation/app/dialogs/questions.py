"""Everything that stops and waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QMessageBox, QWidget

from workstation.app.dialogs import files
from workstation.app.language import said
from workstation.app.widgets.numbers import photos

if TYPE_CHECKING:
    from workstation.app.dialogs.add_dialog import Given
    from workstation.app.open_photo import AboveLimits, OpenPhoto
    from workstation.batch.intake import Batch
    from workstation.core.io.export import ExportOptions
    from workstation.core.io.photo import Photo
    from workstation.core.settings import Settings

Leaving = Literal["save", "discard", "stay"]
LeavingQueue = Literal["background", "pause", "stay"]

translate = QCoreApplication.translate


class Questions:
    """Everything that stops and waits for an answer; tests put their own answers in its place."""

    def photos(self, parent: QWidget, folder: str) -> list[Path]:
        """Which photos to open."""
        title = translate("Questions", "Open photos")
        kinds = translate("Questions", "Photos and projects ({0});;All files (*)")
        return files.chosen(parent, title, folder, kinds, projects=True)

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
            said(found.error.message),
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
        from workstation.app.dialogs.export_dialog import ExportDialog

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
        name, _ = QFileDialog.getOpenFileName(
            parent,
            translate("Questions", "Take the colours of a photo"),
            folder,
            files.filled(translate("Questions", "Photos ({0});;All files (*)")),
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

    # The queue

    def photos_to_add(self, parent: QWidget, folder: str) -> list[Path]:
        """Which photos to put into the queue."""
        title = translate("Questions", "Add photos to the queue")
        kinds = translate("Questions", "Photos ({0});;All files (*)")
        return files.chosen(parent, title, folder, kinds)

    def folder_to_add(self, parent: QWidget, folder: str) -> list[Path]:
        """The photos of which folder to put into the queue."""
        name = QFileDialog.getExistingDirectory(
            parent, translate("Questions", "Add the photos of a folder to the queue"), folder
        )
        return [Path(name)] if name else []

    def add_to_queue(self, parent: QWidget, given: Given, settings: Settings) -> Batch | None:
        """Where results go and how they are made; None for not at all."""
        from workstation.app.dialogs.add_dialog import AddDialog

        dialog = AddDialog(given, settings, parent)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            dialog.remember()
            return dialog.batch()
        finally:
            dialog.deleteLater()

    def report_to(self, parent: QWidget, folder: str) -> Path | None:
        """Into which folder to write the report."""
        title = translate("Questions", "Write the report into a folder")
        name = QFileDialog.getExistingDirectory(parent, title, folder)
        return Path(name) if name else None

    def leave_queue(self, parent: QWidget, pending: int) -> LeavingQueue:
        """What becomes of a queue that is at work when the window closes."""
        text = translate("Questions", "The queue is not done yet: {0} to go.").format(
            photos(pending)
        )
        box = QMessageBox(QMessageBox.Icon.Question, "Heirloom", text, parent=parent)
        box.setInformativeText(
            translate(
                "Questions",
                "It can go on without this window. If it pauses, the photos under way are "
                "finished, and the rest waits for the next start.",
            )
        )
        role = QMessageBox.ButtonRole.AcceptRole
        on = box.addButton(translate("Questions", "Go on in the background"), role)
        pause = box.addButton(
            translate("Questions", "Pause"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(on)
        box.exec()
        answers: dict[object, LeavingQueue] = {on: "background", pause: "pause"}
        answer = answers.get(box.clickedButton(), "stay")
        box.deleteLater()
        return answer

    # Scans

    def scans(self, parent: QWidget, folder: str) -> list[Path]:
        """Which scans to split."""
        title = translate("Questions", "Choose scans with several photos each")
        kinds = translate("Questions", "Scans ({0});;All files (*)")
        return files.chosen(parent, title, folder, kinds)

    def split_folder(self, parent: QWidget, folder: Path) -> Path | None:
        """Into which folder to write the photos."""
        name = QFileDialog.getExistingDirectory(
            parent, translate("Questions", "Write the photos into a folder"), str(folder)
        )
        return Path(name) if name else None

    def forget_scans(self, parent: QWidget, number: int) -> bool:
        """Whether approved photos may be forgotten that were not written."""
        text = translate("Questions", "{0} of approved scans are not written yet.")
        box = QMessageBox(
            QMessageBox.Icon.Question, "Heirloom", text.format(photos(number)), parent=parent
        )
        box.setInformativeText(
            translate("Questions", "The scans stay; they would have to be looked at once more.")
        )
        forget = box.addButton(
            translate("Questions", "Forget them"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        answer = box.clickedButton() is forget
        box.deleteLater()
        return answer


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
