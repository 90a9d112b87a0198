"""The same work on a Dask cluster."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.batch.photos import ONE, TWO, batch, put
from workstation.batch import intake
from workstation.batch.cluster import connected
from workstation.batch.items import Item
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.core import presets
from workstation.core.errors import HeirloomError


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two worker processes and their scheduler."""
    distributed = pytest.importorskip("distributed", reason="needs the extra “cluster”")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as made:
            yield made


def test_a_cluster_makes_the_same_files_as_our_own_processes(
    store: Store, tmp_path: Path, cluster: Any
) -> None:
    photos = [put(tmp_path / "box" / f"{number}.png", 90 + number) for number in range(6)]
    cut = tmp_path / "box" / "cut.png"
    cut.write_bytes(photos[0].read_bytes()[:2000])
    recipe = presets.AUTOMATIC
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "cluster", recipe, set_name="set"))
    with connected(cluster.scheduler_address) as (executor, share):
        assert share.workers == 2
        summary = Runner(store, executor, share).run()
    assert (summary.done, summary.failed) == (6, 1)
    with Store(tmp_path / "pool.sqlite") as other:
        intake.add(other, [tmp_path / "box"], batch(tmp_path / "pool", recipe, set_name="set"))
        Runner(other, share=TWO).run()
    made = sorted((tmp_path / "cluster").iterdir())
    assert len(made) == 6
    for path in made:
        assert path.read_bytes() == (tmp_path / "pool" / path.name).read_bytes()


def test_a_killed_worker_costs_no_photo(store: Store, tmp_path: Path, cluster: Any) -> None:
    photos = [put(tmp_path / f"{number}.png", 300) for number in range(8)]
    intake.add(store, photos, batch(tmp_path / "out"))
    killed = list[int]()

    def kill_one(item: Item) -> None:
        if item.state == "running" and len(killed) < 1 and store.counts()["done"] >= 1:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with connected(cluster.scheduler_address) as (executor, share):
        summary = Runner(store, executor, share, listener=kill_one).run()
    assert killed
    assert (summary.done, summary.failed) == (8, 0)
    assert len(list((tmp_path / "out").iterdir())) == 8


def test_a_photo_that_is_begun_twice_meets_no_rest_of_the_first_time(
    store: Store, tmp_path: Path
) -> None:
    intake.add(store, [put(tmp_path / "a.png")], batch(tmp_path / "out"))

    class Twice(ThreadPoolExecutor):
        """Runs everything again after its first end was lost, as a scheduler of a cluster does."""

        def submit(self, work: Any, /, *given: Any, **named: Any) -> Any:
            return super().submit(lambda: (work(*given, **named), work(*given, **named))[1])

    with Twice(1) as executor:
        assert Runner(store, executor, ONE).run().done == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a-restored.png"]


def test_a_scheduler_that_does_not_answer_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="needs the extra “cluster”")
    monkeypatch.setattr("workstation.batch.cluster._CONNECT_S", 1)
    with pytest.raises(HeirloomError, match="No Dask scheduler"), connected("tcp://127.0.0.1:9"):
        pass


def test_without_the_extra_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr("workstation.batch.cluster.import_module", missing)
    with pytest.raises(HeirloomError, match=r"heirloom\[cluster\]"), connected("tcp://x:1"):
        pass


def test_the_bundle_does_not_advise_what_cannot_help_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr("workstation.batch.cluster.import_module", missing)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(HeirloomError) as refused, connected("tcp://x:1"):
        pass
    assert "works on one computer" in str(refused.value.hint)
