"""What the command line understands, and how it says no."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ml.inference.cards import cards
from workstation.cli.arguments import parser
from workstation.cli.restore import recipe_of
from workstation.core import presets
from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Repair, Stains, Tone


def parsed(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(["restore", "photo.jpg", *arguments])


def test_help_loads_neither_arrays_nor_pictures_nor_windows() -> None:
    code = (
        "import sys, contextlib\n"
        "from workstation.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['restore', '--help'])\n"
        "print(sorted({'numpy', 'cv2', 'PySide6', 'pyvips', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
    assert "--vividness" in done.stdout


def test_the_version_is_that_of_the_package(heirloom: Any) -> None:
    done = heirloom("--version")
    assert done.returncode == 0
    first, *others = done.stdout.splitlines()
    project = Path(__file__).parents[2] / "pyproject.toml"
    version = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    assert first == f"heirloom {version}"
    named = [line.split()[0] for line in others]
    assert named == [
        *("Python", "Qt", "LiteRT", "OpenCV", "NumPy", "Pillow", "pyvips", "libvips"),
        *("network" for _ in cards()),
    ]
    assert "missing" not in done.stdout
    assert all(card.sha256 in done.stdout for card in cards())


def test_without_a_display_the_window_says_so_and_shows_the_help(heirloom: Any) -> None:
    done = heirloom()
    assert done.returncode == 1
    assert "There is no display" in done.stderr
    assert "restore" in done.stderr
    assert done.stdout == ""


def test_a_display_that_does_not_answer_is_none(heirloom: Any) -> None:
    done = heirloom(DISPLAY=":4711")
    assert done.returncode == 1
    assert "There is no display" in done.stderr


def test_a_misspelt_command_is_refused_with_what_there_is(heirloom: Any) -> None:
    done = heirloom("restoer", "photo.jpg")
    assert done.returncode == 2
    assert "'restore'" in done.stderr


def test_without_options_the_recipe_is_the_automatic_one() -> None:
    assert recipe_of(parsed()) == presets.AUTOMATIC


def test_options_change_the_recipe() -> None:
    recipe = recipe_of(parsed("--vividness", "1.5", "--warmth", "-0.5", "--detail", "256"))
    assert recipe == presets.AUTOMATIC.with_step(Colour(vividness=1.5, warmth=-0.5, detail=256))
    assert recipe_of(parsed("--no-tone")) == presets.AUTOMATIC.without("tone")
    assert recipe_of(parsed("--no-stains")) == presets.AUTOMATIC.without("stains")
    assert recipe_of(parsed("--no-colour")) == Recipe((Repair(), Stains(), Tone()))
    assert recipe_of(parsed("--no-color")) == recipe_of(parsed("--no-colour"))
    assert recipe_of(parsed("--kind", "toned")) == presets.AUTOMATIC.of_kind("toned")


def test_auto_takes_back_what_a_recipe_says_about_the_photo(tmp_path: Path) -> None:
    file = tmp_path / "said.json"
    file.write_text(presets.AUTOMATIC.of_kind("colour").to_json(), encoding="utf-8")
    assert recipe_of(parsed("--recipe", str(file))).kind == "colour"
    assert recipe_of(parsed("--recipe", str(file), "--kind", "auto")).kind is None


def test_a_recipe_file_stands_in_for_the_automatic_recipe(tmp_path: Path) -> None:
    file = tmp_path / "wärmer.json"
    wished = Recipe((Colour(warmth=0.3),))
    file.write_text(wished.to_json(), encoding="utf-8")
    assert recipe_of(parsed("--recipe", str(file))) == wished
    changed = recipe_of(parsed("--recipe", str(file), "--vividness", "0.5"))
    assert changed == Recipe((Colour(warmth=0.3, vividness=0.5),))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--vividness", "3"], "0 to 2"),
        (["--warmth", "-2"], "-1 to 1"),
        (["--no-color", "--vividness", "1"], "--no-color"),
        (["--no-color", "--no-tone", "--no-stains", "--repair", "off"], "Nothing is left to do"),
        (["--recipe", "nowhere.json"], "nowhere.json"),
        (["--repair", "much"], "0 to 1"),
        (["--repair", "2"], "0 to 1"),
    ],
)
def test_impossible_wishes_are_refused_in_two_sentences(arguments: list[str], said: str) -> None:
    with pytest.raises(HeirloomError) as refused:
        recipe_of(parsed(*arguments))
    assert said in str(refused.value)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")


def test_impossible_wishes_end_with_the_code_for_misuse(heirloom: Any, tmp_path: Path) -> None:
    for wish in (["--vividness", "3"], ["--quality", "0"], ["--device", "gpu", "--threads", "0"]):
        done = heirloom("restore", tmp_path / "photo.jpg", *wish)
        assert done.returncode == 2, wish
        assert "Traceback" not in done.stderr
    done = heirloom("restore", "a.jpg", "b.jpg", "-o", "one.jpg")
    assert done.returncode == 2
    assert "Give a folder" in done.stderr
    done = heirloom("restore", "a.jpg", "-o", "one.jpg", "--format", "png")
    assert done.returncode == 2
    assert "stands for JPEG, but PNG was asked for" in done.stderr


def test_devices_are_tried_once_and_named_with_their_reasons(heirloom: Any) -> None:
    first = heirloom("devices")
    assert first.returncode == 0
    assert "Trying the graphics processor" in first.stderr
    assert first.stdout.startswith("Automatic: ")
    second = heirloom("devices", "--json")
    assert second.stderr == "", "what was found is kept"
    (trial,) = json.loads(second.stdout)["trials"]
    assert trial["reason"].endswith(".")
    assert trial["reason"] in first.stdout


def test_models_are_listed_and_verified(heirloom: Any) -> None:
    done = heirloom("models")
    assert done.returncode == 0, done.stderr
    assert "colorizer" in done.stdout
    assert "(verified)" in done.stdout
    told = json.loads(heirloom("models", "--json").stdout)
    assert all(model["verified"] for model in told["models"])


PAGES = ("README.md", "docs/user-guide.md")


def told(page: str) -> list[str]:
    """The command lines of a page that stand on lines of their own, without what they are for."""
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    return re.findall(r"^    heirloom (\S+(?: \S+)*)", text, re.MULTILINE)


@pytest.mark.parametrize("line", [line for page in PAGES for line in told(page)])
def test_command_lines_in_the_documentation_are_understood(line: str) -> None:
    assert parser().parse_args(shlex.split(line)).run is not None


def options(one: argparse.ArgumentParser) -> set[str]:
    """All options of a command and of the commands below it."""
    found = set(one._option_string_actions)
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {option for below in action.choices.values() for option in options(below)}
    return found


def test_the_user_guide_names_options_that_there_are_and_all_for_restoring() -> None:
    text = (Path(__file__).parents[2] / "docs" / "user-guide.md").read_text(encoding="utf-8")
    ours = re.sub(r"`dask [^`]*`", "", text)  # another program's options
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours))
    assert named <= options(parser())
    below = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    spelt_otherwise = {"--help", "--output", "--no-mark", "--no-colour"}
    long = {name for name in options(below.choices["restore"]) if name.startswith("--")}
    assert long - spelt_otherwise <= named
