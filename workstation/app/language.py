"""The language of the window: Qt's translations of its own texts, and ours.

The engine speaks English (`resources.text.Text`), so that logs, reports and the command line do.
What of it the window shows goes through `said`, which looks up the template of a text and fills its
values into the translation.
"""

from __future__ import annotations

import logging
import re

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from resources.text import Text, Value, filled, written
from workstation.core.errors import HeirloomError

log = logging.getLogger("heirloom.language")

# “(--overwrite)” helps on the command line, and nobody in a window.
_OPTION = re.compile(r" \(--[^)]*\)")


def speak(app: QApplication, wanted: str) -> None:
    """Show all texts in a language from now on; windows that are there keep theirs.

    Parameters
    ----------
    wished
        A language's code, or "system".
    """
    locale = QLocale.system() if wanted == "system" else QLocale(wanted)
    QLocale.setDefault(locale)  # numbers, sizes and dates follow
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    for name, folder in _places():
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def own_name(code: str) -> str:
    """What a language calls itself."""
    translator = QTranslator()
    if not translator.load(f"heirloom_{code}", str(resources.find("translations"))):
        return "English"
    name = translator.translate("Language", "English", "The name of your language in itself")
    return name or code


def said(text: str) -> str:
    """A text in the window's language; in English if it has no translation, else as it is."""
    if isinstance(text, Text):
        count = text.values.get("count")
        forms = count if isinstance(count, int) else -1
        template = QCoreApplication.translate("Engine", text.template, None, forms)
        return _OPTION.sub("", filled(template, text.values, _written))
    return text


def _written(value: Value, how: str) -> str:
    """A value as it is written in the window's language."""
    if isinstance(value, str):
        return written(said(value), how)
    locale = QLocale()
    marks = {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
    return written(value, how).translate(marks)


def both(error: HeirloomError) -> str:
    """The two sentences of an error in the window's language."""
    return f"{said(error.message)} {said(error.hint)}"


def _places() -> list[tuple[str, str]]:
    """What the files of each part are called, and where they lie."""
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    try:
        ours = str(resources.find("translations"))
    except FileNotFoundError:
        log.warning("No translations are installed.")
        return [("qtbase", qt)]
    return [("qtbase", qt), ("heirloom", ours)]
