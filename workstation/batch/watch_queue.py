"""What has changed in a queue, for those who look at it again and again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workstation.batch.items import Control, Item
from workstation.batch.store import Store
from workstation.batch.throughput import Throughput


@dataclass(frozen=True)
class QueueState:
    """What was seen.

    Attributes
    ----------
    items
        Those that are new or have changed since the look before.
    gone
        Numbers of those that are no longer there.
    control
        What the user wants of the workers.
    workers
        How many workers are there for the queue.
    lost
        How many ended without a word.
    throughput
        How fast it goes.
    may_sleep
        Whether one is at work on a computer that may go to sleep meanwhile.
    """

    items: tuple[Item, ...]
    gone: tuple[int, ...]
    control: Control
    workers: int
    lost: int
    throughput: Throughput = Throughput()  # noqa: RUF009 - a frozen value
    may_sleep: bool = False


class QueueWatcher:
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
        self._throughput = Throughput()
        self._known: dict[int, tuple[int | str | None, ...]] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def poll(self) -> QueueState:
        """See what is different from the last time; the first time, everything is."""
        changed, gone = list[int](), tuple[int, ...]()
        version = self._store.version()  # first: what changes meanwhile is seen the next time
        if version != self._version:
            revisions = self._store.revisions()
            gone = tuple(number for number in self._known if number not in revisions)
            changed = [n for n, mark in revisions.items() if self._known.get(n) != mark]
            self._known, self._version = revisions, version
            self._throughput = self._store.throughput()
        store = self._store
        return QueueState(
            store.items_of(changed),
            gone,
            store.control,
            *store.worker_counts(),
            self._throughput,
            store.may_sleep(),
        )
