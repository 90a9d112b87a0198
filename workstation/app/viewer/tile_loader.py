"""Tiles for the canvas: what is seen first comes first, and only what is seen is rendered.

A *rendition* is a photo by a recipe. When another one is wanted, a first pass renders what is in
the window, at the finest level that can be had at once; then it takes the place of the old one, and
the details follow tile by tile from the middle. While a slider is dragged the pass that runs is let
finish and only the newest request waits, so that the picture follows the hand on slow machines too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from workstation.app.viewer.reuse import unchanged
from workstation.app.viewer.tile_images import ImageCache, to_image, where_of
from workstation.app.viewer.viewport import Tile, Viewport, top_level
from workstation.core.errors import HeirloomError
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.app.jobs import Job, Lane
    from workstation.core.frame import Frame
    from workstation.core.io.export import Report
    from workstation.core.recipe import Analysis, Recipe
    from workstation.core.render import Renderer

CACHE_BYTES = 256 << 20
_FIRST_PASS_S = 0.08
# Where most of the window stays, the rest may be coarse for a moment: it is small.
_CHANGED_S = 0.04
_RENDITIONS_KEPT = 256


@dataclass(frozen=True)
class Rendition:
    """A photo by a recipe; equal ones are drawn from the same tiles."""

    renderer: Renderer
    recipe: Recipe

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the picture at full resolution."""
        return self.renderer.size(self.recipe)

    @property
    def frame(self) -> Frame:
        """Where its pixels lie in the photo."""
        return self.renderer.frame(self.recipe)


@dataclass(frozen=True)
class Facts:
    """What became known while a rendition was rendered for the first time."""

    analyses: tuple[Analysis, ...]
    report: Report


@dataclass(frozen=True)
class _Shown:
    """What is drawn now, for a pass that may take tiles over from it."""

    rendition: Rendition
    analyses: tuple[Analysis, ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class _Pass:
    """The running first pass, or the running detail tile.

    Attributes
    ----------
    fine
        All that is in the window, as fine as the screen is.
    before
        What a first pass may take tiles over from.
    """

    rendition: Rendition
    tiles: tuple[Tile, ...]
    first: bool
    fine: tuple[Tile, ...] = ()
    before: _Shown | None = None


@dataclass(frozen=True)
class _Made:
    """What a pass has rendered, and which tiles look as before."""

    images: dict[Tile, QImage]
    kept: tuple[Tile, ...] = ()
    facts: Facts | None = None
    tile_s: float | None = None


def render_tiles(
    rendition: Rendition, tiles: tuple[Tile, ...], progress: Progress
) -> dict[Tile, QImage]:
    """Render some tiles of a rendition; runs on the lane's thread."""
    images = {}
    for i, tile in enumerate(tiles):
        progress.report(i / len(tiles))
        where = where_of(tile, *rendition.size)
        images[tile] = to_image(
            rendition.renderer.tile(rendition.recipe, where, tile.level, progress)
        )
    return images


def _kept(what: _Pass, analyses: tuple[Analysis, ...]) -> tuple[Tile, ...]:
    """The tiles that look as they did; runs on the lane's thread."""
    old, rendition = what.before, what.rendition
    if old is None or old.rendition.frame != rendition.frame:
        return ()
    return tuple(
        tile
        for tile in old.tiles
        if unchanged(
            old.rendition.recipe,
            old.analyses,
            rendition.recipe,
            analyses,
            rendition.renderer.seen(rendition.recipe, where_of(tile, *rendition.size), tile.level),
        )
    )


class TileLoader(QObject):
    """Keeps the tiles that the canvas draws, and has missing ones rendered.

    Parameters
    ----------
    lane
        Where tiles are rendered: the newest request wins.
    failed
        Called with a rendition that cannot be rendered, and why.
    """

    tiles_ready = Signal()
    rendition_changed = Signal()

    def __init__(
        self,
        lane: Lane,
        failed: Callable[[Rendition, HeirloomError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._tell = failed
        self._images = ImageCache(CACHE_BYTES)
        self._numbers: OrderedDict[Rendition, int] = OrderedDict()
        self._facts: dict[int, Facts] = {}
        self._last_number = 0
        self._view: Viewport | None = None
        self._wanted: Rendition | None = None
        self._before: Rendition | None = None
        self._before_first = False
        self._refused: set[int] = set()
        self._dropped: list[Renderer] = []
        self._job: Job[Any] | None = None
        self._pass: _Pass | None = None
        self._tile_s = 0.03
        self.shown: Rendition | None = None

    def aim(
        self,
        view: Viewport | None,
        wanted: Rendition | None,
        before: Rendition | None = None,
        *,
        before_first: bool = False,
    ) -> None:
        """Say what the canvas is to show: a rendition, and the one to compare it with."""
        other_photo = (
            wanted is None or self._wanted is None or wanted.renderer is not self._wanted.renderer
        )
        if other_photo:
            self._give_up()
        self._view, self._wanted, self._before = view, wanted, before
        self._before_first = before_first
        if wanted is None and self.shown is not None:
            self.shown = None
            self._sweep()
            self.rendition_changed.emit()
        self._proceed()

    def image(self, rendition: Rendition, tile: Tile) -> QImage | None:
        """A tile's image with its margin, if it is there."""
        return self._images.get((self._number(rendition), tile))

    def facts(self, rendition: Rendition) -> Facts | None:
        """What is known about a rendition; None before its first pass."""
        return self._facts.get(self._number(rendition))

    def forget(self, renderer: Renderer) -> None:
        """Give up all renditions of a renderer: its photo was closed, or another device runs."""
        self._dropped.append(renderer)
        if self._wanted is not None and self._wanted.renderer is renderer:
            self._give_up()
            self._wanted = self._before = None
        self._sweep()

    def _sweep(self) -> None:
        """Let go of dropped renderers, but for what is still drawn until something new is there."""
        drawn = None if self.shown is None else self.shown.renderer
        gone = [renderer for renderer in self._dropped if renderer is not drawn]
        self._dropped = [renderer for renderer in self._dropped if renderer is drawn]
        renditions = [rendition for rendition in self._numbers if rendition.renderer in gone]
        numbers = {self._numbers.pop(rendition) for rendition in renditions}
        for number in numbers:
            self._facts.pop(number, None)
            self._refused.discard(number)
        self._images.keep(lambda key: key[0] not in numbers)

    @property
    def busy(self) -> bool:
        """Whether something that is wanted is still missing."""
        return self._job is not None and not self._job.cancelled

    @property
    def pending(self) -> bool:
        """Whether the wanted rendition is not the one that is shown."""
        return self._wanted != self.shown

    def _number(self, rendition: Rendition) -> int:
        number = self._numbers.get(rendition)
        if number is None:
            self._last_number += 1
            number = self._numbers[rendition] = self._last_number
            while len(self._numbers) > _RENDITIONS_KEPT:
                self._facts.pop(self._numbers.popitem(last=False)[1], None)
        self._numbers.move_to_end(rendition)
        return number

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._pass = None

    def _proceed(self) -> None:
        if self._job is not None and self._job.cancelled:
            self._job = self._pass = None
        if self._view is None or self._wanted is None:
            return
        if self._wanted != self.shown:
            self._change_rendition(self._view, self._wanted)
        else:
            self._fill_in()

    def _change_rendition(self, view: Viewport, wanted: Rendition) -> None:
        number = self._number(wanted)
        if number in self._refused or (self._pass is not None and self._pass.first):
            return
        tiles = self._first_tiles(view, wanted)
        if number in self._facts and all((number, tile) in self._images for tile in tiles):
            self._show(wanted)
            return
        fine = tuple(view.tiles(view.level))
        self._start(_Pass(wanted, tiles, True, fine, self._before_change(wanted, fine)))

    def _before_change(self, wanted: Rendition, fine: tuple[Tile, ...]) -> _Shown | None:
        shown = self.shown
        facts = None if shown is None else self._facts.get(self._number(shown))
        if shown is None or facts is None or shown.renderer is not wanted.renderer:
            return None
        if shown.frame != wanted.frame:
            return None
        number = self._number(shown)
        there = tuple(tile for tile in fine if (number, tile) in self._images)
        return _Shown(shown, facts.analyses, there)

    def _first_tiles(self, view: Viewport, wanted: Rendition) -> tuple[Tile, ...]:
        """What is in the window, at the finest level that takes no more than a moment."""
        same_photo = self.shown is not None and self.shown.renderer is wanted.renderer
        highest = top_level(*wanted.size)
        level = view.level if same_photo else highest
        while level < highest and len(view.tiles(level)) * self._tile_s > _FIRST_PASS_S:
            level += 1
        return tuple(view.tiles(level)) or (Tile(highest, 0, 0),)

    def _fill_in(self) -> None:
        if self._pass is not None and self._pass.first:
            return
        missing = next(self._missing(), None)
        if missing is None:
            self._give_up()
            return
        if self._pass is not None and any(
            (self._pass.rendition, tile) in self._missing() for tile in self._pass.tiles
        ):
            return
        self._start(_Pass(missing[0], (missing[1],), False))

    def _missing(self) -> Iterator[tuple[Rendition, Tile]]:
        assert self._view is not None
        renditions = [self.shown, self._before]
        if self._before_first:
            renditions.reverse()
        for rendition in renditions:
            if rendition is None or self._number(rendition) in self._refused:
                continue
            number = self._number(rendition)
            top = Tile(self._view.top_level, 0, 0)
            for tile in (top, *self._view.tiles(self._view.level)):
                if (number, tile) not in self._images:
                    yield rendition, tile

    def _start(self, what: _Pass) -> None:
        tile_s = self._tile_s

        def work(progress: Progress) -> _Made:
            tiles = what.tiles
            kept: tuple[Tile, ...] = ()
            facts = None
            if what.first:
                analyses = what.rendition.renderer.analyses(what.rendition.recipe, progress)
                facts = Facts(analyses, what.rendition.renderer.report(what.rendition.recipe))
                kept = _kept(what, analyses)
                changed = tuple(tile for tile in what.fine if tile not in kept)
                if kept and len(changed) * tile_s <= _CHANGED_S:
                    tiles = changed
            started = perf_counter()
            images = render_tiles(what.rendition, tiles, progress)
            spent = (perf_counter() - started) / len(tiles) if tiles else None
            return _Made(images, kept, facts, spent)

        restoring = QCoreApplication.translate("TileFeed", "Restoring")
        self._pass = what
        self._job = self._lane.start(
            work,
            done=lambda made: self._on_done(what, made),
            failed=lambda error: self._on_failed(what, error),
            title=restoring if what.first and what.rendition.recipe.steps else "",
        )

    def _on_done(self, what: _Pass, made: _Made) -> None:
        self._job = self._pass = None
        if made.tile_s is not None:
            # Fast tiles tell how fast the machine is; slow ones may have waited for something else.
            self._tile_s = min(made.tile_s, self._tile_s * 0.9 + made.tile_s * 0.1)
        number = self._number(what.rendition)
        if what.before is not None:
            before = self._number(what.before.rendition)
            for tile in made.kept:
                image = self._images.get((before, tile))
                if image is not None:
                    self._images.put((number, tile), image)
        for tile, image in made.images.items():
            self._images.put((number, tile), image)
        if made.facts is not None:
            self._facts[number] = made.facts
        wanted = self._wanted
        if what.first and wanted is not None and wanted.renderer is what.rendition.renderer:
            self._show(what.rendition)
        else:
            self.tiles_ready.emit()
            self._proceed()

    def _show(self, rendition: Rendition) -> None:
        self.shown = rendition
        self._sweep()
        self.rendition_changed.emit()
        self._proceed()

    def _on_failed(self, what: _Pass, error: HeirloomError) -> None:
        self._job = self._pass = None
        self._refused.add(self._number(what.rendition))
        self._tell(what.rendition, error)
        self._proceed()
