"""Which processor runs the networks, and how we know that it can."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import resources
from ml.inference.errors import DeviceError
from resources.text import Text

MOST_THREADS = 8
"""More give a small network nothing but overhead."""

Way = Literal["LiteRT", "TensorFlow"]
"""What speaks to a graphics processor: LiteRT's accelerator (WebGPU on Linux and Windows, Metal on
macOS), or TensorFlow, where the user has installed it."""


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
    way
        What speaks to it.
    """

    kind: Literal["cpu", "gpu"]
    name: str
    threads: int
    way: Way = "LiteRT"

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """It in words."""
        if self.kind == "gpu":
            return self.name if self.way == "LiteRT" else f"{self.name} ({self.way})"
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
    way
        What spoke to it.
    adapter
        The graphics processor's name and driver; empty if none answered.
    difference
        Mean a*b* distance from the main processor's colours; None if it gave none.
    cpu_ms, gpu_ms
        Time for one photo, the network's preparation shared out over ten; None if it never ran.
    """

    device: Device | None
    reason: Text
    way: Way = "LiteRT"
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


def known() -> tuple[Verdict, ...] | None:
    """What the trials on this machine found, now or in an earlier run; None if none was made.

    Verdicts count as long as network, runtime and graphics drivers are the same.
    """
    global _verdicts
    if _verdicts is None:
        from ml.inference.trials import remembered

        _verdicts = remembered(_model())
    return _verdicts


def try_gpus(*, again: bool = False, limit_s: float = 60.0) -> tuple[Verdict, ...]:
    """Try each way to a graphics processor with the real network, in child processes.

    That takes seconds; the verdicts are kept for later runs.

    Parameters
    ----------
    again
        Try even if there are verdicts.
    limit_s
        How long each trial may take.

    Returns
    -------
    tuple of Verdict
        The fastest that passed first; those refused last.
    """
    global _verdicts
    if again or known() is None:
        from ml.inference.trials import make, remember

        _verdicts = make(_model(), limit_s=limit_s)
        remember(_model(), _verdicts)
    assert _verdicts is not None
    return _verdicts


def probe_gpu(*, again: bool = False, limit_s: float = 60.0) -> Verdict:
    """Return the best verdict of `try_gpus`: the fastest that passed, or why none did."""
    return try_gpus(again=again, limit_s=limit_s)[0]


_verdicts: tuple[Verdict, ...] | None = None


def _model() -> Path:
    return resources.find("models", "colorizer.tflite")


def choose(wish: Literal["auto", "cpu", "gpu"] = "auto", threads: int | None = None) -> Choice:
    """Return the device for a user's wish.

    Parameters
    ----------
    wish
        "auto" takes the graphics processor only if a trial has already shown that it is worth it:
        a trial takes longer than to colour a photo.
    threads
        On the main processor; by default one for each core.

    Raises
    ------
    DeviceError
        If the graphics processor is asked for and cannot be used, or `threads` is below 1.
    """
    main = cpu(threads)
    if wish == "cpu":
        return Choice(main, Text("The CPU was asked for."))
    if wish == "gpu":
        verdict = probe_gpu()
        if verdict.device is None:
            raise DeviceError(verdict.reason, "Use the CPU, with --device cpu or --device auto.")
        return Choice(verdict.device, verdict.reason)
    verdicts = known()
    if verdicts is None:
        return Choice(
            main, Text("The graphics processor has not been tried; the CPU always works.")
        )
    return Choice(verdicts[0].device or main, verdicts[0].reason)
