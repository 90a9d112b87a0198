"""Set all ways of colouring beside one another, and write down what was found.

    python -m ml compare --with benchmarks.quality:program
    python -m ml compare --limit 200 --print     a trial that writes nothing

Measured are no colours at all, every baseline with a run in runs/, the colour network before and
after it was made small, and what --with names. The tables go into docs/benchmarks.md between its
marks, the shipped network's figures also into its card, and curves and examples into
docs/pictures/training/.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import resources
from ml.evaluate import pictures, publish
from ml.evaluate.command import add_options, table
from ml.evaluate.contestants import FLOAT32, Contestant, find
from ml.evaluate.intervals import Estimate
from ml.evaluate.summary import summarise
from ml.evaluate.survey import AGAIN, TRUTH, VALIDATION, Survey, Work, survey
from ml.inference.errors import ModelError

RUNS = Path("runs")
DOCS = Path(__file__).resolve().parents[2] / "docs"
CONFIGS = Path(__file__).parents[1] / "train" / "configs"

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
    places = tuple(options.photos or [str(VALIDATION)])
    works = {word: Work(word, places, options.limit, options.out) for word in (TRUTH, *words)}
    surveys = {word: survey(work, processes=options.processes) for word, work in works.items()}
    truth = surveys.pop(TRUTH)
    estimates = {word: summarise(found, truth) for word, found in surveys.items()}
    contestants = {word: find(word) for word in words}
    whole = {c.name: estimates[word] for word, c in contestants.items() if c.takes_hints}
    text = _page(truth, estimates, contestants, missing, table(whole))
    print(text)
    if options.print:
        return 0
    shown = {c.name: c for c in contestants.values()}
    text += pictures.write(options.docs, options.runs, shown)
    publish.write_page(options.docs / publish.PAGE_NAME, text)
    shipped = contestants["shipped"].fingerprint
    publish.write_card(options.card, surveys["shipped"], estimates["shipped"], shipped)
    return 0


def _words(runs: Path, extra: Sequence[str]) -> tuple[list[str], Mapping[str, str]]:
    """Everybody who is there, in the table's order, and who is not, with the reason."""
    words, missing = ["grey"], {}
    for name in baselines():
        if (runs / name / "weights.npz").exists():
            words.append(str(runs / name))
        else:
            missing[name] = f"no run in {runs / name}"
    if FLOAT32.exists():
        words.append("float32")
    else:
        missing["float32"] = f"no {FLOAT32}; “python -m ml convert colorizer” makes it"
    words.append("shipped")
    for word in extra:
        try:
            find(word)
        except ModelError as error:
            missing[word] = error.message.rstrip(".")
        else:
            words.append(word)
    return words, missing


def baselines() -> list[str]:
    """Return the names of all baselines' trainings, which are those of their runs' folders."""
    found = sorted(CONFIGS.glob("baseline_*.py"))
    return [path.stem.removeprefix("baseline_").replace("_", "-") for path in found]


def _page(
    truth: Survey,
    estimates: Mapping[str, Mapping[str, Estimate]],
    contestants: Mapping[str, Contestant],
    missing: Mapping[str, str],
    whole: str,
) -> str:
    return publish.PAGE.format(
        photos=f"{len(truth):,}",
        everybody=_everybody(truth, estimates, contestants),
        missing="".join(f"\nNot in the table: {name}, {why}.\n" for name, why in missing.items()),
        whole=whole,
        again=min(AGAIN, len(truth)),
    )


def _everybody(
    truth: Survey,
    estimates: Mapping[str, Mapping[str, Estimate]],
    contestants: Mapping[str, Contestant],
) -> str:
    """The table of everybody: what it is worth and what it costs."""
    milliseconds = _timed(contestants)
    heads = [publish.head(key) for key in COLUMNS]
    rows = [["", *heads, "parameters", "MB", "ms"], ["---", *["---:"] * (len(heads) + 3)]]
    for word, one in contestants.items():
        rows.append(
            [
                one.name,
                *(str(estimates[word][key]) for key in COLUMNS),
                f"{one.parameters:,}",
                f"{one.file_bytes / 1e6:.2f}",
                f"{milliseconds[word]:.0f}",
            ]
        )
    true = f"{truth.figures['colourfulness'].mean():.2f}"
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
