"""Quiet lines over the photo: what was noticed, what went wrong, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from workstation.app.language import both
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import icon_button
from workstation.app.widgets.theme import Theme
from workstation.core.errors import HeirloomError

_MOST_LINES = 3
# Long enough to read two sentences; what can be answered, or went wrong, stays.
_EXPIRES_MS = 15_000


@dataclass(frozen=True)
class Message:
    """A line of text with an icon, and buttons for what can be done about it.

    Attributes
    ----------
    key
        A message takes the place of one with the same key.
    icon
        "info" or "triangle-alert".
    choices
        Words on buttons, and what they do; each closes the line.
    """

    key: str
    text: str
    icon: str = "info"
    choices: Sequence[tuple[str, Callable[[], None]]] = ()


class _Line(QFrame):
    def __init__(self, message: Message, theme: Theme, bar: MessageBar) -> None:
        super().__init__(bar)
        self.message = message
        self._theme = theme
        self.setObjectName("message")
        layout = layouts.row(self, margins=(16, 6, 8, 6), spacing=8)
        self._icon = QLabel(self)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        text = QLabel(message.text, self)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(text, 1)
        for words, do in message.choices:
            button = QPushButton(words, self)
            button.clicked.connect(lambda _=False, do=do: bar.choose(self.message, do))
            layout.addWidget(button)
        close = icon_button("x", self.tr("Dismiss this message"), self)
        close.clicked.connect(lambda: bar.dismiss(message))
        layout.addWidget(close)
        self.setAccessibleName(message.text)
        self.draw_icon()
        if message.icon == "info" and not message.choices:
            clock = QTimer(self, singleShot=True, interval=_EXPIRES_MS)
            clock.timeout.connect(lambda: self._expire(bar, clock))
            clock.start()

    def _expire(self, bar: MessageBar, clock: QTimer) -> None:
        """Go as if it had been read, but not from under the pointer."""
        if self.underMouse():
            clock.start()
        else:
            bar.dismiss(self.message)

    def draw_icon(self) -> None:
        warning = self.message.icon != "info"
        colour = self._theme.colours.warning if warning else self._theme.colours.muted
        self._icon.setPixmap(icons.pixmap(self.message.icon, 18, colour, self.devicePixelRatioF()))


class MessageBar(QWidget):
    """The lines that hold now, the newest below, over the lower edge of what they float on.

    Signals
    -------
    dismissed
        The user has closed a line (`Message`).
    """

    dismissed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: dict[str, _Line] = {}
        self._layout = layouts.column(self, margins=layouts.NONE, spacing=0)
        theme.changed.connect(self._redraw)
        self.hide()

    def float_over(self, ground: QWidget) -> None:
        """Lie over the lower edge of a widget, which so need not make room."""
        self.setParent(ground)
        ground.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge of what grows or shrinks."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        ground = self.parentWidget()
        if ground is not None and self._lines:
            self._layout.activate()
            width = ground.width()
            # A wrapped text's size hint is that of a narrow column.
            height = sum(line.heightForWidth(width) for line in self._lines.values())
            self.setGeometry(0, ground.height() - height, width, height)
            self.raise_()

    def stop_clocks(self) -> None:
        """Let nothing tick any more: the window closes."""
        for clock in self.findChildren(QTimer):
            clock.stop()

    @property
    def messages(self) -> list[Message]:
        """What is said at the moment."""
        return [line.message for line in self._lines.values()]

    def put(self, message: Message) -> None:
        """Say something, in the place of what was said under the same key."""
        self.drop(message.key)
        while len(self._lines) >= _MOST_LINES:
            self.drop(next(iter(self._lines)))
        line = _Line(message, self._theme, self)
        self._lines[message.key] = line
        self._layout.addWidget(line)
        self._place()
        self.show()

    def show_error(self, error: HeirloomError) -> None:
        """Say in two sentences what went wrong and what to do."""
        text = both(error)
        self.put(Message(f"error {text}", text, "triangle-alert"))

    def drop(self, key: str) -> None:
        """Take back what was said under a key."""
        line = self._lines.pop(key, None)
        if line is not None:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))
        self._place()

    def dismiss(self, message: Message) -> None:
        """Close a line because the user has read it."""
        self.drop(message.key)
        self.dismissed.emit(message)

    def choose(self, message: Message, do: Callable[[], None]) -> None:
        """Close a line, and do what its button says."""
        self.drop(message.key)
        do()

    def _redraw(self) -> None:
        for line in self._lines.values():
            line.draw_icon()
