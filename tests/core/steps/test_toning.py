"""Those who want it keep the toning of a print, repaired, instead of new colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from ml.inference.colorizer import Colorizer
from workstation.cli import main
from workstation.core.color import cielab
from workstation.core.io.photo import open_photo
from workstation.core.pixels import Pixels, Roi, from_grey
from workstation.core.presets import AUTOMATIC
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Colour

GREY = np.asarray(data.coffee()[::3, ::3].mean(axis=2), np.float32) / np.float32(255)
SEPIA = (8.0, 22.0)


def sepia() -> NDArray[np.uint8]:
    light = cielab.lightness(from_grey(GREY.copy()))
    bell = 4 * (light / 100) * (1 - light / 100)
    ab = np.stack([SEPIA[0] * bell, SEPIA[1] * bell], -1).astype(np.float32)
    return np.round(cielab.from_lab(light, ab) * 255).astype(np.uint8)


@pytest.fixture
def print_(save: Callable[..., Path], colorizer: Colorizer) -> Renderer:
    return Renderer(open_photo(save(sepia())), colorizer)


def rendered(renderer: Renderer, recipe: Recipe) -> Pixels:
    return renderer.tile(recipe, Roi.whole(*renderer.level_size(0)), 0)


def kept(toning: float) -> Recipe:
    return AUTOMATIC.with_step(Colour(toning=toning))


def test_the_toning_is_kept_without_asking_for_colours(print_: Renderer) -> None:
    whole = rendered(print_, kept(1.0))
    assert np.array_equal(whole, rendered(print_, AUTOMATIC.without("colour")))
    ab = cielab.to_lab(whole)[1]
    assert float(ab[..., 1].mean()) > 5
    report = print_.report(kept(1.0))
    assert not report.coloured
    assert not report.device
    assert any("own toning" in str(note) for note in report.notes)


def test_a_part_of_the_toning_lies_between_sepia_and_new_colours(print_: Renderer) -> None:
    new, part, own = (
        cielab.to_lab(rendered(print_, recipe))[1] for recipe in (AUTOMATIC, kept(0.5), kept(1.0))
    )
    between = np.abs(part - (new + own) / 2)
    assert float(between.mean()) < 0.5
    assert print_.report(kept(0.5)).coloured


def test_a_grey_photo_has_no_toning_to_keep(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    path = save(np.round(GREY * 255).astype(np.uint8), "grey.png")
    renderer = Renderer(open_photo(path), colorizer)
    assert np.array_equal(rendered(renderer, kept(1.0)), rendered(renderer, AUTOMATIC))


def test_the_command_line_keeps_the_toning(save: Callable[..., Path], tmp_path: Path) -> None:
    photo, result = save(sepia()), tmp_path / "kept.png"
    assert main(["restore", str(photo), "-o", str(result), "--keep-toning", "1", "--quiet"]) == 0
    plain = tmp_path / "plain.png"
    assert main(["restore", str(photo), "-o", str(plain), "--no-color", "--quiet"]) == 0
    one, other = (Renderer(open_photo(path), Colorizer()).whole() for path in (result, plain))
    assert np.array_equal(one, other)


def test_toning_and_no_colours_do_not_go_together(
    save: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(save(sepia())), "--keep-toning", "1", "--no-color"]) == 2
    assert "--keep-toning" in capsys.readouterr().err
