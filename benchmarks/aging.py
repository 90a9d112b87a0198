"""Aged photographs of known truth: what time does to prints, done to colour photos.

    python -m benchmarks.aging SHEET.png [--count 6]

Made to measure with: networks are trained on prints that `ml.data.film` simulates, and nothing of
that is used here, so a figure on these prints says something about prints that no one has seen.
A colour photo is exposed on a black-and-white emulsion, printed, toned, faded, yellowed, stained,
cracked, given a border, laid on an album page and scanned; where the picture lies, what it was when
new and which colours it had are known for every pixel.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import packs

Kind: TypeAlias = Literal["grey", "toned", "worn", "cracked", "page"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Plane: TypeAlias = NDArray[np.float32]
Image: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Random: TypeAlias = np.random.Generator

SIDE_PX: Final = 512
"""Longer side of the photo (without border and page) on the grid of the aged picture."""


@dataclass(frozen=True)
class Aged:
    """An aged print and all that is known of it, on one pixel grid.

    Attributes
    ----------
    kind
        What was done, in a word.
    picture
        The print as its scan shows it, sRGB-encoded, 0..1, after JPEG.
    truth
        The colours that the photographer saw; outside `area` the same as `picture`.
    fresh
        The print when new: unfaded, untoned, without grain, sRGB-encoded, 0..1. Outside `area`
        it means nothing.
    area
        Where the picture itself lies: inside border, page and lid, and not torn away.
    lost
        Where cracks, scratches, tears or stains left nothing of the picture.
    done
        What was done, by name: numbers and words for tables.
    """

    kind: Kind
    picture: Image
    truth: Image
    fresh: Plane
    area: Mask
    lost: Mask
    done: dict[str, float | str]


def aged_photos(count: int, *, pack: str = "validation", seed: int = 0) -> Iterator[Aged]:
    """Aged photos of a pack, `count` of each kind; each photo is used once.

    Raises
    ------
    FileNotFoundError
        If the pack does not lie beside the checkout.
    """
    total = count * len(KINDS)
    photos = packs.photos(packs.PHOTOS / pack, limit=total, seed=seed)
    for number, photo in enumerate(photos):
        truth = photo.astype(np.float32) / np.float32(255)
        yield age(truth, KINDS[number % len(KINDS)], seed=seed * 100_003 + number)


def age(truth: Image, kind: Kind, *, seed: int, side_px: int = SIDE_PX) -> Aged:
    """Age a colour photo; the same seed gives the same print.

    Parameters
    ----------
    truth
        The photo in its true colours, (height, width, 3), float32, sRGB-encoded, 0..1.
    kind
        What happens to it.
    seed
        Decides everything that is left to chance.
    side_px
        Longer side of the photo in the result; border and page come on top of that.
    """
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    done: dict[str, float | str] = {}
    truth = _resized(truth, side_px)
    density = _printed(_exposed(truth, rng, done), rng, done)
    fresh = _encoded(np.power(np.float32(10), -density))
    density = _faded(_grainy(density, rng, done), kind, rng, done)
    ink = _toned(density, kind, rng, done)
    base = _paper(density.shape, kind, rng, done)
    lost = np.zeros(density.shape, bool)
    reflected = np.power(np.float32(10), -(ink + base))
    if kind in ("worn", "cracked") or (kind == "page" and rng.random() < 0.5):
        reflected = _stained(reflected, kind, rng, done)
        reflected, lost = _scratched(reflected, base, rng, done)
    if kind == "cracked":
        reflected, cracks = _cracked(reflected, base, rng, done)
        lost |= cracks
    laid = _laid(_Print(reflected, truth, fresh, lost, base), kind, rng, done)
    picture = _scanned(laid.reflected, kind, rng, done)
    area = laid.area
    true = np.where(area[..., None], laid.truth, picture)
    return Aged(kind, picture, true, laid.fresh, area, laid.lost & area, done)


def _resized(photo: Image, side_px: int) -> Image:
    height, width = photo.shape[:2]
    scale = side_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.clip(np.asarray(cv2.resize(photo, size, interpolation=method), np.float32), 0, 1)


def _noise(shape: tuple[int, ...], sigma_px: float, rng: Random) -> Plane:
    """Smooth noise of unit spread; drawn coarse and enlarged, so that wide blurs cost little."""
    height, width = shape[:2]
    shrink = max(1.0, sigma_px / 3)
    small = (max(4, round(height / shrink)), max(4, round(width / shrink)))
    drawn = rng.standard_normal(small, dtype=np.float32)
    drawn = np.asarray(cv2.GaussianBlur(drawn, (0, 0), max(sigma_px / shrink, 0.3)), np.float32)
    drawn = np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_CUBIC))
    drawn -= drawn.mean()
    return (drawn / max(float(drawn.std()), 1e-6)).astype(np.float32)


def _from_edge(shape: tuple[int, ...]) -> Plane:
    """Distance from the nearest edge, as a share of the shorter side."""
    height, width = shape[:2]
    rows = np.minimum(np.arange(height), np.arange(height)[::-1]) + 0.5
    columns = np.minimum(np.arange(width), np.arange(width)[::-1]) + 0.5
    return (np.minimum(rows[:, None], columns[None]) / min(height, width)).astype(np.float32)


# --- what the photographer made ---


def _exposed(truth: Image, rng: Random, done: dict[str, float | str]) -> Plane:
    """Light that the emulsion saw, 1 = white."""
    emulsions = {
        "blue-sensitive": (0.01, 0.09, 0.90),
        "orthochromatic": (0.05, 0.50, 0.45),
        "panchromatic": (0.33, 0.40, 0.27),
        "panchromatic with yellow filter": (0.42, 0.46, 0.12),
    }
    name = list(emulsions)[int(rng.choice(4, p=(0.1, 0.3, 0.4, 0.2)))]
    weights = rng.dirichlet(np.array(emulsions[name]) * 60)
    light = np.asarray(_linear(truth) @ weights.astype(np.float32), np.float32)
    # Lenses of the time: a core, and a glow around it.
    soft_px = max(truth.shape) / 512 * rng.uniform(0, 1.4)
    glow = rng.uniform(0, 0.12)
    core = cv2.GaussianBlur(light, (0, 0), soft_px) if soft_px > 0.25 else light
    wide = cv2.GaussianBlur(light, (0, 0), max(truth.shape) / 40)
    exposure_ev = rng.normal(0, 0.35)
    done |= {"emulsion": name, "soft_px": soft_px, "exposure_ev": exposure_ev}
    seen = ((1 - glow) * core + glow * wide) * 2**exposure_ev
    return np.asarray(seen, np.float32)


def _printed(light: Plane, rng: Random, done: dict[str, float | str]) -> Plane:
    """Density of the paper: a toe towards bare paper, a shoulder towards its deepest black."""
    deepest, contrast = rng.uniform(1.3, 2.1), rng.uniform(0.8, 1.25)
    decades = -np.log10(np.maximum(light, np.float32(2e-4)))
    toe = 0.06
    lifted = toe * np.logaddexp(0, decades * contrast / toe)
    done |= {"deepest": deepest, "contrast": contrast}
    return np.asarray(deepest * np.tanh(lifted / deepest), np.float32)


def _grainy(density: Plane, rng: Random, done: dict[str, float | str]) -> Plane:
    """Grain of the enlarged negative: strongest in the middle tones, clumped on two scales."""
    amount = abs(rng.normal(0, 0.035))
    size_px = rng.uniform(0.5, 1.3) * max(density.shape) / 512
    noise = _noise(density.shape, size_px, rng) + 0.5 * _noise(density.shape, 2.5 * size_px, rng)
    middle = density / (density.max() + 1e-6)
    done |= {"grain": amount}
    grainy = density + amount * noise * (0.3 + 2.5 * middle * (1 - middle))
    return np.asarray(np.maximum(grainy, 0), np.float32)


# --- what time made of it ---


def _faded(density: Plane, kind: Kind, rng: Random, done: dict[str, float | str]) -> Plane:
    """Silver that is gone: everywhere, more from the edges inwards, more from thin highlights."""
    most = {"grey": 0.25, "toned": 0.35, "worn": 0.5, "cracked": 0.4, "page": 0.4}[kind]
    share = rng.uniform(0, most)
    from_edge = np.exp(-_from_edge(density.shape) / rng.uniform(0.03, 0.15))
    uneven = 1 + rng.uniform(0, 0.5) * from_edge + 0.12 * _noise(density.shape, 120, rng)
    lost = np.clip(share * uneven, 0, 0.8) * (1 - 0.25 * density / (density.max() + 1e-6))
    done |= {"fade": share}
    return np.asarray(density * (1 - lost), np.float32)


# Density of the image in red, green and blue light per unit of visual density, in thin and in
# dense places: what a bath or an age does to the shadows it does not do to the lights.
_TONINGS: Final = {
    "sepia": ((0.62, 0.98, 1.62), (0.86, 1.00, 1.16)),
    "sulphided": ((0.70, 1.00, 1.40), (0.74, 1.00, 1.34)),
    "selenium": ((0.98, 1.00, 1.02), (0.93, 1.05, 1.00)),
    "gold": ((1.06, 1.00, 0.92), (1.02, 1.02, 0.94)),
    "cyanotype": ((1.70, 0.92, 0.42), (1.35, 1.00, 0.62)),
    "albumen": ((0.66, 1.02, 1.45), (0.84, 1.06, 1.08)),
    "platinum": ((0.93, 1.00, 1.09), (0.98, 1.00, 1.02)),
}


def _toned(density: Plane, kind: Kind, rng: Random, done: dict[str, float | str]) -> Image:
    """Density of the image in red, green and blue light."""
    chance = {"grey": 0.0, "toned": 1.0, "worn": 0.6, "cracked": 0.7, "page": 0.65}[kind]
    if rng.random() >= chance:
        done |= {"toning": "none"}
        return np.repeat(density[..., None], 3, 2)
    name = list(_TONINGS)[int(rng.choice(7, p=(0.3, 0.2, 0.1, 0.05, 0.12, 0.16, 0.07)))]
    thin, dense = (np.array(c, np.float32) for c in _TONINGS[name])
    strength = np.float32(rng.uniform(0.6, 1.15))
    share = np.clip(density / rng.uniform(1.0, 1.7), 0, 1)[..., None]
    colour = 1 + strength * ((1 - share) * thin + share * dense - 1)
    done |= {"toning": name, "toning strength": float(strength)}
    return np.asarray(density[..., None] * np.maximum(colour, 0.1), np.float32)


def _paper(shape: tuple[int, ...], kind: Kind, rng: Random, done: dict[str, float | str]) -> Image:
    """Density of the paper itself: its own tint, and yellow that came unevenly."""
    toned = done["toning"] != "none"
    most = {"grey": 0.015, "toned": 0.18, "worn": 0.4, "cracked": 0.28, "page": 0.3}[kind]
    amount = rng.uniform(0, most) + (0.08 if done["toning"] == "albumen" else 0)
    uneven = rng.uniform(0.1, 0.3) if kind in ("grey", "toned") else rng.uniform(0.2, 0.8)
    inwards = np.exp(-_from_edge(shape) / rng.uniform(0.05, 0.3))
    direction = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
    slope = (np.cos(direction) * rows + np.sin(direction) * columns) / 2
    clouds = _noise(shape, max(shape) / rng.uniform(5, 12), rng) / 2
    place = 1 + uneven * (rng.uniform(0, 1) * inwards + rng.uniform(0, 0.8) * slope + 0.5 * clouds)
    yellow = np.array((0.05, rng.uniform(0.2, 0.4), 1.0), np.float32) * np.float32(amount)
    tint = np.abs(rng.normal(0, 0.012 if toned else 0.004, 3)) + rng.uniform(0.01, 0.05)
    done |= {"yellowing": amount, "uneven": uneven}
    spread = np.maximum(place, 0).astype(np.float32)[..., None] * yellow
    return np.asarray(spread + tint.astype(np.float32), np.float32)


def _stained(reflected: Image, kind: Kind, rng: Random, done: dict[str, float | str]) -> Image:
    """Foxing, tide lines of water, blots and silver that mirrors at the edges."""
    density = np.zeros_like(reflected)
    shape = reflected.shape[:2]
    if rng.random() < (0.8 if kind == "worn" else 0.4):
        density += _foxing(shape, rng, done)
    for _ in range(int(rng.integers(0, 3)) + (kind == "worn")):
        density += _blot(shape, rng)
        done["stains"] = float(done.get("stains", 0)) + 1
    stained = reflected * np.power(np.float32(10), -density)
    if rng.random() < 0.25:
        # Silver mirroring: a bluish sheen that lies on the dark places near the edges.
        near = np.exp(-_from_edge(shape) / 0.05) * np.clip(1 + _noise(shape, 30, rng), 0, 2)
        dark = np.clip(1 - stained.mean(axis=2) * 6, 0, 1)
        sheen = np.array((0.035, 0.045, 0.06), np.float32) * rng.uniform(0.4, 1.3)
        stained = stained + (near * dark)[..., None] * sheen
        done["mirroring"] = "yes"
    return np.asarray(stained, np.float32)


def _foxing(shape: tuple[int, ...], rng: Random, done: dict[str, float | str]) -> Image:
    """Rusty spots, in swarms."""
    spots = np.zeros(shape, np.float32)
    centres = rng.uniform(0, 1, (int(rng.integers(1, 5)), 2))
    count = int(rng.integers(8, 60))
    for _ in range(count):
        row, column = centres[rng.integers(len(centres))] + rng.normal(0, 0.18, 2)
        radius = max(shape) * rng.uniform(0.002, 0.011)
        where = (round(column * shape[1] * 16), round(row * shape[0] * 16))
        cv2.circle(spots, where, round(radius * 16), float(rng.uniform(0.15, 0.8)), -1, 8, 4)
    spots = np.asarray(cv2.GaussianBlur(spots, (0, 0), max(shape) * 0.003), np.float32)
    done |= {"foxing": count}
    return np.asarray(spots[..., None] * np.array((0.10, 0.32, 0.62), np.float32), np.float32)


def _blot(shape: tuple[int, ...], rng: Random) -> Image:
    """One stain: a ragged area, tinted, its edge often darker than its middle."""
    centre = rng.uniform(-0.05, 1.05, 2) * shape
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    reach = np.hypot(rows - centre[0], columns - centre[1]) / (max(shape) * rng.uniform(0.06, 0.28))
    ragged = reach + 0.16 * _noise(shape, max(shape) / 14, rng)
    inside = 0.5 - 0.5 * np.tanh((ragged - 1) * 20)
    edge = np.exp(-(((ragged - 0.97) / 0.04) ** 2))
    middle, rim = rng.uniform(0.1, 1.0), rng.uniform(0, 1.3)
    colours = ((0.06, 0.14, 0.34), (0.10, 0.24, 0.50), (0.14, 0.16, 0.18), (0.16, 0.12, 0.05))
    tint = np.array(colours[int(rng.choice(4, p=(0.5, 0.3, 0.12, 0.08)))], np.float32)
    amount = (middle * inside + rim * edge).astype(np.float32) * np.float32(rng.uniform(0.2, 0.9))
    return np.asarray(amount[..., None] * tint, np.float32)


def _line(
    shape: tuple[int, ...], rng: Random, start: NDArray[np.floating], bearing: float, length: float
) -> Plane:
    """A line that wanders, as points (column, row)."""
    points, turn = [np.asarray(start, np.float64)], bearing
    step = max(shape) / 40
    for _ in range(max(2, int(length / step))):
        turn += rng.normal(0, 0.22)
        points.append(points[-1] + step * np.array((np.cos(turn), np.sin(turn))))
    return np.asarray(points, np.float32)


def _drawn(mask: Plane, line: Plane, width_px: float, value: float = 1.0) -> None:
    points = np.round(line * 16).astype(np.int32)[:, None]
    cv2.polylines(mask, [points], False, value, max(1, round(width_px)), cv2.LINE_AA, 4)


def _scratched(
    reflected: Image, base: Image, rng: Random, done: dict[str, float | str]
) -> tuple[Image, Mask]:
    """Scratches down to the paper, and dust that lay on the negative."""
    shape = reflected.shape[:2]
    bare = np.zeros(shape, np.float32)
    count = int(rng.integers(0, 14))
    for _ in range(count):
        start = rng.uniform(0, 1, 2) * shape[::-1]
        line = _line(shape, rng, start, rng.uniform(0, 6.3), max(shape) * rng.uniform(0.03, 0.4))
        _drawn(bare, line, max(shape) / 512 * rng.uniform(0.5, 1.8), rng.uniform(0.4, 1))
    for _ in range(int(rng.integers(0, 60))):
        where = np.round(rng.uniform(0, 1, 2) * shape[::-1] * 16).astype(int)
        radius = max(shape) / 512 * rng.uniform(0.4, 1.8)
        cv2.circle(bare, (int(where[0]), int(where[1])), round(radius * 16), 1.0, -1, 8, 4)
    paper = np.power(np.float32(10), -base)
    done |= {"scratches": count}
    mixed = reflected + bare[..., None] * (paper * 0.95 - reflected)
    return np.asarray(mixed, np.float32), bare > 0.5


def _cracked(
    reflected: Image, base: Image, rng: Random, done: dict[str, float | str]
) -> tuple[Image, Mask]:
    """Creases across the print, the cracks that branch from them, flakes and rubbed corners."""
    shape = reflected.shape[:2]
    bare = np.zeros(shape, np.float32)
    scale = max(shape) / 512
    creases = int(rng.integers(1, 6))
    for _ in range(creases):
        start = rng.uniform(0, 1, 2) * shape[::-1]
        bearing = rng.uniform(0, 6.3)
        for way in (bearing, bearing + np.pi):
            line = _line(shape, rng, start, way, max(shape) * rng.uniform(0.2, 1))
            _drawn(bare, line, scale * rng.uniform(0.8, 4))
            for point in line[:: int(rng.integers(2, 7))]:
                side = way + rng.choice((-1, 1)) * rng.uniform(0.5, 1.4)
                branch = _line(shape, rng, point, side, max(shape) * rng.uniform(0.03, 0.22))
                _drawn(bare, branch, scale * rng.uniform(0.5, 2))
    ragged = _noise(shape, 2.5 * scale, rng)
    bare = np.clip(cv2.GaussianBlur(bare, (0, 0), 0.7 * scale) * (1.3 + 0.5 * ragged), 0, 1)
    flakes = _noise(shape, 7 * scale, rng) - 3 + 1.6 * cv2.GaussianBlur(bare, (0, 0), 8 * scale) * 3
    worn = np.exp(-_from_edge(shape) / 0.012) * (1 + 0.8 * _noise(shape, 5 * scale, rng)) - 0.45
    bare = np.maximum(bare, np.clip(np.maximum(flakes * 3, worn * 4), 0, 1)).astype(np.float32)
    # Bared paper is not white: its fibres took dirt, and light from one side shows the relief.
    relief = cv2.Sobel(bare, cv2.CV_32F, 1, 1, ksize=3)
    dirt = np.array((0.03, 0.06, 0.11), np.float32) * rng.uniform(0, 2)
    paper = np.power(np.float32(10), -(base + dirt)) * (0.93 + 0.04 * ragged[..., None])
    mixed = reflected + bare[..., None] * (paper - reflected)
    mixed = mixed * np.clip(1 - 0.25 * relief, 0.6, 1.1)[..., None]
    done |= {"creases": creases}
    return np.asarray(np.maximum(mixed, 0), np.float32), bare > 0.5


# --- where it ended up ---


@dataclass(frozen=True)
class _Print:
    """A print without its surroundings; light that it reflects, and what is known of it."""

    reflected: Image
    truth: Image
    fresh: Plane
    lost: Mask
    base: Image


@dataclass(frozen=True)
class _Laid:
    reflected: Image
    truth: Image
    fresh: Plane
    area: Mask
    lost: Mask


_PAGES: Final = {
    "kraft": (0.42, 0.27, 0.145),
    "black": (0.022, 0.020, 0.019),
    "cream": (0.80, 0.72, 0.55),
    "grey": (0.24, 0.235, 0.22),
    "green": (0.16, 0.19, 0.12),
    "brown": (0.13, 0.075, 0.045),
}


def _laid(photo: _Print, kind: Kind, rng: Random, done: dict[str, float | str]) -> _Laid:
    """Give the print a border, lay it on a page, the page on the glass."""
    height, width = photo.fresh.shape
    shorter = min(height, width)
    border = _border_px(kind, shorter, rng)
    page = kind == "page"
    lid = rng.random() < (0.35 if page else 0.12)
    margins = np.zeros(4)  # top, bottom, left, right
    if page:
        margins = shorter * rng.uniform(0.01, 0.2, 4) * rng.choice((0.25, 1.0), 4)
        margins[rng.random(4) < 0.1] = 0  # the scan was cut there
    edge = shorter * rng.uniform(0.01, 0.1, 4) * (rng.random(4) < 0.7) if lid else np.zeros(4)
    top, bottom, left, right = np.round(margins + edge + border).astype(int)
    shape = (int(height + top + bottom), int(width + left + right))
    turned = rng.normal(0, 0.9) if page or lid else 0.0
    print_size = (height + 2 * border, width + 2 * border)
    start = np.array([(0, 0), (print_size[1], 0), (0, print_size[0])], np.float32)
    middle = np.array([left + width / 2, top + height / 2])
    turn = np.deg2rad(turned)
    way = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    target = (start - np.array(print_size[::-1]) / 2) @ way.T + middle
    move = np.asarray(cv2.getAffineTransform(start, target.astype(np.float32)), np.float64)

    whole = _bordered(photo, border, rng, done)
    paper_mask = _outline(print_size, kind, rng, done)
    inner = np.zeros(print_size, np.float32)
    inner[border : border + height, border : border + width] = 1

    def warped(plane: NDArray[np.float32], mode: int = cv2.BORDER_REPLICATE) -> Image:
        if turned == 0 and shape == print_size:
            return plane
        size = (shape[1], shape[0])
        return np.asarray(
            cv2.warpAffine(plane, move, size, flags=cv2.INTER_LINEAR, borderMode=mode), np.float32
        )

    present = warped(paper_mask, cv2.BORDER_CONSTANT)
    ground = _ground(shape, kind, edge if lid else None, rng, done)
    thrown = cv2.GaussianBlur(present, (0, 0), shorter / 120)
    shift = np.array([[1, 0, shorter / 150], [0, 1, shorter / 110]], np.float64)
    thrown = cv2.warpAffine(thrown, shift, (shape[1], shape[0]))
    ground = ground * (1 - rng.uniform(0.1, 0.6) * thrown[..., None])
    light = ground + present[..., None] * (warped(whole) - ground)
    if page and rng.random() < 0.35:
        light = _corners(light, present, target, print_size, way, rng, done)
    pad = ((border, border), (border, border))
    area = (warped(inner, cv2.BORDER_CONSTANT) > 0.99) & (present > 0.99)
    truth = warped(np.pad(photo.truth, (*pad, (0, 0)), "edge"))
    fresh = warped(np.pad(photo.fresh, pad, "edge"))
    lost = warped(np.pad(photo.lost.astype(np.float32), pad), cv2.BORDER_CONSTANT) > 0.5
    done |= {"turned": turned, "border": border / shorter}
    return _Laid(np.asarray(light, np.float32), np.clip(truth, 0, 1), fresh, area, lost)


def _border_px(kind: Kind, shorter: int, rng: Random) -> int:
    chance = {"grey": 0.3, "toned": 0.35, "worn": 0.5, "cracked": 0.4, "page": 0.75}[kind]
    if rng.random() >= chance:
        return 0
    return max(2, round(shorter * rng.uniform(0.02, 0.08)))


def _bordered(photo: _Print, border: int, rng: Random, done: dict[str, float | str]) -> Image:
    """The print with its border of bare paper; a keyline of black at some."""
    pad = ((border, border), (border, border), (0, 0))
    if border == 0:
        return photo.reflected
    base = np.pad(photo.base, pad, "edge")
    whole = np.power(np.float32(10), -base) * np.float32(0.97)
    height, width = photo.fresh.shape
    soft = cv2.GaussianBlur(np.pad(np.ones((height, width), np.float32), pad[:2]), (0, 0), 0.6)
    if rng.random() < 0.15:
        line = max(1, border // 8)
        cv2.rectangle(
            whole,
            (border - line, border - line),
            (border + width + line - 1, border + height + line - 1),
            (0.03, 0.03, 0.03),
            -1,
        )
        done |= {"keyline": "yes"}
    inner = np.pad(photo.reflected, pad, "edge")
    return np.asarray(whole + soft[..., None] * (inner - whole), np.float32)


def _outline(size: tuple[int, int], kind: Kind, rng: Random, done: dict[str, float | str]) -> Plane:
    """The sheet of paper: straight, deckled, with a corner torn off, or ragged."""
    height, width = size
    sheet = np.ones(size, np.float32)
    shorter = min(size)
    if kind in ("worn", "page") and rng.random() < 0.3:
        # Deckled with a knife: even waves along all four edges.
        pitch, depth = shorter / rng.uniform(30, 70), shorter / rng.uniform(90, 180)
        rows, columns = np.mgrid[:height, :width].astype(np.float32)
        along_rows = depth * (0.5 + 0.5 * np.sin(rows * 2 * np.pi / pitch))
        along_columns = depth * (0.5 + 0.5 * np.sin(columns * 2 * np.pi / pitch))
        inside = np.minimum(
            np.minimum(columns, width - 1 - columns) - along_rows,
            np.minimum(rows, height - 1 - rows) - along_columns,
        )
        sheet = np.clip(inside + 0.5, 0, 1).astype(np.float32)
        done |= {"edge": "deckled"}
    elif kind == "cracked" or (kind == "worn" and rng.random() < 0.4):
        ragged = _noise(size, shorter / 60, rng) + _noise(size, shorter / 15, rng)
        distance = _from_edge(size) * shorter
        sheet = np.clip(distance - (ragged - 1.2) * shorter / 160, 0, 1).astype(np.float32)
        if rng.random() < 0.4:
            rows, columns = np.mgrid[:height, :width]
            row = rows if rng.random() < 0.5 else height - 1 - rows
            column = columns if rng.random() < 0.5 else width - 1 - columns
            off = row + column * rng.uniform(0.5, 2) + ragged * shorter / 90
            sheet *= np.clip(off - shorter * rng.uniform(0.06, 0.22), 0, 1)
            done |= {"torn corner": "yes"}
        done |= {"edge": "ragged"}
    return np.asarray(sheet, np.float32)


def _ground(
    shape: tuple[int, int],
    kind: Kind,
    lid: NDArray[np.float64] | None,
    rng: Random,
    done: dict[str, float | str],
) -> Image:
    """What lies around the print: the page with its fibres, the lid of the scanner around that."""
    lids = {"white lid": (0.88, 0.88, 0.87), "grey lid": (0.45, 0.45, 0.46), "dark": (0.01,) * 3}
    lid_name = list(lids)[int(rng.integers(3))]
    lid_colour = np.array(lids[lid_name], np.float32) * rng.uniform(0.9, 1.1)
    name = list(_PAGES)[int(rng.choice(6, p=(0.3, 0.25, 0.2, 0.1, 0.05, 0.1)))]
    if kind != "page":
        ground = np.ones((*shape, 1), np.float32) * lid_colour
        done |= {"ground": lid_name}
        return np.asarray(ground, np.float32)
    colour = np.array(_PAGES[name], np.float32) * rng.uniform(0.85, 1.2)
    fibres = 1 + 0.03 * _noise(shape, 1, rng) + 0.04 * _noise(shape, 60, rng)
    ground = fibres[..., None] * colour
    done |= {"ground": name}
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(2, 9))):
            start = rng.uniform(0, 1, 2) * shape[::-1]
            line = _line(shape, rng, start, rng.normal(0, 0.6), max(shape) * rng.uniform(0.05, 0.2))
            ink = 0.85 if float(colour.mean()) < 0.1 else 0.05
            points = np.round(line * 16).astype(np.int32)[:, None]
            cv2.polylines(ground, [points], False, (ink, ink, ink), 1, cv2.LINE_AA, 4)
        done |= {"writing": "yes"}
    if lid is not None:
        top, bottom, left, right = np.round(lid).astype(int)
        sheet = np.zeros(shape, np.float32)
        sheet[top : shape[0] - bottom, left : shape[1] - right] = 1
        shade = cv2.GaussianBlur(sheet, (0, 0), min(shape) / 90)
        around = lid_colour * (1 - 0.35 * shade[..., None])
        ground = around + sheet[..., None] * (ground - around)
        done |= {"lid": lid_name}
    return np.asarray(ground, np.float32)


def _corners(
    light: Image,
    present: Plane,
    target: NDArray[np.float64],
    print_size: tuple[int, int],
    way: NDArray[np.float64],
    rng: Random,
    done: dict[str, float | str],
) -> Image:
    """Paper corners that hold the print."""
    leg = min(print_size) * rng.uniform(0.05, 0.1)
    colour = np.array([(0.03, 0.03, 0.03), (0.6, 0.5, 0.35)][int(rng.integers(2))], np.float32)
    covered = np.zeros(light.shape[:2], np.float32)
    across, down = way @ (1, 0), way @ (0, 1)
    height, width = print_size
    for row in (0, 1):
        for column in (0, 1):
            corner = target[0] + column * width * across + row * height * down
            legs = (across * (1 - 2 * column) * leg, down * (1 - 2 * row) * leg)
            points = np.stack([corner, corner + legs[0], corner + legs[1]])
            cv2.fillConvexPoly(covered, np.round(points * 16).astype(np.int32), 1.0, 8, 4)
    present -= present * covered  # what a corner covers is not picture
    done |= {"corners": "yes"}
    return np.asarray(light + covered[..., None] * (colour - light), np.float32)


def _scanned(light: Image, kind: Kind, rng: Random, done: dict[str, float | str]) -> Image:
    """Through the lamp, the sensor and JPEG; one in three is a snapshot with a phone."""
    shape = light.shape[:2]
    phone = kind != "grey" and rng.random() < 0.3
    cast = rng.normal(0, 0.035 if phone else (0.006 if kind == "grey" else 0.015), 3)
    seen = light * (1 + cast).astype(np.float32)
    if phone:
        slope = _noise(shape, max(shape) / 2, rng)[..., None]
        seen = seen * (1 + rng.uniform(0, 0.08) * slope)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 0.7))
    encoded = _encoded(np.asarray(seen, np.float32))
    noise = rng.standard_normal(encoded.shape, dtype=np.float32) * np.float32(
        rng.uniform(0, 0.012) if phone else rng.uniform(0, 0.004)
    )
    eight = np.round(np.clip(encoded + noise, 0, 1) * 255).astype(np.uint8)
    quality = int(rng.integers(60, 96))
    done |= {"scanned by": "phone" if phone else "scanner", "quality": quality}
    grey = kind == "grey" and rng.random() < 0.5
    if grey:
        eight = np.asarray(cv2.cvtColor(eight, cv2.COLOR_RGB2GRAY))[..., None]
    flag = [cv2.IMWRITE_JPEG_QUALITY, quality]
    _, packed = cv2.imencode(".jpg", eight if grey else eight[..., ::-1], flag)
    unpacked = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))[..., ::-1]
    done |= {"channels": "one" if grey else "three"}
    return np.ascontiguousarray(unpacked.astype(np.float32) / np.float32(255))


def _linear(encoded: Image) -> Image:
    """SRGB to light, IEC 61966-2-1."""
    low, high = encoded / 12.92, np.power((encoded + 0.055) / 1.055, 2.4)
    return np.where(encoded <= 0.04045, low, high).astype(np.float32)


def _encoded(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Light to sRGB, IEC 61966-2-1."""
    light = np.clip(light, 0, 1)
    low, high = light * 12.92, 1.055 * np.power(light, 1 / 2.4) - 0.055
    return np.where(light <= 0.0031308, low, high).astype(np.float32)


def sheet(count: int, *, seed: int = 0, cell_px: int = 300) -> NDArray[np.uint8]:
    """A contact sheet: a row for each kind, each print beside its truth and its picture area."""
    rows: dict[Kind, list[NDArray[np.uint8]]] = {kind: [] for kind in KINDS}
    for made in aged_photos(count, seed=seed):
        outside = np.where(made.area[..., None], made.picture, 0.5)
        for shown in (made.picture, made.truth, outside):
            height, width = shown.shape[:2]
            scale = cell_px / max(height, width)
            size = (round(width * scale), round(height * scale))
            small = cv2.resize(shown.astype(np.float32), size, interpolation=cv2.INTER_AREA)
            cell = np.full((cell_px, cell_px, 3), 0.5, np.float32)
            cell[: size[1], : size[0]] = small
            rows[made.kind].append(np.round(np.clip(cell, 0, 1) * 255).astype(np.uint8))
    return np.concatenate([np.concatenate(cells, 1) for cells in rows.values()], 0)


def main() -> None:
    """Draw a contact sheet of aged prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.aging", description=__doc__)
    parser.add_argument("sheet", type=Path, help="where the contact sheet goes (PNG)")
    parser.add_argument("--count", type=int, default=4, help="prints of each kind")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    drawn = sheet(arguments.count, seed=arguments.seed)
    cv2.imwrite(str(arguments.sheet), drawn[..., ::-1])


if __name__ == "__main__":
    main()
