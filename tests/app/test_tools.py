"""The tools on the real canvas: what the hand does is in the recipe, exactly, once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from tests.app.drive import Driver, chroma
from workstation.app.compare import Compare
from workstation.app.tools.install import Tools
from workstation.core import masks
from workstation.core.masks import Lasso, Similar, Stroke
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SUIT = (0.85, 0.4)


class Hand:
    """Moves the mouse over places of the photo."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.canvas = driver.window.canvas
        tools = driver.window.tools
        assert isinstance(tools, Tools)
        self.tools, self.box = tools, tools.box

    def point(self, place: tuple[float, float]) -> QPoint:
        frame = self.tools.easel.frame()
        assert frame is not None
        return QPointF(*frame.point(*place)).toPoint()

    def place(self, point: QPoint) -> tuple[float, float]:
        """Worked out anew from the photo's size, apart from the code that is tested."""
        view, ratio = self.canvas.view, self.canvas.devicePixelRatioF()
        assert view is not None
        row, column = view.to_photo(point.y() * ratio, point.x() * ratio)
        return row / view.photo_height, column / view.photo_width

    def drag(
        self,
        places: Sequence[tuple[float, float]],
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> list[tuple[float, float]]:
        """Press, move, release; returns the places of the whole pixels that were touched."""
        points = [self.point(place) for place in places]
        QTest.mousePress(self.canvas, button, keys, points[0])
        for point in points[1:]:
            QTest.mouseMove(self.canvas, point)
        QTest.mouseRelease(self.canvas, button, keys, points[-1])
        self.driver.settle()
        return [self.place(point) for point in points]

    def click(
        self,
        place: tuple[float, float],
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> tuple[float, float]:
        point = self.point(place)
        QTest.mouseClick(self.canvas, button, keys, point)
        self.driver.settle()
        return self.place(point)

    @property
    def colour(self) -> Colour:
        step = self.driver.window.session.step("colour")
        assert isinstance(step, Colour)
        return step

    @property
    def marks(self) -> tuple[object, ...]:
        return self.colour.regions[-1].mask.marks


@pytest.fixture
def hand(driver: Driver, portrait: Path) -> Hand:
    driver.open(portrait)
    driver.restore()
    return Hand(driver)


def test_a_stroke_a_colour_and_the_suit_is_another_colour(hand: Hand) -> None:
    before = hand.driver.picture()
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.85, 0.4), (0.9, 0.6)])
    assert not hand.colour.regions[0].on
    hand.box.give_colour(-20.0, 40.0)
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
        view = hand.canvas.view
        assert view is not None
        top, left = (value / 512 for value in view.to_photo(20, 20))
        way = [(top + 0.01, left + 0.02), (top + 0.08, left + 0.05), (top + 0.03, left + 0.09)]
    expected = hand.drag(way)
    mark = hand.marks[0]
    assert isinstance(mark, Stroke)
    found = [point[:2] for point in mark.points]
    assert np.allclose([found[0], *found[-2:]], [expected[0], *expected[-2:]], atol=1e-6)
    assert mark.radius == hand.box.brush.radius
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
    first, second = hand.marks
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
    frame = hand.tools.easel.frame()
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
    assert hand.tools.easel.events == len(points)
    mark = hand.marks[0]
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
    before = hand.canvas.view
    QApplication.sendEvent(hand.canvas, wheel)
    assert hand.canvas.view != before
    end = start + QPoint(30, 40)
    QTest.mouseMove(hand.canvas, end)
    QTest.mouseRelease(hand.canvas, LEFT, NONE, end)
    hand.driver.settle()
    mark = hand.marks[0]
    assert isinstance(mark, Stroke)
    assert np.allclose(mark.points[-1][:2], hand.place(end))
    hand.canvas.zoom_to(4.0)
    view = hand.canvas.view
    QTest.mousePress(hand.canvas, Qt.MouseButton.MiddleButton, NONE, start)
    QTest.mouseMove(hand.canvas, start + QPoint(40, 40))
    QTest.mouseRelease(hand.canvas, Qt.MouseButton.MiddleButton, NONE, start + QPoint(40, 40))
    assert hand.canvas.view != view
    QTest.keyPress(hand.canvas, Qt.Key.Key_Space)
    view = hand.canvas.view
    hand.drag([(0.5, 0.5), (0.55, 0.55)])
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Space)
    assert hand.canvas.view != view
    assert len(hand.marks) == 1


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
    assert [mark.erase for mark in hand.marks] == [False, True, True, False]  # type: ignore[attr-defined]
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
    mark = hand.marks[1]
    assert isinstance(mark, Stroke)
    assert np.allclose([point[:2] for point in mark.points], [first, second])
    assert hand.driver.names[-1] == "Region 1: straight line"
    radius = hand.box.brush.radius
    hand.drag([(0.5, 0.3), (0.5, 0.5)], keys=SHIFT)
    assert hand.box.brush.radius > radius
    assert len(hand.marks) == 2


def test_brackets_size_the_brush_and_braces_harden_it(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    brush = hand.box.brush
    for command in ("larger", "softer"):
        hand.driver.do(command)
    assert hand.box.brush.radius == pytest.approx(1.2 * brush.radius)
    assert hand.box.brush.hardness == pytest.approx(brush.hardness - 0.1)
    for command in ("smaller", "harder"):
        hand.driver.do(command)
    assert hand.box.brush.radius == pytest.approx(brush.radius)
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
    painted, erased = hand.marks
    assert isinstance(painted, Stroke)
    assert isinstance(erased, Stroke)
    assert [point[2] for point in painted.points] == [0.25, 0.75]
    assert (painted.erase, erased.erase) == (False, True)


def test_lasso_and_similar_places_add_to_the_same_region(hand: Hand) -> None:
    hand.driver.do("tool_lasso")
    around = [(0.3, 0.3), (0.3, 0.5), (0.5, 0.5), (0.5, 0.3)]
    expected = hand.drag(around)
    hand.driver.do("tool_similar")
    place = hand.click(SUIT)
    everywhere = hand.click(SUIT, keys=SHIFT)
    lasso, similar, shifted = hand.marks
    assert isinstance(lasso, Lasso)
    assert np.allclose(lasso.points, expected)
    for mark, at, contiguous in ((similar, place, True), (shifted, everywhere, False)):
        assert isinstance(mark, Similar)
        assert (mark.row, mark.column) == pytest.approx(at, abs=1e-6)
        assert (mark.tolerance, mark.contiguous) == (hand.box.tolerance, contiguous)
    assert hand.driver.names[-3:] == [
        "Region 1: lasso",
        "Region 1: similar places",
        "Region 1: similar places",
    ]


def test_a_dot_is_dropped_dragged_sized_and_removed_each_as_one_entry(hand: Hand) -> None:
    hand.driver.do("tool_dots")
    hand.box.colour = (50.0, 10.0)
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
    view = hand.canvas.view
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
    assert hand.box.colour is not None
    assert len(hand.driver.names) == 2
    a, b = hand.box.colour
    hand.click(SUIT)
    assert (hand.colour.dots[0].a, hand.colour.dots[0].b) == (a, b)
    hand.driver.do("tool_pick")
    hand.click((0.9, 0.1))
    assert hand.box.tool == "dots"
    assert hand.driver.names[-1] == "Dot: colour"
    assert hand.box.colour != (a, b)


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
    assert hand.box.tool == "dots"
    assert hand.driver.names[-1] == "Dot: colour"
    after = hand.colour.dots[0]
    assert (after.a, after.b) != (before.a, before.b)
    assert after.b > 5, "the sepia of the other photo"
    assert (after.row, after.column) == (before.row, before.column)


def test_escape_gives_the_stroke_up_then_the_tool(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    start = hand.point((0.5, 0.5))
    QTest.mousePress(hand.canvas, LEFT, NONE, start)
    QTest.mouseMove(hand.canvas, start + QPoint(20, 0))
    hand.driver.do("cancel")
    QTest.mouseRelease(hand.canvas, LEFT, NONE, start)
    hand.driver.settle()
    assert hand.colour.regions == ()
    assert hand.box.tool == "brush"
    hand.driver.do("cancel")
    assert hand.box.tool == "hand"


def test_undo_takes_every_gesture_back_and_redo_brings_it_again(hand: Hand) -> None:
    plain = hand.driver.picture()
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.box.give_colour(-30.0, 30.0)
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5))
    recipe = hand.driver.current.history.recipe
    hand.driver.do("tool_hand")
    hand.driver.settle()
    final = hand.driver.picture()
    for _ in range(3):
        hand.driver.do("undo")
        hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), plain)
    assert hand.colour.regions == ()
    for _ in range(3):
        hand.driver.do("redo")
        hand.driver.settle()
    assert hand.driver.current.history.recipe == recipe
    assert np.array_equal(hand.driver.picture(), final)


def test_the_overlay_shows_the_area_that_the_smart_edge_makes_of_it(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.until(lambda: hand.tools.insights.current is not None)
    found = hand.tools.insights.current
    assert found is not None
    assert found.suggestions
    region = hand.colour.regions[0]
    look = hand.driver.window.session.wanted
    assert look is not None
    view = look.renderer.view(look.recipe)
    assert found.area is not None
    assert np.array_equal(found.area, masks.selected(region.mask, view.scene))
    assert hand.tools.easel._overlay_image() is not None
    hand.box.give_colour(20.0, 20.0)
    hand.driver.settle()
    assert hand.tools.easel._overlay_image() is None
    hand.driver.do("overlay")
    assert hand.tools.easel._overlay_image() is not None
    before = hand.driver.picture()
    hand.driver.answers.overlay = QColor("#00ff00")
    hand.driver.do("overlay_colour")
    assert chroma(hand.driver.picture()) != chroma(before)
    assert hand.driver.settings.text("overlay_colour") == "#00ff00"


def test_nothing_lies_over_the_original_while_it_is_held(hand: Hand) -> None:
    hand.driver.window.hold_original(True)
    hand.driver.settle()
    plain = hand.driver.picture()
    hand.driver.window.hold_original(False)
    hand.driver.do("tool_dots")
    hand.click((0.5, 0.5))
    hand.driver.window.hold_original(True)
    hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), plain)
    hand.driver.window.hold_original(False)
    hand.driver.settle()
    assert not np.array_equal(hand.driver.picture(), plain)


def test_a_mask_is_saved_and_loaded_as_png(hand: Hand, tmp_path: Path) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.do("smart_edge")
    hand.driver.settle()
    path = tmp_path / "mask.png"
    hand.driver.answers.mask = path
    hand.driver.do("save_mask")
    hand.driver.settle()
    hand.driver.do("new_region")
    hand.driver.do("load_mask")
    hand.driver.settle()
    first, second = hand.colour.regions
    look = hand.driver.window.session.wanted
    assert look is not None
    scene = look.renderer.view(look.recipe).scene
    shape = scene.lightness.shape
    painted = masks.painted(first.mask, shape, scene)
    loaded = masks.painted(second.mask, shape, scene)
    assert float(np.abs(painted - loaded).max()) < 0.01
    assert hand.driver.names[-1] == "Region 2: mask loaded"
    path.write_bytes(b"no picture")
    hand.driver.do("load_mask")
    assert "not a PNG" in hand.driver.said


def test_invert_clear_and_holes_are_one_entry_each(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    for command in ("invert_region", "fill_holes", "smart_edge", "clear_region"):
        hand.driver.do(command)
    hand.driver.settle()
    assert hand.driver.names[3:] == [
        "Region 1: inverted",
        "Region 1: holes filled",
        "Region 1: plain brush",
        "Region 1: cleared",
    ]
    assert hand.marks == ()


def test_painting_on_a_photo_that_is_not_coloured_yet_colours_it(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    hand = Hand(driver)
    driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    assert driver.names == ["Open", "Region 1: stroke"]
    assert chroma(driver.picture()) > 3


def test_a_photo_that_keeps_its_own_colours_says_why_nothing_is_painted(
    driver: Driver, tmp_path: Path
) -> None:
    from tests.app.test_window import in_colour

    driver.open(in_colour(tmp_path))
    driver.restore()
    hand = Hand(driver)
    driver.do("tool_dots")
    hand.click((0.5, 0.5))
    assert "keeps its own colours" in driver.window.status.told
    assert driver.current.history.recipe.step("colour") is None or not hand.colour.dots


def test_a_recipe_with_all_of_it_survives_as_json(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5))
    recipe = hand.driver.current.history.recipe
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_tiles_taken_over_are_the_tiles_that_would_be_rendered(
    driver: Driver, tmp_path: Path
) -> None:
    """Gestures on a photo of many tiles leave the same picture as a window that never saw them."""
    import cv2

    small = cv2.imread(str(resources.find("samples", "portrait.jpg")), cv2.IMREAD_GRAYSCALE)
    assert small is not None
    path = tmp_path / "large.png"
    cv2.imwrite(str(path), cv2.resize(small, (2300, 2100), interpolation=cv2.INTER_CUBIC))
    driver.open(path)
    driver.restore()
    hand = Hand(driver)
    driver.do("zoom_100")
    driver.settle()
    driver.do("tool_dots")
    hand.box.colour = (60.0, 30.0)
    hand.click((0.5, 0.5))
    hand.drag([(0.5, 0.5), (0.48, 0.52)])
    driver.do("tool_brush")
    hand.drag([(0.55, 0.45), (0.56, 0.5)])
    hand.box.give_colour(-40.0, 40.0)
    driver.settle()
    driver.do("tool_hand")
    seen = driver.picture()
    session = driver.window.session
    assert session.feed is not None
    assert session.wanted is not None
    session.engine.forget(driver.current)
    driver.window._on_recipe()
    driver.settle()
    assert np.array_equal(driver.picture(), seen)


def test_undo_after_two_hundred_random_gestures_restores_recipe_and_pixels(hand: Hand) -> None:
    """And redo brings all of it again."""
    import random

    chance = random.Random(5)
    box = hand.box

    def place() -> tuple[float, float]:
        return chance.uniform(0.05, 0.95), chance.uniform(0.05, 0.95)

    def stroke() -> None:
        box.take("brush")
        points = tuple((*place(), 1.0) for _ in range(3))
        box.mark(Stroke(points, 0.02, erase=chance.random() < 0.2), "stroke")

    gestures = (
        stroke,
        lambda: box.mark(Lasso(tuple(place() for _ in range(4))), "lasso"),
        lambda: box.give_colour(chance.uniform(-40, 40), chance.uniform(-40, 40)),
        lambda: box.select_region(None),
        lambda: box.set_region("warmth", warmth=chance.uniform(-1, 1)),
        lambda: box.set_mask("grow", grow=chance.uniform(-0.02, 0.02)),
        lambda: box.region is not None and box.move_region(box.region, 0),
        lambda: chance.random() < 0.3 and box.remove_region(),
        lambda: box.drop_dot(place(), 20.0, chance.uniform(-30, 30)),
        lambda: box.set_dot("Dot moved", row=place()[0], column=place()[1]),
        lambda: chance.random() < 0.3 and box.remove_dot(),
        lambda: box.take(chance.choice(("dots", "brush"))),
    )
    before, recipe = hand.driver.picture(), hand.driver.current.history.recipe
    while len(hand.driver.names) < 202:
        chance.choice(gestures)()
    box.take("hand")
    box.select_region(None)
    hand.driver.settle()
    after, changed = hand.driver.picture(), hand.driver.current.history.recipe
    for _ in range(200):
        hand.driver.do("undo")
    hand.driver.settle()
    assert hand.driver.current.history.recipe == recipe
    assert np.array_equal(hand.driver.picture(), before)
    for _ in range(200):
        hand.driver.do("redo")
    hand.driver.settle()
    assert hand.driver.current.history.recipe == changed
    assert np.array_equal(hand.driver.picture(), after)
