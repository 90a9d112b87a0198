"""The window: puts the views around the session, and sends commands to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.app import open_photo
from workstation.app.commands import handlers, menubar
from workstation.app.commands.actions import Actions
from workstation.app.commands.table import commands, pages
from workstation.app.dialogs.questions import Questions
from workstation.app.docks import Docks
from workstation.app.language import both, said
from workstation.app.open_photo import AboveLimits, OpenPhoto
from workstation.app.pages import PHOTO, Pages, ToolBar
from workstation.app.queue.notifications import Notifications
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.session import Session
from workstation.app.split.commands import may_leave_scans
from workstation.app.status import Status, fill, show_in_folder
from workstation.app.viewer.compare import Compare
from workstation.app.viewer.notes import note_of
from workstation.app.viewer.welcome import Welcome
from workstation.app.widgets.messages import Message, MessageBar
from workstation.app.widgets.numbers import number
from workstation.app.widgets.theme import Theme
from workstation.core.errors import HeirloomError
from workstation.core.settings import Settings

if TYPE_CHECKING:
    from workstation.app.color_picker.color_library import ColorLibraryModel
    from workstation.app.masks.install import Tools
    from workstation.app.steps.color_views import Colouring
    from workstation.app.steps.panels import Panels
    from workstation.app.viewer.canvas import Canvas
    from workstation.core.io.export import Exported


class Window(QMainWindow):
    """Film strip, photo, steps and history.

    Parameters
    ----------
    settings
        What was remembered, and where to remember.
    questions
        What asks the user and waits for the answer.
    log
        The file of the log, if one is written.
    colours
        The file of the user's named colours; the usual place if None.
    queue
        The file of the queue; the usual place if None.
    """

    session: Session
    theme: Theme
    canvas: Canvas
    panels: Panels
    library: ColorLibraryModel
    colouring: Colouring | None = None
    tools: Tools | None = None

    def __init__(
        self,
        settings: Settings,
        questions: Questions | None = None,
        log: Path | None = None,
        colours: Path | None = None,
        queue: Path | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Heirloom")
        self.resize(1280, 820)
        self.setAcceptDrops(True)
        self.questions = questions or Questions()
        self.settings = settings
        self.log = log
        self._colours = colours
        self._ready = False
        self._holding = False
        self._leaving = False
        self._dismissed: set[tuple[OpenPhoto, str]] = set()
        self._sheets: dict[str, QWidget] = {}
        self.theme = Theme(self)
        self.session = Session(settings, self)
        self.status = Status(self.session, self)
        self.setStatusBar(self.status)
        self.queue = QueueMonitor(self.session.jobs, queue, self)
        self.docks = Docks(self)
        self.commands = Actions(self, commands())
        self.messages = MessageBar(self.theme, self)
        self.welcome = Welcome(self.commands["open"], self)
        self.photo_page = QStackedWidget(self)
        self.photo_page.addWidget(self.welcome)
        self._pages = Pages(pages(), self)
        self._toolbar = ToolBar(pages(), self)
        self._notifications = Notifications(self)
        self._lay_out()
        self._connect()
        self.theme.follow(settings.chosen.theme)
        self.docks.restore_window()
        self._refresh()

    # Building

    def _lay_out(self) -> None:
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(centre)
        self.menus = menubar.build(self)
        self._toolbar.follow(self._pages.page)
        self.addToolBar(self._toolbar)
        self.status.show_zoom(None)
        zoom = ("fit", "zoom_100", "zoom_200", "zoom_in", "zoom_out")
        fill(self.status.zoom, [self.commands[name] for name in zoom])
        devices = ("device_auto", "device_cpu", "device_gpu", "device_again")
        self.status.offer_devices([self.commands[name] for name in devices])

    def _connect(self) -> None:
        session = self.session
        session.warmed_up.connect(self._build_workbench)
        session.current_changed.connect(self._on_current)
        session.recipe_changed.connect(self._on_recipe)
        engine = session.engine
        for signal in (session.photos_changed, session.rendition_changed):
            signal.connect(self._refresh)
        engine.device_changed.connect(self._refresh)
        engine.gpu_probed.connect(self._refresh)
        session.failed.connect(self.show_error)
        session.broke.connect(self.show_broken)
        session.above_limits.connect(self._on_above_limits)
        session.exported.connect(self._on_exported)
        session.told.connect(self.status.tell)
        self.messages.dismissed.connect(self._on_dismissed)
        self.welcome.chosen.connect(lambda path: session.open([path]))
        self._pages.changed.connect(self._on_page)
        for menu in (self.menus["restore"], self.status.device.menu()):
            menu.aboutToShow.connect(session.engine.probe_gpu)

    def _build_workbench(self) -> None:
        """Make what needs the engine, as soon as that is loaded."""
        from workstation.app.color_picker.color_library import ColorLibraryModel, default_path
        from workstation.app.film_strip import FilmStrip
        from workstation.app.masks.install import Tools
        from workstation.app.steps.color_views import Colouring
        from workstation.app.steps.panels import Panels
        from workstation.app.viewer.canvas import Canvas

        assert self.session.tile_loader is not None
        self.canvas = Canvas(self.session.tile_loader, self.theme, self)
        self.photo_page.addWidget(self.canvas)
        self.library = ColorLibraryModel(self._colours or default_path(), self)
        self.library.failed.connect(self.show_error)
        self.panels = Panels(self.session, self)
        self.tools = Tools(self)
        self.colouring = Colouring(self, self.photo_page)
        strip = FilmStrip(self.session, self)
        strip.close_wished.connect(partial(handlers.close_photo, self))
        right, left = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea
        self.docks.add("photos", self.tr("Photos"), strip, left)
        self.docks.add("steps", self.tr("Steps"), self.panels, right)
        self.docks.add("history", self.tr("History"), self.colouring.history, right)
        self.canvas.view_changed.connect(self._on_view)
        self.canvas.pointed_at.connect(self.status.point_at)
        self.canvas.compare_changed.connect(self.commands.refresh)
        self._ready = True
        self.docks.restore()
        self._follow_photo()

    # What happened

    def _on_page(self) -> None:
        self._toolbar.follow(self._pages.page)
        self.hold_original(False)
        self._follow_photo()
        if self._ready:
            self._on_view()
        self._refresh()

    def _follow_photo(self) -> None:
        """Docks, zoom and place of the photo are shown with it."""
        photo = self.session.current is not None and self.page == PHOTO
        self.docks.follow(photo)
        self.status.page.setVisible(photo and self.status.page.several)
        self.status.point_at(None)

    def _on_current(self) -> None:
        current = self.session.current
        shown = self.welcome if current is None else self.canvas
        self.photo_page.setCurrentWidget(shown)
        self.photo_page.setFocusProxy(shown)
        self._follow_photo()
        self.messages.drop("note")
        self.canvas.show_photo(
            self.session.wanted, self.session.original, None if current is None else current.view
        )
        if current is None:
            self.show_invitation()
        elif self.page == PHOTO:
            self.canvas.setFocus()
        self._on_view()

    def _on_recipe(self) -> None:
        if self.session.current is not None:
            self.canvas.set_renditions(self.session.wanted, self.session.original)
        self._refresh()

    def _on_view(self) -> None:
        current, view = self.session.current, self.canvas.view
        if current is not None:
            current.view = view
        self.status.show_zoom(None if view is None or self.page != PHOTO else view.zoom)

    def _refresh(self) -> None:
        self.commands.refresh()
        current = self.session.current if self.page == PHOTO else None
        if self.page != PHOTO:
            self.setWindowTitle(f"{self._pages.page.word} – Heirloom")
        else:
            self.setWindowTitle(f"{current.name}[*] – Heirloom" if current else "Heirloom")
        self.setWindowModified(current is not None and current.unsaved)
        note = note_of(
            self.session,
            partial(handlers.keep_colours, self),
            partial(handlers.colour_afresh, self),
        )
        shown = [message for message in self.messages.messages if message.key == "note"]
        if note is None or current is None or (current, note.text) in self._dismissed:
            self.messages.drop("note")
        elif [message.text for message in shown] != [note.text]:
            self.messages.put(note)

    def _on_dismissed(self, message: Message) -> None:
        if self.session.current is not None:
            self._dismissed.add((self.session.current, message.text))

    def show_error(self, error: HeirloomError) -> None:
        """Say in two sentences what went wrong and what to do."""
        text = both(error)
        self.messages.put(Message(f"error {text}", text, "triangle-alert"))

    def show_broken(self, details: str) -> None:
        """Say that something broke that nobody foresaw; one such window at a time is enough."""
        from workstation.app.dialogs import sheets

        self.present("broke", lambda: sheets.broke(details, self))

    def _on_above_limits(self, found: AboveLimits) -> None:
        if self.questions.open_anyway(self, found):
            self.session.open([found.path], page=found.page, lifted=True)

    def _on_exported(self, result: Exported) -> None:
        size = self.locale().formattedDataSize(result.bytes)
        seconds = number(result.seconds, 1)
        text = self.tr("Exported {0} ({1}, {2} s).").format(result.path.name, size, seconds)
        words = self.tr("Show in folder")
        self.status.tell(text, words, lambda: show_in_folder(result.path))
        for note in result.notes:
            self.messages.put(Message(f"export {note}", said(note)))

    # State that commands ask for

    @property
    def page(self) -> str:
        """The name of the page in front."""
        return self._pages.page.name

    def show_page(self, name: str) -> None:
        """Bring a page to the front; it is made if this is the first time."""
        self._pages.show_page(name)

    def made_page(self, name: str) -> QWidget | None:
        """A page, if it has been shown."""
        return self._pages.made(name)

    @property
    def compare(self) -> Compare:
        """How the original is shown beside the result."""
        return self.canvas.compare if self._ready else Compare.OFF

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
        self.commands.refresh()

    def present(self, name: str, make: Callable[[], QWidget]) -> None:
        """Show one of the small windows, or bring it to the front if it is there."""
        sheet = self._sheets.get(name)
        if sheet is None:
            sheet = self._sheets[name] = make()
            sheet.destroyed.connect(lambda: self._sheets.pop(name, None))
        sheet.raise_()
        sheet.activateWindow()

    def show_invitation(self) -> None:
        """Bring the empty page up to date."""
        self.welcome.show_recent(self.settings.recent)
        self.welcome.show_samples(open_photo.samples())
        self.welcome.take_focus()

    # Events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only while the original is held: notice that its key is let go, or the window left."""
        released = (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and self.commands.holds("original", event)
            and not event.isAutoRepeat()
        )
        if released or event.type() == QEvent.Type.ApplicationDeactivate:
            self.hold_original(False)
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if handlers.paths_of(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.welcome.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.welcome.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.welcome.show_drop(False)
        event.acceptProposedAction()
        handlers.take(self, event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self._may_leave():
            event.ignore()
            return
        if not self._notifications.may_close():
            self._leaving = False
            event.ignore()
            return
        self.docks.remember()
        # The window goes at once, even if a job needs a moment to notice that it was given up.
        self.hide()
        self.hold_original(False)
        self.status.stop_clocks()
        for sheet in list(self._sheets.values()):
            sheet.close()
        self.session.shut_down()
        self.queue.close()
        self._notifications.close()
        self.theme.close()
        event.accept()

    def _may_leave(self) -> bool:
        """Whether nothing is lost; if things are saved first, the window closes afterwards."""
        writing = bool(self.session.jobs.exporting.jobs)
        if (writing and not self.questions.stop_exporting(self)) or not may_leave_scans(self):
            return False
        asking = True

        def go() -> None:
            self._leaving = True
            if not asking:
                self.close()

        handlers.leave(self, self.session.photos, go)
        asking = False
        return self._leaving
