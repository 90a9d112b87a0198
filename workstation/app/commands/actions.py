"""The commands as Qt's actions, in menus and toolbar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.app.commands import keys
from workstation.app.commands.command import Command
from workstation.app.widgets import icons
from workstation.core.errors import HeirloomError


class Actions(QObject):
    """All commands of a window; what can be used is found out once in a turn of the event loop.

    Parameters
    ----------
    window
        Where the shortcuts hold, whatever has the focus in it.
    commands
        In the order of the menus; within a menu, sections follow by their numbers.
    page
        Tells which page is in front.

    Attributes
    ----------
    problems
        Keys of the settings that cannot be had.

    Signals
    -------
    refreshed
        Every command knows now whether it can be used.
    """

    refreshed = Signal()

    def __init__(
        self, window: QWidget, commands: Iterable[Command], page: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.refresh_now)
        self._window = window
        self._page = page
        self._commands = {command.id: command for command in commands}
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {name: self._made(command) for name, command in self._commands.items()}
        self.problems: tuple[HeirloomError, ...] = ()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands."""
        return tuple(self._commands.values())

    def of_menu(self, menu: str) -> list[QAction | None]:
        """The actions of a menu in their order, with None for a line."""
        found: list[QAction | None] = []
        last = None
        inside = (command for command in self.commands if command.menu == menu)
        for command in sorted(inside, key=lambda command: command.section):
            if last is not None and command.section != last:
                found.append(None)
            last = command.section
            found.append(self._actions[command.id])
        return found

    def is_primary(self, name: str) -> bool:
        """Whether a command is what most users want next."""
        return self._commands[name].primary

    def refresh(self) -> None:
        """Something happened: ask every command whether it can be used, before the next event."""
        self._timer.start()

    def refresh_now(self) -> None:
        """Ask at once, for those that cannot wait."""
        self._timer.stop()
        for name, command in self._commands.items():
            action = self._actions[name]
            action.setEnabled(command.page in ("", self._page()) and command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())
        self.refreshed.emit()

    def close(self) -> None:
        """Ask nothing any more: the window closes."""
        self._timer.stop()

    def follow_keys(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Give every command the keys that the settings say; its tooltip tells them."""
        bound, problems = keys.assigned(self.commands, chosen)
        self.problems = tuple(problems)
        for name, command in self._commands.items():
            action = self._actions[name]
            action.setShortcuts(bound[name])
            action.setToolTip(_with_key(command.tip or command.title, action))

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
        action.triggered.connect(lambda _=False: command.run())
        # Shortcuts hold in the whole window, wherever an action is shown.
        self._window.addAction(action)
        return action


def _with_key(tip: str, action: QAction) -> str:
    key = keys.native(action.shortcut())
    return f"{tip} ({key})" if key else tip
