"""The canvas draws what the engine renders, pixel by pixel, at every zoom."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.drive import Driver, as_array
from workstation.app.viewer.tile_images import ImageCache, to_image
from workstation.core.pixels import from_grey, seal


@pytest.fixture
def pattern(tmp_path: Path) -> Path:
    """A photo larger than several tiles, every pixel unlike its neighbours."""
    rows, columns = np.mgrid[0:1300, 0:1700]
    values = ((rows * 7 + columns * 13) % 251).astype(np.uint8)
    path = tmp_path / "pattern.png"
    cv2.imwrite(str(path), values)
    return path


def test_at_100_percent_every_photo_pixel_is_a_screen_pixel_without_seams(
    driver: Driver, pattern: Path
) -> None:
    driver.open(pattern)
    driver.do("zoom_100")
    driver.settle()
    canvas = driver.window.photo_page.canvas
    assert canvas.viewport is not None
    top, left = canvas.viewport.to_window(0, 0)
    y, x = -round(top), -round(left)
    shown = driver.picture()[:, :, 0]
    photo = cv2.imread(str(pattern), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    height, width = shown.shape
    assert np.array_equal(shown, photo[y : y + height, x : x + width])


def test_at_400_percent_pixels_are_squares(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    driver.window.photo_page.canvas.zoom_to(4.0)
    driver.settle()
    view = driver.window.photo_page.canvas.viewport
    assert view is not None
    top, left = view.to_window(0, 0)
    y, x = round(top), round(left)
    shown = driver.picture()[:, :, 0]
    photo = cv2.imread(str(pattern), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    height, width = shown.shape
    rows = (np.arange(height) - y) // 4
    columns = (np.arange(width) - x) // 4
    assert np.array_equal(shown, photo[np.ix_(rows, columns)])


def test_a_fitted_photo_looks_like_the_photo_shrunk(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    view = driver.window.photo_page.canvas.viewport
    assert view is not None
    top, left = (round(v) for v in view.to_window(0, 0))
    height, width = round(1300 * view.zoom), round(1700 * view.zoom)
    shown = driver.picture()[top : top + height, left : left + width, 0].astype(float)
    photo = cv2.imread(str(pattern), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    expected = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA).astype(float)
    blurred = [cv2.blur(picture, (9, 9)) for picture in (shown, expected)]
    assert float(np.abs(blurred[0] - blurred[1])[8:-8, 8:-8].mean()) < 2


def test_the_wheel_zooms_at_the_pointer(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    driver.do("zoom_100")
    canvas = driver.window.photo_page.canvas
    assert canvas.viewport is not None
    at = QPointF(canvas.width() * 0.7, canvas.height() * 0.4)
    ratio = canvas.devicePixelRatioF()
    before = canvas.viewport.to_photo(at.y() * ratio, at.x() * ratio)
    zoom = canvas.viewport.zoom
    for _ in range(8):
        event = QWheelEvent(
            at,
            canvas.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, event)
    assert canvas.viewport.zoom == pytest.approx(zoom * 1.25**8)
    after = canvas.viewport.to_photo(at.y() * ratio, at.x() * ratio)
    assert after == pytest.approx(before, abs=1.0)
    driver.settle()


def test_dragging_and_arrow_keys_move_the_photo(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    driver.do("zoom_200")
    canvas = driver.window.photo_page.canvas
    assert canvas.viewport is not None
    before = canvas.viewport
    start = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(40, 20))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 20))
    assert canvas.viewport.x == pytest.approx(before.x - 20)
    assert canvas.viewport.y == pytest.approx(before.y - 10)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.viewport.x > before.x
    driver.settle()


def test_keys_zoom_to_round_figures_and_back_to_fit(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    canvas = driver.window.photo_page.canvas
    driver.do("zoom_100")
    driver.do("zoom_in")
    assert canvas.viewport is not None
    assert canvas.viewport.zoom == 1.5
    assert driver.window.status.zoom.text() == "150 %"
    driver.do("zoom_out")
    driver.do("zoom_out")
    assert canvas.viewport.zoom == 0.75
    driver.do("fit")
    assert canvas.viewport.fits
    driver.settle()


def test_a_double_click_goes_to_100_percent_and_back(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    canvas = driver.window.photo_page.canvas
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.viewport is not None
    assert canvas.viewport.zoom == 1.0
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.viewport.fits
    for zoom in (1.0, 2.0):
        QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton)
        assert canvas.viewport.zoom == zoom
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton)
    assert canvas.viewport.fits
    driver.settle()


def test_only_what_is_seen_is_rendered(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    driver.do("close")
    driver.window.resize(500, 400)
    driver.open(pattern)
    loader = driver.window.session.tile_loader
    canvas = driver.window.photo_page.canvas
    assert loader is not None
    assert loader.shown is not None
    canvas.zoom_to(8.0)
    driver.settle()
    view = canvas.viewport
    assert view is not None
    seen = set(view.tiles(0))
    rows, columns = -(-1300 // 512), -(-1700 // 512)
    everything = [(row, column) for row in range(rows) for column in range(columns)]
    from workstation.app.viewer.viewport import Tile

    there = {
        Tile(0, row, column)
        for row, column in everything
        if loader.image(loader.shown, Tile(0, row, column)) is not None
    }
    assert there == seen
    assert len(seen) < len(everything)


def test_pixels_become_the_same_image_grey_or_in_colour() -> None:
    plane = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)
    grey = as_array(to_image(from_grey(plane)))
    colour = as_array(to_image(seal(np.repeat(plane[:, :, None], 3, axis=2))))
    assert np.array_equal(grey, colour)
    assert np.array_equal(grey[:, :, 0], np.round(plane * 255).astype(np.uint8))
    red = np.zeros((2, 2, 3), np.float32)
    red[:, :, 0] = 1
    assert as_array(to_image(seal(red)))[0, 0].tolist() == [255, 0, 0]


def test_the_image_cache_keeps_to_its_bytes_and_gives_up_the_oldest() -> None:
    cache = ImageCache(10_000)
    for i in range(10):
        cache.put(i, QImage(32, 32, QImage.Format.Format_RGB32))
        cache.get(0)
    assert cache.used_bytes <= 10_000
    assert 0 in cache
    assert 1 not in cache
    assert 9 in cache


def test_a_held_space_bar_is_let_go_with_the_focus(driver: Driver, pattern: Path) -> None:
    driver.open(pattern)
    canvas = driver.window.photo_page.canvas
    driver.window.activateWindow()
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.panning
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    other = driver.window.photo_page.history.list
    other.setFocus()
    QTest.keyRelease(other, Qt.Key.Key_Space)
    assert not canvas.panning
    assert canvas.cursor().shape() != Qt.CursorShape.OpenHandCursor
