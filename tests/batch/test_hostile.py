"""A queue's file from a stranger: it deletes nothing, and one bad row stops nobody else's photo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.conftest import MADE, Clock, beside, request_for, worker
from tests.batch.photos import ONE, batch, put
from workstation.batch import intake, work
from workstation.batch.runner import Runner
from workstation.batch.store import Store


def _change(store: Store, columns: str, *values: object) -> None:
    with store.writing() as connection:
        connection.execute(f"UPDATE items SET {columns}", values)


@pytest.mark.parametrize("name", ["precious", ".heirloom-1-deadbeef", ".heirloom-x"])
def test_a_folder_that_a_queue_names_as_its_own_stays(store: Store, tmp_path: Path, name: str):
    precious = tmp_path / name
    precious.mkdir()
    (precious / "photo.jpg").write_bytes(b"precious")
    put(tmp_path / "box" / "1.png")
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "out"))
    _change(store, "staging = ?", bytes(precious))
    assert Runner(store, share=ONE).run().done == 1
    assert (precious / "photo.jpg").read_bytes() == b"precious"


def test_only_folders_called_as_ours_are_taken_away(tmp_path: Path):
    ours, link, others = (tmp_path / name for name in (".heirloom-7-0123abcd", "link", "other"))
    for folder in (ours, others):
        folder.mkdir()
    link.symlink_to(others, target_is_directory=True)
    for folder in (ours, link, others, tmp_path):
        work.remove(folder)
    assert not ours.exists()
    assert others.is_dir()
    assert tmp_path.is_dir()


@pytest.mark.parametrize("name", [".bashrc", "photo.desktop", "relative.png"])
def test_nothing_is_written_that_is_not_named_as_a_picture(store: Store, tmp_path: Path, name: str):
    put(tmp_path / "box" / "1.png")
    wanted = batch(tmp_path / "out")
    intake.add(store, [tmp_path / "box"], wanted)
    target = Path(name) if name.startswith("relative") else tmp_path / name
    options = '{"device": "auto", "export": {"format": "png", "overwrite": true}}'
    _change(store, "output = ?, options = ?", bytes(target), options)
    assert Runner(store, share=ONE).run().failed == 1
    (item,) = store.items()
    assert item.failure is not None
    assert "no name of a picture" in item.failure.message
    assert not target.exists()


@pytest.mark.parametrize(
    "columns",
    [
        "warnings = '{', output_hash = 'x'",
        "warnings = '[[[[1]]]]', output_hash = 'x', seconds = NULL",
        "message = '[1, 2]', hint = NULL",
        "recipe = '['",
        f"recipe = '{'[' * 50_000}'",
        "options = '[1]'",
        'options = \'{"export": {"quality": "best"}}\'',
        'options = \'{"export": {"quality": [1]}, "device": 5}\'',
        "source = x'00ff'",
        "page = 9999999999",
        "page = -1",
        "source = x''",
    ],
    ids=lambda text: text[:30],
)
def test_one_bad_row_fails_alone(store: Store, tmp_path: Path, columns: str):
    for name in ("1.png", "2.png"):
        put(tmp_path / "box" / name)
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "out"))
    with store.writing() as connection:
        connection.execute(f"UPDATE items SET {columns} WHERE id = 1")
    assert len(store.items()) == 2
    summary = Runner(store, share=ONE).run()
    assert summary.done >= 1
    assert summary.done + summary.failed == 2
    assert summary.waiting == 0
    failed = [item.failure for item in store.items("failed")]
    assert all(failure and failure.message.endswith(".") for failure in failed)
    assert not any("should not have" in failure.message for failure in failed if failure)


def test_a_lease_from_before_the_clock_jumped_back_holds_nobody_up(
    store: Store, second: Store, clock: Clock
):
    store.add([request_for()], beside)
    clock.now += 2 * 365 * 86_400
    assert store.claim(worker("one"), 60) is not None
    clock.now -= 2 * 365 * 86_400
    claim = second.claim(worker("two"), 60)
    assert claim is not None
    assert second.finish(claim, MADE)
