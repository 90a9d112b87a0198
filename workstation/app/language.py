"""The language of the window: Qt's translations of its own texts, and ours."""

from __future__ import annotations

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources

log = logging.getLogger("heirloom.language")


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


def _places() -> list[tuple[str, str]]:
    """What the files of each part are called, and where they lie."""
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    try:
        ours = str(resources.find("translations"))
    except FileNotFoundError:
        log.warning("No translations are installed.")
        return [("qtbase", qt)]
    return [("qtbase", qt), ("heirloom", ours)]
