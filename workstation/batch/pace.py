"""How fast a queue is worked through, and how long it will yet take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workstation.batch.store import Store

_ASKED: Final = 64
_LONGEST_GAP_S: Final = 120.0
_FEWEST: Final = 2


@dataclass(frozen=True)
class Pace:
    """Of those photos that were done last, without a longer break between them.

    Attributes
    ----------
    a_minute
        Photos that are finished in a minute; None if too few are.
    left_s
        Seconds until nothing waits, if it goes on so; None likewise.
    """

    a_minute: float | None
    left_s: float | None


def pace(store: Store) -> Pace:
    """Measure it; quick for any number of items."""
    query = (
        "SELECT finished, seconds FROM items WHERE state = 'done' ORDER BY finished DESC LIMIT ?"
    )
    with store.reading() as connection:
        rows = [tuple(row) for row in connection.execute(query, (_ASKED,))]
    counts = store.counts()
    left = counts["waiting"] + counts["running"]
    run = 1
    while run < len(rows):
        gap = rows[run - 1][0] - rows[run][0]
        if gap > max(_LONGEST_GAP_S, 3 * rows[run - 1][1]):
            break
        run += 1
    if len(rows) < _FEWEST or run < _FEWEST:
        return Pace(None, 0.0 if left == 0 else None)
    seconds = max(rows[0][0] - rows[run - 1][0], 1e-3)
    a_second = (run - 1) / seconds
    return Pace(60 * a_second, left / a_second)


def spoken(seconds: float) -> str:
    """A length of time for people: "about 40 minutes"."""
    minutes = round(seconds / 60)
    if seconds < 2:
        return "a moment"
    if seconds < 90:
        return f"about {round(seconds)} seconds"
    if minutes < 90:
        return f"about {minutes} minutes"
    hours = seconds / 3600
    return f"about {hours:.0f} hours" if hours >= 10 else f"about {hours:.1f} hours"
