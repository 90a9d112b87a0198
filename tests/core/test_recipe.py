"""Recipes: values that survive being written down."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.colorize.harmonize import Harmony, Shared
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.colorize.reference import Reference, Swatch
from workstation.core.diagnose.verdict import KINDS, Kind
from workstation.core.errors import HeirloomError
from workstation.core.masks.masks import Mask, Similar, Stroke
from workstation.core.recipe import (
    Recipe,
    UnknownStep,
    bounds,
    chain_key,
    fields,
    step_from_json,
    step_to_json,
)
from workstation.core.repair.retouch import Retouch
from workstation.core.steps import STEPS, Colour, Tone
from workstation.core.steps.dodge import ToneRegion
from workstation.core.steps.geometry import Crop

DOT = PointHint(0.25, 0.5, 30.0, -12.5)
REGION = Region("dress", Mask((Stroke(((0.1, 0.2, 1.0), (0.3, 0.4, 0.5)), 0.05),)), a=5.0, b=-7.5)
REFERENCE = Reference("brother.jpg", (Swatch((0.25,) * 25, 12.0, 30.0, 1.0),), 0.5)
TOGETHER = Harmony("wedding", (Shared((0.5, 0.25, -1.0), 12.0, -3.5),), 0.5)
TONE_REGION = ToneRegion("sky", Mask((Similar(0.1, 0.5),)), exposure_ev=-0.5, contrast=0.25)
OTHERS = {
    "process": 1,
    "dots": (DOT,),
    "strokes": (Retouch("heal", Stroke(((0.5, 0.5, 1.0),), 0.1)),),
    "reference": REFERENCE,
    "together": TOGETHER,
    "crop": Crop(0.1, 0.2, 0.3, 0.4),
    "corners": ((0.1, 0.1), (0.1, 0.9), (0.9, 0.9), (0.9, 0.2)),
}

number = st.floats(0, 1, allow_nan=False)
tones = st.builds(
    Tone,
    automatic=st.booleans(),
    black=st.floats(0, 0.9),
    white=st.floats(0.1, 1),
    gamma=st.floats(0.3, 3),
    layers=number,
    local_contrast=number,
    strength=number,
    process=st.sampled_from((1, 2)),
    regions=st.sampled_from(((), (TONE_REGION,))),
)
colours = st.builds(
    Colour,
    strength=number,
    vividness=st.floats(0, 2),
    warmth=st.floats(-1, 1),
    toning=number,
    detail=st.sampled_from((256, 384, 512)),
    dots=st.sampled_from(((), (DOT,), (DOT, DOT))),
    regions=st.sampled_from(((), (REGION,))),
    reference=st.sampled_from((None, REFERENCE)),
    together=st.sampled_from((None, TOGETHER)),
    palette=st.integers(0, 3),
)
kinds = st.sampled_from((None, *KINDS))
recipes = st.builds(
    lambda steps, kind: functools.reduce(Recipe.with_step, steps, Recipe(kind=kind)),
    st.lists(st.one_of(tones, colours), max_size=4),
    kinds,
)


@given(recipes)
def test_saving_and_loading_is_identity(recipe: Recipe) -> None:
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe


@given(recipes)
def test_steps_stand_in_the_fixed_order_once_each(recipe: Recipe) -> None:
    order = [cls.kind for cls in STEPS]
    kinds = [step.kind for step in recipe.steps]
    assert kinds == sorted(set(kinds), key=order.index)


def test_an_unknown_step_is_kept_as_it_came() -> None:
    text = json.dumps({"heirloom": 1, "steps": [{"kind": "sparkle", "version": 9, "how": [1, 2]}]})
    recipe = Recipe.from_json(text, STEPS)
    assert isinstance(recipe.steps[0], UnknownStep)
    assert json.loads(recipe.to_json()) == json.loads(text)
    assert len(recipe.with_step(Tone()).steps) == 2


def test_a_known_step_of_a_later_version_is_kept_and_not_guessed_at() -> None:
    text = json.dumps({"heirloom": 1, "steps": [{"kind": "tone", "version": 99}]})
    assert isinstance(Recipe.from_json(text, STEPS).steps[0], UnknownStep)


@dataclasses.dataclass(frozen=True)
class Grain:
    """A step in its third version: in the first, its amount was said in per cent."""

    amount: float = 0.5
    fine: bool = True

    kind: ClassVar[str] = "grain"
    version: ClassVar[int] = 3
    order: ClassVar[int] = 30
    analysed: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def upgraded(cls, version: int, fields: dict[str, Any]) -> dict[str, Any]:
        if version == 1:
            fields = {**fields, "amount": fields["amount"] / 100}
        return {**fields, "fine": False}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"version": 1, "amount": 40}, Grain(0.4, fine=False)),
        ({"version": 2, "amount": 0.4}, Grain(0.4, fine=False)),
        ({"version": 3, "amount": 0.4}, Grain(0.4, fine=True)),
    ],
)
def test_a_step_reads_what_its_earlier_versions_wrote(written: dict[str, Any], read: Grain) -> None:
    assert step_from_json({"kind": "grain", **written}, (Grain,)) == read


@pytest.mark.parametrize("version", [0, 4, None, "2"])
def test_a_step_is_not_asked_to_read_what_never_was(version: Any) -> None:
    data = {"kind": "grain", "version": version, "amount": 40}
    kept = step_from_json(data, (Grain,))
    assert isinstance(kept, UnknownStep)
    assert step_to_json(kept) == data


def test_a_step_that_an_earlier_version_wrote_damaged_is_refused() -> None:
    with pytest.raises(HeirloomError):
        step_from_json({"kind": "grain", "version": 1, "amount": "much"}, (Grain,))
    with pytest.raises(HeirloomError):
        step_from_json({"kind": "grain", "version": 1}, (Grain,))


def test_the_steps_are_in_their_fixed_order_each_with_a_name_and_a_place_of_its_own() -> None:
    assert len({step.kind for step in STEPS}) == len(STEPS)
    assert [step.order for step in STEPS] == sorted({step.order for step in STEPS})


@pytest.mark.parametrize(("coloured", "kind"), [("afresh", "grey"), ("keep", None)])
def test_earlier_recipes_said_in_the_step_colour_what_the_photo_is(
    coloured: str, kind: Kind | None
) -> None:
    step = {"kind": "colour", "version": 1, "warmth": 0.5, "coloured": coloured}
    recipe = Recipe.from_json(json.dumps({"heirloom": 1, "steps": [step]}), STEPS)
    assert recipe == Recipe((Colour(warmth=0.5, consensus=False),), kind)
    said_anew = {"heirloom": 1, "kind": "colour", "steps": [step]}
    assert Recipe.from_json(json.dumps(said_anew), STEPS).kind == "colour"


@given(recipes, kinds)
def test_what_the_photo_is_stays_said_while_steps_come_and_go(
    recipe: Recipe, kind: Kind | None
) -> None:
    said = recipe.of_kind(kind)
    changed = said.with_step(Colour(warmth=1)).without("tone").until(Colour)
    assert said.kind == changed.kind == kind
    assert said.steps == recipe.steps


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
        '{"steps": [], "kind": "painted"}',
        '{"steps": [], "kind": ["grey"]}',
        '{"steps": [{"kind": "tone", "version": 1}, {"kind": "tone", "version": 1}]}',
    ],
)
def test_a_damaged_recipe_gives_two_sentences(text: str) -> None:
    with pytest.raises(HeirloomError) as caught:
        Recipe.from_json(text, STEPS)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


@given(st.text())
def test_no_text_at_all_crashes_the_reader(text: str) -> None:
    with contextlib.suppress(HeirloomError):
        Recipe.from_json(text, STEPS)


@pytest.mark.parametrize("cls", STEPS)
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


@pytest.mark.parametrize("cls", STEPS)
def test_every_decision_changes_the_key(cls: type) -> None:
    plain = cls()
    keys = {chain_key("", plain)}
    for field in dataclasses.fields(cls):
        name = field.name
        if "low" in field.metadata:
            other = {name: field.metadata["low"] if field.default else field.metadata["high"]}
        elif isinstance(field.default, bool):
            other = {name: not field.default}
        elif "local" in field.metadata:
            other = {name: (field.metadata["local"](name="one", mask=Mask()),)}
        else:
            other = {name: OTHERS[name]}
        keys.add(chain_key("", cls(**other)))
    assert len(keys) == 1 + len(fields(plain))
