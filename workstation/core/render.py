"""From a photo and a recipe to pixels: analyse once, apply to any tile at any scale.

Nothing is ever invalidated. Every result has a key that hashes all that led to it; a changed
step has another key, and what nobody asks for any more ages out by bytes.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ml.inference.errors import ModelError
from workstation.core.cache import ByteCache
from workstation.core.diagnose.judge import judge
from workstation.core.diagnose.verdict import WORKING_PX, Verdict
from workstation.core.errors import HeirloomError
from workstation.core.frame import Frame
from workstation.core.io.decode import Strip, read_whole, strips
from workstation.core.io.export import Report
from workstation.core.io.photo import Photo
from workstation.core.io.pyramid import TileReader
from workstation.core.masks.shapes import Mask
from workstation.core.pixels import Pixels, Plane, Roi, from_grey, grey_plane, seal
from workstation.core.progress import Progress
from workstation.core.recipe import Analysis, Context, Framing, Recipe, Step, chain_key, is_framing

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma, Colorizer

# Strips of the export: as many rows as fit these bytes, within bounds.
_STRIP_BYTES, _LEAST_ROWS, _MOST_ROWS = 24 << 20, 32, 256
_BLOCK_COLUMNS = 1024
_TILE_PX = 512
_CACHE_BYTES = 256 << 20
_PHOTO_KEY = "photo"
_TILE = "tile "
_NO_PIXELS = seal(np.zeros((0, 0, 3), np.float32))
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class _Analysed:
    """The analyses of a recipe, and the key of the pixels after each of its steps."""

    analyses: tuple[Analysis, ...]
    keys: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class _Reaching:
    """The photo as it leaves some steps, at every size."""

    renderer: Renderer
    steps: tuple[Step, ...]
    analyses: tuple[Analysis, ...]

    def level_size(self, level: int) -> tuple[int, int]:
        return self.renderer.level_size(level)

    def read(self, where: Roi, level: int) -> Pixels:
        return self.renderer.read(self.steps, self.analyses, where, level)

    def copy(self, longest_px: int) -> Pixels:
        return self.renderer.copy(self.steps, self.analyses, longest_px)


class Renderer:
    """Renders one photo by any recipe; every method may be called from any thread.

    Parameters
    ----------
    photo
        The open photo.
    colorizer
        The network for colour steps.
    cache_bytes
        How much memory finished tiles and analyses may take; 256 MB if None.
    threads
        How many render the strips of an export; as many as there are processors if None.
    """

    def __init__(
        self,
        photo: Photo,
        colorizer: Colorizer,
        cache_bytes: int | None = None,
        threads: int | None = None,
    ) -> None:
        self.photo = photo
        self._colorizer = colorizer
        self._cache = ByteCache(_CACHE_BYTES if cache_bytes is None else cache_bytes)
        self._threads = threads or os.cpu_count() or 1
        self._analysing = RLock()
        self._found: Verdict | None = None

    @cached_property
    def _reader(self) -> TileReader:
        return TileReader(self.photo)

    def rest(self) -> None:
        """Give back the memory of tiles and of the photo; what was learnt about it is kept."""
        self._cache.drop(_TILE)
        if "_reader" in vars(self):
            self._reader.close()

    @property
    def decoded(self) -> bool:
        """Whether the photo is in memory, so that a tile costs no reading."""
        return "_reader" in vars(self) and self._reader.decoded

    def level_size(self, level: int) -> tuple[int, int]:
        """Height and width of the photo shrunk by two to the power of `level`."""
        return self._reader.level_size(level)

    def frame(self, recipe: Recipe) -> Frame:
        """Where the pixels of a result lie in the photo."""
        framing = self.settled(recipe).framing
        if framing is None:
            return Frame.whole(self.photo.height, self.photo.width)
        return framing.frame(self.photo.height, self.photo.width)

    def settled(self, recipe: Recipe, progress: Progress | None = None) -> Recipe:
        """The recipe with the numbers that its geometry leaves to be measured on the photo."""
        framing = recipe.framing
        if framing is None or not framing.measures:
            return recipe

        def measured() -> Framing:
            return framing.measured(self.whole(progress), self.verdict(progress=progress))

        found: Framing = self._remember(chain_key(_PHOTO_KEY, framing), "measured", measured)
        return recipe.with_step(found)

    def size(self, recipe: Recipe) -> tuple[int, int]:
        """Height and width of a result at full resolution."""
        frame = self.frame(recipe)
        return frame.height, frame.width

    def seen(self, recipe: Recipe, where: Roi, level: int) -> Roi:
        """The rectangle of the photo that a rectangle of a result is made from."""
        return self.frame(recipe).needed(where, self.level_size(level))

    def upright(self, recipe: Recipe) -> Callable[..., Chroma]:
        """What asks the network about the photo as it lies on disk, and shows it upright."""
        turns = _upright_turns(recipe)
        return partial(self._colorize_turned, turns) if turns else self.colorize

    def _colorize_turned(self, turns: int, *planes: NDArray[np.float32]) -> Chroma:
        """Turn the planes clockwise, and the answer back."""
        answer = self.colorize(*(np.rot90(plane, -turns) for plane in planes))
        ab, logits = (np.rot90(values, turns) for values in (answer.ab, answer.logits))
        return replace(answer, ab=np.ascontiguousarray(ab), logits=np.ascontiguousarray(logits))

    def colorize(self, *planes: NDArray[np.float32]) -> Chroma:
        """Ask the network; the same question is answered from the cache."""
        content = hashlib.blake2b(digest_size=16)
        for plane in planes:
            content.update(repr(plane.shape).encode())
            content.update(np.ascontiguousarray(plane).tobytes())
        key = f"network {content.hexdigest()}"
        answer: Chroma | None = self._cache.get(key)
        if answer is None:
            try:
                answer = self._colorizer.predict(*planes)
            except ModelError as error:
                raise HeirloomError(error.message, error.hint) from error
            self._cache.put(key, answer)
        return answer

    def whole(self, progress: Progress | None = None) -> Pixels:
        """The small copy of the photo that analyses see."""
        key = f"{_PHOTO_KEY} whole"
        whole: Pixels | None = self._cache.get(key)
        if whole is None:
            whole = read_whole(self.photo, WORKING_PX, progress or Progress())
            self._cache.put(key, whole)
        return whole

    def developed(self, recipe: Recipe, progress: Progress | None = None) -> Pixels:
        """The small copy of the photo that is judged: of a negative, what a recipe makes of it."""
        first, progress = recipe.developing, progress or Progress()
        if not first.steps:
            return self.whole(progress)
        with self._analysing:
            analysed = self._analyse(first, progress)
            return self._whole_after(analysed.keys[-1], first.steps, analysed.analyses, progress)

    def verdict(self, recipe: Recipe | None = None, progress: Progress | None = None) -> Verdict:
        """What the photo is: as the recipe says, or as it was found when it was opened.

        It is found once, before any step but one that makes a positive of a negative, and
        everything acts on it.
        """
        kind = None if recipe is None else recipe.kind
        first = Recipe() if recipe is None else recipe.developing
        with self._analysing:
            if first.steps:
                key = self._analyse(first, progress or Progress()).keys[-1]

                def judged() -> Verdict:
                    return judge(self.developed(first, progress))

                found: Verdict = self._remember(key, "verdict", judged)
                return found.told(kind)
            if self._found is None:
                self._found = judge(self.whole(progress))
            return self._found.told(kind)

    def analyses(self, recipe: Recipe, progress: Progress | None = None) -> tuple[Analysis, ...]:
        """What each step learnt from the whole photo."""
        return self._analysed(recipe, progress or Progress()).analyses

    def _analysed(self, recipe: Recipe, progress: Progress) -> _Analysed:
        with self._analysing:
            return self._analyse(recipe, progress)

    def _analyse(self, recipe: Recipe, progress: Progress) -> _Analysed:
        key = _key_of(recipe)
        analyses: list[Analysis] = []
        keys: list[str] = []
        seconds = 0.0
        for i, step in enumerate(recipe.steps):
            if is_framing(step):  # the values of pixels stay
                analyses.append(Analysis())
                keys.append(key)
                continue
            found_key = chain_key(key, step, step.analysed) + " analysis"
            found: tuple[Analysis, float] | None = self._cache.get(found_key)
            if found is None:
                started = time.perf_counter()
                before = progress.part(i / len(recipe.steps), 0)
                whole = self._whole_after(key, recipe.steps[:i], tuple(analyses), before)
                part = progress.part(i / len(recipe.steps), 1 / len(recipe.steps))
                source = _Reaching(self, recipe.steps[:i], tuple(analyses))
                told = Recipe() if getattr(step, "develops", False) else recipe
                analysis = step.analyse(whole, self._context(key, told, part, source))
                found = analysis, time.perf_counter() - started
                self._cache.put(found_key, found)
            key = chain_key(key, step)
            analyses.append(found[0])
            keys.append(key)
            seconds += found[1]
        return _Analysed(tuple(analyses), tuple(keys), seconds)

    def _remember(self, key: str, name: str, make: Callable[[], Any]) -> Any:
        full = hashlib.blake2b(f"{key} {name}".encode(), digest_size=16).hexdigest()
        value = self._cache.get(full)
        if value is None:
            value = make()
            self._cache.put(full, value)
        return value

    def _whole_after(
        self,
        key: str,
        steps: tuple[Step, ...],
        analyses: tuple[Analysis, ...],
        progress: Progress,
    ) -> Pixels:
        """The small copy of the photo as it leaves these steps, whose key is `key`."""

        def apply_all() -> Pixels:
            whole = self.whole(progress)
            where = self._where_of(*whole.shape[:2])
            for step, analysis in zip(steps, analyses, strict=True):
                progress.check()
                whole = step.apply(whole, where, analysis)
            return whole

        whole: Pixels = self._remember(key, "whole", apply_all)
        return whole

    def _where_of(self, height: int, width: int) -> Roi:
        scale = max(height, width) / max(self.photo.height, self.photo.width)
        return Roi.whole(height, width, scale)

    def look(
        self,
        recipe: Recipe,
        step: Step | type[Step],
        ask: Callable[[Pixels, Context], _Found],
        progress: Progress | None = None,
    ) -> _Found:
        """Look at the photo as it reaches a step, whether that is in the recipe or not.

        Parameters
        ----------
        ask
            Is given the small copy of the photo there, and what the step's analysis may use.

        Raises
        ------
        HeirloomError
            If a step before cannot do its work.
        """
        progress = progress or Progress()
        before = recipe.until(step)
        with self._analysing:
            analysed = self._analyse(before, progress)
            key = analysed.keys[-1] if analysed.keys else _key_of(recipe)
            whole = self._whole_after(key, before.steps, analysed.analyses, progress)
            source = _Reaching(self, before.steps, analysed.analyses)
            return ask(whole, self._context(key, recipe, progress, source))

    def area(
        self,
        recipe: Recipe,
        step: Step,
        mask: Mask,
        progress: Progress | None = None,
    ) -> Plane:
        """The area that a mask of a step means in the photo: 0..1, on the grid of analyses."""
        inside = getattr(step, "local_context", lambda _, context: context)

        def ask(whole: Pixels, context: Context) -> Plane:
            area: Plane = inside(whole, context).area(whole, mask)
            return area

        return self.look(recipe, step, ask, progress)

    def _context(self, key: str, recipe: Recipe, progress: Progress, source: _Reaching) -> Context:
        """What a step may use on the pixels of a key."""
        verdict = self.verdict(recipe, progress)
        remember = partial(self._remember, key)
        return Context(
            self.upright(recipe),
            progress,
            remember,
            verdict=verdict,
            source=source,
            sideways=_upright_turns(recipe) % 2 == 1,
        )

    def read(
        self, steps: tuple[Step, ...], analyses: tuple[Analysis, ...], where: Roi, level: int
    ) -> Pixels:
        """Pixels of a rectangle as they leave some steps whose analyses are known."""
        wheres = _needed(steps, where)
        pixels = self._reader.read(wheres[0], level)
        for i, step in enumerate(steps):
            pixels = _advance(step, pixels, wheres[i : i + 2], analyses[i])
        return pixels

    def copy(
        self, steps: tuple[Step, ...], analyses: tuple[Analysis, ...], longest_px: int
    ) -> Pixels:
        """All of the photo as it leaves some steps whose analyses are known."""
        pixels = read_whole(self.photo, longest_px)
        where = self._where_of(*pixels.shape[:2])
        for step, analysis in zip(steps, analyses, strict=True):
            pixels = step.apply(pixels, where, analysis)
        return pixels

    def tile(
        self, recipe: Recipe, where: Roi, level: int, progress: Progress | None = None
    ) -> Pixels:
        """Pixels of a rectangle of the result, shrunk by two to the power of `level`.

        Raises
        ------
        HeirloomError
            If the photo cannot be read, or a step cannot do its work on it.
        Cancelled
            If nobody waits any more.
        """
        progress = progress or Progress()
        frame = self.frame(recipe)
        if frame.is_whole:
            return self._tile(recipe, where, level, progress)
        there = frame.needed(where, self.level_size(level))
        return frame.pick(self._patch(recipe, there, level, progress), there, where)

    def _patch(self, recipe: Recipe, where: Roi, level: int, progress: Progress) -> Pixels:
        """A rectangle of the photo, put together from tiles that fit many rectangles.

        While a photo is straightened by hand, they come from the cache.
        """
        rows = []
        for top in range(where.top // _TILE_PX * _TILE_PX, where.top + where.height, _TILE_PX):
            row = []
            for left in range(
                where.left // _TILE_PX * _TILE_PX, where.left + where.width, _TILE_PX
            ):
                height = min(_TILE_PX, where.plane_height - top)
                width = min(_TILE_PX, where.plane_width - left)
                tile = replace(where, top=top, left=left, height=height, width=width)
                row.append(self._tile(recipe, tile, level, progress))
            rows.append(_joined(row, axis=1))
        top, left = where.top // _TILE_PX * _TILE_PX, where.left // _TILE_PX * _TILE_PX
        y, x = where.top - top, where.left - left
        return _joined(rows, axis=0)[y : y + where.height, x : x + where.width]

    def _tile(self, recipe: Recipe, where: Roi, level: int, progress: Progress) -> Pixels:
        """Pixels of a rectangle of the photo as it lies."""
        analysed = self._analysed(recipe, progress)
        wheres = _needed(recipe.steps, where)
        names = [
            f"{_TILE}{key} {at}"
            for key, at in zip((_PHOTO_KEY, *analysed.keys), wheres, strict=True)
        ]
        done = len(recipe.steps)
        pixels = self._cache.get(names[done])
        while pixels is None and done > 0:
            done -= 1
            pixels = self._cache.get(names[done])
        if pixels is None:
            pixels = self._reader.read(wheres[0], level)
            self._cache.put(names[0], pixels)
        for i in range(done, len(recipe.steps)):
            progress.check()
            pixels = _advance(recipe.steps[i], pixels, wheres[i : i + 2], analysed.analyses[i])
            self._cache.put(names[i + 1], pixels)
        result: Pixels = pixels
        return result

    def preview(self, recipe: Recipe, longest_px: int, progress: Progress | None = None) -> Pixels:
        """The whole result, its longer side at most `longest_px`."""
        progress = progress or Progress()
        analyses = self.analyses(recipe, progress)
        frame = self.frame(recipe)
        scale = min(1.0, longest_px / max(frame.height, frame.width))
        longest = max(frame.photo_height, frame.photo_width)
        pixels = read_whole(self.photo, max(1, round(longest * scale)), progress)
        there = self._where_of(*pixels.shape[:2])
        for step, analysis in zip(recipe.steps, analyses, strict=True):
            progress.check()
            pixels = step.apply(pixels, there, analysis)
        if frame.is_whole:
            return pixels
        height, width = (max(1, round(s * there.scale)) for s in (frame.height, frame.width))
        return frame.pick(pixels, there, Roi.whole(height, width, there.scale))

    def report(self, recipe: Recipe, progress: Progress | None = None) -> Report:
        """How the result is made: device, model, notes."""
        analysed = self._analysed(recipe, progress or Progress())
        found, verdict = self.verdict(recipe.of_kind(None)), self.verdict(recipe)
        notes = tuple(note for analysis in analysed.analyses for note in analysis.notes)
        device = next((one.device for one in analysed.analyses if one.device), "")
        model = f"{self._colorizer.name} {self._colorizer.sha256[:12]}" if device else ""
        coloured = any(one.coloured for one in analysed.analyses)
        return Report(
            device,
            model,
            analysed.seconds,
            notes,
            coloured,
            verdict.kind,
            found.kind,
            verdict.doubt if coloured else None,
            max((one.repaired for one in analysed.analyses), default=0.0),
        )

    def strips(self, recipe: Recipe, progress: Progress | None = None) -> Iterator[Strip]:
        """The result at full resolution, top to bottom, in constant memory.

        They are rendered ahead, on several threads.
        """
        progress = progress or Progress()
        analyses = self.analyses(recipe, progress.part(0.0, 0.1))
        frame = self.frame(recipe)
        if not frame.is_whole:
            yield from self._framed_strips(recipe.steps, analyses, frame, progress)
            return
        halo = sum(step.halo_px(1.0) for step in recipe.steps)
        with ThreadPoolExecutor(self._threads, "render") as pool:
            ahead: deque[tuple[Strip, list[Future[Pixels]]]] = deque()
            for strip in strips(self.photo, self._strip_rows(self.photo.width), halo):
                progress.check()
                ahead.append((strip, _submit(pool, recipe.steps, analyses, strip)))
                if len(ahead) > 1:
                    yield self._collect(*ahead.popleft(), progress)
            while ahead:
                yield self._collect(*ahead.popleft(), progress)

    def _framed_strips(
        self,
        steps: tuple[Step, ...],
        analyses: tuple[Analysis, ...],
        frame: Frame,
        progress: Progress,
    ) -> Iterator[Strip]:
        """The strips of a photo that is turned or cut, from any of its places."""
        self._reader.prepare(progress.part(0.1, 0.1))
        progress = progress.part(0.2, 0.8)
        size, plane = (frame.height, frame.width), self.level_size(0)

        def made(block: Roi) -> Pixels:
            there = frame.needed(block, plane)
            return frame.pick(self.read(steps, analyses, there, 0), there, block)

        def alpha_of(block: Roi) -> NDArray[np.uint16] | None:
            there = frame.needed(block, plane)
            alpha = self._reader.alpha(there)
            if alpha is None:
                return None
            share = frame.sample(alpha / np.float32(65535), there, block)
            return np.asarray(np.rint(share * 65535), np.uint16)

        with ThreadPoolExecutor(self._threads, "render") as pool:
            ahead: deque[tuple[Strip, list[Future[Pixels]]]] = deque()
            rows = self._strip_rows(frame.width)
            for top in range(0, frame.height, rows):
                progress.check()
                height = min(rows, frame.height - top)
                where = Roi(top, 0, height, frame.width, *size)
                blocks = [
                    Roi(top, left, height, min(_BLOCK_COLUMNS, frame.width - left), *size)
                    for left in range(0, frame.width, _BLOCK_COLUMNS)
                ]
                strip = Strip(where, where, _NO_PIXELS, alpha_of(where))
                ahead.append((strip, [pool.submit(made, block) for block in blocks]))
                if len(ahead) > 1:
                    yield self._collect(*ahead.popleft(), progress)
            while ahead:
                yield self._collect(*ahead.popleft(), progress)

    def _strip_rows(self, width: int) -> int:
        fitting = _STRIP_BYTES // (width * 3 * 4)
        return min(_MOST_ROWS, max(_LEAST_ROWS, fitting // _LEAST_ROWS * _LEAST_ROWS))

    def _collect(self, strip: Strip, blocks: list[Future[Pixels]], progress: Progress) -> Strip:
        where = strip.inner
        pixels = _joined([block.result() for block in blocks], axis=1)
        alpha = strip.alpha
        if alpha is not None:
            top = where.top - strip.where.top
            alpha = alpha[top : top + where.height]
        rows = where.top + where.height
        progress.report(0.1 + 0.9 * rows / where.plane_height, "Writing")
        return Strip(where, where, pixels, alpha)


def _key_of(recipe: Recipe) -> str:
    """The key of the photo as the first step of a recipe finds it."""
    said = "" if recipe.kind is None else f" said to be {recipe.kind}"
    turns = _upright_turns(recipe)
    return f"{_PHOTO_KEY}{said}{f' upright by {turns}' if turns else ''}"


def _upright_turns(recipe: Recipe) -> int:
    return 0 if recipe.framing is None else recipe.framing.upright_turns


def _submit(
    pool: ThreadPoolExecutor,
    steps: tuple[Step, ...],
    analyses: tuple[Analysis, ...],
    strip: Strip,
) -> list[Future[Pixels]]:
    """Hand a strip to the pool in blocks small enough for the processor's cache."""
    inner = strip.inner
    blocks = []
    for left in range(0, inner.width, _BLOCK_COLUMNS):
        width = min(_BLOCK_COLUMNS, inner.width - left)
        block = Roi(
            inner.top, left, inner.height, width, inner.plane_height, inner.plane_width, inner.scale
        )
        blocks.append(pool.submit(_block, steps, analyses, strip, block))
    return blocks


def _block(
    steps: tuple[Step, ...], analyses: tuple[Analysis, ...], strip: Strip, block: Roi
) -> Pixels:
    wheres = _needed(steps, block)
    pixels = wheres[0].cut(strip.pixels, strip.where)
    for i, step in enumerate(steps):
        pixels = _advance(step, pixels, wheres[i : i + 2], analyses[i])
    return pixels


def _needed(steps: tuple[Step, ...], where: Roi) -> list[Roi]:
    """The rectangles that reach each step so that `where` comes out of the last."""
    wheres = [where]
    for step in reversed(steps):
        wheres.append(wheres[-1].grown(step.halo_px(where.scale)))
    return wheres[::-1]


def _advance(step: Step, pixels: Pixels, wheres: list[Roi], analysis: Analysis) -> Pixels:
    before, after = wheres
    return after.cut(step.apply(pixels, before, analysis), before)


def _joined(blocks: list[Pixels], axis: int) -> Pixels:
    if len(blocks) == 1:
        return blocks[0]
    planes = [grey_plane(block) for block in blocks]
    grey = [plane for plane in planes if plane is not None]
    if len(grey) == len(blocks):
        return from_grey(np.concatenate(grey, axis=axis))
    return seal(np.concatenate(blocks, axis=axis))
