"""What the user did, and where they stand; undo moves the position, and nothing is ever lost.

A history is of any immutable value: the recipe of a photo, the frames on a scan.

A gesture after an undo opens a branch: the entries that were undone stay, and one can jump back
to them at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One gesture.

    Attributes
    ----------
    value
        What holds after it.
    name
        What was done: a `Text`, or words of the user's.
    parent
        The entry on which it was done; None for the first.
    """

    value: T
    name: str
    parent: int | None = None


@dataclass(frozen=True)
class Snapshot:
    """An entry that the user wants to find again, under a name of their own."""

    name: str
    position: int


@dataclass(frozen=True)
class History(Generic[T]):
    """All gestures on one thing; a value, so every method gives a new history.

    Attributes
    ----------
    entries
        In the order in which they were made; the first is the photo as it was opened.
    position
        The entry that holds now.
    branch
        The entry at the end of the branch on which the position stands: redo leads there.
    snapshots
        Entries marked by the user.
    gesture
        The one under way, as while a slider is dragged: what follows of it is the same entry.
    """

    entries: tuple[Entry[T], ...]
    position: int = 0
    branch: int = 0
    snapshots: tuple[Snapshot, ...] = ()
    gesture: object | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for index in (self.position, self.branch, *(mark.position for mark in self.snapshots)):
            if not 0 <= index < len(self.entries):
                raise ValueError(f"{index} is no position in {len(self.entries)} entries.")
        for index, entry in enumerate(self.entries):
            rooted = entry.parent is None if index == 0 else 0 <= (entry.parent or 0) < index
            if not rooted or (index > 0 and entry.parent is None):
                raise ValueError(f"Entry {index} hangs on {entry.parent}.")
        if self.position not in self.path:
            raise ValueError(f"Entry {self.position} is not on the branch of {self.branch}.")

    @classmethod
    def start(cls, value: T, name: str = "") -> History[T]:
        """Begin with one entry."""
        return cls((Entry(value, name),))

    @property
    def value(self) -> T:
        """What holds now."""
        return self.entries[self.position].value

    @property
    def path(self) -> tuple[int, ...]:
        """The present branch: entries from the first to the last that redo can reach."""
        path, index = [], self.branch
        while True:
            path.append(index)
            parent = self.entries[index].parent
            if parent is None:
                return tuple(reversed(path))
            index = parent

    @property
    def can_undo(self) -> bool:
        """Whether there is an entry before."""
        return self.entries[self.position].parent is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an entry after, on this branch."""
        return self.position != self.branch

    def record(self, value: T, name: str = "", gesture: object | None = None) -> History[T]:
        """Add a gesture to the present entry; after an undo this opens a branch.

        Parameters
        ----------
        name
            What was done, in the user's words.
        gesture
            The same object for all steps of one gesture: each amends the entry of the one before.
        """
        if gesture is not None and gesture == self.gesture:
            # It ends with whatever moves the position, so the last entry is its own.
            amended = replace(self.entries[-1], value=value, name=name)
            return replace(self, entries=(*self.entries[:-1], amended))
        end = len(self.entries)
        entries = (*self.entries, Entry(value, name, self.position))
        return replace(self, entries=entries, position=end, branch=end, gesture=gesture)

    def undo(self) -> History[T]:
        """One entry back, or the same history at the first."""
        parent = self.entries[self.position].parent
        return self if parent is None else self.jump(parent)

    def redo(self) -> History[T]:
        """One entry forward on this branch, or the same history at its end."""
        path = self.path
        return self if not self.can_redo else self.jump(path[path.index(self.position) + 1])

    def jump(self, position: int) -> History[T]:
        """Stand at any entry, on whatever branch.

        Raises
        ------
        ValueError
            If there is no such entry.
        """
        branch = self.branch if position in self.path else self._end_of(position)
        return replace(self, position=position, branch=branch, gesture=None)

    def _end_of(self, position: int) -> int:
        """The latest entry that was made on top of another, directly or not."""
        end = position
        for index in range(position + 1, len(self.entries)):
            if self.entries[index].parent == end:
                end = index
        return end

    def snapshot(self, name: str) -> History[T]:
        """Mark the present entry; an older mark of the same name gives way."""
        others = tuple(mark for mark in self.snapshots if mark.name != name)
        return replace(self, snapshots=(*others, Snapshot(name, self.position)))

    def forget(self, name: str) -> History[T]:
        """Take a mark away; the entry stays."""
        return replace(self, snapshots=tuple(m for m in self.snapshots if m.name != name))
