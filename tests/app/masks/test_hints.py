"""The panel of regions and dots: lists, names, order, switches, sliders, colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QToolButton

from tests.app.drive import Driver
from workstation.app.masks import edits
from workstation.app.masks.hint_panel import WishPanel
from workstation.app.masks.toolbox import Toolbox
from workstation.app.widgets.controls import ValueSlider
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.masks.masks import Mask, Similar, Stroke
from workstation.core.steps import Colour


class Desk:
    """A restored photo with its panel."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        assert driver.window.photo_page.tools is not None
        self.box: Toolbox = driver.window.photo_page.tools.box
        self.panel: WishPanel = driver.window.photo_page.tools.panel
        self.insights = driver.window.photo_page.tools.insights

    def paint(self, row: float = 0.85, column: float = 0.4) -> None:
        self.box.mark(Stroke(((row, column, 1.0), (row, column + 0.1, 1.0)), 0.05), "stroke")
        self.driver.settle()

    def dot(self, row: float = 0.85, column: float = 0.4) -> None:
        self.box.take("dots")
        self.box.drop_dot((row, column), 30.0, 20.0)
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
    desk.driver.until(lambda: desk.insights.current is not None)
    chooser = desk.panel.chooser
    assert chooser.isVisible()
    assert not desk.regions[0].on
    chooser.suggested.findChildren(QToolButton)
    found = desk.insights.current
    assert found is not None
    chooser.chosen.emit(found.suggestions[1].a, found.suggestions[1].b)
    desk.driver.settle()
    region = desk.regions[0]
    assert (region.on, region.a) == (True, found.suggestions[1].a)
    assert desk.names == ["Region 1: stroke", "Region 1: colour"]


def test_dragging_over_the_colours_is_one_entry(desk: Desk) -> None:
    desk.paint()
    chooser = desk.panel.chooser
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
    choice = desk.panel.doing.choice
    for does in ("automatic", "grey"):
        index = choice.findData(does)
        choice.setCurrentIndex(index)
        choice.activated.emit(index)
        desk.driver.settle()
        assert (desk.regions[0].does, desk.regions[0].on) == (does, True)
        assert not desk.panel.chooser.isVisible()
    desk.box.next_proposal()
    desk.box.next_proposal()
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
    desk.box.give_colour(30.0, 30.0)
    sliders = desk.panel.options.sliders
    for field, slider in sliders.items():
        desk.drag(slider, 520, 640, 700)
        source = desk.regions[0].mask if field in ("grow", "feather") else desk.regions[0]
        assert getattr(source, field) * slider.property("factor") == pytest.approx(
            slider.value, abs=0.06
        )
    assert len(desk.names) == 2 + len(sliders)
    assert desk.names[2] == "Region 1: Strength 70 %"


def test_the_switches_of_a_mask_are_named_in_the_history(desk: Desk) -> None:
    desk.paint()
    for switch in desk.panel.options.switches.values():
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
    assert desk.panel.options.switches["smart_edge"].isChecked()


def test_regions_are_renamed_in_place_switched_reordered_and_deleted(desk: Desk) -> None:
    for row in (0.3, 0.5, 0.8):
        desk.box.new_region()
        desk.paint(row)
        desk.box.give_colour(30.0, 30.0 * row)
    desk.driver.settle()
    regions = desk.panel.regions
    assert [regions.item(i).text() for i in range(3)] == ["Region 3", "Region 2", "Region 1"]
    regions.setCurrentRow(1)
    assert desk.box.region == 1
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
    assert desk.box.region == 2
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
        desk.box.new_region()
        desk.box.mark(Stroke(((0.5, 0.5, 1.0),), 0.05), "stroke")
        desk.box.rename_region(len(desk.regions) - 1, name)
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
    assert desk.box.tool == "brush"


def test_a_dot_is_selected_in_the_list_sized_spread_and_removed(desk: Desk) -> None:
    desk.dot(0.3, 0.5)
    desk.dot(0.85, 0.4)
    desk.panel.dots.setCurrentRow(0)
    assert desk.box.dot == 0
    desk.drag(desk.panel.dot_options.size_slider, 300, 400)
    desk.panel.dot_options.spread.click()
    desk.driver.settle()
    dot = desk.step.dots[0]
    assert dot.spread
    assert dot.radius == pytest.approx(0.081, abs=0.002)
    QTest.keyClick(desk.panel.dots, Qt.Key.Key_Delete)
    desk.driver.settle()
    assert len(desk.step.dots) == 1
    assert desk.names == ["Dot", "Dot", "Dot: size", "Dot: spread", "Dot removed"]


def test_the_colour_of_a_dot_is_chosen_in_the_panel(desk: Desk) -> None:
    desk.dot()
    desk.driver.until(lambda: desk.insights.current is not None)
    desk.panel.chooser.chosen.emit(-30.0, 10.0)
    desk.driver.settle()
    assert (desk.step.dots[0].a, desk.step.dots[0].b) == (-30.0, 10.0)
    assert desk.names == ["Dot", "Dot: colour"]


def test_what_was_undone_is_selected_again_when_it_is_redone(desk: Desk) -> None:
    desk.paint()
    assert desk.box.chosen is not None
    desk.driver.do("undo")
    assert desk.box.chosen is None
    assert not desk.panel.options.isVisible()
    desk.driver.do("redo")
    assert desk.box.chosen is not None
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
    desk.driver.until(lambda: desk.insights.current is not None)
    desk.dot()
    assert desk.driver.window.photo_page.panels.width() == width


def test_edits_leave_all_else_as_it_was() -> None:
    step = Colour(
        vividness=1.3, dots=(PointHint(0.5, 0.5, 1.0, 2.0), PointHint(0.1, 0.1, 3.0, 4.0))
    )
    for name in ("A", "B"):
        step = edits.with_region(step, name, Mask())
    assert [edits.is_fresh(region) for region in step.regions] == [True, True]
    coloured = edits.coloured(step, 0, 10.0, 20.0)
    assert coloured.regions[0].on
    assert coloured.regions[1:] == step.regions[1:]
    assert coloured.dots == step.dots
    assert coloured.vividness == 1.3
    assert edits.moved_region(coloured, 0, 1).regions == coloured.regions[::-1]
    assert edits.without_region(coloured, 0).regions == step.regions[1:]
    assert edits.without_dot(step, 0).dots == step.dots[1:]
    assert edits.dot_with(step, 1, a=9.0).dots[1] == PointHint(0.1, 0.1, 9.0, 4.0)
    assert edits.free_name(step.regions, "Region {0}") == "Region 1"


def test_the_tolerance_finds_the_last_similar_place_again_as_one_entry(desk: Desk) -> None:
    desk.box.take("similar")
    desk.box.mark(Similar(0.85, 0.4, desk.box.tolerance), "similar places")
    desk.driver.settle()
    desk.drag(desk.panel.tolerance_slider, 550, 620, 700)
    assert desk.regions[0].mask.marks == (Similar(0.85, 0.4, 0.7),)
    assert desk.names == ["Region 1: similar places", "Region 1: tolerance"]
