"""The dialog that asks where results go, what they are called, and how they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import pyvips
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from tests.app.drive import Driver
from tests.batch.photos import in_colour, portrait, put
from workstation.app.dialogs.add_dialog import AddDialog, Given
from workstation.batch.intake import FOLDERS
from workstation.batch.store import Store
from workstation.batch.work import Options
from workstation.core import presets
from workstation.core.colorize.hints import PointHint
from workstation.core.recipe import Recipe
from workstation.core.settings import Settings
from workstation.core.steps import Colour, Tone

WITH_DOT = Recipe((Tone(gamma=0.9), Colour(warmth=0.3, dots=(PointHint(0.5, 0.5, 20.0, 10.0),))))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture(autouse=True)
def _own_presets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "user_config_path", lambda *_, **__: tmp_path / "config")


Ask = Callable[..., AddDialog]


@pytest.fixture
def ask(driver: Driver, settings: Settings) -> Iterator[Ask]:
    """Opens the dialog for photos and folders, and perhaps the photo in front."""
    made: list[AddDialog] = []

    def opened(paths: Sequence[Path], *front: object) -> AddDialog:
        given = Given(paths, driver.window.session.jobs.reading, *front)  # type: ignore[arg-type]
        made.append(AddDialog(given, settings))
        return made[-1]

    yield opened
    for dialog in made:
        dialog.reject()
        dialog.deleteLater()


def go(dialog: AddDialog) -> bool:
    return dialog._go.isEnabled()


def recipes(dialog: AddDialog) -> list[str]:
    return [dialog.recipe.itemText(row) for row in range(dialog.recipe.count())]


def said(dialog: AddDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_is_added_is_said_and_results_go_beside_the_folder(tmp_path: Path, ask: Ask) -> None:
    photo = put(tmp_path / "box" / "a.png")
    dialog = ask([tmp_path / "box", photo])
    assert "1 photo and the folder “box”, with all sub-folders" in said(dialog)
    batch = dialog.batch()
    assert batch.output_folder == tmp_path / "box restored"
    assert batch.template == "{folder}/{stem}-restored.{ext}"
    assert batch.recipe == presets.AUTOMATIC
    assert batch.export.format is None
    assert batch.set_name is None
    dialog.colours.setCurrentIndex(1)
    assert dialog.batch().set_name == str(tmp_path / "box")
    dialog.colours.setCurrentIndex(2)
    assert dialog.batch().set_name == FOLDERS
    assert "For example a-restored" in said(dialog)


def test_an_impossible_template_is_refused_while_it_is_typed(tmp_path: Path, ask: Ask) -> None:
    dialog = ask([put(tmp_path / "a.png")])
    dialog.names.set_template("{moon}.{ext}")
    assert "has a field that there is not" in said(dialog)
    assert not go(dialog)
    dialog.names.set_template("{stem}-{n:03}.{ext}")
    assert "For example a-001.jpg" in said(dialog)
    assert go(dialog)
    dialog.folder.setText(" ")
    assert not go(dialog)


def test_as_the_photo_in_front_leaves_its_dots_out_unless_they_are_wished(
    tmp_path: Path, ask: Ask
) -> None:
    dialog = ask([put(tmp_path / "a.png")], "front.jpg", WITH_DOT)
    assert dialog.marks.isHidden()
    dialog.recipe.setCurrentIndex(recipes(dialog).index("As the photo in front, front.jpg"))
    dialog.recipe.activated.emit(dialog.recipe.currentIndex())
    assert not dialog.marks.isHidden()
    assert dialog.batch().recipe == presets.for_any_photo(WITH_DOT)
    dialog.marks.setChecked(True)
    assert dialog.batch().recipe == WITH_DOT


def test_presets_are_offered_and_the_users_own_too(tmp_path: Path, ask: Ask) -> None:
    presets.save("attic", Recipe((Tone(gamma=0.7),)))
    dialog = ask([put(tmp_path / "a.png")])
    for name in ("vivid", "grey", "attic"):
        dialog.recipe.setCurrentIndex(recipes(dialog).index(f"Preset: {name}"))
        assert dialog.batch().recipe == presets.find(name)


def test_the_recipe_of_another_file_is_taken_or_its_lack_is_told(
    tmp_path: Path,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    like, plain = tmp_path / "like.json", put(tmp_path / "plain.png")
    like.write_text(Recipe((Tone(gamma=0.6),)).to_json(), encoding="utf-8")
    dialog = ask([put(tmp_path / "a.png")])
    last = dialog.recipe.count() - 1

    def take(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        dialog.recipe.setCurrentIndex(last)
        dialog.recipe.activated.emit(last)

    take(plain)
    assert "carries no recipe" in said(dialog)
    assert dialog.batch().recipe == presets.AUTOMATIC
    take(like)
    assert recipes(dialog)[last] == "As like.json"
    assert dialog.batch().recipe == Recipe((Tone(gamma=0.6),))


def test_settings_for_results_hold_and_choices_are_remembered(
    tmp_path: Path, settings: Settings, ask: Ask
) -> None:
    settings.choose("export_format", "tiff")
    settings.choose("export_bits", 16)
    settings.choose("export_metadata", "strip-gps")
    photo = put(tmp_path / "a.png")
    dialog = ask([photo])
    export = dialog.batch().export
    assert (export.format, export.bits, export.metadata) == ("tiff", 16, "strip-gps")
    dialog.format.setCurrentIndex(dialog.format.findData("jpeg"))
    assert dialog.batch().export.bits is None
    dialog.names.set_template("{stem}.{ext}")
    dialog.folder.setText(str(tmp_path / "elsewhere"))
    dialog.remember()
    following = ask([photo])
    assert following.batch().template == "{stem}.{ext}"
    assert following.batch().output_folder == tmp_path / "elsewhere"


def test_it_begins_with_what_is_chosen_for_all_photos(
    tmp_path: Path, settings: Settings, ask: Ask
) -> None:
    settings.choose("export_name", "{stem} new")
    settings.choose("export_folder", str(tmp_path / "out"))
    settings.choose("export_format", "png")
    settings.choose("export_bits", 16)
    settings.choose("recipe", "calm")
    settings.choose("device", "cpu")
    given = [put(tmp_path / "box" / "a.png")]
    batch = ask(given).batch()
    assert batch.template == "{folder}/{stem} new.{ext}"
    assert batch.output_folder == tmp_path / "out"
    assert (batch.export.format, batch.export.bits) == ("png", 16)
    assert batch.recipe == presets.find("calm")
    assert batch.device == "cpu"
    file = tmp_path / "mine.json"
    file.write_text(WITH_DOT.to_json(), encoding="utf-8")
    settings.choose("recipe", str(file))
    dialog = ask(given)
    assert dialog.recipe.currentText() == "As mine.json"
    assert dialog.batch().recipe == presets.for_any_photo(WITH_DOT)


def scan(path: Path, dpi: float | None) -> Path:
    """A photo whose file states a resolution."""
    image = pyvips.Image.new_from_buffer(portrait(), "")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.copy(xres=(dpi or 0) / 25.4, yres=(dpi or 0) / 25.4).write_to_file(str(path))
    return path


def test_scans_that_do_not_know_their_resolution_are_asked_about(
    tmp_path: Path, driver: Driver, ask: Ask
) -> None:
    box = tmp_path / "box"
    one = scan(box / "1.jpg", 72)
    dialog = ask([one])
    driver.until(lambda: not dialog._about_dpi.isHidden())
    assert "The file says 72 dpi, which is a usual guess and seldom true. If you know" in said(
        dialog
    )
    assert dialog.dpi.accessibleName() == "Resolution"
    assert "whatever their files say" in dialog.dpi.toolTip()
    assert dialog.dpi.text() == "As each file says"
    assert dialog.batch().export.dpi is None
    dialog.dpi.setValue(600)
    assert dialog.batch().export.dpi == 600.0

    scan(box / "below" / "2.tif", 300)
    scan(box / "3.jpg", 96)
    (box / "broken.jpg").write_bytes(b"no photo")
    dialog = ask([box])
    dialog.show()
    driver.until(lambda: not dialog._about_dpi.isHidden())
    dialog.colours.setCurrentIndex(1)
    QApplication.processEvents()
    note = dialog._about_dpi
    assert note.height() >= note.heightForWidth(note.width())  # all of it is to be seen
    assert "2 of 3 photos do not say how many dots per inch they have" in said(dialog)

    dialog = ask([box / "below"])
    driver.settle()
    assert dialog._about_dpi.isHidden()


def test_a_set_takes_its_colours_from_what_the_user_picks(
    tmp_path: Path, driver: Driver, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey, coloured = put(tmp_path / "box" / "a.png"), in_colour(tmp_path / "true.png")
    picked: list[Path] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in picked], "")
    )
    dialog = ask([grey])
    assert dialog.leaders.isHidden()
    assert dialog.leaders.accessibleName() == "Colours from"
    assert "restored ones" in dialog.leaders.toolTip()
    dialog.colours.setCurrentIndex(1)
    assert not dialog.leaders.isHidden()

    def pick(*paths: Path) -> None:
        picked[:] = paths
        dialog.leaders.setCurrentIndex(1)
        dialog.leaders.activated.emit(1)
        driver.settle()

    pick(grey)
    assert "a.png has no colours for a set to take. Give a photo that is in colour" in said(dialog)
    assert dialog.batch().references == ()
    assert dialog.leaders.currentIndex() == 0
    pick(coloured, in_colour(tmp_path / "other.png"))
    assert dialog.leaders.currentText() == "The colours of 2 photos"
    pick(coloured)
    assert dialog.leaders.currentText() == "The colours of true.png"
    assert "no colours" not in said(dialog)
    assert dialog.batch().references == (coloured,)
    dialog.colours.setCurrentIndex(2)
    assert dialog.leaders.isHidden()
    assert dialog.batch().references == ()
    dialog.colours.setCurrentIndex(1)
    pick()
    assert dialog.batch().references == ()


def test_what_the_dialog_says_of_a_set_and_of_its_resolution_comes_into_the_queue(
    tmp_path: Path, driver: Driver, ask: Ask
) -> None:
    photo = put(tmp_path / "box" / "a.png")
    dialog = ask([photo])
    dialog.colours.setCurrentIndex(1)
    dialog.leaders.take((in_colour(tmp_path / "true.png"),))
    dialog.dpi.setValue(300)
    driver.settle()
    driver.answers.paths, driver.answers.batch = [photo], dialog.batch()
    driver.do("queue_add")
    driver.until(lambda: len(driver.window.queue.items) == 1)
    with Store(driver.queue) as store:
        (item,) = store.items()
        assert Options.from_json(item.options).exporting().dpi == 300.0
        assert item.set_name == str(tmp_path / "box")
        assert len(store.references(item.set_name)) == 1
    driver.settle()
