"""Sets of photos in a queue: what each photo shows, and the colours that they have come to.

A photo of a set is claimed twice. The first time a worker looks what it shows; when all of the set
have been looked at, their colours settle, once; the second time each is restored with them. Photos
that are added later follow the set as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workstation.batch.items import Item
from workstation.batch.store import Store
from workstation.core import json_text
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.core.colorize.harmonize import HarmonizedColors
    from workstation.core.colorize.segment_similarity import Segment

IS_REFERENCE: Final = "leads"
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

    def take_colors_of(self, name: str, references: Sequence[str]) -> None:
        """Let a set take the colours of photos that are right, as `samples.reference` tells them.

        To say so again of a set that took them from the same files changes nothing.

        Raises
        ------
        HeirloomError
            If the set has come to other colours already.
        """
        given = [json_text.loads(reference) for reference in references]
        if not self._store.set_references(name, given) and (
            _files(self._store.references(name)) != _files(given)
        ):
            raise HeirloomError(
                "The photos of the set {name} have their common colours already.",
                "Give the set another name, or clear the queue and add all of them again.",
                name=label(name),
            )

    def recipe_of(self, item: Item) -> str:
        """The recipe of a photo that was surveyed, with the colours that it shares."""
        from workstation.core.colorize import harmonize
        from workstation.core.colorize.segments import sample_from_json
        from workstation.core.recipe import Recipe, replaced
        from workstation.core.steps import STEPS, Colour

        recipe = Recipe.from_json(item.recipe, STEPS)
        colour = recipe.step(Colour.kind)
        sample = json_text.loads(self._store.sample(item) or "{}")
        found = [] if IS_REFERENCE in sample else sample_from_json(sample.get("kinds", []))
        if colour is None or item.set_name is None or not found:
            return item.recipe
        shared = harmonize.of_photo(
            label(item.set_name), found, self._colors_of(item.set_name), item.id
        )
        return recipe.with_step(replaced(colour, together=shared)).to_json()

    def _colors_of(self, name: str) -> HarmonizedColors:
        """What the set has come to; settled by whoever needs it first."""
        from workstation.core.colorize import harmonize

        if self._settled is None or self._settled[0] != name:
            text = self._store.settled(name)
            text = text or self._store.settle(name, harmonize.settled_to_json(self._settle(name)))
            self._settled = name, harmonize.settled_from_json(text)
        return self._settled[1]

    def _settle(self, name: str) -> HarmonizedColors:
        from workstation.core.colorize import harmonize
        from workstation.core.colorize.segments import sample_from_json

        def kinds(sample: dict[str, Any]) -> list[Segment]:
            return [one.kind for one in sample_from_json(sample["kinds"])]

        samples = {row[0]: json_text.loads(row[2]) for row in self._store.samples(name)}
        references = self._store.references(name)
        references += [sample for sample in samples.values() if IS_REFERENCE in sample]
        members = {
            number: kinds(sample)
            for number, sample in samples.items()
            if IS_REFERENCE not in sample
        }
        return harmonize.settle(members, [kinds(sample) for sample in references])

    def members(self) -> dict[str, list[Member]]:
        """By the sets' names, their photos that were surveyed, in the order of their numbers."""
        found: dict[str, list[Member]] = {}
        samples = self._store.samples()
        items = {item.id: item for item in self._store.items_of([row[0] for row in samples])}
        for number, name, sample, after in samples:
            if number in items:
                found.setdefault(name, []).append(Member(items[number], sample, after))
        return found


def _files(references: Sequence[dict[str, Any]]) -> list[str | None]:
    return [reference.get("file") for reference in references]


def label(name: str) -> str:
    """A set's name for people: of a set that is a folder, the folder's."""
    path = Path(name)
    return path.name if path.is_absolute() else name
