"""The commands for looking, and for help, in the order of the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from workstation.app.commands import handlers
from workstation.app.commands.actions import Command
from workstation.app.viewer.compare import Compare

if TYPE_CHECKING:
    from workstation.app.window import Window

Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def _photo(window: Window) -> bool:
    return window.session.current is not None


def _several(window: Window) -> bool:
    return len(window.session.photos) > 1


def view_commands() -> tuple[Command, ...]:
    """Zoom, comparing, photos, screen and colours of the window."""
    return (
        Command(
            "zoom_in",
            "view",
            0,
            translate("Commands", "Zoom &In"),
            lambda w: w.canvas.zoom_step(1),
            ("+", "=", Keys.ZoomIn, "Ctrl+="),
            _photo,
        ),
        Command(
            "zoom_out",
            "view",
            0,
            translate("Commands", "Zoom &Out"),
            lambda w: w.canvas.zoom_step(-1),
            ("-", Keys.ZoomOut),
            _photo,
        ),
        Command(
            "fit",
            "view",
            0,
            translate("Commands", "&Fit the Window"),
            lambda w: w.canvas.fit(),
            ("Ctrl+0",),
            _photo,
        ),
        Command(
            "zoom_100",
            "view",
            0,
            translate("Commands", "&100 %"),
            lambda w: w.canvas.zoom_to(1.0),
            ("1", "Ctrl+."),
            _photo,
        ),
        Command(
            "zoom_200",
            "view",
            0,
            translate("Commands", "&200 %"),
            lambda w: w.canvas.zoom_to(2.0),
            ("2",),
            _photo,
        ),
        Command(
            "original",
            "view",
            1,
            translate("Commands", "Show the O&riginal"),
            lambda w: w.hold_original(not w.showing_original),
            ("\\",),
            _photo,
            lambda w: w.showing_original,
            tip=translate("Commands", "Show the original as long as the key is held"),
        ),
        Command(
            "wipe",
            "view",
            1,
            translate("Commands", "Compare with a &Wipe"),
            lambda w: handlers.switch_compare(w, Compare.WIPE),
            ("Shift+W",),
            _photo,
            lambda w: w.compare is Compare.WIPE,
            tip=translate("Commands", "Original and result on both sides of a line"),
            icon="square-split-horizontal",
            word=translate("Commands", "Compare"),
        ),
        Command(
            "side_by_side",
            "view",
            1,
            translate("Commands", "Compare &Side by Side"),
            lambda w: handlers.switch_compare(w, Compare.SIDE_BY_SIDE),
            ("Y",),
            _photo,
            lambda w: w.compare is Compare.SIDE_BY_SIDE,
        ),
        Command(
            "next",
            "view",
            2,
            translate("Commands", "&Next Photo"),
            lambda w: w.session.step_through(1),
            ("PgDown",),
            _several,
        ),
        Command(
            "previous",
            "view",
            2,
            translate("Commands", "&Previous Photo"),
            lambda w: w.session.step_through(-1),
            ("PgUp",),
            _several,
        ),
        Command(
            "full_screen",
            "view",
            3,
            translate("Commands", "F&ull Screen"),
            handlers.switch_full_screen,
            ("F11",),
            checked=lambda w: w.isFullScreen(),
            page="",
        ),
        Command(
            "theme_system",
            "view",
            4,
            translate("Commands", "Colours as the S&ystem"),
            lambda w: handlers.follow_theme(w, "system"),
            checked=lambda w: w.theme.wish == "system",
            one_of="theme",
            page="",
        ),
        Command(
            "theme_light",
            "view",
            4,
            translate("Commands", "&Light"),
            lambda w: handlers.follow_theme(w, "light"),
            checked=lambda w: w.theme.wish == "light",
            one_of="theme",
            page="",
        ),
        Command(
            "theme_dark",
            "view",
            4,
            translate("Commands", "&Dark"),
            lambda w: handlers.follow_theme(w, "dark"),
            checked=lambda w: w.theme.wish == "dark",
            one_of="theme",
            page="",
        ),
    )


def help_commands() -> tuple[Command, ...]:
    """What there is to read."""
    return (
        Command(
            "shortcuts",
            "help",
            0,
            translate("Commands", "&Keys and Mouse"),
            handlers.show_shortcuts,
            ("F1", "?"),
            page="",
        ),
        Command(
            "log",
            "help",
            0,
            translate("Commands", "Show the &Log"),
            handlers.show_log,
            page="",
        ),
        Command(
            "about",
            "help",
            1,
            translate("Commands", "&About Heirloom"),
            handlers.show_about,
            role=QAction.MenuRole.AboutRole,
            page="",
        ),
    )
