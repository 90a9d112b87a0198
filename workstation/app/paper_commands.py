"""Onto paper and to other programs: printing, PDF, the clipboard."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence

from workstation.app.commands.command import Command, Group
from workstation.app.open_photo import OpenPhoto
from workstation.app.pages import PHOTO
from workstation.app.widgets import desktop
from workstation.app.widgets.numbers import number
from workstation.app.workspace import Workspace
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.dialogs.print_dialog import PrintPlan
    from workstation.app.photo_page import PhotoPage
    from workstation.app.printing.sheets import Printed, Size
    from workstation.core.progress import Progress

translate = QCoreApplication.translate

_PRINTED_DPI = 300
# What programs take from the clipboard without trouble: 36 megapixels.
_COPIED_PX = 6000


def paper_commands(workspace: Workspace, page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """Printing the photos chosen in the strip, copying the one in front."""
    photo = Group("file", page, PHOTO, lambda page: page.session.current is not None)
    edit = Group("edit", page, PHOTO, lambda page: page.session.current is not None)
    return (
        photo(
            "print",
            1,
            translate("Commands", "&Print…"),
            lambda page: print_photos(workspace, page.chosen),
            QKeySequence.StandardKey.Print,
            tip=translate("Commands", "Print the photos chosen in the strip, or save them as PDF"),
        ),
        edit(
            "copy_picture",
            1,
            translate("Commands", "Cop&y Picture"),
            lambda _: copy_picture(workspace),
            QKeySequence.StandardKey.Copy,
            tip=translate("Commands", "Put the result on the clipboard, for other programs"),
        ),
    )


def copy_picture(workspace: Workspace) -> None:
    """Put the result in front on the clipboard."""
    session = workspace.session
    photo = session.current
    if photo is None:
        return
    renderer, recipe = session.engine.beside(photo), photo.recipe

    def work(progress: Progress) -> QImage:
        from workstation.app.viewer.tile_images import to_image

        return to_image(renderer.preview(recipe, _COPIED_PX, progress))

    def done(image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        words = translate("Paper", "Copied the picture: {0} × {1} pixels.")
        workspace.status.tell(words.format(number(image.width()), number(image.height())))

    title = translate("Paper", "Copying {0}").format(photo.name)
    session.jobs.exporting.start(work, done=done, title=title)


def print_photos(workspace: Workspace, photos: Sequence[OpenPhoto]) -> None:
    """Print photos as the user says, or write them into a PDF file."""
    plan = workspace.ask.printing(photos, _sizes(workspace, photos), workspace.settings)
    if plan is None:
        return
    session = workspace.session
    made = [(session.engine.beside(photo), photo.recipe) for photo in photos]
    pages = len(plan.sheets)
    printer = None if plan.pdf is not None else workspace.ask.printer(plan.layout)
    if plan.pdf is None and printer is None:
        return

    def work(progress: Progress) -> None:
        from workstation.app.printing import paint
        from workstation.app.viewer.tile_images import to_image
        from workstation.core.recipe import Recipe

        items = [item for sheet in plan.sheets for item in sheet]

        def picture(item: Printed) -> QImage:
            progress.report(items.index(item) / len(items))
            renderer, recipe = made[item.number]
            longest = max(item.place.height_mm, item.place.width_mm)
            px = math.ceil(longest / 25.4 * _PRINTED_DPI)
            return to_image(renderer.preview(Recipe() if item.original else recipe, px, progress))

        if printer is not None:
            well = paint.print_on(printer, plan.sheets, printer.resolution() / 25.4, picture)
        else:
            assert plan.pdf is not None
            well = paint.write_pdf(plan.pdf, plan.sheets, plan.layout, picture)
        if not well:
            raise HeirloomError(
                "It could not be printed.", "Choose another printer, or another place for the PDF."
            )

    def done(_: None) -> None:
        _tell(workspace, plan, pages)

    session.jobs.exporting.start(work, done=done, title=translate("Paper", "Printing"))


def _tell(workspace: Workspace, plan: PrintPlan, pages: int) -> None:
    if plan.pdf is None:
        workspace.status.tell(translate("Paper", "Sent {0} sheets to the printer.").format(pages))
        return
    path = plan.pdf
    words = translate("Paper", "Show in folder")
    text = translate("Paper", "Wrote {0}.").format(path.name)
    workspace.status.tell(text, words, lambda: desktop.show_in_folder(path))


def _sizes(workspace: Workspace, photos: Sequence[OpenPhoto]) -> list[Size]:
    """How large results are; geometry may have cropped them."""
    from workstation.app.printing.sheets import Size
    from workstation.core.io import resolution

    found = []
    for photo in photos:
        height, width = workspace.session.engine.beside(photo).size(photo.recipe)
        dpi = resolution.plausible(photo.photo)
        if dpi is None:
            found.append(Size(height, width))
        else:
            across, down = dpi
            found.append(Size(height, width, height / down * 25.4, width / across * 25.4))
    return found
