"""Plain functions run off the window's thread; the only module that knows threads.

A job is `work(progress) -> result` with frozen inputs and no Qt inside. What to call afterwards is
given when it starts: a signal connected later would miss what a quick job had to say. Once a job is
cancelled nothing of it is called any more.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.progress import Progress

log = logging.getLogger("heirloom.jobs")

T = TypeVar("T")

# Progress that comes faster than this would only keep the window busy.
_PROGRESS_EVERY_S = 0.05


class Job(Generic[T]):
    """One run of a function, as its starter sees it.

    Attributes
    ----------
    title
        What it does, in the user's words; an empty title is not shown.
    fraction, activity
        How far it is, 0..1, and what it is doing; kept on the window's thread.
    """

    def __init__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[HeirloomError], None] | None,
        progressed: Callable[[float, str], None] | None,
        title: str,
    ) -> None:
        self.title = title
        self.fraction = 0.0
        self.activity = ""
        self._work = work
        self._done = done
        self._failed = failed
        self._progressed = progressed
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; from now on none of its callbacks is called."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._cancelled.is_set()


class _Bug:
    """An exception that nobody foresaw, as text: no frames of another thread are kept alive."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Worker(QObject):
    """Lives on the lane's thread and runs what is in the queue, one by one."""

    moved = Signal(object, float, str)
    ended = Signal(object, object, object)

    def __init__(self, queue: deque[Job[Any]], lock: threading.Lock) -> None:
        super().__init__()
        self._queue = queue
        self._lock = lock

    @Slot()
    def run_next(self) -> None:
        with self._lock:
            if not self._queue:
                return
            job = self._queue.popleft()
        result: Any = None
        error: HeirloomError | _Bug | None = None
        try:
            result = job._work(Progress(self._listener(job), cancelled=job._cancelled))
        except Cancelled:
            job.cancel()
        except HeirloomError as told:
            error = told.with_traceback(None)
        except Exception:
            error = _Bug(traceback.format_exc())
        self.ended.emit(job, result, error)

    def _listener(self, job: Job[Any]) -> Callable[[float, str], None]:
        last = 0.0

        def listen(fraction: float, what: str) -> None:
            nonlocal last
            now = perf_counter()
            if now - last >= _PROGRESS_EVERY_S:
                last = now
                self.moved.emit(job, fraction, what)

        return listen


class Lane(QObject):
    """One thread and the order of its jobs.

    Parameters
    ----------
    newest_wins
        True: a new job takes the place of those that wait, and cancels the running one.
        False: jobs run in the order in which they were started.
    failed
        Called with an error that the user can understand, if the job has no own answer to it.
    broke
        Called with the traceback of any other exception.
    """

    changed = Signal()
    _wake = Signal()

    def __init__(
        self,
        *,
        newest_wins: bool,
        failed: Callable[[HeirloomError], None],
        broke: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._newest_wins = newest_wins
        self._failed = failed
        self._broke = broke
        self._queue: deque[Job[Any]] = deque()
        self._lock = threading.Lock()
        self._jobs: list[Job[Any]] = []
        self._closed = False
        self._thread = QThread(self)
        self._worker = _Worker(self._queue, self._lock)
        self._worker.moveToThread(self._thread)
        self._wake.connect(self._worker.run_next)
        self._worker.moved.connect(self._on_moved)
        self._worker.ended.connect(self._on_ended)
        self._thread.start()

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[HeirloomError], None] | None = None,
        progressed: Callable[[float, str], None] | None = None,
        title: str = "",
    ) -> Job[T]:
        """Run `work` on the lane's thread; its callbacks run on the window's."""
        job = Job(work, done, failed, progressed, title)
        if self._closed:
            job.cancel()
            return job
        if self._newest_wins:
            self._cancel_jobs()
        self._jobs.append(job)
        with self._lock:
            self._queue.append(job)
        self._wake.emit()
        self.changed.emit()
        return job

    @property
    def jobs(self) -> tuple[Job[Any], ...]:
        """Those that run or wait and whose results are wanted, the running one first."""
        return tuple(job for job in self._jobs if not job.cancelled)

    def cancel(self) -> None:
        """Give up everything that runs or waits."""
        self._cancel_jobs()
        self.changed.emit()

    def close(self) -> None:
        """Give up everything and end the thread; returns when it has ended."""
        if self._closed:
            return
        self._closed = True
        self._cancel_jobs()
        self._thread.quit()
        self._thread.wait()
        # The thread has ended, so the worker can be deleted from this one.
        self._worker.moved.disconnect(self._on_moved)
        self._worker.ended.disconnect(self._on_ended)
        self._jobs.clear()

    def _cancel_jobs(self) -> None:
        for job in self._jobs:
            job.cancel()
        with self._lock:
            waiting = list(self._queue)
            self._queue.clear()
        self._jobs = [job for job in self._jobs if job not in waiting]

    @Slot(object, float, str)
    def _on_moved(self, job: Job[Any], fraction: float, what: str) -> None:
        if job.cancelled:
            return
        job.fraction = fraction
        job.activity = what or job.activity
        if job._progressed is not None:
            job._progressed(fraction, what)
        self.changed.emit()

    @Slot(object, object, object)
    def _on_ended(self, job: Job[Any], result: Any, error: HeirloomError | _Bug | None) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if not job.cancelled:
            if error is None:
                job._done(result)
            elif isinstance(error, HeirloomError):
                (job._failed or self._failed)(error)
            else:
                log.error("A job broke:\n%s", error.text)
                self._broke(error.text)
        self.changed.emit()


class Jobs(QObject):
    """All lanes of the window.

    Attributes
    ----------
    rendering
        Tiles for the canvas: the newest request wins.
    reading
        Opening, thumbnails, diagnosing: in order.
    exporting
        Writing results: in order.
    sketching
        Small pictures of renditions, when nothing else is to be rendered: in order.
    probing
        Trying devices, which takes seconds and must keep nothing else waiting.
    watching, queueing
        Looking at the queue, and changing it: in order.
    picturing
        Small pictures of the queue's photos: in order.
    keeping
        Writing what is done to photos, against a crash: in order.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        failed: Callable[[HeirloomError], None],
        broke: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rendering = Lane(newest_wins=True, failed=failed, broke=broke, parent=self)
        self.reading = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.exporting = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.thumbnails = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.probing = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.watching = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.queueing = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.keeping = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        self.queue_thumbnails = Lane(newest_wins=False, failed=failed, broke=broke, parent=self)
        for one in self.lanes:
            one.changed.connect(self.changed)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Every lane."""
        return (
            *(self.rendering, self.reading, self.exporting, self.thumbnails, self.probing),
            *(self.watching, self.queueing, self.queue_thumbnails, self.keeping),
        )

    @property
    def shown(self) -> tuple[Job[Any], ...]:
        """The jobs that the user should see: those with a title."""
        return tuple(
            job for lane in self.lanes for job in lane._jobs if job.title and not job.cancelled
        )

    def cancel_shown(self) -> None:
        """Give up what the user sees running."""
        for job in self.shown:
            job.cancel()
        self.changed.emit()

    def close(self) -> None:
        """Give up everything and end all threads."""
        for lane in self.lanes:
            for job in lane.jobs:
                job.cancel()
        for lane in self.lanes:
            lane.close()
