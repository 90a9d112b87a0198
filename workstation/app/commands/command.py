"""What the user can do: a command's words, its keys, when it can be used, what it does.

Menus, toolbar, tooltips and the sheet under F1 are all made from these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar, Unpack

from PySide6.QtGui import QAction, QKeySequence

T = TypeVar("T")
Key = str | QKeySequence.StandardKey


@dataclass(frozen=True)
class Command:
    """One thing that the user can do.

    Attributes
    ----------
    id
        Its name for programs, tests and the settings.
    menu, section
        The menu it stands in; there is a line between its sections.
    text, tip
        In the user's language; `text` holds the mnemonic.
    keys
        Shortcuts; the first is shown.
    enabled, checked
        Asked after something happened. With `checked` the command is a switch.
    one_of
        Switches of the same name exclude each other.
    icon, word
        For those that also stand in a toolbar.
    primary
        Whether it is what most users want next.
    page
        The page that it belongs to: elsewhere it cannot be used, and its keys are free. Empty for
        one that belongs to the window.
    """

    id: str
    menu: str
    section: int
    text: str
    run: Callable[[], object]
    keys: tuple[Key, ...]
    enabled: Callable[[], bool]
    checked: Callable[[], bool] | None = None
    page: str = ""
    tip: str = ""
    icon: str = ""
    word: str = ""
    primary: bool = False
    one_of: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole

    @property
    def title(self) -> str:
        """The text without mnemonic and dots."""
        return self.text.replace("&", "").removesuffix("…")


class Extras(TypedDict, total=False):
    """What not every command has; see `Command`."""

    tip: str
    icon: str
    word: str
    primary: bool
    one_of: str
    role: QAction.MenuRole


def _always(_subject: object) -> bool:
    return True


@dataclass(frozen=True)
class Group(Generic[T]):
    """Makes the commands of a menu that act on the same object.

    Attributes
    ----------
    menu, page
        Of all of them, as in `Command`.
    subject
        What they act on; None as long as it does not exist, when none of them can be used.
    enabled
        When they can be used, unless a command says otherwise.
    """

    menu: str
    subject: Callable[[], T | None]
    page: str = ""
    enabled: Callable[[T], bool] = _always

    def __call__(
        self,
        name: str,
        section: int,
        text: str,
        run: Callable[[T], object],
        *keys: Key,
        enabled: Callable[[T], bool] | None = None,
        checked: Callable[[T], bool] | None = None,
        **extras: Unpack[Extras],
    ) -> Command:
        """Make a command, whose functions are given the subject."""
        possible = enabled or self.enabled

        def ask(holds: Callable[[T], bool]) -> Callable[[], bool]:
            def answer() -> bool:
                subject = self.subject()
                return subject is not None and holds(subject)

            return answer

        def go() -> None:
            subject = self.subject()
            if subject is not None and possible(subject):
                run(subject)

        return Command(
            name,
            self.menu,
            section,
            text,
            go,
            keys,
            ask(possible),
            None if checked is None else ask(checked),
            self.page,
            **extras,
        )
