"""The commands for splitting scans, and the page that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.app.commands.command import Command, Group
from workstation.app.pages import SPLIT, Page
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.split.page import ReviewPage

_TURN_DEG = 0.1
Keys = QKeySequence.StandardKey
translate = QCoreApplication.translate


def split_page(make: Callable[[], QWidget]) -> Page:
    """The page for scans with several photos."""
    return Page(
        SPLIT,
        translate("Commands", "&Split Scans"),
        translate("Commands", "Cut the photos on a scan apart"),
        translate("Commands", "Split"),
        "scissors",
        "Ctrl+3",
        ("split_open", "split_approve", "split_add", "split_remove", "split_write"),
        make,
    )


def split_commands(
    workspace: Workspace, page: Callable[[], ReviewPage | None]
) -> tuple[Command, ...]:
    """Those of the menu Scan, and two of the menu File."""
    there = Group("scan", page, SPLIT, lambda page: page.review.scan is not None)
    ready = Group("scan", page, SPLIT, lambda page: page.review.ready)
    frame = Group("scan", page, SPLIT, lambda page: page.review.ready and page.scan_view.index >= 0)
    some = Group("scan", page, SPLIT, lambda page: bool(page.review.scans))
    written = Group(
        "scan", page, SPLIT, lambda page: page.result is not None and bool(page.result.paths)
    )
    return (
        *_opening(workspace, page),
        *_approving(ready, there),
        *_changing(ready, there, frame),
        *_turning(frame),
        *_looking(ready),
        *_ending(some, written),
    )


def _opening(workspace: Workspace, page: Callable[[], ReviewPage | None]) -> tuple[Command, ...]:
    file = Group("file", lambda: workspace)

    def take(ask: Callable[[str], list[Path]]) -> None:
        paths = workspace.picked(ask)
        if paths:
            workspace.pages.show_page(SPLIT)
            shown = page()
            assert shown is not None
            shown.take(paths)

    return (
        file(
            "split_open",
            0,
            translate("Commands", "Sp&lit a Scan…"),
            lambda work: take(work.ask.scans),
            "Ctrl+Shift+C",
            tip=translate("Commands", "Choose scans with several photos each, to cut them apart"),
            icon="scissors",
            word=translate("Commands", "Choose Scans"),
        ),
        file(
            "split_open_folder",
            0,
            translate("Commands", "Split the Scans of a Fol&der…"),
            lambda work: take(work.ask.folder),
            tip=translate("Commands", "Cut the photos on all scans of a folder apart"),
            word=translate("Commands", "Choose a Folder"),
        ),
    )


def _approving(ready: Group[ReviewPage], there: Group[ReviewPage]) -> tuple[Command, ...]:
    return (
        ready(
            "split_approve",
            0,
            translate("Commands", "&Approve"),
            lambda page: page.review.approve(),
            *("Ctrl+Return", "Ctrl+Enter"),
            enabled=lambda page: page.review.ready and bool(page.review.frames),
            tip=translate("Commands", "The frames are right, on to the next scan; so does Enter"),
            icon="check",
            word=translate("Commands", "Approve"),
            primary=True,
        ),
        there(
            "split_leave_out",
            0,
            translate("Commands", "&Leave Out This Scan"),
            lambda page: page.review.leave_out(),
            "Ctrl+Backspace",
            tip=translate("Commands", "Write nothing of this scan, and go on with the next one"),
            word=translate("Commands", "Leave Out"),
        ),
        there(
            "split_previous",
            0,
            translate("Commands", "&Previous Scan"),
            lambda page: page.review.go_by(-1),
            "PgUp",
            enabled=lambda page: page.review.index > 0,
        ),
        there(
            "split_next",
            0,
            translate("Commands", "&Next Scan"),
            lambda page: page.review.go_by(1),
            "PgDown",
        ),
    )


def _changing(
    ready: Group[ReviewPage], there: Group[ReviewPage], frame: Group[ReviewPage]
) -> tuple[Command, ...]:
    return (
        ready(
            "split_undo",
            1,
            translate("Commands", "&Undo"),
            lambda page: page.review.undo(),
            Keys.Undo,
            enabled=lambda page: page.review.can_undo,
        ),
        ready(
            "split_redo",
            1,
            translate("Commands", "&Redo"),
            lambda page: page.review.redo(),
            *("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled=lambda page: page.review.can_redo,
        ),
        ready(
            "split_add",
            1,
            translate("Commands", "Add a &Frame"),
            lambda page: page.scan_view.add(),
            "N",
            tip=translate("Commands", "Add a frame in the middle; or drag over an empty place"),
            icon="plus",
            word=translate("Commands", "Add"),
        ),
        frame(
            "split_remove",
            1,
            translate("Commands", "Re&move the Frame"),
            lambda page: page.scan_view.remove(),
            *(Keys.Delete, "Backspace"),
            tip=translate("Commands", "Remove the chosen frame: this is no photo"),
            icon="trash-2",
            word=translate("Commands", "Remove"),
        ),
        there(
            "split_find",
            1,
            translate("Commands", "Find the Photos A&gain"),
            lambda page: page.review.look_again(),
            tip=translate("Commands", "Forget what was changed by hand on this scan"),
        ),
    )


def _turning(frame: Group[ReviewPage]) -> tuple[Command, ...]:
    def turn(name: str, text: str, by_deg: float, key: str) -> Command:
        return frame(f"split_{name}", 2, text, lambda page: page.scan_view.turn(by_deg), key)

    return (
        turn("turn_left", translate("Commands", "&Turn the Frame Left"), -_TURN_DEG, "["),
        turn("turn_right", translate("Commands", "Turn t&he Frame Right"), _TURN_DEG, "]"),
        turn("quarter_left", translate("Commands", "&Quarter Turn Left"), -90.0, "Ctrl+["),
        turn("quarter_right", translate("Commands", "Quarter Turn R&ight"), 90.0, "Ctrl+]"),
    )


def _looking(ready: Group[ReviewPage]) -> tuple[Command, ...]:
    return (
        ready(
            "split_zoom_in",
            3,
            translate("Commands", "&Zoom In"),
            lambda page: page.scan_view.zoom_step(1),
            *("+", "="),
        ),
        ready(
            "split_zoom_out",
            3,
            translate("Commands", "Zoom &Out"),
            lambda page: page.scan_view.zoom_step(-1),
            "-",
        ),
        ready(
            "split_fit",
            3,
            translate("Commands", "Whole &Scan"),
            lambda page: page.scan_view.fit(),
            "Ctrl+0",
        ),
    )


def _ending(some: Group[ReviewPage], written: Group[ReviewPage]) -> tuple[Command, ...]:
    return (
        some(
            "split_write",
            4,
            translate("Commands", "&Write the Approved Photos"),
            lambda page: page.write(),
            "Ctrl+Shift+E",
            enabled=lambda page: bool(page.review.to_write) and not page.review.writing,
            tip=translate("Commands", "Write the photos of all approved scans to files"),
            icon="image-down",
            word=translate("Commands", "Write"),
        ),
        some(
            "split_change_folder",
            4,
            translate("Commands", "Write Into Another Fol&der…"),
            lambda page: page.choose_folder(),
            icon="folder-open",
            word=translate("Commands", "Another Folder"),
        ),
        written(
            "split_queue",
            5,
            translate("Commands", "Add What Was Written to the Qu&eue…"),
            lambda page: page.queue_written(),
            icon="layers",
            word=translate("Commands", "Add to the Queue"),
        ),
        written(
            "split_edit",
            5,
            translate("Commands", "Open What Was Written"),
            lambda page: page.open_written(),
            icon="image",
            word=translate("Commands", "Open"),
        ),
        some(
            "split_finish",
            5,
            translate("Commands", "Done With These Scans"),
            lambda page: page.finish(),
            enabled=lambda page: bool(page.review.scans) and not page.review.writing,
            icon="x",
            word=translate("Commands", "Done"),
        ),
    )
