"""Measure how good colourings are, over all validation photos, and show the best and the worst.

    python -m ml evaluate                       the network that ships
    python -m ml evaluate shipped float32 runs/plain-100
    python -m ml evaluate mine.tflite --photos my-photos --limit 200

What was measured is kept in out/evaluate, so that a second time is quick and an interrupted one
goes on where it stopped. Each contestant gets a page, out/evaluate/<name>.html.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ml.evaluate import report
from ml.evaluate.intervals import Estimate
from ml.evaluate.measures import MEASURES
from ml.evaluate.summary import summarise
from ml.evaluate.survey import AGAIN, TRUTH, VALIDATION, Work, surveys


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when everything was measured."""
    options = _parser().parse_args(arguments)
    places, folder = tuple(options.photos or [str(VALIDATION)]), options.out
    words = [TRUTH, *options.contestants]
    works = [Work(word, places, options.limit, folder, options.again) for word in words]
    truth, *surveyed = surveys(works, processes=options.processes)
    found: dict[str, Mapping[str, Estimate]] = {}
    for work, measured in zip(works[1:], surveyed, strict=True):
        found[measured.name] = summarise(measured, truth)
        if not options.no_report:
            page = folder / f"{measured.name}.html"
            report.write(page, work, measured, found[measured.name])
            print(f"{page} shows the best and the worst photos.", file=sys.stderr)
    print(f"{len(truth):,} photos; in brackets 95 % confidence\n")
    print(table(found), end="")
    return 0


def table(found: Mapping[str, Mapping[str, Estimate]]) -> str:
    """Return figures as Markdown: a row for each measure, a column for each contestant."""
    lines = [["", *found], ["---", *("---:" for _ in found)]]
    for key, measure in MEASURES.items():
        cells = [figures[key] for figures in found.values()]
        if any(np.isfinite(cell.value) for cell in cells):
            title = measure.head.replace("*", "\\*")
            lines.append([title, *(str(c) if np.isfinite(c.value) else "–" for c in cells)])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ml evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "contestants",
        nargs="*",
        default=["shipped"],
        help="grey, shipped, float32, a .tflite file, the folder of a run, or module:function",
    )
    add_options(parser)
    parser.add_argument("--no-report", action="store_true", help="figures alone, no pages")
    return parser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `evaluate` and `compare` share."""
    parser.add_argument(
        "--photos", nargs="+", help="folders or packs; default: the validation pack"
    )
    parser.add_argument("--limit", type=_count, help="how many photos; default: all")
    parser.add_argument(
        "--again",
        type=int,
        default=AGAIN,
        help=f"photos coloured again with hints and disturbances; default: {AGAIN}",
    )
    parser.add_argument(
        "--processes", type=_count, default=2, help="that share the work; default: 2"
    )
    parser.add_argument("--out", type=Path, default=Path("out/evaluate"), help="for what is found")


def _count(text: str) -> int:
    """Read a number of at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too few: 1 is the least.")
    return number
