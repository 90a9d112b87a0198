"""The commands of the queue, in the order of the Batch menu, and the page that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workstation.app.commands.actions import Command
from workstation.app.pages import Page

if TYPE_CHECKING:
    from workstation.app.queue.page import QueuePage
    from workstation.app.queue_monitor import Activity
    from workstation.app.window import Window
    from workstation.batch.items import Added, State
    from workstation.batch.store import Store

NAME = "queue"
translate = QCoreApplication.translate


def queue_page() -> Page:
    """The page for many photos."""
    return Page(
        NAME,
        translate("Commands", "&Queue"),
        translate("Commands", "Restore many photos, one after the other"),
        translate("Commands", "Queue"),
        "layers",
        ("Ctrl+2",),
        ("queue_add", "queue_start", "queue_pause", "queue_stop", "queue_retry", "queue_report"),
        _made,
    )


def _made(window: Window) -> QWidget:
    from workstation.app.queue.page import QueuePage

    return QueuePage(window)


def _page(window: Window) -> QueuePage | None:
    from workstation.app.queue.page import QueuePage

    page = window.made_page(NAME)
    return page if isinstance(page, QueuePage) else None


# When commands can be used


def _is(*activities: Activity) -> Callable[[Window], bool]:
    return lambda window: window.queue.activity in activities


def _has(*states: State) -> Callable[[Window], bool]:
    return lambda window: any(window.queue.counts[state] for state in states)


def _can_start(window: Window) -> bool:
    rests = window.queue.activity in ("idle", "paused", "pausing", "stopping")
    return rests and window.queue.pending > 0


def _current(window: Window) -> bool:
    page = _page(window)
    return page is not None and page.current is not None


def _chosen(*states: State) -> Callable[[Window], bool]:
    def enabled(window: Window) -> bool:
        page = _page(window)
        return page is not None and any(item.state in states for item in page.chosen)

    return enabled


def _movable(window: Window) -> bool:
    page = _page(window)
    return page is not None and page.model.movable and _chosen("waiting")(window)


# What they do


def add(window: Window, paths: Sequence[Path]) -> None:
    """Put photos and folders into the queue, as the user says."""
    if not paths:
        return
    batch = window.questions.add_to_queue(window, _given(window, paths), window.settings)
    if batch is None:
        return
    window.show_page(NAME)

    def work(store: Store) -> Added:
        from workstation.batch import intake

        return intake.add(store, paths, batch)

    def done(added: Added) -> None:
        from workstation.app.widgets.numbers import photos

        text = translate("Queue", "{0} added").format(photos(len(added.new)))
        if added.again:
            text += translate("Queue", ", {0} to be looked at again").format(len(added.again))
        if added.known:
            text += translate("Queue", ", {0} waited already").format(len(added.known))
        window.status.tell(f"{text}.")

    window.queue.do(work, done, translate("Queue", "Adding photos to the queue"))


def _given(window: Window, paths: Sequence[Path]) -> Any:
    from workstation.app.dialogs.add_dialog import Given

    current = window.session.current
    if current is None or not current.history.recipe.steps:
        return Given(paths, window.session.jobs.reading)
    return Given(paths, window.session.jobs.reading, current.name, current.history.recipe)


def _add_photos(window: Window) -> None:
    _add_found(window, window.questions.photos_to_add(window, window.settings.text("open_folder")))


def _add_folder(window: Window) -> None:
    _add_found(window, window.questions.folder_to_add(window, window.settings.text("open_folder")))


def _add_found(window: Window, paths: Sequence[Path]) -> None:
    if paths:
        window.settings.put("open_folder", str(paths[0].parent))
        add(window, paths)


def _open(window: Window) -> None:
    from workstation.app.queue.editing import edit

    page = _page(window)
    if page is not None and page.current is not None:
        edit(window, page.current)


def _show_folder(window: Window) -> None:
    page = _page(window)
    item = None if page is None else page.current
    if item is not None:
        made = item.state in ("done", "skipped")
        folder = item.output.parent if made else item.source.parent
        _show(folder)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _retry(window: Window) -> None:
    """What is chosen, or all if nothing that failed is chosen; and begin at once."""
    page = _page(window)
    failed = [item.id for item in page.chosen if item.state == "failed"] if page else []
    window.queue.retry(failed or None)
    window.queue.start()


def _remove(window: Window) -> None:
    page = _page(window)
    if page is not None:
        window.queue.remove([item.id for item in page.chosen if item.state != "running"])


def _report(window: Window) -> None:
    from workstation.app.queue.words import shown

    items = window.queue.items
    first = min(items.values(), key=lambda item: item.position, default=None)
    folder = window.questions.report_to(window, "" if first is None else str(first.output.parent))
    if folder is None:
        return

    def work(store: Store) -> Path:
        from workstation.batch import report

        return report.write(store, folder)[0]

    def done(path: Path) -> None:
        text = translate("Queue", "The report is in {0}.").format(shown(path.parent))
        window.status.tell(text, translate("Queue", "Read it"), partial(_show, path))

    window.queue.do(work, done, translate("Queue", "Writing the report"))


def _move(by: int) -> Callable[[Window], None]:
    def move(window: Window) -> None:
        page = _page(window)
        if page is not None:
            page.move_by(by)

    return move


def _peek(window: Window) -> None:
    page = _page(window)
    if page is not None:
        page.switch_peek()


def _search(window: Window) -> None:
    page = _page(window)
    if page is not None:
        page.header.search.setFocus()
        page.header.search.selectAll()


# The table


def _command(
    name: str, group: int, text: str, run: Callable[[Window], Any], **more: Any
) -> Command:
    return Command(f"queue_{name}", "batch", group, text, run, **({"page": NAME} | more))


def queue_commands() -> tuple[Command, ...]:
    """Adding, running, and what is done with single rows."""
    return (*_adding(), *_running(), *_rows(), *_tidying())


def _adding() -> tuple[Command, ...]:
    return (
        _command(
            "add",
            0,
            translate("Commands", "&Add Photos to the Queue…"),
            _add_photos,
            keys=("Ctrl+Shift+A", "Ins"),
            tip=translate("Commands", "Add photos to the queue; folders can be dropped here"),
            icon="plus",
            word=translate("Commands", "Add"),
            page="",
        ),
        _command(
            "add_folder",
            0,
            translate("Commands", "Add a Fol&der to the Queue…"),
            _add_folder,
            keys=("Ctrl+Shift+D",),
            tip=translate("Commands", "Add all photos of a folder and its sub-folders"),
            page="",
        ),
    )


def _running() -> tuple[Command, ...]:
    return (
        _command(
            "start",
            1,
            translate("Commands", "&Start or Go On"),
            lambda w: w.queue.start(),
            keys=("Ctrl+Return", "Ctrl+Enter"),
            enabled=_can_start,
            tip=translate("Commands", "Restore what waits, one photo after the other"),
            icon="play",
            word=translate("Commands", "Start"),
            primary=True,
        ),
        _command(
            "pause",
            1,
            translate("Commands", "&Pause"),
            lambda w: w.queue.pause(),
            keys=("P",),
            enabled=_is("starting", "working", "stopping"),
            tip=translate("Commands", "Begin no further photo until you start again"),
            icon="pause",
            word=translate("Commands", "Pause"),
        ),
        _command(
            "stop",
            1,
            translate("Commands", "S&top After This"),
            lambda w: w.queue.stop(),
            keys=("Shift+P",),
            enabled=_is("starting", "working", "pausing"),
            tip=translate("Commands", "End the work after the photos that are begun"),
            icon="circle-stop",
            word=translate("Commands", "Stop After This"),
        ),
        _command(
            "retry",
            1,
            translate("Commands", "&Retry Failed"),
            _retry,
            keys=("R",),
            enabled=_has("failed"),
            tip=translate("Commands", "Try what failed again: what is chosen, or all"),
            icon="rotate-cw",
            word=translate("Commands", "Retry"),
        ),
    )


def _rows() -> tuple[Command, ...]:
    moves = (
        ("first", translate("Commands", "Do &First"), "Ctrl+Home", -(10**9)),
        ("earlier", translate("Commands", "Do &Earlier"), "Ctrl+Up", -1),
        ("later", translate("Commands", "Do &Later"), "Ctrl+Down", 1),
        ("last", translate("Commands", "Do at the E&nd"), "Ctrl+End", 10**9),
    )
    return (
        _command(
            "open",
            2,
            translate("Commands", "&Open in the Editor"),
            _open,
            keys=("Return", "Enter"),
            enabled=_current,
            tip=translate("Commands", "Open the photo with its recipe, to correct it"),
        ),
        _command(
            "peek",
            2,
            translate("Commands", "&Before and After"),
            _peek,
            keys=("Space",),
            enabled=_current,
            tip=translate("Commands", "Show photo and result large"),
        ),
        _command(
            "show_folder",
            2,
            translate("Commands", "Open &Its Folder"),
            _show_folder,
            keys=("Ctrl+Shift+R",),
            enabled=_current,
            tip=translate("Commands", "Open the folder of the result, or of the photo"),
        ),
        *(
            _command(name, 3, text, _move(by), keys=(key,), enabled=_movable)
            for name, text, key, by in moves
        ),
        _command(
            "search",
            4,
            translate("Commands", "Searc&h"),
            _search,
            keys=("Ctrl+F",),
            tip=translate("Commands", "Show only rows with some words"),
        ),
    )


def _tidying() -> tuple[Command, ...]:
    return (
        _command(
            "report",
            5,
            translate("Commands", "&Write a Report…"),
            _report,
            keys=("Ctrl+Shift+E",),
            enabled=lambda w: bool(w.queue.items),
            tip=translate("Commands", "Write a page with pictures, and lists for programs"),
            icon="file-text",
            word=translate("Commands", "Report"),
        ),
        _command(
            "remove",
            5,
            translate("Commands", "Re&move from the Queue"),
            _remove,
            keys=("Del",),
            enabled=_chosen("waiting", "done", "failed", "skipped"),
            tip=translate("Commands", "Forget what is chosen; no file is touched"),
        ),
        _command(
            "clear_done",
            5,
            translate("Commands", "&Clear What Is Done"),
            lambda w: w.queue.clear_done(),
            keys=("Shift+Del",),
            enabled=_has("done", "skipped"),
            tip=translate("Commands", "Forget what is done; no file is touched"),
        ),
    )
