"""What a photo of a set shows, and how it came out: read by workers, kept by the queue as text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workstation.batch.sets import IS_REFERENCE
from workstation.core import project
from workstation.core.color.cielab import lightness, to_lab
from workstation.core.colorize import harmonize
from workstation.core.colorize.hints import Region
from workstation.core.colorize.segments import FoundSegments, kind_in, kinds_of, sample_to_json
from workstation.core.diagnose.judge import judge
from workstation.core.diagnose.verdict import WORKING_PX
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io.decode import read_whole
from workstation.core.io.export import recipe_from_file
from workstation.core.io.photo import Limits, Photo, fingerprint, open_photo
from workstation.core.pixels import Pixels, Plane
from workstation.core.recipe import Context, Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

_LEAST_CHROMA: Final = 1.5
"""Mean distance from grey, in a*b*, below which a finished picture has no colours to give."""


def survey(renderer: Renderer, recipe_text: str) -> str:
    """Look what a photo shows, for its set; as JSON.

    A photo that is in colour, and stays so, is a reference: the others take its colours.
    """
    recipe = Recipe.from_json(recipe_text, STEPS)
    colour = recipe.step(Colour.kind)
    if not isinstance(colour, Colour):
        return json.dumps({"kinds": []})
    whole, seen, answer = _alone(renderer, recipe, colour)
    keeps = renderer.verdict(recipe).kind == "colour"
    found = kinds_of(answer, seen, to_lab(whole)[1] if keeps else None)
    sample = {"kinds": sample_to_json(found)} | ({IS_REFERENCE: True} if keeps else {})
    return json.dumps(sample)


def _alone(renderer: Renderer, recipe: Recipe, colour: Colour) -> tuple[Pixels, Plane, Chroma]:
    """The photo as it reaches Colour, what the network sees of it, and what it says."""
    whole = renderer.preview(recipe.unframed.until(Colour), WORKING_PX)
    context = Context(renderer.upright(recipe), verdict=renderer.verdict(recipe))
    return whole, *colour.alone(lightness(whole), context)


def reference(path: Path, limits: Limits | None = None) -> str:
    """What a photo, or a project, shows whose colours are right, as JSON.

    Of one that was restored here, the coloured regions keep their names: “Dad's jacket”.

    Raises
    ------
    HeirloomError
        If it is not in colour, or if it cannot be opened.
    """
    from ml.inference.colorizer import Colorizer

    given = _given(path, limits)
    renderer, colour = Renderer(given.photo, Colorizer()), given.colour
    whole, seen, answer = _alone(renderer, given.recipe, colour)
    until = given.recipe.until(Colour).with_step(colour)
    keeps = renderer.verdict(given.recipe).kind == "colour"
    ab = to_lab(whole if keeps else renderer.preview(until.unframed, WORKING_PX))[1]
    if float(np.hypot(ab[..., 0], ab[..., 1]).mean()) < _LEAST_CHROMA:
        raise _colourless(path)  # a project that was made grey
    named = _named(renderer, given, ab)
    kinds = sample_to_json(kinds_of(answer, seen, ab))
    kinds += sample_to_json([found for _, found in named])
    names = [name for name, _ in named]  # of the last kinds
    return json.dumps(
        {"kinds": kinds, IS_REFERENCE: True, "names": names, "file": fingerprint(path)}
    )


def check_reference(path: Path, limits: Limits | None = None) -> None:
    """See whether a photo or a project has colours to give, without asking the network.

    Raises
    ------
    HeirloomError
        As `reference`, as far as can be told.
    """
    _given(path, limits)


@dataclass(frozen=True)
class _Given:
    """A photo whose colours are right, and how it comes to them."""

    photo: Photo
    recipe: Recipe
    colour: Colour
    regions: tuple[Region, ...]


def _given(path: Path, limits: Limits | None) -> _Given:
    """A photo in colour as it is, a project as it looks now."""
    if path.suffix.lower() == project.SUFFIX:
        opened = project.load(path, limits)
        photo, recipe = opened.photo, opened.history.value
        step = recipe.step(Colour.kind)
        if isinstance(step, Colour):
            return _Given(photo, recipe, step, step.regions)
    else:
        photo = open_photo(path, limits=limits or Limits())
    colour = Colour()
    if judge(read_whole(photo, WORKING_PX)).kind != "colour":
        raise _colourless(path)
    text = recipe_from_file(photo.path)
    step = None if text is None else Recipe.from_json(text, STEPS).step(Colour.kind)
    return _Given(
        photo, Recipe((colour,)), colour, step.regions if isinstance(step, Colour) else ()
    )


def _colourless(path: Path) -> HeirloomError:
    return HeirloomError(
        "{name} has no colours for a set to take.",
        "Give a photo that is in colour, or one that was restored.",
        name=display_name(path),
    )


def _named(
    renderer: Renderer, given: _Given, ab: NDArray[np.float32]
) -> list[tuple[str, FoundSegments]]:
    """The regions that were given a colour when the photo was restored, by their names."""
    found = []
    colors = renderer.look(given.recipe, Colour, given.colour.colors)
    for region in given.regions:
        if region.on and region.does == "colour":
            area = renderer.area(given.recipe, given.colour, region.mask)
            kind = kind_in(colors.answer, colors.seen, ab, area)
            found += [] if kind is None else [(region.name, kind)]
    return found


def measure(renderer: Renderer, recipe_text: str) -> str:
    """The colours that the kinds of things have in the finished picture, as JSON."""
    recipe = Recipe.from_json(recipe_text, STEPS)
    colour = recipe.step(Colour.kind)
    if not isinstance(colour, Colour) or colour.together is None:
        return "[]"
    _, seen, answer = _alone(renderer, recipe, colour)
    made = to_lab(renderer.preview(recipe.unframed, WORKING_PX))[1]
    return json.dumps(harmonize.measured(colour.together, answer, seen, made))
