"""What the user did, in order, and where they stand; undo moves the position."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workstation.core.recipe import Recipe


@dataclass(frozen=True)
class Entry:
    """One gesture: the recipe after it, and its name in the user's words."""

    recipe: Recipe
    name: str


@dataclass(frozen=True)
class History:
    """All gestures on one photo; a value, so every method gives a new history.

    Attributes
    ----------
    entries
        At least one: the photo as it was opened.
    position
        The entry that holds now; those after it can be redone.
    """

    entries: tuple[Entry, ...]
    position: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.position < len(self.entries):
            raise ValueError(f"{self.position} is no position in {len(self.entries)} entries.")

    @classmethod
    def start(cls, recipe: Recipe, name: str) -> History:
        """Begin with one entry."""
        return cls((Entry(recipe, name),))

    @property
    def recipe(self) -> Recipe:
        """The recipe that holds now."""
        return self.entries[self.position].recipe

    @property
    def can_undo(self) -> bool:
        """Whether there is an entry before."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an entry after."""
        return self.position + 1 < len(self.entries)

    def record(self, recipe: Recipe, name: str) -> History:
        """Add a gesture after the present one; what could be redone is given up."""
        kept = self.entries[: self.position + 1]
        return History((*kept, Entry(recipe, name)), self.position + 1)

    def amend(self, recipe: Recipe, name: str) -> History:
        """Change the present entry, as while a slider is dragged: one drag, one entry."""
        kept = self.entries[: self.position]
        return History((*kept, Entry(recipe, name)), self.position)

    def undo(self) -> History:
        """One entry back, or the same history at the first."""
        return self.jump(self.position - 1) if self.can_undo else self

    def redo(self) -> History:
        """One entry forward, or the same history at the last."""
        return self.jump(self.position + 1) if self.can_redo else self

    def jump(self, position: int) -> History:
        """Stand at any entry."""
        return replace(self, position=position)
