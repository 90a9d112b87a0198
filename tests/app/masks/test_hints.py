"""The panel of regions and dots: lists, names, order, switches, sliders, colours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QToolButton

from tests.app.drive import Driver
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.panel import MaskPanel
from workstation.app.widgets.controls import ValueSlider
from workstation.core.colorize.hints import Region
from workstation.core.masks.masks import Similar, Stroke
from workstation.core.steps import Colour


class Desk:
    """A restored photo with its panel."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        tools = driver.window.photo_page.tools
        assert tools is not None
        self.editor: MaskEditor = tools.editor
        self.hints, self.part = tools.hints, tools.hint_part
        self.panel: MaskPanel = tools.panel
        self.options = tools.panel.options["colour"]
        self.selection = tools.selection

    def paint(self, row: float = 0.85, column: float = 0.4) -> None:
        self.editor.paint(Stroke(((row, column, 1.0), (row, column + 0.1, 1.0)), 0.05), "stroke")
        self.driver.settle()

    def dot(self, row: float = 0.85, column: float = 0.4) -> None:
        self.editor.take("dots")
        self.hints.drop_dot((row, column), 30.0, 20.0)
        self.driver.settle()

    @property
    def regions(self) -> tuple[Region, ...]:
        return self.step.regions

    @property
    def step(self) -> Colour:
        step = self.driver.window.session.step("colour")
        assert isinstance(step, Colour)
        return step

    def drag(self, slider: ValueSlider, *positions: int) -> None:
        slider._slider.setSliderDown(True)
        for position in positions:
            slider._slider.setSliderPosition(position)
        slider._slider.setSliderDown(False)
        self.driver.settle()

    @property
    def names(self) -> list[str]:
        return self.driver.names[2:]


@pytest.fixture
def desk(driver: Driver, portrait: Path) -> Desk:
    driver.open(portrait)
    driver.restore()
    driver.do("tool_brush")
    return Desk(driver)


def test_a_new_region_waits_for_a_colour_and_is_offered_likely_ones(desk: Desk) -> None:
    desk.paint()
    desk.driver.until(lambda: desk.selection.current is not None)
    chooser = desk.part.chooser
    assert chooser.isVisible()
    assert not desk.regions[0].on
    chooser.suggested.findChildren(QToolButton)
    found = desk.selection.current
    assert found is not None
    chooser.chosen.emit(found.suggestions[1].a, found.suggestions[1].b)
    desk.driver.settle()
    region = desk.regions[0]
    assert (region.on, region.a) == (True, found.suggestions[1].a)
    assert desk.names == ["Region 1: stroke", "Region 1: colour"]


def test_dragging_over_the_colours_is_one_entry(desk: Desk) -> None:
    desk.paint()
    chooser = desk.part.chooser
    for a in (5.0, 10.0, 20.0):
        chooser.changing.emit(a, 12.0)
    chooser.chosen.emit(25.0, 12.0)
    chooser.changing.emit(-5.0, 5.0)
    chooser.chosen.emit(-10.0, 5.0)
    desk.driver.settle()
    assert desk.names == ["Region 1: stroke", "Region 1: colour", "Region 1: colour"]
    assert (desk.regions[0].a, desk.regions[0].b) == (-10.0, 5.0)


def test_what_a_region_does_is_chosen_in_a_list_and_proposals_follow_each_other(
    desk: Desk,
) -> None:
    desk.paint()
    choice = desk.part.effect.choice
    for does in ("automatic", "grey"):
        index = choice.findData(does)
        choice.setCurrentIndex(index)
        choice.activated.emit(index)
        desk.driver.settle()
        assert (desk.regions[0].does, desk.regions[0].on) == (does, True)
        assert not desk.part.chooser.isVisible()
    desk.hints.next_proposal()
    desk.hints.next_proposal()
    desk.driver.settle()
    assert (desk.regions[0].does, desk.regions[0].proposal) == ("automatic", 3)
    assert desk.names[1:] == [
        "Region 1: is recoloured automatically",
        "Region 1: stays grey",
        "Region 1: next proposal",
        "Region 1: next proposal",
    ]


def test_every_slider_of_a_region_is_one_entry_a_drag(desk: Desk) -> None:
    desk.paint()
    desk.hints.give_colour(30.0, 30.0)
    sliders = desk.options.sliders
    for field, slider in sliders.items():
        desk.drag(slider, 520, 640, 700)
        source = desk.regions[0].mask if field in ("grow", "feather") else desk.regions[0]
        factor = 1 if field in ("vividness", "warmth") else 100
        assert getattr(source, field) * factor == pytest.approx(slider.value, abs=0.06)
    assert len(desk.names) == 2 + len(sliders)
    assert desk.names[2] == "Region 1: Strength 70 %"


def test_the_switches_of_a_mask_are_named_in_the_history(desk: Desk) -> None:
    desk.paint()
    for switch in desk.options.switches.values():
        switch.click()
    desk.driver.settle()
    mask = desk.regions[0].mask
    assert (mask.smart_edge, mask.fill_holes, mask.invert) == (False, True, True)
    assert desk.names[1:] == [
        "Region 1: Smart edge off",
        "Region 1: Fill holes on",
        "Region 1: Invert on",
    ]
    desk.driver.do("smart_edge")
    assert desk.options.switches["smart_edge"].isChecked()


def test_regions_are_renamed_in_place_switched_reordered_and_deleted(desk: Desk) -> None:
    for row in (0.3, 0.5, 0.8):
        desk.editor.begin()
        desk.paint(row)
        desk.hints.give_colour(30.0, 30.0 * row)
    desk.driver.settle()
    regions = desk.panel.regions
    assert [regions.item(i).text() for i in range(3)] == ["Region 3", "Region 2", "Region 1"]
    regions.setCurrentRow(1)
    assert desk.editor.number == 1
    regions.editItem(regions.item(1))
    field = regions.findChild(QLineEdit)
    assert field is not None
    field.setText("Dress")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.driver.settle()
    assert desk.regions[1].name == "Dress"
    regions.item(1).setCheckState(Qt.CheckState.Unchecked)
    desk.driver.settle()
    assert not desk.regions[1].on
    QTest.keyClick(regions, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [region.name for region in desk.regions] == ["Region 1", "Region 3", "Dress"]
    assert desk.editor.number == 2
    QTest.keyClick(regions, Qt.Key.Key_Delete)
    desk.driver.settle()
    assert [region.name for region in desk.regions] == ["Region 1", "Region 3"]
    assert desk.names[-4:] == [
        "Region 2 is now called Dress",
        "Dress off",
        "Dress up",
        "Dress deleted",
    ]
    for _ in range(4):
        desk.driver.do("undo")
    desk.driver.settle()
    assert [region.name for region in desk.regions] == ["Region 1", "Region 2", "Region 3"]
    assert regions.count() == 3


@pytest.mark.parametrize(
    ("row", "target", "where", "expected"),
    [
        (0, 2, "BelowItem", "CAB"),
        (2, 0, "AboveItem", "BCA"),
        (0, 1, "BelowItem", "ACB"),
        (1, 2, "AboveItem", "ABC"),
    ],
)
def test_a_region_dragged_in_the_list_is_put_over_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, row: int, target: int, where: str, expected: str
) -> None:
    for name in "ABC":
        desk.editor.begin()
        desk.editor.paint(Stroke(((0.5, 0.5, 1.0),), 0.05), "stroke")
        desk.editor.rename(len(desk.regions) - 1, name)
    desk.driver.settle()
    regions = desk.panel.regions
    regions.setCurrentRow(row)
    position = QAbstractItemView.DropIndicatorPosition[where]
    monkeypatch.setattr(regions, "dropIndicatorPosition", lambda: position)
    at = QPointF(regions.visualItemRect(regions.item(target)).center())
    data, buttons, keys = QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(at, Qt.DropAction.MoveAction, data, buttons, keys)
    regions.dropEvent(event)
    desk.driver.settle()
    assert "".join(region.name for region in desk.regions) == expected
    assert event.dropAction() == Qt.DropAction.IgnoreAction
    desk.driver.settle()


def test_letters_typed_into_a_name_are_no_shortcuts(desk: Desk) -> None:
    desk.paint()
    desk.driver.window.activateWindow()
    regions = desk.panel.regions
    regions.editItem(regions.item(0))
    field = regions.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "vdwos")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.driver.settle()
    assert desk.regions[0].name == "vdwos"
    assert desk.editor.tool == "brush"


def test_a_dot_is_selected_in_the_list_sized_spread_and_removed(desk: Desk) -> None:
    desk.dot(0.3, 0.5)
    desk.dot(0.85, 0.4)
    desk.part.dots.setCurrentRow(0)
    assert desk.hints.dot == 0
    desk.drag(desk.part.dot_options.size_slider, 300, 400)
    desk.part.dot_options.spread.click()
    desk.driver.settle()
    dot = desk.step.dots[0]
    assert dot.spread
    assert dot.radius == pytest.approx(0.081, abs=0.002)
    QTest.keyClick(desk.part.dots, Qt.Key.Key_Delete)
    desk.driver.settle()
    assert len(desk.step.dots) == 1
    assert desk.names == ["Dot", "Dot", "Dot: size", "Dot: spread", "Dot removed"]


def test_the_colour_of_a_dot_is_chosen_in_the_panel(desk: Desk) -> None:
    desk.dot()
    desk.driver.until(lambda: desk.selection.current is not None)
    desk.part.chooser.chosen.emit(-30.0, 10.0)
    desk.driver.settle()
    assert (desk.step.dots[0].a, desk.step.dots[0].b) == (-30.0, 10.0)
    assert desk.names == ["Dot", "Dot: colour"]


def test_what_was_undone_is_selected_again_when_it_is_redone(desk: Desk) -> None:
    desk.paint()
    assert desk.editor.chosen is not None
    desk.driver.do("undo")
    assert desk.editor.chosen is None
    assert not desk.options.isVisible()
    desk.driver.do("redo")
    assert desk.editor.chosen is not None
    desk.driver.settle()


def test_every_button_of_the_panel_has_a_name_and_a_tooltip(desk: Desk) -> None:
    desk.paint()
    for button in desk.panel.findChildren(QToolButton):
        if not button.isVisible():
            continue
        assert button.accessibleName() or button.text()
        assert button.toolTip() or button.text(), button.accessibleName()


def test_the_panel_keeps_its_width_whatever_is_selected(desk: Desk) -> None:
    width = desk.driver.window.photo_page.panels.width()
    desk.paint()
    desk.driver.until(lambda: desk.selection.current is not None)
    desk.dot()
    assert desk.driver.window.photo_page.panels.width() == width


def test_a_gesture_leaves_all_else_as_it_was(desk: Desk) -> None:
    desk.dot(0.3, 0.5)
    desk.driver.do("tool_brush")
    for row in (0.5, 0.8):
        desk.editor.begin()
        desk.paint(row)
    before = desk.step
    assert [region.on for region in before.regions] == [False, False]
    desk.editor.select(0)
    desk.hints.give_colour(10.0, 20.0)
    coloured = replace(before.regions[0], a=10.0, b=20.0, on=True)
    assert desk.step == replace(before, regions=(coloured, before.regions[1]))
    desk.editor.move(0, 1)
    assert desk.step == replace(before, regions=(before.regions[1], coloured))
    desk.editor.remove()
    assert desk.step == replace(before, regions=before.regions[1:])
    desk.editor.begin()
    desk.paint(0.2)
    assert desk.regions[-1].name == "Region 1"
    desk.driver.settle()


def test_the_tolerance_finds_the_last_similar_place_again_as_one_entry(desk: Desk) -> None:
    desk.editor.take("similar")
    desk.editor.paint(Similar(0.85, 0.4, desk.editor.tolerance), "similar places")
    desk.driver.settle()
    desk.drag(desk.panel.tolerance_slider, 550, 620, 700)
    assert desk.regions[0].mask.shapes == (Similar(0.85, 0.4, 0.7),)
    assert desk.names == ["Region 1: similar places", "Region 1: tolerance"]
