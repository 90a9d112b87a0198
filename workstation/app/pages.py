"""The pages of the window: the photo, and whatever else can take its place.

A page says here what it is called and how it is made; it is made when it is shown for the first
time. Its commands carry its name in `Command.page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QToolBar, QWidget

from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command, Group

PHOTO = "photo"
"""The page that the window begins with."""

QUEUE = "queue"
"""The page for many photos."""

SPLIT = "split"
"""The page on which scans are split."""

_SEEN, _UNSEEN = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored


@dataclass(frozen=True)
class Page:
    """Something that the window can show in its middle.

    Attributes
    ----------
    name
        For programs: what `Pages.show_page` and `Command.page` call it.
    text, tip, word, icon, key
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
    key: str
    toolbar: tuple[str, ...]
    make: Callable[[], QWidget]


class Pages(QStackedWidget):
    """The pages that were made so far, one of them in front.

    Signals
    -------
    changed
        Another one is in front.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, Page] = {}
        self._made: dict[str, QWidget] = {}
        self._name = PHOTO

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Know these pages, and bring the first one to the front."""
        self._known = {page.name: page for page in pages}
        self._make(pages[0].name)
        self._bring(pages[0].name)

    @property
    def name(self) -> str:
        """The name of the page in front."""
        return self._name

    @property
    def known(self) -> tuple[Page, ...]:
        """All pages, in the order of the toolbar."""
        return tuple(self._known.values())

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._known[self._name]

    def show_page(self, name: str) -> None:
        """Bring a page to the front, and let its keys work."""
        if name != self._name:
            self._make(name)
            self.changed.emit()  # docks go first: with them, the page might widen the window
            self._bring(name)
            self._made[name].setFocus()

    def made(self, name: str) -> QWidget | None:
        """A page, if it has been shown."""
        return self._made.get(name)

    def _make(self, name: str) -> None:
        self._name = name
        if name not in self._made:
            page = self._made[name] = self._known[name].make()
            page.setSizePolicy(_UNSEEN, _UNSEEN)
            self.addWidget(page)

    def _bring(self, name: str) -> None:
        for other, page in self._made.items():
            # A page that is not seen must not keep the window wide.
            wide = _SEEN if other == name else _UNSEEN
            page.setSizePolicy(wide, wide)
        self.setCurrentWidget(self._made[name])


def page_commands(pages: Sequence[Page], shown: Pages) -> tuple[Command, ...]:
    """The commands that show the pages."""
    group = Group("window", lambda: shown)

    def command(page: Page) -> Command:
        return group(
            f"page_{page.name}",
            0,
            page.text,
            lambda shown: shown.show_page(page.name),
            page.key,
            checked=lambda shown: shown.name == page.name,
            one_of="page",
            tip=page.tip,
            icon=page.icon,
            word=page.word,
        )

    return tuple(map(command, pages))


class ToolBar(QToolBar):
    """The few large actions of the page in front, and on the right what leads to the others."""

    def __init__(self, pages: Sequence[Page], actions: Actions, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("Window", "Tools"), parent)
        self._actions = actions
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
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._add(f"page_{page.name}" for page in self._pages)

    def _add(self, names: Iterable[str]) -> None:
        for name in names:
            action = self._actions[name]
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if self._actions.is_primary(name):
                button.setObjectName("primary")
