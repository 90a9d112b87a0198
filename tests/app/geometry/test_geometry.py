"""Turned, straightened and cropped by hand; what was painted stays on what it was painted on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.app.drive import Driver
from tests.app.masks.hands import LEFT, NONE, Hand
from workstation.app.geometry.cropping import HANDLES, Cropping, held, in_ratio
from workstation.core.steps import Geometry
from workstation.core.steps.geometry import Crop

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture
def opened(driver: Driver, portrait: Path) -> Hand:
    driver.open(portrait)
    return Hand(driver)


def geometry(hand: Hand) -> Geometry:
    step = hand.driver.window.session.step("geometry")
    assert isinstance(step, Geometry)
    return step


def size(hand: Hand) -> tuple[int, int]:
    view = hand.canvas.viewport
    assert view is not None
    return view.photo_height, view.photo_width


def corner(hand: Hand, down: float, across: float) -> QPoint:
    """A point of the window, by shares of the crop that is shown."""
    frame, box = hand.tools.overlay.frame(), hand.tools.crop.box
    assert frame is not None
    assert box is not None
    at = frame.drawn_at(box[0] + box[2] * down, box[1] + box[3] * across)
    return QPointF(*at).toPoint()


def drag(hand: Hand, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(hand.canvas, LEFT, NONE, start)
    QTest.mouseMove(hand.canvas, end)
    QTest.mouseRelease(hand.canvas, LEFT, NONE, end)
    hand.driver.settle()


def test_turns_and_flips_are_gestures_that_can_be_undone(opened: Hand) -> None:
    driver = opened.driver
    upright = driver.picture()
    driver.do("turn_right")
    driver.settle()
    assert geometry(opened) == Geometry(turns=1)
    turned = driver.picture()
    assert not np.array_equal(turned, upright)
    driver.do("mirror")
    driver.settle()
    driver.do("flip")
    driver.settle()
    assert geometry(opened) == Geometry(turns=3)
    assert driver.names == ["Open", "Turned right", "Mirrored", "Flipped upside down"]
    for _ in range(3):
        driver.do("undo")
        driver.settle()
    assert np.array_equal(driver.picture(), upright)


def test_a_crop_is_drawn_by_its_handles_and_done_with_enter(opened: Hand) -> None:
    driver = opened.driver
    height, width = size(opened)
    driver.do("tool_crop")
    driver.settle()
    drag(opened, corner(opened, 0, 0), corner(opened, 0.25, 0.5))
    drag(opened, corner(opened, 1, 1), corner(opened, 0.5, 0.5))
    assert size(opened) == (height, width)  # all of it is still to be seen
    crop = geometry(opened).crop
    assert crop is not None
    wanted = (0.25, 0.5, 0.375, 0.25)
    assert (crop.top, crop.left, crop.height, crop.width) == pytest.approx(wanted, abs=0.01)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Return)
    driver.settle()
    assert opened.editor.tool == "hand"
    assert size(opened) == pytest.approx((height * 0.375, width * 0.25), abs=6)
    assert driver.names == ["Open", "Crop", "Crop"]


def test_the_crop_follows_the_arrow_keys_and_a_ratio(opened: Hand) -> None:
    driver = opened.driver
    driver.do("tool_crop")
    opened.tools.crop.keep_ratio(3 / 2)
    driver.settle()
    box = opened.tools.crop.box
    assert box is not None
    assert box[3] / box[2] == pytest.approx(3 / 2, abs=0.02)
    opened.tools.crop.swap()
    driver.settle()
    standing = opened.tools.crop.box
    assert standing is not None
    assert standing[2] / standing[3] == pytest.approx(3 / 2, abs=0.02)
    drag(opened, corner(opened, 1, 1), corner(opened, 0.6, 0.9))
    before = opened.tools.crop.box
    assert before is not None
    assert before[2] / before[3] == pytest.approx(3 / 2, abs=0.02)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    driver.settle()
    after = opened.tools.crop.box
    assert after is not None
    assert after[1] > before[1]
    assert after[2:] == pytest.approx(before[2:], abs=1.5)
    driver.do("tool_hand")
    driver.settle()


def test_a_line_along_a_horizon_straightens_the_photo(opened: Hand) -> None:
    opened.driver.do("tool_level")
    middle = opened.canvas.rect().center()
    drag(opened, middle - QPoint(100, 0), middle + QPoint(100, 7))
    assert geometry(opened).angle == pytest.approx(-1.98, abs=0.05)
    assert opened.editor.tool == "hand"
    # What leans as much in the turned photo is turned on by as much.
    opened.driver.do("mirror")
    opened.driver.settle()
    opened.driver.do("tool_level")
    drag(opened, middle - QPoint(100, 0), middle + QPoint(100, 7))
    assert geometry(opened).angle == pytest.approx(0.0, abs=0.05)


def test_a_stroke_meets_its_place_however_the_photo_is_turned(hand: Hand) -> None:
    driver = hand.driver
    driver.window.session.set_step(
        Geometry(turns=1, mirrored=True, angle=5.0, crop=Crop(0.1, 0.1, 0.8, 0.8)), "turned"
    )
    driver.settle()
    driver.do("tool_brush")
    way = [(0.4, 0.4), (0.5, 0.5), (0.6, 0.45)]
    hand.drag(way)
    stroke = hand.colour.regions[0].mask.shapes[0]
    points = np.array([point[:2] for point in stroke.points])  # type: ignore[union-attr]
    assert np.abs(points[0] - way[0]).max() < 0.01
    assert np.abs(points[-1] - way[-1]).max() < 0.01
    driver.do("tool_hand")
    driver.settle()


def test_four_corners_are_dragged_and_the_print_becomes_a_rectangle(opened: Hand) -> None:
    driver = opened.driver
    driver.do("turn_right")
    driver.settle()
    driver.do("tool_corners")
    driver.settle()
    wanted = ((0.1, 0.05), (0.15, 0.9), (0.9, 0.95), (0.85, 0.1))
    for start, end in zip(((0, 0), (0, 1), (1, 1), (1, 0)), wanted, strict=True):
        drag(opened, opened.point(start), opened.point(end))
    corners = geometry(opened).corners
    assert corners is not None
    assert np.abs(np.array(corners) - wanted).max() < 0.01
    assert geometry(opened).turns == 1
    QTest.keyClick(opened.canvas, Qt.Key.Key_Comma)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Return)
    driver.settle()
    height, width = size(opened)
    assert height < 512
    assert width < 512
    assert driver.names[2:] == ["Corners of the print"] * 4
    # The crop is of the rectangle from now on.
    driver.do("tool_crop")
    driver.settle()
    drag(opened, corner(opened, 0, 0), corner(opened, 0.5, 0.5))
    driver.do("tool_hand")
    driver.settle()
    assert size(opened) == pytest.approx((height / 2, width / 2), abs=4)


def test_trimming_a_photo_without_a_border_says_that_there_is_nothing(opened: Hand) -> None:
    told: list[str] = []
    opened.driver.window.session.told.connect(told.append)
    opened.driver.do("trim")
    opened.driver.settle()
    assert told == ["There is nothing to straighten or to cut away."]
    assert opened.driver.names == ["Open"]


def test_a_print_that_lies_askew_is_trimmed_with_one_click(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    with Image.open(portrait) as image:
        picture = np.asarray(image.convert("RGB").resize((480, 360)))
    page = np.full((520, 660, 3), (120, 92, 60), np.uint8)
    turn = cv2.getRotationMatrix2D((240, 180), 6.0, 1)
    turn[:, 2] += (90, 80)
    way: dict[str, Any] = {"flags": cv2.INTER_CUBIC, "borderMode": cv2.BORDER_TRANSPARENT}
    cv2.warpAffine(np.ascontiguousarray(picture), turn, (660, 520), dst=page, **way)
    path = tmp_path / "askew.png"
    Image.fromarray(page).save(path)
    driver.open(path)
    driver.restore()
    message = next(one for one in driver.window.messages.messages if "askew by 6" in one.text)
    click = dict(message.choices)["Trim the Border"]
    click()
    driver.settle()
    step = driver.window.session.step("geometry")
    assert isinstance(step, Geometry)
    assert step.angle == pytest.approx(6.0, abs=0.3)
    driver.until(lambda: "askew" not in driver.said)


def test_what_a_negative_needs_is_found_on_the_positive(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "negative.png"
    path.write_bytes((GOLDEN / "negative" / "photo.png").read_bytes())
    driver.open(path)
    driver.restore()
    session = driver.window.session
    before = driver.current.diagnosis
    driver.do("negative")
    driver.settle()
    assert driver.current.diagnosis is None
    session.restore()
    driver.until(lambda: driver.current.diagnosis is not None)
    driver.settle()
    after = driver.current.diagnosis
    assert before is not None
    assert after is not None
    assert (before.kind, after.kind) == ("toned", "grey")
    driver.do("undo")
    driver.settle()
    assert driver.current.diagnosis is None


BOX = (100.0, 100.0, 300.0, 400.0)


def inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[0] + box[2] <= 600 and box[1] + box[3] <= 800


@settings(max_examples=80, deadline=None)
@given(
    handle=st.sampled_from(["move", *HANDLES]),
    down=st.floats(-900, 900),
    across=st.floats(-900, 900),
    ratio=st.sampled_from([0.0, 1.0, 1.5, 0.7]),
)
def test_no_hand_drags_a_crop_beyond_the_photo(
    handle: str, down: float, across: float, ratio: float
) -> None:
    start = BOX if ratio == 0 else in_ratio(BOX, ratio)
    wanted = Cropping(start, handle, ratio).dragged(down, across)
    box = held(start, wanted, inside)
    assert inside(box)
    if ratio and handle != "move":
        assert box[3] / box[2] == pytest.approx(ratio, rel=1e-6)
