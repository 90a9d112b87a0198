"""A queue from beginning to end, with real worker processes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.batch.conftest import MADE, Clock, beside, request_for, worker
from tests.batch.photos import ONE, TWO, batch, leftovers, put
from workstation.batch import intake, machine
from workstation.batch.items import Item
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.batch.work import Assignment
from workstation.core import presets
from workstation.core.io.export import ExportOptions
from workstation.core.io.photo import fingerprint


def test_a_box_is_done_and_the_second_time_skipped(store: Store, tmp_path: Path) -> None:
    for name in ("1.png", "sub/Großmutter.png"):
        put(tmp_path / "box" / name)
    (tmp_path / "box" / "cut.png").write_bytes((tmp_path / "box" / "1.png").read_bytes()[:900])
    wanted = batch(tmp_path / "out", presets.AUTOMATIC)
    intake.add(store, [tmp_path / "box"], wanted)
    told: list[tuple[str, str]] = []

    def listen(item: Item) -> None:
        told.append((item.source.name, item.state))

    summary = Runner(store, share=ONE, listener=listen).run()
    assert (summary.done, summary.failed, summary.waiting) == (2, 1, 0)
    assert ("1.png", "running") in told
    assert told[-1] == ("Großmutter.png", "done")
    done, cut, other = store.items()
    assert done.made is not None
    assert done.made.output_hash == fingerprint(done.output)
    assert done.made.source_hash == fingerprint(done.source)
    assert "CPU, 1 thread" in done.made.device
    assert len(done.made.model.split()[-1]) == 64
    assert other.output == tmp_path / "out" / "sub" / "Großmutter-restored.png"
    assert cut.failure is not None
    assert "cut.png is damaged" in cut.failure.message
    assert not cut.output.exists()
    assert leftovers(tmp_path / "out") == []

    before = done.output.stat().st_mtime_ns
    assert len(intake.add(store, [tmp_path / "box"], wanted).again) == 3
    summary = Runner(store, share=ONE).run()
    assert (summary.done, summary.skipped, summary.failed) == (0, 2, 1)
    assert done.output.stat().st_mtime_ns == before


def test_of_a_file_with_several_pages_all_are_done_and_none_is_told_to_be_left_out(
    store: Store, tmp_path: Path
) -> None:
    first, second = Image.open(put(tmp_path / "1.png")), Image.open(put(tmp_path / "2.png", 80))
    scans, animation = tmp_path / "box" / "scans.tif", tmp_path / "box" / "waving.gif"
    scans.parent.mkdir()
    first.save(scans, save_all=True, append_images=[second], dpi=(300, 300))
    first.save(animation, save_all=True, append_images=[second.resize(first.size)])
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "out"))
    assert Runner(store, share=ONE).run().done == 3
    one, two, waving = (item.made.warnings for item in store.items() if item.made is not None)
    assert not any("Only page" in words for words in one + two)
    assert "Only page 1 of 2 is written." in waving  # its other pictures are in no queue


def test_a_changed_source_is_no_reason_to_touch_an_earlier_result(
    store: Store, tmp_path: Path
) -> None:
    source = put(tmp_path / "1.png")
    intake.add(store, [source], batch(tmp_path / "out"))
    Runner(store, share=ONE).run()
    (item,) = store.items()
    before = item.output.read_bytes()
    put(source, 80)
    intake.add(store, [source], batch(tmp_path / "out"))
    assert Runner(store, share=ONE).run().failed == 1
    (item,) = store.items()
    assert item.failure is not None
    assert "already a file" in item.failure.message
    assert item.output.read_bytes() == before
    assert leftovers(tmp_path / "out") == []


def test_a_result_that_the_queue_never_heard_of_is_recognised(store: Store, tmp_path: Path) -> None:
    """As after a power cut between naming the file and registering it."""
    source = put(tmp_path / "1.png")
    intake.add(store, [source], batch(tmp_path / "out"))
    Runner(store, share=ONE).run()
    (item,) = store.items()
    before = item.output.stat().st_ino
    store.clear("done")
    store.add(
        [request_for(source=source, recipe=item.recipe, output_folder=tmp_path)],
        lambda *_: item.output,
    )
    assert Runner(store, share=ONE).run().done == 1
    assert item.output.stat().st_ino == before
    (again,) = store.items()
    assert again.made is not None
    assert item.made is not None
    assert again.made.output_hash == item.made.output_hash


def test_a_file_of_another_photo_is_left_alone(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    intake.add(store, [put(tmp_path / "1.png"), put(tmp_path / "2.png", 80)], batch(out))
    first, second = store.items()
    put(second.output)  # came into being after the names were given
    before = second.output.read_bytes()
    assert Runner(store, share=ONE).run().failed == 1
    assert second.output.read_bytes() == before
    # Even if it was made by the very same recipe.
    second.output.unlink()
    first.output.rename(second.output)
    before = second.output.read_bytes()
    store.retry()
    assert Runner(store, share=ONE).run().failed == 1
    assert second.output.read_bytes() == before


def test_overwriting_must_be_allowed(store: Store, tmp_path: Path) -> None:
    old = put(tmp_path / "out" / "1-restored.png", 80)
    wanted = batch(tmp_path / "out", export=ExportOptions(overwrite=True))
    intake.add(store, [put(tmp_path / "1.png")], wanted)
    before = old.read_bytes()
    assert Runner(store, share=ONE).run().done == 1
    assert old.read_bytes() != before


def test_a_source_that_is_removed_meanwhile_fails_alone(store: Store, tmp_path: Path) -> None:
    gone, other = put(tmp_path / "1.png"), put(tmp_path / "2.png")
    intake.add(store, [gone, other], batch(tmp_path / "out"))
    gone.unlink()
    summary = Runner(store, share=ONE).run()
    assert (summary.done, summary.failed) == (1, 1)
    (item,) = store.items("failed")
    assert item.failure is not None
    assert item.failure.message == "There is no file 1.png."


def test_a_photo_that_takes_too_long_is_given_up(store: Store, tmp_path: Path) -> None:
    intake.add(store, [put(tmp_path / "1.png", 300)], batch(tmp_path / "out"))
    summary = Runner(store, share=ONE, timeout_s=0.05).run(poll_s=0.02)
    assert summary.failed == 1
    (item,) = store.items()
    assert item.failure is not None
    assert "took longer" in item.failure.message
    assert leftovers(tmp_path / "out") == []


def test_two_runners_share_the_work(store: Store, second: Store, tmp_path: Path) -> None:
    photos = [put(tmp_path / f"{number}.png") for number in range(8)]
    intake.add(store, photos, batch(tmp_path / "out"))
    other = Runner(second, share=ONE)
    thread = threading.Thread(target=other.run)
    thread.start()
    summary = Runner(store, share=ONE).run()
    thread.join()
    assert store.counts()["done"] == 8
    assert summary.done < 9
    assert [item.attempts for item in store.items()] == [1] * 8
    assert len(list((tmp_path / "out").iterdir())) == 8


def test_pause_resume_and_stop_are_heard(store: Store, tmp_path: Path) -> None:
    photos = [put(tmp_path / f"{number}.png") for number in range(4)]
    intake.add(store, photos, batch(tmp_path / "out"))
    store.control = "pause"
    runner = Runner(store, share=ONE)
    thread = threading.Thread(target=runner.run, kwargs={"poll_s": 0.02})
    thread.start()
    time.sleep(0.3)
    assert store.counts()["waiting"] == 4
    store.control = "go"
    deadline = time.monotonic() + 30
    while store.counts()["done"] == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    store.control = "stop"
    thread.join(30)
    counts = store.counts()
    assert counts["running"] == 0
    assert 1 <= counts["done"] <= 4
    store.control = "go"
    assert Runner(store, share=TWO).run().waiting == 0


def test_stopping_now_gives_back_what_is_under_way(store: Store, tmp_path: Path) -> None:
    photos = [put(tmp_path / f"{number}.png", 400) for number in range(3)]
    intake.add(store, photos, batch(tmp_path / "out"))
    runner = Runner(store, share=TWO, listener=lambda _: runner.stop())
    runner.run()
    assert store.counts()["waiting"] == 3
    assert [item.attempts for item in store.items()] == [0, 0, 0]
    assert leftovers(tmp_path / "out") == []


def test_a_lost_lease_means_that_the_result_is_dropped(
    store: Store, second: Store, clock: Clock, tmp_path: Path
) -> None:
    """As when the computer slept for an hour, and another one took over."""
    intake.add(store, [put(tmp_path / "1.png")], batch(tmp_path / "out"))

    def take(_: Item) -> None:
        clock.now += 1e6
        claim = second.claim(worker("another"), 1e6)
        assert claim is not None
        assert second.finish(claim, MADE)

    summary = Runner(store, share=ONE, listener=take).run()
    assert summary.done == 0
    (item,) = store.items()
    assert item.made == MADE
    assert not item.output.exists()
    assert leftovers(tmp_path / "out") == []


class Deadly(ThreadPoolExecutor):
    """Ends as a process does that memory runs out for, unless it is asked for less."""

    def __init__(self, survives: bool) -> None:
        super().__init__(1)
        self.survives = survives
        self.orders: list[Assignment] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.orders.append(args[0])
        if self.survives and args[0].reduced:
            return super().submit(fn, *args, **kwargs)
        dead: Future[Any] = Future()
        dead.set_exception(BrokenProcessPool("The worker ended."))
        return dead


@pytest.mark.parametrize("survives", [True, False])
def test_what_ends_its_worker_is_tried_once_more_with_less(
    store: Store, tmp_path: Path, survives: bool
) -> None:
    intake.add(store, [put(tmp_path / "1.png")], batch(tmp_path / "out"))
    with Deadly(survives) as executor:
        summary = Runner(store, executor, machine.Share(1, 4, 128 << 20)).run()
    assert (summary.done, summary.failed) == (int(survives), int(not survives))
    first, second = executor.orders
    assert (first.threads, first.reduced) == (4, False)
    assert (second.threads, second.reduced) == (1, True)
    assert second.cache_bytes < first.cache_bytes
    (item,) = store.items()
    assert item.attempts == 2
    if not survives:
        assert item.failure is not None
        assert "The worker was lost" in item.failure.message


def test_damaged_orders_fail_with_a_reason(store: Store, tmp_path: Path) -> None:
    source = put(tmp_path / "1.png")
    for facts in ({"recipe": "no"}, {"options": "no"}, {"options": '{"export": {"new": 1}}'}):
        plain = {"recipe": "{}", "options": "{}", **facts}
        store.add([request_for(source=source, output_folder=tmp_path / "out", **plain)], beside)
    assert Runner(store, share=ONE).run().failed == 3
    assert all(item.failure and "Heirloom" not in item.failure.hint for item in store.items())


def test_the_computer_is_shared_fairly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "cores", lambda: 8)
    monkeypatch.setattr(machine, "free_bytes", lambda: 64 << 30)
    assert (machine.share().workers, machine.share().threads) == (8, 1)
    assert (machine.share(3).workers, machine.share(3).threads) == (3, 2)
    monkeypatch.setattr(machine, "free_bytes", lambda: 2 << 30)
    assert (machine.share().workers, machine.share().threads) == (2, 4)
    monkeypatch.setattr(machine, "free_bytes", lambda: 0)
    assert machine.share().workers == 1


def test_free_memory_is_known() -> None:
    assert 64 << 20 < machine.free_bytes() < 1 << 50
