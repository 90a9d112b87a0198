"""Photos come in and go out: open, paste, export, save, close, and what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from tests.app.drive import Driver, chroma, in_colour
from workstation.core import render
from workstation.core.diagnose.judge import MAYBE_COLOUR
from workstation.core.diagnose.verdict import Verdict
from workstation.core.io.export import ExportOptions
from workstation.core.io.photo import Limits


def press(driver: Driver, words: str) -> None:
    buttons = driver.window.messages.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()


def _small_limits() -> type[Limits]:
    class Small(Limits):
        def __init__(self, pixels: int = 1000, bytes: int = 1 << 30, pages: int = 5) -> None:  # noqa: A002
            super().__init__(pixels, bytes, pages)

        @classmethod
        def lifted(cls) -> Limits:
            return Limits.lifted()

    return Small


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
    assert driver.window.photo_page.welcome.isVisible()


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
    view = driver.window.photo_page.canvas.viewport
    driver.do("next")
    driver.settle()
    assert driver.current.name == "cat.jpg"
    assert driver.window.photo_page.canvas.viewport is not None
    assert driver.window.photo_page.canvas.viewport.fits
    assert driver.names == ["Open"]
    driver.do("previous")
    driver.settle()
    assert driver.window.photo_page.canvas.viewport == view
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
    from workstation.core.io import photo

    monkeypatch.setattr(photo, "Limits", _small_limits())
    driver.answers.yes = answer
    driver.open(portrait)
    assert driver.answers.asked[-1] == "open anyway"
    assert len(driver.window.session.photos) == int(answer)


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


def test_a_photo_in_colour_keeps_its_colours_until_it_is_said_to_be_black_and_white(
    driver: Driver, tmp_path: Path
) -> None:
    driver.open(in_colour(tmp_path))
    driver.restore()
    session = driver.window.session
    assert "in colour" in driver.said
    assert session.step("colour") is None
    choice = driver.window.photo_page.kind.box
    assert choice.currentText() == "as found: in colour"
    press(driver, "It is black and white")
    driver.settle()
    assert driver.current.history.value.kind == "toned"
    assert session.step("colour") is not None
    assert choice.currentText() == "toned or yellowed"
    assert session.facts.report.coloured
    driver.do("kind_auto")
    driver.settle()
    assert driver.current.history.value.kind is None
    assert not session.facts.report.coloured
    assert choice.currentText() == "as found: in colour"
    assert driver.names[1:] == [
        "Restore",
        "This photo is toned or yellowed",
        "What the photo is: as found",
    ]


def test_where_it_is_in_doubt_one_button_keeps_the_photo_as_it_is(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Verdict("toned", certainty=0.6, doubt=MAYBE_COLOUR)
    monkeypatch.setattr(render, "judge", lambda _: found)
    driver.open(in_colour(tmp_path))
    driver.restore()
    assert MAYBE_COLOUR in driver.said
    assert driver.window.session.facts.report.coloured
    press(driver, "Keep as it is")
    driver.settle()
    assert driver.current.history.value.kind == "colour"
    assert not driver.window.session.facts.report.coloured
    assert MAYBE_COLOUR not in driver.said


def test_a_dismissed_note_does_not_come_back(driver: Driver, tmp_path: Path) -> None:
    driver.open(in_colour(tmp_path))
    driver.restore()
    (message,) = driver.window.messages.messages
    driver.window.messages.dismiss(message)
    driver.drag("tone", "gamma", 400)
    assert driver.said == ""


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
