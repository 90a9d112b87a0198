"""How the user's wishes, dots and regions, reach the picture.

The network hears all wishes at once and answers for the whole picture, but left alone it does
more than was wished: one unnatural colour turns everything. Two things hold it: *anchors* (its
own automatic colours, told back to it outside the wishes), and *areas*: each wish reaches the
picture only through the area that it belongs to. What the user did not touch stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.color.guided_filter import Guided, resize
from workstation.core.colorize import suggestions
from workstation.core.colorize.hints import ColorHints, PointHint, Region
from workstation.core.masks import masks
from workstation.core.masks.masks import Features
from workstation.core.pixels import Plane, Roi
from workstation.core.recipe import name_of

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

WARM = (4.0, 14.0)
"""What the warmest setting adds to a* and b*: the way from daylight to lamplight."""

# How much of the network's own play of colour inside an area is kept around the wished colour,
# and how far from it a pixel may lie, in CIELAB units.
_PLAY, _PLAY_LIMIT = 0.4, 18.0
# How much an area's colour may be raised for those of its pixels that cannot show it, in CIELAB
# units, and how many pixels are asked.
_MOST_ADDED, _SAMPLES = 45.0, 3000
# Anchors keep this far away from wishes, in pixels of the network's picture.
_CLEAR_PX = 10
# The fit of the wishes to luminance: its radius as a share of the working grid's longer side, and
# what `guided.fit` takes for grain and for a miss.
_RADIUS_SHARE, _NOISE, _TOLERANCE = 1 / 400, 0.012, 1.0
_LEAST_COVER = 0.004


Remember: TypeAlias = Callable[[str, Callable[[], Any]], Any]
"""Gives the value that a function made before under this name, or makes and keeps it."""


@dataclass(frozen=True, eq=False)
class View:
    """A photo as the program sees it without wishes; worked out once.

    Attributes
    ----------
    light
        L*, 0..100, of the working copy, (height, width).
    seen
        L*, 0..100, of the smaller copy that the network sees.
    answer
        What the network says about it.
    automatic
        Its a*b*, carried to the edges of the working copy.
    """

    light: Plane
    seen: Plane
    answer: Chroma
    automatic: Guided

    @cached_property
    def base(self) -> NDArray[np.float32]:
        """Automatic a* and b* of the working copy, (2, height, width)."""
        whole = Roi.whole(*self.light.shape)
        return np.stack(self.automatic.at(whole, self.light * np.float32(0.01)))

    @cached_property
    def scene(self) -> Features:
        """What selections may look at."""
        return Features(self.light, self.base, masks.kinds(self.answer.logits))


@dataclass(frozen=True)
class HintedColors:
    """The colours after the wishes, as two functions of L*/100 on the working grid.

    Attributes
    ----------
    untouched
        The automatic a*b* where nothing was wished; it fades out inside the areas.
    given
        The wished a*b*, zero outside the areas.
    """

    untouched: Guided
    given: Guided


@dataclass(frozen=True)
class _Area:
    """A wish ready to be painted: where, which colour, and how it may be varied."""

    alpha: Plane
    colour: NDArray[np.float32]
    vividness: float
    warmth: float
    play: float


def apply_hints(
    view: View, wishes: ColorHints, colorize: Callable[..., Chroma], remember: Remember
) -> HintedColors:
    """Turn wishes into colours.

    Parameters
    ----------
    view
        The photo and its automatic colours.
    wishes
        Of the user.
    colorize
        Asks the network about a lightness plane, with hints.
    remember
        Keeps areas, so that moving one wish does not find all others again.
    """
    light, seen, answer = view.light, view.seen, view.answer
    dots = [
        (dot, remember(f"area {name_of(dot)}", partial(_dot_area, dot, view)))
        for dot in wishes.dots
    ]
    regions = [
        (
            region,
            remember(
                f"area {name_of(region.mask)}", partial(masks.selected, region.mask, view.scene)
            ),
        )
        for region in wishes.regions
        if region.on
    ]
    colours = [_colour_of(region, alpha, light, answer) for region, alpha in regions]
    hints = _hints(seen, answer, dots, regions, colours)
    told = colorize(seen, hints) if hints is not None else answer
    box = _box([alpha for _, alpha in (*dots, *regions)])
    if box is None:
        nothing = Guided(np.zeros_like(view.base), np.zeros_like(view.base))
        return HintedColors(view.automatic, nothing)
    # Only the play of colour inside the areas is taken from this answer, so its edges may be soft.
    heard = np.stack([resize(told.ab[..., i], light.shape)[box] for i in (0, 1)])
    areas = _dot_areas([(dot, alpha[box]) for dot, alpha in dots])
    areas += [
        _region_area(region, alpha[box], colour)
        for (region, alpha), colour in zip(regions, colours, strict=True)
    ]
    given, cover = _paint(areas, heard, light[box])
    return _fit(view, box, given, cover)


def _box(alphas: list[Plane]) -> tuple[slice, slice] | None:
    """The rows and columns that the areas cover, with the room that their fit needs."""
    touched = np.zeros(alphas[0].shape, np.uint8)
    for alpha in alphas:
        touched |= alpha > _LEAST_COVER
    if not touched.any():
        return None
    left, top, width, height = cv2.boundingRect(touched)
    margin = 2 * _reach(touched.shape)
    return (
        slice(max(0, top - margin), top + height + margin),
        slice(max(0, left - margin), left + width + margin),
    )


def _radius(shape: tuple[int, ...]) -> int:
    return max(1, round(max(shape) * _RADIUS_SHARE))


def _reach(shape: tuple[int, ...]) -> int:
    """How far the fit of the wishes carries: twice its radius, and the pixel itself."""
    return 2 * _radius(shape) + 1


def _dot_area(dot: PointHint, view: View) -> Plane:
    area = masks.like_place(view.scene, dot.row, dot.column, 0.5, contiguous=not dot.spread)
    return np.maximum(area, _disc(dot, view.light.shape))


def _disc(dot: PointHint, shape: tuple[int, ...]) -> Plane:
    radius = max(1.0, dot.radius * max(shape))
    rows = np.arange(shape[0], dtype=np.float32)[:, None] + np.float32(0.5 - dot.row * shape[0])
    columns = np.arange(shape[1], dtype=np.float32)[None] + np.float32(0.5 - dot.column * shape[1])
    disc: Plane = np.clip(np.float32(radius + 0.5) - np.hypot(rows, columns), 0, 1)
    return disc


def _hints(
    seen: Plane,
    answer: Chroma,
    dots: list[tuple[PointHint, Plane]],
    regions: list[tuple[Region, Plane]],
    colours: list[tuple[float, float]],
) -> NDArray[np.float32] | None:
    """What the network is told: anchors first, then regions, then dots; None if nothing."""
    hints = np.zeros((*seen.shape, 3), np.float32)
    automatic = np.stack([resize(answer.ab[..., i], seen.shape) for i in (0, 1)], -1)
    wished = np.zeros(seen.shape, np.float32)
    for _, alpha in (*dots, *regions):
        wished = np.maximum(wished, resize(alpha, seen.shape))
    side = 2 * _CLEAR_PX + 1
    clear = cv2.dilate((wished > 0.2).astype(np.uint8), np.ones((side, side), np.uint8)) == 0
    anchors = suggestions.grid_patches(seen.shape) & clear
    hints[anchors] = np.concatenate([automatic[anchors], np.ones((anchors.sum(), 1))], -1)
    told = False
    for (region, alpha), colour in zip(regions, colours, strict=True):
        inside = resize(alpha, seen.shape) > 0.6
        if region.does != "grey" and inside.any():
            hints[inside] = (*colour, 1)
            told = True
    for dot, _ in dots:
        hints[_disc(dot, seen.shape) > 0.5] = (dot.a, dot.b, 1)
        told = True
    return hints if told else None


def _colour_of(region: Region, alpha: Plane, light: Plane, answer: Chroma) -> tuple[float, float]:
    if region.does == "grey":
        return 0.0, 0.0
    if region.does == "colour":
        return region.a, region.b
    found = suggestions.suggest_in(answer, light, alpha)
    if not found:
        return 0.0, 0.0
    chosen = found[region.proposal % len(found)]
    return chosen.a, chosen.b


def _region_area(region: Region, alpha: Plane, chosen: tuple[float, float]) -> _Area:
    colour = np.array(chosen, np.float32)
    play = 0.0 if region.does == "grey" else _PLAY
    strong = alpha * np.float32(region.strength)
    return _Area(strong, colour, region.vividness, region.warmth, play)


def _dot_areas(dots: list[tuple[PointHint, Plane]]) -> list[_Area]:
    """One area a dot; where several claim a pixel, they share it by how much each claims."""
    if not dots:
        return []
    claims = np.stack([alpha for _, alpha in dots])
    # Sharpened, so that a dot on the thing itself beats one on a thing that is merely alike.
    shares = claims**4
    shares /= np.maximum(shares.sum(axis=0), np.float32(1e-9))
    cover = claims.max(axis=0)
    areas = []
    # Painted one over the other: the last one's alpha is its share, the earlier ones' are what
    # makes the final mixture come out right.
    for index in range(len(dots)):
        share = shares[index] * cover
        rest = np.maximum(cover - shares[: index + 1].sum(axis=0) * cover, 0)
        alpha = np.divide(share, np.maximum(1 - rest, np.float32(1e-6)))
        dot = dots[index][0]
        colour = np.array((dot.a, dot.b), np.float32)
        areas.append(_Area(np.clip(alpha, 0, 1), colour, 1.0, 0.0, _PLAY))
    return areas


def _paint(
    areas: list[_Area], heard: NDArray[np.float32], light: Plane
) -> tuple[NDArray[np.float32], Plane]:
    """Lay the areas over one another; returns their colours times their cover, and the cover."""
    given = np.zeros_like(heard)
    cover = np.zeros_like(heard[0])
    for area in areas:
        total = float(area.alpha.sum())
        if total < 1e-3:
            continue
        mean = (heard * area.alpha).sum(axis=(1, 2)) / np.float32(total)
        play = heard - mean[:, None, None]
        size = np.hypot(play[0], play[1])
        play *= np.float32(area.play) * np.minimum(1, _PLAY_LIMIT / np.maximum(size, 1e-6))
        # Clipping the play moves its mean; the wished colour is the mean.
        play -= ((play * area.alpha).sum(axis=(1, 2)) / np.float32(total))[:, None, None]
        warm = area.warmth * np.array(WARM, np.float32)
        aim = area.colour * np.float32(area.vividness) + warm
        wished = aim[:, None, None] + play * np.float32(area.vividness)
        wished += _lost_in_gamut(light, wished, area.alpha, aim)[:, None, None]
        given = given * (1 - area.alpha) + wished * area.alpha
        cover = cover * (1 - area.alpha) + area.alpha
    return given, cover


def _lost_in_gamut(
    light: Plane, wished: NDArray[np.float32], alpha: Plane, aim: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What to add so that an area's mean is the aim although some of its pixels cannot show it.

    Highlights and deep shadows hold little chroma; the tones between make up for them.
    """
    inside = np.flatnonzero(alpha.ravel() > 0.5)
    if not len(inside):
        return np.zeros(2, np.float32)
    some = inside[:: max(1, len(inside) // _SAMPLES)]
    tones = light.ravel()[some][None]
    colours = wished.reshape(2, -1)[:, some].T[None]
    more = np.zeros(2, np.float32)
    for _ in range(8):
        reached = to_lab(from_lab(tones, colours + more))[1].mean(axis=(0, 1))
        more += aim - reached
        size = float(np.hypot(*more))
        more *= min(1.0, _MOST_ADDED / max(size, 1e-6))
    return more


def _fit(
    view: View, box: tuple[slice, slice], given: NDArray[np.float32], cover: Plane
) -> HintedColors:
    """Carry the painted colours to the edges; far from the areas nothing changes at all."""
    light, automatic = view.light, view.automatic
    slope, offset = automatic.slope.copy(), automatic.offset.copy()
    added = Guided(np.zeros_like(slope), np.zeros_like(offset))
    maps = np.concatenate([given, view.base[:, *box] * (1 - cover)])
    apply_hints = light[box] * np.float32(0.01)
    fitted = guided_filter.fit(maps, apply_hints, _radius(light.shape), _NOISE, None, _TOLERANCE)
    touched = (cover > _LEAST_COVER).astype(np.uint8)
    if touched.all():
        away = np.zeros_like(cover)  # without a point outside, OpenCV knows no distance
    else:
        away = np.asarray(cv2.distanceTransform(1 - touched, cv2.DIST_L2, 5), np.float32)
    # Beyond the reach of the fit the untouched colours are what they were.
    near = np.clip(_reach(light.shape) - away, 0, 1).astype(np.float32)
    for whole, part in ((slope, fitted.slope), (offset, fitted.offset)):
        whole[:, *box] += near * (part[2:] - whole[:, *box])
    added.slope[:, *box] = fitted.slope[:2] * near
    added.offset[:, *box] = fitted.offset[:2] * near
    return HintedColors(Guided(slope, offset), added)
