"""Measure a contestant over many photos, in several processes, and remember what was found."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import packs
from ml.data.sources import Source, open_photos
from ml.evaluate import imagenet_classifier
from ml.evaluate.contestants import SIZE_PX, Contestant, find
from ml.evaluate.photo import Photo, measure, measure_again
from ml.inference.errors import ModelError

VALIDATION = packs.PHOTOS / "validation"

TRUTH = "truth"
"""Stands for the true colours, which the others are held against."""

AGAIN = 150
"""How many photos are coloured again with hints and disturbances, eight times more each; only by
those who take hints: the others are there to compare the automatic colours with."""

CHUNK = 50
"""Photos that are measured and remembered together."""

VERSION = 1
"""Of the measures: to be raised when one of them gives another figure than before."""

_ORDER_SEED = 1  # packs are sorted by where the photos come from


@dataclass(frozen=True)
class Survey:
    """What was measured of one contestant.

    Attributes
    ----------
    name
        Whose colours they are.
    figures
        Key of a measure, or `true_colourfulness` → (N,) figures of the photos, not a number where
        it was not measured.
    features, labels
        (N, 352) and (N,): what EfficientNet-Lite2 says about the coloured photos.
    """

    name: str
    figures: dict[str, NDArray[np.float64]]
    features: NDArray[np.float32]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Work:
    """What is to be measured, in words that another process understands.

    Attributes
    ----------
    contestant
        As `contestants.find` takes it, or `TRUTH`.
    places
        Of the photos, as `ml.data.sources.open_photos` takes them.
    limit
        How many photos at most; None: all.
    folder
        Where results are kept.
    again
        How many of the photos are coloured again, with hints and disturbances.
    """

    contestant: str
    places: tuple[str, ...] = (str(VALIDATION),)
    limit: int | None = None
    folder: Path = Path("out/evaluate")
    again: int = AGAIN


def photos(work: Work) -> Iterator[Photo]:
    """Yield the photos of some work in its order: shuffled, always alike."""
    for number in range(count(work)):
        yield photo(work, number)


def photo(work: Work, number: int) -> Photo:
    """Return the photo with a number in the order; its middle, at `SIZE_PX` square."""
    source = _source(work.places)
    order = np.random.default_rng(_ORDER_SEED).permutation(len(source))
    return Photo(_square(source[int(order[number])]), number)


def count(work: Work) -> int:
    """Return how many photos there are to measure."""
    there = len(_source(work.places))
    return there if work.limit is None else min(work.limit, there)


def survey(work: Work, *, processes: int = 2) -> Survey:
    """Measure, or recall what was measured before; see `surveys`."""
    return surveys([work], processes=processes)[0]


def surveys(works: Sequence[Work], *, processes: int = 2) -> list[Survey]:
    """Measure several contestants, or recall what was measured of them before.

    Parameters
    ----------
    works
        What is to be measured.
    processes
        That share the work, at low priority; 1: this one.

    Raises
    ------
    ModelError
        If there is no such contestant, or there are no photos.
    """
    parts = {work: _parts(work) for work in works}
    missing = [part for some in parts.values() for part in some if not _path(*part).exists()]
    for folder in {work.folder for work, _, _ in missing}:
        imagenet_classifier.prepare(folder)  # once, and not in every process at the same time
    if missing and processes > 1:
        # Not forked: LiteRT's threads do not survive that.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, _yield_to_others) as pool:
            list(pool.map(_measure_chunk, missing))
    else:
        for part in missing:
            _measure_chunk(part)
    return [_joined(work.contestant, [_path(*part) for part in parts[work]]) for work in works]


def _parts(work: Work) -> list[tuple[Work, int, int]]:
    """The work in chunks; complains of an unknown contestant here, not in another process."""
    _identity(work.contestant)
    total = count(work)
    return [(work, start, min(start + CHUNK, total)) for start in range(0, total, CHUNK)]


def _joined(word: str, paths: Sequence[Path]) -> Survey:
    columns: dict[str, list[NDArray[np.float64]]] = {}
    for path in paths:
        with np.load(path) as archive:
            for key in archive.files:
                columns.setdefault(key, []).append(archive[key])
    whole = {key: np.concatenate(parts) for key, parts in columns.items()}
    features, labels = whole.pop("features"), whole.pop("labels")
    name = TRUTH if word == TRUTH else _contestant(word).name
    return Survey(name, whole, features.astype(np.float32), labels.astype(np.int64))


def _measure_chunk(part: tuple[Work, int, int]) -> None:
    """Measure some photos and write a file with one column for each figure."""
    work, start, stop = part
    rows: list[dict[str, float]] = []
    features, labels = [], []
    for number in range(start, stop):
        shown = photo(work, number)
        ab = colours(work.contestant, shown)
        found = measure(shown, ab)
        if number < work.again and _is_guided(work.contestant):
            found |= measure_again(shown, _contestant(work.contestant), ab)
        verdict = _classifier(work.folder).classify(shown.with_colours(ab))
        features.append(verdict.features)
        labels.append(verdict.label)
        rows.append(found)
    keys = dict.fromkeys(key for row in rows for key in row)
    columns: dict[str, NDArray[Any]] = {
        key: np.array([row.get(key, np.nan) for row in rows]) for key in keys
    }
    path = _path(*part)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.npz")
    columns |= {"features": np.stack(features), "labels": np.array(labels)}
    np.savez(partial, allow_pickle=False, **columns)
    partial.replace(path)


def colours(word: str, shown: Photo) -> NDArray[np.float32]:
    """Return the a*b* that a contestant gives to a photo without hints, or the true ones."""
    if word == TRUTH:
        return np.ascontiguousarray(shown.lab[..., 1:])
    return _contestant(word).colour(shown.lightness, None)


def _is_guided(word: str) -> bool:
    return word != TRUTH and _contestant(word).takes_hints


def _path(work: Work, start: int, stop: int) -> Path:
    place = "-".join(Path(word).name for word in work.places)
    name = f"{_identity(work.contestant)}-v{VERSION}"
    if work.again != AGAIN and _is_guided(work.contestant):
        name += f"-again-{work.again}"
    return work.folder / place / name / f"{start:05}-{stop:05}.npz"


def _identity(word: str) -> str:
    if word == TRUTH:
        return TRUTH
    contestant = _contestant(word)
    return f"{contestant.name}-{contestant.fingerprint[:12]}"


@cache
def _contestant(word: str) -> Contestant:
    return find(word)


@cache
def _classifier(folder: Path) -> imagenet_classifier.ImagenetClassifier:
    return imagenet_classifier.ImagenetClassifier(folder)


@cache
def _source(places: tuple[str, ...]) -> Source:
    for place in places:
        if place == str(VALIDATION) and not VALIDATION.with_suffix(".bin").exists():
            raise ModelError(
                "The validation photos are not there, and nothing can be measured without photos.",
                "Put the packs into ../shared/photos, or name photos of your own with --photos.",
            )
    return open_photos(places)


def _square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut the middle out of a photo, and bring it to `SIZE_PX`."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    middle = pixels[top : top + side, left : left + side]
    if side == SIZE_PX:
        return middle
    how = cv2.INTER_AREA if side > SIZE_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(middle, (SIZE_PX, SIZE_PX), interpolation=how), np.uint8)


def _yield_to_others() -> None:
    """Let everything else on the computer go first."""
    cv2.setNumThreads(1)
    with suppress(AttributeError):  # Windows has no such call
        os.nice(5)
