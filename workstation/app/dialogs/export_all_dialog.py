"""Where the results of several open photos go, what they are called, and their format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from workstation.app.language import both, said
from workstation.app.open_photo import OpenPhoto
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import Spin, muted
from workstation.app.widgets.name_field import NameField
from workstation.app.widgets.numbers import photos as counted
from workstation.batch import naming
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io.export import ExportOptions
from workstation.core.io.formats import EXPORTED
from workstation.core.settings import Settings, about

_FOLDER: Final = "export_all_folder"
_TEMPLATE: Final = "export_all_template"


@dataclass(frozen=True)
class ExportPlan:
    """Where each of several photos is written, and how."""

    destinations: tuple[tuple[OpenPhoto, Path], ...]
    options: ExportOptions


class ExportAllDialog(QDialog):
    """Asks once for all photos: folder, names, format; nothing that is there is replaced."""

    def __init__(
        self, photos: Sequence[OpenPhoto], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._settings = settings
        self.setWindowTitle(self.tr("Export {0}").format(counted(len(photos))))
        self.folder = QLineEdit(str(self._usual_folder()), self)
        self.folder.setMinimumWidth(400)
        usual = settings.chosen.export_name
        self.names = NameField(usual, settings.text(_TEMPLATE), parent=self)
        self.format = QComboBox(self)
        for value, words in about("export_format").values.items():
            self.format.addItem(said(words), value)
        self.format.setCurrentIndex(max(0, self.format.findData(settings.latest("export_format"))))
        self.quality = Spin(self)
        self.quality.setRange(1, 100)
        self.quality.setValue(int(str(settings.latest("export_quality"))))
        self._note = muted("", self, wrap=True)
        self._note.setMinimumHeight(2 * self._note.fontMetrics().height())
        self._lay_out()
        self.folder.textChanged.connect(self._check)
        self.names.changed.connect(self._check)
        self.format.currentIndexChanged.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        self._form = form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        label = QLabel(self.tr("Results &go to"), self)
        label.setBuddy(self.folder)
        form.addRow(label, row)
        form.addRow(self.tr("&Named"), self.names)
        form.addRow(self.tr("For&mat"), self.format)
        form.addRow(self.tr("&Quality"), self.quality)
        for part, words in (
            (self.folder, self.tr("Folder of the results")),
            (self.format, self.tr("Format")),
            (self.quality, self.tr("Quality")),
        ):
            part.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = layouts.column(self, form, self._note, margins=(24, 24, 24, 16), spacing=16)
        layout.addStretch(1)
        layout.addWidget(buttons)

    # What was chosen

    def plan(self) -> ExportPlan:
        """Where each photo goes, under a name that nothing else has.

        Raises
        ------
        HeirloomError
            If the pattern of names is not possible.
        """
        naming.check(self.names.template)
        below = Path(self.folder.text().strip()).expanduser()
        taken: set[Path] = {photo.photo.path for photo in self._photos}
        found = []
        for number, photo in enumerate(self._photos, start=1):
            path = naming.choose(
                self.names.template,
                below,
                self._named(photo, number),
                lambda path: path not in taken,
            )
            taken.add(path)
            found.append((photo, path))
        return ExportPlan(tuple(found), self._options())

    def _named(self, photo: OpenPhoto, number: int) -> naming.Named:
        source, wanted = photo.photo, self.format.currentData()
        name = source.format if wanted == "same" else wanted
        ending = EXPORTED[name if name in EXPORTED else "png"].suffixes[0].removeprefix(".")
        page = source.page + 1
        day = naming.day_of(source.path)
        return naming.Named(Path(), source.path.stem, ending, number, page, source.pages, day)

    def _options(self) -> ExportOptions:
        chosen, name = self._settings.chosen, self.format.currentData()
        possible = EXPORTED[name].bits if name in EXPORTED else ()
        return ExportOptions(
            bits=chosen.export_bits if chosen.export_bits in possible else None,
            quality=self.quality.value(),
            subsampling=chosen.export_subsampling,
            compression=chosen.export_compression,
            metadata=chosen.export_metadata,
            mark=chosen.export_mark,
        )

    def remember(self) -> None:
        """Offer the same next time."""
        folder = Path(self.folder.text().strip())
        self._settings.put(_FOLDER, "" if folder == self._beside() else str(folder))
        self._settings.put(_TEMPLATE, self.names.to_keep)
        self._settings.use("export_format", self.format.currentData())
        self._settings.use("export_quality", self.quality.value())

    def _usual_folder(self) -> Path:
        chosen = self._settings.chosen.export_folder or self._settings.text(_FOLDER)
        return Path(chosen).expanduser() if chosen else self._beside()

    def _beside(self) -> Path:
        folder = self._photos[0].photo.path.parent
        return folder.parent / self.tr("{0} restored").format(folder.name)

    # What the user does

    def _on_browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Results go to"), self.folder.text())
        if name:
            self.folder.setText(name)

    def _check(self) -> None:
        wanted = self.format.currentData()
        with_quality = wanted == "same" or "quality" in EXPORTED[wanted].options
        self._form.setRowVisible(self.quality, with_quality)
        try:
            first = self.plan().destinations[0][1]
        except HeirloomError as error:
            self._note.setText(both(error))
            self.go.setEnabled(False)
            return
        words = self.tr("The first will be {0}. Originals and existing files are never replaced.")
        self._note.setText(words.format(display_name(first)))
        self.go.setEnabled(bool(self.folder.text().strip()))
