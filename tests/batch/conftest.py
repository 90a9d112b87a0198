"""Queues and photos for the tests of the batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resources.text import Text
from workstation.batch.items import Made, Request
from workstation.batch.store import Store
from workstation.batch.workers import Worker


@contextmanager
def one_under_way(store: Store) -> Iterator[None]:
    """Until the end whoever is there first has one more photo under way: so nobody finds all done.

    Whoever is to be there must have been started.
    """
    deadline = time.monotonic() + 120
    while not (workers := store.workers()):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    names = "source, source_key, page, recipe, options, output, priority, position"
    with store.writing() as connection:
        connection.execute(
            f"INSERT INTO items ({names}, identity, output_key, state, owner)"
            f" SELECT {names}, 'kept', x'00', 'running', ? FROM items LIMIT 1",
            (workers[0].owner,),
        )
    try:
        yield
    finally:
        with store.writing() as connection:
            connection.execute("DELETE FROM items WHERE identity = 'kept'")


class Clock:
    """Time that passes when we say so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An empty queue whose time we set."""
    with Store(tmp_path / "queue" / "queue.sqlite", clock) as opened:
        yield opened


@pytest.fixture
def second(store: Store, clock: Clock) -> Iterator[Store]:
    """The same queue, as another program sees it."""
    with Store(store.path, clock) as opened:
        yield opened


def worker(name: str) -> Worker:
    """A program on another computer, of which nobody can tell whether it is still there."""
    return Worker(name, "elsewhere", 1, 0.0)


def request_for(name: str = "photo.png", **facts: object) -> Request:
    """A request for a photo that need not be there."""
    plain: dict[str, object] = {
        "source": Path("/box") / name,
        "page": 0,
        "recipe": "{}",
        "options": "{}",
        "output_folder": Path("/out"),
        "template": "{stem}.{ext}",
    }
    return Request(**(plain | facts))  # type: ignore[arg-type]


def beside(request: Request, number: int, free: Callable[[Path], bool]) -> Path:
    """A name for a request's output, by its number and page."""
    path = request.output_folder / f"{request.source.stem} {request.page} {number}.png"
    while not free(path):
        path = path.with_name(f"{path.stem}+.png")
    return path


MADE = Made("5" * 64, "0" * 64, 1234, "CPU, 1 thread", "colorizer 1", 0.5, (Text("A note."),))
