"""The table of all commands, in the order of the menus, and the pages that they belong to.

Here are the commands for files, history, steps and devices. Each other part of the window has its
commands in a module of its own; a page says there too how it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from workstation.app.commands import handlers
from workstation.app.commands.actions import Command
from workstation.app.commands.view_commands import help_commands, view_commands
from workstation.app.masks.commands import tool_commands
from workstation.app.pages import PHOTO, Page
from workstation.app.queue.commands import queue_commands, queue_page
from workstation.app.split.commands import open_commands, split_commands, split_page
from workstation.app.viewer.notes import is_in_colour

if TYPE_CHECKING:
    from workstation.app.window import Window

Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def _photo(window: Window) -> bool:
    return window.session.current is not None


def _in_colour(window: Window) -> bool:
    return is_in_colour(window.session)


def _can_be_coloured(window: Window) -> bool:
    kept = getattr(window.session.step("colour"), "coloured", "keep") == "keep"
    return _photo(window) and not (_in_colour(window) and kept)


def _has_steps(window: Window) -> bool:
    current = window.session.current
    return current is not None and bool(current.history.recipe.steps)


def _can_undo(window: Window) -> bool:
    current = window.session.current
    return current is not None and current.history.can_undo


def _can_redo(window: Window) -> bool:
    current = window.session.current
    return current is not None and current.history.can_redo


def _pages(window: Window) -> bool:
    current = window.session.current
    return current is not None and current.photo.pages > 1


def _has_step(kind: str, window: Window) -> bool:
    return window.session.step(kind) is not None


def _device(window: Window) -> str:
    device = window.session.engine.device
    return "" if device is None else device.wish


def _gpu_can(window: Window) -> bool:
    verdict = window.session.engine.gpu
    return verdict is not None and verdict.device is not None


def _file() -> tuple[Command, ...]:
    return (
        Command(
            "open",
            "file",
            0,
            translate("Commands", "&Open…"),
            handlers.ask_for_photos,
            (Keys.Open,),
            tip=translate("Commands", "Open photos"),
            icon="folder-open",
            word=translate("Commands", "Open"),
            page="",
        ),
        Command(
            "open_folder",
            "file",
            0,
            translate("Commands", "Open a &Folder…"),
            handlers.ask_for_folder,
            ("Ctrl+Shift+O",),
            page="",
        ),
        *open_commands(),
        Command(
            "save",
            "file",
            1,
            translate("Commands", "&Save Project"),
            handlers.save,
            (Keys.Save,),
            _photo,
            tip=translate("Commands", "Save photo and history as a project"),
        ),
        Command(
            "save_as",
            "file",
            1,
            translate("Commands", "Save Project &As…"),
            handlers.save_as,
            ("Ctrl+Shift+S",),
            _photo,
        ),
        Command(
            "export",
            "file",
            1,
            translate("Commands", "&Export…"),
            handlers.ask_for_export,
            ("Ctrl+Shift+E",),
            _photo,
            tip=translate("Commands", "Write the result to a new file"),
            icon="image-down",
            word=translate("Commands", "Export"),
        ),
        Command(
            "close",
            "file",
            2,
            translate("Commands", "&Close Photo"),
            handlers.close_photo,
            ("Ctrl+W",),
            _photo,
        ),
        Command(
            "quit",
            "file",
            2,
            translate("Commands", "&Quit"),
            lambda w: w.close(),
            ("Ctrl+Q",),
            role=QAction.MenuRole.QuitRole,
            page="",
        ),
    )


def _edit() -> tuple[Command, ...]:
    return (
        Command(
            "undo",
            "edit",
            0,
            translate("Commands", "&Undo"),
            lambda w: w.session.undo(),
            (Keys.Undo, "Ctrl+Alt+Z"),
            _can_undo,
        ),
        Command(
            "redo",
            "edit",
            0,
            translate("Commands", "&Redo"),
            lambda w: w.session.redo(),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            _can_redo,
        ),
        Command(
            "paste",
            "edit",
            1,
            translate("Commands", "&Paste Picture"),
            handlers.paste,
            (Keys.Paste,),
            tip=translate("Commands", "Open the picture or the files on the clipboard"),
            page="",
        ),
        Command(
            "settings",
            "edit",
            2,
            translate("Commands", "&Settings…"),
            handlers.show_settings,
            ("Ctrl+,",),
            tip=translate("Commands", "What is chosen once for all photos"),
            role=QAction.MenuRole.PreferencesRole,
            page="",
        ),
    )


def _image() -> tuple[Command, ...]:
    return (
        Command(
            "information",
            "image",
            0,
            translate("Commands", "Photo &Information"),
            handlers.show_information,
            ("Alt+Return",),
            _photo,
        ),
        Command(
            "next_page",
            "image",
            1,
            translate("Commands", "&Next Page of the File"),
            lambda w: handlers.turn_page(w, 1),
            ("Ctrl+PgDown",),
            _pages,
        ),
        Command(
            "previous_page",
            "image",
            1,
            translate("Commands", "&Previous Page of the File"),
            lambda w: handlers.turn_page(w, -1),
            ("Ctrl+PgUp",),
            _pages,
        ),
    )


def _colour() -> tuple[Command, ...]:
    return (
        Command(
            "colour",
            "colour",
            0,
            translate("Commands", "&Colour the Photo"),
            lambda w: handlers.switch_step(w, "colour"),
            enabled=_photo,
            checked=lambda w: _has_step("colour", w),
        ),
        Command(
            "try_another",
            "colour",
            0,
            translate("Commands", "&Try Another Look…"),
            handlers.try_another,
            ("Ctrl+T",),
            _can_be_coloured,
            tip=translate("Commands", "Show other looks of the whole picture, to take one"),
        ),
        Command(
            "reference",
            "colour",
            0,
            translate("Commands", "Take Colours from a F&ile…"),
            handlers.ask_for_reference,
            enabled=_can_be_coloured,
            tip=translate("Commands", "Use the colours of another photo of the same set"),
        ),
        Command(
            "keep_colours",
            "colour",
            1,
            translate("Commands", "&Keep the Photo's Own Colours"),
            handlers.keep_colours,
            enabled=_in_colour,
        ),
        Command(
            "colour_afresh",
            "colour",
            1,
            translate("Commands", "Colour &Afresh, as a Test"),
            handlers.colour_afresh,
            enabled=_in_colour,
        ),
    )


def _restore() -> tuple[Command, ...]:
    return (
        Command(
            "restore",
            "restore",
            0,
            translate("Commands", "&Restore"),
            lambda w: w.session.restore(),
            ("Ctrl+Return", "Ctrl+Enter"),
            _photo,
            tip=translate("Commands", "Do what the photo needs: correct fading, colour"),
            icon="wand-sparkles",
            word=translate("Commands", "Restore"),
            primary=True,
        ),
        Command(
            "tone",
            "restore",
            1,
            translate("Commands", "Correct &Fading"),
            lambda w: handlers.switch_step(w, "tone"),
            enabled=_photo,
            checked=lambda w: _has_step("tone", w),
        ),
        Command(
            "remove_all",
            "restore",
            1,
            translate("Commands", "Back to the &Original"),
            handlers.back_to_original,
            enabled=_has_steps,
        ),
        Command(
            "device_auto",
            "restore",
            2,
            translate("Commands", "Run on the Best &Device"),
            lambda w: w.session.engine.choose_device("auto"),
            checked=lambda w: _device(w) == "auto",
            one_of="device",
            page="",
        ),
        Command(
            "device_cpu",
            "restore",
            2,
            translate("Commands", "Run on the C&PU"),
            lambda w: w.session.engine.choose_device("cpu"),
            checked=lambda w: _device(w) == "cpu",
            one_of="device",
            page="",
        ),
        Command(
            "device_gpu",
            "restore",
            2,
            translate("Commands", "Run on the &Graphics Processor"),
            lambda w: w.session.engine.choose_device("gpu"),
            enabled=_gpu_can,
            checked=lambda w: _device(w) == "gpu",
            one_of="device",
            page="",
        ),
        Command(
            "device_again",
            "restore",
            2,
            translate("Commands", "&Test the Graphics Processor Again"),
            lambda w: w.session.engine.probe_gpu(again=True),
            enabled=lambda w: not w.session.engine.probing,
            tip=translate("Commands", "Run the network on it and compare it with the CPU"),
            page="",
        ),
        Command(
            "cancel",
            "restore",
            3,
            translate("Commands", "&Cancel"),
            handlers.escape,
            ("Esc",),
            page="",
        ),
    )


def pages() -> tuple[Page, ...]:
    """The pages, in their order in the toolbar; made once the user's language is known."""
    return (_photo_page(), queue_page(), split_page())


def _photo_page() -> Page:
    return Page(
        PHOTO,
        translate("Commands", "&Photo"),
        translate("Commands", "Restore the photo in front"),
        translate("Commands", "Photo"),
        "image",
        ("Ctrl+1",),
        ("open", "restore", "wipe", "tool_brush", "export"),
        lambda window: window.photo_page,
    )


def commands() -> tuple[Command, ...]:
    """The whole table; made once the user's language is known."""
    return (
        *_file(),
        *_edit(),
        *_image(),
        *_colour(),
        *tool_commands(),
        *_restore(),
        *queue_commands(),
        *split_commands(),
        *view_commands(),
        *(page.command for page in pages()),
        *help_commands(),
    )
