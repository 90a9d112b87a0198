"""Splitting scans from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray

from tests.batch.photos import batch
from workstation.batch import intake
from workstation.batch.store import Store
from workstation.cli import main
from workstation.core.io.photo import open_photo

Grey = NDArray[np.float32]


def scan(path: Path, *, cut_off: bool = False, empty: bool = False) -> Path:
    """Two pictures on a white lid, at 75 dpi; one of them may reach over the end."""
    random = np.random.default_rng(3)
    bed: Grey = (245 + random.normal(0, 1, (877, 620))).astype(np.float32)
    for number, top in enumerate(() if empty else (100, 450)):
        left = -40 if cut_off and number else 120
        noise = random.uniform(30, 190, (12, 16)).astype(np.float32)
        picture = np.asarray(cv2.resize(noise, (340, 240), interpolation=cv2.INTER_CUBIC))
        picture = np.clip(picture, 20, 200)[:, max(0, -left) :]
        bed[top : top + 240, max(0, left) : left + 340] = picture
    image = pyvips.Image.new_from_array(np.clip(bed, 0, 255).astype(np.uint8))
    image.copy(interpretation="b-w", xres=75 / 25.4, yres=75 / 25.4).write_to_file(str(path))
    return path


def test_each_photo_becomes_a_file_and_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = scan(tmp_path / "Köln.tif"), tmp_path / "photos"
    assert main(["split", str(path), "-o", str(folder)]) == 0
    assert sorted(entry.name for entry in folder.iterdir()) == ["Köln-1.tif", "Köln-2.tif"]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "Köln-1.tif" in lines[0]


def test_list_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scan(tmp_path / "scan.tif")
    assert main(["split", str(path), "--list"]) == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["scan.tif"]
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_split_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scan(tmp_path / "scan.tif")
    assert main(["split", str(path), "--json", "-o", str(tmp_path / "out")]) == 0
    (facts,) = json.loads(capsys.readouterr().out)["scans"]
    assert [photo["result"] is not None for photo in facts["photos"]] == [True, True]
    assert abs(facts["photos"][0]["angle_deg"]) < 0.5


def test_an_empty_scan_is_a_failure_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scan(tmp_path / "empty.tif", empty=True)
    assert main(["split", str(path), "-o", str(tmp_path / "out")]) == 1
    assert "No photo was found" in capsys.readouterr().err


def test_a_doubtful_photo_is_written_only_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = scan(tmp_path / "scan.tif", cut_off=True), tmp_path / "out"
    assert main(["split", str(path), "-o", str(folder)]) == 1
    assert [entry.name for entry in folder.iterdir()] == ["scan-1.tif"]
    told = capsys.readouterr()
    assert "end of the scan" in told.out
    assert "--doubtful" in told.err
    assert main(["split", str(path), "-o", str(folder), "--doubtful", "--overwrite"]) == 0
    assert sorted(entry.name for entry in folder.iterdir()) == ["scan-1.tif", "scan-2.tif"]


def test_one_broken_scan_does_not_keep_the_others_from_being_split(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, missing = scan(tmp_path / "scan.tif"), tmp_path / "missing.tif"
    assert main(["split", str(missing), str(path), "-o", str(tmp_path / "out")]) == 1
    assert "missing.tif" in capsys.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_existing_files_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = scan(tmp_path / "scan.tif"), tmp_path / "out"
    assert main(["split", str(path), "-o", str(folder)]) == 0
    assert main(["split", str(path), "-o", str(folder)]) == 1
    assert "already a file" in capsys.readouterr().err


def test_without_a_folder_the_call_makes_no_sense(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["split", str(scan(tmp_path / "scan.tif"))]) == 2
    assert "-o" in capsys.readouterr().err


def test_scans_of_the_same_name_do_not_replace_each_others_photos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / name / "scan.tif" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        scan(path)
    folder = str(tmp_path / "out")
    assert main(["split", *map(str, paths), "-o", folder, "--overwrite"]) == 1
    assert "for an earlier one" in capsys.readouterr().err


def test_a_scan_that_has_a_results_name_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = scan(tmp_path / "scan.tif"), scan(tmp_path / "scan-1.tif", empty=True)
    before = other.read_bytes()
    assert main(["split", str(path), str(other), "-o", str(tmp_path), "--overwrite"]) == 1
    assert other.read_bytes() == before
    assert "one of the scans" in capsys.readouterr().err


def with_dpi(path: Path, dpi: float | None) -> Path:
    """The same scan, with another resolution said, or none."""
    image = pyvips.Image.new_from_file(str(path)).copy_memory()
    image = image.copy(xres=(dpi or 25.4) / 25.4, yres=(dpi or 25.4) / 25.4)
    image.write_to_file(str(path))
    return path


def test_a_scan_that_does_not_know_its_resolution_is_told_of_and_gets_what_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_dpi(scan(tmp_path / "scan.tif"), 72)
    assert main(["split", str(path), "-o", str(tmp_path / "out")]) == 0
    assert "72 dpi" in capsys.readouterr().err
    again = ["split", str(path), "-o", str(tmp_path / "right"), "--dpi", "300"]
    assert main(again) == 0
    assert capsys.readouterr().err == ""
    written = [open_photo(made) for made in (tmp_path / "right").iterdir()]
    assert [photo.dpi for photo in written] == [(300.0, 300.0)] * 2


def test_an_impossible_resolution_is_refused_in_two_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scan(tmp_path / "scan.tif")
    assert main(["split", str(path), "-o", str(tmp_path / "out"), "--dpi", "0"]) == 1
    told = capsys.readouterr().err
    assert "0 dpi" in told
    assert "It goes from" in told
    assert not (tmp_path / "out").exists()


def album(folder: Path) -> Path:
    """Two scans as the pages of one file."""
    pages = [scan(folder / "one.tif"), scan(folder / "two.tif", cut_off=True)]
    images = [pyvips.Image.new_from_file(str(path)) for path in pages]
    whole = pyvips.Image.arrayjoin(images, across=1).copy(xres=75 / 25.4, yres=75 / 25.4)
    whole.set_type(pyvips.GValue.gint_type, "page-height", images[0].height)
    whole.write_to_file(str(folder / "album.tif"))
    return folder / "album.tif"


def test_every_page_of_a_tiff_file_is_split(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert main(["split", str(album(tmp_path)), "-o", str(folder)]) == 1
    names = sorted(entry.name for entry in folder.iterdir())
    assert names == ["album-page1-1.tif", "album-page1-2.tif", "album-page2-1.tif"]


def test_one_page_can_be_chosen(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert main(["split", str(album(tmp_path)), "-o", str(folder), "--page", "1"]) == 0
    names = sorted(entry.name for entry in folder.iterdir())
    assert names == ["album-page1-1.tif", "album-page1-2.tif"]


def test_fronts_and_backs_stay_together_from_the_scan_to_the_queue(tmp_path: Path) -> None:
    for name in ("0012.tif", "0012b.tif"):
        whole = pyvips.Image.new_from_file(str(scan(tmp_path / "both.tif")))
        alone = whole.crop(0, 0, whole.width, 420)  # the upper one of the two
        alone.copy(xres=75 / 25.4, yres=75 / 25.4).write_to_file(str(tmp_path / name))
    folder = tmp_path / "photos"
    assert (
        main(
            ["split", *(str(tmp_path / f"0012{side}.tif") for side in ("", "b")), "-o", str(folder)]
        )
        == 0
    )
    with Store(tmp_path / "queue.sqlite") as store:
        intake.add(store, [folder], batch(tmp_path / "restored"))
        items = {item.source.name: item for item in store.items()}
    assert items["0012-1.tif"].side == "front"
    assert items["0012b-1.tif"].side == "back"
    assert items["0012b-1.tif"].partner == items["0012-1.tif"].source


def test_pages_and_both_sides_go_from_the_scans_through_the_queue_into_the_report(
    tmp_path: Path,
) -> None:
    photos, out = tmp_path / "photos", tmp_path / "restored"
    both = pyvips.Image.new_from_file(str(scan(tmp_path / "both.tif")))
    scans = [album(tmp_path)]
    for name in ("0012.tif", "0012b.tif"):
        alone = both.crop(0, 0, both.width, 420)
        alone.copy(xres=72 / 25.4, yres=72 / 25.4).write_to_file(str(tmp_path / name))
        scans.append(tmp_path / name)
    assert main(["split", *map(str, scans), "-o", str(photos), "--doubtful"]) == 0
    queue = ["--queue", str(tmp_path / "queue.sqlite")]
    add = ["batch", "add", str(photos), str(scans[0]), "-o", str(out), "--no-color", *queue]
    assert main(add) == 0
    assert main(["batch", "run", "--workers", "1", "--quiet", *queue]) == 0
    names = {path.name for path in out.iterdir()}
    cut = {f"album-page{page}-{n}-restored.tif" for page in (1, 2) for n in (1, 2)}
    pages = {"album-page1-restored.tif", "album-page2-restored.tif"}
    assert names == cut | pages | {"0012-1-restored.tif", "0012b-1-restored.tif"}
    assert main(["batch", "report", str(tmp_path / "report"), *queue]) == 0
    manifest = json.loads((tmp_path / "report" / "manifest.json").read_text(encoding="utf-8"))
    items = {Path(item["source"]).name: item for item in manifest["items"]}
    assert items["0012b-1.tif"]["side"] == "back"
    assert items["0012b-1.tif"]["partner"].endswith("0012-1.tif")
    assert any("72 dpi" in note for note in items["0012-1.tif"]["warnings"])
    assert items["album-page1-1.tif"]["warnings"] == []


def test_a_batch_writes_the_resolution_that_is_given(
    tmp_path: Path,
) -> None:
    path = with_dpi(scan(tmp_path / "scan.tif"), 72)
    queue = ["--queue", str(tmp_path / "queue.sqlite")]
    out = tmp_path / "out"
    add = ["batch", "add", str(path), "-o", str(out), "--no-color", "--dpi", "600", *queue]
    assert main(add) == 0
    assert main(["batch", "run", "--workers", "1", "--quiet", *queue]) == 0
    (made,) = out.iterdir()
    assert open_photo(made).dpi == (600.0, 600.0)


def test_restoring_tells_of_a_missing_resolution_and_writes_a_given_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_dpi(scan(tmp_path / "scan.tif"), 72)
    first, second = tmp_path / "first.tif", tmp_path / "second.tif"
    assert main(["restore", str(path), "-o", str(first), "--no-color"]) == 0
    assert "--dpi states it" in capsys.readouterr().out
    assert main(["restore", str(path), "-o", str(second), "--no-color", "--dpi", "400"]) == 0
    assert "--dpi" not in capsys.readouterr().out
    assert open_photo(second).dpi == (400.0, 400.0)
