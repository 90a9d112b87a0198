"""Is damage found, is nothing else, and is it filled? On damage that no training has drawn.

    python -m benchmarks.repair [--quick] [--card]

Photos of the validation pack in `shared/photos` beside the checkout become prints with each kind of
damage (`benchmarks.wear`), half of them at twice their size; undamaged ones are prints of other
photos, half of them those with the most lines, dots and texture that there are. Peers run in the
same minutes: the white and the black top-hat and a ridge filter for finding, each at the threshold
that suits it best on these very photos; Telea's and the Navier-Stokes filling of OpenCV at their
best radius. `--card` writes the figures on the networks' cards.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

import resources
from benchmarks import wear
from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.data.sources import Pack
from ml.inference.cards import card
from ml.inference.damage import DamageDetector
from ml.inference.device import cpu
from ml.inference.filler import Filler, first_fill

Image: TypeAlias = NDArray[np.float32]
Plane: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Score: TypeAlias = Callable[[Image], Plane]

DAMAGED, UNDAMAGED, QUICK_SHARE = 300, 700, 8
LEAST_PX = 150
_LEVELS: Final = 256


class Case(NamedTuple):
    """A print with damage of one kind, or of several (then `kind` is "mixed")."""

    kind: str
    worn: wear.Worn


def _photos(pack: str, folder: Path) -> Iterator[NDArray[np.uint8]]:
    """Photos at 256 px that are not mere enlargements, in a fixed order."""
    photos = Pack(folder / pack)
    for index in np.random.default_rng(11).permutation(len(photos)):
        photo = photos[int(index)]
        if min(photo.shape[:2]) >= LEAST_PX:
            yield cv2.resize(photo, (256, 256), interpolation=cv2.INTER_AREA)


def _enlarged(photo: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    """Every other photo at twice its size: scans are larger than these photos."""
    if number % 2:
        return photo
    return np.asarray(cv2.resize(photo, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def damaged(folder: Path, count: int) -> Iterator[Case]:
    """Prints with damage: two thirds with one kind each in turn, the rest with two or three."""
    names = list(wear.KINDS)
    for number, photo in zip(range(count), _photos("validation", folder), strict=False):
        rng = np.random.default_rng((3, number))
        if number % 3 == 2:
            chosen = rng.choice(names, int(rng.integers(2, 4)), replace=False).tolist()
        else:
            chosen = [names[(number - number // 3) % len(names)]]
        kinds = [wear.KINDS[name] for name in chosen]
        print_ = wear.printed(_enlarged(photo, number // 2), rng)
        yield Case(chosen[0] if len(chosen) == 1 else "mixed", wear.worn(print_, kinds, rng))


def undamaged(folder: Path, count: int) -> Iterator[Image]:
    """Prints without damage: half of any photos, half of those with the most lines and dots."""
    rest = list(_photos("validation", folder))[DAMAGED:]
    any_, pool = rest[: count // 2], rest[count // 2 :]
    pool += list(islice(_photos("patches-1", folder), 1500))
    busy = sorted(pool, key=lambda photo: -float(top_hats(_unit(photo)).mean()))
    for number, photo in enumerate([*any_, *busy[: count - len(any_)]]):
        rng = np.random.default_rng((4, number))
        yield wear.worn(wear.printed(_enlarged(photo, number), rng), [], rng).shown


def _unit(photo: NDArray[np.uint8]) -> Image:
    return np.asarray(photo, np.float32) / 255


def _grey(photo: Image) -> Plane:
    return np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.float32)


def white_top_hat(photo: Image) -> Plane:
    """What is lighter than its surroundings, and narrower than 9 px."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    return np.asarray(cv2.morphologyEx(_grey(photo), cv2.MORPH_TOPHAT, kernel), np.float32)


def top_hats(photo: Image) -> Plane:
    """What is lighter or darker than its surroundings."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    grey = _grey(photo)
    both = (cv2.morphologyEx(grey, way, kernel) for way in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT))
    return np.asarray(np.maximum(*both), np.float32)


def ridges(photo: Image) -> Plane:
    """The larger curvature of lightness at three scales (A. Frangi et al., 1998, without blobs)."""
    grey, best = _grey(photo), np.zeros(photo.shape[:2], np.float32)
    for sigma in (1.0, 2.0, 3.5):
        soft = cv2.GaussianBlur(grey, (0, 0), sigma)
        yy, xx = (cv2.Sobel(soft, cv2.CV_32F, *order) for order in ((0, 2), (2, 0)))
        xy = cv2.Sobel(soft, cv2.CV_32F, 1, 1)
        most = np.abs(yy + xx) / 2 + np.sqrt(((yy - xx) / 2) ** 2 + xy**2)
        best = np.maximum(best, np.asarray(most * sigma**2 / 16, np.float32))
    return best


class Counts:
    """How the pixels' scores lie, of damage and of the rest: every threshold at once."""

    def __init__(self) -> None:
        self.true = np.zeros(_LEVELS, np.int64)
        self.false = np.zeros(_LEVELS, np.int64)

    def add(self, score: Plane, where: Mask) -> None:
        """Count one photo's pixels."""
        levels = np.clip(score * (_LEVELS - 1), 0, _LEVELS - 1).astype(np.int64)
        self.true += np.bincount(levels[where], minlength=_LEVELS)
        self.false += np.bincount(levels[~where], minlength=_LEVELS)

    def iou(self) -> NDArray[np.float64]:
        """At each threshold: marked is what scores at least so much."""
        hits = self.true[::-1].cumsum()[::-1]
        wrong = self.false[::-1].cumsum()[::-1]
        return np.asarray(hits / np.maximum(self.true.sum() + wrong, 1))


SCORES: Final[dict[str, Score]] = {
    "white top-hat": white_top_hat,
    "both top-hats": top_hats,
    "ridge filter": ridges,
}


def finding(folder: Path, share: int, threshold: float) -> tuple[list[Figure], dict[str, Any]]:
    """Detection, on damaged and on undamaged prints."""
    detector = DamageDetector(cpu(1))
    scores = {"network": detector.find, **SCORES}
    counts: dict[tuple[str, str], Counts] = defaultdict(Counts)
    level = round(threshold * (_LEVELS - 1))
    cracked = found_cracks = 0
    for case in damaged(folder, DAMAGED // share):
        for name, score in scores.items():
            plane = score(case.worn.shown)
            counts[name, ""].add(plane, case.worn.where)
            if name == "network":
                counts[name, case.kind].add(plane, case.worn.where)
                thick = case.worn.thick_cracks & case.worn.where
                cracked += int(thick.sum())
                found_cracks += int((plane[thick] >= threshold).sum())
    clean, marks = Counts(), []
    for photo in undamaged(folder, UNDAMAGED // share):
        plane = detector.find(photo)
        clean.add(plane, np.zeros(plane.shape, np.bool_))
        marks.append(float((plane >= threshold).mean()))
    overall = counts["network", ""].iou()
    kinds = {kind: counts["network", kind].iou()[level] for kind in wear.KINDS}
    best = int(overall.argmax())
    marked = clean.false[::-1].cumsum()[::-1] / max(clean.false.sum(), 1)
    print("\nthreshold: IoU, marked of undamaged photos")
    for at in range(_LEVELS // 10, _LEVELS, _LEVELS // 20):
        print(f"{at / (_LEVELS - 1):.2f}: {overall[at]:.3f}, {100 * marked[at]:.3f} %")
    figures = {
        "threshold": threshold,
        "iou": overall[level],
        "iou_best_threshold": best / (_LEVELS - 1),
        "iou_at_best": overall[best],
        **{f"iou_{kind.replace(' ', '_')}": value for kind, value in kinds.items()},
        "recall_thick_cracks": found_cracks / max(cracked, 1),
        "marked_undamaged_percent": 100 * float(np.mean(marks)),
        "undamaged_over_half_percent": 100 * float(np.mean(np.array(marks) > 0.005)),
    }
    rows = [
        Figure(
            "IoU, all damage",
            figures["iou"],
            "",
            at_least=0.6,
            note=f"best {overall[best]:.2f} at {best / 255:.2f}",
        ),
        *(Figure(f"IoU, {kind}", value, "", at_least=0.45) for kind, value in kinds.items()),
        Figure(
            "recall of cracks wider than 2 px", figures["recall_thick_cracks"], "", at_least=0.9
        ),
        Figure("marked of undamaged photos", figures["marked_undamaged_percent"], "%", at_most=0.1),
        Figure(
            "undamaged photos with > 0.5 %", figures["undamaged_over_half_percent"], "%", at_most=3
        ),
    ]
    for name in SCORES:
        iou = counts[name, ""].iou()
        rows.append(
            Figure(
                f"peer: {name}, IoU",
                float(iou.max()),
                "",
                note=f"at {iou.argmax() / 255:.2f}, its best",
            )
        )
    return rows, figures


def filling(folder: Path, share: int, threshold: float) -> tuple[list[Figure], dict[str, Any]]:
    """Filling of thin damage with the true mask; and found and filled, end to end."""
    filler, detector = Filler(cpu(1)), DamageDetector(cpu(1))
    kernel = np.ones((3, 3), np.uint8)
    errors: dict[str, list[float]] = defaultdict(list)
    for case in damaged(folder, DAMAGED // share):
        shown, whole, where = case.worn.shown, case.worn.whole, case.worn.where
        if where.mean() < 1e-4:
            continue
        found = (detector.find(shown) >= threshold).astype(np.uint8)
        repaired = filler.fill(shown, cv2.dilate(found, kernel))
        errors["damaged"].append(_squared(shown, whole, where))
        errors["end to end"].append(_squared(repaired, whole, where))
        if case.kind not in wear.THIN:
            continue
        mask = cv2.dilate(where.astype(np.uint8), kernel)
        inside = mask > 0
        errors["network"].append(_squared(filler.fill(shown, mask), whole, inside))
        errors["smooth"].append(_squared(first_fill(shown, mask), whole, inside))
        levels = np.rint(shown * 255).astype(np.uint8)
        for name, way in (("Telea", cv2.INPAINT_TELEA), ("Navier-Stokes", cv2.INPAINT_NS)):
            for radius in (2, 4):
                peer = cv2.inpaint(levels, mask, radius, way).astype(np.float32) / 255
                errors[f"{name} {radius}"].append(_squared(peer, whole, inside))
    decibels = {name: float(np.mean(-10 * np.log10(values))) for name, values in errors.items()}
    peers = {name: value for name, value in decibels.items() if name[-1].isdigit()}
    best = max(peers, key=lambda name: peers[name])
    gain, automatic = (
        decibels["network"] - peers[best],
        decibels["end to end"] - decibels["damaged"],
    )
    rows = [
        Figure(
            "thin damage, true mask: network over the best peer",
            gain,
            "dB",
            at_least=1.5,
            note=f"{decibels['network']:.2f} dB; {best}: {peers[best]:.2f} dB",
        ),
        *(Figure(f"peer: {name} px", value, "dB") for name, value in peers.items()),
        Figure("smooth fill alone", decibels["smooth"], "dB"),
        Figure(
            "found and filled over the damaged input",
            automatic,
            "dB",
            at_least=9,
            note=f"{decibels['damaged']:.2f} to {decibels['end to end']:.2f} dB",
        ),
    ]
    figures = {
        "psnr_inside_db": decibels["network"],
        "over_best_peer_db": gain,
        "end_to_end_gain_db": automatic,
    }
    return rows, figures


def _squared(one: Image, other: Image, where: Mask) -> float:
    return max(1e-6, float(np.mean((one[where] - other[where]) ** 2)))


def write(name: str, figures: dict[str, Any]) -> None:
    """Put figures on a card."""
    path = resources.find("models", f"{name}.card.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["evaluation"] = {
        "command": "python -m benchmarks.repair",
        "sha256": content["sha256"],
        **{key: round(float(value), 4) for key, value in figures.items()},
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.repair")
    parser.add_argument("--quick", action="store_true", help="an eighth of the photos")
    parser.add_argument("--share", type=int, default=1, help="one of so many photos")
    parser.add_argument("--card", action="store_true", help="write the figures on the cards")
    parser.add_argument("--only", choices=("finding", "filling"))
    options = parser.parse_args()
    folder = packs.PHOTOS
    if not (folder / "validation.bin").exists():
        print(f"Left out: there are no photos in {folder}.")
        return
    share = QUICK_SHARE if options.quick else options.share
    threshold = float(card("damage-detector").figures["threshold"])
    for name, title, measure in (
        ("damage-detector", "Finding damage", finding),
        ("filler", "Filling damage", filling),
    ):
        if options.only not in (None, measure.__name__):
            continue
        rows, figures = measure(folder, share, threshold)
        print_table(title, rows)
        if options.card:
            write(name, {"one_photo_of": share, **figures})


if __name__ == "__main__":
    main()
