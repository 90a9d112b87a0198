"""Flatbed scans that nobody made: several photos each, and where they truly lie.

A pure function of its seed. White, grey and black lids with a slight gradient and noise, dust and
hairs, soft shadows; prints with and without a white border, with rounded corners or deckle edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import packs

Picture: TypeAlias = NDArray[np.float32]
"""(height, width, 3), 0..255."""

FORMATS_MM = ((90, 130), (100, 150), (130, 180), (89, 89), (60, 90), (75, 105), (54, 86), (45, 60))
MARGIN_MM = 1.0
TURN_DEG = 15.0
GRID_PER_MM = 2


@dataclass(frozen=True)
class Truth:
    """Where a photo lies: centre, size across and down, in pixels; turned clockwise by degrees."""

    x: float
    y: float
    width: float
    height: float
    angle_deg: float

    def corners(self) -> NDArray[np.float32]:
        """Its four corners, (4, 2), x before y as OpenCV wants them."""
        box = ((self.x, self.y), (self.width, self.height), self.angle_deg)
        return np.asarray(cv2.boxPoints(box), np.float32)


@dataclass(frozen=True)
class Scan:
    """A scan and what is on it."""

    picture: NDArray[np.uint8]
    dpi: float
    lid: str
    truths: tuple[Truth, ...]
    looks: tuple[str, ...]


def scan(seed: int, *, touching: bool = False, gap_mm: float = 2.0) -> Scan:
    """Make a scan of 1 to 8 photos, each number as likely as the others, each turned.

    `touching` puts two side by side without a gap instead.
    """
    random = np.random.default_rng((20261120, seed, touching))
    dpi = float(random.uniform(100, 150))
    size = (round(297 * dpi / 25.4), round(210 * dpi / 25.4))
    if random.random() < 0.3:
        size = size[::-1]
    lid = ("white", "grey", "black")[int(random.integers(3))]
    picture = _lid(random, size, lid)
    wanted = 2 if touching else int(random.integers(1, 9))
    truths = (_touching if touching else _laid_out)(random, size, dpi / 25.4, wanted, gap_mm)
    looks = [_lay(random, picture, truth, lid, dpi / 25.4) for truth in truths]
    _dust(random, picture, dpi / 25.4)
    picture += random.normal(0, random.uniform(0.5, 1.8), picture.shape).astype(np.float32)
    if random.random() < 0.25:
        picture[:] = picture.mean(axis=2, keepdims=True)
    whole = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    return Scan(whole, dpi, lid, tuple(truths), tuple(looks))


def _lid(random: np.random.Generator, size: tuple[int, int], lid: str) -> Picture:
    level = {"white": (228, 252), "grey": (95, 190), "black": (6, 30)}[lid]
    colour = random.uniform(*level) + random.uniform(-3, 3, 3)
    rows, columns = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    slope = random.uniform(-1, 1, 2) * (6 if lid != "black" else 3)
    tilt = slope[0] * (rows / size[0] - 0.5) + slope[1] * (columns / size[1] - 0.5)
    return (tilt[:, :, None] + colour.astype(np.float32)).astype(np.float32)


def _laid_out(
    random: np.random.Generator, size: tuple[int, int], px: float, wanted: int, gap_mm: float
) -> list[Truth]:
    """Put as many photos as wanted where there is room; smaller ones if they do not fit.

    Half of the scans are neat: all photos lie at much the same angle, as a row of prints does that
    was pushed along. Every angle is drawn evenly all the same.
    """
    formats = [FORMATS_MM[i] for i in random.integers(0, len(FORMATS_MM), wanted)]
    if random.random() < 0.4:
        formats = [formats[0]] * wanted
    neat, close = random.random() < 0.5, random.random() < 0.6
    # Drawn once: trying others until all fits would favour photos that lie straight.
    turns = random.uniform(-TURN_DEG, TURN_DEG, wanted)
    if neat:
        turns = np.clip(turns[0] + random.normal(0, 0.3, wanted), -TURN_DEG, TURN_DEG)
    for attempt in range(200):
        truths = _placed(random, size, px, formats, turns, gap_mm, close)
        if len(truths) == wanted:
            return truths
        if attempt % 2:
            formats.sort(key=lambda mm: mm[0] * mm[1])
            formats[-1] = FORMATS_MM[-1 - int(random.integers(4))]
    raise AssertionError(f"There is room for {wanted} small photos.")


def _placed(
    random: np.random.Generator,
    size: tuple[int, int],
    px: float,
    formats: Sequence[tuple[int, int]],
    turns: NDArray[np.float64],
    gap_mm: float,
    close: bool,
) -> list[Truth]:
    """Photos one after the other, each where it fits; fewer if one does not fit any more."""
    scale = px / GRID_PER_MM
    taken = np.zeros([int(side / scale) for side in size], np.float32)
    truths: list[Truth] = []
    for sides, turn in zip(sorted(formats, key=lambda mm: -mm[0] * mm[1]), turns, strict=True):
        across, down = np.array(sides[:: 1 if random.random() < 0.5 else -1]) * px
        free = _free(taken, Truth(0, 0, across / scale, down / scale, turn))
        if close and truths:
            rim = cv2.dilate((free == 0).astype(np.uint8), np.ones((3, 3), np.uint8))
            free = free & rim if np.any(free & rim) else free
        rows, columns = np.nonzero(free)
        if not len(rows):
            break
        chosen = int(random.integers(len(rows)))
        x, y = (columns[chosen] + 0.5) * scale, (rows[chosen] + 0.5) * scale
        truths.append(Truth(float(x), float(y), float(across), float(down), float(turn)))
        grown = [side / scale + 2 * gap_mm * GRID_PER_MM for side in (across, down)]
        around = Truth(float(columns[chosen]), float(rows[chosen]), grown[0], grown[1], turn)
        cv2.fillConvexPoly(taken, np.rint(around.corners()).astype(np.int32), 1)
    return truths


def _free(taken: Picture, photo: Truth) -> NDArray[np.uint8]:
    """At which points of the grid the middle of a photo may lie."""
    corners = photo.corners()
    reach = np.ceil(corners.max(axis=0)).astype(int) + 1
    footprint = np.zeros((2 * reach[1] + 1, 2 * reach[0] + 1), np.float32)
    cv2.fillConvexPoly(footprint, np.rint(corners + reach).astype(np.int32), 1)
    covered = cv2.filter2D(taken, -1, footprint, borderType=cv2.BORDER_CONSTANT)
    free = (covered < 0.5).astype(np.uint8)
    margin = np.ceil(corners.max(axis=0) + MARGIN_MM * GRID_PER_MM).astype(int)
    inside = np.zeros_like(free)
    inside[margin[1] : -margin[1], margin[0] : -margin[0]] = 1
    return free & inside


def _touching(
    random: np.random.Generator, size: tuple[int, int], px: float, _wanted: int, _gap: float
) -> list[Truth]:
    """Two photos edge to edge, of the same or of different size, aligned or shifted."""
    turn = float(random.uniform(-10, 10))
    sides = [FORMATS_MM[i] for i in random.integers(3, 7, 2)]
    if random.random() < 0.4:
        sides[1] = sides[0]
    (a, b), (c, d) = (np.array(mm) * px for mm in sides)
    shift = 0.0 if random.random() < 0.5 else float(random.uniform(-0.4, 0.4)) * b
    angle = np.deg2rad(turn)
    right, below = (
        np.array([np.cos(angle), np.sin(angle)]),
        np.array([-np.sin(angle), np.cos(angle)]),
    )
    middle = np.array(size[::-1]) / 2
    first, second = middle - right * a / 2, middle + right * c / 2 + below * shift
    return [Truth(*first, a, b, turn), Truth(*second, c, d, turn)]


def _lay(random: np.random.Generator, picture: Picture, truth: Truth, lid: str, px: float) -> str:
    """Put one print onto the lid, with its shadow."""
    across, down = round(truth.width), round(truth.height)
    look = ("plain", "plain", "border", "border", "rounded", "deckle")[int(random.integers(6))]
    content = _content(random, across, down, px, look in ("border", "deckle"))
    cover = _cover(random, across, down, px, look)
    height, width = picture.shape[:2]
    angle = np.deg2rad(truth.angle_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    middle = (across - 1) / 2, (down - 1) / 2
    turn = np.array(
        [
            [cos, -sin, truth.x - cos * middle[0] + sin * middle[1]],
            [sin, cos, truth.y - sin * middle[0] - cos * middle[1]],
        ]
    )
    laid = cv2.warpAffine(content, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpAffine(cover, turn, (width, height))
    if lid != "black":
        sigma = random.uniform(0.25, 1.0) * px
        away = random.uniform(0.2, 0.9) * px * np.array([-sin, cos]) * random.choice([-1, 1])
        away = away + random.uniform(0, 0.5) * px * np.array([cos, sin])
        moved = cv2.warpAffine(
            mask, np.float32([[1, 0, away[0]], [0, 1, away[1]]]), (width, height)
        )
        shadow = cv2.GaussianBlur(moved, (0, 0), sigma) * random.uniform(0.06, 0.3)
        picture *= 1 - (shadow * (1 - mask))[:, :, None]
    picture *= 1 - mask[:, :, None]
    picture += laid * mask[:, :, None]
    return look


def _content(
    random: np.random.Generator, across: int, down: int, px: float, border: bool
) -> Picture:
    """A print: a picture with fading and tint of its own, perhaps within a white border."""
    edge = round(random.uniform(3, 6) * px) if border else 0
    inner = _subject(random, across - 2 * edge, down - 2 * edge)
    kind = random.random()
    if kind < 0.6:
        inner = np.repeat(inner.mean(axis=2, keepdims=True), 3, axis=2)
    if kind < 0.35:
        inner = inner * np.float32([1.0, 0.92, 0.78])
    paper = random.uniform(212, 250) * np.float32(
        [1, random.uniform(0.95, 1), random.uniform(0.86, 1)]
    )
    black = random.uniform(8, 50)
    inner = black + inner / 255 * (paper - black)
    print_ = np.empty((down, across, 3), np.float32)
    print_[:] = paper
    print_[edge : down - edge, edge : across - edge] = inner
    rim = random.uniform(-0.25, 0.1)  # the paper's cut edge catches light, or loses it
    for line in (print_[0], print_[-1], print_[:, 0], print_[:, -1]):
        line *= 1 + rim
    return np.clip(print_, 0, 255)


def _cover(
    random: np.random.Generator, across: int, down: int, px: float, look: str
) -> NDArray[np.float32]:
    """How much of each pixel the print covers."""
    cover = np.ones((down, across), np.float32)
    if look == "rounded":
        radius = round(random.uniform(2, 5) * px)
        cover[:] = 0
        cv2.rectangle(cover, (radius, 0), (across - 1 - radius, down - 1), 1, -1)
        cv2.rectangle(cover, (0, radius), (across - 1, down - 1 - radius), 1, -1)
        for x in (radius, across - 1 - radius):
            for y in (radius, down - 1 - radius):
                cv2.circle(cover, (x, y), radius, 1, -1, cv2.LINE_AA)
    elif look == "deckle":
        depth, wave = random.uniform(0.3, 0.8) * px, random.uniform(1.5, 4) * px
        for axis, length in ((0, across), (1, down)):
            for side in (0, 1):
                phase = random.uniform(0, 6) + np.arange(length) / wave * 2 * np.pi
                bite = depth * (0.5 + 0.5 * np.sin(phase)) * (0.7 + 0.3 * np.sin(phase * 0.37))
                reach = np.arange(int(depth) + 2)[:, None] - bite[None]
                kept = np.clip(reach + 0.5, 0, 1).astype(np.float32)
                kept = kept if axis == 0 else kept.T
                part = kept.shape[axis]
                if axis == 0:
                    rows = slice(0, part) if side == 0 else slice(down - part, down)
                    cover[rows] *= kept if side == 0 else kept[::-1]
                else:
                    columns = slice(0, part) if side == 0 else slice(across - part, across)
                    cover[:, columns] *= kept if side == 0 else kept[:, ::-1]
    return cover


def _subject(random: np.random.Generator, across: int, down: int) -> Picture:
    pictures = subjects()
    found = pictures[int(random.integers(len(pictures)))]
    height, width = found.shape[:2]
    share = min(width / across, height / down)
    h, w = max(8, int(down * share)), max(8, int(across * share))
    top, left = int(random.integers(0, height - h + 1)), int(random.integers(0, width - w + 1))
    cut = found[top : top + h, left : left + w].astype(np.float32)
    way = cv2.INTER_AREA if w > across else cv2.INTER_CUBIC
    return np.clip(cv2.resize(cut, (across, down), interpolation=way), 0, 255)


@lru_cache(maxsize=1)
def subjects() -> Sequence[NDArray[np.uint8]]:
    """What is on the prints: validation photos where they are, scikit-image's, and drawn ones."""
    found: list[NDArray[np.uint8]] = []
    if (packs.PHOTOS / "validation.bin").exists():
        found += packs.photos(packs.PHOTOS / "validation", limit=150, seed=4)
    found += _from_scikit_image()
    found += [_drawn(seed) for seed in range(20)]
    return tuple(found)


def _from_scikit_image() -> list[NDArray[np.uint8]]:
    from skimage import data

    found: list[NDArray[np.uint8]] = []
    for name in ("astronaut", "camera", "cat", "coffee", "rocket", "coins", "moon", "page"):
        try:
            picture: Any = getattr(data, name)()
        except Exception:  # those that scikit-image would have to download
            continue
        found.append(np.repeat(picture[:, :, None], 3, 2) if picture.ndim == 2 else picture)
    return found


def _drawn(seed: int) -> NDArray[np.uint8]:
    """Clouds of several sizes: no photo, but with a photo's spectrum."""
    random = np.random.default_rng((7, seed))
    picture = np.zeros((400, 400, 3), np.float32)
    for power in range(2, 8):
        noise = random.normal(0, 1, (2**power, 2**power, 3)).astype(np.float32)
        picture += cv2.resize(noise, (400, 400), interpolation=cv2.INTER_CUBIC) / 1.6**power
    picture -= picture.min()
    return np.asarray(np.clip(picture / picture.max() * 255, 0, 255), np.uint8)


def _dust(random: np.random.Generator, picture: Picture, px: float) -> None:
    """Specks and hairs, on prints and lid alike."""
    height, width = picture.shape[:2]
    light = picture.mean() < 60
    for _ in range(int(random.integers(20, 200))):
        x, y = (int(v) for v in random.uniform(0, 1, 2) * (width, height))
        tone = random.uniform(120, 255) if light else random.uniform(0, 140)
        radius = max(1, round(random.uniform(0.05, 0.4) * px))
        cv2.circle(picture, (x, y), radius, (tone,) * 3, -1, cv2.LINE_AA)
    for _ in range(int(random.integers(0, 8))):
        at, way = random.uniform(0, 1, 2) * (width, height), random.uniform(0, 2 * np.pi)
        points = [at]
        for _ in range(int(random.integers(10, 40))):
            way += random.normal(0, 0.25)
            points.append(points[-1] + px * 0.6 * np.array([np.cos(way), np.sin(way)]))
        tone = random.uniform(120, 255) if light else random.uniform(0, 120)
        line = np.rint(np.array(points) * 8).astype(np.int32)
        cv2.polylines(picture, [line], False, (tone,) * 3, 1, cv2.LINE_AA, 3)
