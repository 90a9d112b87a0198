"""How far a photo hangs askew: measured from the edges of the print, and from lines in the picture.

Lines are those that OpenCV's detector finds (R. Grompone von Gioi et al., "LSD: a Line Segment
Detector", 2012, doi:10.5201/ipol.2012.gjmr-lsd). Those of buildings, furniture and horizons agree
on one angle, up to quarter turns, where most others agree on nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.diagnose.picture_area import Mask, PictureArea
from workstation.core.pixels import Pixels, grey_plane

# Photos hang askew by no more than this; beyond it, lines are meant to be slanted.
_MOST_DEG: Final = 15.0
_BIN_DEG, _BLUR_BINS = 0.05, 5.0
# A line must be so long, as a share of the longer side.
_LEAST_LENGTH: Final = 0.04
# Lines of one angle, within this, must make up so much of the photo's longer side, and stand out so
# far among all lines.
_AGREE_DEG: Final = 0.4
_LEAST_SUM, _LEAST_SHARE = 1.2, 0.3
# A side of the print as near as this to the edge of the scan may be the scan's own.
_AT_EDGE: Final = 0.004


@dataclass(frozen=True)
class Tilt:
    """By how many degrees a photo is turned clockwise, and how sure that is.

    Attributes
    ----------
    angle
        Against being straight; 0 where nothing is known.
    certainty
        0 where nothing speaks for it, 1 beyond doubt.
    """

    angle: float = 0.0
    certainty: float = 0.0


def tilt_of_sides(picture: PictureArea, height: int, width: int) -> tuple[Tilt, float]:
    """How far the print lies askew on the scan.

    Parameters
    ----------
    picture
        Where it lies.
    height, width
        Of the scan, in pixels.

    Returns
    -------
    Tilt
        The mean of its sides.
    float
        By how many degrees a side departs from that at most: more where it was photographed.
    """
    points = np.array(picture.corners) * (height, width)
    found = []
    for side in range(4):
        start, end = points[side], points[(side + 1) % 4]
        fixed = np.array((picture.corners[side], picture.corners[(side + 1) % 4]))[:, side % 2]
        if np.minimum(fixed, 1 - fixed).max() < _AT_EDGE:
            continue
        down, across = end - start
        found.append(math.degrees(math.atan2(down, across)) - 90.0 * side)
    if not found:
        return Tilt(), 0.0
    angles = np.array([(angle + 180) % 360 - 180 for angle in found])
    mean = float(angles.mean())
    return Tilt(mean, 1.0), float(np.abs(angles - mean).max())


def tilt_of_lines(whole: Pixels, area: Mask | None = None) -> Tilt:
    """How far the picture itself hangs askew, by its straight lines.

    Parameters
    ----------
    whole
        A small copy of the photo.
    area
        Where its picture lies, on the same grid; None: everywhere.
    """
    segments = _segments(whole, area)
    if segments.size == 0:
        return Tilt()
    ways = segments[:, 2:] - segments[:, :2]
    lengths = np.hypot(ways[:, 0], ways[:, 1]) / max(whole.shape)
    angles = np.degrees(np.arctan2(ways[:, 1], ways[:, 0]))
    folded = (angles + 45) % 90 - 45
    long = lengths >= _LEAST_LENGTH
    folded, lengths = folded[long], lengths[long]
    if not len(lengths):
        return Tilt()
    bins = round(90 / _BIN_DEG)
    at = np.clip(((folded + 45) / _BIN_DEG).astype(int), 0, bins - 1)
    # Long lines are known better: their ends are as sharp as those of short ones.
    votes = np.bincount(at, lengths**2, bins).astype(np.float32)
    votes = cv2.GaussianBlur(votes[None], (0, 0), _BLUR_BINS, borderType=cv2.BORDER_REFLECT)[0]
    centres = (np.arange(bins) + 0.5) * _BIN_DEG - 45
    votes[np.abs(centres) > _MOST_DEG] = 0
    peak = float(centres[int(votes.argmax())])
    near = np.abs(folded - peak) < _AGREE_DEG
    if not near.any():
        return Tilt()
    weights = lengths[near] ** 2
    angle = float(np.average(folded[near], weights=weights))
    agreeing, all_of_them = float(lengths[near].sum()), float(lengths.sum())
    support = min(agreeing / _LEAST_SUM, agreeing / all_of_them / _LEAST_SHARE)
    return Tilt(angle, float(np.clip(support, 0, 2) / 2))


def _segments(whole: Pixels, area: Mask | None) -> NDArray[np.float64]:
    """The straight lines in the picture: (n, 4), x and y of both ends."""
    plane = grey_plane(whole)
    light = whole.mean(axis=2) if plane is None else plane
    values = np.ascontiguousarray(np.rint(light * 255), np.uint8)
    found: Any = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(values)[0]
    segments = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)
    if area is None or area.all():
        return segments
    # The print's own edge is no line of the picture.
    reach = max(3, round(max(area.shape) * 0.01))
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    inner = cv2.erode(area.astype(np.uint8), kernel, borderValue=1).astype(bool)
    middles = ((segments[:, :2] + segments[:, 2:]) / 2).astype(int)
    rows = np.clip(middles[:, 1], 0, area.shape[0] - 1)
    columns = np.clip(middles[:, 0], 0, area.shape[1] - 1)
    return np.asarray(segments[inner[rows, columns]], np.float64)
