"""Does one thing get one colour, and at what price? Single looks against several that agree.

    python -m benchmarks.consistency [--photos 1400]

Every photo of the validation pack beside the checkout goes through the whole step Colour: looks,
what is held within edges, the way to full resolution and the gamut. The truth is known.
"""

from __future__ import annotations

import argparse
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from ml.data import cielab, packs
from ml.evaluate import metrics
from ml.evaluate.edges import spill
from ml.evaluate.groups import groups
from ml.evaluate.hues import hue_error
from ml.evaluate.patches import patchiness
from ml.inference.colorizer import Colorizer
from ml.inference.devices import cpu
from workstation.core.color.cielab import from_lab
from workstation.core.diagnose.verdict import Verdict
from workstation.core.pixels import Pixels, Roi, from_grey, grey_plane
from workstation.core.recipe import Context
from workstation.core.steps import Colour

PACK: Final = packs.PHOTOS / "validation"
STEPS: Final = {"one look": Colour(consensus=False), "looks that agree": Colour()}
HUES: Final = ("skin", "sky", "vegetation")


def grey_of(lightness: NDArray[np.float32]) -> Pixels:
    """A grey photo of this L*."""
    grey = grey_plane(from_lab(lightness, np.zeros((*lightness.shape, 2), np.float32)))
    if grey is None:
        grey = from_lab(lightness, np.zeros((*lightness.shape, 2), np.float32))[..., 0]
    return from_grey(np.ascontiguousarray(grey))


def measure(rgb: NDArray[np.float32], network: Colorizer) -> dict[str, dict[str, float]]:
    """The figures of one photo by every step, and under `truth` its own colourfulness."""
    lab = cielab.rgb_to_lab(rgb)
    true = np.ascontiguousarray(lab[..., 1:])
    whole = grey_of(np.ascontiguousarray(lab[..., 0]))
    seen = groups(rgb, lab)
    found = {"truth": {"colourfulness": float(metrics.colourfulness(rgb))}}
    for name, step in STEPS.items():
        context = Context(network.predict, verdict=Verdict("grey"))
        analysis = step.analyse(whole, context)
        coloured = step.apply(whole, Roi.whole(*whole.shape[:2]), analysis)
        given = np.ascontiguousarray(cielab.rgb_to_lab(np.asarray(coloured))[..., 1:])
        figures = {
            "error": float(metrics.ab_distance(given, true).mean()),
            "colourfulness": float(metrics.colourfulness(np.asarray(coloured))),
            "patchiness": patchiness(true, given),
            "spill": spill(lab, given),
        }
        for group in HUES:
            if seen[group].any():
                figures[group] = hue_error(given[seen[group]], true[seen[group]])
        found[name] = figures
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1400)
    count = parser.parse_args().photos
    if not PACK.with_suffix(".bin").exists():
        print("There are no validation photos in ../shared/photos.")
        return
    cv2.setNumThreads(1)
    network = Colorizer(cpu())
    photos = packs.photos(PACK, limit=count, seed=None if count >= packs.count(PACK) else 1)
    measured = [measure(cielab.as_fractions(photo), network) for photo in photos]

    def mean(step: str, what: str) -> float:
        return float(np.nanmean([photo[step].get(what, np.nan) for photo in measured]))

    before, after = STEPS
    error, patches = mean(before, "error"), mean(before, "patchiness")
    colourful = mean(before, "colourfulness")
    rows = [
        Figure(
            "a*b* error",
            mean(after, "error"),
            "",
            0.96 * error,
            f"one look {error:.2f}: {mean(after, 'error') / error - 1:+.1%}",
        ),
        Figure(
            "patchiness",
            mean(after, "patchiness"),
            "",
            0.6 * patches,
            f"one look {patches:.2f}: {mean(after, 'patchiness') / patches - 1:+.0%}",
        ),
        Figure(
            "colourfulness",
            mean(after, "colourfulness"),
            "",
            note=f"one look {colourful:.1f}, truth {mean('truth', 'colourfulness'):.1f}",
            at_least=colourful,
        ),
    ]
    spilt = mean(before, "spill")
    rows.append(
        Figure("colour over edges", mean(after, "spill"), "", spilt, f"one look {spilt:.3f}")
    )
    for group in HUES:
        former = mean(before, group)
        rows.append(
            Figure(
                f"hue error of {group}", mean(after, group), "°", former, f"one look {former:.1f}"
            )
        )
    print_table(f"One colour for one thing, {len(measured)} photos", rows)


if __name__ == "__main__":
    main()
