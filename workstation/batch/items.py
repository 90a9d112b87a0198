"""What the queue is made of: frozen values, with nothing in them that knows a database."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from workstation.batch.workers import Worker

from resources.text import Text

State: TypeAlias = Literal["waiting", "running", "done", "failed", "skipped"]
STATES: tuple[State, ...] = get_args(State)

Side: TypeAlias = Literal["front", "back"]

Control: TypeAlias = Literal["go", "pause", "stop"]
"""What the user wants of every program that works on a queue: to go on, to wait, or to end after
the photos that it has begun."""


@dataclass(frozen=True)
class Request:
    """One page of one file, and what is to be made of it.

    Attributes
    ----------
    source
        The photo, with its whole path.
    page
        From 0.
    recipe
        As JSON.
    options
        How to read, render and write it, as JSON (`workstation.batch.work.Options`).
    output_folder
        Below which the result goes.
    template
        How its name is made (`workstation.batch.naming`).
    priority
        Higher ones are done first.
    side, partner
        Whether it is the front or the back of a print, and the file of the other side.
    set_name
        The set of photos with which it shares its colours; None if it stands alone.
    """

    source: Path
    page: int
    recipe: str
    options: str
    output_folder: Path
    template: str
    priority: int = 0
    side: Side | None = None
    partner: Path | None = None
    set_name: str | None = None

    @property
    def identity(self) -> str:
        """The same for two requests that would make the same file."""
        names = [os.fsencode(path).hex() for path in (self.source, self.output_folder)]
        facts = [*names, self.page, self.recipe, self.options, self.template]
        facts += [] if self.set_name is None else [self.set_name]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


IN_DOUBT: Final = "Look this one through. {doubt}"
"""The template of the warning about a result that was made in doubt about what the photo is."""


@dataclass(frozen=True)
class Made:
    """What a worker made.

    Attributes
    ----------
    source_hash, output_hash
        SHA-256 of the files, in hexadecimal digits.
    output_bytes
        Size of the result.
    device, model
        What the network ran on, and its name with its SHA-256; empty if it was not needed.
    seconds
        Time that it took.
    warnings
        Sentences for the user.
    """

    source_hash: str
    output_hash: str
    output_bytes: int
    device: str
    model: str
    seconds: float
    warnings: tuple[Text, ...] = ()

    @property
    def doubts(self) -> tuple[Text, ...]:
        """Why somebody should look the result through: it was not sure what the photo is."""
        return tuple(warning for warning in self.warnings if warning.template == IN_DOUBT)

    @property
    def in_doubt(self) -> bool:
        """Whether somebody should look the result through."""
        return bool(self.doubts)


@dataclass(frozen=True)
class Failure:
    """Why there is no result, in two sentences.

    Attributes
    ----------
    message, hint
        What happened, and what to do about it.
    cause
        "photo": it will not go better the next time. "memory": it may, with less. "disk": no photo
        will do better before there is room.
    """

    message: Text
    hint: Text
    cause: Literal["photo", "memory", "disk"] = "photo"


@dataclass(frozen=True)
class Item:
    """One request in the queue, and what has become of it.

    Attributes
    ----------
    id
        Its number in the queue, never given again.
    state
        "skipped" means that a result made earlier still fits source, recipe and options.
    recipe
        As asked for; of a photo of a set that is done, with the colours that it shares.
    output
        The file that the result goes to; no other item has it.
    position
        Its place in the order among items of equal priority.
    attempts
        How often it was begun.
    reduced
        Whether it is next tried with less memory, one thread and no graphics processor.
    failure
        Why it failed; for a waiting item, why it is tried again.
    made
        What was made of it; stays when it is put into the queue again.
    owner
        Which worker has it under way.
    finished
        When its state last changed from running, in seconds since 1970.
    set_name
        The set of photos with which it shares its colours.
    surveyed
        Whether it is known what it shows; a set's photos all are before any of them is restored.
    """

    id: int
    state: State
    source: Path
    page: int
    recipe: str
    options: str
    output: Path
    priority: int
    position: int
    attempts: int
    reduced: bool
    side: Side | None
    partner: Path | None
    failure: Failure | None
    made: Made | None
    owner: str | None
    finished: float | None
    set_name: str | None = None
    surveyed: bool = False

    @property
    def in_doubt(self) -> bool:
        """Whether there is a result that somebody should look through."""
        return self.state in ("done", "skipped") and self.made is not None and self.made.in_doubt


@dataclass(frozen=True)
class Claim:
    """The right to work on an item, as long as its worker's lease is renewed.

    Attributes
    ----------
    item
        As it is while it runs.
    number
        How often the item was claimed; a claim with another number is not this one.
    worker
        Who claimed it.
    staging
        A folder beside the output, not made yet, for files that are not finished.
    leftover
        Such a folder of an earlier claim whose worker ended before it could clean up.
    """

    item: Item
    number: int
    worker: Worker
    staging: Path
    leftover: Path | None


@dataclass(frozen=True)
class Added:
    """What became of requests.

    Attributes
    ----------
    new, again, known
        Numbers of new items, of known ones that will be looked at again, and of known ones that
        were waiting or running anyway.
    """

    new: tuple[int, ...]
    again: tuple[int, ...]
    known: tuple[int, ...]
