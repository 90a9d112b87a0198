"""Worker processes that die alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import psutil
import pytest

from workstation.batch.worker_pool import WorkerPool


def test_a_process_that_dies_takes_only_its_own_task_with_it() -> None:
    with WorkerPool(2) as pool:
        slow = pool.submit(time.sleep, 1.0)
        dead = pool.submit(os._exit, 3)
        with pytest.raises(BrokenProcessPool):
            dead.result(30)
        assert pool.submit(abs, -5).result(30) == 5
        assert slow.result(30) is None


def test_errors_come_back_as_words() -> None:
    with WorkerPool(1) as pool:
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            pool.submit(divmod, 1, 0).result(30)
        assert pool.submit(divmod, 7, 2).result(30) == (3, 1)


def test_a_task_can_be_ended() -> None:
    with WorkerPool(1) as pool:
        endless = pool.submit(time.sleep, 1000)
        while not endless.running():
            time.sleep(0.01)
        time.sleep(0.1)
        pool.end(endless)
        with pytest.raises(BrokenProcessPool):
            endless.result(30)
        assert pool.submit(abs, -1).result(30) == 1


def test_closed_lanes_take_nothing() -> None:
    pool = WorkerPool(1)
    waiting = [pool.submit(time.sleep, 1000) for _ in range(3)]
    pool.shutdown(cancel_futures=True)
    for future in waiting:
        with pytest.raises(BrokenProcessPool):
            future.result(30)
    with pytest.raises(RuntimeError):
        pool.submit(abs, 1)


def test_workers_step_back_and_end_when_whoever_started_them_is_killed() -> None:
    code = (
        "import os, time\nfrom workstation.batch.worker_pool import WorkerPool\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkerPool(2)\n"
        "    futures = [pool.submit(time.sleep, 1000), pool.submit(os.getpid)]\n"
        "    print(futures[1].result(), flush=True)\n"
        "    time.sleep(1000)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=-1, text=True) as starter:
        assert starter.stdout is not None
        worker = psutil.Process(int(starter.stdout.readline()))
        workers = [
            one
            for one in psutil.Process(starter.pid).children()
            if one == worker or ("spawn_main" in " ".join(one.cmdline()))
        ]
        assert worker in workers
        assert worker.nice() != psutil.Process(starter.pid).nice()
        os.kill(starter.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        starter.wait(30)
        _, alive = psutil.wait_procs(workers, timeout=10)
        assert alive == []
