"""How good are the program's own colours? The step Colour, evaluated beside its network.

    python -m benchmarks.quality [--quick]

Every measure, its source and its interval are those of `python -m ml evaluate`, which can also be
asked for `benchmarks.quality:program` directly. It needs the validation photos in `shared/photos`
beside the checkout, and what training needs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import resources
from ml.evaluate import command
from ml.evaluate.contestants import COLORIZER_PARAMETERS, SIZE_PX, Contestant, fastest_ms
from ml.evaluate.survey import VALIDATION
from ml.inference.cards import sha256
from ml.inference.colorizer import Colorizer
from ml.inference.device import cpu
from workstation.core.color import cielab, guided_filter
from workstation.core.colorize import apply_hints
from workstation.core.colorize.hints import PointHint
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Roi, from_grey
from workstation.core.recipe import Context
from workstation.core.steps import Colour

Plane = NDArray[np.float32]

QUICK = 100
_DOT_RADIUS = 3.5 / SIZE_PX


def program() -> Contestant:
    """The step `Colour` as the program does it, for `python -m ml evaluate`."""
    # One thread: several processes share the processors already.
    network = Colorizer(cpu(1))

    def milliseconds() -> float:
        lightness = np.random.default_rng(0).uniform(0, 100, (SIZE_PX, SIZE_PX))
        alone = Colorizer()
        return fastest_ms(lambda: coloured(alone, lightness.astype(np.float32), None))

    model = resources.find("models", "colorizer.tflite").read_bytes()
    shaping = [
        Path(str(module.__file__)).read_bytes() for module in (guided_filter, apply_hints, cielab)
    ]
    return Contestant(
        "program",
        lambda lightness, hints: coloured(network, lightness, hints),
        COLORIZER_PARAMETERS,
        len(model),
        milliseconds,
        sha256(b"".join((model, *shaping))),
        takes_hints=True,
    )


def coloured(network: Colorizer, lightness: Plane, hints: Plane | None) -> Plane:
    """The a*b* of the finished picture."""
    height, width = lightness.shape
    nothing = np.zeros((height, width, 2), np.float32)
    grey = from_grey(np.ascontiguousarray(cielab.from_lab(lightness, nothing)[..., 0]))
    step = Colour(dots=() if hints is None else dots(hints))
    try:
        analysis = step.analyse(grey, Context(network.predict))
    except HeirloomError:  # no colour found: the user would keep the photo grey
        return nothing
    return cielab.to_lab(step.apply(grey, Roi.whole(height, width), analysis))[1]


def dots(hints: Plane) -> tuple[PointHint, ...]:
    """The dots behind a plane of hints, each known by its colour."""
    height, width = hints.shape[:2]
    rows, columns = np.nonzero(hints[..., 2] > 0)
    colours, which = np.unique(hints[rows, columns, :2], axis=0, return_inverse=True)
    found = []
    for number, (a, b) in enumerate(colours):
        place = which.ravel() == number
        row = (float(rows[place].mean()) + 0.5) / height
        column = (float(columns[place].mean()) + 0.5) / width
        found.append(PointHint(row, column, float(a), float(b), _DOT_RADIUS))
    return tuple(found)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK} photos only")
    limit = ["--limit", str(QUICK)] if arguments.parse_args().quick else []
    if not VALIDATION.with_suffix(".bin").exists():
        print("\nQuality: skipped, as there are no photos in ../shared/photos to measure on.")
        return
    print("\nQuality\n")
    command.main(["shipped", "benchmarks.quality:program", "--no-report", *limit])


if __name__ == "__main__":
    main()
