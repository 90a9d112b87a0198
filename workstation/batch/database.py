"""The queue's file: opened, checked, and every way it can fail in two sentences."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final, Self

from platformdirs import user_data_path

from workstation.core.errors import HeirloomError, display_name

VERSION: Final = 3
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
_WORKERS: Final = """
CREATE TABLE workers (
    owner TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started REAL NOT NULL,      -- times are seconds since 1970
    lease_until REAL NOT NULL,
    inhibits_sleep INTEGER NOT NULL DEFAULT 1
) STRICT;
WITH known (owner, until) AS (
    SELECT substr(name, 9), CAST(value AS REAL) FROM settings WHERE name GLOB 'program *'
    UNION ALL SELECT owner, lease_until FROM items WHERE state = 'running'
), placed (owner, until, place) AS (    -- an owner is host/pid/token, a token eight digits
    SELECT owner, max(until), substr(owner, 1, length(owner) - 9) FROM known GROUP BY owner
)
INSERT INTO workers SELECT owner,
    rtrim(rtrim(place, '0123456789'), '/'),
    CAST(substr(place, length(rtrim(place, '0123456789')) + 1) AS INTEGER), 0, until,
    NOT EXISTS (SELECT 1 FROM settings WHERE name = 'sleepy ' || owner) FROM placed;
DELETE FROM settings WHERE name GLOB 'program *' OR name GLOB 'sleepy *';
ALTER TABLE items DROP COLUMN lease_until;
ALTER TABLE items RENAME COLUMN less TO reduced;
ALTER TABLE items RENAME COLUMN together TO set_name;
ALTER TABLE samples RENAME COLUMN together TO set_name;
ALTER TABLE sets RENAME COLUMN leaders TO reference_photos;
"""
_MIGRATIONS: Final = (_SCHEMA, _SETS, _WORKERS)
"""What leads from each version to the next; the first makes an empty file a queue."""


def usual_path() -> Path:
    """Where the queue lies unless the user says otherwise."""
    return user_data_path("heirloom", appauthor=False) / "queue.sqlite"


class Database:
    """A queue's file, open; it may be used from any thread.

    Parameters
    ----------
    path
        Its file; made if it is not there.

    Raises
    ------
    HeirloomError
        From every method, if the file is damaged, of a newer version, of another program, full or
        read-only.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        with _plain_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
            )
            try:
                self._set_up()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The open file, for a moment, with every error in two sentences."""
        with self._lock, _plain_errors(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The same in one transaction: all or nothing, and nobody else writes meanwhile."""
        with self.reading() as connection, self._transaction():
            yield connection

    def _set_up(self) -> None:
        self._connection.row_factory = sqlite3.Row
        # Seen at one moment: another program may be making the queue just now.
        with self._transaction("DEFERRED"):
            application, version = self._pragma("application_id"), self._pragma("user_version")
            empty = not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        if application != _APPLICATION and not (empty and application == 0):
            raise HeirloomError(
                "{name} is the database of another program.",
                "Give the queue a file of its own with --queue.",
                name=display_name(self.path),
            )
        if version > VERSION:
            raise HeirloomError(
                "The queue {name} was written by a newer version of Heirloom.",
                "Update Heirloom, or start another queue with --queue.",
                name=display_name(self.path),
            )
        self._write_ahead()
        # With NORMAL, a power cut could take back what was already said to be done.
        self._connection.execute("PRAGMA synchronous = FULL")
        with self._transaction():
            found = self._pragma("user_version")  # again: another program may have been faster
            for migration in _MIGRATIONS[found:VERSION]:
                for statement in migration.split(";\n"):
                    self._connection.execute(statement)
            if found < VERSION:
                self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def _pragma(self, name: str) -> int:
        number: int = self._connection.execute(f"PRAGMA {name}").fetchone()[0]
        return number

    def _write_ahead(self) -> None:
        """Switch to a write-ahead log, which SQLite does without waiting for others at work."""
        deadline = time.monotonic() + _BUSY_S
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    @contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """All or nothing; nobody else writes meanwhile. "DEFERRED" is for reading alone."""
        self._connection.execute(f"BEGIN {kind}")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into two sentences."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: Exception) -> HeirloomError:
    said = str(error).lower()
    name = display_name(path)
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
