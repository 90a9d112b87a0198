"""Negatives turned positive, with the film's own colour taken off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import resources
from ml.inference.colorizer import Colorizer
from workstation.core.color.cielab import encoded, linear
from workstation.core.io.photo import open_photo
from workstation.core.pixels import Roi
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Colour, Geometry, Negative, Tone

Values = np.ndarray[Any, np.dtype[np.float64]]
ORANGE = (0.2, 0.5, 0.8)


def scene(name: str) -> Values:
    with Image.open(resources.find("samples", f"{name}.jpg")) as image:
        values = np.asarray(image.convert("RGB"), np.float64)[:256, :256]
    low, high = np.percentile(values, (0.3, 99.7))
    return np.clip((values - low) / (high - low), 0, 1)


def coloured() -> Values:
    """A grey sample whose parts have colours of their own."""
    grey = scene("cat")
    rows, columns = np.mgrid[0:256, 0:256] / 255
    tint = np.stack([0.5 + rows / 2, 1 - columns / 2, 0.5 + columns / 2], -1)
    return np.clip(grey * tint * 1.1, 0, 1)


def film(positive: Values, base: tuple[float, float, float], gamma: float = 0.6) -> Values:
    """The scan of a negative of a scene: density grows with the logarithm of light."""
    light = np.maximum(linear(positive), 2e-3)
    density = np.array(base) + gamma * np.log10(light / 2e-3)
    return np.asarray(encoded(10 ** (min(base) - density)))


def rendered(path: Path, values: Values, recipe: Recipe) -> tuple[Renderer, Any]:
    Image.fromarray(np.rint(values * 255).astype(np.uint8)).save(path)
    renderer = Renderer(open_photo(path), Colorizer())
    return renderer, renderer.tile(recipe, Roi.whole(*renderer.size(recipe)), 0)


def test_a_grey_negative_becomes_the_photo(tmp_path: Path) -> None:
    wanted = scene("cat")
    _, done = rendered(tmp_path / "n.png", film(wanted, (0.3, 0.3, 0.3)), Recipe((Negative(),)))
    assert np.abs(done - wanted).mean() < 0.03


def test_the_orange_mask_of_colour_film_is_taken_off(tmp_path: Path) -> None:
    wanted = coloured()
    negative = film(wanted, ORANGE)
    assert negative[..., 0].mean() > 1.5 * negative[..., 2].mean()  # it is orange
    _, done = rendered(tmp_path / "n.png", negative, Recipe((Negative(),)))
    for channel in range(3):
        assert np.corrcoef(done[..., channel].ravel(), wanted[..., channel].ravel())[0, 1] > 0.95
    assert abs(float(done[..., 0].mean() - done[..., 2].mean())) < 0.12


def test_the_verdict_is_on_the_positive(tmp_path: Path) -> None:
    orange = film(scene("cat"), ORANGE)
    recipe = Recipe((Negative(), Tone(), Colour()))
    renderer, done = rendered(tmp_path / "n.png", orange, recipe)
    assert renderer.verdict().kind != "grey"
    assert renderer.verdict(recipe).kind == "grey"
    assert renderer.report(recipe).kind == "grey"
    assert renderer.report(recipe).coloured
    assert float(np.ptp(done, axis=2).mean()) > 0.02  # black-and-white film is coloured, too


def test_a_negative_may_be_turned_and_cut(tmp_path: Path) -> None:
    values = film(scene("cat"), ORANGE)
    _, straight = rendered(tmp_path / "n.png", values, Recipe((Negative(),)))
    both = Recipe((Geometry(turns=1, mirrored=True), Negative()))
    _, turned = rendered(tmp_path / "n.png", values, both)
    assert np.array_equal(turned, np.rot90(straight[:, ::-1], -1))


@pytest.mark.parametrize("lightness", [0.7, 1.5])
def test_lightness_moves_the_middle_and_keeps_the_ends(tmp_path: Path, lightness: float) -> None:
    values = film(scene("cat"), (0.3, 0.3, 0.3))
    _, plain = rendered(tmp_path / "n.png", values, Recipe((Negative(),)))
    _, moved = rendered(tmp_path / "n.png", values, Recipe((Negative(lightness),)))
    assert (moved.mean() > plain.mean()) == (lightness > 1)
    assert (moved.min(), moved.max()) == (plain.min(), plain.max())
