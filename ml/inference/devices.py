"""Which processor runs the networks, and how we know that it can."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import resources
from ml.inference import probe, trials
from ml.inference.device import Choice, Verdict, cpu
from ml.inference.errors import DeviceError
from resources.text import Text


def known() -> Verdict | None:
    """What a trial on this machine found, now or in an earlier run; None if none was made.

    A verdict counts as long as network, runtime and graphics drivers are the same.
    """
    global _verdict
    if _verdict is None:
        _verdict = trials.remembered(_model())
    return _verdict


def probe_gpu(*, again: bool = False, limit_s: float = 60.0) -> Verdict:
    """Try the graphics processor with the real network, in a child process.

    That takes seconds; the verdict is kept for later runs.

    Parameters
    ----------
    again
        Try even if there is a verdict.
    limit_s
        How long the trial may take.
    """
    global _verdict
    found = None if again else known()
    if found is None:
        found = _verdict = probe.probe(_model(), limit_s=limit_s)
        trials.remember(_model(), found)
    return found


_verdict: Verdict | None = None


def _model() -> Path:
    return resources.find("models", "colorizer.tflite")


def choose(wanted: Literal["auto", "cpu", "gpu"] = "auto", threads: int | None = None) -> Choice:
    """Return the device that a user wants.

    Parameters
    ----------
    wanted
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
    if wanted == "cpu":
        return Choice(main, Text("The CPU was asked for."))
    if wanted == "gpu":
        tried = probe_gpu()
        if tried.device is None:
            raise DeviceError(tried.reason, "Use the CPU, with --device cpu or --device auto.")
        return Choice(tried.device, tried.reason)
    verdict = known()
    if verdict is None:
        return Choice(
            main, Text("The graphics processor has not been tried; the CPU always works.")
        )
    return Choice(verdict.device or main, verdict.reason)
