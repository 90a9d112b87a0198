"""Between rows of the database and values."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from workstation.batch.items import Failure, Item, Made

_PLAIN = (
    *("id", "state", "page", "recipe", "options", "priority", "position", "attempts"),
    *("side", "owner", "lease_until", "finished"),
)


def item_of(row: sqlite3.Row) -> Item:
    """Read an item."""
    return Item(
        **{name: row[name] for name in _PLAIN},
        source=Path(os.fsdecode(row["source"])),
        output=Path(os.fsdecode(row["output"])),
        less=bool(row["less"]),
        partner=None if row["partner"] is None else Path(os.fsdecode(row["partner"])),
        failure=_failure_of(row),
        made=_made_of(row),
    )


def _failure_of(row: sqlite3.Row) -> Failure | None:
    if row["message"] is None:
        return None
    return Failure(row["message"], row["hint"], row["cause"])


def _made_of(row: sqlite3.Row) -> Made | None:
    if row["output_hash"] is None:
        return None
    names = ("source_hash", "output_hash", "output_bytes", "device", "model", "seconds")
    facts = {name: row[name] for name in names}
    return Made(**facts, warnings=tuple(json.loads(row["warnings"])))


def made_columns(made: Made) -> dict[str, Any]:
    """Write what was made."""
    return {
        "source_hash": made.source_hash,
        "output_hash": made.output_hash,
        "output_bytes": made.output_bytes,
        "device": made.device,
        "model": made.model,
        "seconds": made.seconds,
        "warnings": json.dumps(made.warnings),
    }
