"""Colours said on the command line: at places, and in areas given as masks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray

import resources
from workstation.cli import main
from workstation.cli.arguments import parser
from workstation.cli.restore import recipe_of
from workstation.core import presets
from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Tone

PORTRAIT = resources.find("samples", "portrait.jpg")
VIOLET = "#8a2be2"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small grey photo."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(pyvips.Image.thumbnail(str(PORTRAIT), 256).write_to_buffer(".jpg"))
    return path


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """The jacket, roughly: a white ellipse on black, not of the photo's size."""
    path = tmp_path / "jacket.png"
    plane = np.zeros((200, 200), np.uint8)
    cv2.ellipse(plane, (65, 155), (30, 30), 0, 0, 360, 255, -1)
    cv2.imwrite(str(path), plane)
    return path


def recipe(*arguments: object) -> Recipe:
    return recipe_of(parser().parse_args(["restore", "photo.jpg", *map(str, arguments)]))


def colour(*arguments: object) -> Colour:
    step = recipe(*arguments).step("colour")
    assert isinstance(step, Colour)
    return step


def lab(path: Path) -> NDArray[np.float32]:
    return pyvips.Image.new_from_file(str(path)).colourspace("lab").numpy()


def test_hints_become_dots_at_their_places() -> None:
    first, second = colour("--hint", "0.42,0.30=#8a2be2", "--hint", "1,0=2F5D3A").dots
    assert (first.row, first.column) == (0.42, 0.30)
    assert (first.a, first.b) == pytest.approx((69.85, -74.76), abs=0.1)
    assert (second.row, second.column) == (1, 0)
    assert second.a < -15


def test_regions_are_named_after_their_masks(mask: Path) -> None:
    (region,) = colour("--region", f"{mask}={VIOLET}").regions
    assert region.name == "jacket"
    assert region.does == "colour"
    assert region.on


def test_masks_are_lightened_and_darkened_by_stops(mask: Path) -> None:
    tone = recipe("--lighten", f"{mask}=0.7", "--darken", f"{mask}=1.5EV").step("tone")
    assert isinstance(tone, Tone)
    assert [(one.name, one.exposure_ev) for one in tone.regions] == [
        ("jacket", 0.7),
        ("jacket", -1.5),
    ]
    assert replace(tone, regions=()) == Tone()


def test_what_is_darkened_is_darker_there_and_as_it_was_elsewhere(
    photo: Path, mask: Path, tmp_path: Path
) -> None:
    options = ("--no-color", "--device", "cpu", "--quiet", "--overwrite")
    made = tmp_path / "plain.png", tmp_path / "darker.png"
    assert main(["restore", str(photo), "-o", str(made[0]), *options]) == 0
    assert main(["restore", str(photo), "-o", str(made[1]), f"--darken={mask}=1", *options]) == 0
    plain, darker = (lab(path)[..., 0] for path in made)
    inside = cv2.resize(cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE), plain.shape[::-1]) > 254
    away = cv2.dilate(inside.astype(np.uint8), np.ones((13, 13))) == 0
    assert (plain - darker)[inside].mean() > 8
    assert np.array_equal(plain[away], darker[away])


def test_tones_of_masks_and_no_tone_do_not_go_together(mask: Path) -> None:
    with pytest.raises(HeirloomError, match="--no-tone leaves out the tones"):
        recipe("--no-tone", "--lighten", f"{mask}=1")


def test_they_are_added_to_what_a_recipe_says_already(mask: Path, tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(recipe("--hint", "0.1,0.1=#ff0000").to_json(), encoding="utf-8")
    both = colour("--recipe", file, "--hint", "0.2,0.2=#00ff00", "--region", f"{mask}={VIOLET}")
    assert [dot.row for dot in both.dots] == [0.1, 0.2]
    assert len(both.regions) == 1
    only_tone = tmp_path / "tone.json"
    only_tone.write_text(presets.AUTOMATIC.without("colour").to_json(), encoding="utf-8")
    assert len(colour("--recipe", only_tone, "--hint", "0.2,0.2=#00ff00").dots) == 1


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--hint", "0.4,0.3", "six digits"),
        ("--hint", "0.4,0.3=purple", "six digits"),
        ("--hint", "0.4,0.3=#8a2be", "six digits"),
        ("--hint", "0.4=#8a2be2", "names no place"),
        ("--hint", "0,4,0,3=#8a2be2", "names no place"),
        ("--hint", "40,30=#8a2be2", "beside the photo"),
        ("--hint", "nan,0.3=#8a2be2", "beside the photo"),
        ("--region", "=#8a2be2", "names no mask"),
        ("--region", "mask.png", "six digits"),
        ("--region", "nowhere.png=#8a2be2", "nowhere.png"),
        ("--lighten", "face.png", "number of stops"),
        ("--lighten", "face.png=bright", "number of stops"),
        ("--lighten", "face.png=-1", "-1 stops"),
        ("--darken", "face.png=4", "4 stops"),
        ("--darken", "face.png=nan", "nan stops"),
        ("--darken", "=1", "names no mask"),
        ("--darken", "nowhere.png=1", "nowhere.png"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_two_sentences(
    option: str, text: str, said: str
) -> None:
    with pytest.raises(HeirloomError) as refused:
        recipe(option, text)
    assert said in refused.value.message
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")


def test_a_mask_that_covers_nothing_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    cv2.imwrite(str(empty), np.zeros((50, 50), np.uint8))
    with pytest.raises(HeirloomError, match="covers nothing"):
        recipe("--region", f"{empty}={VIOLET}")


def test_colours_for_a_photo_without_colours_make_no_sense(heirloom: Any, photo: Path) -> None:
    done = heirloom("restore", photo, "--no-color", "--hint", "0.4,0.3=#8a2be2")
    assert done.returncode == 2
    assert "--hint" in done.stderr
    assert done.stdout == ""


def test_a_hint_colours_its_place(heirloom: Any, photo: Path, tmp_path: Path) -> None:
    plain, hinted = tmp_path / "plain.png", tmp_path / "hinted.png"
    assert heirloom("restore", photo, "-o", plain).returncode == 0
    done = heirloom("restore", photo, "-o", hinted, "--hint", f"0.78,0.32={VIOLET}")
    assert done.returncode == 0, done.stderr
    place = (slice(195, 205), slice(78, 86))
    before, after = lab(plain)[place].mean(axis=(0, 1)), lab(hinted)[place].mean(axis=(0, 1))
    assert after[1] > before[1] + 15
    assert abs(after[0] - before[0]) < 1.5


def test_a_region_takes_its_colour_and_the_rest_stays(
    heirloom: Any, photo: Path, mask: Path, tmp_path: Path
) -> None:
    plain, regional = tmp_path / "plain.png", tmp_path / "regional.png"
    assert heirloom("restore", photo, "-o", plain).returncode == 0
    done = heirloom("restore", photo, "-o", regional, "--region", f"{mask}={VIOLET}")
    assert done.returncode == 0, done.stderr
    before, after = lab(plain), lab(regional)
    inside = after[190:206, 75:92].mean(axis=(0, 1))
    assert inside[1] > 25
    assert inside[2] < -25
    assert np.abs(after[:100] - before[:100]).max() < 1


def test_the_same_wishes_by_recipe_give_the_same_picture(
    heirloom: Any, photo: Path, mask: Path, tmp_path: Path
) -> None:
    said, written = tmp_path / "said.png", tmp_path / "written.png"
    wishes = ["--hint", f"0.2,0.5={VIOLET}", "--region", f"{mask}=#2f5d3a", "--warmth", "0.2"]
    assert heirloom("restore", photo, "-o", said, *wishes).returncode == 0
    file = tmp_path / "recipe.json"
    file.write_text(recipe(*wishes).to_json(), encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["steps"]
    done = heirloom("restore", photo, "-o", written, "--recipe", file)
    assert done.returncode == 0, done.stderr
    first, second = (pyvips.Image.new_from_file(str(path)) for path in (said, written))
    assert (first - second).abs().max() == 0
