"""Strokes on the real canvas: where they lie, what they add and take away."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.masks.hands import LEFT, NONE, RIGHT, SHIFT, Hand
from workstation.app.viewer.compare import Compare
from workstation.core.masks.masks import Stroke


def test_a_stroke_a_colour_and_the_suit_is_another_colour(hand: Hand) -> None:
    before = hand.driver.picture()
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.85, 0.4), (0.9, 0.6)])
    assert not hand.colour.regions[0].on
    hand.hints.give_colour(-20.0, 40.0)
    hand.driver.settle()
    region = hand.colour.regions[0]
    assert (region.on, region.does, region.a, region.b) == (True, "colour", -20.0, 40.0)
    hand.driver.do("tool_hand")
    after = hand.driver.picture()
    assert not np.array_equal(after, before)
    assert hand.driver.names == ["Open", "Restore", "Region 1: stroke", "Region 1: colour"]


@pytest.mark.parametrize("zoom", [None, 1.0, 3.7])
def test_strokes_lie_where_the_hand_was_at_every_zoom_and_place(
    hand: Hand, zoom: float | None
) -> None:
    if zoom is not None:
        hand.canvas.zoom_to(zoom, QPointF(100, 80))
        hand.driver.settle()
    hand.driver.do("tool_brush")
    way = [(0.30, 0.30), (0.33, 0.35), (0.31, 0.40)]
    if zoom == 3.7:
        view = hand.canvas.viewport
        assert view is not None
        top, left = (value / 512 for value in view.to_photo(20, 20))
        way = [(top + 0.01, left + 0.02), (top + 0.08, left + 0.05), (top + 0.03, left + 0.09)]
    expected = hand.drag(way)
    mark = hand.shapes[0]
    assert isinstance(mark, Stroke)
    found = [point[:2] for point in mark.points]
    assert np.allclose([found[0], *found[-2:]], [expected[0], *expected[-2:]], atol=1e-6)
    assert mark.radius == hand.editor.brush.radius
    assert {point[2] for point in mark.points} == {1.0}


def test_a_stroke_in_either_pane_lies_at_the_same_place(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.canvas.set_compare(Compare.SIDE_BY_SIDE)
    hand.driver.settle()
    right = hand.point((0.5, 0.5))
    panes = hand.canvas.panes
    left = right - QPoint(round(panes[1].left() / hand.canvas.devicePixelRatioF()), 0)
    for point in (left, right):
        QTest.mouseClick(hand.canvas, LEFT, NONE, point)
        hand.driver.settle()
    first, second = hand.shapes
    assert isinstance(first, Stroke)
    assert isinstance(second, Stroke)
    assert np.allclose(first.points, second.points)


def distance(point: NDArray[np.float64], way: NDArray[np.float64]) -> float:
    """How far a point lies from a way of straight parts."""
    start, part = way[:-1], way[1:] - way[:-1]
    share = ((point - start) * part).sum(axis=1) / np.maximum((part**2).sum(axis=1), 1e-12)
    nearest = start + np.clip(share, 0, 1)[:, None] * part
    return float(np.linalg.norm(nearest - point, axis=1).min())


def test_no_point_of_five_hundred_fast_moves_is_lost(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    frame = hand.tools.overlay.frame()
    assert frame is not None
    x, y = frame.point(0.5, 0.5)
    angles = np.linspace(0, 9, 500)
    points = [
        QPoint(round(x + 150 * np.cos(t)), round(y + 12 * t + 100 * np.sin(t))) for t in angles
    ]
    QTest.mousePress(hand.canvas, LEFT, NONE, points[0])
    for point in points:
        QTest.mouseMove(hand.canvas, point)
    QTest.mouseRelease(hand.canvas, LEFT, NONE, points[-1])
    hand.driver.settle()
    assert hand.tools.overlay.events == len(points)
    mark = hand.shapes[0]
    assert isinstance(mark, Stroke)
    way = np.array([frame.point(row, column) for row, column, _ in mark.points])
    for point in points:
        assert distance(np.array([point.x(), point.y()]), way) < 0.51
    assert len(hand.driver.names) == 3


def test_the_photo_can_be_zoomed_and_moved_within_a_stroke(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    start = hand.point((0.5, 0.5))
    QTest.mousePress(hand.canvas, LEFT, NONE, start)
    wheel = QWheelEvent(
        QPointF(start),
        QPointF(hand.canvas.mapToGlobal(start)),
        QPoint(),
        QPoint(0, 240),
        LEFT,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = hand.canvas.viewport
    QApplication.sendEvent(hand.canvas, wheel)
    assert hand.canvas.viewport != before
    end = start + QPoint(30, 40)
    QTest.mouseMove(hand.canvas, end)
    QTest.mouseRelease(hand.canvas, LEFT, NONE, end)
    hand.driver.settle()
    mark = hand.shapes[0]
    assert isinstance(mark, Stroke)
    assert np.allclose(mark.points[-1][:2], hand.place(end))
    hand.canvas.zoom_to(4.0)
    view = hand.canvas.viewport
    QTest.mousePress(hand.canvas, Qt.MouseButton.MiddleButton, NONE, start)
    QTest.mouseMove(hand.canvas, start + QPoint(40, 40))
    QTest.mouseRelease(hand.canvas, Qt.MouseButton.MiddleButton, NONE, start + QPoint(40, 40))
    assert hand.canvas.viewport != view
    QTest.keyPress(hand.canvas, Qt.Key.Key_Space)
    view = hand.canvas.viewport
    hand.drag([(0.5, 0.5), (0.55, 0.55)])
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Space)
    assert hand.canvas.viewport != view
    assert len(hand.shapes) == 1


def test_the_right_button_and_the_eraser_take_away(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.5, 0.5)], RIGHT)
    assert len(hand.driver.names) == 2
    hand.drag([(0.5, 0.4), (0.5, 0.6)])
    hand.drag([(0.5, 0.5)], RIGHT)
    hand.driver.do("eraser")
    hand.drag([(0.5, 0.55)])
    hand.driver.do("tool_brush")
    hand.drag([(0.5, 0.5)])
    assert [shape.erase for shape in hand.shapes] == [False, True, True, False]  # type: ignore[attr-defined]
    assert hand.driver.names[-4:] == [
        "Region 1: stroke",
        "Region 1: erased",
        "Region 1: erased",
        "Region 1: stroke",
    ]


def test_shift_click_draws_a_straight_line_and_shift_drag_sizes_the_brush(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    first = hand.click((0.3, 0.3))
    second = hand.click((0.6, 0.7), keys=SHIFT)
    mark = hand.shapes[1]
    assert isinstance(mark, Stroke)
    assert np.allclose([point[:2] for point in mark.points], [first, second])
    assert hand.driver.names[-1] == "Region 1: straight line"
    radius = hand.editor.brush.radius
    hand.drag([(0.5, 0.3), (0.5, 0.5)], keys=SHIFT)
    assert hand.editor.brush.radius > radius
    assert len(hand.shapes) == 2


def test_brackets_size_the_brush_and_braces_harden_it(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    brush = hand.editor.brush
    for command in ("larger", "softer"):
        hand.driver.do(command)
    assert hand.editor.brush.radius == pytest.approx(1.2 * brush.radius)
    assert hand.editor.brush.hardness == pytest.approx(brush.hardness - 0.1)
    for command in ("smaller", "harder"):
        hand.driver.do(command)
    assert hand.editor.brush.radius == pytest.approx(brush.radius)
    slider = hand.tools.panel.size_slider
    assert slider.value == pytest.approx(brush.radius * 200, abs=0.1)


def test_a_pen_paints_with_its_pressure_and_erases_with_its_other_end(hand: Hand) -> None:
    hand.driver.do("tool_brush")

    def pen(kind: QTabletEvent.Type, place: tuple[float, float], pressure: float, end: str) -> None:
        at = QPointF(hand.point(place))
        device = QPointingDevice(
            "pen",
            1,
            QPointingDevice.DeviceType.Stylus,
            QPointingDevice.PointerType.Eraser
            if end == "eraser"
            else QPointingDevice.PointerType.Pen,
            QPointingDevice.Capability.Position | QPointingDevice.Capability.Pressure,
            1,
            1,
        )
        released = kind == QTabletEvent.Type.TabletRelease
        event = QTabletEvent(
            kind,
            device,
            at,
            QPointF(hand.canvas.mapToGlobal(at.toPoint())),
            pressure,
            0,
            0,
            0,
            0,
            0,
            NONE,
            LEFT,
            Qt.MouseButton.NoButton if released else LEFT,
        )
        QApplication.sendEvent(hand.canvas, event)

    for end in ("pen", "eraser"):
        pen(QTabletEvent.Type.TabletPress, (0.4, 0.4), 0.25, end)
        pen(QTabletEvent.Type.TabletMove, (0.4, 0.5), 0.75, end)
        pen(QTabletEvent.Type.TabletRelease, (0.4, 0.5), 0.0, end)
        hand.driver.settle()
    painted, erased = hand.shapes
    assert isinstance(painted, Stroke)
    assert isinstance(erased, Stroke)
    assert [point[2] for point in painted.points] == [0.25, 0.75]
    assert (painted.erase, erased.erase) == (False, True)
