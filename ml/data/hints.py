"""Colour hints as a user would give them: dots, brushed regions, and wishes against nature."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import objects

Plane: TypeAlias = NDArray[np.float32]

DOT_SIDES_PX: Final = (1, 3, 5, 7, 9)
NONE, DOTS = 0.4, 0.8
"""Below the first share a photo comes without hints, then with dots up to the second, then with
brushed regions."""
LAST_DOT = 0.125
"""Chance of each dot to be the last one: eight of them in the middle."""
REPAINTED = 0.25
"""Share of hinted photos with a wish against nature."""

Wishes: TypeAlias = Literal["object", "picture"]
"""What a wish repaints: one thing, while all else keeps its colours; or the whole picture, as the
shipped weights learnt it, who therefore turn the whole picture for one odd dot."""


def give(lab: Plane, draw: np.random.Generator, wishes: Wishes = "object") -> tuple[Plane, Plane]:
    """Hint at a photo's colours, or at others that it is then to have.

    Parameters
    ----------
    lab
        (H, W, 3): the true colours, CIELAB.
    draw
        The source of chance.
    wishes
        What a wish against nature repaints.

    Returns
    -------
    ab
        (H, W, 2): the colours that are wished, in CIELAB units: the true ones unless repainted.
    hints
        (H, W, 3): a* and b* where something is said, else zero, and the mask, 0 or 1.
    """
    ab, kind = lab[..., 1:], draw.random()
    if kind < NONE:
        return ab, np.zeros((*ab.shape[:2], 3), np.float32)
    hint = dots if kind < DOTS else regions
    if draw.random() >= REPAINTED:
        return ab, hint(ab, draw)
    turn = draw.uniform(0, 2 * np.pi)
    if wishes == "picture":
        ab = turned(ab, turn)
        return ab, hint(ab, draw)
    thing = objects.one_of(lab, draw)
    if thing is None:
        return ab, hint(ab, draw)
    ab = ab + thing[..., None] * (_vivid(turned(ab, turn), turn) - ab)
    return ab, _inside(thing, ab, hint is dots, draw)


def dots(ab: Plane, draw: np.random.Generator, where: Plane | None = None) -> Plane:
    """Return hints at random places, each the mean colour of its little square.

    Parameters
    ----------
    ab
        (H, W, 2): the colours to hint at.
    draw
        The source of chance.
    where
        (H, W): dots lie where this is above one half; None: anywhere.
    """
    height, width = ab.shape[:2]
    side = int(draw.choice(DOT_SIDES_PX))
    count = int(draw.geometric(LAST_DOT))
    mask = np.zeros((height, width), np.float32)
    places = np.arange(height * width) if where is None else np.flatnonzero(where > 0.5)
    mask.flat[draw.choice(places, count)] = 1
    mask = np.asarray(cv2.dilate(mask, np.ones((side, side), np.uint8)), np.float32)
    near = cv2.blur(ab, (side, side), borderType=cv2.BORDER_REFLECT_101) if side > 1 else ab
    return np.dstack([near * mask[..., None], mask]).astype(np.float32)


def regions(ab: Plane, draw: np.random.Generator) -> Plane:
    """Return a few large soft shapes, as a brush leaves them, in the coarse colours below them."""
    height, width = ab.shape[:2]
    mask = _shapes(height, width, draw)
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


def _vivid(ab: Plane, angle: float) -> Plane:
    """Give colours that are nearly grey a hue: a wish for a grey thing is seldom for another grey.

    Strong colours stay as they are.
    """
    strength = np.linalg.norm(ab, axis=-1, keepdims=True)
    direction = np.array([np.cos(angle), np.sin(angle)], np.float32)
    return np.asarray(ab + direction * np.maximum(0, 25 - strength), np.float32)


def _inside(thing: Plane, ab: Plane, as_dots: bool, draw: np.random.Generator) -> Plane:
    """Hints inside one thing: dots, or the thing brushed over in its mean colour."""
    if as_dots:
        return dots(ab, draw, where=thing if (thing > 0.5).any() else None)
    height, width = thing.shape
    mask = (cv2.erode(thing, np.ones((3, 3), np.uint8)) > 0.5).astype(np.float32)
    if draw.random() < 0.5:  # half of all brush only over a part of it
        part = mask * _shapes(height, width, draw)
        mask = part if part.any() else mask
    if not mask.any():
        return dots(ab, draw)
    colour = ab[mask > 0].mean(axis=0)
    return np.dstack([colour * mask[..., None], mask]).astype(np.float32)


def _shapes(height: int, width: int, draw: np.random.Generator) -> Plane:
    knots = draw.standard_normal((int(draw.integers(3, 12)), int(draw.integers(3, 12))), np.float32)
    noise = cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC)
    return (noise > 0.6 + draw.random()).astype(np.float32)
