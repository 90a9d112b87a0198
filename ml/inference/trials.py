"""Keep what a trial of the graphics processor found for later runs."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from ml.inference import drivers
from ml.inference.device import Device, Verdict
from resources.text import Text

FORM: Final = 1
"""Raised when trials change so that older verdicts would not be given any more."""


def file() -> Path:
    """Where verdicts are kept."""
    import platformdirs

    return platformdirs.user_cache_path("heirloom", appauthor=False) / "devices.json"


def remembered(model: Path) -> Verdict | None:
    """The verdict of an earlier run; None if there is none, or something has changed since."""
    try:
        kept = json.loads(file().read_text(encoding="utf-8"))
        if kept["key"] != _key(model):
            return None
        return _verdict(kept["verdicts"][0])  # version 0.1.0 tried TensorFlow, too
    except (OSError, ValueError, LookupError, TypeError):  # none yet, or damaged: the same to us
        return None


def remember(model: Path, verdict: Verdict) -> None:
    """Keep a verdict; where nothing can be written, the next run tries again."""
    facts = dataclasses.asdict(verdict) | {"reason": verdict.reason.to_json()}
    kept = {"key": _key(model), "verdicts": [facts]}
    path = file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        temporary.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        temporary.replace(path)


def _verdict(facts: dict[str, object]) -> Verdict:
    device, reason = facts.pop("device"), Text.from_json(facts.pop("reason"))
    facts.pop("way", None)  # of version 0.1.0, which knew two
    verdict = Verdict(None, reason, **facts)  # type: ignore[arg-type]  # wrong names: TypeError
    if isinstance(device, dict):
        device.pop("way", None)
        return dataclasses.replace(verdict, device=Device(**device))
    return verdict


def _key(model: Path) -> str:
    """A fingerprint of all that a verdict depends on."""
    versions = [f"ai-edge-litert {importlib.metadata.version('ai-edge-litert')}"]
    facts = [FORM, hashlib.sha256(model.read_bytes()).hexdigest(), versions, drivers.described()]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
