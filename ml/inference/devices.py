"""Which processor runs the networks, and how we know that it can."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

import resources
from ml.inference.errors import DeviceError

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
        if self.kind == "gpu":
            return self.name
        return f"{self.name}, {self.threads} thread{'' if self.threads == 1 else 's'}"


@dataclass(frozen=True)
class Verdict:
    """What a probe found: the device if it may be offered, and the reason either way."""

    device: Device | None
    reason: str


@dataclass(frozen=True)
class Choice:
    """The device that will run, and why this one, in a sentence."""

    device: Device
    reason: str


def cpu(threads: int | None = None) -> Device:
    """Return the main processor with a number of threads, by default one for each free core.

    Raises
    ------
    DeviceError
        If `threads` is below 1.
    """
    if threads is None:
        threads = min(_cores(), MOST_THREADS)
    if threads < 1:
        raise DeviceError(
            f"{threads} threads cannot run anything.",
            "Use a number from 1 on, or leave it out for one per core.",
        )
    return Device("cpu", "CPU", threads)


def _cores() -> int:
    """Cores that this process may use; `os.cpu_count` would ignore a container's limits."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def probe_gpu(*, again: bool = False, limit_s: float = 60.0) -> Verdict:
    """Try the graphics processor with the real network, in a child process; takes seconds.

    The verdict is remembered as long as the program runs.

    Parameters
    ----------
    again
        Try even if there is a verdict.
    limit_s
        How long the trial may take.
    """
    global _verdict
    if _verdict is None or again:
        from ml.inference.probe import probe

        _verdict = probe(resources.find("models", "colorizer.tflite"), limit_s=limit_s)
    return _verdict


_verdict: Verdict | None = None


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
        return Choice(main, "The CPU was asked for.")
    if wish == "gpu":
        verdict = probe_gpu()
        if verdict.device is None:
            raise DeviceError(verdict.reason, "Use the CPU, with --device cpu or --device auto.")
        return Choice(verdict.device, verdict.reason)
    if _verdict is None:
        return Choice(main, "The graphics processor has not been tried; the CPU always works.")
    return Choice(_verdict.device or main, _verdict.reason)
