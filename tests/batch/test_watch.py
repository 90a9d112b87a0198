"""When a file counts as complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.conftest import Clock
from tests.batch.photos import batch, portrait
from workstation.batch.store import Store
from workstation.batch.watch import Watch
from workstation.core.errors import HeirloomError


def test_a_file_is_taken_once_and_only_when_it_is_complete(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    (scans / "1931").mkdir(parents=True)
    watch = Watch(store, scans, batch(tmp_path / "out"), settle_s=3, clock=clock)

    def after(seconds: float) -> list[str]:
        clock.now += seconds
        return [path.name for path, _ in watch.look()]

    scan, raw = scans / "1931" / "a.png", portrait()
    scan.touch()
    assert after(1) == after(5) == []
    assert store.items() == ()
    scan.write_bytes(raw[:1000])  # would open, but still grows
    assert after(1) == after(2) == []
    scan.write_bytes(raw)
    assert after(1) == after(2) == []
    assert store.items() == ()
    assert after(3) == []
    (item,) = store.items()
    assert item.output == tmp_path / "out" / "1931" / "a-restored.png"
    assert after(9) == []
    assert len(store.items()) == 1

    bad = scans / "bad.png"
    bad.write_bytes(b"never a photo")
    assert after(1) == after(5) == []
    assert after(40) == ["bad.png"]
    assert after(40) == []
    bad.unlink()
    assert after(1) == []
    bad.write_bytes(raw)
    assert after(1) == after(4) == []
    assert len(store.items()) == 2


def test_a_folder_that_is_not_there_cannot_be_watched(store: Store, tmp_path: Path) -> None:
    with pytest.raises(HeirloomError, match="no folder"):
        Watch(store, tmp_path / "nowhere", batch(tmp_path))
