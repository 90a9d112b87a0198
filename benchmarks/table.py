"""One way to print figures, and one way to judge them."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value.

    Attributes
    ----------
    what
        What was measured.
    value
        In `unit`.
    at_most, at_least
        The target; None where there is none.
    note
        What helps to read the value, such as what it is compared with.
    """

    what: str
    value: float
    unit: str
    at_most: float | None = None
    note: str = ""
    at_least: float | None = None

    @property
    def target(self) -> str:
        """What the value is to be, in words."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g} {self.unit}"
        return "" if self.at_most is None else f"≤ {self.at_most:g} {self.unit}"

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.at_least is not None:
            return "met" if self.value >= self.at_least else "MISSED"
        if self.at_most is None:
            return ""
        return "met" if self.value <= self.at_most else "MISSED"


def print_table(title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a Markdown table."""
    rows = [("", "measured", "target", "", "")]
    for figure in figures:
        value = f"{_rounded(figure.value)} {figure.unit}"
        rows.append((figure.what, value, figure.target, figure.verdict, figure.note))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    print(f"\n{title}  ({os.cpu_count()} cores, {platform.machine()})\n")
    for i, row in enumerate(rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"| {' | '.join(cells)} |", flush=True)
        if i == 0:
            print(f"|{'|'.join('-' * (width + 2) for width in widths)}|")


def _rounded(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
