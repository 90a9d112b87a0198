"""The pages of the window: the photo, and whatever else can take its place.

A page says here what it is called and how it is made; it is made when it is shown for the first
time. Its commands stand in the one table, with the page's name in `Command.page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QToolBar, QWidget

from workstation.app.commands.actions import Command

if TYPE_CHECKING:
    from workstation.app.window import Window

PHOTO = "photo"
"""The page that the window begins with."""

SPLIT = "split"
"""The page on which scans are split."""


@dataclass(frozen=True)
class Page:
    """Something that the window can show in its middle.

    Attributes
    ----------
    name
        For programs: what `Window.show_page` and `Command.page` call it.
    text, tip, word, icon, keys
        Of the command that shows it, as in `Command`; `word` also stands in the window's title.
    toolbar
        The commands of its toolbar.
    make
        Makes it; it gets the focus when it is shown.
    """

    name: str
    text: str
    tip: str
    word: str
    icon: str
    keys: tuple[str, ...]
    toolbar: tuple[str, ...]
    make: Callable[[Window], QWidget]

    @property
    def command(self) -> Command:
        """The command that shows it."""
        return Command(
            f"page_{self.name}",
            "window",
            0,
            self.text,
            lambda window: window.show_page(self.name),
            self.keys,
            checked=lambda window: window.page == self.name,
            one_of="page",
            tip=self.tip,
            icon=self.icon,
            word=self.word,
            page="",
        )


class Pages(QStackedWidget):
    """The pages that were made so far, one of them in front.

    Signals
    -------
    changed
        Another one is in front.
    """

    changed = Signal()

    def __init__(self, pages: tuple[Page, ...], window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._known = {page.name: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self.page = self._known[PHOTO]
        self._bring(self.page)

    def show_page(self, name: str) -> None:
        """Bring a page to the front, and let its keys work."""
        if name != self.page.name:
            self.page = self._known[name]
            self._bring(self.page)
            self.changed.emit()
            self._made[name].setFocus()

    def made(self, name: str) -> QWidget | None:
        """A page, if it has been shown."""
        return self._made.get(name)

    def _bring(self, page: Page) -> None:
        widget = self._made.get(page.name)
        if widget is None:
            widget = self._made[page.name] = page.make(self._window)
            self.addWidget(widget)
        self.setCurrentWidget(widget)


class ToolBar(QToolBar):
    """The few large actions of the page in front, and on the right what leads to the others."""

    def __init__(self, pages: tuple[Page, ...], window: Window) -> None:
        super().__init__(window.tr("Tools"), window)
        self._commands = window.commands
        self._pages = pages
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(22, 22))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def follow(self, page: Page) -> None:
        """Show the actions of a page."""
        self.clear()
        self._add(page.toolbar)
        if len(self._pages) > 1:
            space = QWidget(self)
            space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.addWidget(space)
            self._add(page.command.id for page in self._pages)

    def _add(self, names: Iterable[str]) -> None:
        for name in names:
            action = self._commands[name]
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if self._commands.is_primary(name):
                button.setObjectName("primary")
