"""Where to write the result, and how."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
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

from workstation.app.language import said
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import Spin, muted
from workstation.app.widgets.dpi import DpiField, told
from workstation.batch import naming
from workstation.core.errors import display_name
from workstation.core.io import resolution
from workstation.core.io.export import ExportOptions
from workstation.core.io.formats import BY_SUFFIX, EXPORTED, Format, of_path, patterns
from workstation.core.io.photo import Photo
from workstation.core.settings import Settings, about


class ExportDialog(QDialog):
    """Format, quality, depth, what is told about the photo, and the file's name.

    Parameters
    ----------
    photo
        The photo whose result is written; it gives the name and the folder.
    settings
        Where the choices are remembered.
    """

    def __init__(self, photo: Photo, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo = photo
        self._settings = settings
        self.setWindowTitle(self.tr("Export"))
        self._name = QLineEdit(self)
        self._format = self._choice("format")
        self._quality = Spin(self)
        self._quality.setRange(1, 100)
        self._quality.setValue(int(str(settings.latest("export_quality"))))
        self._subsampling = self._choice("subsampling")
        self._bits = QComboBox(self)
        self._compression = self._choice("compression")
        self._metadata = self._choice("metadata")
        self._mark = QCheckBox(self.tr("Paint a small mark: coloured by a model"), self)
        self._mark.setChecked(settings.latest("export_mark") is True)
        self._dpi = DpiField(self)
        self._size = muted("", self, wrap=True)
        self._lay_out()
        self._name.setText(str(self._first_name()))
        self._format.currentIndexChanged.connect(self._on_format)
        self._name.textChanged.connect(self._on_name)
        self._dpi.valueChanged.connect(self._on_dpi)
        self._on_dpi()
        self._on_format()
        self._select_stem()

    # What was chosen

    @property
    def destination(self) -> Path:
        """The file to write."""
        return Path(self._name.text().strip()).expanduser()

    @property
    def _chosen_format(self) -> Format:
        return EXPORTED[self._format.currentData()]

    def options(self, *, overwrite: bool = False) -> ExportOptions:
        """How to write it."""
        return ExportOptions(
            format=self._chosen_format.name,
            bits=self._bits.currentData() if len(self._chosen_format.bits) > 1 else None,
            quality=self._quality.value(),
            subsampling=self._subsampling.currentData(),
            compression=self._compression.currentData(),
            metadata=self._metadata.currentData(),
            mark=self._mark.isChecked(),
            dpi=self._dpi.dpi,
            overwrite=overwrite,
        )

    def remember(self) -> None:
        """Offer the same choices next time."""
        for name in ("format", "subsampling", "bits", "compression", "metadata"):
            self._settings.use(f"export_{name}", getattr(self, f"_{name}").currentData())
        self._settings.use("export_quality", self._quality.value())
        self._settings.use("export_mark", self._mark.isChecked())
        if self.destination.parent != self._photo.path.parent:
            self._settings.use("export_folder", str(self.destination.parent))

    # Building

    def _choice(self, name: str) -> QComboBox:
        """What the settings offer, in their words, except to leave it to each photo."""
        box = QComboBox(self)
        for value, words in about(f"export_{name}").values.items():
            if value != "same":
                box.addItem(said(words), value)
        wanted = self._settings.latest(f"export_{name}")
        if wanted == "same":
            wanted = self._photo.format if self._photo.format in EXPORTED else "png"
        box.setCurrentIndex(max(0, box.findData(wanted)))
        return box

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        self._name.setMinimumWidth(360)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        label = QLabel(self.tr("&File"), self)
        label.setBuddy(self._name)
        form.addRow(label, row)
        form.addRow(self.tr("For&mat"), self._format)
        form.addRow(self.tr("&Quality"), self._quality)
        form.addRow(self.tr("&Colour stored"), self._subsampling)
        form.addRow(self.tr("&Bits per channel"), self._bits)
        form.addRow(self.tr("Com&pression"), self._compression)
        form.addRow(self.tr("About the p&hoto"), self._metadata)
        form.addRow(self.tr("&Resolution"), self._dpi)
        form.addRow("", self._size)
        form.addRow("", self._mark)
        self._form = form
        self._note = muted("", self, wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._go = buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = layouts.column(self, form, self._note, margins=(24, 24, 24, 16), spacing=16)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _first_name(self) -> Path:
        """A new name beside the photo, or in the folder used last, where one may write."""
        last = str(self._settings.latest("export_folder"))
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        folders = [Path(last).expanduser()] if last else []
        folders += [self._photo.path.parent, Path(pictures), Path.home()]
        folder = next(
            (f for f in folders if f.is_dir() and os.access(f, os.W_OK)), self._photo.path.parent
        )
        stem = naming.stem_of(self._settings.chosen.export_name, self._photo)
        suffix = self._chosen_format.suffixes[0]
        name = folder / f"{stem}{suffix}"
        number = 2
        while name.exists():
            name = folder / f"{stem}-{number}{suffix}"
            number += 1
        return name

    def _select_stem(self) -> None:
        name = self._name.text()
        start = len(name) - len(Path(name).name)
        self._name.setSelection(start, len(Path(name).stem))

    # What the user does

    def _on_dpi(self) -> None:
        """Ask for the resolution only where the file does not say it."""
        asked = bool(resolution.note(self._photo))
        unknown = self.tr("If you know it, programs can print the photo in its own size.")
        self._size.setText(told(self._photo, self._dpi.dpi, unknown) if asked else "")
        for row in (self._dpi, self._size):
            self._form.setRowVisible(row, asked)

    def _on_format(self) -> None:
        format_, path = self._chosen_format, self.destination
        named = of_path(path)
        if named is not format_:
            stem = path if named is None else path.with_suffix("")
            self._name.setText(f"{stem}{format_.suffixes[0]}")
        self._fill_bits(format_)
        self._form.setRowVisible(self._quality, "quality" in format_.options)
        self._form.setRowVisible(self._subsampling, "subsampling" in format_.options)
        self._form.setRowVisible(self._bits, len(format_.bits) > 1)
        self._form.setRowVisible(self._compression, "compression" in format_.options)
        self.adjustSize()

    def _fill_bits(self, format_: Format) -> None:
        first = self._bits.count() == 0
        chosen = self._settings.latest("export_bits") if first else self._bits.currentData()
        self._bits.clear()
        self._bits.addItem(self.tr("as the photo ({0})").format(self._photo.bits), None)
        for bits in format_.bits:
            self._bits.addItem(str(bits), bits)
        self._bits.setCurrentIndex(max(0, self._bits.findData(chosen)))

    def _on_name(self) -> None:
        path = self.destination
        named = of_path(path)
        if named is not None and named is not self._chosen_format:
            self._format.setCurrentIndex(self._format.findData(named.name))
        problem = self._problem(path)
        self._note.setText(problem or self._remark(path))
        self._go.setEnabled(bool(path.name) and not problem)

    def _problem(self, path: Path) -> str:
        """Why nothing can be written there, while there is time to choose another place."""
        try:
            own = path.exists() and path.samefile(self._photo.path)
            folder, there = path.parent.is_dir(), path.is_dir()
        except (OSError, ValueError):  # a name that no disk takes
            return self.tr("No file can be called so.")
        if own or path == self._photo.path:
            return self.tr("This is the photo itself: originals are never written.")
        if not folder:
            return self.tr("There is no folder {0}.").format(display_name(path.parent))
        if there:
            return self.tr("This is a folder: add the name of a file.")
        if not os.access(path.parent, os.W_OK):
            return self.tr("The folder {0} does not let you write into it.").format(
                display_name(path.parent)
            )
        return ""

    def _remark(self, path: Path) -> str:
        if path.exists():
            return self.tr("A file of this name is there already; you will be asked.")
        return ""

    def _on_browse(self) -> None:
        chosen: tuple[str, Any] = QFileDialog.getSaveFileName(
            self,
            self.tr("Export"),
            self._name.text(),
            self.tr("Pictures ({0})").format(patterns(BY_SUFFIX)),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen[0]:
            self._name.setText(chosen[0])
