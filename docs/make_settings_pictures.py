"""Makes the pictures of settings, shortcuts, About and the German window.

    python docs/make_settings_pictures.py

No display is needed. Run it again whenever these windows look different.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PySide6.QtCore import QPoint  # noqa: E402 - the repository must be on the path first
from PySide6.QtGui import QKeySequence  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import spin, window_with  # noqa: E402
from docs.make_pictures import PICTURES, grabbed, quiet, restored, save  # noqa: E402
from workstation.app import main  # noqa: E402
from workstation.app.dialogs.about import About  # noqa: E402
from workstation.app.language import speak  # noqa: E402
from workstation.app.settings.dialog import SettingsDialog  # noqa: E402
from workstation.app.settings.shortcuts import ShortcutsPage  # noqa: E402
from workstation.app.window import Window  # noqa: E402

SAMPLE = resources.find("samples", "portrait.jpg")


def sheet(window: Window, name: str) -> object:
    """One of the small windows beside the window."""
    return window._sheets[name]


def settings(window: Window) -> None:
    """The pages that have most to say."""
    window.commands["settings"].trigger()
    dialog = sheet(window, "settings")
    assert isinstance(dialog, SettingsDialog)
    dialog.show_page("device")
    window.session.engine.probe_gpu()
    spin(lambda: window.session.engine.gpu is not None)
    quiet(window)
    save(grabbed(dialog), "settings-device")
    dialog.show_page("privacy")
    quiet(window)
    save(grabbed(dialog), "settings-privacy")
    dialog.show_page("keys")
    keys = dialog.pages["keys"]
    assert isinstance(keys, ShortcutsPage)
    keys.select("tool_lasso")
    keys.recorder.setKeySequence(QKeySequence("B"))
    keys.recorder.editingFinished.emit()
    quiet(window)
    save(grabbed(dialog), "settings-shortcuts")
    dialog.close()


def about(window: Window) -> None:
    """The versions of all parts."""
    window.commands["about"].trigger()
    found = sheet(window, "about")
    assert isinstance(found, About)
    quiet(window)
    save(grabbed(found), "about")
    found.close()


def selector(window: Window) -> None:
    """What the corner of the window says of devices, opened."""
    menu = window.status.device.menu()
    below = window.status.device.mapTo(window, QPoint())
    menu.aboutToShow.emit()
    picture, opened = grabbed(window), grabbed(menu)
    corner = (window.width() - opened.width - 8, below.y() - opened.height)
    picture.paste(opened, corner)
    left, top = picture.width - 720, picture.height - 330
    save(picture.crop((left, top, picture.width, picture.height)), "device-selector")


def english() -> None:
    """Settings and About beside a photo."""
    with window_with(SAMPLE) as window:
        window.preferences.choose("theme", "light")
        window.resize(1280, 820)
        restored(window)
        settings(window)
        selector(window)
        about(window)


def german(app: QApplication) -> None:
    """The window in German, with a region begun, and its settings."""
    speak(app, "de")
    with window_with(SAMPLE) as window:
        window.resize(1280, 820)
        window.preferences.choose("theme", "light")
        restored(window)
        window.commands["tool_brush"].trigger()
        quiet(window)
        save(grabbed(window), "window-german")
        window.commands["settings"].trigger()
        dialog = sheet(window, "settings")
        assert isinstance(dialog, SettingsDialog)
        dialog.show_page("export")
        quiet(window)
        save(grabbed(dialog), "settings-german")
        dialog.close()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    english()
    german(main.application())
