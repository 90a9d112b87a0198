"""How far a job is, and whether anybody still wants its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from workstation.core.errors import Cancelled


def _nobody_listens(_fraction: float, _what: str) -> None:
    pass


@dataclass(frozen=True)
class Progress:
    """Handed to every long job: it reports how far it is and asks whether to go on.

    Attributes
    ----------
    listener
        Called with the fraction done, 0..1, and the present activity in the user's words.
        It runs on the job's thread.
    start, length
        The part of the whole job, as fractions, that this progress covers.
    cancelled
        Set from any thread to ask the job to stop.
    """

    listener: Callable[[float, str], None] = _nobody_listens
    start: float = 0.0
    length: float = 1.0
    cancelled: Event = field(default_factory=Event)

    def report(self, fraction: float, what: str = "") -> None:
        """Tell how far the job is, 0..1; raise `Cancelled` if nobody wants it any more."""
        self.check()
        self.listener(self.start + self.length * min(max(fraction, 0.0), 1.0), what)

    def check(self) -> None:
        """Raise `Cancelled` if the user no longer wants the result."""
        if self.cancelled.is_set():
            raise Cancelled

    def part(self, start: float, length: float) -> Progress:
        """Return the progress of a part of this job that begins at `start` and covers `length`."""
        return Progress(
            self.listener, self.start + self.length * start, self.length * length, self.cancelled
        )
