"""The window, used as its users do: open, restore, adjust, compare, export, close."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.app.drive import Driver, chroma
from workstation.app.compare import Compare
from workstation.app.controls import icon_button
from workstation.core.export import ExportOptions
from workstation.core.photo import Limits
from workstation.core.recipe import Recipe


def in_colour(folder: Path) -> Path:
    from skimage import data

    path = folder / "colour.png"
    cv2.imwrite(str(path), cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR))
    return path


def test_an_empty_window_invites_and_offers_nothing_that_needs_a_photo(driver: Driver) -> None:
    assert driver.window.welcome.isVisible()
    for command in ("restore", "export", "close", "undo", "wipe", "zoom_in", "colour"):
        assert not driver.can(command), command
    assert driver.can("open")


def test_an_opened_photo_is_shown_with_its_panels(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    assert driver.window.canvas.isVisible()
    assert driver.window.panels.isVisible()
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
    reset = driver.window.panels.panels["colour"]._reset
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
    zoom = driver.window.canvas.view
    field = driver.slider("colour", "vividness")._value
    driver.window.activateWindow()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.settle()
    assert driver.names[-1] == "Vividness 1.50 ×"
    assert driver.window.canvas.view == zoom


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
    recipe = driver.current.history.recipe
    eye = driver.window.panels.panels["colour"]._eye
    eye.click()
    driver.settle()
    assert chroma(driver.picture()) == 0
    assert driver.current.history.recipe == recipe
    eye.click()
    driver.settle()
    assert chroma(driver.picture()) > 5


def test_a_click_in_the_history_jumps_there(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "vividness", 800)
    assert driver.window.colouring is not None
    view = driver.window.colouring.history.list
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
    window.canvas.setFocus()
    QTest.keyPress(window.canvas, Qt.Key.Key_Backslash)
    driver.settle()
    held = driver.picture()[60:]
    QTest.keyRelease(window.canvas, Qt.Key.Key_Backslash)
    driver.settle()
    assert chroma(held) == 0
    assert chroma(driver.picture()) > 5
    assert not window.showing_original


def test_the_wipe_shows_the_original_at_its_left_and_moves_by_keyboard(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("wipe")
    canvas = driver.window.canvas
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


def test_export_writes_the_result_and_says_so(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    result = tmp_path / "Ergebnis – groß.png"
    driver.answers.export_to = result, ExportOptions(format="png")
    driver.do("export")
    driver.settle()
    written = cv2.imdecode(np.fromfile(result, np.uint8), cv2.IMREAD_COLOR)
    assert written is not None
    assert written.shape == (512, 512, 3)
    assert chroma(written) > 5
    assert result.name in driver.window.status.told
    assert not driver.window.isWindowModified()


def test_exporting_onto_the_photo_is_refused_in_two_sentences(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.jpg"
    mine.write_bytes(portrait.read_bytes())
    before = mine.read_bytes()
    driver.open(mine)
    driver.restore()
    driver.answers.export_to = mine, ExportOptions(overwrite=True)
    driver.do("export")
    driver.settle()
    assert mine.read_bytes() == before
    assert driver.said.count(".") >= 2
    assert driver.window.isWindowModified()


def test_closing_asks_only_if_something_would_be_lost(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("close")
    assert driver.answers.asked[-1] == "lose"
    assert driver.window.session.current is not None
    driver.do("undo")
    driver.settle()
    driver.answers.asked.clear()
    driver.do("close")
    assert driver.answers.asked == []
    assert driver.window.session.current is None
    assert driver.window.welcome.isVisible()


def test_the_window_stays_if_its_user_does_not_want_to_lose_changes(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    assert not driver.window.close()
    assert driver.window.isVisible()


def test_a_project_keeps_recipe_and_history(driver: Driver, portrait: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jpg"
    mine.write_bytes(portrait.read_bytes())
    driver.open(mine)
    driver.restore()
    driver.drag("colour", "vividness", 700)
    driver.answers.save_to = tmp_path / "mine.heirloom"
    driver.do("save")
    driver.settle()
    assert not driver.window.isWindowModified()
    assert "mine.heirloom" in driver.window.status.told
    history = driver.current.history
    driver.do("close")
    assert "lose" not in driver.answers.asked
    driver.open(tmp_path / "mine.heirloom")
    assert driver.current.history == history
    assert chroma(driver.picture()) > 5
    driver.drag("colour", "vividness", 800)
    driver.answers.asked.clear()
    driver.do("save")
    driver.settle()
    assert "project" not in driver.answers.asked


def test_closing_can_save_first(driver: Driver, portrait: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jpg"
    mine.write_bytes(portrait.read_bytes())
    driver.open(mine)
    driver.restore()
    driver.answers.leaving = "save"
    assert not driver.window.close()
    assert driver.window.isVisible()
    driver.answers.save_to = tmp_path / "mine.heirloom"
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())
    assert driver.answers.save_to.exists()


def test_closing_asks_before_an_export_is_given_up(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(portrait)
    driver.answers.export_to = tmp_path / "result.png", ExportOptions()
    driver.answers.yes = False
    driver.do("export")
    assert not driver.window.close()
    assert driver.answers.asked[-1] == "stop exporting"
    driver.settle()
    assert (tmp_path / "result.png").exists()


def test_closing_in_the_middle_of_colouring_ends_cleanly(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.do("restore")
    QApplication.processEvents()
    driver.answers.leaving = "discard"
    assert driver.window.close()


def test_cancel_gives_up_what_runs_and_takes_the_recipe_back(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.do("restore")
    driver.until(lambda: driver.window.session.step("colour") is not None)
    driver.do("cancel")
    driver.settle()
    assert driver.window.session.step("colour") is None
    assert driver.said == ""
    driver.restore()
    assert chroma(driver.picture()) > 5


def test_several_photos_are_open_and_keep_recipe_and_place(driver: Driver, portrait: Path) -> None:
    driver.open(portrait, portrait.with_name("cat.jpg"))
    driver.restore()
    driver.do("zoom_200")
    view = driver.window.canvas.view
    driver.do("next")
    driver.settle()
    assert driver.current.name == "cat.jpg"
    assert driver.window.canvas.view is not None
    assert driver.window.canvas.view.fits
    assert driver.names == ["Open"]
    driver.do("previous")
    driver.settle()
    assert driver.window.canvas.view == view
    assert driver.names == ["Open", "Restore"]


def test_a_dropped_folder_opens_its_photos(driver: Driver, portrait: Path, tmp_path: Path) -> None:
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("b.jpg", "a.jpg"):
        (folder / name).write_bytes(portrait.read_bytes())
    (folder / "notes.txt").write_text("not a photo")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    driver.window.dropEvent(event)
    driver.settle()
    assert [photo.name for photo in driver.window.session.photos] == ["a.jpg", "b.jpg"]


def test_a_pasted_picture_becomes_a_photo_of_its_own(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(120, 120, 120))
    QGuiApplication.clipboard().setImage(image)
    driver.do("paste")
    driver.settle()
    assert (driver.current.photo.width, driver.current.photo.height) == (64, 48)
    QGuiApplication.clipboard().clear()


def test_pasting_nothing_says_so(driver: Driver) -> None:
    QGuiApplication.clipboard().clear()
    driver.do("paste")
    assert "no picture on the clipboard" in driver.window.status.told


def test_a_damaged_file_is_told_in_two_sentences_and_the_others_open(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"")
    driver.open(broken, portrait)
    assert [photo.name for photo in driver.window.session.photos] == ["portrait.jpg"]
    assert "broken.jpg" in driver.said
    assert len(driver.window.messages.messages) == 1


@pytest.mark.parametrize("answer", [True, False])
def test_a_photo_above_the_limits_is_opened_only_on_demand(
    driver: Driver, portrait: Path, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    from workstation.core import photo

    monkeypatch.setattr(photo, "Limits", _small_limits())
    driver.answers.yes = answer
    driver.open(portrait)
    assert driver.answers.asked[-1] == "open anyway"
    assert len(driver.window.session.photos) == int(answer)


def _small_limits() -> type[Limits]:
    class Small(Limits):
        def __init__(self, pixels: int = 1000, bytes: int = 1 << 30, pages: int = 5) -> None:  # noqa: A002
            super().__init__(pixels, bytes, pages)

        @classmethod
        def lifted(cls) -> Limits:
            return Limits.lifted()

    return Small


def test_pages_of_a_file_are_chosen_and_a_changed_page_stays_open(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    from PIL import Image

    path = tmp_path / "album.tif"
    with Image.open(portrait) as page:
        page.save(path, save_all=True, append_images=[page.rotate(90), page.rotate(180)])
    driver.open(path)
    box = driver.window.status.page.box
    assert box.isVisible()
    box.setValue(2)
    driver.settle()
    assert driver.current.photo.page == 1
    assert len(driver.window.session.photos) == 1
    driver.restore()
    driver.do("next_page")
    driver.settle()
    assert driver.current.photo.page == 2
    assert len(driver.window.session.photos) == 2


def test_a_photo_in_colour_keeps_its_colours_or_is_coloured_afresh_with_its_error(
    driver: Driver, tmp_path: Path
) -> None:
    driver.open(in_colour(tmp_path))
    driver.restore()
    assert "already in colour" in driver.said
    assert driver.window.session.step("colour") is None
    press(driver, "Colour it afresh, as a test")
    driver.settle()
    assert "away from its true colours" in driver.said
    said = driver.window.panels.panels["colour"]._said
    assert said.isVisible()
    assert "mean a*b* distance" in said.text()
    press(driver, "Keep its own colours")
    driver.settle()
    assert driver.window.session.step("colour") is None
    assert driver.names[1:] == [
        "Restore",
        "Colour afresh, as a test",
        "Keep the photo's own colours",
    ]


def press(driver: Driver, words: str) -> None:
    buttons = driver.window.messages.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()


def test_a_dismissed_note_does_not_come_back(driver: Driver, tmp_path: Path) -> None:
    driver.open(in_colour(tmp_path))
    driver.restore()
    (message,) = driver.window.messages.messages
    driver.window.messages.dismiss(message)
    driver.drag("tone", "gamma", 400)
    assert driver.said == ""


def test_back_to_the_original_is_one_gesture(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.do("remove_all")
    driver.settle()
    assert driver.current.history.recipe == Recipe()
    assert driver.names[-1] == "Back to the original"
    assert not driver.can("remove_all")


def test_the_pixel_under_the_pointer_is_told_in_rgb_and_lab(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    canvas = driver.window.canvas
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
    assert driver.window.welcome._recent.isVisible()


def test_a_network_that_finds_no_colour_is_an_error_with_a_reason_not_a_grey_result(
    driver: Driver, portrait: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ml.inference.colorizer import Chroma, Colorizer

    def grey(_self: Colorizer, lightness: NDArray[np.float32], *_: object, **__: object) -> Chroma:
        height, width = (-(-side // 2) for side in lightness.shape)
        nothing = np.zeros((height, width, 2), np.float32)
        return Chroma(nothing, np.zeros((-(-height // 2), -(-width // 2), 261), np.float32), "CPU")

    monkeypatch.setattr(Colorizer, "predict", grey)
    driver.open(portrait)
    driver.restore_until_told()
    (message,) = driver.window.messages.messages
    assert message.icon == "triangle-alert"
    assert "no colour" in message.text


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
