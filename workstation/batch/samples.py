"""What a photo of a set shows, and how it came out: read by workers, kept by the queue as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workstation.batch.sets import LEADS
from workstation.core import masks, together
from workstation.core.diagnose import WORKING_PX
from workstation.core.errors import HeirloomError
from workstation.core.export import recipe_from_file
from workstation.core.guidance import View
from workstation.core.lab import lightness, to_lab
from workstation.core.photo import Photo
from workstation.core.pixels import Pixels, Plane
from workstation.core.recipe import Context, Recipe
from workstation.core.refusals import shown
from workstation.core.render import Renderer
from workstation.core.steps import Colour

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma


def survey(renderer: Renderer, recipe_text: str) -> str:
    """Look what a photo shows, for its set; as JSON.

    A photo that is in colour, and stays so, leads: the others take its colours.
    """
    recipe = Recipe.from_json(recipe_text)
    colour = recipe.step(Colour.kind)
    if not isinstance(colour, Colour):
        return json.dumps({"kinds": []})
    whole, seen, answer = _alone(renderer, recipe, colour)
    leads = colour.keeps(whole)
    found = together.kinds_of(answer, seen, to_lab(whole)[1] if leads else None)
    sample = {"kinds": together.sample_to_json(found)} | ({LEADS: True} if leads else {})
    return json.dumps(sample)


def _alone(renderer: Renderer, recipe: Recipe, colour: Colour) -> tuple[Pixels, Plane, Chroma]:
    """The photo as it reaches Colour, what the network sees of it, and what it says."""
    whole = renderer.preview(recipe.until(Colour.kind), WORKING_PX)
    return whole, *colour.alone(lightness(whole), Context(renderer.colorize))


def leader(photo: Photo) -> str:
    """What a photo shows whose colours are right, as JSON.

    Of one that was restored here, the coloured regions keep their names: “Dad's jacket”.

    Raises
    ------
    HeirloomError
        If it is not in colour.
    """
    from ml.inference.colorizer import Colorizer

    renderer, plain = Renderer(photo, Colorizer()), Recipe((Colour(),))
    sample = json.loads(survey(renderer, plain.to_json()))
    if LEADS not in sample:
        raise HeirloomError(
            f"{shown(photo.path)} has no colours for a set to take.",
            "Give a photo that is in colour, or one that was restored.",
        )
    named = _named(renderer, renderer.view(plain))
    sample["kinds"] += together.sample_to_json([found for _, found in named])
    sample["names"] = [name for name, _ in named]  # of the last kinds
    return json.dumps(sample)


def _named(renderer: Renderer, view: View) -> list[tuple[str, together.Found]]:
    """The regions that were given a colour when the photo was restored, by their names."""
    text = recipe_from_file(renderer.photo.path)
    colour = None if text is None else Recipe.from_json(text).step(Colour.kind)
    if not isinstance(colour, Colour):
        return []
    ab = to_lab(renderer.whole())[1]
    found = []
    for region in colour.regions:
        if region.on and region.does == "colour":
            area = masks.selected(region.mask, view.scene)
            kind = together.kind_in(view.answer, view.seen, ab, area)
            found += [] if kind is None else [(region.name, kind)]
    return found


def measure(renderer: Renderer, recipe_text: str) -> str:
    """The colours that the kinds of things have in the finished picture, as JSON."""
    recipe = Recipe.from_json(recipe_text)
    colour = recipe.step(Colour.kind)
    if not isinstance(colour, Colour) or colour.together is None:
        return "[]"
    _, seen, answer = _alone(renderer, recipe, colour)
    made = to_lab(renderer.preview(recipe, WORKING_PX))[1]
    return json.dumps(together.measured(colour.together, answer, seen, made))
