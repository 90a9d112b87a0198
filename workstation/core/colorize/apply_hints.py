"""How the user's hints, dots and regions, reach the picture.

The network is given all hints at once and answers for the whole picture, but left alone it does
more than was asked: one unnatural colour turns everything. Two things hold it: *anchors* (its own
automatic colours, given back to it outside the hints), and *areas*: each hint reaches the picture
only through the area that it belongs to. What the user did not touch stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.color.automatic import AutomaticColors
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.color.guided_filter import Guided, resize
from workstation.core.colorize import suggestions
from workstation.core.colorize.hints import ColorHints, PointHint, Region
from workstation.core.masks.features import Features
from workstation.core.masks.similarity import like_place
from workstation.core.pixels import Pixels, Plane
from workstation.core.recipe import Context, name_of

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

WARM = (4.0, 14.0)
"""What the warmest setting adds to a* and b*: the way from daylight to lamplight."""

# How much of the network's own play of colour inside an area is kept around its colour,
# and how far from it a pixel may lie, in CIELAB units.
_PLAY, _PLAY_LIMIT = 0.4, 18.0
# How much an area's colour may be raised for those of its pixels that cannot show it, in CIELAB
# units, and how many pixels are asked.
_MOST_ADDED, _SAMPLES = 45.0, 3000
_REACHED = 0.05  # no eye sees less
# Anchors keep this far away from hints, in pixels of the network's picture.
_CLEAR_PX = 10
# The fit of the hints to luminance: its radius as a share of the working grid's longer side, and
# what `guided_filter.fit` takes for grain and for a miss.
_RADIUS_SHARE, _NOISE, _TOLERANCE = 1 / 400, 0.012, 1.0
_LEAST_COVER = 0.004


@dataclass(frozen=True)
class HintedColors:
    """The colours after the hints, as two functions of L*/100 on the working grid.

    Attributes
    ----------
    untouched
        The automatic a*b* where no hint is; it fades out inside the areas.
    given
        The a*b* of the hints, zero outside the areas.
    """

    untouched: Guided
    given: Guided


@dataclass(frozen=True)
class _Area:
    """A hint ready to be painted: where, which colour, and how it may be varied."""

    alpha: Plane
    colour: NDArray[np.float32]
    vividness: float
    warmth: float
    play: float


def apply_hints(
    colors: AutomaticColors,
    hints: ColorHints,
    whole: Pixels,
    context: Context,
    longest_px: int | None = None,
) -> HintedColors:
    """Turn hints into colours.

    Parameters
    ----------
    colors
        The automatic ones.
    hints
        Of the user.
    whole
        The photo as it reaches Colour.
    context
        Asks the network, and keeps areas, so that moving one hint does not find all others again.
    longest_px
        The longer side of the copy that the network sees with the hints; that of `colors` if None.
        Only the play of colour inside the areas is taken from what it says, and a hand waits.
    """
    light, seen, answer = colors.light, colors.seen, colors.answer
    if longest_px is not None:
        seen = guided_filter.shrink(seen, longest_px)
    dots = []
    for dot in hints.dots:
        find = partial(_dot_area, dot, context.features(whole))
        dots.append((dot, context.remember(f"dot {name_of(dot)}", find)))
    regions = [(region, context.area(whole, region.mask)) for region in hints.regions if region.on]
    chosen = [_colour_of(region, alpha, light, answer) for region, alpha in regions]
    given = _planes(seen, answer, dots, regions, chosen)
    hinted = context.colorizer(seen, given) if given is not None else answer
    box = _box([alpha for _, alpha in (*dots, *regions)])
    if box is None:
        nothing = Guided(np.zeros_like(colors.ab), np.zeros_like(colors.ab))
        return HintedColors(colors.carried, nothing)
    # Only the play of colour inside the areas is taken from this answer, so its edges may be soft.
    ab = np.stack([resize(hinted.ab[..., i], light.shape)[box] for i in (0, 1)])
    areas = _dot_areas([(dot, alpha[box]) for dot, alpha in dots])
    areas += [
        _region_area(region, alpha[box], colour)
        for (region, alpha), colour in zip(regions, chosen, strict=True)
    ]
    painted, cover = _paint(areas, ab, light[box])
    return _fit(colors, box, painted, cover)


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
    """How far the fit of the hints carries: twice its radius, and the pixel itself."""
    return 2 * _radius(shape) + 1


def _dot_area(dot: PointHint, features: Features) -> Plane:
    area = like_place(features, dot.row, dot.column, 0.5, contiguous=not dot.spread)
    return np.maximum(area, _disc(dot, features.lightness.shape))


def _disc(dot: PointHint, shape: tuple[int, ...]) -> Plane:
    radius = max(1.0, dot.radius * max(shape))
    rows = np.arange(shape[0], dtype=np.float32)[:, None] + np.float32(0.5 - dot.row * shape[0])
    columns = np.arange(shape[1], dtype=np.float32)[None] + np.float32(0.5 - dot.column * shape[1])
    disc: Plane = np.clip(np.float32(radius + 0.5) - np.hypot(rows, columns), 0, 1)
    return disc


def _planes(
    seen: Plane,
    answer: Chroma,
    dots: list[tuple[PointHint, Plane]],
    regions: list[tuple[Region, Plane]],
    chosen: list[tuple[float, float]],
) -> NDArray[np.float32] | None:
    """The hints as planes of a*, b* and where: anchors first, then regions, then dots, or None."""
    planes = np.zeros((*seen.shape, 3), np.float32)
    automatic = np.stack([resize(answer.ab[..., i], seen.shape) for i in (0, 1)], -1)
    near = np.zeros(seen.shape, np.float32)
    for _, alpha in (*dots, *regions):
        near = np.maximum(near, resize(alpha, seen.shape))
    side = 2 * _CLEAR_PX + 1
    clear = cv2.dilate((near > 0.2).astype(np.uint8), np.ones((side, side), np.uint8)) == 0
    anchors = suggestions.grid_patches(seen.shape) & clear
    planes[anchors] = np.concatenate([automatic[anchors], np.ones((anchors.sum(), 1))], -1)
    any_given = False
    for (region, alpha), colour in zip(regions, chosen, strict=True):
        inside = resize(alpha, seen.shape) > 0.6
        if region.does != "grey" and inside.any():
            planes[inside] = (*colour, 1)
            any_given = True
    for dot, _ in dots:
        planes[_disc(dot, seen.shape) > 0.5] = (dot.a, dot.b, 1)
        any_given = True
    return planes if any_given else None


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
    areas: list[_Area], ab: NDArray[np.float32], light: Plane
) -> tuple[NDArray[np.float32], Plane]:
    """Lay the areas over one another; returns their colours times their cover, and the cover."""
    given = np.zeros_like(ab)
    cover = np.zeros_like(ab[0])
    for area in areas:
        total = float(area.alpha.sum())
        if total < 1e-3:
            continue
        mean = (ab * area.alpha).sum(axis=(1, 2)) / np.float32(total)
        play = ab - mean[:, None, None]
        size = np.hypot(play[0], play[1])
        play *= np.float32(area.play) * np.minimum(1, _PLAY_LIMIT / np.maximum(size, 1e-6))
        # Clipping the play moves its mean; the region's own colour is the mean.
        play -= ((play * area.alpha).sum(axis=(1, 2)) / np.float32(total))[:, None, None]
        warm = area.warmth * np.array(WARM, np.float32)
        aim = area.colour * np.float32(area.vividness) + warm
        aimed = aim[:, None, None] + play * np.float32(area.vividness)
        aimed += _lost_in_gamut(light, aimed, area.alpha, aim)[:, None, None]
        given = given * (1 - area.alpha) + aimed * area.alpha
        cover = cover * (1 - area.alpha) + area.alpha
    return given, cover


def _lost_in_gamut(
    light: Plane, aimed: NDArray[np.float32], alpha: Plane, aim: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What to add so that an area's mean is the aim although some of its pixels cannot show it.

    Highlights and deep shadows hold little chroma; the tones between make up for them.
    """
    inside = np.flatnonzero(alpha.ravel() > 0.5)
    if not len(inside):
        return np.zeros(2, np.float32)
    some = inside[:: max(1, len(inside) // _SAMPLES)]
    tones = light.ravel()[some][None]
    colours = aimed.reshape(2, -1)[:, some].T[None]
    more = np.zeros(2, np.float32)
    for _ in range(8):
        reached = to_lab(from_lab(tones, colours + more))[1].mean(axis=(0, 1))
        more += aim - reached
        size = float(np.hypot(*more))
        more *= min(1.0, _MOST_ADDED / max(size, 1e-6))
        if float(np.hypot(*(aim - reached))) < _REACHED:
            break
    return more


def _fit(
    colors: AutomaticColors, box: tuple[slice, slice], given: NDArray[np.float32], cover: Plane
) -> HintedColors:
    """Carry the painted colours to the edges; far from the areas nothing changes at all."""
    light, automatic = colors.light, colors.carried
    slope, offset = automatic.slope.copy(), automatic.offset.copy()
    added = Guided(np.zeros_like(slope), np.zeros_like(offset))
    maps = np.concatenate([given, colors.ab[:, *box] * (1 - cover)])
    guide = light[box] * np.float32(0.01)
    fitted = guided_filter.fit(maps, guide, _radius(light.shape), _NOISE, None, _TOLERANCE)
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
