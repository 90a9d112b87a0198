"""The tile feed: the newest wish wins, what is seen comes first, nothing is rendered twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from workstation.app.jobs import Lane
from workstation.app.viewer.tile_loader import Rendition, TileLoader
from workstation.app.viewer.viewport import TILE_PX, Tile, Viewport
from workstation.core.errors import HeirloomError
from workstation.core.frame import Frame
from workstation.core.io.export import Report
from workstation.core.pixels import Pixels, Roi, from_grey
from workstation.core.progress import Progress
from workstation.core.recipe import Analysis, Recipe
from workstation.core.steps import Tone


class Renderer:
    """Renders grey tiles, one step after the other, and remembers what was asked."""

    def __init__(self, height: int = 2000, width: int = 3000) -> None:
        self.photo = SimpleNamespace(height=height, width=width)
        self.asked: list[tuple[Recipe, int, int, int]] = []
        self.open = threading.Event()
        self.open.set()
        self.entered = threading.Event()
        self.fails: Recipe | None = None

    def frame(self, recipe: Recipe) -> Frame:
        del recipe
        return Frame.whole(self.photo.height, self.photo.width)

    def size(self, recipe: Recipe) -> tuple[int, int]:
        frame = self.frame(recipe)
        return frame.height, frame.width

    def seen(self, recipe: Recipe, where: Roi, level: int) -> Roi:
        del recipe, level
        return where

    def tile(self, recipe: Recipe, where: Roi, level: int, progress: Progress) -> Pixels:
        self.entered.set()
        while not self.open.wait(0.002):
            progress.check()
        progress.check()
        if recipe == self.fails:
            raise HeirloomError("This look cannot be made.", "Take another.")
        row, column = (where.top + 1) // TILE_PX, (where.left + 1) // TILE_PX
        self.asked.append((recipe, level, row, column))
        return from_grey(np.full((where.height, where.width), 0.5, np.float32))

    def analyses(self, recipe: Recipe, progress: Progress) -> tuple[Any, ...]:
        return tuple(Analysis() for _ in recipe.steps)

    def report(self, recipe: Recipe) -> Report:
        return Report("", "", 0.0, (), False)


class Setting:
    def __init__(self) -> None:
        self.told: list[HeirloomError] = []
        self.broke: list[str] = []
        self.lane = Lane(newest_wins=True, failed=self.told.append, broke=self.broke.append)
        self.tile_loader = TileLoader(self.lane, lambda _, error: self.told.append(error))
        self.renderer = Renderer()

    def rendition(self, gamma: float | None = None, renderer: Renderer | None = None) -> Rendition:
        recipe = Recipe() if gamma is None else Recipe((Tone(automatic=False, gamma=gamma),))
        return Rendition(renderer or self.renderer, recipe)  # type: ignore[arg-type]

    def done(self) -> bool:
        return not self.tile_loader.busy and not self.tile_loader.pending


@pytest.fixture
def setting() -> Iterator[Setting]:
    made = Setting()
    yield made
    made.renderer.open.set()
    made.lane.close()
    assert made.broke == []


VIEW = Viewport(2000, 3000, 600, 900).fitted()
CLOSE = VIEW.zoomed(1.0)


def test_a_look_appears_coarse_first_and_then_in_full(qtbot: QtBot, setting: Setting) -> None:
    setting.tile_loader.aim(CLOSE, setting.rendition())
    qtbot.waitUntil(setting.done)
    assert setting.renderer.asked[0][1] == VIEW.top_level
    rendered = [(level, row, column) for _, level, row, column in setting.renderer.asked]
    assert len(rendered) == len(set(rendered))
    seen = {(tile.level, tile.row, tile.column) for tile in CLOSE.tiles(0)}
    assert set(rendered[1:]) == seen


def test_details_come_from_the_middle(qtbot: QtBot, setting: Setting) -> None:
    setting.tile_loader.aim(CLOSE, setting.rendition())
    qtbot.waitUntil(setting.done)
    first = CLOSE.tiles(0)[0]
    assert setting.renderer.asked[1][1:] == (first.level, first.row, first.column)


def test_while_a_pass_runs_only_the_newest_wish_waits(qtbot: QtBot, setting: Setting) -> None:
    loader, shown = setting.tile_loader, list[Rendition | None]()
    loader.aim(VIEW, setting.rendition())
    qtbot.waitUntil(setting.done)
    loader.rendition_changed.connect(lambda: shown.append(loader.shown))
    setting.renderer.open.clear()
    setting.renderer.entered.clear()
    loader.aim(VIEW, setting.rendition(1.1))
    qtbot.waitUntil(setting.renderer.entered.is_set)
    for gamma in (1.2, 1.3, 1.4):
        loader.aim(VIEW, setting.rendition(gamma))
    setting.renderer.open.set()
    qtbot.waitUntil(setting.done)
    assert shown == [setting.rendition(1.1), setting.rendition(1.4)]
    assert {asked[0] for asked in setting.renderer.asked}.isdisjoint(
        {setting.rendition(1.2).recipe, setting.rendition(1.3).recipe}
    )


def test_another_photo_does_not_wait_for_the_one_before(qtbot: QtBot, setting: Setting) -> None:
    other = Renderer(400, 500)
    setting.renderer.open.clear()
    setting.tile_loader.aim(VIEW, setting.rendition())
    qtbot.waitUntil(setting.renderer.entered.is_set)
    small = Viewport(400, 500, 600, 900).fitted()
    setting.tile_loader.aim(small, setting.rendition(renderer=other))
    qtbot.waitUntil(setting.done)
    assert setting.tile_loader.shown == setting.rendition(renderer=other)
    assert setting.renderer.asked == []


def test_a_look_that_is_known_comes_back_without_rendering(qtbot: QtBot, setting: Setting) -> None:
    for rendition in (setting.rendition(), setting.rendition(1.5)):
        setting.tile_loader.aim(VIEW, rendition)
        qtbot.waitUntil(setting.done)
    times = len(setting.renderer.asked)
    setting.tile_loader.aim(VIEW, setting.rendition())
    assert setting.tile_loader.shown == setting.rendition()
    qtbot.waitUntil(setting.done)
    assert len(setting.renderer.asked) == times


def test_a_look_that_cannot_be_made_is_told_once_and_the_old_one_stays(
    qtbot: QtBot, setting: Setting
) -> None:
    setting.tile_loader.aim(VIEW, setting.rendition())
    qtbot.waitUntil(setting.done)
    setting.renderer.fails = setting.rendition(2.0).recipe
    setting.tile_loader.aim(VIEW, setting.rendition(2.0))
    qtbot.waitUntil(lambda: setting.told != [])
    setting.tile_loader.aim(CLOSE, setting.rendition(2.0))
    qtbot.wait(20)
    assert len(setting.told) == 1
    assert setting.tile_loader.shown == setting.rendition()


def test_the_original_is_fetched_too_so_that_comparing_is_instant(
    qtbot: QtBot, setting: Setting
) -> None:
    setting.tile_loader.aim(VIEW, setting.rendition(1.2), setting.rendition())
    qtbot.waitUntil(setting.done)
    for tile in VIEW.tiles(VIEW.level):
        assert setting.tile_loader.image(setting.rendition(), tile) is not None


def test_a_closed_photo_leaves_nothing_behind(qtbot: QtBot, setting: Setting) -> None:
    setting.tile_loader.aim(VIEW, setting.rendition())
    qtbot.waitUntil(setting.done)
    setting.tile_loader.forget(setting.renderer)  # type: ignore[arg-type]
    assert setting.tile_loader.shown is not None, "it is drawn until something else is there"
    setting.tile_loader.aim(None, None)
    assert setting.tile_loader.shown is None
    assert setting.tile_loader._numbers == {}
    assert setting.tile_loader.image(setting.rendition(), Tile(VIEW.top_level, 0, 0)) is None


def test_tiles_that_went_out_of_sight_are_not_rendered_any_more(
    qtbot: QtBot, setting: Setting
) -> None:
    setting.tile_loader.aim(VIEW, setting.rendition())
    qtbot.waitUntil(setting.done)
    setting.renderer.open.clear()
    setting.renderer.entered.clear()
    setting.tile_loader.aim(CLOSE, setting.rendition())
    qtbot.waitUntil(setting.renderer.entered.is_set)
    setting.tile_loader.aim(VIEW, setting.rendition())
    assert not setting.tile_loader.busy
    times = len(setting.renderer.asked)
    setting.renderer.open.set()
    qtbot.wait(30)
    assert len(setting.renderer.asked) <= times + 1
