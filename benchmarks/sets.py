"""Do the photos of a set look alike, and no less true? Skin and repeated things, before and after.

    python -m benchmarks.sets [--quick] [--sheet FILE.png]
    python -m benchmarks.sets --learn

A set is made of the validation photos of two persons and of two other scenes: each of its photos
shows two of the four beside each other, cut and mirrored anew, on the same film but exposed,
printed, faded and grained differently. So the same skin and the same things come again in other
company and another light, and their true colours are known. `--learn` prints the weights of
`workstation.core.colorize.segment_similarity`, learnt in the same way from training photos. It
needs the photos in `shared/photos` beside the checkout.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.objects import objects
from benchmarks.table import Figure, print_table
from ml.data import film, packs
from ml.inference.colorizer import Colorizer
from workstation.core.color.cielab import lightness, to_lab
from workstation.core.colorize import harmonize, segment_similarity
from workstation.core.colorize.segments import FoundSegments, kinds_of, places
from workstation.core.pixels import Pixels, Roi, seal
from workstation.core.recipe import Context
from workstation.core.steps import Colour, Tone

SETS, QUICK = 12, 3
PHOTOS = 12
_LEARN_SETS = 24
_SIDE = 256
_PERSONS = ("lfw", "utk")
_OTHERS = ("stanford40", "unsplash", "humans", "scenes", "houses")
_LEAST_PX = 300
_MAP = 48
_STEP = Colour(detail=384)

Plane = NDArray[np.float32]


@dataclass(frozen=True)
class Shot:
    """A photo of a set, with its truth.

    Attributes
    ----------
    truth
        In colour, sRGB.
    grey
        What the program gets, after the fade correction.
    source
        Which of the four each pixel shows.
    rows, columns
        Which of its pixels.
    """

    truth: Plane
    grey: Pixels
    source: NDArray[np.uint8]
    rows: Plane
    columns: Plane


def sources(pack: str, of: tuple[str, ...], count: int, seed: int) -> list[Plane]:
    """Some photos of a pack that come from some collections, by chance."""
    names = (packs.PHOTOS / "sources.txt").read_text(encoding="utf-8").split()
    table = np.load(packs.PHOTOS / f"{pack}.npy")
    wanted = np.flatnonzero(np.isin(table[:, 1], [names.index(name) for name in of]))
    starts = np.concatenate([[0], np.cumsum(table[:, 0])])
    found = []
    with (packs.PHOTOS / f"{pack}.bin").open("rb") as file:
        for index in np.random.default_rng(seed).permutation(wanted)[:count]:
            file.seek(int(starts[index]))
            picture = Image.open(io.BytesIO(file.read(int(table[index, 0])))).convert("RGB")
            picture = picture.resize((_SIDE, _SIDE), Image.Resampling.BICUBIC)
            found.append(np.asarray(picture, np.float32) / np.float32(255))
    return found


def shots(four: list[Plane], seed: int) -> Iterator[Shot]:
    """The photos of a set."""
    rng = np.random.default_rng(seed)
    emulsion = film.PANCHROMATIC if seed % 2 else film.ORTHOCHROMATIC
    tone = Tone()
    for number in range(PHOTOS):
        pair = rng.permutation(4)[:2]
        cuts = [_cut(rng) for _ in pair]
        truth = np.concatenate(
            [
                cv2.remap(four[i], columns, rows, cv2.INTER_LINEAR)
                for i, (rows, columns) in zip(pair, cuts, strict=True)
            ],
            1,
        )
        used = film.Film(
            sensitivity=emulsion,
            exposure_ev=rng.uniform(-0.8, 0.8),
            contrast=rng.uniform(0.75, 1.3),
            fading=rng.uniform(0, 0.4),
            grain=rng.uniform(0.01, 0.06),
            blur_px=rng.uniform(0, 0.8),
        )
        print_ = seal(np.clip(film.photograph(truth, used, seed * 100 + number), 0, 1))
        where = Roi.whole(*print_.shape[:2])
        yield Shot(
            truth,
            tone.apply(print_, where, tone.analyse(print_, Context(lambda *_: None))),
            np.repeat(pair.astype(np.uint8), _SIDE)[None].repeat(_SIDE, 0),
            np.concatenate([rows for rows, _ in cuts], 1),
            np.concatenate([columns for _, columns in cuts], 1),
        )


def _cut(rng: np.random.Generator) -> tuple[Plane, Plane]:
    """Rows and columns of a source that a photo shows: 75 to 100 % of it, sometimes mirrored."""
    side = int(_SIDE * rng.uniform(0.75, 1))
    top, left = rng.integers(0, _SIDE - side + 1, 2)
    places = (np.arange(_SIDE, dtype=np.float32) + 0.5) * side / _SIDE - 0.5
    across = places[::-1] if rng.random() < 0.3 else places
    rows, columns = np.meshgrid(places + top, across + left, indexing="ij")
    return np.ascontiguousarray(rows, np.float32), np.ascontiguousarray(columns, np.float32)


def skin_of(picture: Plane) -> NDArray[np.bool_]:
    """The skin of a face in the middle of a photo, by its true colours."""
    light, ab = to_lab(picture)
    hue, chroma = np.degrees(np.arctan2(ab[..., 1], ab[..., 0])), np.hypot(ab[..., 0], ab[..., 1])
    rows, columns = np.mgrid[0:_SIDE, 0:_SIDE]
    face = ((rows - 135) / 85) ** 2 + ((columns - 128) / 62) ** 2 < 1
    found: NDArray[np.bool_] = (
        face & (hue > 15) & (hue < 80) & (chroma > 8) & (chroma < 48) & (light > 20)
    )
    return found


def things(four: list[Plane]) -> Iterator[tuple[str, int, NDArray[np.bool_]]]:
    """What comes again in the photos of a set: skin, and objects of one colour."""
    for number, picture in enumerate(four):
        if number < 2 and (skin := skin_of(picture)).sum() > 2000:
            yield "skin", number, skin
        for inside in objects(*to_lab(picture))[:6]:
            yield "things", number, inside


def visible(shot: Shot, source: int, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a photo shows a thing of a source."""
    moved = cv2.remap(inside.astype(np.uint8), shot.columns, shot.rows, cv2.INTER_NEAREST)
    shown: NDArray[np.bool_] = (moved > 0) & (shot.source == source)
    return shown


class Judge:
    """Colours sets with and without sharing, and measures both."""

    def __init__(self) -> None:
        self.colorize = Colorizer().predict
        self.scores: dict[str, list[float]] = {}
        self.sheet: list[Plane] = []

    def found(self, shot: Shot) -> tuple[FoundSegments, ...]:
        """What a photo shows."""
        context = Context(self.colorize)
        seen, answer = _STEP.alone(lightness(shot.grey), context)
        return kinds_of(answer, seen)

    def colours(self, shot: Shot, step: Colour) -> tuple[Pixels, Plane]:
        """The finished picture, and its a*b*."""
        analysis = step.analyse(shot.grey, Context(self.colorize))
        done = step.apply(shot.grey, Roi.whole(*shot.grey.shape[:2]), analysis)
        return done, to_lab(done)[1]

    def judge(self, pack: str, seed: int) -> None:
        """All measurements on one set."""
        four = sources(pack, _PERSONS, 2, seed) + sources(pack, _OTHERS, 2, seed + 100)
        photos = list(shots(four, seed))
        samples = [self.found(shot) for shot in photos]
        settled = harmonize.settle({i: [f.kind for f in s] for i, s in enumerate(samples)})
        steps = [
            replace(_STEP, together=harmonize.of_photo("set", sample, settled, number))
            for number, sample in enumerate(samples)
        ]
        before = [self.colours(shot, _STEP) for shot in photos]
        after = [self.colours(shot, step) for shot, step in zip(photos, steps, strict=True)]
        for when, made in (("before", before), ("after", after)):
            self._measure(four, photos, [ab for _, ab in made], when)
        rows = zip(photos, before, after, strict=True)
        self.sheet.append(
            np.concatenate([np.concatenate([s.truth, b[0], a[0]], 1) for s, b, a in rows])
        )

    def _measure(self, four: list[Plane], photos: list[Shot], made: list[Plane], when: str) -> None:
        truths = [to_lab(shot.truth)[1] for shot in photos]
        for name, number, inside in things(four):
            shown = [visible(shot, number, inside) for shot in photos]
            seen = [i for i, mask in enumerate(shown) if mask.sum() >= _LEAST_PX]
            if len(seen) < 3:
                continue
            means = np.array([made[i][shown[i]].mean(axis=0) for i in seen])
            right = np.array([truths[i][shown[i]].mean(axis=0) for i in seen])
            self._add(f"{name} spread {when}", float(np.median(_far(means - means.mean(axis=0)))))
            self._add(f"{name} error {when}", float(_far(means - right).mean()))
        for ab, truth in zip(made, truths, strict=True):
            self._add(f"all error {when}", float(_far(ab - truth).mean()))

    def _add(self, name: str, value: float) -> None:
        self.scores.setdefault(name, []).append(value)


def _far(difference: Plane) -> Plane:
    return np.hypot(difference[..., 0], difference[..., 1])


def figures(scores: dict[str, list[float]]) -> Iterator[Figure]:
    """The table, with the targets."""
    for name, what in (("skin", "skin"), ("things", "repeated things")):
        before, after = (float(np.mean(scores[f"{name} spread {w}"])) for w in ("before", "after"))
        count = len(scores[f"{name} spread before"])
        yield Figure(f"{what}: a*b* spread before", before, "", None, f"{count} of them")
        yield Figure(f"{what}: a*b* spread after", after, "", 0.7 * before, f"{after / before:.0%}")
    for name, what in (("skin", "skin"), ("things", "things"), ("all", "whole photos")):
        pairs = np.array([scores[f"{name} error {when}"] for when in ("before", "after")])
        before, after = pairs.mean(axis=1)
        noise = 2 * (pairs[1] - pairs[0]).std() / len(pairs[0]) ** 0.5
        yield Figure(f"{what}: a*b* error to truth before", before, "")
        note = f"target: no worse beyond noise ({noise:.2f})"
        yield Figure(f"{what}: a*b* error to truth after", after, "", before + noise, note)


def learn() -> None:
    """Print the weights of segments' similarity, learnt from training photos."""
    judge = Judge()
    apart, same, traits, is_skin = [], [], [], []
    for seed in range(1000, 1000 + _LEARN_SETS):
        four = sources("train-0", _PERSONS, 2, seed) + sources("train-0", _OTHERS, 2, seed)
        faces = [skin_of(picture) for picture in four[:2]]
        seen = []
        for shot in shots(four, seed):
            kinds, maps = zip(*_located(judge, shot), strict=True)
            seen.append((kinds, np.stack(maps)))
            traits.append(segment_similarity.skin_traits(segment_similarity.rows_of(kinds)))
            is_skin.append(_skin_share(maps, faces))
        for i, (kinds, maps) in enumerate(seen):
            for other_kinds, other_maps in seen[:i]:
                rows = segment_similarity.rows_of(kinds), segment_similarity.rows_of(other_kinds)
                share = _overlap(maps, other_maps)
                sure = (share > 0.5) | (share <= 0.1)
                apart.append(segment_similarity.differences(*rows)[sure])
                same.append(share[sure] > 0.5)
    unlike = np.concatenate(apart).astype(np.float64)
    print("likeness", *_logistic(np.concatenate([unlike, unlike**2], 1), np.concatenate(same)))
    share = np.concatenate(is_skin)
    sure = (share > 0.6) | (share < 0.1)
    facts = np.concatenate(traits)[sure].astype(np.float64)
    print("skin", *_logistic(facts, share[sure] > 0.6, ridge=20))  # there are few faces


def _located(judge: Judge, shot: Shot) -> Iterator[tuple[segment_similarity.Segment, Plane]]:
    """The kinds of a photo, and which parts of the four sources each covers."""
    seen, answer = _STEP.alone(lightness(shot.grey), Context(judge.colorize))
    found = kinds_of(answer, seen)
    labels = places(found, answer, seen)
    size = labels.shape[::-1]
    source = cv2.resize(shot.source, size, interpolation=cv2.INTER_NEAREST)
    rows, columns = (
        np.clip(cv2.resize(plane, size) * _MAP / _SIDE, 0, _MAP - 1).astype(int)
        for plane in (shot.rows, shot.columns)
    )
    for label, one in enumerate(found):
        covered = np.zeros((4, _MAP, _MAP), np.float32)
        inside = labels == label
        covered[source[inside], rows[inside], columns[inside]] = 1
        yield one.kind, covered


def _overlap(one: Plane, other: Plane) -> Plane:
    """Of what both photos show of the sources, how much two kinds share."""
    both = (one.max(axis=0) * other.max(axis=0)).ravel()
    flat = [maps.reshape(len(maps), -1) * both for maps in (one, other)]
    shared = flat[0] @ flat[1].T
    least = np.minimum(flat[0].sum(axis=1)[:, None], flat[1].sum(axis=1)[None])
    return np.where(least > 8, shared / np.maximum(least, 1), 0.3)  # 0.3: not sure


def _skin_share(maps: tuple[Plane, ...], faces: list[NDArray[np.bool_]]) -> Plane:
    """How much of each kind is the skin of a face."""
    size = (_MAP, _MAP)
    skin = np.zeros((4, _MAP, _MAP), np.float32)
    for number, face in enumerate(faces):
        skin[number] = cv2.resize(face.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.array([float((m * skin).sum() / max(m.sum(), 1)) for m in maps], np.float32)


def _logistic(
    facts: NDArray[np.float64], yes: NDArray[np.bool_], ridge: float = 0.01
) -> tuple[object, ...]:
    """Fit by Newton's method; returns bias, weights, and the share of pairs that it orders well."""
    mean, scale = facts.mean(axis=0), facts.std(axis=0) + 1e-9
    known = np.concatenate([np.ones((len(facts), 1)), (facts - mean) / scale], 1)
    weights = np.zeros(known.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (likely - yes) + ridge * weights
        bend = (known * (likely * (1 - likely))[:, None]).T @ known + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    score = known @ weights
    rank = np.empty(len(score))
    rank[np.argsort(score)] = np.arange(len(score))
    right = (rank[yes].mean() - (yes.sum() - 1) / 2) / (~yes).sum()
    plain = weights[1:] / scale
    return round(weights[0] - float(plain @ mean), 3), plain.round(3).tolist(), round(right, 3)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 if every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} sets instead of {SETS}")
    parser.add_argument("--learn", action="store_true", help="print the weights of likeness")
    parser.add_argument("--sheet", type=Path, help="save a sheet of the first set to look at")
    options = parser.parse_args(arguments)
    if not (packs.PHOTOS / "validation.bin").exists():
        print(f"Skipped: the validation photos are not at {packs.PHOTOS}.", file=sys.stderr)
        return 0
    if options.learn:
        learn()
        return 0
    judge = Judge()
    for seed in range(QUICK if options.quick else SETS):
        judge.judge("validation", seed)
    table = list(figures(judge.scores))
    print_table("Consistent colours: sets of 12 photos", table)
    if options.sheet:
        for number, sheet in enumerate(judge.sheet):
            path = options.sheet.with_stem(f"{options.sheet.stem}-{number}")
            cv2.imwrite(str(path), (sheet[..., ::-1] * 255).round().astype(np.uint8))
    return int(any(figure.verdict == "MISSED" for figure in table))


if __name__ == "__main__":
    sys.exit(main())
