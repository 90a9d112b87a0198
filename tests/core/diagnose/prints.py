"""Small prints of known kind, made of the sample photos of scikit-image."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from workstation.core.color.cielab import from_lab, lightness
from workstation.core.pixels import Pixels, from_grey, seal

PHOTOS = ("astronaut", "coffee", "chelsea", "rocket")
TONES = {"sepia": (8.0, 22.0), "yellowed": (4.0, 12.0), "cyanotype": (-6.0, -18.0)}
KRAFT, CREAM, BLACK = (0.62, 0.5, 0.36), (0.92, 0.88, 0.78), (0.09, 0.085, 0.08)


def coloured(name: str) -> Pixels:
    return seal(np.ascontiguousarray(getattr(data, name)().astype(np.float32) / 255))


def grey(name: str) -> Pixels:
    return from_grey(np.ascontiguousarray(coloured(name).mean(axis=2)))


def toned(name: str, tone: str = "sepia") -> Pixels:
    light, (a, b) = lightness(grey(name)), TONES[tone]
    bell = 4 * (light / 100) * (1 - light / 100)
    return from_lab(light, np.stack([a * bell, b * bell], -1).astype(np.float32))


def aged(pixels: Pixels, seed: int = 0) -> Pixels:
    """With yellow from one side, a brown stain, grain and the noise of JPEG."""
    rng = np.random.default_rng(seed)
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    stain = np.exp(-((np.hypot(rows - 0.3, columns - 0.75) / 0.16) ** 8)) * 0.35
    yellow = 0.25 * rows + stain
    density = yellow[..., None] * np.array((0.1, 0.35, 1.0))
    old = pixels * 10 ** (-0.4 * density) + rng.normal(0, 0.012, (height, width, 1))
    eight = np.round(np.clip(old, 0, 1) * 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", eight[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 75])
    back = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))[..., ::-1]
    return seal(np.ascontiguousarray(back.astype(np.float32) / np.float32(255)))


def on_page(
    pixels: Pixels,
    page: tuple[float, float, float] = KRAFT,
    *,
    border: float = 0.04,
    angle_deg: float = 0.0,
) -> tuple[Pixels, NDArray[np.bool_]]:
    """A print with a white border on an album page, and where its picture lies."""
    height, width = pixels.shape[:2]
    edge = round(border * min(height, width))
    top, left = edge + round(0.09 * height), edge + round(0.07 * width)
    shape = (height + 2 * top, width + 2 * left)
    print_ = np.full((height + 2 * edge, width + 2 * edge, 3), (0.93, 0.92, 0.88), np.float32)
    print_[edge : edge + height, edge : edge + width] = pixels
    inner = np.zeros(print_.shape[:2], np.float32)
    inner[edge : edge + height, edge : edge + width] = 1
    move = cv2.getRotationMatrix2D((width / 2 + edge, height / 2 + edge), angle_deg, 1.0)
    move[:, 2] += (left - edge, top - edge)

    def moved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.warpAffine(plane, move, (shape[1], shape[0])), np.float32)

    present = moved(np.ones(print_.shape[:2], np.float32))[..., None]
    fibres = np.random.default_rng(1).normal(0, 0.008, (*shape, 1))
    ground = np.clip(np.array(page) + fibres, 0, 1)
    scan = ground + present * (moved(print_) - ground)
    return seal(np.clip(scan, 0, 1).astype(np.float32)), moved(inner) > 0.5
