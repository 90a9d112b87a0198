"""How large each part of the program is, and whether the whole keeps to its budget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inventory import OURS, Inventory

MOST_UNPACKED_MB: Final = 300
MOST_PACKED_MB: Final = 95
"""Megabytes of a million bytes. More fails the build."""

BEGIN, END = "<!-- sizes: begin -->", "<!-- sizes: end -->"
"""The table stands between these lines of packaging/README.md."""


@dataclass(frozen=True)
class Sizes:
    """Bytes, unpacked, by package; and of the archive."""

    by_package: dict[str, int]
    packed: int

    @property
    def unpacked(self) -> int:
        """Of the whole program."""
        return sum(self.by_package.values())

    @property
    def excess(self) -> list[str]:
        """What is larger than it may be, in sentences."""
        found = []
        for what, bytes_, most in (
            ("Unpacked", self.unpacked, MOST_UNPACKED_MB),
            ("The archive", self.packed, MOST_PACKED_MB),
        ):
            if bytes_ > most * 1e6:
                found.append(f"{what} is {bytes_ / 1e6:.1f} MB, more than {most} MB.")
        return found


def sizes(found: Inventory, archive: Path) -> Sizes:
    """Count bytes by package."""
    counted: Counter[str] = Counter()
    for file in found.files:
        counted[_row(file.package, file.inside)] += file.path.stat().st_size
    return Sizes(dict(counted.most_common()), archive.stat().st_size)


def _row(package: str, inside: str) -> str:
    if package != OURS:
        return package
    if "/models/" in inside:
        return "Heirloom: networks"
    if "/resources/" in inside:
        return "Heirloom: icons, samples, texts, licences"
    return "Heirloom: program, with all Python code"


def table(of: Sizes) -> str:
    """The sizes as Markdown; what is below 0.5 MB in one row."""
    rows = ["| | MB |", "|---|---:|"]
    small = 0
    for name, bytes_ in of.by_package.items():
        if bytes_ < 500_000:
            small += bytes_
        else:
            rows.append(f"| {name} | {bytes_ / 1e6:.1f} |")
    rows.append(f"| all others | {small / 1e6:.1f} |")
    rows.append(f"| **unpacked**, at most {MOST_UNPACKED_MB} | **{of.unpacked / 1e6:.1f}** |")
    rows.append(f"| **`.tar.xz`**, at most {MOST_PACKED_MB} | **{of.packed / 1e6:.1f}** |")
    return "\n".join(rows)


def write_table(of: Sizes, readme: Path) -> None:
    """Put the table into packaging/README.md."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n\n{table(of)}\n\n{END}{after}", encoding="utf-8")
