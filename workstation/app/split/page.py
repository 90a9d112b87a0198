"""The page on which scans are looked at one after the other, before their photos are written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.app.commands.actions import Actions
from workstation.app.language import both
from workstation.app.queue.adding import add
from workstation.app.split.photo_list import PhotoList, ResolutionRow
from workstation.app.split.review import Review, Written
from workstation.app.split.scan_view import ScanView
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import action_button
from workstation.app.widgets.desktop import show_in_folder
from workstation.app.widgets.numbers import photos
from workstation.app.widgets.theme import Theme, large_font
from workstation.app.workspace import Workspace, paths_of

_SIDE: Final = 320
_BLOCK: Final = 520
_OPENED_MOST: Final = 20
_ICONS: Final = {
    "split_write": "image-down",
    "split_change_folder": "folder-open",
    "split_queue": "layers",
    "split_edit": "image",
    "split_finish": "x",
}


class ReviewPage(QStackedWidget):
    """Invites to choose scans; shows each; says at the end what is written, and what comes next."""

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self.review = Review(workspace.session.jobs, self)
        self.folder: Path | None = None
        self._shown: object = None
        self._result: Written | None = None
        self.scan_view = ScanView(theme, self)
        self.photos = PhotoList(theme, self)
        self.resolution = ResolutionRow(self)
        self._title, self._facts = QLabel(self), QLabel(self)
        self._waiting = QLabel(self)
        self._middle = QStackedWidget(self)
        self._invitation = self._make_invitation()
        self._review = self._make_review()
        self._end = _End(actions, self)
        for part in (self._invitation, self._review, self._end):
            part.setObjectName("page")
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.addWidget(part)
        self._connect()
        theme.changed.connect(self._redraw)
        self.setFocusProxy(self.scan_view)
        self.setAcceptDrops(True)
        self._follow()

    def _make_invitation(self) -> QWidget:
        page = QWidget(self)
        title = QLabel(self.tr("Split scans into photos"), page)
        title.setFont(large_font())
        text = QLabel(
            self.tr(
                "Several photos that lay on the scanner's glass together are found, straightened "
                "and cut apart. You look at each scan before anything is written."
            ),
            page,
        )
        text.setWordWrap(True)
        row = QHBoxLayout()
        for name in ("split_open", "split_open_folder"):
            button = action_button(self._actions[name], parent=page)
            button.setDefault(name == "split_open")
            row.addWidget(button)
        row.addStretch(1)
        return _centred(page, (title, text, row))

    def _make_review(self) -> QWidget:
        page = QWidget(self)
        self._title.setFont(large_font())
        self._facts.setObjectName("muted")
        self._facts.setWordWrap(True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setWordWrap(True)
        self._middle.addWidget(self.scan_view)
        self._middle.addWidget(self._waiting)
        side = QWidget(page)
        side.setFixedWidth(_SIDE)
        beside = layouts.column(side, self._title, self._facts, margins=(16, 12, 16, 16), spacing=8)
        beside.addWidget(self.photos, 1)
        beside.addWidget(self.resolution)
        beside.addWidget(_line(side))
        approve = action_button(self._actions["split_approve"], parent=side)
        approve.setObjectName("primary")
        approve.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(action_button(self._actions["split_leave_out"], parent=side))
        buttons.addWidget(approve, 1)
        beside.addLayout(buttons)
        layout = layouts.row(page, margins=layouts.NONE, spacing=0)
        layout.addWidget(self._middle, 1)
        layout.addWidget(side)
        return page

    def _connect(self) -> None:
        review, scan_view = self.review, self.scan_view
        review.changed.connect(self._follow)
        review.frames_changed.connect(self._on_frames)
        review.written.connect(self._on_written)
        scan_view.changed.connect(review.record)
        scan_view.changing.connect(lambda frames: self.photos.show_frames(review.scan, frames))
        scan_view.chosen.connect(self.photos.choose)
        self.photos.picked.connect(scan_view.choose)
        self.resolution.changed.connect(review.set_dpi)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Scans may be dropped here; elsewhere in the window they are photos to open."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    # What is shown

    def take(self, paths: list[Path]) -> None:
        """Review these files, and the photos of these folders."""
        if self.folder is None or (self.review.over and not self.review.to_write):
            first = paths[0]
            self.folder = (first if first.is_dir() else first.parent) / self.tr("photos")
        self._result = None
        self.review.begin(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what comes next, unless a button or a field has taken it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            following = ("split_approve", "split_write", "split_queue")
            self._actions.refresh_now()
            actions = (self._actions[name] for name in following)
            action = next((action for action in actions if action.isEnabled()), None)
            if action is not None and not event.isAutoRepeat():
                action.trigger()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        """Show the scan in front, or the end."""
        review, scan = self.review, self.review.scan
        if not review.scans:
            self.setCurrentWidget(self._invitation)
        elif scan is None:
            self._actions.refresh_now()  # a button that cannot be used takes no focus
            self._end.show_end(self._result)
            self.setCurrentWidget(self._end)
        else:
            self.setCurrentWidget(self._review)
            ready = review.ready
            shown = (scan, scan.image, scan.history and scan.history.entries[0]) if ready else None
            if shown != self._shown:
                self._shown = shown
                self.photos.forget()
                self.scan_view.show_scan(scan if ready else None)
            self._middle.setCurrentWidget(self.scan_view if ready else self._waiting)
            self._waiting.setText(self._why_waiting())
            self._title.setText(scan.name)
            self.resolution.show_scan(scan)
            self._on_frames()
        self._actions.refresh()

    def _why_waiting(self) -> str:
        scan = self.review.scan
        if scan is None or self.review.ready:
            return ""
        if scan.error is not None:
            return both(scan.error)
        if self.review.is_looking(scan):
            return self.tr("Finding the photos…")
        return self.tr("Looking for photos was stopped.\nThe menu Scan can begin it again.")

    def _on_frames(self) -> None:
        scan = self.review.scan
        if scan is None:
            return
        if not self.scan_view.busy:
            self.scan_view.follow()
        self.photos.show_frames(scan if self.review.ready else None, scan.frames)
        self.photos.choose(self.scan_view.index)
        self._facts.setText(self._told())
        self._facts.setToolTip(str(scan.path))
        self._actions.refresh()

    def _told(self) -> str:
        """Which scan this is, and how sure its photos are."""
        review, scan = self.review, self.review.scan
        assert scan is not None
        parts = []
        if len(review.scans) > 1:
            number, total = review.index + 1, len(review.scans)
            parts.append(self.tr("Scan {0} of {1}").format(number, total))
        if review.ready:
            parts.append(photos(len(scan.frames)))
            if scan.doubtful:
                parts.append(self.tr("{0} doubtful").format(scan.doubtful))
            if scan.approved:
                parts.append(self.tr("approved"))
            if not scan.frames:
                parts.append(self.tr("drag over a photo to add its frame"))
        return ", ".join(parts)

    def _redraw(self) -> None:
        self.photos.forget()
        self._on_frames()

    # The end

    def write(self) -> None:
        """Write the photos of the approved scans."""
        if self.folder is not None:
            self.review.write(self.folder)

    def choose_folder(self) -> None:
        """Write into another folder."""
        chosen = self._workspace.ask.split_folder(self.folder or Path.home())
        if chosen is not None:
            self.folder = chosen
            self._follow()

    def _on_written(self, result: Written) -> None:
        self._result = result
        for problem in result.problems:
            self._workspace.messages.show_error(problem)
        if result.paths:
            text = self.tr("{0} written to {1}.")
            folder = result.paths[0].parent
            words = self.tr("Show in folder")
            show = partial(show_in_folder, result.paths[0])
            self._workspace.status.tell(
                text.format(photos(len(result.paths)), folder.name), words, show
            )
        self._follow()

    def open_written(self) -> None:
        """Open the photos that were written."""
        if self._result is not None:
            self._workspace.open(self._result.paths[:_OPENED_MOST])

    def queue_written(self) -> None:
        """Put the photos that were written into the queue."""
        if self._result is not None:
            add(self._workspace, self._result.paths)

    def may_leave(self) -> bool:
        """Whether nothing approved is lost, or the user does not mind."""
        number = sum(len(scan.frames) for scan in self.review.to_write)
        return not number or self._workspace.ask.forget_scans(number)

    def finish(self) -> None:
        """Forget all scans."""
        if self.may_leave():
            self.review.clear()

    @property
    def result(self) -> Written | None:
        """What was written last."""
        return self._result


class _End(QWidget):
    """After the last scan: what will be written and where; afterwards what can be done with it."""

    def __init__(self, actions: Actions, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._title, self._text = QLabel(self), QLabel(self)
        self._title.setFont(large_font())
        self._text.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        names = ("split_write", "split_change_folder", "split_queue", "split_edit", "split_finish")
        for name in names:
            button = self._buttons[name] = action_button(actions[name], parent=self)
            first = name in ("split_write", "split_queue")
            button.setIcon(icons.icon(_ICONS[name], primary=first))
            button.setDefault(first)
            row.addWidget(button)
        row.addStretch(1)
        _centred(self, (self._title, self._text, row))

    def show_end(self, result: Written | None) -> None:
        """Say what comes next."""
        page, review = self._page, self._page.review
        number = sum(len(scan.frames) for scan in review.to_write)
        approved = sum(scan.approved for scan in review.scans)
        looked = self.tr("{0} of {1} scans are approved.").format(approved, len(review.scans))
        done = result is not None and bool(result.paths) and not number
        if review.writing:
            title, text = self.tr("Writing…"), str(page.folder)
        elif number:
            title = self.tr("{0} can be written").format(photos(number))
            text = looked + "\n" + self.tr("They go to {0}").format(page.folder)
        elif done and result is not None:
            title = self.tr("{0} written").format(photos(len(result.paths)))
            text = f"{looked}\n{result.paths[0].parent}"
        else:
            title, text = self.tr("Nothing is to be written"), looked
        self._title.setText(title)
        self._text.setText(text)
        shown = {
            "split_write": bool(number) and not review.writing,
            "split_change_folder": bool(number) and not review.writing,
            "split_queue": done,
            "split_edit": done,
            "split_finish": not number and not review.writing,
        }
        for name, button in self._buttons.items():
            button.setVisible(shown[name])
        first = "split_write" if number else "split_queue" if done else "split_finish"
        self._buttons[first].setFocus()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("line")
    return line


def _centred(page: QWidget, parts: tuple[QWidget | QHBoxLayout, ...]) -> QWidget:
    """A few things in the middle of a page, one below the other."""
    block = QWidget(page)
    block.setFixedWidth(_BLOCK)
    layout = QVBoxLayout(block)
    layout.setSpacing(16)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(block)
    row.addStretch(1)
    outer = QVBoxLayout(page)
    outer.addStretch(2)
    outer.addLayout(row)
    outer.addStretch(3)
    return page
