"""Figures about aged prints of known truth: whether they are seen for what they are, and coloured.

    python -m benchmarks.old_prints_figures [--count 100] [--restore 10]

`--count` prints of each kind, and all validation photos, are judged; `--restore` of each kind are
restored as the program does it. Needs the photos in `shared/photos` beside the checkout, and says
so without them.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.aging import KINDS, Aged, Kind, aged_photos
from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.evaluate.metrics import colourfulness
from ml.inference.colorizer import Colorizer
from workstation.core import presets
from workstation.core.color.cielab import to_lab
from workstation.core.diagnose.judge import judge, spread_of
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.diagnose.toning import explain
from workstation.core.io.photo import open_photo
from workstation.core.pixels import seal
from workstation.core.render import Renderer

COLOURFUL: Final = 15.0
"""Validation photos below this colourfulness (Hasler and Süsstrunk) are set apart: to the eye, too,
they are hardly in colour."""

_NEUTRAL: Final = 4.0
_SEED: Final = 2


@dataclass(frozen=True)
class Coloured:
    """One restored print.

    Attributes
    ----------
    enough
        Whether what neither lightness nor place explains spreads at least half as far as in truth.
    cast
        Mean a*b* of the result where the truth is neutral; None where it hardly is.
    scanned
        Mean a*b* of the print at the same places, as toning and age left it.
    """

    enough: bool
    cast: NDArray[np.float32] | None
    scanned: NDArray[np.float32] | None


def judged(count: int) -> Iterator[Figure]:
    """Aged prints that are taken for monochrome, and photos in colour that are."""
    seen: dict[Kind, list[bool]] = {kind: [] for kind in KINDS}
    kept: list[tuple[float, float]] = []
    for made in aged_photos(count, seed=_SEED):
        verdict = judge(seal(made.picture))
        seen[made.kind].append(verdict.kind != "colour")
        inside = verdict.area & made.area
        kept.append((inside.sum() / made.area.sum(), inside.sum() / verdict.area.sum()))
    for kind, monochrome in seen.items():
        share = 100 * float(np.mean(monochrome))
        yield Figure(f"{kind}: taken for monochrome", share, "%", at_least=97)
    whole, alone = np.mean(kept, axis=0)
    yield Figure("of the picture, found to be picture", 100 * float(whole), "%")
    yield Figure("of what was found, picture", 100 * float(alone), "%")
    mistaken, colourful = 0, 0
    for photo in packs.photos(packs.PHOTOS / "validation"):
        rgb = photo.astype(np.float32) / np.float32(255)
        if colourfulness(rgb) >= COLOURFUL:
            colourful += 1
            mistaken += judge(seal(np.ascontiguousarray(rgb))).kind != "colour"
    name = f"{colourful} photos in colour: taken for monochrome"
    yield Figure(name, 100 * mistaken / colourful, "%", at_most=1)


def old_prints() -> Iterator[str]:
    """What is wrong about the really old photographs."""
    folder = packs.PHOTOS / "old"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            renderer = Renderer(open_photo(folder / row["file"]), Colorizer())
            found = renderer.verdict().kind
            if (found == "colour") != (row["what it is"] == "colour"):
                yield f"{row['file']}: {row['what it is']}, taken for {found}"


def restored(count: int) -> Iterator[tuple[Kind, Coloured]]:
    """Aged prints after Restore."""
    colorizer = Colorizer()
    with tempfile.TemporaryDirectory() as folder:
        for number, made in enumerate(aged_photos(count, seed=_SEED)):
            path = Path(folder) / f"{number}.png"
            eight = np.round(made.picture * 255).astype(np.uint8)
            cv2.imwrite(str(path), eight[..., ::-1])
            renderer = Renderer(open_photo(path), colorizer)
            result = renderer.preview(presets.AUTOMATIC, max(made.picture.shape[:2]))
            yield made.kind, _measured(made, result)
            path.unlink()


def _measured(made: Aged, result: NDArray[np.float32]) -> Coloured:
    rows, columns = np.nonzero(made.area)
    box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    pictures = [seal(np.ascontiguousarray(one[box])) for one in (made.truth, result)]
    area = PictureArea.whole(*pictures[0].shape[:2])
    true, got = (spread_of(explain(one, area)) for one in pictures)
    counted = made.area & ~made.lost
    true_ab, ab = to_lab(made.truth)[1], to_lab(result)[1]
    neutral = counted & (np.hypot(true_ab[..., 0], true_ab[..., 1]) < _NEUTRAL)
    if neutral.sum() <= 500:
        return Coloured(got >= true / 2, None, None)
    scanned = to_lab(made.picture)[1][neutral].mean(axis=0)
    return Coloured(got >= true / 2, ab[neutral].mean(axis=0), scanned)


def left_over(results: Iterable[Coloured]) -> float:
    """Which share of a print's cast its result still has where the truth is neutral.

    The slope of a line through results by prints: what the network sees in neutral things does not
    depend on how a print was toned, so it is in the line's offset and not in its slope.
    """
    pairs = [(one.scanned, one.cast) for one in results if one.scanned is not None]
    before, after = (np.array(side) - np.mean(side, axis=0) for side in zip(*pairs, strict=True))
    return float((before * after).sum() / (before**2).sum())


def figures_of(results: Sequence[tuple[Kind, Coloured]]) -> list[Figure]:
    """Figures of aged prints after Restore."""
    found = []
    for kind in KINDS:
        of_kind = [one for made, one in results if made == kind]
        enough = 100 * float(np.mean([one.enough for one in of_kind]))
        found.append(Figure(f"{kind}: coloured half as far as in truth", enough, "%", at_least=97))
    casts = [one.cast for _, one in results if one.cast is not None]
    if casts:
        # A cast of toning or stains goes one way; the network's guesses, sea for asphalt, do not.
        share = 100 * left_over(one for _, one in results)
        found.append(Figure("of the cast of toning and stains, left", share, "%"))
        common = float(np.hypot(*np.mean(casts, axis=0)))
        found.append(Figure("cast on what was neutral, of all", common, "a*b*", at_most=4))
        of_one = float(np.mean([np.hypot(*cast) for cast in casts]))
        found.append(Figure("the same of one print, with what was guessed", of_one, "a*b*"))
    return found


def print_figures(count: int, restore: int) -> None:
    """Print the table, and which of the really old photographs are taken for something else."""
    if not (packs.PHOTOS / "validation.bin").exists():
        print(f"There are no photos in {packs.PHOTOS}: nothing was measured.")
        return
    print_table("Aged prints and photos in colour, judged", judged(count))
    if restore:
        print_table("Aged prints, restored", figures_of(list(restored(restore))))
    wrong = list(old_prints())
    print("Of the really old ones these are wrong:", *wrong or ["none"], sep="\n  ")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.old_prints_figures")
    parser.add_argument("--count", type=int, default=100, help="prints of each kind to judge")
    parser.add_argument("--restore", type=int, default=10, help="prints of each kind to restore")
    given = parser.parse_args()
    print_figures(given.count, given.restore)


if __name__ == "__main__":
    main()
