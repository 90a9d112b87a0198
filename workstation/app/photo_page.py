"""The page of the photo in front: the canvas, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workstation.app import open_photo
from workstation.app.commands.actions import Actions
from workstation.app.docks import Docks
from workstation.app.language import said
from workstation.app.open_photo import OpenPhoto
from workstation.app.pages import PHOTO
from workstation.app.session import Session
from workstation.app.viewer.compare import Compare
from workstation.app.viewer.welcome import Welcome
from workstation.app.widgets.messages import Message
from workstation.app.widgets.theme import Theme
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.color_hints.hint_editor import HintEditor
    from workstation.app.color_picker.color_library import ColorLibraryModel
    from workstation.app.film_strip import FilmStrip
    from workstation.app.history.dock import HistoryDock
    from workstation.app.masks.editor import MaskEditor
    from workstation.app.repair.repair_editor import RepairEditor
    from workstation.app.steps.panels import Panels
    from workstation.app.steps.variants import VariantsPage
    from workstation.app.tools import Tools
    from workstation.app.viewer.canvas import Canvas

_NOTE, _COMPARED = "note", "compared"
_LABEL = 32
# A picture as large as most windows show it, as long as another photo is in front: 2 MB each.
_LEFT_PX = 1024


class PhotoPage(QStackedWidget):
    """The photo in front on the canvas, or other looks of it; without a photo, an invitation.

    What needs the engine is made as soon as that is loaded.

    Parameters
    ----------
    docks
        Where film strip, panels and history go.
    colours
        The file of the user's named colours; the usual place if None.

    Signals
    -------
    changed
        Other commands may be possible.
    """

    changed = Signal()

    canvas: Canvas
    panels: Panels
    library: ColorLibraryModel
    history: HistoryDock
    strip: FilmStrip
    variants: VariantsPage
    tools: Tools | None = None
    editor: MaskEditor | None = None
    hints: HintEditor | None = None
    repairs: RepairEditor | None = None

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        docks: Docks,
        theme: Theme,
        colours: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.session: Session = workspace.session
        self._actions = actions
        self._docks = docks
        self._theme = theme
        self._colours = colours
        self._ready = False
        self._holding = False
        self._comparing = False
        self._in_canvas: OpenPhoto | None = None
        self._dismissed: set[tuple[OpenPhoto, str]] = set()
        self.welcome = Welcome(actions["open"], self)
        self.welcome.chosen.connect(lambda path: self.session.open([path]))
        self.addWidget(self.welcome)
        self.session.warmed_up.connect(self._build)
        # Before all other views: what they ask the canvas is known then.
        self.session.current_changed.connect(self._on_current)
        self.session.recipe_changed.connect(self._on_recipe)
        workspace.pages.changed.connect(self._on_page)
        workspace.messages.dismissed.connect(self._on_dismissed)

    def _build(self) -> None:
        from workstation.app.color_picker.color_library import ColorLibraryModel, default_path
        from workstation.app.film_strip import FilmStrip
        from workstation.app.history.dock import HistoryDock
        from workstation.app.steps.panels import Panels
        from workstation.app.steps.photo_kind import PhotoKindPart
        from workstation.app.steps.reference import ReferencePart
        from workstation.app.steps.variants import VariantsPage
        from workstation.app.thumbnails import Thumbnails
        from workstation.app.tools import Tools
        from workstation.app.viewer.canvas import Canvas

        session, actions = self.session, self._actions
        assert session.tile_loader is not None
        self.canvas = Canvas(session.tile_loader, self._theme, self)
        self.library = ColorLibraryModel(self._colours or default_path(), self)
        self.library.failed.connect(self._workspace.messages.show_error)
        thumbnails = Thumbnails(session, self)
        self.variants = VariantsPage(session, thumbnails, self)
        self.variants.closed.connect(self._back_to_canvas)
        for part in (self.canvas, self.variants):
            self.addWidget(part)
        self.panels = Panels(session)
        self.reference = ReferencePart(session, actions["try_another"], actions["reference"])
        self.kind = PhotoKindPart(session)
        self.panels.panels["colour"].add(self.kind)
        self.panels.panels["colour"].add(self.reference)
        self.tools = Tools(self._workspace, self.canvas, self.library, actions, self)
        self.editor, self.hints = self.tools.editor, self.tools.hints
        self.repairs = self.tools.repairs
        self.editor.changed.connect(self.changed)
        self.panels.add(self.tools.panel)
        self.panels.panels["geometry"].add_always(self.tools.geometry_part)
        self.panels.paint_requested.connect(self.tools.paint_for)
        self.history = HistoryDock(session, self._theme, thumbnails, self.compare_entries)
        self.strip = FilmStrip(self._workspace, thumbnails)
        self.strip.chosen_changed.connect(self.changed)
        right, left = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea
        self._docks.add("photos", self.tr("Photos"), self.strip, left)
        self._docks.add("steps", self.tr("Steps"), self.panels, right)
        self._docks.add("history", self.tr("History"), self.history, right)
        self.canvas.viewport_changed.connect(self._on_viewport)
        self.canvas.pointed_at.connect(self._workspace.status.point_at)
        self.canvas.compare_changed.connect(self._on_compare)
        self._ready = True
        self._docks.restore()
        self._follow()

    # What happened

    def _on_page(self) -> None:
        self.hold_original(False)
        self._follow()
        if self._ready:
            self._on_viewport()

    @property
    def _in_front(self) -> bool:
        return self._workspace.pages.name == PHOTO

    def _follow(self) -> None:
        """Docks, and page and pixel in the status bar, are shown with a photo only."""
        photo, status = self.session.current is not None and self._in_front, self._workspace.status
        self._docks.follow(photo)
        status.page.setVisible(photo and status.page.several)
        status.point_at(None)

    @property
    def chosen(self) -> list[OpenPhoto]:
        """The photos that are chosen in the film strip."""
        return self.strip.chosen if self._ready else []

    def _remember_left(self) -> None:
        """Keep a picture of the photo that was in front, for when it comes back."""
        left = self._in_canvas
        if left is not None and left is not self.session.current:
            left.left = self.canvas.picture(_LEFT_PX) or left.left

    def _meanwhile(self, photo: OpenPhoto | None) -> QImage | None:
        """The best picture there is of a photo as it is to be seen."""
        if photo is None:
            return None
        if photo.left is not None and photo.left[0] == photo.recipe:
            return photo.left[1]
        return photo.thumbnail if photo.pictured == photo.recipe else None

    def _on_current(self) -> None:
        current = self.session.current
        self._remember_left()
        self._in_canvas = current
        self._stop_comparing()
        shown = self.welcome if current is None else self.canvas
        self.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self._follow()
        self._workspace.messages.drop(_NOTE)
        self.canvas.show_photo(
            self.session.wanted,
            self.session.original,
            None if current is None else current.viewport,
            self._meanwhile(current),
        )
        if current is None:
            self.show_invitation()
        elif self._in_front:
            self.canvas.setFocus()
        self._on_viewport()

    def _on_recipe(self) -> None:
        self._stop_comparing()
        if self.session.current is not None:
            self.canvas.set_renditions(self.session.wanted, self.session.original)

    def _on_viewport(self) -> None:
        current, viewport = self.session.current, self.canvas.viewport
        if current is not None:
            current.viewport = viewport
        shown = viewport is not None and self._in_front
        self._workspace.status.show_zoom(viewport.zoom if viewport and shown else None)

    def show_recent(self) -> None:
        """Bring the list of photos opened lately up to date."""
        self.welcome.show_recent(self._workspace.settings.recent)

    def show_invitation(self) -> None:
        """Bring the empty page up to date."""
        self.show_recent()
        self.welcome.show_samples(open_photo.samples())
        self.welcome.take_focus()

    # What is noted about the photo

    def show_note(self) -> None:
        """Say what there is to say about the photo in front, unless it was read already."""
        messages, current, note = self._workspace.messages, self.session.current, self._note()
        shown = [message for message in messages.messages if message.key == _NOTE]
        if note is None or current is None or (current, note.text) in self._dismissed:
            messages.drop(_NOTE)
        elif [message.text for message in shown] != [note.text]:
            messages.put(note)

    def _note(self) -> Message | None:
        """The sentences of the rendition that is drawn, and a button where they may be wrong."""
        session, facts = self.session, self.session.facts
        sentences = [] if facts is None else [*facts.report.notes, facts.report.doubt]
        text = " ".join(said(sentence) for sentence in sentences if sentence)
        choices: tuple[tuple[str, Callable[[], None]], ...] = ()
        if session.in_colour:
            text = text or self.tr("This photo is in colour; its colours are kept.")
            choices = ((self.tr("It is black and white"), partial(session.tell_kind, "toned")),)
        elif facts is not None and facts.report.doubt:
            choices = ((self.tr("Keep as it is"), partial(session.tell_kind, "colour")),)
        lies = self._lies()
        if lies:
            text = f"{text} {said(lies)}".strip()
            trim = self._actions["trim"]
            choices = (*choices, (trim.text().replace("&", ""), trim.trigger))
        return Message(_NOTE, text, choices=choices) if text else None

    def _lies(self) -> str:
        """A sentence about a print that lies askew, once that is known, as long as it does."""
        current = self.session.current
        if current is None or current.diagnosis is None or current.recipe.framing is not None:
            return ""
        askew = ("askew", "photographed")
        found = (one.message for one in current.diagnosis.findings if one.code in askew)
        return next(found, "")

    def _on_dismissed(self, message: Message) -> None:
        if self.session.current is not None:
            self._dismissed.add((self.session.current, message.text))

    # Steps

    def switch_step(self, kind: str) -> None:
        """Switch a step on or off."""
        self.panels.panels[kind].switch(self.session.step(kind) is None)

    def try_another(self) -> None:
        """Offer other looks in place of the canvas, unless the photo keeps its own colours."""
        photo = self.session.current
        if photo is not None:
            self.session.diagnose(photo, lambda _: self._offer(photo))

    def _offer(self, photo: OpenPhoto) -> None:
        # What the photo is decides what can be done, and what is said.
        self.session.rendition_changed.emit()
        if photo is self.session.current and self.session.can_be_coloured:
            self.variants.offer()
            self.setCurrentWidget(self.variants)

    def _back_to_canvas(self) -> None:
        if self.session.current is not None:
            self.setCurrentWidget(self.canvas)
            self.canvas.setFocus()

    def ask_for_reference(self) -> None:
        """Take the colours of a file that the user picks."""
        from workstation.app.steps.reference import take_colours

        path = self._workspace.ask.reference(self._workspace.settings.text("open_folder"))
        if path is not None:
            take_colours(self.session, path)

    # Comparing

    @property
    def compare(self) -> Compare:
        """How the original is shown beside the result."""
        return self.canvas.compare if self._ready else Compare.OFF

    def switch_compare(self, compare: Compare) -> None:
        """Compare in a way, or no longer."""
        self.canvas.set_compare(Compare.OFF if self.compare is compare else compare)

    def compare_entries(self, older: int, newer: int) -> None:
        """Show two entries of the history in the canvas; the recipe stays what it is."""
        current = self.session.current
        if current is None:
            return
        self._comparing = True
        left, right = (current.history.entries[i] for i in (older, newer))
        # Both are shown as the newer one is turned and cut, or no place would meet its like.
        older_look = left.value.framed_as(right.value)
        result, before = map(self.session.rendition, (right.value, older_look))
        self.canvas.set_renditions(result, before, _short(left.name), _short(right.name))
        self.canvas.update()
        if self.compare is Compare.OFF:
            self.canvas.set_compare(Compare.WIPE)
        text = self.tr("Comparing “{0}” with “{1}”.").format(left.name, right.name)
        back = self.tr("Back to the present picture"), partial(self.canvas.set_compare, Compare.OFF)
        self._workspace.messages.put(Message(_COMPARED, text, choices=(back,)))

    def _on_compare(self) -> None:
        if self._comparing and self.compare is Compare.OFF:
            self._on_recipe()
        self.changed.emit()

    def _stop_comparing(self) -> None:
        """The canvas shows the present picture again: another gesture, or another photo."""
        if self._comparing:
            self._comparing = False
            self._workspace.messages.drop(_COMPARED)

    @property
    def showing_original(self) -> bool:
        """Whether the original stands in the result's place."""
        return self._holding

    def hold_original(self, held: bool) -> None:
        """Show the original until it is let go; the key may be released over any widget."""
        if held == self._holding or not self._ready:
            return
        self._holding = held
        app = QApplication.instance()
        assert app is not None
        if held:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
        self.canvas.hold_original(held)
        self.changed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only while the original is held: notice that its key is let go, or the window left."""
        released = (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and self._actions.holds("original", event)
            and not event.isAutoRepeat()
        )
        if released or event.type() == QEvent.Type.ApplicationDeactivate:
            self.hold_original(False)
        return False

    # Esc

    def stop(self) -> bool:
        """Close what is open for a moment, or give up a gesture; False if nothing was."""
        if self._ready and self.variants.is_open:
            self.variants.close_offer()
        elif self._comparing:
            self.canvas.set_compare(Compare.OFF)
        elif self.tools is not None and self.tools.overlay.busy:
            self.tools.overlay.give_up()
        else:
            return False
        return True


def _short(name: str) -> str:
    """A name that leaves room for the picture."""
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
