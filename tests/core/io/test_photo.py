"""Opening photos: facts before pixels, limits, and the ways to read them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import cv2
import numpy as np
import pytest
import pyvips

from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.photo import Limits, Photo, fingerprint, open_photo
from workstation.core.io.pyramid import TileReader
from workstation.core.pixels import Roi, check, grey_plane
from workstation.core.progress import Progress


def noise(height: int, width: int, bands: int = 0, deep: bool = False) -> np.ndarray:
    kind, top = (np.uint16, 65536) if deep else (np.uint8, 256)
    shape = (height, width, bands) if bands else (height, width)
    return np.random.default_rng(7).integers(0, top, shape).astype(kind)


def saved(path: Path, values: np.ndarray, **options: object) -> Photo:
    kinds = {1: ("b-w", "grey16"), 3: ("srgb", "rgb16"), 4: ("srgb", "rgb16")}
    bands = values.shape[2] if values.ndim == 3 else 1
    image = pyvips.Image.new_from_array(np.ascontiguousarray(values))
    image = image.copy(interpretation=kinds[bands][values.dtype == np.uint16])
    image.write_to_file(str(path), **options)
    return open_photo(path)


def whole(photo: Photo) -> np.ndarray:
    return read_whole(photo, 10**9)


def test_no_pixel_is_decoded_to_open_a_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = saved(tmp_path / "a.png", noise(50, 60, 3))

    def refuse(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(pyvips.Region, "fetch", refuse)
    monkeypatch.setattr(pyvips.Image, "write_to_memory", refuse)
    assert open_photo(photo.path) == photo


def test_opening_a_photo_does_not_keep_the_file(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.tif", noise(50, 60))
    read_whole(photo, 20)
    saved(tmp_path / "a.tif", noise(70, 80))
    assert open_photo(photo.path).height == 70


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(pixels=2999), "60 × 50 pixels; up to 2,999"),
        (Limits(bytes=100), "bytes; up to 100"),
        (Limits(pages=0), "1 pages; up to 0"),
    ],
)
def test_what_is_above_a_limit_is_refused_with_the_numbers_and_the_way_above(
    tmp_path: Path, limits: Limits, words: str
) -> None:
    photo = saved(tmp_path / "a.tif", noise(50, 60))
    with pytest.raises(HeirloomError) as raised:
        open_photo(photo.path, limits=limits)
    assert words in raised.value.message
    assert "--no-limits" in raised.value.hint
    assert "Open anyway" in raised.value.hint
    assert open_photo(photo.path, limits=Limits.lifted()) == photo


def test_the_fingerprint_is_the_sha256_of_the_file(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.png", noise(5, 6))
    assert fingerprint(photo.path) == hashlib.sha256(photo.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("bands", [0, 3])
@pytest.mark.parametrize("deep", [False, True])
def test_stored_values_become_pixels_exactly(tmp_path: Path, bands: int, deep: bool) -> None:
    values = noise(40, 70, bands, deep)
    values.flat[:256] = np.arange(256)
    photo = saved(tmp_path / "a.tif", values)
    pixels = check(whole(photo))
    expected = (values / (65535 if deep else 255)).astype(np.float32)
    assert np.array_equal(pixels, expected if bands else np.dstack([expected] * 3))


def test_grey_photos_share_one_plane(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.png", noise(40, 70))
    assert grey_plane(whole(photo)) is not None
    assert all(grey_plane(strip.pixels) is not None for strip in strips(photo))
    assert grey_plane(TileReader(photo).read(Roi.whole(20, 35, 0.5), 1)) is not None


@pytest.mark.parametrize("rows", [1, 7, 64, 1000])
@pytest.mark.parametrize("halo", [0, 3, 100])
@pytest.mark.parametrize("ending", ["png", "tif", "jpg"])
def test_strips_of_any_size_are_the_whole(
    tmp_path: Path, rows: int, halo: int, ending: str
) -> None:
    photo = saved(tmp_path / f"a.{ending}", noise(203, 31, 3))
    pixels = whole(photo)
    found = list(strips(photo, rows, halo))
    assert [s.inner.top for s in found] == list(range(0, 203, rows))
    assert sum(s.inner.height for s in found) == 203
    for strip in found:
        assert strip.where == strip.inner.grown(halo) or strip.where.width == 31
        top, bottom = strip.where.top, strip.where.top + strip.where.height
        assert top == max(0, strip.inner.top - halo)
        assert bottom == min(203, strip.inner.top + strip.inner.height + halo)
        assert np.array_equal(strip.pixels, pixels[top:bottom])


def test_strips_may_be_drawn_from_changing_threads(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.tif", noise(900, 400, 3), compression="deflate")
    reader = strips(photo, 100, 10)
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(next, reader).result() for _ in range(9)]
    joined = np.concatenate([s.inner.cut(s.pixels, s.where) for s in found])
    assert np.array_equal(joined, whole(photo))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("in_memory", [True, False])
def test_large_photos_are_turned_upright_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, orientation: int, in_memory: bool
) -> None:
    monkeypatch.setattr("workstation.core.io.scratch.IN_MEMORY_BYTES", (1 << 30) * in_memory)
    values = noise(700, 533, 4, deep=True)
    image = pyvips.Image.new_from_array(values).copy(interpretation="rgb16")
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    image.tiffsave(str(tmp_path / "a.tif"))
    photo = open_photo(tmp_path / "a.tif")
    upright = image.autorot().numpy()
    assert (photo.height, photo.width) == upright.shape[:2]
    for rows, halo in ((100, 7), (1000, 0)):
        found = list(strips(photo, rows, halo))
        pixels = np.concatenate([s.inner.cut(s.pixels, s.where) for s in found])
        assert np.array_equal(pixels, (upright[:, :, :3] / 65535).astype(np.float32))
        last = found[-1]
        assert np.array_equal(last.alpha, upright[last.where.top :, :, 3])


def test_alpha_comes_with_the_strips_and_not_with_the_pixels(tmp_path: Path) -> None:
    values = noise(80, 30, 4)
    photo = saved(tmp_path / "a.png", values)
    found = list(strips(photo, 32, 5))
    for strip in found:
        top = strip.where.top
        rows = values[top : top + strip.where.height]
        assert strip.alpha is not None
        assert np.array_equal(strip.alpha, rows[:, :, 3].astype(np.uint16) * 257)
    assert whole(photo).shape == (80, 30, 3)


@pytest.mark.parametrize("longest", [1, 10, 100, 333, 640])
@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp"])
def test_a_small_copy_is_the_average(tmp_path: Path, longest: int, ending: str) -> None:
    values = cv2.GaussianBlur(noise(480, 640, 3), (0, 0), 3)
    options = {"Q": 100} if ending in ("jpg", "webp") else {}
    photo = saved(tmp_path / f"a.{ending}", values, **options)
    small = check(read_whole(photo, longest))
    height = max(1, round(480 * longest / 640))
    assert small.shape == (height, longest, 3)
    expected = cv2.resize(whole(photo), (longest, height), interpolation=cv2.INTER_AREA)
    assert np.abs(small - expected).mean() < 1.5 / 255


def test_a_small_copy_is_never_larger_than_the_photo(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.png", noise(30, 40))
    assert read_whole(photo, 5000).shape == (30, 40, 3)


@pytest.mark.parametrize(("height", "width"), [(1, 5000), (5000, 1), (3, 4001), (1, 1)])
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_sliver_shrinks_along_its_longer_side(
    tmp_path: Path, height: int, width: int, ending: str
) -> None:
    photo = saved(tmp_path / f"a.{ending}", np.full((height, width, 3), 90, np.uint8))
    small = check(read_whole(photo, 64))
    assert small.shape == (
        min(height, max(1, round(height * 64 / max(height, width)))),
        min(width, max(1, round(width * 64 / max(height, width)))),
        3,
    )
    assert np.abs(small * 255 - 90).max() < 1.5


def test_levels_are_the_photo_averaged_by_two_and_two(tmp_path: Path) -> None:
    values = noise(333, 517, 3, deep=True)
    reader = TileReader(saved(tmp_path / "a.tif", values))
    expected = values.astype(np.float64)
    for level in range(11):
        height, width = reader.level_size(level)
        assert (height, width) == (-(-333 // 2**level), -(-517 // 2**level))
        found = reader.read(Roi.whole(height, width, 1 / 2**level), level)
        assert np.abs(found * 65535.0 - expected).max() <= 1.0 + level
        padded = np.pad(expected, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        expected = padded.reshape(-(-height // 2), 2, -(-width // 2), 2, 3).mean(axis=(1, 3))


@pytest.mark.parametrize("in_memory", [True, False])
def test_tiles_are_parts_of_their_level_from_any_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    monkeypatch.setattr("workstation.core.io.scratch.IN_MEMORY_BYTES", (1 << 30) * in_memory)
    photo = saved(tmp_path / "a.jpg", noise(700, 900, 3))
    reader = TileReader(photo)
    pixels = whole(photo)

    def agrees(seed: int) -> bool:
        random = np.random.default_rng(seed)
        top, left = random.integers(0, 690), random.integers(0, 890)
        height, width = random.integers(1, 701 - top), random.integers(1, 901 - left)
        where = Roi(int(top), int(left), int(height), int(width), 700, 900)
        tile = check(reader.read(where, 0))
        return np.array_equal(tile, pixels[top : top + height, left : left + width])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(agrees, range(40)))
    reader.close()
    assert np.array_equal(reader.read(Roi.whole(700, 900), 0), pixels)
    reader.close()


def test_preparing_tiles_can_be_cancelled_and_begun_again(tmp_path: Path) -> None:
    reader = TileReader(saved(tmp_path / "a.png", noise(600, 50)))
    cancelled = Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        reader.prepare(Progress(cancelled=cancelled))
    assert reader.read(Roi.whole(600, 50), 0).shape == (600, 50, 3)


def test_a_tile_of_another_plane_is_a_mistake(tmp_path: Path) -> None:
    reader = TileReader(saved(tmp_path / "a.png", noise(60, 50)))
    with pytest.raises(ValueError, match="Level 1"):
        reader.read(Roi.whole(60, 50), 1)


def test_a_photo_that_vanishes_gives_two_sentences(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.png", noise(60, 50))
    photo.path.unlink()
    for read in (
        lambda: read_whole(photo, 9),
        lambda: list(strips(photo)),
        lambda: fingerprint(photo.path),
    ):
        with pytest.raises(HeirloomError, match="There is no file"):
            read()


@pytest.mark.skipif(os.name != "posix", reason="asks for the peak in POSIX's way")
def test_a_hundred_megapixels_are_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    row = pyvips.Image.new_from_array(noise(1, 12_500, deep=True)).copy(interpretation="grey16")
    row.embed(0, 0, 12_500, 8_000, extend="repeat").copy(interpretation="grey16").tiffsave(
        str(path), compression="deflate"
    )
    script = f"""
import resource
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.photo import open_photo
from workstation.core.io.pyramid import TileReader
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
photo = open_photo({str(path)!r})
assert sum(s.inner.height for s in strips(photo, 256, 32)) == 8000
read_whole(photo, 1024)
TileReader(photo).prepare()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(ran.stdout) * unit < 250 << 20  # the picture alone has 200 MB, as pixels 400
