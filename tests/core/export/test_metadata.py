"""What a photo says about itself stays with its result, in every format that can hold it.

Longer than other files here: the blocks at its head serve all the tests.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from workstation.core import exif, tiff_tags, xmp
from workstation.core.export import ExportOptions, export, recipe_from_file
from workstation.core.metadata import exif_directory
from workstation.core.photo import open_photo
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Tone

ALL = ["jpg", "png", "tif", "webp", "avif"]
IPTC = b"\x1c\x02\x00\x00\x02\x00\x04\x1c\x02\x50\x00\x06Nobody\x1c\x02\x78\x00\x05Three"
PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 5.6">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
    b' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:odd="urn:odd/"'
    b' xmp:CreatorTool="A scanner" tiff:Orientation="6" exif:GPSLatitude="52,31N" odd:kept="yes">'
    b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Oma &amp; Opa, M\xc3\xbcnchen</rdf:li>'
    b"</rdf:Alt></dc:title><exif:GPSLongitude>13,24E</exif:GPSLongitude>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
MAKER_NOTE = b"Maker\0" + bytes(range(200))


def exif_block() -> bytes:
    """Main directory, camera's part with a note, place, and a thumbnail."""
    exif = Image.Exif()
    exif[270], exif[271], exif[274] = "An old photo", "Leitz", 6
    exif[282], exif[283], exif[296], exif[315] = 600.0, 600.0, 2, "Nobody"
    camera = exif.get_ifd(0x8769)
    camera[0x9003], camera[0x927C] = "1923:05:06 07:08:09", MAKER_NOTE
    camera[0xA002], camera[0xA003], camera[0xBEEF] = 200, 150, b"unknown"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 7.0), "E", (13.0, 24.0, 33.0)
    raw = exif.tobytes().removeprefix(b"Exif\0\0")
    return _with_thumbnail(raw)


def _with_thumbnail(raw: bytes) -> bytes:
    order = "<" if raw[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", raw, 4)[0]
    count = struct.unpack_from(order + "H", raw, first)[0]
    block = bytearray(raw + bytes(len(raw) % 2))
    struct.pack_into(order + "I", block, first + 2 + 12 * count, len(block))
    preview = b"\xff\xd8THUMBNAIL\xff\xd9"
    start = len(block) + 2 + 24 + 4
    block += struct.pack(order + "HHHIIHHIII", 2, 513, 4, 1, start, 514, 4, 1, len(preview), 0)
    return bytes(block + preview)


def values_of(exif: bytes | None) -> dict[int, Any]:
    """All that Pillow finds in a block, its parts' tags behind 0x10000 and 0x20000."""
    image = Image.Exif()
    image.load(b"Exif\0\0" + exif if exif else b"")
    found = dict(image)
    for number, part in ((0x10000, 0x8769), (0x20000, 0x8825)):
        found |= {number + tag: value for tag, value in image.get_ifd(part).items()}
    for pointer in (0x8769, 0x8825):
        found.pop(pointer, None)
    return found


@pytest.fixture
def scan(tmp_path: Path, picture: Any) -> Path:
    """A photo with everything: on its side, 600 dpi, EXIF, XMP, IPTC."""
    path = tmp_path / "scan.jpg"
    app13 = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(IPTC)) + IPTC
    raw = io.BytesIO()
    Image.fromarray(picture).save(
        raw, "JPEG", dpi=(600, 600), exif=b"Exif\0\0" + exif_block(), xmp=PACKET, quality=95
    )
    data = raw.getvalue()
    path.write_bytes(data[:2] + b"\xff\xed" + struct.pack(">H", len(app13) + 2) + app13 + data[2:])
    return path


def exported(passing: Any, path: Path, ending: str, **options: Any) -> Any:
    recipe = options.pop("recipe", Recipe())
    renderer = passing.of(path, coloured=options.pop("coloured", False), **options.pop("how", {}))
    target = path.with_name(f"result.{ending}")
    return export(renderer, recipe, target, ExportOptions(overwrite=True, **options))


def test_the_scan_has_what_the_tests_need(scan: Path) -> None:
    photo = open_photo(scan)
    assert photo.metadata.exif == exif_block()
    assert photo.metadata.xmp == PACKET
    assert photo.metadata.iptc == IPTC
    assert (photo.dpi, photo.orientation, photo.height) == ((600.0, 600.0), 6, 200)


@pytest.mark.parametrize("ending", ALL)
def test_exif_is_equal_but_for_orientation_and_sizes(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending)
    before, after = (
        values_of(open_photo(scan).metadata.exif),
        values_of(open_photo(done.path).metadata.exif),
    )
    before[274] = 1
    before[0x1A002], before[0x1A003] = 150, 200
    assert after == before
    assert after[0x1927C] == MAKER_NOTE
    assert after[0x1BEEF] == b"unknown"


@pytest.mark.parametrize("ending", ALL)
def test_other_programs_find_the_same_exif(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending)
    with Image.open(done.path) as image:
        exif = image.getexif()
        assert exif.get(274, 1) == 1
        assert exif[270] == "An old photo"
        assert exif[315] == "Nobody"
        assert exif.get_ifd(0x8769)[0x9003] == "1923:05:06 07:08:09"
        assert exif.get_ifd(0x8825)[2] == (52.0, 31.0, 7.0)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_the_preview_of_the_photo_as_it_was_is_gone(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending)
    assert b"THUMBNAIL" not in done.path.read_bytes()
    opened = exif_directory(open_photo(done.path).metadata.exif)
    assert opened is not None
    assert opened[2].following == 0


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_notes_of_the_camera_stay_where_they_point_to(
    passing: Any, scan: Path, ending: str
) -> None:
    """They refer to places in the block, so that they must not move."""

    def place(path: Path) -> int:
        opened = exif_directory(open_photo(path).metadata.exif)
        assert opened is not None
        part = tiff_tags.read_sub(*opened, tiff_tags.EXIF)
        assert part is not None
        return part.entries[0x927C].data_position

    assert place(exported(passing, scan, ending).path) == place(scan)


@pytest.mark.parametrize("source", ["jpg", "tif", "png"])
@pytest.mark.parametrize("ending", ALL)
def test_metadata_survives_two_journeys(passing: Any, scan: Path, ending: str, source: str) -> None:
    middle = exported(passing, scan, source)
    first = middle.path.rename(scan.with_name(f"middle.{source}"))
    done = exported(passing, first, ending)
    before, after = open_photo(first), open_photo(done.path)
    assert values_of(after.metadata.exif) == values_of(before.metadata.exif)
    assert after.dpi == (600.0, 600.0)
    if ending not in ("webp", "avif"):
        assert after.metadata.iptc == IPTC
    assert b"Oma &amp; Opa, M\xc3\xbcnchen" in (after.metadata.xmp or b"")


@pytest.mark.parametrize("ending", ALL)
def test_resolution_comes_back(tmp_path: Path, passing: Any, picture: Any, ending: str) -> None:
    for dpi in ((300.0, 300.0), (1200.0, 600.0), (72.0, 72.0)):
        path = tmp_path / "a.tif"
        Image.fromarray(picture).save(path, dpi=dpi)
        done = exported(passing, path, ending)
        assert open_photo(done.path).dpi == dpi
        with Image.open(done.path) as image:
            found = image.info.get("dpi") or tuple(image.getexif()[tag] for tag in (282, 283))
        assert tuple(round(float(value)) for value in found) == dpi


@pytest.mark.parametrize("ending", ALL)
def test_no_resolution_is_invented(tmp_path: Path, passing: Any, picture: Any, ending: str) -> None:
    Image.fromarray(picture).save(tmp_path / "a.png")
    done = exported(passing, tmp_path / "a.png", ending)
    assert open_photo(done.path).dpi is None
    with Image.open(done.path) as image:
        assert 282 not in image.getexif()
        assert ending == "tif" or "dpi" not in image.info


def test_a_resolution_in_centimetres_stays_exact(
    tmp_path: Path, passing: Any, picture: Any
) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(picture).save(path, dpi=(300, 300))
    raw = path.read_bytes()
    at = raw.index(b"JFIF\0") + 7
    path.write_bytes(raw[:at] + b"\x02\0\x76\0\x76" + raw[at + 5 :])
    done = exported(passing, path, "jpg")
    assert done.path.read_bytes()[at : at + 5] == b"\x02\0\x76\0\x76"


@pytest.mark.parametrize("ending", ["jpg", "png", "tif"])
def test_iptc_comes_back(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending)
    assert open_photo(done.path).metadata.iptc == IPTC
    assert done.notes == ()
    if ending == "jpg":
        with Image.open(done.path) as image:
            assert image.info["photoshop"][0x0404] == IPTC


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_formats_without_room_for_iptc_say_so(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending)
    assert any("IPTC" in note for note in done.notes)


@pytest.mark.parametrize("ending", ALL)
def test_xmp_keeps_what_was_there_and_says_what_was_done(
    passing: Any, scan: Path, ending: str
) -> None:
    recipe = Recipe((Tone(), Colour()))
    done = exported(passing, scan, ending, recipe=recipe, coloured=True, how={"change": _tint})
    packet = open_photo(done.path).metadata.xmp or b""
    for kept in (b"Oma &amp; Opa, M\xc3\xbcnchen", b'odd:kept="yes"', b"52,31N", b"13,24E"):
        assert kept in packet
    assert b'tiff:Orientation="1"' in packet
    assert b"A scanner" not in packet
    assert packet.count(b"CreatorTool>Heirloom 0.1") == 1
    assert xmp.TRAINED.encode() in packet
    assert b"colorizer 0123456789ab" in packet
    found = recipe_from_file(done.path)
    assert found is not None
    assert Recipe.from_json(found) == recipe
    with Image.open(done.path) as image:
        raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp", "").encode()
        raw = raw or image.tag_v2[700]  # type: ignore[attr-defined]
    assert xmp.TRAINED.encode() in raw


def _tint(pixels: Any) -> Any:
    tinted = np.ascontiguousarray(pixels * np.array([1.0, 0.8, 0.6], np.float32))
    tinted.flags.writeable = False
    return tinted


@pytest.mark.parametrize(
    ("recipe", "coloured"), [(Recipe((Tone(),)), False), (Recipe((Colour(),)), False)]
)
def test_nothing_is_said_about_a_trained_model_where_none_was_at_work(
    passing: Any, scan: Path, recipe: Recipe, coloured: bool
) -> None:
    done = exported(passing, scan, "jpg", recipe=recipe, coloured=coloured)
    packet = open_photo(done.path).metadata.xmp or b""
    assert b"DigitalSourceType" not in packet
    found = recipe_from_file(done.path)
    assert found is not None
    assert Recipe.from_json(found) == recipe


def test_restoring_a_result_again_replaces_what_the_first_one_said(
    passing: Any, scan: Path
) -> None:
    recipe = Recipe((Colour(),))
    done = exported(passing, scan, "tif", recipe=recipe, coloured=True, how={"change": _tint})
    first = done.path.rename(scan.with_name("first.tif"))
    again = exported(passing, first, "jpg", recipe=Recipe((Tone(),)))
    packet = open_photo(again.path).metadata.xmp or b""
    assert packet.count(b"heirloom:recipe>") == 2  # one element, opened and closed
    assert recipe_from_file(again.path) == Recipe((Tone(),)).to_json()
    assert packet.count(xmp.TRAINED.encode()) == 1  # its colours still come from a model


def test_a_photo_tells_of_no_recipe(scan: Path) -> None:
    assert recipe_from_file(scan) is None


@pytest.mark.parametrize("ending", ALL)
def test_the_place_can_be_left_out(passing: Any, scan: Path, ending: str) -> None:
    done = exported(passing, scan, ending, metadata="strip-gps")
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


@pytest.mark.parametrize("ending", ALL)
def test_all_can_be_left_out_but_how_it_was_made(passing: Any, scan: Path, ending: str) -> None:
    options = {"recipe": Recipe((Colour(),)), "coloured": True, "how": {"change": _tint}}
    done = exported(passing, scan, ending, metadata="strip-all", **options)
    found = open_photo(done.path)
    raw = done.path.read_bytes()
    for secret in (b"An old photo", b"Leitz", b"Nobody", b"chen", b"1923", MAKER_NOTE, b"52,31N"):
        assert secret not in raw
    assert found.metadata.iptc is None
    assert xmp.TRAINED.encode() in (found.metadata.xmp or b"")
    assert found.dpi == (600.0, 600.0)
    assert found.orientation == 1


@pytest.mark.parametrize("ending", ALL)
def test_damaged_metadata_does_not_stop_an_export(
    tmp_path: Path, passing: Any, picture: Any, ending: str
) -> None:
    path = tmp_path / "a.jpg"
    broken = b"Exif\0\0II*\0\xff\xff\xff\x00"
    Image.fromarray(picture).save(path, exif=broken, xmp=b"<x:xmpmeta broken", dpi=(300, 300))
    done = exported(passing, path, ending)
    assert sum("damaged" in note for note in done.notes) == 2
    assert open_photo(done.path).dpi == (300.0, 300.0)
    assert recipe_from_file(done.path) is not None


def test_a_packet_that_would_fill_the_memory_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
    with pytest.raises(xmp.XmpError):
        xmp.merged(bomb, xmp.Provenance("Heirloom", "{}"))
    assert xmp.recipe_in(bomb) is None


@pytest.mark.parametrize("length", [100, 5_000, 2_000_000])
def test_recipes_of_any_length_travel(length: int) -> None:
    random = np.random.default_rng(3).integers(32, 127, length)
    recipe = '{"steps": "' + "".join(chr(c) for c in random if chr(c) not in '"\\') + '"}'
    packet = xmp.merged(PACKET, xmp.Provenance("Heirloom", recipe))
    assert xmp.recipe_in(packet) == recipe


def test_xmp_too_long_for_one_segment_of_a_jpeg_is_kept(passing: Any, scan: Path) -> None:
    long = PACKET.replace(b"13,24E", b"13,24E" + b"x" * 150_000)
    tiff = exported(passing, scan, "tif")
    path = tiff.path.rename(scan.with_name("long.tif"))
    with path.open("r+b") as file:
        layout, main = tiff_tags.read_page(file)
        entries = main.entries | {700: tiff_tags.Entry(700, 1, len(long), long)}
        end = file.seek(0, 2)
        file.write(tiff_tags.written(entries.values(), layout, end, in_place=True)[0])
        file.seek(4)
        file.write(layout.offset.pack(end))
    done = exported(passing, path, "jpg")
    assert done.notes == ()
    packet = open_photo(done.path).metadata.xmp or b""
    assert packet.count(b"x" * 150_000) == 1
    assert b"M\xc3\xbcnchen" in packet
    assert b"HasExtendedXMP" not in packet
    assert recipe_from_file(done.path) is not None
    with Image.open(done.path) as image:  # what has no need to be long is where all look for it
        assert b"M\xc3\xbcnchen" in image.info["xmp"]


def test_blocks_too_long_for_a_jpeg_are_told(tmp_path: Path, passing: Any, picture: Any) -> None:
    exif = Image.Exif()
    exif[270] = "x" * 70_000
    path = tmp_path / "a.png"
    Image.fromarray(picture).save(path, exif=exif)
    done = exported(passing, path, "jpg")
    assert done.notes == ("JPEG has no room for the photo's EXIF.",)
    assert open_photo(done.path).metadata.exif is None


def test_tiff_written_by_others_keeps_its_descriptions(
    tmp_path: Path, passing: Any, picture: Any
) -> None:
    path = tmp_path / "a.tif"
    info = {270: "An old photo", 305: "A scanner's program", 33432: "Nobody", 65000: "own"}
    Image.fromarray(picture).save(path, tiffinfo=info, dpi=(400, 400))
    for ending in ("tif", "jpg"):
        done = exported(passing, path, ending)
        with Image.open(done.path) as image:
            exif = image.getexif()
            assert {tag: exif[tag] for tag in info} == info


def test_only_the_chosen_page_is_written(tmp_path: Path, passing: Any, picture: Any) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.fromarray(picture), Image.fromarray(picture[::-1].copy())]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    done = export(passing(open_photo(path, page=1)), Recipe(), tmp_path / "b.tif")
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
        change = exif.Change(turned=True, gps=False, dpi=(300.0, 300.0))
        result = exif.changed(bytes(spoilt), change)
        assert result is not None
        opened = exif_directory(result)
        assert opened is not None
        assert opened[2].number(opened[1], tiff_tags.ORIENTATION) in (1.0, None)
        assert tiff_tags.GPS not in opened[2].entries
        kept += len(opened[2].entries) > 5
    assert kept > 1000


def test_damaged_xmp_is_refused_but_never_fails() -> None:
    random = np.random.default_rng(12)
    made = xmp.Provenance("Heirloom", "{}", "colorizer")
    refused = 0
    for _ in range(1500):
        spoilt = bytearray(PACKET)
        for _ in range(random.integers(1, 4)):
            spoilt[random.integers(0, len(spoilt))] = random.integers(0, 256)
        try:
            packet = xmp.merged(bytes(spoilt), made, gps=False)
        except xmp.XmpError:
            refused += 1
            continue
        assert xmp.recipe_in(packet) == "{}"
    assert 0 < refused < 1500


def test_tiff_above_four_gigabytes_has_the_same_metadata(
    passing: Any, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = values_of(open_photo(exported(passing, scan, "tif").path).metadata.exif)
    monkeypatch.setattr("workstation.core.encode._BIG_TIFF", 0)
    done = exported(passing, scan, "tif")
    assert done.path.read_bytes()[:4] == b"II+\0"
    found = open_photo(done.path)
    assert values_of(found.metadata.exif) == small
    assert (found.dpi, found.metadata.iptc) == ((600.0, 600.0), IPTC)
    assert recipe_from_file(done.path) is not None
    again = exported(passing, done.path.rename(scan.with_name("big.tif")), "jpg")
    assert values_of(open_photo(again.path).metadata.exif) == small
