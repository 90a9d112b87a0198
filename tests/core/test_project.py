"""Projects: saved whole, loaded equal, damaged ones told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from resources.text import Text
from workstation.core import presets
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.errors import HeirloomError
from workstation.core.history import History
from workstation.core.io.photo import open_photo
from workstation.core.masks.masks import Mask, Stroke
from workstation.core.project import Project, load
from workstation.core.project import save as save_project
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Tone


@pytest.fixture
def project(save: Callable[..., Path]) -> Project:
    path = save(np.arange(48 * 64, dtype=np.uint8).reshape(48, 64), "Großmutter 祖母.png")
    stroke = Stroke(((0.2, 0.3, 1.0), (0.4, 0.5, 0.5)), 0.05)
    guided = Colour(
        dots=(PointHint(0.5, 0.25, 20.0, -30.0),),
        regions=(Region("dress", Mask((stroke,)), a=-40.0, b=30.0),),
    )
    history = History.start(Recipe(), "Opened").record(presets.AUTOMATIC, "Restored")
    history = history.record(Recipe((Tone(), guided)), "Dress").snapshot("Green dress")
    history = history.undo().record(Recipe((Tone(),)), "Colour off").undo()
    return Project(open_photo(path), history)


def test_saving_and_loading_is_identity(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "one.heirloom")
    loaded = load(tmp_path / "one.heirloom")
    assert loaded.history == project.history
    assert loaded.photo.path.samefile(project.photo.path)


def test_what_was_done_can_be_told_in_any_language(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.heirloom"
    name = Text("{step} off", step=Text("Colour"))
    save_project(replace(project, history=project.history.record(Recipe(), name)), path)
    *plain, told = json.loads(path.read_text(encoding="utf-8"))["history"]["entries"]
    assert told["name"] == "Colour off", "for people, and for earlier versions"
    assert [entry["name"] for entry in plain if "text" not in entry] == [
        "Opened",
        "Restored",
        "Dress",
        "Colour off",
    ]
    loaded = load(path).history.entries[-1].name
    assert isinstance(loaded, Text)
    assert (loaded.template, loaded.values) == (name.template, name.values)
    assert isinstance(loaded.values["step"], Text)


def test_project_and_photo_move_together(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "one.heirloom")
    other = tmp_path / "elsewhere"
    other.mkdir()
    shutil.move(tmp_path / "one.heirloom", other)
    shutil.move(project.photo.path, other)
    assert load(other / "one.heirloom").history == project.history


def test_what_is_unknown_is_written_back(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.heirloom"
    save_project(project, path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["captions"] = ["Easter 1931"]
    name = data["history"]["entries"][1]["recipe"][0]
    data["steps"][name] = {"kind": "sparkle", "version": 3, "how": 2}
    path.write_text(json.dumps(data), encoding="utf-8")
    save_project(load(path), path)
    again = json.loads(path.read_text(encoding="utf-8"))
    assert again["captions"] == ["Easter 1931"]
    assert {"kind": "sparkle", "version": 3, "how": 2} in again["steps"].values()


def test_a_changed_photo_is_told(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "one.heirloom")
    project.photo.path.write_bytes(project.photo.path.read_bytes() + b"x")
    with pytest.raises(HeirloomError, match="has changed"):
        load(tmp_path / "one.heirloom")


def test_a_missing_photo_is_told(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "one.heirloom")
    project.photo.path.unlink()
    with pytest.raises(HeirloomError, match="not where it was"):
        load(tmp_path / "one.heirloom")


def test_the_photo_is_never_written_over(project: Project) -> None:
    before = project.photo.path.read_bytes()
    with pytest.raises(HeirloomError, match="photo itself"):
        save_project(project, project.photo.path)
    assert project.photo.path.read_bytes() == before


def test_no_damage_at_all_crashes_the_reader(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "one.heirloom"
    save_project(project, path)
    whole = path.read_bytes()
    rng = np.random.default_rng(5)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(whole[: int(rng.integers(len(whole) + 1))])
        for _ in range(int(rng.integers(0, 4))):
            if damaged:
                damaged[int(rng.integers(len(damaged)))] = int(rng.integers(256))
        path.write_bytes(bytes(damaged))
        try:
            load(path)
        except HeirloomError as error:
            outcomes.add(error.message.split()[-1])
    assert outcomes
    assert not list(tmp_path.glob(".heirloom-*"))
