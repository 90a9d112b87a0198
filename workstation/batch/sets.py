"""Sets of photos in a queue: what each photo shows, and the colours that they have come to.

A photo of a set is claimed twice. The first time a worker looks what it shows; when all of the set
have been looked at, their colours settle, once; the second time each is restored with them. Photos
that are added later follow the set as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workstation.batch.items import Item
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.core.colorize.harmonize import HarmonizedColors

LEADS: Final = "leads"
"""Names, in a sample, a photo whose colours are right."""


@dataclass(frozen=True)
class Member:
    """A photo of a set, for the report.

    Attributes
    ----------
    item
        In the queue.
    sample
        What it shows, as `survey` gives it; its colours are those before.
    after
        The colours in the finished picture, as `measure` gives them; None if it is not done.
    """

    item: Item
    sample: str
    after: str | None


class Sets:
    """The sets of a queue.

    Parameters
    ----------
    store
        The queue.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._settled: tuple[str, HarmonizedColors] | None = None

    def lead(self, name: str, leaders: Sequence[str]) -> None:
        """Let a set take the colours of photos that are right, as `samples.leader` tells them.

        To say so again of a set that took them from the same files changes nothing.

        Raises
        ------
        HeirloomError
            If the set has come to other colours already.
        """
        given = [json.loads(leader) for leader in leaders]
        with self._store.writing() as connection:
            row = connection.execute("SELECT * FROM sets WHERE name = ?", (name,)).fetchone()
            if row is not None and row["settled"] is not None:
                if _files(json.loads(row["leaders"])) == _files(given):
                    return
                raise HeirloomError(
                    "The photos of the set {name} have their common colours already.",
                    "Give the set another name, or clear the queue and add all of them again.",
                    name=label(name),
                )
            connection.execute(
                "INSERT OR REPLACE INTO sets (name, leaders) VALUES (?, ?)",
                (name, json.dumps(given)),
            )

    def keep(self, item: Item, sample: str) -> None:
        """Remember what a photo shows."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO samples (item, together, sample) VALUES (?, ?, ?)",
                (item.id, item.together, sample),
            )

    def keep_after(self, item: Item, after: str) -> None:
        """Remember the colours of a finished picture."""
        with self._store.writing() as connection:
            connection.execute("UPDATE samples SET after = ? WHERE item = ?", (after, item.id))

    def recipe_of(self, item: Item) -> str:
        """The recipe of a photo that was surveyed, with the colours that it shares."""
        from workstation.core.colorize import harmonize
        from workstation.core.colorize.segments import sample_from_json
        from workstation.core.recipe import Recipe, replaced
        from workstation.core.steps import STEPS, Colour

        recipe = Recipe.from_json(item.recipe, STEPS)
        colour = recipe.step(Colour.kind)
        found = sample_from_json(self._sample(item)["kinds"])
        if colour is None or item.together is None or not found:
            return item.recipe
        shared = harmonize.of_photo(
            label(item.together), found, self._colours_of(item.together), item.id
        )
        return recipe.with_step(replaced(colour, together=shared)).to_json()

    def _sample(self, item: Item) -> dict[str, list[list[float]]]:
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT sample FROM samples WHERE item = ?", (item.id,)
            ).fetchone()
        sample: dict[str, list[list[float]]] = {"kinds": []} if row is None else json.loads(row[0])
        return {"kinds": []} if LEADS in sample else sample

    def _colours_of(self, name: str) -> HarmonizedColors:
        """What the set has come to; settled by whoever needs it first."""
        from workstation.core.colorize import harmonize

        if self._settled is not None and self._settled[0] == name:
            return self._settled[1]
        query = "SELECT settled FROM sets WHERE name = ?"
        with self._store.reading() as connection:
            row = connection.execute(query, (name,)).fetchone()
        if row is None or row["settled"] is None:
            text = harmonize.settled_to_json(self._settle(name))
            with self._store.writing() as connection:
                connection.execute(
                    "INSERT OR IGNORE INTO sets (name, leaders) VALUES (?, '[]')", (name,)
                )
                connection.execute(  # unless another program was faster
                    "UPDATE sets SET settled = ? WHERE name = ? AND settled IS NULL", (text, name)
                )
                row = connection.execute(query, (name,)).fetchone()
        settled = harmonize.settled_from_json(row["settled"])
        self._settled = name, settled
        return settled

    def _settle(self, name: str) -> HarmonizedColors:
        from workstation.core.colorize import harmonize
        from workstation.core.colorize.segments import sample_from_json

        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT item, sample FROM samples WHERE together = ? ORDER BY item", (name,)
            ).fetchall()
        samples = [(row["item"], json.loads(row["sample"])) for row in rows]
        leaders = self.leaders(name)
        leaders += [sample for _, sample in samples if LEADS in sample]
        kinds = {
            number: [one.kind for one in sample_from_json(sample["kinds"])]
            for number, sample in samples
            if LEADS not in sample
        }
        leading = [[one.kind for one in sample_from_json(sample["kinds"])] for sample in leaders]
        return harmonize.settle(kinds, leading)

    def leaders(self, name: str) -> list[dict[str, Any]]:
        """What the photos show whose colours a set was given, as `samples.leader` tells it."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT leaders FROM sets WHERE name = ?", (name,)).fetchone()
        found: list[dict[str, Any]] = [] if row is None else json.loads(row["leaders"])
        return found

    def members(self) -> dict[str, list[Member]]:
        """By the sets' names, their photos that were surveyed, in the order of their numbers."""
        found: dict[str, list[Member]] = {}
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT item, together, sample, after FROM samples ORDER BY item"
            ).fetchall()
        items = {item.id: item for item in self._store.items_of([row["item"] for row in rows])}
        for row in rows:
            if row["item"] in items:
                member = Member(items[row["item"]], row["sample"], row["after"])
                found.setdefault(row["together"], []).append(member)
        return found


def _files(leaders: Sequence[dict[str, Any]]) -> list[str | None]:
    return [leader.get("file") for leader in leaders]


def label(name: str) -> str:
    """A set's name for people: of a set that is a folder, the folder's."""
    path = Path(name)
    return path.name if path.is_absolute() else name
