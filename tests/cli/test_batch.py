"""A queue from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from resources.text import Text
from tests.batch.photos import in_colour, leftovers, put
from workstation.batch.items import IN_DOUBT, Made
from workstation.batch.store import Store
from workstation.batch.workers import Worker
from workstation.cli import main
from workstation.core.diagnose.judge import MAYBE_COLOUR


@pytest.fixture
def queue(tmp_path: Path) -> list[str]:
    return ["--queue", str(tmp_path / "queue.sqlite")]


def status(queue: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    main(["batch", "status", "--json", *queue])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_box_from_adding_to_the_report(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    box, out = tmp_path / "box", tmp_path / "out"
    put(box / "Großmutter.png")
    put(box / "1931" / "b.png")
    (box / "broken.jpg").write_bytes(b"no photo at all")
    add = ["batch", "add", str(box), "-o", str(out), "--no-color", *queue]
    assert main([*add, "--template", "{folder}/{n:03} {stem}.{ext}"]) == 0
    assert "3 added" in capsys.readouterr().out
    assert status(queue, capsys)["counts"]["waiting"] == 3
    assert main(["batch", "run", "--workers", "1", *queue]) == 1
    told = capsys.readouterr()
    assert "2 restored, 1 failed in" in told.out
    assert "broken.jpg" in told.err
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*"))
    assert names == ["003 Großmutter.png", "1931/001 b.png"]
    found = status(queue, capsys)
    assert found["counts"] == {"waiting": 0, "running": 0, "done": 2, "failed": 1, "skipped": 0}
    assert main(["batch", "status", *queue]) == 1
    assert "broken.jpg" in capsys.readouterr().out
    assert main(["batch", "report", str(tmp_path / "report"), *queue]) == 0
    assert len(list((tmp_path / "report").iterdir())) == 3
    (box / "broken.jpg").write_bytes((box / "Großmutter.png").read_bytes())
    assert main(["batch", "retry", *queue]) == 0
    assert main(["batch", "run", "--quiet", *queue]) == 0
    assert capsys.readouterr().err == ""
    assert main(["batch", "clear", *queue]) == 0
    assert sum(status(queue, capsys)["counts"].values()) == 0
    assert len(list(out.rglob("*.*"))) == 3


def test_impossible_wishes_change_nothing(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    photo = put(tmp_path / "1.png")
    add = ["batch", "add", str(photo), "-o", str(tmp_path / "out"), *queue]
    for wish in (["--template", "{name}.{ext}"], ["--vividness", "9"], ["--quality", "0"]):
        assert main([*add, *wish]) == 2
    assert main(["batch", "add", str(tmp_path / "nowhere"), "-o", "out", *queue]) == 2
    assert main(["watch", str(tmp_path / "nowhere"), "-o", "out", *queue]) == 2
    told = capsys.readouterr().err
    assert "heirloom batch add: There is no file or folder nowhere." in told
    assert "Traceback" not in told
    assert status(queue, capsys)["items"] == []
    (tmp_path / "text.sqlite").write_text("no queue " * 99)
    assert main(["batch", "status", "--queue", str(tmp_path / "text.sqlite")]) == 2
    assert "is damaged" in capsys.readouterr().err


def test_a_paused_queue_says_so_and_can_go_on(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    photo = put(tmp_path / "1.png")
    main(["batch", "add", str(photo), "-o", str(tmp_path / "out"), "--no-color", *queue])
    assert main(["batch", "pause", *queue]) == 0
    assert main(["batch", "status", *queue]) == 0
    assert "is paused" in capsys.readouterr().out
    assert main(["batch", "pause", "--stop", *queue]) == 0
    assert main(["batch", "run", *queue]) == 0
    assert "1 restored" in capsys.readouterr().out


def test_ctrl_c_gives_back_what_is_under_way(
    command: list[str], environment: dict[str, str], tmp_path: Path, queue: list[str]
) -> None:
    for number in range(20):
        put(tmp_path / "box" / f"{number}.png", 300)
    out = tmp_path / "out"
    add = [*command, "batch", "add", str(tmp_path / "box"), "-o", str(out), *queue]
    subprocess.run(add, env=environment, check=True, capture_output=True)
    running = subprocess.Popen(
        [*command, "batch", "run", *queue], env=environment, stdout=-1, stderr=-1, text=True
    )
    assert running.stdout is not None
    assert "restored" in running.stdout.readline()
    running.terminate()
    told, errors = running.communicate(timeout=30)
    assert running.returncode == 143, errors
    assert "waiting in" in told
    assert leftovers(out) == []


def test_a_watched_folder_is_restored_as_the_scanner_fills_it(
    command: list[str], environment: dict[str, str], tmp_path: Path, queue: list[str]
) -> None:
    box, out = tmp_path / "scans", tmp_path / "out"
    whole = put(tmp_path / "whole.png", 120).read_bytes()
    put(box / "1" / "a.png")
    watch = [*command, "watch", str(box), "-o", str(out), "--no-color", "--settle", "1.5", *queue]
    with subprocess.Popen(watch, env=environment, stdout=-1, stderr=-1, text=True) as watching:
        assert watching.stdout is not None
        assert "a-restored.png" in watching.stdout.readline()
        with (box / "b.png").open("wb") as file:  # written piece by piece, with gaps
            for start in range(0, len(whole), len(whole) // 8):
                file.write(whole[start : start + len(whole) // 8])
                file.flush()
                time.sleep(0.2)
        assert "b-restored.png" in watching.stdout.readline()
        watching.terminate()
        _, errors = watching.communicate(timeout=30)
    assert errors == ""
    assert watching.returncode == 143
    assert sorted(path.name for path in out.rglob("*.png")) == ["a-restored.png", "b-restored.png"]
    assert (out / "1" / "a-restored.png").exists()


def test_all_that_a_scanner_puts_into_a_folder_can_be_one_set(
    command: list[str],
    environment: dict[str, str],
    tmp_path: Path,
    queue: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    box, out = tmp_path / "scans", tmp_path / "out"
    put(box / "a.png")
    leader = in_colour(tmp_path / "true.png")
    watch = [*command, "watch", str(box), "-o", str(out), "--settle", "1", *queue]
    watch += ["--set", "album", "--colours-of", str(leader)]
    with subprocess.Popen(watch, env=environment, stdout=-1, stderr=-1, text=True) as watching:
        assert watching.stdout is not None
        assert "a-restored.png" in watching.stdout.readline()
        put(box / "b.png", 120)
        assert "b-restored.png" in watching.stdout.readline()
        watching.terminate()
        _, errors = watching.communicate(timeout=30)
    assert errors == ""
    assert [step["together"]["name"] for step in recipes(queue, capsys)] == ["album"] * 2
    assert main(["watch", str(box), "-o", str(out), *queue, "--colours-of", str(leader)]) == 2
    assert "heirloom watch: true.png can give its colours to a set only." in capsys.readouterr().err
    assert main(["watch", str(box), "-o", str(out), *queue, "--set", " "]) == 2
    assert "The set was given no name." in capsys.readouterr().err


def recipes(queue: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The colour step of each item."""
    made = [json.loads(item["recipe"]) for item in status(queue, capsys)["items"]]
    return [step for recipe in made for step in recipe["steps"] if step["kind"] == "colour"]


def test_a_batch_is_done_as_one_photo_was_without_what_was_said_of_places_in_it(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, box = put(tmp_path / "1.png"), put(tmp_path / "box" / "2.png").parent
    made = tmp_path / "1-restored.png"
    look = ["--warmth", "0.3", "--hint", "0.5,0.5=#5577aa"]
    assert main(["restore", str(first), "-o", str(made), "--quiet", *look]) == 0
    add = ["batch", "add", str(box), "-o", str(tmp_path / "out"), "--recipe", str(made), *queue]
    assert main(add) == 0
    assert main([*add, "--with-marks"]) == 0
    assert main([*add, "--hint", "0.1,0.1=#aa7755"]) == 0
    without, whole, other = recipes(queue, capsys)
    assert [step["warmth"] for step in (without, whole, other)] == [0.3] * 3
    assert [len(step["dots"]) for step in (without, whole, other)] == [0, 1, 1]
    assert other["dots"][0]["row"] == 0.1
    assert main(["batch", "add", str(box), "-o", "out", "--recipe", "sepia", *queue]) == 2
    assert "no preset “sepia”" in capsys.readouterr().err
    assert main(["batch", "add", str(box), "-o", "out", "--recipe", "vivid", *queue]) == 0
    assert recipes(queue, capsys)[-1]["vividness"] == 1.4


def test_presets_are_kept_under_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("workstation.core.presets.folder", lambda: tmp_path / "presets")
    assert main(["presets", "--save", "family", "--warmth", "0.2"]) == 0
    assert main(["presets", "--save", "family", "--warmth", "0.3"]) == 2
    assert "already a file" in capsys.readouterr().err
    assert main(["presets"]) == 0
    assert "family" in capsys.readouterr().out.splitlines()
    assert main(["presets", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["presets"]["family"]
    assert [step["warmth"] for step in told["steps"] if step["kind"] == "colour"] == [0.2]


def test_photos_are_moved_and_the_status_says_how_it_goes_on(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        put(tmp_path / "box" / f"{number}.png")
    box = tmp_path / "box"
    main(["batch", "add", str(box), "-o", str(tmp_path / "out"), "--no-color", *queue])

    def waiting() -> list[str]:
        capsys.readouterr()
        main(["batch", "status", "--list", *queue])
        told = capsys.readouterr().out
        assert "No program works on it" in told
        return [
            Path(line.split("  ")[-1]).stem for line in told.splitlines() if "waiting  " in line
        ]

    assert waiting() == ["0", "1", "2", "3"]
    assert main(["batch", "move", str(box / "3.png"), "2.png", "--first", *queue]) == 0
    assert waiting() == ["3", "2", "0", "1"]
    assert main(["batch", "move", "4", "--before", "1", *queue]) == 0
    assert waiting() == ["2", "3", "0", "1"]
    assert main(["batch", "move", "2.png", "--last", *queue]) == 0
    assert waiting() == ["3", "0", "1", "2"]
    assert main(["batch", "move", "1.png", "--priority", "5", *queue]) == 0
    assert waiting()[0].startswith("1.png") or waiting()[0] == "1"
    assert main(["batch", "move", "9.png", "--first", *queue]) == 2
    assert "Nothing that waits is called 9.png." in capsys.readouterr().err
    assert main(["batch", "run", "--quiet", *queue]) == 0
    found = status(queue, capsys)
    assert found["seconds_left"] == 0
    assert found["photos_a_minute"] > 1


def test_the_status_lists_results_to_be_looked_through(
    tmp_path: Path, queue: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "a.png")
    main(["batch", "add", str(tmp_path / "a.png"), "-o", str(tmp_path / "out"), *queue])
    with Store(Path(queue[1])) as store:
        claim = store.claim(Worker.of_this_process(), 60)
        assert claim is not None
        store.finish(claim, Made("", "", 1, "", "", 1.0, (Text(IN_DOUBT, doubt=MAYBE_COLOUR),)))
    capsys.readouterr()
    assert main(["batch", "status", *queue]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "through" in line]
    assert line.endswith("It may also be a photo in colour that has faded.")


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently elsewhere")
def test_nobody_listening_is_no_error(
    command: list[str], environment: dict[str, str], queue: list[str]
) -> None:
    """As with `| head`."""
    Store(Path(queue[1])).close()
    read, write = os.pipe()
    os.close(read)
    told = subprocess.run(
        [*command, "batch", "status", *queue], env=environment, stdout=write, stderr=-1, check=False
    )
    os.close(write)
    assert (told.returncode, told.stderr) == (0, b"")


@pytest.mark.parametrize("action", ["status", "run", "retry", "pause", "clear"])
def test_a_mistyped_queue_is_named_and_not_made(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = tmp_path / "typo.sqlite"
    assert main(["batch", action, "--queue", str(queue)]) == 2
    told = capsys.readouterr()
    assert f"There is no queue {queue}" in told.err
    assert not told.out
    assert not queue.exists()
