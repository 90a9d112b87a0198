"""Other languages: every text is translated, keeps its values, and is shown."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from ml.inference.device import Device
from resources import make_translations as made
from resources.text import Text
from tests.app.drive import Driver
from tests.app.test_main import run
from workstation.app.language import both, said
from workstation.app.settings import words
from workstation.app.window import Window
from workstation.core import errors
from workstation.core.errors import HeirloomError
from workstation.core.settings import about, check

LANGUAGES = pytest.mark.parametrize("language", made.languages())
MNEMONIC = re.compile(r"(?<!&)&(?=\w)")


def texts(language: str = "de") -> list[tuple[str, str, str]]:
    """Context, source and translation; each of its forms where something is counted."""
    return [
        (context, source, form.text or "")
        for context, source, element in made.messages(
            Xml.parse(made.TRANSLATIONS / f"heirloom_{language}.ts")
        )
        for form in made.forms(element)
    ]


@pytest.fixture
def fenster(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """A window in German."""
    request.getfixturevalue("german")
    driver = Driver(tmp_path / "settings.json")
    driver.start()
    yield driver
    driver.finish()


# The files


def test_every_text_of_the_program_is_there_and_what_the_window_loads_is_made_of_it() -> None:
    stale = [
        path.name
        for path, content in made.files().items()
        if not path.exists() or path.read_bytes() != content
    ]
    assert stale == [], "Run python resources/make_translations.py"


@LANGUAGES
def test_nothing_is_left_untranslated(language: str) -> None:
    missing = [(context, source) for context, source, told in texts(language) if not told]
    assert missing == [], f"Translate it in resources/translations/heirloom_{language}.ts"


@LANGUAGES
def test_translations_keep_their_values(language: str) -> None:
    lost = [
        (source, told)
        for _, source, told in texts(language)
        if made.values(source) != made.values(told)
    ]
    assert lost == []


@LANGUAGES
def test_translations_keep_their_mnemonics_dots_and_spaces(language: str) -> None:
    for context, source, told in texts(language):
        if context == "Engine":
            continue
        assert len(MNEMONIC.findall(source)) == len(MNEMONIC.findall(told)), (source, told)
        assert source.endswith("…") == told.endswith("…"), (source, told)
        assert source[:1].isspace() == told[:1].isspace(), (source, told)
        assert source[-1:].isspace() == told[-1:].isspace(), (source, told)


def test_every_language_that_has_a_file_can_be_chosen_under_its_own_name() -> None:
    assert list(about("language").values) == ["system", "en", *made.languages()]
    assert [words.value("language", one) for one in ("system", "en", "de")] == [
        "as the system",
        "English",
        "Deutsch",
    ]


SHOWS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workstation.app import main
from workstation.app.settings import words
from workstation.app.window import Window

def look():
    window, = (w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    told = [message.text for message in window.messages.messages]
    if told:
        print(window.commands["open"].text(), words.value("language", "eo"), *told, sep=" | ")
        window.close()
    else:
        QTimer.singleShot(10, look)

app = main.application()
QTimer.singleShot(10, look)
main.main(["none.jpg"])
"""


def test_a_new_language_costs_one_file(tmp_path: Path) -> None:
    """Esperanto, of a kind, in a copy of the resources."""
    ours = tmp_path / "resources"
    (ours / "translations").mkdir(parents=True)
    for path in (*made.HERE.iterdir(), made.ROOT / "workstation", made.ROOT / "ml"):
        if path.suffix == ".py":  # of a link, Python would take the folder that it leads to
            shutil.copy(path, ours)
        elif path.name != "translations":
            (tmp_path / path.relative_to(made.ROOT)).symlink_to(path)
    new = Xml.parse(made.TRANSLATIONS / "heirloom_de.ts")
    new.getroot().set("language", "eo")
    for context, source, translation in made.messages(new):
        for form in made.forms(translation):
            form.text = "Esperanto" if context == "Language" else f"ĉ{source}"
    path = ours / "translations" / "heirloom_eo.ts"
    path.write_text(made.written(new), encoding="utf-8")
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    told = [
        subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=os.environ | home | {"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        ).stdout.strip()
        for words in (
            [str(ours / "make_translations.py")],
            ["-m", "workstation.cli", "settings", "set", "language", "eo"],
            ["-c", SHOWS],
        )
    ]
    assert told == [
        "heirloom_eo.qm written.",
        "language = eo",
        "ĉ&Open… | Esperanto | ĉThere is no file none.jpg. "
        "ĉIt may have been moved, renamed or deleted.",
    ]


def test_the_engines_texts_are_collected() -> None:
    found = made.templates()
    assert found["{name} is a folder, not a photo."] is False
    assert found["{name}, {count} threads"] is True
    assert "The result came out black, so nothing was written." in found


def test_no_sentence_of_the_engine_is_finished_before_it_could_be_translated() -> None:
    speaking = ("Text", "from_json", "HeirloomError", "ModelError", "DeviceError")
    folders = (made.ROOT / name for name in made.SPEAKING if not name.endswith("app"))
    found = []
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        known = set[ast.AST]()
        for node in nodes:
            called = getattr(node, "func", None)
            name = getattr(called, "id", getattr(called, "attr", ""))
            # What is raised otherwise is for programmers.
            if isinstance(node, ast.Raise) or name in speaking:
                known.update(ast.walk(node))
            elif isinstance(node, ast.Expr):
                known.add(node.value)  # a docstring
        for node in nodes:
            last = node.values[-1] if isinstance(node, ast.JoinedStr) else node
            text = str(last.value) if isinstance(last, ast.Constant) else ""
            whole = isinstance(node, ast.JoinedStr) or len(text.split()) > 2
            if node not in known and text.endswith(".") and whole:
                found.append(f"{path.relative_to(made.ROOT)}:{node.lineno}")
    assert found == [], "Make it a resources.text.Text"


# The engine's sentences


@pytest.mark.usefixtures("german")
def test_a_text_is_translated_by_its_template_and_its_values_are() -> None:
    full = Text("There is not enough memory.")
    edge = Text(
        "{reason:clause}; {size:,.1f} of {name}", reason=full, size=12345.67, name="2.5.jpg"
    )
    assert said(edge) == "Der Speicher reicht nicht; 12.345,7 of 2.5.jpg"


def test_what_is_no_literal_or_lacks_a_value_is_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "ROOT", tmp_path)
    monkeypatch.setattr(made, "SPEAKING", ("one",))
    (tmp_path / "one").mkdir()
    source = tmp_path / "one" / "a.py"
    source.write_text('Text("{a} of {count}, as {stem}.", a=1, count=2)\nText("b")\n')
    assert made.templates() == {"{a} of {count}, as {stem}.": True, "b": False}
    for wrong in ("Text(words)", "Text(f'{a}')", "Text('{a}')", "Text('a', a=1)", "Text('', **a)"):
        source.write_text(f"# A comment\n{wrong}\n")
        with pytest.raises(SystemExit, match=r"a\.py:2"):
            made.templates()


def test_english_needs_no_translation() -> None:
    assert said(Text("There is not enough memory.")) == "There is not enough memory."


@pytest.mark.usefixtures("german")
def test_a_sentence_of_the_engine_is_translated_with_its_values_in_it() -> None:
    error = errors.unreadable(Path("x y.png"), FileNotFoundError())
    assert both(error) == (
        "Es gibt keine Datei x y.png. Vielleicht wurde sie verschoben, umbenannt oder gelöscht."
    )
    assert [said(Device("cpu", "CPU", threads).text) for threads in (1, 2)] == [
        "CPU, 1 Thread",
        "CPU, 2 Threads",
    ]


@pytest.mark.usefixtures("german")
def test_a_sentence_inside_another_one_is_translated_too() -> None:
    with pytest.raises(HeirloomError) as refused:
        check("theme", "blue")
    hint = Text(
        "{hint:clause}; until it is corrected, it is {used}.", hint=refused.value.hint, used=1
    )
    assert said(hint) == "Möglich ist system, light oder dark; bis es berichtigt ist, gilt 1."


@pytest.mark.usefixtures("german")
def test_what_nobody_has_translated_stays_as_it_is() -> None:
    assert said(Text("Nobody has ever said {this}.", this=1.5)) == "Nobody has ever said 1,5."
    assert said("There is not enough memory.") == "There is not enough memory."
    assert said("") == ""


# The window


def test_menus_are_german_and_their_letters_distinct(fenster: Driver) -> None:
    bar = fenster.window.menuBar()
    tops = bar.actions()
    assert [action.text().replace("&", "") for action in tops][:3] == [
        "Datei",
        "Bearbeiten",
        "Bild",
    ]
    groups = [[action.text() for action in tops]]
    groups += [[action.text() for action in top.menu().actions()] for top in tops]
    for group in groups:
        letters = Counter(
            text[text.index("&") + 1].lower() for text in group if MNEMONIC.search(text)
        )
        assert [letter for letter, times in letters.items() if times > 1] == [], group


def test_every_command_has_german_words(fenster: Driver) -> None:
    english = {source for context, source, told in texts() if context == "Commands"}
    same = {source for _, source, told in texts() if source == told}
    commands = fenster.window.commands.commands
    assert {command.text for command in commands} & english <= same


def test_errors_notes_and_qts_own_words_are_german(
    fenster: Driver, tmp_path: Path, portrait: Path, qtbot: QtBot
) -> None:
    driver = fenster
    driver.window.session.open([tmp_path / "none.jpg"])
    driver.until(lambda: bool(driver.said))
    assert "Es gibt keine Datei none.jpg." in driver.said
    driver.open(portrait)
    driver.restore()
    driver.window.session.back_to_original()
    assert driver.names == ["Öffnen", "Restaurieren", "Zurück zum Original"]
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(box)
    assert [button.text().replace("&", "") for button in box.findChildren(QPushButton)] == [
        "Schließen"
    ]


def test_the_program_starts_in_the_language_that_is_chosen(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interval = sys.getswitchinterval()
    path = tmp_path / "settings.json"
    path.write_text('{"language": "de", "write_log": false}', encoding="utf-8")
    monkeypatch.setenv("HEIRLOOM_SETTINGS", str(path))
    seen: list[str] = []

    def look(window: Window) -> bool:
        seen.append(window.commands["open"].text())
        return True

    try:
        assert run([], look) == 0
    finally:
        sys.setswitchinterval(interval)
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.setParent(None)
        QLocale.setDefault(QLocale.system())
    assert seen == ["Ö&ffnen…"]
