"""The commands of the photo in front: image, colour, restoring, looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command, Group
from workstation.app.engine import DeviceChoice, Engine
from workstation.app.pages import PHOTO
from workstation.app.photo_page import PhotoPage
from workstation.app.session import Session
from workstation.app.viewer.compare import Compare

if TYPE_CHECKING:
    from workstation.core.diagnose.verdict import Kind

Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def _photo(page: PhotoPage) -> bool:
    return page.session.current is not None


def _has_step(kind: str) -> Callable[[PhotoPage], bool]:
    return lambda page: page.session.step(kind) is not None


def image_commands(session: Session, show: Callable[[], object]) -> tuple[Command, ...]:
    """What the file is, and its pages; `show` opens the sheet with its information."""
    image = Group("image", lambda: session.current, PHOTO)
    page = Group("image", lambda: session, PHOTO, lambda session: session.pages > 1)
    return (
        image(
            "information",
            0,
            translate("Commands", "Photo &Information"),
            lambda _: show(),
            "Alt+Return",
        ),
        page(
            "next_page",
            1,
            translate("Commands", "&Next Page of the File"),
            lambda session: session.turn_by(1),
            "Ctrl+PgDown",
        ),
        page(
            "previous_page",
            1,
            translate("Commands", "&Previous Page of the File"),
            lambda session: session.turn_by(-1),
            "Ctrl+PgUp",
        ),
    )


def colour_commands(page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """What colours the whole photo."""
    colour = Group("colour", page, PHOTO, _photo)
    return (
        colour(
            "colour",
            0,
            translate("Commands", "&Colour the Photo"),
            lambda page: page.switch_step("colour"),
            checked=_has_step("colour"),
        ),
        colour(
            "try_another",
            0,
            translate("Commands", "&Try Another Look…"),
            PhotoPage.try_another,
            "Ctrl+T",
            enabled=lambda page: page.session.can_be_coloured,
            tip=translate("Commands", "Show other looks of the whole picture, to take one"),
        ),
        colour(
            "reference",
            0,
            translate("Commands", "Take Colours from a F&ile…"),
            PhotoPage.ask_for_reference,
            enabled=lambda page: page.session.can_be_coloured,
            tip=translate("Commands", "Use the colours of another photo of the same set"),
        ),
        *(
            colour(
                f"kind_{kind or 'auto'}",
                1,
                text,
                partial(_tell_kind, kind),
                checked=partial(_is_told, kind),
                one_of="kind",
            )
            for kind, text in _kinds()
        ),
    )


def _kinds() -> Iterator[tuple[Kind | None, str]]:
    """What can be said about a photo, in the order of the menu."""
    yield None, translate("Commands", "This Photo Is as Fo&und")
    yield "grey", translate("Commands", "This Photo Is &Black and White")
    yield "toned", translate("Commands", "This Photo Is Toned or &Yellowed")
    yield "colour", translate("Commands", "This Photo Is in Co&lour")


def _tell_kind(kind: Kind | None, page: PhotoPage) -> None:
    page.session.tell_kind(kind)


def _is_told(kind: Kind | None, page: PhotoPage) -> bool:
    current = page.session.current
    return current is not None and current.history.value.kind == kind


def restore_commands(page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """What Restore does, all of it or a part."""
    restore = Group("restore", page, PHOTO, _photo)
    return (
        restore(
            "restore",
            0,
            translate("Commands", "&Restore"),
            lambda page: page.session.restore(),
            *("Ctrl+Return", "Ctrl+Enter"),
            tip=translate("Commands", "Do what the photo needs: correct fading, colour"),
            icon="wand-sparkles",
            word=translate("Commands", "Restore"),
            primary=True,
        ),
        restore(
            "restore_all",
            0,
            translate("Commands", "Restore A&ll Photos"),
            lambda page: page.session.restore_all(page.session.photos),
            *("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            enabled=lambda page: len(page.session.photos) > 1,
            tip=translate("Commands", "Do what each of the open photos needs"),
        ),
        restore(
            "tone",
            1,
            translate("Commands", "Correct &Fading"),
            lambda page: page.switch_step("tone"),
            checked=_has_step("tone"),
        ),
        restore(
            "remove_all",
            1,
            translate("Commands", "Back to the &Original"),
            lambda page: page.session.back_to_original(),
            enabled=lambda page: page.session.has_steps,
        ),
    )


def device_commands(engine: Engine) -> tuple[Command, ...]:
    """What runs the networks."""
    device = Group("restore", lambda: engine)

    def choice(wanted: DeviceChoice, text: str) -> Command:
        return device(
            f"device_{wanted}",
            2,
            text,
            lambda engine: engine.choose_device(wanted),
            enabled=lambda engine: wanted != "gpu" or engine.can_use_gpu,
            checked=lambda engine: engine.device is not None and engine.device.choice == wanted,
            one_of="device",
        )

    return (
        choice("auto", translate("Commands", "Run on the Best &Device")),
        choice("cpu", translate("Commands", "Run on the C&PU")),
        choice("gpu", translate("Commands", "Run on the &Graphics Processor")),
        device(
            "device_again",
            2,
            translate("Commands", "&Test the Graphics Processor Again"),
            lambda engine: engine.probe_gpu(again=True),
            enabled=lambda engine: not engine.probing,
            tip=translate("Commands", "Run the network on it and compare it with the CPU"),
        ),
    )


def view_commands(page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """Zoom, comparing, and the other open photos."""
    view = Group("view", page, PHOTO, _photo)
    strip = Group("view", page, PHOTO, lambda page: len(page.session.photos) > 1)
    return (
        view(
            "zoom_in",
            0,
            translate("Commands", "Zoom &In"),
            lambda page: page.canvas.zoom_step(1),
            *("+", "=", Keys.ZoomIn, "Ctrl+="),
        ),
        view(
            "zoom_out",
            0,
            translate("Commands", "Zoom &Out"),
            lambda page: page.canvas.zoom_step(-1),
            *("-", Keys.ZoomOut),
        ),
        view(
            "fit",
            0,
            translate("Commands", "&Fit the Window"),
            lambda page: page.canvas.fit(),
            "Ctrl+0",
        ),
        view(
            "zoom_100",
            0,
            translate("Commands", "&100 %"),
            lambda page: page.canvas.zoom_to(1.0),
            *("1", "Ctrl+."),
        ),
        view(
            "zoom_200",
            0,
            translate("Commands", "&200 %"),
            lambda page: page.canvas.zoom_to(2.0),
            "2",
        ),
        view(
            "original",
            1,
            translate("Commands", "Show the O&riginal"),
            lambda page: page.hold_original(not page.showing_original),
            "\\",
            checked=lambda page: page.showing_original,
            tip=translate("Commands", "Show the original as long as the key is held"),
        ),
        view(
            "wipe",
            1,
            translate("Commands", "Compare with a &Wipe"),
            lambda page: page.switch_compare(Compare.WIPE),
            "Shift+W",
            checked=lambda page: page.compare is Compare.WIPE,
            tip=translate("Commands", "Original and result on both sides of a line"),
            icon="square-split-horizontal",
            word=translate("Commands", "Compare"),
        ),
        view(
            "side_by_side",
            1,
            translate("Commands", "Compare &Side by Side"),
            lambda page: page.switch_compare(Compare.SIDE_BY_SIDE),
            "Y",
            checked=lambda page: page.compare is Compare.SIDE_BY_SIDE,
        ),
        strip(
            "next",
            2,
            translate("Commands", "&Next Photo"),
            lambda page: page.session.step_through(1),
            "PgDown",
        ),
        strip(
            "previous",
            2,
            translate("Commands", "&Previous Photo"),
            lambda page: page.session.step_through(-1),
            "PgUp",
        ),
    )


def add_sources(menu: QMenu, actions: Actions, session: Session) -> None:
    """Put the other open photos, whose colours can be taken, into the menu Colour."""
    part = QMenu(translate("Menus", "Take Colours from an &Open Photo"), menu)
    file = actions["reference"]
    menu.insertMenu(file, part)

    def fill() -> None:
        from workstation.app.steps.reference import add_open_photos

        part.clear()
        part.setEnabled(file.isEnabled() and len(session.photos) > 1)
        if part.isEnabled():
            add_open_photos(part, session)

    menu.aboutToShow.connect(fill)
