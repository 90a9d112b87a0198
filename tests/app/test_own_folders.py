"""No test sees or touches what its user has of Heirloom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QStandardPaths

from ml.inference import devices, trials
from ml.inference.device import Verdict
from resources.text import Text
from tests.app.drive import Driver
from workstation.app.color_picker import color_library
from workstation.batch import database
from workstation.core import presets
from workstation.core.settings import default_path

ROOT = Path(__file__).parents[2]
KINDS = ("cache", "config", "data", "state", "log")

TELL = """
import platformdirs
for kind in {kinds}:
    print(getattr(platformdirs, f"user_{{kind}}_path")("heirloom", appauthor=False))
"""

WATCHED = """
import os, sys
home, *tests = sys.argv[1:]
touched = []

def watch(event, args):
    looks = ("open", "os.", "sqlite3.connect", "glob.", "shutil.")
    if event.startswith(looks) and args and isinstance(args[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(args[0]))
        if path.startswith(home) and "heirloom" in path[len(home):]:
            touched.append(f"{event} {path}")

sys.addaudithook(watch)
import pytest
code = pytest.main(["-q", "-p", "no:cacheprovider", *tests])
print("touched:", *touched, sep="\\n")
sys.exit(code)
"""


def test_every_folder_of_a_user_is_a_test_own(own_folders: Path) -> None:
    paths = [getattr(platformdirs, f"user_{kind}_path")("heirloom") for kind in KINDS]
    paths += [trials.file(), database.usual_path(), presets.folder(), default_path()]
    paths += [color_library.default_path()]
    kinds = QStandardPaths.StandardLocation
    for kind in (kinds.CacheLocation, kinds.ConfigLocation, kinds.AppDataLocation):
        paths.append(Path(QStandardPaths.writableLocation(kind)))
    assert [path for path in paths if own_folders not in path.parents and path != own_folders] == []
    assert not any(own_folders.iterdir())


def test_programs_that_a_test_starts_use_the_same(own_folders: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TELL.format(kinds=KINDS)], capture_output=True, text=True, check=True
    )
    paths = [Path(line) for line in told.stdout.splitlines()]
    assert len(paths) == len(KINDS)
    assert [path for path in paths if own_folders not in path.parents] == []


def test_verdicts_on_devices_are_those_of_the_test(driver: Driver, own_folders: Path) -> None:
    assert driver.window.isVisible()
    assert devices.known() is None
    trials.remember(devices._model(), Verdict(None, Text("A test says no.")))
    assert trials.file().is_relative_to(own_folders)
    found = devices.known()
    assert found is not None
    assert found.reason == "A test says no."


def test_nothing_of_the_user_is_opened_by_a_test_of_the_window(tmp_path: Path) -> None:
    """In a process that reports whatever Python opens, lists, makes or removes there."""
    home = tmp_path / "home"
    for folder in (".cache", ".config", ".local/share", ".local/state"):
        (home / folder / "heirloom").mkdir(parents=True)
        (home / folder / "heirloom" / "devices.json").write_text("nobody's business")
    before = sorted(home.rglob("*"))
    given = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    tests = ("tests/app/test_main.py", "tests/app/test_own_folders.py::" + VERDICTS)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(home), f"--basetemp={tmp_path / 'base'}", *tests],
        cwd=ROOT,
        env=given | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("touched:"), done.stdout
    assert sorted(home.rglob("*heirloom*")) == [path for path in before if "heirloom" in path.name]


VERDICTS = test_verdicts_on_devices_are_those_of_the_test.__name__
