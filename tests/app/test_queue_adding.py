"""The dialog that asks where results go, what they are called, and how they are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.app.drive import Driver
from tests.batch.photos import put
from workstation.app.queue.adding import AddDialog, Given
from workstation.batch.gather import FOLDERS
from workstation.core import presets
from workstation.core.recipe import Recipe
from workstation.core.settings import Settings
from workstation.core.steps import Colour, Tone
from workstation.core.wishes import Dot

WITH_DOT = Recipe((Tone(gamma=0.9), Colour(warmth=0.3, dots=(Dot(0.5, 0.5, 20.0, 10.0),))))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture(autouse=True)
def _own_presets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "user_config_path", lambda *_, **__: tmp_path / "config")


@pytest.fixture
def dialogs(driver: Driver) -> Iterator[list[AddDialog]]:
    assert driver.window.isVisible()
    made: list[AddDialog] = []
    yield made
    for dialog in made:
        dialog.deleteLater()


def asked(given: Given, settings: Settings, dialogs: list[AddDialog]) -> AddDialog:
    dialogs.append(AddDialog(given, settings))
    return dialogs[-1]


def go(dialog: AddDialog) -> bool:
    return dialog._go.isEnabled()


def recipes(dialog: AddDialog) -> list[str]:
    return [dialog.recipe.itemText(row) for row in range(dialog.recipe.count())]


def said(dialog: AddDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_is_added_is_said_and_results_go_beside_the_folder(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    photo = put(tmp_path / "box" / "a.png")
    dialog = asked(Given([tmp_path / "box", photo]), settings, dialogs)
    assert "1 photo and the folder “box”, with all sub-folders" in said(dialog)
    batch = dialog.batch()
    assert batch.output_folder == tmp_path / "box restored"
    assert batch.template == "{folder}/{stem}-restored.{ext}"
    assert batch.recipe == Recipe.automatic()
    assert batch.export.format is None
    assert batch.together is None
    dialog.colours.setCurrentIndex(1)
    assert dialog.batch().together == str(tmp_path / "box")
    dialog.colours.setCurrentIndex(2)
    assert dialog.batch().together == FOLDERS
    assert "For example a-restored" in said(dialog)


def test_an_impossible_template_is_refused_while_it_is_typed(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    dialog = asked(Given([put(tmp_path / "a.png")]), settings, dialogs)
    dialog.template.setText("{moon}.{ext}")
    assert "has a field that there is not" in said(dialog)
    assert not go(dialog)
    dialog.template.setText("{stem}-{n:03}.{ext}")
    assert "For example a-001.jpg" in said(dialog)
    assert go(dialog)
    dialog.folder.setText(" ")
    assert not go(dialog)


def test_as_the_photo_in_front_leaves_its_dots_out_unless_they_are_wished(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    given = Given([put(tmp_path / "a.png")], "front.jpg", WITH_DOT)
    dialog = asked(given, settings, dialogs)
    assert dialog.marks.isHidden()
    dialog.recipe.setCurrentIndex(recipes(dialog).index("As the photo in front, front.jpg"))
    dialog.recipe.activated.emit(dialog.recipe.currentIndex())
    assert not dialog.marks.isHidden()
    assert dialog.batch().recipe == presets.for_any_photo(WITH_DOT)
    dialog.marks.setChecked(True)
    assert dialog.batch().recipe == WITH_DOT


def test_presets_are_offered_and_the_users_own_too(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    presets.save("attic", Recipe((Tone(gamma=0.7),)))
    dialog = asked(Given([put(tmp_path / "a.png")]), settings, dialogs)
    for name in ("vivid", "grey", "attic"):
        dialog.recipe.setCurrentIndex(recipes(dialog).index(f"Preset: {name}"))
        assert dialog.batch().recipe == presets.find(name)


def test_the_recipe_of_another_file_is_taken_or_its_lack_is_told(
    tmp_path: Path,
    settings: Settings,
    dialogs: list[AddDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    like, plain = tmp_path / "like.json", put(tmp_path / "plain.png")
    like.write_text(Recipe((Tone(gamma=0.6),)).to_json(), encoding="utf-8")
    dialog = asked(Given([put(tmp_path / "a.png")]), settings, dialogs)
    last = dialog.recipe.count() - 1

    def take(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        dialog.recipe.setCurrentIndex(last)
        dialog.recipe.activated.emit(last)

    take(plain)
    assert "carries no recipe" in said(dialog)
    assert dialog.batch().recipe == Recipe.automatic()
    take(like)
    assert recipes(dialog)[last] == "As like.json"
    assert dialog.batch().recipe == Recipe((Tone(gamma=0.6),))


def test_settings_for_results_hold_and_choices_are_remembered(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    settings.choose("export_format", "tiff")
    settings.choose("export_bits", 16)
    settings.choose("export_metadata", "strip-gps")
    photo = put(tmp_path / "a.png")
    dialog = asked(Given([photo]), settings, dialogs)
    export = dialog.batch().export
    assert (export.format, export.bits, export.metadata) == ("tiff", 16, "strip-gps")
    dialog.format.setCurrentIndex(dialog.format.findData("jpeg"))
    assert dialog.batch().export.bits is None
    dialog.template.setText("{stem}.{ext}")
    dialog.folder.setText(str(tmp_path / "elsewhere"))
    dialog.remember()
    following = asked(Given([photo]), settings, dialogs)
    assert following.batch().template == "{stem}.{ext}"
    assert following.batch().output_folder == tmp_path / "elsewhere"


def test_it_begins_with_what_is_chosen_for_all_photos(
    tmp_path: Path, settings: Settings, dialogs: list[AddDialog]
) -> None:
    settings.choose("export_name", "{stem} new")
    settings.choose("export_folder", str(tmp_path / "out"))
    settings.choose("export_format", "png")
    settings.choose("export_bits", 16)
    settings.choose("recipe", "calm")
    settings.choose("device", "cpu")
    given = Given([put(tmp_path / "box" / "a.png")])
    batch = asked(given, settings, dialogs).batch()
    assert batch.template == "{folder}/{stem} new.{ext}"
    assert batch.output_folder == tmp_path / "out"
    assert (batch.export.format, batch.export.bits) == ("png", 16)
    assert batch.recipe == presets.find("calm")
    assert batch.device == "cpu"
    file = tmp_path / "mine.json"
    file.write_text(WITH_DOT.to_json(), encoding="utf-8")
    settings.choose("recipe", str(file))
    dialog = asked(given, settings, dialogs)
    assert dialog.recipe.currentText() == "As mine.json"
    assert dialog.batch().recipe == presets.for_any_photo(WITH_DOT)
