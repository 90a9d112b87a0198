"""Recipes: values that survive being written down."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.colorize.harmonize import Harmony, Shared
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.colorize.reference import Reference, Swatch
from workstation.core.errors import HeirloomError
from workstation.core.masks.masks import Mask, Stroke
from workstation.core.recipe import Recipe, UnknownStep, bounds, chain_key, fields
from workstation.core.steps import KINDS, Colour, Tone

DOT = PointHint(0.25, 0.5, 30.0, -12.5)
REGION = Region("dress", Mask((Stroke(((0.1, 0.2, 1.0), (0.3, 0.4, 0.5)), 0.05),)), a=5.0, b=-7.5)
REFERENCE = Reference("brother.jpg", (Swatch((0.25,) * 25, 12.0, 30.0, 1.0),), 0.5)
TOGETHER = Harmony("wedding", (Shared((0.5, 0.25, -1.0), 12.0, -3.5),), 0.5)
OTHERS = {
    "coloured": "afresh",
    "dots": (DOT,),
    "regions": (REGION,),
    "reference": REFERENCE,
    "together": TOGETHER,
}

number = st.floats(0, 1, allow_nan=False)
tones = st.builds(
    Tone,
    automatic=st.booleans(),
    black=st.floats(0, 0.9),
    white=st.floats(0.1, 1),
    gamma=st.floats(0.3, 3),
    local_contrast=number,
    strength=number,
)
colours = st.builds(
    Colour,
    strength=number,
    vividness=st.floats(0, 2),
    warmth=st.floats(-1, 1),
    detail=st.sampled_from((256, 384, 512)),
    coloured=st.sampled_from(("keep", "afresh")),
    dots=st.sampled_from(((), (DOT,), (DOT, DOT))),
    regions=st.sampled_from(((), (REGION,))),
    reference=st.sampled_from((None, REFERENCE)),
    together=st.sampled_from((None, TOGETHER)),
    palette=st.integers(0, 3),
)
recipes = st.lists(st.one_of(tones, colours), max_size=4).map(
    lambda steps: functools.reduce(Recipe.with_step, steps, Recipe())
)


@given(recipes)
def test_saving_and_loading_is_identity(recipe: Recipe) -> None:
    assert Recipe.from_json(recipe.to_json()) == recipe


@given(recipes)
def test_steps_stand_in_the_fixed_order_once_each(recipe: Recipe) -> None:
    order = [cls.kind for cls in KINDS]
    kinds = [step.kind for step in recipe.steps]
    assert kinds == sorted(set(kinds), key=order.index)


def test_an_unknown_step_is_kept_as_it_came() -> None:
    text = json.dumps({"heirloom": 1, "steps": [{"kind": "sparkle", "version": 9, "how": [1, 2]}]})
    recipe = Recipe.from_json(text)
    assert isinstance(recipe.steps[0], UnknownStep)
    assert json.loads(recipe.to_json()) == json.loads(text)
    assert len(recipe.with_step(Tone()).steps) == 2


def test_a_known_step_of_a_later_version_is_kept_and_not_guessed_at() -> None:
    text = json.dumps({"heirloom": 1, "steps": [{"kind": "tone", "version": 99}]})
    assert isinstance(Recipe.from_json(text).steps[0], UnknownStep)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"steps": 3}',
        '{"steps": [3]}',
        '{"steps": [{"kind": "tone", "version": 1, "gamma": "much"}]}',
        '{"steps": [{"kind": "colour", "version": 1, "vividness": 7}]}',
        '{"steps": [{"kind": "colour", "version": 1, "vividness": NaN}]}',
        '{"steps": [{"kind": "colour", "version": 1, "coloured": "maybe"}]}',
        '{"steps": [{"kind": "tone", "version": 1}, {"kind": "tone", "version": 1}]}',
    ],
)
def test_a_damaged_recipe_gives_two_sentences(text: str) -> None:
    with pytest.raises(HeirloomError) as caught:
        Recipe.from_json(text)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


@given(st.text())
def test_no_text_at_all_crashes_the_reader(text: str) -> None:
    with contextlib.suppress(HeirloomError):
        Recipe.from_json(text)


@pytest.mark.parametrize("cls", KINDS)
def test_every_number_of_every_step_is_checked_against_its_bounds(cls: type) -> None:
    for field in dataclasses.fields(cls):
        name = field.name
        if "low" not in field.metadata:
            continue
        low, high = bounds(cls, name)
        assert low <= field.default <= high
        for value in (low - 1, high + 1, float("nan"), "x"):
            with pytest.raises(HeirloomError):
                cls(**{name: value})


@pytest.mark.parametrize("cls", KINDS)
def test_every_decision_changes_the_key(cls: type) -> None:
    plain = cls()
    keys = {chain_key("", plain)}
    for field in dataclasses.fields(cls):
        name = field.name
        if "low" in field.metadata:
            other = {name: field.metadata["low"] if field.default else field.metadata["high"]}
        elif isinstance(field.default, bool):
            other = {name: not field.default}
        else:
            other = {name: OTHERS[name]}
        keys.add(chain_key("", cls(**other)))
    assert len(keys) == 1 + len(fields(plain))
