"""What splitting scans asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workstation.app.queue.words import photos
from workstation.app.widgets import files

translate = QCoreApplication.translate


class ReviewQuestions:
    """Which scans, and where to write their photos."""

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
