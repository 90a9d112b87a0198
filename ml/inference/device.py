"""A processor that can run the networks, and what a trial found of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ml.inference.errors import DeviceError
from resources.text import Text

MOST_THREADS = 8
"""More give a small network nothing but overhead."""


@dataclass(frozen=True)
class Device:
    """A processor that can run the networks.

    Attributes
    ----------
    kind
        Main processor or graphics processor.
    name
        As its maker or driver calls it.
    threads
        Used on the main processor; 0 for a graphics processor.
    """

    kind: Literal["cpu", "gpu"]
    name: str
    threads: int

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """It in words."""
        if self.kind == "gpu":
            return self.name
        if self.threads == 1:
            return Text("{name}, 1 thread", name=self.name)
        return Text("{name}, {count} threads", name=self.name, count=self.threads)


@dataclass(frozen=True)
class Verdict:
    """What a trial found: the device if it may be offered, and the reason either way.

    Attributes
    ----------
    device
        None if it was refused.
    reason
        A sentence.
    adapter
        The graphics processor's name and driver; empty if none answered.
    difference
        Mean a*b* distance from the main processor's colours; None if it gave none.
    cpu_ms, gpu_ms
        Time for one photo, the network's preparation shared out over ten; None if it never ran.
    """

    device: Device | None
    reason: Text
    adapter: str = ""
    difference: float | None = None
    cpu_ms: float | None = None
    gpu_ms: float | None = None


@dataclass(frozen=True)
class Choice:
    """The device that will run, and why this one, in a sentence."""

    device: Device
    reason: Text


def cpu(threads: int | None = None) -> Device:
    """Return the main processor with a number of threads, by default one for each free core.

    Raises
    ------
    DeviceError
        If `threads` is below 1.
    """
    if threads is None:
        threads = min(cores(), MOST_THREADS)
    if threads < 1:
        raise DeviceError(
            "{threads} threads cannot run anything.",
            "Use a number from 1 on, or leave it out for one per core.",
            threads=threads,
        )
    return Device("cpu", "CPU", threads)


def cores() -> int:
    """Cores that this process may use; `os.cpu_count` would ignore a container's limits."""
    import psutil  # here: a window that only opens needs none

    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):  # not on macOS
        return len(process.cpu_affinity())
    return psutil.cpu_count() or 1
