"""Say what a training is: one frozen value, from which everything about it follows."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.data.examples import MakeExample
from ml.inference.errors import ModelError

Tensor: TypeAlias = Any
"""A tensor of the backend, or what Keras makes of one; neither has types."""

CONFIGS = Path(__file__).parent / "configs"


class Answer(NamedTuple):
    """What a loss looks at: tensors with a batch axis, by name."""

    inputs: Mapping[str, Tensor]
    targets: Mapping[str, Tensor]
    outputs: Mapping[str, Tensor]


Loss: TypeAlias = Callable[[Answer], Tensor]
"""One number for a batch."""

Paint: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], NDArray[np.float32]]
"""From inputs and outputs (or inputs and targets) of a batch to sRGB (B, H, W, 3), 0..1."""


@dataclass(frozen=True)
class Term:
    """A part of the loss.

    Attributes
    ----------
    name
        In curves and tables.
    loss
        What it measures.
    weight
        What it counts for in the sum; 0: it is only reported, like an accuracy.
    begin
        Share of the training, 0..1, after which it counts; before, it is not even computed.
    """

    name: str
    loss: Loss
    weight: float = 1.0
    begin: float = 0.0


@dataclass(frozen=True)
class Adversary:
    """A second network that learns to tell given colours from true ones; see `adversary.py`.

    Attributes
    ----------
    weight
        What deceiving it counts for in the loss.
    begin, full
        Shares of the training at which it starts, and at which its weight is reached.
    rate
        Its own learning rate.
    """

    weight: float = 0.08
    begin: float = 0.6
    full: float = 0.65
    rate: float = 2e-4


@dataclass(frozen=True)
class Config:
    """A training: which network learns what from which photos, how, and for how long.

    Attributes
    ----------
    network
        Builds the network; its inputs and outputs bear the names that `example` and the losses use.
    terms
        The loss.
    example, check_example
        Make examples to learn from and, always the same, to be judged by.
    paint
        Makes pictures of outputs and, from targets, of the truth.
    photos
        Folders or packs (see `ml.data.sources`) when the command names none; `scikit-image` stands
        for the four colour pictures that come with it.
    validation
        Photos to be judged by; empty: a tenth of the others is kept apart.
    steps, batch, size_px
        How many batches of how many crops of which side.
    optimizer
        `adamw`: with decoupled weight decay; `sgd`: plain, with `momentum`.
    rate, slow_rate, slow_layers
        Highest learning rate of all layers but those whose names begin with one of `slow_layers`,
        and of these.
    warm_up_steps, least_rate
        The rate climbs from nothing during these, then falls along a cosine to this share.
    average
        Decay of the running mean of the weights that is judged and kept; 0: the weights themselves.
    start
        Fills the network with the weights it starts from; None: they are drawn.
    adversary
        None: nothing is to be deceived.
    patience
        Stop after so many checks without a better `judge` value; 0: never.
    judge
        The figure that decides what is better: the lowest.
    check_every
        Steps between two checks, which also write a checkpoint, curves and a grid of samples.
    check_photos
        How many photos a check looks at.
    precision
        Keras's policy: float32, mixed_bfloat16 or mixed_float16.
    """

    name: str
    network: Callable[[], Any]
    terms: tuple[Term, ...]
    example: MakeExample
    check_example: MakeExample
    paint: Paint
    photos: tuple[str, ...] = ("scikit-image",)
    validation: tuple[str, ...] = ()
    steps: int = 1000
    batch: int = 8
    size_px: int = 64
    seed: int = 1
    optimizer: Literal["adamw", "sgd"] = "adamw"
    rate: float = 1e-3
    slow_rate: float = 1e-3
    slow_layers: tuple[str, ...] = ()
    beta: tuple[float, float] = (0.9, 0.99)
    momentum: float = 0.9
    weight_decay: float = 0.02
    clip_norm: float = 5.0
    warm_up_steps: int = 0
    least_rate: float = 0.02
    average: float = 0.999
    start: Callable[[Any], None] | None = None
    adversary: Adversary | None = None
    patience: int = 0
    judge: str = "val_loss"
    check_every: int = 100
    check_photos: int = 32
    precision: str = "float32"
    workers: int = field(default=2, metadata={"free": True})

    def rate_at(self, step: int) -> float:
        """Return the share of the highest learning rates that holds at a step: a warmed cosine."""
        warm = min(1.0, step / self.warm_up_steps) if self.warm_up_steps else 1.0
        return warm * max(self.least_rate, 0.5 * (1 + math.cos(math.pi * step / self.steps)))


def describe(config: Config) -> dict[str, Any]:
    """Return a config as JSON values, functions by their names; equal configs give equal ones."""
    return {
        entry.name: _plain(getattr(config, entry.name))
        for entry in fields(config)
        if not entry.metadata.get("free")
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Term | Adversary):
        return {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, partial):
        given = {name: _plain(part) for name, part in value.keywords.items()}
        return {"function": _plain(value.func), "arguments": _plain(value.args), **given}
    if callable(value):
        named = value if hasattr(value, "__qualname__") else type(value)
        return f"{named.__module__}:{named.__qualname__}"
    if isinstance(value, Path):
        return value.as_posix()
    return value if isinstance(value, str | int | float | bool | None) else repr(value)


def load(network: str, name: str | None = None, **changes: Any) -> Config:
    """Return the config of `configs/<network>_<name>.py`, or `configs/<network>.py` without a name.

    Raises
    ------
    ModelError
        If there is none.
    """
    module = "_".join(part.replace("-", "_") for part in (network, name) if part)
    if not (CONFIGS / f"{module}.py").exists():
        raise ModelError(
            f"There is no training “{' '.join(part for part in (network, name) if part)}”.",
            f"There are {', '.join(names())} (each a file in ml/train/configs).",
        )
    config: Config = importlib.import_module(f"ml.train.configs.{module}").CONFIG
    return replace(config, **changes)


def changed(config: Config, settings: Sequence[str]) -> Config:
    """Return a config with other numbers or words in it, given as `name=value`.

    Raises
    ------
    ModelError
        If it has no such setting, or the setting is of another kind.
    """
    for setting in settings:
        name, _, text = setting.partition("=")
        former = getattr(config, name, None)
        if not isinstance(former, int | float | str) or name == "name":
            simple = (entry.name for entry in fields(config) if entry.name != "name")
            known = [known for known in simple if isinstance(getattr(config, known), int | float)]
            raise ModelError(
                f"“{setting}” sets nothing that a training knows.",
                f"It knows {', '.join(known)}, each as name=value.",
            )
        try:
            value: Any = type(former)(text)
            config = replace(config, **{name: value})
        except ValueError as error:
            raise ModelError(
                f"“{text}” is no value for {name}, which is {former} in this training.",
                f"Give it as {name}={former}, with a value of that kind.",
            ) from error
    return config


def starting_from(config: Config, path: Path) -> Config:
    """Return a config whose network goes on from an archive of weights.

    Raises
    ------
    ModelError
        If it is not there.
    """
    from ml.models import weights

    if not path.is_file():
        raise ModelError(
            f"There are no weights at “{path}”.",
            "Name the weights.npz of a run, or leave --start out to begin anew.",
        )
    start: Callable[..., None] = weights.load
    if isinstance(config.start, partial) and "path" in config.start.keywords:
        start = config.start
    return replace(config, start=partial(start, path=path.resolve()))


def names() -> list[str]:
    """Return the names of all configs, as files are called."""
    return sorted(path.stem for path in CONFIGS.glob("[a-z]*.py"))
