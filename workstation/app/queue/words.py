"""What is said about the items of the queue, in the user's language."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QLocale

from workstation.app.language import said
from workstation.app.widgets.numbers import number
from workstation.batch.items import Item, State

InDoubt = Literal["in doubt"]
Which = State | InDoubt
"""What a filter of the list shows: items in a state, or results to be looked through."""
IN_DOUBT: Final[InDoubt] = "in doubt"

translate = QCoreApplication.translate

ICONS: Final[dict[Which, str]] = {
    "waiting": "clock",
    "running": "loader-circle",
    "done": "circle-check",
    "failed": "triangle-alert",
    "skipped": "check-check",
    IN_DOUBT: "eye",
}

_LEFT_TO_RIGHT: Final = "\u200e"
"""Keeps the slashes of a path in their places where the window runs from right to left."""


def word(which: Which) -> str:
    """A state or another filter, as the user says it."""
    return {
        "waiting": translate("Queue", "Waiting"),
        "running": translate("Queue", "Under way"),
        "done": translate("Queue", "Done"),
        "failed": translate("Queue", "Failed"),
        "skipped": translate("Queue", "Unchanged"),
        IN_DOUBT: translate("Queue", "To look through"),
    }[which]


def name_of(item: Item) -> str:
    """The file's name, with its page and what it is the other side of."""
    name = shown(item.source.name)
    if item.page:
        name = translate("Queue", "{0}, page {1}").format(name, item.page + 1)
    if item.side == "back" and item.partner is not None:
        name = translate("Queue", "{0} (back of {1})").format(name, shown(item.partner.name))
    return name


def shown(name: str | Path) -> str:
    """A name that can be drawn, whatever bytes it holds."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folder_of(item: Item) -> str:
    """Where the photo lies, from the user's home."""
    return _from_home(item.source.parent)


@lru_cache(maxsize=256)
def _from_home(folder: Path) -> str:
    with suppress(ValueError):
        folder = Path("~") / folder.relative_to(Path.home())
    return _LEFT_TO_RIGHT + shown(folder)


def facts_of(item: Item, running_s: float | None, usual_s: float | None) -> tuple[str, str]:
    """What there is to say about an item, and what is added to it in smaller letters.

    Parameters
    ----------
    running_s
        For how long it has been under way, if it is.
    usual_s
        What a photo usually takes, if that is known.
    """
    if item.state == "failed" and item.failure is not None:
        return said(item.failure.message), said(item.failure.hint)
    to = translate("Queue", "to {0}").format(shown(item.output.name))
    if item.state == "running":
        return to, _under_way(running_s, usual_s)
    if item.state == "waiting":
        return to, _why_waiting(item)
    made = item.made
    if made is None:
        return to, ""
    if item.state == "skipped":
        return to, translate("Queue", "The result of an earlier run still fits")
    size = QLocale().formattedDataSize(made.output_bytes, 1)
    parts = [translate("Queue", "{0} s").format(number(made.seconds, 1))]
    parts += [made.device] if made.device else []
    parts += [size, *map(said, made.warnings)]
    return to, " · ".join(parts)


def _why_waiting(item: Item) -> str:
    if item.failure is not None:
        return translate("Queue", "Tried again with less memory")
    if item.surveyed:
        return translate("Queue", "Looked at; its set is coloured when all of it is")
    return ""


def _under_way(running_s: float | None, usual_s: float | None) -> str:
    if running_s is None:
        return ""
    if usual_s is None:
        return translate("Queue", "for {0} s").format(number(running_s))
    words = translate("Queue", "for {0} s; others took {1} s")
    return words.format(number(running_s), number(max(1.0, usual_s)))


def spoken(item: Item) -> str:
    """All about an item, for those who hear the window."""
    said, more = facts_of(item, None, None)
    parts = (name_of(item), word(item.state), said, more)
    return ", ".join(part.rstrip(".") for part in parts if part)


def time_left(minutes: float) -> str:
    """A time in words that do not pretend to be exact."""
    if minutes < 1:
        return translate("Queue", "less than a minute")
    if minutes < 90:
        whole = round(minutes)
        one, several = translate("Queue", "about a minute"), translate("Queue", "about {0} minutes")
        return one if whole == 1 else several.format(whole)
    return translate("Queue", "about {0} hours").format(number(minutes / 60, 1))
