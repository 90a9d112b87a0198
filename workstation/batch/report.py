"""What came of a box of scans: a page to read, and manifests for programs."""

from __future__ import annotations

import base64
import csv
import html
import io
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workstation.batch.items import IN_DOUBT, STATES, Item, State
from workstation.batch.sets import IS_REFERENCE, Member, Sets, label
from workstation.batch.store import Store
from workstation.core import json_text
from workstation.core.colorize.consistency import Repeated, SeenSegments, repeated
from workstation.core.errors import HeirloomError
from workstation.core.io import atomic_write
from workstation.core.io.decode import read_whole
from workstation.core.io.photo import open_photo
from workstation.core.pixels import Pixels

_THUMBNAIL_PX: Final = 160
_WORDS: Final[dict[State, str]] = {
    "failed": "Failed",
    "running": "Under way",
    "waiting": "Waiting",
    "done": "Done",
    "skipped": "Unchanged since an earlier run",
}
"""Headings, in the order of the page: what needs attention comes first."""

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #222; background: #f6f6f6 }
article { display: flex; gap: 1rem; padding: .75rem 0; border-top: 1px solid #ccc }
figure { margin: 0; flex: 0 0 330px; display: flex; gap: 10px; align-items: flex-start }
img { max-width: 160px; max-height: 160px } h3 { margin: 0; font-size: 1rem }
p { margin: .2rem 0; overflow-wrap: anywhere } .reason { font-weight: 600 }
small, .facts { color: #555; font-size: .85rem }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #262626 }
  article { border-color: #555 } small, .facts { color: #aaa } }
table { border-collapse: collapse } td, th { padding: .2rem .6rem; text-align: left }
td.number { text-align: right } i { display: inline-block; width: 12px; height: 20px }
"""

_ROWS: Final = 8
_SWATCHES: Final = 24


def write(store: Store, folder: Path) -> tuple[Path, Path, Path]:
    """Write `report.html`, `manifest.csv` and `manifest.json` into a folder; return their paths.

    Raises
    ------
    HeirloomError
        If it cannot be written there.
    """
    items, sets = store.items(), summarize(store)
    contents = {
        "report.html": page(items, sets),
        "manifest.csv": table(items),
        "manifest.json": data(items, sets),
    }
    paths = []
    for name, text in contents.items():
        path = folder / name
        atomic_write.write(path, text, overwrite=True, parents=True)
        paths.append(path)
    return paths[0], paths[1], paths[2]


def facts(item: Item) -> dict[str, Any]:
    """An item for programs; every hash in full."""
    made, failure = item.made, item.failure
    return {
        "id": item.id,
        "state": item.state,
        "source": text_of(item.source),
        "page": item.page + 1,
        "side": item.side,
        "partner": None if item.partner is None else text_of(item.partner),
        "output": text_of(item.output),
        "message": None if failure is None else failure.message,
        "hint": None if failure is None else failure.hint,
        "warnings": [] if made is None else list(made.warnings),
        "in_doubt": made is not None and made.in_doubt,
        "source_sha256": None if made is None else made.source_hash,
        "output_sha256": None if made is None else made.output_hash,
        "output_bytes": None if made is None else made.output_bytes,
        "model": None if made is None else made.model,
        "device": None if made is None else made.device,
        "seconds": None if made is None else round(made.seconds, 3),
        "set": item.set_name,
        "attempts": item.attempts,
        "finished": _day(item.finished),
        "recipe": item.recipe,
        "options": item.options,
    }


def data(items: tuple[Item, ...], sets: tuple[SetSummary, ...] = ()) -> str:
    """The manifest as JSON."""
    told = [facts(item) for item in items]
    for fact in told:
        for name in ("recipe", "options"):
            with suppress(ValueError):  # then its failure says so
                fact[name] = json_text.loads(fact[name])
    whole = {"heirloom-manifest": 1, "sets": [set_facts(one) for one in sets]}
    return json_text.dumps(whole | {"items": told}, indent=2) + "\n"


def table(items: tuple[Item, ...]) -> str:
    """The manifest as CSV, with a first line of names, as spreadsheets take it."""
    text = io.StringIO()
    text.write("\ufeff")  # without it Excel takes UTF-8 for something else
    names = list(facts(items[0])) if items else ["id"]
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for item in items:
        fact = facts(item)
        fact["warnings"] = " ".join(fact["warnings"])
        writer.writerow({name: _inert(value) for name, value in fact.items()})
    return text.getvalue()


def _inert(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: names of files come from anywhere."""
    dangerous = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if dangerous else value


def page(items: tuple[Item, ...], sets: tuple[SetSummary, ...] = ()) -> str:
    """The report as one HTML page that needs no other file."""
    counts = {state: sum(item.state == state for item in items) for state in STATES}
    told = ", ".join(
        f"{counts[state]} {_WORDS[state].lower()}" for state in _WORDS if counts[state]
    )
    seconds = sum(item.made.seconds for item in items if item.state == "done" and item.made)
    body = sets_section(sets) + "".join(_section(state, items) for state in _WORDS)
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport "
        'content="width=device-width"><title>Restored photos</title>'
        f"<style>{_STYLE}</style>\n<h1>{counted(len(items))}: {told or 'none'}</h1>\n"
        f"<p>Written {html.escape(_day(time.time()) or '')}; "
        f"{seconds:.0f} s of work.</p>\n{body}</html>\n"
    )


def _section(state: State, items: tuple[Item, ...]) -> str:
    listed = [item for item in items if item.state == state]
    if not listed:
        return ""
    return f"<h2>{_WORDS[state]} ({len(listed)})</h2>\n" + "".join(map(_article, listed))


def _article(item: Item) -> str:
    lines = [f"<h3>{escaped(item.source.name)}{_which(item)}</h3>"]
    if item.failure is not None:
        lines.append(f"<p class=reason>{html.escape(item.failure.message)}</p>")
        lines.append(f"<p>{html.escape(item.failure.hint)}</p>")
    if item.state in ("done", "skipped") and item.made is not None:
        made = item.made
        for warning in made.warnings:
            mark = " class=reason" if warning.template == IN_DOUBT else ""
            lines.append(f"<p{mark}>{html.escape(warning)}</p>")
        how = " · ".join(filter(None, (f"{made.seconds:.1f} s", made.device, made.model[:40])))
        lines.append(f"<p>{escaped(item.output)}</p><p class=facts>{html.escape(how)}</p>")
    lines.append(f"<p class=facts>{escaped(item.source)}</p>")
    pictures = "".join(_figures(item))
    return f"<article><figure>{pictures}</figure><div>{''.join(lines)}</div></article>\n"


def _which(item: Item) -> str:
    which = f" page {item.page + 1}" if item.page else ""
    if item.side is not None and item.partner is not None:
        which += f" ({item.side}; the other side is {item.partner.name})"
    return f" <small>{escaped(which)}</small>" if which else ""


def _figures(item: Item) -> Iterator[str]:
    for path, number, what in ((item.source, item.page, "before"), (item.output, 0, "after")):
        if what == "before" or item.state in ("done", "skipped"):
            small = _thumbnail(path, number)
            if small:
                yield f'<img src="data:image/jpeg;base64,{small}" alt="{what}">'


def _thumbnail(path: Path, number: int) -> str:
    """A small JPEG in base64; empty if there is nothing to be seen."""
    try:
        photo = open_photo(path, page=number)
        return base64.b64encode(_jpeg(read_whole(photo, _THUMBNAIL_PX))).decode("ascii")
    except HeirloomError:
        return ""


def _jpeg(pixels: Pixels) -> bytes:
    import cv2
    import numpy as np

    values = np.rint(pixels[:, :, ::-1] * 255).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", values, [cv2.IMWRITE_JPEG_QUALITY, 80])[1])


def _day(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return time.strftime("%Y-%m-%d %H:%M:%S%z", time.localtime(seconds))


@dataclass(frozen=True)
class SetSummary:
    """A set for the report.

    Attributes
    ----------
    name
        For people.
    items
        Its photos that are done.
    things
        What comes again in them, skin first.
    references
        How many photos in colour it takes its colours from.
    """

    name: str
    items: tuple[Item, ...]
    things: tuple[Repeated, ...]
    references: int


def text_of(path: Path | str) -> str:
    """A path as text, whatever bytes its name holds."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def escaped(path: Path | str) -> str:
    """The same for a page."""
    return html.escape(text_of(path))


def summarize(store: Store) -> tuple[SetSummary, ...]:
    """Measure every set of a queue of which something is done."""
    sets = Sets(store)
    found = (
        _summary(name, members, store.references(name)) for name, members in sets.members().items()
    )
    return tuple(summary for summary in found if summary.items)


def _summary(name: str, members: Sequence[Member], given: Sequence[dict[str, Any]]) -> SetSummary:
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
    samples = [json_text.loads(member.sample) for member in members]
    done = [
        (member.item, sample_from_json(sample["kinds"]), json_text.loads(member.after))
        for member, sample in zip(members, samples, strict=True)
        if member.after is not None and IS_REFERENCE not in sample
    ]
    done = [(item, kinds, after) for item, kinds, after in done if len(kinds) == len(after)]
    things = repeated(
        [[found.kind for found in kinds] for _, kinds, _ in done],
        [after for *_, after in done],
        named,
    )
    references = len(given) + sum(IS_REFERENCE in sample for sample in samples)
    return SetSummary(label(name), tuple(item for item, *_ in done), things, references)


def set_facts(summary: SetSummary) -> dict[str, Any]:
    """A set for programs."""
    return {
        "name": summary.name,
        "photos": [item.id for item in summary.items],
        "leaders": summary.references,
        "repeated": [
            {
                "skin": thing.skin,
                "name": thing.name,
                "photos": [summary.items[seen.photo].id for seen in thing.seen],
                "spread_before": thing.before,
                "spread_after": thing.after,
                "share": round(thing.share, 4),
                "sticking_out": [
                    {"photo": summary.items[seen.photo].id, "distance": seen.far}
                    for seen in thing.sticking_out
                ],
            }
            for thing in summary.things
        ],
    }


def sets_section(sets: Sequence[SetSummary]) -> str:
    """The report's part about sets; empty without any."""
    return "".join(_set_section(summary) for summary in sets)


def counted(number: int) -> str:
    """So many photos, in words."""
    return "1 photo" if number == 1 else f"{number} photos"


def _set_section(summary: SetSummary) -> str:
    names = [escaped(item.source.name) for item in summary.items]
    rows = "".join(_row(thing, i, names) for i, thing in enumerate(summary.things[:_ROWS]))
    head = (
        "<tr><th><th>Photos<th>Before<th>Spread<th>After<th>Spread</tr>"
        if rows
        else "<tr><td>Nothing comes again in these photos.</tr>"
    )
    lines = "".join(f"<li>{line}</li>" for line in _sticking_out(summary))
    out = f"<p>These stick out:</p><ul>{lines}</ul>" if lines else "<p>No photo sticks out.</p>"
    return (
        f"<h2>The set {escaped(summary.name)} ({counted(len(summary.items))})</h2>\n"
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


def _sticking_out(summary: SetSummary) -> Iterator[str]:
    for number, thing in enumerate(summary.things):
        what = _called(thing, number)
        for seen in thing.sticking_out:
            name = escaped(summary.items[seen.photo].source.name)
            yield f"{name}: {what} is {seen.far:.0f} away from the set"


def _called(thing: Repeated, number: int) -> str:
    if thing.name:
        return html.escape(thing.name)
    return "Skin" if thing.skin else f"Thing {number}"
