"""Scans with known photos on them, made of noise."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray

from workstation.core.io.photo import Photo, open_photo
from workstation.core.pixels import Pixels, from_grey

DPI = 75.0
PX = DPI / 25.4
BED = (round(297 * PX), round(210 * PX))
Grey = NDArray[np.float32]


def clouds(height: int, width: int, seed: int) -> Grey:
    """Something with a photo's spectrum, between 20 and 200."""
    random = np.random.default_rng(seed)
    picture = np.zeros((height, width), np.float32)
    for power in range(2, 8):
        noise = random.normal(0, 1, (2**power, 2**power)).astype(np.float32)
        size = (width, height)
        picture += np.asarray(cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)) / 1.5**power
    picture -= picture.min()
    return np.asarray(picture * (180 / picture.max()) + 20, np.float32)


def empty_bed(level: float, size: tuple[int, int] = BED) -> Grey:
    noise = np.random.default_rng(1).normal(0, 1, size)
    slope = np.linspace(-2, 2, size[1])[None]
    return np.asarray(level + slope + noise, np.float32)


def lay(bed: Grey, picture: Grey, x: float, y: float, angle_deg: float) -> None:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -angle_deg, 1.0)
    turn[:, 2] += (x - (width - 1) / 2, y - (height - 1) / 2)
    size = (bed.shape[1], bed.shape[0])
    cover = cv2.warpAffine(np.ones_like(picture), turn, size)
    laid = cv2.warpAffine(picture, turn, size, borderMode=cv2.BORDER_REPLICATE)
    bed[:] = bed * (1 - cover) + laid * cover


def as_pixels(bed: Grey) -> Pixels:
    return from_grey(np.asarray(np.clip(bed / np.float32(255), 0, 1), np.float32))


def one_photo(level: float, angle_deg: float, border: int = 0) -> Grey:
    bed = empty_bed(level)
    picture = clouds(240, 340, 5)
    if border:
        picture = np.pad(picture, border, constant_values=225)
    lay(bed, picture, 300, 400, angle_deg)
    return bed


def saved(path: Path, bed: Grey, *, dpi: float | None = DPI, **options: object) -> Photo:
    """A coloured scan of 16 bits, with values that 8 bits cannot hold."""
    deep = np.clip(bed / 255, 0, 1) * 65535
    tinted = np.stack((deep, deep * 0.93, deep * 0.8), axis=2).astype(np.uint16)
    image = pyvips.Image.new_from_array(tinted).copy(interpretation="rgb16")
    if dpi is not None:
        image = image.copy(xres=dpi / 25.4, yres=dpi / 25.4)
    image.write_to_file(str(path), **options)
    return open_photo(path)


def pixels_of(path: Path) -> NDArray[np.uint16]:
    found: NDArray[np.uint16] = pyvips.Image.new_from_file(str(path)).numpy()
    return found
