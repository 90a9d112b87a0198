"""Measure the converted files against the float32 network and against the truth."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.evaluate import metrics
from ml.evaluate.colour import Score, true_dots
from ml.inference.runners import CpuRunner
from ml.models.colorizer import AB_SCALE

SIZES_PX = (256, 384, 512)
THREADS = (1, 2)
DOTS = 10

MOST_BYTES = 10_000_000
MOST_DRIFT, MOST_DRIFT_P99 = 1.0, 4.0
MOST_COLOURFULNESS_CHANGE = 0.03


@dataclass(frozen=True)
class Row:
    """What was found for one file.

    Attributes
    ----------
    megabytes
        Size of the file, in 10⁶ bytes.
    drift, drift_p99
        Distance of its a*b* from the float32 network's, over all pixels of all photos.
    dots_drift, dots_drift_p99
        The same with ten dots of the true colours as hints.
    psnr
        Of the coloured photos against the true ones, in decibels.
    colourfulness
        Mean, and in `colourfulness_change` as a fraction of float32's, less one.
    milliseconds
        (size in px, threads) → best of several runs.
    """

    megabytes: float
    drift: float
    drift_p99: float
    dots_drift: float
    dots_drift_p99: float
    psnr: float
    colourfulness: float
    colourfulness_change: float
    milliseconds: Mapping[tuple[int, int], float]

    @property
    def may_ship(self) -> bool:
        """Whether the file is small enough and close enough to the float32 network."""
        return (
            self.megabytes * 1e6 <= MOST_BYTES
            and self.drift <= MOST_DRIFT
            and self.drift_p99 <= MOST_DRIFT_P99
            and abs(self.colourfulness_change) <= MOST_COLOURFULNESS_CHANGE
        )


def measure(
    files: Mapping[str, bytes], photos: Iterable[NDArray[np.uint8]], *, runs: int = 9
) -> dict[str, Row]:
    """Measure all files over the same photos; the first of them is what parity is held against."""
    drift, scores = _parity(files, photos)
    milliseconds = _speed(files, runs)
    first = next(iter(files))
    return {
        name: Row(
            megabytes=len(content) / 1e6,
            drift=float(drift[name, 0].mean()),
            drift_p99=float(np.percentile(drift[name, 0], 99)),
            dots_drift=float(drift[name, DOTS].mean()),
            dots_drift_p99=float(np.percentile(drift[name, DOTS], 99)),
            psnr=scores[name]["psnr"],
            colourfulness=scores[name]["colourfulness"],
            colourfulness_change=scores[name]["colourfulness"] / scores[first]["colourfulness"] - 1,
            milliseconds=milliseconds[name],
        )
        for name, content in files.items()
    }


def _parity(
    files: Mapping[str, bytes], photos: Iterable[NDArray[np.uint8]]
) -> tuple[dict[tuple[str, int], NDArray[np.float32]], dict[str, Score]]:
    """Distances from the first file's a*b*, without and with dots, and scores against the truth."""
    size = SIZES_PX[0]
    runners = {name: CpuRunner(content, size, size, 2) for name, content in files.items()}
    distances: dict[tuple[str, int], list[NDArray[np.float32]]] = {
        (name, dots): [] for name in files for dots in (0, DOTS)
    }
    scores = {name: Score() for name in files}
    rng = np.random.default_rng(0)
    for photo in photos:
        rgb = metrics.as_fractions(photo)
        lab = metrics.rgb_to_lab(rgb)
        for dots in (0, DOTS):
            inputs = network_inputs(lab, true_dots(lab, dots, rng))
            expected = None
            for name, runner in runners.items():
                ab = runner.run(inputs)["ab"] * AB_SCALE
                expected = ab if expected is None else expected
                distances[name, dots].append(metrics.ab_distance(ab, expected).ravel())
                if not dots:
                    scores[name].add(rgb, lab, ab)
    return {key: np.concatenate(values) for key, values in distances.items()}, scores


def network_inputs(
    lab: metrics.Image, hints: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """Bring a photo and hints in CIELAB units into the network's, without the batch axis."""
    scaled = np.concatenate([hints[..., :2] / AB_SCALE, hints[..., 2:]], axis=-1)
    return {"gray": lab[..., :1] / 50 - 1, "hints": scaled}


def _speed(files: Mapping[str, bytes], runs: int) -> dict[str, dict[tuple[int, int], float]]:
    """Milliseconds by size and threads: the best of interleaved runs, to outwait other work."""
    best: dict[str, dict[tuple[int, int], float]] = {name: {} for name in files}
    for threads in THREADS:
        for size in SIZES_PX:
            rng = np.random.default_rng(0)
            inputs = {
                "gray": rng.uniform(-1, 1, (size, size, 1)).astype(np.float32),
                "hints": np.zeros((size, size, 3), np.float32),
            }
            runners = {
                name: CpuRunner(content, size, size, threads) for name, content in files.items()
            }
            for _ in range(runs):
                for name, runner in runners.items():
                    start = time.perf_counter()
                    runner.run(inputs)
                    spent = 1000 * (time.perf_counter() - start)
                    best[name][size, threads] = min(
                        spent, best[name].get((size, threads), float("inf"))
                    )
    return best


def table(rows: Mapping[str, Row]) -> str:
    """Return the measurements as a Markdown table with the bounds beside them."""
    times = [(size, threads) for threads in THREADS for size in SIZES_PX]
    head = [
        "file", "MB", "a\\*b\\* error: mean", "p99", "with dots: mean", "p99", "PSNR dB",
        "colourful", "to float32",
        *(f"{size}², {threads} thr. ms" for size, threads in times),
    ]  # fmt: skip
    body = [_cells(name, row, times) for name, row in rows.items()]
    bounds = [
        "**bound**", f"≤ {MOST_BYTES / 1e6:.0f}", f"≤ {MOST_DRIFT:.1f}", f"≤ {MOST_DRIFT_P99:.1f}",
        "", "", "", "", f"± {MOST_COLOURFULNESS_CHANGE:.0%}", *("" for _ in times),
    ]  # fmt: skip
    lines = [head, ["---", *("---:" for _ in head[1:])], *body, bounds]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cells(name: str, row: Row, times: Sequence[tuple[int, int]]) -> list[str]:
    return [
        name,
        f"{row.megabytes:.2f}",
        f"{row.drift:.2f}",
        f"{row.drift_p99:.2f}",
        f"{row.dots_drift:.2f}",
        f"{row.dots_drift_p99:.2f}",
        f"{row.psnr:.2f}",
        f"{row.colourfulness:.1f}",
        f"{row.colourfulness_change:+.1%}",
        *(f"{row.milliseconds[key]:.0f}" for key in times),
    ]


def machine() -> str:
    """Name the processor that the times are from."""
    model = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        names = [ln for ln in listing.read_text().splitlines() if ln.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return f"{model}, {os.cpu_count()} cores"
