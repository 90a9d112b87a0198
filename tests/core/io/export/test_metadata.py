"""What a photo says about itself stays with its result, in every format that can hold it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.core.io.export.blocks import (
    ALL,
    IPTC,
    MAKER_NOTE,
    PACKET,
    WITH_EXIF,
    exif_block,
    exported,
    values_of,
)
from workstation.core.io.export import export, recipe_from_file
from workstation.core.io.photo import open_photo
from workstation.core.metadata import exif, tiff_tags
from workstation.core.recipe import Recipe


def test_the_scan_has_what_the_tests_need(scan: Path) -> None:
    photo = open_photo(scan)
    assert photo.metadata.exif == exif_block()
    assert photo.metadata.xmp == PACKET
    assert photo.metadata.iptc == IPTC
    assert (photo.dpi, photo.orientation, photo.height) == ((600.0, 600.0), 6, 200)


@pytest.mark.parametrize("ending", WITH_EXIF)
def test_exif_is_equal_but_for_orientation_and_sizes(
    pass_through: Any, scan: Path, ending: str
) -> None:
    done = exported(pass_through, scan, ending)
    before, after = (
        values_of(open_photo(scan).metadata.exif),
        values_of(open_photo(done.path).metadata.exif),
    )
    before[274] = 1
    before[0x1A002], before[0x1A003] = 150, 200
    assert after == before
    assert after[0x1927C] == MAKER_NOTE
    assert after[0x1BEEF] == b"unknown"


@pytest.mark.parametrize("ending", WITH_EXIF)
def test_other_programs_find_the_same_exif(pass_through: Any, scan: Path, ending: str) -> None:
    done = exported(pass_through, scan, ending)
    with Image.open(done.path) as image:
        exif = image.getexif()
        assert exif.get(274, 1) == 1
        assert exif[270] == "An old photo"
        assert exif[315] == "Nobody"
        assert exif.get_ifd(0x8769)[0x9003] == "1923:05:06 07:08:09"
        assert exif.get_ifd(0x8825)[2] == (52.0, 31.0, 7.0)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_the_preview_of_the_photo_as_it_was_is_gone(
    pass_through: Any, scan: Path, ending: str
) -> None:
    done = exported(pass_through, scan, ending)
    assert b"THUMBNAIL" not in done.path.read_bytes()
    opened = exif.parse(open_photo(done.path).metadata.exif)
    assert opened is not None
    assert opened[1].following == 0


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_notes_of_the_camera_stay_where_they_point_to(
    pass_through: Any, scan: Path, ending: str
) -> None:
    """They refer to places in the block, so that they must not move."""

    def place(path: Path) -> int:
        opened = exif.parse(open_photo(path).metadata.exif)
        assert opened is not None
        part = tiff_tags.read_sub(*opened, tiff_tags.EXIF)
        assert part is not None
        return part.entries[0x927C].data_position

    assert place(exported(pass_through, scan, ending).path) == place(scan)


@pytest.mark.parametrize("source", ["jpg", "tif", "png"])
@pytest.mark.parametrize("ending", WITH_EXIF)
def test_metadata_survives_two_journeys(
    pass_through: Any, scan: Path, ending: str, source: str
) -> None:
    middle = exported(pass_through, scan, source)
    first = middle.path.rename(scan.with_name(f"middle.{source}"))
    done = exported(pass_through, first, ending)
    before, after = open_photo(first), open_photo(done.path)
    assert values_of(after.metadata.exif) == values_of(before.metadata.exif)
    assert after.dpi == (600.0, 600.0)
    if ending not in ("webp", "avif"):
        assert after.metadata.iptc == IPTC
    assert b"Oma &amp; Opa, M\xc3\xbcnchen" in (after.metadata.xmp or b"")


@pytest.mark.parametrize("ending", WITH_EXIF)
def test_resolution_comes_back(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str
) -> None:
    for dpi in ((300.0, 300.0), (1200.0, 600.0), (72.0, 72.0)):
        path = tmp_path / "a.tif"
        Image.fromarray(picture).save(path, dpi=dpi)
        done = exported(pass_through, path, ending)
        assert open_photo(done.path).dpi == dpi
        with Image.open(done.path) as image:
            found = image.info.get("dpi") or tuple(image.getexif()[tag] for tag in (282, 283))
        assert tuple(round(float(value)) for value in found) == dpi


@pytest.mark.parametrize("ending", ALL)
def test_no_resolution_is_invented(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str
) -> None:
    Image.fromarray(picture).save(tmp_path / "a.png")
    done = exported(pass_through, tmp_path / "a.png", ending)
    assert open_photo(done.path).dpi is None
    with Image.open(done.path) as image:
        assert 282 not in image.getexif()
        assert ending == "tif" or "dpi" not in image.info


def test_a_resolution_in_centimetres_stays_exact(
    tmp_path: Path, pass_through: Any, picture: Any
) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(picture).save(path, dpi=(300, 300))
    raw = path.read_bytes()
    at = raw.index(b"JFIF\0") + 7
    path.write_bytes(raw[:at] + b"\x02\0\x76\0\x76" + raw[at + 5 :])
    done = exported(pass_through, path, "jpg")
    assert done.path.read_bytes()[at : at + 5] == b"\x02\0\x76\0\x76"


@pytest.mark.parametrize("ending", ["jpg", "png", "tif"])
def test_iptc_comes_back(pass_through: Any, scan: Path, ending: str) -> None:
    done = exported(pass_through, scan, ending)
    assert open_photo(done.path).metadata.iptc == IPTC
    assert done.notes == ()
    if ending == "jpg":
        with Image.open(done.path) as image:
            assert image.info["photoshop"][0x0404] == IPTC


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_formats_without_room_for_iptc_say_so(pass_through: Any, scan: Path, ending: str) -> None:
    done = exported(pass_through, scan, ending)
    assert any("IPTC" in note for note in done.notes)


@pytest.mark.parametrize("ending", WITH_EXIF)
def test_the_place_can_be_left_out(pass_through: Any, scan: Path, ending: str) -> None:
    done = exported(pass_through, scan, ending, metadata="strip-gps")
    found = open_photo(done.path)
    tags = values_of(found.metadata.exif)
    assert not any(tag >= 0x20000 for tag in tags)
    assert tags[270] == "An old photo"
    assert tags[0x1927C] == MAKER_NOTE
    packet = found.metadata.xmp or b""
    assert b"GPS" not in packet
    assert b"M\xc3\xbcnchen" in packet
    raw = done.path.read_bytes()
    for number in (52, 31, 7):
        assert struct.pack("<II", number, 1) + struct.pack("<II", 31, 1) not in raw
    with Image.open(done.path) as image:
        assert not image.getexif().get_ifd(0x8825)


@pytest.mark.parametrize("ending", WITH_EXIF)
def test_damaged_metadata_does_not_stop_an_export(
    tmp_path: Path, pass_through: Any, picture: Any, ending: str
) -> None:
    path = tmp_path / "a.jpg"
    broken = b"Exif\0\0II*\0\xff\xff\xff\x00"
    Image.fromarray(picture).save(path, exif=broken, xmp=b"<x:xmpmeta broken", dpi=(300, 300))
    done = exported(pass_through, path, ending)
    assert sum("damaged" in note for note in done.notes) == 2
    assert open_photo(done.path).dpi == (300.0, 300.0)
    assert recipe_from_file(done.path) is not None


def test_blocks_too_long_for_a_jpeg_are_told(
    tmp_path: Path, pass_through: Any, picture: Any
) -> None:
    exif = Image.Exif()
    exif[270] = "x" * 70_000
    path = tmp_path / "a.png"
    Image.fromarray(picture).save(path, exif=exif)
    done = exported(pass_through, path, "jpg")
    assert done.notes == ("JPEG has no room for the photo's EXIF.",)
    assert open_photo(done.path).metadata.exif is None


def test_tiff_written_by_others_keeps_its_descriptions(
    tmp_path: Path, pass_through: Any, picture: Any
) -> None:
    path = tmp_path / "a.tif"
    info = {270: "An old photo", 305: "A scanner's program", 33432: "Nobody", 65000: "own"}
    Image.fromarray(picture).save(path, tiffinfo=info, dpi=(400, 400))
    for ending in ("tif", "jpg"):
        done = exported(pass_through, path, ending)
        with Image.open(done.path) as image:
            exif = image.getexif()
            assert {tag: exif[tag] for tag in info} == info


def test_only_the_chosen_page_is_written(tmp_path: Path, pass_through: Any, picture: Any) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.fromarray(picture), Image.fromarray(picture[::-1].copy())]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    done = export(pass_through(open_photo(path, page=1)), Recipe(), tmp_path / "b.tif")
    assert any("page 2 of 2" in note for note in done.notes)
    assert open_photo(done.path).pages == 1
    with Image.open(done.path) as image:
        assert np.array_equal(np.asarray(image), picture[::-1])


def test_damaged_exif_is_changed_or_given_up_but_never_fails() -> None:
    raw = exif_block()
    random = np.random.default_rng(11)
    kept = 0
    for _ in range(3000):
        spoilt = bytearray(raw)
        for _ in range(random.integers(1, 6)):
            spoilt[random.integers(0, len(spoilt))] = random.integers(0, 256)
        if random.random() < 0.2:
            del spoilt[random.integers(0, len(spoilt)) :]
        change = exif.ExifChange(size=(300, 200), keep_gps=False, dpi=(300.0, 300.0))
        result = exif.changed(bytes(spoilt), change)
        assert result is not None
        opened = exif.parse(result)
        assert opened is not None
        assert opened[1].number(tiff_tags.ORIENTATION) in (1.0, None)
        assert tiff_tags.GPS not in opened[1].entries
        kept += len(opened[1].entries) > 5
    assert kept > 1000


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_tag_that_points_nowhere_is_read_around(number: float) -> None:
    layout = tiff_tags.Layout()
    raw = struct.pack("<f", number)
    entries = [tiff_tags.Entry(tag, 11, 1, raw) for tag in (tiff_tags.ORIENTATION, tiff_tags.EXIF)]
    block = exif.build(entries, layout)
    parsed = exif.parse(block)
    assert parsed is not None
    assert exif.orientation(block) == 1
    assert tiff_tags.read_sub(*parsed, tiff_tags.EXIF) is None


def test_tiff_above_four_gigabytes_has_the_same_metadata(
    pass_through: Any, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = values_of(open_photo(exported(pass_through, scan, "tif").path).metadata.exif)
    monkeypatch.setattr("workstation.core.io.formats._BIG_TIFF", 0)
    done = exported(pass_through, scan, "tif")
    assert done.path.read_bytes()[:4] == b"II+\0"
    found = open_photo(done.path)
    assert values_of(found.metadata.exif) == small
    assert (found.dpi, found.metadata.iptc) == ((600.0, 600.0), IPTC)
    assert recipe_from_file(done.path) is not None
    again = exported(pass_through, done.path.rename(scan.with_name("big.tif")), "jpg")
    assert values_of(open_photo(again.path).metadata.exif) == small
