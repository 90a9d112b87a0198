"""Recipes to choose from: presets by name, and the recipe of another photo ("as this photo").

A preset is a file: a recipe as JSON in the user's folder for them, named after what it is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from resources.text import Text
from workstation.core import project
from workstation.core.diagnose.verdict import Kind
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import atomic_write, formats
from workstation.core.io.export import recipe_from_file
from workstation.core.recipe import Recipe, Step, is_framing, with_places, without_places
from workstation.core.steps import STEPS, Colour, Repair, Stains, Tone

AUTOMATIC: Final = Recipe((Repair(), Stains(), Tone(), Colour()))
"""What one click on Restore does: sure damage and stains off, fade correction, then colour."""

BUILT_IN: Final[Mapping[str, Recipe]] = {
    "automatic": AUTOMATIC,
    "vivid": Recipe((Repair(), Stains(), Tone(), Colour(vividness=1.4))),
    "calm": Recipe((Repair(), Stains(), Tone(), Colour(vividness=0.65))),
    "warm": Recipe((Repair(), Stains(), Tone(), Colour(warmth=0.45))),
    "cool": Recipe((Repair(), Stains(), Tone(), Colour(warmth=-0.45))),
    "grey": Recipe((Repair(), Stains(), Tone())),
}
"""Presets that everybody has."""

_HINT: Final = Text(
    "Give a recipe, a project, a photo that Heirloom has restored, or a preset's name."
)
_LARGEST: Final = 64 << 20


def folder() -> Path:
    """Where the user's own presets lie."""
    return user_config_path("heirloom", appauthor=False) / "presets"


def names() -> tuple[str, ...]:
    """Every preset: those that everybody has, then the user's own, by their names."""
    try:
        own = sorted(path.stem for path in folder().glob("*.json"))
    except OSError:
        own = []
    return (*BUILT_IN, *(name for name in own if name not in BUILT_IN))


def save(name: str, recipe: Recipe, *, overwrite: bool = False) -> Path:
    """Keep a recipe under a name, without what was said about places in one photo.

    Returns
    -------
    Path
        The preset's file.

    Raises
    ------
    HeirloomError
        If it cannot be called so, is there already and may not be replaced, or cannot be written.
    """
    if name in BUILT_IN:
        raise HeirloomError(
            "There is a preset “{name}” that everybody has.", "Take another name.", name=name
        )
    path = folder() / f"{name}.json"
    if path.parent != folder() or not name.strip() or name.startswith("."):
        raise HeirloomError(
            "A preset cannot be called “{name}”.",
            "Take a name without slashes and leading dots.",
            name=name,
        )
    text = for_any_photo(recipe).to_json() + "\n"
    atomic_write.write(path, text, overwrite=overwrite, parents=True)
    return path


def find(given: str | Path) -> Recipe:
    """Read the recipe that somebody means.

    Parameters
    ----------
    given
        A recipe's file, a project (what holds in it now), a photo restored by Heirloom, or the name
        of a preset; files come before presets of the same name.

    Raises
    ------
    HeirloomError
        If there is none, or if it is damaged.
    """
    path = Path(given)
    if not path.exists() and len(path.parts) == 1 and path.suffix == "":
        return _preset(str(given))
    if path.suffix.lower() == project.SUFFIX:
        return project.recipe_of(path)
    if formats.of_path(path) is not None:
        text = recipe_from_file(path)
        if text is None:
            raise HeirloomError(
                "The photo {name} carries no recipe.", _HINT, name=display_name(path)
            )
        return Recipe.from_json(text, STEPS)
    return _read(path)


def needed(kind: Kind, *, damaged: bool) -> Recipe:
    """What a photo of a kind needs; one that is in colour keeps its colours.

    Parameters
    ----------
    kind
        What it is.
    damaged
        Whether damage was found in it; a photo without any gets no step for it.
    """
    recipe = AUTOMATIC if damaged else AUTOMATIC.without(Repair.kind)
    if kind == "colour":
        return recipe.without(Stains.kind).without(Colour.kind)
    return recipe


def usual(wished: str, needed: Recipe) -> Recipe:
    """What Restore does: the recipe that is wished for all photos, or what this photo needs.

    Raises
    ------
    HeirloomError
        If there is no such recipe.
    """
    return for_any_photo(find(wished)) if wished else needed


def _preset(name: str) -> Recipe:
    if name in BUILT_IN:
        return BUILT_IN[name]
    path = folder() / f"{name}.json"
    if not path.is_file():
        raise HeirloomError(
            "There is no preset “{name}”.",
            "There are: {names}.",
            name=name,
            names=", ".join(names()),
        )
    return _read(path)


def _read(path: Path) -> Recipe:
    try:
        if path.stat().st_size > _LARGEST:
            raise HeirloomError("{name} is too large for a recipe.", _HINT, name=display_name(path))
        return Recipe.from_json(path.read_text(encoding="utf-8"), STEPS)
    except (OSError, UnicodeDecodeError) as error:
        raise HeirloomError(
            "The recipe {name} cannot be read.", _HINT, name=display_name(path)
        ) from error


def for_any_photo(recipe: Recipe) -> Recipe:
    """A recipe made for one photo, without what was said about that photo and places in it."""
    steps = (without_places(step) for step in recipe.steps)
    return Recipe(tuple(step for step in steps if not _does_nothing(step)))


def pasted(copied: Recipe, onto: Recipe) -> Recipe:
    """A photo's recipe with the steps of another one.

    Parameters
    ----------
    copied
        Each of its steps takes the place of the one of its kind, but for what it says about places.
    onto
        What it says about places in its own photo stays, and so do its other steps.
    """
    for step in copied.steps:
        there = onto.step(step.kind)
        taken = without_places(step) if there is None else with_places(step, there)
        onto = onto if there is None and _does_nothing(taken) else onto.with_step(taken)
    return onto


def _does_nothing(step: Step) -> bool:
    return is_framing(step) and step == type(step)()
