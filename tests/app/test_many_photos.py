"""Several photos at once: opening, restoring, copying settings, exporting, and the film strip."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMenu

from tests.app.drive import Driver, as_array, chroma, in_colour
from workstation.app.dialogs.export_all_dialog import ExportAllDialog
from workstation.app.film_strip import FilmStrip
from workstation.core.steps import Colour, Tone


@pytest.fixture
def album(tmp_path: Path, portrait: Path) -> list[Path]:
    """Four photos of different lightness."""
    grey = cv2.imread(str(portrait), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    paths = [tmp_path / "album" / f"{number}.png" for number in range(4)]
    paths[0].parent.mkdir()
    for number, path in enumerate(paths):
        cv2.imwrite(str(path), (grey * (0.7 + 0.1 * number)).astype(np.uint8))
    return paths


def names(driver: Driver) -> list[str]:
    return [photo.name for photo in driver.window.session.photos]


def steps(driver: Driver) -> list[list[str]]:
    photos = driver.window.session.photos
    return [[step.kind for step in photo.recipe.steps] for photo in photos]


def strip(driver: Driver) -> FilmStrip:
    return driver.window.photo_page.strip


def choose(driver: Driver, *rows: int) -> None:
    """Choose photos in the strip as with Ctrl held."""
    selection = strip(driver).selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(strip(driver).model().index(row, 0), QItemSelectionModel.Select)


def press(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()
    menu.close()
    menu.deleteLater()


def test_restore_goes_on_when_its_user_moves_to_the_next_photo(
    driver: Driver, album: list[Path]
) -> None:
    driver.open(*album[:2])
    driver.do("restore")
    driver.do("next")
    assert driver.window.session.photos[0].recipe.steps == ()  # it is still being looked at
    driver.settle()
    assert driver.current.name == "1.png"
    assert steps(driver) == [["stains", "tone", "colour"], []]


def test_restore_all_does_what_each_photo_needs_and_says_how_many(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    driver.open(*album[:2], in_colour(tmp_path))
    driver.do("restore_all")
    driver.settle()
    assert steps(driver) == [["stains", "tone", "colour"]] * 2 + [["tone"]]
    assert "3 photos" in driver.window.status.told
    driver.do("restore_all")
    driver.settle()
    assert "already" in driver.window.status.told


def test_settings_of_one_photo_are_pasted_onto_those_chosen_in_the_strip(
    driver: Driver, album: list[Path]
) -> None:
    driver.open(*album[:3])
    driver.restore()
    driver.drag("colour", "vividness", 800)
    assert not driver.can("paste_settings")
    driver.do("copy_settings")
    choose(driver, 1, 2)
    driver.do("paste_settings")
    driver.settle()
    first, *others = [photo.recipe.step("colour") for photo in driver.window.session.photos]
    assert others == [first, first]
    for photo in driver.window.session.photos[1:]:
        assert photo.history.can_undo


def test_one_copied_step_is_pasted_by_itself_and_places_stay(
    driver: Driver, album: list[Path]
) -> None:
    driver.open(*album[:2])
    driver.restore()
    driver.drag("colour", "warmth", 900)
    driver.drag("tone", "gamma", 300)
    driver.do("copy_settings")
    other = driver.window.session.photos[1]
    menu = strip(driver).menu(other)
    only = next(action.menu() for action in menu.actions() if action.text() == "Paste &Only")
    assert isinstance(only, QMenu)
    press(only, "Colour")
    menu.close()
    driver.settle()
    assert isinstance(other.recipe.step("colour"), Colour)
    assert other.recipe.step("tone") is None
    driver.window.session.paste_settings([other])
    assert isinstance(other.recipe.step("tone"), Tone)


def test_the_menu_of_the_strip_acts_on_all_chosen_photos(driver: Driver, album: list[Path]) -> None:
    driver.open(*album)
    choose(driver, 1, 3)
    photos = driver.window.session.photos
    press(strip(driver).menu(photos[3]), "&Restore")
    driver.settle()
    assert steps(driver) == [[], ["stains", "tone", "colour"], [], ["stains", "tone", "colour"]]
    choose(driver, 0, 2)
    press(strip(driver).menu(photos[2]), "C&lose")
    driver.until(lambda: names(driver) == ["1.png", "3.png"])
    # A photo that is not among the chosen ones is meant by itself.
    choose(driver, 0)
    driver.answers.leaving = "discard"
    press(strip(driver).menu(photos[1]), "C&lose")
    driver.until(lambda: names(driver) == ["1.png"])


def test_all_results_are_exported_into_one_folder_and_nothing_there_is_replaced(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    driver.open(*album[:3])
    driver.do("restore_all")
    driver.settle()
    driver.answers.export_all_to = tmp_path / "results"
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "1-restored.png").write_text("mine")
    driver.do("export_all")
    driver.settle()
    results = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert results == ["0-restored.png", "1-restored-2.png", "1-restored.png", "2-restored.png"]
    assert (tmp_path / "results" / "1-restored.png").read_text() == "mine"
    written = cv2.imread(str(tmp_path / "results" / "2-restored.png"))
    assert written is not None
    assert chroma(written.astype(np.uint8)) > 5
    assert "3 photos" in driver.window.status.told
    assert not any(photo.unsaved for photo in driver.window.session.photos)


def test_photos_of_one_name_in_several_folders_get_results_of_their_own(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "0.png"
    other.parent.mkdir()
    other.write_bytes(album[0].read_bytes())
    driver.open(album[0], other)
    dialog = ExportAllDialog(driver.window.session.photos, driver.settings)
    assert dialog.folder.text() == str(tmp_path / "album restored")
    found = [path.name for _, path in dialog.plan().destinations]
    assert found == ["0-restored.png", "0-restored-2.png"]
    dialog.names.set_template("{n:03} {stem}.{ext}")
    assert not dialog.names.pattern.isVisibleTo(dialog)
    assert [path.name for _, path in dialog.plan().destinations] == ["001 0.png", "002 0.png"]
    dialog.names.set_template("{moon}.{ext}")
    assert not dialog.go.isEnabled()
    dialog.deleteLater()


def test_newly_opened_photos_stand_together_after_the_one_in_front(
    driver: Driver, album: list[Path], portrait: Path, tmp_path: Path
) -> None:
    driver.open(album[0], album[3])
    driver.window.session.show(driver.window.session.photos[0])
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    driver.open(broken, album[2], portrait, album[1])
    driver.until(lambda: names(driver) == ["0.png", "2.png", "portrait.jpg", "1.png", "3.png"])
    assert driver.current.name == "2.png"


def test_photos_of_one_name_show_their_folders_as_long_as_both_are_open(
    driver: Driver, tmp_path: Path, portrait: Path
) -> None:
    paths = [tmp_path / "1931" / "box" / "a.jpg", tmp_path / "1962" / "box" / "a.jpg"]
    for path in paths:
        path.parent.mkdir(parents=True)
        path.write_bytes(portrait.read_bytes())
    driver.open(*paths, portrait)
    both = ["a.jpg (1931/box)", "a.jpg (1962/box)", "portrait.jpg"]
    driver.until(lambda: names(driver) == both)
    driver.until(lambda: "1931/box" in driver.window.windowTitle())
    driver.do("close")
    driver.until(lambda: names(driver) == ["a.jpg", "portrait.jpg"])


def test_the_strip_shows_results(driver: Driver, album: list[Path]) -> None:
    driver.open(*album[:2])
    before = [chroma(as_array(photo.thumbnail)) for photo in driver.window.session.photos]
    driver.do("restore_all")
    driver.settle()
    driver.until(lambda: all(p.pictured == p.recipe for p in driver.window.session.photos))
    after = [chroma(as_array(photo.thumbnail)) for photo in driver.window.session.photos]
    assert max(before) < 1
    assert min(after) > 5


def test_a_restored_photo_shows_at_once_when_one_comes_back_to_it(
    driver: Driver, album: list[Path]
) -> None:
    driver.open(*album)
    driver.restore()
    seen = driver.picture()
    assert chroma(seen) > 3
    for _ in range(3):
        driver.do("next")
        driver.settle()
    driver.window.session.show(driver.window.session.photos[0])
    at_once = driver.picture()  # before anything was rendered anew
    assert driver.window.session.tile_loader is not None
    assert driver.window.session.tile_loader.pending
    assert np.abs(at_once.astype(int) - seen.astype(int)).mean() < 3
    driver.settle()


def test_a_photo_that_is_not_looked_at_gives_its_memory_back(
    driver: Driver, album: list[Path]
) -> None:
    driver.open(*album[:2])
    driver.restore()
    session = driver.window.session
    renderer = session.engine.renderer(session.photos[0])
    assert renderer.decoded
    assert any(key.startswith("tile ") for key in renderer._cache._values)
    driver.do("next")
    driver.settle()
    assert not renderer.decoded
    assert not any(key.startswith("tile ") for key in renderer._cache._values)
    driver.do("previous")
    driver.settle()
    # What was learnt about it is kept: the network is not asked again.
    assert chroma(driver.picture()) > 3
