"""From figures of photos to figures of a contestant, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ml.evaluate import intervals
from ml.evaluate.frechet import frechet_distance
from ml.evaluate.intervals import Estimate
from ml.evaluate.measures import MEASURES
from ml.evaluate.survey import Survey

DIGITS = 4
"""After the point."""

Figures = NDArray[np.float64]


def summarise(survey: Survey, truth: Survey) -> Mapping[str, Estimate]:
    """Return every measure of a contestant by its key, in the order of `MEASURES`.

    What was not measured, or cannot be of it, is `intervals.NOTHING`.

    Parameters
    ----------
    survey, truth
        The contestant's and the true colours' figures over the same photos.
    """
    if len(survey) != len(truth):
        raise ValueError(f"{len(survey)} photos cannot be held against {len(truth)} others.")
    # Rounded here, so that every place that shows a figure rounds the same one.
    return {key: _estimate(key, survey, truth).rounded(DIGITS) for key in MEASURES}


def _estimate(key: str, survey: Survey, truth: Survey) -> Estimate:
    if key == "delta_cf":
        both = np.stack([survey.figures["colourfulness"], truth.figures["colourfulness"]], -1)
        return intervals.of_means(lambda means: np.abs(means[..., 0] - means[..., 1]), both)
    if key == "frechet":

        def distance(counted: NDArray[np.bool_]) -> float:
            return frechet_distance(survey.features[counted], truth.features[counted])

        return intervals.jackknifed(distance, len(survey))
    if key == "top1":
        return intervals.mean((survey.labels == truth.labels).astype(np.float64))
    if key not in survey.figures:
        return intervals.NOTHING
    share = f"share_{key.rpartition('_')[2]}"
    if share in truth.figures:
        return _by_area(survey.figures[key], truth.figures[share])
    return intervals.mean(survey.figures[key])


def _by_area(values: Figures, shares: Figures) -> Estimate:
    """Mean over all pixels of a group: a photo counts by how much of it the group takes."""
    weights = np.where(np.isfinite(values), shares, np.nan)
    columns = np.stack([values * weights, weights], -1)
    return intervals.of_means(lambda means: means[..., 0] / means[..., 1], columns)
