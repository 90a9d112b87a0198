"""Damage to measure repair on, drawn in other ways than that which the networks learn from.

Outlines are drawn four times too large and shrunk, where `ml.data.damage` holds distances against
noise; cracks break by moving midpoints, fingerprints grow out of noise by filters that follow a
field of directions, stains end at the outline of a blob of waves. Prints are made by
`ml.data.film`, whose emulsions and papers the networks have not seen either.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.film import photograph, random_film

Image: TypeAlias = NDArray[np.float32]
Plane: TypeAlias = NDArray[np.float32]
Random: TypeAlias = np.random.Generator
Points: TypeAlias = NDArray[np.float64]

VISIBLE: Final = 0.05
"""Damaged is what damage changes by more than this in a channel, before grain and JPEG."""

_FINE = 4


class Mark(NamedTuple):
    """What a kind of damage does: opacity, the colour that it shows, and what it adds."""

    opacity: Plane
    colour: Image
    added: Image


class Worn(NamedTuple):
    """A worn print, the same whole, and where they differ visibly."""

    shown: Image
    whole: Image
    where: NDArray[np.bool_]
    thick_cracks: NDArray[np.bool_]
    """Of cracks alone: where they are wider than 2 px."""


def _sheet(size: int) -> NDArray[np.uint8]:
    return np.zeros((size * _FINE, size * _FINE), np.uint8)


def _small(sheet: NDArray[np.uint8]) -> Plane:
    side = sheet.shape[0] // _FINE
    small = cv2.resize(sheet, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / 255


def _fixed(points: Points) -> NDArray[np.int32]:
    """Points in pixels of the print, x before y, on the large sheet."""
    return np.rint(points * _FINE).astype(np.int32)[:, None]


def _flat(size: int, tone: float | tuple[float, float, float]) -> Image:
    return np.broadcast_to(np.asarray(tone, np.float32), (size, size, 3)).astype(np.float32)


def _mark(opacity: Plane, tone: float | tuple[float, float, float] | Image) -> Mark:
    size = opacity.shape[0]
    colour = tone if isinstance(tone, np.ndarray) else _flat(size, tone)
    return Mark(opacity, colour, np.zeros((size, size, 3), np.float32))


def _jagged(one: Points, other: Points, rough: float, rng: Random) -> Points:
    """A broken line: midpoints are moved aside, and the halves broken again."""
    points = np.stack([one, other])
    while np.hypot(*(points[1] - points[0])) > 4:
        steps = points[1:] - points[:-1]
        aside = np.stack([-steps[:, 1], steps[:, 0]], 1) * rng.normal(0, rough, (len(steps), 1))
        middles = (points[1:] + points[:-1]) / 2 + aside
        points = np.insert(points, np.arange(1, len(points)), middles, axis=0)
    return points


def _curve(rng: Random, size: int, reach: float) -> Points:
    """A cubic Bézier curve somewhere on the print."""
    knots = rng.uniform(0, size, 2) + rng.normal(0, reach, (4, 2)).cumsum(0)
    t = np.linspace(0, 1, 80)[:, None]
    weights = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    return np.asarray(weights @ knots)


def _somewhere(rng: Random, size: int) -> Points:
    return rng.uniform(0, size, 2)


def _border_point(rng: Random, size: int) -> Points:
    side, place = rng.integers(4), rng.uniform(0, size)
    return np.array([(place, 0), (place, size), (0, place), (size, place)][side], np.float64)


def crack(size: int, rng: Random) -> Mark:
    """Breaks from side to side with branches; slivers of white paper, a dark line in some."""
    sheet, dark = _sheet(size), _sheet(size)
    thick = rng.uniform(1.0, 7.0)

    def broken(one: Points, other: Points, wide: float, depth: int) -> None:
        line = _jagged(one, other, rng.uniform(0.05, 0.18), rng)
        for start, end in pairwise(line):
            own = max(1, round(_FINE * wide * rng.uniform(0.4, 1.3)))
            cv2.line(sheet, *(_fixed(p[None])[0, 0].tolist() for p in (start, end)), 255, own)
        if wide > 2 and rng.random() < 0.5:
            half = len(line) // 2
            cv2.polylines(dark, [_fixed(line[:half])], False, 255, max(1, int(_FINE * wide / 4)))
        for _ in range(int(rng.integers(0, 3)) if depth else 0):
            begin = line[int(rng.integers(len(line)))]
            goal = begin + rng.normal(0, size / 4, 2)
            broken(begin, goal, wide * rng.uniform(0.4, 0.8), depth - 1)

    for _ in range(int(rng.integers(1, 3))):
        other = _border_point(rng, size) if rng.random() < 0.5 else _somewhere(rng, size)
        broken(_border_point(rng, size), other, thick, 2)
    paper = _flat(size, float(rng.uniform(0.75, 1.0)))
    colour = paper * (1 - 0.8 * _small(dark)[..., None])
    return _mark(_small(sheet) * np.float32(rng.uniform(0.75, 1)), colour)


def crease(size: int, rng: Random) -> Mark:
    """A straight fold across the print: pale dashes of all lengths, and a shadow beside."""
    sheet = _sheet(size)
    one = _border_point(rng, size)
    other = size - one + rng.normal(0, size / 8, 2)
    along = np.linspace(0, 1, 4 * size)[:, None]
    line = one + along * (other - one)
    worn = np.convolve(rng.normal(0, 1, 4 * size), np.hanning(25), "same")
    worn = worn / worn.std() + rng.uniform(0, 1.5)
    for point, wear in zip(line, worn, strict=True):
        if wear > 0:
            radius = max(1, round(_FINE * rng.uniform(0.3, 0.8) * min(2.5, 0.5 + wear)))
            cv2.circle(sheet, _fixed(point[None])[0, 0].tolist(), radius, 255, -1)
    shadow = _sheet(size)
    cv2.line(shadow, *(_fixed(p[None] + 1.5)[0, 0].tolist() for p in (one, other)), 255, 5)
    mark = _mark(_small(sheet) * np.float32(rng.uniform(0.6, 1)), float(rng.uniform(0.75, 1)))
    dim = -rng.uniform(0, 0.15) * cv2.GaussianBlur(_small(shadow), (0, 0), 1)[..., None]
    return mark._replace(added=np.repeat(dim, 3, -1).astype(np.float32))


def scratch(size: int, rng: Random) -> Mark:
    """Arcs and lines of one or two strokes, light or dark."""
    sheet = _sheet(size)
    for _ in range(int(rng.integers(1, 7))):
        path = _curve(rng, size, size / 4 if rng.random() < 0.5 else size / 12)
        if rng.random() < 0.5:
            path = path[[0, -1]]
        wide = int(rng.integers(2, 8))
        cv2.polylines(sheet, [_fixed(path)], False, int(rng.integers(120, 256)), wide)
        if rng.random() < 0.3:
            beside = path + rng.uniform(2, 4)
            cv2.polylines(sheet, [_fixed(beside)], False, int(rng.integers(120, 256)), wide)
    return _mark(_small(sheet), float(rng.choice((0.05, 0.85, 1.0, 1.0))))


def hair(size: int, rng: Random) -> Mark:
    """Curls of one width."""
    sheet = _sheet(size)
    for _ in range(int(rng.integers(1, 5))):
        path = _curve(rng, size, rng.uniform(6, 30))
        cv2.polylines(sheet, [_fixed(path)], False, 255, int(rng.integers(3, 9)), cv2.LINE_AA)
    return _mark(_small(sheet) * np.float32(rng.uniform(0.6, 1)), float(rng.choice((0.05, 0.95))))


def dust(size: int, rng: Random) -> Mark:
    """Specks: triangles, splinters and crumbs."""
    sheet = _sheet(size)
    for _ in range(int(rng.integers(8, 90))):
        reach = rng.gamma(2.0, 0.6) + 0.6
        outline = _somewhere(rng, size) + rng.normal(0, reach, (int(rng.integers(3, 7)), 2))
        cv2.fillConvexPoly(sheet, cv2.convexHull(_fixed(outline)), int(rng.integers(150, 256)))
    return _mark(_small(sheet), float(rng.choice((0.05, 0.93, 1.0))))


def fingerprint(size: int, rng: Random) -> Mark:
    """Ridges out of noise, by filters along a loop's directions."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    cx, cy = rng.uniform(0.25, 0.75, 2) * size
    turn = rng.uniform(0, np.pi)
    direction = 0.5 * (np.arctan2(y - cy, x - cx) - np.arctan2(y - cy - 20, x - cx - 8)) + turn
    spacing, ridges = rng.uniform(5, 8), rng.standard_normal((size, size)).astype(np.float32)
    steps = np.arange(12) * np.pi / 12
    for _ in range(3):
        banks = [
            cv2.filter2D(
                ridges, -1, cv2.getGaborKernel((21, 21), 3.5, step + np.pi / 2, spacing, 0.6, 0)
            )
            for step in steps
        ]
        index = np.rint((direction % np.pi) / (np.pi / 12)).astype(int) % 12
        ridges = np.tanh(3 * np.take_along_axis(np.stack(banks), index[None], 0)[0])
    pressed = np.clip(1.5 - np.hypot((x - cx) / 0.75, y - cy) / (7 * spacing), 0, 1)
    opacity = np.clip(ridges, 0, 1) * pressed * rng.uniform(0.3, 0.6)
    return _mark(opacity.astype(np.float32), float(rng.choice((0.1, 0.95))))


def tape(size: int, rng: Random) -> Mark:
    """A strip of old tape: yellow, see-through, streaked along."""
    sheet = _sheet(size)
    corners = cv2.boxPoints(
        (
            tuple(_somewhere(rng, size) * _FINE),
            (rng.uniform(60, 400) * _FINE, rng.uniform(18, 50) * _FINE),
            rng.uniform(0, 180),
        )
    )
    cv2.fillConvexPoly(sheet, corners.astype(np.int32), 255)
    streaks = cv2.resize(rng.uniform(0.7, 1, (size, 3)).astype(np.float32), (size, size))
    opacity = _small(sheet) * streaks * np.float32(rng.uniform(0.3, 0.6))
    yellow = rng.uniform(0.5, 0.85) * np.array([1.0, 0.88, 0.62])
    return _mark(opacity, tuple(yellow.tolist()))


def foxing(size: int, rng: Random) -> Mark:
    """Rust spots: sums of bells, brown."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    bells = np.zeros((size, size), np.float32)
    for _ in range(int(rng.integers(6, 40))):
        cx, cy = _somewhere(rng, size)
        radius = 1.2 + rng.gamma(1.5, 1.2)
        bells += np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius**2))
    opacity = np.clip(bells, 0, 1) * rng.uniform(0.3, 0.7)
    return _mark(opacity.astype(np.float32), (0.45, 0.28, 0.13))


def mould(size: int, rng: Random) -> Mark:
    """Colonies: dots along walks that crowd about a few places."""
    sheet = _sheet(size)
    for _ in range(int(rng.integers(2, 6))):
        place = _somewhere(rng, size)
        for _ in range(int(rng.integers(20, 90))):
            dot = place + rng.standard_t(3, 2) * size / 25
            radius = int(_FINE * rng.uniform(0.5, 2.2))
            cv2.circle(sheet, _fixed(dot[None])[0, 0].tolist(), radius, 255, -1)
    opacity = _small(sheet) * np.float32(rng.uniform(0.5, 0.9))
    return _mark(opacity, tuple(float(rng.choice((0.2, 0.8))) * np.array([1, 0.95, 0.8])))


def water_edge(size: int, rng: Random) -> Mark:
    """The outline of a blob of waves: a brown line, sharp outside, soft inside."""
    angles = np.linspace(0, 2 * np.pi, 200)[:-1]
    radius = np.full_like(angles, rng.uniform(0.2, 0.5) * size)
    for wave in range(2, 12):
        radius += (
            radius.mean() * rng.normal(0, 0.25 / wave) * np.cos(wave * angles + rng.uniform(0, 6))
        )
    outline = _somewhere(rng, size) + radius[:, None] * np.stack(
        [np.cos(angles), np.sin(angles)], 1
    )
    sheet = _sheet(size)
    cv2.fillPoly(sheet, [_fixed(outline)], 255)
    inside = _small(sheet)
    deep = cv2.distanceTransform((inside > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    line = np.exp(-deep / rng.uniform(1.5, 4)) * inside
    added = -rng.uniform(0.12, 0.35) * line[..., None] * np.array([0.6, 1.0, 1.3])
    none = np.zeros((size, size), np.float32)
    return Mark(none, _flat(size, 0.0), added.astype(np.float32))


def scraped_corner(size: int, rng: Random) -> Mark:
    """Sides and corners rubbed to the paper: a skyline of steps along the border."""
    sheet = _sheet(size)
    for side in rng.choice(4, int(rng.integers(1, 4)), replace=False):
        heights = np.abs(rng.normal(0, 1, size + 1).cumsum()) % rng.uniform(4, 16)
        heights *= np.linspace(1, rng.uniform(0, 1), size + 1)
        xs = np.arange(size + 1.0)
        outline = np.vstack([np.stack([xs, heights], 1), [[size, -9.0], [0, -9.0]]])
        turned = [outline, size - outline, outline[:, ::-1], size - outline[:, ::-1]][side]
        cv2.fillPoly(sheet, [_fixed(turned)], 255)
    return _mark(_small(sheet), float(rng.uniform(0.82, 1)))


def torn_corner(size: int, rng: Random) -> Mark:
    """A corner off: ground behind it, and a rim of torn paper."""
    gone, paper = _sheet(size), _sheet(size)
    reach = rng.uniform(0.15, 0.5, 2) * size
    edge = _jagged(np.array([reach[0], 0.0]), np.array([0.0, reach[1]]), 0.08, rng)
    rim = edge + np.abs(rng.normal(2, 1.5, edge.shape)).cumsum(0) % 6
    for sheet, line in ((gone, edge), (paper, rim)):
        cv2.fillPoly(sheet, [_fixed(np.vstack([line, [[-9.0, -9.0]]]))], 255)
    turns = int(rng.integers(4))
    off = np.rot90(_small(gone), turns)
    torn = np.rot90(_small(paper), turns)
    ground = float(rng.choice((0.02, 0.1, 0.5, 0.97)))
    colour = 0.95 + (ground - 0.95) * off[..., None]
    return _mark(np.maximum(off, torn), np.repeat(colour, 3, -1).astype(np.float32))


def missing_emulsion(size: int, rng: Random) -> Mark:
    """Cells that flaked off: some of a net of cells."""
    points = rng.uniform(0, size, (int(rng.integers(60, 400)), 2))
    net = cv2.Subdiv2D((-1, -1, size + 2, size + 2))
    net.insert([(float(px), float(py)) for px, py in points])
    facets, centres = net.getVoronoiFacetList([])
    where = _somewhere(rng, size)
    near = np.hypot(*(np.array(centres) - where).T) < rng.uniform(0.08, 0.3) * size
    sheet = _sheet(size)
    for facet, close in zip(facets, near, strict=True):
        if close and rng.random() < 0.6:
            cv2.fillPoly(sheet, [_fixed(np.asarray(facet, np.float64))], 255)
    return _mark(_small(sheet), float(rng.choice((0.06, 0.85, 0.95))))


def rubbed(size: int, rng: Random) -> Mark:
    """Short fine strokes all one way in a patch."""
    sheet = _sheet(size)
    place, angle = _somewhere(rng, size), rng.uniform(0, np.pi)
    ahead = np.array([np.cos(angle), np.sin(angle)])
    for _ in range(int(rng.integers(15, 90))):
        start = place + rng.normal(0, size / 6, 2)
        both = np.stack([start, start + rng.gamma(2, 4) * ahead])
        cv2.polylines(sheet, [_fixed(both)], False, int(rng.integers(140, 256)), 3)
    return _mark(_small(sheet), float(rng.choice((0.08, 0.9, 1.0))))


def pinhole(size: int, rng: Random) -> Mark:
    """Round holes."""
    sheet = _sheet(size)
    for _ in range(int(rng.integers(1, 7))):
        radius = int(_FINE * rng.uniform(1.2, 5))
        cv2.circle(sheet, _fixed(_somewhere(rng, size)[None])[0, 0].tolist(), radius, 255, -1)
    return _mark(_small(sheet), float(rng.choice((0.03, 0.97))))


def ink(size: int, rng: Random) -> Mark:
    """A pen's loops, and a blot."""
    sheet = _sheet(size)
    start = _somewhere(rng, size)
    for _ in range(int(rng.integers(1, 5))):
        path = _curve(rng, size, 14)
        path = path - path[0] + start
        cv2.polylines(sheet, [_fixed(path)], False, 255, int(rng.integers(4, 10)), cv2.LINE_AA)
        start = path[-1]
    if rng.random() < 0.5:
        axes = tuple(int(v) for v in rng.uniform(6, 30, 2))
        cv2.ellipse(sheet, _fixed(start[None])[0, 0].tolist(), axes, 30, 0, 360, 255, -1)
    tones = ((0.08, 0.1, 0.35), (0.05, 0.05, 0.06), (0.5, 0.08, 0.12))
    return _mark(_small(sheet) * np.float32(rng.uniform(0.7, 1)), tones[int(rng.integers(3))])


def perforation(size: int, rng: Random) -> Mark:
    """A row of holes, round or square."""
    sheet = _sheet(size)
    start, angle = _somewhere(rng, size), float(rng.choice((0, np.pi / 2))) + rng.normal(0, 0.1)
    radius, round_ = rng.uniform(1.8, 6), rng.random() < 0.5
    for number in range(-20, 21):
        place = start + number * 3 * radius * np.array([np.cos(angle), np.sin(angle)])
        x, y = _fixed(place[None])[0, 0].tolist()
        half = int(radius * _FINE)
        if round_:
            cv2.circle(sheet, (x, y), half, 255, -1)
        else:
            cv2.rectangle(sheet, (x - half, y - half), (x + half, y + half), 255, -1)
    return _mark(_small(sheet), float(rng.choice((0.03, 0.97))))


Kind: TypeAlias = Callable[[int, Random], Mark]

KINDS: Final[dict[str, Kind]] = {
    "cracks": crack,
    "creases": crease,
    "scratches": scratch,
    "hairs": hair,
    "dust": dust,
    "fingerprints": fingerprint,
    "tape": tape,
    "foxing": foxing,
    "mould": mould,
    "water edges": water_edge,
    "scraped sides": scraped_corner,
    "torn corners": torn_corner,
    "missing emulsion": missing_emulsion,
    "rubbed": rubbed,
    "pinholes": pinhole,
    "ink": ink,
    "perforation": perforation,
}

THIN: Final = (
    *("cracks", "creases", "scratches", "hairs", "dust", "rubbed", "foxing", "mould"),
    *("pinholes", "ink", "water edges"),
)
"""What leaves thin damage, for the filling."""


def printed(photo: NDArray[np.uint8], rng: Random) -> Image:
    """A photo as an old print shows it; one in five stays in colour."""
    rgb = photo.astype(np.float32) / 255
    if rng.random() < 0.2:
        return np.asarray(0.06 + 0.84 * rgb, np.float32)
    return photograph(rgb, random_film(int(rng.integers(2**31))), int(rng.integers(2**31)))


def worn(print_: Image, kinds: list[Kind], rng: Random) -> Worn:
    """Lay damage over a print and scan it."""
    size = print_.shape[0]
    whole, shown = print_, print_
    thick = np.zeros((size, size), np.bool_)
    paper = print_.reshape(-1, 3).max(0)
    for kind in kinds:
        mark = kind(size, rng)
        late = rng.random() < 0.4
        colour = mark.colour if late else mark.colour * paper
        added = np.clip(shown + mark.added, 0, 1)
        before = shown
        shown = added + mark.opacity[..., None] * (colour - added)
        if kind is crack:
            changed = (np.abs(shown - before).max(-1) > VISIBLE).astype(np.uint8)
            thick |= cv2.morphologyEx(changed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0
    if rng.random() < 0.5:  # scanned a little smaller
        share = rng.uniform(0.6, 1)
        middle = round(size * share)
        whole, shown = (
            cv2.resize(
                cv2.resize(plane, (middle, middle), interpolation=cv2.INTER_AREA),
                (size, size),
                interpolation=cv2.INTER_LINEAR,
            )
            for plane in (whole, shown)
        )
    where = np.abs(shown - whole).max(-1) > VISIBLE
    noise = rng.normal(0, rng.uniform(0, 0.012), shown.shape)
    quality = int(rng.integers(60, 97))
    return Worn(_packed(shown + noise, quality), _packed(whole + noise, quality), where, thick)


def _packed(plane: NDArray[np.floating], quality: int) -> Image:
    levels = np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8)
    _, code = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.float32) / 255
