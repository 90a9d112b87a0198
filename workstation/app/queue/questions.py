"""What the queue asks the user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from workstation.app.queue.words import photos
from workstation.app.widgets import files

if TYPE_CHECKING:
    from workstation.app.queue.adding import Given
    from workstation.batch.intake import Batch
    from workstation.core.settings import Settings

LeavingQueue = Literal["background", "pause", "stay"]

translate = QCoreApplication.translate


class QueueQuestions:
    """The questions of the queue, asked with the others."""

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
        from workstation.app.queue.adding import AddDialog

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
