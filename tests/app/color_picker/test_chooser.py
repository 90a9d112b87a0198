"""Choosing a colour: suggestions, the plane, six digits, colours used and colours named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.app.drive import Answers
from workstation.app.color_picker import hues
from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.color_picker.color_library import ColorLibraryModel
from workstation.app.color_picker.things import things
from workstation.app.widgets.theme import Theme
from workstation.core.colorize import color_library
from workstation.core.colorize.suggestions import Suggestion

GREEN = Suggestion(-45.0, 40.0, 0.12)
BROWN = Suggestion(14.0, 30.0, 0.003)


class Desk:
    """A chooser of its own, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers = Answers()
        self.theme = Theme()
        self.library = ColorLibraryModel(folder / "colours.json")
        self.chooser = ColourChooser(self.library, self.answers)
        self.chosen: list[tuple[float, float]] = []
        self.changing: list[tuple[float, float]] = []
        self.failed: list[object] = []
        self.chooser.chosen.connect(lambda a, b: self.chosen.append((a, b)))
        self.chooser.changing.connect(lambda a, b: self.changing.append((a, b)))
        self.library.failed.connect(self.failed.append)
        self.chooser.resize(260, 520)
        self.chooser.show()
        QTest.qWaitForWindowExposed(self.chooser)

    def name(self, text: str) -> None:
        """Type a name where one is being edited."""
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def desk(_nothing_is_left_alive: None, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.chooser.close()
    made.chooser.deleteLater()
    made.theme.close()


def test_a_suggestion_is_described_and_taken_with_one_click(desk: Desk) -> None:
    desk.chooser.set_place(50, (GREEN, BROWN))
    green, brown = desk.chooser.suggested.swatches
    assert green.accessibleName() == "Green, a −45, b 40, 12 %"
    assert green.toolTip() == green.accessibleName()
    assert brown.accessibleName().endswith("< 1 %")
    green.click()
    assert desk.chosen == [(-45, 40)]
    assert desk.chooser.colour == (-45, 40)


def test_without_a_place_there_is_a_word_instead_of_suggestions(desk: Desk) -> None:
    assert not desk.chooser.suggested.isVisible()
    desk.chooser.set_place(50, (GREEN,))
    assert desk.chooser.suggested.isVisible()


def test_arrow_keys_go_from_swatch_to_swatch(desk: Desk) -> None:
    desk.chooser.set_place(50, (GREEN, BROWN))
    green, brown = desk.chooser.suggested.swatches
    green.setFocus()
    QTest.keyClick(green, Qt.Key.Key_Right)
    assert brown.hasFocus()
    QTest.keyClick(brown, Qt.Key.Key_Space)
    assert desk.chosen == [(14, 30)]


def test_a_drag_on_the_plane_is_one_gesture(desk: Desk) -> None:
    plane = desk.chooser.plane
    middle = plane._point(0, 0).toPoint()
    QTest.mousePress(plane, Qt.MouseButton.LeftButton, pos=middle)
    for way in (5, 10, 15):
        QTest.mouseMove(plane, middle + QPoint(way, -way))
    assert desk.chosen == []
    assert len(desk.changing) == 4
    QTest.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=middle + QPoint(15, -15))
    assert desk.chosen == [desk.changing[-1]]
    a, b = desk.chosen[0]
    assert a > 5
    assert b > 5


def test_the_plane_holds_only_colours_that_exist_at_the_lightness(desk: Desk) -> None:
    desk.chooser.set_place(90, ())
    plane = desk.chooser.plane
    corner = plane.rect().bottomLeft() + QPoint(1, -1)
    QTest.mouseClick(plane, Qt.MouseButton.LeftButton, pos=corner)
    (a, b) = desk.chosen[0]
    assert hues.of_screen(hues.on_screen(90, a, b)) == pytest.approx((90, a, b), abs=0.7)
    image = hues.plane_image(90)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(hues.PLANE_PX // 2, hues.PLANE_PX // 2).alpha() == 255


def test_arrow_keys_move_the_marker_and_say_so_when_let_go(desk: Desk) -> None:
    plane = desk.chooser.plane
    QTest.keyPress(plane, Qt.Key.Key_Right)
    QTest.keyPress(plane, Qt.Key.Key_Right)
    assert desk.chosen == []
    QTest.keyRelease(plane, Qt.Key.Key_Right)
    assert desk.chosen == [pytest.approx((2, 0), abs=0.01)]
    QTest.keyClick(plane, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert desk.chosen[-1] == pytest.approx((2, 5), abs=0.01)


def test_six_digits_give_their_colour_at_the_lightness_of_the_place(desk: Desk) -> None:
    field = desk.chooser.hex_field
    desk.chooser.set_place(30, ())
    field.selectAll()
    QTest.keyClicks(field, "8a2be2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    _, a, b = hues.of_screen(QColor("#8a2be2"))
    assert desk.chosen == [pytest.approx((a, b))]
    assert field.text() == hues.on_screen(30, a, b).name()


def test_what_is_no_colour_is_not_taken(desk: Desk) -> None:
    field = desk.chooser.hex_field
    before = field.text()
    field.selectAll()
    QTest.keyClicks(field, "purple?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.chosen == []
    assert field.text() == before


def test_the_eyedropper_asks_for_a_place_and_takes_its_colour(desk: Desk) -> None:
    asked: list[bool] = []
    desk.chooser.pick_requested.connect(lambda: asked.append(True))
    desk.chooser._eyedropper.click()
    assert asked == [True]
    desk.chooser.pick(QColor("#2f5d3a"))
    assert desk.chosen == [pytest.approx(hues.of_screen(QColor("#2f5d3a"))[1:])]


def test_used_colours_are_remembered_for_the_next_photo(desk: Desk) -> None:
    desk.chooser.set_place(50, (GREEN, BROWN))
    for swatch in desk.chooser.suggested.swatches:
        swatch.click()
    shown = [(s.offer.a, s.offer.b) for s in desk.chooser.recent.swatches]
    assert shown == [(14, 30), (-45, 40)]
    assert color_library.load(desk.folder / "colours.json").recent == ((14, 30), (-45, 40))


def test_fine_tuning_leaves_one_recent_colour_not_many(desk: Desk) -> None:
    desk.library.used(-30, 10)
    for _ in range(3):
        QTest.keyClick(desk.chooser.plane, Qt.Key.Key_Right)
    assert len(desk.chosen) == 3
    assert desk.library.library.recent == ((pytest.approx(3, abs=0.1), 0), (-30, 10))


def test_a_colour_gets_a_name_keeps_it_and_loses_it(desk: Desk) -> None:
    named = desk.chooser.named
    desk.chooser.set_place(50, ())
    desk.chooser.set_colour(-45, 40)
    named._add.click()
    desk.name("Dad's jacket")
    assert [c.name for c in color_library.load(desk.folder / "colours.json").named] == [
        "Dad's jacket"
    ]
    desk.chooser.set_colour(0, 0)
    item = named.list.item(0)
    QTest.mouseClick(
        named.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=named.list.visualItemRect(item).center(),
    )
    assert desk.chosen == [(-45, 40)]
    named.list.rename_action.trigger()
    desk.name("Mum's jacket")
    assert named.list.item(0).text() == "Mum's jacket"
    QTest.keyClick(named.list, Qt.Key.Key_Delete)
    assert named.list.count() == 0
    assert not named.list.remove_action.isEnabled()


def test_a_chosen_name_keeps_the_colour_of_its_swatch(desk: Desk) -> None:
    desk.library.add("Sofa", 40, 20)
    icon = desk.chooser.named.list.item(0).icon()
    normal, chosen = (
        icon.pixmap(16, mode).toImage().pixelColor(8, 8)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert normal == chosen


def test_two_colours_never_share_a_name(desk: Desk) -> None:
    desk.library.add("Sofa", 1, 2)
    desk.library.add("Wall", 3, 4)
    desk.chooser.named.list.setCurrentRow(1)
    desk.chooser.named.list.rename_action.trigger()
    desk.name("Sofa")
    assert [c.name for c in desk.library.library.named] == ["Sofa", "Wall"]
    assert desk.chooser.named.list.item(1).text() == "Wall"


def test_named_colours_travel_in_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.answers.colours = tmp_path / "family.json"
    desk.library.add("Sofa", 1, 2)
    desk.library.used(9, 9)
    desk.chooser.named._on_export()
    desk.library.remove("Sofa")
    desk.chooser.named._on_import()
    assert [c.name for c in desk.library.library.named] == ["Sofa"]
    assert color_library.load(desk.answers.colours).recent == ()
    desk.answers.colours.write_text("{}", encoding="utf-8")
    desk.chooser.named._on_import()
    assert "not a library of colours" in str(desk.failed[0])


def test_a_damaged_library_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "colours.json"
    path.write_text("mine", encoding="utf-8")
    library = ColorLibraryModel(path)
    failed: list[object] = []
    library.failed.connect(failed.append)
    library.add("Sofa", 1, 2)
    assert len(failed) == 1
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#808080", "Grey"),
        ("#c83232", "Red"),
        ("#2e8b57", "Green"),
        ("#1e50c8", "Blue"),
        ("#f5d327", "Yellow"),
        ("#6b4423", "Brown"),
        ("#e8beac", "Skin"),
        ("#8a2be2", "Violet"),
        ("#ff8c00", "Orange"),
        ("#ffb6c1", "Pink"),
        ("#87ceeb", "Sky blue"),
        ("#40e0d0", "Turquoise"),
    ],
)
def test_colours_are_called_what_people_call_them(colour: str, name: str) -> None:
    assert hues.name_of(*hues.of_screen(QColor(colour))) == name


def test_the_colour_of_a_thing_is_chosen_by_its_name_as_it_would_look_here(desk: Desk) -> None:
    menu = desk.chooser.things.menu()
    pictures = []
    for lightness in (30.0, 80.0):
        desk.chooser.set_place(lightness, ())
        menu.aboutToShow.emit()
        plants = next(part.menu() for part in menu.actions() if part.text() == "Plants")
        assert isinstance(plants, QMenu)
        grass = next(action for action in plants.actions() if action.text() == "Grass")
        pictures.append(grass.icon().pixmap(16).toImage().pixelColor(8, 8))
    assert pictures[1].lightnessF() > pictures[0].lightnessF() + 0.3
    assert all(colour.green() > max(colour.red(), colour.blue()) for colour in pictures)
    grass.trigger()
    assert desk.chosen == [(-22, 32)]
    assert desk.chooser.colour == (-22, 32)


def test_every_thing_has_a_name_of_its_own_and_a_colour_that_the_screen_can_show() -> None:
    names = [words for _, inside in things() for words, _, _ in inside]
    assert len(names) == len(set(names)) > 40
    for _, inside in things():
        for words, a, b in inside:
            found = hues.existing(55.0, a, b)
            assert abs(found[0] - a) + abs(found[1] - b) < 12, words
