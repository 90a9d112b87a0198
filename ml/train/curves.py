"""Follow a training: a table of figures, curves to look at, and a log for TensorBoard."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, float]


class Curves:
    """Collects figures step by step; each row is a mean over `every` steps, or one check.

    Parameters
    ----------
    folder
        Where `curves.csv`, `curves.png` and `tensorboard/` go.
    every
        Steps that one row stands for.
    """

    def __init__(self, folder: Path, every: int) -> None:
        self._folder, self._every = folder, every
        self.rows: list[Row] = []
        self._sums: Row = {}
        self._count = 0

    def add(self, step: int, rate: float, seconds: float, values: Mapping[str, float]) -> None:
        """Count one step's figures."""
        for name, value in values.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._count += 1
        if step % self._every == 0:
            means = {name: total / self._count for name, total in self._sums.items()}
            self.rows.append({"step": step, "rate": rate, "seconds": round(seconds, 2), **means})
            self._sums, self._count = {}, 0

    def check(self, step: int, values: Mapping[str, float]) -> None:
        """Add what a check found, as `val_…`, to the row of its step."""
        if not self.rows or self.rows[-1]["step"] != step:
            self.rows.append({"step": step})
        self.rows[-1] |= {f"val_{name}": value for name, value in values.items()}

    def write(self) -> None:
        """Write the table and the picture anew, and the last row to TensorBoard's log."""
        table(self.rows, self._folder / "curves.csv")
        picture({"": self.rows}, self._folder / "curves.png")
        from tensorboard.summary import Writer

        writer = Writer(str(self._folder / "tensorboard"))
        for name, value in self.rows[-1].items():
            writer.add_scalar(name, value, int(self.rows[-1]["step"]))
        writer.close()


def table(rows: Sequence[Mapping[str, float]], path: Path) -> None:
    """Write rows as CSV; a figure that a row lacks stays empty."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for row in rows:
            writer.writerow({name: f"{value:.6g}" for name, value in row.items()})


def read(path: Path) -> list[Row]:
    """Read a table that `table` wrote."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            {name: float(value) for name, value in row.items() if value}
            for row in csv.DictReader(file)
        ]


def picture(runs: Mapping[str, Sequence[Row]], path: Path) -> None:
    """Draw every figure of one or several trainings over the steps, checks as dots on the line."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = dict.fromkeys(
        name.removeprefix("val_") for rows in runs.values() for row in rows for name in row
    )
    shown = [name for name in names if name not in ("step", "seconds")]
    columns = min(3, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(4.2 * columns, 2.9 * lines), layout="constrained")
    FigureCanvasAgg(figure)
    for index, name in enumerate(shown):
        axes = figure.add_subplot(lines, columns, index + 1, title=name.replace("_", " "))
        axes.grid(visible=True, alpha=0.3)
        for number, (run, rows) in enumerate(runs.items()):
            _draw(axes, rows, name, f"{run} training".strip(), f"C{2 * number}", "-")
            _draw(axes, rows, f"val_{name}", f"{run} check".strip(), f"C{2 * number + 1}", "o-")
        if len(axes.lines) > 1:
            axes.legend(fontsize="small")
        axes.set_xlabel("step")
    figure.savefig(path, dpi=110)


def _draw(axes: Any, rows: Sequence[Row], name: str, label: str, colour: str, style: str) -> None:
    points = [(row["step"], row[name]) for row in rows if name in row]
    if points:
        axes.plot(*zip(*points, strict=True), style, color=colour, label=label, ms=3, lw=1.2)
