"""What the computer has to give, and being polite with it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from ml.inference.device import cores

_NICE: Final = 10
_WORKER_BYTES: Final = 900 << 20
"""What restoring a photo of 12 megapixels takes, with its process."""


@dataclass(frozen=True)
class Share:
    """How many processes, and what each of them may use."""

    workers: int
    threads: int
    cache_bytes: int


REDUCED: Final = Share(1, 1, 32 << 20)
"""What a photo gets that was too much for a process."""


def share(
    workers: int | None = None, threads: int | None = None, cache_bytes: int | None = None
) -> Share:
    """Divide the computer: as many processes as cores and memory allow, or as many as are given.

    Parameters
    ----------
    workers
        How many at a time.
    threads
        How many threads all of them together may use; one for each core if None.
    cache_bytes
        What finished parts of one photo may take in memory; 128 MB if None.
    """
    free_cores = threads or cores()
    if workers is None:
        workers = max(1, min(free_cores, free_bytes() // _WORKER_BYTES))
    return Share(workers, max(1, free_cores // workers), cache_bytes or 128 << 20)


def free_bytes() -> int:
    """Memory that can be had without swapping."""
    free: int = psutil.virtual_memory().available
    with suppress(OSError, ValueError):  # a container may have less, which psutil does not know
        group = Path("/sys/fs/cgroup")
        most = int((group / "memory.max").read_text(encoding="ascii"))
        used = int((group / "memory.current").read_text(encoding="ascii"))
        free = min(free, max(0, most - used))
    return free


def share_processors(threads: int | None) -> None:
    """Let filters use no more threads than these; as many as there are cores if None."""
    import cv2

    cv2.setNumThreads(-1 if threads is None else threads)


def step_back() -> None:
    """Let other programs go first, so that the computer stays usable."""
    process = psutil.Process()
    with suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(min(19, process.nice() + _NICE))
            if hasattr(os, "sched_setscheduler"):  # Linux: longer turns, less often
                os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
            _let_other_sessions_first()


def _let_other_sessions_first() -> None:
    """Make a session step back that is ours alone, as when the window has started the queue.

    Linux divides the processors among sessions first (`man 7 sched`, autogroups): there, to be nice
    counts among the processes of one session only. That of a terminal is not ours.
    """
    leader = os.getsid(0)
    if leader in (os.getpid(), os.getppid()) or not psutil.pid_exists(leader):
        Path("/proc/self/autogroup").write_text(str(_NICE), encoding="ascii")
