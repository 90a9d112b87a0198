"""How fast the queue is, and how long it will take."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Final

from workstation.batch.items import Item

_RECENT_S: Final = 600.0
_ENOUGH: Final = 3


def per_minute(ended: Iterable[float], now: float) -> float | None:
    """Photos a minute, from when the latest ones ended; None if there are too few to tell.

    The time since the last one counts too, so that a pause or a huge photo shows.

    Parameters
    ----------
    ended
        Moments, in seconds, in any order.
    now
        The present moment.
    """
    recent = sorted(moment for moment in ended if now - _RECENT_S < moment <= now)
    if len(recent) < _ENOUGH:
        return None
    seconds = max(now, recent[-1]) - recent[0]
    return 60 * (len(recent) - 1) / seconds if seconds > 0 else None


def minutes_left(left: int, speed: float | None) -> float | None:
    """How long so many photos will take at so many a minute."""
    return left / speed if speed else None


def usual_seconds(items: Iterable[Item]) -> float | None:
    """What a photo usually takes, from the latest that were made."""
    made = [
        (item.finished or 0.0, item.made.seconds)
        for item in items
        if item.state == "done" and item.made is not None
    ]
    latest = sorted(made, reverse=True)[:20]
    return median(seconds for _, seconds in latest) if latest else None
