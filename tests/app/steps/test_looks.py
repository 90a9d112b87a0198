"""Other looks of the whole picture, and the colours of another photo."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.app.drive import Driver, in_colour
from workstation.app.steps.variants import VariantsPage
from workstation.core.steps import Colour


def offered(driver: Driver) -> VariantsPage:
    """The proposals, drawn."""
    driver.do("try_another")
    page = driver.window.photo_page.variants
    driver.until(lambda: page.drawn)
    driver.settle()
    return page


def colour(driver: Driver) -> Colour:
    step = driver.window.session.step("colour")
    assert isinstance(step, Colour)
    return step


def test_six_looks_stand_beside_the_present_one(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    page = offered(driver)
    assert page.isVisible()
    assert not driver.window.photo_page.canvas.isVisible()
    assert [cell.text() for cell in page.cells] == [
        *("Now", "More vivid", "Calmer", "Warmer", "Cooler"),
        *("Other colours", "Yet other colours"),
    ]
    pictures = [page._thumbnails.image(cell.request) for cell in page.cells]
    assert all(picture is not None and not picture.isNull() for picture in pictures)
    assert len({bytes(picture.constBits()) for picture in pictures if picture}) == 7
    places = [cell.geometry() for cell in page.cells]
    assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])


def test_one_click_takes_a_look_as_one_entry_of_its_name(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    page = offered(driver)
    QTest.mouseClick(page.cells[3], Qt.MouseButton.LeftButton)
    driver.settle()
    assert driver.names == ["Open", "Restore", "Warmer"]
    assert colour(driver).warmth == pytest.approx(0.45)
    assert driver.window.photo_page.canvas.isVisible()
    assert not page.is_open
    driver.do("undo")
    assert colour(driver).warmth == 0


def test_escape_keeps_the_present_look(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    page = offered(driver)
    driver.do("cancel")
    assert not page.is_open
    assert driver.window.photo_page.canvas.isVisible()
    assert driver.names == ["Open", "Restore"]


def test_looks_are_chosen_with_the_keyboard_too(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    page = offered(driver)
    focused = QApplication.focusWidget()
    assert focused is page.cells[0]
    QTest.keyClick(page.cells[0], Qt.Key.Key_Right)
    assert page.cells[1].hasFocus()
    QTest.keyClick(page.cells[1], Qt.Key.Key_Down)
    below = next(i for i, cell in enumerate(page.cells) if cell.hasFocus())
    assert page.cells[below].geometry().left() == page.cells[1].geometry().left()
    assert page.cells[below].geometry().top() > page.cells[1].geometry().top()
    QTest.keyClick(page.cells[below], Qt.Key.Key_Return)
    assert driver.names[-1] == page._proposals[below - 1].name


def test_a_photo_without_colours_can_be_coloured_by_a_look(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    page = offered(driver)
    page.cells[5].click()
    driver.settle()
    assert driver.names == ["Open", "Other colours"]
    assert colour(driver).palette == 1


def test_an_offer_goes_when_its_photo_goes(driver: Driver, portrait: Path, tmp_path: Path) -> None:
    driver.open(portrait)
    driver.open(in_colour(tmp_path))
    driver.do("previous")
    driver.settle()
    page = offered(driver)
    driver.do("next")
    driver.settle()
    assert not page.is_open
    assert driver.window.photo_page.canvas.isVisible()


def test_a_photo_in_colour_keeps_its_own_and_says_so(driver: Driver, tmp_path: Path) -> None:
    driver.open(in_colour(tmp_path))
    driver.settle()
    assert not driver.can("try_another")
    driver.do("restore")
    driver.settle()
    assert "in colour; its colours are kept" in driver.said
    assert not driver.window.photo_page.variants.is_open
    assert not driver.window.photo_page.reference.other.isEnabled()


def menu_of(driver: Driver) -> QMenu:
    part = driver.window.photo_page.reference
    part.source.click()
    menu = part.findChild(QMenu)
    assert menu is not None
    return menu


def test_colours_are_taken_from_another_open_photo(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(in_colour(tmp_path))
    driver.open(portrait)
    driver.restore()
    before = driver.picture()
    menu = menu_of(driver)
    action = menu.actions()[0]
    assert action.text() == "colour.png"
    action.trigger()
    menu.close()
    driver.settle()
    assert driver.names == ["Open", "Restore", "Colours of colour.png"]
    taken = colour(driver).reference
    assert taken is not None
    assert taken.name == "colour.png"
    assert (driver.picture() != before).any()


def test_colours_are_taken_from_a_file(driver: Driver, portrait: Path, tmp_path: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.answers.reference_from = in_colour(tmp_path)
    driver.do("reference")
    driver.settle()
    assert driver.names[-1] == "Colours of colour.png"
    assert driver.window.photo_page.reference.reference.isVisible()


def test_the_strength_of_a_reference_is_one_entry_a_drag_and_it_can_be_given_up(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    driver.answers.reference_from = in_colour(tmp_path)
    driver.do("reference")
    driver.settle()
    part = driver.window.photo_page.reference
    slider = part.strength._slider
    slider.setSliderDown(True)
    for position in (800, 600, 500):
        slider.setSliderPosition(position)
        QApplication.processEvents()
    slider.setSliderDown(False)
    driver.settle()
    assert driver.names[2:] == ["Colours of colour.png", "Colours of colour.png 50 %"]
    taken = colour(driver).reference
    assert taken is not None
    assert taken.strength == pytest.approx(0.5)
    part.remove.click()
    driver.settle()
    assert colour(driver).reference is None
    assert not part.reference.isVisible()
    driver.do("undo")
    driver.settle()
    assert part.reference.isVisible()
    assert part.strength.value == pytest.approx(50)


def test_a_grey_photo_has_no_colours_to_take(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    grey = tmp_path / "grey.png"
    cv2.imwrite(str(grey), cv2.imread(str(portrait), cv2.IMREAD_GRAYSCALE))
    driver.open(portrait)
    driver.restore()
    driver.answers.reference_from = grey
    driver.do("reference")
    driver.until(lambda: bool(driver.said))
    assert driver.said == (
        "grey.png has no colours to take. Choose a photo that is in colour or was coloured."
    )
    assert driver.names == ["Open", "Restore"]


def test_the_menu_lists_the_other_open_photos(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(in_colour(tmp_path))
    driver.open(portrait)
    menu = driver.window.menus["colour"]
    menu.popup(QPoint(0, 0))
    sub = next(m for m in menu.findChildren(QMenu) if "Open Photo" in m.title().replace("&", ""))
    assert [action.text() for action in sub.actions()] == ["colour.png"]
    menu.close()
