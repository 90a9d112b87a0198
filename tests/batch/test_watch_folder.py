"""When a file counts as complete."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import pyvips

from tests.batch.conftest import Clock, worker
from tests.batch.photos import ONE, batch, in_colour, portrait, put
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.batch.watch_folder import FolderWatcher
from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour, Tone


def test_a_file_is_taken_once_and_only_when_it_is_complete(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    (scans / "1931").mkdir(parents=True)
    watch = FolderWatcher(store, scans, batch(tmp_path / "out"), settle_s=3, clock=clock)

    def after(seconds: float) -> list[str]:
        clock.now += seconds
        return [path.name for path, _ in watch.poll()]

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
        FolderWatcher(store, tmp_path / "nowhere", batch(tmp_path))


COLOURED = Recipe((Tone(), Colour(detail=128)))


def test_all_that_arrives_is_one_set_and_late_comers_follow_it(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    results = {}
    for name in ("alone", "led"):
        leader = in_colour(tmp_path / "true.png", 160)
        given = batch(
            tmp_path / name,
            COLOURED,
            set_name=name,
            references=(leader,) if name == "led" else (),
        )
        scans = tmp_path / f"{name} scans"
        for number in range(2):
            put(scans / f"{number}.png", 128 + 16 * number)
        watch = FolderWatcher(store, scans, given, settle_s=3, clock=clock)
        leader.unlink()  # it was looked at

        assert arrived(watch, clock) == 2
        run(store)
        store.clear("done")  # and with it, the set
        put(scans / "late.png", 192)
        assert arrived(watch, clock) == 1
        assert run(store) == 1
        put(scans / "last.png", 176)
        assert arrived(watch, clock) == 1
        assert run(store) == 1
        made = {item.source.name: item for item in store.items()}
        assert set(made) == {"late.png", "last.png"}
        shared = [json.loads(item.recipe)["steps"][1]["together"] for item in made.values()]
        assert [one["name"] for one in shared] == [name, name]
        picture = pyvips.Image.new_from_file(str(made["last.png"].output))
        results[name] = picture[0].avg() - picture[2].avg()
    assert results["led"] > results["alone"] + 3  # redder, as the leader is


def test_photos_that_lie_there_agree_before_the_first_is_restored(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    for number in range(3):
        put(tmp_path / "scans" / f"{number}.png", 96 + 16 * number)
    watch = FolderWatcher(
        store,
        tmp_path / "scans",
        batch(tmp_path / "out", COLOURED, set_name="one"),
        settle_s=3,
        clock=clock,
    )
    assert arrived(watch, clock) == 3
    claims = [store.claim(worker("me"), 60) for _ in range(3)]
    assert [claim is not None and not claim.item.surveyed for claim in claims] == [True] * 3
    for claim in claims[1:]:
        assert claim is not None
        store.surveyed(claim)
    assert store.claim(worker("me"), 60) is None  # the first was not looked at yet


def test_a_watch_that_begins_again_goes_on_with_its_set_but_not_with_another_leader(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    scans, leader = tmp_path / "scans", in_colour(tmp_path / "true.png", 160)
    given = batch(tmp_path / "out", COLOURED, set_name="one", references=(leader,))
    put(scans / "0.png")
    assert arrived(FolderWatcher(store, scans, given, settle_s=3, clock=clock), clock) == 1
    run(store)
    put(scans / "1.png", 128)
    assert arrived(FolderWatcher(store, scans, given, settle_s=3, clock=clock), clock) == 1
    other = replace(given, references=(in_colour(tmp_path / "other.png", 128),))
    with pytest.raises(HeirloomError, match="common colours already"):
        FolderWatcher(store, scans, other)
    with pytest.raises(HeirloomError, match="to a set only"):
        FolderWatcher(store, scans, replace(given, set_name=None))
    with pytest.raises(HeirloomError, match="no colours for a set"):
        FolderWatcher(store, scans, replace(given, set_name="two", references=(scans / "0.png",)))
    with pytest.raises(HeirloomError, match="no name"):
        FolderWatcher(store, scans, replace(given, set_name=" "))


def arrived(watch: FolderWatcher, clock: Clock) -> int:
    """Let time pass until what is there counts as complete; return how many were added."""
    before = len(watch._store.items())
    for _ in range(2):
        clock.now += 4
        assert list(watch.poll()) == []
    return len(watch._store.items()) - before


def run(store: Store) -> int:
    """Work through the queue in this process, where the network is loaded only once."""
    with ThreadPoolExecutor(1) as executor:
        return Runner(store, executor, ONE).run(poll_s=0.02).done
