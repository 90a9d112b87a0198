"""Compares two builds of the program, file by file: python packaging/compare.py ONE OTHER.

The same commit gives the same files, wherever and whenever it is built with the same packages and
the same Python. What may differ stands in `MAY_DIFFER`, with the reason; anything else is told, and
the exit code is 1.
"""

from __future__ import annotations

import fnmatch
import hashlib
import sys
from pathlib import Path
from typing import Final

MAY_DIFFER: Final[dict[str, str]] = {}
"""Pattern of paths → why they may differ. Nothing does."""


def main(one: Path, other: Path) -> int:
    """Print what differs; 1 if anything may not."""
    first, second = hashes(one), hashes(other)
    wrong = []
    for inside in sorted(first.keys() | second.keys()):
        if first.get(inside) == second.get(inside):
            continue
        where = "differs" if inside in first.keys() & second.keys() else "is in one only"
        reasons = [why for like, why in MAY_DIFFER.items() if fnmatch.fnmatch(inside, like)]
        print(f"{inside} {where}{f', as it may: {reasons[0]}' if reasons else ''}")
        wrong += [] if reasons else [inside]
    print(f"{len(first)} files, {len(wrong)} unlike.")
    return 1 if wrong else 0


def hashes(program: Path) -> dict[str, str]:
    """Path of every file and link → what is in it, and whether it may be run."""
    found = {}
    for path in program.rglob("*"):
        inside = path.relative_to(program).as_posix()
        if path.is_symlink():
            found[inside] = f"→ {path.readlink()}"
        elif path.is_file():
            runs = "x" if path.stat().st_mode & 0o100 else "-"
            found[inside] = runs + hashlib.sha256(path.read_bytes()).hexdigest()
    return found


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
