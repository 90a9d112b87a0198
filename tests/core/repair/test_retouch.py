"""The healing brush and the clone stamp."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ml.inference.colorizer import Colorizer
from workstation.core.errors import HeirloomError
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import Stroke
from workstation.core.pixels import Pixels, Roi
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.repair.retouch import Retouch
from workstation.core.steps import STEPS, Repair

SPOT = Stroke(((0.5, 0.5, 1.0),), 0.03, 0.9)


def wall() -> np.ndarray:
    """Grainy plaster that grows lighter to the right, with a black spot in its middle."""
    y, x = np.mgrid[:200, :300]
    values = 90 + 0.3 * x + np.random.default_rng(0).normal(0, 6, (200, 300))
    values[np.hypot(y - 100, x - 150) < 7] = 5
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


@pytest.fixture
def renderer(save: Callable[..., Path], colorizer: Colorizer) -> Renderer:
    return Renderer(open_photo(save(wall())), colorizer)


def whole(renderer: Renderer, *strokes: Retouch) -> Pixels:
    step = Repair(sensitivity=0.0, strokes=strokes)
    return renderer.tile(Recipe((step,)), Roi.whole(200, 300), 0)


def test_a_healed_spot_has_the_tones_and_the_grain_of_the_wall(renderer: Renderer) -> None:
    before, after = whole(renderer)[..., 0], whole(renderer, Retouch("heal", SPOT))[..., 0]
    y, x = np.mgrid[:200, :300]
    spot = np.hypot(y - 100, x - 150) < 6
    assert abs(after[spot].mean() - (90 + 0.3 * 150) / 255) < 0.02
    assert 3 < after[spot].std() * 255 < 9
    far = np.hypot(y - 100, x - 150) > 12
    assert np.array_equal(after[far], before[far])


def test_the_clone_stamp_copies_what_lies_at_its_source(renderer: Renderer) -> None:
    before = whole(renderer)[..., 0]
    after = whole(renderer, Retouch("clone", SPOT, -0.2, 0.25))[..., 0]
    assert np.abs(after[95:106, 145:156] - before[55:66, 220:231]).max() < 1e-3


def test_strokes_lie_over_each_other_in_their_order(renderer: Renderer) -> None:
    away = Retouch("clone", SPOT, 0.0, 0.3)
    back = Retouch("clone", Stroke(((0.5, 0.2, 1.0),), 0.03, 0.9), 0.0, 0.3)
    before = whole(renderer)[..., 0]
    first = whole(renderer, away, back)[..., 0]
    second = whole(renderer, back, away)[..., 0]
    middle = np.s_[97:104, 57:64]
    assert np.abs(first[middle] - before[97:104, 237:244]).max() < 1e-3
    assert np.abs(second[middle] - before[97:104, 147:154]).max() < 1e-3


def test_a_source_beyond_the_photo_gives_nothing(renderer: Renderer) -> None:
    after = whole(renderer, Retouch("clone", SPOT, 0.9, 0.9))
    assert np.array_equal(after, whole(renderer))


def test_strokes_on_the_border_and_beyond_are_no_error(renderer: Renderer) -> None:
    for place in (0.0, 1.0, 1.4):
        stroke = Stroke(((place, place, 1.0), (0.9, 1.1, 1.0)), 0.02)
        whole(renderer, Retouch("heal", stroke), Retouch("clone", stroke, -0.5, -0.5))


def test_strokes_travel_in_recipes_and_damaged_ones_are_refused() -> None:
    recipe = Recipe((Repair(strokes=(Retouch("heal", SPOT), Retouch("clone", SPOT, 0.1, -0.2))),))
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe
    with pytest.raises(HeirloomError):
        Recipe.from_json(recipe.to_json().replace('"heal"', '"hurt"'), STEPS)
    with pytest.raises(HeirloomError):
        Retouch("clone", SPOT)
