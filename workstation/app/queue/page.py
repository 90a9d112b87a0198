"""The page for many photos."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QWidget,
)

from workstation.app.commands.actions import Actions
from workstation.app.pages import PHOTO
from workstation.app.queue.adding import add
from workstation.app.queue.editing import edit
from workstation.app.queue.header import Header
from workstation.app.queue.list_view import QueueList
from workstation.app.queue.model import Index, QueueModel, Wanted
from workstation.app.queue.preview import Preview
from workstation.app.queue.row_delegate import QueueRow
from workstation.app.queue.thumbnails import FileThumbnail, FileThumbnails
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import action_button
from workstation.app.widgets.desktop import show_in_folder
from workstation.app.widgets.theme import Theme, large_font
from workstation.app.workspace import Workspace, paths_of
from workstation.batch.items import Item, State

_TICK_MS: Final = 1000
_MENU: Final = (
    *("queue_open", "queue_peek", "queue_show_folder", ""),
    *("queue_retry", "queue_first", "queue_earlier", "queue_later", "queue_last", ""),
    "queue_remove",
)


class QueuePage(QWidget):
    """Progress, the list, and an invitation where there is nothing yet."""

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self.queue: QueueMonitor = workspace.queue
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.model = QueueModel(self.queue)
        self.thumbnails = FileThumbnails(workspace.session.jobs.queue_thumbnails, self)
        self.header = Header(self.queue, self)
        search_tip = self.tr("Show only rows with these words")
        actions.tell(self.header.search, "queue_search", search_tip)
        self._row = QueueRow(self.queue, self.thumbnails, theme, self)
        self.list = QueueList(self.model, self._row, self)
        self.preview = Preview(self.thumbnails, theme, self)
        self._invitation = _Invitation(actions, theme, self)
        self._nothing = QLabel(self.tr("Nothing here matches."), self)
        self._nothing.setObjectName("muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QStackedWidget(self)
        for part in (self.list, self._nothing, self._invitation):
            self._middle.addWidget(part)
        layout = layouts.column(self, self.header, margins=layouts.NONE, spacing=0)
        layout.addWidget(self._middle, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._connect()
        theme.changed.connect(self.list.viewport().update)
        self._follow()

    def _connect(self) -> None:
        self.queue.changed.connect(self._follow)
        self._clock.timeout.connect(self._tick)
        self.header.wanted_changed.connect(self._on_wanted)
        self.list.doubleClicked.connect(lambda _: self._actions["queue_open"].trigger())
        self.list.selectionModel().selectionChanged.connect(self._actions.refresh)
        self.list.moved.connect(self.put_before)
        self.list.preview_requested.connect(self.show_preview)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.thumbnails.made.connect(self._on_picture)

    # What commands ask for

    @property
    def chosen(self) -> list[Item]:
        """The items that the user has chosen, from top to bottom."""
        items = self.queue.items
        return [items[number] for number in self.list.chosen if number in items]

    @property
    def current(self) -> Item | None:
        """The item that the keyboard is at."""
        return self.model.item(self.list.currentIndex())

    def has_chosen(self, *states: State) -> bool:
        """Whether an item in one of these states is chosen."""
        return any(item.state in states for item in self.chosen)

    def open_current(self) -> None:
        """Open the item that the keyboard is at in the editor."""
        if self.current is not None:
            edit(self._workspace.session, self.current)
            self._workspace.pages.show_page(PHOTO)

    def show_folder(self) -> None:
        """Open the folder of the current item's result, or of its photo if there is none."""
        item = self.current
        if item is not None:
            made = item.state in ("done", "skipped")
            show_in_folder(item.output if made else item.source)

    def retry(self) -> None:
        """Try again what is chosen, or all if nothing that failed is chosen; and begin at once."""
        failed = [item.id for item in self.chosen if item.state == "failed"]
        self.queue.retry(failed or None)
        self.queue.start()

    def remove(self) -> None:
        """Forget what is chosen, but for what is under way."""
        self.queue.remove([item.id for item in self.chosen if item.state != "running"])

    def put_before(self, numbers: list[int], before: int) -> None:
        """Let items be done before those that follow a row."""
        if self.model.movable and numbers:
            moved = set(numbers)
            following = (number for number in self.model.shown[before:] if number not in moved)
            self.queue.move(numbers, next(following, None))

    def move_by(self, by: int) -> None:
        """Move what is chosen up or down by a place; to the very end for many places."""
        waiting = [item.id for item in self.chosen if item.state == "waiting"]
        rows = [row for row in map(self.model.row_of, waiting) if row is not None]
        if rows:
            before = min(rows) + by if by < 0 else max(rows) + 1 + by
            self.put_before(waiting, max(0, min(self.model.rowCount(), before)))

    def show_preview(self, index: Index) -> None:
        """Show a row's photo and result large, or nothing."""
        item = self.model.item(index)
        if item is None:
            self.preview.end()
            self.list.note_preview(None)
            return
        box = self.list.visualRect(self.list.model().index(index.row(), 0))
        box.moveTopLeft(self.list.viewport().mapTo(self, box.topLeft()))
        self.preview.show_item(item, box)
        self.list.note_preview(index)

    def switch_preview(self) -> None:
        """Show the row that the keyboard is at large, or stop it."""
        if self.preview.item is None:
            self.show_preview(self.list.currentIndex())
        else:
            self.show_preview(self.model.index(-1))

    # What happens

    def _follow(self) -> None:
        self.header.follow()
        empty = not self.queue.items
        self.header.setVisible(not empty)
        shown = self._invitation if empty else self.list if self.model.shown else self._nothing
        if self._middle.currentWidget() is not shown:
            self._middle.setCurrentWidget(shown)
            self.setFocusProxy(self._invitation.button if empty else self.list)
        self._actions.refresh()

    def _tick(self) -> None:
        """Time passes for what is under way."""
        if self.queue.begun:
            self.header.follow()
            self.model.touch(self.queue.begun)

    def _on_wanted(self, wanted: Wanted) -> None:
        chosen = self.list.chosen
        self.show_preview(self.model.index(-1))
        self.model.show_wanted(wanted)
        if self.list.chosen != chosen:
            self.list.choose(chosen)
        self._follow()

    def _on_picture(self, _picture: FileThumbnail) -> None:
        self.list.viewport().update()

    def _on_menu(self, at: QPoint) -> None:
        if not self.list.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _MENU:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.popup(self.list.viewport().mapToGlobal(at))

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.queue.be_attentive(True)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.queue.be_attentive(False)
        self._clock.stop()
        self.show_preview(self.model.index(-1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            event.acceptProposedAction()
            self._invitation.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._invitation.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._invitation.show_drop(False)
        paths = paths_of(event.mimeData())
        event.acceptProposedAction()
        # After the drag: whoever it came from waits for us, and a question takes its time.
        QTimer.singleShot(0, self, lambda: add(self._workspace, paths))


class _Invitation(QWidget):
    """What the page is for, and how to begin."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._drop = QFrame(self)
        self._drop.setObjectName("drop")
        self._drop.setFixedWidth(640)
        layout = layouts.column(self._drop, margins=(48, 48, 48, 48), spacing=8)
        self._emblem = QLabel(self._drop)
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._theme = theme
        self._theme.changed.connect(self._draw)
        self._draw()
        heading = QLabel(self.tr("Restore a whole box of photos"), self._drop)
        heading.setFont(large_font())
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hint = QLabel(
            self.tr(
                "Drop photos or folders here. They are restored one after the other while you do "
                "something else. A power cut costs one photo's work at most."
            ),
            self._drop,
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (self._emblem, heading, hint):
            layout.addWidget(part)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.button = action_button(actions["queue_add"], self.tr("Add Photos…"), self._drop)
        self.button.setDefault(True)
        self.button.setIcon(icons.icon("plus", primary=True))
        row.addWidget(self.button)
        folder = actions["queue_add_folder"]
        row.addWidget(action_button(folder, self.tr("Add a Folder…"), self._drop))
        row.addStretch(1)
        layout.addLayout(row)
        outer = QGridLayout(self)
        outer.addWidget(self._drop, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def _draw(self) -> None:
        colour, ratio = self._theme.colours.muted, self.devicePixelRatioF()
        self._emblem.setPixmap(icons.pixmap("layers", 40, colour, ratio))

    def show_drop(self, over: bool) -> None:
        """Show that letting go here adds what is dragged."""
        self._drop.setProperty("over", over)
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)
