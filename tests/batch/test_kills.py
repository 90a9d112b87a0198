"""Nothing is lost and nothing half-written, whatever is killed and whenever."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.batch import killing
from tests.batch.photos import batch, put
from workstation.batch import intake
from workstation.batch.store import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")


def filled(tmp_path: Path, count: int) -> Path:
    queue = tmp_path / "queue.sqlite"
    photos = [put(tmp_path / "box" / f"{number}.png", 200) for number in range(count)]
    with Store(queue) as store:
        intake.add(store, photos[::2], batch(tmp_path / "out"))
        intake.add(store, photos[1::2], batch(tmp_path / "out", set_name="set"))
    return queue


def test_killed_programs_lose_nothing(tmp_path: Path) -> None:
    queue = filled(tmp_path, 40)
    killed = killing.kill_runners(queue, 6, random.Random(1), 2.5)
    assert killed.kills == 6
    with Store(queue) as store:
        assert store.intact()
        done = {item.id: item.output.stat().st_ino for item in store.items("done")}
    killing.complete(queue)
    assert killing.wrong(queue, tmp_path / "out", 40) == []
    with Store(queue) as store:  # what was done was not done again
        after = {item.id: item.output.stat().st_ino for item in store.items()}
        assert all(after[number] == inode for number, inode in done.items())


def test_killed_workers_cost_a_try_and_no_photo(tmp_path: Path) -> None:
    queue = filled(tmp_path, 90)
    killed = killing.kill_workers(queue, 6, random.Random(2), 1.0)
    assert killed.kills > 0
    with Store(queue) as store:
        assert all(item.failure for item in store.items("failed"))
    killing.complete(queue)
    assert killing.wrong(queue, tmp_path / "out", 90) == []
