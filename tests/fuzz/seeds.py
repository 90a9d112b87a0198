"""What fuzzing starts from: small sound examples of everything, and what was once a finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.awkward.pictures import encoded, exif_block, scene
from tests.awkward.profiles import P3_PRIMARIES, icc_profile
from workstation.core.metadata import blocks, xmp
from workstation.core.recipe import Recipe
from workstation.core.steps import STEPS

CORPUS: Final = Path(__file__).parent / "corpus"

_STROKE = {
    "kind": "stroke",
    "points": [[0.5, 0.5, 1], [0.6, 0.5, 1]],
    "radius": 0.1,
    "hardness": 0.5,
    "erase": False,
}
_MASK = {"marks": [_STROKE, {"kind": "lasso", "points": [[0, 0], [1, 0], [1, 1]]}]}
_DOT = {"row": 0.5, "column": 0.5, "a": 1, "b": 1, "radius": 0.1, "spread": False}


def seeds(target: str) -> Iterator[bytes]:
    """The bytes that a target begins with."""
    yield from (path.read_bytes() for path in sorted(CORPUS.glob(f"{target}-*")))
    yield from _SEEDS.get(target, lambda: iter(()))()


def _recipes() -> Iterator[bytes]:
    yield Recipe().to_json().encode()
    yield Recipe(tuple(step() for step in STEPS)).to_json().encode()
    colour = {"kind": "colour", "version": 3, "dots": [_DOT]}
    colour["regions"] = [{"name": "sky", "mask": _MASK, "a": 3, "b": -30}]
    yield json.dumps({"heirloom": 1, "kind": "grey", "steps": [colour, {"kind": "x"}]}).encode()


def _exifs() -> Iterator[bytes]:
    block = exif_block(tag_274=6, tag_305="scanner", tag_282=300.0, tag_283=300.0, tag_296=2)
    yield block.tobytes().removeprefix(b"Exif\0\0")


def _projects() -> Iterator[bytes]:
    where = {"path": "a.jpg", "absolute": "/a.jpg", "sha256": "0" * 64, "page": 0, "bytes": 9}
    steps = {"0": {"kind": "tone", "version": 1}}
    entries = [
        {"parent": None, "recipe": [], "name": "Open"},
        {"parent": 0, "recipe": ["0"], "name": "Tone", "text": ["Tone", {}], "kind": "grey"},
    ]
    marks = [{"name": "mark", "position": 1}]
    history = {"entries": entries, "position": 1, "branch": 1, "snapshots": marks}
    data = {"heirloom_project": 1, "photo": where, "steps": steps, "history": history}
    yield json.dumps(data).encode()


def _photos() -> Iterator[bytes]:
    rgb = scene(12, 9)
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "AVIF"):
        yield encoded(rgb, kind)
    yield encoded(rgb, "JPEG", exif=exif_block(tag_274=6).tobytes())
    yield encoded(rgb, "TIFF", compression="tiff_lzw")


_SEEDS = {
    "exif": _exifs,
    "tags": lambda: iter([*_exifs(), encoded(scene(9, 9), "TIFF")]),
    "xmp": lambda: iter([xmp.add_provenance(None, xmp.Provenance("x", '{"a": 1}', "m"))]),
    "iptc": lambda: iter([b"Photoshop 3.0\0" + blocks.wrap_iptc(b"\x1c\x02\x05\0\x01x")]),
    "icc": lambda: iter([icc_profile(P3_PRIMARIES, 2.2), icc_profile(P3_PRIMARIES, None)]),
    "recipe": _recipes,
    "project": _projects,
    "about": _projects,
    "mask": lambda: iter([json.dumps(_MASK).encode()]),
    "mask_png": lambda: iter([encoded(scene(9, 9)[:, :, 0], "PNG")]),
    "settings": lambda: iter([b'{"theme": "dark", "threads": 2, "remembered": {"recent": []}}']),
    "options": lambda: iter([b'{"device": "cpu", "export": {"quality": 90, "dpi": 300}}']),
    "photo": _photos,
}
