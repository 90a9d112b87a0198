"""Works through a queue: hands photos to workers, names their results, and survives both."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from resources.text import Text
from workstation.batch import machine, work
from workstation.batch.failures import failure_of
from workstation.batch.items import Claim, Failure, Item, State
from workstation.batch.sets import Sets
from workstation.batch.sleep_inhibitor import sleep_inhibited
from workstation.batch.store import Store
from workstation.batch.work import Assignment, Outcome, Staged, Surveyed, Unchanged
from workstation.batch.worker_pool import WorkerPool
from workstation.batch.workers import Worker
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import atomic_write
from workstation.core.io.photo import fingerprint

LEASE_S: Final = 90.0
TIMEOUT_S: Final = 1800.0
DISK_RETRY_S: Final = 60.0
"""How long a watch waits for room on a full disk before it tries again."""


@dataclass(frozen=True)
class Summary:
    """What came of a run.

    Attributes
    ----------
    done, skipped, failed
        How many items this run ended so.
    waiting
        How many are left.
    seconds
        Time that it took.
    halted
        Why it ended before all was done, if the user did not want it so.
    left
        Whether it left the queue to another program without beginning.
    """

    done: int
    skipped: int
    failed: int
    waiting: int
    seconds: float
    halted: Failure | None = None
    left: bool = False


@dataclass
class _UnderWay:
    """One item under way."""

    claim: Claim
    started: float
    killed: bool = False
    """By us, for taking too long."""


class Runner:
    """Works through a queue until nothing is left to do; made for one run.

    Parameters
    ----------
    store
        The queue.
    executor
        What runs `workstation.batch.work.restore`; worker processes of our own if None.
    share
        How many at a time, and what each may use.
    timeout_s
        How long one photo may take.
    lease_s
        How long others wait for us if they hear nothing.
    listener
        Told of each item that begins or ends, on the thread that runs.
    """

    def __init__(
        self,
        store: Store,
        executor: Executor | None = None,
        share: machine.Share | None = None,
        *,
        timeout_s: float = TIMEOUT_S,
        lease_s: float = LEASE_S,
        listener: Callable[[Item], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._sets = Sets(store)
        self._share = share or machine.share()
        self._own = executor is None
        self._executor = executor or WorkerPool(self._share.workers, self._share.threads)
        self._timeout_s, self._lease_s = timeout_s, lease_s
        self._listener = listener
        self._worker = Worker.of_this_process()
        self._under_way: dict[Future[Outcome], _UnderWay] = {}
        self._abandoned: list[Path] = []
        self._ended = Counter[State]()
        self._halted: Failure | None = None
        self._halted_at = -math.inf
        self._stopped = Event()
        self._renewed = -math.inf
        self._inhibits_sleep = True

    def stop(self) -> None:
        """Give up what is under way; it waits in the queue as if it had not been begun."""
        self._stopped.set()

    def run(self, *, watching: bool = False, alone: bool = False, poll_s: float = 0.25) -> Summary:
        """Work until nothing waits and nobody is at work, or until told to stop.

        Parameters
        ----------
        watching
            Go on when nothing is left, for more may come.
        alone
            Do nothing if another program works on the queue already.
        poll_s
            How often to look for wishes and new items when no worker is ready.
        """
        started = time.monotonic()
        try:
            begun = self._store.enlist(self._worker, self._lease_s, alone=alone)
            if begun:
                self._work(watching, poll_s)
        finally:
            self._give_up()
        ended, waiting = self._ended, self._store.counts()["waiting"]
        return Summary(
            ended["done"],
            ended["skipped"],
            ended["failed"],
            waiting,
            time.monotonic() - started,
            self._halted,
            not begun,
        )

    def _work(self, watching: bool, poll_s: float) -> None:
        with sleep_inhibited() as works:
            while self._step(watching):
                if self._under_way:
                    wait(self._under_way, timeout=poll_s, return_when=FIRST_COMPLETED)
                else:
                    self._stopped.wait(poll_s)
                if works() != self._inhibits_sleep:
                    self._inhibits_sleep = not self._inhibits_sleep
                    self._store.set_inhibits_sleep(self._worker, self._inhibits_sleep)

    def _step(self, watching: bool) -> bool:
        """Take in what is ready, hand out what waits; return whether to go on."""
        if self._stopped.is_set():
            return False
        self._collect()
        self._renew()
        self._end_late_ones()
        if watching and time.monotonic() - self._halted_at > DISK_RETRY_S:
            self._halted = None
        control = self._store.control
        if control == "go" and self._halted is None:
            while len(self._under_way) < self._share.workers and self._begin_next():
                pass
        if self._under_way:
            return True
        if self._halted is not None and not watching:
            return False
        if control != "stop" and (watching or control == "pause"):
            return True
        # Others may end before they are done; then their photos are ours.
        return not self._store.leave(self._worker)

    def _renew(self) -> None:
        now = time.monotonic()
        if now - self._renewed > self._lease_s / 4:
            self._store.enlist(self._worker, self._lease_s)
            self._renewed = now

    def _begin_next(self) -> bool:
        claim = self._store.claim(self._worker, self._lease_s)
        if claim is None:
            return False
        if claim.leftover is not None:
            work.remove(claim.leftover)
        try:
            assignment = self._assignment(claim)
        except Exception as error:  # of a set whose colours cannot be had
            self._failed(claim, failure_of(error))
            return True
        unknown = claim.item.set_name is not None and not claim.item.surveyed
        future = self._executor.submit(work.survey if unknown else work.restore, assignment)
        self._under_way[future] = _UnderWay(claim, time.monotonic())
        self._listener(claim.item)
        return True

    def _assignment(self, claim: Claim) -> Assignment:
        item = claim.item
        share = machine.REDUCED if item.reduced else self._share
        of_set = item.set_name is not None and item.surveyed
        return Assignment(
            source=item.source,
            page=item.page,
            recipe=self._sets.recipe_of(item) if of_set else item.recipe,
            options=item.options,
            output=item.output,
            staging=claim.staging,
            earlier=item.made,
            threads=share.threads,
            cache_bytes=share.cache_bytes,
            reduced=item.reduced,
            of_set=of_set,
        )

    def _collect(self) -> None:
        for future in [future for future in self._under_way if future.done()]:
            under_way = self._under_way.pop(future)
            claim = under_way.claim
            try:
                outcome = future.result()
            except Exception as error:  # the worker is gone, or the cluster
                outcome = self._lost(under_way, error)
            if self._settle(claim, outcome):
                item = self._store.item(claim.item.id)
                if item is not None:
                    self._listener(item)

    def _lost(self, under_way: _UnderWay, error: Exception) -> Failure:
        work.remove(under_way.claim.staging)
        if under_way.killed:
            return self._too_slow(under_way.claim)
        what = Text("The worker process ended while it was at work on it")
        if not self._own:
            kind = type(error).__name__
            what = Text("The worker was lost while it was at work on it ({kind})", kind=kind)
        return Failure(
            Text("{what}, perhaps for want of memory.", what=what),
            Text("Close other programs and retry, or restore this photo alone in the window."),
            "memory",
        )

    def _too_slow(self, claim: Claim) -> Failure:
        return Failure(
            Text(
                "{name} took longer than {seconds:.0f} seconds.",
                name=display_name(claim.item.source),
                seconds=self._timeout_s,
            ),
            Text("Allow more time with --timeout, or restore this photo alone in the window."),
        )

    def _settle(self, claim: Claim, outcome: Outcome) -> bool:
        """Name a result and register it; False if the item is no longer ours."""
        if isinstance(outcome, Staged):
            try:
                if not self._store.holds(claim, self._lease_s):
                    return False
                self._name(claim, outcome)
            except HeirloomError as error:
                outcome = failure_of(error)
            finally:
                work.remove(claim.staging)
        if isinstance(outcome, Staged):
            if outcome.after:
                self._store.keep_colors(claim.item, outcome.after)
            return self._count("done", self._store.finish(claim, outcome.made, outcome.recipe))
        if isinstance(outcome, Surveyed):
            self._store.keep_sample(claim.item, outcome.sample)
            return self._store.surveyed(claim)
        if isinstance(outcome, Unchanged):
            return self._count("skipped", self._store.skip(claim))
        return self._failed(claim, outcome)

    def _count(self, state: State, ours: bool) -> bool:
        self._ended[state] += ours
        return ours

    def _name(self, claim: Claim, staged: Staged) -> None:
        """Give a result its name, unless it has it already from before a power cut."""
        output = claim.item.output
        with atomic_write.write_errors(output):
            try:
                atomic_write.commit(staged.file, output, staged.replace)
            except HeirloomError:
                if not output.is_file() or fingerprint(output) != staged.made.output_hash:
                    raise

    def _failed(self, claim: Claim, failure: Failure) -> bool:
        if failure.cause == "memory" and not claim.item.reduced:
            return self._store.try_reduced(claim, failure)
        if failure.cause == "disk":  # nothing else would go better, and hours would be lost
            self._halted, self._halted_at = failure, time.monotonic()
            return self._store.release(claim)
        return self._count("failed", self._store.fail(claim, failure))

    def _end_late_ones(self) -> None:
        now = time.monotonic()
        for future, under_way in list(self._under_way.items()):
            if under_way.killed or now - under_way.started <= self._timeout_s:
                continue
            under_way.killed = True
            if isinstance(self._executor, WorkerPool):
                self._executor.end(future)
            elif not future.done():  # others cannot be ended: what comes of it is not taken
                future.cancel()
                del self._under_way[future]
                self._abandoned.append(under_way.claim.staging)
                self._settle(under_way.claim, self._too_slow(under_way.claim))

    def _give_up(self) -> None:
        """Release what is under way, and end our own workers."""
        if isinstance(self._executor, WorkerPool) and self._own:
            self._executor.shutdown(cancel_futures=bool(self._under_way))
        for future, under_way in self._under_way.items():
            future.cancel()
            work.remove(under_way.claim.staging)
            with suppress(HeirloomError):  # what ended us may be the queue itself
                self._store.release(under_way.claim)
        self._under_way.clear()
        with suppress(HeirloomError):
            self._store.dismiss(self._worker)
        for staging in self._abandoned:
            work.remove(staging)
