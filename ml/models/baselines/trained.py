"""Put a trained baseline beside the others: converted once, then asked like any photo's colours."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ml.convert import networks, tflite
from ml.evaluate.contestants import Contestant, fastest_ms
from ml.inference.cards import sha256
from ml.inference.runners import CpuRunner
from ml.models.baselines.baseline import Maps, gray_of

FILE = "float16.tflite"
"""In the run's folder; in half precision, which moves no colour that anybody sees."""

THREADS = 2


def contestant(run: Path) -> Contestant:
    """Return the trained baseline of a run's folder as evaluation wants it.

    Raises
    ------
    ModelError
        If the folder is not that of a baseline's training.
    """
    network = networks.find(str(run))
    baseline = networks.baseline_of(run)
    file = run / FILE
    if not file.exists() or file.stat().st_mtime < network.weights.stat().st_mtime:
        file.write_bytes(tflite.float16(network.load()))
    content = file.read_bytes()
    side = baseline.side_px
    runner = CpuRunner(content, side, side, THREADS)

    def colour(lightness: Maps, _hints: Maps | None) -> Maps:
        small = cv2.resize(lightness, (side, side), interpolation=cv2.INTER_AREA)
        inputs = {"gray": gray_of(np.asarray(small, np.float32))[..., None]}
        return baseline.enlarge(baseline.ab_of(inputs, runner.run(inputs)), lightness.shape)

    def milliseconds() -> float:
        lightness = np.random.default_rng(0).uniform(0, 100, (256, 256)).astype(np.float32)
        return fastest_ms(lambda: colour(lightness, None))

    with np.load(network.weights) as archive:
        parameters = sum(archive[key].size for key in archive.files)
    return Contestant(run.name, colour, parameters, len(content), milliseconds, sha256(content))
