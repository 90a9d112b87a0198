"""Whole or not at all, never onto a source, never a false success."""

from __future__ import annotations

import errno
import gc
import os
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.core.io.export.blocks import ALL
from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.io import atomic_write
from workstation.core.io.export import ExportOptions, export
from workstation.core.io.photo import open_photo
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour

OVERWRITE = ExportOptions(overwrite=True)


@pytest.fixture
def source(tmp_path: Path, picture: Any) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    Image.fromarray(np.tile(picture, (4, 1, 1))).save(folder / "a.png")
    return folder / "a.png"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if "ahead" in thread.name]


@pytest.mark.parametrize("ending", ALL)
def test_a_failure_on_the_way_surfaces_as_itself_and_leaves_nothing(
    pass_through: Any, source: Path, ending: str
) -> None:
    def fail(number: int) -> None:
        if number == 4:
            raise HeirloomError("The device is gone.", "Try again.")

    renderer = pass_through.of(source, on_strip=fail)
    with pytest.raises(HeirloomError, match="The device is gone"):
        export(renderer, Recipe(), source.with_name(f"b.{ending}"))
    assert names(source.parent) == ["a.png"]
    assert renderer.closed
    assert not threads()


def test_even_a_bug_surfaces_as_itself(pass_through: Any, source: Path) -> None:
    def fail(number: int) -> None:
        if number == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        export(pass_through.of(source, on_strip=fail), Recipe(), source.with_name("b.tif"))
    assert names(source.parent) == ["a.png"]


@pytest.mark.parametrize("ending", ALL)
@pytest.mark.parametrize("strip", [0, 3])
def test_cancelling_leaves_nothing(
    pass_through: Any, source: Path, ending: str, strip: int
) -> None:
    progress = Progress()

    def cancel(number: int) -> None:
        if number == strip:
            progress.cancelled.set()

    renderer = pass_through.of(source, on_strip=cancel)
    with pytest.raises(Cancelled):
        export(renderer, Recipe(), source.with_name(f"b.{ending}"), progress=progress)
    assert names(source.parent) == ["a.png"]
    assert not threads()


def test_a_failed_export_keeps_the_file_that_it_was_to_replace(
    pass_through: Any, source: Path
) -> None:
    target = source.with_name("b.jpg")
    target.write_bytes(b"precious")

    def fail(_: int) -> None:
        raise HeirloomError("No.", "No.")

    with pytest.raises(HeirloomError):
        export(pass_through.of(source, on_strip=fail), Recipe(), target, OVERWRITE)
    assert target.read_bytes() == b"precious"
    assert names(source.parent) == ["a.png", "b.jpg"]


def test_rendering_that_ends_early_is_no_success(pass_through: Any, source: Path) -> None:
    renderer = pass_through.of(source)
    complete = renderer.strips
    renderer.strips = lambda *given: (s for s in complete(*given) if s.where.top < 100)
    with pytest.raises(RuntimeError, match="before the last row"):
        export(renderer, Recipe(), source.with_name("b.png"))
    assert names(source.parent) == ["a.png"]


def _itself(source: Path) -> Path:
    return source


def _by_another_way(source: Path) -> Path:
    return source.parent / ".." / source.parent.name / source.name


def _by_symlink(source: Path) -> Path:
    link = source.with_name("link.png")
    link.symlink_to(source)
    return link


def _by_hard_link(source: Path) -> Path:
    link = source.with_name("hard.png")
    os.link(source, link)
    return link


def _by_linked_folder(source: Path) -> Path:
    link = source.parent.with_name("linked")
    link.symlink_to(source.parent, target_is_directory=True)
    return link / source.name


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    "way", [_itself, _by_another_way, _by_symlink, _by_hard_link, _by_linked_folder]
)
def test_a_source_is_never_written_onto(pass_through: Any, source: Path, way: Any) -> None:
    before = source.read_bytes()
    target = way(source)
    with pytest.raises(HeirloomError, match="never written"):
        export(pass_through.of(source), Recipe(), target, OVERWRITE)
    assert source.read_bytes() == before


def test_another_file_is_only_replaced_when_allowed(pass_through: Any, source: Path) -> None:
    target = source.with_name("b.jpg")
    target.write_bytes(b"precious")
    with pytest.raises(HeirloomError, match="already a file") as raised:
        export(pass_through.of(source), Recipe(), target)
    assert "--overwrite" in raised.value.hint
    assert target.read_bytes() == b"precious"
    export(pass_through.of(source), Recipe(), target, OVERWRITE)
    assert open_photo(target).format == "jpeg"


def test_a_file_that_appears_meanwhile_is_not_replaced(pass_through: Any, source: Path) -> None:
    target = source.with_name("b.jpg")
    renderer = pass_through.of(source, on_strip=lambda _: target.write_bytes(b"precious"))
    with pytest.raises(HeirloomError, match="already a file"):
        export(renderer, Recipe(), target)
    assert target.read_bytes() == b"precious"
    assert names(source.parent) == ["a.png", "b.jpg"]


def test_a_disk_without_hard_links_will_do(
    pass_through: Any, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    target = source.with_name("b.jpg")
    export(pass_through.of(source), Recipe(), target)
    assert open_photo(target).format == "jpeg"
    with pytest.raises(HeirloomError, match="already a file"):
        atomic_write._name_unless_taken(source, target)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("b.bmp", "tells no format"),
        ("b", "tells no format"),
        ("folder.jpg", "is a folder"),
        ("no such folder/b.jpg", "There is no folder"),
        ("a.png/b.jpg", "There is no folder"),
        ("b" * 300 + ".jpg", "could not be written"),
        ("b\0c.jpg", "could not be written"),
    ],
)
def test_an_impossible_place_gives_two_sentences_before_any_work(
    pass_through: Any, source: Path, target: str, words: str
) -> None:
    (source.parent / "folder.jpg").mkdir()

    def fail(_: int) -> None:
        raise AssertionError("rendered")

    with pytest.raises(HeirloomError, match=words) as raised:
        export(pass_through.of(source, on_strip=fail), Recipe(), source.parent / target)
    assert raised.value.hint.endswith(".")
    assert names(source.parent) == ["a.png", "folder.jpg"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="to root all is allowed")
def test_a_folder_that_may_not_be_written_to_gives_two_sentences(
    pass_through: Any, source: Path
) -> None:
    source.parent.chmod(0o500)
    try:
        with pytest.raises(HeirloomError, match="does not allow it"):
            export(pass_through.of(source), Recipe(), source.with_name("b.jpg"))
    finally:
        source.parent.chmod(0o700)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_refusal_of_the_system_gives_two_sentences(
    pass_through: Any, source: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    renderer = pass_through.of(source)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(HeirloomError, match="does not allow it"):
        export(renderer, Recipe(), source.with_name("b.jpg"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files in POSIX's way")
@pytest.mark.parametrize("ending", ALL)
def test_a_disk_that_fills_gives_two_sentences_and_nothing_is_left(
    pass_through: Any, source: Path, ending: str
) -> None:
    import resource

    rough = np.random.default_rng(0).integers(0, 256, (400, 400, 3)).astype(np.uint8)
    Image.fromarray(rough).save(source)
    renderer = pass_through.of(source)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(HeirloomError) as raised:
            export(renderer, Recipe(), source.with_name(f"b.{ending}"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "could not be written" in raised.value.message
    assert "\n" not in raised.value.message
    assert names(source.parent) == ["a.png"]


def test_a_full_disk_is_called_full() -> None:
    error = atomic_write._unwritable(
        Path("b.jpg"), OSError(errno.ENOSPC, "No space left on device")
    )
    assert "the disk is full" in error.message


def test_what_comes_out_without_colour_is_no_success(pass_through: Any, tmp_path: Path) -> None:
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (100, 1))).save(tmp_path / "a.png")
    renderer = pass_through.of(tmp_path / "a.png", coloured=True)
    for ending in ALL:
        with pytest.raises(HeirloomError, match="without any colour"):
            export(renderer, Recipe((Colour(),)), tmp_path / f"b.{ending}")
    assert names(tmp_path) == ["a.png"]


@pytest.mark.parametrize(
    ("step", "coloured"),
    [(Colour(strength=0.0), True), (Colour(vividness=0.0), True), (Colour(), False)],
)
def test_grey_is_right_where_no_colour_was_asked_for(
    pass_through: Any, tmp_path: Path, step: Colour, coloured: bool
) -> None:
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (100, 1))).save(tmp_path / "a.png")
    renderer = pass_through.of(tmp_path / "a.png", coloured=coloured)
    export(renderer, Recipe((step,)), tmp_path / "b.png")
    assert open_photo(tmp_path / "b.png").height == 100


def test_black_and_white_leave_no_room_for_colour(pass_through: Any, tmp_path: Path) -> None:
    values = np.zeros((50, 60), np.uint8)
    values[10:20] = 255
    Image.fromarray(values).save(tmp_path / "a.png")
    renderer = pass_through.of(tmp_path / "a.png", coloured=True)
    assert export(renderer, Recipe((Colour(),)), tmp_path / "b.png").bytes


def test_a_photo_that_comes_out_black_is_no_success(pass_through: Any, source: Path) -> None:
    renderer = pass_through.of(source, change=_black)
    with pytest.raises(HeirloomError, match="came out black"):
        export(renderer, Recipe(), source.with_name("b.jpg"))
    assert names(source.parent) == ["a.png"]


def test_a_black_photo_may_stay_black(pass_through: Any, tmp_path: Path) -> None:
    Image.fromarray(np.zeros((30, 40), np.uint8)).save(tmp_path / "a.png")
    assert export(pass_through.of(tmp_path / "a.png"), Recipe(), tmp_path / "b.jpg").bytes


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -0.1, 1.1])
def test_values_that_are_none_are_no_success(pass_through: Any, source: Path, wrong: float) -> None:
    def spoilt(pixels: Any) -> Any:
        result = pixels.copy()
        result[3, 4, 1] = wrong
        return result

    with pytest.raises(HeirloomError, match="without a value"):
        export(pass_through.of(source, change=spoilt), Recipe(), source.with_name("b.tif"))
    assert names(source.parent) == ["a.png"]


def _black(pixels: Any) -> Any:
    return np.zeros_like(pixels)


def test_progress_rises_to_the_end(pass_through: Any, source: Path) -> None:
    heard: list[float] = []
    progress = Progress(lambda fraction, _: heard.append(fraction))
    export(pass_through.of(source), Recipe(), source.with_name("b.jpg"), progress=progress)
    assert heard == sorted(heard)
    assert heard[-1] > 0.8


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "gif"},
        {"quality": 0},
        {"quality": 101},
        {"subsampling": "4:1:1"},
        {"compression": "zip"},
        {"metadata": "some"},
    ],
)
def test_options_that_do_not_exist_give_two_sentences(wrong: Any) -> None:
    with pytest.raises(HeirloomError) as raised:
        ExportOptions(**wrong)
    assert raised.value.hint.endswith(".")


def test_a_format_can_be_given_apart_from_the_name(pass_through: Any, source: Path) -> None:
    options = ExportOptions(format="png")
    done = export(pass_through.of(source), Recipe(), source.with_name("b.jpg"), options)
    assert open_photo(done.path).format == "png"


def test_names_in_any_script_can_be_written(pass_through: Any, source: Path) -> None:
    for name in ("Großmutter.jpg", "祖母.tif", "100 % [page=1].png", "جدتي.webp", "👵.avif"):
        done = export(pass_through.of(source), Recipe(), source.with_name(name))
        assert open_photo(done.path).width == 200


@pytest.mark.skipif(os.name != "posix", reason="rights in POSIX's way")
def test_a_result_has_the_usual_rights_or_those_of_the_file_it_replaces(
    pass_through: Any, source: Path
) -> None:
    before = os.umask(0o027)
    try:
        done = export(pass_through.of(source), Recipe(), source.with_name("b.jpg"))
        assert done.path.stat().st_mode & 0o777 == 0o640
        done.path.chmod(0o600)
        export(pass_through.of(source), Recipe(), done.path, OVERWRITE)
        assert done.path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_many_exports_leave_no_memory_behind(pass_through: Any, tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    Image.fromarray(np.full((2000, 2000), 90, np.uint8)).save(tmp_path / "a.jpg")
    process = psutil.Process()
    sizes = []
    for number in range(12):
        export(pass_through.of(tmp_path / "a.jpg"), Recipe(), tmp_path / "b.tif", OVERWRITE)
        gc.collect()
        if number in (3, 11):
            sizes.append(process.memory_info().rss)
    assert sizes[1] - sizes[0] < 16 << 20  # one picture has 4 MB stored, 16 MB as pixels
