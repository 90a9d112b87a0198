"""Damage as time and hands leave it on prints, laid over a photo, with a map of where it lies.

Each kind is drawn by itself on a plane of its own: how much light it takes or adds, and where. What
real damage has and tidy simulations lack is here on purpose: cracks branch, change their width,
chip at their sides and show two white rims about a dark core; creases lose emulsion in places;
stains end in a tide mark; most things are partly transparent; and all come at many sizes. Most
lines are bands about a drawn path: the distance to the path, held against a ragged width.

Sizes are in pixels, so that planes of any size show damage as scans of prints do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.float32]
Points: TypeAlias = NDArray[np.float64]
"""(count, 2): a path, row before column."""
Dye: TypeAlias = tuple[float, float, float]

GREY: Final[Dye] = (1.0, 1.0, 1.0)


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
    veil
        (H, W), about 0, or None: a broad even tone that it adds besides, which is seen but is
        nothing to be filled.
    dye
        What it adds, and the dark of what it shows, for red, green and blue; 1 is grey.
    """

    cover: Plane
    light: Plane
    shade: Plane
    veil: Plane | None = None
    dye: Dye = GREY


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
        photo = lay(photo, layer)
        shade = np.abs(layer.shade) if layer.veil is None else np.abs(layer.shade + layer.veil)
        where = np.maximum(where, np.maximum(layer.cover, np.minimum(1, 4 * shade)))
    return photo.astype(np.float32), where.astype(np.float32)


def lay(photo: Plane, layer: Layer, *, veiled: bool = True) -> Plane:
    """Lay one layer over a photo, with its veil or without."""
    dye = np.array(layer.dye, np.float32)
    shade = layer.shade if layer.veil is None or not veiled else layer.shade + layer.veil
    shaded = np.clip(photo + shade[..., None] * dye, 0, 1)
    shown = np.clip(1 - (1 - layer.light[..., None]) * dye, 0, 1)
    return np.asarray(shaded + layer.cover[..., None] * (shown - shaded), np.float32)


def veil(photo: Plane, layer: Layer) -> Plane:
    """Lay over a photo what of a layer is nothing to be filled."""
    if layer.veil is None:
        return photo
    dye = np.array(layer.dye, np.float32)
    return np.asarray(np.clip(photo + layer.veil[..., None] * dye, 0, 1), np.float32)


def cracks(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Branching breaks of the emulsion: bare paper, chipped sides, here and there a dark core."""
    paths: list[tuple[Points, float]] = []
    size = max(height, width)
    thick = np.exp(draw.uniform(np.log(0.7), np.log(5.0)))
    for _ in range(int(draw.integers(1, 4))):
        start = draw.uniform(-0.05, 1.05, 2) * (height, width)
        length = draw.uniform(0.15, 1.1) * size
        _branch(paths, start, draw.uniform(0, 2 * np.pi), length, thick, 3, draw)
    return _broken(height, width, paths, draw)


def creases(height: int, width: int, draw: np.random.Generator) -> Layer:
    """One to three nearly straight folds from edge to edge, worn through in places."""
    paths: list[tuple[Points, float]] = []
    thick = np.exp(draw.uniform(np.log(0.6), np.log(4.0)))
    for _ in range(int(draw.integers(1, 4))):
        middle, angle = draw.uniform(0.1, 0.9, 2) * (height, width), _slope(draw)
        reach = draw.uniform(0.3, 2.0) * max(height, width)
        heading = np.array([np.sin(angle), np.cos(angle)])
        along = np.linspace(-reach, reach, 40)[:, None] / 2
        bend = draw.normal(0, 0.15, (40, 1)).cumsum(0) * draw.uniform(0, 1)
        paths.append((middle + along * heading + bend * heading[::-1] * (1, -1), thick))
    return _broken(height, width, paths, draw, worn=draw.uniform(-0.2, 0.9))


def water_edges(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Dried drops and spills: an even tone inside, and a tide mark at the edge."""
    blob = _clouds(height, width, int(draw.integers(2, 6)), draw) - draw.uniform(0.2, 1.4)
    blob += draw.uniform(0.02, 0.1) * _clouds(height, width, max(4, height // 10), draw)
    slope = np.hypot(cv2.Sobel(blob, cv2.CV_32F, 0, 1), cv2.Sobel(blob, cv2.CV_32F, 1, 0)) / 8
    away = blob / np.maximum(slope, 1e-4)  # pixels from the edge, about
    one_side = np.where(away > 0, draw.uniform(2, 8), draw.uniform(0.6, 1.5))
    mark = np.exp(-((away / one_side) ** 2)) * np.clip(0.8 + _clouds(height, width, 8, draw), 0, 1)
    strength = draw.choice((-1, -1, 1)) * draw.uniform(0.02, 0.12)
    inside = strength / (1 + np.exp(-np.clip(away / 4, -20, 20)))
    shade = -draw.uniform(0.08, 0.35) * mark
    return _shade(shade, veil=inside, dye=_brown(draw))


def foxing(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Soft brown spots of rust, small and large, often in company."""
    spots = _spots(height, width, draw, count=(5, 60), radius=(0.8, 6.0), soft=(0.6, 2.2))
    return _shade(-draw.uniform(0.1, 0.4) * spots, dye=_brown(draw))


def mould(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Colonies: crowds of fine spots, pale or dark, thick in the middle and thin outwards."""
    crowd = np.clip(_clouds(height, width, int(draw.integers(2, 5)), draw) - 0.3, 0, 1)
    knots = max(4, int(height / draw.uniform(2.5, 7)))
    grains = _clouds(height, width, knots, draw) + draw.uniform(-1.2, -0.3)
    cover = np.clip(2.5 * grains * crowd, 0, 1) * draw.uniform(0.4, 0.95)
    light = np.full_like(cover, draw.choice((0.15, 0.3, 0.85)))
    return _cover(cover, light, dye=_brown(draw) if draw.random() < 0.5 else GREY)


def fingerprints(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Ridges of a finger, whorled, broken, stronger where it pressed."""
    spacing = draw.uniform(4.0, 9.0)
    rows, columns = _grid(height, width)
    row, column = draw.uniform(0.1, 0.9, 2) * (height, width)
    angle, longer = draw.uniform(0, np.pi), draw.uniform(1.2, 1.8)
    down = (rows - row) * np.cos(angle) - (columns - column) * np.sin(angle)
    across = (rows - row) * np.sin(angle) + (columns - column) * np.cos(angle)
    away = np.hypot(down / longer, across)
    core = np.hypot(down / longer + draw.uniform(-10, 10), across) + 3 * _clouds(
        height, width, max(3, height // 30), draw
    )
    ridges = np.sin(2 * np.pi * core / spacing)
    pores = _clouds(height, width, max(4, int(height / 3)), draw)
    pressed = 1 / (1 + np.exp((away - draw.uniform(5, 9) * spacing) / 4))
    pressed *= np.clip(0.7 + 0.5 * _clouds(height, width, max(3, height // 25), draw), 0, 1)
    cover = np.clip(2 * ridges + 0.5 * pores, 0, 1) * pressed * draw.uniform(0.25, 0.7)
    return _cover(cover, np.full_like(cover, draw.choice((0.1, 0.2, 0.85, 0.95))))


def dust(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Sharp specks of any outline; white as on a copied negative, dark as on a scanner's glass."""
    few = draw.random() < 0.5
    count = (2, 25) if few else (20, 160)
    radius = (0.5, 3.0) if few else (0.4, 1.4)
    cover = _spots(height, width, draw, count=count, radius=radius, soft=(0.3, 0.6))
    light = np.full_like(cover, draw.choice((0.05, 0.9, 0.97)))
    return _cover(cover * draw.uniform(0.6, 1.0), light)


def hairs(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Hairs and threads of cloth: thin curls of one width."""
    cover = np.zeros((height, width), np.float32)
    thick = draw.uniform(0.3, 1.3)
    for _ in range(int(draw.integers(1, 6))):
        start = draw.uniform(0, 1, 2) * (height, width)
        length = draw.uniform(8, 130)
        turn = draw.normal(0, 0.035) + draw.normal(0, 0.03, 64).cumsum() / 3
        path = _walk(start, draw.uniform(0, 2 * np.pi) + turn.cumsum(), length / 64)
        cover = np.maximum(cover, _band(_away(height, width, [path]), thick))
    light = np.full_like(cover, draw.choice((0.05, 0.1, 0.9, 0.97)))
    return _cover(cover * draw.uniform(0.5, 1.0), light)


def scratches(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Fine long lines, light or dark, straight or wavering, alone or alike, partly transparent."""
    cover = np.zeros((height, width), np.float32)
    heading, wander = _slope(draw), draw.choice((0.0, 0.01, 0.05))
    alike, thick = draw.random() < 0.7, np.exp(draw.uniform(np.log(0.3), np.log(1.6)))
    for _ in range(int(draw.choice((1, 2, 3, 6, 14)))):
        own = heading + draw.normal(0, 0.04) if alike else draw.uniform(0, 2 * np.pi)
        length = np.exp(draw.uniform(np.log(10), np.log(2.0 * height)))
        start = draw.uniform(0, 1, 2) * (height, width) - length / 2 * _ahead(own)
        path = _walk(start, own + draw.normal(0, wander, 40).cumsum(), length / 40)
        paths = [path]
        if draw.random() < 0.2:  # doubled: two grains of sand in one sleeve
            paths.append(path + draw.uniform(2.5, 6) * _ahead(own + np.pi / 2))
        line = _band(_away(height, width, paths), thick * draw.uniform(0.6, 1.4))
        cover = np.maximum(cover, line * draw.uniform(0.4, 1.0))
    gaps = np.clip(_clouds(height, width, max(4, height // 12), draw) + draw.uniform(0, 2.5), 0, 1)
    light = np.full_like(cover, draw.choice((0.03, 0.12, 0.85, 0.97), p=(0.15, 0.1, 0.3, 0.45)))
    return _cover(cover * gaps, light)


def scuffs(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Rubbed places: crowds of short fine lines and chips, as where prints lay on prints."""
    crowd = np.clip(_clouds(height, width, int(draw.integers(2, 5)), draw), 0, 1)
    angle = draw.uniform(0, np.pi)
    noise = draw.standard_normal((height, width), np.float32)
    length = int(draw.integers(3, 22))
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    end = (_ahead(angle) * length).round().astype(int)
    one, other = ((length - int(s * end[1]), length - int(s * end[0])) for s in (1, -1))
    cv2.line(kernel, one, other, 1.0, 1)
    streaks = cv2.filter2D(noise, -1, kernel / np.sqrt(kernel.sum()), borderType=cv2.BORDER_REFLECT)
    cover = np.clip(2 * (streaks + crowd - draw.uniform(1.9, 2.6)), 0, 1) * (crowd > 0.02)
    light = np.full_like(cover, draw.choice((0.1, 0.85, 0.97)))
    return _cover(cover * draw.uniform(0.6, 1.0), light)


def missing_emulsion(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Flakes that have come off: bare paper or dark ground, a lit and a dark edge."""
    knots = max(3, int(height / draw.uniform(8, 60)))
    blob = _clouds(height, width, knots, draw) + 0.3 * _clouds(height, width, 4 * knots, draw)
    where = _clouds(height, width, 3, draw) - draw.uniform(0.2, 1.2)
    cover = np.clip(4 * (blob - draw.uniform(1.0, 1.9) + np.minimum(where, 0.5)) + 0.5, 0, 1)
    tone = draw.uniform(0.75, 1.0) if draw.random() < 0.75 else draw.uniform(0.0, 0.2)
    light = tone + 0.03 * _clouds(height, width, max(4, height // 4), draw)
    return Layer(_plane(cover), _plane(light), _relief(_plane(cover), draw))


def torn(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A corner or a side that is gone: bare ground beyond a ragged edge with a rim of paper."""
    rows, columns = _grid(height, width)
    angle = draw.uniform(0, 2 * np.pi)
    inwards = (rows - height / 2) * np.sin(angle) + (columns - width / 2) * np.cos(angle)
    edge = inwards + draw.uniform(0.25, 0.62) * min(height, width)
    edge += draw.uniform(1, 5) * _clouds(height, width, max(3, height // 30), draw)
    edge += draw.uniform(0.3, 1.5) * _clouds(height, width, max(4, height // 5), draw)
    rim = draw.uniform(0, 9) * (1 + 0.4 * _clouds(height, width, max(3, height // 16), draw))
    cover = np.clip(rim - edge + 0.5, 0, 1)
    ground = draw.uniform(0, 0.25) if draw.random() < 0.6 else draw.uniform(0.3, 1.0)
    light = np.where(edge > 0, draw.uniform(0.85, 1.0), ground)
    return Layer(_plane(cover), _plane(light), _relief(_plane(cover), draw))


def scraped(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Corners and sides worn to the paper: white nibbles that reach inwards from the edge."""
    rows, columns = _grid(height, width)
    border = draw.uniform(-2, 14, 4) + np.where(draw.random(4) < 0.5, -60, 0)
    sides = (rows, height - 1 - rows, columns, width - 1 - columns)
    inwards = np.minimum.reduce([side - out for side, out in zip(sides, border, strict=True)])
    depth = draw.uniform(1, 8) * (0.3 + _clouds(height, width, max(3, height // 24), draw))
    depth += draw.uniform(0.5, 3) * _clouds(height, width, max(4, height // 6), draw)
    cover = np.clip(depth - inwards + 0.5, 0, 1)
    light = np.full_like(cover, draw.uniform(0.8, 1.0))
    light += 0.04 * _clouds(height, width, max(4, height // 3), draw)
    return Layer(_plane(cover), _plane(light), _relief(_plane(cover), draw))


def tape(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A strip of yellowed tape: a pale or brown band with straight long sides and torn ends."""
    rows, columns = _grid(height, width)
    angle, (row, column) = _slope(draw), draw.uniform(0, 1, 2) * (height, width)
    along = (rows - row) * np.sin(angle) + (columns - column) * np.cos(angle)
    across = (rows - row) * np.cos(angle) - (columns - column) * np.sin(angle)
    ragged = 2 * _clouds(height, width, max(4, height // 6), draw)
    half, reach = draw.uniform(7, 28), draw.uniform(25, 200)
    inside = np.minimum(half - np.abs(across), reach - np.abs(along) + ragged)
    cover = np.clip(inside + 0.5, 0, 1) * draw.uniform(0.15, 0.6)
    cover *= np.clip(0.9 + 0.25 * _clouds(height, width, max(3, height // 20), draw), 0, 1)
    rim = np.exp(-((inside / 1.5) ** 2)) * draw.uniform(0, 0.2)
    light = np.full_like(cover, draw.uniform(0.45, 0.9))
    return Layer(_plane(cover), light, _plane(-rim), dye=_brown(draw))


def pinholes(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Round holes of pins and insects: dark, or white ground, with a raised rim of paper."""
    hole = np.zeros((height, width), np.float32)
    rim = np.zeros_like(hole)
    for _ in range(int(draw.integers(1, 8))):
        centre = draw.uniform(0, 1, 2) * (height, width)
        radius = np.exp(draw.uniform(np.log(1.0), np.log(6.0)))
        rows, columns = _grid(height, width)
        away = np.hypot(rows - centre[0], (columns - centre[1]) * draw.uniform(0.8, 1.25))
        hole = np.maximum(hole, np.clip(radius - away + 0.5, 0, 1))
        rim = np.maximum(rim, np.clip(1.5 - np.abs(away - radius - 1), 0, 1))
    light = np.where(hole > 0.3, draw.choice((0.02, 0.1, 0.95)), 0.92)
    cover = np.maximum(hole, rim * draw.uniform(0, 0.8))
    return Layer(_plane(cover), _plane(light), np.zeros_like(hole))


def ink(height: int, width: int, draw: np.random.Generator) -> Layer:
    """Strokes and blots of a pen: dark blue, black or red."""
    cover = np.zeros((height, width), np.float32)
    dye = ((1.0, 0.85, 0.5), (1.0, 1.0, 1.0), (0.5, 1.0, 0.9))[int(draw.integers(3))]
    thick, heading = draw.uniform(0.6, 2.6), _slope(draw)
    start = draw.uniform(0.1, 0.9, 2) * (height, width)
    for _ in range(int(draw.integers(1, 7))):
        turn = draw.normal(0, 0.5) + draw.normal(0, draw.uniform(0.05, 0.4), 48).cumsum()
        path = _walk(start, heading + turn, draw.uniform(0.3, 2.2))
        pressed = thick * np.clip(1 + 0.3 * _clouds(height, width, 10, draw), 0.4, 2)
        cover = np.maximum(cover, _band(_away(height, width, [path]), pressed))
        start = path[-1] + draw.normal(0, 6, 2)
    if draw.random() < 0.4:
        blot = _spots(height, width, draw, count=(1, 5), radius=(2, 9), soft=(0.4, 0.8))
        cover = np.maximum(cover, blot)
    light = np.full_like(cover, draw.uniform(0.0, 0.25))
    return _cover(cover * draw.uniform(0.6, 1.0), light, dye=dye)


def perforation(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A row of like holes, as punched or sewn through a sheet, or along the side of a film."""
    cover = np.zeros((height, width), np.float32)
    half = draw.uniform(1.5, 7.0, 2)
    round_ = draw.random() < 0.5
    step, angle = draw.uniform(1.6, 3.5) * 2 * half.max(), _slope(draw)
    place = draw.uniform(0, 1, 2) * (height, width)
    rows, columns = _grid(height, width)
    for number in range(-14, 15):
        row, column = place + number * step * _ahead(angle)
        if not (-20 < row < height + 20 and -20 < column < width + 20):
            continue
        along = (rows - row) * np.sin(angle) + (columns - column) * np.cos(angle)
        across = (rows - row) * np.cos(angle) - (columns - column) * np.sin(angle)
        if round_:
            inside = half[0] - np.hypot(along, across)
        else:
            inside = np.minimum(half[0] - np.abs(along), half[1] - np.abs(across))
        cover = np.maximum(cover, np.clip(inside + 0.5, 0, 1))
    light = np.full_like(cover, draw.choice((0.02, 0.08, 0.97)))
    return Layer(_plane(cover), light, _relief(_plane(cover), draw))


def silvering(height: int, width: int, draw: np.random.Generator) -> Layer:
    """A pale shine over the parts near the edges; nothing to be filled."""
    rows, columns = _grid(height, width)
    inwards = np.minimum.reduce([rows, height - rows, columns, width - columns]) / min(
        height, width
    )
    shine = np.exp(-inwards / draw.uniform(0.05, 0.2)) * np.clip(
        0.6 + 0.5 * _clouds(height, width, 8, draw), 0, 1
    )
    return _shade(np.zeros_like(rows), veil=draw.uniform(0.1, 0.4) * shine)


Kind: TypeAlias = Callable[[int, int, np.random.Generator], Layer]

FILLABLE: Final[tuple[Kind, ...]] = (
    *(cracks, creases, scratches, hairs, dust, fingerprints, tape, foxing, mould, water_edges),
    *(scraped, torn, missing_emulsion, scuffs, pinholes, ink, perforation),
)
"""What leaves something to be filled."""

KINDS: Final[tuple[Kind, ...]] = (*FILLABLE, silvering)


def _broken(
    height: int,
    width: int,
    paths: list[tuple[Points, float]],
    draw: np.random.Generator,
    *,
    worn: float = 2.0,
) -> Layer:
    """A break along paths: ragged bare paper, a dark core in places, a lit and a shadowed side.

    `worn` is how much of it is open: at 2 all, below 0 hardly anything but the relief.
    """
    cover = np.zeros((height, width), np.float32)
    core, trace = cover.copy(), cover.copy()
    chips = draw.uniform(0.2, 0.7) * _clouds(height, width, max(4, height // 5), draw)
    chips += draw.uniform(0.2, 0.6) * _clouds(height, width, max(3, height // 16), draw)
    open_ = np.clip(_clouds(height, width, max(3, height // 16), draw) + worn, 0, 1)
    doubled, cored = draw.random() < 0.3, draw.random() < 0.5
    split = np.clip(_clouds(height, width, max(3, height // 20), draw) + 0.2, 0, 1)
    for thick in sorted({thick for _, thick in paths}):
        away = _away(height, width, [path for path, own in paths if own == thick])
        band = _band(away, thick * (1 + chips) * (0.3 + 0.7 * open_))
        if doubled and thick > 1.2:  # the photo shows between two white rims
            band *= 1 - 0.9 * _band(away, 0.45 * thick) * split
        cover = np.maximum(cover, band * open_)
        trace = np.maximum(trace, np.exp(-((away / (thick + 0.8)) ** 2)))
        if cored:
            core = np.maximum(core, _band(away, 0.3 * thick + 0.2) * split)
    white = draw.uniform(0.72, 1.0) + 0.05 * _clouds(height, width, max(4, height // 3), draw)
    light = white * (1 - core * draw.uniform(0.4, 0.95))
    if draw.random() < 0.08:
        light = light * draw.uniform(0, 0.3)
    shade = _relief(_plane(trace), draw) * np.float32(draw.uniform(0.5, 1.5))
    return Layer(_plane(cover * draw.uniform(0.6, 1.0)), _plane(np.clip(light, 0, 1)), shade)


def _branch(
    paths: list[tuple[Points, float]],
    start: Points,
    heading: float,
    length: float,
    thick: float,
    depth: int,
    draw: np.random.Generator,
) -> None:
    """Add a crooked path that forks a few times, ever thinner."""
    count = max(3, int(length / 4))
    wander = draw.choice((0.05, 0.15, 0.35))
    # The heading swings about one direction: cracks are crooked, but they get somewhere.
    headings = (
        heading + draw.normal(0, wander, count).cumsum() * 0.4 + draw.normal(0, wander, count)
    )
    path = _walk(start, headings, 4.0)
    paths.append((path, thick))
    if depth and length > 12:
        for turn in draw.choice((-1, 1), int(draw.integers(0, 3))) * draw.uniform(0.3, 1.4):
            at = int(draw.integers(len(path) // 4, len(path)))
            shorter = length * draw.uniform(0.2, 0.7)
            _branch(paths, path[at], heading + turn, shorter, thick * 0.7, depth - 1, draw)


def _walk(start: Points, headings: NDArray[np.float64], step: float) -> Points:
    """The path of so many steps from a start."""
    steps = step * np.stack([np.sin(headings), np.cos(headings)], -1)
    return np.asarray(np.concatenate([start[None], start + steps.cumsum(0)]))


def _away(height: int, width: int, paths: list[Points]) -> Plane:
    """Pixels from the nearest of some paths."""
    free = np.full((height, width), 255, np.uint8)
    fixed = [np.rint(path[:, None, ::-1] * 16).astype(np.int32) for path in paths]
    cv2.polylines(free, fixed, False, 0, 1, cv2.LINE_8, shift=4)
    if free.all():
        return np.full((height, width), 1e3, np.float32)
    return np.asarray(cv2.distanceTransform(free, cv2.DIST_L2, 5), np.float32)


def _band(away: Plane, half: float | Plane) -> Plane:
    """1 within so many pixels of a path, 0 beyond; bands thinner than a pixel are faint."""
    return np.asarray(np.clip(half - away + 0.5, 0, 1), np.float32)


def _relief(heights: Plane, draw: np.random.Generator) -> Plane:
    """Light on one side of what stands up, and shadow on the other."""
    soft = cv2.GaussianBlur(heights, (0, 0), draw.uniform(0.6, 1.4))
    angle, depth = draw.uniform(0, 2 * np.pi), draw.uniform(0.0, 0.12)
    slope = np.sin(angle) * cv2.Sobel(soft, cv2.CV_32F, 0, 1) + np.cos(angle) * cv2.Sobel(
        soft, cv2.CV_32F, 1, 0
    )
    return np.asarray(depth * slope, np.float32)


def _spots(
    height: int,
    width: int,
    draw: np.random.Generator,
    *,
    count: tuple[int, int],
    radius: tuple[float, float],
    soft: tuple[float, float],
) -> Plane:
    """Blots of any outline, small ones oftener than large ones; radius and softness in pixels."""
    spots = np.zeros((height, width), np.float32)
    for _ in range(int(draw.integers(*count))):
        centre = draw.uniform(0, 1, 2) * (width, height)
        own = radius[0] * (radius[1] / radius[0]) ** (draw.random() ** 1.7)
        angles = np.linspace(0, 2 * np.pi, 9)[:-1]
        reach = own * np.exp(draw.normal(0, 0.25, 8)) * (1 + 0.3 * np.cos(angles * 2))
        outline = centre + np.stack([np.cos(angles), np.sin(angles)], -1) * reach[:, None]
        fixed = np.rint(outline * 16).astype(np.int32)
        cv2.fillPoly(spots, [fixed], float(draw.uniform(0.5, 1.0)), cv2.LINE_AA, 4)
    return np.asarray(cv2.GaussianBlur(spots, (0, 0), draw.uniform(*soft)), np.float32)


def _brown(draw: np.random.Generator) -> Dye:
    """The dye of rust, tea and old glue: it takes blue more than red."""
    strength = draw.uniform(0.2, 1.0)
    return 1 - 0.5 * strength, 1.0, 1 + 0.4 * strength


def _slope(draw: np.random.Generator) -> float:
    """A heading: upright and level ones as often as all others."""
    if draw.random() < 0.5:
        return float(draw.choice((0, np.pi / 2)) + draw.normal(0, 0.06))
    return float(draw.uniform(0, np.pi))


def _ahead(heading: float) -> Points:
    return np.array([np.sin(heading), np.cos(heading)])


def _cover(cover: NDArray[np.floating], light: Plane, *, dye: Dye = GREY) -> Layer:
    return Layer(_plane(cover), _plane(light), np.zeros(cover.shape, np.float32), dye=dye)


def _shade(
    shade: NDArray[np.floating], *, veil: NDArray[np.floating] | None = None, dye: Dye = GREY
) -> Layer:
    nothing = np.zeros(shade.shape, np.float32)
    veiled = None if veil is None else _plane(veil)
    return Layer(nothing, nothing, _plane(shade), veiled, dye)


def _plane(values: NDArray[np.floating]) -> Plane:
    return np.asarray(values, np.float32)


def _grid(height: int, width: int) -> tuple[Plane, Plane]:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return rows, columns


def _clouds(height: int, width: int, knots: int, draw: np.random.Generator) -> Plane:
    """Smooth noise of mean 0 and deviation about 1, with so many hills from top to bottom."""
    across = max(2, round(knots * width / height))
    coarse = draw.standard_normal((max(2, knots), across), np.float32)
    return np.asarray(
        cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32
    )
