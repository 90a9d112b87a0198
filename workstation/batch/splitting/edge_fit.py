"""Where exactly a photo's four sides lie, found by the sharp lines that its edges draw.

A photo's edge is a line along which the colour changes within a pixel or two; a shadow's outer
boundary is soft, dust and hairs are short, and what a photo shows seldom runs straight along all
of its side. So each place along a side votes for where it sees a sharp change, and the outermost
line with most of the votes is the edge (a Hough transform over a narrow band).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.splitting.background import Background, Planes

_SLOPES_DEG: Final = 2.0
_SLOPES: Final = 33
_MOST_PLACES: Final = 360
_ENOUGH: Final = 0.5
_RIVAL: Final = 0.72
_SHADOW_MM: Final = 3.5


@dataclass(frozen=True)
class Box:
    """A turned rectangle, in pixels: its centre, its size, its turn clockwise."""

    x: float
    y: float
    width: float
    height: float
    angle_deg: float

    @property
    def area(self) -> float:
        """In square pixels."""
        return self.width * self.height

    def corners(self, grown: float = 0.0) -> NDArray[np.float32]:
        """The four corners, (4, 2), x before y; with the sides moved out by some pixels."""
        size = (max(self.width + 2 * grown, 1.0), max(self.height + 2 * grown, 1.0))
        return np.asarray(cv2.boxPoints(((self.x, self.y), size, self.angle_deg)), np.float32)

    def upright(self) -> Box:
        """The same rectangle with its turn in -45..45 degrees."""
        turn = (self.angle_deg + 45) % 180 - 45
        if turn >= 45:
            return Box(self.x, self.y, self.height, self.width, turn - 90)
        return replace(self, angle_deg=turn)

    def axes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The directions of its width and of its height."""
        turn = np.deg2rad(self.angle_deg)
        cos, sin = float(np.cos(turn)), float(np.sin(turn))
        return np.array([cos, sin]), np.array([-sin, cos])


@dataclass(frozen=True)
class FittedBox:
    """A box after its sides have been looked for.

    Attributes
    ----------
    box
        Where it is now.
    support
        For top, right, bottom and left: the share of the side along which there is an edge.
    outside
        For each side: the share along which the lid shows again, within some millimetres.
    cut
        For each side: whether it runs along the end of the scan.
    """

    box: Box
    support: tuple[float, ...]
    outside: tuple[float, ...]
    cut: tuple[bool, ...]

    @property
    def quality(self) -> float:
        """How surely this is a whole photo, 0..1."""
        edges = 0.5 * min(self.support) + 0.5 * sum(self.support) / 4
        return edges * (0.6 + 0.4 * sum(self.outside) / 4)


@dataclass(frozen=True)
class _Line:
    offset: float
    slope: float
    support: float
    outside: float
    cut: bool
    length: float


@dataclass(frozen=True)
class ScanImage:
    """The scan as it is measured.

    Attributes
    ----------
    values
        Lightness and opponent colours.
    background
        What is behind the photos.
    noise
        Of the differences between neighbouring pixels.
    px_per_mm
        The scale.
    """

    values: Planes
    background: Background
    noise: float
    px_per_mm: float


def scan_image(values: Planes, background: Background, px_per_mm: float) -> ScanImage:
    """Measure the noise, on the lid alone."""
    step = np.abs(np.diff(values[:, :, 0], axis=1))
    flat = background.distance[:, 1:] < background.least
    noise = float(np.median(step[flat])) * 1.05 if flat.any() else 1.0
    return ScanImage(values, background, noise, px_per_mm)


def fit_sides(
    scan: ScanImage, box: Box, forbidden: NDArray[np.bool_] | None = None, reach_mm: float = 2.2
) -> FittedBox:
    """Move a box's sides onto the edges that are there.

    Parameters
    ----------
    scan
        The scan.
    box
        Roughly where the photo lies.
    forbidden
        Where other photos lie, whose edges do not count.
    reach_mm
        How far from the box its edges may be, at first; inside twice as far.
    """
    fitted = FittedBox(box, (0.0,) * 4, (0.0,) * 4, (False,) * 4)
    for share in (1.0, 0.5, 0.35):
        out = max(4, round(reach_mm * share * scan.px_per_mm))
        lines = [_line(scan, fitted.box, side, out, forbidden) for side in range(4)]
        fitted = _moved(fitted.box, lines)
        if min(fitted.box.width, fitted.box.height) < 8 * scan.px_per_mm:
            break
    return fitted


def band(
    box: Box, side: int, inner: int, outer: int, trim: float
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float64]]:
    """Sample a band along a side: map of columns and rows, and the places along the side."""
    across, down = box.axes()
    along, out = ((across, -down), (down, across), (-across, down), (-down, -across))[side]
    length = box.width if side % 2 == 0 else box.height
    away = (box.height if side % 2 == 0 else box.width) / 2
    half = max(length / 2 - trim, length * 0.3)
    places = np.linspace(-half, half, int(min(max(2 * half, 16), _MOST_PLACES)))
    normal = away + np.arange(-inner, outer + 1)
    x = box.x + places[:, None] * along[0] + normal[None] * out[0]
    y = box.y + places[:, None] * along[1] + normal[None] * out[1]
    return x.astype(np.float32), y.astype(np.float32), places


def ridges(sampled: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much the colour changes across the band, for each place and offset, where it is sudden.

    The change over two pixels, less what changes three pixels further: a soft shadow leaves little.
    """
    smooth = cv2.blur(sampled, (1, 5)).reshape(sampled.shape)
    step = np.zeros_like(smooth)
    step[:, 1:-1] = smooth[:, 2:] - smooth[:, :-2]
    size = np.linalg.norm(step, axis=2)
    far = cv2.copyMakeBorder(size, 0, 0, 3, 3, cv2.BORDER_REPLICATE)
    ridge: NDArray[np.float32] = np.maximum(size - 0.5 * (far[:, 6:] + far[:, :-6]), 0)
    return ridge


def votes_of(scan: ScanImage, ridge: NDArray[np.float32]) -> NDArray[np.float32]:
    """How surely there is a sharp change, 0..1, within a pixel of each offset."""
    sure = np.minimum(ridge / (1.6 + 1.6 * scan.noise), 1).astype(np.float32)
    return np.asarray(cv2.dilate(sure, np.ones((1, 3), np.uint8)), np.float32)


def _line(
    scan: ScanImage, box: Box, side: int, outer: int, forbidden: NDArray[np.bool_] | None
) -> _Line:
    """Find a side's edge within reach."""
    inner, further = 2 * outer, round(_SHADOW_MM * scan.px_per_mm) + 3
    length = box.width if side % 2 == 0 else box.height
    trim = min(5 * scan.px_per_mm, 0.12 * length)
    x, y, places = band(box, side, inner, outer + further, trim)
    ridge = ridges(_at(scan.values, x, y))
    height, width = scan.values.shape[:2]
    beyond = (x < 0.5) | (y < 0.5) | (x > width - 1.5) | (y > height - 1.5)
    ridge[beyond] = 0
    if forbidden is not None:
        rows, columns = np.clip(y, 0, height - 1).astype(int), np.clip(x, 0, width - 1).astype(int)
        ridge[forbidden[rows, columns]] = 0
    around = _Surroundings(scan, x, y, beyond)
    ridge = ridge[:, :-further]
    lines = straight(scan, ridge, places)
    at = _outermost(scan, lines, around)
    support = float(lines.shares[:, at].max())
    ends = beyond.mean(axis=0)
    if ends[-further] > 0.5:
        rim = int(np.argmax(ends > 0.5))
        background = around.is_background(rim - 3, rim - 2)
        if (
            rim >= 3
            and not background
            and (support < _ENOUGH or not around.is_shadow(rim - 6, rim - 2))
        ):
            return _Line(float(rim - inner), 0.0, 0.75, 1.0, True, length)
    offset, slope = _fitted(ridge, places, at, lines.slope_at(at))
    return _Line(offset - inner, slope, support, around.background_beside(at), False, length)


@dataclass(frozen=True)
class Straight:
    """Votes for straight lines.

    Attributes
    ----------
    shares
        0..1, by slope and by offset at the middle.
    slopes
        Of the rows of `shares`.
    strength
        How much the colour changes at each offset.
    """

    shares: NDArray[np.float32]
    slopes: NDArray[np.float64]
    strength: NDArray[np.float32]

    def slope_at(self, offset: int) -> float:
        """The slope with the most votes; in the middle of those with as many."""
        shares = self.shares[:, offset]
        return float(self.slopes[shares >= shares.max() - 0.01].mean())


def straight(scan: ScanImage, ridge: NDArray[np.float32], places: NDArray[np.float64]) -> Straight:
    """Count the votes for each line across a band (a Hough transform).

    Parameters
    ----------
    scan
        Says how much is noise.
    ridge
        Of the band, (places, offsets); see `ridges`.
    places
        Where along the side each row lies, in pixels from its middle.
    """
    votes = votes_of(scan, ridge)[::2]  # neighbours were averaged: every second one says it all
    slopes = np.tan(np.deg2rad(np.linspace(-_SLOPES_DEG, _SLOPES_DEG, _SLOPES)))
    shifts = np.rint(slopes[:, None] * places[None, ::2]).astype(np.intp)
    most = int(np.abs(shifts).max())
    padded = np.pad(votes, ((0, 0), (most, most)))
    shifted = np.lib.stride_tricks.sliding_window_view(padded, votes.shape[1], axis=1)
    rows = np.arange(len(votes))
    shares = np.stack([shifted[rows, most + shift].mean(axis=0) for shift in shifts])
    strength = np.asarray(cv2.blur(np.median(ridge, axis=0)[None], (3, 1))[0], np.float32)
    return Straight(shares, slopes, strength)


@dataclass(frozen=True)
class _Surroundings:
    """What lies in the band beside the lines."""

    scan: ScanImage
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    beyond: NDArray[np.bool_]

    def background_beside(self, offset: int) -> float:
        """The share of the side that has lid beside it, within the reach of a shadow."""
        first = offset + 2
        background = self._background(first, first + round(_SHADOW_MM * self.scan.px_per_mm))
        return float(background.any(axis=1).mean())

    def is_background(self, first: int, last: int) -> bool:
        """Whether what lies between two offsets is the lid."""
        return last > first >= 0 and float(self._background(first, last).mean()) > 0.6

    def is_shadow(self, first: int, last: int) -> bool:
        """Whether what lies between two offsets is the lid, darker."""
        if not last > first >= 0:
            return False
        shadow = self.scan.background.shadow[self._places(first, last)]
        return float(shadow.mean()) > 0.6

    def _places(self, first: int, last: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        height, width = self.scan.background.shadow.shape
        rows = np.clip(np.rint(self.y[:, first:last]), 0, height - 1).astype(np.intp)
        columns = np.clip(np.rint(self.x[:, first:last]), 0, width - 1).astype(np.intp)
        return rows, columns

    def _background(self, first: int, last: int) -> NDArray[np.bool_]:
        part = np.s_[:, first:last]
        distance = _at(self.scan.background.distance, self.x[part], self.y[part])
        return (distance < 2 * self.scan.background.least) | self.beyond[part]


def _outermost(scan: ScanImage, lines: Straight, around: _Surroundings) -> int:
    """The outermost line that is a photo's edge: not a shadow's, not the next photo's."""
    best = lines.shares.max(axis=0)
    wanted = max(_ENOUGH, _RIVAL * float(best.max()))
    peaks = _peaks(best, wanted, lines.strength)
    if not peaks:
        return int(np.argmax(best))
    near = round(2.4 * scan.px_per_mm)
    for number, peak in enumerate(peaks):
        rivals = [other for other in peaks[number + 1 :] if peak - other <= near]
        shadow = any(
            lines.strength[other] > 1.6 * lines.strength[peak]
            and around.is_shadow(other + 2, peak - 1)
            for other in rivals
        )
        neighbour = around.background_beside(peak) < 0.5 and any(
            around.is_background(other + 2, peak - 1) or around.is_shadow(other + 2, peak - 1)
            for other in rivals
        )
        if not shadow and not neighbour:
            return peak
    return peaks[-1]


def _peaks(best: NDArray[np.float32], wanted: float, strength: NDArray[np.float32]) -> list[int]:
    """Offsets of lines with enough votes, from the outside inwards."""
    enough = np.flatnonzero(best >= wanted)
    peaks: list[int] = []
    for group in np.split(enough, np.flatnonzero(np.diff(enough) > 1) + 1):
        # Votes were widened by a pixel, and lines that lean leave broader groups.
        while len(group):
            last = group[-1]
            part = group[group > last - 5]
            peaks.append(int(part[np.argmax(best[part] + 1e-3 * strength[part])]))
            group = group[group < peaks[-1] - 2]
    return sorted(peaks, reverse=True)


def _fitted(
    ridge: NDArray[np.float32], places: NDArray[np.float64], at: int, slope: float
) -> tuple[float, float]:
    """Fit the line to the changes near it, by weighted least squares, three times."""
    offset = float(at)
    for reach in (2.5, 2.0, 1.5):
        away = np.arange(ridge.shape[1])[None] - (offset + slope * places[:, None])
        weight = ridge * (np.abs(away) <= reach)
        total = weight.sum(axis=1)
        seen = total > 0.2 * float(np.median(total))
        if seen.sum() < 8:
            break
        middle = (weight * away).sum(axis=1)[seen] / total[seen]
        columns = np.stack((np.ones(int(seen.sum())), places[seen]), axis=1)
        shift, tilt = np.linalg.lstsq(columns, middle, rcond=None)[0]
        offset, slope = offset + float(shift), slope + float(tilt)
    return offset, slope


def _at(
    plane: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    found = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).reshape(*x.shape, *plane.shape[2:])


def _moved(box: Box, lines: list[_Line]) -> FittedBox:
    """The box whose sides lie on the lines."""
    weights = np.array([line.length * (line.support**2 + 1e-3) for line in lines])
    weights *= np.array([0.02 if line.cut else 1.0 for line in lines])
    # Seen along a side that is walked clockwise, leaning outwards is a turn anticlockwise.
    lean = np.array([np.arctan(line.slope) for line in lines])
    turn = -float((weights * lean).sum() / weights.sum())
    top, right, bottom, left = (line.offset for line in lines)
    across, down = box.axes()
    centre = np.array([box.x, box.y]) + across * (right - left) / 2 + down * (bottom - top) / 2
    moved = Box(
        float(centre[0]),
        float(centre[1]),
        max(box.width + left + right, 4.0),
        max(box.height + top + bottom, 4.0),
        box.angle_deg + float(np.rad2deg(turn)),
    )
    return FittedBox(
        moved,
        tuple(line.support for line in lines),
        tuple(line.outside for line in lines),
        tuple(line.cut for line in lines),
    )
