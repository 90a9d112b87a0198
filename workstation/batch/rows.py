"""Between rows of the database and values."""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

from resources.text import Text
from workstation.batch.items import Failure, Item, Made, Request
from workstation.core.errors import HeirloomError

_PLAIN = (
    *("id", "state", "page", "recipe", "options", "priority", "position", "attempts"),
    *("side", "owner", "lease_until", "finished", "together"),
)


def item_of(row: sqlite3.Row) -> Item:
    """Read an item."""
    return Item(
        **{name: row[name] for name in _PLAIN},
        source=Path(os.fsdecode(row["source"])),
        output=Path(os.fsdecode(row["output"])),
        less=bool(row["less"]),
        surveyed=bool(row["surveyed"]),
        partner=None if row["partner"] is None else Path(os.fsdecode(row["partner"])),
        failure=_failure_of(row),
        made=_made_of(row),
    )


def _failure_of(row: sqlite3.Row) -> Failure | None:
    if row["message"] is None:
        return None
    return Failure(_text(row["message"]), _text(row["hint"]), row["cause"])


def _text(stored: str) -> Text:
    try:
        return Text.from_json(json.loads(stored))
    except ValueError:  # version 0.1.0 wrote finished sentences
        return Text.from_json(stored)


def _made_of(row: sqlite3.Row) -> Made | None:
    if row["output_hash"] is None:
        return None
    names = ("source_hash", "output_hash", "output_bytes", "device", "model", "seconds")
    facts = {name: row[name] for name in names}
    return Made(**facts, warnings=tuple(map(Text.from_json, json.loads(row["warnings"]))))


def made_columns(made: Made) -> dict[str, Any]:
    """Write what was made."""
    return {
        "source_hash": made.source_hash,
        "output_hash": made.output_hash,
        "output_bytes": made.output_bytes,
        "device": made.device,
        "model": made.model,
        "seconds": made.seconds,
        "warnings": json.dumps([warning.to_json() for warning in made.warnings]),
    }


def insert(connection: sqlite3.Connection, wish: Request, output: Path, position: int) -> int:
    """Write a wish as a new item that waits; return its number."""
    if key_of(output) == key_of(wish.source):
        raise HeirloomError(
            "The result of {name} would be the photo itself.",
            "Choose another folder or another template.",
            name=wish.source.name,
        )
    columns = {
        "identity": wish.identity,
        "source": os.fsencode(wish.source),
        "source_key": key_of(wish.source),
        "page": wish.page,
        "recipe": wish.recipe,
        "options": wish.options,
        "output": os.fsencode(output),
        "output_key": key_of(output),
        "priority": wish.priority,
        "position": position,
        "side": wish.side,
        "partner": None if wish.partner is None else os.fsencode(wish.partner),
        "together": wish.together,
    }
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    row = connection.execute(f"INSERT INTO items ({names}) VALUES ({marks})", columns)
    assert row.lastrowid is not None
    return row.lastrowid


def wait_again(connection: sqlite3.Connection, which: str, value: Any) -> int:
    """Let items wait as if they were new; return how many."""
    return connection.execute(
        "UPDATE items SET state = 'waiting', attempts = 0, lost = 0, less = 0, message = NULL,"
        f" surveyed = 0, hint = NULL, cause = NULL, finished = NULL WHERE {which}",
        (value,),
    ).rowcount


def forget_sets(connection: sqlite3.Connection) -> None:
    """Forget what is known of photos, and of sets, that are no longer there."""
    connection.execute("DELETE FROM samples WHERE item NOT IN (SELECT id FROM items)")
    connection.execute(
        "DELETE FROM sets WHERE name NOT IN (SELECT together FROM items WHERE together NOT NULL)"
    )


def failure_columns(failure: Failure) -> dict[str, Any]:
    """Write why there is no result."""
    message, hint = (json.dumps(text.to_json()) for text in (failure.message, failure.hint))
    return {"message": message, "hint": hint, "cause": failure.cause}


def key_of(path: Path) -> bytes:
    """Equal for paths that some disk takes for the same: case and composed letters aside."""
    name = os.fsdecode(path)
    return os.fsencode(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()))
