"""Data made to harm: refused in two sentences, or taken with bounds, in little memory and time."""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import tracemalloc

import numpy as np
import pytest

from tests.awkward.pictures import encoded, scene
from workstation.core import json_text
from workstation.core.color import icc_profiles
from workstation.core.errors import HeirloomError
from workstation.core.io.photo import open_photo
from workstation.core.metadata import tiff_tags, xmp
from workstation.core.metadata.tiff_tags import Layout
from workstation.core.recipe import Recipe
from workstation.core.settings import Settings
from workstation.core.steps import STEPS


def _overlapping_tags(number: int, size: int) -> bytes:
    """An EXIF block whose tags all point to the same bytes."""
    layout = Layout("<")
    head = layout.head(8) + layout.count.pack(number)
    for tag in range(number):
        head += struct.pack("<HHII", 1000 + tag, 7, size, 8)
    return head + bytes(4) + bytes(size)


def test_tags_that_point_to_the_same_bytes_do_not_fill_the_memory():
    block = _overlapping_tags(4000, 2 << 20)
    tracemalloc.start()
    directory = tiff_tags.read_page(io.BytesIO(block))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 80 << 20
    assert sum(len(entry.data) for entry in directory.entries.values()) <= 64 << 20


def test_a_photo_with_such_tags_opens(tmp_path):
    path = tmp_path / "bomb.png"
    png = encoded(scene(), "PNG", exif=b"Exif\0\0" + _overlapping_tags(2000, 1 << 20))
    path.write_bytes(png)
    assert open_photo(path).orientation == 1


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "[1e999]"])
def test_json_that_is_made_to_harm_is_no_json(text):
    with pytest.raises(json_text.JsonError):
        json_text.loads(text)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "9" * 5000, "[" * 70 + "]" * 70])
def test_json_holds_what_is_written_and_no_more(text):
    with pytest.raises(json_text.JsonError):
        json_text.loads(text)


def test_names_that_are_no_text_come_back_from_json():
    name = os.fsdecode(b"caf\xe9.png") if sys.platform == "linux" else "caf\udce9.png"
    written = json_text.dumps({"name": name})
    assert json_text.loads(written.encode("utf-8").decode("utf-8")) == {"name": name}


def _recipe(**fields: object) -> str:
    step = {"kind": "colour", "version": 3, **fields}
    return json.dumps({"heirloom": 1, "steps": [step]})


DOT = {"row": 0.5, "column": 0.5, "a": 1, "b": 1, "radius": 0.1, "spread": False}
MARK = {"kind": "stroke", "points": [[0.5, 0.5, 1]], "radius": 0.1, "hardness": 0.5, "erase": False}


@pytest.mark.parametrize(
    "text",
    [
        _recipe(palette=2.5),
        _recipe(dots=[DOT] * 6000),
        _recipe(regions=[{"name": "", "mask": {"marks": []}}] * 300),
        _recipe(regions=[{"name": "", "mask": {"marks": [MARK] * 6000}}]),
        json.dumps({"heirloom": 99, "steps": []}),
        json.dumps({"heirloom": 1, "steps": [{"kind": f"later {n}"} for n in range(5000)]}),
        "[" * 100_000,
        _recipe(strength=float("inf")),
    ],
    ids=lambda text: text[:40] + str(len(text)),
)
def test_a_recipe_beyond_all_bounds_is_refused_in_two_sentences(text):
    with pytest.raises(HeirloomError) as raised:
        Recipe.from_json(text, STEPS)
    assert raised.value.message.endswith(".")
    assert raised.value.hint.endswith(".")


def test_a_recipe_with_letters_that_utf_8_lacks_can_be_written():
    text = _recipe(regions=[{"name": "\ud800\uffff", "mask": {"marks": []}}])
    recipe = Recipe.from_json(text, STEPS)
    packet = xmp.add_provenance(None, xmp.Provenance("test", recipe.to_json()))
    assert Recipe.from_json(xmp.find_recipe(packet) or "", STEPS) == recipe


def test_xmp_that_lies_very_deep_is_left_alone():
    deep = "<a>" * 5000 + "</a>" * 5000
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"<rdf:Description>{deep}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
    with pytest.raises(xmp.XmpError):
        xmp.add_provenance(packet, xmp.Provenance("test", "{}"))
    assert xmp.find_recipe(packet) is None


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\0",
        b"[" * 100_000,
        b'{"theme": 1e999}',
        b'{"recipe": "\\ud800", "keys": {"open": [[[["a"]]]]}}',
        b'{"remembered": [1, 2], "threads": ' + b"9" * 5000 + b"}",
        b"null",
    ],
)
def test_damaged_settings_are_said_and_can_be_reset(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path)
    settings.reset()
    settings.choose("threads", 2)
    assert Settings(path).chosen.threads == 2
    assert not Settings(path).problems


def test_a_profile_of_odd_length_travels_in_every_format(tmp_path):
    from tests.awkward.profiles import P3_PRIMARIES, icc_profile
    from workstation.core.color.icc_profiles import parse

    odd = icc_profile(P3_PRIMARIES, 2.2)
    odd = (len(odd) + 1).to_bytes(4, "big") + odd[4:] + b"\0"
    assert len(odd) % 4
    padded = icc_profiles.padded(odd)
    assert len(padded) % 4 == 0 == int.from_bytes(padded[:4], "big") - len(padded)
    assert parse(padded, "rgb") is not None
    path = tmp_path / "odd.png"
    from workstation.core.io import encode  # noqa: F401
    from workstation.core.libvips import libvips

    image = libvips().Image.new_from_array(np.zeros((8, 8, 3), np.uint8))
    image = image.copy(interpretation="srgb")
    image.set_type(libvips().GValue.blob_type, "icc-profile-data", padded)
    image.pngsave(str(path), keep=8)
    assert open_photo(path).metadata.icc == padded


def test_a_mask_of_many_channels_has_no_more_memory_than_a_grey_one(tmp_path):
    from workstation.core.io.mask_png import load_mask

    path = tmp_path / "mask.png"
    png = bytearray(encoded(np.zeros((9, 9, 4), np.uint8), "PNG"))
    png[16:24] = struct.pack(">II", 20_000, 10_000)
    path.write_bytes(png)
    with pytest.raises(HeirloomError, match="more than a mask needs"):
        load_mask(path)
