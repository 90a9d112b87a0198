"""Trials that go wrong, for a child process to run in place of the real one."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from ml.inference.probe import Finding


def crash(_model: Path) -> Finding:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("still alive")


def hang(_model: Path) -> Finding:
    time.sleep(600)
    raise AssertionError("slept through the limit")


def lie(_model: Path) -> Finding:
    print('Selected adapter: "Fast but wrong"', file=sys.stderr, flush=True)
    return Finding(difference=12.0, cpu_ms=50.0, gpu_ms=1.0)


def answer_nan(_model: Path) -> Finding:
    return Finding(difference=float("nan"), cpu_ms=50.0, gpu_ms=1.0)


def pretend(_model: Path) -> Finding:
    adapter = "Selected adapter: llvmpipe (LLVM 19.1, 256 bits), arch=software, adapterType=CPU"
    print(adapter, file=sys.stderr, flush=True)
    return Finding(difference=0.0, cpu_ms=14.0, gpu_ms=1000.0)


def pretend_and_hang(model: Path) -> Finding:
    pretend(model)
    return hang(model)


def dawdle(_model: Path) -> Finding:
    return Finding(difference=0.0, cpu_ms=14.0, gpu_ms=20.0)


def succeed(_model: Path) -> Finding:
    print('Selected adapter: "Good Card 9000"', file=sys.stderr, flush=True)
    return Finding(difference=0.01, cpu_ms=40.0, gpu_ms=10.0)
