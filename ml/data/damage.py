"""Damage as time and hands leave it on prints, laid over a photo, with a map of where it lies.

Each kind is drawn by itself on a plane of its own: how much light it takes or adds, and where. What
real damage has and tidy simulations lack is here on purpose: cracks branch and have a lit and a
shadowed edge, folds lose emulsion in places, stains end in a tide mark, most things are partly
transparent, and all come at many sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.float32]


class Layer(NamedTuple):
    """One kind of damage.

    Attributes
    ----------
    cover
        (H, W), 0..1: how far the damage hides the photo.
    light
        (H, W), 0..1: the grey that it shows there.
    shade
        (H, W), about 0: what it adds to the photo's own grey where it does not hide it.
    """

    cover: Plane
    light: Plane
    shade: Plane


def damage(photo: Plane, draw: np.random.Generator) -> tuple[Plane, Plane]:
    """Lay one to three kinds of damage over a photo.

    Parameters
    ----------
    photo
        (H, W, 3), sRGB, 0..1.
    draw
        The source of chance.

    Returns
    -------
    damaged
        (H, W, 3), sRGB, 0..1.
    where
        (H, W), 0..1: how far each pixel is changed; 1 where nothing of the photo is left.
    """
    height, width = photo.shape[:2]
    where = np.zeros((height, width), np.float32)
    for index in draw.choice(len(KINDS), size=int(draw.integers(1, 4)), replace=False):
        layer = KINDS[index](height, width, draw)
        shaded = np.clip(photo + layer.shade[..., None], 0, 1)
        cover = layer.cover[..., None]
        photo = shaded + cover * (layer.light[..., None] - shaded)
        where = np.maximum(where, np.maximum(layer.cover, np.minimum(1, 4 * abs(layer.shade))))
    return photo.astype(np.float32), where.astype(np.float32)


def cracks(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Branching breaks of the emulsion: bare paper between a lit and a shadowed edge."""
    lines = np.zeros((height, width), np.float32)
    size = max(height, width)
    for _ in range(int(draw.integers(1, 4))):
        start = draw.uniform(0, 1, 2) * (height, width)
        _branch(lines, start, draw.uniform(0, 2 * np.pi), draw.uniform(0.3, 1.0) * size, 3, draw)
    return _broken(lines, draw)


def folds(height: int, width: int, draw: np.random.Generator) -> Layer:
    """One or two nearly straight creases from edge to edge, worn through in places."""
    lines = np.zeros((height, width), np.float32)
    for _ in range(int(draw.integers(1, 3))):
        across = draw.random() < 0.5
        ends = draw.uniform(0.1, 0.9) + draw.normal(0, 0.05, 2)
        first, last = (
            ((0, ends[0] * height), (width, ends[1] * height))
            if across
            else ((ends[0] * width, 0), (ends[1] * width, height))
        )
        thickness = int(draw.integers(1, 1 + max(2, height // 60)))
        one, other = ([int(value) for value in end] for end in (first, last))
        cv2.line(lines, one, other, 1.0, thickness, cv2.LINE_AA)
    worn = np.clip(_clouds(height, width, 12, draw) * 1.5 + 0.4, 0, 1)
    layer = _broken(lines, draw)
    return layer._replace(cover=layer.cover * worn)


def stains(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Dried drops and spills: a little darker or lighter inside, and a tide mark at the edge."""
    blob = _clouds(height, width, int(draw.integers(3, 7)), draw) - draw.uniform(0.6, 1.4)
    inside = 1 / (1 + np.exp(-blob * 12))
    mark = np.exp(-(blob**2) / (2 * draw.uniform(0.03, 0.1) ** 2))
    strength = draw.choice((-1, 1)) * draw.uniform(0.05, 0.2)
    shade = strength * inside - draw.uniform(0.05, 0.25) * mark
    return _shade(shade)


def foxing(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Many small soft spots of mould or rust, dark or pale."""
    return _spots(height, width, draw, count=(5, 60), radius=(0.002, 0.02), cover=(0.2, 0.7))


def dust(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Specks and short hairs, white as on a copied negative or black as on a scanner's glass."""
    specks = _spots(height, width, draw, count=(5, 80), radius=(0.001, 0.006), cover=(0.6, 1.0))
    cover = specks.cover.copy()
    for _ in range(int(draw.integers(0, 6))):
        start = draw.uniform(0, 1, 2) * (height, width)
        _walk(cover, start, draw.uniform(0, 2 * np.pi), 0.15 * height * draw.random(), 0.35, draw)
    return specks._replace(cover=cover)


def scratches(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Fine long lines that run nearly alike, as from a rough sleeve; partly transparent."""
    cover = np.zeros((height, width), np.float32)
    heading = draw.uniform(0, 2 * np.pi)
    for _ in range(int(draw.integers(1, 12))):
        start = draw.uniform(0, 1, 2) * (height, width)
        length = draw.uniform(0.2, 1.2) * height
        _walk(cover, start, heading + draw.normal(0, 0.05), length, 0.01, draw)
    light = np.full_like(cover, draw.choice((0.05, 0.95), p=(0.2, 0.8)))
    return Layer(cover * np.float32(draw.uniform(0.4, 1.0)), light, np.zeros_like(cover))


def torn(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A corner that is gone: bare background beyond a ragged edge with a rim of white paper."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    rows, columns = rows / height, columns / width
    rows = rows if draw.random() < 0.5 else 1 - rows
    columns = columns if draw.random() < 0.5 else 1 - columns
    slope, reach = draw.uniform(0.6, 1.6), draw.uniform(0.1, 0.35)
    edge = rows + slope * columns - reach + 0.03 * _clouds(height, width, 24, draw)
    rim = draw.uniform(0.005, 0.03)
    gone = np.clip(0.5 - edge * height / 2, 0, 1)
    light = np.where(edge > -rim, 0.93, draw.uniform(0, 0.9))
    cover = np.clip(0.5 - (edge - rim) * height / 2, 0, 1)
    return Layer(np.maximum(gone, cover), light.astype(np.float32), np.zeros_like(cover))


def silvering(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A pale shine over the dark parts near the edges."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    inwards = np.minimum.reduce([rows, height - rows, columns, width - columns]) / min(
        height, width
    )
    shine = np.exp(-inwards / draw.uniform(0.05, 0.2)) * np.clip(
        0.6 + 0.5 * _clouds(height, width, 8, draw), 0, 1
    )
    cover = (draw.uniform(0.2, 0.6) * shine).astype(np.float32)
    return Layer(cover, np.full_like(cover, 0.75), np.zeros_like(cover))


KINDS: Final[tuple[Callable[[int, int, np.random.Generator], Layer], ...]] = (
    *(cracks, folds, stains, foxing, dust, scratches, torn, silvering),
)


def _broken(lines: Plane, draw: np.random.Generator) -> Layer:
    """A break along lines: pale inside, light on one side and dark on the other."""
    depth = np.float32(draw.uniform(0.05, 0.3))
    soft = cv2.GaussianBlur(lines, (0, 0), draw.uniform(0.8, 1.6))
    angle = draw.uniform(0, 2 * np.pi)
    slope = np.sin(angle) * cv2.Sobel(soft, cv2.CV_32F, 0, 1) + np.cos(angle) * cv2.Sobel(
        soft, cv2.CV_32F, 1, 0
    )
    cover = lines * np.float32(draw.uniform(0.4, 1.0))
    light = np.full_like(lines, draw.uniform(0.75, 1.0))
    return Layer(cover, light, np.asarray(depth * slope * (1 - lines), np.float32))


def _branch(
    lines: Plane,
    start: NDArray[np.float64],
    heading: float,
    length: float,
    depth: int,
    draw: np.random.Generator,
) -> None:
    """Draw a crooked line that forks a few times."""
    width = round(depth * len(lines) / 300)
    end, heading = _walk(lines, start, heading, length / 2, 0.25, draw, width=width)
    if depth and length > 8:
        for turn in draw.normal(0, 0.7, int(draw.integers(1, 3))):
            _branch(lines, end, heading + turn, length / 2, depth - 1, draw)


def _walk(
    lines: Plane,
    start: NDArray[np.float64],
    heading: float,
    length: float,
    wander: float,
    draw: np.random.Generator,
    width: int = 1,
) -> tuple[NDArray[np.float64], float]:
    """Draw a line whose heading wanders; return where it ends, and where it was heading."""
    here = np.asarray(start, np.float64)
    for _ in range(max(2, int(length / 3))):
        heading += draw.normal(0, wander)
        there = here + 3 * np.array([np.sin(heading), np.cos(heading)])
        one, other = ([int(point[1]), int(point[0])] for point in (here, there))
        cv2.line(lines, one, other, 1.0, max(1, width), cv2.LINE_AA)
        here = there
    return here, heading


def _spots(
    height: int,
    width: int,
    draw: np.random.Generator,
    *,
    count: tuple[int, int],
    radius: tuple[float, float],
    cover: tuple[float, float],
) -> Layer:
    """Round soft spots of one tone, their radius a share of the photo's height."""
    spots = np.zeros((height, width), np.float32)
    for _ in range(int(draw.integers(*count))):
        centre = (int(draw.integers(width)), int(draw.integers(height)))
        axes = np.maximum(1, height * draw.uniform(*radius) * draw.uniform(0.6, 1.4, 2))
        axes_px = (int(axes[0]), int(axes[1]))
        strength = draw.uniform(*cover)
        cv2.ellipse(spots, centre, axes_px, draw.uniform(0, 180), 0, 360, strength, -1, cv2.LINE_AA)
    soft = cv2.GaussianBlur(spots, (0, 0), draw.uniform(0.4, 1.0))
    light = np.full_like(spots, draw.choice((0.1, 0.3, 0.95)))
    return Layer(np.asarray(soft, np.float32), light, np.zeros_like(spots))


def _shade(shade: NDArray[np.floating]) -> Layer:
    nothing = np.zeros(shade.shape, np.float32)
    return Layer(nothing, nothing, shade.astype(np.float32))


def _clouds(height: int, width: int, knots: int, draw: np.random.Generator) -> Plane:
    """Smooth noise of mean 0 and deviation about 1, with so many hills across."""
    coarse = draw.standard_normal((knots, knots), np.float32)
    return np.asarray(
        cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32
    )
