"""The language of the window: Qt's translations of its own texts, and ours.

The engine speaks English, in whole sentences with values in them, so that logs, reports and the
command line do. What of it the window shows goes through `said`, which finds the sentence among all
that the engine has, takes the values out, and puts them into the translation.
"""

from __future__ import annotations

import json
import logging
import re
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from resources.text import Text, Value, filled, written
from workstation.core.errors import HeirloomError

log = logging.getLogger("heirloom.language")

_PLACE = re.compile(r"\{(\d)\}")
_NUMBER = re.compile(r"\d+\.\d+")
# A sentence with less of its own than this could be any other one.
_LEAST_LETTERS = 6


def speak(app: QApplication, wished: str) -> None:
    """Show all texts in a language from now on; windows that are there keep theirs.

    Parameters
    ----------
    wished
        A language's code, or "system".
    """
    locale = QLocale.system() if wished == "system" else QLocale(wished)
    QLocale.setDefault(locale)  # numbers, sizes and dates follow
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    for name, folder in _places():
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def said(text: str) -> str:
    """A sentence of the engine in the window's language; as it is, if it has no translation."""
    if isinstance(text, Text):
        count = text.values.get("count")
        forms = count if isinstance(count, int) else -1
        template = QCoreApplication.translate("Engine", text.template, None, forms)
        return filled(template, text.values, _written)
    if not _translated():
        return text
    exact, patterns = _sentences()
    if text in exact:
        return _translation(text)
    matches = ((pattern.fullmatch(text), template) for pattern, template in patterns)
    found, template = next((match for match in matches if match[0] is not None), (None, text))
    values = [] if found is None else [_value(value) for value in found.groups()]
    return _PLACE.sub(lambda place: values[int(place[1])], _translation(template))


def _written(value: Value, how: str) -> str:
    """A value as it is written in the window's language."""
    if isinstance(value, str):
        return written(said(value), how)
    locale = QLocale()
    marks = {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
    return written(value, how).translate(marks)


def _value(text: str) -> str:
    """What stands in a sentence: another one, or a number, which the engine writes in English."""
    if _NUMBER.fullmatch(text):
        return text.replace(".", QLocale().decimalPoint())
    return said(text)


def both(error: HeirloomError) -> str:
    """The two sentences of an error in the window's language."""
    return f"{said(error.message)} {said(error.hint)}"


def _translation(text: str) -> str:
    return QCoreApplication.translate("Core", text)


def _translated() -> bool:
    """Whether there is anything but English."""
    app = QCoreApplication.instance()
    return app is not None and any(not t.isEmpty() for t in app.findChildren(QTranslator))


@cache
def _sentences() -> tuple[frozenset[str], list[tuple[re.Pattern[str], str]]]:
    """The engine's sentences: those without values, and patterns of the others, fullest first."""
    path = resources.find("translations", "sentences.json")
    known: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    exact = frozenset(one["text"] for one in known if not one["values"])
    templates = [one["text"] for one in known if one["values"]]
    templates = [text for text in templates if len(_own(text)) >= _LEAST_LETTERS]
    templates.sort(key=lambda text: len(_own(text)), reverse=True)
    return exact, [(_pattern(text), text) for text in templates]


def _own(template: str) -> str:
    """The letters of a sentence that are not a value's."""
    return "".join(filter(str.isalpha, _PLACE.sub("", template)))


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)  # text, number, text, number, ... text
    texts = [re.escape(part) for part in parts[::2]]
    return re.compile("(.*?)".join(texts), re.DOTALL)


def _places() -> list[tuple[str, str]]:
    """What the files of each part are called, and where they lie."""
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    try:
        ours = str(resources.find("translations"))
    except FileNotFoundError:
        log.warning("No translations are installed.")
        return [("qtbase", qt)]
    return [("qtbase", qt), ("heirloom", ours)]
