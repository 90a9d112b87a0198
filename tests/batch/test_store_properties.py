"""Whatever two programs do with a queue, in whatever order: nothing is lost, nothing done twice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from resources.text import Text
from tests.batch.conftest import MADE, Clock, beside, request_for, worker
from workstation.batch.items import Claim, Failure
from workstation.batch.store import Store

LEASE_S = 10
WHO = st.sampled_from([0, 1])
FAILURE = Failure(Text("It is cut off."), Text("Copy it again."))


class Queue(RuleBasedStateMachine):
    """Two programs at one queue, beside a model of who holds what."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        path = Path(self.folder.name) / "queue.sqlite"
        self.stores = [Store(path, self.clock) for _ in range(2)]
        self.count = 0
        self.held: dict[int, tuple[int, Claim, float]] = {}
        self.stale: list[tuple[int, Claim]] = []
        self.done: dict[int, int] = {}

    def teardown(self) -> None:
        if hasattr(self, "stores"):
            for store in self.stores:
                store.close()
            self.folder.cleanup()

    @rule(who=WHO, number=st.integers(1, 3))
    def add(self, who: int, number: int) -> None:
        names = [f"{self.count + i}.png" for i in range(number)]
        self.count += len(self.stores[who].add([request_for(name) for name in names], beside).new)

    @rule(who=WHO)
    def claim(self, who: int) -> None:
        claim = self.stores[who].claim(worker(str(who)), LEASE_S)
        for number, (holder, old, until) in list(self.held.items()):
            if until < self.clock.now:
                self.stale.append((holder, old))
                del self.held[number]
        if claim is not None:
            assert claim.item.id not in self.held
            self.held[claim.item.id] = who, claim, 0
            self._renewed(who)

    @rule(who=WHO, how=st.sampled_from(["finish", "skip", "fail", "less", "release"]))
    def end_one(self, who: int, how: str) -> None:
        mine = [claim for holder, claim, _ in self.held.values() if holder == who]
        if mine:
            assert self._end(who, mine[0], how)
            del self.held[mine[0].item.id]

    @rule(how=st.sampled_from(["finish", "skip", "fail", "less", "release", "holds"]))
    def end_what_was_lost(self, how: str) -> None:
        for who, claim in self.stale:
            assert not self._end(who, claim, how)

    def _end(self, who: int, claim: Claim, how: str) -> bool:
        store = self.stores[who]
        if how == "finish":
            ended = store.finish(claim, MADE)
            self.done[claim.item.id] = self.done.get(claim.item.id, 0) + ended
            return ended
        if how == "fail":
            return store.fail(claim, FAILURE)
        if how == "less":
            return store.try_reduced(claim, FAILURE)
        if how == "holds":
            return store.holds(claim, LEASE_S)
        return store.skip(claim) if how == "skip" else store.release(claim)

    @rule(who=WHO)
    def renew(self, who: int) -> None:
        self.stores[who].enlist(worker(str(who)), LEASE_S)
        self._renewed(who)

    def _renewed(self, who: int) -> None:
        for number, (holder, claim, _) in list(self.held.items()):
            if holder == who:
                self.held[number] = who, claim, self.clock.now + LEASE_S

    @rule(seconds=st.integers(1, 15))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(who=WHO)
    def retry(self, who: int) -> None:
        self.stores[who].retry()

    @rule(who=WHO)
    def open_again(self, who: int) -> None:
        path = self.stores[who].path
        self.stores[who].close()
        self.stores[who] = Store(path, self.clock)

    @invariant()
    def nothing_is_lost_and_nothing_done_twice(self) -> None:
        if not hasattr(self, "stores"):
            return
        assert self.stores[0].items() == self.stores[1].items()
        states = {item.id: item.state for item in self.stores[0].items()}
        assert len(states) == self.count
        assert set(self.held) == {number for number in states if states[number] == "running"}
        assert all(times == 1 for times in self.done.values() if times)
        assert all(states[number] == "done" for number, times in self.done.items() if times)


Queue.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestQueue = Queue.TestCase


def test_the_queue_is_intact_after_all() -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "q.sqlite") as store:
        assert store.intact()
