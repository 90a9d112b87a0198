"""Where the results of what is added go, what they are called, and how they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt
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

from workstation.app.dialogs.leaders import Leaders
from workstation.app.jobs import Lane
from workstation.app.language import both, said
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import muted
from workstation.app.widgets.dpi import DpiField
from workstation.app.widgets.name_field import NameField
from workstation.app.widgets.numbers import photos
from workstation.batch import naming
from workstation.batch.intake import FOLDERS, Batch, Resolutions, resolutions_of
from workstation.core import presets
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io.export import ExportOptions
from workstation.core.io.formats import EXPORTED
from workstation.core.recipe import Recipe
from workstation.core.settings import Settings

translate = QCoreApplication.translate

_FOLDER: Final = "queue_folder"
_TEMPLATE: Final = "queue_template"


@dataclass(frozen=True)
class Given:
    """What is to be added, and the photo that others can be done like.

    Attributes
    ----------
    paths
        Photos and folders.
    lane
        Where files are looked at while the dialog is open.
    name, recipe
        Of the photo in front, if there is one that something was done to.
    """

    paths: Sequence[Path]
    lane: Lane
    name: str = ""
    recipe: Recipe | None = None


class AddDialog(QDialog):
    """Asks once for all photos that are added together.

    Each row of choices is made by a function of its own and says what it means for the batch; the
    rest need not know of it.
    """

    def __init__(self, given: Given, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = given
        self._settings = settings
        self._from_file: Recipe | None = None
        self.setWindowTitle(self.tr("Add to the queue"))
        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._note = muted("", self, wrap=True)
        self._note.setMinimumHeight(2 * self._note.fontMetrics().height())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._go = self._buttons.addButton(
            self.tr("Add to the queue"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._go.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._add_folder()
        self._add_template()
        self._add_recipe()
        self._add_colours()
        self._add_format()
        self._add_dpi()
        self._lay_out()
        self._check()

    def _lay_out(self) -> None:
        said = QLabel(self._what(), self)
        said.setWordWrap(True)
        layout = layouts.column(
            self, said, self._form, self._note, margins=(24, 24, 24, 16), spacing=16
        )
        layout.addStretch(1)
        layout.addWidget(self._buttons)

    def _what(self) -> str:
        folders = [path for path in self._given.paths if path.is_dir()]
        files = len(self._given.paths) - len(folders)
        parts = [photos(files)] if files else []
        if len(folders) == 1:
            parts.append(self.tr("the folder “{0}”").format(display_name(folders[0])))
        elif folders:
            parts.append(self.tr("{0} folders").format(len(folders)))
        what = self.tr(" and ").join(parts)
        if folders:
            return self.tr("Add {0}, with all sub-folders.").format(what)
        return self.tr("Add {0}.").format(what)

    # The choices

    def _add_folder(self) -> None:
        self.folder = QLineEdit(str(self._usual_folder()), self)
        self.folder.setMinimumWidth(400)
        self.folder.textChanged.connect(self._check)
        browse = QPushButton(self.tr("Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        self._add_row(self.tr("Results &go to"), row, self.folder)

    def _add_template(self) -> None:
        usual, kept = self._settings.chosen.export_name, self._settings.text(_TEMPLATE)
        self.names = NameField(usual, kept, "{folder}/", self)
        self.names.changed.connect(self._check)
        self._add_row(self.tr("&Named"), self.names, self.names)

    def _add_recipe(self) -> None:
        self.recipe = QComboBox(self)
        self.recipe.addItem(self.tr("What each photo needs"), lambda: presets.AUTOMATIC)
        if self._given.recipe is not None:
            text = self.tr("As the photo in front, {0}").format(self._given.name)
            self.recipe.addItem(text, lambda: self._given.recipe)
        for name in presets.names():
            if name != "automatic":
                self.recipe.addItem(
                    self.tr("Preset: {0}").format(name), lambda name=name: presets.find(name)
                )
        self.recipe.addItem(self.tr("As another photo or project…"), lambda: self._from_file)
        self._choose_usual_recipe(self._settings.chosen.recipe)
        self.recipe.activated.connect(self._on_recipe)
        self._add_row(self.tr("&Recipe"), self.recipe, self.recipe)
        self.marks = QCheckBox(self.tr("With its dots and regions, at the same places"), self)
        self._form.addRow("", self.marks)
        self._show_marks()

    def _choose_usual_recipe(self, wanted: str) -> None:
        """Begin with the recipe that the settings name for all photos."""
        if wanted and wanted != "automatic":
            text = self.tr("Preset: {0}").format(wanted)
            if self.recipe.findText(text) < 0:
                text = self.tr("As {0}").format(display_name(Path(wanted)))
                self.recipe.insertItem(1, text, lambda: presets.find(wanted))
            self.recipe.setCurrentIndex(self.recipe.findText(text))

    def _add_colours(self) -> None:
        self.colours = QComboBox(self)
        first = self._given.paths[0]
        self.colours.addItem(self.tr("Of each photo by itself"), None)
        whole = str(first if first.is_dir() else first.parent)
        self.colours.addItem(self.tr("Alike in all of them, as of one day or event"), whole)
        self.colours.addItem(self.tr("Alike in each folder"), FOLDERS)
        self.colours.setToolTip(
            self.tr("Photos that belong together share colours: of skin, of what repeats")
        )
        self._add_row(self.tr("&Colours"), self.colours, self.colours)
        self.leaders = Leaders(self._given.lane, self)
        self.leaders.told.connect(self._on_leaders)
        self._add_row(self.tr("Colours &from"), self.leaders, self.leaders)
        self.colours.currentIndexChanged.connect(self._show_leaders)
        self._show_leaders()

    def _show_leaders(self) -> None:
        """Ask only of one set; each of several would need photos of its own."""
        self._form.setRowVisible(self.leaders, self._one_set)
        self._make_room()

    @property
    def _one_set(self) -> bool:
        return self.colours.currentData() not in (None, FOLDERS)

    def _add_format(self) -> None:
        self.format = QComboBox(self)
        self.format.addItem(self.tr("As each photo"), None)
        for name, format_ in EXPORTED.items():
            self.format.addItem(format_.label, name)
        usual = self._settings.chosen.export_format
        self.format.setCurrentIndex(max(0, self.format.findData(usual)))
        self._add_row(self.tr("For&mat"), self.format, self.format)

    def _add_dpi(self) -> None:
        """Ask for the resolution, and say of a few files whether they know it."""
        self.dpi = DpiField(self)
        self.dpi.setSpecialValueText(self.tr("As each file says"))
        self.dpi.setToolTip(
            self.tr("What the scanner was set to; it holds for all, whatever their files say")
        )
        self._add_row(self.tr("Reso&lution"), self.dpi, self.dpi)
        self._about_dpi = muted("", self, wrap=True)
        self._form.addRow("", self._about_dpi)
        self._form.setRowVisible(self._about_dpi, False)
        look = partial(resolutions_of, tuple(self._given.paths))
        job = self._given.lane.start(look, done=self._on_resolutions)
        self.finished.connect(lambda _: job.cancel())
        self.finished.connect(lambda _: self.leaders.give_up())

    def _on_resolutions(self, found: Resolutions) -> None:
        self._about_dpi.setText(_asking(found))
        self._form.setRowVisible(self._about_dpi, found.unsure > 0)
        self._make_room()

    def _make_room(self) -> None:
        """Grow with a row that comes while the dialog is open, which no window does by itself."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _add_row(self, text: str, row: QWidget | QHBoxLayout, buddy: QWidget) -> None:
        label = QLabel(text, self)
        label.setBuddy(buddy)
        buddy.setAccessibleName(text.replace("&", ""))
        self._form.addRow(label, row)

    # What was chosen

    def batch(self) -> Batch:
        """Everything that was chosen.

        Raises
        ------
        HeirloomError
            If a recipe cannot be read, or if the template is not possible.
        """
        naming.check(self.names.template)
        find: Callable[[], Recipe | None] = self.recipe.currentData()
        recipe = find() or presets.AUTOMATIC
        return Batch(
            output_folder=Path(self.folder.text().strip()).expanduser(),
            recipe=recipe if self.marks.isChecked() else presets.for_any_photo(recipe),
            export=self._export(),
            device=self._settings.chosen.device,
            template=self.names.template,
            set_name=self.colours.currentData(),
            references=self.leaders.paths if self._one_set else (),
        )

    def _export(self) -> ExportOptions:
        chosen, name = self._settings.chosen, self.format.currentData()
        possible = EXPORTED[name].bits if name else ()
        return ExportOptions(
            format=name,
            bits=chosen.export_bits if chosen.export_bits in possible else None,
            quality=chosen.export_quality,
            subsampling=chosen.export_subsampling,
            compression=chosen.export_compression,
            metadata=chosen.export_metadata,
            mark=chosen.export_mark,
            dpi=self.dpi.dpi,
        )

    def remember(self) -> None:
        """Offer the same next time."""
        folder = Path(self.folder.text().strip())
        # A folder beside these photos is of no use for others.
        kept = "" if folder == self._beside() else str(folder)
        self._settings.put(_FOLDER, kept)
        self._settings.put(_TEMPLATE, self.names.to_keep)

    def _usual_folder(self) -> Path:
        chosen = self._settings.chosen.export_folder or self._settings.text(_FOLDER)
        return Path(chosen).expanduser() if chosen else self._beside()

    def _beside(self) -> Path:
        first = self._given.paths[0]
        folder = first if first.is_dir() else first.parent
        return folder.parent / self.tr("{0} restored").format(folder.name)

    # What the user does

    def _on_browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Results go to"), self.folder.text())
        if name:
            self.folder.setText(name)

    def _on_recipe(self, row: int) -> None:
        problem = self._ask_for_file() if row == self.recipe.count() - 1 else ""
        self._show_marks()
        self._check()
        if problem:
            self._say(problem)

    def _on_leaders(self, problem: str) -> None:
        self._check()
        if problem:
            self._say(problem)

    def _ask_for_file(self) -> str:
        """Take the recipe of a file that the user picks; return why that is not possible."""
        problem = ""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Restore as this photo or project"))
        try:
            self._from_file = presets.find(name) if name else None
        except HeirloomError as error:
            self._from_file = None
            problem = both(error)
        last = self.recipe.count() - 1
        if self._from_file is None:
            self.recipe.setCurrentIndex(0)
        else:
            self.recipe.setItemText(last, self.tr("As {0}").format(display_name(Path(name))))
        return problem

    def _show_marks(self) -> None:
        find: Callable[[], Recipe | None] = self.recipe.currentData()
        try:
            recipe = find()
        except HeirloomError:
            recipe = None
        there = recipe is not None and presets.for_any_photo(recipe) != recipe
        self._form.setRowVisible(self.marks, there)
        if not there:
            self.marks.setChecked(False)

    def _check(self) -> None:
        try:
            self._say(self._example())
        except HeirloomError as error:
            self._say(both(error))
            self._go.setEnabled(False)
            return
        self._go.setEnabled(bool(self.folder.text().strip()))

    def _say(self, text: str) -> None:
        self._note.setText(text)

    def _example(self) -> str:
        """What the first photo would be called."""
        naming.check(self.names.template)
        first = next((path for path in self._given.paths if not path.is_dir()), None)
        stem = first.stem if first is not None else "scan"
        ext = self.format.currentData() if hasattr(self, "format") else None
        named = naming.Named(Path(), stem, ext or "jpg", 1, 1, 1, date.today())
        below = Path(self.folder.text().strip() or ".")
        path = naming.choose(self.names.template, below, named, lambda _: True, replace=True)
        return self.tr("For example {0}. Originals and existing files are never replaced.").format(
            display_name(path)
        )


def _asking(found: Resolutions) -> str:
    """Which scans do not know their resolution, and what saying it is good for."""
    if found.photos == 1:
        note = said(found.note)
    else:
        words = translate(
            "AddDialog",
            "{0} of {1} photos do not say how many dots per inch they have, or say 72 or 96, "
            "which are usual guesses and seldom true.",
        )
        note = words.format(QLocale().toString(found.unsure), QLocale().toString(found.photos))
    use = translate("AddDialog", "If you know it, results can be printed in their own size.")
    return f"{note} {use}"
