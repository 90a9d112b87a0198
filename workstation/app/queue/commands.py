"""The commands of the queue, in the order of the Batch menu, and the page that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from workstation.app.commands.command import Command, Group
from workstation.app.pages import QUEUE, Page
from workstation.app.queue.adding import add
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.widgets.desktop import show
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.queue.page import QueuePage
    from workstation.app.queue_monitor import Activity
    from workstation.batch.items import State
    from workstation.batch.store import Store

translate = QCoreApplication.translate


def queue_page(make: Callable[[], QWidget]) -> Page:
    """The page for many photos."""
    return Page(
        QUEUE,
        translate("Commands", "&Queue"),
        translate("Commands", "Restore many photos, one after the other"),
        translate("Commands", "Queue"),
        "layers",
        "Ctrl+2",
        ("queue_add", "queue_start", "queue_pause", "queue_stop", "queue_retry", "queue_report"),
        make,
    )


def write_report(workspace: Workspace) -> None:
    """Write what became of the queue into a folder that the user picks."""
    from workstation.app.queue.words import shown

    items = workspace.queue.items
    first = min(items.values(), key=lambda item: item.position, default=None)
    folder = workspace.ask.report_to("" if first is None else str(first.output.parent))
    if folder is None:
        return

    def work(store: Store) -> Path:
        from workstation.batch import report

        return report.write(store, folder)[0]

    def done(path: Path) -> None:
        text = translate("Queue", "The report is in {0}.").format(shown(path.parent))
        workspace.status.tell(text, translate("Queue", "Read it"), partial(show, path))

    workspace.queue.do(work, done, translate("Queue", "Writing the report"))


# When commands can be used


def _is(*activities: Activity) -> Callable[[QueueMonitor], bool]:
    return lambda queue: queue.activity in activities


def _has(*states: State) -> Callable[[QueueMonitor], bool]:
    return lambda queue: any(queue.counts[state] for state in states)


def _can_start(queue: QueueMonitor) -> bool:
    return queue.activity in ("idle", "paused", "pausing", "stopping") and queue.pending > 0


def queue_commands(
    workspace: Workspace, page: Callable[[], QueuePage | None]
) -> tuple[Command, ...]:
    """Adding, running, and what is done with single rows."""
    return (*_adding(workspace), *_running(workspace), *_rows(page), *_tidying(workspace, page))


def _adding(workspace: Workspace) -> tuple[Command, ...]:
    group = Group("batch", lambda: workspace)
    return (
        group(
            "queue_add",
            0,
            translate("Commands", "&Add Photos to the Queue…"),
            lambda work: add(work, work.picked(work.ask.photos_to_add)),
            *("Ctrl+Shift+A", "Ins"),
            tip=translate("Commands", "Add photos to the queue; folders can be dropped here"),
            icon="plus",
            word=translate("Commands", "Add"),
        ),
        group(
            "queue_add_folder",
            0,
            translate("Commands", "Add a Fol&der to the Queue…"),
            lambda work: add(work, work.picked(work.ask.folder_to_add)),
            "Ctrl+Shift+D",
            tip=translate("Commands", "Add all photos of a folder and its sub-folders"),
        ),
    )


def _running(workspace: Workspace) -> tuple[Command, ...]:
    queue = Group("batch", lambda: workspace.queue, QUEUE)
    return (
        queue(
            "queue_start",
            1,
            translate("Commands", "&Start or Go On"),
            QueueMonitor.start,
            *("Ctrl+Return", "Ctrl+Enter"),
            enabled=_can_start,
            tip=translate("Commands", "Restore what waits, one photo after the other"),
            icon="play",
            word=translate("Commands", "Start"),
            primary=True,
        ),
        queue(
            "queue_pause",
            1,
            translate("Commands", "&Pause"),
            QueueMonitor.pause,
            "P",
            enabled=_is("starting", "working", "stopping"),
            tip=translate("Commands", "Begin no further photo until you start again"),
            icon="pause",
            word=translate("Commands", "Pause"),
        ),
        queue(
            "queue_stop",
            1,
            translate("Commands", "S&top After This"),
            QueueMonitor.stop,
            "Shift+P",
            enabled=_is("starting", "working", "pausing"),
            tip=translate("Commands", "End the work after the photos that are begun"),
            icon="circle-stop",
            word=translate("Commands", "Stop After This"),
        ),
    )


def _rows(page: Callable[[], QueuePage | None]) -> tuple[Command, ...]:
    row = Group("batch", page, QUEUE, lambda page: page.current is not None)

    def move(name: str, text: str, key: str, by: int) -> Command:
        return row(
            f"queue_{name}",
            3,
            text,
            lambda page: page.move_by(by),
            key,
            enabled=lambda page: page.model.movable and page.has_chosen("waiting"),
        )

    return (
        row(
            "queue_retry",
            1,
            translate("Commands", "&Retry Failed"),
            lambda page: page.retry(),
            "R",
            enabled=lambda page: page.queue.counts["failed"] > 0,
            tip=translate("Commands", "Try what failed again: what is chosen, or all"),
            icon="rotate-cw",
            word=translate("Commands", "Retry"),
        ),
        row(
            "queue_open",
            2,
            translate("Commands", "&Open in the Editor"),
            lambda page: page.open_current(),
            *("Return", "Enter"),
            tip=translate("Commands", "Open the photo with its recipe, to correct it"),
        ),
        row(
            "queue_peek",
            2,
            translate("Commands", "&Before and After"),
            lambda page: page.switch_preview(),
            "Space",
            tip=translate("Commands", "Show photo and result large"),
        ),
        row(
            "queue_show_folder",
            2,
            translate("Commands", "Open &Its Folder"),
            lambda page: page.show_folder(),
            "Ctrl+Shift+R",
            tip=translate("Commands", "Open the folder of the result, or of the photo"),
        ),
        move("first", translate("Commands", "Do &First"), "Ctrl+Home", -(10**9)),
        move("earlier", translate("Commands", "Do &Earlier"), "Ctrl+Up", -1),
        move("later", translate("Commands", "Do &Later"), "Ctrl+Down", 1),
        move("last", translate("Commands", "Do at the E&nd"), "Ctrl+End", 10**9),
        row(
            "queue_search",
            4,
            translate("Commands", "Searc&h"),
            lambda page: page.header.begin_search(),
            "Ctrl+F",
            enabled=lambda _: True,
            tip=translate("Commands", "Show only rows with some words"),
        ),
    )


def _tidying(workspace: Workspace, page: Callable[[], QueuePage | None]) -> tuple[Command, ...]:
    queue, row = Group("batch", lambda: workspace.queue, QUEUE), Group("batch", page, QUEUE)
    return (
        queue(
            "queue_report",
            5,
            translate("Commands", "&Write a Report…"),
            lambda _: write_report(workspace),
            "Ctrl+Shift+E",
            enabled=lambda queue: bool(queue.items),
            tip=translate("Commands", "Write a page with pictures, and lists for programs"),
            icon="file-text",
            word=translate("Commands", "Report"),
        ),
        row(
            "queue_remove",
            5,
            translate("Commands", "Re&move from the Queue"),
            lambda page: page.remove(),
            "Del",
            enabled=lambda page: page.has_chosen("waiting", "done", "failed", "skipped"),
            tip=translate("Commands", "Forget what is chosen; no file is touched"),
        ),
        queue(
            "queue_clear_done",
            5,
            translate("Commands", "&Clear What Is Done"),
            QueueMonitor.clear_done,
            "Shift+Del",
            enabled=_has("done", "skipped"),
            tip=translate("Commands", "Forget what is done; no file is touched"),
        ),
    )
