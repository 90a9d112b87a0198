"""How fast a queue is worked through, and how long it will yet take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LATEST: Final = 64
"""So many of the photos that were done last tell enough."""

_LONGEST_GAP_S: Final = 120.0
_FEWEST: Final = 2


@dataclass(frozen=True)
class Throughput:
    """Of those photos that were done last, without a longer break between them.

    Attributes
    ----------
    per_minute
        Photos that are finished in a minute; None if too few are.
    left_s
        Seconds until nothing waits, if it goes on so; None likewise.
    """

    per_minute: float | None = None
    left_s: float | None = None


def throughput(done: Sequence[tuple[float, float]], left: int) -> Throughput:
    """Estimate it.

    Parameters
    ----------
    done
        Of the photos that were done last, the latest first: when, and in how many seconds.
    left
        How many photos are still to be done.
    """
    run = 1
    while run < len(done):
        gap = done[run - 1][0] - done[run][0]
        if gap > max(_LONGEST_GAP_S, 3 * done[run - 1][1]):
            break
        run += 1
    if len(done) < _FEWEST or run < _FEWEST:
        return Throughput(None, 0.0 if left == 0 else None)
    seconds = max(done[0][0] - done[run - 1][0], 1e-3)
    per_second = (run - 1) / seconds
    return Throughput(60 * per_second, left / per_second)


def in_words(seconds: float) -> str:
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
