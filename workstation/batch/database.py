"""The queue's file: opened, checked, and every way it can fail in two sentences."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from workstation.core.errors import HeirloomError, shown

VERSION: Final = 2
_APPLICATION: Final = 0x48656972  # "Heir"
_BUSY_S: Final = 30.0

_SCHEMA: Final = """
CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped')),
    source BLOB NOT NULL,       -- paths are bytes: a name may hold what is no text
    source_key BLOB NOT NULL,   -- equal for paths that may be one file
    page INTEGER NOT NULL,
    recipe TEXT NOT NULL,
    options TEXT NOT NULL,
    output BLOB NOT NULL,
    output_key BLOB NOT NULL UNIQUE,
    priority INTEGER NOT NULL,
    position INTEGER NOT NULL,
    side TEXT,
    partner BLOB,
    attempts INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    less INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    lease_until REAL,
    staging BLOB,
    finished REAL,
    message TEXT, hint TEXT, cause TEXT,
    source_hash TEXT, output_hash TEXT, output_bytes INTEGER,
    device TEXT, model TEXT, seconds REAL,
    warnings TEXT
) STRICT;
CREATE INDEX next_item ON items (state, priority DESC, lost, position);
CREATE INDEX sources ON items (source_key);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""

_SETS: Final = """
ALTER TABLE items ADD COLUMN together TEXT;
ALTER TABLE items ADD COLUMN surveyed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX members ON items (together, surveyed, state);
CREATE TABLE samples (
    item INTEGER PRIMARY KEY, together TEXT NOT NULL, sample TEXT NOT NULL, after TEXT
) STRICT;
CREATE TABLE sets (name TEXT PRIMARY KEY, leaders TEXT NOT NULL, settled TEXT) STRICT;
"""
_STEPS: Final = (_SCHEMA, _SETS)
"""What leads from each version to the next; the first makes an empty file a queue."""


def usual_path() -> Path:
    """Where the queue lies unless the user says otherwise."""
    return user_data_path("heirloom", appauthor=False) / "queue.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """Open a queue's file, or make one.

    Raises
    ------
    HeirloomError
        If it is damaged, of a newer version, of another program, or cannot be written.
    """
    with plain_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        try:
            _set_up(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    # Seen at one moment: another program may be making the queue just now.
    with transaction(connection, "DEFERRED"):
        application, version = _about(connection)
        empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    empty = empty and application == 0
    if application != _APPLICATION and not empty:
        raise HeirloomError(
            "{name} is the database of another program.",
            "Give the queue a file of its own with --queue.",
            name=shown(path),
        )
    if version > VERSION:
        raise HeirloomError(
            "The queue {name} was written by a newer version of Heirloom.",
            "Update Heirloom, or start another queue with --queue.",
            name=shown(path),
        )
    _write_ahead(connection)
    # With NORMAL, a power cut could take back what was already said to be done.
    connection.execute("PRAGMA synchronous = FULL")
    with transaction(connection):
        found = _about(connection)[1]  # again: another program may have been faster
        for step in _STEPS[found:VERSION]:
            for statement in step.split(";\n"):
                connection.execute(statement)
        if found < VERSION:
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, which SQLite does without waiting for others who are at it."""
    deadline = time.monotonic() + _BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _about(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing; nobody else writes meanwhile. "DEFERRED" is for reading alone."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into two sentences."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: Exception) -> HeirloomError:
    said = str(error).lower()
    name = shown(path)
    if "not a database" in said or "malformed" in said:
        return HeirloomError(
            "The queue {name} is damaged.",
            "Move that file away and add the photos again: results that are there are recognised.",
            name=name,
        )
    if "readonly" in said or "read-only" in said or "permission" in said:
        return HeirloomError(
            "The queue {name} cannot be written to.",
            "Choose another file for it with --queue.",
            name=name,
        )
    if "full" in said or "no space" in said:
        return HeirloomError(
            "The queue {name} cannot be written: the disk is full.",
            "Make room and try again.",
            name=name,
        )
    if "locked" in said or "busy" in said:
        return HeirloomError(
            "The queue {name} has been in use by another program for {seconds:.0f} seconds.",
            "Wait until it has finished, or end it.",
            name=name,
            seconds=_BUSY_S,
        )
    return HeirloomError(
        "The queue {name} cannot be used: {error}.",
        "Choose another file for it with --queue.",
        name=name,
        error=error,
    )
