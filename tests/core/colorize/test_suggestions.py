"""Suggestions, other palettes, and the colours of another photo."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.colorize import reference, suggestions
from workstation.core.colorize.color_library import ColorLibrary, NamedColour, load, save
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Roi
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour
from workstation.core.steps.variants import proposals

FACE = (0.19, 0.44)


def colours_of(renderer: Renderer, recipe: Recipe) -> reference.Reference:
    return reference.take("portrait.jpg", renderer.preview(recipe, 1024), renderer.colorize)


def test_suggestions_are_distinct_and_can_be_shown_there(portrait: Renderer) -> None:
    view = portrait.look(Recipe(), Colour, Colour().colors)
    for place in (FACE, (0.68, 0.28), (0.05, 0.5), (0.99, 0.99), (0.0, 0.0), (1.0, 1.0)):
        found = suggestions.suggest_at(view.answer, view.light, *place)
        assert 1 <= len(found) <= 9
        light = view.light[
            min(int(place[0] * view.light.shape[0]), view.light.shape[0] - 1),
            min(int(place[1] * view.light.shape[1]), view.light.shape[1] - 1),
        ]
        for one in found:
            ab = np.array([[[one.a, one.b]]], np.float32)
            shown = to_lab(from_lab(np.full((1, 1), light, np.float32), ab))[1][0, 0]
            assert np.hypot(*(shown - (one.a, one.b))) < 1.5
        if 20 < light < 90:
            for one, other in itertools.combinations(found, 2):
                assert np.hypot(one.a - other.a, one.b - other.b) > 3


def test_the_first_suggestion_for_a_face_is_a_skin_colour(portrait: Renderer) -> None:
    view = portrait.look(Recipe(), Colour, Colour().colors)
    first = suggestions.suggest_at(view.answer, view.light, *FACE)[0]
    assert first.a > 3
    assert 0 < first.b < 45


def test_an_empty_area_has_no_suggestions(portrait: Renderer) -> None:
    view = portrait.look(Recipe(), Colour, Colour().colors)
    assert suggestions.suggest_in(view.answer, view.light, np.zeros((100, 100), np.float32)) == ()


def test_other_palettes_are_other_pictures_and_keep_the_face(portrait: Renderer) -> None:
    where = Roi.whole(512, 512)
    pictures = [
        to_lab(portrait.tile(Recipe((Colour(palette=rank, consensus=False),)), where, 0))[1]
        for rank in (0, 1, 2)
    ]
    for one, other in itertools.combinations(pictures, 2):
        assert np.hypot(*(one - other).transpose(2, 0, 1)).mean() > 3
    for picture in pictures[1:]:
        face = (picture - pictures[0])[80:120, 200:250]
        assert np.hypot(*face.mean(axis=(0, 1))) < 10


def test_six_proposals_differ_and_keep_the_wishes() -> None:
    for rank in range(4):
        made = proposals(Colour(palette=rank, vividness=1.2))
        assert len({proposal.colour for proposal in made}) == 6
        assert len({proposal.name for proposal in made}) == 6
        assert Colour(palette=rank, vividness=1.2) not in {proposal.colour for proposal in made}


def test_a_reference_brings_its_colours_to_the_same_things(portrait: Renderer) -> None:
    where = Roi.whole(512, 512)
    rosy = Recipe((Colour(warmth=-0.9, vividness=1.3, consensus=False),))
    taken = colours_of(portrait, rosy)
    plain = to_lab(portrait.tile(Recipe((Colour(consensus=False),)), where, 0))[1]
    wished = to_lab(portrait.tile(rosy, where, 0))[1]

    def far(strength: float) -> float:
        step = Colour(reference=replace(taken, strength=strength), consensus=False)
        made = to_lab(portrait.tile(Recipe((step,)), where, 0))[1]
        return float(np.hypot(*(made - wished).transpose(2, 0, 1)).mean())

    assert far(1.0) < 0.75 * np.hypot(*(plain - wished).transpose(2, 0, 1)).mean()
    assert far(1.0) < far(0.5) < far(0.0)


def test_a_reference_survives_being_written_down(portrait: Renderer) -> None:
    step = Colour(reference=colours_of(portrait, Recipe((Colour(),))))
    assert Recipe.from_json(Recipe((step,)).to_json(), STEPS) == Recipe((step,))


def test_a_grey_photo_is_no_reference(portrait: Renderer) -> None:
    with pytest.raises(HeirloomError, match="no colours"):
        colours_of(portrait, Recipe())


@pytest.mark.parametrize("data", [3, {}, {"name": "x", "strength": 2, "swatches": []}, [1]])
def test_a_damaged_reference_gives_two_sentences(data: object) -> None:
    with pytest.raises(HeirloomError):
        reference.from_json(data)


def test_a_library_comes_back_and_joins(tmp_path: Path) -> None:
    path = tmp_path / "data" / "colours.json"
    library = ColorLibrary().with_named(NamedColour("Dad's jacket", 5.0, -20.0)).used(1.26, 2)
    save(library, path)
    assert load(path) == library
    other = ColorLibrary().with_named(NamedColour("Dad's jacket", 9.0, 9.0))
    joined = library.joined(other.with_named(NamedColour("Omas Kleid", 30.0, 10.0)))
    assert [colour.name for colour in joined.named] == ["Dad's jacket", "Omas Kleid"]
    assert joined.named[0].a == 9
    assert joined.without("Omas Kleid").named == joined.named[:1]


def test_recent_colours_are_few_and_the_latest_come_first() -> None:
    library = ColorLibrary()
    for i in range(30):
        library = library.used(i, -i)
    assert library.used(20, -20).recent[:2] == ((20, -20), (29, -29))
    assert len(library.recent) == 12


def test_no_library_is_an_empty_one_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == ColorLibrary()
    for text in (
        "",
        "[]",
        '{"heirloom_colours": 9}',
        '{"heirloom_colours":1,"named":[{}],"recent":[]}',
    ):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(HeirloomError):
            load(tmp_path / "bad.json")


def test_the_grid_of_patches_fits_any_size() -> None:
    assert suggestions.grid_patches((5, 40)).shape == (5, 40)
    assert 0.05 < suggestions.grid_patches((160, 160)).mean() < 0.15
