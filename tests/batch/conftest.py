"""Queues and photos for the tests of the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resources.text import Text
from workstation.batch.items import Made, Request
from workstation.batch.store import Store


@contextmanager
def one_kept_back(store: Store) -> Iterator[None]:
    """Until the end no program finds all done, however long the other takes to begin."""
    claim = store.claim("elsewhere/1/x", 3600)
    assert claim is not None
    try:
        yield
    finally:
        store.release(claim)


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


def wish(name: str = "photo.png", **facts: object) -> Request:
    """A wish for a photo that need not be there."""
    plain: dict[str, object] = {
        "source": Path("/box") / name,
        "page": 0,
        "recipe": "{}",
        "options": "{}",
        "output_folder": Path("/out"),
        "template": "{stem}.{ext}",
    }
    return Request(**(plain | facts))  # type: ignore[arg-type]


def beside(wish: Request, number: int, free: Callable[[Path], bool]) -> Path:
    """A name for a wish's output, by its number and page."""
    path = wish.output_folder / f"{wish.source.stem} {wish.page} {number}.png"
    while not free(path):
        path = path.with_name(f"{path.stem}+.png")
    return path


MADE = Made("5" * 64, "0" * 64, 1234, "CPU, 1 thread", "colorizer 1", 0.5, (Text("A note."),))
