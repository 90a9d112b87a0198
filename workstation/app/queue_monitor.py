"""The queue as the window knows it: what is in it, who works on it, and what the user wants.

The window reads and writes the queue on lanes of its own; the photos are restored by a program of
its own, which the window starts and then only watches. Any number of windows and programs may do
so at the same time.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from resources.text import Text
from workstation.app import queue_program
from workstation.app.jobs import Jobs
from workstation.batch.database import usual_path
from workstation.batch.items import STATES, Control, Item, State
from workstation.batch.throughput import Throughput
from workstation.core.errors import HeirloomError

# What reads and writes the queue is loaded on the lane that does it, after the window is shown.
if TYPE_CHECKING:
    from workstation.batch.store import Store
    from workstation.batch.watch_queue import QueueState, QueueWatcher
    from workstation.core.progress import Progress

T = TypeVar("T")

Activity = Literal[
    "empty", "idle", "starting", "working", "pausing", "paused", "stopping", "finished"
]
"""What goes on: "idle" means that photos wait and nothing works on them, "paused" that the user
wants it so, "pausing" and "stopping" that those begun are finished first."""

_POLL_MS, _IDLE_POLL_MS = 400, 2000
_START_S: Final = 180.0
"""A program that has not said by then that it is there will not."""
_TRIES: Final = 3
_LATELY: Final = 20


class QueueMonitor(QObject):
    """The queue, watched and commanded; nothing here waits for the disk.

    Parameters
    ----------
    jobs
        The window's lanes.
    path
        The queue's file; the user's own if None.

    Signals
    -------
    changed
        Something is different (`QueueState`); `items` and all else is up to date.
    found
        The queue that was there when we began was seen, and something is to be done in it.
    ended
        The last item is done: everything that waited is done or has failed.
    failed
        Two sentences.
    """

    changed = Signal(object)
    found = Signal(object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or usual_path()
        self.items: dict[int, Item] = {}
        self.begun: dict[int, float] = {}
        self.control: Control = "go"
        self.workers = 0
        self.throughput = Throughput()
        self.may_sleep = False
        self.counts: Counter[State] = Counter()
        self.in_doubt: set[int] = set()
        self._jobs = jobs
        self._watcher: QueueWatcher | None = None
        self._polling = self._again = self._attentive = False
        self._seen = True
        self._made_s: deque[float] = deque(maxlen=_LATELY)
        self._settled = 0
        self._wanted = False
        self._launched: float | None = None
        self._launched_at = 0.0
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.poll)

    # Watching

    def begin(self) -> None:
        """Watch from now on."""
        self._seen = not self.path.exists()
        self._set_pace()
        self._timer.start()
        self.poll()

    def close(self) -> None:
        """Let go of everything; the lanes have ended."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None

    def be_attentive(self, attentive: bool) -> None:
        """Look more often, because somebody looks at us."""
        self._attentive = attentive
        self._set_pace()
        if attentive:
            self.poll()

    def poll(self) -> None:
        """See what has changed, as soon as nothing else is being looked at."""
        if self._polling:
            self._again = True
        elif self._watcher is not None or self.path.exists():
            self._polling = True
            watching = self._jobs.watching
            watching.start(self._see, done=self._on_polled, failed=self._on_unreadable)

    def _see(self, _progress: Progress) -> QueueState:
        from workstation.batch.watch_queue import QueueWatcher

        if self._watcher is None:
            self._watcher = QueueWatcher(self.path)
        return self._watcher.poll()

    def _on_polled(self, state: QueueState) -> None:
        self._polling = False
        before = self._state
        pending, settled = self.pending, self._take(state)
        self._settled += settled
        if settled:
            self._tries = 0
        self._keep_running(state, settled)
        if not self._seen:
            self._seen = True
            self._settled = 0
            if self.pending:
                self.found.emit(state)
        if state.items or state.gone or before != self._state:
            self.changed.emit(state)
        if pending and not self.pending and self._settled:
            self._settled = 0
            self._wanted = False
            self.ended.emit()
        self._set_pace()
        self._poll_again()

    def _poll_again(self) -> None:
        if self._again:
            self._again = False
            self.poll()

    def _on_unreadable(self, error: HeirloomError) -> None:
        self._polling = False
        self._timer.stop()  # it would fail again and again; the user's next wish tries anew
        self.failed.emit(error)

    def _take(self, state: QueueState) -> int:
        """Bring everything up to date; return how many items have ended."""
        settled = 0
        for item in state.items:
            known = self.items.get(item.id)
            self.counts[item.state] += 1
            if known is not None:
                self.counts[known.state] -= 1
            waited = known is None or known.state in ("waiting", "running")
            settled += waited and item.state in ("done", "failed", "skipped")
            self.items[item.id] = item
            (self.in_doubt.add if item.in_doubt else self.in_doubt.discard)(item.id)
            if item.state != "running":
                self.begun.pop(item.id, None)
            elif known is None or known.attempts != item.attempts or item.id not in self.begun:
                self.begun[item.id] = time.monotonic()
            if item.state == "done" and item.made is not None:
                self._made_s.append(item.made.seconds)
        for number in state.gone:
            left = self.items.pop(number, None)
            self.begun.pop(number, None)
            self.in_doubt.discard(number)
            if left is not None:
                self.counts[left.state] -= 1
        self.control, self.workers = state.control, state.workers
        self.throughput, self.may_sleep = state.throughput, state.may_sleep
        return settled

    def _set_pace(self) -> None:
        often = self._attentive or self.workers or self._launched is not None
        self._timer.setInterval(_POLL_MS if often else _IDLE_POLL_MS)

    # What is known

    @property
    def usual_s(self) -> float | None:
        """What a photo usually takes, from those that were made lately."""
        return median(self._made_s) if self._made_s else None

    @property
    def pending(self) -> int:
        """How many photos are still to be done."""
        return self.counts["waiting"] + self.counts["running"]

    @property
    def activity(self) -> Activity:
        """What goes on."""
        if not self.items:
            return "empty"
        if self.workers:
            if self.control == "go":
                return "working" if self.pending else "finished"
            running = self.counts["running"] > 0
            if self.control == "stop":
                return "stopping" if running else self._at_rest
            return "pausing" if running else self._at_rest
        return "starting" if self._launched is not None else self._at_rest

    @property
    def _at_rest(self) -> Activity:
        if not self.pending:
            return "finished"
        return "paused" if self.control == "pause" else "idle"

    @property
    def _state(self) -> tuple[Activity, Control, int, bool]:
        return self.activity, self.control, self.workers, self.may_sleep

    @property
    def works(self) -> bool:
        """Whether photos are being restored, or will be in a moment."""
        return self.activity in ("starting", "working", "pausing", "stopping")

    # What the user wants

    def start(self) -> None:
        """Begin, or go on."""

        def go(store: Store) -> int:
            store.control = "go"
            return store.worker_counts()[0]

        def going(programs: int) -> None:
            self._wanted = True
            self._tries = 0
            if not programs and self._launched is None:
                self._launch()

        self.do(go, going)

    def pause(self) -> None:
        """Begin no further photo for the time being."""
        self._control("pause")

    def stop(self) -> None:
        """End after the photos that are begun."""
        self._control("stop")

    def stop_now(self) -> None:
        """The same, at once: the window closes, and its lanes will do nothing more."""
        from workstation.batch.store import Store

        self._wanted = False
        with Store(self.path) as store:
            store.control = "stop"

    def _control(self, wanted: Control) -> None:
        self._wanted = False

        def set_it(store: Store) -> None:
            store.control = wanted

        self.do(set_it)

    def retry(self, numbers: Sequence[int] | None = None) -> None:
        """Let what failed wait again: some of it, or all."""
        self.do(lambda store: store.retry(numbers))

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget items; files stay."""
        self.do(lambda store: store.remove(numbers))

    def clear_done(self) -> None:
        """Forget what is done; files stay."""
        self.do(lambda store: store.clear("done", "skipped"))

    def move(self, numbers: Sequence[int], before: int | None) -> None:
        """Let items be done before another one, or after all."""
        self.do(lambda store: store.move(numbers, before))

    def do(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None] = lambda _: None,
        title: str = "",
    ) -> None:
        """Do something with the queue, in the order of the wishes, and see what came of it."""
        path = self.path

        def job(_progress: Progress) -> T:
            from workstation.batch.store import Store

            with Store(path) as store:
                return work(store)

        def after(result: T) -> None:
            done(result)
            if not self._timer.isActive():
                self._timer.start()
            self.poll()

        self._jobs.queueing.start(job, done=after, failed=self.failed.emit, title=title)

    # The program that does the work

    @property
    def log(self) -> Path:
        """Where the program says what goes wrong with the queue as a whole."""
        return self.path.with_suffix(".log")

    def _launch(self) -> None:
        from workstation.batch.watch_queue import QueueState

        self._launched_at = time.time()
        try:
            queue_program.start(self.path, self.log)
        except HeirloomError as error:
            self._wanted = False
            self.failed.emit(error)
            return
        self._launched = time.monotonic()
        self.changed.emit(QueueState((), (), self.control, self.workers, 0))
        self._set_pace()

    def _keep_running(self, state: QueueState, settled: int) -> None:
        """Start the program again if it ended though there is work that the user wants done."""
        if state.workers:
            self._launched = None
            return
        if self._launched is not None:
            patient = time.monotonic() - self._launched < _START_S
            if patient and not settled and not queue_program.gave_up(self.log):
                return
            self._launched = None
        if not self._wanted or state.control != "go" or not self.pending:
            return
        full = self._disk_was_full()
        self._tries += 1
        if full is not None or self._tries > _TRIES:
            self._wanted = False
            self.failed.emit(full or self._ended_early())
        else:
            self._launch()

    def _disk_was_full(self) -> HeirloomError | None:
        """What the program stopped over: a full disk would fail all other photos, too."""
        for item in self.items.values():
            late = (item.finished or 0.0) >= self._launched_at
            if item.failure is not None and item.failure.cause == "disk" and late:
                return HeirloomError(item.failure.message, item.failure.hint)
        return None

    def _ended_early(self) -> HeirloomError:
        message = Text("The program that restores the queue ended before all was done.")
        said = queue_program.last_words(self.log)
        if said:
            message = Text(
                "The program that restores the queue ended before all was done. {said}", said=said
            )
        return HeirloomError(
            message, "Start it again; if it ends again, run `heirloom batch run` in a terminal."
        )


def states() -> tuple[State, ...]:
    """The states in the order in which they matter to somebody who looks after the queue."""
    order: tuple[State, ...] = ("failed", "running", "waiting", "done", "skipped")
    assert set(order) == set(STATES)
    return order
