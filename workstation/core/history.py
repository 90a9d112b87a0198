"""What the user did, and where they stand; undo moves the position, and nothing is ever lost.

A gesture after an undo opens a branch: the entries that were undone stay, and one can jump back
to them at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workstation.core.recipe import Recipe


@dataclass(frozen=True)
class Entry:
    """One gesture.

    Attributes
    ----------
    recipe
        What holds after it.
    name
        What was done, in the user's words.
    parent
        The entry on which it was done; None for the first.
    """

    recipe: Recipe
    name: str
    parent: int | None = None


@dataclass(frozen=True)
class Snapshot:
    """An entry that the user wants to find again, under a name of their own."""

    name: str
    position: int


@dataclass(frozen=True)
class History:
    """All gestures on one photo; a value, so every method gives a new history.

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
    """

    entries: tuple[Entry, ...]
    position: int = 0
    branch: int = 0
    snapshots: tuple[Snapshot, ...] = ()

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
    def start(cls, recipe: Recipe, name: str) -> History:
        """Begin with one entry."""
        return cls((Entry(recipe, name),))

    @property
    def recipe(self) -> Recipe:
        """The recipe that holds now."""
        return self.entries[self.position].recipe

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

    def record(self, recipe: Recipe, name: str) -> History:
        """Add a gesture to the present entry; after an undo this opens a branch."""
        end = len(self.entries)
        entries = (*self.entries, Entry(recipe, name, self.position))
        return replace(self, entries=entries, position=end, branch=end)

    def amend(self, recipe: Recipe, name: str) -> History:
        """Change the present entry, as while a slider is dragged: one drag, one entry.

        An entry that others stand on, or the first one, is not changed: a new one is recorded.
        """
        position = self.position
        if position == 0 or any(entry.parent == position for entry in self.entries):
            return self.record(recipe, name)
        changed = replace(self.entries[position], recipe=recipe, name=name)
        entries = (*self.entries[:position], changed, *self.entries[position + 1 :])
        return replace(self, entries=entries)

    def undo(self) -> History:
        """One entry back, or the same history at the first."""
        parent = self.entries[self.position].parent
        return self if parent is None else replace(self, position=parent)

    def redo(self) -> History:
        """One entry forward on this branch, or the same history at its end."""
        path = self.path
        return (
            self
            if not self.can_redo
            else replace(self, position=path[path.index(self.position) + 1])
        )

    def jump(self, position: int) -> History:
        """Stand at any entry, on whatever branch.

        Raises
        ------
        ValueError
            If there is no such entry.
        """
        if position in self.path:
            return replace(self, position=position)
        return replace(self, position=position, branch=self._end_of(position))

    def _end_of(self, position: int) -> int:
        """The latest entry that was made on top of another, directly or not."""
        end = position
        for index in range(position + 1, len(self.entries)):
            if self.entries[index].parent == end:
                end = index
        return end

    def snapshot(self, name: str) -> History:
        """Mark the present entry; an older mark of the same name gives way."""
        others = tuple(mark for mark in self.snapshots if mark.name != name)
        return replace(self, snapshots=(*others, Snapshot(name, self.position)))

    def forget(self, name: str) -> History:
        """Take a mark away; the entry stays."""
        return replace(self, snapshots=tuple(m for m in self.snapshots if m.name != name))
