"""Everything that stops and waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QMessageBox, QWidget

from workstation.app.dialogs import files
from workstation.app.language import said
from workstation.app.widgets import numbers

if TYPE_CHECKING:
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter

    from workstation.app.dialogs.add_dialog import Given
    from workstation.app.dialogs.export_all_dialog import ExportPlan
    from workstation.app.dialogs.print_dialog import PrintPlan
    from workstation.app.dialogs.recovery import Recovering
    from workstation.app.open_photo import AboveLimits, OpenPhoto
    from workstation.app.printing.sheets import Size
    from workstation.batch.intake import Batch
    from workstation.core.edits import Left
    from workstation.core.io.export import ExportOptions
    from workstation.core.io.photo import Photo
    from workstation.core.settings import Settings

Leaving = Literal["save", "discard", "stay"]
LeavingQueue = Literal["background", "pause", "stay"]

translate = QCoreApplication.translate
Button = QMessageBox.StandardButton
Role = QMessageBox.ButtonRole
T = TypeVar("T")


class Questions:
    """Everything that stops and waits for an answer; tests put their own answers in its place.

    Attributes
    ----------
    parent
        The window over which the dialogs lie.
    """

    parent: QWidget | None = None

    def photos(self, folder: str) -> list[Path]:
        """Which photos to open."""
        title = translate("Questions", "Open photos")
        kinds = translate("Questions", "Photos and projects ({0});;All files (*)")
        return files.photos(self.parent, title, folder, kinds, projects=True)

    def folder(self, folder: str) -> list[Path]:
        """The photos of which folder to open."""
        return self._folder(translate("Questions", "Open the photos of a folder"), folder)

    def open_anyway(self, found: AboveLimits) -> bool:
        """Whether to open a photo above the limits."""
        return self._ask(
            said(found.error.message),
            translate("Questions", "Such files may be made to harm. Open it if you trust it."),
            translate("Questions", "Open anyway"),
        )

    def replace(self, path: Path) -> bool:
        """Whether a file may be replaced."""
        return self._ask(
            translate("Questions", "There is a file “{0}” already.").format(path.name),
            translate("Questions", "Replacing it cannot be undone."),
            translate("Questions", "Replace it"),
        )

    def export(self, photo: Photo, settings: Settings) -> tuple[Path, ExportOptions] | None:
        """Where to write the result and how; None for not at all."""
        from workstation.app.dialogs.export_dialog import ExportDialog

        dialog = ExportDialog(photo, settings, self.parent)
        try:
            while dialog.exec() == QDialog.DialogCode.Accepted:
                path = dialog.destination
                # The engine refuses to write onto the photo itself, and says so.
                there = path.exists() and not path.samefile(photo.path)
                if not there or self.replace(path):
                    dialog.remember()
                    return path, dialog.options(overwrite=there)
            return None
        finally:
            dialog.deleteLater()

    def export_all(self, photos: Sequence[OpenPhoto], settings: Settings) -> ExportPlan | None:
        """Where to write the results of several photos and how; None for not at all."""
        from workstation.app.dialogs.export_all_dialog import ExportAllDialog

        dialog = ExportAllDialog(photos, settings, self.parent)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            dialog.remember()
            return dialog.plan()
        finally:
            dialog.deleteLater()

    def printing(
        self, photos: Sequence[OpenPhoto], sizes: Sequence[Size], settings: Settings
    ) -> PrintPlan | None:
        """How photos go onto paper; None for not at all."""
        from workstation.app.dialogs.print_dialog import PrintDialog

        dialog = PrintDialog(photos, sizes, settings, self.parent)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            dialog.remember()
            return dialog.plan()
        finally:
            dialog.deleteLater()

    def printer(self, layout: QPageLayout) -> QPrinter | None:
        """On which printer; None for none."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)  # millimetres count from the paper's own corner
        printer.setPageLayout(layout)
        dialog = QPrintDialog(printer, self.parent)
        try:
            return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def project(self, photo: OpenPhoto) -> Path | None:
        """Under which name to save a project."""
        from workstation.core.project import SUFFIX

        path = files.new_file(
            self.parent,
            translate("Questions", "Save the project"),
            str(photo.project or photo.photo.path.with_suffix(SUFFIX)),
            translate("Questions", "Heirloom projects ({0})").format(f"*{SUFFIX}"),
        )
        if path is None or path.suffix.lower() == SUFFIX:
            return path
        return path.with_name(path.name + SUFFIX)

    def colours_to(self) -> Path | None:
        """To which file to write the named colours."""
        title = translate("Questions", "Export the named colours")
        return files.new_file(self.parent, title, "colours.json", _colours())

    def colours_from(self) -> Path | None:
        """From which file to take named colours."""
        title = translate("Questions", "Import named colours")
        return files.file(self.parent, title, kinds=_colours())

    def reference(self, folder: str) -> Path | None:
        """Of which photo to take the colours."""
        title = translate("Questions", "Take the colours of a photo")
        kinds = files.photo_filter(translate("Questions", "Photos ({0});;All files (*)"))
        return files.file(self.parent, title, folder, kinds)

    def colour(self, present: QColor) -> QColor | None:
        """Another colour for something of the window."""
        colour = QColorDialog.getColor(present, self.parent)
        return colour if colour.isValid() else None

    def mask_to_load(self) -> Path | None:
        """From which file to take an area."""
        return files.file(self.parent, translate("Questions", "Load a mask"), kinds=_masks())

    def mask_to_save(self, proposed: str) -> Path | None:
        """Under which name to save an area."""
        title = translate("Questions", "Save the mask")
        path = files.new_file(self.parent, title, f"{proposed}.png", _masks())
        return None if path is None else path.with_suffix(".png")

    def lose(self, photos: Sequence[OpenPhoto]) -> Leaving:
        """What to do about changes that were neither saved nor exported."""
        if len(photos) == 1:
            text = translate("Questions", "“{0}” has changes that were not saved.")
            text = text.format(photos[0].name)
        else:
            text = translate("Questions", "{0} photos have changes that were not saved.")
            text = text.format(len(photos))
        box = self._box(
            text,
            translate("Questions", "A project keeps them. The original files stay in any case.")
            if len(photos) == 1
            else translate(
                "Questions",
                "Projects keep them; they are written beside the photos. The original files stay "
                "in any case.",
            ),
        )
        if len(photos) == 1:
            save, discard = box.addButton(Button.Save), box.addButton(Button.Discard)
        else:
            save = box.addButton(translate("Questions", "Save all"), Role.AcceptRole)
            discard = box.addButton(translate("Questions", "Discard all"), Role.DestructiveRole)
        box.addButton(Button.Cancel)
        box.setDefaultButton(save)
        answers: dict[object, Leaving] = {save: "save", discard: "discard"}
        return _answer(box, answers, "stay")

    def recover(self, left: Sequence[Left]) -> Recovering:
        """What to do about photos that were being edited when the program ended unexpectedly."""
        from workstation.app.dialogs.recovery import RecoveryDialog

        dialog = RecoveryDialog(left, self.parent)
        try:
            dialog.exec()
            return dialog.answer
        finally:
            dialog.deleteLater()

    def stop_exporting(self) -> bool:
        """Whether an export that runs may be given up."""
        return self._ask(
            translate("Questions", "A result is still being written."),
            translate("Questions", "If you close now, it is given up; nothing half-written stays."),
            translate("Questions", "Give it up"),
        )

    # The queue

    def photos_to_add(self, folder: str) -> list[Path]:
        """Which photos to put into the queue."""
        title = translate("Questions", "Add photos to the queue")
        kinds = translate("Questions", "Photos ({0});;All files (*)")
        return files.photos(self.parent, title, folder, kinds)

    def folder_to_add(self, folder: str) -> list[Path]:
        """The photos of which folder to put into the queue."""
        title = translate("Questions", "Add the photos of a folder to the queue")
        return self._folder(title, folder)

    def add_to_queue(self, given: Given, settings: Settings) -> Batch | None:
        """Where results go and how they are made; None for not at all."""
        from workstation.app.dialogs.add_dialog import AddDialog

        dialog = AddDialog(given, settings, self.parent)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            dialog.remember()
            return dialog.batch()
        finally:
            dialog.deleteLater()

    def report_to(self, folder: str) -> Path | None:
        """Into which folder to write the report."""
        title = translate("Questions", "Write the report into a folder")
        return files.folder(self.parent, title, folder)

    def leave_queue(self, pending: int) -> LeavingQueue:
        """What becomes of a queue that is at work when the window closes."""
        text = translate("Questions", "The queue is not done yet: {0} to go.")
        box = self._box(
            text.format(numbers.photos(pending)),
            translate(
                "Questions",
                "It can go on without this window. If it pauses, the photos under way are "
                "finished, and the rest waits for the next start.",
            ),
        )
        on = box.addButton(translate("Questions", "Go on in the background"), Role.AcceptRole)
        pause = box.addButton(translate("Questions", "Pause"), Role.DestructiveRole)
        box.addButton(Button.Cancel)
        box.setDefaultButton(on)
        answers: dict[object, LeavingQueue] = {on: "background", pause: "pause"}
        return _answer(box, answers, "stay")

    # Scans

    def scans(self, folder: str) -> list[Path]:
        """Which scans to split."""
        title = translate("Questions", "Choose scans with several photos each")
        kinds = translate("Questions", "Scans ({0});;All files (*)")
        return files.photos(self.parent, title, folder, kinds)

    def split_folder(self, folder: Path) -> Path | None:
        """Into which folder to write the photos."""
        title = translate("Questions", "Write the photos into a folder")
        return files.folder(self.parent, title, str(folder))

    def forget_scans(self, number: int) -> bool:
        """Whether approved photos may be forgotten that were not written."""
        text = translate("Questions", "{0} of approved scans are not written yet.")
        return self._ask(
            text.format(numbers.photos(number)),
            translate("Questions", "The scans stay; they would have to be looked at once more."),
            translate("Questions", "Forget them"),
            Role.DestructiveRole,
        )

    # How they are asked

    def _folder(self, title: str, folder: str) -> list[Path]:
        path = files.folder(self.parent, title, folder)
        return [] if path is None else [path]

    def _ask(self, text: str, more: str, yes: str, role: Role = Role.AcceptRole) -> bool:
        box = self._box(text, more)
        go = box.addButton(yes, role)
        box.setDefaultButton(box.addButton(Button.Cancel))
        return _answer(box, {go: True}, False)

    def _box(self, text: str, more: str) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Question, "Heirloom", text, parent=self.parent)
        box.setInformativeText(more)
        return box


def _answer(box: QMessageBox, answers: dict[object, T], otherwise: T) -> T:
    box.exec()
    answer = answers.get(box.clickedButton(), otherwise)
    box.deleteLater()
    return answer


def _colours() -> str:
    return translate("Questions", "Colours ({0})").format("*.json")


def _masks() -> str:
    return translate("Questions", "Masks ({0})").format("*.png")
