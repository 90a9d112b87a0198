"""Above the list: how far the queue is, what is in it, and which of it is shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QToolButton,
    QWidget,
)

from workstation.app.queue import words
from workstation.app.queue.model import Sort, Wanted
from workstation.app.queue.words import Which
from workstation.app.queue_monitor import QueueMonitor, states
from workstation.app.widgets import icons, layouts, theme
from workstation.app.widgets.numbers import number, photos

_GAP: Final = 8
_WIDE_PX: Final = 1000
_LEAST_PX: Final = 640


class Header(QWidget):
    """Progress, time left, counts by state, search and order.

    Signals
    -------
    wanted_changed
        Other rows are to be shown (`Wanted`).
    """

    wanted_changed = Signal(object)

    def __init__(self, monitor: QueueMonitor, parent: QWidget) -> None:
        super().__init__(parent)
        self._monitor = monitor
        self._narrow = False
        self._said = QLabel(self)
        font = QFont(self._said.font())
        font.setBold(True)
        self._said.setFont(font)
        self._pace = QLabel(self)
        self._pace.setObjectName("muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the queue"))
        self._buttons: dict[Which | None, QToolButton] = {}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search names and reasons"))
        self.search.setAccessibleName(self.tr("Search names and reasons"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(96)
        self.search.setMaximumWidth(232)
        self.search.textChanged.connect(self._on_wanted)
        self._sort = QComboBox(self)
        self._fill_sort()
        self._lay_out()
        self.follow()

    def _fill_sort(self) -> None:
        self._sort.setAccessibleName(self.tr("Order of the list"))
        self._sort.setToolTip(self.tr("Order of the list; rows can be dragged in the queue's own"))
        choices: tuple[tuple[Sort, str], ...] = (
            ("order", self.tr("In the queue's order")),
            ("name", self.tr("By name")),
            ("state", self.tr("By state")),
            ("time", self.tr("Latest first")),
        )
        for sort, text in choices:
            self._sort.addItem(icons.icon("arrow-down-up"), text, sort)
        self._sort.currentIndexChanged.connect(self._on_wanted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._said)
        top.addStretch(1)
        top.addWidget(self._pace)
        below = QHBoxLayout()
        below.setSpacing(4)
        group = QButtonGroup(self)
        filters: tuple[Which | None, ...] = (None, *states(), words.IN_DOUBT)
        for which in filters:
            button = self._buttons[which] = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(which is None)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(icons.square(16))
            button.setFont(theme.small_font())
            if which is not None:
                button.setIcon(icons.icon(words.ICONS[which]))
            group.addButton(button)
            below.addWidget(button)
        group.buttonClicked.connect(self._on_wanted)
        below.addStretch(1)
        below.addWidget(self.search, 2)
        below.addSpacing(4)
        below.addWidget(self._sort)
        layout = layouts.column(self, top, self._bar, margins=(16, 16, 16, _GAP), spacing=_GAP)
        layout.addSpacing(_GAP)
        layout.addLayout(below)

    @property
    def wanted(self) -> Wanted:
        """Which rows the user wants to see."""
        which = next(which for which, button in self._buttons.items() if button.isChecked())
        return Wanted(self.search.text().strip(), which, self._sort.currentData())

    def begin_search(self) -> None:
        """Let the user type what to search for."""
        self.search.setFocus()
        self.search.selectAll()

    def want(self, which: Which | None) -> None:
        """Show what one filter shows only, or all."""
        self._buttons[which].setChecked(True)
        self._on_wanted()

    def _on_wanted(self) -> None:
        self.wanted_changed.emit(self.wanted)

    # What goes on

    def follow(self) -> None:
        """Say what holds now."""
        monitor, counts = self._monitor, self._monitor.counts
        total = sum(counts.values())
        ended = total - monitor.pending
        self._said.setText(self._sentence(ended, total))
        self._pace.setText(self._pace_words())
        # Either paints at once, even if nothing is different.
        if self._bar.maximum() != max(1, total):
            self._bar.setRange(0, max(1, total))
        if self._bar.value() != ended:
            self._bar.setValue(ended)
        for which, button in self._buttons.items():
            if which == words.IN_DOUBT:
                count = len(monitor.in_doubt)
            else:
                count = total if which is None else counts[which]
            word = self.tr("All") if which is None else words.word(which)
            counted = QLocale().toString(count)
            told = f"{word} {counted}"
            button.setText(counted if self._narrow and which is not None else told)
            button.setAccessibleName(told)
            button.setToolTip(self._tip(which))
            button.setVisible(count > 0 or which is None or button.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for words, icons and numbers are left, and the words are in the tips."""
        super().resizeEvent(event)
        narrow = event.size().width() < _WIDE_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self.follow()

    def minimumSizeHint(self) -> QSize:
        # The words would not let the window become narrower, even while another page is shown.
        return QSize(_LEAST_PX, super().minimumSizeHint().height())

    def _tip(self, which: Which | None) -> str:
        if which is None:
            return self.tr("Show everything")
        if which == words.IN_DOUBT:
            return self.tr("Show only results that were made in doubt about what the photo is")
        return self.tr("Show only: {0}").format(words.word(which))

    def _sentence(self, ended: int, total: int) -> str:
        monitor = self._monitor
        failed, digits = monitor.counts["failed"], QLocale().toString
        so_far = self.tr("{0} of {1} finished").format(digits(ended), digits(total))
        if failed:
            so_far = self.tr("{0}, {1} failed").format(so_far, digits(failed))
        wait = self.tr("{0} to be restored").format(photos(monitor.pending))
        activity = monitor.activity
        if activity == "finished":
            if failed:
                return self.tr("All finished; {0} failed").format(photos(failed))
            return self.tr("All done")
        return {
            "starting": self.tr("{0}; starting").format(so_far),
            "working": so_far,
            "pausing": self.tr("{0}; those begun are finished before the pause").format(so_far),
            "stopping": self.tr("{0}; those begun are finished before it stops").format(so_far),
            "paused": self.tr("{0}; paused").format(so_far),
        }.get(activity, wait)

    def _pace_words(self) -> str:
        measured = self._monitor.throughput
        speed, left = measured.per_minute, measured.left_s
        if self._monitor.activity != "working" or speed is None or left is None:
            return ""
        each = self.tr("{0} photos a minute").format(number(speed, 0 if speed >= 10 else 1))
        told = self.tr("{0} · {1} left").format(each, words.time_left(left / 60))
        if self._monitor.may_sleep:
            told += self.tr(" · this computer may go to sleep")
        return told
