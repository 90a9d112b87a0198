"""What fading did to the tones of a photo, read from where they end, and the curve that answers it.

A print that fades does two things: its shadows grow light, as image is lost or haze lies on it,
and its paper grows dark. Photos that are not faded do the same in fog, at night or in snow, so
where the tones end does not tell alone. How they end does: under a veil the darkest tones, which
were black and nearly black, are pressed together, so the tones begin abruptly; in fog they begin
gradually.

The numbers here were fitted to 12,700 photos as they are and faded by known amounts, and are
measured on others by `python -m benchmarks.tone`. They hold for a copy of `SEEN_PX`, so they do not
depend on how large a photo was scanned, on its grain, or on scratches and dust that are small.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import cielab
from workstation.core.pixels import Pixels, Plane, grey_plane

SEEN_PX: Final = 256
"""The longer side of the copy on which the ends of the tones are read."""

# Shares of the picture: its very ends, and what lies beside them.
_END, _BESIDE = 0.001, 0.02
# A veil: the black that is raised, less what a gradual beginning explains, plus a little for dark
# paper. From `_VEILED` on a photo is taken for faded, one in colour from a little less.
_PAPER, _TOE, _SHOULDER, _VEILED, _VEILED_COLOUR = 0.2, 1.9, 0.3, 0.12, 0.105
# Whites as dark as this are taken for faded too, whatever the black is.
_WHITE, _DARKENED = 0.97, 0.31
# Between a little less and a little more than that the correction sets in, so that two scans of one
# print are not done differently.
_RAMP = (0.95, 1.05)
# Photos of toned paper are old: less is needed to take them for faded. Less yet where the bare
# paper around the picture is no lighter than its lights: that was white.
_OF_TONED, _OF_DARK_PAPER = 0.85, 0.5
# How wide a strip around the picture tells what the bare paper is like, and how much of the edge of
# a picture is left out (torn edges, lids), as shares of the longer side.
_PAPER_STRIP, _EDGE = 0.03, 0.025
# Bare paper is as light as the lights of the picture, nearly, and even.
_AS_LIGHT, _EVEN, _LIGHT_PAPER = 0.06, 0.08, 0.93
# Nine tenths of the way, to a black and a white that photos have, not to the last ones there are.
# Never further than the last two.
_SHARE, _BLACK, _ROOM = 0.9, 0.03, 0.04
# Where the lights are bare paper, as the paper around shows, they become paper on the screen, too,
# which is darker than its white: skies that were left blank would glare, and take no colour.
_ROOM_OF_PAPER: Final = 0.09
_LIGHTEST_BLACK, _DARKEST_WHITE = 0.45, 0.6
# What is darker and lighter than the points keeps its drawing, as on paper, which has a toe and a
# shoulder: how far the curve stays from black and white at the points.
_SOFT = 0.02
# A dark print whose veil is gone looks darker than it was ever seen: part of the way from its
# middle tone to the usual one, at most by this exponent.
_MIDDLE, _LIFT, _MOST_LIFT = 0.38, 0.3, 0.75
# What dye loses it loses in proportion to its density, which is a power of the light; what lies on
# the picture adds to it. Colour prints suffer both, so their curve is a mean of both.
_OF_DENSITY, _DEEPEST, _LIGHTEST_DEEP = 0.4, 0.08, 0.45


Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Ends:
    """Where the tones of a plane end, sRGB 0..1.

    Attributes
    ----------
    black, white
        The darkest and the lightest tone that count.
    toe, shoulder
        How gradually the tones begin at black and end at white: the way to what lies beside.
    middle
        The tone that half of the picture is darker than.
    """

    black: float
    white: float
    toe: float
    shoulder: float
    middle: float


@dataclass(frozen=True)
class Fading:
    """How a photo has faded.

    Attributes
    ----------
    amount
        0 for a photo that is left as it is, 1 for one that is surely faded.
    tones
        The ends of its lightness.
    channels
        The ends of red, green and blue.
    blank
        Whether the lights of the picture are as light as the dark bare paper around it.
    """

    amount: float
    tones: Ends
    channels: tuple[Ends, Ends, Ends]
    blank: bool = False

    def points(self) -> tuple[float, float]:
        """The black and the white point of the lightness that answer the fading."""
        return _points(self.tones, self.amount, _ROOM_OF_PAPER if self.blank else _ROOM)

    def gamma(self) -> float:
        """The exponent between the points that lets a dark print's middle tones be seen."""
        black, white = self.points()
        middle = min(max((self.tones.middle - black) / (white - black), 0.03), 0.97)
        wished = float((np.log(_MIDDLE) / np.log(middle)) ** (_LIFT * self.amount))
        return min(max(wished, _MOST_LIFT), 1.0)

    def softness(self) -> float:
        """How far the curve stays from black and white at the points, sRGB 0..1."""
        return _SOFT * self.amount

    def layers(self) -> tuple[Layer, Layer, Layer]:
        """What answers the fading of each of the three layers of a colour photo."""
        red, green, blue = (_layer(ends, self.amount) for ends in self.channels)
        return red, green, blue


@dataclass(frozen=True)
class Layer:
    """The curve that brings one faded layer of a colour photo back; the default is none.

    Attributes
    ----------
    black, white
        Points of the part that lay on the picture, sRGB 0..1.
    paper, power
        The tone of bare paper, sRGB 0..1, and the exponent that brings density back.
    """

    black: float = 0.0
    white: float = 1.0
    paper: float = 1.0
    power: float = 1.0

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The tones of the layer as they were, sRGB 0..1."""
        if self == Layer():
            return values
        unveiled = np.clip((values - self.black) / (self.white - self.black), 0, 1)
        light = np.minimum(cielab.linear(values) / cielab.linear(self.paper), 1) ** self.power
        dense: NDArray[np.float64] = (1 - _OF_DENSITY) * unveiled + _OF_DENSITY * cielab.encoded(
            light
        )
        return dense


def measure(pixels: Pixels, area: Mask | None = None, *, kind: str = "grey") -> Fading:
    """Tell how far a photo has faded.

    Parameters
    ----------
    pixels
        The whole photo; best a copy for analyses.
    area
        Where the picture lies, (height, width), without page, border and holes; None: everywhere.
    kind
        What the photo is: grey, toned (or tinted) or colour.
    """
    plane = grey_plane(pixels)
    small = _seen(pixels if plane is None else plane[..., None])
    inside, around = _inside(area, small.shape[:2])
    if plane is None:
        light = cielab.luma(small)
        tones = _ends(light, inside)
        red, green, blue = (_ends(small[..., i], inside) for i in range(3))
        channels = red, green, blue
    else:
        light = small[..., 0]
        tones = _ends(light, inside)
        channels = tones, tones, tones
    if kind == "colour":
        return Fading(_amount(tones, channels, kind, 1.0), tones, channels)
    blank = _blank(tones, light[around])
    needed = (1.0 if kind == "grey" else _OF_TONED) * (_OF_DARK_PAPER if blank else 1.0)
    return Fading(_amount(tones, channels, kind, needed), tones, channels, blank)


def _seen(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The copy on which tones are read: small, and without dust and grain."""
    height, width = pixels.shape[:2]
    shrink = min(1.0, SEEN_PX / max(height, width))
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    small = cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA)
    quiet = np.asarray(cv2.medianBlur(np.asarray(small, np.float32), 3), np.float32)
    return quiet.reshape(size[1], size[0], -1)


def _inside(area: Mask | None, shape: tuple[int, ...]) -> tuple[Mask, Mask]:
    """The picture without its edge, and a strip around the picture."""
    edge = max(1, round(_EDGE * max(shape)))
    everything = np.zeros(shape, bool)
    everything[edge:-edge, edge:-edge] = True
    if not everything.any():
        everything[:] = True
    if area is None or area.all():
        return everything, np.zeros(shape, bool)
    size = (shape[1], shape[0])
    share = cv2.resize(area.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    picture = np.asarray(share > 0.99, np.uint8)
    strip = 2 * max(1, round(_PAPER_STRIP * max(shape))) + 1
    near = np.asarray(cv2.dilate(picture, np.ones((strip, strip), np.uint8)))
    # The picture's own edge is neither.
    close = np.asarray(cv2.dilate(picture, np.ones((5, 5), np.uint8)))
    inner = np.asarray(cv2.erode(picture, np.ones((5, 5), np.uint8))) > 0
    # A sliver says nothing about a picture.
    return (inner if inner.mean() > 0.02 else everything), (near > 0) & (close == 0)


def _ends(plane: Plane, inside: Mask) -> Ends:
    shares = (_END, _BESIDE, 0.5, 1 - _BESIDE, 1 - _END)
    black, dark, middle, light, white = map(float, np.quantile(plane[inside], shares))
    return Ends(black, white, dark - black, white - light, middle)


def _blank(tones: Ends, around: NDArray[np.float32]) -> bool:
    """Whether lights are bare paper, and dark; `around` is the luma of the strip around."""
    if around.size < 50:
        return False
    dark, paper, light = np.quantile(around, (0.2, 0.5, 0.8))
    return bool(light - dark < _EVEN and tones.white - _AS_LIGHT < paper < _LIGHT_PAPER)


def _amount(tones: Ends, channels: tuple[Ends, ...], kind: str, needed: float) -> float:
    read = channels if kind == "colour" else (tones,)
    veil = (
        max(ends.black for ends in read)
        + _PAPER * _mean(1 - ends.white for ends in read)
        - _TOE * _mean(ends.toe for ends in read)
        - _SHOULDER * _mean(ends.shoulder for ends in read)
    )
    signs = veil / (_VEILED_COLOUR if kind == "colour" else _VEILED)
    if kind != "colour":
        signs = max(signs, (_WHITE - tones.white) / _DARKENED)
    low, high = _RAMP
    share = min(max((signs / needed - low) / (high - low), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _points(ends: Ends, amount: float, room: float = _ROOM) -> tuple[float, float]:
    share = _SHARE * amount
    black, white = min(ends.black, _LIGHTEST_BLACK), max(ends.white, _DARKEST_WHITE)
    lifted = max(black - _BLACK, 0.0) / (1 - _BLACK)
    return share * lifted, 1 - share * (1 - min(white * (1 + room), 1.0))


def _layer(ends: Ends, amount: float) -> Layer:
    if amount == 0:
        return Layer()
    share = _SHARE * amount
    black, white = _points(ends, amount)
    paper = min(max(ends.white, _DARKEST_WHITE) * (1 + _ROOM), 1.0)
    deep = min(max(ends.black, _DEEPEST), _LIGHTEST_DEEP)
    whole = np.log(cielab.linear(_DEEPEST)) / np.log(cielab.linear(deep) / cielab.linear(paper))
    bare = float(cielab.encoded(cielab.linear(paper) ** share))
    return Layer(black, white, bare, max(1 + share * (float(whole) - 1), 1.0))
