"""Recipes by name, and the recipe of another photo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.photos import put
from workstation.core import presets, project
from workstation.core.colorize.hints import PointHint
from workstation.core.errors import HeirloomError
from workstation.core.history import History
from workstation.core.io.photo import open_photo
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Repair, Stains, Tone

WARM = Recipe((Tone(), Colour(warmth=0.2)))
WISHED = WARM.with_step(Colour(warmth=0.2, dots=(PointHint(0.5, 0.5, 20.0, 10.0),)))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for presets that nobody else uses."""
    monkeypatch.setattr(presets, "folder", lambda: tmp_path / "presets")
    return tmp_path / "presets"


def test_a_recipe_for_all_says_nothing_of_places_in_one() -> None:
    assert presets.for_any_photo(WISHED) == WARM
    assert presets.for_any_photo(Recipe((Tone(),))) == Recipe((Tone(),))


def test_a_preset_is_saved_listed_and_found() -> None:
    presets.save("Großmutters Album", WISHED)
    assert presets.names()[-1] == "Großmutters Album"
    assert presets.find("Großmutters Album") == WARM
    assert presets.find("grey") == Recipe((Repair(), Stains(), Tone()))
    with pytest.raises(HeirloomError, match="already a file"):
        presets.save("Großmutters Album", WARM)
    presets.save("Großmutters Album", presets.BUILT_IN["cool"], overwrite=True)
    assert presets.find("Großmutters Album") == presets.find("cool")


@pytest.mark.parametrize("name", ["vivid", "", " ", "../out", "a/b", ".hidden"])
def test_names_that_are_none_are_refused(name: str, folder: Path) -> None:
    with pytest.raises(HeirloomError, match="preset"):
        presets.save(name, WARM)
    assert not folder.exists()


def test_the_recipe_of_a_project_needs_no_photo(tmp_path: Path) -> None:
    photo = open_photo(put(tmp_path / "1.png"))
    history = History.start(Recipe(), "Opened")
    path = tmp_path / "1.heirloom"
    project.save(project.Project(photo, history), path)
    assert presets.find(path) == Recipe()
    photo.path.unlink()
    assert presets.find(path) == Recipe()
    path.write_text('{"heirloom_project": 1, "steps": []}')
    with pytest.raises(HeirloomError, match="damaged"):
        presets.find(path)


def test_a_file_comes_before_a_preset_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vivid").write_text(WARM.to_json(), encoding="utf-8")
    assert presets.find("vivid") == WARM


def test_what_is_no_recipe_is_refused_in_two_sentences(tmp_path: Path) -> None:
    with pytest.raises(HeirloomError, match="no preset “sepia”") as refused:
        presets.find("sepia")
    assert "vivid" in refused.value.hint
    with pytest.raises(HeirloomError, match="carries no recipe"):
        presets.find(put(tmp_path / "plain.png"))
    with pytest.raises(HeirloomError, match="cannot be read"):
        presets.find(tmp_path / "nowhere.json")
