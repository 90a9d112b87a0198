"""The training loop: batches in, weights out, and a folder that says all about it.

runs/<name>/config.json         what was asked for
runs/<name>/curves.csv, .png    loss, figures and learning rate over the steps
runs/<name>/grids/000100.jpg    grey, given and true colours at every check
runs/<name>/tensorboard/        the same curves for TensorBoard
runs/<name>/checkpoint.npz      all that is needed to go on exactly where it stopped
runs/<name>/weights.npz         the network at the check that judged best: what is converted
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from ml.data import grids, pipeline
from ml.data.examples import Example
from ml.data.sources import Source
from ml.evaluate.metrics import colourfulness, psnr
from ml.inference.errors import ModelError
from ml.models import weights
from ml.train import checkpoint, optimizers, paint
from ml.train.adversary import Discriminator
from ml.train.config import Config, describe
from ml.train.curves import Curves, Row
from ml.train.training_model import TrainingModel

ROWS_A_CHECK = 10
"""How many rows of the curves lie between two checks."""

Report = Callable[[int, Row], None]
"""Is told the number of steps done and the last row of the curves, after every step."""


@dataclass
class Result:
    """What a training came to.

    Attributes
    ----------
    steps
        How many were made in all.
    best
        The lowest value of the figure that judges, and the step it was found at.
    rows
        The curves.
    """

    steps: int
    best: tuple[float, int]
    rows: list[Row]


def train(
    config: Config,
    folder: Path,
    photos: Source,
    validation: Source,
    *,
    until: int | None = None,
    report: Report = lambda _step, _row: None,
) -> Result:
    """Train a network, or go on where the training in `folder` was interrupted.

    Parameters
    ----------
    config
        What is trained, and how.
    folder
        The run's; made if it is not there.
    photos, validation
        To learn from, and to be judged by.
    until
        Stop after this step although the schedule goes further; the next call goes on.
    report
        Is told about every step.

    Raises
    ------
    ModelError
        If the folder holds a training with another config, or the loss is no number any more.
    """
    _claim(folder, config)
    run = Run(config, folder, validation)
    started = time.monotonic() - run.seconds
    last = min(config.steps, until or config.steps)
    fed = pipeline.batches(
        photos,
        config.example,
        size_px=config.size_px,
        batch=config.batch,
        seed=config.seed,
        first=run.step,
        last=last if not run.finished else run.step,
        workers=config.workers,
    )
    for batch in fed:
        run.learn(batch, time.monotonic() - started)
        if run.step % config.check_every == 0 or run.step == last:
            run.check()
        report(run.step, run.curves.rows[-1] if run.curves.rows else {})
        if run.finished:
            break
    return Result(run.step, run.best, run.curves.rows)


class Run:
    """The state of one training: all of it is in the checkpoint.

    Parameters
    ----------
    config, folder, validation
        As for `train`.
    """

    def __init__(self, config: Config, folder: Path, validation: Source) -> None:
        self.config, self.folder = config, folder
        deterministic(config)
        network, mean = config.network(), config.network()
        if config.start is not None:
            config.start(network)
        mean.set_weights(network.get_weights())
        self.discriminator = None if config.adversary is None else Discriminator(config.adversary)
        critic = None if self.discriminator is None else self.discriminator.network
        self.lesson = TrainingModel(network, config.terms, critic)
        self.lesson.compile(optimizer=optimizers.build(config), jit_compile=False)
        self.lesson.optimizer.build(self.lesson.trainable_variables)
        self.average = optimizers.Average(network, mean, config.average)
        self.curves = Curves(folder, max(1, config.check_every // ROWS_A_CHECK))
        self.step, self.seconds = 0, 0.0
        self.best: tuple[float, int] = (math.inf, 0)
        examples = pipeline.judged(
            validation, config.check_example, size_px=config.size_px, limit=config.check_photos
        )
        size = config.batch
        self._examples = [
            pipeline.stacked(examples[start : start + size])
            for start in range(0, len(examples), size)
        ]
        if self._path.exists():
            self._restore()

    @property
    def finished(self) -> bool:
        """Whether all steps are made, or nothing has become better for too long."""
        patience = self.config.patience * self.config.check_every
        stale = patience > 0 and self.step - self.best[1] >= patience
        return self.step >= self.config.steps or stale

    def learn(self, batch: Example, seconds: float) -> None:
        """Take one step."""
        share = self.config.rate_at(self.step)
        self.lesson.optimizer.learning_rate = self.config.rate * share
        progress = self.step / self.config.steps
        deceit = 0.0 if self.discriminator is None else self.discriminator.weight_at(progress)
        told = {}
        if self.discriminator is not None and deceit:
            told = {"judge": self.discriminator.learn(self.lesson.network, batch)}
        self.lesson.at(progress, deceit)
        values = self.lesson.learn(batch) | told
        if not math.isfinite(values["loss"]):
            raise ModelError(
                f"At step {self.step} the loss is no number any more ({values}).",
                "Lower the learning rate or the precision's risk (precision=float32) in a config"
                " of its own, and train under another name.",
            )
        self.step, self.seconds = self.step + 1, seconds
        self.average.follow(self.step)
        self.curves.add(self.step, self.config.rate * share, seconds, values)

    def check(self) -> None:
        """Judge the mean weights, show samples, and write everything down."""
        values = self._judge()
        self.curves.check(self.step, values)
        self.curves.write()
        judged = self.curves.rows[-1].get(self.config.judge, math.nan)
        if judged < self.best[0]:
            self.best = (judged, self.step)
            weights.save(self.average.mean, self.folder / "weights.npz")
        notes = {
            "step": self.step,
            "seconds": self.seconds,
            "best": self.best,
            "rows": self.curves.rows,
        }
        checkpoint.save(self._path, self._parts(), notes)

    def _judge(self) -> Row:
        """Means over the photos that are judged by, and a grid of the first of them."""
        sums: dict[str, float] = {}
        count = 0
        for index, batch in enumerate(self._examples):
            values, outputs = self.lesson.judge(self.average.mean, batch)
            given = self.config.paint(batch.inputs, outputs)
            true = self.config.paint(batch.inputs, batch.targets)
            values |= {
                "psnr": float(np.mean([psnr(*pair) for pair in zip(given, true, strict=True)])),
                "colourfulness": float(np.mean([colourfulness(one) for one in given])),
                "true_colourfulness": float(np.mean([colourfulness(one) for one in true])),
            }
            if index == 0:
                shown = (paint.grey(*batch), given, true)
                grids.write(self.folder / "grids" / f"{self.step:06}.jpg", *shown)
            for name, value in values.items():
                sums[name] = sums.get(name, 0.0) + value * len(given)
            count += len(given)
        return {name: total / count for name, total in sums.items()}

    @property
    def _path(self) -> Path:
        return self.folder / "checkpoint.npz"

    def _parts(self) -> dict[str, Any]:
        parts = {
            "network": self.lesson.network.variables,
            "mean": self.average.mean.variables,
            "optimizer": self.lesson.optimizer.variables,
        }
        if self.discriminator is not None:
            parts["judge"] = self.discriminator.network.variables
            parts["judge's optimizer"] = self.discriminator.optimizer.variables
        return parts

    def _restore(self) -> None:
        notes = checkpoint.load(self._path, self._parts())
        self.step, self.seconds = notes["step"], notes["seconds"]
        self.best = (notes["best"][0], notes["best"][1])
        self.curves.rows = notes["rows"]


def deterministic(config: Config) -> None:
    """Let everything follow from the seed, and compute in the precision that is asked for."""
    keras.utils.set_random_seed(config.seed)
    keras.mixed_precision.set_global_policy(config.precision)
    if keras.config.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.experimental.enable_op_determinism()


def _claim(folder: Path, config: Config) -> None:
    """Note the config in the folder, or see that the one there is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    path, described = folder / "config.json", describe(config)
    if path.exists():
        changed = checkpoint.differing(json.loads(path.read_text(encoding="utf-8")), described)
        if changed:
            raise ModelError(
                f"The folder {folder} holds a training with other settings ({', '.join(changed)}).",
                "Train under another name (--name), or delete the folder to begin anew.",
            )
    else:
        path.write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
