"""Kinds of things, common colours for a set, and how alike it becomes."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from ml.inference.colorizer import Chroma
from workstation.core.colorize import consistency, harmonize
from workstation.core.colorize.segment_similarity import Segment, likeness, rows_of
from workstation.core.colorize.segments import kinds_of, sample_from_json, sample_to_json
from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe, step_from_json, step_to_json
from workstation.core.steps import STEPS, Colour

Plane = NDArray[np.float32]


def seen_and_answer(seed: int, sky: tuple[float, float]) -> tuple[Plane, Chroma]:
    """A bright half, of which the network thinks as `sky` says, above a dark one."""
    rng = np.random.default_rng(seed)
    light = np.full((64, 96), 80, np.float32)
    light[32:] = 30
    light += rng.normal(0, 1, light.shape).astype(np.float32)
    ab = np.zeros((32, 48, 2), np.float32)
    ab[:16], ab[16:] = sky, (5, 20)
    logits = np.zeros((16, 24, 261), np.float32)
    logits[:8, :, 40], logits[8:, :, 200] = 9, 9
    return light, Chroma(ab, logits, "CPU, 1 thread")


def two() -> list[tuple[Plane, Chroma]]:
    return [seen_and_answer(1, (-5, -20)), seen_and_answer(2, (-5, -8))]


def shared(
    photos: list[tuple[Plane, Chroma]], references: list[list[Segment]] | None = None
) -> list[harmonize.Harmony]:
    found = [kinds_of(answer, seen) for seen, answer in photos]
    kinds = {i: [one.kind for one in photo] for i, photo in enumerate(found)}
    settled = harmonize.settle(kinds, references or [])
    again = harmonize.settled_from_json(harmonize.settled_to_json(settled))
    return [harmonize.of_photo("set", photo, again, i) for i, photo in enumerate(found)]


def sky_of(answer: Chroma) -> NDArray[np.float32]:
    return np.asarray(answer.ab[:12].mean(axis=(0, 1)), np.float32)


def test_what_is_alike_comes_to_one_colour_and_the_rest_stays() -> None:
    photos = two()
    made = [
        harmonize.pull(one, answer, seen)
        for one, (seen, answer) in zip(shared(photos), photos, strict=True)
    ]
    apart = np.hypot(*(sky_of(made[0]) - sky_of(made[1])))
    assert apart < 4.5  # it was 12
    assert -19 < sky_of(made[0])[1] < -9
    for after, (_, before) in zip(made, photos, strict=True):
        np.testing.assert_allclose(after.ab[20:], before.ab[20:], atol=1.0)
        assert after.logits is before.logits


def test_a_photo_alone_in_its_set_stays_as_it_is() -> None:
    ((seen, answer),) = photos = two()[:1]
    (one,) = shared(photos)
    np.testing.assert_allclose(harmonize.pull(one, answer, seen).ab, answer.ab, atol=0.6)
    none = replace(one, strength=0.0)
    np.testing.assert_array_equal(harmonize.pull(none, answer, seen).ab, answer.ab)


def test_photos_whose_colours_are_right_lead_and_are_not_led() -> None:
    photos = two()
    seen, answer = seen_and_answer(3, (-5, -20))
    right = np.zeros_like(answer.ab)
    right[:16] = (10, -30)
    leader = [one.kind for one in kinds_of(answer, seen, right)]
    for one, (seen, answer) in zip(shared(photos, [leader]), photos, strict=True):
        assert sky_of(harmonize.pull(one, answer, seen))[1] < -22


def test_the_order_of_adding_does_not_matter_for_equal_photos() -> None:
    first, second = two()
    forward, backward = shared([first, second]), shared([second, first])
    assert forward[0].kinds == backward[1].kinds


def test_a_late_comer_takes_the_colours_of_the_set() -> None:
    photos = two()
    found = [kinds_of(answer, seen) for seen, answer in photos]
    settled = harmonize.settle({0: [one.kind for one in found[0]]})
    late = harmonize.of_photo("set", found[1], settled, 7)
    seen, answer = photos[1]
    assert sky_of(harmonize.pull(late, answer, seen))[1] < -10  # it was -8, the set's is -20


def test_they_travel_in_the_recipe() -> None:
    (one, _) = shared(two())
    recipe = Recipe((Colour(together=one),))
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe
    data = step_to_json(Colour(together=one))
    assert isinstance(data, dict)
    for damage in ({"name": "a"}, {**harmonize.to_json(one), "strength": 3}, [1]):  # type: ignore[dict-item]
        with pytest.raises(HeirloomError, match="shares with a set"):
            step_from_json(data | {"together": damage}, STEPS)  # type: ignore[dict-item]


def test_those_of_another_network_are_refused() -> None:
    ((seen, answer), _) = photos = two()
    (one, _) = shared(photos)
    foreign = replace(one, kinds=tuple(replace(kind, centre=(1.0,)) for kind in one.kinds))
    with pytest.raises(HeirloomError, match="another network"):
        harmonize.pull(foreign, answer, seen)


def test_samples_survive_being_written_down() -> None:
    ((seen, answer), _) = two()
    found = kinds_of(answer, seen)
    assert sample_from_json(sample_to_json(found)) == found
    assert kinds_of(answer, seen) == found


def kind(**facts: object) -> Segment:
    plain = Segment(tuple(np.eye(24)[3].tolist()), 50.0, 0.5, 0.8, 3.0, 10.0, 20.0, 0.2)
    return dataclasses.replace(plain, **facts)  # type: ignore[arg-type]


def test_equal_kinds_are_alike_and_different_ones_less() -> None:
    other_view = kind(view=tuple(np.eye(24)[9].tolist()))
    rows = rows_of([kind(), kind(lightness=58.0), kind(lightness=95.0, broad=2.0), other_view])
    same, near, far, unlike = likeness(rows, rows)[0]
    assert same > near > far
    assert same > 0.9
    assert far < 0.1
    assert unlike < 0.01


def test_the_spread_is_told_and_who_sticks_out() -> None:
    photos = [[kind(a=float(a))] for a in (8, 10, 12, 10, 40)]
    after = [[(10.0, 20.0)]] * 4 + [[(40.0, 20.0)]]
    (thing,) = consistency.repeated(photos, after)
    assert [seen.photo for seen in thing.seen] == [0, 1, 2, 3, 4]
    assert thing.before == pytest.approx(6.0)
    assert thing.after == pytest.approx(6.0)
    (out,) = thing.sticking_out
    assert (out.photo, out.far) == (4, pytest.approx(24.0))
    assert consistency.repeated([], []) == ()
    assert consistency.repeated([[kind()], []], [[(1.0, 1.0)], []]) == ()  # seen once only
