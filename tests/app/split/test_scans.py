"""Splitting scans on the page for it, as its users do: look, approve, write."""

from __future__ import annotations

from pathlib import Path

import pyvips
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from tests.app.drive import Driver
from tests.app.split.hands import Split, key, two_photos
from tests.batch.photos import batch
from tests.batch.synthetic_scans import BED, PX, one_photo, saved
from workstation.batch.store import Store
from workstation.core.io.photo import open_photo


def test_enter_approves_then_writes_and_depth_resolution_and_scan_are_kept(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    path = two_photos(tmp_path)
    before = path.read_bytes()
    page = split(path)
    assert len(page.review.scan.frames) == 2
    key(page.scan_view, Qt.Key.Key_Return)
    assert page.review.over
    assert not (tmp_path / "photos").exists()
    QTest.keyClick(page, Qt.Key.Key_Return)
    driver.until(lambda: page.result is not None)
    made = [open_photo(found) for found in page.result.paths]
    assert [photo.path.name for photo in made] == ["scan-1.tif", "scan-2.tif"]
    assert {photo.path.parent for photo in made} == {tmp_path / "photos"}
    assert [(photo.bits, photo.dpi) for photo in made] == [(16, (75.0, 75.0))] * 2
    assert path.read_bytes() == before


def test_of_a_scan_that_is_left_out_nothing_is_written(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path), two_photos(tmp_path, "other.tif"))
    driver.do("split_leave_out")
    driver.until(lambda: page.review.ready)
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    assert [path.name for path in page.result.paths] == ["other-1.tif", "other-2.tif"]


def test_before_a_scan_is_approved_nothing_can_be_written(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    assert not driver.can("split_write")
    driver.do("split_next")
    assert page.review.over
    assert not driver.can("split_write")


def test_a_change_takes_the_approval_back(driver: Driver, split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    driver.do("split_approve")
    driver.do("split_previous")
    assert page.review.scan.approved
    key(page.scan_view, Qt.Key.Key_Right)
    assert not page.review.scan.approved
    assert not driver.can("split_write")


def test_one_broken_file_is_told_and_the_others_go_on(driver: Driver, tmp_path: Path) -> None:
    broken = tmp_path / "a broken.tif"
    broken.write_bytes(b"II*\0nothing")
    two_photos(tmp_path, "good.tif")
    driver.answers.paths = [tmp_path]
    driver.do("split_open_folder")
    page = driver.window.split_page
    driver.until(lambda: page.review.scans and page.review.scan.error is not None)
    assert not driver.can("split_approve")
    driver.do("split_leave_out")
    driver.until(lambda: page.review.ready)
    assert page.review.scan.name == "good.tif"


def test_every_page_of_a_tiff_file_is_a_scan(driver: Driver, split: Split, tmp_path: Path) -> None:
    single = two_photos(tmp_path, "one.tif")
    other = saved(tmp_path / "two.tif", one_photo(245, 5.0)).path
    pages = [pyvips.Image.new_from_file(str(path)) for path in (single, other)]
    whole = pyvips.Image.arrayjoin(pages, across=1)
    whole.set_type(pyvips.GValue.gint_type, "page-height", pages[0].height)
    whole.write_to_file(str(tmp_path / "album.tif"))
    page = split(tmp_path / "album.tif")
    assert len(page.review.scans) == 2
    driver.do("split_approve")
    driver.until(lambda: page.review.ready)
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    names = [path.name for path in page.result.paths]
    assert names == ["album-page1-1.tif", "album-page1-2.tif", "album-page2-1.tif"]


def test_a_scan_that_does_not_know_its_resolution_is_asked_about_and_gets_it(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path, dpi=72))
    assert page.resolution.isVisible()
    assert "72 dpi" in page.resolution.note
    assert "mm" not in page.photos.item(0).text()
    page.resolution.field.setValue(75)
    driver.until(lambda: page.review.ready)
    driver.settle()
    assert f"{BED[1] / PX:.0f} × {BED[0] / PX:.0f} mm" in page.resolution.note
    assert f"{200 / PX:.0f} × {240 / PX:.0f} mm" in page.photos.item(0).text()
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    assert {open_photo(path).dpi for path in page.result.paths} == {(75.0, 75.0)}


def test_what_is_said_of_one_scan_holds_for_all_that_say_nothing(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    names = [two_photos(tmp_path, f"{n}.tif", dpi=None) for n in range(4)]
    page = split(*names, two_photos(tmp_path, "knows.tif", dpi=90))
    page.resolution.field.setValue(75)
    for _ in range(5):
        driver.until(lambda: page.review.ready)
        driver.do("split_approve")
    assert [scan.dpi for scan in page.review.scans] == [75.0] * 4 + [None]


def test_scans_can_be_dropped_onto_the_page(driver: Driver, tmp_path: Path) -> None:
    driver.do("page_split")
    page = driver.window.split_page
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(two_photos(tmp_path)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    driver.until(lambda: page.review.ready)
    assert len(page.review.scan.frames) == 2
    assert driver.window.session.photos == []


def test_a_scan_that_knows_its_resolution_is_not_asked_about(split: Split, tmp_path: Path) -> None:
    page = split(two_photos(tmp_path))
    assert not page.resolution.isVisible()


def test_existing_files_stay(driver: Driver, split: Split, tmp_path: Path) -> None:
    path = two_photos(tmp_path)
    there = tmp_path / "photos" / "scan-2.tif"
    there.parent.mkdir()
    there.write_text("mine")
    page = split(path)
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    names = sorted(path.name for path in page.result.paths)
    assert names == ["scan (2)-1.tif", "scan (2)-2.tif"]
    assert there.read_text() == "mine"


def test_photos_go_into_the_folder_that_is_chosen(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    driver.answers.split_to = tmp_path / "elsewhere"
    driver.do("split_change_folder")
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    assert {path.parent for path in page.result.paths} == {tmp_path / "elsewhere"}


def test_the_next_box_is_written_beside_its_own_scans(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        page = split(two_photos(tmp_path / name))
        driver.do("split_approve")
        driver.do("split_write")
        driver.until(lambda page=page: page.result is not None and not page.review.to_write)
        assert {path.parent for path in page.result.paths} == {tmp_path / name / "photos"}


def test_approved_photos_are_not_forgotten_without_a_question(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    driver.do("split_approve")
    driver.answers.yes = False
    driver.do("split_finish")
    assert not driver.window.close()
    assert driver.answers.asked.count("forget scans") == 2
    assert len(page.review.to_write) == 1
    driver.answers.yes = True
    driver.do("split_finish")
    assert page.review.scans == []


def test_what_was_written_can_be_opened_and_queued(
    driver: Driver, split: Split, tmp_path: Path
) -> None:
    page = split(two_photos(tmp_path))
    assert not driver.can("split_edit")
    driver.do("split_approve")
    driver.do("split_write")
    driver.until(lambda: page.result is not None)
    driver.answers.batch = batch(tmp_path / "restored")
    driver.do("split_queue")
    driver.until(lambda: driver.window.queue.counts["waiting"] == 2)
    with Store(driver.queue) as store:
        assert {item.source for item in store.items()} == set(page.result.paths)
    driver.do("page_split")
    driver.do("split_edit")
    driver.until(lambda: len(driver.window.session.photos) == 2)
    assert driver.window.pages.name == "photo"
    driver.settle()


def test_looking_can_be_stopped_and_begun_again(driver: Driver, tmp_path: Path) -> None:
    driver.answers.paths = [two_photos(tmp_path)]
    driver.do("split_open")
    page = driver.window.split_page
    driver.until(lambda: bool(page.review.scans))
    driver.do("cancel")
    if not page.review.ready:  # it was quicker than the hand
        assert not driver.can("split_approve")
        driver.do("split_find")
        driver.until(lambda: page.review.ready)
    assert len(page.review.scan.frames) == 2
