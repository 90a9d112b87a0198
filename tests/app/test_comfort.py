"""Small things that stop hands: the wipe's line, messages, fields, the export dialog, words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.drive import Driver
from workstation.app.dialogs.export_dialog import ExportDialog
from workstation.app.language import both, said
from workstation.app.widgets import messages
from workstation.app.widgets.controls import Spin
from workstation.app.widgets.messages import Message
from workstation.core.errors import HeirloomError
from workstation.core.io import atomic_write
from workstation.core.io.photo import open_photo

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_the_line_of_the_wipe_is_dragged_wherever_it_is_taken(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.do("wipe")
    canvas = driver.window.photo_page.canvas
    handle = canvas._handle
    at = QPoint(canvas.width() // 2, canvas.height() - 40)
    assert canvas.childAt(at) is handle
    assert canvas.childAt(at + QPoint(10, 0)) is not handle  # there the photo is moved
    QTest.mousePress(handle, LEFT, NONE, handle.mapFrom(canvas, at))
    QTest.mouseMove(handle, handle.mapFrom(canvas, at - QPoint(100, 0)))
    QTest.mouseRelease(handle, LEFT, NONE)
    assert handle.fraction == pytest.approx(0.5 - 100 / canvas.width(), abs=0.01)


def test_a_message_lies_over_the_photo_which_stays_where_it_is(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    canvas = driver.window.photo_page.canvas
    before = canvas.geometry(), canvas.viewport
    driver.window.messages.show_error(HeirloomError("It went wrong.", "Try it once more."))
    QApplication.processEvents()
    assert driver.window.messages.isVisible()
    assert driver.window.messages.height() > 20
    assert (canvas.geometry(), canvas.viewport) == before


def test_what_is_only_told_goes_by_itself_and_what_can_be_answered_stays(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "_EXPIRES_MS", 20)
    bar = driver.window.messages
    bar.put(Message("a", "Only told."))
    bar.put(Message("b", "A question.", choices=(("Yes", lambda: None),)))
    bar.put(Message("c", "It went wrong.", "triangle-alert"))
    driver.until(lambda: [message.key for message in bar.messages] == ["b", "c"])
    QTest.qWait(60)
    assert [message.key for message in bar.messages] == ["b", "c"]


def test_the_window_speaks_of_no_options_of_the_command_line(tmp_path: Path) -> None:
    there = tmp_path / "there.png"
    there.touch()
    with pytest.raises(HeirloomError) as raised:
        atomic_write.check(tmp_path / "photo.png", there, overwrite=False)
    assert "(--overwrite)" in str(raised.value.hint)
    assert said(raised.value.hint) == "Choose another name, or allow it to be overwritten."
    assert "--" not in both(raised.value)


def test_no_overlay_lies_over_a_comparison_of_two_entries_of_the_history(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    page = driver.window.photo_page
    assert not page.canvas.shows_others
    page.compare_entries(0, 1)
    assert page.canvas.shows_others
    driver.do("tool_brush")  # its circle and areas belong to the present picture
    overlay = page.tools.overlay if page.tools is not None else None
    assert overlay is not None
    before = driver.picture()
    overlay.hide()
    assert np.array_equal(driver.picture(), before)
    overlay.show()
    driver.do("cancel")
    assert not page.canvas.shows_others
    driver.settle()


@pytest.mark.usefixtures("qapp")
def test_a_double_click_takes_a_number_as_a_whole() -> None:
    spin = Spin()
    spin.setRange(0, 2000)
    spin.setValue(1200)
    spin.setSuffix(" dpi")
    spin.show()
    field = spin.lineEdit()
    QTest.mouseDClick(field, LEFT, NONE, QPoint(12, field.height() // 2))
    assert field.selectedText() == "1200"
    spin.close()
    spin.deleteLater()


def test_the_export_dialog_says_what_is_wrong_with_a_name_and_stays_open(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    photo = open_photo(portrait)
    dialog = ExportDialog(photo, driver.settings)
    for name, words in (
        (portrait, "the photo itself"),
        (tmp_path / "nowhere" / "a.png", "no folder"),
        (tmp_path, "This is a folder"),
    ):
        dialog._name.setText(str(name))
        assert words in dialog._note.text()
        assert not dialog._go.isEnabled()
    dialog._name.setText(str(tmp_path / "a.png"))
    assert dialog._note.text() == ""
    assert dialog._go.isEnabled()
    dialog.deleteLater()
