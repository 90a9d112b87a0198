"""Pictures for docs/benchmarks.md: the same photos by everybody, and how the baselines learnt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.data.sources import SCIKIT_IMAGE
from ml.evaluate.contestants import Contestant
from ml.evaluate.photo import Photo
from ml.evaluate.survey import Work, photos

FOLDER: Final = Path("pictures") / "training"
SHEET = "contestants.webp"

PLACE: Final = SCIKIT_IMAGE
"""Only photos that may be passed on come into the documentation."""

CURVES_PX = 900
_NAME_PX, _CELL_PX, _GAP_PX = 190, 160, 4


def write(docs: Path, runs: Path, contestants: Mapping[str, Contestant]) -> str:
    """Write all pictures, and return the Markdown that shows them.

    Parameters
    ----------
    docs
        The folder of the documentation.
    runs
        The folder with the baselines' runs, each with its `curves.png`.
    contestants
        Everybody, by name.
    """
    folder = docs / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "",
        "## How they look",
        "",
        "Four free photos, each grey, as everybody colours it, and as it is.",
        "",
        f"![The same four photos by everybody]({FOLDER.as_posix()}/{SHEET})",
        "",
        "## How the baselines learnt",
        "",
        "Loss and figures over the steps of each training; click to enlarge.",
        "",
    ]
    shown = list(photos(Work("grey", (PLACE,))))
    _save(sheet(shown, contestants), folder / SHEET)
    for name in contestants:
        curves = runs / name / "curves.png"
        if curves.exists():
            with Image.open(curves) as picture:
                small = picture.convert("RGB")
                small.thumbnail((CURVES_PX, CURVES_PX))
                small.save(folder / f"{name}.webp", quality=80, method=6)
            address = f"{FOLDER.as_posix()}/{name}.webp"
            lines.append(f'<a href="{address}"><img src="{address}" width="240" alt="{name}"></a>')
    return "\n".join(lines) + "\n"


def sheet(shown: list[Photo], contestants: Mapping[str, Contestant]) -> NDArray[np.uint8]:
    """Return a sheet with a line for everybody and a column for each photo, sRGB."""
    lines = [
        _line(name, [photo.with_colours(one.colour(photo.lightness, None)) for photo in shown])
        for name, one in contestants.items()
    ]
    lines.append(_line("true colours", [photo.rgb for photo in shown]))
    return np.concatenate(lines)


def _line(name: str, pictures: list[NDArray[np.float32]]) -> NDArray[np.uint8]:
    cells = [np.full((_CELL_PX, _NAME_PX, 3), 255, np.uint8)]
    place, font = (6, _CELL_PX // 2), cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(cells[0], name, place, font, 0.5, (40, 40, 40), 1, cv2.LINE_AA)
    for picture in pictures:
        small = cv2.resize(picture, (_CELL_PX, _CELL_PX), interpolation=cv2.INTER_AREA)
        cells.append(np.asarray((small * 255).round(), np.uint8))
    edge = ((0, _GAP_PX), (0, _GAP_PX), (0, 0))
    framed = [np.pad(cell, edge, constant_values=255) for cell in cells]
    return np.concatenate(framed, axis=1)


def _save(pixels: NDArray[np.uint8], path: Path) -> None:
    Image.fromarray(pixels).save(path, quality=85, method=6)
