"""Chroma reaches full resolution along the edges, the same in every tile."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from workstation.core.color import guided_filter
from workstation.core.pixels import Roi


def two_halves(size: int = 512) -> tuple[np.ndarray, np.ndarray]:
    """L* and a*b* of a dark red half beside a light blue one, with a slanted edge."""
    rows, columns = np.mgrid[0:size, 0:size]
    right = columns > size / 2 + (rows - size / 2) * 0.3
    light = np.where(right, 70, 35).astype(np.float32)
    ab = np.where(right[None], np.array([[[0]], [[-30]]]), np.array([[[40]], [[20]]]))
    return light, ab.astype(np.float32)


def test_colour_bleeds_far_less_than_with_plain_resizing() -> None:
    light, truth = two_halves()
    coarse = np.stack([cv2.resize(p, (48, 48), interpolation=cv2.INTER_AREA) for p in truth])
    fitted = guided_filter.follow_edges(coarse, light, (96,))
    ours = np.stack(fitted.at(Roi.whole(512, 512), light * np.float32(0.01)))
    plain = np.stack([cv2.resize(p, (512, 512)) for p in coarse])
    edge = cv2.dilate(
        (np.abs(np.diff(light, axis=1, append=70)) > 0).astype(np.uint8), np.ones((7, 7))
    )

    def error(made: np.ndarray) -> float:
        return float(np.hypot(*(made - truth))[edge > 0].mean())

    assert error(ours) < 0.35 * error(plain)


def test_what_luminance_does_not_explain_is_not_lost() -> None:
    light = np.full((256, 256), 50, np.float32)
    coarse = np.zeros((2, 64, 64), np.float32)
    coarse[0, :, 32:] = 30
    fitted = guided_filter.follow_edges(coarse, light, (128,))
    ours = np.stack(fitted.at(Roi.whole(256, 256), light * np.float32(0.01)))
    assert abs(ours[0, :, 160:].mean() - 30) < 0.5
    assert abs(ours[0, :, :96].mean()) < 0.5


@pytest.mark.parametrize("tile", [1, 7, 64, 100])
def test_tiles_are_the_whole_to_the_last_bit(tile: int) -> None:
    rng = np.random.default_rng(3)
    maps = rng.normal(size=(2, 17, 23)).astype(np.float32)
    whole = np.stack(guided_filter.enlarge(maps, Roi.whole(150, 131)))
    for top in range(0, 150, max(tile, 40)):
        for left in range(0, 131, max(tile, 40)):
            where = Roi(top, left, min(tile, 150 - top), min(tile, 131 - left), 150, 131)
            part = np.stack(guided_filter.enlarge(maps, where))
            assert np.array_equal(
                part, whole[:, top : top + where.height, left : left + where.width]
            )


def test_maps_of_one_point_and_photos_of_one_pixel_work() -> None:
    assert guided_filter.enlarge(np.ones((1, 1, 1), np.float32), Roi.whole(5, 4))[0].shape == (5, 4)
    fitted = guided_filter.follow_edges(
        np.ones((2, 1, 1), np.float32), np.full((1, 1), 50, np.float32), (384,)
    )
    assert fitted.slope.shape == (2, 1, 1)
