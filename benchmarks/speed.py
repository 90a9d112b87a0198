"""How long everyday work takes.

    python -m benchmarks.speed [--quick]

Start-up is always included: every figure is a process of its own, the fastest of some runs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.child import fastest, python
from benchmarks.table import Figure, print_table

_PLAIN = """
import sys, pyvips
photo = pyvips.Image.new_from_file(sys.argv[1], access="sequential")
photo.jpegsave(sys.argv[2], Q=92)
"""
_COLOUR = """
import sys, pyvips
photo = pyvips.Image.new_from_file(sys.argv[1], access="sequential")
photo.colourspace("srgb").jpegsave(sys.argv[2], Q=92, subsample_mode="off")
"""
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def file_to_file(folder: Path, runs: int) -> Iterator[Figure]:
    """The main job on a 12-megapixel scan, beside what libvips needs to copy it."""
    source, result = str(folder / "scan.jpg"), str(folder / "result.jpg")
    python("-m", "benchmarks.inputs", "jpeg", source, "4000", "3000")
    restore = ("-m", "workstation.cli", "restore", source, "-o", result, "--overwrite", "--quiet")
    ours = fastest(runs, sys.executable, *restore)
    plain = fastest(runs, sys.executable, "-c", _PLAIN, source, result)
    colour = fastest(runs, sys.executable, "-c", _COLOUR, source, result)
    ratio = f"{ours.seconds / plain.seconds:.1f} times plain"
    what = "restore a 12-megapixel grey JPEG"
    yield Figure(what, ours.seconds, "s", 2.5, f"{ratio}, {ours.seconds / colour.seconds:.1f} RGB")
    yield Figure("its peak of memory", ours.peak_mb, "MB", 700)
    yield Figure("libvips: decode and encode, grey", plain.seconds, "s", note="plain")
    yield Figure("libvips: decode, and encode as RGB 4:4:4", colour.seconds, "s", note="RGB")


def cold_starts(runs: int) -> Iterator[Figure]:
    """From the call to the first sign of life."""
    helped = fastest(runs, sys.executable, "-m", "workstation.cli", "--help")
    nothing = fastest(runs, sys.executable, "-c", "pass")
    yield Figure("heirloom --help", helped.seconds, "s", note=f"Python: {nothing.seconds:.2f} s")
    empty, window = (
        min(_first_window(which) for _ in range(runs)) for which in ("empty", "heirloom")
    )
    note = f"{window / empty:.1f} times an empty one"
    yield Figure("first window", window, "s", 1.5, note)
    yield Figure("empty PySide6 window", empty, "s")


def _first_window(which: str) -> float:
    with tempfile.TemporaryDirectory() as home:
        run = python(
            *("-m", "benchmarks.first_window", which, str(time.time())),
            environment=_OFFSCREEN
            | {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home},
        )
    return float(run.output.split("first window: ")[1].split()[0])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="each only once")
    runs = 1 if arguments.parse_args().quick else 5
    with tempfile.TemporaryDirectory() as folder:
        print_table("Speed: from the file to the file", file_to_file(Path(folder), runs))
    print_table("Speed: cold start", cold_starts(runs))
    print(python("-m", "benchmarks.slider", environment=_OFFSCREEN).output, end="")
    print(python("-m", "benchmarks.upsampling").output, end="")


if __name__ == "__main__":
    main()
