"""How much of what paper did to a print does the step Stains take off? On stains that are known.

    python -m benchmarks.stains [--quick] [--count 40]

Validation photos are printed, toned or not, and scanned twice: as they are, and with foxing, brown
blots or uneven yellowing. What is measured is how far L* lies from that of the clean print, without
a shift of the whole, before and after the step; and what the step does to the clean print.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from ml.data import packs
from workstation.core.color import cielab
from workstation.core.diagnose.judge import judge
from workstation.core.pixels import Pixels, Roi, seal
from workstation.core.recipe import Context
from workstation.core.steps import Stains

Plane: TypeAlias = NDArray[np.float32]
Random: TypeAlias = np.random.Generator

SIDE_PX: Final = 512
QUICK: Final = 10
# Density in red, green and blue light: of rust and foxing, of water's brown, of paper that yellows.
_RUST, _BROWN, _YELLOW = (0.10, 0.32, 0.62), (0.08, 0.19, 0.42), (0.05, 0.30, 1.0)
# Density of the image in red, green and blue where it is thin, per unit of visual density.
_TONINGS: Final = ((1.0, 1.0, 1.0), (0.62, 0.98, 1.62), (0.70, 1.0, 1.4), (1.06, 1.0, 0.92))


def _clouds(rng: Random, across: int) -> Plane:
    drawn = rng.standard_normal((across, across)).astype(np.float32)
    return np.asarray(cv2.resize(drawn, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_CUBIC))


def foxing(rng: Random) -> Plane:
    """Rusty spots of 2 to 11 px, as density."""
    spots = np.zeros((SIDE_PX, SIDE_PX), np.float32)
    for row, column in rng.integers(0, SIDE_PX, (40, 2)):
        radius = int(rng.integers(1, 6))
        cv2.circle(spots, (int(column), int(row)), radius, float(rng.uniform(0.2, 0.8)), -1)
    soft = np.asarray(cv2.GaussianBlur(spots, (0, 0), 1.5), np.float32)
    return soft[..., None] * np.array(_RUST, np.float32)


def blots(rng: Random) -> Plane:
    """Two ragged stains with a darker rim, as density."""
    rows, columns = np.mgrid[:SIDE_PX, :SIDE_PX]
    total = np.zeros((SIDE_PX, SIDE_PX), np.float32)
    for _ in range(2):
        row, column = rng.uniform(0, SIDE_PX, 2)
        reach = np.hypot(rows - row, columns - column) / (SIDE_PX * rng.uniform(0.08, 0.25))
        reach = reach + 0.12 * _clouds(rng, 14)
        inside = 1 / (1 + np.exp(np.clip((reach - 1) * 40, -50, 50)))
        rim = np.exp(-(((reach - 0.97) / 0.04) ** 2))
        total += rng.uniform(0.3, 1.0) * (rng.uniform(0.2, 1) * inside + rng.uniform(0, 1) * rim)
    return total[..., None] * np.array(_BROWN, np.float32)


def yellowing(rng: Random) -> Plane:
    """Paper that yellowed from one side and in clouds, as density."""
    rows, columns = np.mgrid[-1 : 1 : SIDE_PX * 1j, -1 : 1 : SIDE_PX * 1j]
    bearing = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(bearing) * rows + np.sin(bearing) * columns) / 2 + 0.15 * _clouds(rng, 7)
    amount = rng.uniform(0.15, 0.4) * (slope - slope.min())
    return np.asarray(amount[..., None] * np.array(_YELLOW), np.float32)


KINDS: Final[dict[str, Callable[[Random], Plane]]] = {
    "foxing": foxing,
    "blots": blots,
    "uneven yellowing": yellowing,
}


def _printed(photo: NDArray[np.uint8], rng: Random) -> Plane:
    """Density of a print of a photo, in red, green and blue light."""
    large = cv2.resize(photo, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_CUBIC)
    light = cielab.linear(large / 255) @ np.array((0.3, 0.45, 0.25))
    density = np.minimum(-np.log10(np.maximum(light, 1e-3)), 1.8) * (1 - rng.uniform(0, 0.3))
    thin = (1 - np.clip(density / 1.5, 0, 1))[..., None]
    toning = np.array(_TONINGS[int(rng.integers(len(_TONINGS)))]) - 1
    return np.asarray(density[..., None] * (1 + thin * toning) + 0.02, np.float32)


def _scanned(density: Plane, seed: int) -> Pixels:
    """The print as a scanner and JPEG leave it."""
    noise = np.random.default_rng(seed).normal(0, 0.003, density.shape)
    eight = np.round(np.clip(cielab.encoded(10**-density) + noise, 0, 1) * 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", eight[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])
    rgb = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))[..., ::-1]
    return seal(np.ascontiguousarray(rgb, np.float32) / np.float32(255))


def _taken_off(pixels: Pixels) -> Pixels:
    step = Stains()
    analysis = step.analyse(pixels, Context(lambda *_: None, verdict=judge(pixels)))
    return step.apply(pixels, Roi.whole(*pixels.shape[:2]), analysis)


def _away(pixels: Pixels, truth: Pixels) -> float:
    difference = cielab.lightness(pixels) - cielab.lightness(truth)
    return float(((difference - np.median(difference)) ** 2).mean() ** 0.5)


def prints(count: int) -> Iterator[tuple[str, Pixels, Pixels]]:
    """What was done, the clean print and the stained one."""
    photos = packs.photos(packs.PHOTOS / "validation", limit=count, seed=3)
    for number, photo in enumerate(photos):
        rng = np.random.default_rng(number)
        density = _printed(photo, rng)
        for name, make in KINDS.items():
            yield name, _scanned(density, 1), _scanned(density + make(rng), 2)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK} photos only")
    arguments.add_argument("--count", type=int, default=40, help="photos")
    given = arguments.parse_args()
    count = QUICK if given.quick else given.count
    if not (packs.PHOTOS / "validation.bin").exists():
        print("\nStains: skipped, as there are no photos in ../shared/photos to measure on.")
        return
    before: dict[str, list[float]] = {name: [] for name in KINDS}
    after: dict[str, list[float]] = {name: [] for name in KINDS}
    harm: list[float] = []
    for name, clean, stained in prints(count):
        before[name].append(_away(stained, clean))
        after[name].append(_away(_taken_off(stained), clean))
        if name == "foxing":
            harm.append(_away(_taken_off(clean), clean))
    figures = []
    for name in KINDS:
        was, now = float(np.mean(before[name])), float(np.mean(after[name]))
        nearer = float(np.mean(np.array(after[name]) <= np.array(before[name]) + 0.05))
        note = f"{was:.2f} became {now:.2f} L*; {nearer:.0%} no farther"
        figures.append(
            Figure(f"{name}: L* to the clean print, share of before", now / was, "", note=note)
        )
    figures.append(Figure("clean prints: L* after from before, mean", float(np.mean(harm)), "L*"))
    print_table("Stains", figures)


if __name__ == "__main__":
    main()
