"""The window: makes all parts and the workspace that they share, and says where each is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from workstation.app import photo_commands
from workstation.app.color_hints.commands import hint_commands
from workstation.app.commands import menus
from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command, Group
from workstation.app.copying import add_paste_only, copy_commands
from workstation.app.dialogs.questions import Questions
from workstation.app.docks import Docks
from workstation.app.file_commands import add_lists, edit_commands, file_commands
from workstation.app.geometry_commands import geometry_commands
from workstation.app.language import said
from workstation.app.masks.commands import mask_commands
from workstation.app.open_photo import AboveLimits, known_steps
from workstation.app.pages import PHOTO, SPLIT, Page, Pages, ToolBar, page_commands
from workstation.app.paper_commands import paper_commands
from workstation.app.photo_page import PhotoPage
from workstation.app.queue.commands import queue_commands, queue_page
from workstation.app.queue.notifications import Notifications
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.repair.commands import repair_commands
from workstation.app.session import Session
from workstation.app.settings.preferences import Preferences
from workstation.app.split.commands import split_commands, split_page
from workstation.app.status import Status, fill
from workstation.app.widgets import desktop, layouts
from workstation.app.widgets.messages import Message, MessageBar
from workstation.app.widgets.numbers import number, photos
from workstation.app.widgets.theme import Theme, ThemeChoice
from workstation.app.workspace import Workspace, paths_of
from workstation.core.errors import display_name
from workstation.core.settings import Settings

if TYPE_CHECKING:
    from workstation.app.queue.page import QueuePage
    from workstation.app.split.page import ReviewPage
    from workstation.core.io.export import Exported

translate = QCoreApplication.translate

_CONTINUED = "continued"


class Window(QMainWindow):
    """Film strip, photo, steps and history; the queue; scans.

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

    Attributes
    ----------
    queue_page, split_page
        The other pages, as soon as they were shown.
    """

    photo_page: PhotoPage
    queue_page: QueuePage | None = None
    split_page: ReviewPage | None = None

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
        self.resize(QSize(1280, 820).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self._log = log
        self._leaving = False
        self._sheets: dict[str, QWidget] = {}
        self.preferences = Preferences(settings, self)
        self.theme = Theme(self)
        self.session = Session(settings, self)
        self.status = Status(self.session, self)
        self.queue = QueueMonitor(self.session.jobs, queue, self)
        self.messages = MessageBar(self.theme, self)
        self.pages = Pages(self)
        ask = questions or Questions()
        ask.parent = self
        self.workspace = Workspace(
            self.session, self.queue, settings, ask, self.status, self.messages, self.pages
        )
        pages = self._all_pages()
        commands = (*self._all_commands(), *page_commands(pages, self.pages))
        self.commands = Actions(self, commands, lambda: self.pages.name)
        self.commands.follow_keys(settings.chosen.keys)
        self.menus = menus.build(self.menuBar(), self.commands)
        self.menus["window"].addSeparator()  # the docks follow
        self.docks = Docks(self, settings, self.menus["window"])
        self.photo_page = PhotoPage(
            self.workspace, self.commands, self.docks, self.theme, colours, self
        )
        self.pages.set_pages(pages)
        self._toolbar = ToolBar(pages, self.commands, self)
        self._notifications = Notifications(self.workspace, self)
        self._lay_out()
        self._connect()
        self.theme.follow(settings.chosen.theme)
        self.docks.restore_window()
        self.commands.refresh_now()

    # Building

    def _all_pages(self) -> tuple[Page, ...]:
        photo = Page(
            PHOTO,
            translate("Commands", "&Photo"),
            translate("Commands", "Restore the photo in front"),
            translate("Commands", "Photo"),
            "image",
            "Ctrl+1",
            ("open", "restore", "wipe", "tool_crop", "tool_brush", "export"),
            lambda: self.photo_page,
        )
        return photo, queue_page(self._make_queue_page), split_page(self._make_split_page)

    def _make_queue_page(self) -> QWidget:
        from workstation.app.queue.page import QueuePage

        self.queue_page = QueuePage(self.workspace, self.commands, self.theme)
        return self.queue_page

    def _make_split_page(self) -> QWidget:
        from workstation.app.split.page import ReviewPage

        self.split_page = ReviewPage(self.workspace, self.commands, self.theme)
        return self.split_page

    def _all_commands(self) -> tuple[Command, ...]:
        def photo_page() -> PhotoPage:
            return self.photo_page

        return (
            *file_commands(self.workspace),
            *edit_commands(self.workspace),
            *copy_commands(photo_page),
            *paper_commands(self.workspace, photo_page),
            *photo_commands.image_commands(self.session, self._show_information),
            *geometry_commands(photo_page),
            *photo_commands.colour_commands(photo_page),
            *mask_commands(self.workspace, lambda: self.photo_page.editor),
            *hint_commands(self.workspace, lambda: self.photo_page.hints),
            *repair_commands(self.workspace, lambda: self.photo_page.repairs),
            *photo_commands.restore_commands(photo_page),
            *photo_commands.device_commands(self.session.engine),
            *queue_commands(self.workspace, lambda: self.queue_page),
            *split_commands(self.workspace, lambda: self.split_page),
            *photo_commands.view_commands(photo_page),
            *self._own_commands(),
        )

    def _own_commands(self) -> tuple[Command, ...]:
        file, edit = Group("file", lambda: self), Group("edit", lambda: self)
        restore, view = Group("restore", lambda: self), Group("view", lambda: self)
        help_ = Group("help", lambda: self)

        def theme(choice: ThemeChoice, text: str) -> Command:
            return view(
                f"theme_{choice}",
                4,
                text,
                lambda window: window.preferences.choose_or_tell("theme", choice),
                checked=lambda window: window.theme.choice == choice,
                one_of="theme",
            )

        return (
            file(
                "quit",
                2,
                translate("Commands", "&Quit"),
                Window.close,
                "Ctrl+Q",
                role=QAction.MenuRole.QuitRole,
            ),
            edit(
                "settings",
                2,
                translate("Commands", "&Settings…"),
                Window._show_settings,
                "Ctrl+,",
                tip=translate("Commands", "What is chosen once for all photos"),
                role=QAction.MenuRole.PreferencesRole,
            ),
            restore("cancel", 3, translate("Commands", "&Cancel"), Window.escape, "Esc"),
            view(
                "full_screen",
                3,
                translate("Commands", "F&ull Screen"),
                Window.switch_full_screen,
                "F11",
                checked=Window.isFullScreen,
            ),
            theme("system", translate("Commands", "Colours as the S&ystem")),
            theme("light", translate("Commands", "&Light")),
            theme("dark", translate("Commands", "&Dark")),
            help_(
                "shortcuts",
                0,
                translate("Commands", "&Keys and Mouse"),
                Window._show_shortcuts,
                *("F1", "?"),
            ),
            help_("log", 0, translate("Commands", "Show the &Log"), Window._show_log),
            help_(
                "about",
                1,
                translate("Commands", "&About Heirloom"),
                Window._show_about,
                role=QAction.MenuRole.AboutRole,
            ),
        )

    def _lay_out(self) -> None:
        centre = QWidget(self)
        layouts.column(centre, self.pages, margins=layouts.NONE, spacing=0)
        self.setCentralWidget(centre)
        self.messages.float_over(centre)
        self._toolbar.follow(self.pages.page)
        self.addToolBar(self._toolbar)
        self.setStatusBar(self.status)
        self.status.show_zoom(None)
        zoom = ("fit", "zoom_100", "zoom_200", "zoom_in", "zoom_out")
        fill(self.status.zoom, [self.commands[name] for name in zoom])
        devices = ("device_auto", "device_cpu", "device_gpu", "device_again")
        self.status.offer_devices([self.commands[name] for name in devices])
        add_paste_only(self.menus["edit"], self.commands, lambda: self.photo_page)
        add_lists(self.menus["file"], self.commands, self.workspace)
        photo_commands.add_sources(self.menus["colour"], self.commands, self.session)

    def _connect(self) -> None:
        session, engine = self.session, self.session.engine
        for signal in (
            *(session.photos_changed, session.recipe_changed, session.rendition_changed),
            session.history_changed,
            *(engine.device_changed, engine.gpu_probed),
            *(self.photo_page.changed, self.theme.changed),
        ):
            signal.connect(self.commands.refresh)
        self.commands.refreshed.connect(self._show_state)
        session.failed.connect(self.messages.show_error)
        session.broke.connect(self.show_broken)
        session.above_limits.connect(self._on_above_limits)
        session.current_changed.connect(self._on_current)
        session.exported.connect(self._on_exported)
        session.all_exported.connect(self._on_all_exported)
        session.told.connect(self.status.tell)
        self.pages.changed.connect(self._on_page)
        self.preferences.changed.connect(self._on_preference)
        self.preferences.failed.connect(self.messages.show_error)
        for menu in (self.menus["restore"], self.status.device.menu()):
            menu.aboutToShow.connect(engine.probe_gpu)

    # What happened

    def _on_page(self) -> None:
        self._toolbar.follow(self.pages.page)
        self.commands.refresh_now()  # its keys work from the next press on

    def _on_preference(self, name: str) -> None:
        """Do what follows from a setting; others hold when they are needed, or from next time."""
        chosen = self.preferences.chosen
        if name == "theme":
            self.theme.follow(chosen.theme)
        elif name in ("device", "threads", "memory_mb"):
            self.session.engine.follow_settings()
        elif name == "remember_photos":
            self.photo_page.show_recent()
        elif name == "keys":
            self.commands.follow_keys(chosen.keys)

    def _show_state(self) -> None:
        """Say in the title what is in front, and above the photo what there is to say about it."""
        current = self.session.current if self.pages.name == PHOTO else None
        if self.pages.name != PHOTO:
            self.setWindowTitle(f"{self.pages.page.word} – Heirloom")
        else:
            self.setWindowTitle(f"{current.name}[*] – Heirloom" if current else "Heirloom")
        self.setWindowModified(current is not None and current.unsaved)
        self.photo_page.show_note()

    def show_broken(self, details: str) -> None:
        """Say that something broke that nobody foresaw; one such window at a time is enough."""
        from workstation.app.dialogs import sheets

        photos = self.session.photos
        paths = [path for one in photos for path in (one.photo.path, one.project) if path]
        current = self.session.current
        recipe = "" if current is None else current.recipe.to_json()
        self._present("broke", lambda: sheets.broke(details, recipe, paths, self))

    def show_crash(self, details: str) -> None:
        """Say that the program ended unexpectedly the last time, and offer what it has left."""
        text = self.tr("Heirloom ended unexpectedly the last time.")
        copy = self.tr("Details…"), lambda: self.show_broken(details)
        self.messages.put(Message("crash", text, "triangle-alert", choices=(copy,)))

    def offer_recovery(self) -> None:
        """Ask what becomes of photos that a crash has left."""
        from workstation.core import edits

        left = edits.claim()
        answer = self.workspace.ask.recover(left) if left else "later"
        if answer == "recover":
            self.session.recover(one.path for one in left)
            self.pages.show_page(PHOTO)
        elif answer == "discard":
            for one in left:
                edits.drop(one.path)

    def _on_current(self) -> None:
        """Say that a photo goes on where it was left, and offer to begin anew."""
        self.messages.drop(_CONTINUED)
        photo = self.session.current
        if photo is not None and known_steps(photo.recipe) != photo.recipe:
            text = self.tr(
                "Steps of a newer version are switched off here; they stay in the project. "
                "Update Heirloom to see and export them."
            )
            self.messages.put(Message("newer steps", text, "triangle-alert"))
        if photo is not None and photo.made_of is not None:
            text = self.tr("Heirloom made this picture of “{0}”.")
            go = (
                self.tr("Continue this restoration"),
                lambda: self.session.continue_restoration(photo),
            )
            text = text.format(display_name(photo.made_of))
            self.messages.put(Message(_CONTINUED, text, choices=(go,)))
        if photo is None or not photo.continued:
            return
        photo.continued = False
        text = self.tr("“{0}” goes on where you left it.").format(photo.name)
        over = self.tr("Start over"), lambda: self.session.start_over(photo)
        self.messages.put(Message(_CONTINUED, text, choices=(over,)))

    def _on_above_limits(self, found: AboveLimits) -> None:
        if self.workspace.ask.open_anyway(found):
            self.session.open([found.path], page=found.page, lifted=True)

    def _on_exported(self, result: Exported) -> None:
        size = self.locale().formattedDataSize(result.bytes)
        seconds = number(result.seconds, 1)
        text = self.tr("Exported {0} ({1}, {2} s).").format(result.path.name, size, seconds)
        words = self.tr("Show in folder")
        self.status.tell(text, words, lambda: desktop.show_in_folder(result.path))
        for note in result.notes:
            self.messages.put(Message(f"export {note}", said(note)))

    def _on_all_exported(self, results: Sequence[Exported]) -> None:
        folder = results[0].path.parent
        text = self.tr("Exported {0} to {1}.").format(photos(len(results)), folder.name)
        words = self.tr("Show in folder")
        self.status.tell(text, words, lambda: desktop.show(folder))
        for note in dict.fromkeys(note for result in results for note in result.notes):
            self.messages.put(Message(f"export {note}", said(note)))

    # The window itself

    def escape(self) -> None:
        """Stop the gesture, or what runs; else leave the tool, or the full screen."""
        page, split = self.photo_page if self.pages.name == PHOTO else None, self.split_page
        if page is not None and page.stop():
            return
        if self.pages.name == SPLIT and split is not None and split.scan_view.give_up():
            return
        if self.session.jobs.shown:
            self.session.cancel()
        elif page is not None and page.tools is not None and page.tools.leave():
            return
        elif self.isFullScreen():
            self.switch_full_screen()

    def switch_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _present(self, name: str, make: Callable[[], QWidget]) -> None:
        """Show one of the small windows, or bring it to the front if it is there."""
        sheet = self._sheets.get(name)
        if sheet is None:
            sheet = self._sheets[name] = make()
            sheet.destroyed.connect(lambda: self._sheets.pop(name, None))
        sheet.raise_()
        sheet.activateWindow()

    def _show_settings(self) -> None:
        from workstation.app.settings.dialog import SettingsDialog

        engine = self.session.engine
        self._present(
            "settings", lambda: SettingsDialog(self.preferences, engine, self.commands, self)
        )

    def _show_information(self) -> None:
        from workstation.app.dialogs import sheets

        if self.session.current is not None:
            photo = self.session.current.photo
            name = f"about {photo.path} {photo.page}"
            self._present(name, lambda: sheets.information(photo, self))

    def _show_shortcuts(self) -> None:
        from workstation.app.dialogs import sheets

        self._present("keys", lambda: sheets.shortcuts(self.commands, self))

    def _show_about(self) -> None:
        from workstation.app.dialogs.about import About

        self._present("about", lambda: About(self))

    def _show_log(self) -> None:
        if self._log is not None:
            desktop.show_in_folder(self._log)

    # Events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.commands.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.photo_page.welcome.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.photo_page.welcome.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.photo_page.welcome.show_drop(False)
        event.acceptProposedAction()
        self.workspace.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self._may_leave():
            event.ignore()
            return
        if not self._notifications.may_close():
            self._leaving = False
            for photo in self.session.photos:
                photo.discarded = False
            event.ignore()
            return
        self.docks.remember()
        # The window goes at once, even if a job needs a moment to notice that it was given up.
        self.hide()
        self.photo_page.hold_original(False)
        self.status.stop_clocks()
        self.messages.stop_clocks()
        for sheet in list(self._sheets.values()):
            sheet.close()
        self.session.shut_down()
        self.commands.close()
        self.queue.close()
        self._notifications.close()
        self.theme.close()
        event.accept()

    def _may_leave(self) -> bool:
        """Whether nothing is lost; if things are saved first, the window closes afterwards."""
        ask, split = self.workspace.ask, self.split_page
        writing = bool(self.session.jobs.exporting.jobs)
        if writing and not ask.stop_exporting():
            return False
        if split is not None and not split.may_leave():
            return False
        asking = True

        def go() -> None:
            self._leaving = True
            if not asking:
                self.close()

        self.workspace.leave(self.session.photos, go)
        asking = False
        return self._leaving
