"""Repair on the command line: how readily, masks as files, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

import resources
from tests.cli.test_arguments import parsed
from workstation.cli import main
from workstation.cli.restore import recipe_of
from workstation.core import presets
from workstation.core.errors import HeirloomError
from workstation.core.steps import Repair


@pytest.fixture
def scratched(tmp_path: Path) -> tuple[Path, Path]:
    """A portrait with a white scratch, and a mask of it."""
    picture = cv2.imread(str(resources.find("samples", "portrait.jpg")))
    assert picture is not None
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.line(mask, (60, 40), (400, 460), 255, 3)
    picture[mask > 0] = 255
    photo, drawn = tmp_path / "photo.png", tmp_path / "mask.png"
    cv2.imwrite(str(photo), picture)
    cv2.imwrite(str(drawn), mask)
    return photo, drawn


def repair(*arguments: str) -> Repair | None:
    step = recipe_of(parsed(*arguments)).step("repair")
    assert step is None or isinstance(step, Repair)
    return step


def test_repair_goes_from_off_to_as_much_as_possible() -> None:
    assert repair("--repair", "off") is None
    assert repair("--repair", "auto") == Repair()
    assert repair("--repair", "0.8") == Repair(0.8)
    assert recipe_of(parsed("--repair", "auto")) == presets.AUTOMATIC.with_step(Repair())


def test_a_mask_alone_repairs_what_it_shows_and_no_more(scratched: tuple[Path, Path]) -> None:
    only = repair("--repair", "off", "--repair-mask", str(scratched[1]))
    assert only is not None
    assert (only.sensitivity, only.regions[0].name) == (0.0, "mask")


def test_a_black_mask_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    cv2.imwrite(str(empty), np.zeros((40, 40), np.uint8))
    with pytest.raises(HeirloomError, match="covers nothing"):
        repair("--repair-mask", str(empty))


def test_a_photo_is_repaired_where_a_mask_says_and_the_mask_is_written(
    scratched: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, mask = scratched
    out, written = tmp_path / "out.png", tmp_path / "written.png"
    asked = ["restore", str(photo), "-o", str(out), "--repair", "off", "--repair-mask", str(mask)]
    off = ["--no-tone", "--no-stains", "--no-color", "--json"]
    assert main([*asked, *off, "--save-repair-mask", str(written)]) == 0
    told = json.loads(capsys.readouterr().out)["photos"][0]
    assert 0.001 < told["repaired"] < 0.03
    assert "Repaired" in told["notes"][0]
    before, after = cv2.imread(str(photo)), cv2.imread(str(out))
    drawn = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE) > 0
    assert before is not None
    assert after is not None
    assert after[drawn].mean() < 200
    far = cv2.dilate(drawn.astype(np.uint8), np.ones((15, 15), np.uint8)) == 0
    assert np.array_equal(before[far], after[far])
    again = cv2.imread(str(written), cv2.IMREAD_GRAYSCALE)
    assert again is not None
    assert (again > 0)[drawn].mean() > 0.9
    assert (again > 0).mean() < 4 * drawn.mean()


def test_thin_lines_of_a_large_mask_are_kept(tmp_path: Path) -> None:
    mask = np.zeros((3000, 4000), np.uint8)
    mask[1500] = 255
    path = tmp_path / "thin.png"
    cv2.imwrite(str(path), mask)
    step = repair("--repair-mask", str(path))
    assert step is not None
    from workstation.core.masks.masks import painted

    assert (painted(step.regions[0].mask, (750, 1000)) > 0.5).any(axis=0).all()


def test_masks_of_several_photos_do_not_go_into_one_file(
    scratched: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = str(scratched[0])
    mask = ["--save-repair-mask", str(tmp_path / "mask.png")]
    assert main(["restore", photo, photo, *mask]) == 2
    assert "one file" in capsys.readouterr().err
