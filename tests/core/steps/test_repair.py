"""Repair: what is marked is filled, what is protected stays, and all else is the very photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ml.inference.colorizer import Colorizer
from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.history import History
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import Lasso, Mask, Stroke
from workstation.core.pixels import Pixels, Roi
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour, Repair, Tone
from workstation.core.steps.repair import RepairAnalysis, RepairRegion

SCRATCH = Stroke(((0.2, 0.3, 1.0), (0.75, 0.62, 1.0)), 0.008, 1.0)


def by_hand(*shapes: Stroke | Lasso) -> Repair:
    """Only what is painted is repaired."""
    return Repair(sensitivity=0.0, regions=(RepairRegion("Damage", Mask(shapes, False)),))


def whole(renderer: Renderer, recipe: Recipe, level: int = 0) -> Pixels:
    size = renderer.level_size(level)
    return renderer.tile(recipe, Roi.whole(*size, 0.5**level), level)


def scratched(picture: np.ndarray) -> np.ndarray:
    """The picture with a white scratch where `SCRATCH` is."""
    height, width = picture.shape[:2]
    ends = [
        (round(column * width - 0.5), round(row * height - 0.5))
        for row, column, _ in SCRATCH.points
    ]
    white = float(np.iinfo(picture.dtype).max) if picture.dtype.kind == "u" else 1.0
    line = np.zeros((height, width), np.uint8)
    cv2.line(line, *ends, 1, 3)
    damaged = picture.copy()
    damaged[line > 0] = white
    return damaged


@pytest.fixture
def coffee(save: Callable[..., Path], colorizer: Colorizer) -> Renderer:
    from skimage import data

    return Renderer(open_photo(save(scratched(data.coffee()))), colorizer)


def test_a_painted_scratch_is_gone_and_nothing_else_has_changed(coffee: Renderer) -> None:
    from skimage import data

    truth = data.coffee().astype(np.float32) / 255
    before, after = whole(coffee, Recipe()), whole(coffee, Recipe((by_hand(SCRATCH),)))
    line = np.abs(before - truth).max(axis=2) > 0
    assert np.abs(after - truth)[line].mean() < 0.25 * np.abs(before - truth)[line].mean()
    near = cv2.dilate(line.astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
    assert np.array_equal(after[~near], before[~near])


@given(bits=st.sampled_from((8, 16, 32)), grey=st.booleans(), alpha=st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_photos_of_every_depth_are_repaired_and_exact_outside(
    bits: int, grey: bool, alpha: bool, tmp_path: Path, colorizer: Colorizer
) -> None:
    from skimage import data

    picture = data.chelsea()[..., :1] if grey else data.chelsea()
    alpha = alpha and bits < 32
    if alpha:
        picture = np.concatenate([picture, np.full_like(picture[..., :1], 200)], axis=2)
    types = {8: np.uint8, 16: np.uint16, 32: np.float32}
    factor = {8: 1, 16: 257, 32: 1 / 255}[bits]
    words = {(8, True): "b-w", (8, False): "srgb", (16, True): "grey16", (16, False): "rgb16"}
    values = scratched((picture.astype(np.float64) * factor).astype(types[bits]))
    path = tmp_path / f"photo-{bits}-{grey}-{alpha}.tif"
    image = pyvips.Image.new_from_array(values)
    image = image.copy(interpretation=words.get((bits, grey), "b-w" if grey else "srgb"))
    image.write_to_file(str(path))
    renderer = Renderer(open_photo(path), colorizer)
    recipe = Recipe((by_hand(SCRATCH),))
    before, after = whole(renderer, Recipe()), whole(renderer, recipe)
    (analysis,) = renderer.analyses(recipe)
    assert isinstance(analysis, RepairAnalysis)
    covered = np.zeros(before.shape[:2], np.bool_)
    for patch in analysis.patches:
        covered[patch.top : patch.bottom, patch.left : patch.right] |= patch.alpha > 0
    assert 0.005 < covered.mean() < 0.2
    assert np.array_equal(after[~covered], before[~covered])
    assert not np.array_equal(after, before)


def test_a_photo_with_nothing_marked_keeps_its_very_pixels(portrait: Renderer) -> None:
    recipe = Recipe((Repair(sensitivity=0.0),))
    assert np.array_equal(whole(portrait, recipe), whole(portrait, Recipe()))
    assert portrait.report(recipe).notes == ()


def test_what_is_erased_is_protected(coffee: Renderer) -> None:
    guard = Lasso(((0.0, 0.0), (0.0, 1.0), (0.45, 1.0), (0.45, 0.0)), erase=True)
    before = whole(coffee, Recipe())
    after = whole(coffee, Recipe((by_hand(SCRATCH, guard),)))
    height = before.shape[0]
    kept, rest = np.s_[: round(0.44 * height)], np.s_[round(0.5 * height) :]
    assert np.array_equal(after[kept], before[kept])
    assert not np.array_equal(after[rest], before[rest])


def test_the_mask_follows_what_is_painted(coffee: Renderer) -> None:
    before = whole(coffee, Recipe())
    for row in (0.2, 0.5, 0.8):
        dab = Stroke(((row, row, 1.0),), 0.02)
        after = whole(coffee, Recipe((by_hand(dab),)))
        rows, columns = np.nonzero((after != before).any(axis=2))
        height, width = before.shape[:2]
        assert abs(rows.mean() / height - row) < 0.02
        assert abs(columns.mean() / width - row) < 0.02


def test_a_region_that_is_off_does_nothing(coffee: Renderer) -> None:
    step = by_hand(SCRATCH)
    off = replace(step, regions=(replace(step.regions[0], on=False),))
    assert np.array_equal(whole(coffee, Recipe((off,))), whole(coffee, Recipe()))


def test_preview_tiles_and_export_show_the_same_repair(coffee: Renderer) -> None:
    recipe = Recipe((by_hand(SCRATCH),))
    full = whole(coffee, recipe)
    strips = np.concatenate([strip.pixels for strip in coffee.strips(recipe)])
    assert np.abs(strips - full).max() <= 1 / 65535
    half = whole(coffee, recipe, 1)
    small = cv2.resize(full, half.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(half - small).max() < 0.5 / 255


def test_tone_and_colour_look_at_the_repaired_picture(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    """A white scratch on a print without white hides that it is faded."""
    from skimage import data

    grey = (data.astronaut()[..., 1] * 0.4 + 70).astype(np.uint8)
    clean = Renderer(open_photo(save(grey, "clean.png")), colorizer)
    worn = Renderer(open_photo(save(scratched(grey), "worn.png")), colorizer)
    points = [
        renderer.analyses(Recipe((*first, Tone(), Colour())))[-2].white  # type: ignore[attr-defined]
        for renderer, first in ((clean, ()), (worn, ()), (worn, (by_hand(SCRATCH),)))
    ]
    assert abs(points[2] - points[0]) < 0.02
    assert abs(points[1] - points[0]) > 0.1


def test_repair_can_be_undone_and_travels_in_recipes() -> None:
    recipe = Recipe((by_hand(SCRATCH), Tone()))
    history = History.start(Recipe((Tone(),)), "Opened").record(recipe, "Damage: brush")
    assert history.undo().value == Recipe((Tone(),))
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe


def test_settings_out_of_bounds_are_refused() -> None:
    with pytest.raises(HeirloomError, match="sensitivity"):
        Repair(sensitivity=1.5)


def test_another_stroke_fills_only_what_it_touches(
    coffee: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workstation.core.repair import fill

    coffee.analyses(Recipe((by_hand(SCRATCH),)))
    filled: list[int] = []
    really = fill.smooth_fill
    monkeypatch.setattr(fill, "smooth_fill", lambda *args: filled.append(1) or really(*args))
    dab = Stroke(((0.1, 0.97, 1.0),), 0.004)
    coffee.analyses(Recipe((by_hand(SCRATCH, dab),)))
    assert len(filled) == 1


def test_repair_stops_when_nobody_waits(coffee: Renderer) -> None:
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(Cancelled):
        coffee.analyses(Recipe((by_hand(SCRATCH),)), progress)


def worn(picture: np.ndarray) -> np.ndarray:
    """The picture with a net of white cracks."""
    generator = np.random.default_rng(4)
    damaged = picture.copy()
    for _ in range(9):
        at = generator.uniform(0, picture.shape[0], 2)
        way = generator.normal(0, 14, 2)
        for _ in range(16):
            after = at + way + generator.normal(0, 5, 2)
            ends = (tuple(int(v) for v in point) for point in (at, after))
            cv2.line(damaged, *ends, 250, int(generator.integers(2, 5)))
            at = after
    return damaged


def test_cracks_that_nobody_painted_are_found_and_filled(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    from skimage import data

    truth = data.astronaut()[..., 1]
    renderer = Renderer(open_photo(save(worn(truth))), colorizer)
    before, after = whole(renderer, Recipe()), whole(renderer, Recipe((Repair(),)))
    line = before[..., 0] != truth.astype(np.float32) / 255
    wrong = np.abs(before[..., 0] - truth / 255)[line].mean()
    assert np.abs(after[..., 0] - truth / 255)[line].mean() < 0.5 * wrong
    report = renderer.report(Recipe((Repair(),)))
    assert report.repaired > 0.002
    assert "Repaired" in report.told[-1]


def test_an_undamaged_photo_is_left_alone_to_the_last_bit(portrait: Renderer) -> None:
    recipe = Recipe((Repair(),))
    (analysis,) = portrait.analyses(recipe)
    assert isinstance(analysis, RepairAnalysis)
    assert analysis.damage is not None
    assert analysis.damage.pieces == ()
    assert np.array_equal(whole(portrait, recipe), whole(portrait, Recipe()))


def test_what_is_found_follows_sensitivity_size_and_lightness(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    from skimage import data

    renderer = Renderer(open_photo(save(worn(data.astronaut()[..., 1]))), colorizer)

    def share(step: Repair) -> float:
        return renderer.report(Recipe((step,))).repaired

    shares = [share(Repair(sensitivity)) for sensitivity in (0.0, 0.3, 0.5, 1.0)]
    assert shares == sorted(shares)
    assert shares[0] == 0 < shares[2]
    assert share(Repair(light=False)) < shares[2]
    assert share(Repair(least_px=100.0)) <= shares[2]
