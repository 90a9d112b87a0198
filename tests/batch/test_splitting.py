"""Finding the photos on a scan, and cutting them out."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
from PIL import Image

from tests.batch.synthetic_scans import (
    BED,
    DPI,
    PX,
    as_pixels,
    clouds,
    empty_bed,
    lay,
    one_photo,
    pixels_of,
    saved,
)
from workstation.batch.splitting.cut import free_names, names, split
from workstation.batch.splitting.detect import detect, square_size
from workstation.batch.splitting.frames import PhotoFrame, find_photos
from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.io.decode import read_whole
from workstation.core.io.export import ExportOptions
from workstation.core.io.photo import open_photo
from workstation.core.pixels import seal
from workstation.core.progress import Progress


def truth_is_met(frame: PhotoFrame, size: tuple[int, int], angle_deg: float) -> None:
    assert frame.angle_deg == pytest.approx(angle_deg, abs=0.5)
    assert frame.column * BED[1] == pytest.approx(300, abs=2.5)
    assert frame.row * BED[0] == pytest.approx(400, abs=2.5)
    assert frame.height * BED[0] == pytest.approx(size[0], abs=4)
    assert frame.width * BED[1] == pytest.approx(size[1], abs=4)
    assert not frame.doubts


@pytest.mark.parametrize("level", [12, 128, 245])
def test_an_empty_scan_has_no_photo(level: float) -> None:
    assert find_photos(as_pixels(empty_bed(level)), DPI) == ()


def test_dust_and_hairs_are_no_photos() -> None:
    bed = empty_bed(240)
    random = np.random.default_rng(2)
    for x, y in random.uniform(20, 560, (80, 2)):
        cv2.circle(bed, (int(x), int(y)), 1, 60, -1)
    cv2.line(bed, (50, 60), (300, 90), 70, 1)
    assert find_photos(as_pixels(bed), DPI) == ()


@pytest.mark.parametrize("angle_deg", [-14.0, -3.3, 0.0, 7.2, 15.0])
def test_a_photo_is_found_at_the_angle_at_which_it_lies(angle_deg: float) -> None:
    (frame,) = find_photos(as_pixels(one_photo(8, angle_deg)), DPI)
    truth_is_met(frame, (240, 340), angle_deg)


@pytest.mark.parametrize("level", [8, 245])
def test_the_lid_may_be_black_or_white(level: float) -> None:
    (frame,) = find_photos(as_pixels(one_photo(level, 5.0)), DPI)
    truth_is_met(frame, (240, 340), 5.0)


def test_a_grey_lid_of_the_photos_own_tones_is_told_from_it() -> None:
    (frame,) = find_photos(as_pixels(one_photo(128, -6.0, border=12)), DPI)
    truth_is_met(frame, (264, 364), -6.0)


def test_a_white_border_on_a_white_lid_belongs_to_the_photo() -> None:
    (frame,) = find_photos(as_pixels(one_photo(240, 4.0, border=14)), DPI)
    truth_is_met(frame, (268, 368), 4.0)


def test_a_photo_that_fills_the_scan_is_one_photo_and_said_to_be_uncertain() -> None:
    (frame,) = find_photos(as_pixels(clouds(*BED, 7)), DPI)
    assert (frame.height, frame.width, frame.angle_deg) == (1.0, 1.0, 0.0)
    assert frame.doubts


def test_photos_two_millimetres_apart_are_two() -> None:
    bed = empty_bed(245)
    lay(bed, clouds(240, 200, 3), 200, 300, 0)
    lay(bed, clouds(240, 200, 4), 200 + 200 + 2.2 * PX, 300, 0)
    frames = find_photos(as_pixels(bed), DPI)
    assert [round(frame.width * BED[1]) for frame in frames] == [
        pytest.approx(200, abs=3),
        pytest.approx(200, abs=3),
    ]


def test_two_photos_that_touch_are_told_apart_or_doubtful() -> None:
    bed = empty_bed(20)
    lay(bed, clouds(240, 200, 3) * 0.5 + 110, 200, 300, 0)
    lay(bed, clouds(240, 200, 4) * 0.4, 400, 300, 0)
    frames = find_photos(as_pixels(bed), DPI)
    assert len(frames) == 2 or all(frame.doubts for frame in frames)


def bordered(height: int, width: int, seed: int, paper: float) -> np.ndarray:
    """A print with a border of paper."""
    return np.pad(clouds(height - 28, width - 28, seed), 14, constant_values=paper)


@pytest.mark.parametrize("level", [12, 130])
def test_touching_prints_with_borders_are_told_apart_and_flagged(level: float) -> None:
    bed = empty_bed(level)
    lay(bed, bordered(240, 200, 3, 226), 200, 300, 0)
    lay(bed, bordered(240, 220, 4, 212), 410, 300, 0)
    frames = find_photos(as_pixels(bed), DPI)
    assert [round(frame.width * BED[1]) for frame in frames] == [
        pytest.approx(200, abs=3),
        pytest.approx(220, abs=3),
    ]
    assert all("touches" in " ".join(frame.doubts) for frame in frames)


def test_a_photo_with_a_horizon_is_not_cut_in_two() -> None:
    picture = clouds(260, 340, 3) * 0.4 + 20
    picture[:120] = 215 + np.random.default_rng(3).normal(0, 1, (120, 340))
    bed = empty_bed(12)
    lay(bed, picture, 300, 400, 0)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert frame.height * BED[0] == pytest.approx(260, abs=4)
    assert frame.doubts


@pytest.mark.parametrize("away_px", [0, 1, 2, 3, 5])
def test_a_photo_close_to_the_scans_end_is_no_error(away_px: int) -> None:
    bed = empty_bed(245)
    lay(bed, clouds(240, 340, 5), 170 + away_px, 400, 0)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert frame.width * BED[1] == pytest.approx(340, abs=6)


def test_a_photo_cut_off_by_the_scans_end_is_doubtful() -> None:
    bed = empty_bed(245)
    lay(bed, clouds(240, 340, 5), 120, 400, 0)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert frame.doubts
    assert frame.confidence <= 0.6


def test_the_same_scan_gives_the_same_frames() -> None:
    whole = as_pixels(one_photo(245, 8.0))
    assert find_photos(whole, DPI) == find_photos(whole, DPI)


def test_a_missing_resolution_is_taken_from_the_size_of_the_bed() -> None:
    (frame,) = find_photos(as_pixels(one_photo(245, 8.0)))
    truth_is_met(frame, (240, 340), 8.0)


def test_depth_and_resolution_are_kept(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 6.0), dpi=300)
    before = photo.path.read_bytes()
    (path,) = split(photo, (PhotoFrame(0.45, 0.48, 0.25, 0.5, 6.0),), tmp_path / "out")
    made = open_photo(path)
    assert (made.format, made.bits, made.dpi) == ("tiff", 16, (300.0, 300.0))
    assert len(np.unique(pixels_of(path)[..., 0])) > 1000
    assert photo.path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["scan-1.tif"]


def test_a_photo_that_lies_straight_is_copied_pixel_by_pixel(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 0.0))
    frame = PhotoFrame(400 / photo.height, 300 / photo.width, 200 / photo.height, 300 / photo.width)
    (path,) = split(photo, (frame,), tmp_path)
    assert np.array_equal(pixels_of(path), pixels_of(photo.path)[300:500, 150:450])


@pytest.mark.parametrize("angle_deg", [-12.0, 5.0])
def test_what_is_cut_out_is_the_photo_upright(tmp_path: Path, angle_deg: float) -> None:
    smooth = cv2.GaussianBlur(clouds(500, 1300, 6), (0, 0), 3)
    bed = empty_bed(250, (1100, 1600))
    lay(bed, smooth, 800, 560, angle_deg)
    photo = saved(tmp_path / "scan.png", bed)
    frame = PhotoFrame(560.5 / 1100, 800.5 / 1600, 500 / 1100, 1300 / 1600, angle_deg)
    (path,) = split(photo, (frame,), tmp_path)
    made = pixels_of(path)[..., 0].astype(np.float32) * 255 / 65535
    assert made.shape == smooth.shape
    assert np.abs(made - smooth)[4:-4, 4:-4].max() < 1.0


def test_a_scan_on_its_side_is_split_as_it_is_seen(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", np.rot90(one_photo(245, 0.0)).copy())
    image = pyvips.Image.new_from_file(str(photo.path)).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    image.write_to_file(str(tmp_path / "turned.tif"))
    turned = open_photo(tmp_path / "turned.tif")
    (frame,) = detect(turned).frames
    (path,) = split(turned, (frame,), tmp_path / "out")
    made = open_photo(path)
    assert made.orientation == 1
    assert (made.height, made.width) == (pytest.approx(240, abs=4), pytest.approx(340, abs=4))


def drawn_out(path: Path, angle_deg: float) -> Path:
    """A scan with twice as many rows as columns to the inch."""
    bed = one_photo(245, angle_deg)
    saved(path, np.repeat(bed, 2, axis=0), dpi=None)
    image = pyvips.Image.new_from_file(str(path)).copy(xres=150 / 25.4, yres=300 / 25.4)
    whole = image.copy_memory()
    whole.write_to_file(str(path))
    return path


def test_a_scan_with_two_resolutions_is_measured_in_millimetres(tmp_path: Path) -> None:
    photo = open_photo(drawn_out(tmp_path / "scan.tif", 9.0))
    assert photo.dpi == (150.0, 300.0)
    height, width = square_size(photo)
    (frame,) = detect(photo).frames
    assert frame.angle_deg == pytest.approx(9.0, abs=0.5)
    assert frame.width * width / (frame.height * height) == pytest.approx(340 / 240, rel=0.02)


def test_photos_of_a_scan_with_two_resolutions_get_square_pixels(tmp_path: Path) -> None:
    photo = open_photo(drawn_out(tmp_path / "scan.tif", 9.0))
    (path,) = split(photo, detect(photo).frames, tmp_path / "out")
    made = open_photo(path)
    assert made.dpi == (300.0, 300.0)
    assert made.height == pytest.approx(480, abs=8)
    assert made.width == pytest.approx(680, abs=8)


def test_a_resolution_that_somebody_gives_is_written_and_measured_by(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 8.0), dpi=72)
    (frame,) = detect(photo, dpi=DPI).frames
    truth_is_met(frame, (240, 340), 8.0)
    (path,) = split(photo, (frame,), tmp_path, options=ExportOptions(dpi=600))
    assert open_photo(path).dpi == (600.0, 600.0)


@pytest.mark.parametrize("dpi", [0.0, 9.0, 20_000.0])
def test_an_impossible_resolution_is_refused(dpi: float) -> None:
    with pytest.raises(HeirloomError, match="dpi"):
        ExportOptions(dpi=dpi)


def test_names_that_are_taken_give_the_whole_set_another_one(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 0.0))
    (tmp_path / "scan-2.tif").touch()
    assert free_names(photo, 1, tmp_path) == ("scan-1.tif",)
    assert free_names(photo, 2, tmp_path) == ("scan (2)-1.tif", "scan (2)-2.tif")
    taken = {tmp_path / "scan (2)-1.tif"}
    assert free_names(photo, 2, tmp_path, taken) == ("scan (3)-1.tif", "scan (3)-2.tif")


def test_an_existing_file_stays_unless_overwriting_is_allowed(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 0.0))
    frames = (PhotoFrame(0.45, 0.48, 0.25, 0.5),)
    (path,) = split(photo, frames, tmp_path)
    before = path.read_bytes()
    with pytest.raises(HeirloomError, match="already a file"):
        split(photo, frames, tmp_path)
    assert path.read_bytes() == before
    split(photo, frames, tmp_path, options=ExportOptions(overwrite=True))


def test_the_scan_itself_is_never_written(tmp_path: Path) -> None:
    photo = saved(tmp_path / "scan.tif", one_photo(245, 0.0))
    frames, allowed = (PhotoFrame(0.45, 0.48, 0.25, 0.5),), ExportOptions(overwrite=True)
    with pytest.raises(HeirloomError, match="the photo itself"):
        split(photo, frames, tmp_path, named=("scan.tif",), options=allowed)


def test_names_have_the_scans_name_and_zeros_where_they_help(tmp_path: Path) -> None:
    photo = saved(tmp_path / "Album 3.png", one_photo(245, 0.0))
    assert names(photo, 2) == ("Album 3-1.png", "Album 3-2.png")
    assert names(photo, 11)[0] == "Album 3-01.png"


def test_a_scan_in_colour_is_found_as_one_in_grey() -> None:
    bed = np.repeat(one_photo(245, 8.0)[:, :, None], 3, axis=2) * np.float32([1, 0.97, 0.9])
    (frame,) = find_photos(seal(np.clip(bed / 255, 0, 1).astype(np.float32)), DPI)
    truth_is_met(frame, (240, 340), 8.0)


def test_a_part_almost_as_dark_as_the_lid_is_not_missed_without_a_word() -> None:
    picture = clouds(240, 340, 5)
    picture[130:] = 14 + np.random.default_rng(8).normal(0, 1, (110, 340))
    bed = empty_bed(12)
    lay(bed, picture, 300, 400, 0)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert frame.height * BED[0] == pytest.approx(130, abs=4)
    assert "bottom edge is not quite the lid" in " ".join(frame.doubts)


def test_what_is_no_rectangle_is_shown_too_with_a_doubt() -> None:
    bed = empty_bed(20)
    cv2.circle(bed, (300, 400), 120, 180, -1)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert (frame.row * BED[0], frame.column * BED[1]) == pytest.approx((400, 300), abs=8)
    assert frame.height * BED[0] == pytest.approx(240, abs=12)
    assert frame.doubts


def test_shifted_photos_that_touch_are_two_and_not_what_they_have_in_common() -> None:
    bed = empty_bed(20)
    lay(bed, clouds(240, 160, 3) * 0.5 + 110, 200, 300, 0)
    lay(bed, clouds(240, 160, 4) * 0.4 + 40, 360, 345, 0)
    frames = find_photos(as_pixels(bed), DPI)
    assert [round(frame.height * BED[0]) for frame in frames] == [pytest.approx(240, abs=4)] * 2
    assert all("touches" in " ".join(frame.doubts) for frame in frames)


def test_a_border_on_three_sides_only_is_doubtful() -> None:
    bed = empty_bed(140)
    lay(bed, bordered(240, 340, 5, 225)[:-14], 300, 400, 4)
    (frame,) = find_photos(as_pixels(bed), DPI)
    assert "none along its bottom edge" in " ".join(frame.doubts)


def test_a_border_all_round_and_none_at_all_are_not_doubtful() -> None:
    for picture in (bordered(240, 340, 5, 225), clouds(240, 340, 5)):
        bed = empty_bed(140)
        lay(bed, picture, 300, 400, 4)
        (frame,) = find_photos(as_pixels(bed), DPI)
        assert not frame.doubts


def test_prints_with_round_corners_side_by_side_are_no_single_photo_without_a_word() -> None:
    bed = empty_bed(20)
    lay(bed, clouds(240, 200, 3) * 0.5 + 110, 200, 300, 0)
    rounded = clouds(240, 200, 4) * 0.4 + 40
    outside = np.hypot(*(np.mgrid[:8, :8] - 7.5)) > 8
    for corner in (rounded[:8, :8], rounded[:8, ::-1][:, :8], rounded[::-1][:8, :8]):
        corner[outside] = 20
    lay(bed, rounded, 400, 300, 0)
    frames = find_photos(as_pixels(bed), DPI)
    assert len(frames) == 2 or all(frame.doubts for frame in frames)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (30, 39), (5, 500), (60, 60), (300, 280)])
def test_tiny_pictures_and_noise_take_seconds_and_no_unforeseen_error(tmp_path, size):
    values = np.random.default_rng(1).integers(0, 256, size, np.uint8)
    path = tmp_path / "tiny.png"
    Image.fromarray(values).save(path)
    started = time.perf_counter()
    frames = detect(open_photo(path)).frames
    assert time.perf_counter() - started < 30
    assert len(frames) <= 1


def test_the_search_hears_that_nobody_waits(tmp_path):
    values = np.random.default_rng(1).integers(0, 256, (300, 280), np.uint8)
    path = tmp_path / "noise.png"
    Image.fromarray(values).save(path)
    cancelled = threading.Event()
    whole = read_whole(open_photo(path), 300)
    cancelled.set()
    with pytest.raises(Cancelled):
        find_photos(whole, None, Progress(cancelled=cancelled))
