"""Look through photos before a network learns from them.

python -m ml data check FOLDER --packs out/mine   sort out what teaches wrong colours
python -m ml data show FOLDER                     what a training makes of them
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image

from ml.data import check, sheets
from ml.data.check import Findings
from ml.data.crops import middle_crop
from ml.data.sources import Chosen, Source, apart, open_photos

SHOWN = 120
"""Photos on a sheet; where there are more, some from everywhere between the first and the last."""

PACKED_PX = 256

Anything = TypeVar("Anything")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 if no photo is left to learn from."""
    options = _parser().parse_args(arguments)
    photos = open_photos(options.places)
    if options.task == "show":
        return _show(photos, options.out)
    found = _look(photos)
    report = _report(photos, found)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "report.md").write_text(report, encoding="utf-8")
    _write_sheets(photos, found, options.out)
    print(report.split("\n\n## ")[0])
    print(f"\nThe whole report and contact sheets are in {options.out}.")
    if options.packs is not None and found.kept:
        _write_packs(photos, found.kept, options.packs)
    return 0 if found.kept else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ml data",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    task = tasks.add_parser("check", help="sort out grey, tinted, double and unreadable photos")
    task.add_argument("--packs", type=Path, help="write the good ones into packs in this folder")
    shown = tasks.add_parser("show", help="sheets of what a training is shown")
    for parser_of_task in (task, shown):
        parser_of_task.add_argument("places", nargs="+", metavar="PLACE", help="folders or packs")
        parser_of_task.add_argument("--out", type=Path, default=Path("out/photos"))
    return parser


def _look(photos: Source) -> Findings:
    """Look through all, with a bar on a terminal."""
    from rich.progress import track

    steps = check.look_through(photos)
    quiet = not sys.stderr.isatty()
    *_, (_, found) = track(steps, "Looking", total=len(photos), disable=quiet)
    return found


def _report(photos: Source, found: Findings) -> str:
    lines = [
        f"# {len(photos)} photos",
        "",
        f"* {len(found.kept)} are good to learn from",
        f"* {len(found.grey)} are grey: mean distance from grey below {check.GREY:g}",
        f"* {len(found.tinted)} are tinted: one tone over a grey picture",
        f"* {len(found.double)} show the same as another",
        f"* {len(found.unreadable)} cannot be read",
    ]
    for title, numbers in (("Grey", found.grey), ("Tinted", found.tinted)):
        if numbers:
            lines += ["", f"## {title}", "", *(f"* {photos.name(number)}" for number in numbers)]
    if found.double:
        pairs = found.double.items()
        told = (f"* {photos.name(one)} is like {photos.name(other)}" for one, other in pairs)
        lines += ["", "## Double", "", *told]
    if found.unreadable:
        lines += ["", "## Unreadable", "", *(f"* {why}" for why in found.unreadable.values())]
    return "\n".join(lines) + "\n"


def _write_sheets(photos: Source, found: Findings, folder: Path) -> None:
    for name, numbers in (("kept", found.kept), ("grey", found.grey), ("tinted", found.tinted)):
        sheets.contact([photos[number] for number in _some(numbers)], folder / f"{name}.jpg")
    pairs = [number for pair in _some(list(found.double.items()), SHOWN // 2) for number in pair]
    sheets.contact([photos[number] for number in pairs], folder / "double.jpg")


def _some(found: Sequence[Anything], limit: int = SHOWN) -> list[Anything]:
    chosen = np.unique(np.linspace(0, len(found) - 1, min(limit, len(found))).astype(int))
    return [found[index] for index in chosen]


def _write_packs(photos: Source, kept: Sequence[int], folder: Path) -> None:
    """Put a tenth of the photos into `validation` and the others into `train-0`."""
    learnt, judged = apart(Chosen(photos, kept))
    for name, part in (("train-0", learnt), ("validation", judged)):
        _pack(part, range(len(part)), folder / name)
        print(f"{folder / name}: {len(part)} photos as squares of {PACKED_PX} px")


def _pack(photos: Source, numbers: Sequence[int], pack: Path) -> None:
    """Write the middle squares of photos as a pack, which is read many times as fast as files."""
    pack.parent.mkdir(parents=True, exist_ok=True)
    lengths = []
    with pack.with_suffix(".bin").open("wb") as file:
        for number in numbers:
            buffer = io.BytesIO()
            square = middle_crop(photos[number], PACKED_PX)
            Image.fromarray(square).save(buffer, "WEBP", quality=90)
            lengths.append(file.write(buffer.getvalue()))
    np.save(pack.with_suffix(".npy"), np.array(lengths, np.int32)[:, None])


def _show(photos: Source, folder: Path) -> int:
    """Write what a training makes of the photos: crops, film, hints and wishes."""
    from ml.data import showing

    for path in showing.write(photos, folder):
        print(path)
    return 0
