"""What splitting scans asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from workstation.app.opened import SUFFIXES

translate = QCoreApplication.translate


class ReviewQuestions:
    """Which scans, and where to write their photos."""

    def scans(self, parent: QWidget, folder: str) -> list[Path]:
        """Which scans to split."""
        endings = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            parent,
            translate("Questions", "Choose scans with several photos each"),
            folder,
            translate("Questions", "Scans ({0});;All files (*)").format(endings),
        )
        return [Path(name) for name in names]

    def split_folder(self, parent: QWidget, folder: Path) -> Path | None:
        """Into which folder to write the photos."""
        name = QFileDialog.getExistingDirectory(
            parent, translate("Questions", "Write the photos into a folder"), str(folder)
        )
        return Path(name) if name else None
