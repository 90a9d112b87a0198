"""What the user says about colours, dots and regions, and how it reaches the picture.

The network hears all wishes at once and answers for the whole picture, but left alone it does
more than was wished: one unnatural colour turns everything. Two things hold it: *anchors* (its
own automatic colours, told back to it outside the wishes), and *areas*: each wish reaches the
picture only through the area that it belongs to. What the user did not touch stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core import guided, masks, palette
from workstation.core.errors import HeirloomError
from workstation.core.guided import Guided, resize
from workstation.core.lab import from_lab, to_lab
from workstation.core.masks import Mask, Scene
from workstation.core.pixels import Plane, Where

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

WARM = (4.0, 14.0)
"""What the warmest setting adds to a* and b*: the way from daylight to lamplight."""

# How much of the network's own play of colour inside an area is kept around the wished colour,
# and how far from it a pixel may lie, in CIELAB units.
_PLAY, _PLAY_LIMIT = 0.4, 18.0
# How much an area's colour may be raised for those of its pixels that cannot show it, in CIELAB
# units, and how many pixels are asked.
_MOST_ADDED, _SAMPLES = 25.0, 4000
# Anchors keep this far away from wishes, in pixels of the network's picture.
_CLEAR_PX = 10
# The fit of the wishes to luminance: its radius as a share of the working grid's longer side, and
# what `guided.fit` takes for grain and for a miss.
_RADIUS_SHARE, _NOISE, _TOLERANCE = 1 / 400, 0.012, 1.0


@dataclass(frozen=True)
class Dot:
    """A colour at a place.

    Attributes
    ----------
    row, column
        As fractions of the photo's height and width.
    a, b
        The colour, in CIELAB units.
    radius
        Of the dot, as a share of the photo's longer side.
    spread
        Whether similar places elsewhere take the colour too.
    """

    row: float
    column: float
    a: float
    b: float
    radius: float = 0.01
    spread: bool = False


@dataclass(frozen=True)
class Region:
    """An area with a wish of its own.

    Attributes
    ----------
    name
        In the user's words.
    mask
        The area.
    does
        Take the colour `a`, `b`; find another colour automatically; or stay grey.
    a, b
        The colour, in CIELAB units, for "colour".
    proposal
        Which of the network's other colours, from 1, for "automatic".
    strength, vividness, warmth
        As in the step Colour, for this area.
    on
        Whether it counts.
    """

    name: str
    mask: Mask
    does: Literal["colour", "automatic", "grey"] = "colour"
    a: float = 0.0
    b: float = 0.0
    proposal: int = 1
    strength: float = 1.0
    vividness: float = 1.0
    warmth: float = 0.0
    on: bool = True


@dataclass(frozen=True)
class Wishes:
    """Everything the user said about the colours of one photo; later regions cover earlier."""

    dots: tuple[Dot, ...] = ()
    regions: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dots) or any(region.on for region in self.regions)


@dataclass(frozen=True)
class Guidance:
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


def guide(
    light: Plane,
    seen: Plane,
    answer: Chroma,
    automatic: Guided,
    wishes: Wishes,
    colorize: Callable[..., Chroma],
) -> Guidance:
    """Turn wishes into colours.

    Parameters
    ----------
    light
        L*, 0..100, of the working copy.
    seen
        L*, 0..100, of the copy that the network sees.
    answer, automatic
        What the network said without wishes, and the same carried to the working copy's edges.
    wishes
        Of the user.
    colorize
        Asks the network about `seen`, with hints.
    """
    base = np.stack(automatic.at(Where.whole(*light.shape), light * np.float32(0.01)))
    scene = scene_of(light, base, answer)
    dots = [(dot, _dot_area(dot, scene)) for dot in wishes.dots]
    regions = [
        (region, masks.selected(region.mask, scene)) for region in wishes.regions if region.on
    ]
    hints = _hints(seen, answer, light, dots, regions)
    told = colorize(seen, hints) if hints is not None else answer
    passes = (max(seen.shape),)
    carried = guided.follow_edges(told.ab.transpose(2, 0, 1), light, passes)
    heard = np.stack(carried.at(Where.whole(*light.shape), light * np.float32(0.01)))
    areas = _dot_areas(dots) + [_region_area(r, alpha, light, answer) for r, alpha in regions]
    given, cover = _paint(areas, heard, light)
    return _fit(light, base, automatic, given, cover)


def scene_of(light: Plane, base: NDArray[np.float32], answer: Chroma) -> Scene:
    """What selections may look at."""
    seen = palette.features(answer)
    planes = np.stack([resize(seen[..., i], light.shape) for i in range(seen.shape[2])])
    return Scene(light, base, planes)


def _dot_area(dot: Dot, scene: Scene) -> Plane:
    area = masks.like_place(scene, dot.row, dot.column, 0.5, contiguous=not dot.spread)
    return np.maximum(area, _disc(dot, scene.lightness.shape))


def _disc(dot: Dot, shape: tuple[int, ...]) -> Plane:
    radius = max(1.0, dot.radius * max(shape))
    rows = np.arange(shape[0], dtype=np.float32)[:, None] + np.float32(0.5 - dot.row * shape[0])
    columns = np.arange(shape[1], dtype=np.float32)[None] + np.float32(0.5 - dot.column * shape[1])
    disc: Plane = np.clip(np.float32(radius + 0.5) - np.hypot(rows, columns), 0, 1)
    return disc


def _hints(
    seen: Plane,
    answer: Chroma,
    light: Plane,
    dots: list[tuple[Dot, Plane]],
    regions: list[tuple[Region, Plane]],
) -> NDArray[np.float32] | None:
    """What the network is told: anchors first, then regions, then dots; None if nothing."""
    hints = np.zeros((*seen.shape, 3), np.float32)
    automatic = np.stack([resize(answer.ab[..., i], seen.shape) for i in (0, 1)], -1)
    wished = np.zeros(seen.shape, np.float32)
    for _, alpha in (*dots, *regions):
        wished = np.maximum(wished, resize(alpha, seen.shape))
    side = 2 * _CLEAR_PX + 1
    clear = cv2.dilate((wished > 0.2).astype(np.uint8), np.ones((side, side), np.uint8)) == 0
    anchors = palette.grid_patches(seen.shape) & clear
    hints[anchors] = np.concatenate([automatic[anchors], np.ones((anchors.sum(), 1))], -1)
    told = False
    for region, alpha in regions:
        colour = _colour_of(region, alpha, light, answer)
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
    found = palette.suggest_in(answer, light, alpha)
    if not found:
        return 0.0, 0.0
    chosen = found[region.proposal % len(found)]
    return chosen.a, chosen.b


def _region_area(region: Region, alpha: Plane, light: Plane, answer: Chroma) -> _Area:
    colour = np.array(_colour_of(region, alpha, light, answer), np.float32)
    play = 0.0 if region.does == "grey" else _PLAY
    strong = alpha * np.float32(region.strength)
    return _Area(strong, colour, region.vividness, region.warmth, play)


def _dot_areas(dots: list[tuple[Dot, Plane]]) -> list[_Area]:
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
    for _ in range(4):
        reached = to_lab(from_lab(tones, colours + more))[1].mean(axis=(0, 1))
        more += aim - reached
        size = float(np.hypot(*more))
        more *= min(1.0, _MOST_ADDED / max(size, 1e-6))
    return more


def _fit(
    light: Plane,
    base: NDArray[np.float32],
    automatic: Guided,
    given: NDArray[np.float32],
    cover: Plane,
) -> Guidance:
    """Carry the painted colours to the edges; far from the areas nothing changes at all."""
    guide = light * np.float32(0.01)
    radius = max(1, round(max(light.shape) * _RADIUS_SHARE))
    fitted = guided.fit(given, guide, radius, _NOISE, None, _TOLERANCE)
    rest = guided.fit(base * (1 - cover), guide, radius, _NOISE, None, _TOLERANCE)
    touched = (cover > 0.004).astype(np.uint8)
    if touched.all():
        return Guidance(rest, fitted)
    away = cv2.distanceTransform(1 - touched, cv2.DIST_L2, 5)
    # The fit reaches twice its radius; there it gives way to the untouched colours.
    near = np.clip(2 * radius + 1 - away, 0, 1).astype(np.float32)
    return Guidance(
        Guided(
            automatic.slope + near * (rest.slope - automatic.slope),
            automatic.offset + near * (rest.offset - automatic.offset),
        ),
        fitted,
    )


def dots_to_json(dots: tuple[Dot, ...]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [dict(vars(dot)) for dot in dots]


def regions_to_json(regions: tuple[Region, ...]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [{**vars(region), "mask": masks.mask_to_json(region.mask)} for region in regions]


def _number(value: Any, low: float, high: float) -> float:
    number = float(value)
    if isinstance(value, bool) or not low <= number <= high:
        raise ValueError(value)
    return number


def dots_from_json(data: Any) -> tuple[Dot, ...]:
    """Read what `dots_to_json` wrote; `HeirloomError` if it is damaged."""
    try:
        return tuple(
            Dot(
                _number(item["row"], 0, 1),
                _number(item["column"], 0, 1),
                _number(item["a"], -128, 128),
                _number(item["b"], -128, 128),
                _number(item.get("radius", 0.01), 0, 0.5),
                bool(item.get("spread", False)),
            )
            for item in data
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HeirloomError("The recipe's colour dots are damaged.", _SET_AGAIN) from error


def regions_from_json(data: Any) -> tuple[Region, ...]:
    """Read what `regions_to_json` wrote; `HeirloomError` if it is damaged."""
    try:
        return tuple(_region_from_json(item) for item in data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HeirloomError("The recipe's regions are damaged.", _SET_AGAIN) from error


def _region_from_json(item: Any) -> Region:
    if item["does"] not in ("colour", "automatic", "grey"):
        raise ValueError(item["does"])
    return Region(
        name=str(item["name"]),
        mask=masks.mask_from_json(item["mask"]),
        does=item["does"],
        a=_number(item["a"], -128, 128),
        b=_number(item["b"], -128, 128),
        proposal=int(_number(item["proposal"], 0, 99)),
        strength=_number(item["strength"], 0, 1),
        vividness=_number(item["vividness"], 0, 2),
        warmth=_number(item["warmth"], -1, 1),
        on=bool(item["on"]),
    )


_SET_AGAIN = "Use another recipe file, or set them again."
