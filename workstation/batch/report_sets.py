"""What the report says about sets: how alike their photos became, and which ones stick out."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workstation.batch.items import Item
from workstation.batch.sets import LEADS, Member, Sets, label
from workstation.batch.store import Store
from workstation.core.spread import Repeated, Seen, repeated

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


def tell(store: Store) -> tuple[Told, ...]:
    """Measure every set of a queue of which something is done."""
    found = (_told(name, members) for name, members in Sets(store).members().items())
    return tuple(told for told in found if told.items)


def _told(name: str, members: Sequence[Member]) -> Told:
    from workstation.core.together import sample_from_json

    samples = [json.loads(member.sample) for member in members]
    done = [
        (member.item, sample_from_json(sample["kinds"]), json.loads(member.after))
        for member, sample in zip(members, samples, strict=True)
        if member.after is not None and LEADS not in sample
    ]
    done = [(item, kinds, after) for item, kinds, after in done if len(kinds) == len(after)]
    things = repeated(
        [[found.kind for found in kinds] for _, kinds, _ in done], [after for *_, after in done]
    )
    leaders = sum(LEADS in sample for sample in samples)
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


def _section(told: Told) -> str:
    rows = "".join(_row(thing, number) for number, thing in enumerate(told.things[:_ROWS]))
    head = (
        "<tr><th><th>Photos<th>Before<th>Spread<th>After<th>Spread</tr>"
        if rows
        else "<tr><td>Nothing comes again in these photos.</tr>"
    )
    lines = "".join(f"<li>{line}</li>" for line in _sticking_out(told))
    out = f"<p>These stick out:</p><ul>{lines}</ul>" if lines else "<p>No photo sticks out.</p>"
    return (
        f"<h2>The set {html.escape(told.name)} ({len(told.items)} photos)</h2>\n"
        "<p>What comes again, with its colour in each photo; the spread is the median distance in "
        f"a*b* to the set's mean.</p>\n<table>{head}{rows}</table>\n{out}\n"
    )


def _row(thing: Repeated, number: int) -> str:
    what = "Skin" if thing.skin else f"Thing {number}, {thing.share:.0%} of the picture"
    some = thing.seen[:_SWATCHES]
    strips = ["".join(_swatch(seen, when) for seen in some) for when in ("before", "after")]
    return (
        f"<tr><td>{what}<td class=number>{len(thing.seen)}"
        f"<td>{strips[0]}<td class=number>{thing.before:.1f}"
        f"<td>{strips[1]}<td class=number>{thing.after:.1f}</tr>\n"
    )


def _swatch(seen: Seen, when: str) -> str:
    import numpy as np

    from workstation.core.lab import from_lab

    ab = np.array([[getattr(seen, when)]], np.float32)
    rgb = from_lab(np.full((1, 1), seen.lightness, np.float32), ab)[0, 0]
    digits = "".join(f"{round(float(value) * 255):02x}" for value in rgb)
    return f'<i style="background:#{digits}"></i>'


def _sticking_out(told: Told) -> Iterator[str]:
    for number, thing in enumerate(told.things):
        what = "skin" if thing.skin else f"thing {number}"
        for seen in thing.sticking_out:
            name = html.escape(told.items[seen.photo].source.name)
            yield f"{name}: {what} is {seen.far:.0f} away from the set"
