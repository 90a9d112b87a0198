"""Measure one colouring of one photo."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ml.data import cielab
from ml.evaluate import metrics
from ml.evaluate.colour import true_dots
from ml.evaluate.contestants import Contestant
from ml.evaluate.disturbances import DISTURBANCES
from ml.evaluate.edges import spill
from ml.evaluate.groups import GROUPS, LEAST_SHARE, groups
from ml.evaluate.hues import hue_error, hue_turn
from ml.evaluate.measures import DOTS

Plane = NDArray[np.float32]


class Photo:
    """A photo whose true colours are known.

    Parameters
    ----------
    pixels
        (H, W, 3), 8-bit sRGB.
    number
        Its place in the pack's order; decides where its dots lie.
    """

    def __init__(self, pixels: NDArray[np.uint8], number: int) -> None:
        self.number = number
        self.rgb = cielab.as_fractions(pixels)
        self.lab = cielab.rgb_to_lab(self.rgb)
        self.lightness = np.ascontiguousarray(self.lab[..., 0])

    def with_colours(self, ab: Plane) -> cielab.Image:
        """Return the photo in sRGB with other a*b*, (H, W, 2)."""
        return cielab.lab_to_rgb(np.dstack([self.lightness, ab]))


def measure(photo: Photo, ab: Plane) -> dict[str, float]:
    """Return every figure that one colouring of one photo gives, by its key in `MEASURES`.

    Beside these, what it takes to sum them up: `true_colourfulness`, and the share of the photo
    that each group takes, `share_<group>`.

    Parameters
    ----------
    photo
        The truth.
    ab
        (H, W, 2): what was given to it.
    """
    coloured = photo.with_colours(ab)
    true = photo.lab[..., 1:]
    distance = metrics.ab_distance(ab, true)
    difference = metrics.ciede2000(np.dstack([photo.lightness, ab]), photo.lab)
    found = {
        "psnr_db": metrics.psnr(coloured, photo.rgb),
        "ssim": metrics.ssim(coloured, photo.rgb),
        "ab_error": float(distance.mean()),
        "ab_error_p90": float(np.percentile(distance, 90)),
        "auc": metrics.auc(distance),
        "colourfulness": metrics.colourfulness(coloured),
        "true_colourfulness": metrics.colourfulness(photo.rgb),
        "delta_e": float(difference.mean()),
        "spill": spill(photo.lab, ab),
    }
    for group, mask in groups(photo.rgb, photo.lab).items():
        found[f"share_{group}"] = share = float(mask.mean())
        there = share >= LEAST_SHARE
        found[f"delta_e_{group}"] = float(difference[mask].mean()) if there else np.nan
        if group != GROUPS[-1]:
            found[f"hue_error_{group}"] = hue_error(ab[mask], true[mask]) if there else np.nan
            found[f"hue_turn_{group}"] = hue_turn(ab[mask], true[mask]) if there else np.nan
    return found


def measure_again(photo: Photo, contestant: Contestant, ab: Plane) -> dict[str, float]:
    """Return what takes further colourings of the photo: its answer to hints and to disturbances.

    Parameters
    ----------
    photo, contestant
        The truth, and who colours it and takes hints.
    ab
        The first colouring, (H, W, 2).
    """
    true = photo.lab[..., 1:]
    found = {"dots_0": float(metrics.ab_distance(ab, true).mean())}
    rng = np.random.default_rng(photo.number)
    for count in DOTS[1:]:
        given = contestant.colour(photo.lightness, true_dots(photo.lab, count, rng))
        found[f"dots_{count}"] = float(metrics.ab_distance(given, true).mean())
    for name, (disturb, follow) in DISTURBANCES.items():
        given = contestant.colour(disturb(photo.lightness), None)
        found[f"unsteady_{name}"] = _difference(photo, given, follow, ab)
    return found


def _difference(photo: Photo, given: Plane, follow: Callable[[Plane], Plane], ab: Plane) -> float:
    """ΔE2000 between two colourings at the undisturbed lightness: of the colours alone."""
    one, other = (np.dstack([follow(photo.lightness), plane]) for plane in (given, follow(ab)))
    return float(metrics.ciede2000(one, other).mean())
