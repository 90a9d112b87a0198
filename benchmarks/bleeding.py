"""Does colour bleed over edges? Synthetic edges with known chroma, ours against bilinear.

    python -m benchmarks.bleeding [--quick]

The chroma that reaches full resolution comes from the step `Colour` itself; the network is
replaced by one that knows the truth, as well as its small grid can hold it.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.diagnose.verdict import WORKING_PX
from workstation.core.pixels import Roi, from_grey, grey_plane
from workstation.core.recipe import Context
from workstation.core.steps import Colour

Plane = NDArray[np.float32]

WITHIN_PX = 3
FIRST = (24.0, 18.0)  # a*, b*: skin
SECOND = (-6.0, -22.0)  # sky


@dataclass(frozen=True)
class Answer:
    """What the step takes from the network."""

    ab: NDArray[np.float32]
    device: str = "truth"
    lost: str = ""


@dataclass(frozen=True)
class Scene:
    """Two areas of known lightness and chroma, and where they meet.

    Attributes
    ----------
    share
        How much of the second area each pixel sees, 0..1.
    light
        L*.
    ab
        The true a* and b*.
    """

    share: Plane
    light: Plane
    ab: NDArray[np.float32]


def scene(shape: str, size: int, contrast: float, grain: float) -> Scene:
    """Draw an edge, as soft as a good lens and scanner leave it."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    second = {
        "line": x * 0.9 + y * 0.3 > 0.6,
        "stripes": (x * 0.95 + y * 0.3) % (1 / 12) < 1 / 24,
        "hair": (x * 0.95 + y * 0.3) % (1 / 12) < 1 / 170,
    }[shape]
    share = cv2.GaussianBlur(second.astype(np.float32), (0, 0), 0.7)
    noise = np.random.default_rng(4).standard_normal(share.shape, dtype=np.float32) * grain
    light = np.clip(55 + contrast * (share - 0.5) + noise, 1, 99).astype(np.float32)
    first, last = np.array(FIRST, np.float32), np.array(SECOND, np.float32)
    return Scene(share, light, first + (last - first) * share[:, :, None])


def shrunk(values: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    small = cv2.resize(values, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def ours(drawn: Scene, step: Colour) -> NDArray[np.float32]:
    """a* and b* that the step gives to the full-resolution picture."""
    size = drawn.light.shape[0]
    colourless = np.zeros((*drawn.light.shape, 2), np.float32)
    grey = from_grey(np.ascontiguousarray(from_lab(drawn.light, colourless)[:, :, 0]))

    def network(lightness: Plane) -> Answer:
        height, width = lightness.shape
        return Answer(shrunk(drawn.ab, -(-height // 2), -(-width // 2)))

    small = from_grey(shrunk(np.asarray(grey_plane(grey)), WORKING_PX, WORKING_PX))
    analysis = step.analyse(small, Context(network))
    return to_lab(step.apply(grey, Roi.whole(size, size), analysis))[1]


def bilinear(drawn: Scene, step: Colour) -> NDArray[np.float32]:
    """a* and b* of the network's grid, resized."""
    size, grid = drawn.light.shape[0], int(step.detail) // 2
    small = shrunk(drawn.ab, grid, grid)
    large: Any = cv2.resize(small, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, dtype=np.float32)


def near_edge(share: Plane) -> NDArray[np.bool_]:
    """Pixels within `WITHIN_PX` of where the areas meet."""
    second = (share > 0.5).astype(np.uint8)
    side = 2 * WITHIN_PX + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(cv2.dilate(second, kernel) != cv2.erode(second, kernel))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a smaller picture")
    size = 2048 if arguments.parse_args().quick else 4096
    # A network that knows the truth need not be asked twice; what holding colours within edges does
    # at those of real photos, benchmarks.consistency tells.
    step = Colour(consensus=False)
    figures = []
    for shape in ("line", "stripes", "hair"):
        for contrast, grain in ((40.0, 0.0), (20.0, 0.0), (20.0, 2.0), (10.0, 0.0), (5.0, 0.0)):
            drawn = scene(shape, size, contrast, grain)
            edge = near_edge(drawn.share)
            errors = [
                float(np.hypot(*np.moveaxis(found - drawn.ab, 2, 0))[edge].mean())
                for found in (ours(drawn, step), bilinear(drawn, step))
            ]
            what = f"{shape}, edge of {contrast:g} L*" + (", grain of 2 L*" if grain else "")
            note = f"bilinear {errors[1]:.1f}: {errors[0] / errors[1]:.0%} of it"
            figures.append(Figure(what, errors[0], "ΔE(a*b*)", round(errors[1], 1), note))
    title = f"Bleeding: mean error within {WITHIN_PX} px of the edge, {size} x {size} px"
    print_table(title, figures)


if __name__ == "__main__":
    main()
