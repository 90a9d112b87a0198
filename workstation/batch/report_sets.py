"""What the report says about sets: how alike their photos became, and which ones stick out."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workstation.batch.items import Item
from workstation.batch.sets import IS_REFERENCE, Member, Sets, label
from workstation.batch.store import Store
from workstation.core.colorize.consistency import Repeated, SeenSegments, repeated

_ROWS: Final = 8
_SWATCHES: Final = 24

STYLE: Final = """
table { border-collapse: collapse } td, th { padding: .2rem .6rem; text-align: left }
td.number { text-align: right } i { display: inline-block; width: 12px; height: 20px }
"""


@dataclass(frozen=True)
class Told:
    """A set for the report.

    Attributes
    ----------
    name
        For people.
    items
        Its photos that are done.
    things
        What comes again in them, skin first.
    leaders
        How many photos in colour lead it.
    """

    name: str
    items: tuple[Item, ...]
    things: tuple[Repeated, ...]
    leaders: int


def text_of(path: Path | str) -> str:
    """A path as text, whatever bytes its name holds."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def escaped(path: Path | str) -> str:
    """The same for a page."""
    return html.escape(text_of(path))


def tell(store: Store) -> tuple[Told, ...]:
    """Measure every set of a queue of which something is done."""
    sets = Sets(store)
    found = (
        _told(name, members, store.references(name)) for name, members in sets.members().items()
    )
    return tuple(told for told in found if told.items)


def _told(name: str, members: Sequence[Member], given: Sequence[dict[str, Any]]) -> Told:
    from workstation.core.colorize.segments import sample_from_json

    named = [
        (words, found.kind)
        for sample in given
        for words, found in zip(
            sample["names"],
            sample_from_json(sample["kinds"])[len(sample["kinds"]) - len(sample["names"]) :],
            strict=True,
        )
    ]

    samples = [json.loads(member.sample) for member in members]
    done = [
        (member.item, sample_from_json(sample["kinds"]), json.loads(member.after))
        for member, sample in zip(members, samples, strict=True)
        if member.after is not None and IS_REFERENCE not in sample
    ]
    done = [(item, kinds, after) for item, kinds, after in done if len(kinds) == len(after)]
    things = repeated(
        [[found.kind for found in kinds] for _, kinds, _ in done],
        [after for *_, after in done],
        named,
    )
    leaders = len(given) + sum(IS_REFERENCE in sample for sample in samples)
    return Told(label(name), tuple(item for item, *_ in done), things, leaders)


def facts(told: Told) -> dict[str, Any]:
    """A set for programs."""
    return {
        "name": told.name,
        "photos": [item.id for item in told.items],
        "leaders": told.leaders,
        "repeated": [
            {
                "skin": thing.skin,
                "name": thing.name,
                "photos": [told.items[seen.photo].id for seen in thing.seen],
                "spread_before": thing.before,
                "spread_after": thing.after,
                "share": round(thing.share, 4),
                "sticking_out": [
                    {"photo": told.items[seen.photo].id, "distance": seen.far}
                    for seen in thing.sticking_out
                ],
            }
            for thing in told.things
        ],
    }


def section(sets: Sequence[Told]) -> str:
    """The report's part about sets; empty without any."""
    return "".join(_section(told) for told in sets)


def counted(number: int) -> str:
    """So many photos, in words."""
    return "1 photo" if number == 1 else f"{number} photos"


def _section(told: Told) -> str:
    names = [escaped(item.source.name) for item in told.items]
    rows = "".join(_row(thing, i, names) for i, thing in enumerate(told.things[:_ROWS]))
    head = (
        "<tr><th><th>Photos<th>Before<th>Spread<th>After<th>Spread</tr>"
        if rows
        else "<tr><td>Nothing comes again in these photos.</tr>"
    )
    lines = "".join(f"<li>{line}</li>" for line in _sticking_out(told))
    out = f"<p>These stick out:</p><ul>{lines}</ul>" if lines else "<p>No photo sticks out.</p>"
    return (
        f"<h2>The set {escaped(told.name)} ({counted(len(told.items))})</h2>\n"
        "<p>What comes again, with its colour in each photo; the spread is the median distance in "
        f"a*b* to the set's mean.</p>\n<table>{head}{rows}</table>\n{out}\n"
    )


def _row(thing: Repeated, number: int, names: Sequence[str]) -> str:
    what = f"{_called(thing, number)}, {thing.share:.0%} of the picture"
    some = thing.seen[:_SWATCHES]
    strips = [
        "".join(_swatch(seen, when, names[seen.photo]) for seen in some)
        for when in ("before", "after")
    ]
    return (
        f"<tr><td>{what}<td class=number>{len(thing.seen)}"
        f"<td>{strips[0]}<td class=number>{thing.before:.1f}"
        f"<td>{strips[1]}<td class=number>{thing.after:.1f}</tr>\n"
    )


def _swatch(seen: SeenSegments, when: str, name: str) -> str:
    import numpy as np

    from workstation.core.color.cielab import from_lab

    ab = np.array([[getattr(seen, when)]], np.float32)
    rgb = from_lab(np.full((1, 1), seen.lightness, np.float32), ab)[0, 0]
    digits = "".join(f"{round(float(value) * 255):02x}" for value in rgb)
    return f'<i style="background:#{digits}" title="{name}"></i>'


def _sticking_out(told: Told) -> Iterator[str]:
    for number, thing in enumerate(told.things):
        what = _called(thing, number)
        for seen in thing.sticking_out:
            name = escaped(told.items[seen.photo].source.name)
            yield f"{name}: {what} is {seen.far:.0f} away from the set"


def _called(thing: Repeated, number: int) -> str:
    if thing.name:
        return html.escape(thing.name)
    return "Skin" if thing.skin else f"Thing {number}"
