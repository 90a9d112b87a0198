"""`heirloom devices`: what can run the networks here, tried out."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from ml.inference import devices
from ml.inference.device import Verdict
from workstation.cli.exit_codes import SUCCEEDED
from workstation.cli.native_stderr import native_stderr_silenced
from workstation.core import settings as known
from workstation.core.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Try what has not been tried yet, and say what came of it."""
    if devices.known() is None or arguments.again:
        print("Trying the graphics processor…", file=sys.stderr, flush=True)
    with native_stderr_silenced():
        verdict = devices.probe_gpu(again=arguments.again)
    automatic = devices.choose("auto", Settings(known.default_path()).chosen.threads)
    if arguments.json:
        chosen = {"device": str(automatic.device), "reason": automatic.reason}
        print(json.dumps({"automatic": chosen, "trials": [dataclasses.asdict(verdict)]}, indent=2))
    else:
        print(f"Automatic: {automatic.device}", *_lines(verdict), sep="\n")
    return SUCCEEDED


def _lines(verdict: Verdict) -> list[str]:
    lines = [f"GPU: {'passed' if verdict.device else 'refused'}. {verdict.reason}"]
    if verdict.adapter:
        lines.append(f"  adapter           {verdict.adapter}")
    if verdict.difference is not None:
        lines.append(f"  colours           {verdict.difference:.2f} a*b* from the CPU's")
    if verdict.gpu_ms is not None and verdict.cpu_ms is not None:
        lines.append(f"  a photo takes     {verdict.gpu_ms:.0f} ms (CPU {verdict.cpu_ms:.0f})")
    return lines
