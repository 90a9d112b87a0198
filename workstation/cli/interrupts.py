"""Runs work so that Ctrl-C reaches it at once and lets it clean up."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from types import FrameType


@dataclass(frozen=True)
class Stop:
    """The signal that ended the work."""

    number: int

    @property
    def exit_code(self) -> int:
        """What shells expect after a signal: 130 after Ctrl-C."""
        return 128 + self.number


def run_stoppable(work: Callable[[Event], None]) -> Stop | None:
    """Run `work` to its end; if told to stop, set its event and wait until it has cleaned up.

    Told it is by Ctrl-C, by SIGTERM, and by a terminal that is closed.

    Python runs signal handlers on the main thread between two of its instructions, which may be
    long in coming while libvips writes a file there. So the work gets a thread of its own, and the
    main one does nothing but wait.
    """
    cancelled = Event()
    stops: list[Stop] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(Stop(number))
        cancelled.set()

    # A terminal that is closed says so with SIGHUP, which Windows lacks.
    known = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in known if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        with ThreadPoolExecutor(1, "restore") as pool:
            future = pool.submit(work, cancelled)
            # With a timeout, because on Windows a wait without one cannot be interrupted.
            while not wait([future], timeout=0.2).done:
                pass
            future.result()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return stops[0] if stops else None
