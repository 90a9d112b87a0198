"""Which way colours lean: hue errors of groups, where a brown cast shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLOURLESS = 2.0
"""A chroma below this has no hue that anybody would name."""

BLIND = 90.0
"""Degrees that a colour without a hue counts as: the mean error of hues drawn at random."""


def hue_turn(given: NDArray[np.float32], true: NDArray[np.float32]) -> float:
    """Return by how many degrees the mean colour of some pixels is turned, −180..180.

    Positive is counter-clockwise on the a*b* plane: red towards yellow, yellow towards green.

    Parameters
    ----------
    given, true
        a*b* of the same pixels, (N, 2).

    Returns
    -------
    float
        Not a number if either mean has no hue.
    """
    (a, b), (true_a, true_b) = given.mean(axis=0), true.mean(axis=0)
    if min(np.hypot(a, b), np.hypot(true_a, true_b)) < COLOURLESS:
        return float("nan")
    turn = np.rad2deg(np.arctan2(b, a) - np.arctan2(true_b, true_a))
    return float((turn + 180) % 360 - 180)


def hue_error(given: NDArray[np.float32], true: NDArray[np.float32]) -> float:
    """Return the same without its sign; `BLIND` where a hue is missed because all is grey."""
    if np.hypot(*true.mean(axis=0)) < COLOURLESS:
        return float("nan")
    turn = hue_turn(given, true)
    return BLIND if np.isnan(turn) else abs(turn)
