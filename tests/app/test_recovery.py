"""What was done to photos outlives a crash, and a photo goes on where it was left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.app.drive import Driver
from workstation.app.dialogs.recovery import RecoveryDialog
from workstation.core import edits, project
from workstation.core.io.export import ExportOptions
from workstation.core.io.state import state_folder

CRASHING = """
import os, signal, sys
from pathlib import Path
from tests.app.drive import Driver
from workstation.app import main as program
app = program.application()
driver = Driver(Path(sys.argv[1]) / "settings.json")
driver.start()
driver.answers.recovering = "later"
paths = [Path(one) for one in sys.argv[2:]]
driver.open(*paths)
for photo in list(driver.window.session.photos):
    driver.window.session.show(photo)
    driver.settle()
    driver.do("restore")
    driver.until(lambda: driver.window.session.step("colour") is not None)
driver.until(lambda: not driver.window.session.autosave._timer.isActive())
driver.settle()
os.kill(os.getpid(), signal.SIGKILL)
"""


def _copy(portrait: Path, *paths: Path) -> None:
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(portrait.read_bytes() + bytes(number))


@pytest.mark.skipif(os.name != "posix", reason="a kill without a word")
def test_after_a_crash_all_is_offered_once_and_goes_on(tmp_path: Path, portrait: Path) -> None:
    one, two = tmp_path / "a" / "one.jpg", tmp_path / "a" / "two.jpg"
    _copy(portrait, one, two)
    call = [sys.executable, "-c", textwrap.dedent(CRASHING), str(tmp_path), str(one), str(two)]
    ended = subprocess.run(call, check=False, capture_output=True, text=True, timeout=120)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    first = Driver(tmp_path / "config" / "settings.json")
    first.answers.recovering = "recover"
    first.start()
    assert first.answers.asked == ["recover"]
    assert sorted(left.photo for left in first.answers.left) == [one, two]
    assert all(left.thumbnail.is_file() for left in first.answers.left)
    first.settle()
    assert sorted(photo.name for photo in first.window.session.photos) == ["one.jpg", "two.jpg"]
    assert first.names[-1] == "Restore"
    assert first.current.unsaved
    second = Driver(tmp_path / "config" / "other.json")
    second.start()
    assert second.answers.asked == []
    second.finish()
    first.finish()
    assert list(state_folder("recovery").iterdir()) == []


def _leave(photo: Path) -> None:
    """As a crash does: a project in a folder that nobody holds."""
    from workstation.core.history import History
    from workstation.core.io.photo import fingerprint, open_photo
    from workstation.core.recipe import Recipe
    from workstation.core.steps import Tone

    history = History.start(Recipe(), "Open").record(Recipe((Tone(),)), "Tone")
    done = project.Project(open_photo(photo), history)
    path = edits.new_file()
    edits.write(path, done, fingerprint(photo), None, b"")
    edits._held.pop(path.parent).close()


def test_what_is_discarded_is_not_offered_again(tmp_path: Path, portrait: Path) -> None:
    _leave(portrait)
    for recovering in ("later", "discard"):
        window = Driver(tmp_path / f"{recovering}.json")
        window.answers.recovering = recovering
        window.start()
        assert window.answers.asked == ["recover"]
        assert window.window.session.photos == []
        window.finish()
        for lock in edits._held.values():  # as when the process ends
            lock.close()
        edits._held.clear()
    third = Driver(tmp_path / "third.json")
    third.start()
    assert third.answers.asked == []
    third.finish()


def test_what_is_left_of_a_photo_that_is_gone_waits_until_it_is_back(
    tmp_path: Path, portrait: Path
) -> None:
    mine, elsewhere = tmp_path / "mine.jpg", tmp_path / "elsewhere" / "renamed.jpg"
    _copy(portrait, mine)
    _leave(mine)
    elsewhere.parent.mkdir()
    mine.rename(elsewhere)
    driver = Driver(tmp_path / "settings.json")
    driver.answers.recovering = "recover"
    driver.start()
    driver.settle()
    assert "not where it was" in driver.said
    driver.open(elsewhere)
    assert driver.names == ["Open", "Tone"]
    driver.finish()


def test_each_change_is_on_the_disk_within_two_seconds(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    folder = state_folder("recovery")
    driver.until(lambda: list(folder.rglob("*.heirloom")), seconds=2.0)
    (path,) = folder.rglob("*.heirloom")
    driver.until(lambda: project.recipe_of(path) == driver.current.recipe, seconds=2.0)
    driver.do("undo")
    driver.until(lambda: project.recipe_of(path) == driver.current.recipe, seconds=2.0)
    assert list(folder.rglob("*.heirloom")) == [path]


def test_a_clean_end_leaves_nothing_to_recover(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.restore()
    driver.until(lambda: list(state_folder("recovery").rglob("*.heirloom")))
    driver.answers.leaving = "discard"
    assert driver.window.close()
    assert list(state_folder("recovery").iterdir()) == []
    assert list(state_folder("edits").iterdir()) == []


def test_an_exported_photo_goes_on_where_it_was_left_also_elsewhere(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    mine, moved = tmp_path / "mine.jpg", tmp_path / "album" / "moved.jpg"
    _copy(portrait, mine)
    driver.open(mine)
    driver.restore()
    driver.answers.export_to = tmp_path / "result.png", ExportOptions()
    driver.do("export")
    driver.settle()
    history = driver.current.history
    driver.do("close")
    driver.settle()
    assert "lose" not in driver.answers.asked
    moved.parent.mkdir()
    mine.rename(moved)
    driver.open(moved)
    assert driver.current.history == history
    assert not driver.current.unsaved
    assert "goes on where you left it" in driver.said
    driver.window.session.start_over(driver.current)
    assert driver.current.recipe.steps == ()
    driver.do("undo")
    assert driver.current.recipe == history.value


def test_what_was_discarded_after_an_export_is_gone_and_the_export_is_not(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.jpg"
    _copy(portrait, mine)
    driver.open(mine)
    driver.restore()
    driver.answers.export_to = tmp_path / "result.png", ExportOptions()
    driver.do("export")
    driver.settle()
    exported = driver.current.recipe
    driver.drag("colour", "vividness", 700)
    driver.answers.leaving = "discard"
    driver.do("close")
    driver.settle()
    driver.open(mine)
    assert driver.current.recipe == exported


def test_nothing_is_kept_of_photos_that_are_not_to_be_remembered(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.settings.choose("remember_photos", False)
    driver.open(portrait)
    driver.restore()
    driver.answers.export_to = tmp_path / "result.png", ExportOptions()
    driver.do("export")
    driver.settle()
    driver.do("close")
    driver.settle()
    assert list(state_folder("edits").iterdir()) == []


def test_several_changed_photos_are_one_question_and_are_saved_beside_themselves(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(3)]
    _copy(portrait, *paths)
    (tmp_path / "1.heirloom").write_text("another's")
    driver.open(*paths)
    for photo in driver.window.session.photos:
        driver.window.session.show(photo)
        driver.settle()
        driver.restore()
    driver.answers.leaving = "save"
    driver.answers.asked.clear()
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())
    assert driver.answers.asked == ["lose"]
    names = sorted(path.name for path in tmp_path.glob("*.heirloom"))
    assert names == ["0.heirloom", "1-2.heirloom", "1.heirloom", "2.heirloom"]
    assert (tmp_path / "1.heirloom").read_text() == "another's"


def test_the_dialog_shows_what_and_when_and_closing_it_loses_nothing(
    driver: Driver, portrait: Path
) -> None:
    _leave(portrait)
    left = edits.claim()
    dialog = RecoveryDialog(left, driver.window)
    assert "portrait.jpg" in dialog.list.item(0).text()
    assert dialog.answer == "later"
    dialog.close()
    dialog.deleteLater()
    for one in left:
        edits.drop(one.path)
