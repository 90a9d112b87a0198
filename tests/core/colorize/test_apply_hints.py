"""Dots and regions: the wish is reached, and what was not touched stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.color.cielab import to_lab
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.errors import HeirloomError
from workstation.core.history import History
from workstation.core.masks.masks import Mask, Picture, Stroke, picture_of
from workstation.core.pixels import Roi
from workstation.core.recipe import Recipe, step_from_json
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour

SUIT = (0.68, 0.28)
GREEN = (-45.0, 40.0)
AUTOMATIC = Colour(detail=256)


def chroma(renderer: Renderer, colour: Colour) -> np.ndarray:
    pixels = renderer.tile(Recipe((colour,)), Roi.whole(*renderer.level_size(0)), 0)
    return to_lab(pixels)[1]


def square(shape: tuple[int, int] = (512, 512)) -> tuple[np.ndarray, Picture]:
    inside = np.zeros(shape, bool)
    inside[300:400, 100:200] = True
    return inside, picture_of(inside.astype(np.float32))


@pytest.fixture
def automatic(portrait: Renderer) -> np.ndarray:
    return chroma(portrait, AUTOMATIC)


def test_a_region_reaches_its_colour_and_nothing_else_moves(
    portrait: Renderer, automatic: np.ndarray
) -> None:
    inside, picture = square()
    region = Region("pocket", Mask((picture,), smart_edge=False), a=GREEN[0], b=GREEN[1])
    made = chroma(portrait, replace(AUTOMATIC, regions=(region,)))
    assert np.hypot(*(made[inside].mean(axis=0) - GREEN)) < 5
    away = np.ones_like(inside)
    away[288:412, 88:212] = False
    assert np.abs(made - automatic)[away].max() == 0


def test_a_dot_colours_its_thing_and_leaves_the_face_alone(
    portrait: Renderer, automatic: np.ndarray
) -> None:
    made = chroma(portrait, replace(AUTOMATIC, dots=(PointHint(*SUIT, *GREEN),)))
    moved = np.hypot(*(made - automatic).transpose(2, 0, 1))
    near = moved[330:366, 125:161].mean()
    assert near > 30
    assert moved[60:130, 190:290].mean() < 2


def test_keep_grey_takes_the_colour_away_there_only(
    portrait: Renderer, automatic: np.ndarray
) -> None:
    inside, picture = square()
    region = Region("stone", Mask((picture,), smart_edge=False), does="grey")
    made = chroma(portrait, replace(AUTOMATIC, regions=(region,)))
    core = np.zeros_like(inside)
    core[310:390, 110:190] = True
    assert np.hypot(*made[core].T).mean() < 1
    assert np.abs(made - automatic)[:280].max() == 0


def test_another_proposal_changes_the_region(portrait: Renderer, automatic: np.ndarray) -> None:
    inside, picture = square()
    region = Region("cloth", Mask((picture,), smart_edge=False), does="automatic", proposal=1)
    first = chroma(portrait, replace(AUTOMATIC, regions=(region,)))
    second = chroma(portrait, replace(AUTOMATIC, regions=(replace(region, proposal=2),)))
    assert np.hypot(*(first - automatic)[inside].mean(axis=0)) > 4
    assert np.hypot(*(first - second)[inside].mean(axis=0)) > 8


def test_a_region_that_is_off_is_as_if_it_were_not_there(
    portrait: Renderer, automatic: np.ndarray
) -> None:
    _, picture = square()
    region = Region("off", Mask((picture,)), a=60.0, b=0.0, on=False)
    assert np.array_equal(chroma(portrait, replace(AUTOMATIC, regions=(region,))), automatic)


def test_later_regions_lie_over_earlier_ones(portrait: Renderer) -> None:
    inside, picture = square()
    mask = Mask((picture,), smart_edge=False)
    red, green = Region("a", mask, a=50.0, b=20.0), Region("b", mask, a=-45.0, b=40.0)
    for regions, wished in (((red, green), (-45, 40)), ((green, red), (50, 20))):
        made = chroma(portrait, replace(AUTOMATIC, regions=regions))
        assert np.hypot(*(made[inside].mean(axis=0) - wished)) < 6


def test_several_dots_each_keep_their_own_colour(portrait: Renderer) -> None:
    dots = (PointHint(*SUIT, *GREEN), PointHint(0.1, 0.6, 4.0, -14.0))
    made = chroma(portrait, replace(AUTOMATIC, dots=dots))
    assert np.hypot(*(made[340:356, 135:151].mean(axis=(0, 1)) - GREEN)) < 12
    assert np.hypot(*(made[43:59, 299:315].mean(axis=(0, 1)) - (4, -14))) < 6


def test_preview_and_export_agree_under_wishes(portrait: Renderer) -> None:
    stroke = Stroke(((0.62, 0.2, 1.0), (0.75, 0.3, 1.0)), 0.05)
    colour = replace(
        AUTOMATIC,
        regions=(Region("r", Mask((stroke,)), a=40.0, b=10.0),),
        dots=(PointHint(*SUIT, *GREEN),),
    )
    recipe = Recipe((colour,))
    whole = portrait.tile(recipe, Roi.whole(512, 512), 0)
    strips = np.concatenate([strip.pixels for strip in portrait.strips(recipe)])
    assert np.abs(whole - strips).max() <= 1 / 65535
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe


wish = st.one_of(
    st.builds(
        lambda row, column, a: ("dot", PointHint(row, column, a, -a)),
        st.floats(0, 1),
        st.floats(0, 1),
        st.floats(-50, 50),
    ),
    st.builds(
        lambda row, column, a: (
            "region",
            Region("r", Mask((Stroke(((row, column, 1.0),), 0.05),), smart_edge=False), a=a),
        ),
        st.floats(0, 1),
        st.floats(0, 1),
        st.floats(-50, 50),
    ),
    st.tuples(st.just("vivid"), st.floats(0, 2)),
    st.sampled_from([("undo", None), ("redo", None), ("clear", None)]),
)


@settings(max_examples=6, deadline=None)
@given(st.lists(wish, min_size=20, max_size=200))
def test_undo_of_any_gestures_restores_pixels_and_recipe(
    wishes: list[tuple[str, object]],
) -> None:
    renderer = _renderer()
    history = History.start(Recipe((AUTOMATIC,)), "Opened")
    for kind, value in wishes:
        colour = history.value.step("colour")
        assert isinstance(colour, Colour)
        if kind in ("undo", "redo"):
            history = history.undo() if kind == "undo" else history.redo()
            continue
        changes = {
            "dot": lambda c, v: replace(c, dots=(*c.dots[-4:], v)),
            "region": lambda c, v: replace(c, regions=(*c.regions[-4:], v)),
            "vivid": lambda c, v: replace(c, vividness=v),
            "clear": lambda c, _: replace(c, dots=(), regions=()),
        }
        history = history.record(Recipe((changes[kind](colour, value),)), kind)
    where = Roi.whole(*renderer.level_size(1), 0.5)
    places = (history.path[0], history.path[len(history.path) // 2], history.path[-1])
    before = {p: renderer.tile(history.jump(p).value, where, 1) for p in places}
    fresh = _renderer()
    while history.can_undo:
        history = history.undo()
    while True:
        if history.position in before:
            again = fresh.tile(history.value, where, 1)
            assert np.array_equal(again, before[history.position])
        if not history.can_redo:
            break
        history = history.redo()


def _renderer() -> Renderer:
    import resources
    from ml.inference.colorizer import Colorizer
    from workstation.core.io.photo import open_photo

    return Renderer(open_photo(resources.find("samples", "cat.jpg")), Colorizer())


@pytest.mark.parametrize(
    "data", [3, [3], [{"row": 2, "column": 0, "a": 0, "b": 0}], [{"row": 0.5}], "x", None, [[]]]
)
def test_damaged_dots_and_regions_give_two_sentences(data: object) -> None:
    for field in ("dots", "regions"):
        with pytest.raises(HeirloomError) as caught:
            step_from_json({"kind": "colour", "version": Colour.version, field: data}, STEPS)
        assert caught.value.hint.endswith(".")
