"""Colour hints as a user would give them: dots, brushed regions, and wishes against nature."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

DOT_SIDES_PX: Final = (1, 3, 5, 7, 9)
NONE, DOTS = 0.4, 0.8
"""Below the first share a photo comes without hints, then with dots up to the second, then with
brushed regions."""
LAST_DOT = 0.125
"""Chance of each dot to be the last one: eight of them in the middle."""
REPAINTED = 0.25
"""Share of hinted photos with a wish against nature."""


def give(ab: Plane, draw: np.random.Generator) -> tuple[Plane, Plane]:
    """Hint at a photo's colours, or at others that it is then to have.

    Parameters
    ----------
    ab
        (H, W, 2): the true a* and b*, in CIELAB units.
    draw
        The source of chance.

    Returns
    -------
    ab
        (H, W, 2): the colours that are wished: the true ones unless repainted.
    hints
        (H, W, 3): a* and b* where something is said, else zero, and the mask, 0 or 1.
    """
    kind = draw.random()
    if kind < NONE:
        return ab, np.zeros((*ab.shape[:2], 3), np.float32)
    if draw.random() < REPAINTED:
        ab = turned(ab, draw.uniform(0, 2 * np.pi))
    return ab, dots(ab, draw) if kind < DOTS else regions(ab, draw)


def dots(ab: Plane, draw: np.random.Generator) -> Plane:
    """Return hints at random places, each the mean colour of its little square."""
    height, width = ab.shape[:2]
    side = int(draw.choice(DOT_SIDES_PX))
    count = int(draw.geometric(LAST_DOT))
    mask = np.zeros((height, width), np.float32)
    mask[draw.integers(0, height, count), draw.integers(0, width, count)] = 1
    mask = np.asarray(cv2.dilate(mask, np.ones((side, side), np.uint8)), np.float32)
    near = cv2.blur(ab, (side, side), borderType=cv2.BORDER_REFLECT_101) if side > 1 else ab
    return np.dstack([near * mask[..., None], mask]).astype(np.float32)


def regions(ab: Plane, draw: np.random.Generator) -> Plane:
    """Return a few large soft shapes, as a brush leaves them, in the coarse colours below them."""
    height, width = ab.shape[:2]
    knots = draw.standard_normal((int(draw.integers(3, 12)), int(draw.integers(3, 12))), np.float32)
    noise = cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC)
    mask = (noise > 0.6 + draw.random()).astype(np.float32)
    small = cv2.resize(
        ab, (max(1, width // 16), max(1, height // 16)), interpolation=cv2.INTER_AREA
    )
    coarse = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.dstack([coarse * mask[..., None], mask]).astype(np.float32)


def turned(ab: Plane, angle: float) -> Plane:
    """Return colours of another hue and the same strength; the angle is in radians."""
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, sine], [-sine, cosine]], np.float32)
    return np.asarray(ab @ turn, np.float32)
