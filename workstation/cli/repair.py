"""What the command line says about repair: how readily damage is found, and masks as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from workstation.core.errors import HeirloomError
from workstation.core.io.mask_png import load_mask, save_mask
from workstation.core.masks.masks import Mask, painted
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Repair
from workstation.core.steps.repair import RepairAnalysis, RepairRegion

_POSSIBLE = "Give auto, off, or how readily places are taken for damage, from 0 to 1."


def with_repair(recipe: Recipe, wanted: str | None, masks: Sequence[Path]) -> Recipe:
    """The recipe with damage found as is wished, and with damage that masks show.

    Parameters
    ----------
    wanted
        "auto", "off", a number from 0 to 1, or None for what the recipe says.
    masks
        PNG files; Repair is switched on for them.

    Raises
    ------
    HeirloomError
        If that cannot be understood, or a mask cannot be used.
    """
    found = recipe.step(Repair.kind)
    step = found if isinstance(found, Repair) else Repair()
    if wanted == "off":
        if not masks:
            return recipe.without(Repair.kind)
        step = replace(step, sensitivity=0.0)
    elif wanted == "auto":
        step = replace(step, sensitivity=Repair().sensitivity)
    elif wanted is not None:
        step = replace(step, sensitivity=_number(wanted))
    elif not masks:
        return recipe
    elif found is None:
        # Where nobody asked for damage to be found, only what the masks show is repaired.
        step = replace(step, sensitivity=0.0)
    return recipe.with_step(
        replace(step, regions=(*step.regions, *(_region_of(path) for path in masks)))
    )


def _number(wanted: str) -> float:
    try:
        number = float(wanted)
    except ValueError:
        raise HeirloomError(f"“{wanted}” is no way to repair.", _POSSIBLE) from None
    if not 0 <= number <= 1:
        raise HeirloomError(f"--repair was given as {wanted}.", _POSSIBLE)
    return number


def _region_of(path: Path) -> RepairRegion:
    mask = Mask((load_mask(path, keep_thin=True),), smart_edge=False)
    if not painted(mask, (256, 256)).any():
        raise HeirloomError(
            f"The mask {path} covers nothing.",
            "Give a PNG with white where the photo is damaged, and black elsewhere.",
        )
    return RepairRegion(path.stem, mask)


def save_repair_mask(renderer: Renderer, recipe: Recipe, path: Path, *, overwrite: bool) -> None:
    """Write what was repaired to a PNG: white where something was filled.

    Raises
    ------
    HeirloomError
        If it cannot be written.
    """
    analyses = (one for one in renderer.analyses(recipe) if isinstance(one, RepairAnalysis))
    marked = next((one.marked for one in analyses if one.marked is not None), None)
    if marked is None:
        marked = np.zeros(renderer.whole().shape[:2], np.bool_)
    save_mask(marked.astype(np.float32), path, overwrite)
