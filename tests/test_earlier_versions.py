"""Files that earlier versions wrote open, mean the same and give the same pixels."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

import platformdirs
import pytest

import resources
from ml.inference import devices, trials
from ml.inference.device import Verdict
from resources.text import Text
from tests.golden.cases import differences
from workstation.cli import main
from workstation.core.colorize import color_library
from workstation.core.project import load, save
from workstation.core.recipe import Recipe
from workstation.core.settings import NAMES, Settings
from workstation.core.steps import STEPS

FIXTURES = Path(__file__).parent / "fixtures" / "version-0.1.0"
PHOTOS, RECIPES, PROJECTS = FIXTURES / "photos", FIXTURES / "recipes", FIXTURES / "projects"
QUEUE, SETTINGS = FIXTURES / "queue", FIXTURES / "settings"

MEAN = 0.1
"""CIEDE2000: what other processors' rounding may come to."""


def facts(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def restore(photo: Path, recipe: Path | str, to: Path) -> Path:
    """Do to a photo what a recipe says, as a user would."""
    told = ["--recipe", str(recipe), "--device", "cpu", "--metadata", "strip-all", "--quiet"]
    assert main(["restore", str(photo), "-o", str(to), *told]) == 0
    return to


def mean_difference(actual: Path, expected: Path) -> float:
    return float(differences(actual, expected).mean())


OF_PHOTO = facts(RECIPES / "photos.json")


@pytest.mark.parametrize("name", OF_PHOTO)
def test_a_recipe_gives_the_pixels_that_it_gave(name: str, tmp_path: Path) -> None:
    photo = PHOTOS / OF_PHOTO[name]
    actual = restore(photo, RECIPES / f"{name}.json", tmp_path / "actual.png")
    assert mean_difference(actual, RECIPES / f"{name}.png") < MEAN


@pytest.mark.parametrize("name", OF_PHOTO)
def test_a_recipe_that_is_written_again_says_the_same(name: str) -> None:
    recipe = Recipe.from_json((RECIPES / f"{name}.json").read_text(encoding="utf-8"), STEPS)
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe
    assert "unknown" not in [step.kind for step in recipe.steps]


@pytest.mark.parametrize(
    ("result", "photo", "expected"),
    [
        ("every number.jpg", "toned.jpg", RECIPES / "every number.png"),
        ("strokes with smart edge.png", "portrait.jpg", RECIPES / "strokes with smart edge.png"),
        ("deep.tif", "deep.tif", None),
    ],
)
def test_the_recipe_inside_a_result_makes_it_again(
    result: str, photo: str, expected: Path | None, tmp_path: Path
) -> None:
    made = FIXTURES / "restored" / result
    actual = tmp_path / f"actual{'.png' if expected else made.suffix}"
    assert mean_difference(restore(PHOTOS / photo, made, actual), expected or made) < MEAN


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project and its photo, in another place than where they were."""
    folder = tmp_path / "Fotos"
    folder.mkdir()
    for name in ("Großmutter.heirloom", "Großmutter, Küche 1931.jpg"):
        shutil.copy(PROJECTS / name, folder)
    return folder / "Großmutter.heirloom"


def test_a_project_opens_with_its_whole_history(project: Path) -> None:
    opened, told = load(project), facts(PROJECTS / "Großmutter.facts.json")
    history = opened.history
    assert opened.photo.path.name == told["photo"]
    assert [[entry.name, entry.parent] for entry in history.entries] == told["entries"]
    assert (history.position, history.branch) == (told["position"], told["branch"])
    assert list(history.path) == told["path"]
    assert {mark.name: mark.position for mark in history.snapshots} == told["snapshots"]
    assert history.can_undo
    assert history.can_redo
    assert opened.unknown == {"written_by_a_later_version": {"kept": True}}


def test_every_place_in_a_projects_history_looks_as_it_did(project: Path, tmp_path: Path) -> None:
    opened, told = load(project), facts(PROJECTS / "Großmutter.facts.json")
    recipe = tmp_path / "recipe.json"
    for picture, position in told["pictures"].items():
        recipe.write_text(opened.history.entries[position].value.to_json(), encoding="utf-8")
        actual = restore(opened.photo.path, recipe, tmp_path / picture)
        assert mean_difference(actual, PROJECTS / picture) < MEAN, picture


def test_what_holds_in_a_project_is_what_the_command_line_takes(
    project: Path, tmp_path: Path
) -> None:
    photo = project.with_name("Großmutter, Küche 1931.jpg")
    assert (
        mean_difference(restore(photo, project, tmp_path / "actual.png"), PROJECTS / "now.png")
        < MEAN
    )


def test_a_project_that_is_saved_again_is_the_same(project: Path) -> None:
    opened = load(project)
    save(opened, project)
    again = load(project)
    assert again.history == opened.history
    assert again.unknown == opened.unknown


@pytest.mark.parametrize(
    ("name", "photo"), [("Omas Album", "portrait.jpg"), ("Tanten, kühl", "faded.png")]
)
def test_presets_are_found_and_give_the_pixels_that_they_gave(
    name: str, photo: str, tmp_path: Path
) -> None:
    folder = platformdirs.user_config_path("heirloom", appauthor=False) / "presets"
    folder.mkdir(parents=True)
    shutil.copy(FIXTURES / "presets" / f"{name}.json", folder)
    actual = restore(PHOTOS / photo, name, tmp_path / "actual.png")
    assert mean_difference(actual, FIXTURES / "presets" / f"{name}.png") < MEAN


@pytest.mark.parametrize("file", ["all-changed-german.json", "english.json", "german.json"])
def test_settings_hold_as_they_were_chosen(file: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(SETTINGS / file, tmp_path))
    settings, told = Settings(path), facts(SETTINGS / file)
    remembered = told.pop("remembered")
    assert settings.problems == ()
    assert {name: getattr(settings.chosen, name) for name in told} == told
    usual = Settings(tmp_path / "none.json").chosen
    others = [name for name in NAMES if name not in told]
    assert [getattr(settings.chosen, name) for name in others] == [
        getattr(usual, name) for name in others
    ]
    assert settings.texts("recent") == remembered.get("recent", [])
    assert settings.text("overlay_colour") == remembered["overlay_colour"]
    assert settings.latest("export_quality") == remembered["last_quality"]
    assert settings.latest("export_metadata") == remembered["last_metadata"]


def test_another_choice_leaves_the_rest_of_the_settings_alone(tmp_path: Path) -> None:
    path = Path(shutil.copy(SETTINGS / "all-changed-german.json", tmp_path))
    Settings(path).choose("theme", "light")
    assert facts(path) == facts(SETTINGS / "all-changed-german.json") | {"theme": "light"}


def test_named_colours_are_still_named_so() -> None:
    found, told = color_library.load(FIXTURES / "colours.json"), facts(FIXTURES / "colours.json")
    assert [vars(colour) for colour in found.named] == told["named"]
    assert [list(colour) for colour in found.recent] == told["recent"]


def test_what_trials_of_devices_found_is_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_verdict", None)
    unknown = Verdict(None, Text("It was not tried."))
    trials.remember(resources.find("models", "colorizer.tflite"), unknown)
    path = platformdirs.user_cache_path("heirloom", appauthor=False) / "devices.json"
    here = facts(path)["key"]  # of this computer: of another one's trials nothing is believed
    path.write_text(json.dumps(facts(FIXTURES / "devices.json") | {"key": here}), encoding="utf-8")
    found = devices.known()
    assert found is not None
    assert str(found.device) == "GeForce GT 1030"
    assert found.gpu_ms == 147.5


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """The queue, with its photos and results in other folders than where they were."""
    path = Path(shutil.copy(QUEUE / "queue.sqlite", tmp_path))
    for name in ("scans", "restored"):
        shutil.copytree(QUEUE / name, tmp_path / name)
    with sqlite3.connect(path) as connection:
        connection.create_function("moved", 1, lambda old: _moved(old, tmp_path))
        connection.create_function("key", 1, _key)
        connection.execute(
            "UPDATE items SET source = moved(source), output = moved(output),"
            " staging = moved(staging)"
        )
        connection.execute("UPDATE items SET source_key = key(source), output_key = key(output)")
        (staging,) = connection.execute("SELECT staging FROM items WHERE id = 5").fetchone()
    connection.close()
    Path(os.fsdecode(staging)).mkdir()
    return path


def _moved(old: bytes | None, folder: Path) -> bytes | None:
    return None if old is None else os.fsencode(folder / os.fsdecode(old).removeprefix("/srv/"))


def _key(path: bytes) -> bytes:
    name = unicodedata.normalize("NFC", os.fsdecode(path))
    return os.fsencode(unicodedata.normalize("NFC", name.casefold()))


def status(queue: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert main(["batch", "status", "--json", "--queue", str(queue)]) == 1  # one has failed
    return json.loads(capsys.readouterr().out)


def test_a_queue_tells_of_its_photos_what_it_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = status(Path(shutil.copy(QUEUE / "queue.sqlite", tmp_path)), capsys)
    expected = facts(QUEUE / "facts.json")
    assert told["control"] == expected["control"] == "pause"
    assert told["counts"] == expected["counts"]
    assert told["programs"] == 0
    for item, known in zip(told["items"], expected["items"], strict=True):
        # As the path is written: on Windows with other slashes.
        paths = {name: str(Path(known[name])) for name in ("source", "output")}
        assert {name: item[name] for name in known} == known | paths


def test_a_queue_whose_program_was_killed_is_worked_off(
    queue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", "run", "--queue", str(queue), "--workers", "1", "--quiet"]) == 0
    told = status(queue, capsys)
    assert told["counts"] == {"waiting": 0, "running": 0, "done": 7, "failed": 1, "skipped": 1}
    assert list((tmp_path / "restored").glob(".*")) == []
    for made in (QUEUE / "made later").iterdir():
        assert mean_difference(tmp_path / "restored" / made.name, made) < MEAN, made.name


def test_what_a_queue_has_done_is_not_done_again(
    queue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(queue) as connection:
        connection.execute("DELETE FROM items WHERE id NOT IN (1, 2)")
        connection.execute("UPDATE items SET state = 'waiting' WHERE id = 1")
    connection.close()
    result = tmp_path / "restored" / "einzeln-restored.png"
    before = result.stat().st_mtime_ns
    assert main(["batch", "run", "--queue", str(queue), "--workers", "1", "--quiet"]) == 0
    assert status(queue, capsys)["counts"]["skipped"] == 1
    assert result.stat().st_mtime_ns == before
