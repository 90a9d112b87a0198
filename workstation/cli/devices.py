"""`heirloom devices`: what can run the networks here, tried out."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from typing import Any

from ml.inference import devices
from ml.inference.devices import Choice, Verdict
from workstation.cli import SUCCEEDED
from workstation.cli.hush import native_messages_hushed
from workstation.core import settings as known
from workstation.core.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Try what has not been tried yet, and say what came of it."""
    if devices.known() is None or arguments.again:
        print("Trying the graphics processor…", file=sys.stderr, flush=True)
    with native_messages_hushed():
        verdicts = devices.try_gpus(again=arguments.again)
    threads = Settings(known.default_path()).chosen.threads
    automatic = devices.choose("auto", threads)
    if arguments.json:
        print(json.dumps(_facts(automatic, verdicts), indent=2))
    else:
        print("\n".join(_lines(automatic, verdicts)))
    return SUCCEEDED


def _facts(automatic: Choice, verdicts: tuple[Verdict, ...]) -> dict[str, Any]:
    return {
        "automatic": {"device": str(automatic.device), "reason": automatic.reason},
        "trials": [dataclasses.asdict(verdict) for verdict in verdicts],
    }


def _lines(automatic: Choice, verdicts: tuple[Verdict, ...]) -> list[str]:
    lines = [f"Automatic: {automatic.device}"]
    for verdict in verdicts:
        passed = "passed" if verdict.device else "refused"
        lines.append(f"GPU through {verdict.way}: {passed}. {verdict.reason}")
        if verdict.adapter:
            lines.append(f"  adapter           {verdict.adapter}")
        if verdict.difference is not None:
            lines.append(f"  colours           {verdict.difference:.2f} a*b* from the CPU's")
        if verdict.gpu_ms is not None and verdict.cpu_ms is not None:
            lines.append(f"  a photo takes     {verdict.gpu_ms:.0f} ms (CPU {verdict.cpu_ms:.0f})")
    return lines
