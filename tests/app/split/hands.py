"""Scans for the page that splits them, and hands for its frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.batch.synthetic_scans import clouds, empty_bed, lay, saved
from workstation.app.split import geometry
from workstation.app.split.page import ReviewPage
from workstation.app.split.scan_view import ScanView
from workstation.batch.splitting.frames import PhotoFrame

Split = Callable[..., ReviewPage]


def two_photos(folder: Path, name: str = "scan.tif", dpi: float | None = 75.0) -> Path:
    bed = empty_bed(245)
    lay(bed, clouds(240, 200, 3), 160, 300, 4)
    lay(bed, clouds(240, 200, 4), 430, 320, -6)
    return saved(folder / name, bed, dpi=dpi).path


def cut_off(folder: Path, name: str = "cut.tif") -> Path:
    bed = empty_bed(245)
    lay(bed, clouds(240, 340, 5), 120, 400, 0)
    return saved(folder / name, bed).path


def key(scan_view: ScanView, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for one in keys:
        QTest.keyClick(scan_view, one, held or Qt.KeyboardModifier.NoModifier)


def drag(scan_view: ScanView, start: geometry.Place, end: geometry.Place) -> None:
    """From one place of the scan to another, on the way in four steps."""
    first, last = scan_view.point(start), scan_view.point(end)
    QTest.mousePress(scan_view, Qt.MouseButton.LeftButton, pos=first.toPoint())
    for step in range(1, 5):
        QTest.mouseMove(scan_view, (first + (last - first) * step / 4).toPoint())
    QTest.mouseRelease(scan_view, Qt.MouseButton.LeftButton, pos=last.toPoint())


def frame_of(page: ReviewPage, index: int = 0) -> PhotoFrame:
    assert page.review.scan is not None
    return page.review.scan.frames[index]
