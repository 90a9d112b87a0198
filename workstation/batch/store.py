"""The queue on disk: which photos wait, who works on which, and what became of them.

Any number of programs may use one queue at a time. Each is a row of the table of workers, with a
lease that it renews, and claims items in one transaction each; if it ends before an item is done,
the item returns to those that wait.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from resources.text import Text
from workstation.batch.database import Database, usual_path
from workstation.batch.items import (
    STATES,
    Added,
    Claim,
    Control,
    Failure,
    Item,
    Made,
    Request,
    State,
)
from workstation.batch.throughput import LATEST, Throughput, throughput
from workstation.batch.workers import Worker
from workstation.core import json_text
from workstation.core.errors import HeirloomError

_LEASE_MOST_S: Final = 86_400.0
"""No worker asks for a longer lease."""

_AT_ONCE: Final = 500
"""Items asked for by one query; SQLite takes a limited number of parameters."""

_READY: Final = (
    "set_name IS NULL OR surveyed = 0 OR EXISTS (SELECT 1 FROM sets"
    " WHERE name = items.set_name AND settled IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM items o"
    " WHERE o.set_name = items.set_name AND o.surveyed = 0 AND o.state IN ('waiting', 'running'))"
)
"""Photos of a set that were surveyed wait for the others to be."""

_PLAIN: Final = (
    *("id", "state", "page", "recipe", "options", "priority", "position", "attempts"),
    *("side", "owner", "finished", "set_name"),
)
"""Columns of an item that hold what its fields of the same name do."""

_MADE: Final = ("source_hash", "output_hash", "output_bytes", "device", "model", "seconds")

Choose = Callable[[Request, int, Callable[[Path], bool]], Path]
"""Gives the output of a request, from its number in the queue and from a test whether the queue has
nothing else of a name."""


class Store(Database):
    """A queue; every method may be called from any thread.

    Parameters
    ----------
    path
        Its file; made if it is not there. By default the user's own queue.
    clock
        Seconds since 1970.

    Raises
    ------
    HeirloomError
        From every method, if the file is damaged, newer than this program, full or read-only.
    """

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(path or usual_path())
        self._clock = clock

    # What is in the queue

    def items(self, *states: State) -> tuple[Item, ...]:
        """Every item, or those in some states, in the order in which they are done."""
        asked = states or STATES
        query = f"SELECT * FROM items WHERE state IN ({_places(asked)})"
        with self.reading() as connection:
            rows = connection.execute(f"{query} ORDER BY priority DESC, position", asked)
            return tuple(_item(row) for row in rows)

    def item(self, number: int) -> Item | None:
        """The item of a number, if there is one."""
        found = self.items_of([number])
        return found[0] if found else None

    def items_of(self, numbers: Sequence[int]) -> tuple[Item, ...]:
        """The items of some numbers, as far as there are such, in no order."""
        found = list[Item]()
        with self.reading() as connection:
            for first in range(0, len(numbers), _AT_ONCE):
                some = tuple(numbers[first : first + _AT_ONCE])
                query = f"SELECT * FROM items WHERE id IN ({_places(some)})"
                found += map(_item, connection.execute(query, some))
        return tuple(found)

    def version(self) -> int:
        """Another number after any other program, or another `Store`, has changed the queue."""
        with self.reading() as connection:
            number: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def revisions(self) -> dict[int, tuple[int | str | None, ...]]:
        """By the numbers of all items, what differs whenever anything of an item has changed."""
        query = (
            "SELECT id, state, claims, attempts, reduced, priority, position, finished FROM items"
        )
        with self.reading() as connection:
            return {row[0]: tuple(row) for row in connection.execute(query)}

    def counts(self) -> dict[State, int]:
        """How many items are in each state."""
        with self.reading() as connection:
            rows = connection.execute("SELECT state, count(*) FROM items GROUP BY state")
            return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in rows}

    def outputs(self) -> set[Path]:
        """Every file that an item goes to."""
        with self.reading() as connection:
            rows = connection.execute("SELECT output FROM items")
            return {Path(os.fsdecode(row["output"])) for row in rows}

    def throughput(self) -> Throughput:
        """How fast photos are done, and how long the rest takes; quick for any number of items."""
        query = (
            "SELECT finished, seconds FROM items WHERE state = 'done'"
            " ORDER BY finished DESC LIMIT ?"
        )
        with self.reading() as connection:
            done = [(row[0], row[1]) for row in connection.execute(query, (LATEST,))]
        counts = self.counts()
        return throughput(done, counts["waiting"] + counts["running"])

    def intact(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        with self.reading() as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
        return [row[0] for row in found] == ["ok"]

    # What the user wants of it

    def add(self, requests: Sequence[Request], choose: Choose) -> Added:
        """Put requests into the queue.

        One that is there already, and is done, failed or skipped, waits again; if nothing has
        changed since it was done, it will be skipped.

        Parameters
        ----------
        requests
            In the order in which they are to be done.
        choose
            Gives each new one its output.
        """
        new, again, known = list[int](), list[int](), list[int]()
        with self.writing() as connection:
            sources = {_path_key(request.source) for request in requests}
            last = connection.execute("SELECT max(position) FROM items").fetchone()[0] or 0
            for number, request in enumerate(requests, 1):
                row = connection.execute(
                    "SELECT id, state FROM items WHERE identity = ?", (request.identity,)
                ).fetchone()
                if row is None:
                    output = choose(request, number, lambda path: self._free(path, sources))
                    new.append(self._insert(request, output, last + number))
                elif row["state"] in ("waiting", "running"):
                    known.append(row["id"])
                else:
                    self._wait_again("id = ?", row["id"])
                    again.append(row["id"])
        return Added(tuple(new), tuple(again), tuple(known))

    def _free(self, path: Path, sources: set[bytes]) -> bool:
        key = _path_key(path)
        found = self._connection.execute(
            "SELECT 1 FROM items WHERE output_key = ?1 OR source_key = ?1", (key,)
        )
        return key not in sources and found.fetchone() is None

    def _insert(self, request: Request, output: Path, position: int) -> int:
        """Write a request as a new item that waits; return its number."""
        if _path_key(output) == _path_key(request.source):
            raise HeirloomError(
                "The result of {name} would be the photo itself.",
                "Choose another folder or another template.",
                name=request.source.name,
            )
        plain = ("page", "recipe", "options", "priority", "side", "set_name", "identity")
        columns = {name: getattr(request, name) for name in plain} | {
            "source": os.fsencode(request.source),
            "source_key": _path_key(request.source),
            "output": os.fsencode(output),
            "output_key": _path_key(output),
            "position": position,
            "partner": None if request.partner is None else os.fsencode(request.partner),
        }
        query = f"INSERT INTO items ({', '.join(columns)}) VALUES ({_places(columns)})"
        row = self._connection.execute(query, tuple(columns.values()))
        assert row.lastrowid is not None
        return row.lastrowid

    def _wait_again(self, which: str, value: Any) -> int:
        """Let items wait as if they were new; return how many."""
        return self._connection.execute(
            "UPDATE items SET state = 'waiting', attempts = 0, lost = 0, reduced = 0,"
            " message = NULL, surveyed = 0, hint = NULL, cause = NULL, finished = NULL"
            f" WHERE {which}",
            (value,),
        ).rowcount

    def retry(self, numbers: Iterable[int] | None = None) -> int:
        """Let what failed wait again, all or some; return how many."""
        with self.writing():
            if numbers is None:
                return self._wait_again("state = ?", "failed")
            which = "state = 'failed' AND id = ?"
            return sum(self._wait_again(which, number) for number in numbers)

    def remove(self, numbers: Iterable[int]) -> int:
        """Forget some items, but none that runs; return how many. Files stay."""
        return self._forget("id = ?", numbers)

    def clear(self, *states: State) -> int:
        """Forget the items in some states, but none that runs; return how many. Files stay."""
        return self._forget("state = ?", states)

    def _forget(self, which: str, values: Iterable[int | str]) -> int:
        """Forget items, and what is known of photos and of sets that are no longer there."""
        with self.writing() as connection:
            query = f"DELETE FROM items WHERE {which} AND state != 'running'"
            count = sum(connection.execute(query, (value,)).rowcount for value in values)
            connection.execute("DELETE FROM samples WHERE item NOT IN (SELECT id FROM items)")
            connection.execute(
                "DELETE FROM sets WHERE name NOT IN"
                " (SELECT set_name FROM items WHERE set_name NOT NULL)"
            )
            return count

    def prioritize(self, numbers: Iterable[int], priority: int) -> None:
        """Give some items a priority; higher ones are done first."""
        with self.writing() as connection:
            rows = [(priority, number) for number in numbers]
            connection.executemany("UPDATE items SET priority = ? WHERE id = ?", rows)

    def move(self, numbers: Iterable[int], before: int | None = None) -> int:
        """Put some items in front of another one, or behind all; return how many.

        They take the priority of what they come to stand beside.
        """
        with self.writing() as connection:
            rows = connection.execute(
                "SELECT id, priority FROM items ORDER BY priority DESC, position"
            ).fetchall()
            priorities = {row["id"]: row["priority"] for row in rows}
            wanted = dict.fromkeys(numbers)
            moved = [number for number in wanted if number in priorities and number != before]
            moving = set(moved)
            rest = [number for number in priorities if number not in moving]
            place = rest.index(before) if before in rest else len(rest)
            beside = rest[min(place, len(rest) - 1) :][:1]
            priorities |= {number: priorities[beside[0]] for number in moved if beside}
            order = [*rest[:place], *moved, *rest[place:]]
            connection.executemany(
                "UPDATE items SET position = ?, priority = ? WHERE id = ?",
                [(i, priorities[number], number) for i, number in enumerate(order, 1)],
            )
            return len(moved)

    @property
    def control(self) -> Control:
        """What the user wants of the programs that work on this queue."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = 'control'").fetchone()
        control: Control = "go" if row is None else row[0]
        return control

    @control.setter
    def control(self, wanted: Control) -> None:
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('control', ?)", (wanted,))

    # Who works on it

    def enlist(self, worker: Worker, lease_s: float, *, alone: bool = False) -> bool:
        """Say that a worker is there for so long, even when nothing is to be done.

        What it has claimed stays its own as long; workers that are there no longer are struck out.

        Parameters
        ----------
        alone
            Only if no other worker is there; False if one is. Of several that ask at the same
            moment, one is enlisted.
        """
        with self.writing() as connection:
            there = self._present()
            if alone and there - {worker.owner}:
                return False
            query = f"DELETE FROM workers WHERE owner NOT IN ({_places(there)})"
            connection.execute(query, tuple(there))
            self._renew(worker, lease_s)
            return True

    def _renew(self, worker: Worker, lease_s: float) -> None:
        self._connection.execute(
            "INSERT INTO workers (owner, host, pid, started, lease_until)"
            " VALUES (:owner, :host, :pid, :started, :until)"
            " ON CONFLICT (owner) DO UPDATE SET lease_until = :until",
            asdict(worker) | {"until": self._clock() + lease_s},
        )

    def _present(self) -> set[str]:
        """The owners whose lease has not run out, and who have not been seen to end."""
        now = self._clock()
        # A lease from a future that no worker asks for was taken before a clock jumped back.
        rows = self._connection.execute(
            "SELECT * FROM workers WHERE lease_until BETWEEN ? AND ?", (now, now + _LEASE_MOST_S)
        )
        return {row["owner"] for row in rows if not _worker(row).has_ended()}

    def workers(self) -> tuple[Worker, ...]:
        """The workers that are there."""
        with self.reading() as connection:
            there = self._present()
            rows = connection.execute("SELECT * FROM workers ORDER BY started")
            return tuple(_worker(row) for row in rows if row["owner"] in there)

    def worker_counts(self) -> tuple[int, int]:
        """How many workers are there, and how many ended without a word, as far as it is known."""
        with self.reading() as connection:
            known: int = connection.execute("SELECT count(*) FROM workers").fetchone()[0]
            there = len(self._present())
        return there, known - there

    def dismiss(self, worker: Worker) -> None:
        """Say that a worker has gone."""
        with self.writing() as connection:
            connection.execute("DELETE FROM workers WHERE owner = ?", (worker.owner,))

    def leave(self, worker: Worker) -> bool:
        """The same, unless there is something to do; False if the worker has to stay.

        Who sees it enlisted may rely on it: it does not go over photos that wait.
        """
        needed = (
            "SELECT 1 FROM items WHERE state IN ('waiting', 'running') AND NOT EXISTS"
            " (SELECT 1 FROM settings WHERE name = 'control' AND value = 'stop') LIMIT 1"
        )
        with self.writing() as connection:
            if connection.execute(needed).fetchone() is not None:
                return False
            connection.execute("DELETE FROM workers WHERE owner = ?", (worker.owner,))
            return True

    def set_inhibits_sleep(self, worker: Worker, inhibits: bool) -> None:
        """Say whether a worker keeps its computer from going to sleep."""
        with self.writing() as connection:
            connection.execute(
                "UPDATE workers SET inhibits_sleep = ? WHERE owner = ?", (inhibits, worker.owner)
            )

    def may_sleep(self) -> bool:
        """Whether a worker has a photo under way on a computer that may go to sleep meanwhile."""
        query = (
            "SELECT 1 FROM workers JOIN items USING (owner)"
            " WHERE state = 'running' AND NOT inhibits_sleep LIMIT 1"
        )
        with self.reading() as connection:
            return connection.execute(query).fetchone() is not None

    # What a worker does with an item

    def claim(self, worker: Worker, lease_s: float) -> Claim | None:
        """Take the next item that waits, or None; no other worker gets it meanwhile."""
        with self.writing() as connection:
            self._return_abandoned()
            # What a worker ended over comes after what nobody has tried.
            row = connection.execute(
                f"SELECT * FROM items WHERE state = 'waiting' AND ({_READY})"
                " ORDER BY priority DESC, lost, position LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            self._renew(worker, lease_s)
            folder = Path(os.fsdecode(row["output"])).parent
            staging = folder / f".heirloom-{row['id']}-{secrets.token_hex(4)}"
            leftover = None if row["staging"] is None else Path(os.fsdecode(row["staging"]))
            if leftover is not None and leftover.parent != folder:
                leftover = None  # no claim has made it: the file was written by a stranger
            row = connection.execute(
                "UPDATE items SET state = 'running', attempts = attempts + 1, claims = claims + 1,"
                " owner = ?, staging = ? WHERE id = ? RETURNING *",
                (worker.owner, os.fsencode(staging), row["id"]),
            ).fetchone()
            return Claim(_item(row), row["claims"], worker, staging, leftover)

    def _return_abandoned(self) -> None:
        """Let what was under way wait again if its worker is there no longer."""
        running = "SELECT 1 FROM items WHERE state = 'running' LIMIT 1"
        if self._connection.execute(running).fetchone() is not None:
            there = self._present()
            self._connection.execute(
                "UPDATE items SET state = 'waiting', owner = NULL, lost = lost + 1,"
                " reduced = max(reduced, lost >= 1)"
                f" WHERE state = 'running' AND owner NOT IN ({_places(there)})",
                tuple(there),
            )

    def holds(self, claim: Claim, lease_s: float) -> bool:
        """Whether a claim is still good; if so, its worker's lease begins anew."""
        with self.writing():
            good = self._settle(claim, {"state": "running"})
            if good:
                self._renew(claim.worker, lease_s)
            return good

    def finish(self, claim: Claim, made: Made, recipe: str | None = None) -> bool:
        """Register a result, and the recipe if it is not the one wished; False as above."""
        columns = {name: getattr(made, name) for name in _MADE} | {
            "warnings": json.dumps([warning.to_json() for warning in made.warnings]),
            "recipe": recipe or claim.item.recipe,
        }
        return self._end(claim, "done", columns)

    def surveyed(self, claim: Claim) -> bool:
        """Say that it is known what a set's photo shows; False if the claim is not good."""
        columns = {"surveyed": 1, "attempts": claim.item.attempts - 1}
        return self._end(claim, "waiting", columns)

    def skip(self, claim: Claim) -> bool:
        """Say that the result made earlier is still right; False if the claim is not good."""
        return self._end(claim, "skipped", {})

    def fail(self, claim: Claim, failure: Failure) -> bool:
        """Say why there is no result; False if the claim is no longer good."""
        return self._end(claim, "failed", _failure_columns(failure))

    def try_reduced(self, claim: Claim, failure: Failure) -> bool:
        """Let the item wait again, to be done with less; False if the claim is not good."""
        return self._end(claim, "waiting", _failure_columns(failure) | {"reduced": 1})

    def release(self, claim: Claim) -> bool:
        """Give an item back as if it had not been begun; False if the claim is not good."""
        return self._end(claim, "waiting", {"attempts": claim.item.attempts - 1})

    def _end(self, claim: Claim, state: State, columns: dict[str, Any]) -> bool:
        cleared = dict.fromkeys(("owner", "staging", "message", "hint", "cause"))
        finished = None if state == "waiting" else self._clock()
        with self.writing():
            ended = {"state": state, "finished": finished, "lost": 0}
            return self._settle(claim, cleared | ended | columns)

    def _settle(self, claim: Claim, columns: dict[str, Any]) -> bool:
        """Write to a claimed item; False if the claim is no longer good."""
        changed = self._connection.execute(
            f"UPDATE items SET {', '.join(f'{name} = ?' for name in columns)}"
            " WHERE id = ? AND state = 'running' AND owner = ? AND claims = ?",
            (*columns.values(), claim.item.id, claim.worker.owner, claim.number),
        )
        return changed.rowcount == 1

    # Sets of photos that share their colours

    def set_references(self, name: str, references: Sequence[dict[str, Any]]) -> bool:
        """Give a set the photos whose colours it takes; False if it has its colours already."""
        with self.writing() as connection:
            if self.settled(name) is not None:
                return False
            connection.execute(
                "INSERT OR REPLACE INTO sets (name, reference_photos) VALUES (?, ?)",
                (name, json.dumps(references)),
            )
            return True

    def references(self, name: str) -> list[dict[str, Any]]:
        """What the photos show whose colours a set was given, as `samples.reference` tells it."""
        query = "SELECT reference_photos FROM sets WHERE name = ?"
        with self.reading() as connection:
            row = connection.execute(query, (name,)).fetchone()
        found: list[dict[str, Any]] = [] if row is None else json_text.loads(row[0])
        return found

    def keep_sample(self, item: Item, sample: str) -> None:
        """Remember what a set's photo shows."""
        with self.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO samples (item, set_name, sample) VALUES (?, ?, ?)",
                (item.id, item.set_name, sample),
            )

    def keep_colors(self, item: Item, after: str) -> None:
        """Remember the colours of a finished picture."""
        with self.writing() as connection:
            connection.execute("UPDATE samples SET after = ? WHERE item = ?", (after, item.id))

    def sample(self, item: Item) -> str | None:
        """What a photo shows that was surveyed."""
        query = "SELECT sample FROM samples WHERE item = ?"
        with self.reading() as connection:
            row = connection.execute(query, (item.id,)).fetchone()
        return None if row is None else row[0]

    def samples(self, name: str | None = None) -> list[tuple[int, str, str, str | None]]:
        """Of the photos surveyed, of a set or all: number, set, what it shows, its colours."""
        query = (
            "SELECT item, set_name, sample, after FROM samples"
            " WHERE ?1 IS NULL OR set_name = ?1 ORDER BY item"
        )
        with self.reading() as connection:
            return [tuple(row) for row in connection.execute(query, (name,))]

    def settled(self, name: str) -> str | None:
        """The colours that a set has come to; None as long as it has not."""
        query = "SELECT settled FROM sets WHERE name = ?"
        with self.reading() as connection:
            row = connection.execute(query, (name,)).fetchone()
        return None if row is None else row[0]

    def settle(self, name: str, colors: str) -> str:
        """Let a set come to some colours; return those, or what another worker was faster with."""
        with self.writing() as connection:
            row = connection.execute(
                "INSERT INTO sets VALUES (?, '[]', ?) ON CONFLICT (name)"
                " DO UPDATE SET settled = coalesce(settled, excluded.settled) RETURNING settled",
                (name, colors),
            ).fetchone()
        settled: str = row[0]
        return settled


def _places(values: Iterable[object]) -> str:
    """As many question marks for a query."""
    return ", ".join("?" for _ in values)


def _worker(row: sqlite3.Row) -> Worker:
    return Worker(row["owner"], row["host"], row["pid"], row["started"])


def _item(row: sqlite3.Row) -> Item:
    failure = made = None
    if row["message"] is not None:
        failure = Failure(_text(row["message"]), _text(row["hint"]), row["cause"])
    if row["output_hash"] is not None:
        made = Made(**{name: row[name] for name in _MADE}, warnings=_warnings(row["warnings"]))
    return Item(
        **{name: row[name] for name in _PLAIN},
        source=Path(os.fsdecode(row["source"])),
        output=Path(os.fsdecode(row["output"])),
        reduced=bool(row["reduced"]),
        surveyed=bool(row["surveyed"]),
        partner=None if row["partner"] is None else Path(os.fsdecode(row["partner"])),
        failure=failure,
        made=made,
    )


def _warnings(stored: str | None) -> tuple[Text, ...]:
    """What was said about a result; a damaged row has lost it, which must not stop the others."""
    try:
        found = json_text.loads(stored or "[]")
        return tuple(map(Text.from_json, found)) if isinstance(found, list) else ()
    except ValueError:
        return (Text("What was said about this result is damaged in the queue."),)


def _failure_columns(failure: Failure) -> dict[str, Any]:
    message, hint = (json.dumps(text.to_json()) for text in (failure.message, failure.hint))
    return {"message": message, "hint": hint, "cause": failure.cause}


def _text(stored: str | None) -> Text:
    try:
        return Text.from_json(json_text.loads(stored or '""'))
    except ValueError:  # version 0.1.0 wrote finished sentences
        return Text.from_json(stored)


def _path_key(path: Path) -> bytes:
    """Equal for paths that some disk takes for the same: case and composed letters aside."""
    name = os.fsdecode(path)
    return os.fsencode(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()))
