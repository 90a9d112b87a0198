"""How well selections find what was meant, and how fast; on photos whose truth is known.

python -m benchmarks.selection [PHOTOS]      needs the photos beside the checkout

Selections see only the grey photo and what the network says about it; the truth is made from the
colours. A table of times follows, on a sample photo of 1024 x 768.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

import resources
from benchmarks.objects import Case, cases, sloppy
from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.inference.colorizer import Colorizer
from workstation.core.color.cielab import to_lab
from workstation.core.color.guided_filter import resize, shrink
from workstation.core.masks.features import network_features
from workstation.core.masks.masks import (
    Features,
    Mask,
    Stroke,
    at_full,
    like_place,
    painted,
    picture_of,
    selected,
)

_SLIPS_PX = (2, 5, 10, -4)


def scene_of(lightness: NDArray[np.float32], colorizer: Colorizer) -> Features:
    """What a selection sees of a grey photo."""
    answer = colorizer.predict(shrink(lightness, 384))
    chroma = np.ascontiguousarray(answer.ab.transpose(2, 0, 1))
    enlarged = np.stack([resize(plane, lightness.shape) for plane in chroma])
    return Features(lightness, enlarged, network_features(answer.logits))


def overlap(area: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """Intersection over union."""
    chosen = area >= 0.5
    return float((chosen & inside).sum() / max(1, (chosen | inside).sum()))


def measure_outlines(known: list[tuple[Case, Features]]) -> list[Figure]:
    """Smart edge on masks that a hasty hand painted."""
    figures = []
    for slip in _SLIPS_PX:
        before, after = [], []
        for case, scene in known:
            paint = sloppy(case.inside, slip)
            if paint.sum() < 60:
                continue
            before.append(overlap(paint, case.inside))
            after.append(overlap(selected(Mask((picture_of(paint),)), scene), case.inside))
        how = f"{abs(slip)} px too {'large' if slip > 0 else 'small'}"
        figures.append(
            Figure(
                f"smart edge, mask {how}: 1 - IoU",
                1 - float(np.mean(after)),
                "",
                1 - float(np.mean(before)),
                f"target: less than before; worse in {np.mean(np.less(after, before)):.0%}",
            )
        )
    return figures


def measure_places(known: list[tuple[Case, Features]]) -> list[Figure]:
    """The object at one place."""
    missing, spilt, apart = [], [], []
    for case, scene in known:
        area = like_place(scene, case.row, case.column)
        missing.append(1 - float(area[case.inside].mean()))
        spilt.append(float(area[~case.inside].mean()))
        apart.append(1 - overlap(area, case.inside))
    return [
        Figure(
            "one place: mean missing inside the object",
            float(np.mean(missing)),
            "",
            0.25,
            f"at most 0.3 in {np.mean(np.less_equal(missing, 0.3)):.0%} of the photos",
        ),
        Figure(
            "one place: mean spilt over other objects",
            float(np.mean(spilt)),
            "",
            0.05,
            f"at most 0.05 in {np.mean(np.less_equal(spilt, 0.05)):.0%} of the photos",
        ),
        Figure("one place: 1 - IoU", float(np.mean(apart)), ""),
    ]


def milliseconds(work: Callable[[], Any], times: int = 9) -> float:
    """The median time of some work, once warm."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken)) * 1000


def measure_times(colorizer: Colorizer) -> list[Figure]:
    """What a gesture costs on the working copy of a photo."""
    bgr = cv2.imread(str(resources.find("samples", "portrait.jpg")))
    rgb = cv2.resize(bgr[..., ::-1], (1024, 768), interpolation=cv2.INTER_CUBIC)
    lightness = to_lab(rgb.astype(np.float32) / np.float32(255))[0]
    scene = scene_of(lightness, colorizer)
    logits = colorizer.predict(shrink(lightness, 384)).logits
    turns = np.linspace(0, 1, 200)
    points = tuple((0.6 + 0.1 * np.sin(9 * t), 0.35 + 0.3 * t, 0.5 + 0.5 * t) for t in turns)
    mask = Mask((Stroke(points, 0.05),))
    like_place(scene, 0.5, 0.5)
    area = selected(mask, scene)
    return [
        Figure("look at a scene for the first time", milliseconds(lambda: _fresh(scene)), "ms"),
        Figure(
            "features from the network's scores",
            milliseconds(lambda: network_features(logits)),
            "ms",
        ),
        Figure(
            "paint a stroke of 200 points",
            milliseconds(lambda: painted(mask, lightness.shape)),
            "ms",
            10,
        ),
        Figure("select with smart edge", milliseconds(lambda: selected(mask, scene)), "ms", 80),
        Figure(
            "find what is like a place",
            milliseconds(lambda: like_place(scene, 0.5, 0.5)),
            "ms",
            60,
        ),
        Figure("fit to full resolution", milliseconds(lambda: at_full(area, lightness)), "ms"),
    ]


def _fresh(scene: Features) -> object:
    return Features(scene.lightness, scene.chroma, scene.features).coarse


def main(photos: int = 200) -> None:
    """Print the tables."""
    colorizer = Colorizer()
    if packs.PHOTOS.exists():
        known = [
            (case, scene_of(case.lightness, colorizer)) for case in cases("validation", photos)
        ]
        title = f"Selections on {len(known)} validation photos of 256 px"
        print_table(title, [*measure_outlines(known), *measure_places(known)])
    else:
        print("The photos with known truth are not beside this checkout: only times are measured.")
    print_table("Times on a photo's copy of 1024 x 768", measure_times(colorizer))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
