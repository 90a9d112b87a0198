"""A hand that moves the mouse over places of the photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.app.drive import Driver
from workstation.app.tools import Tools
from workstation.core.steps import Colour

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier

CTRL = Qt.KeyboardModifier.ControlModifier

SUIT = (0.85, 0.4)


class Hand:
    """Moves the mouse over places of the photo."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.canvas = driver.window.photo_page.canvas
        tools = driver.window.photo_page.tools
        assert isinstance(tools, Tools)
        self.tools, self.editor, self.hints = tools, tools.editor, tools.hints

    def point(self, place: tuple[float, float]) -> QPoint:
        frame = self.tools.overlay.frame()
        assert frame is not None
        return QPointF(*frame.point(*place)).toPoint()

    def place(self, point: QPoint) -> tuple[float, float]:
        """Worked out anew from the photo's size, apart from the code that is tested."""
        view, ratio = self.canvas.viewport, self.canvas.devicePixelRatioF()
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
    def shapes(self) -> tuple[object, ...]:
        return self.colour.regions[-1].mask.shapes
