"""Turned, straightened and cut from the command line, alone and for the queue."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
from PIL import Image

import resources
from workstation.cli import main
from workstation.cli.arguments import parser
from workstation.cli.restore import recipe_of
from workstation.core import presets
from workstation.core.errors import HeirloomError
from workstation.core.steps import Geometry
from workstation.core.steps.geometry import Crop

PORTRAIT = resources.find("samples", "portrait.jpg")
PLAIN = ("--no-color", "--no-tone", "--no-stains")


def step_of(*words: str) -> Geometry:
    step = recipe_of(parser().parse_args(["restore", "photo.jpg", *words])).step("geometry")
    assert isinstance(step, Geometry)
    return step


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    pyvips.Image.thumbnail(str(PORTRAIT), 240).crop(0, 0, 240, 160).write_to_file(str(path))
    return path


def restored(photo: Path, *words: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    to = photo.with_name("done.png")
    assert main(["restore", str(photo), "-o", str(to), "--overwrite", *PLAIN, *words]) == 0
    with Image.open(to) as image:
        return np.asarray(image)


def test_a_photo_is_turned_and_mirrored_exactly(photo: Path) -> None:
    before = np.asarray(Image.open(photo))
    assert np.array_equal(restored(photo, "--rotate", "90"), np.rot90(before, -1))
    assert np.array_equal(restored(photo, "--rotate", "180"), np.rot90(before, 2))
    assert np.array_equal(restored(photo, "--flip"), before[:, ::-1])
    cut = restored(photo, "--crop", "0.25,0.5,0.5,0.25")
    assert np.array_equal(cut, before[80:120, 60:180])


def test_page_and_tilt_of_a_print_are_taken_off(tmp_path: Path) -> None:
    with Image.open(PORTRAIT) as image:
        picture = np.asarray(image.convert("RGB").resize((600, 420)))
    page = np.full((700, 900, 3), (236, 231, 222), np.uint8)
    turn = cv2.getRotationMatrix2D((300, 210), -2.0, 1)  # two degrees clockwise
    turn[:, 2] += (150, 140)
    cv2.warpAffine(
        np.ascontiguousarray(picture),
        turn,
        (900, 700),
        dst=page,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    path = tmp_path / "page.png"
    Image.fromarray(page).save(path)
    done = restored(path, "--trim")
    assert done.shape[:2] == pytest.approx((420, 600), abs=8)
    found = cv2.resize(np.ascontiguousarray(done), (600, 420), interpolation=cv2.INTER_AREA)
    inner = np.s_[10:-10, 10:-10]
    assert np.abs(found[inner].astype(float) - picture[inner]).mean() < 12


def test_options_become_the_step() -> None:
    assert step_of("--rotate", "270").turns == 3
    assert step_of("--straighten", "-1.5").angle == -1.5
    assert step_of("--straighten", "auto").straighten
    assert step_of("--crop", "0.1,0.2,0.3,0.4").crop == Crop(0.2, 0.1, 0.4, 0.3)
    assert step_of("--trim").trim


@pytest.mark.parametrize(
    "words",
    [
        ("--straighten", "north"),
        ("--straighten", "80"),
        ("--crop", "0.5,0.5,0.6,0.2"),
        ("--crop", "1,2,3"),
        ("--crop", "0,0,1,1", "--trim"),
    ],
)
def test_what_cannot_be_understood_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(HeirloomError):
        step_of(*words)


def test_a_preset_keeps_what_is_measured_and_not_what_was_said_of_one_photo() -> None:
    recipe = recipe_of(
        parser().parse_args(["restore", "photo.jpg", "--rotate", "90", "--trim", "--flip"])
    )
    assert presets.for_any_photo(recipe).step("geometry") == Geometry(trim=True)
    turned = recipe_of(parser().parse_args(["restore", "photo.jpg", "--rotate", "90"]))
    assert presets.for_any_photo(turned).step("geometry") is None
