"""The rows of the queue: filtered, sorted, and changed no more than what they show has changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from workstation.app.language import said
from workstation.app.queue import words
from workstation.app.queue_monitor import QueueMonitor, states
from workstation.batch.items import Item

if TYPE_CHECKING:
    from workstation.batch.watch_queue import QueueState

Index = QModelIndex | QPersistentModelIndex
Sort = Literal["order", "name", "state", "time"]

ITEM: Final = Qt.ItemDataRole.UserRole
_DRAGGED: Final = "application/x-heirloom-queue"
_MANY_RUNS: Final = 64
"""More separate insertions or removals than this are a new list."""


@dataclass(frozen=True)
class Wanted:
    """Which rows to show, and how.

    Attributes
    ----------
    text
        Words that must all be in the path or the reason.
    which
        One filter, or None for all.
    """

    text: str = ""
    which: words.Which | None = None
    sort: Sort = "order"

    def admits(self, item: Item) -> bool:
        """Whether an item is to be shown."""
        if self.which == words.IN_DOUBT:
            if not item.in_doubt:
                return False
        elif self.which is not None and item.state != self.which:
            return False
        if not self.text:
            return True
        failure = item.failure
        told = f"{item.source}\n{item.output.name}\n"
        told += f"{said(failure.message)} {said(failure.hint)}" if failure is not None else ""
        told = told.casefold()
        return all(word in told for word in self.text.casefold().split())

    @property
    def key(self) -> Callable[[Item], Any]:
        """What items are sorted by."""
        return _KEYS[self.sort]


class QueueModel(QAbstractListModel):
    """Items of the queue as rows.

    A list of thousands is kept in step by moving, inserting and removing rows, so that the
    selection and the place in the list stay what they were.
    """

    def __init__(self, monitor: QueueMonitor) -> None:
        super().__init__(monitor)
        self._monitor = monitor
        self._shown: list[int] = []
        self._rows: dict[int, int] = {}
        self._keys: dict[int, Any] = {}
        self.wanted = Wanted()
        monitor.changed.connect(self._on_changed)
        self._read_all()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._monitor.items.get(self._shown[index.row()])
        if item is None:
            return None
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return words.name_of(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(item)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        item = self.item(index)
        if self.movable and item is not None and item.state == "waiting":
            found |= Qt.ItemFlag.ItemIsDragEnabled
        return found

    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    def mimeData(self, _indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_DRAGGED, b"")  # the list itself knows which rows are chosen
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def item(self, index: Index) -> Item | None:
        """The item of a row."""
        return self._monitor.items.get(self._shown[index.row()]) if index.isValid() else None

    def row_of(self, number: int) -> int | None:
        """Where an item stands, if it is shown."""
        return self._rows.get(number)

    @property
    def shown(self) -> Sequence[int]:
        """The numbers of the items, from top to bottom."""
        return self._shown

    @property
    def movable(self) -> bool:
        """Whether the rows stand in the order in which they are done."""
        return self.wanted.sort == "order"

    def show_wanted(self, wanted: Wanted) -> None:
        """Show other rows, or in another order."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._read_all()

    def touch(self, numbers: Iterable[int]) -> None:
        """Say that some rows look different."""
        rows = [row for row in map(self._rows.get, numbers) if row is not None]
        if len(rows) > _MANY_RUNS:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
            return
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    # Keeping in step

    def _on_changed(self, state: QueueState) -> None:
        if not state.items and not state.gone:
            return
        gone = [number for number in state.gone if self._keys.pop(number, None) is not None]
        if self._read(state.items) or gone:
            self._stand_in_order()
        self.touch(item.id for item in state.items)

    def _read_all(self) -> None:
        self._keys.clear()
        self._read(self._monitor.items.values())
        self._stand_in_order()

    def _read(self, items: Iterable[Item]) -> bool:
        """Find out which are to be shown, and where; return whether that is new."""
        key, new = self.wanted.key, False
        for item in items:
            before = self._keys.get(item.id)
            after = key(item) if self.wanted.admits(item) else None
            if after == before:
                continue
            new = True
            if after is None:
                del self._keys[item.id]
            else:
                self._keys[item.id] = after
        return new

    def _stand_in_order(self) -> None:
        # What stands in order already is sorted in no time.
        kept = [n for n in self._shown if n in self._keys]
        new = kept + [n for n in self._keys if n not in self._rows]
        new.sort(key=self._keys.__getitem__)
        if new != self._shown:
            self._turn_into(new)

    def _turn_into(self, new: list[int]) -> None:
        there, known = set(new), set(self._shown)
        going = _runs([row for row, n in enumerate(self._shown) if n not in there])
        coming = _runs([row for row, n in enumerate(new) if n not in known])
        if len(going) + len(coming) > _MANY_RUNS:
            self.beginResetModel()
            self._set_shown(new)
            self.endResetModel()
            return
        for first, last in reversed(going):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set_shown(self._shown[:first] + self._shown[last + 1 :])
            self.endRemoveRows()
        self._sort_into([n for n in new if n in known])
        for first, last in coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._set_shown([*self._shown[:first], *new[first : last + 1], *self._shown[first:]])
            self.endInsertRows()

    def _sort_into(self, kept: list[int]) -> None:
        if kept == self._shown:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._shown[index.row()] for index in before]
        self._set_shown(kept)
        self.changePersistentIndexList(before, [self.index(self._rows[n]) for n in numbers])
        self.layoutChanged.emit()

    def _set_shown(self, shown: list[int]) -> None:
        self._shown = shown
        self._rows = {number: row for row, number in enumerate(shown)}


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as first and last of each run."""
    runs = []
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        runs.append((numbers[0], numbers[-1]))
    return runs


def _in_order(item: Item) -> tuple[int, int, int]:
    return -item.priority, item.position, item.id


_DIGITS: Final = re.compile(r"(\d+)")


def _by_name(item: Item) -> tuple[list[tuple[int, int, str]], str, int]:
    """Sorts scan 2 before scan 10."""
    parts = _DIGITS.split(item.source.name.casefold())
    natural = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
    return natural, str(item.source.parent), item.page


def _by_state(item: Item) -> tuple[int, tuple[int, int, int]]:
    return states().index(item.state), _in_order(item)


def _by_time(item: Item) -> tuple[float, tuple[int, int, int]]:
    """The latest first, and after those that are done those that are not."""
    return -(item.finished or 0.0), _in_order(item)


_KEYS: Final[dict[Sort, Callable[[Item], Any]]] = {
    "order": _in_order,
    "name": _by_name,
    "state": _by_state,
    "time": _by_time,
}
