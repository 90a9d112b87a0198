"""Disks that fill up, folders that refuse, photos that are none."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.awkward import Opens, make
from tests.batch.photos import ONE, TWO, batch, leftovers, put
from workstation.batch import intake
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError
from workstation.core.io import atomic_write
from workstation.core.io.export import ExportOptions

TIFF = ExportOptions(format="tiff", compression="none")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only the administrator of a Linux system can mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_the_queue_and_room_lets_it_go_on(
    store: Store, tmp_path: Path, small_disk: Path
) -> None:
    photos = [put(tmp_path / "box" / f"{number}.png", 400) for number in range(6)]
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 500_000))
    intake.add(store, photos, batch(small_disk / "out", export=TIFF))
    summary = Runner(store, share=ONE).run()
    assert summary.halted is not None
    assert "the disk is full" in summary.halted.message
    counts = store.counts()
    assert counts["done"] >= 1
    assert counts["failed"] == 0
    assert counts["waiting"] == 6 - counts["done"]
    assert leftovers(small_disk) == []
    done = store.items("done")
    assert len(list((small_disk / "out").iterdir())) == len(done)

    subprocess.run(["mount", "-o", "remount,size=99m", str(small_disk)], check=True)
    assert Runner(store, share=ONE).run().failed == 0
    assert store.counts()["done"] == 6


def test_a_queue_on_a_full_disk_says_so_and_stays_intact(small_disk: Path, tmp_path: Path) -> None:
    photos = [put(tmp_path / "box" / f"{number}.png") for number in range(6)]
    with Store(small_disk / "queue.sqlite") as store:
        intake.add(store, photos, batch(tmp_path / "out"))
        (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
        many = [tmp_path / "box" / f"{number} not yet there.png" for number in range(2000)]
        for path in many:
            path.touch()
        elsewhere = batch(tmp_path / "elsewhere", template="{stem}" + "x" * 200 + ".{ext}")
        with pytest.raises(HeirloomError, match="disk is full"):
            intake.add(store, many, elsewhere)
        (small_disk / "ballast").unlink()
        assert store.intact()
        assert Runner(store, share=ONE).run().waiting == 0


def test_no_space_is_told_from_other_failures(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic_write, "commit", full)
    intake.add(
        store, [put(tmp_path / f"{number}.png") for number in range(3)], batch(tmp_path / "o")
    )
    with ThreadPoolExecutor(1) as executor:  # any executor will do
        summary = Runner(store, executor, ONE).run()
    assert summary.halted is not None
    assert (summary.failed, summary.waiting) == (0, 3)


def test_a_watch_goes_on_by_itself_when_there_is_room(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.batch.runner.DISK_RETRY_S", 0.2)
    commit, tries = atomic_write.commit, list[int]()

    def full_at_first(*given: Any, **named: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        commit(*given, **named)

    monkeypatch.setattr(atomic_write, "commit", full_at_first)
    photos = [put(tmp_path / f"{number}.png") for number in range(3)]
    intake.add(store, photos, batch(tmp_path / "o"))
    with ThreadPoolExecutor(1) as executor:
        runner = Runner(
            store, executor, ONE, listener=lambda _: store.counts()["waiting"] or runner.stop()
        )
        runner.run(watching=True, poll_s=0.05)
    assert len(tries) >= 4
    assert store.counts()["failed"] == 0
    assert store.counts()["done"] >= 2


def test_a_cut_off_log_costs_work_but_no_result(store: Store, tmp_path: Path) -> None:
    intake.add(
        store, [put(tmp_path / f"{number}.png") for number in range(5)], batch(tmp_path / "o")
    )
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert Runner(store, share=ONE).run().done == 5
    before = {path: path.stat().st_ino for path in (tmp_path / "o").iterdir()}
    (tmp_path / "after").mkdir()
    queue = Path(shutil.copy(store.path, tmp_path / "after"))
    log = store.path.with_name(store.path.name + "-wal").read_bytes()
    queue.with_name(queue.name + "-wal").write_bytes(log[: len(log) // 2])
    with Store(queue) as cut:
        assert cut.intact()
        assert 0 < cut.counts()["done"] < 5
        assert Runner(cut, share=ONE).run().failed == 0
        assert cut.counts()["done"] == 5
    assert {path: path.stat().st_ino for path in (tmp_path / "o").iterdir()} == before


@pytest.fixture
def refusing(tmp_path: Path) -> Iterator[Path]:
    """A folder that can be read only."""
    folder = tmp_path / "refusing"
    folder.mkdir()
    bind = ["mount", "--bind", str(folder), str(folder)]
    only = ["mount", "-o", "remount,ro,bind", str(folder)]
    folder.chmod(0o500)
    mounted = os.access(folder, os.W_OK)  # to the administrator modes mean nothing
    if mounted and any(
        subprocess.run(step, capture_output=True, check=False).returncode for step in (bind, only)
    ):
        pytest.skip("no folder can be made that refuses us")
    yield folder
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)
    folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no folders that can be read only")
def test_a_folder_that_refuses_fails_each_photo_in_two_sentences(
    store: Store, tmp_path: Path, refusing: Path
) -> None:
    photos = [put(tmp_path / f"{number}.png") for number in range(2)]
    intake.add(store, photos, batch(refusing))
    intake.add(store, photos, batch(refusing / "below"))
    assert Runner(store, share=ONE).run().failed == 4
    for item in store.items():
        assert item.failure is not None
        assert "its folder does not allow it" in item.failure.message
        assert item.failure.hint == "Choose a folder of your own."


def test_awkward_photos_are_done_or_fail_with_a_reason_that_fits(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "box").mkdir()
    cases = [
        case for case in make(tmp_path / "box") if case.page == 0 and "\0" not in str(case.path)
    ]
    cases = [case for case in cases if os.path.lexists(case.path) and not case.path.is_dir()][::4]
    intake.add(store, [case.path for case in cases], batch(tmp_path / "out"))
    Runner(store, share=TWO).run()
    items = {item.source: item for item in store.items() if item.page == 0}
    for case in cases:
        item = items[case.path]
        if isinstance(case.expected, Opens):
            assert item.state == "done", item.failure
            assert item.output.exists()
        else:
            assert item.failure is not None, case
            assert case.expected.words in item.failure.message
            assert not item.output.exists()
    assert leftovers(tmp_path / "out") == []
