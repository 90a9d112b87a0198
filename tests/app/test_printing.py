"""Onto paper: sizes that are true, several on a sheet, before and after; and the clipboard."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageLayout, QPageSize

from tests.app.drive import Driver, as_array, chroma
from workstation.app.dialogs.print_dialog import PrintDialog, PrintPlan
from workstation.app.printing import paint
from workstation.app.printing.sheets import MARGIN_MM, How, Size, inside, sheets

A4 = (297.0, 210.0)
PORTRAIT = QPageLayout.Orientation.Portrait


def test_a_print_comes_out_as_large_as_it_was_scanned() -> None:
    (sheet,) = sheets([Size(1500, 1000, 127.0, 84.667)], "true", A4, [""])
    place = sheet[0].place
    assert (place.height_mm, place.width_mm) == (127.0, 84.667)
    assert place.left_mm == pytest.approx((210 - 84.667) / 2)


@pytest.mark.parametrize("size", [Size(1500, 1000), Size(1500, 1000, 400.0, 266.0)])
def test_without_a_size_or_room_for_it_it_is_as_large_as_the_paper(size: Size) -> None:
    (sheet,) = sheets([size], "true", A4, [""])
    place = sheet[0].place
    assert inside(A4).holds(place)
    assert place.height_mm / place.width_mm == pytest.approx(1.5)
    assert max(place.height_mm - (297 - 2 * MARGIN_MM), place.width_mm - (210 - 2 * MARGIN_MM)) == (
        pytest.approx(0)
    )


@pytest.mark.parametrize("number", [2, 4, 6, 9])
def test_several_on_a_sheet_do_not_touch_and_lie_on_the_paper(number: int) -> None:
    sizes = [Size(1000, 1500)] * 10
    made = sheets(sizes, "several", A4, ["words"] * 10, number)
    assert sum(map(len, made)) == 10
    assert len(made) == -(-10 // number)
    for sheet in made:
        for i, item in enumerate(sheet):
            assert inside(A4).holds(item.place)
            assert item.words_at is not None
            for other in sheet[:i]:
                apart = (
                    item.place.left_mm >= other.place.left_mm + other.place.width_mm
                    or item.place.top_mm >= other.place.top_mm + other.place.height_mm
                )
                assert apart


def test_before_and_after_are_of_one_size_with_the_words_below() -> None:
    (sheet,) = sheets([Size(1000, 1500)], "before_after", A4, ["Lübeck 1931"])
    before, after = sheet
    assert before.original
    assert not after.original
    assert before.place.width_mm == pytest.approx(after.place.width_mm)
    assert after.words_at is not None
    assert after.words_at.top_mm >= after.place.top_mm + after.place.height_mm
    assert inside(A4).holds(after.words_at)


def drawn_mm(path: Path) -> tuple[float, float, float, float, float, float]:
    """Width and height of the page, left, top, width and height of the only picture, from a PDF."""
    content = path.read_bytes()
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    page = [float(side) / 72 * 25.4 for side in box.groups()]
    streams = [
        zlib.decompress(found.group(1))
        for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
        if found.group(1)[:1] == b"\x78"
    ]
    text = next(one for one in streams if b" Do" in one).decode("latin-1")
    matrix = np.eye(3)
    for line in text.splitlines():
        numbers = re.match(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) cm", line)
        if numbers:
            a, b, c, d, e, f = map(float, numbers.groups())
            matrix = np.array([[a, b, 0], [c, d, 0], [e, f, 1]]) @ matrix
        if " Do" in line:
            break
    corners = np.array([[0, 0, 1], [1, 1, 1]]) @ matrix / 72 * 25.4
    left, right = sorted(corners[:, 0])
    low, high = sorted(corners[:, 1])
    return page[0], page[1], left, page[1] - high, right - left, high - low


def test_sizes_in_a_pdf_are_exact_within_a_fifth_of_a_millimetre(tmp_path: Path) -> None:
    (sheet,) = sheets([Size(1500, 1000, 127.0, 84.667)], "true", A4, [""])
    image = QImage(100, 150, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 100, 50))
    layout = paint.whole_page(QPageSize(QPageSize.PageSizeId.A4), PORTRAIT)
    assert paint.paper_mm(layout) == pytest.approx(A4, abs=0.2)
    path = tmp_path / "a.pdf"
    assert paint.write_pdf(path, [sheet], layout, lambda _: image)
    width, height, left, top, wide, high = drawn_mm(path)
    assert (width, height) == pytest.approx((210, 297), abs=0.2)
    assert (wide, high) == pytest.approx((84.667, 127.0), abs=0.2)
    assert (left, top) == pytest.approx((sheet[0].place.left_mm, sheet[0].place.top_mm), abs=0.2)


def test_chosen_photos_are_written_into_a_pdf(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    layout = paint.whole_page(QPageSize(QPageSize.PageSizeId.A4), PORTRAIT)
    made = sheets([Size(512, 512)], "before_after", A4, ["Before and after"])
    driver.answers.print_plan = PrintPlan(tuple(made), layout, tmp_path / "a.pdf")
    driver.do("print")
    driver.settle()
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Subtype /Image") >= 2
    assert "a.pdf" in driver.window.status.told


@pytest.mark.parametrize("how", ["fit", "true", "several", "before_after"])
def test_the_dialog_lays_out_what_is_chosen(driver: Driver, portrait: Path, how: How) -> None:
    driver.open(portrait)
    dialog = PrintDialog(
        driver.window.session.photos, [Size(512, 512, 43.3, 43.3)], driver.settings
    )
    dialog.how.setCurrentIndex(dialog.how.findData(how))
    dialog.words.setText("Lübeck")
    plan = dialog.plan()
    assert len(plan.sheets) == 1
    assert len(plan.sheets[0]) == (2 if how == "before_after" else 1)
    assert plan.sheets[0][-1].words == "Lübeck"
    dialog.show()
    dialog.remember()
    assert not dialog.grab().isNull()
    dialog.close()
    dialog.deleteLater()


def test_the_result_is_copied_for_other_programs(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("copy_picture")
    driver.settle()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (512, 512)
    assert chroma(as_array(image)) > 5
    assert "512" in driver.window.status.told
    QGuiApplication.clipboard().clear()
