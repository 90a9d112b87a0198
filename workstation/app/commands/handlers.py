"""What commands do where it takes the window: ask, switch views, show a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from workstation.app.open_photo import OpenPhoto
from workstation.app.pages import PHOTO, SPLIT
from workstation.app.settings import choosing
from workstation.app.viewer.compare import Compare
from workstation.app.widgets.theme import ThemeChoice
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.window import Window

translate = QCoreApplication.translate


def ask_for_photos(window: Window) -> None:
    """Open the photos that the user picks."""
    _open(window, window.questions.photos(window, window.settings.text("open_folder")))


def ask_for_folder(window: Window) -> None:
    """Open the photos of a folder that the user picks."""
    _open(window, window.questions.folder(window, window.settings.text("open_folder")))


def _open(window: Window, paths: list[Path]) -> None:
    if paths:
        window.settings.put("open_folder", str(paths[0].parent))
        open_photos(window, paths)


def open_photos(window: Window, paths: Sequence[Path]) -> None:
    """Open photos, and those of folders, on the page for them."""
    window.session.open(paths)
    window.show_page(PHOTO)


def ask_for_export(window: Window) -> None:
    """Write the result where and how the user says."""
    current = window.session.current
    if current is None:
        return
    answer = window.questions.export(window, current.photo, window.settings)
    if answer is not None:
        window.session.export(*answer)


def save(window: Window) -> None:
    """Save the photo in front as a project, under the name that it has."""
    if window.session.current is not None:
        _save(window, window.session.current)


def save_as(window: Window) -> None:
    """Save the photo in front as a project, under a new name."""
    current = window.session.current
    if current is not None:
        path = window.questions.project(window, current)
        if path is not None:
            window.session.save(current, path)


def _save(window: Window, photo: OpenPhoto, then: Callable[[], None] = lambda: None) -> None:
    path = photo.project or window.questions.project(window, photo)
    if path is not None:
        window.session.save(photo, path, then)


def close_photo(window: Window, photo: OpenPhoto | None = None) -> None:
    """Close a photo, by default the one in front."""
    photo = photo or window.session.current
    if photo is not None:
        closing = photo
        leave(window, [photo], lambda: window.session.close(closing))


def leave(window: Window, photos: Sequence[OpenPhoto], go: Callable[[], None]) -> None:
    """Go on once nothing is lost that the user wants to keep."""
    lost = [photo for photo in photos if photo.unsaved]
    if not lost:
        go()
        return
    answer = window.questions.lose(window, lost)
    if answer == "discard":
        go()
    elif answer == "save":
        # One after the other; the last one saved, or a name not given, ends it.
        _save(window, lost[0], lambda: leave(window, lost[1:], go) if lost[1:] else go())


def paste(window: Window) -> None:
    """Open what is on the clipboard: files, or a picture."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None or not take(window, data):
        window.status.tell(translate("Doing", "There is no picture on the clipboard."))


def take(window: Window, data: QMimeData) -> bool:
    """Open files or a picture that were dropped or pasted; False if there is neither."""
    import platformdirs

    paths = paths_of(data)
    if paths:
        open_photos(window, paths)
        return True
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return False
    folder = platformdirs.user_data_path("heirloom", appauthor=False) / "pasted"
    window.session.paste(image, folder)
    window.show_page(PHOTO)
    return True


def paths_of(data: QMimeData) -> list[Path]:
    """The files that are dragged or on the clipboard."""
    urls = data.urls() if data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def turn_page(window: Window, by: int) -> None:
    """Show another page of a file that has several."""
    current = window.session.current
    if current is not None and 0 <= current.photo.page + by < current.photo.pages:
        window.session.turn_to(current.photo.page + by)


def switch_step(window: Window, kind: str) -> None:
    """Switch a step on or off."""
    window.panels.panels[kind].switch(window.session.step(kind) is None)


def keep_colours(window: Window) -> None:
    """Leave the colours of a photo in colour as they are."""
    window.session.remove_step("colour", translate("Doing", "Keep the photo's own colours"))


def colour_afresh(window: Window) -> None:
    """Colour a photo in colour as if it were black and white."""
    from workstation.core.steps import Colour

    name = translate("Doing", "Colour afresh, as a test")
    window.session.set_step(Colour(coloured="afresh"), name)


def back_to_original(window: Window) -> None:
    """Switch all steps off, as one gesture."""
    from workstation.core.recipe import Recipe

    window.session.change(Recipe(), translate("Doing", "Back to the original"))


def try_another(window: Window) -> None:
    """Offer other looks of the whole picture."""
    if window.colouring is not None:
        window.colouring.try_another()


def ask_for_reference(window: Window) -> None:
    """Take the colours of a file that the user picks."""
    if window.colouring is not None:
        window.colouring.ask_for_reference()


def escape(window: Window) -> None:
    """Stop the gesture, or what runs; else leave the tool, or the full screen."""
    photo = window.page == PHOTO
    if photo and window.colouring is not None and window.colouring.escape():
        return
    if window.page == SPLIT:
        from workstation.app.split.commands import give_up_frame

        if give_up_frame(window):
            return
    tools = window.tools if photo else None
    if tools is not None and tools.easel.busy:
        tools.easel.give_up()
    elif window.session.jobs.shown:
        window.session.cancel()
    elif tools is not None and tools.leave():
        return
    elif window.isFullScreen():
        switch_full_screen(window)


def switch_compare(window: Window, compare: Compare) -> None:
    """Compare in a way, or no longer."""
    window.canvas.set_compare(Compare.OFF if window.compare is compare else compare)


def switch_full_screen(window: Window) -> None:
    """Take the whole screen, or give it back."""
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()
    window.commands.refresh()


def follow_theme(window: Window, wish: ThemeChoice) -> None:
    """Use a theme from now on."""
    try:
        choosing.choose(window, "theme", wish)
    except HeirloomError as error:
        window.show_error(error)


def show_settings(window: Window) -> None:
    """Open the settings beside the window."""
    from workstation.app.settings.dialog import SettingsDialog

    window.present("settings", lambda: SettingsDialog(window))


def show_information(window: Window) -> None:
    """Tell what is in the photo's file."""
    from workstation.app.dialogs import sheets

    current = window.session.current
    if current is not None:
        photo = current.photo
        window.present(
            f"about {photo.path} {photo.page}", lambda: sheets.information(photo, window)
        )


def show_shortcuts(window: Window) -> None:
    """Show all keys and mouse habits."""
    from workstation.app.dialogs import sheets

    window.present("keys", lambda: sheets.shortcuts(window.commands, window))


def show_about(window: Window) -> None:
    """Say what this program is."""
    from workstation.app.dialogs.about import About

    window.present("about", lambda: About(window))


def show_log(window: Window) -> None:
    """Open the folder with the log."""
    if window.log is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(window.log.parent)))
