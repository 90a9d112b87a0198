"""Runs programs and tells how long they took and how much memory they had at most.

Nothing large may be imported here or by who calls this: Linux counts what the parent held when a
child was started as the child's own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """How a program ran."""

    seconds: float
    peak_mb: float
    output: str


def run(*command: str, environment: dict[str, str] | None = None) -> Run:
    """Run a program to its end, start-up included.

    Raises
    ------
    RuntimeError
        If it failed.
    """
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=printed, stderr=subprocess.STDOUT, env=os.environ | (environment or {})
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read().decode(errors="replace")
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e6 / 1024
    return Run(seconds, usage.ru_maxrss / unit, output)


def python(*arguments: str, environment: dict[str, str] | None = None) -> Run:
    """Run Python with some arguments."""
    return run(sys.executable, *arguments, environment=environment)


def fastest(count: int, *command: str, environment: dict[str, str] | None = None) -> Run:
    """Run a program some times and return the fastest run, with the highest of all peaks."""
    runs = [run(*command, environment=environment) for _ in range(count)]
    best = min(runs, key=lambda one: one.seconds)
    return Run(best.seconds, max(one.peak_mb for one in runs), best.output)
