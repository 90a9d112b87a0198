"""Restoring photos from the command line, from the file to the file."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import pyvips

import resources
from workstation.cli import main

PORTRAIT = resources.find("samples", "portrait.jpg")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small grey photo, alone in its folder, with a name that is not ASCII."""
    path = tmp_path / "Großmutter 1931.jpg"
    image = pyvips.Image.thumbnail(str(PORTRAIT), 192)
    path.write_bytes(image.write_to_buffer(".jpg"))
    return path


def chroma(path: Path) -> float:
    lab = pyvips.Image.new_from_file(str(path)).colourspace("lab").numpy()
    return float(np.hypot(lab[..., 1], lab[..., 2]).mean())


def test_a_grey_photo_comes_back_in_colour(heirloom: Any, photo: Path) -> None:
    before = photo.read_bytes()
    done = heirloom("restore", photo)
    assert done.returncode == 0, done.stderr
    result = photo.with_name("Großmutter 1931-restored.jpg")
    assert chroma(result) > 3
    assert photo.read_bytes() == before
    (line,) = done.stdout.splitlines()
    assert str(result) in line
    assert "CPU" in line
    assert done.stderr == ""
    assert set(photo.parent.glob("*.jpg")) == {photo, result}


def test_one_bad_photo_does_not_keep_the_others_from_being_restored(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, missing = tmp_path / "broken.jpg", tmp_path / "missing.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no more")
    other = tmp_path / "other.jpg"
    other.write_bytes(photo.read_bytes())
    folder = tmp_path / "restored"
    names = [str(path) for path in (photo, broken, missing, other)]
    assert main(["restore", *names, "-o", str(folder)]) == 1
    assert sorted(path.name for path in folder.iterdir()) == [
        "Großmutter 1931-restored.jpg",
        "other-restored.jpg",
    ]
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2
    assert len(told.err.splitlines()) == 2
    assert "broken.jpg" in told.err
    assert "missing.jpg" in told.err


def test_programs_get_one_document(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = photo.with_name("missing.jpg")
    assert main(["restore", str(photo), str(missing), "--json", "--format", "png"]) == 1
    good, bad = json.loads(capsys.readouterr().out)["photos"]
    result = Path(good["result"])
    assert good["restored"]
    assert good["coloured"]
    assert result.suffix == ".png"
    assert good["bytes"] == result.stat().st_size
    assert good["device"].startswith("CPU")
    assert not bad["restored"]
    assert "missing.jpg" in bad["message"]


def test_a_result_is_replaced_only_when_told_to(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = photo.with_name("Großmutter 1931-restored.jpg")
    result.write_bytes(b"mine")
    assert main(["restore", str(photo)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert result.read_bytes() == b"mine"
    assert main(["restore", str(photo), "--overwrite"]) == 0
    assert chroma(result) > 3


def test_the_original_is_never_the_result(photo: Path) -> None:
    before = photo.read_bytes()
    assert main(["restore", str(photo), "-o", str(photo), "--overwrite"]) == 1
    assert photo.read_bytes() == before


def test_another_photo_of_the_run_is_never_the_result(photo: Path) -> None:
    other = photo.with_name("Großmutter 1931-restored.jpg")
    other.write_bytes(photo.read_bytes())
    before = other.read_bytes()
    assert main(["restore", str(photo), str(other), "--overwrite"]) == 0
    assert other.read_bytes() == before
    assert photo.with_name("Großmutter 1931-restored-2.jpg").is_file()


def test_two_photos_of_one_run_never_share_a_result(photo: Path, tmp_path: Path) -> None:
    twin = tmp_path / "elsewhere" / photo.name
    twin.parent.mkdir()
    twin.write_bytes(photo.read_bytes())
    folder = str(tmp_path / "restored")
    assert main(["restore", str(photo), str(twin), "-o", folder, "--overwrite"]) == 0
    names = sorted(path.name for path in (tmp_path / "restored").iterdir())
    assert names == ["Großmutter 1931-restored-2.jpg", "Großmutter 1931-restored.jpg"]


def test_files_that_differ_by_their_ending_only_get_numbers(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    pixels = cv2.resize(rng.integers(0, 255, (6, 8), np.uint8), (64, 48))
    for ending in ("bmp", "jp2", "png"):
        assert cv2.imwrite(str(tmp_path / f"a.{ending}"), pixels)
    given = [str(tmp_path / f"a.{ending}") for ending in ("bmp", "jp2", "png")]
    assert main(["restore", *given, "-o", str(tmp_path / "out"), "--format", "png"]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a-restored-2.png", "a-restored-3.png", "a-restored.png"]


def test_quiet_means_quiet(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(photo), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_results_are_named_after_the_file_that_o_gives(photo: Path, tmp_path: Path) -> None:
    assert main(["restore", str(photo), "-o", str(tmp_path / "result.tif")]) == 0
    image = pyvips.Image.new_from_file(str(tmp_path / "result.tif"))
    assert image.get("vips-loader") == "tiffload"


def test_colours_can_be_left_out(photo: Path) -> None:
    assert main(["restore", str(photo), "--no-color"]) == 0
    assert chroma(photo.with_name("Großmutter 1931-restored.jpg")) < 1


def test_a_restored_photo_lends_its_recipe(photo: Path, tmp_path: Path) -> None:
    model, again = tmp_path / "model.png", tmp_path / "again.png"
    assert main(["restore", str(photo), "-o", str(model), "--vividness", "0.3"]) == 0
    assert main(["restore", str(photo), "-o", str(again), "--recipe", str(model)]) == 0
    first, second = (pyvips.Image.new_from_file(str(path)) for path in (model, again))
    assert (first - second).abs().max() == 0
    assert main(["restore", str(photo), "-o", str(again), "--recipe", str(photo)]) == 2


def test_a_page_is_chosen_as_people_count(tmp_path: Path) -> None:
    page = pyvips.Image.black(64, 48) + 90
    noise = pyvips.Image.gaussnoise(64, 48, mean=128, sigma=40)
    both = page.join(noise, "vertical").cast("uchar").copy(interpretation="b-w")
    both.set_type(pyvips.GValue.gint_type, "page-height", 48)
    path = tmp_path / "album.tif"
    both.tiffsave(str(path))
    assert main(["restore", str(path), "--page", "2", "--no-color"]) == 0
    result = pyvips.Image.new_from_file(str(tmp_path / "album-page2-restored.tif"))
    assert (result.width, result.height) == (64, 48)
    assert result.deviate() > 20
    assert main(["restore", str(path), "--page", "3"]) == 1


def test_ctrl_c_leaves_nothing_half_written(
    tmp_path: Path, command: list[str], environment: dict[str, str]
) -> None:
    path = tmp_path / "large.tif"
    grain = pyvips.Image.gaussnoise(9000, 7000, mean=128, sigma=40).cast("uchar")
    grain.copy(interpretation="b-w").tiffsave(str(path))
    call = [*command, "restore", str(path), "--format", "png"]
    running = subprocess.Popen(call, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not any(part.stat().st_size for part in tmp_path.glob(".heirloom-*")):
        assert running.poll() is None, "it ended before it could be stopped"
        assert time.monotonic() < deadline, "it wrote nothing"
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told.splitlines() == ["Stopped: 0 of 1 restored, nothing half-written."]
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["large.tif"]


def test_a_bug_is_told_without_a_traceback_and_logged(
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("workstation.cli.restore.export", fail)
    assert main(["restore", str(photo)]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: by nothing" in told
    assert "Traceback" not in told
    (log,) = (tmp_path / "state").rglob("heirloom.log")
    assert "Traceback" in log.read_text(encoding="utf-8")
