"""Exported pixels are the rendered ones: depth, profile, transparency, size."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms, ImageOps

from tests.core.io.export.blocks import ALL, WITH_EXIF, endings
from workstation.core.color import icc_profiles
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.export import ExportOptions, export
from workstation.core.io.photo import open_photo
from workstation.core.recipe import Recipe

LOSSLESS = ["png", "tif"]
LARGEST = {8: 255, 16: 65535}


def saved(path: Path, values: Any, icc: bytes | None = None, **options: Any) -> Path:
    deep, bands = values.dtype == np.uint16, values.shape[2] if values.ndim == 3 else 1
    kind = (("b-w", "grey16") if bands < 3 else ("srgb", "rgb16"))[deep]
    image = pyvips.Image.new_from_array(np.ascontiguousarray(values)).copy(interpretation=kind)
    if icc is not None:
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", icc)
    image.write_to_file(str(path), **options)
    return path


def stored(path: Path) -> Any:
    """The integers in a file, as another program reads them."""
    image = pyvips.Image.new_from_file(str(path))
    return image.numpy()


@pytest.mark.parametrize("ending", LOSSLESS)
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("bands", [1, 3])
def test_an_empty_recipe_writes_the_same_values(
    tmp_path: Path, pass_through: Any, ending: str, bits: int, bands: int
) -> None:
    shape = (300, 256) if bands == 1 else (300, 256, 3)
    values = np.random.default_rng(2).integers(0, LARGEST[bits] + 1, shape)
    values = values.astype(np.uint16 if bits == 16 else np.uint8)
    values.flat[: 256 * 256 if bands == 3 else 256] = np.arange(
        256 * 256 if bands == 3 else 256
    ) % (LARGEST[bits] + 1)
    source = saved(tmp_path / f"a.{ending}", values)
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    assert np.array_equal(stored(done.path), values)
    assert open_photo(done.path).bits == bits


def test_all_65536_values_survive(tmp_path: Path, pass_through: Any) -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    source = saved(tmp_path / "a.tif", values)
    done = export(pass_through.of(source, rows=7), Recipe(), tmp_path / "b.png")
    assert np.array_equal(stored(done.path), values)


@pytest.mark.parametrize("ending", ALL)
def test_each_format_shows_the_picture(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str
) -> None:
    source = saved(tmp_path / "a.png", picture)
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    seen = read_whole(open_photo(done.path), 999)
    assert np.abs(seen - picture / 255).mean() < 2 / 255
    assert done.bytes == done.path.stat().st_size
    assert done.notes == () or ending not in WITH_EXIF


@pytest.mark.parametrize(
    ("ending", "bits", "written"),
    [
        ("jpg", None, 8),
        ("png", None, 16),
        ("tif", None, 16),
        ("avif", None, 16),
        ("webp", None, 8),
        ("png", 8, 8),
        ("tif", 8, 8),
        ("avif", 8, 8),
        ("avif", 12, 16),
    ],
)
def test_sixteen_bits_are_kept_where_the_format_can_and_told_where_not(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str, bits: int | None, written: int
) -> None:
    values = picture.astype(np.uint16) * 257 + 11
    source = saved(tmp_path / "a.tif", values)
    done = export(
        pass_through.of(source), Recipe(), tmp_path / f"b.{ending}", ExportOptions(bits=bits)
    )
    found = open_photo(done.path)
    assert found.bits == written
    told = any("bits per channel" in note for note in done.notes)
    assert told == (bits is None and ending in ("jpg", "webp", "avif"))
    tolerance = 0.51 / 255 if ending in LOSSLESS else 12 / 255
    assert np.abs(read_whole(found, 999) - values / 65535).max() <= tolerance


@pytest.mark.parametrize("ending", ["png", "tif", "webp", "avif"])
@pytest.mark.parametrize("bits", [8, 16])
def test_transparency_is_kept(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str, bits: int
) -> None:
    alpha = np.tile(np.linspace(0, 255, 200).round().astype(np.uint8), (150, 1))
    values = np.dstack([picture, alpha])
    if bits == 16:
        values = values.astype(np.uint16) * 257
    source = saved(tmp_path / "a.png", values)
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    kept = next(strips(open_photo(done.path), 999)).alpha
    assert kept is not None
    tolerance = 3000 if ending == "avif" else 1
    assert np.abs(kept.astype(int) - alpha.astype(int) * 257).max() <= tolerance


def test_jpeg_shows_white_where_nothing_was_and_says_so(
    tmp_path: Path, pass_through: Any, picture: Any
) -> None:
    alpha = np.zeros((150, 200), np.uint8)
    alpha[:75] = 255
    source = saved(tmp_path / "a.png", np.dstack([picture, alpha]))
    done = export(pass_through.of(source), Recipe(), tmp_path / "b.jpg")
    seen = read_whole(open_photo(done.path), 999)
    assert seen[100:].min() > 0.97
    assert np.abs(seen[:70] - picture[:70] / 255).mean() < 3 / 255
    assert any("transparency" in note for note in done.notes)


def test_grey_stays_one_channel_and_colour_becomes_three(
    tmp_path: Path, pass_through: Any, picture: Any, to_orange: Any
) -> None:
    source = saved(tmp_path / "a.png", picture[:, :, 0])
    grey = export(pass_through.of(source), Recipe(), tmp_path / "b.png")
    assert open_photo(grey.path).channels == "grey"
    colour = export(pass_through.of(source, change=to_orange), Recipe(), tmp_path / "c.png")
    assert open_photo(colour.path).channels == "rgb"
    expected = picture[:, :, :1] / 255 * [1.0, 0.7, 0.4]
    assert np.abs(read_whole(open_photo(colour.path), 999) - expected).max() <= 0.51 / 255


def test_colour_that_only_comes_at_the_bottom_is_not_lost(
    tmp_path: Path, pass_through: Any, picture: Any, to_orange: Any
) -> None:
    source = saved(tmp_path / "a.png", picture[:, :, 0])
    seen = 0

    def late(pixels: Any) -> Any:
        nonlocal seen
        seen += 1
        return to_orange(pixels) if pixels.shape[0] < 64 else pixels

    export(pass_through.of(source, change=late), Recipe(), tmp_path / "b.tif")
    found = read_whole(open_photo(tmp_path / "b.tif"), 999)
    assert np.ptp(found[0, 0]) == 0
    assert np.ptp(found[-1, 100]) > 0.1


@pytest.mark.parametrize("ending", endings("icc"))
@pytest.mark.parametrize("space", ["p3", "adobe"])
def test_a_photo_comes_back_in_its_own_colour_space(
    tmp_path: Path, pass_through: Any, picture: Any, profile: Any, ending: str, space: str
) -> None:
    dull = (picture // 4 + 100).astype(np.uint8)  # inside sRGB
    source = saved(tmp_path / "a.png", dull, profile(space))
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    photo = open_photo(done.path)
    assert photo.metadata.icc == profile(space)
    if ending in LOSSLESS:
        assert np.abs(stored(done.path).astype(int) - dull).max() <= 1
    before, after = read_whole(open_photo(source), 999), read_whole(photo, 999)
    assert np.abs(before - after).mean() < 2 / 255
    assert done.notes == ()


def test_sixteen_bits_survive_the_way_to_srgb_and_back(
    tmp_path: Path, pass_through: Any, picture: Any, profile: Any
) -> None:
    dull = picture.astype(np.uint16) * 64 + 25_000
    source = saved(tmp_path / "a.tif", dull, profile("adobe"))
    done = export(pass_through.of(source), Recipe(), tmp_path / "b.tif")
    assert np.abs(stored(done.path).astype(int) - dull).max() <= 12


def test_what_we_make_of_a_profile_is_what_lcms_makes_of_it(
    tmp_path: Path, picture: Any, profile: Any
) -> None:
    source = saved(tmp_path / "a.png", picture, profile("p3"))
    own = ImageCms.ImageCmsProfile(str(_file(tmp_path / "p.icc", profile("p3"))))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    with Image.open(source) as image:
        expected = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), intent)
    error = np.abs(read_whole(open_photo(source), 999) * 255 - np.asarray(expected, np.float64))
    assert error.max() <= 1.01


def _file(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("ending", endings("icc"))
def test_an_srgb_profile_comes_back_byte_for_byte(
    tmp_path: Path, pass_through: Any, picture: Any, profile: Any, ending: str
) -> None:
    source = saved(tmp_path / "a.tif", picture, profile("srgb"))
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    assert open_photo(done.path).metadata.icc == profile("srgb")


@pytest.mark.parametrize("ending", endings("icc"))
def test_a_colour_photo_without_a_profile_is_said_to_be_srgb(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str
) -> None:
    source = saved(tmp_path / "a.png", picture)
    done = export(pass_through.of(source), Recipe(), tmp_path / f"b.{ending}")
    assert open_photo(done.path).metadata.icc == icc_profiles.built_in("rgb").icc


@pytest.mark.parametrize("space", ["grey 1.8", "grey srgb"])
def test_a_grey_profile_stays_with_a_grey_result_and_not_with_colours(
    tmp_path: Path, pass_through: Any, picture: Any, profile: Any, to_orange: Any, space: str
) -> None:
    source = saved(tmp_path / "a.tif", picture[:, :, 0], profile(space))
    grey = export(pass_through.of(source), Recipe(), tmp_path / "b.tif")
    assert open_photo(grey.path).metadata.icc == profile(space)
    assert np.abs(stored(grey.path).astype(int) - picture[:, :, 0]).max() <= (space == "grey 1.8")
    colour = export(pass_through.of(source, change=to_orange), Recipe(), tmp_path / "c.tif")
    assert open_photo(colour.path).metadata.icc == icc_profiles.built_in("rgb").icc
    assert any("profile" in note for note in colour.notes)


def test_cmyk_becomes_srgb_and_says_so(tmp_path: Path, pass_through: Any, picture: Any) -> None:
    Image.fromarray(picture).convert("CMYK").save(
        tmp_path / "a.tif", icc_profile=icc_profiles.built_in("cmyk").icc
    )
    done = export(pass_through.of(tmp_path / "a.tif"), Recipe(), tmp_path / "b.png")
    assert open_photo(done.path).metadata.icc == icc_profiles.built_in("rgb").icc
    assert any("printing inks" in note for note in done.notes)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_lay_on_its_side_is_written_upright(
    tmp_path: Path, pass_through: Any, picture: Any, orientation: int
) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(picture).save(tmp_path / "a.png", exif=exif)
    with Image.open(tmp_path / "a.png") as lying:
        upright = np.asarray(ImageOps.exif_transpose(lying))
    for ending in LOSSLESS:
        done = export(
            pass_through.of(tmp_path / "a.png"), Recipe(), tmp_path / f"b{ending}.{ending}"
        )
        assert np.array_equal(stored(done.path), upright)
        assert open_photo(done.path).orientation == 1
        with Image.open(done.path) as written:
            assert written.getexif().get(274, 1) == 1


@pytest.mark.parametrize("compression", ["deflate", "lzw", "none"])
def test_every_compression_of_tiff_loses_nothing(
    tmp_path: Path, pass_through: Any, picture: Any, compression: Any
) -> None:
    source = saved(tmp_path / "a.png", picture)
    options = ExportOptions(compression=compression)
    done = export(pass_through.of(source), Recipe(), tmp_path / "b.tif", options)
    assert np.array_equal(stored(done.path), picture)


def test_quality_and_subsampling_change_a_jpeg(
    tmp_path: Path, pass_through: Any, picture: Any
) -> None:
    source = saved(tmp_path / "a.png", picture)
    sizes = []
    for number, options in enumerate(
        (ExportOptions(), ExportOptions(quality=50), ExportOptions(subsampling="4:2:0"))
    ):
        done = export(pass_through.of(source), Recipe(), tmp_path / f"{number}.jpg", options)
        sizes.append(done.bytes)
        with Image.open(done.path) as image:
            layers = image.layer  # type: ignore[attr-defined]
        assert layers[0][1] == (2 if options.subsampling == "4:2:0" else 1)
    assert sizes[1] < sizes[0]
    assert sizes[2] < sizes[0]


def test_the_mark_is_small_and_in_the_corner(tmp_path: Path, pass_through: Any) -> None:
    source = saved(tmp_path / "a.png", np.full((1000, 1500), 120, np.uint8))
    done = export(pass_through.of(source), Recipe(), tmp_path / "b.png", ExportOptions(mark=True))
    changed = np.argwhere(stored(done.path) != 120)
    assert len(changed)
    assert changed[:, 0].min() >= 950
    assert changed[:, 1].min() >= 1450
    assert np.ptp(changed, axis=0).max() <= 20


def test_the_mark_is_whole_where_strips_meet(tmp_path: Path, pass_through: Any) -> None:
    source = saved(tmp_path / "a.png", np.full((1000, 1500), 120, np.uint8))
    options = ExportOptions(mark=True)
    whole = export(pass_through.of(source, rows=1000), Recipe(), tmp_path / "b.png", options)
    cut = export(pass_through.of(source, rows=3), Recipe(), tmp_path / "c.png", options)
    assert np.array_equal(stored(whole.path), stored(cut.path))


@pytest.mark.skipif(os.name != "posix", reason="asks for the peak in POSIX's way")
def test_a_hundred_megapixels_are_written_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    row = np.random.default_rng(1).integers(0, 65536, (1, 12_500)).astype(np.uint16)
    line = pyvips.Image.new_from_array(row).copy(interpretation="grey16")
    line.embed(0, 0, 12_500, 8_000, extend="repeat").copy(interpretation="grey16").tiffsave(
        str(path), compression="deflate"
    )
    script = f"""
import importlib.util, resource, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("c", {str(Path(__file__).with_name("conftest.py"))!r})
module = importlib.util.module_from_spec(spec)
sys.modules["c"] = module
spec.loader.exec_module(module)
from workstation.core.io.export import export
from workstation.core.recipe import Recipe
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
folder = Path({str(tmp_path)!r})
export(module.PassThroughRenderer.of(folder / "large.tif"), Recipe(), folder / "out.tif")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(ran.stdout) * unit < 250 << 20
