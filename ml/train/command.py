"""Train a network, or go on with a training that was interrupted."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ml.train.config import Config
    from ml.train.curves import Row

RUNS = Path("runs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the training has come to where it was asked to."""
    options = _parser().parse_args(arguments)
    os.environ["KERAS_BACKEND"] = options.backend  # Keras reads it as it is loaded, below
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    from ml.data.sources import apart, open_photos
    from ml.train import config as configs

    config = configs.load(options.network, options.config)
    config = configs.changed(config, options.set)
    if options.start is not None:
        config = configs.starting_from(config, options.start)
    photos = open_photos(options.photos or config.photos)
    if options.validation or config.validation:
        validation = open_photos(options.validation or config.validation)
    else:
        photos, validation = apart(photos)
    folder = options.runs / (options.name or config.name)
    print(
        f"{config.name}: {config.steps} steps of {config.batch} crops of {config.size_px} px from"
        f" {len(photos)} photos, judged by {min(config.check_photos, len(validation))} others;"
        f" in {folder}"
    )
    from ml.train.loop import train

    with Progress(config, options.until) as progress:
        result = train(
            config, folder, photos, validation, until=options.until, report=progress.report
        )
    value, step = result.best
    print(f"{result.steps} steps done; best {config.judge} {value:.4g} at step {step}.")
    return 0


class Progress:
    """A bar on a terminal, one line for every check elsewhere."""

    def __init__(self, config: Config, until: int | None) -> None:
        self._last = min(config.steps, until or config.steps)
        self._every = config.check_every
        self._bar = None
        if sys.stdout.isatty():
            from rich import progress

            self._bar = progress.Progress(
                *(progress.TextColumn("{task.description}"), progress.BarColumn()),
                *(progress.MofNCompleteColumn(), progress.TimeRemainingColumn()),
            )
            self._task = self._bar.add_task("loss", total=self._last)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, step: int, row: Row) -> None:
        """Show a step."""
        if self._bar is not None:
            loss = f"loss {row.get('loss', float('nan')):.4g}"
            self._bar.update(self._task, completed=step, description=loss)
        if step % self._every == 0 or step == self._last:
            figures = (f"{name} {value:.4g}" for name, value in row.items() if name != "step")
            line = f"step {step}: {', '.join(figures)}"
            if self._bar is None:
                print(line, flush=True)
            else:
                self._bar.console.print(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ml train", description=__doc__)
    parser.add_argument("network", help="what is trained: colorizer, or one of the baselines")
    parser.add_argument("--config", help="which of its trainings; a file in ml/train/configs")
    parser.add_argument("--photos", nargs="+", metavar="PLACE", help="folders or packs of photos")
    parser.add_argument("--validation", nargs="+", metavar="PLACE", help="photos to judge by")
    parser.add_argument("--start", type=Path, help="weights (.npz) to go on from")
    parser.add_argument(
        "--set", nargs="+", default=(), metavar="NAME=VALUE", help="other numbers than the config's"
    )
    parser.add_argument("--name", help="of the run; by default the config's")
    parser.add_argument("--runs", type=Path, default=RUNS, help="where the runs' folders lie")
    parser.add_argument("--until", type=int, metavar="STEP", help="stop there; go on another day")
    parser.add_argument(
        "--backend", choices=("tensorflow", "jax", "torch"), default="tensorflow", help="Keras's"
    )
    return parser
