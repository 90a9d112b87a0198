"""How much memory does a photo take? Peak of the whole process, from the file to the file.

    python -m benchmarks.memory [--quick]

The large photos need 2 GB of free disk each, and as much for their results.
"""

from __future__ import annotations

import argparse
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
    lost = python("-m", "benchmarks.inputs", "compare", str(source), str(result)).output
    if lost:
        raise SystemExit(f"The result differs from its source in more than its colours:\n{lost}")
    source.unlink()
    result.unlink()
    note = f"{run.seconds:.1f} s; depth, profile, resolution and EXIF equal"
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
