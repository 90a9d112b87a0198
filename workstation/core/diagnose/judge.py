"""The verdict on a photo: what it is, found by what its colours vary with."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.diagnose.find_picture import find_picture
from workstation.core.diagnose.toning import Toning, explain
from workstation.core.diagnose.verdict import Kind, Verdict
from workstation.core.pixels import Pixels, grey_plane

# Chroma below which a photo counts as grey, in CIELAB units: JPEG noise and scanner casts stay
# below 3, the palest sepia prints start at 5.
_GREY_CHROMA: Final = 3.0

# What lightness and place leave of a print's colours is noise and stains. Stains are brown, so the
# rest varies along one direction of a*b*; colours that a photographer saw vary along two. The
# lesser of both spreads, after noise is averaged over `_AVERAGED_PX` and far outliers are drawn in
# to `_FARTHEST`, lies below `_SPREAD` for 99 of 100 aged prints and above it for 99 of 100
# photos in colour (python -m benchmarks.old_prints --figures).
_AVERAGED_PX: Final = 5
_FARTHEST: Final = 8.0
_SPREAD: Final = 0.85
# No stain reaches this share of the greater spread: what does is in colour, if in one alone.
_OF_GREATER: Final = 0.2
# Baths and age make prints brown, yellow or blue; of brown ones many are stained, too. For other
# hues, of some chroma, and for blue ones, of which few are stained, this share of `_SPREAD` is
# enough; with less, worn cyanotypes would be in colour. Hues in degrees, chroma in CIELAB units.
_BROWNS: Final = (50.0, 115.0)
_HUED, _OF_OTHER_HUES = 8.0, 0.85
# How many times `_SPREAD` is beyond doubt, in logarithms.
_DOUBTFUL: Final = 0.2

MAYBE_COLOUR: Final = Text("It may also be a photo in colour that has faded.")
MAYBE_TONED: Final = Text("It may also be a toned print with stains.")


def judge(whole: Pixels) -> Verdict:
    """Give the verdict on a photo as it was opened.

    Parameters
    ----------
    whole
        A small copy of it, its longer side at most `WORKING_PX`.
    """
    picture = find_picture(whole)
    if grey_plane(whole) is not None:
        return Verdict("grey", picture)
    try:
        toning = explain(whole, picture)
    except ValueError:
        return Verdict(_kind_of_few(whole), picture)
    own = np.hypot(toning.own[..., 0], toning.own[..., 1])[toning.inside]
    grey = float(np.percentile(own, 75)) < _GREY_CHROMA
    found = spread_of(toning)
    enough = _SPREAD if _brown(toning) else _OF_OTHER_HUES * _SPREAD
    away = float(np.log(max(found, 1e-3) / enough)) / _DOUBTFUL
    certainty = 1 / (1 + np.exp(-3 * abs(away)))
    if away > 0:
        doubt = MAYBE_TONED if away < 1 else None
        return Verdict("colour", picture, float(certainty), doubt, found)
    doubt = MAYBE_COLOUR if away > -1 else None
    return Verdict("grey" if grey else "toned", picture, float(certainty), doubt, found)


def spread_of(toning: Toning) -> float:
    """How far colours vary in both directions of a*b*, beyond what toning and stains do.

    It is the lesser of both spreads, or a share of the greater where that is far beyond stains.
    """
    weights = toning.inside.astype(np.float32)
    averaged = _averaged(toning.rest) / np.maximum(_averaged(weights), 1e-3)[..., None]
    rest = averaged[toning.inside]
    far = np.maximum(np.hypot(rest[:, 0], rest[:, 1]), 1e-6)[:, None]
    rest = rest * np.minimum(1, _FARTHEST / far)
    lesser, greater = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(rest.T)), 0))
    return float(max(lesser, _OF_GREATER * greater))


def _brown(toning: Toning) -> bool:
    """Whether the strongest colours are those of baths and old paper, or hardly colours at all."""
    own = toning.own[toning.inside]
    chroma = np.hypot(own[:, 0], own[:, 1])
    strong = float(np.quantile(chroma, 0.9))
    if strong < _HUED:
        return True
    a, b = own[chroma >= strong].mean(axis=0)
    low, high = _BROWNS
    return low <= float(np.degrees(np.arctan2(b, a))) <= high


def _averaged(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    size = (_AVERAGED_PX, _AVERAGED_PX)
    return np.asarray(cv2.blur(plane, size, borderType=cv2.BORDER_CONSTANT), np.float32)


def _kind_of_few(pixels: Pixels) -> Kind:
    """Of a photo of a few pixels only this can be said: whether there is any colour in it."""
    return "grey" if float(np.ptp(pixels, axis=2).max()) < 0.04 else "colour"
