"""Dots and eyedropper: colours at places, dropped, moved and picked."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from tests.app.masks.hands import CTRL, NONE, RIGHT, SHIFT, SUIT, Hand


def test_a_dot_is_dropped_dragged_sized_and_removed_each_as_one_entry(hand: Hand) -> None:
    hand.driver.do("tool_dots")
    hand.hints.in_hand = (50.0, 10.0)
    place = hand.click(SUIT)
    dot = hand.colour.dots[0]
    assert (dot.a, dot.b) == (50.0, 10.0)
    assert np.allclose((dot.row, dot.column), place)
    way = hand.drag([SUIT, (0.8, 0.45), (0.7, 0.5), (0.75, 0.55)])
    dot = hand.colour.dots[0]
    assert np.allclose((dot.row, dot.column), way[-1])
    at = QPointF(hand.point((dot.row, dot.column)))
    for _ in range(3):
        wheel = QWheelEvent(
            at,
            QPointF(hand.canvas.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.canvas, wheel)
    hand.driver.settle()
    assert hand.colour.dots[0].radius > dot.radius * 1.4
    hand.click((dot.row, dot.column), RIGHT)
    assert hand.colour.dots == ()
    assert hand.driver.names[2:] == ["Dot", "Dot moved", "Dot: size", "Dot removed"]


def test_arrow_keys_move_the_selected_dot_and_delete_removes_it(hand: Hand) -> None:
    hand.driver.do("tool_dots")
    hand.click((0.5, 0.5))
    hand.canvas.setFocus()
    before = hand.colour.dots[0]
    for _ in range(5):
        QTest.keyClick(hand.canvas, Qt.Key.Key_Right)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Down, SHIFT)
    hand.driver.settle()
    view = hand.canvas.viewport
    assert view is not None
    after = hand.colour.dots[0]
    pixel = hand.canvas.devicePixelRatioF() / view.zoom / 512
    assert after.column - before.column == pytest.approx(5 * pixel, abs=1e-5)
    assert after.row - before.row == pytest.approx(10 * pixel, abs=1e-5)
    hand.driver.do("remove_dot")
    assert hand.driver.names[2:] == ["Dot", "Dot moved", "Dot removed"]


def test_return_drops_a_dot_in_the_middle_for_those_without_a_mouse(hand: Hand) -> None:
    hand.driver.do("tool_dots")
    hand.canvas.setFocus()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Return)
    hand.driver.settle()
    dot = hand.colour.dots[0]
    assert (dot.row, dot.column) == pytest.approx((0.5, 0.5), abs=0.01)
    assert hand.driver.names[2:] == ["Dot"]


def test_ctrl_click_and_the_eyedropper_pick_the_colour_that_is_drawn(hand: Hand) -> None:
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5), keys=CTRL)
    assert hand.hints.in_hand is not None
    assert len(hand.driver.names) == 2
    a, b = hand.hints.in_hand
    hand.click(SUIT)
    assert (hand.colour.dots[0].a, hand.colour.dots[0].b) == (a, b)
    hand.driver.do("tool_pick")
    hand.click((0.9, 0.1))
    assert hand.editor.tool == "dots"
    assert hand.driver.names[-1] == "Dot: colour"
    assert (hand.colour.dots[0].a, hand.colour.dots[0].b) != (a, b)


def test_the_eyedropper_brings_a_colour_from_another_photo(hand: Hand) -> None:
    session = hand.driver.window.session
    home = session.current
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5), keys=CTRL)
    hand.click(SUIT)
    before = hand.colour.dots[0]
    hand.driver.do("tool_pick")
    session.open([resources.find("samples", "coffee.jpg")])
    hand.driver.until(lambda: session.current is not home)
    hand.driver.settle()
    hand.click((0.85, 0.9))
    assert session.current is home
    assert hand.editor.tool == "dots"
    assert hand.driver.names[-1] == "Dot: colour"
    after = hand.colour.dots[0]
    assert (after.a, after.b) != (before.a, before.b)
    assert after.b > 5, "the sepia of the other photo"
    assert (after.row, after.column) == (before.row, before.column)


def test_a_new_dot_begins_with_what_is_likeliest_at_its_place_not_with_the_last_colour(
    hand: Hand,
) -> None:
    hand.driver.do("tool_dots")
    hand.click(SUIT)
    chooser = hand.tools.hint_part.chooser
    first = chooser.suggested.swatches[0]
    dot = hand.colour.dots[0]
    assert (dot.a, dot.b) == (first.offer.a, first.offer.b)
    assert first.chosen
    assert hand.driver.names[2:] == ["Dot"]  # one gesture
    hand.hints.give_colour(-60.0, 60.0)
    hand.driver.settle()
    assert not any(swatch.chosen for swatch in chooser.suggested.swatches)
    assert chooser.suggested.swatches[0].offer == first.offer  # they keep their places
    hand.click((0.1, 0.1))
    other = hand.colour.dots[1]
    assert (other.a, other.b) != (-60.0, 60.0)
    likeliest = chooser.suggested.swatches[0].offer
    assert (other.a, other.b) == (likeliest.a, likeliest.b)
