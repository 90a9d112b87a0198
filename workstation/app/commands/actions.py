"""Every command of the window, once: its words, its keys, when it can be used, what it does.

Menus, toolbar, tooltips and the sheet under F1 are all made from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.app.commands import keys
from workstation.app.widgets import icons
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.window import Window

translate = QCoreApplication.translate


def _always(_window: Window) -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """One thing that the user can do.

    Attributes
    ----------
    id
        Its name for programs and tests.
    menu
        The menu it stands in; a new `group` begins after a line.
    text, tip
        In the user's language; `text` holds the mnemonic.
    keys
        Shortcuts; the first is shown.
    enabled, checked
        Asked whenever something happened. With `checked` the command is a switch.
    one_of
        Switches of the same name exclude each other.
    icon, word
        For those that also stand in a toolbar.
    page
        The page that it belongs to: elsewhere it cannot be used, and its keys are free. Empty for
        one that belongs to the window.
    """

    id: str
    menu: str
    group: int
    text: str
    run: Callable[[Window], object]
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    enabled: Callable[[Window], bool] = _always
    checked: Callable[[Window], bool] | None = None
    one_of: str = ""
    tip: str = ""
    icon: str = ""
    word: str = ""
    primary: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    page: str = "photo"

    @property
    def title(self) -> str:
        """The text without mnemonic and dots."""
        return self.text.replace("&", "").removesuffix("…")


def menus() -> dict[str, str]:
    """The menus in their order, with their titles."""
    return {
        "file": translate("Commands", "&File"),
        "edit": translate("Commands", "&Edit"),
        "image": translate("Commands", "&Image"),
        "colour": translate("Commands", "&Colour"),
        "region": translate("Commands", "Re&gion"),
        "restore": translate("Commands", "&Restore"),
        "batch": translate("Commands", "&Batch"),
        "scan": translate("Commands", "&Scan"),
        "view": translate("Commands", "&View"),
        "window": translate("Commands", "&Window"),
        "help": translate("Commands", "&Help"),
    }


class Actions:
    """The commands as Qt's actions, in menus and toolbar.

    Attributes
    ----------
    problems
        Keys of the settings that cannot be had.
    """

    def __init__(self, window: Window, commands: tuple[Command, ...]) -> None:
        self._window = window
        self._commands = {command.id: command for command in commands}
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self.problems: tuple[HeirloomError, ...] = ()
        for command in commands:
            self._actions[command.id] = self._made(command)
        self.follow_keys()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    @property
    def commands(self) -> tuple[Command, ...]:
        """The whole table."""
        return tuple(self._commands.values())

    def of_menu(self, menu: str) -> list[QAction | None]:
        """The actions of a menu in their order, with None for a line."""
        found: list[QAction | None] = []
        last = None
        for command in self._commands.values():
            if command.menu != menu:
                continue
            if last is not None and command.group != last:
                found.append(None)
            last = command.group
            found.append(self._actions[command.id])
        return found

    def is_primary(self, name: str) -> bool:
        """Whether a command is what most users want next."""
        return self._commands[name].primary

    def refresh(self) -> None:
        """Ask every command whether it can be used now."""
        for name, command in self._commands.items():
            action = self._actions[name]
            here = command.page in ("", self._window.page)
            action.setEnabled(here and command.enabled(self._window))
            if command.checked is not None:
                action.setChecked(command.checked(self._window))

    def follow_keys(self) -> None:
        """Give every command the keys that the settings say; its tooltip tells them."""
        bound, problems = keys.assigned(self.commands, self._window.settings.chosen.keys)
        self.problems = tuple(problems)
        for name, command in self._commands.items():
            action = self._actions[name]
            action.setShortcuts(bound[name])
            action.setToolTip(_tool_tip(command, action))

    def keys(self, command: Command) -> list[str]:
        """The shortcuts of a command as the user knows them; of a system's many, the usual one."""
        sequences = self._actions[command.id].shortcuts()
        if sequences == keys.usual(command):
            sequences = [QKeySequence(key) for key in command.keys]
        return [keys.native(sequence) for sequence in sequences]

    def tell(self, widget: QWidget, name: str, tip: str) -> None:
        """Let a widget that does what a command does tell the command's key, whatever it is."""
        action = self._actions[name]
        widget.setAccessibleDescription(tip)

        def show() -> None:
            widget.setToolTip(_with_key(tip, action))

        action.changed.connect(show)
        show()

    def holds(self, name: str, event: QKeyEvent) -> bool:
        """Whether a key that is pressed or let go is one of a command's."""
        bound = map(keys.combination, self._actions[name].shortcuts())
        return event.key() in [key.key() for key in bound if key is not None]

    def _made(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.id)
        if command.word:
            action.setIconText(command.word)
        if command.icon:
            action.setIcon(icons.icon(command.icon, primary=command.primary))
            action.setIconVisibleInMenu(False)
        action.setMenuRole(command.role)
        action.setStatusTip("")
        if command.checked is not None:
            action.setCheckable(True)
            action.setAutoRepeat(False)
            if command.one_of:
                group = self._groups.setdefault(command.one_of, QActionGroup(self._window))
                group.addAction(action)
        action.triggered.connect(lambda _=False: command.run(self._window))
        # Shortcuts hold in the whole window, wherever an action is shown.
        self._window.addAction(action)
        return action


def _tool_tip(command: Command, action: QAction) -> str:
    return _with_key(command.tip or command.title, action)


def _with_key(tip: str, action: QAction) -> str:
    key = keys.native(action.shortcut())
    return f"{tip} ({key})" if key else tip
