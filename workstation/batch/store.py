"""The queue on disk: which photos wait, who works on which, and what became of them.

Any number of programs may use one queue at a time. Each claims an item by a lease, in one
transaction; if the program ends before it is done, the item returns to those that wait.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Final

from workstation.batch import database, worker_id, workers
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
from workstation.batch.rows import (
    failure_columns,
    forget_sets,
    insert,
    item_of,
    key_of,
    made_columns,
    wait_again,
)
from workstation.batch.throughput import LATEST, Throughput, throughput

_AT_ONCE: Final = 500
"""Items asked for by one query; SQLite takes a limited number of parameters."""

_READY: Final = (
    "together IS NULL OR surveyed = 0 OR EXISTS (SELECT 1 FROM sets"
    " WHERE name = items.together AND settled IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM items o"
    " WHERE o.together = items.together AND o.surveyed = 0 AND o.state IN ('waiting', 'running'))"
)
"""Photos of a set that were surveyed wait for the others to be."""

Choose = Callable[[Request, int, Callable[[Path], bool]], Path]
"""Gives the output of a wish, from its number in the queue and from a test whether the queue has
nothing else of a name."""


class Store:
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
        self.path = path or database.usual_path()
        self._clock = clock
        self._lock = RLock()
        self._connection = database.connect(self.path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What is in the queue

    def items(self, *states: State) -> tuple[Item, ...]:
        """Every item, or those in some states, in the order in which they are done."""
        asked = states or STATES
        marks = ", ".join("?" * len(asked))
        query = f"SELECT * FROM items WHERE state IN ({marks}) ORDER BY priority DESC, position"
        with self.reading() as connection:
            return tuple(item_of(row) for row in connection.execute(query, asked))

    def item(self, number: int) -> Item | None:
        """The item of a number, if there is one."""
        with self.reading() as connection:
            row = connection.execute("SELECT * FROM items WHERE id = ?", (number,)).fetchone()
        return None if row is None else item_of(row)

    def items_of(self, numbers: Sequence[int]) -> tuple[Item, ...]:
        """The items of some numbers, as far as there are such, in no order."""
        found = list[Item]()
        with self.reading() as connection:
            for first in range(0, len(numbers), _AT_ONCE):
                some = tuple(numbers[first : first + _AT_ONCE])
                query = f"SELECT * FROM items WHERE id IN ({', '.join('?' * len(some))})"
                found += map(item_of, connection.execute(query, some))
        return tuple(found)

    def version(self) -> int:
        """Another number after any other program, or another `Store`, has changed the queue."""
        with self.reading() as connection:
            number: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def marks(self) -> dict[int, tuple[int | str | None, ...]]:
        """By the numbers of all items, what differs whenever anything of an item has changed."""
        query = "SELECT id, state, claims, attempts, less, priority, position, finished FROM items"
        with self.reading() as connection:
            return {row[0]: tuple(row) for row in connection.execute(query)}

    def counts(self) -> dict[State, int]:
        """How many items are in each state."""
        with self.reading() as connection:
            rows = connection.execute("SELECT state, count(*) FROM items GROUP BY state")
            return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in rows}

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

    def add(self, wishes: Sequence[Request], choose: Choose) -> Added:
        """Put wishes into the queue.

        One that is there already, and is done, failed or skipped, waits again; if nothing has
        changed since it was done, it will be skipped.

        Parameters
        ----------
        wishes
            In the order in which they are to be done.
        choose
            Gives each new one its output.
        """
        new, again, known = list[int](), list[int](), list[int]()
        with self.writing() as connection:
            sources = {key_of(wish.source) for wish in wishes}
            last = connection.execute("SELECT max(position) FROM items").fetchone()[0] or 0
            for number, wish in enumerate(wishes, 1):
                row = connection.execute(
                    "SELECT id, state FROM items WHERE identity = ?", (wish.identity,)
                ).fetchone()
                if row is None:
                    output = choose(wish, number, lambda path: self._free(path, sources))
                    new.append(insert(connection, wish, output, last + number))
                elif row["state"] in ("waiting", "running"):
                    known.append(row["id"])
                else:
                    wait_again(connection, "id = ?", row["id"])
                    again.append(row["id"])
        return Added(tuple(new), tuple(again), tuple(known))

    def _free(self, path: Path, sources: set[bytes]) -> bool:
        key = key_of(path)
        found = self._connection.execute(
            "SELECT 1 FROM items WHERE output_key = ?1 OR source_key = ?1", (key,)
        )
        return key not in sources and found.fetchone() is None

    def retry(self, numbers: Iterable[int] | None = None) -> int:
        """Let what failed wait again, all or some; return how many."""
        with self.writing() as connection:
            if numbers is None:
                return wait_again(connection, "state = ?", "failed")
            which = "state = 'failed' AND id = ?"
            return sum(wait_again(connection, which, number) for number in numbers)

    def remove(self, numbers: Iterable[int]) -> int:
        """Forget some items, but none that runs; return how many. Files stay."""
        with self.writing() as connection:
            query = "DELETE FROM items WHERE id = ? AND state != 'running'"
            count = sum(connection.execute(query, (number,)).rowcount for number in numbers)
            forget_sets(connection)
            return count

    def clear(self, *states: State) -> int:
        """Forget the items in some states, but none that runs; return how many. Files stay."""
        asked = [state for state in states if state != "running"]
        marks = ", ".join("?" * len(asked))
        with self.writing() as connection:
            query = f"DELETE FROM items WHERE state IN ({marks})"
            count = connection.execute(query, asked).rowcount
            forget_sets(connection)
            return count

    def prioritize(self, numbers: Iterable[int], priority: int) -> None:
        """Give some items a priority; higher ones are done first."""
        with self.writing() as connection:
            rows = [(priority, number) for number in numbers]
            connection.executemany("UPDATE items SET priority = ? WHERE id = ?", rows)

    def order(self, numbers: Sequence[int]) -> None:
        """Let some items follow each other as given; together they keep the places they had."""
        with self.writing() as connection:
            marks = ", ".join("?" * len(numbers))
            rows = connection.execute(
                f"SELECT id, position FROM items WHERE id IN ({marks})", tuple(numbers)
            ).fetchall()
            found = {row["id"] for row in rows}
            places = sorted(row["position"] for row in rows)
            wanted = [number for number in dict.fromkeys(numbers) if number in found]
            moved = list(zip(places, wanted, strict=True))
            connection.executemany("UPDATE items SET position = ? WHERE id = ?", moved)

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

    def outputs(self) -> set[Path]:
        """Every file that an item goes to."""
        with self.reading() as connection:
            rows = connection.execute("SELECT output FROM items")
            return {Path(os.fsdecode(row["output"])) for row in rows}

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

    def enlist(self, owner: str, lease_s: float, *, alone: bool = False) -> bool:
        """Say that a program is there to work on the queue, even when nothing is to be done.

        Parameters
        ----------
        alone
            Only if no other program is there; False if one is. Of several that ask at the same
            moment, one is enlisted.
        """
        with self.writing() as connection:
            now = self._clock()
            if alone and workers.others(connection, owner, now):
                return False
            workers.enlist(connection, owner, now, now + lease_s)
            return True

    def dismiss(self, owner: str) -> None:
        """Say that a program has gone."""
        with self.writing() as connection:
            workers.dismiss(connection, owner)

    def leave(self, owner: str) -> bool:
        """The same, unless there is something to do; False if the program has to stay.

        Who sees it enlisted may rely on it: it does not go over photos that wait.
        """
        with self.writing() as connection:
            if workers.needed(connection):
                return False
            workers.dismiss(connection, owner)
            return True

    def programs(self) -> tuple[int, int]:
        """How many programs are there to work on the queue, and how many ended unexpectedly."""
        with self.reading() as connection:
            return workers.programs(connection, self._clock())

    def claim(self, owner: str, lease_s: float) -> Claim | None:
        """Take the next item that waits, or None; no other program gets it meanwhile."""
        with self.writing() as connection:
            now = self._clock()
            self._return_abandoned(connection, now)
            # What a program ended over comes after what nobody has tried.
            row = connection.execute(
                f"SELECT * FROM items WHERE state = 'waiting' AND ({_READY})"
                " ORDER BY priority DESC, lost, position LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            leftover = None if row["staging"] is None else Path(os.fsdecode(row["staging"]))
            folder = Path(os.fsdecode(row["output"])).parent
            staging = folder / f".heirloom-{row['id']}-{secrets.token_hex(4)}"
            connection.execute(
                "UPDATE items SET state = 'running', attempts = attempts + 1, claims = claims + 1,"
                " owner = ?, lease_until = ?, staging = ? WHERE id = ?",
                (owner, now + lease_s, os.fsencode(staging), row["id"]),
            )
            row = connection.execute("SELECT * FROM items WHERE id = ?", (row["id"],)).fetchone()
            return Claim(item_of(row), row["claims"], owner, staging, leftover)

    def _return_abandoned(self, connection: sqlite3.Connection, now: float) -> None:
        rows = connection.execute(
            "SELECT id, owner, lease_until FROM items WHERE state = 'running'"
        ).fetchall()
        for row in rows:
            if row["lease_until"] < now or worker_id.gone(row["owner"]):
                connection.execute(
                    "UPDATE items SET state = 'waiting', owner = NULL, lease_until = NULL,"
                    " lost = lost + 1, less = max(less, lost >= 1) WHERE id = ?",
                    (row["id"],),
                )

    def renew(self, owner: str, lease_s: float) -> None:
        """Say that a program still works on all that it has claimed."""
        with self.writing() as connection:
            connection.execute(
                "UPDATE items SET lease_until = ? WHERE state = 'running' AND owner = ?",
                (self._clock() + lease_s, owner),
            )

    def holds(self, claim: Claim, lease_s: float) -> bool:
        """Whether a claim is still good; if so, its lease begins anew."""
        return self._settle(claim, {"lease_until": self._clock() + lease_s})

    def finish(self, claim: Claim, made: Made, recipe: str | None = None) -> bool:
        """Register a result, and the recipe if it is not the one wished; False as above."""
        columns = made_columns(made) | {"recipe": recipe or claim.item.recipe}
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
        return self._end(claim, "failed", failure_columns(failure))

    def try_with_less(self, claim: Claim, failure: Failure) -> bool:
        """Let the item wait again, to be done with less; False if the claim is not good."""
        return self._end(claim, "waiting", {**failure_columns(failure), "less": 1})

    def release(self, claim: Claim) -> bool:
        """Give an item back as if it had not been begun; False if the claim is not good."""
        attempts = claim.item.attempts - 1
        return self._end(claim, "waiting", {"attempts": attempts})

    def _end(self, claim: Claim, state: State, columns: dict[str, Any]) -> bool:
        cleared = dict.fromkeys(("owner", "lease_until", "staging", "message", "hint", "cause"))
        finished = None if state == "waiting" else self._clock()
        cleared |= {"state": state, "finished": finished, "lost": 0}
        return self._settle(claim, cleared | columns)

    def _settle(self, claim: Claim, columns: dict[str, Any]) -> bool:
        sets = ", ".join(f"{name} = :{name}" for name in columns)
        keys = {"the_id": claim.item.id, "the_owner": claim.owner, "the_number": claim.number}
        with self.writing() as connection:
            changed = connection.execute(
                f"UPDATE items SET {sets} WHERE id = :the_id AND state = 'running'"
                " AND owner = :the_owner AND claims = :the_number",
                columns | keys,
            )
            return changed.rowcount == 1

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The open file, for a moment, with every error in two sentences."""
        with self._lock, database.plain_errors(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The same in one transaction: all or nothing."""
        with self.reading() as connection, database.transaction(connection):
            yield connection
