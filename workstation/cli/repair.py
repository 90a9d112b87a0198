"""What the command line says about repair: masks as files."""

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


def with_repair(recipe: Recipe, masks: Sequence[Path]) -> Recipe:
    """The recipe with damage that masks show; Repair is switched on for them.

    Parameters
    ----------
    masks
        PNG files.

    Raises
    ------
    HeirloomError
        If a mask cannot be used.
    """
    if not masks:
        return recipe
    found = recipe.step(Repair.kind)
    step = found if isinstance(found, Repair) else Repair()
    return recipe.with_step(
        replace(step, regions=(*step.regions, *(_region_of(path) for path in masks)))
    )


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
