"""How much memory does a photo take? Peak of the whole process, from the file to the file.

    python -m benchmarks.memory [--quick]

The large photos need 2 GB of free disk each, and as much for their results.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.child import python
from benchmarks.table import Figure, print_table

CASES = (
    (12, 4000, 3000, 700.0),
    (100, 12000, 8334, None),
    (300, 20000, 15000, 1500.0),
)


def measure(folder: Path, megapixels: int, width: int, height: int, target: float | None) -> Figure:
    source, result = folder / "scan.tif", folder / "scan-restored.tif"
    python("-m", "benchmarks.inputs", "tiff", str(source), str(width), str(height))
    run = python("-m", "workstation.cli", "restore", str(source), "-o", str(result), "--quiet")
    told = python("-m", "workstation.cli", "info", "--json", str(source), str(result)).output
    before, after = json.loads(told)["photos"]
    for fact in ("width", "height", "bits", "profile", "dpi"):
        if before[fact] != after[fact]:
            raise SystemExit(f"The result's {fact} is {after[fact]}, not {before[fact]}.")
    source.unlink()
    result.unlink()
    note = f"{run.seconds:.1f} s; 16 bits, {after['profile']}, {after['dpi'][0]:g} dpi kept"
    return Figure(f"{megapixels} megapixels, TIFF RGB 16 bits", run.peak_mb, "MB", target, note)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="only the smallest")
    arguments.add_argument("--folder", type=Path, help="where the large files go")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        cases = CASES[:1] if options.quick else CASES
        print_table("Memory: peak of the process", [measure(Path(folder), *case) for case in cases])


if __name__ == "__main__":
    main()
