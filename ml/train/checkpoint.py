"""Stop at any moment and go on exactly there: all that a training is, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.inference.errors import ModelError
from ml.models import weights

Parts = Mapping[str, Iterable[Any]]
"""Keras's variables by whose they are: network, mean, optimizer, …"""


def save(path: Path, parts: Parts, notes: Mapping[str, Any]) -> None:
    """Write variables and notes (JSON values) at once and whole."""
    arrays: dict[str, NDArray[Any]] = {
        f"{part}/{index:04}": np.asarray(variable)
        for part, variables in parts.items()
        for index, variable in enumerate(variables)
    }
    arrays["notes"] = np.frombuffer(json.dumps(notes).encode(), np.uint8)
    weights.write(arrays, path)


def load(path: Path, parts: Parts) -> dict[str, Any]:
    """Fill variables with what was saved, bit for bit, and return the notes.

    Raises
    ------
    ModelError
        If the file was made by another network or optimizer.
    """
    with np.load(path) as archive:
        stored = {key: archive[key] for key in archive.files}
    notes: dict[str, Any] = json.loads(stored.pop("notes").tobytes())
    for part, variables in parts.items():
        for index, variable in enumerate(variables):
            values = stored.pop(f"{part}/{index:04}", None)
            if values is None or values.shape != tuple(variable.shape):
                raise _other(path)
            variable.assign(values)
    if stored:
        raise _other(path)
    return notes


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Sequence[str]:
    """Return the names of those settings in which two configs differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _other(path: Path) -> ModelError:
    return ModelError(
        f"The checkpoint {path} belongs to another network or another version of this training.",
        "Delete the run's folder, or train under another name (--name).",
    )
