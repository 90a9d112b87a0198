"""Frames on a scan, put right with the mouse and the keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.app.drive import Driver
from tests.app.split.hands import Split, cut_off, drag, frame_of, key, two_photos
from tests.batch.synthetic_scans import empty_bed, lay, saved
from workstation.app.split import geometry


def test_dragging_a_corner_leaves_the_opposite_one_where_it_is(
    split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    size = page.review.scan.size
    before = geometry.corners(frame_of(page), size)
    target = (before[2][0] + 0.05, before[2][1] + 0.03)
    drag(page.scan_view, before[2], target)
    after = geometry.corners(frame_of(page), size)
    assert after[0] == pytest.approx(before[0], abs=1e-6)
    assert after[2] == pytest.approx(target, abs=0.003)
    assert frame_of(page).angle_deg == pytest.approx(4.0, abs=0.5)


def test_dragging_inside_moves_a_frame_and_undo_brings_it_back(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    found = frame_of(page)
    drag(page.scan_view, (found.row, found.column), (found.row + 0.1, found.column + 0.05))
    assert frame_of(page).row == pytest.approx(found.row + 0.1, abs=0.003)
    assert (frame_of(page).height, frame_of(page).width) == (found.height, found.width)
    driver.do("split_undo")
    assert frame_of(page) == found
    assert page.scan_view.frames[0] == found
    driver.do("split_redo")
    assert frame_of(page).row == pytest.approx(found.row + 0.1, abs=0.003)


def test_the_handle_beyond_a_frame_turns_it(split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    found, size = frame_of(page), page.review.scan.size
    _, handle = geometry.turner(found, size, page.scan_view.turner_px(found))
    drag(page.scan_view, handle, (found.row, found.column + 0.4))
    assert frame_of(page).angle_deg == pytest.approx(90.0, abs=1.0)
    assert (frame_of(page).row, frame_of(page).column) == (found.row, found.column)


def test_the_keys_do_what_the_mouse_does(driver: Driver, split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    scan_view, found = page.scan_view, frame_of(page)
    scan_view.setFocus()
    key(scan_view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down)
    moved = frame_of(page)
    assert moved.column > found.column
    assert moved.row > found.row
    key(scan_view, Qt.Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    assert frame_of(page).width > moved.width
    assert frame_of(page).height == moved.height
    driver.do("split_turn_right")
    assert frame_of(page).angle_deg == pytest.approx(found.angle_deg + 0.1)
    driver.do("split_quarter_left")
    assert frame_of(page).angle_deg == pytest.approx(found.angle_deg - 89.9)
    for _ in range(3):
        driver.do("split_undo")
    assert frame_of(page) == found


def test_tab_goes_from_frame_to_frame_and_then_on(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    page.scan_view.setFocus()
    assert page.scan_view.index == 0
    key(page.scan_view, Qt.Key.Key_Tab)
    assert page.scan_view.index == 1
    assert page.photos.currentRow() == 1
    key(page.scan_view, Qt.Key.Key_Tab)
    driver.until(lambda: not page.scan_view.hasFocus())


def test_a_frame_can_be_removed_and_another_drawn(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    driver.do("split_remove")
    assert len(page.review.scan.frames) == 1
    assert page.photos.count() == 1
    drag(page.scan_view, (0.65, 0.2), (0.85, 0.7))
    assert len(page.review.scan.frames) == 2
    drawn = frame_of(page, 1)
    assert (drawn.row, drawn.column) == pytest.approx((0.75, 0.45), abs=0.005)
    assert page.scan_view.index == 1


def test_a_gesture_that_escape_ends_changes_nothing(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    found = frame_of(page)
    start = page.scan_view.point((found.row, found.column)).toPoint()
    QTest.mousePress(page.scan_view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.scan_view, start + QPoint(30, 40))
    assert page.scan_view.frames[0] != found
    driver.do("cancel")
    QTest.mouseRelease(page.scan_view, Qt.MouseButton.LeftButton, pos=start)
    assert page.scan_view.frames[0] == frame_of(page) == found


def test_a_doubtful_photo_is_told_in_words_until_it_is_put_right(
    split: Split, tmp_path: Path
) -> None:
    page = split(cut_off(tmp_path))
    told = page.photos.item(0).text()
    assert "doubtful" in told
    assert "reaches the end of the scan" in told
    assert page.scan_view.index == 0
    assert "reaches the end" in page.scan_view.accessibleDescription()
    key(page.scan_view, Qt.Key.Key_Right)
    assert "doubtful" not in page.photos.item(0).text()
    assert frame_of(page).doubts == ()


def test_what_is_shown_beside_the_scan_is_the_photo_upright(split: Split, tmp_path: Path) -> None:
    bed = empty_bed(245)
    flag = np.full((200, 320), 40, np.float32)
    flag[:, 160:] = 200
    lay(bed, flag, 300, 400, 12)
    page = split(saved(tmp_path / "flag.tif", bed).path)
    image: QImage = page.photos.item(0).icon().pixmap(112, 112).toImage()
    row = image.height() // 2
    left, right = (image.pixelColor(x * image.width() // 112, row) for x in (20, 92))
    assert left.lightness() < 70
    assert right.lightness() > 150
    for y in (-25, 25):
        assert image.pixelColor(20 * image.width() // 112, row + y).lightness() < 70


def test_the_wheel_zooms_where_the_pointer_is(driver: Driver, split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    scan_view = page.scan_view
    at = QPointF(scan_view.width() / 2 + 20, scan_view.height() / 2 - 10)
    before = scan_view.place(at)
    scan_view.zoom_to(scan_view.viewport.zoom * 8, at)
    assert scan_view.place(at) == pytest.approx(before, abs=1e-6)
    driver.do("split_fit")
    assert scan_view.viewport.fits


def test_scan_and_photo_are_moved_and_zoomed_alike(split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    scan_view = page.scan_view
    assert scan_view.viewport is not None
    frames = scan_view.frames
    scan_view.zoom_to(scan_view.viewport.zoom * 8)
    before = scan_view.viewport
    middle = scan_view.rect().center()
    QTest.keyPress(scan_view, Qt.Key.Key_Space)
    assert scan_view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(scan_view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(scan_view, middle + QPoint(30, 20))
    QTest.mouseRelease(scan_view, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 20))
    assert scan_view.viewport.x < before.x
    page.photos.setFocus()  # the space bar is let go somewhere else
    QTest.keyRelease(page.photos, Qt.Key.Key_Space)
    assert not scan_view.panning
    QTest.mouseClick(scan_view, Qt.MouseButton.MiddleButton, pos=middle)
    assert scan_view.viewport.fits
    assert scan_view.frames == frames
