"""Which programs are there to work on a queue: each enlists for a while, again and again.

What stands in the queue of a program that was killed counts no longer as soon as its process is
seen to have ended, or its time is over.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from workstation.batch import worker_id

_PROGRAM: Final = "program "
"""Before a program's name among the settings, where it says until when it will be there."""


def enlist(connection: sqlite3.Connection, owner: str, now: float, until: float) -> None:
    """Write down that a program is there, and strike out those that are there no longer."""
    for row in _enlisted(connection):
        if not _is_there(row, now):
            connection.execute("DELETE FROM settings WHERE name = ?", (row["name"],))
    connection.execute(
        "INSERT OR REPLACE INTO settings VALUES (?, ?)", (_PROGRAM + owner, str(until))
    )


def dismiss(connection: sqlite3.Connection, owner: str) -> None:
    """Write down that a program has gone."""
    connection.execute("DELETE FROM settings WHERE name = ?", (_PROGRAM + owner,))


def others(connection: sqlite3.Connection, owner: str, now: float) -> bool:
    """Whether any other program is there."""
    rows = _enlisted(connection)
    return any(row["name"] != _PROGRAM + owner and _is_there(row, now) for row in rows)


def programs(connection: sqlite3.Connection, now: float) -> tuple[int, int]:
    """How many programs are there, and how many ended unexpectedly."""
    there = [_is_there(row, now) for row in _enlisted(connection)]
    return sum(there), len(there) - sum(there)


def needed(connection: sqlite3.Connection) -> bool:
    """Whether something is to be done, and nobody wants it stopped."""
    found = connection.execute(
        "SELECT 1 FROM items WHERE state IN ('waiting', 'running') AND NOT EXISTS"
        " (SELECT 1 FROM settings WHERE name = 'control' AND value = 'stop') LIMIT 1"
    )
    return found.fetchone() is not None


def _enlisted(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ?", (len(_PROGRAM), _PROGRAM)
    ).fetchall()


def _is_there(row: sqlite3.Row, now: float) -> bool:
    owner = row["name"].removeprefix(_PROGRAM)
    return float(row["value"]) >= now and not worker_id.gone(owner)
