"""Does the program do what it is told, there and only there? Dots and regions against the truth.

    python -m benchmarks.guidance [--quick] [--sheet FILE.png]

Validation photos at 256 px whose true colours are known; objects are found in the true colours
(`benchmarks.objects`), the program sees grey only. It needs the photos in `shared/photos` beside
the checkout.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.objects import Case, cases
from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.inference.colorizer import Chroma, Colorizer
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.colorize.suggestions import shown
from workstation.core.masks import masks
from workstation.core.pixels import Pixels, Roi, from_grey
from workstation.core.recipe import Context
from workstation.core.steps import Colour

COUNT, QUICK = 200, 20
_DOTS = 10
_DOT_RADIUS = 3.5 / 256
_FAR_CHROMA = 45.0
_CLEAR_PX = 12


@dataclass
class Scores:
    """Values by name, and what they make of a name's mean."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, value: float) -> None:
        """One photo's value."""
        self.values[name].append(float(value))

    def mean(self, name: str) -> float:
        """Over all photos."""
        return float(np.mean(self.values[name]))


class Judge:
    """Colours cases with and without wishes, and measures the difference."""

    def __init__(self, seed: int = 0) -> None:
        self._colorizer = Colorizer()
        self._rng = np.random.default_rng(seed)
        self._answers: dict[bytes, Chroma] = {}
        self.scores = Scores()
        self.sheet: list[NDArray[np.float32]] = []

    def _predict(self, *planes: NDArray[np.float32]) -> Chroma:
        if len(planes) > 1:
            return self._colorizer.predict(*planes)
        key = planes[0].tobytes()
        if key not in self._answers:
            self._answers = {key: self._colorizer.predict(*planes)}
        return self._answers[key]

    def chroma(self, case: Case, **wishes: object) -> NDArray[np.float32]:
        """The a*b* of the finished picture."""
        step = Colour(detail=256, **wishes)  # type: ignore[arg-type]
        analysis = step.analyse(_grey(case), Context(self._predict))
        return to_lab(step.apply(_grey(case), Roi.whole(*case.inside.shape), analysis))[1]

    def judge(self, case: Case) -> None:
        """All measurements on one photo."""
        automatic = self.chroma(case)
        self.scores.add("automatic", _error(automatic - case.ab))
        self._true_dots(case)
        self._true_region(case, automatic)
        wished = self._far_colour(case, automatic)
        region = self._far_region(case, automatic, wished)
        dot = self._far_dot(case, automatic, wished)
        if len(self.sheet) < 12:
            made = (automatic, region, dot, case.ab)
            grey = _grey(case) * np.where(case.inside, 1, 0.5)[..., None].astype(np.float32)
            self.sheet.append(
                np.concatenate([grey, *(from_lab(case.lightness, ab) for ab in made)], 1)
            )

    def _true_dots(self, case: Case) -> None:
        height, width = case.inside.shape
        places = self._rng.integers(4, (height - 4, width - 4), (_DOTS, 2))
        for spread in (False, True):
            dots = []
            for y, x in places:
                a, b = case.ab[y - 3 : y + 4, x - 3 : x + 4].mean(axis=(0, 1))
                place = (float(y) + 0.5) / height, (float(x) + 0.5) / width
                dots.append(PointHint(*place, float(a), float(b), _DOT_RADIUS, spread))
            error = _error(self.chroma(case, dots=tuple(dots)) - case.ab)
            self.scores.add("dots, spread" if spread else "dots", error)

    def _true_region(self, case: Case, automatic: NDArray[np.float32]) -> None:
        area = masks.picture_of(case.inside.astype(np.float32))
        a, b = (float(v) for v in case.ab[case.inside].mean(axis=0))
        region = Region("object", masks.Mask((area,)), a=a, b=b)
        made = self.chroma(case, regions=(region,))
        for name, ab in (("before", automatic), ("after", made)):
            self.scores.add(f"inside {name}", _error((ab - case.ab)[case.inside]))
            self.scores.add(f"outside {name}", _error((ab - case.ab)[~case.inside]))

    def _far_colour(self, case: Case, automatic: NDArray[np.float32]) -> tuple[float, float]:
        """A colour about opposite to the automatic one, as vivid as the lightness allows."""
        a, b = automatic[case.inside].mean(axis=0)
        hue = np.arctan2(b, a) + np.pi + self._rng.uniform(-1, 1)
        light = float(case.lightness[case.inside].mean())
        return shown(light, _FAR_CHROMA * np.cos(hue), _FAR_CHROMA * np.sin(hue))

    def _far_region(
        self, case: Case, automatic: NDArray[np.float32], wished: tuple[float, float]
    ) -> NDArray[np.float32]:
        side = 2 * int(self._rng.integers(2, 11)) + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        exact = case.inside.astype(np.float32)
        away = cv2.distanceTransform(1 - exact.astype(np.uint8), cv2.DIST_L2, 5) > _CLEAR_PX
        sloppy = np.asarray(cv2.dilate(exact, disc), np.float32)
        made = automatic
        for name, area, smart in (("exact", exact, False), ("sloppy", sloppy, True)):
            mask = masks.Mask((masks.picture_of(area),), smart_edge=smart)
            made = self.chroma(case, regions=(Region("object", mask, a=wished[0], b=wished[1]),))
            reached = made[case.inside].mean(axis=0)
            distance = float(np.hypot(*(reached - wished)))
            turn = np.angle(np.exp(1j * (np.arctan2(*reached[::-1]) - np.arctan2(*wished[::-1]))))
            good = distance <= 10 and abs(np.rad2deg(turn)) <= 12
            moved = float(np.hypot(*(made - automatic)[away].T).max()) if away.any() else 0.0
            self.scores.add(f"{name} reached", good)
            self.scores.add(f"{name} distance", distance)
            self.scores.add(f"{name} still", moved <= 1)
        return made

    def _far_dot(
        self, case: Case, automatic: NDArray[np.float32], wished: tuple[float, float]
    ) -> NDArray[np.float32]:
        made = self.chroma(case, dots=(PointHint(case.row, case.column, *wished, _DOT_RADIUS),))
        reached = made[case.inside].mean(axis=0)
        self.scores.add("dot distance", float(np.hypot(*(reached - wished))))
        self.scores.add("dot others", _error((made - automatic)[~case.inside]))
        return made


def _grey(case: Case) -> Pixels:
    """What the program gets."""
    nothing = np.zeros_like(case.ab)
    return from_grey(np.ascontiguousarray(from_lab(case.lightness, nothing)[..., 0]))


def _error(difference: NDArray[np.float32]) -> float:
    return float(np.hypot(difference[..., 0], difference[..., 1]).mean())


def figures(scores: Scores) -> Iterator[Figure]:
    """The table, with the targets."""

    def share(name: str, of: str) -> float:
        return 100 * scores.mean(name) / scores.mean(of)

    def missed(name: str) -> float:
        return 100 - 100 * scores.mean(name)

    photos = f"{len(scores.values['automatic'])} photos"
    yield Figure("automatic: a*b* error", scores.mean("automatic"), "", None, photos)
    yield Figure("10 true dots: error left", share("dots", "automatic"), "%", 75, "of automatic")
    spread = share("dots, spread", "automatic")
    yield Figure("10 true dots, spread: error left", spread, "%", 75, "of automatic")
    inside = share("inside after", "inside before")
    yield Figure("true region: error left inside", inside, "%", 50, "of automatic")
    outside = share("outside after", "outside before")
    yield Figure("true region: error outside", outside, "%", 103, "of automatic")
    for name in ("exact", "sloppy"):
        distance = f"mean distance {scores.mean(f'{name} distance'):.1f}"
        yield Figure(
            f"far region, {name} mask: missed", missed(f"{name} reached"), "%", 5, distance
        )
        note = f"photos with ΔE > 1 beyond {_CLEAR_PX} px"
        yield Figure(f"far region, {name} mask: spilt", missed(f"{name} still"), "%", 5, note)
    yield Figure("far dot: its object misses the colour by", scores.mean("dot distance"), "", 12)
    yield Figure("far dot: others move by", scores.mean("dot others"), "", 2)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 if every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} photos instead of {COUNT}")
    parser.add_argument("--sheet", type=Path, help="save a sheet of examples to look at")
    options = parser.parse_args(arguments)
    pack = packs.PHOTOS / "validation"
    if not pack.with_suffix(".bin").exists():
        print(f"Skipped: the validation photos are not at {pack.parent}.", file=sys.stderr)
        return 0
    judge = Judge()
    for case in cases("validation", QUICK if options.quick else COUNT):
        judge.judge(case)
    table = list(figures(judge.scores))
    print_table("Guided editing: validation photos at 256 px", table)
    if options.sheet:
        sheet = (np.concatenate(judge.sheet)[..., ::-1] * 255).round().astype(np.uint8)
        cv2.imwrite(str(options.sheet), sheet)
    return int(any(figure.verdict == "MISSED" for figure in table))


if __name__ == "__main__":
    sys.exit(main())
