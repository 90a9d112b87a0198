"""What the program knows about each network it ships: source, licence, hash, figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import resources
from ml.inference.errors import ModelError
from resources.text import Text

REINSTALL = Text("Please install the program again.")


@dataclass(frozen=True)
class Card:
    """The description that lies beside a model as `<name>.card.json`.

    Attributes
    ----------
    name, version, purpose
        What the network is called and what it is for.
    model
        The file with the network.
    sha256
        Of that file, in hexadecimal.
    licence, source, training_photos
        Under which terms it comes, from what it was made, and from which photos it learnt.
    inputs, outputs
        Name of each tensor → its shape, units and range, in words.
    conversion
        How the file was made from the trained weights.
    figures
        Parity with the float32 network and quality, as measured at conversion.
    evaluation
        How good it was found, and how surely, as `python -m ml compare` wrote it; empty before.
    """

    name: str
    version: str
    purpose: str
    model: Path
    sha256: str
    licence: str
    source: str
    training_photos: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    conversion: Mapping[str, Any]
    figures: Mapping[str, float]
    evaluation: Mapping[str, Any] = field(default_factory=dict)


def cards(folder: Path | None = None) -> tuple[Card, ...]:
    """Return the cards of all models in a folder, by default of those that ship, by name."""
    where = resources.find("models") if folder is None else folder
    return tuple(_read(path) for path in sorted(where.glob("*.card.json")))


def card(name: str) -> Card:
    """Return the card of the shipped network `name`.

    Raises
    ------
    ModelError
        If the program has no such network, or its card cannot be read.
    """
    try:
        return _read(resources.find("models", f"{name}.card.json"))
    except FileNotFoundError as error:
        raise ModelError(
            "The program's network “{name}” is missing.", REINSTALL, name=name
        ) from error


def card_of(model: Path) -> Card | None:
    """Return the card that lies beside a model file, or None if there is none."""
    path = model.with_suffix(".card.json")
    return _read(path) if path.exists() else None


def verify(card: Card) -> bool:
    """Tell whether the model's file is there and is, byte for byte, the one the card describes."""
    try:
        return sha256(card.model.read_bytes()) == card.sha256
    except OSError:
        return False


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> Card:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Card(**{**fields, "model": path.parent / fields["model"]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            "The model card {name} cannot be read.", REINSTALL, name=path.name
        ) from error
