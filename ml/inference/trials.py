"""Try every way to a graphics processor, and keep what was found for later runs."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import importlib.util
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from ml.inference import drivers
from ml.inference.devices import Device, Verdict, Way
from resources.text import Text

FORM: Final = 1
"""Raised when trials change so that older verdicts would not be given any more."""


def file() -> Path:
    """Where verdicts are kept."""
    import platformdirs

    return platformdirs.user_cache_path("heirloom", appauthor=False) / "devices.json"


def ways() -> tuple[Way, ...]:
    """The ways that are worth a trial here."""
    installed = importlib.util.find_spec("tensorflow") is not None
    return ("LiteRT", "TensorFlow") if installed else ("LiteRT",)


def make(model: Path, *, limit_s: float) -> tuple[Verdict, ...]:
    """Try every way, one after the other.

    Parameters
    ----------
    model
        The network's file.
    limit_s
        How long each trial may take.

    Returns
    -------
    tuple of Verdict
        The fastest that passed first; then those refused, in the order of `ways`.
    """
    from ml.inference.probe import probe

    verdicts = [probe(model, way, limit_s=limit_s) for way in ways()]
    return tuple(sorted(verdicts, key=_rank))


def _rank(verdict: Verdict) -> float:
    return float("inf") if verdict.device is None else verdict.gpu_ms or 0.0


def remembered(model: Path) -> tuple[Verdict, ...] | None:
    """Verdicts of an earlier run; None if there are none, or something has changed since."""
    try:
        kept = json.loads(file().read_text(encoding="utf-8"))
        if kept["key"] != _key(model):
            return None
        return tuple(_verdict(facts) for facts in kept["verdicts"]) or None
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or damaged: the same to us
        return None


def remember(model: Path, verdicts: tuple[Verdict, ...]) -> None:
    """Keep verdicts; where nothing can be written, the next run tries again."""
    facts = [dataclasses.asdict(one) | {"reason": one.reason.to_json()} for one in verdicts]
    kept = {"key": _key(model), "verdicts": facts}
    path = file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        temporary.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        temporary.replace(path)


def _verdict(facts: dict[str, object]) -> Verdict:
    device, reason = facts.pop("device"), Text.from_json(facts.pop("reason"))
    verdict = Verdict(None, reason, **facts)  # type: ignore[arg-type]  # wrong names: TypeError
    if isinstance(device, dict):
        return dataclasses.replace(verdict, device=Device(**device))
    return verdict


def _key(model: Path) -> str:
    """A fingerprint of all that a verdict depends on."""
    versions = []
    for package in ("ai-edge-litert", "tensorflow", "tensorflow-cpu"):
        with suppress(importlib.metadata.PackageNotFoundError):
            versions.append(f"{package} {importlib.metadata.version(package)}")
    facts = [FORM, hashlib.sha256(model.read_bytes()).hexdigest(), versions, drivers.described()]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
