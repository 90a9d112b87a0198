"""Four corners of a photographed print, on tables of many colours."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import resources
from workstation.core.diagnose.find_print import find_print
from workstation.core.diagnose.findings import diagnose
from workstation.core.diagnose.judge import judge
from workstation.core.pixels import Pixels, seal
from workstation.core.steps import Geometry

CORNERS = np.array([(170, 90), (860, 150), (910, 690), (90, 640)], np.float32)
WIDTH, HEIGHT = 1000, 780


def sample(name: str) -> NDArray[np.float32]:
    with Image.open(resources.find("samples", f"{name}.jpg")) as image:
        return np.asarray(image.convert("RGB").resize((700, 520)), np.float32)


def on_a_table(name: str, table: tuple[float, float, float]) -> Pixels:
    random = np.random.default_rng(1)
    own = np.array([(0, 0), (700, 0), (700, 520), (0, 520)], np.float32)
    matrix = cv2.getPerspectiveTransform(own, CORNERS)
    size = (WIDTH, HEIGHT)
    share = cv2.warpPerspective(np.ones((520, 700), np.float32), matrix, size)[..., None]
    print_ = cv2.warpPerspective(sample(name), matrix, size, flags=cv2.INTER_CUBIC)
    shade = np.linspace(0.95, 1.05, WIDTH)[None, :, None]
    seen = (np.array(table) * (1 - share) + print_ * share) * shade
    seen = seen + random.normal(0, 1.5, seen.shape)
    return seal(np.clip(seen / 255, 0, 1).astype(np.float32))


@pytest.mark.parametrize("table", [(150, 110, 70), (40, 60, 50), (228, 226, 220)])
@pytest.mark.parametrize("name", ["portrait", "cat"])
def test_the_corners_of_a_print_on_a_table_are_found(
    name: str, table: tuple[float, float, float]
) -> None:
    found = find_print(on_a_table(name, table))
    assert found is not None
    places = np.array([(column * WIDTH, row * HEIGHT) for row, column in found])
    assert np.linalg.norm(places - CORNERS, axis=1).max() < 0.005 * 730


def test_a_photo_that_fills_its_file_has_no_print_in_it() -> None:
    for name in ("portrait", "cat", "coffee", "launch"):
        with Image.open(resources.find("samples", f"{name}.jpg")) as image:
            values = np.asarray(image.convert("RGB"), np.float32) / np.float32(255)
        assert find_print(seal(np.ascontiguousarray(values))) is None


def test_diagnosis_says_how_a_print_lies() -> None:
    scan = on_a_table("cat", (150, 110, 70))
    assert "photographed" in {one.code for one in diagnose(scan).findings}
    for name in ("portrait", "cat", "coffee", "launch"):
        whole = seal(np.ascontiguousarray(sample(name) / np.float32(255)))
        assert not {one.code for one in diagnose(whole).findings} & {"photographed", "askew"}


def test_trimming_rectifies_what_was_photographed() -> None:
    scan = on_a_table("portrait", (150, 110, 70))
    step = Geometry(trim=True).measured(scan, judge(scan))
    assert step.corners is not None
    places = np.array([(column * WIDTH, row * HEIGHT) for row, column in step.corners])
    assert np.linalg.norm(places - CORNERS, axis=1).max() < 0.005 * 730
    frame = step.frame(HEIGHT, WIDTH)
    assert (frame.height, frame.width) == pytest.approx((556, 822), abs=10)
