"""`heirloom info`, `diagnose` and `models`: what there is, without changing anything."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from workstation.batch.failures import explained
from workstation.cli.exit_codes import FAILED, SUCCEEDED
from workstation.core.errors import HeirloomError, display_path
from workstation.core.io.formats import FORMATS
from workstation.core.io.photo import Limits, Photo, open_photo

if TYPE_CHECKING:
    from workstation.core.diagnose.verdict import Kind

Facts: TypeAlias = dict[str, Any]


def info(arguments: argparse.Namespace) -> int:
    """Say what is in the files."""
    return _each(arguments, _info_facts, _info_lines)


def diagnose(arguments: argparse.Namespace) -> int:
    """Say what the photos need."""
    kind = None if arguments.kind in (None, "auto") else arguments.kind
    return _each(arguments, partial(_diagnosis_facts, kind=kind), _diagnosis_lines)


def _each(
    arguments: argparse.Namespace,
    facts_of: Callable[[Photo], Facts],
    lines_of: Callable[[Facts], list[str]],
) -> int:
    """Describe each photo; one that fails does not keep the others from being described."""
    told: list[Facts] = []
    limits = Limits.lifted() if arguments.no_limits else Limits()
    for path in arguments.photos:
        try:
            facts = facts_of(open_photo(path, page=arguments.page - 1, limits=limits))
        except Exception as error:
            reason = explained(error)
            facts = {"message": reason.message, "hint": reason.hint}
        told.append({"photo": str(path), **facts})
        if not arguments.json:
            _print(path, facts, lines_of)
    if arguments.json:
        print(json.dumps({"photos": told}, indent=2))
    return FAILED if any("message" in facts for facts in told) else SUCCEEDED


def _print(path: Path, facts: Facts, lines_of: Callable[[Facts], list[str]]) -> None:
    if "message" in facts:
        print(f"{display_path(path)}: {facts['message']} {facts['hint']}", file=sys.stderr)
    else:
        print(
            "\n".join([display_path(path), *(f"  {line}" for line in lines_of(facts))]), flush=True
        )


def _info_facts(photo: Photo) -> Facts:
    blocks = photo.metadata
    return {
        "format": photo.format,
        "width": photo.width,
        "height": photo.height,
        "bits": photo.bits,
        "channels": photo.channels,
        "alpha": photo.alpha,
        "dpi": photo.dpi,
        "page": photo.page + 1,
        "pages": photo.pages,
        "orientation": photo.orientation,
        "profile": photo.profile_name,
        "bytes": photo.file_bytes,
        "metadata": [name for name in ("exif", "xmp", "iptc") if getattr(blocks, name) is not None],
    }


def _info_lines(facts: Facts) -> list[str]:
    megapixels = facts["width"] * facts["height"] / 1e6
    kept = ", ".join(name.upper() for name in facts["metadata"]) or "none"
    depth = "32 bits, floating point" if facts["bits"] == 32 else f"{facts['bits']} bits"
    lines = [
        f"file        {FORMATS[facts['format']].label}, {facts['bytes']:,} bytes",
        f"size        {facts['width']} x {facts['height']} px ({megapixels:.1f} megapixels)",
        f"pixels      {facts['channels']}{' with alpha' if facts['alpha'] else ''}, {depth}",
        f"profile     {facts['profile'] or 'none (sRGB is assumed)'}",
        f"resolution  {_resolution(facts['dpi'])}",
        f"metadata    {kept}",
    ]
    if facts["orientation"] != 1:
        lines.append(f"turned      by EXIF orientation {facts['orientation']}")
    if facts["pages"] > 1:
        lines.append(f"page        {facts['page']} of {facts['pages']}")
    return lines


def _resolution(dpi: tuple[float, float] | None) -> str:
    if dpi is None:
        return "not stated"
    across, down = dpi
    return f"{across:g} dpi" if across == down else f"{across:g} x {down:g} dpi"


def _diagnosis_facts(photo: Photo, kind: Kind | None = None) -> Facts:
    from workstation.core import presets
    from workstation.core.diagnose.findings import diagnose as diagnosed
    from workstation.core.diagnose.judge import judge
    from workstation.core.diagnose.verdict import WORKING_PX
    from workstation.core.io.decode import read_whole
    from workstation.core.progress import Progress
    from workstation.core.repair import find

    whole = read_whole(photo, WORKING_PX)
    verdict = judge(whole).told(kind)
    copy = read_whole(photo, find.LOOKED_AT_PX)
    scale = max(copy.shape[:2]) / max(photo.height, photo.width)
    inside = verdict.picture.mask_at(*copy.shape[:2])
    seen = find.look(copy, scale, inside, Progress())
    found = diagnosed(whole, verdict, find.marked(seen, find.Wanted()))
    return {
        "kind": found.kind,
        "certainty": round(found.verdict.certainty, 3),
        "doubt": found.verdict.doubt or "",
        "picture": [[round(at, 4) for at in corner] for corner in found.verdict.picture.corners],
        "findings": [dataclasses.asdict(finding) for finding in found.findings],
        "recipe": json.loads(
            presets.needed(found.kind, damaged=found.damaged).of_kind(kind).to_json()
        ),
    }


def _diagnosis_lines(facts: Facts) -> list[str]:
    steps = ", ".join(step["kind"] for step in facts["recipe"]["steps"]) or "nothing"
    return [
        *(finding["message"] for finding in facts["findings"]),
        f"Restoring would apply: {steps}.",
    ]


def models(arguments: argparse.Namespace) -> int:
    """List the networks' cards, and tell whether their files are the ones described."""
    from ml.inference.cards import cards, verify

    try:
        found = [(card, verify(card)) for card in cards()]
        if not found:
            raise HeirloomError("No network is installed.", "Please install the program again.")
    except Exception as error:
        reason = explained(error)
        print(f"heirloom models: {reason.message} {reason.hint}", file=sys.stderr)
        return FAILED
    if arguments.json:
        told = [_card_facts(card) | {"verified": verified} for card, verified in found]
        print(json.dumps({"models": told}, indent=2))
    else:
        for card, verified in found:
            print("\n".join(_card_lines(card, verified)))
    return SUCCEEDED if all(verified for _, verified in found) else FAILED


def _card_facts(card: Any) -> Facts:
    facts = {field.name: getattr(card, field.name) for field in dataclasses.fields(card)}
    return facts | {"model": str(card.model)}


def _card_lines(card: Any, verified: bool) -> list[str]:
    verdict = "verified" if verified else "NOT the file that its card describes"
    size = f"{card.model.stat().st_size / 1e6:.1f} MB" if card.model.exists() else "missing"
    return [
        f"{card.name} {card.version}: {card.purpose}",
        f"  file     {card.model} ({size})",
        f"  SHA-256  {card.sha256} ({verdict})",
        f"  licence  {card.licence}",
        f"  source   {card.source}",
        f"  photos   {card.training_photos}",
        *(f"  {name:7}  {value:g}" for name, value in card.figures.items()),
    ]
