"""`heirloom split`: several photos on one scan become a file each."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import Any

from workstation.batch.failures import explained
from workstation.batch.splitting.cut import names
from workstation.batch.splitting.cut import split as cut
from workstation.batch.splitting.detect import detect
from workstation.batch.splitting.frames import PhotoFrame
from workstation.cli.exit_codes import FAILED, MISUSED, SUCCEEDED
from workstation.cli.interrupts import run_stoppable
from workstation.cli.native_stderr import native_stderr_silenced
from workstation.cli.progress_bar import ProgressBar
from workstation.core.errors import (
    Cancelled,
    HeirloomError,
    display_name,
    display_path,
    display_text,
)
from workstation.core.io import resolution
from workstation.core.io.export import ExportOptions
from workstation.core.io.photo import Limits, Photo, open_photo
from workstation.core.progress import Progress


def split(arguments: argparse.Namespace) -> int:
    """Split every scan; one that fails does not keep the others from being done."""
    if arguments.output is None and not arguments.list:
        print(
            "heirloom split: No folder was given for the photos.\n"
            "Give one with -o, or --list to see only what would be written.",
            file=sys.stderr,
        )
        return MISUSED
    told: list[dict[str, Any]] = []
    taken = {path.resolve() for path in arguments.scans}
    with native_stderr_silenced():
        bar = ProgressBar(wanted=not arguments.json)

        def work(cancelled: Event) -> None:
            for path in arguments.scans:
                progress = _progress(bar, path, cancelled)
                for page in _pages(arguments, path):
                    try:
                        told.append(_one(arguments, path, page, taken, progress))
                    except Cancelled:
                        return
                    except Exception as error:
                        reason = explained(error)
                        said = {"message": reason.message, "hint": reason.hint}
                        told.append({"scan": str(path), "page": page + 1, "photos": [], **said})
                    bar.clear()
                    if not arguments.json:
                        _print(told[-1])

        stop = run_stoppable(work)
        bar.clear()
    if arguments.json:
        print(json.dumps({"scans": told, "stopped": stop is not None}, indent=2))
    if stop is not None:
        print(f"Stopped: {len(told)} of {len(arguments.scans)} scans done.", file=sys.stderr)
        return stop.exit_code
    return SUCCEEDED if all(_is_done(facts) for facts in told) else FAILED


def _pages(arguments: argparse.Namespace, path: Path) -> range:
    """The page that is wanted, or all pages of a TIFF file."""
    if arguments.page is not None:
        return range(arguments.page - 1, arguments.page)
    try:
        photo = open_photo(path, limits=_limits(arguments))
    except HeirloomError:  # it is told when the page is opened
        return range(1)
    # Only of TIFF are further pages scans; elsewhere they are frames of an animation.
    return range(photo.independent_pages)


def _limits(arguments: argparse.Namespace) -> Limits:
    return Limits.lifted() if arguments.no_limits else Limits()


def _progress(bar: ProgressBar, path: Path, cancelled: Event) -> Progress:
    def draw(fraction: float, what: str) -> None:
        bar.draw(fraction, f"{display_name(path)}  {what}")

    return Progress(draw, cancelled=cancelled)


def _one(
    arguments: argparse.Namespace, path: Path, page: int, taken: set[Path], progress: Progress
) -> dict[str, Any]:
    """Find the photos of a scan, and write those that are sure or wanted all the same."""
    photo = open_photo(path, page=page, limits=_limits(arguments))
    options = ExportOptions(overwrite=arguments.overwrite, dpi=arguments.dpi)
    frames = detect(photo, progress.part(0.0, 0.2), arguments.dpi).frames
    facts = [asdict(frame) | {"result": None} for frame in frames]
    told: dict[str, Any] = {"scan": str(path), "page": page + 1, "photos": facts}
    if arguments.dpi is None and resolution.note(photo):
        told["note"] = resolution.note(photo)
    if not frames:
        told["message"] = "No photo was found on it."
        told["hint"] = "Photos of less than 18 mm, and those of the lid's own colour, are not seen."
    if not arguments.list:
        _write(arguments, options, photo, facts, frames, taken, progress.part(0.2, 0.8))
    return told


def _write(
    arguments: argparse.Namespace,
    options: ExportOptions,
    photo: Photo,
    facts: list[dict[str, Any]],
    frames: tuple[PhotoFrame, ...],
    taken: set[Path],
    progress: Progress,
) -> None:
    """Write the photos; those left out keep their numbers. Scans and earlier results stay."""
    given = zip(frames, names(photo, len(frames)), facts, strict=True)
    wanted = [one for one in given if arguments.doubtful or not one[0].doubts]
    if not wanted:
        return
    paths = [(Path(arguments.output) / name).resolve() for _, name, _ in wanted]
    for path in paths:
        if path in taken:
            raise HeirloomError(
                f"{display_path(path)} is one of the scans, or was written for an earlier one.",
                "Choose another folder with -o, or split scans of the same name in separate runs.",
            )
    written = cut(
        photo,
        tuple(frame for frame, _, _ in wanted),
        Path(arguments.output),
        named=tuple(name for _, name, _ in wanted),
        options=options,
        progress=progress,
    )
    taken.update(paths)
    for (_, _, fact), path in zip(wanted, written, strict=True):
        fact["result"] = str(path)


def _is_done(facts: dict[str, Any]) -> bool:
    """Whether all was found and nothing was left out for its doubts."""
    left_out = any(photo["doubts"] and photo["result"] is None for photo in facts["photos"])
    return "message" not in facts and not left_out


def _print(facts: dict[str, Any]) -> None:
    scan = display_text(facts["scan"])
    where = f"page {facts['page']}, " if facts["page"] > 1 else ""
    for number, photo in enumerate(facts["photos"], 1):
        place = (
            f"{where}photo {number} at {photo['column']:.0%} across, {photo['row']:.0%} down, "
            f"turned {photo['angle_deg']:+.1f}°"
        )
        result = f" → {display_text(photo['result'])}" if photo["result"] else ""
        doubts = "".join(f"  {doubt}" for doubt in photo["doubts"])
        print(f"{scan}: {place}{result}{doubts}", flush=True)
    if "note" in facts:
        print(f"{scan}: {facts['note']} --dpi states it.", file=sys.stderr)
    if "message" in facts:
        print(f"{scan}: {facts['message']} {facts['hint']}", file=sys.stderr)
    elif not _is_done(facts):
        print(
            f"{scan}: Doubtful photos are not written unless --doubtful is given.",
            file=sys.stderr,
        )
