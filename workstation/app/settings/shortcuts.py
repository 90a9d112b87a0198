"""All commands with their keys: search, press another key, settle who has it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from workstation.app.commands import keys, menus
from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command
from workstation.app.language import both
from workstation.app.settings import words
from workstation.app.settings.preferences import Preferences
from workstation.app.settings.recorder import Recorder
from workstation.app.widgets import layouts, theme

translate = QCoreApplication.translate

_COMMAND = Qt.ItemDataRole.UserRole


class ShortcutsPage(QWidget):
    """The table of commands, and below it the keys of the selected one."""

    def __init__(self, preferences: Preferences, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences = preferences
        self._actions = actions
        self._commands = {command.id: command for command in actions.commands}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._pending: QKeySequence | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(translate("Preferences", "Search for a command or a key"))
        self.search.setAccessibleName(translate("Preferences", "Search for a command or a key"))
        self.search.setClearButtonEnabled(True)
        self.table = QTreeWidget(self)
        self.recorder = Recorder(self)
        self.said = QLabel(self)
        self.take = self._button(translate("Preferences", "Take it over"), self._on_take)
        self.leave = self._button(translate("Preferences", "Leave it"), self._give_up)
        self.none = self._button(translate("Preferences", "No key"), self._on_none)
        self.back = self._button(translate("Preferences", "The usual key"), self._on_back)
        self.all_back = self._button(translate("Preferences", "All usual keys"), self._on_all_back)
        self._fill()
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.table.currentItemChanged.connect(lambda *_: self._give_up())
        self.table.itemActivated.connect(lambda *_: self.recorder.setFocus())
        self.recorder.editingFinished.connect(self._on_recorded)
        self.recorder.given_up.connect(self._on_given_up)
        self.show_values()

    # Building

    def _button(self, word: str, do: object) -> QPushButton:
        button = QPushButton(word, self)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button

    def _fill(self) -> None:
        self.table.setColumnCount(2)
        self.table.setHeaderLabels(
            [translate("Preferences", "Command"), translate("Preferences", "Keys")]
        )
        self.table.setAccessibleName(translate("Preferences", "Commands and their keys"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        titles = menus.titles()
        for name, command in self._commands.items():
            menu = titles[command.menu].replace("&", "")
            item = QTreeWidgetItem([f"{menu} › {command.title}", ""])
            item.setData(0, _COMMAND, name)
            item.setToolTip(0, command.tip or command.title)
            self.table.addTopLevelItem(item)
            self._items[name] = item
        self.select(next(iter(self._items)))

    def _lay_out(self) -> None:
        layout = layouts.column(self, margins=(24, 16, 24, 16), spacing=8)
        heading = QLabel(words.heading("keys"), self)
        heading.setFont(theme.large_font())
        layout.addWidget(heading)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(translate("Preferences", "&New key"), self)
        label.setBuddy(self.recorder)
        self.recorder.setAccessibleName(translate("Preferences", "New key of the command"))
        self.recorder.setToolTip(
            translate("Preferences", "Press the key that the command is to have; Esc leaves it")
        )
        for part in (label, self.recorder, self.none, self.back):
            row.addWidget(part)
        row.setStretchFactor(self.recorder, 1)
        row.addWidget(self.all_back)
        layout.addLayout(row)
        answer = QHBoxLayout()
        answer.setSpacing(8)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(32)
        answer.addWidget(self.said, 1)
        answer.addWidget(self.take)
        answer.addWidget(self.leave)
        layout.addLayout(answer)

    # What is shown

    def show_values(self) -> None:
        """Show the keys that hold now; those that are not the usual ones are marked."""
        chosen = self._preferences.chosen.keys
        for name, item in self._items.items():
            shown = "   ".join(self._actions.keys(self._commands[name]))
            own = name in chosen
            item.setText(1, f"{shown} ✎" if own else shown)
            usual = "   ".join(map(keys.native, keys.usual(self._commands[name])))
            tip = translate("Preferences", "Chosen by you; usually {0}").format(usual or "–")
            item.setToolTip(1, tip if own else "")
        self._show_buttons()

    def _show_buttons(self) -> None:
        asking = self._pending is not None
        self.take.setVisible(asking)
        self.leave.setVisible(asking)
        chosen = self._preferences.chosen.keys
        command = self.command
        self.back.setEnabled(command is not None and command.id in chosen)
        self.none.setEnabled(command is not None and bool(self._now(command)))
        self.all_back.setEnabled(bool(chosen))

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for item in self._items.values():
            line = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in line for word in wanted))
        current = self.table.currentItem()
        if current is None or current.isHidden():
            shown = next((item for item in self._items.values() if not item.isHidden()), None)
            if shown is None:
                self.table.clearSelection()
            else:
                self.table.setCurrentItem(shown)

    # What the user does

    @property
    def command(self) -> Command | None:
        """The selected one."""
        item = self.table.currentItem()
        return None if item is None or item.isHidden() else self._commands[item.data(0, _COMMAND)]

    def select(self, name: str) -> None:
        """Select a command."""
        self.table.setCurrentItem(self._items[name])

    def _now(self, command: Command) -> list[QKeySequence]:
        return self._actions[command.id].shortcuts()

    def _owner(self, key: QKeySequence, command: Command) -> Command | None:
        """Another command that has a key at the same time."""
        others = (c for c in self._commands.values() if c is not command)
        return next(
            (c for c in others if key in self._now(c) and keys.share_a_page(c, command)), None
        )

    def _on_recorded(self) -> None:
        key, command = self.recorder.keySequence(), self.command
        if key.isEmpty() or command is None:
            return
        self.recorder.clear()
        refused = keys.refusal(key)
        owner = self._owner(key, command)
        if refused is not None:
            self._say(both(refused))
        elif owner is not None:
            self._pending = key
            text = translate("Preferences", "{0} is the key of “{1}”. Take it over for “{2}”?")
            self._say(text.format(keys.native(key), owner.title, command.title))
            self.take.setFocus()
        else:
            self._give(command, [key])

    def _on_take(self) -> None:
        command, key = self.command, self._pending
        if command is None or key is None:
            return
        owner = self._owner(key, command)
        if owner is not None:
            self._choose(owner, [other for other in self._now(owner) if other != key])
        self._give(command, [key])
        self.table.setFocus()

    def _on_none(self) -> None:
        if self.command is not None:
            self._give(self.command, [])

    def _on_back(self) -> None:
        """Back to the usual keys; a command that has taken one of them gives it back."""
        command = self.command
        if command is None:
            return
        for key in keys.usual(command):
            owner = self._owner(key, command)
            if owner is not None:
                self._choose(owner, [other for other in self._now(owner) if other != key])
        self._give(command, keys.usual(command))

    def _on_all_back(self) -> None:
        self._keep({})
        self._give_up()
        self._say(translate("Preferences", "All commands have their usual keys."))

    def _give(self, command: Command, sequences: Sequence[QKeySequence]) -> None:
        self._choose(command, sequences)
        self._give_up()
        shown = "   ".join(map(keys.native, sequences))
        if shown:
            text = translate("Preferences", "“{0}” has the key {1} now.")
        else:
            text = translate("Preferences", "“{0}” has no key now.")
        self._say(text.format(command.title, shown))

    def _on_given_up(self) -> None:
        self._give_up()
        self.table.setFocus()

    def _give_up(self) -> None:
        self._pending = None
        self.recorder.clear()
        self._say("")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self._show_buttons()

    def _choose(self, command: Command, sequences: Sequence[QKeySequence]) -> None:
        chosen = dict(self._preferences.chosen.keys)
        chosen.pop(command.id, None)
        if list(sequences) != keys.usual(command):
            chosen[command.id] = keys.portable(sequences)
        self._keep(chosen)

    def _keep(self, chosen: dict[str, list[str]]) -> None:
        self._preferences.choose_or_tell("keys", chosen)
        self.show_values()
