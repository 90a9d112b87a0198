"""The words of the table of settings, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workstation.app.language import own_name, said
from workstation.core.settings import about
from workstation.core.settings_table import Page, Value


def title(name: str) -> str:
    """What a setting is called."""
    return said(about(name).title)


def explanation(name: str) -> str:
    """What it does."""
    return said(about(name).explanation)


def value(name: str, one: Value) -> str:
    """One of the values that it can have; languages are called as they call themselves."""
    if name == "language" and one != "system":
        return own_name(str(one))
    return said(about(name).values[one])


def nothing(name: str) -> str:
    """No value of its own."""
    return said(about(name).nothing)


def heading(page: Page) -> str:
    """What a page of settings is called."""
    translate = QCoreApplication.translate
    return {
        "general": translate("Preferences", "General"),
        "device": translate("Preferences", "Device and memory"),
        "restoring": translate("Preferences", "Restoring"),
        "export": translate("Preferences", "Export"),
        "queue": translate("Preferences", "Queue"),
        "privacy": translate("Preferences", "Privacy"),
        "keys": translate("Preferences", "Shortcuts"),
    }[page]
