"""Worn prints to learn repair from: a photo as an old print shows it, with damage and without.

A photo becomes a print (grey, toned or in colour, with its grain), damage is laid over it before or
after the print faded and was toned, a scanner softens both, and JPEG packs them. What counts as
damage is what it changes visibly in the end: a crack in a white sky is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.data import damage
from ml.data.damage import Kind, Layer, Plane

Photo: TypeAlias = NDArray[np.uint8]

VISIBLE: Final = 0.05
"""A pixel is damaged if damage changes one of its channels by more than this, of 1."""

WEIGHTS: Final[dict[str, float]] = {"cracks": 3, "creases": 2, "scratches": 2, "dust": 2}
"""How much oftener than others some kinds are drawn; others have 1."""


class Example(NamedTuple):
    """A worn print.

    Attributes
    ----------
    shown
        (H, W, 3), sRGB, uint8: as it was scanned.
    whole
        (H, W, 3), sRGB, uint8: the same print without its damage.
    where
        (H, W), bool: the damage.
    """

    shown: Photo
    whole: Photo
    where: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Sprites:
    """Shapes of real film damage, to learn from.

    Attributes
    ----------
    shapes
        (count, side, side), uint8: opacity.
    frames
        Where damage was marked on whole frames, uint8.
    """

    shapes: Photo
    frames: tuple[Photo, ...]

    @classmethod
    def read(cls, folder: Path, *, kept_aside: bool = False) -> Sprites:
        """Read the sheets and frames of a folder: four of five, or the fifth that is kept aside."""
        shapes, frames = [], []
        for path in sorted(folder.glob("*.png")):
            plane = np.asarray(Image.open(path).convert("L"))
            if path.stem.startswith("film-"):
                frames.append(plane)
                continue
            rows, columns = plane.shape[0] // 256, plane.shape[1] // 256
            cells = plane.reshape(rows, 256, columns, 256).swapaxes(1, 2).reshape(-1, 256, 256)
            shapes += [cell for cell in cells if cell.max() > 60]
        kept = slice(4, None, 5)
        if kept_aside:
            return cls(np.stack(shapes[kept]), tuple(frames[kept]))
        rest = [index for index in range(len(shapes)) if index % 5 != 4]
        learnt = tuple(frame for index, frame in enumerate(frames) if index % 5 != 4)
        return cls(np.stack([shapes[index] for index in rest]), learnt)

    def layer(self, height: int, width: int, draw: np.random.Generator) -> Layer:
        """One to six shapes, turned and of any size, or a piece of a frame."""
        cover = np.zeros((height, width), np.float32)
        if draw.random() < 0.3:
            frame = self.frames[int(draw.integers(len(self.frames)))]
            chosen, scales, count = frame, (0.35, 1.1), 1
        else:
            chosen, scales, count = None, (0.25, 1.3), int(draw.integers(1, 7))
        for _ in range(count):
            shape = self.shapes[int(draw.integers(len(self.shapes)))] if chosen is None else chosen
            scale, angle = draw.uniform(*scales), draw.uniform(0, 360)
            middle = (shape.shape[1] / 2, shape.shape[0] / 2)
            if chosen is not None:
                middle = tuple(draw.uniform(0.2, 0.8, 2) * shape.shape[::-1])
            turn = cv2.getRotationMatrix2D(middle, angle, scale)
            place = draw.uniform(0, 1, 2) * (width, height)
            turn[:, 2] += place - middle
            laid = cv2.warpAffine(shape, turn, (width, height), flags=cv2.INTER_AREA)
            cover = np.maximum(cover, laid.astype(np.float32) / 255)
        light = np.full_like(cover, draw.choice((0.04, 0.12, 0.88, 0.97), p=(0.2, 0.1, 0.2, 0.5)))
        cover = np.clip(cover * draw.uniform(0.6, 1.4), 0, 1)
        return Layer(cover, light, np.zeros_like(cover))


def example(
    photo: Plane,
    draw: np.random.Generator,
    *,
    sprites: Sprites | None = None,
    kinds: Sequence[Kind] = damage.FILLABLE,
    undamaged: float = 0.2,
) -> Example:
    """Make a worn print of a photo.

    Parameters
    ----------
    photo
        (H, W, 3), sRGB, 0..1.
    draw
        The source of chance.
    sprites
        Shapes of real damage, drawn as often as two kinds.
    kinds
        Of damage to choose from.
    undamaged
        The share of prints that get none.
    """
    height, width = photo.shape[:2]
    whole = _printed(photo, draw)
    shown = whole
    shares = np.array([WEIGHTS.get(kind.__name__, 1.0) for kind in kinds])
    if sprites is not None:
        kinds, shares = (*kinds, sprites.layer), np.append(shares, 2.0)
    count = 0 if draw.random() < undamaged else int(draw.choice((1, 2, 3, 4)))
    layers = []
    for index in draw.choice(len(kinds), size=count, replace=False, p=shares / shares.sum()):
        layers.append(kinds[index](height, width, draw))
        if draw.random() < 0.5 and layers[-1].cover.any():  # a part of it, or paler
            layers[-1] = layers[-1]._replace(
                cover=layers[-1].cover * np.float32(draw.uniform(0.35, 1))
            )
    if draw.random() < 0.1:
        layers.append(damage.silvering(height, width, draw))
    early = draw.random() < 0.6
    aged = _Ageing.drawn(draw)
    both = [whole, shown]
    for late in (False, True):
        for layer in layers if early != late else ():
            both = [damage.veil(both[0], layer), damage.lay(both[1], layer)]
        if not late:
            both = [aged.toned(plane) for plane in both]
    both = [aged.softened(plane) for plane in both]
    where = np.abs(both[1] - both[0]).max(-1) > VISIBLE
    whole, shown = (aged.sharpened(plane) for plane in both)
    noise = aged.noise(height, width, draw)
    return Example(aged.packed(shown + noise), aged.packed(whole + noise), where)


def _printed(photo: Plane, draw: np.random.Generator) -> Plane:
    """Grey as an emulsion sees it, or in colour; with a curve, grain, and sometimes a border."""
    chance = draw.random()
    if chance < 0.8:
        weights = draw.dirichlet((3.0, 4.5, 2.0))
        photo = np.repeat(cv2.transform(photo, weights[None].astype(np.float32))[..., None], 3, -1)
    photo = photo ** np.float32(np.exp(draw.normal(0, 0.25)))
    if draw.random() < 0.6:
        sigma, size = 0.05 * draw.random() ** 1.5, draw.uniform(0.3, 1.2)
        grain = cv2.GaussianBlur(draw.standard_normal(photo.shape[:2], np.float32), (0, 0), size)[
            ..., None
        ]
        share = sigma / max(float(grain.std()), 1e-6)
        photo = photo + share * grain * np.sqrt(np.clip(4 * photo * (1 - photo), 0, 1))
    if draw.random() < 0.12:
        photo = _bordered(photo, draw)
    return np.asarray(np.clip(photo, 0, 1), np.float32)


def _bordered(photo: Plane, draw: np.random.Generator) -> Plane:
    """The straight side of a print, with a margin or a line about it: not damage."""
    photo = photo.copy()
    margin, line = int(draw.integers(2, 40)), int(draw.integers(0, 3))
    tone, ground = draw.uniform(0.7, 1.0), draw.choice((draw.uniform(0, 0.3), 0.95))
    for side in draw.choice(4, size=int(draw.integers(1, 5)), replace=False):
        turned = np.rot90(photo, side)
        outside = int(margin * draw.uniform(0, 0.7)) if draw.random() < 0.4 else 0
        turned[:margin] = tone
        turned[margin : margin + line] = ground
        turned[:outside] = ground
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), 0.6), np.float32)


class _Ageing(NamedTuple):
    """What the years and the scanner do to a print, the same to its damage."""

    black: NDArray[np.float32]
    white: NDArray[np.float32]
    gamma: NDArray[np.float32]
    blur_px: float
    sharpening: float
    noise_share: float
    quality: int

    @classmethod
    def drawn(cls, draw: np.random.Generator) -> _Ageing:
        toned = draw.random() < 0.6
        warm = draw.uniform(0, 1) if toned else 0.0
        fade = draw.uniform(0, 0.3)
        paper = 1 - draw.uniform(0, 0.2) - warm * np.array([0.0, 0.08, 0.25]) * draw.random()
        black = fade * draw.random() + warm * np.array([0.12, 0.06, 0.0]) * draw.random()
        gamma = 1 + warm * draw.uniform(0, 0.7) * np.array([-0.35, 0.0, 0.5])
        return cls(
            black=np.broadcast_to(black, 3).astype(np.float32),
            white=np.asarray(paper, np.float32),
            gamma=np.asarray(gamma, np.float32),
            blur_px=float(draw.choice((0.0, draw.uniform(0.3, 1.3)), p=(0.35, 0.65))),
            sharpening=float(draw.choice((0.0, draw.uniform(0.3, 1.2)), p=(0.75, 0.25))),
            noise_share=float(0.025 * draw.random() ** 2),
            quality=int(draw.integers(35, 98)) if draw.random() < 0.7 else 0,
        )

    def toned(self, print_: Plane) -> Plane:
        """Fade and tone it."""
        light = np.clip(print_, 0, 1) ** self.gamma
        return np.asarray(self.black + light * (self.white - self.black), np.float32)

    def softened(self, print_: Plane) -> Plane:
        """As a scanner's lens sees it."""
        if not self.blur_px:
            return print_
        return np.asarray(cv2.GaussianBlur(print_, (0, 0), self.blur_px), np.float32)

    def sharpened(self, print_: Plane) -> Plane:
        """As scanners' programs sharpen it."""
        if not self.sharpening:
            return np.clip(print_, 0, 1)
        soft = cv2.GaussianBlur(print_, (0, 0), 1.2)
        return np.asarray(np.clip(print_ + self.sharpening * (print_ - soft), 0, 1), np.float32)

    def noise(self, height: int, width: int, draw: np.random.Generator) -> Plane:
        """The scanner's noise."""
        noise = draw.standard_normal((height, width, 3), np.float32)
        return np.asarray(noise * np.float32(self.noise_share), np.float32)

    def packed(self, print_: Plane) -> Photo:
        """In 8 bits, through JPEG if it was."""
        levels = np.rint(np.clip(print_, 0, 1) * 255).astype(np.uint8)
        if not self.quality:
            return levels
        _, code = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, self.quality])
        return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)


def crop(photo: Photo, draw: np.random.Generator, side_px: int) -> Plane:
    """A square out of a photo, at its own size, smaller or enlarged, turned or mirrored.

    Scans show photos at every sharpness: a network that learns from sharp ones alone takes all that
    is sharp in a soft one for damage, and the other way about.
    """
    height, width = photo.shape[:2]
    least = min(height, width)
    share = least * draw.uniform(0.38, 1.0)
    side = int(min(least, max(32, share)))
    row, column = (int(draw.integers(0, full - side + 1)) for full in (height, width))
    cut = photo[row : row + side, column : column + side]
    way = cv2.INTER_AREA if side > side_px else draw.choice((cv2.INTER_CUBIC, cv2.INTER_LANCZOS4))
    piece = np.asarray(cv2.resize(cut, (side_px, side_px), interpolation=int(way)))
    piece = np.rot90(piece, int(draw.integers(4)) if draw.random() < 0.3 else 0)
    piece = piece[:, ::-1] if draw.random() < 0.5 else piece
    return np.ascontiguousarray(piece, np.float32) / np.float32(255)
