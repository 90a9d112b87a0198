"""Keep a network's weights by the names of its layers, in one plain archive of arrays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHORT = {"moving_mean": "mean", "moving_variance": "var"}
"""What Keras calls a weight → what the archive calls it; all others keep their names."""

RANGE = "range_of_steps"
"""In the names of what a network keeps only while it learns to bear integers; see `train.int8`."""


def save(model: Any, path: Path) -> None:
    """Write every weight of a network under `layer/weight`, in Keras's shapes and float32.

    The file appears at once and whole, or not at all.
    """
    arrays = {key: np.asarray(variable, np.float32) for key, variable in _named(model).items()}
    write(arrays, path)


def load(model: Any, path: Path) -> None:
    """Fill every layer of a network from an archive of weights.

    Parameters
    ----------
    model
        With layers named as they were when the archive was written.
    path
        An .npz archive with keys `layer/kernel`, `layer/bias`, `layer/gamma`, `layer/beta`,
        `layer/mean`, `layer/var`, in Keras's shapes, float16 or float32.

    Raises
    ------
    ValueError
        If the file lacks a weight that the network has, or holds one that it has not.
    """
    with np.load(path) as archive:
        stored = {key: archive[key].astype(np.float32) for key in archive.files}
    named = _named(model)
    missing = [key for key in named if key not in stored]
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(missing)}.")
    for key, variable in named.items():
        variable.assign(stored.pop(key))
    if stored:
        raise ValueError(f"{path.name} has weights of no layer: {', '.join(sorted(stored))}.")


def write(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write an .npz archive so that a crash leaves the former one or the new one, never a part."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _named(model: Any) -> dict[str, Any]:
    """The network's variables by their names in the archive, without seeds of chance and ranges."""
    named: dict[str, Any] = {}
    for variable in model.variables:
        if "seed_generator" in variable.path or RANGE in variable.path:
            continue
        layer, _, name = variable.path.rpartition("/")
        key = f"{layer}/{SHORT.get(name, name)}"
        if key in named:
            raise ValueError(f"Two weights of the network are called {key}.")
        named[key] = variable
    return named
