"""The commands for splitting scans, and the page that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.app.commands.actions import Command
from workstation.app.pages import SPLIT as NAME
from workstation.app.pages import Page

if TYPE_CHECKING:
    from workstation.app.split.page import ReviewPage
    from workstation.app.split.review import Review
    from workstation.app.split.scans import Versions
    from workstation.app.window import Window

_TURN_DEG = 0.1
Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def split_page() -> Page:
    """The page for scans with several photos."""
    return Page(
        NAME,
        translate("Commands", "&Split Scans"),
        translate("Commands", "Cut the photos on a scan apart"),
        translate("Commands", "Split"),
        "scissors",
        ("Ctrl+3",),
        ("split_open", "split_approve", "split_add", "split_remove", "split_write"),
        _made,
    )


def _made(window: Window) -> QWidget:
    from workstation.app.split.page import ReviewPage

    return ReviewPage(window)


def page_of(window: Window) -> ReviewPage | None:
    """The page, if it has been shown."""
    from workstation.app.split.page import ReviewPage

    page = window.made_page(NAME)
    return page if isinstance(page, ReviewPage) else None


def take(window: Window, paths: list[Path]) -> None:
    """Review scans, on the page for them."""
    if paths:
        window.settings.put("open_folder", str(paths[0].parent))
        window.show_page(NAME)
        page = page_of(window)
        assert page is not None
        page.take(paths)


def give_up_frame(window: Window) -> bool:
    """Forget a frame's gesture that has begun; False if there is none."""
    page = page_of(window)
    return page is not None and page.scan_view.give_up()


# When commands can be used


def _when(holds: Callable[[Review], bool]) -> Callable[[Window], bool]:
    def enabled(window: Window) -> bool:
        page = page_of(window)
        return page is not None and holds(page.review)

    return enabled


def _scan(holds: Callable[[Versions], bool]) -> Callable[[Window], bool]:
    def held(review: Review) -> bool:
        scan = review.scan
        ready = review.ready and scan is not None
        return ready and scan is not None and scan.versions is not None and holds(scan.versions)

    return _when(held)


def _frame(window: Window) -> bool:
    page = page_of(window)
    return page is not None and page.review.ready and page.scan_view.index >= 0


def _there(review: Review) -> bool:
    return review.scan is not None


def _result(window: Window) -> bool:
    page = page_of(window)
    return page is not None and page.result is not None and bool(page.result.paths)


_ready = _scan(lambda _: True)
_some = _scan(lambda versions: bool(versions.frames))


# What they do


def _on_page(do: Callable[[ReviewPage], object]) -> Callable[[Window], None]:
    def run(window: Window) -> None:
        page = page_of(window)
        if page is not None:
            do(page)

    return run


def _go(by: int) -> Callable[[Window], None]:
    return _on_page(lambda page: page.review.go_to(page.review.index + by))


def _turn(by_deg: float) -> Callable[[Window], None]:
    return _on_page(lambda page: page.scan_view.turn(by_deg))


def _zoom(steps: int) -> Callable[[Window], None]:
    return _on_page(lambda page: page.scan_view.zoom_step(steps))


def may_leave_scans(window: Window) -> bool:
    """Whether nothing approved is lost, or the user does not mind."""
    page = page_of(window)
    number = 0 if page is None else sum(len(scan.frames) for scan in page.review.to_write)
    return not number or window.questions.forget_scans(window, number)


def _finish(window: Window) -> None:
    page = page_of(window)
    if page is not None and may_leave_scans(window):
        page.review.clear()


def open_commands() -> tuple[Command, ...]:
    """Those of the File menu."""
    return (
        Command(
            "split_open",
            "file",
            0,
            translate("Commands", "Sp&lit a Scan…"),
            lambda w: take(w, w.questions.scans(w, w.settings.text("open_folder"))),
            ("Ctrl+Shift+C",),
            tip=translate("Commands", "Choose scans with several photos each, to cut them apart"),
            icon="scissors",
            word=translate("Commands", "Choose Scans"),
            page="",
        ),
        Command(
            "split_open_folder",
            "file",
            0,
            translate("Commands", "Split the Scans of a Fol&der…"),
            lambda w: take(w, w.questions.folder(w, w.settings.text("open_folder"))),
            tip=translate("Commands", "Cut the photos on all scans of a folder apart"),
            word=translate("Commands", "Choose a Folder"),
            page="",
        ),
    )


def split_commands() -> tuple[Command, ...]:
    """Those of the Scan menu."""
    return (*_approving(), *_changing(), *_turning(), *_ending())


def _approving() -> tuple[Command, ...]:
    return (
        Command(
            "split_approve",
            "scan",
            0,
            translate("Commands", "&Approve"),
            _on_page(lambda page: page.review.approve()),
            ("Ctrl+Return", "Ctrl+Enter"),
            _some,
            tip=translate("Commands", "The frames are right, on to the next scan; so does Enter"),
            icon="check",
            word=translate("Commands", "Approve"),
            primary=True,
            page=NAME,
        ),
        Command(
            "split_leave_out",
            "scan",
            0,
            translate("Commands", "&Leave Out This Scan"),
            _on_page(lambda page: page.review.leave_out()),
            ("Ctrl+Backspace",),
            _when(_there),
            tip=translate("Commands", "Write nothing of this scan, and go on with the next one"),
            word=translate("Commands", "Leave Out"),
            page=NAME,
        ),
        Command(
            "split_previous",
            "scan",
            0,
            translate("Commands", "&Previous Scan"),
            _go(-1),
            ("PgUp",),
            _when(lambda review: review.index > 0),
            page=NAME,
        ),
        Command(
            "split_next",
            "scan",
            0,
            translate("Commands", "&Next Scan"),
            _go(1),
            ("PgDown",),
            _when(_there),
            page=NAME,
        ),
    )


def _changing() -> tuple[Command, ...]:
    return (
        Command(
            "split_undo",
            "scan",
            1,
            translate("Commands", "&Undo"),
            _on_page(lambda page: page.review.undo()),
            (Keys.Undo,),
            _scan(lambda versions: versions.can_undo),
            page=NAME,
        ),
        Command(
            "split_redo",
            "scan",
            1,
            translate("Commands", "&Redo"),
            _on_page(lambda page: page.review.redo()),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            _scan(lambda versions: versions.can_redo),
            page=NAME,
        ),
        Command(
            "split_add",
            "scan",
            1,
            translate("Commands", "Add a &Frame"),
            _on_page(lambda page: page.scan_view.add()),
            ("N",),
            _ready,
            tip=translate("Commands", "Add a frame in the middle; or drag over an empty place"),
            icon="plus",
            word=translate("Commands", "Add"),
            page=NAME,
        ),
        Command(
            "split_remove",
            "scan",
            1,
            translate("Commands", "Re&move the Frame"),
            _on_page(lambda page: page.scan_view.remove()),
            (Keys.Delete, "Backspace"),
            _frame,
            tip=translate("Commands", "Remove the chosen frame: this is no photo"),
            icon="trash-2",
            word=translate("Commands", "Remove"),
            page=NAME,
        ),
        Command(
            "split_find",
            "scan",
            1,
            translate("Commands", "Find the Photos A&gain"),
            _on_page(lambda page: page.review.look_again()),
            enabled=_when(_there),
            tip=translate("Commands", "Forget what was changed by hand on this scan"),
            page=NAME,
        ),
    )


def _turning() -> tuple[Command, ...]:
    turns = (
        ("split_turn_left", translate("Commands", "&Turn the Frame Left"), -_TURN_DEG, "["),
        ("split_turn_right", translate("Commands", "Turn t&he Frame Right"), _TURN_DEG, "]"),
        ("split_quarter_left", translate("Commands", "&Quarter Turn Left"), -90.0, "Ctrl+["),
        ("split_quarter_right", translate("Commands", "Quarter Turn R&ight"), 90.0, "Ctrl+]"),
    )
    return tuple(
        Command(name, "scan", 2, text, _turn(by), (key,), _frame, page=NAME)
        for name, text, by, key in turns
    ) + tuple(
        Command(
            name,
            "scan",
            3,
            text,
            _zoom(steps),
            keys,
            _ready,
            page=NAME,
        )
        for name, text, steps, keys in (
            ("split_zoom_in", translate("Commands", "&Zoom In"), 1, ("+", "=")),
            ("split_zoom_out", translate("Commands", "Zoom &Out"), -1, ("-",)),
            ("split_fit", translate("Commands", "Whole &Scan"), 0, ("Ctrl+0",)),
        )
    )


def _ending() -> tuple[Command, ...]:
    return (
        Command(
            "split_write",
            "scan",
            4,
            translate("Commands", "&Write the Approved Photos"),
            _on_page(lambda page: page.write()),
            ("Ctrl+Shift+E",),
            _when(lambda review: bool(review.to_write) and not review.writing),
            tip=translate("Commands", "Write the photos of all approved scans to files"),
            icon="image-down",
            word=translate("Commands", "Write"),
            page=NAME,
        ),
        Command(
            "split_change_folder",
            "scan",
            4,
            translate("Commands", "Write Into Another Fol&der…"),
            _on_page(lambda page: page.choose_folder()),
            enabled=_when(lambda review: bool(review.scans)),
            icon="folder-open",
            word=translate("Commands", "Another Folder"),
            page=NAME,
        ),
        Command(
            "split_queue",
            "scan",
            5,
            translate("Commands", "Add What Was Written to the Qu&eue…"),
            _on_page(lambda page: page.queue_written()),
            enabled=_result,
            icon="layers",
            word=translate("Commands", "Add to the Queue"),
            page=NAME,
        ),
        Command(
            "split_edit",
            "scan",
            5,
            translate("Commands", "Open What Was Written"),
            _on_page(lambda page: page.open_written()),
            enabled=_result,
            icon="image",
            word=translate("Commands", "Open"),
            page=NAME,
        ),
        Command(
            "split_finish",
            "scan",
            5,
            translate("Commands", "Done With These Scans"),
            _finish,
            enabled=_when(lambda review: bool(review.scans) and not review.writing),
            icon="x",
            word=translate("Commands", "Done"),
            page=NAME,
        ),
    )
