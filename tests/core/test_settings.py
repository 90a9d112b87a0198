"""What is chosen once for all photos, and the file that it stands in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import HeirloomError
from workstation.core.settings import (
    NAMES,
    RECENT_KEPT,
    Settings,
    about,
    check,
    default,
    possible,
    read,
    written,
)

WRONG: dict[str, Any] = {
    "language": "klingon",
    "theme": 3,
    "device": "abacus",
    "threads": 0,
    "memory_mb": "much",
    "recipe": 7,
    "export_format": "gif",
    "export_quality": 101,
    "export_subsampling": "4:1:1",
    "export_bits": 9,
    "export_compression": "zip",
    "export_metadata": True,
    "export_mark": 1,
    "export_name": "{stem}/{other}",
    "export_folder": None,
    "queue_workers": 0,
    "queue_timeout_s": 1.5,
    "remember_photos": "yes",
    "write_log": 0,
    "keys": {"export": "Ctrl+E"},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some" / "settings.json"


def test_a_setting_survives_a_restart_in_a_file_that_people_can_read(path: Path) -> None:
    Settings(path).choose("theme", "dark")
    assert Settings(path).chosen.theme == "dark"
    assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "dark"}
    Settings(path).choose("theme", "system")
    assert json.loads(path.read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_has_words_and_a_default_that_it_can_have(name: str) -> None:
    known = about(name)
    assert known.title
    assert known.explanation.endswith(".")
    assert possible(name)
    assert check(name, default(name)) == default(name)
    for value in known.values:
        assert known.values[value]
        assert read(name, written(value)) == value


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_value_is_named_in_two_sentences_and_the_default_holds(
    name: str, path: Path
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({name: WRONG[name], "theme": WRONG["theme"]}), encoding="utf-8")
    settings = Settings(path)
    assert getattr(settings.chosen, name) == default(name)
    assert len(settings.problems) == (1 if name == "theme" else 2)
    told = settings.problems[-1]
    assert told.message.startswith("In the settings settings.json stands: ")
    assert told.message.endswith(".")
    assert told.hint.endswith(".")
    assert "; until it is corrected, it is " in told.hint


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_value_is_not_lost_by_choosing_something_else(name: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({name: WRONG[name], "of a newer version": [1]}), encoding="utf-8")
    other = "theme" if name != "theme" else "language"
    Settings(path).choose(other, "en" if other == "language" else "dark")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept[name] == WRONG[name]
    assert kept["of a newer version"] == [1]
    settings = Settings(path)
    settings.reset(name)
    assert settings.problems == ()
    assert name not in json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_a_setting_cannot_have_is_refused_and_nothing_changes(
    name: str, path: Path
) -> None:
    settings = Settings(path)
    with pytest.raises(HeirloomError):
        settings.choose(name, WRONG[name])
    assert not path.exists()
    assert getattr(settings.chosen, name) == default(name)


@given(text=st.text())
def test_any_text_of_the_command_line_is_understood_or_refused_in_two_sentences(text: str) -> None:
    for name in NAMES:
        understood: Any = None
        refused: HeirloomError | None = None
        try:
            understood = read(name, text)
        except HeirloomError as error:
            refused = error
        if refused is None:
            assert read(name, written(understood)) == understood
        else:
            assert refused.message.endswith(".")
            assert refused.hint.endswith(".")


def test_a_name_that_there_is_not_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(HeirloomError, match=r"Did you mean export_quality\?"):
        about("export-qualty")
    with pytest.raises(HeirloomError, match="lists them all"):
        about("zebra")


@pytest.mark.parametrize("content", ["{ damaged", "[1, 2]", "\x00\x01", '"text"'])
def test_a_damaged_file_is_named_and_kept_beside_the_new_one(content: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    settings = Settings(path)
    assert settings.chosen.theme == "system"
    (problem,) = settings.problems
    assert "cannot be read" in problem.message
    settings.choose("theme", "light")
    assert settings.problems == ()
    assert Settings(path).chosen.theme == "light"
    assert path.with_name("settings.json.damaged").read_text(encoding="utf-8") == content


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_not_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"theme": "dark"}', encoding="utf-8")
    path.chmod(0)
    settings = Settings(path)
    with pytest.raises(HeirloomError, match="cannot be written"):
        settings.choose("language", "de")
    path.chmod(0o600)
    assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "dark"}


def test_what_another_program_chose_meanwhile_is_not_undone(path: Path) -> None:
    window, line = Settings(path), Settings(path)
    window.put("window", "geometry")
    line.choose("threads", 2)
    line.put("docks", "places")
    window.choose("theme", "dark")
    assert window.chosen.threads == 2
    both = Settings(path)
    assert (both.chosen.threads, both.chosen.theme) == (2, "dark")
    assert (both.text("window"), both.text("docks")) == ("geometry", "places")


def test_the_file_names_settings_first_and_what_the_window_remembers_last(path: Path) -> None:
    settings = Settings(path)
    settings.put("window", "geometry")
    settings.choose("write_log", False)
    settings.choose("language", "de")
    assert list(json.loads(path.read_text(encoding="utf-8"))) == [
        "language",
        "write_log",
        "remembered",
    ]


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


def test_whoever_wants_no_recent_photos_leaves_no_name_of_one_in_the_file(path: Path) -> None:
    photo = path.parent.parent / "aunt.jpg"
    photo.touch()
    settings = Settings(path)
    settings.add_recent(photo)
    settings.put("open_folder", "family")
    settings.put("queue_folder", "family")
    settings.put("window", "geometry")
    settings.choose("remember_photos", False)
    settings.add_recent(photo)
    settings.put("last_folder", "family")
    text = path.read_text(encoding="utf-8")
    assert "aunt" not in text
    assert "family" not in text
    assert Settings(path).text("window") == "geometry"


def test_what_was_remembered_in_another_form_is_not_taken(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"remembered": {"window": 3, "recent": [1, "a"]}}', encoding="utf-8")
    settings = Settings(path)
    assert settings.text("window") == ""
    assert settings.texts("recent") == ["a"]
    path.write_text('{"remembered": "all"}', encoding="utf-8")
    assert Settings(path).texts("recent") == []


def test_settings_that_cannot_be_written_hold_all_the_same_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "file"
    folder.touch()
    settings = Settings(folder / "settings.json")
    settings.put("window", "geometry")
    assert "cannot be written" in caplog.text
    with pytest.raises(HeirloomError, match=r"cannot be written to settings\.json"):
        settings.choose("theme", "dark")
    assert settings.chosen.theme == "dark"
