"""Puts the views about colours and history around the session and the canvas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QStackedWidget

from workstation.app.history.dock import HistoryDock
from workstation.app.steps.reference import ReferencePart, take_colours
from workstation.app.steps.variants import VariantsPage
from workstation.app.thumbnails import Thumbnails
from workstation.app.viewer.compare import Compare
from workstation.app.viewer.tile_loader import Rendition
from workstation.app.widgets.messages import Message

if TYPE_CHECKING:
    from workstation.app.open_photo import OpenPhoto
    from workstation.app.window import Window
    from workstation.core.diagnose import Diagnosis

_LABEL = 32


class Colouring(QObject):
    """Other looks, other photos' colours, and entries of the history beside each other."""

    def __init__(self, window: Window, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._comparing = False
        session = window.session
        self.thumbnails = Thumbnails(session, self)
        self.proposals = VariantsPage(session, self.thumbnails, pages)
        pages.addWidget(self.proposals)
        self.proposals.closed.connect(self._back_to_canvas)
        self.part = ReferencePart(session)
        self.part.try_wished.connect(window.commands["try_another"].trigger)
        for name, button in (("try_another", self.part.other), ("reference", self.part.source)):
            action = window.commands[name]
            action.changed.connect(partial(_follow, button, action))
            _follow(button, action)
        self.part.file_wished.connect(window.commands["reference"].trigger)
        window.panels.panels["colour"].add(self.part)
        self.history = HistoryDock(session, window.theme, self.thumbnails, self.compare, window)
        window.canvas.compare_changed.connect(self._on_compare)
        session.recipe_changed.connect(self._end)
        session.current_changed.connect(self._end)

    # Other looks

    def try_another(self) -> None:
        """Offer other looks in place of the canvas, unless the photo keeps its own colours."""
        session = self._window.session
        if session.current is not None:
            session.diagnose(session.current, partial(self._offer, session.current))

    def _offer(self, photo: OpenPhoto, _: Diagnosis) -> None:
        session = self._window.session
        # What the photo is decides what can be done, and what is said.
        session.rendition_changed.emit()
        if photo is session.current and self._window.commands["try_another"].isEnabled():
            self.proposals.offer()
            self._pages.setCurrentWidget(self.proposals)

    def _back_to_canvas(self) -> None:
        if self._window.session.current is not None:
            self._pages.setCurrentWidget(self._window.canvas)
            self._window.canvas.setFocus()

    def ask_for_reference(self) -> None:
        """Take the colours of a file that the user picks."""
        window = self._window
        path = window.questions.reference(window, window.settings.text("open_folder"))
        if path is not None:
            take_colours(window.session, path)

    # Two entries beside each other

    def compare(self, older: int, newer: int) -> None:
        """Show two entries of the history in the canvas; the recipe stays what it is."""
        window = self._window
        current = window.session.current
        if current is None:
            return
        self._comparing = True
        renderer = window.session.engine.renderer(current)
        left, right = (current.history.entries[i] for i in (older, newer))
        renditions = Rendition(renderer, right.recipe), Rendition(renderer, left.recipe)
        window.canvas.set_renditions(*renditions, _short(left.name), _short(right.name))
        window.canvas.update()
        if window.canvas.compare is Compare.OFF:
            window.canvas.set_compare(Compare.WIPE)
        text = self.tr("Comparing “{0}” with “{1}”.").format(left.name, right.name)
        words = self.tr("Back to the present picture")
        window.messages.put(Message("compared", text, choices=((words, self.stop_comparing),)))

    def stop_comparing(self) -> None:
        """Show the present picture again."""
        if self._comparing:
            self._window.canvas.set_compare(Compare.OFF)

    def escape(self) -> bool:
        """Close what is open for a moment; False if nothing was."""
        if self.proposals.is_open:
            self.proposals.close_offer()
        elif self._comparing:
            self.stop_comparing()
        else:
            return False
        return True

    def _on_compare(self) -> None:
        if self._comparing and self._window.canvas.compare is Compare.OFF:
            session = self._window.session
            self._end()
            self._window.canvas.set_renditions(session.wanted, session.original)

    def _end(self) -> None:
        """The canvas shows the present picture again: another gesture, or another photo."""
        if self._comparing:
            self._comparing = False
            self._window.messages.drop("compared")


def _follow(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())


def _short(name: str) -> str:
    """A name that leaves room for the picture."""
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
