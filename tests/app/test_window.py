"""The window, used as its users do: restore, adjust, compare, look back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.app.drive import Driver, chroma
from workstation.app.viewer.compare import Compare
from workstation.app.widgets.controls import icon_button
from workstation.core.recipe import Recipe


def test_an_empty_window_invites_and_offers_nothing_that_needs_a_photo(driver: Driver) -> None:
    assert driver.window.photo_page.welcome.isVisible()
    for command in ("restore", "export", "close", "undo", "wipe", "zoom_in", "colour"):
        assert not driver.can(command), command
    assert driver.can("open")


def test_an_opened_photo_is_shown_with_its_panels(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    assert driver.window.photo_page.canvas.isVisible()
    assert driver.window.photo_page.panels.isVisible()
    assert driver.window.windowTitle().startswith("portrait.jpg")
    assert chroma(driver.picture()) == 0
    assert driver.can("restore")
    assert not driver.window.isWindowModified()


def test_one_click_on_restore_colours_the_photo(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    assert chroma(driver.picture()) > 5
    assert driver.names == ["Open", "Restore"]
    assert driver.window.isWindowModified()
    assert "CPU" in driver.window.status.device.text()
    assert " s" in driver.window.status.device.text()


def test_undo_and_redo_move_through_the_history_and_the_picture_follows(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    coloured = driver.picture()
    driver.do("undo")
    driver.settle()
    assert chroma(driver.picture()) == 0
    assert not driver.can("undo")
    driver.do("redo")
    driver.settle()
    assert np.array_equal(driver.picture(), coloured)


def test_restore_keeps_what_the_user_has_set_already(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.do("colour")
    driver.settle()
    driver.drag("colour", "vividness", 700)
    driver.restore()
    assert driver.slider("colour", "vividness").value == pytest.approx(1.4)
    assert driver.window.session.step("tone") is not None
    driver.restore()
    assert "already" in driver.window.status.told
    assert driver.names.count("Restore") == 1


def test_a_gesture_after_an_undo_keeps_the_undone_ones_in_the_history(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "vividness", 800)
    driver.do("undo")
    driver.drag("colour", "warmth", 600)
    assert driver.names[2:] == ["Vividness 1.60 ×", "Warmth +0.20"]
    assert driver.slider("colour", "vividness").value == 1
    driver.window.session.jump(2)
    driver.settle()
    assert driver.slider("colour", "vividness").value == pytest.approx(1.6)
    assert driver.slider("colour", "warmth").value == 0
    assert not driver.can("redo")


def test_reset_puts_a_panel_back_and_leaves_the_rest(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    reset = driver.window.photo_page.panels.panels["colour"]._reset
    assert not reset.isEnabled()
    driver.drag("colour", "warmth", 600)
    driver.drag("tone", "gamma", 500)
    assert reset.isEnabled()
    reset.click()
    driver.settle()
    assert driver.slider("colour", "warmth").value == 0
    assert driver.slider("tone", "gamma").value != 1
    assert driver.names[-1] == "Colour reset"


def test_a_slider_drag_is_one_entry_named_as_the_user_says_it(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    before = chroma(driver.picture())
    driver.drag("colour", "vividness", 510, 540, 570, 600)
    assert driver.names == ["Open", "Restore", "Vividness 1.20 ×"]
    driver.drag("colour", "vividness", 700, 800)
    assert driver.names[2:] == ["Vividness 1.20 ×", "Vividness 1.60 ×"]
    assert chroma(driver.picture()) > before


def test_a_double_click_resets_a_slider(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "warmth", 700)
    slider = driver.slider("colour", "warmth")
    assert slider.value == pytest.approx(0.4)
    QTest.mouseDClick(slider._slider, Qt.MouseButton.LeftButton)
    assert slider.value == 0
    assert driver.names[-1] == "Warmth 0.00"


def test_a_number_can_be_typed_and_single_letters_then_are_no_shortcuts(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    zoom = driver.window.photo_page.canvas.viewport
    field = driver.slider("colour", "vividness")._value
    driver.window.activateWindow()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.settle()
    assert driver.names[-1] == "Vividness 1.50 ×"
    assert driver.window.photo_page.canvas.viewport == zoom


def test_moving_a_tone_slider_takes_over_from_the_automatic_values(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    found = driver.slider("tone", "black").value
    assert found > 0
    driver.drag("tone", "gamma", 400)
    step = driver.window.session.step("tone")
    assert step is not None
    assert step.automatic is False  # type: ignore[attr-defined]
    assert driver.slider("tone", "black").value == pytest.approx(found, abs=0.06)


def test_a_step_switched_off_is_absent_and_comes_back_as_it_was(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "warmth", 600)
    driver.do("colour")
    driver.settle()
    assert driver.window.session.step("colour") is None
    assert chroma(driver.picture()) == 0
    driver.do("colour")
    driver.settle()
    step = driver.window.session.step("colour")
    assert step is not None
    assert step.warmth == pytest.approx(0.2)  # type: ignore[attr-defined]
    assert driver.names[-2:] == ["Colour off", "Colour on"]


def test_the_eye_shows_the_photo_without_a_step_and_changes_nothing(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    recipe = driver.current.recipe
    eye = driver.window.photo_page.panels.panels["colour"]._eye
    eye.click()
    driver.settle()
    assert chroma(driver.picture()) == 0
    assert driver.current.recipe == recipe
    eye.click()
    driver.settle()
    assert chroma(driver.picture()) > 5


def test_a_click_in_the_history_jumps_there(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "vividness", 800)
    view = driver.window.photo_page.history.list
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(0, 0)).center(),
    )
    driver.settle()
    assert driver.current.history.position == 0
    assert chroma(driver.picture()) == 0
    assert driver.names == ["Open", "Restore", "Vividness 1.60 ×"]


def test_the_original_is_shown_as_long_as_its_key_is_held(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    window = driver.window
    window.activateWindow()
    window.photo_page.canvas.setFocus()
    QTest.keyPress(window.photo_page.canvas, Qt.Key.Key_Backslash)
    driver.settle()
    held = driver.picture()[60:]
    QTest.keyRelease(window.photo_page.canvas, Qt.Key.Key_Backslash)
    driver.settle()
    assert chroma(held) == 0
    assert chroma(driver.picture()) > 5
    assert not window.photo_page.showing_original


def test_the_wipe_shows_the_original_at_its_left_and_moves_by_keyboard(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("wipe")
    canvas = driver.window.photo_page.canvas
    picture = driver.picture()
    middle = picture.shape[1] // 2
    assert chroma(picture[60:, : middle - 20]) == 0
    assert chroma(picture[60:, middle + 20 :]) > 5
    handle = canvas._handle
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Home)
    assert handle.fraction == 0
    QTest.keyClick(handle, Qt.Key.Key_Right)
    assert 0 < handle.fraction < 0.1
    driver.do("wipe")
    assert canvas.compare is Compare.OFF
    assert not handle.isVisible()


def test_side_by_side_panes_share_zoom_and_place(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.do("side_by_side")
    driver.do("zoom_100")
    driver.settle()
    picture = driver.picture()
    half = (picture.shape[1] - 2) // 2
    left, right = picture[60:, :half], picture[60:, half + 2 : 2 * half + 2]
    assert np.array_equal(left, right)


def test_back_to_the_original_is_one_gesture(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("remove_all")
    driver.settle()
    assert driver.current.recipe == Recipe()
    assert driver.names[-1] == "Back to the original"
    assert not driver.can("remove_all")


def test_the_pixel_under_the_pointer_is_told_in_rgb_and_lab(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    canvas = driver.window.photo_page.canvas
    QTest.mouseMove(canvas, QPoint(canvas.width() // 2, canvas.height() // 2))
    driver.until(lambda: "RGB" in driver.window.status._pixel.text())
    text = driver.window.status._pixel.text()
    assert "Lab" in text
    assert text.startswith("x 25")


def test_recent_photos_and_choices_are_remembered(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.do("theme_dark")
    assert driver.settings.recent == [portrait]
    assert driver.settings.chosen.theme == "dark"
    driver.do("close")
    assert driver.window.photo_page.welcome._recent.isVisible()


def test_buttons_with_an_icon_alone_have_a_name_and_a_tooltip(
    driver: Driver, portrait: Path
) -> None:
    from PySide6.QtWidgets import QAbstractButton

    driver.open(portrait)
    driver.restore()
    for button in driver.window.findChildren(QAbstractButton):
        if not button.text() and button.isVisible():
            assert button.accessibleName(), button
            assert button.toolTip(), button
    assert icon_button("x", "Close").accessibleName() == "Close"
