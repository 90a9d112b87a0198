"""How well scans are split: python -m benchmarks.splitting [--quick] [--first N] [--sheets FOLDER].

200 scans that nobody made (`benchmarks.scans`), 1 to 8 photos each, turned by up to 15 degrees. A
photo counts as found if a frame covers it with an intersection over union of at least 0.95 and an
angle within 0.5 degrees. 50 more scans hold two photos that touch: those must be told apart or
flagged. Scans below number 4000 were looked at while the method was improved; those from there on
measure it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import cv2
import numpy as np

from benchmarks.scans import Scan, Truth, scan
from benchmarks.table import Figure, print_table
from workstation.batch.splitting.edge_fit import Box
from workstation.batch.splitting.frames import PhotoFrame, find_photos, overlap
from workstation.core.pixels import Pixels, from_grey, seal

IOU, DEGREES = 0.95, 0.5


@dataclass
class Tally:
    """What was counted."""

    photos: int = 0
    found: int = 0
    found_sure: int = 0
    frames: int = 0
    wrong: int = 0
    wrong_sure: int = 0
    seconds: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    lids: dict[str, list[int]] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.splitting")
    parser.add_argument("--quick", action="store_true", help="fewer scans")
    parser.add_argument("--sheets", type=Path, help="draw the scans that fail into this folder")
    parser.add_argument("--first", type=int, default=4000, metavar="N", help="another set of scans")
    given = parser.parse_args()
    number, touching = (20, 6) if given.quick else (200, 50)
    cv2.setNumThreads(1)
    seeds = [range(given.first, given.first + count) for count in (number, touching)]
    apart = _counted((scan(seed) for seed in seeds[0]), given.sheets, "apart", given.first)
    _print_apart(apart, number)
    close = _counted(
        (scan(seed, touching=True) for seed in seeds[1]), given.sheets, "touch", given.first
    )
    _print_touching(close, touching)


def _print_apart(tally: Tally, number: int) -> None:
    lids = ", ".join(
        f"{lid} {found / photos:.1%}" for lid, (found, photos) in sorted(tally.lids.items())
    )
    missed = 100 * (1 - tally.found / tally.photos)
    print_table(
        f"{number} scans with {tally.photos} photos, gaps from 2 mm",
        [
            Figure("photos not found", missed, "%", 3, f"found: {lids}"),
            Figure(
                "found, but flagged", _percent(tally.found - tally.found_sure, tally.photos), "%"
            ),
            Figure("frames that are wrong", _percent(tally.wrong, tally.frames), "%"),
            Figure(
                "wrong and not flagged",
                _percent(tally.wrong_sure, tally.frames),
                "%",
                note=f"{tally.wrong_sure} of {tally.frames} frames",
            ),
            Figure("time for a scan", float(np.median(tally.seconds)), "s", note="of processor"),
        ],
    )
    print(f"Scans with a photo not found: {tally.failed}")


def _print_touching(tally: Tally, number: int) -> None:
    print_table(
        f"{number} scans with two photos that touch",
        [
            Figure("told apart", _percent(tally.found, tally.photos), "%"),
            Figure("told apart without a flag", _percent(tally.found_sure, tally.photos), "%"),
            Figure(
                "neither told apart nor flagged",
                _percent(tally.wrong_sure, tally.frames),
                "%",
                5,
                f"{tally.wrong_sure} of {tally.frames} frames",
            ),
        ],
    )
    print(f"Scans with a photo not found: {tally.failed}")


def _percent(part: int, whole: int) -> float:
    return 100 * part / max(whole, 1)


def _counted(scans: Iterable[Scan], sheets: Path | None, name: str, first: int) -> Tally:
    tally = Tally()
    for number, made in enumerate(scans, first):
        whole = _pixels(made)
        started = process_time()
        frames = find_photos(whole, made.dpi)
        tally.seconds.append(process_time() - started)
        _count(tally, number, made, frames)
        if sheets is not None and tally.failed[-1:] == [number]:
            _draw(made, frames, sheets / f"{name}-{number:03}.jpg")
    return tally


def _pixels(made: Scan) -> Pixels:
    picture = made.picture
    values = picture.astype(np.float32) / np.float32(255)
    if (picture == picture[:, :, :1]).all():
        return from_grey(np.ascontiguousarray(values[:, :, 0]))
    return seal(values)


def _count(tally: Tally, number: int, made: Scan, frames: tuple[PhotoFrame, ...]) -> None:
    height, width = made.picture.shape[:2]
    boxes = [_box(frame, height, width) for frame in frames]
    met: set[int] = set()
    found = 0
    for truth in made.truths:
        best = next((i for i, box in enumerate(boxes) if _is_met(truth, box)), None)
        if best is not None:
            met.add(best)
            found += 1
            tally.found_sure += not frames[best].doubts
    wrong = [frame for i, frame in enumerate(frames) if i not in met]
    tally.photos += len(made.truths)
    tally.found += found
    tally.frames += len(frames)
    tally.wrong += len(wrong)
    tally.wrong_sure += sum(not frame.doubts for frame in wrong)
    lid = tally.lids.setdefault(made.lid, [0, 0])
    lid[0] += found
    lid[1] += len(made.truths)
    if found < len(made.truths) or wrong:
        tally.failed.append(number)


def _box(frame: PhotoFrame, height: int, width: int) -> Box:
    x, y = frame.column * width - 0.5, frame.row * height - 0.5
    return Box(x, y, frame.width * width, frame.height * height, frame.angle_deg)


def _is_met(truth: Truth, box: Box) -> bool:
    true = Box(truth.x, truth.y, truth.width, truth.height, truth.angle_deg)
    shared = overlap(true, box)
    away = abs((box.angle_deg - truth.angle_deg + 45) % 90 - 45)
    return shared / (true.area + box.area - shared) >= IOU and away <= DEGREES


def _draw(made: Scan, frames: tuple[PhotoFrame, ...], path: Path) -> None:
    """Truth in green, sure frames in red, doubtful ones in orange."""
    picture = made.picture.copy()
    for truth in made.truths:
        corners = np.rint(truth.corners()).astype(np.int32)
        cv2.polylines(picture, [corners], True, (0, 200, 0), 3)
    for frame in frames:
        corners = np.rint(_box(frame, *picture.shape[:2]).corners()).astype(np.int32)
        cv2.polylines(picture, [corners], True, (255, 150, 0) if frame.doubts else (255, 0, 0), 2)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture[:, :, ::-1])


if __name__ == "__main__":
    main()
