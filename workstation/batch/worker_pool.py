"""Worker processes that may die: each takes only the photo with it that it was working on.

Pools of others were tried and broke as a whole when one process was killed (decision 23).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, Final

from workstation.batch import machine

_CONTEXT: Final = multiprocessing.get_context("spawn")  # threads do not survive a fork


@dataclass(frozen=True)
class _Task:
    future: Future[Any]
    call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class WorkerPool(Executor):
    """Some processes side by side; one that dies fails its own task only, and is replaced.

    Parameters
    ----------
    count
        How many.
    threads
        How many threads libvips may use in each.
    """

    def __init__(self, count: int, threads: int = 1) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._processes = [_Process(threads) for _ in range(count)]
        self._threads = [
            threading.Thread(target=process.serve, args=(self._tasks,), name="worker", daemon=True)
            for process in self._processes
        ]
        self._open = True
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let the next free process call a function that it can import."""
        if not self._open:
            raise RuntimeError("This pool is closed.")
        future: Future[Any] = Future()
        self._tasks.put(_Task(future, (fn, args, kwargs)))
        return future

    def end(self, future: Future[Any]) -> None:
        """Kill the process that works for a future, which then fails with `BrokenProcessPool`."""
        future.cancel()
        for process in self._processes:
            if process.future is future:
                process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done what was submitted, or at once if cancelled."""
        self._open = False
        for process in self._processes if cancel_futures else ():
            process.closed = True
            process.kill()
        for _ in self._processes:
            self._tasks.put(None)
        for thread in self._threads if wait else ():
            thread.join()


class _Process:
    """One process, started when it is needed, and its pipe."""

    def __init__(self, threads: int) -> None:
        self.future: Future[Any] | None = None
        self.closed = False
        self._threads = threads
        self._process: Any = None
        self._pipe: Connection[Any, Any] | None = None

    def serve(self, tasks: SimpleQueue[_Task | None]) -> None:
        """Have one task after the other done; on a thread of its own."""
        while (task := tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            self.future = task.future
            try:
                succeeded, value = self._call(task)
            except Exception as error:
                succeeded, value = False, error
            self.future = None
            if succeeded:
                task.future.set_result(value)
            else:
                task.future.set_exception(value)
        self._close()

    def _call(self, task: _Task) -> tuple[bool, Any]:
        """Have a task done; return whether it succeeded, and its result or error."""
        if self.closed:
            raise BrokenProcessPool("The worker was told to end.")
        pipe = self._ready()
        try:
            pipe.send(task.call)
            wait([pipe, self._process.sentinel])
            if pipe.poll():
                answer: tuple[bool, Any] = pipe.recv()
                return answer
        except (EOFError, OSError):
            pass
        self._close()
        raise BrokenProcessPool("The worker ended while it was at work.")

    def _ready(self) -> Connection[Any, Any]:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            self._close()
            self._pipe, theirs = _CONTEXT.Pipe()
            self._process = _CONTEXT.Process(
                target=_work, args=(theirs, self._threads), name="worker", daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    def kill(self) -> None:
        """End the process now."""
        with suppress(AttributeError, ValueError):  # not started, or closed meanwhile
            self._process.kill()

    def _close(self) -> None:
        """Let the process end, and wait for it."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join()
            self._process.close()
        self._process = self._pipe = None


def _work(pipe: Connection[Any, Any], threads: int) -> None:
    """Life of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever sent us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    machine.step_back()
    os.environ["VIPS_CONCURRENCY"] = str(threads)  # read when libvips is loaded
    _silence()
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, function(*args, **kwargs)
        except Exception as error:
            answer = False, RuntimeError(f"{type(error).__name__}: {error}")
        pipe.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _silence() -> None:
    """Libraries' remarks would tear the lines of whoever sent us; errors come as answers."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
