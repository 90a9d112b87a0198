"""Contact sheets of old prints before and after Restore, to be looked at after every change.

    python -m benchmarks.old_prints [FOLDER ...] [--out OUT] [--against OUT] [--aged 4]

Every photo of the folders (by default ../shared/photos/old) goes through `heirloom restore` and
`heirloom diagnose`, as users call them, and so do prints that `benchmarks.aging` makes of photos
whose colours are known (their truth stands last in its row). The pages OUT/FOLDER/sheet-*.png show
each before and after, with its verdict, the notes and figures; with `--against`, what an earlier
run left in its OUT stands between the two. Figures do not show what goes wrong on old prints: look
at the pages at 100 %.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.aging import KINDS, aged_photos
from benchmarks.old_prints_figures import print_figures
from ml.data.cielab import as_fractions, rgb_to_lab
from ml.data.packs import PHOTOS
from ml.evaluate.metrics import ciede2000, colourfulness
from workstation.cli import main as heirloom
from workstation.core.io.formats import of_path

OUT: Final = Path("out") / "old_prints"
_CELL_PX, _LINE_PX, _GAP_PX = 560, 18, 12
_ROWS_OF_A_PAGE: Final = 3
_BACKGROUND, _TEXT = (119, 119, 119), (255, 255, 255)
# Chroma below this is neutral to the eye.
_NEUTRAL: Final = 4.0


@dataclass(frozen=True)
class Figures:
    """What a result looks like, in numbers.

    Attributes
    ----------
    chroma
        Mean C*.
    colourfulness
        Of Hasler and Süsstrunk: 0 grey, 45 medium.
    neutral
        Share of pixels whose C* is below 4.
    lightness_db
        PSNR of L* to the photo before, at most 60 dB.
    """

    chroma: float
    colourfulness: float
    neutral: float
    lightness_db: float

    def __str__(self) -> str:
        return (
            f"C* {self.chroma:.1f}, colourfulness {self.colourfulness:.1f}, "
            f"neutral {self.neutral:.0%}, L* {self.lightness_db:.1f} dB from before"
        )


def figures(before: Image.Image, after: Image.Image) -> Figures:
    """Measure a result beside what it was made of."""
    if after.size != before.size:
        before = before.resize(after.size)
    was = rgb_to_lab(_fractions(before))
    rgb = _fractions(after)
    lab = rgb_to_lab(rgb)
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    error = float(np.mean((lab[..., 0] - was[..., 0]).astype(np.float64) ** 2)) / 100**2
    return Figures(
        float(chroma.mean()),
        colourfulness(rgb),
        float((chroma < _NEUTRAL).mean()),
        -10 * float(np.log10(max(error, 1e-6))),
    )


def _fractions(picture: Image.Image) -> NDArray[np.float32]:
    return as_fractions(np.asarray(picture))


def opened(path: Path) -> Image.Image:
    """A photo as the eye sees it, 8 bits."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def restored(photos: Sequence[Path], out: Path) -> dict[str, dict[str, Any]]:
    """Put photos through the command line, and keep results and answers in a folder.

    Returns
    -------
    dict[str, dict[str, Any]]
        By the photo's stem: what `restore` and `diagnose` said, together.
    """
    results = out / "results"
    results.mkdir(parents=True, exist_ok=True)
    paths = [str(path) for path in photos]
    written = ("-o", str(results), "--format", "png", "--overwrite", "--json")
    said: dict[str, dict[str, Any]] = {path.stem: {} for path in photos}
    for answer in (*_told("diagnose", *paths, "--json"), *_told("restore", *paths, *written)):
        said[Path(answer["photo"]).stem] |= answer
    (out / "said.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    return said


def _told(*arguments: str) -> list[dict[str, Any]]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        # Photos that fail are told with their reason, and shown so.
        heirloom(list(arguments))
    told: list[dict[str, Any]] = json.loads(printed.getvalue())["photos"]
    return told


@dataclass(frozen=True)
class Shown:
    """One row of a sheet: pictures side by side, and lines below them."""

    pictures: tuple[Image.Image, ...]
    lines: tuple[str, ...]


def row(path: Path, said: dict[str, Any], other: Path | None, known: str, truth: Path) -> Shown:
    """A photo before and after.

    Parameters
    ----------
    path, said
        The photo, and what the program said about it.
    other
        What another version left, as `--against` names it.
    known
        What is known about the photo.
    truth
        The photo before it was aged; a file that is not there for those that are really old.
    """
    before = opened(path)
    lines = [f"{path.stem}  ({known})" if known else path.stem]
    pictures = [before]
    lab = rgb_to_lab(_fractions(opened(truth))) if truth.exists() else None
    if other is not None:
        then = json.loads((other / "said.json").read_text(encoding="utf-8")).get(path.stem, {})
        pictures.append(_result(other, path, then, before, "that version: ", lines, lab))
    pictures.append(_result(Path(said["out"]), path, said, before, "", lines, lab))
    if truth.exists():
        pictures.append(opened(truth))
    return Shown(tuple(pictures), tuple(lines))


def _result(
    out: Path,
    path: Path,
    said: dict[str, Any],
    before: Image.Image,
    whose: str,
    lines: list[str],
    truth: NDArray[np.float32] | None,
) -> Image.Image:
    """A result as it was written, with lines about it added; grey where there is none."""
    notes = " ".join(note for note in said.get("notes", ()) if "dots per inch" not in note)
    lines.append(f"{whose}{said.get('kind', 'not there')}. {notes}{said.get('message', '')}")
    lines += [finding["message"] for finding in said.get("findings", ())[1:]]
    result = out / "results" / f"{path.stem}-restored.png"
    if not said.get("restored") or not result.exists():
        return Image.new("RGB", before.size, _BACKGROUND)
    after = opened(result)
    measured = str(figures(before, after))
    if truth is not None:
        away = float(ciede2000(rgb_to_lab(_fractions(after)), truth).mean())
        measured += f", CIEDE2000 {away:.1f} to the truth"
    lines.append(measured)
    return after


def page(rows: Sequence[Shown]) -> Image.Image:
    """Draw rows below each other; pictures are shrunk to their cell, never enlarged twice."""
    font = ImageFont.load_default(14)
    columns = max(len(one.pictures) for one in rows)
    width = columns * (_CELL_PX + _GAP_PX) + _GAP_PX
    letters = int((width - 2 * _GAP_PX) / font.getlength("n"))
    drawn = []
    for one in rows:
        cells = [_fitted(picture) for picture in one.pictures]
        lines = [part for line in one.lines for part in textwrap.wrap(line, letters)]
        tall = max(cell.height for cell in cells)
        strip = Image.new("RGB", (width, tall + 2 * _GAP_PX + len(lines) * _LINE_PX), _BACKGROUND)
        for i, cell in enumerate(cells):
            strip.paste(cell, (_GAP_PX + i * (_CELL_PX + _GAP_PX), _GAP_PX))
        pen = ImageDraw.Draw(strip)
        for i, line in enumerate(lines):
            pen.text((_GAP_PX, tall + _GAP_PX + 2 + i * _LINE_PX), line, _TEXT, font)
        drawn.append(strip)
    sheet = Image.new("RGB", (width, sum(strip.height for strip in drawn)), _BACKGROUND)
    top = 0
    for strip in drawn:
        sheet.paste(strip, (0, top))
        top += strip.height
    return sheet


def _fitted(picture: Image.Image) -> Image.Image:
    scale = _CELL_PX / max(picture.size)
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def known_of(folder: Path) -> dict[str, str]:
    """What an index.csv beside the photos says about them, by their stems."""
    index = folder / "index.csv"
    if not index.exists():
        return {}
    with index.open(newline="", encoding="utf-8") as file:
        return {
            Path(line["file"]).stem: ", ".join(
                filter(None, (line["what it is"], line["worth knowing"]))
            )
            for line in csv.DictReader(file)
        }


def sheets(folder: Path, out: Path, against: Path | None) -> None:
    """Write the sheets of one folder, and print what the program said."""
    photos = sorted(path for path in folder.iterdir() if of_path(path) is not None)
    if not photos:
        print(f"{folder}: skipped, as there are no photos in it.")
        return
    said = restored(photos, out)
    known = known_of(folder)
    rows = []
    for path in photos:
        truth = folder / "truth" / f"{path.stem}.png"
        answer = said[path.stem] | {"out": str(out)}
        shown = row(path, answer, against, known.get(path.stem, ""), truth)
        rows.append(shown)
        print(" | ".join(shown.lines), flush=True)
    for number, some in enumerate(_pages(rows), 1):
        page(some).save(out / f"sheet-{number:02}.png")
    print(f"Written to {out}: look at the pages at 100 %.")


def _pages(rows: Sequence[Shown]) -> Iterable[Sequence[Shown]]:
    return (rows[i : i + _ROWS_OF_A_PAGE] for i in range(0, len(rows), _ROWS_OF_A_PAGE))


def write_aged(folder: Path, count: int) -> None:
    """Write prints of known truth, `count` of each kind, each into `truth` too as it was."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    known = ["file,what it is,worth knowing"]
    numbers = dict.fromkeys(KINDS, 0)
    for made in aged_photos(count, seed=11):
        name = f"{made.kind}-{numbers[made.kind]:02}.png"
        numbers[made.kind] += 1
        for picture, path in ((made.picture, folder / name), (made.truth, folder / "truth" / name)):
            Image.fromarray(np.round(picture * 255).astype(np.uint8)).save(path)
        known.append(f"{name},{made.kind},{made.done['toning']} toning")
    (folder / "index.csv").write_text("\n".join(known) + "\n", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description="Contact sheets of old prints.")
    arguments.add_argument("folders", nargs="*", type=Path, help="default: ../shared/photos/old")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--against", type=Path, help="the OUT of another version")
    arguments.add_argument(
        "--aged", type=int, default=4, metavar="N", help="aged prints of each kind (default: 4)"
    )
    arguments.add_argument(
        "--figures", action="store_true", help="the table of aged prints alone, without sheets"
    )
    given = arguments.parse_args()
    if given.figures:
        print_figures(count=100, restore=100)
        return
    folders = given.folders or [PHOTOS / "old"]
    if given.aged and (PHOTOS / "validation.bin").exists():
        write_aged(given.out / "prints" / "aged", given.aged)
        folders = [*folders, given.out / "prints" / "aged"]
    for folder in folders:
        if not folder.is_dir():
            print(f"\nOld prints: skipped, as there is no folder {folder}.")
            continue
        against = None if given.against is None else given.against / folder.name
        sheets(folder, given.out / folder.name, against)


if __name__ == "__main__":
    main()
