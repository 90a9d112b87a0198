"""All measurements, one after the other: python -m benchmarks [--quick]."""

import sys

from benchmarks.child import python

for script in (
    "startup",
    "speed",
    "memory",
    "stall",
    "gestures",
    "bleeding",
    "quality",
    "tone",
    "stains",
    "guidance",
    "sets",
    "splitting",
    "clean",
    "batch",
    "queue",
):
    arguments = ("--quick",) if "--quick" in sys.argv[1:] else ()
    print(python("-m", f"benchmarks.{script}", *arguments).output, end="", flush=True)
