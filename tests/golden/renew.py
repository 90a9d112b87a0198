"""Renew golden cases after a change that was meant, and show what it changed.

    python -m tests.golden.renew              those that differ by more than rounding
    python -m tests.golden.renew warm calm    these, whatever they differ by
    python -m tests.golden.renew --show       only show what has changed

Beside the table it writes `build/golden/<case>/sheet.png`: before, after, and the difference.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyvips

from tests.golden.cases import HERE, Case, Difference, cases, differences, drawn

SHEETS = HERE.parents[1] / "build" / "golden"
_ENLARGED = 3


def sheet(before: Path, after: Path, difference: pyvips.Image, to: Path) -> None:
    """Write two pictures and their difference side by side, enlarged without smoothing."""
    to.parent.mkdir(parents=True, exist_ok=True)
    pictures = [pyvips.Image.new_from_file(str(path)) for path in (before, after)]
    pictures = [_opaque(image) for image in (*pictures, difference)]
    joined = pyvips.Image.arrayjoin(pictures, across=3, shim=4, background=128)
    joined.resize(_ENLARGED, kernel="nearest").write_to_file(str(to))


def _opaque(image: pyvips.Image) -> pyvips.Image:
    image = image.colourspace("srgb")
    return image.flatten(background=128) if image.hasalpha() else image


def renew(case: Case, folder: Path, always: bool, only_show: bool) -> str:
    """Render a case anew, and keep the result if that is wished; return what is to be said."""
    actual = folder / f"{case.name}.png"
    case.render(actual)
    if not case.expected.exists():
        if not only_show:
            shutil.copy(actual, case.expected)
        return f"{case.name:<18} {'new':>24}"
    plane = differences(actual, case.expected)
    found = Difference.of(plane)
    kept = found.most > 0 and (always or not found.tolerable)
    if found.most > 0:
        sheet(case.expected, actual, drawn(plane), SHEETS / case.name / "sheet.png")
    if kept and not only_show:
        shutil.copy(actual, case.expected)
    done = "" if not kept else "  would be renewed" if only_show else "  renewed"
    return f"{case.name:<18} {found.mean:8.3f}{found.p99:8.2f}{found.most:8.2f}{done}"


def main(argv: Sequence[str] | None = None) -> None:
    """Renew the cases that are named on the command line, or all that have changed."""
    about, usage = (__doc__ or "").split("\n\n", 1)
    parser = argparse.ArgumentParser(
        description=about, epilog=usage, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="CASE")
    parser.add_argument("--show", action="store_true", help="write no golden files")
    told = parser.parse_args(argv)
    known = {case.name: case for case in cases()}
    for name in told.names:
        if name not in known:
            parser.error(f"There is no case {name}. There are: {', '.join(known)}.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["HEIRLOOM_SETTINGS"] = str(folder / "settings.json")  # not those of the user
        print(f"{'ΔE (CIEDE2000)':<18} {'mean':>8}{'99 %':>8}{'max':>8}")
        for name in told.names or known:
            print(renew(known[name], folder, bool(told.names), told.show), flush=True)
    print(f"Look at what has changed: {SHEETS}")


if __name__ == "__main__":
    main()
