"""What is fuzzed: each target takes any bytes, and may raise nothing but two sentences."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workstation.batch.work import Options
from workstation.core import json_text, project
from workstation.core.color import icc_profiles, matrix_trc
from workstation.core.errors import HeirloomError
from workstation.core.io import formats, mask_png
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import mask_from_json
from workstation.core.metadata import blocks, exif, tiff_tags, xmp
from workstation.core.metadata.jpeg import _extended_xmp
from workstation.core.metadata.png import _read_profile
from workstation.core.metadata.tiff import _exif
from workstation.core.recipe import Recipe
from workstation.core.settings import Settings
from workstation.core.steps import STEPS

_FOLDER: Final = Path(tempfile.mkdtemp(prefix="heirloom-fuzz-"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _exif_block(data: bytes) -> None:
    exif.orientation(data)
    exif.dpi(data)
    for swap in (False, True):
        exif.changed(data, exif.ExifChange(swap, not swap, (300.0, 300.0) if swap else None))


def _tags(data: bytes) -> None:
    file = io.BytesIO(data)
    tiff_tags.pages_end(file)
    try:
        main = tiff_tags.read_page(file, data[-1] % 3 if data else 0)
    except tiff_tags.TagsError:
        return
    for tag in (tiff_tags.EXIF, tiff_tags.GPS, tiff_tags.INTEROPERABILITY):
        tiff_tags.read_sub(file, main, tag)
    for tag in main.entries:
        main.number(tag)
        main.numbers(tag)
    tiff_tags.serialize(main.entries.values(), main.layout, 8)
    _exif(file, 0)


def _xmp(data: bytes) -> None:
    xmp.find_recipe(data)
    try:
        made = xmp.add_provenance(data, xmp.Provenance("fuzz", "{}"))
        xmp.split(made, 500)
    except xmp.XmpError:
        return
    assert xmp.find_recipe(made) == "{}"


def _iptc(data: bytes) -> None:
    found = blocks.unwrap_iptc(data)
    if found:
        again = blocks.unwrap_iptc(blocks.wrap_iptc(found))
        assert again is not None
    _read_profile(io.BytesIO(data), b"iptc")
    _read_profile(io.BytesIO(data), b"exif", b"APP1")
    _extended_xmp(io.BytesIO(data))


def _icc(data: bytes) -> None:
    matrix_trc.parse(data)
    icc_profiles.padded(data)


def _recipe(data: bytes) -> None:
    recipe = Recipe.from_json(_text(data), STEPS)
    written = recipe.to_json()
    assert Recipe.from_json(written.encode().decode(), STEPS).to_json() == written


def _project(data: bytes) -> None:
    path = _FOLDER / "fuzz.heirloom"
    path.write_bytes(data)
    project.recipe_of(path)


def _about(data: bytes) -> None:
    path = _FOLDER / "about.heirloom"
    path.write_bytes(data)
    project.about(path)


def _mask(data: bytes) -> None:
    try:
        mask_from_json(json_text.loads(_text(data)))
    except json_text.JsonError:
        return


def _mask_png(data: bytes) -> None:
    path = _FOLDER / "mask.png"
    path.write_bytes(data)
    mask_png.load_mask(path)


def _settings(data: bytes) -> None:
    path = _FOLDER / "settings.json"
    path.write_bytes(data)
    settings = Settings(path)
    settings.texts("recent")
    settings.put("window", "x")
    assert Settings(path).text("window") == "x"


def _options(data: bytes) -> None:
    Options.from_json(_text(data)).exporting()


def _photo(data: bytes) -> None:
    if formats.recognise(data[:4096]) is None:
        return
    path = _FOLDER / "photo"
    path.write_bytes(data)
    open_photo(path)


_TARGETS: dict[str, Callable[[bytes], None]] = {
    "exif": _exif_block,
    "tags": _tags,
    "xmp": _xmp,
    "iptc": _iptc,
    "icc": _icc,
    "recipe": _recipe,
    "project": _project,
    "about": _about,
    "mask": _mask,
    "mask_png": _mask_png,
    "settings": _settings,
    "options": _options,
    "photo": _photo,
}
TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(_TARGETS)


def run(name: str, data: bytes) -> None:
    """Give data to a target; what it may say of bad data is swallowed."""
    try:
        TARGETS[name](data)
    except HeirloomError as error:
        if not (error.message and error.hint):
            raise RuntimeError("An error without its two sentences.") from error
