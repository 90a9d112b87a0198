"""Makes the pictures of the guide to splitting scans, from the real window and the sample photos.

    python docs/make_scan_pictures.py

Prints of the samples lie on a scanner's glass, one of them over its end. It needs no display.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import cv2  # noqa: E402 - the repository must be on the path first
import numpy as np  # noqa: E402
import pyvips  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import spin, window_with  # noqa: E402
from docs.make_pictures import PICTURES, grabbed, save  # noqa: E402

DPI = 200
PX = DPI / 25.4
GLASS_MM = (210, 297)
BORDER_MM = 4
# Sample, middle down and across and width in millimetres, turn in degrees.
PRINTS = (
    ("portrait", 62, 64, 92, 3.0),
    ("cat", 70, 200, 128, -4.5),
    ("coffee", 160, 72, 104, -2.0),
    ("launch", 158, 262, 96, 6.0),
)


def printed(sample: str, width_mm: float) -> NDArray[np.float32]:
    """A sample as a print with a border of paper."""
    path = str(resources.find("samples", f"{sample}.jpg"))
    picture = pyvips.Image.thumbnail(path, round(width_mm * PX), size="both").numpy()
    if picture.ndim == 2:
        picture = np.repeat(picture[:, :, None], 3, axis=2)
    aged = np.float32([1.0, 0.95, 0.84]) * (30 + picture[:, :, :3].astype(np.float32) * 0.8)
    edge = round(BORDER_MM * PX)
    paper = (236.0, 230.0, 214.0)
    return np.asarray(
        cv2.copyMakeBorder(aged, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=paper)
    )


def scan(path: Path) -> Path:
    """A scan of all prints on a dark lid."""
    size = tuple(round(side * PX) for side in GLASS_MM)
    random = np.random.default_rng(1)
    scan_view = np.full((*size, 3), (58.0, 57.0, 55.0), np.float32)
    for sample, down, across, width, turn in PRINTS:
        made = printed(sample, width)
        height, wide = made.shape[:2]
        place = cv2.getRotationMatrix2D((wide / 2, height / 2), -turn, 1.0)
        place[:, 2] += (across * PX - wide / 2, down * PX - height / 2)
        laid = cv2.warpAffine(made, place, size[::-1], borderMode=cv2.BORDER_REPLICATE)
        cover = cv2.warpAffine(np.ones((height, wide), np.float32), place, size[::-1])
        shadow = cv2.GaussianBlur(cover, (0, 0), 0.8 * PX)[:, :, None]
        cover = cover[:, :, None]
        scan_view = scan_view * (1 - 0.3 * shadow * (1 - cover)) * (1 - cover) + laid * cover
    scan_view += random.normal(0, 1.2, scan_view.shape).astype(np.float32)
    image = pyvips.Image.new_from_array(np.clip(scan_view, 0, 255).astype(np.uint8))
    image.copy(xres=PX, yres=PX, interpretation="srgb").write_to_file(str(path))
    return path


def wait() -> None:
    """Until everything has its place."""
    end = time.monotonic() + 0.5
    spin(lambda: time.monotonic() > end)


def review(folder: Path) -> None:
    """The page on which a scan is looked at."""
    with window_with(resources.find("samples", "portrait.jpg")) as window:
        window.resize(1280, 820)
        window.preferences.choose("theme", "light")
        window.pages.show_page("split")
        page = window.split_page
        assert page is not None
        page.take([scan(folder / "album-12.tif"), scan(folder / "album-13.tif")])
        spin(lambda: page.review.ready)
        page.scan_view.setFocus()
        wait()
        save(grabbed(window), "split-review")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        review(Path(name))
