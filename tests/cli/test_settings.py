"""`heirloom settings`, and that the other commands go by what it chose."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from tests.cli.conftest import Run
from workstation.batch import machine
from workstation.batch.failures import explained
from workstation.batch.items import Item
from workstation.batch.store import Store
from workstation.batch.work import Options
from workstation.cli import main
from workstation.cli.arguments import parser
from workstation.cli.defaults import with_settings
from workstation.core import presets
from workstation.core.errors import HeirloomError
from workstation.core.io.photo import open_photo
from workstation.core.settings import NAMES

PORTRAIT = resources.find("samples", "portrait.jpg")


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of this test lie."""
    path = tmp_path / "settings.json"
    monkeypatch.setenv("HEIRLOOM_SETTINGS", str(path))
    return path


def choose(*pairs: str) -> None:
    for pair in pairs:
        name, _, value = pair.partition("=")
        assert main(["settings", "set", name, value]) == 0


def test_the_list_explains_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    choose("export-quality=80")
    capsys.readouterr()
    assert main(["settings"]) == 0
    told = capsys.readouterr().out
    for name in NAMES:
        assert f"\n{name} = " in f"\n{told}"
    assert "export_quality = 80  (usually 92)" in told
    assert "threads = auto (one for each core)" in told
    assert "Possible: a whole number from 1 to 100." in told


def test_programs_get_the_list_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["settings", "--json"], ["settings", "list", "--json"]):
        assert main(line) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["path"] == str(path)
        assert [setting["name"] for setting in told["settings"]] == list(NAMES)
        assert told["problems"] == []


def test_a_value_is_set_got_and_reset(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    choose("Theme=DARK", "threads=3", "write-log=off", 'keys={"export": ["Ctrl+E"]}')
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "theme": "dark",
        "threads": 3,
        "write_log": False,
        "keys": {"export": ["Ctrl+E"]},
    }
    capsys.readouterr()
    assert main(["settings", "get", "threads"]) == 0
    assert capsys.readouterr().out == "3\n"
    assert main(["settings", "get", "threads", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == 3
    assert main(["settings", "reset", "threads", "theme"]) == 0
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"write_log", "keys"}
    assert main(["settings", "reset", "--all"]) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {}
    capsys.readouterr()
    assert main(["settings", "path"]) == 0
    assert capsys.readouterr().out == f"{path}\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["get", "zebra"], "There is no setting “zebra”."),
        (["set", "zebra", "1"], "There is no setting “zebra”."),
        (["set", "export_qualit", "1"], "Did you mean export_quality?"),
        (["set", "threads", "many"], "threads cannot be “many”."),
        (["set", "threads", "0"], "It can be auto, or a whole number from 1 to 256."),
        (["set", "theme", "blue"], "It can be system, light or dark."),
        (["set", "export_mark", "perhaps"], "It can be yes or no."),
        (["set", "export_name", "{nonsense}"], "has a field that there is not"),
        (["set", "keys", "{"], "It can be a table in JSON."),
        (["set", "recipe", "no such preset"], "There is no preset “no such preset”."),
        (["reset"], "Name some, or give --all."),
        (["reset", "zebra"], "There is no setting “zebra”."),
    ],
)
def test_what_cannot_be_is_said_in_two_sentences_and_changes_nothing(
    line: list[str], said: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", *line]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 2
    assert not path.exists()


def test_a_wrong_value_in_the_file_is_told_and_ends_with_an_exit_code(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text('{"theme": "blue"}', encoding="utf-8")
    assert main(["settings"]) == 1
    told = capsys.readouterr()
    assert "theme = system" in told.out
    assert "theme cannot be “blue”." in told.err
    assert main(["settings", "get", "threads"]) == 1
    assert main(["settings", "set", "theme", "light"]) == 0
    assert main(["settings"]) == 0


# What the other commands make of it


def restored(*arguments: object) -> None:
    assert main(["restore", *map(str, arguments), "--quiet"]) == 0


def test_restore_writes_as_chosen(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    choose(
        "export-format=tiff",
        "export-bits=16",
        "export-compression=lzw",
        "export-metadata=strip-all",
        "export-name={stem} new",
        f"export-folder={folder}",
        "recipe=grey",
    )
    restored(PORTRAIT)
    made = open_photo(folder / "portrait new.tif")
    assert (made.format, made.bits) == ("tiff", 16)
    # What is given on the command line comes first.
    restored(PORTRAIT, "-o", tmp_path / "other.png", "--bits", "8", "--recipe", "automatic")
    assert open_photo(tmp_path / "other.png").bits == 8


def test_a_depth_that_the_format_does_not_have_is_no_obstacle(tmp_path: Path) -> None:
    choose("export-bits=16", "recipe=grey")
    restored(PORTRAIT, "-o", tmp_path / "made.jpg")
    choose("export-format=webp")
    restored(PORTRAIT, "-o", f"{tmp_path}/")
    assert open_photo(tmp_path / "portrait-restored.webp").bits == 8


def test_quality_and_subsampling_change_the_files(tmp_path: Path) -> None:
    choose("recipe=grey")
    restored(PORTRAIT, "-o", tmp_path / "usual.jpg")
    choose("export-quality=30", "export-subsampling=4:2:0")
    restored(PORTRAIT, "-o", tmp_path / "small.jpg")
    sizes = [(tmp_path / name).stat().st_size for name in ("small.jpg", "usual.jpg")]
    assert sizes[0] * 2 < sizes[1]


def test_a_mark_that_is_chosen_can_be_left_out_once() -> None:
    choose("export-mark=yes")
    read = parser().parse_args
    assert with_settings(read(["restore", "a.jpg"])).mark is True
    assert with_settings(read(["restore", "a.jpg", "--no-mark"])).mark is False


def test_restore_works_with_the_threads_memory_and_device_that_are_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import cv2

    from workstation.cli import restore

    made: list[tuple[object, ...]] = []
    asked: list[tuple[object, ...]] = []
    renderer, choice = restore.Renderer, restore.devices.choose
    monkeypatch.setattr(restore, "Renderer", lambda *a: (made.append(a[2:]), renderer(*a))[1])
    monkeypatch.setattr(restore.devices, "choose", lambda *a: (asked.append(a), choice(*a))[1])
    choose("threads=1", "memory-mb=48", "device=cpu")
    before = cv2.getNumThreads()
    try:
        restored(PORTRAIT, "-o", tmp_path / "made.jpg")
        assert cv2.getNumThreads() == 1
    finally:
        cv2.setNumThreads(before)
    assert made == [(48 << 20, 1)]
    assert asked == [("cpu", 1)]


def test_a_wrong_value_is_named_and_the_photo_restored_all_the_same(
    heirloom: Run, path: Path, tmp_path: Path
) -> None:
    path.write_text('{"export_quality": 900, "recipe": "grey"}', encoding="utf-8")
    done = heirloom("restore", PORTRAIT, "-o", tmp_path / "made.jpg", HEIRLOOM_SETTINGS=str(path))
    assert done.returncode == 0
    assert "export_quality cannot be 900." in done.stderr
    assert (tmp_path / "made.jpg").exists()


def added(tmp_path: Path, *more: str) -> Item:
    queue = tmp_path / "queue.db"
    assert main(["batch", "add", "--queue", str(queue), str(PORTRAIT), *more]) == 0
    with Store(queue) as store:
        return store.items()[-1]


def test_a_batch_is_added_as_chosen(tmp_path: Path) -> None:
    choose(
        "export-format=png",
        "export-bits=16",
        "export-name={stem} new",
        f"export-folder={tmp_path / 'out'}",
        "device=cpu",
        "recipe=calm",
    )
    item = added(tmp_path)
    assert item.output == tmp_path / "out" / "portrait new.png"
    assert item.recipe == presets.find("calm").to_json()
    options = Options.from_json(item.options)
    assert options.device == "cpu"
    assert (options.exporting().format, options.exporting().bits) == ("png", 16)


def test_a_batch_without_a_place_for_results_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", "add", "--queue", str(tmp_path / "q.db"), str(PORTRAIT)]) == 2
    assert "It is not said where the results go." in capsys.readouterr().err


def test_the_queue_shares_the_threads_and_memory_that_are_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workstation.cli import batch

    given: list[tuple[object, float]] = []

    def runner(_: Store, **more: object) -> None:
        given.append((more["share"], float(str(more["timeout_s"]))))
        raise HeirloomError("That is enough.", "Nothing is to be done.")

    monkeypatch.setattr(batch, "Runner", runner)
    choose("threads=6", "memory-mb=64", "queue-workers=2", "queue-timeout-s=77")
    Store(tmp_path / "queue.db").close()
    main(["batch", "run", "--queue", str(tmp_path / "queue.db")])
    assert given == [(machine.Share(2, 3, 64 << 20), 77.0)]


def test_whoever_wants_no_log_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "log")
    choose("write-log=no")
    told = explained(ZeroDivisionError("seen by nobody"))
    assert "the lines above" in told.hint
    assert "seen by nobody" in capsys.readouterr().err
    assert not (tmp_path / "log").exists()
    choose("write-log=yes")
    assert "heirloom.log" in explained(ZeroDivisionError("seen by nobody")).hint
    assert (tmp_path / "log" / "heirloom.log").exists()


def test_showing_settings_loads_nothing_heavy() -> None:
    code = (
        "import sys, contextlib, io\n"
        "from workstation.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['settings'])\n"
        "print(sorted({'numpy', 'cv2', 'PySide6', 'pyvips', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
