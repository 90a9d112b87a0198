"""Repair: cracks, scratches, dust, tears and stains, found and filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

import numpy as np

from workstation.core.color.guided_filter import resize
from workstation.core.masks.adjustments import local_adjustments
from workstation.core.masks.masks import painted
from workstation.core.masks.shapes import Mask
from workstation.core.pixels import Pixels, Plane, Roi
from workstation.core.recipe import (
    Analysis,
    Context,
    check_settings,
    name_of,
    replaced,
    setting,
    structure,
)
from workstation.core.repair import find, retouch
from workstation.core.repair.fill import Work, filled, grid_of
from workstation.core.repair.layers import Grid, Layer, Patch, repaired


@dataclass(frozen=True)
class RepairRegion:
    """Damage painted by hand: a local adjustment of the step Repair.

    Attributes
    ----------
    name
        In the user's words.
    mask
        Where the photo is damaged; what is erased from it is protected from being repaired.
    strength
        0 leaves the area as it was, 1 repairs it fully.
    on
        Whether it counts.
    """

    name: str
    mask: Mask
    strength: float = setting(1.0, 0.0, 1.0)
    on: bool = True

    def __post_init__(self) -> None:
        check_settings(self, "a region")


@dataclass(frozen=True, eq=False)
class RepairAnalysis(Analysis):
    """What was found, and what is laid over the photo.

    Attributes
    ----------
    grid
        The size at which the photo is repaired; None where nothing is.
    layer
        What is changed there.
    damage
        What was found by the program.
    marked
        All that is filled, but for strokes, on the grid of what was found; None where nothing is.
    """

    grid: Grid | None = None
    layer: Layer = field(default_factory=partial(Layer, ()))
    damage: find.Damage | None = None
    marked: find.Mask | None = None

    @property
    def patches(self) -> tuple[Patch, ...]:
        """What is changed, patch by patch."""
        return self.layer.patches


@dataclass(frozen=True)
class Repair:
    """Damage found by the program and painted by hand, filled with what lies around it.

    Attributes
    ----------
    sensitivity
        How readily a place is taken for damage: 0 finds nothing, 1 most.
    least_px
        Specks and scratches shorter than this stay, in pixels of the photo.
    thickest
        What is thicker stays, as a share of the photo's longer side.
    light, dark
        Whether damage lighter and darker than what lies around it is repaired.
    regions
        Damage painted by hand, and places that are protected.
    strokes
        Of the healing brush and the clone stamp, over all that.
    """

    sensitivity: float = setting(find.USUAL_SENSITIVITY, 0.0, 1.0)
    least_px: float = setting(0.0, 0.0, 100.0, "px")
    thickest: float = setting(0.1, 0.001, 0.5)
    light: bool = True
    dark: bool = True
    regions: tuple[RepairRegion, ...] = local_adjustments(RepairRegion)
    strokes: tuple[retouch.Retouch, ...] = structure(
        (), retouch.to_json, retouch.from_json, places=True
    )

    kind: ClassVar[str] = "repair"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 20
    analysed: ClassVar[tuple[str, ...]] = (
        *("sensitivity", "least_px", "thickest", "light", "dark", "regions", "strokes"),
    )

    def __post_init__(self) -> None:
        check_settings(self)

    def analyse(self, whole: Pixels, context: Context) -> RepairAnalysis:
        """Find the damage and fill it."""
        context.progress.check()
        found = self.found(whole, context)
        wanted = f"marked {name_of((self.wanted, self.regions))}"
        marked: Plane = context.remember(wanted, lambda: self.marked(found, whole, context))
        source = context.source_of(whole)
        grid = grid_of(source)
        work = Work(source, grid, context.remember, context.progress.part(0.3, 0.7))
        layer = filled(work, marked)
        if self.strokes:
            layer = Layer(retouch.retouched(work, self.strokes, layer.patches))
        if not layer.patches:
            return RepairAnalysis(damage=found)
        mask = marked > 0.5
        share = float(mask.mean())
        return RepairAnalysis(
            grid=grid,
            layer=layer,
            damage=found,
            marked=mask,
            repaired=share,
        )

    @property
    def wanted(self) -> find.Wanted:
        """Which damage counts."""
        return find.Wanted(self.sensitivity, self.least_px, self.thickest, self.light, self.dark)

    def found(self, whole: Pixels, context: Context) -> find.Damage:
        """The damage that the program finds in the photo as it reaches the step."""
        source = context.source_of(whole)

        def look() -> find.DamageMap:
            copy = source.copy(find.LOOKED_AT_PX)
            scale = max(copy.shape[:2]) / max(source.level_size(0))
            part = context.progress.part(0.0, 0.3)
            inside = context.verdict.picture.mask_at(*copy.shape[:2])
            return find.look(copy, scale, inside, part)

        if self.sensitivity == 0:
            shape = whole.shape[:2]
            return find.Damage(np.zeros(shape, np.bool_), np.zeros(shape, np.int32))
        seen: find.DamageMap = context.remember("damage", look)
        found: find.Damage = context.remember(
            f"found {name_of(self.wanted)}", lambda: find.marked(seen, self.wanted)
        )
        return found

    def marked(self, found: find.Damage, whole: Pixels, context: Context) -> Plane:
        """What was found, with what was painted and without what is protected, 0..1."""
        marked = found.mask.astype(np.float32)
        regions = [region for region in self.regions if region.on and region.strength > 0]
        if regions and max(marked.shape) < max(whole.shape[:2]):
            marked = np.asarray(resize(marked, whole.shape[:2]))
        for region in regions:
            mask = region.mask
            taken = tuple(replaced(shape, erase=not shape.erase) for shape in mask.shapes)
            features = context.features(whole) if mask.looks else None
            protected = painted(Mask(taken), marked.shape, features)
            plain = mask == Mask(mask.shapes, smart_edge=False) and not mask.looks
            area = painted(mask, marked.shape) if plain else context.area(whole, mask)
            marked = np.minimum(marked, 1 - protected)
            marked = np.maximum(marked, resize(area, marked.shape))
        return marked

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: what is changed was worked out once."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: RepairAnalysis) -> Pixels:
        """Lay over a tile what was repaired in it."""
        if analysis.grid is None:
            return tile
        return repaired(tile, where, analysis.grid, analysis.patches)
