"""The export dialog: what it offers, what it proposes, what it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from workstation.app.dialogs.export_dialog import ExportDialog
from workstation.core.io.photo import Photo, open_photo
from workstation.core.settings import Settings


@pytest.fixture
def photo(portrait: Path, tmp_path: Path) -> Photo:
    path = tmp_path / "Oma 1931.jpg"
    path.write_bytes(portrait.read_bytes())
    return open_photo(path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "settings.json")


@pytest.fixture
def dialog(qtbot: QtBot, photo: Photo, settings: Settings) -> Iterator[ExportDialog]:
    made = ExportDialog(photo, settings)
    qtbot.addWidget(made)
    yield made
    made.close()


def choose(dialog: ExportDialog, name: str, value: str) -> None:
    box = getattr(dialog, f"_{name}")
    box.setCurrentIndex(box.findData(value))


def test_a_new_name_beside_the_photo_is_proposed(
    dialog: ExportDialog, photo: Photo, settings: Settings, qtbot: QtBot
) -> None:
    assert dialog.destination == photo.path.with_name("Oma 1931-restored.jpg")
    dialog.destination.touch()
    second = ExportDialog(photo, settings)
    qtbot.addWidget(second)
    assert second.destination.name == "Oma 1931-restored-2.jpg"


def test_format_and_ending_follow_each_other(dialog: ExportDialog) -> None:
    choose(dialog, "format", "tiff")
    assert dialog.destination.suffix == ".tif"
    dialog._name.setText("/somewhere/else.webp")
    assert dialog.options().format == "webp"
    dialog._name.setText("/somewhere/a.b.c")
    choose(dialog, "format", "png")
    assert dialog.destination.name == "a.b.c.png"


def test_only_what_a_format_can_do_is_offered(dialog: ExportDialog) -> None:
    dialog.show()
    offered = {
        "jpeg": {"_quality", "_subsampling"},
        "png": {"_bits"},
        "tiff": {"_bits", "_compression"},
        "webp": {"_quality"},
        "avif": {"_quality", "_subsampling", "_bits"},
    }
    parts = set().union(*offered.values())
    for name, there in offered.items():
        choose(dialog, "format", name)
        assert {part for part in parts if getattr(dialog, part).isVisible()} == there, name


def test_choices_become_options_and_are_remembered(
    dialog: ExportDialog, photo: Photo, settings: Settings, qtbot: QtBot
) -> None:
    choose(dialog, "format", "tiff")
    choose(dialog, "compression", "lzw")
    choose(dialog, "metadata", "strip-gps")
    dialog._bits.setCurrentIndex(dialog._bits.findData(16))
    dialog._mark.setChecked(True)
    options = dialog.options(overwrite=True)
    assert (options.format, options.bits, options.compression) == ("tiff", 16, "lzw")
    assert (options.metadata, options.mark, options.overwrite) == ("strip-gps", True, True)
    dialog.remember()
    again = ExportDialog(photo, settings)
    qtbot.addWidget(again)
    assert again.options().format == "tiff"
    assert again.options().metadata == "strip-gps"
    assert again.options().mark


def test_it_says_when_a_file_is_there_already_or_is_the_photo_itself(
    dialog: ExportDialog, photo: Photo, tmp_path: Path
) -> None:
    dialog._name.setText(str(photo.path))
    assert "originals are never written" in dialog._note.text()
    other = tmp_path / "other.jpg"
    other.touch()
    dialog._name.setText(str(other))
    assert "there already" in dialog._note.text()
    dialog._name.setText(str(tmp_path / "new.jpg"))
    assert dialog._note.text() == ""


def with_dpi(path: Path, dpi: float) -> Photo:
    picture = Image.open(path)
    picture.save(path, dpi=(dpi, dpi))
    return open_photo(path)


def test_a_photo_without_an_honest_resolution_is_asked_about(
    qtbot: QtBot, photo: Photo, settings: Settings
) -> None:
    made = ExportDialog(with_dpi(photo.path, 72), settings)
    qtbot.addWidget(made)
    made.show()
    assert made._dpi.isVisible()
    assert "72 dpi" in made._size.text()
    assert made.options().dpi is None
    made._dpi.setValue(300)
    assert made.options().dpi == 300
    assert "43 × 43 mm" in made._size.text()
    made.close()


def test_a_photo_that_says_its_resolution_is_not_asked_about(
    qtbot: QtBot, photo: Photo, settings: Settings
) -> None:
    made = ExportDialog(with_dpi(photo.path, 600), settings)
    qtbot.addWidget(made)
    made.show()
    assert not made._dpi.isVisible()
    assert made.options().dpi is None
    made.close()
