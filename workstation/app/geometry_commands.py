"""The commands that turn, straighten and cut the photo in front, in the menu Image."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from resources.text import Text
from workstation.app.commands.command import Command, Group
from workstation.app.pages import PHOTO
from workstation.app.photo_page import PhotoPage

if TYPE_CHECKING:
    from workstation.app.session import Session
    from workstation.core.steps import Geometry

translate = QCoreApplication.translate


def geometry_commands(page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """Turn, mirror, crop, straighten, trim."""
    image = Group("image", page, PHOTO, lambda page: page.session.current is not None)
    return (
        image(
            "turn_left",
            2,
            translate("Commands", "Turn &Left"),
            lambda page: turn(page.session, -1),
            *("Ctrl+[", "Ctrl+Shift+Left"),
            icon="rotate-ccw-square",
        ),
        image(
            "turn_right",
            2,
            translate("Commands", "Turn &Right"),
            lambda page: turn(page.session, 1),
            *("Ctrl+]", "Ctrl+Shift+Right"),
            icon="rotate-cw-square",
        ),
        image(
            "mirror",
            2,
            translate("Commands", "&Mirror Left and Right"),
            lambda page: flip(page.session),
            "Ctrl+Shift+H",
            icon="flip-horizontal-2",
        ),
        image(
            "flip",
            2,
            translate("Commands", "Flip &Upside Down"),
            lambda page: flip(page.session, upside_down=True),
            "Ctrl+Shift+U",
            icon="flip-vertical-2",
        ),
        *(
            image(
                f"tool_{name}",
                3,
                text,
                partial(_take, name),
                key,
                checked=partial(_holds, name),
                tip=tip,
                icon=icon,
                word=word,
            )
            for name, text, key, tip, icon, word in _tools()
        ),
        image(
            "straighten",
            3,
            translate("Commands", "&Straighten"),
            lambda page: measure(page.session, straighten=True),
            tip=translate("Commands", "Turn the photo by the edges of the print and by its lines"),
        ),
        image(
            "trim",
            3,
            translate("Commands", "&Trim the Border"),
            lambda page: measure(page.session, trim=True),
            tip=translate("Commands", "Cut away page, white border and the scanner's lid"),
        ),
        image(
            "negative",
            4,
            translate("Commands", "This Is a Ne&gative"),
            lambda page: page.switch_step("negative"),
            checked=lambda page: page.session.step("negative") is not None,
            tip=translate("Commands", "Turn a scanned negative positive, grey or in colour"),
        ),
    )


def _tools() -> tuple[tuple[str, str, str, str, str, str], ...]:
    return (
        (
            *("crop", translate("Commands", "&Crop"), "C"),
            translate("Commands", "Choose what is kept of the photo"),
            *("crop", translate("Commands", "Crop")),
        ),
        (
            *("level", translate("Commands", "Straighten &Along a Line"), "Shift+C"),
            translate("Commands", "Drag along a horizon, or along a wall"),
            *("ruler", ""),
        ),
        (
            *("corners", translate("Commands", "Corners of a Ph&otographed Print"), "Shift+K"),
            translate("Commands", "Drag four corners; the print becomes a rectangle"),
            *("scan", ""),
        ),
    )


def _take(name: str, page: PhotoPage) -> None:
    if page.editor is not None:
        page.editor.take("hand" if page.editor.tool == name else name)
        page.canvas.setFocus()


def _holds(name: str, page: PhotoPage) -> bool:
    return page.editor is not None and page.editor.tool == name


def geometry_of(session: Session) -> Geometry:
    """How the photo in front is turned and cut; not at all where the step is off."""
    from workstation.core.steps import Geometry

    step = session.step(Geometry.kind)
    return step if isinstance(step, Geometry) else Geometry()


def turn(session: Session, quarters: int) -> None:
    """Turn the photo clockwise by quarters."""
    name = Text("Turned right") if quarters > 0 else Text("Turned left")
    session.set_step(geometry_of(session).turned(quarters), name)


def flip(session: Session, *, upside_down: bool = False) -> None:
    """Exchange left and right, or top and bottom."""
    name = Text("Flipped upside down") if upside_down else Text("Mirrored")
    session.set_step(geometry_of(session).flipped(upside_down=upside_down), name)


def measure(session: Session, *, straighten: bool = False, trim: bool = False) -> None:
    """Straighten, or trim, by what is measured on the photo."""
    step = replace(geometry_of(session), straighten=straighten, trim=trim)
    session.set_step(step, Text("Trimmed") if trim else Text("Straightened"))
