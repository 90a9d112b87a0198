"""Choosing a setting in the window: it is kept, and acts at once where it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from workstation.core.settings_table import Value

if TYPE_CHECKING:
    from workstation.app.window import Window


def choose(window: Window, name: str, value: Value) -> None:
    """Choose a value for a setting.

    Raises
    ------
    HeirloomError
        If the setting cannot have it, or if it cannot be kept; then it acts all the same.
    """
    before = window.settings.chosen
    try:
        window.settings.choose(name, value)
    finally:
        if window.settings.chosen != before:
            act(window, name)


def reset(window: Window, *names: str) -> None:
    """Take settings back to their defaults.

    Raises
    ------
    HeirloomError
        If that cannot be kept; it acts all the same.
    """
    try:
        window.settings.reset(*names)
    finally:
        for name in names:
            act(window, name)


def act(window: Window, name: str) -> None:
    """Do what follows from a setting that is another now."""
    _EFFECTS.get(name, _nothing)(window)


def _nothing(_window: Window) -> None:
    """It is asked for whenever it is needed, or when the window starts."""


def _follow_theme(window: Window) -> None:
    window.theme.follow(window.settings.chosen.theme)
    window.commands.refresh()


def _follow_machine(window: Window) -> None:
    window.session.engine.follow_settings()


def _follow_keys(window: Window) -> None:
    window.commands.follow_keys()


def _forget_photos(window: Window) -> None:
    window.welcome.show_recent(window.settings.recent)


_EFFECTS: Final[dict[str, Callable[[Window], None]]] = {
    "theme": _follow_theme,
    "device": _follow_machine,
    "threads": _follow_machine,
    "memory_mb": _follow_machine,
    "remember_photos": _forget_photos,
    "keys": _follow_keys,
}
