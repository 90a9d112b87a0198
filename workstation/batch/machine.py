"""What the computer has to give, and being polite with it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NICE: Final = 10
_WORKER_BYTES: Final = 900 << 20
"""What restoring a photo of 12 megapixels takes, with its process."""


@dataclass(frozen=True)
class Share:
    """How many workers, and what each of them may use."""

    workers: int
    threads: int
    cache_bytes: int


def share(
    workers: int | None = None, threads: int | None = None, cache_bytes: int | None = None
) -> Share:
    """Divide the computer: as many workers as cores and memory allow, or as many as are wished.

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


def less() -> Share:
    """What a photo gets that was too much for a worker."""
    return Share(1, 1, 32 << 20)


def cores() -> int:
    """Cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def free_bytes() -> int:
    """Memory that can be had without swapping; a guess where the system does not say."""
    if sys.platform == "win32":
        return _windows_free_bytes()
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvail"))
    except (OSError, StopIteration):
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")) // 2
    with suppress(OSError, ValueError):  # a container may have less
        group = Path("/sys/fs/cgroup")
        most = int((group / "memory.max").read_text(encoding="ascii"))
        used = int((group / "memory.current").read_text(encoding="ascii"))
        free = min(free, max(0, most - used))
    return free


if sys.platform == "win32":

    def _windows_free_bytes() -> int:
        import ctypes

        class Status(ctypes.Structure):
            _fields_ = (
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                *(
                    (name, ctypes.c_ulonglong)
                    for name in ("total", "free", "c", "d", "e", "f", "g")
                ),
            )

        status = Status(length=ctypes.sizeof(Status))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.free)


def share_processors(threads: int | None) -> None:
    """Let filters use no more threads than these; as many as there are cores if None."""
    import cv2

    cv2.setNumThreads(-1 if threads is None else threads)


def step_back() -> None:
    """Let other programs go first, so that the computer stays usable."""
    with suppress(OSError):
        if sys.platform == "win32":
            import ctypes

            below_normal = 0x4000
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
        else:
            os.nice(_NICE)
            if hasattr(os, "sched_setscheduler"):  # Linux: longer turns, less often
                os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
            _let_other_sessions_first()


def _let_other_sessions_first() -> None:
    """Make a session step back that is ours alone, as when the window has started the queue.

    Linux divides the processors among sessions first (`man 7 sched`, autogroups): there, to be nice
    counts among the processes of one session only. That of a terminal is not ours.
    """
    leader = os.getsid(0)
    if leader in (os.getpid(), os.getppid()) or not Path("/proc", str(leader)).exists():
        Path("/proc/self/autogroup").write_text(str(_NICE), encoding="ascii")
