"""How good are the colours? Validation photos at 256 px, against the truth.

    python -m benchmarks.quality [--quick] [--limit N]

It needs the photos, which lie beside the checkout in `shared/photos` and are never part of it, and
for the row float32 the file that `python -m ml.convert colorizer` leaves in `out/models`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.evaluate.colour import Predict, Score, evaluate
from ml.inference.colorizer import Colorizer

Plane = NDArray[np.float32]

FLOAT32 = Path("out/models/colorizer-float32.tflite")
DOTS = 10
QUICK = 100


def grey(lightness: Plane, _hints: Plane | None) -> Plane:
    """No colours at all: what every other row must beat."""
    height, width = lightness.shape
    return np.zeros((height // 2, width // 2, 2), np.float32)


def network(model: Path | None) -> Predict:
    """The colours of a converted network; None: the one that ships."""
    colorizer = Colorizer(model=model)
    return lambda lightness, hints: colorizer.predict(lightness, hints).ab


def print_scores(scores: Mapping[str, Score]) -> None:
    """One line for each way of colouring."""
    print("|                    | PSNR dB | a*b* error | colourful | truth |  ΔCF |")
    print("|--------------------|---------|------------|-----------|-------|------|")
    for name, score in scores.items():
        colourful, truth = score["colourfulness"], score["true_colourfulness"]
        print(
            f"| {name:<18} | {score['psnr']:7.2f} | {score['ab_error']:10.2f} |"
            f" {colourful:9.1f} | {truth:5.1f} | {abs(colourful - truth):4.1f} |"
        )


def targets(scores: Mapping[str, Score], dots: str) -> list[Figure]:
    """What was promised, as far as these rows can tell."""
    shipped, plain = scores["shipped"], scores.get("float32")
    error, guided = shipped["ab_error"], scores[dots]["ab_error"]
    figures = [
        Figure(f"a*b* error left with {DOTS} dots", 100 * guided / error, "%", 75, "of automatic"),
        Figure("a*b* error left of grey's", 100 * error / scores["grey"]["ab_error"], "%", 100),
    ]
    if plain is not None:
        change = abs(shipped["colourfulness"] / plain["colourfulness"] - 1)
        worse = error / plain["ab_error"] - 1
        lost = plain["psnr"] - shipped["psnr"]
        figures += [
            Figure("shipped: colourfulness moved", 100 * change, "%", 3, "against float32"),
            Figure("shipped: a*b* error grown", 100 * worse, "%", 1, "against float32"),
            Figure("shipped: PSNR lost", lost, "dB", 0.1, "against float32"),
        ]
    return figures


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK} photos only")
    arguments.add_argument("--limit", type=int, help="how many photos; default: all")
    arguments.add_argument("--float32", type=Path, default=FLOAT32, help="the unshortened network")
    options = arguments.parse_args()
    pack = packs.PHOTOS / "validation"
    if not pack.with_suffix(".bin").exists():
        print("\nQuality: skipped, as there are no photos in ../shared/photos to measure on.")
        return
    limit = options.limit or (QUICK if options.quick else packs.count(pack))
    networks = {"shipped": network(None)}
    if options.float32.exists():
        networks = {"float32": network(options.float32), **networks}
    else:
        print(f"No row float32: {options.float32} is made by python -m ml.convert colorizer.")
    # In a random order: the pack is sorted by source.
    automatic = evaluate({"grey": grey, **networks}, packs.photos(pack, limit=limit, seed=1))
    guided = evaluate(networks, packs.photos(pack, limit=limit, seed=1), dots=DOTS)
    print(f"\nQuality: {limit} validation photos, 256 px\n")
    scores = automatic | {f"{name}, {DOTS} dots": score for name, score in guided.items()}
    print_scores(scores)
    print_table("Quality: targets", targets(scores, f"shipped, {DOTS} dots"))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
