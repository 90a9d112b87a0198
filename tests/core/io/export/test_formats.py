"""The table of formats: each of its lines tells the truth, and the guide tells the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from workstation.core.errors import HeirloomError
from workstation.core.io.export import ExportOptions, export
from workstation.core.io.formats import (
    DEPTHS,
    EXPORTED,
    FORMATS,
    PHOTO_SUFFIXES,
    Format,
)
from workstation.core.io.photo import open_photo
from workstation.core.recipe import Recipe

GUIDE = Path(__file__).resolve().parents[4] / "docs" / "user-guide.md"
each_written = pytest.mark.parametrize("format_", EXPORTED.values(), ids=EXPORTED)


def written(pass_through: Any, source: Path, format_: Format, **options: Any) -> Path:
    target = source.with_name("result" + format_.suffixes[0])
    return export(
        pass_through.of(source), Recipe(), target, ExportOptions(overwrite=True, **options)
    ).path


def photo_of(path: Path, height: int, width: int, mode: str = "L") -> Path:
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(path)
    return path


@each_written
def test_what_the_table_says_is_kept_is_kept_and_nothing_else(
    pass_through: Any, scan: Path, profile: Any, format_: Format
) -> None:
    icc, raw = profile("p3"), scan.read_bytes()
    content = b"ICC_PROFILE\0\x01\x01" + icc
    segment = b"\xff\xe2" + (len(content) + 2).to_bytes(2, "big") + content
    scan.write_bytes(raw[:2] + segment + raw[2:])
    before, after = open_photo(scan), open_photo(written(pass_through, scan, format_))
    assert before.metadata.icc == icc
    transparent = scan.with_name("transparent.png")
    gradient = Image.linear_gradient("L").resize((50, 40))
    Image.merge("RGBA", [gradient] * 4).save(transparent)
    facts: dict[str, bool] = {
        "icc": after.metadata.icc == icc,
        "exif": after.metadata.exif is not None,
        "xmp": b"Oma &amp; Opa" in (after.metadata.xmp or b""),
        "iptc": after.metadata.iptc == before.metadata.iptc,
        "dpi": after.dpi == before.dpi,
        "alpha": open_photo(written(pass_through, transparent, format_)).alpha,
    }
    assert {name for name, kept in facts.items() if kept} == format_.keeps
    assert after.format == format_.name


@each_written
@pytest.mark.parametrize("bits", DEPTHS)
def test_the_depths_of_the_table_can_be_written_and_no_others(
    pass_through: Any, tmp_path: Path, format_: Format, bits: int
) -> None:
    source = photo_of(tmp_path / "a.png", 40, 50, "RGB")
    if bits in format_.bits:
        found = open_photo(written(pass_through, source, format_, bits=bits))
        assert found.bits == (8 if bits == 8 else 16)
    else:
        with pytest.raises(HeirloomError, match=f"cannot hold {bits} bits"):
            written(pass_through, source, format_, bits=bits)


@each_written
def test_the_longest_side_of_the_table_can_be_written_and_no_longer_one(
    pass_through: Any, tmp_path: Path, format_: Format
) -> None:
    longest = format_.longest_px or 70_000
    source = photo_of(tmp_path / "a.png", 2, longest)
    assert open_photo(written(pass_through, source, format_)).width == longest
    if format_.longest_px is not None:
        with pytest.raises(HeirloomError, match=f"{longest:,}"):
            written(pass_through, photo_of(tmp_path / "a.png", 2, longest + 1), format_)


@each_written
def test_grey_photos_stay_in_one_channel_where_the_table_says_so(
    pass_through: Any, tmp_path: Path, format_: Format
) -> None:
    found = open_photo(written(pass_through, photo_of(tmp_path / "a.png", 40, 50), format_))
    assert (found.channels == "grey") == format_.grey


@each_written
def test_each_option_of_the_table_changes_the_file(
    pass_through: Any, scan: Path, format_: Format
) -> None:
    others = {"quality": 50, "subsampling": "4:2:0", "compression": "none"}
    usual = written(pass_through, scan, format_).read_bytes()
    for option in format_.options:
        changed = written(pass_through, scan, format_, **{option: others[option]}).read_bytes()
        assert changed != usual, option


@each_written
def test_results_are_equal_to_the_last_bit_where_nothing_is_said_to_be_lost(
    pass_through: Any, tmp_path: Path, picture: Any, format_: Format
) -> None:
    Image.fromarray(picture).save(tmp_path / "a.png")
    with Image.open(written(pass_through, tmp_path / "a.png", format_)) as image:
        assert np.array_equal(np.asarray(image), picture) == format_.lossless


def test_no_two_formats_share_an_ending() -> None:
    endings = [e for f in FORMATS.values() for e in (*f.suffixes, *f.suffixes_read)]
    assert len(endings) == len(set(endings))
    assert set(endings) == PHOTO_SUFFIXES


def test_formats_can_be_listed_before_anything_heavy_is_loaded() -> None:
    heavy = ("numpy", "cv2", "pyvips", "PIL", "workstation.core.metadata", "logging")
    code = (
        f"import sys, workstation.core.io.formats; print([m for m in {heavy} if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert told.stdout.strip() == "[]"


def line_of(format_: Format) -> str:
    """What the guide says."""
    endings = " ".join(f"`{ending}`" for ending in format_.suffixes)
    if format_.save is None:
        return f"| {format_.label} | {endings} | – | – | – |"
    bits = ", ".join(str(bits) for bits in format_.bits)
    longest = "any" if format_.longest_px is None else f"{format_.longest_px:,} px"
    order = {"exif": "EXIF", "xmp": "XMP", "iptc": "IPTC", "alpha": "transparency"}
    kept = ", ".join(words for name, words in order.items() if name in format_.keeps)
    return f"| {format_.label} | {endings} | {bits} | {longest} | {kept} |"


def test_the_guide_has_the_same_table() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    missing = [line_of(format_) for format_ in FORMATS.values() if line_of(format_) not in guide]
    assert not missing, "\n".join(missing)
    assert ", ".join(f"`{name}`" for name in ("same", *EXPORTED)) in guide
