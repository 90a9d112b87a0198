"""The window goes by what is chosen for all photos."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.drive import Driver
from tests.app.test_main import run
from workstation.app.dialogs.export_dialog import ExportDialog
from workstation.core.io.photo import open_photo
from workstation.core.settings import Settings


@pytest.fixture
def processors() -> Iterator[None]:
    """Filters get all processors again afterwards."""
    yield
    cv2.setNumThreads(-1)


@pytest.mark.usefixtures("processors")
def test_threads_and_memory_go_to_network_filters_and_renderer(
    tmp_path: Path, portrait: Path
) -> None:
    driver = Driver(tmp_path / "settings.json")
    driver.settings.choose("threads", 1)
    driver.settings.choose("memory_mb", 48)
    driver.start()
    driver.open(portrait)
    renderer = driver.window.session.engine.renderer(driver.current)
    assert renderer._cache._limit == 48 << 20
    assert cv2.getNumThreads() == 1
    device = driver.window.session.engine.device
    assert device is not None
    assert device.name == "CPU, 1 thread"
    driver.finish()


def test_restore_does_what_the_chosen_recipe_says(driver: Driver, portrait: Path) -> None:
    driver.settings.choose("recipe", "grey")
    driver.open(portrait)
    driver.restore()
    assert [step.kind for step in driver.current.recipe.steps] == ["repair", "stains", "tone"]
    driver.settings.choose("recipe", "calm")
    driver.do("undo")
    driver.restore()
    step = driver.window.session.step("colour")
    assert getattr(step, "vividness", None) == 0.65


def test_a_recipe_that_is_gone_is_told_and_nothing_is_done(driver: Driver, portrait: Path) -> None:
    driver.settings.choose("recipe", "/nowhere/recipe.json")
    driver.open(portrait)
    driver.restore_until_told()
    assert "recipe.json cannot be read" in driver.said
    assert driver.current.recipe.steps == ()


def test_exporting_begins_with_what_is_chosen_until_something_else_was_used(
    tmp_path: Path, portrait: Path, qtbot: QtBot
) -> None:
    settings = Settings(tmp_path / "settings.json")
    (tmp_path / "results").mkdir()
    chosen = {
        "export_format": "tiff",
        "export_bits": 16,
        "export_compression": "lzw",
        "export_metadata": "strip-all",
        "export_mark": True,
        "export_quality": 70,
        "export_name": "{stem} new",
        "export_folder": str(tmp_path / "results"),
    }
    for name, value in chosen.items():
        settings.choose(name, value)  # type: ignore[arg-type]

    def dialog() -> ExportDialog:
        made = ExportDialog(open_photo(portrait), settings)
        qtbot.addWidget(made)
        return made

    first = dialog()
    assert first.destination == tmp_path / "results" / "portrait new.tif"
    options = first.options()
    assert (options.format, options.bits, options.compression) == ("tiff", 16, "lzw")
    assert (options.metadata, options.mark, options.quality) == ("strip-all", True, 70)
    first._format.setCurrentIndex(first._format.findData("png"))
    first.remember()
    assert dialog().options().format == "png"
    assert settings.chosen.export_format == "tiff"
    settings.choose("export_format", "webp")
    assert dialog().options().format == "webp"


def test_a_photo_is_exported_in_its_own_format_unless_something_else_is_chosen(
    tmp_path: Path, portrait: Path, qtbot: QtBot
) -> None:
    made = ExportDialog(open_photo(portrait), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    assert made.destination.name == "portrait-restored.jpg"


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings of a whole program that is started."""
    interval = sys.getswitchinterval()
    path = tmp_path / "settings.json"
    monkeypatch.setenv("HEIRLOOM_SETTINGS", str(path))
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "log")
    yield path
    sys.setswitchinterval(interval)


def test_what_is_wrong_in_the_settings_is_said_when_the_window_opens(settings_file: Path) -> None:
    settings_file.write_text('{"theme": "blue"}', encoding="utf-8")
    said: list[str] = []

    def look(window: object) -> bool:
        said.extend(message.text for message in window.messages.messages)  # type: ignore[attr-defined]
        return True

    assert run([], look) == 0
    assert said == [
        "In the settings settings.json stands: theme cannot be “blue”. "
        "It can be system, light or dark; until it is corrected, it is system."
    ]
    assert json.loads(settings_file.read_text(encoding="utf-8"))["theme"] == "blue"


def test_whoever_wants_neither_log_nor_recent_photos_has_none_afterwards(
    settings_file: Path, portrait: Path, tmp_path: Path
) -> None:
    settings_file.write_text('{"write_log": false, "remember_photos": false}', encoding="utf-8")
    assert run([portrait], lambda window: len(window.session.photos) == 1) == 0
    assert not (tmp_path / "log").exists()
    assert "portrait" not in settings_file.read_text(encoding="utf-8")
    QApplication.processEvents()
