"""What `diagnose` says a photo is, `restore` acts on: for every kind of photo and every depth."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import pytest
import pyvips
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.core.diagnose.prints import (
    BLACK,
    CREAM,
    KRAFT,
    PHOTOS,
    TONES,
    aged,
    coloured,
    grey,
    toned,
)
from tests.core.diagnose.prints import on_page as laid_on
from workstation.cli import main
from workstation.core.color.cielab import to_lab
from workstation.core.pixels import Pixels, seal

# How many levels a channel has, and the file that keeps them; 1: a float each.
DEPTHS: Final = {"uchar": (255, "png"), "ushort": (65535, "png"), "float": (1, "tif")}


@st.composite
def scans(draw: st.DrawFn) -> Pixels:
    """A grey photo, a toned print or one in colour; worn or not, faded or not, on a page or not."""
    name = draw(st.sampled_from(PHOTOS))
    tone = draw(st.sampled_from((None, *TONES)))
    kinds: tuple[Callable[[str], Pixels], ...] = (coloured, grey)
    photo = draw(st.sampled_from(kinds))(name) if tone is None else toned(name, tone)
    scale = 200 / max(photo.shape)
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    photo = seal(np.ascontiguousarray(small, np.float32))
    if draw(st.booleans()):
        photo = seal(np.asarray(0.25 + 0.5 * photo, np.float32))
    if draw(st.booleans()):
        photo = aged(photo, draw(st.integers(0, 9)))
    if draw(st.booleans()):
        photo, _ = laid_on(photo, draw(st.sampled_from((KRAFT, CREAM, BLACK))))
    return photo


def written(pixels: Pixels, depth: str, folder: Path) -> Path:
    """A file of the photo; of one channel where three would say the same."""
    levels, ending = DEPTHS[depth]
    channels = pixels if np.ptp(pixels, axis=2).any() else pixels[..., :1]
    # Casting cuts off; floats in files are fractions, too.
    values = np.ascontiguousarray(channels * levels + (0.5 if levels > 1 else 0))
    image = pyvips.Image.new_from_array(values.astype(np.float32)).cast(depth)
    space = {"uchar": ("b-w", "srgb"), "ushort": ("grey16", "rgb16"), "float": ("b-w", "srgb")}
    path = folder / f"scan.{ending}"
    image.copy(interpretation=space[depth][channels.shape[2] > 1]).write_to_file(str(path))
    return path


def chroma(path: Path) -> NDArray[np.float32]:
    rgb = cv2.imread(str(path), cv2.IMREAD_COLOR)
    assert rgb is not None
    fractions = np.ascontiguousarray(rgb[..., ::-1], np.float32) / np.float32(255)
    return np.hypot(*np.moveaxis(to_lab(seal(fractions))[1], -1, 0))


@given(scan=scans(), depth=st.sampled_from(sorted(DEPTHS)))
# Restoring takes its time: few examples, and none is made smaller.
@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_what_is_diagnosed_is_what_is_done(
    scan: Pixels,
    depth: str,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("scan")
    photo = written(scan, depth, folder)
    capsys.readouterr()

    def told(*arguments: str) -> dict[str, Any]:
        assert main([*arguments, "--json"]) == 0
        (answer,) = json.loads(capsys.readouterr().out)["photos"]
        return dict(answer)

    said = told("diagnose", str(photo))
    done = told("restore", str(photo), "-o", str(folder / "out.png"))
    assert (done["kind"], done["coloured"]) == (said["kind"], said["kind"] != "colour")
    assert done["doubt"] == (said["doubt"] if done["coloured"] else "")
    steps = [step["kind"] for step in said["recipe"]["steps"]]
    assert ("colour" in steps) == done["coloured"]
    assert chroma(folder / "out.png").max() > 2
