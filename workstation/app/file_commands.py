"""The menus File and Edit, but for what belongs to a page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from workstation.app import open_photo
from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command, Group
from workstation.app.pages import PHOTO
from workstation.app.workspace import Workspace
from workstation.core.errors import display_name, display_path

Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def _photo(work: Workspace) -> bool:
    return work.session.current is not None


def file_commands(workspace: Workspace) -> tuple[Command, ...]:
    """Opening, saving, exporting."""
    file = Group("file", lambda: workspace)
    photo = Group("file", lambda: workspace, PHOTO, _photo)
    return (
        file(
            "open",
            0,
            translate("Commands", "&Open…"),
            lambda work: work.open(work.picked(work.ask.photos)),
            Keys.Open,
            tip=translate("Commands", "Open photos"),
            icon="folder-open",
            word=translate("Commands", "Open"),
        ),
        file(
            "open_folder",
            0,
            translate("Commands", "Open a &Folder…"),
            lambda work: work.open(work.picked(work.ask.folder)),
            "Ctrl+Shift+O",
        ),
        photo(
            "save",
            1,
            translate("Commands", "&Save Project"),
            Workspace.save,
            Keys.Save,
            tip=translate("Commands", "Save photo and history as a project"),
        ),
        photo(
            "save_as",
            1,
            translate("Commands", "Save Project &As…"),
            Workspace.save_as,
            "Ctrl+Shift+S",
        ),
        photo(
            "export",
            1,
            translate("Commands", "&Export…"),
            Workspace.export,
            "Ctrl+Shift+E",
            tip=translate("Commands", "Write the result to a new file"),
            icon="image-down",
            word=translate("Commands", "Export"),
        ),
        photo(
            "export_all",
            1,
            translate("Commands", "E&xport All…"),
            lambda work: work.export_photos(work.session.photos),
            "Ctrl+Alt+E",
            enabled=lambda work: len(work.session.photos) > 1,
            tip=translate("Commands", "Write the results of all open photos into one folder"),
        ),
        photo(
            "close",
            2,
            translate("Commands", "&Close Photo"),
            lambda work: work.close(work.session.current),
            "Ctrl+W",
        ),
    )


def edit_commands(workspace: Workspace) -> tuple[Command, ...]:
    """Undo, redo, paste."""
    edit = Group("edit", lambda: workspace)
    history = Group("edit", lambda: workspace.session.current, PHOTO)
    return (
        history(
            "undo",
            0,
            translate("Commands", "&Undo"),
            lambda _: workspace.session.undo(),
            *(Keys.Undo, "Ctrl+Alt+Z"),
            enabled=lambda photo: photo.history.can_undo,
        ),
        history(
            "redo",
            0,
            translate("Commands", "&Redo"),
            lambda _: workspace.session.redo(),
            *("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled=lambda photo: photo.history.can_redo,
        ),
        edit(
            "paste",
            1,
            translate("Commands", "&Paste Picture"),
            Workspace.paste,
            Keys.Paste,
            tip=translate("Commands", "Open the picture or the files on the clipboard"),
        ),
    )


def add_lists(menu: QMenu, actions: Actions, workspace: Workspace) -> None:
    """Put the photos opened lately, and the samples, into the menu File."""
    recent = QMenu(translate("Menus", "Open &Recent"), menu)
    samples = QMenu(translate("Menus", "Open a Sa&mple"), menu)
    before = actions["save"]
    for part in (recent, samples):
        menu.insertMenu(before, part)
    menu.insertSeparator(before)

    def fill() -> None:
        for part, paths in ((recent, workspace.settings.recent), (samples, open_photo.samples())):
            part.clear()
            part.setEnabled(bool(paths))
            for path in paths:
                action = part.addAction(display_name(path).replace("&", "&&"))
                action.setToolTip(display_path(path))
                action.triggered.connect(lambda _=False, path=path: workspace.open([path]))
        fill_versions()

    earlier = QMenu(translate("Menus", "Earlier &Versions"), menu)
    menu.insertMenu(actions["export"], earlier)

    def fill_versions() -> None:
        from workstation.core import edits

        current = workspace.session.current
        path = None if current is None else current.project
        found = () if path is None else edits.versions(path)
        earlier.clear()
        earlier.setEnabled(bool(found))
        for one in found:
            moment = QDateTime.fromSecsSinceEpoch(int(one.until.timestamp()))
            when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
            action = earlier.addAction(translate("Menus", "Until {0}").format(when))
            action.triggered.connect(lambda _=False, one=one: workspace.take_version(one))

    menu.aboutToShow.connect(fill)
