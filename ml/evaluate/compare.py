"""Set all ways of colouring beside one another, and write down what was found.

    python -m ml compare --with benchmarks.quality:program
    python -m ml compare --limit 350             the others on fewer photos, which is quicker
    python -m ml compare --limit 20 --print      a trial that writes nothing

Measured are no colours at all, every baseline with a run in runs/, the colour network before and
after it was made small, and what --with names. The tables go into docs/benchmarks.md between its
marks, and curves and examples into docs/pictures/training/. The shipped network is always measured
on all photos too, and its card gets those figures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import resources
from ml.evaluate import pictures, publish
from ml.evaluate.command import add_options, table
from ml.evaluate.contestants import FLOAT32, Contestant, find
from ml.evaluate.intervals import Estimate
from ml.evaluate.summary import summarise
from ml.evaluate.survey import AGAIN, TRUTH, VALIDATION, Survey, Work, surveys
from ml.inference.errors import ModelError

RUNS = Path("runs")
DOCS = Path(__file__).resolve().parents[2] / "docs"
CONFIGS = Path(__file__).parents[1] / "train" / "configs"

SHIPPED = "shipped"

COLUMNS = ("ab_error", "psnr_db", "colourfulness", "frechet", "top1")
"""Measures in the table of everybody."""

TIMED = 3
"""Rounds in which all are timed in turn; the least counts, as other work only slows down."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the tables are made, whatever runs are missing."""
    options = _parser().parse_args(arguments)
    words, missing = _words(options.runs, options.extra)
    for name, reason in missing.items():
        print(f"Missing: {name} ({reason}).", file=sys.stderr)
    contestants = {word: find(word) for word in words}
    some = _measured(options, words, options.limit)
    every = some if options.print else _measured(options, [SHIPPED], None)
    page = _page(some, every, contestants, missing)
    print(page)
    if options.print:
        return 0
    shown = {c.name: c for c in contestants.values()}
    page += pictures.write(options.docs, options.runs, shown)
    publish.write_page(options.docs / publish.PAGE_NAME, page)
    sha256 = contestants[SHIPPED].fingerprint
    publish.write_card(options.card, every.surveys[SHIPPED], every.estimates[SHIPPED], sha256)
    return 0


@dataclass(frozen=True)
class Measured:
    """What was found on some photos: surveys and estimates by the contestants' words."""

    truth: Survey
    surveys: Mapping[str, Survey]
    estimates: Mapping[str, Mapping[str, Estimate]]


def _measured(options: argparse.Namespace, words: Sequence[str], limit: int | None) -> Measured:
    places = tuple(options.photos or [str(VALIDATION)])
    works = [
        # Of the network that ships everything is told.
        Work(word, places, limit, options.out, AGAIN if word == SHIPPED else options.again)
        for word in (TRUTH, *words)
    ]
    truth, *found = surveys(works, processes=options.processes)
    estimates = {word: summarise(one, truth) for word, one in zip(words, found, strict=True)}
    return Measured(truth, dict(zip(words, found, strict=True)), estimates)


def _words(runs: Path, extra: Sequence[str]) -> tuple[list[str], Mapping[str, str]]:
    """Everybody who is there, in the table's order, and who is not, with the reason."""
    words, missing = ["grey"], {}
    for name in baselines():
        if (runs / name / "weights.npz").exists():
            words.append(str(runs / name))
        else:
            # Where else it was looked for is this computer's own affair: the page is everybody's.
            missing[name] = f"no run in {(RUNS / name).as_posix()}"
    if FLOAT32.exists():
        words.append("float32")
    else:
        missing["float32"] = "“python -m ml convert colorizer” makes it"
    words.append(SHIPPED)
    for word in extra:
        try:
            find(word)
        except ModelError as error:
            print(error.message, file=sys.stderr)
            missing[Path(word).name] = "nothing to evaluate was found by that name"
        else:
            words.append(word)
    return words, missing


def baselines() -> list[str]:
    """Return the names of all baselines' trainings, which are those of their runs' folders."""
    found = sorted(CONFIGS.glob("baseline_*.py"))
    return [path.stem.removeprefix("baseline_").replace("_", "-") for path in found]


def _page(
    some: Measured,
    every: Measured,
    contestants: Mapping[str, Contestant],
    missing: Mapping[str, str],
) -> str:
    few, all_ = len(some.truth), len(every.truth)
    whole = {_column(SHIPPED, all_): every.estimates[SHIPPED]}
    for word, one in contestants.items():
        if one.takes_hints:
            whole.setdefault(_column(one.name, few), some.estimates[word])
    return publish.PAGE.format(
        photos=f"{few:,}",
        everybody=_everybody(some, contestants),
        missing="".join(f"\nNot in the table: {name}, {why}.\n" for name, why in missing.items()),
        whole=table(whole),
        again=min(AGAIN, few),
    )


def _column(name: str, count: int) -> str:
    return f"{name}, {count:,} photos"


def _everybody(some: Measured, contestants: Mapping[str, Contestant]) -> str:
    """The table of everybody: what it is worth and what it costs."""
    milliseconds = _timed(contestants)
    heads = [publish.head(key) for key in COLUMNS]
    rows = [["", *heads, "parameters", "MB", "ms"], ["---", *["---:"] * (len(heads) + 3)]]
    for word, one in contestants.items():
        rows.append(
            [
                one.name,
                *(str(some.estimates[word][key]) for key in COLUMNS),
                f"{one.parameters:,}",
                f"{one.file_bytes / 1e6:.2f}",
                f"{milliseconds[word]:.0f}",
            ]
        )
    true = f"{some.truth.figures['colourfulness'].mean():.2f}"
    rows.append(["*true colours*", "0", "", true, "0", "1", "", "", ""])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _timed(contestants: Mapping[str, Contestant]) -> dict[str, float]:
    """Milliseconds a photo, everybody in turn and several times over."""
    times: dict[str, list[float]] = {word: [] for word in contestants}
    for _ in range(TIMED):
        for word, one in contestants.items():
            times[word].append(one.milliseconds())
    return {word: min(found) for word, found in times.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ml compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--with", dest="extra", nargs="+", default=[], metavar="CONTESTANT", help="further ones"
    )
    parser.add_argument("--runs", type=Path, default=RUNS, help="where the baselines' runs are")
    parser.add_argument("--docs", type=Path, default=DOCS, help="where the tables are written")
    card = resources.find("models", "colorizer.card.json")
    parser.add_argument("--card", type=Path, default=card, help="of the network that ships")
    parser.add_argument("--print", action="store_true", help="print the tables and write nothing")
    add_options(parser)
    return parser
