"""Repair in the window: painted damage, what is protected, healing brush and clone stamp."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from skimage import data

from tests.app.drive import Driver
from tests.app.masks.hands import RIGHT, Hand
from workstation.core.steps import Repair

ALT = Qt.KeyboardModifier.AltModifier
WAY = [(0.75, 0.3), (0.8, 0.35), (0.85, 0.4)]


@pytest.fixture
def repairing(hand: Hand) -> Hand:
    """Painting for Repair, begun in its panel."""
    button = hand.driver.window.photo_page.panels.panels["repair"].paint
    assert button is not None
    button.click()
    hand.driver.settle()
    return hand


def repair(hand: Hand) -> Repair:
    step = hand.driver.window.session.step("repair")
    assert isinstance(step, Repair)
    return step


def test_a_stroke_repairs_what_is_under_it_and_can_be_undone(repairing: Hand) -> None:
    hand = repairing
    assert (hand.editor.tool, hand.editor.target.kind) == ("brush", "repair")
    before = hand.driver.picture()
    hand.drag(WAY)
    step = repair(hand)
    assert step.sensitivity == 0
    assert step.regions[0].name == "Damage 1"
    assert not np.array_equal(hand.driver.picture(), before)
    assert hand.driver.names[-1] == "Damage 1: stroke"
    hand.driver.do("undo")
    hand.driver.do("tool_hand")
    hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), before)


def test_the_eraser_protects_even_where_nothing_is_painted(repairing: Hand) -> None:
    hand = repairing
    hand.drag(WAY, button=RIGHT)
    (region,) = repair(hand).regions
    assert all(shape.erase for shape in region.mask.shapes)
    hand.driver.do("tool_hand")


def test_all_that_is_repaired_can_be_shown(repairing: Hand) -> None:
    hand = repairing
    hand.drag(WAY)
    hand.driver.do("overlay")
    hand.driver.until(lambda: hand.tools.selection.current is not None)
    found = hand.tools.selection.current
    assert found is not None
    assert found.area is not None
    assert 0 < (found.area > 0.5).mean() < 0.1
    assert hand.tools.overlay._overlay_image() is not None
    assert hand.tools.repair_part.shown.isChecked()
    hand.driver.do("overlay")
    hand.driver.do("tool_hand")
    hand.driver.settle()


def test_the_photo_without_repair_is_seen_as_long_as_the_button_is_held(repairing: Hand) -> None:
    hand = repairing
    hand.drag(WAY)
    button = hand.tools.repair_part.without
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert hand.driver.window.session.hidden == {"repair"}
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert hand.driver.window.session.hidden == set()
    hand.driver.do("tool_hand")
    hand.driver.settle()


def test_the_healing_brush_leaves_a_stroke_in_the_recipe(hand: Hand) -> None:
    before = hand.driver.picture()
    hand.driver.do("tool_heal")
    hand.drag(WAY)
    (stroke,) = repair(hand).strokes
    assert (stroke.way, stroke.rows) == ("heal", None)
    assert len(stroke.stroke.points) >= 2
    assert repair(hand).regions == ()
    hand.driver.do("tool_hand")
    hand.driver.settle()
    assert not np.array_equal(hand.driver.picture(), before)
    assert hand.driver.names[-1] == "Healed"
    hand.driver.do("undo")
    hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), before)


def test_the_clone_stamp_asks_for_a_source_and_keeps_its_distance(hand: Hand) -> None:
    hand.driver.do("tool_stamp")
    hand.drag(WAY)
    assert hand.driver.window.session.step("repair") is None
    source = hand.click((0.2, 0.2), keys=ALT)
    first = hand.drag(WAY)[0]
    hand.drag([(0.6, 0.6), (0.62, 0.6)])
    one, other = repair(hand).strokes
    assert one.way == other.way == "clone"
    assert one.rows == pytest.approx(source[0] - first[0], abs=1e-4)
    assert one.columns == pytest.approx(source[1] - first[1], abs=1e-4)
    assert (other.rows, other.columns) == (one.rows, one.columns)
    assert hand.driver.names[-2:] == ["Cloned", "Cloned"]
    hand.driver.do("tool_hand")
    hand.driver.settle()


def test_what_was_found_is_walked_through_and_kept_or_dropped(
    driver: Driver, tmp_path: Path
) -> None:
    picture = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2GRAY)
    for ends in (((60, 40), (300, 420)), ((420, 60), (480, 200))):
        cv2.line(picture, *ends, 255, 3)
    path = tmp_path / "scratched.png"
    cv2.imwrite(str(path), picture)
    driver.open(path)
    driver.window.session.set_step(Repair(), "Repair")
    driver.settle()
    repairs = driver.window.photo_page.repairs
    assert repairs is not None
    pieces = repairs.pieces
    assert len(pieces) >= 2
    assert [piece.share for piece in pieces] == sorted((p.share for p in pieces), reverse=True)
    driver.do("next_damage")
    assert repairs.number == 0
    view = driver.window.photo_page.canvas.viewport
    assert view is not None
    assert not view.fits
    driver.do("leave_damage")
    driver.settle()
    assert repairs.number == 1
    (region,) = driver.window.session.step("repair").regions
    assert region.mask.shapes[0].erase
    assert driver.names[-1] == "Left as it is"
    rendition = driver.window.session.wanted
    assert rendition is not None
    (analysis,) = rendition.renderer.analyses(rendition.recipe)
    assert analysis.marked is not None
    assert not (analysis.marked & (analysis.damage.labels == 1)).any()
    driver.do("undo")
    driver.settle()
