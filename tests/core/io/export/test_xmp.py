"""What a result's XMP says: all that the photo's said, and how the result was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.core.io.export.blocks import MAKER_NOTE, PACKET, WITH_XMP, exported
from workstation.core.io.export import recipe_from_file
from workstation.core.io.photo import open_photo
from workstation.core.metadata import tiff_tags, xmp
from workstation.core.recipe import Recipe
from workstation.core.steps import STEPS, Colour, Tone


@pytest.mark.parametrize("ending", WITH_XMP)
def test_xmp_keeps_what_was_there_and_says_what_was_done(
    pass_through: Any, scan: Path, ending: str
) -> None:
    recipe = Recipe((Tone(), Colour()))
    done = exported(pass_through, scan, ending, recipe=recipe, coloured=True, how={"change": _tint})
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
    assert Recipe.from_json(found, STEPS) == recipe
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
    pass_through: Any, scan: Path, recipe: Recipe, coloured: bool
) -> None:
    done = exported(pass_through, scan, "jpg", recipe=recipe, coloured=coloured)
    packet = open_photo(done.path).metadata.xmp or b""
    assert b"DigitalSourceType" not in packet
    found = recipe_from_file(done.path)
    assert found is not None
    assert Recipe.from_json(found, STEPS) == recipe


def test_restoring_a_result_again_replaces_what_the_first_one_said(
    pass_through: Any, scan: Path
) -> None:
    recipe = Recipe((Colour(),))
    done = exported(pass_through, scan, "tif", recipe=recipe, coloured=True, how={"change": _tint})
    first = done.path.rename(scan.with_name("first.tif"))
    again = exported(pass_through, first, "jpg", recipe=Recipe((Tone(),)))
    packet = open_photo(again.path).metadata.xmp or b""
    assert packet.count(b"heirloom:recipe>") == 2  # one element, opened and closed
    assert recipe_from_file(again.path) == Recipe((Tone(),)).to_json()
    assert packet.count(xmp.TRAINED.encode()) == 1  # its colours still come from a model


def test_a_photo_tells_of_no_recipe(scan: Path) -> None:
    assert recipe_from_file(scan) is None


@pytest.mark.parametrize("ending", WITH_XMP)
def test_all_can_be_left_out_but_how_it_was_made(
    pass_through: Any, scan: Path, ending: str
) -> None:
    options = {"recipe": Recipe((Colour(),)), "coloured": True, "how": {"change": _tint}}
    done = exported(pass_through, scan, ending, metadata="strip-all", **options)
    found = open_photo(done.path)
    raw = done.path.read_bytes()
    for secret in (b"An old photo", b"Leitz", b"Nobody", b"chen", b"1923", MAKER_NOTE, b"52,31N"):
        assert secret not in raw
    assert found.metadata.iptc is None
    assert xmp.TRAINED.encode() in (found.metadata.xmp or b"")
    assert found.dpi == (600.0, 600.0)
    assert found.orientation == 1


def test_a_packet_that_would_fill_the_memory_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
    with pytest.raises(xmp.XmpError):
        xmp.add_provenance(bomb, xmp.Provenance("Heirloom", "{}"))
    assert xmp.find_recipe(bomb) is None


@pytest.mark.parametrize("length", [100, 5_000, 2_000_000])
def test_recipes_of_any_length_travel(length: int) -> None:
    random = np.random.default_rng(3).integers(32, 127, length)
    recipe = '{"steps": "' + "".join(chr(c) for c in random if chr(c) not in '"\\') + '"}'
    packet = xmp.add_provenance(PACKET, xmp.Provenance("Heirloom", recipe))
    assert xmp.find_recipe(packet) == recipe


def test_xmp_too_long_for_one_segment_of_a_jpeg_is_kept(pass_through: Any, scan: Path) -> None:
    long = PACKET.replace(b"13,24E", b"13,24E" + b"x" * 150_000)
    tiff = exported(pass_through, scan, "tif")
    path = tiff.path.rename(scan.with_name("long.tif"))
    with path.open("r+b") as file:
        main = tiff_tags.read_page(file)
        entries = main.entries | {700: tiff_tags.Entry(700, 1, len(long), long)}
        end = file.seek(0, 2)
        file.write(tiff_tags.serialize(entries.values(), main.layout, end, in_place=True))
        file.seek(0)
        file.write(main.layout.head(end))
    done = exported(pass_through, path, "jpg")
    assert done.notes == ()
    packet = open_photo(done.path).metadata.xmp or b""
    assert packet.count(b"x" * 150_000) == 1
    assert b"M\xc3\xbcnchen" in packet
    assert b"HasExtendedXMP" not in packet
    assert recipe_from_file(done.path) is not None
    with Image.open(done.path) as image:  # what has no need to be long is where all look for it
        assert b"M\xc3\xbcnchen" in image.info["xmp"]


def test_damaged_xmp_is_refused_but_never_fails() -> None:
    random = np.random.default_rng(12)
    made = xmp.Provenance("Heirloom", "{}", "colorizer")
    refused = 0
    for _ in range(1500):
        spoilt = bytearray(PACKET)
        for _ in range(random.integers(1, 4)):
            spoilt[random.integers(0, len(spoilt))] = random.integers(0, 256)
        try:
            packet = xmp.add_provenance(bytes(spoilt), made, keep_gps=False)
        except xmp.XmpError:
            refused += 1
            continue
        assert xmp.find_recipe(packet) == "{}"
    assert 0 < refused < 1500
