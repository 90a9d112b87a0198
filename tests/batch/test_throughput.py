"""How fast it goes, and how long it takes."""

from __future__ import annotations

import dataclasses

import pytest

from tests.batch.conftest import MADE, Clock, beside, request_for, worker
from workstation.batch.store import Store
from workstation.batch.throughput import Throughput, in_words


def finish(store: Store, clock: Clock, count: int, seconds: float) -> None:
    for _ in range(count):
        claim = store.claim(worker("me"), 1e9)
        assert claim is not None
        clock.now += seconds
        assert store.finish(claim, dataclasses.replace(MADE, seconds=seconds))


def test_the_time_left_follows_from_what_was_done_last(store: Store, clock: Clock) -> None:
    store.add([request_for(f"{i}.png") for i in range(30)], beside)
    assert store.throughput() == Throughput(None, None)
    finish(store, clock, 5, 60.0)
    clock.now += 3600  # switched off over lunch
    finish(store, clock, 11, 2.0)
    measured = store.throughput()
    assert measured.per_minute == pytest.approx(30)
    assert measured.left_s == pytest.approx(28)
    finish(store, clock, 14, 2.0)
    assert store.throughput().left_s == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "a moment"),
        (45, "about 45 seconds"),
        (600, "about 10 minutes"),
        (6000, "about 1.7 hours"),
        (90000, "about 25 hours"),
    ],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
