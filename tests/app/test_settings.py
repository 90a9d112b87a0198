"""What the window remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workstation.app.settings import RECENT_KEPT, Settings


def test_values_survive_a_restart_in_a_file_that_people_can_read(tmp_path: Path) -> None:
    path = tmp_path / "some" / "settings.json"
    Settings(path).put("theme", "dark")
    assert Settings(path).text("theme") == "dark"
    assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "dark"}


def test_a_damaged_file_counts_as_empty_and_is_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{ damaged", encoding="utf-8")
    settings = Settings(path)
    assert settings.text("theme", "system") == "system"
    assert "cannot be read" in caplog.text
    settings.put("theme", "light")
    assert Settings(path).text("theme") == "light"


def test_values_of_another_type_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": 3, "quality": "x", "recent": [1, "a"]}', encoding="utf-8")
    settings = Settings(path)
    assert settings.text("theme") == ""
    assert settings.number("quality", 92) == 92
    assert settings.texts("recent") == ["a"]


def test_recent_photos_come_newest_first_without_doubles_and_without_those_gone(
    tmp_path: Path,
) -> None:
    settings = Settings(tmp_path / "settings.json")
    photos = [tmp_path / f"{i}.jpg" for i in range(RECENT_KEPT + 3)]
    for photo in photos:
        photo.touch()
        settings.add_recent(photo)
    settings.add_recent(photos[5])
    photos[7].unlink()
    recent = settings.recent
    assert recent[0] == photos[5]
    assert recent[1] == photos[-1]
    assert len(recent) == RECENT_KEPT - 1
    assert photos[7] not in recent


def test_settings_that_cannot_be_written_do_not_stop_the_window(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "file"
    folder.touch()
    Settings(folder / "settings.json").put("theme", "dark")
    assert "cannot be written" in caplog.text
