"""Where the picture lies: page, border and lid are left out, and nothing of the picture."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.diagnose.prints import BLACK, CREAM, KRAFT, PHOTOS, aged, grey, on_page, toned
from workstation.core.diagnose.find_picture import find_picture
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.pixels import Roi, from_grey


@pytest.mark.parametrize("angle_deg", [0.0, 1.0, -1.5])
@pytest.mark.parametrize("page", [KRAFT, CREAM, BLACK])
@pytest.mark.parametrize("name", ["chelsea", "rocket"])
def test_a_picture_is_found_inside_border_and_page(
    name: str, page: tuple[float, float, float], angle_deg: float
) -> None:
    scan, picture = on_page(aged(toned(name)), page, border=0.06, angle_deg=angle_deg)
    area = find_picture(scan)
    inside = area.mask & picture
    assert inside.sum() > 0.97 * picture.sum()
    assert inside.sum() > 0.98 * area.mask.sum()


def test_a_grey_print_without_a_border_is_found_on_its_page() -> None:
    scan, picture = on_page(grey("coffee"), BLACK, border=0.0)
    plane = from_grey(np.ascontiguousarray(scan.mean(axis=2)))
    area = find_picture(plane)
    assert (area.mask == picture).mean() > 0.98


@pytest.mark.parametrize("name", PHOTOS)
def test_of_a_photo_that_fills_its_scan_nothing_is_left_out(name: str) -> None:
    assert find_picture(grey(name)).is_whole
    assert find_picture(toned(name)).is_whole


def test_the_sky_above_a_straight_horizon_is_picture() -> None:
    rng = np.random.default_rng(0)
    plane = rng.normal(0.35, 0.1, (400, 600)).astype(np.float32).clip(0, 1)
    plane[:150] = np.linspace(0.9, 0.8, 600)
    assert find_picture(from_grey(plane)).is_whole


def test_a_pole_that_leans_near_the_edge_is_picture() -> None:
    rng = np.random.default_rng(0)
    plane = np.full((400, 600), 0.72, np.float32)
    scene = rng.normal(0.35, 0.1, (340, 540)).astype(np.float32).clip(0.05, 0.6)
    # A sky nearly as light as the border, and a pole in it that leans.
    scene[:190] = 0.68
    for row in range(190):
        column = 512 + row * 22 // 190
        scene[row, column : column + 6] = 0.1
    plane[30:370, 30:570] = scene
    corners = np.array(find_picture(from_grey(plane)).corners) * (400, 600)
    assert np.abs(corners - ((30, 30), (30, 570), (370, 570), (370, 30))).max() < 4


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 2), (39, 39), (60, 44)])
def test_small_and_empty_scans_are_all_picture(shape: tuple[int, int]) -> None:
    area = find_picture(from_grey(np.full(shape, 0.5, np.float32)))
    assert area.is_whole
    assert area.mask.shape == shape
    assert area.mask.all()


def test_the_share_of_a_tile_is_that_of_the_whole_at_every_scale() -> None:
    area = PictureArea(((0.1, 0.12), (0.08, 0.9), (0.93, 0.88), (0.9, 0.1)), 200, 300)
    for scale in (1.0, 0.5):
        height, width = round(400 * scale), round(600 * scale)
        whole = area.share(Roi.whole(height, width, scale), 3.0)
        tile = Roi(height // 3, 5, 40, width // 2, height, width, scale)
        expected = whole[tile.top : tile.top + 40, 5 : 5 + width // 2]
        assert np.array_equal(area.share(tile, 3.0), expected)
    assert area.share(Roi.whole(200, 300)).max() == 1
    assert area.share(Roi.whole(200, 300)).min() == 0
    assert abs(area.mask.mean() - 0.64) < 0.03
