"""Makes the pictures of the documentation from the real window and the sample photos.

    python docs/make_pictures.py

No display is needed. Run it again whenever the window looks different.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PIL import Image  # noqa: E402 - the repository must be on the path first
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import settled, spin, window_with  # noqa: E402
from workstation.app.viewer.compare import Compare  # noqa: E402
from workstation.app.window import Window  # noqa: E402
from workstation.cli import main as heirloom  # noqa: E402

PICTURES = HERE / "pictures"
LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (
    ("portrait", "light"),
    ("launch", "dark"),
)
SAMPLES = ("portrait", "coffee", "cat", "launch")


def grabbed(widget: QWidget) -> Image.Image:
    """What a widget shows."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = image.width(), image.height()
    return Image.frombytes(
        "RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )


def save(image: Image.Image, name: str) -> None:
    """Keep a picture, small."""
    path = PICTURES / f"{name}.webp"
    image.save(path, quality=88, method=6)
    print(f"{path.name}: {image.width} x {image.height}, {path.stat().st_size // 1024} KB")


def restored(window: Window) -> None:
    """Press Restore and wait."""
    window.session.restore()
    spin(lambda: window.session.step("colour") is not None and settled(window))


def quiet(window: Window) -> None:
    """Wait until everything is drawn, small pictures included, and has stayed so for a second."""
    since = time.monotonic()

    def lasting() -> bool:
        nonlocal since
        if not settled(window) or window.session.jobs.thumbnails.jobs:
            since = time.monotonic()
        return time.monotonic() - since > 1

    spin(lasting)


def windows() -> None:
    """The window in both themes, and with the wipe."""
    for sample, theme in LOOKS:
        with window_with(resources.find("samples", f"{sample}.jpg")) as window:
            window.resize(1280, 820)
            window.preferences.choose("theme", theme)
            restored(window)
            if theme == "dark":
                window.photo_page.switch_compare(Compare.WIPE)
                window.photo_page.canvas.zoom_to(1.6)
            quiet(window)
            save(grabbed(window), f"window-{theme}")


def looks() -> None:
    """Other looks of a picture, and two entries of its history beside each other."""
    with window_with(resources.find("samples", "portrait.jpg")) as window:
        window.resize(1280, 820)
        window.preferences.choose("theme", "light")
        restored(window)
        page = window.photo_page
        page.try_another()
        spin(lambda: page.variants.drawn and settled(window))
        save(grabbed(window), "looks")
        page.variants.cells[5].click()
        window.session.mark(window.session.current.history.snapshot("For Grandma"))
        page.compare_entries(1, 2)
        quiet(window)
        save(grabbed(window), "history")


def strip() -> None:
    """Every sample above its result, as the command line makes it."""
    height, gap = 260, 8
    with tempfile.TemporaryDirectory() as folder:
        photos = [resources.find("samples", f"{name}.jpg") for name in SAMPLES]
        heirloom(["restore", *map(str, photos), "-o", folder, "--quiet"])
        columns = [
            [Image.open(p).convert("RGB") for p in (photo, Path(folder, f"{name}-restored.jpg"))]
            for photo, name in zip(photos, SAMPLES, strict=True)
        ]
    widths = [round(before.width * height / before.height) for before, _ in columns]
    size = (sum(widths) + gap * (len(widths) - 1), 2 * height + gap)
    sheet = Image.new("RGB", size, (255, 255, 255))
    left = 0
    for pair, width in zip(columns, widths, strict=True):
        for row, picture in enumerate(pair):
            small = picture.resize((width, height), Image.Resampling.LANCZOS)
            sheet.paste(small, (left, row * (height + gap)))
        left += width + gap
    save(sheet, "samples")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    windows()
    looks()
    strip()
