"""What came of a box of scans: a page to read, and manifests for programs."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from workstation.batch import report_sets
from workstation.batch.items import IN_DOUBT, STATES, Item, State
from workstation.batch.report_sets import escaped, text_of
from workstation.batch.store import Store
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
"""


def write(store: Store, folder: Path) -> tuple[Path, Path, Path]:
    """Write `report.html`, `manifest.csv` and `manifest.json` into a folder; return their paths.

    Raises
    ------
    HeirloomError
        If it cannot be written there.
    """
    items, sets = store.items(), report_sets.tell(store)
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


def data(items: tuple[Item, ...], sets: tuple[report_sets.Told, ...] = ()) -> str:
    """The manifest as JSON."""
    told = [facts(item) for item in items]
    for fact in told:
        for name in ("recipe", "options"):
            with suppress(ValueError):  # then its failure says so
                fact[name] = json.loads(fact[name])
    whole = {"heirloom-manifest": 1, "sets": [report_sets.facts(one) for one in sets]}
    return json.dumps(whole | {"items": told}, ensure_ascii=False, indent=2) + "\n"


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


def page(items: tuple[Item, ...], sets: tuple[report_sets.Told, ...] = ()) -> str:
    """The report as one HTML page that needs no other file."""
    counts = {state: sum(item.state == state for item in items) for state in STATES}
    told = ", ".join(
        f"{counts[state]} {_WORDS[state].lower()}" for state in _WORDS if counts[state]
    )
    seconds = sum(item.made.seconds for item in items if item.state == "done" and item.made)
    style = _STYLE + report_sets.STYLE
    body = report_sets.section(sets) + "".join(_section(state, items) for state in _WORDS)
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport "
        'content="width=device-width"><title>Restored photos</title>'
        f"<style>{style}</style>\n<h1>{report_sets.counted(len(items))}: {told or 'none'}</h1>\n"
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
