"""What has changed in a queue, for those who look at it again and again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workstation.batch.items import Control, Item
from workstation.batch.store import Store


@dataclass(frozen=True)
class Look:
    """What was seen.

    Attributes
    ----------
    items
        Those that are new or have changed since the look before.
    gone
        Numbers of those that are no longer there.
    control
        What the user wants of the programs.
    programs
        How many programs are there to work on the queue.
    lost
        How many ended without a word.
    """

    items: tuple[Item, ...]
    gone: tuple[int, ...]
    control: Control
    programs: int
    lost: int


class Watcher:
    """Looks at a queue without reading all of it each time.

    Of ten thousand items, a look reads eight numbers each if anything has changed, and the whole of
    those that have; if nothing has changed, SQLite knows it without reading.

    Parameters
    ----------
    path
        The queue's file; made if it is not there.

    Raises
    ------
    HeirloomError
        From every method, if the queue cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        self._version: int | None = None
        self._known: dict[int, tuple[int | str | None, ...]] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def look(self) -> Look:
        """See what is different from the last time; the first time, everything is."""
        changed, gone = list[int](), tuple[int, ...]()
        version = self._store.version()  # first: what changes meanwhile is seen the next time
        if version != self._version:
            marks = self._store.marks()
            gone = tuple(number for number in self._known if number not in marks)
            changed = [n for n, mark in marks.items() if self._known.get(n) != mark]
            self._known, self._version = marks, version
        items = self._store.items_of(changed)
        return Look(items, gone, self._store.control, *self._store.programs())
