"""A step that nothing knows by name has masks: in pixels, files, presets, tiles and editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QColor

import resources
from ml.inference.colorizer import Colorizer
from tests.app.drive import Driver
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.lasso import LassoTool
from workstation.app.masks.panel import MaskPanel
from workstation.app.masks.target import MaskTarget
from workstation.app.masks.tool import Hand
from workstation.app.viewer.reuse import unchanged
from workstation.app.widgets.fields import Number
from workstation.core.io.photo import open_photo
from workstation.core.masks.adjustments import local_adjustments, local_fields
from workstation.core.masks.areas import FullArea, at_full
from workstation.core.masks.masks import Lasso, Mask
from workstation.core.pixels import Pixels, Roi, seal
from workstation.core.presets import for_any_photo
from workstation.core.recipe import Analysis, Context, Recipe, check_settings, setting
from workstation.core.render import Renderer


@dataclass(frozen=True)
class Patch:
    name: str
    mask: Mask
    white: float = setting(1.0, 0.0, 1.0)
    strength: float = setting(1.0, 0.0, 1.0)
    on: bool = True

    def __post_init__(self) -> None:
        check_settings(self, "a patch")


@dataclass(frozen=True)
class BlanchAnalysis(Analysis):
    patches: tuple[_Found, ...] = ()


@dataclass(frozen=True, eq=False)
class _Found:
    area: FullArea
    white: float


@dataclass(frozen=True)
class Blanch:
    """Makes areas white."""

    everywhere: float = setting(0.0, 0.0, 1.0)
    patches: tuple[Patch, ...] = local_adjustments(Patch)

    kind: ClassVar[str] = "blanch"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 45
    analysed: ClassVar[tuple[str, ...]] = ("patches",)

    def analyse(self, whole: Pixels, context: Context) -> BlanchAnalysis:
        light = context.features(whole).lightness
        areas = [(at_full(context.area(whole, one.mask), light), one.white) for one in self.patches]
        return BlanchAnalysis(patches=tuple(_Found(*area) for area in areas))

    def halo_px(self, scale: float) -> int:
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: BlanchAnalysis) -> Pixels:
        made = tile + np.float32(self.everywhere) * (1 - tile)
        for patch in analysis.patches:
            if patch.area.reaches(where):
                guide = np.zeros((where.height, where.width), np.float32)
                alpha = patch.area.at(where, guide)[..., None] * np.float32(patch.white)
                made = made + alpha * (1 - made)
        return seal(np.ascontiguousarray(made, np.float32))


SQUARE = Lasso(((0.2, 0.2), (0.2, 0.4), (0.4, 0.4), (0.4, 0.2)))
PATCH = Patch("sky", Mask((SQUARE,), smart_edge=False), white=0.5)
TARGET = MaskTarget(
    Blanch(),
    "patches",
    title="Blanch",
    paint="Blanch a part…",
    names="Patch {0}",
    invitation="Paint over what is to be white.",
    numbers=(Number("white", "White", ""), Number("strength", "Strength", "", 100, 0, "%")),
    swatch=lambda _: QBrush(QColor("white")),
    says=lambda patch: f"{patch.white:g}",
    values={"mask": Mask(smart_edge=False)},
)


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(open_photo(resources.find("samples", "portrait.jpg")), Colorizer())


def test_its_field_is_known_by_what_it_holds() -> None:
    assert local_fields(Blanch) == {"patches": Patch}


def test_its_recipe_is_written_and_read_and_a_preset_leaves_the_places_out() -> None:
    recipe = Recipe((Blanch(0.1, (PATCH,)),))
    assert Recipe.from_json(recipe.to_json(), (Blanch,)) == recipe
    assert for_any_photo(recipe) == Recipe((Blanch(0.1),))


def test_its_areas_change_what_is_in_them_and_nothing_else(renderer: Renderer) -> None:
    where = Roi.whole(512, 512)
    plain, made = (
        renderer.tile(Recipe((step,)), where, 0) for step in (Blanch(), Blanch(patches=(PATCH,)))
    )
    assert (made[120:190, 120:190] > plain[120:190, 120:190]).all()
    rest = np.ones(plain.shape[:2], bool)
    rest[98:210, 98:210] = False
    assert np.array_equal(made[rest], plain[rest])


def test_tiles_that_its_gesture_does_not_reach_are_taken_over(renderer: Renderer) -> None:
    before, after = Recipe((Blanch(),)), Recipe((Blanch(patches=(PATCH,)),))
    known, found = renderer.analyses(before), renderer.analyses(after)
    near, far = Roi(100, 100, 64, 64, 512, 512), Roi(300, 300, 64, 64, 512, 512)
    assert unchanged(before, known, after, found, far)
    assert not unchanged(before, known, after, found, near)
    stronger = Recipe((Blanch(everywhere=0.5, patches=(PATCH,)),))
    assert not unchanged(after, found, stronger, renderer.analyses(stronger), far)


def test_the_editor_paints_for_it_and_makes_its_sliders(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    session, parent = driver.window.session, QObject(driver.window)
    editor = MaskEditor(session, (TARGET,), parent)
    for tool in (Hand(), LassoTool(editor)):
        editor.add(tool)
    panel = MaskPanel(editor, driver.window.commands, driver.window)
    before = driver.picture()
    editor.take("lasso")
    editor.paint(SQUARE, "lasso")
    driver.settle()
    assert not np.array_equal(driver.picture(), before)
    step = session.step("blanch")
    assert isinstance(step, Blanch)
    assert step.patches == (replace(PATCH, name="Patch 1", white=1.0),)
    assert driver.names == ["Open", "Patch 1: lasso"]
    assert set(panel.options["blanch"].sliders) == {"white", "strength", "grow", "feather"}
    panel.options["blanch"].sliders["white"].changed.emit(0.25, object())
    assert editor.chosen.white == 0.25
    assert driver.names[-1] == "Patch 1: White 0.25"
    driver.do("undo")
    driver.do("undo")
    driver.settle()
    assert np.array_equal(driver.picture(), before)
    panel.deleteLater()
