"""The commands of the tools, in the order of the Region menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from resources.text import Text
from workstation.app.commands.command import Command, Group
from workstation.app.pages import PHOTO
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.masks.editor import MaskEditor

translate = QCoreApplication.translate


def mask_commands(
    workspace: Workspace, editor: Callable[[], MaskEditor | None]
) -> tuple[Command, ...]:
    """The menu Region; there is no editor before the engine is loaded."""
    photo = Group("region", editor, PHOTO, lambda _: workspace.session.current is not None)
    region = Group("region", editor, PHOTO, _region)
    painted = Group("region", editor, PHOTO, _painted)
    return (
        *_tools(photo),
        *_manner(workspace, photo, region),
        *_regions(workspace, photo, region, painted),
    )


def _region(editor: MaskEditor) -> bool:
    return editor.chosen is not None


def _painted(editor: MaskEditor) -> bool:
    return editor.chosen is not None and bool(editor.chosen.mask.shapes)


def tool(
    photo: Group[MaskEditor],
    name: str,
    text: str,
    key: str,
    tip: str,
    icon: str,
    word: str = "",
    section: int = 0,
) -> Command:
    """The command that takes a tool into the hand."""
    return photo(
        f"tool_{name}",
        section,
        text,
        lambda editor: editor.take(name),
        key,
        checked=lambda editor: editor.tool == name,
        one_of="tool",
        tip=tip,
        icon=icon,
        word=word,
    )


def _tools(photo: Group[MaskEditor]) -> tuple[Command, ...]:
    return (
        tool(
            photo,
            "hand",
            translate("Commands", "&Move the Photo"),
            "V",
            translate("Commands", "Drag to move the photo"),
            "hand",
        ),
        tool(
            photo,
            "brush",
            translate("Commands", "Region &Brush"),
            "B",
            translate("Commands", "Paint over a part of the photo"),
            "brush",
            translate("Commands", "Region brush"),
        ),
        tool(
            photo,
            "lasso",
            translate("Commands", "&Lasso"),
            "L",
            translate("Commands", "Draw around a part of the photo"),
            "lasso",
        ),
        tool(
            photo,
            "similar",
            translate("Commands", "Select &Similar"),
            "W",
            translate(
                "Commands", "Click to take in what looks alike; with Shift all over the photo"
            ),
            "wand",
        ),
    )


def _manner(
    workspace: Workspace, photo: Group[MaskEditor], region: Group[MaskEditor]
) -> tuple[Command, ...]:
    return (
        photo(
            "eraser",
            1,
            translate("Commands", "&Eraser"),
            lambda editor: editor.erase(not editor.erasing),
            "E",
            checked=lambda editor: editor.erasing,
            tip=translate("Commands", "Take away from the region; the right button does so too"),
            icon="eraser",
        ),
        region(
            "smart_edge",
            1,
            translate("Commands", "Smart Ed&ge"),
            _switch_smart_edge,
            "Shift+S",
            checked=lambda editor: editor.chosen is None or editor.chosen.mask.smart_edge,
            tip=translate("Commands", "Follow the outline of what was painted, or the plain brush"),
        ),
        photo(
            "overlay",
            1,
            translate("Commands", "Show the Regi&on"),
            lambda editor: editor.show_overlay(not editor.overlay),
            "O",
            checked=lambda editor: editor.overlay,
            tip=translate("Commands", "Lay a colour over the area of the selected region"),
        ),
        photo(
            "overlay_colour",
            1,
            translate("Commands", "Show It in Another Colou&r…"),
            lambda editor: _ask_for_overlay_colour(workspace, editor),
        ),
        photo(
            "smaller",
            2,
            translate("Commands", "Smaller Brush"),
            lambda editor: editor.set_brush(editor.brush.stepped(-1)),
            "[",
        ),
        photo(
            "larger",
            2,
            translate("Commands", "Larger Brush"),
            lambda editor: editor.set_brush(editor.brush.stepped(1)),
            "]",
        ),
        photo(
            "softer",
            2,
            translate("Commands", "Softer Brush"),
            lambda editor: editor.set_brush(editor.brush.hardened(-1)),
            "{",
        ),
        photo(
            "harder",
            2,
            translate("Commands", "Harder Brush"),
            lambda editor: editor.set_brush(editor.brush.hardened(1)),
            "}",
        ),
    )


def _regions(
    workspace: Workspace,
    photo: Group[MaskEditor],
    region: Group[MaskEditor],
    painted: Group[MaskEditor],
) -> tuple[Command, ...]:
    return (
        photo(
            "new_region",
            3,
            translate("Commands", "&New Region"),
            lambda editor: editor.begin(),
            "N",
            tip=translate("Commands", "Begin another region with the next stroke"),
            icon="plus",
        ),
        painted(
            "invert_region",
            3,
            translate("Commands", "&Invert"),
            _invert,
            "Ctrl+I",
            tip=translate("Commands", "Everything else instead"),
        ),
        painted(
            "clear_region",
            3,
            translate("Commands", "&Clear"),
            _clear,
            tip=translate("Commands", "Take away all that was painted"),
        ),
        painted(
            "fill_holes",
            3,
            translate("Commands", "&Fill Holes"),
            _switch_holes,
            checked=lambda editor: editor.chosen is not None and editor.chosen.mask.fill_holes,
        ),
        region(
            "remove_region",
            3,
            translate("Commands", "Dele&te the Region"),
            lambda editor: editor.remove(),
            "Shift+Del",
            icon="trash-2",
        ),
        photo(
            "load_mask",
            4,
            translate("Commands", "Lo&ad a Mask…"),
            lambda editor: _load_mask(workspace, editor),
            tip=translate("Commands", "Add the white of a PNG file to the region"),
        ),
        painted(
            "save_mask",
            4,
            translate("Commands", "Sa&ve the Mask…"),
            lambda editor: _save_mask(workspace, editor),
            tip=translate("Commands", "Write the area of the region to a PNG file"),
        ),
    )


def _switch_smart_edge(editor: MaskEditor) -> None:
    region = editor.chosen
    if region is not None:
        on = not region.mask.smart_edge
        what = Text("smart edge") if on else Text("plain brush")
        editor.set_mask(what, smart_edge=on)


def _clear(editor: MaskEditor) -> None:
    editor.set_mask(Text("cleared"), shapes=(), invert=False)


def _invert(editor: MaskEditor) -> None:
    region = editor.chosen
    if region is not None:
        editor.set_mask(Text("inverted"), invert=not region.mask.invert)


def _switch_holes(editor: MaskEditor) -> None:
    region = editor.chosen
    if region is not None:
        on = not region.mask.fill_holes
        what = Text("holes filled") if on else Text("holes open")
        editor.set_mask(what, fill_holes=on)


def _ask_for_overlay_colour(workspace: Workspace, editor: MaskEditor) -> None:
    colour = workspace.ask.colour(editor.overlay_colour)
    if colour is not None:
        editor.set_overlay_colour(colour)


def _load_mask(workspace: Workspace, editor: MaskEditor) -> None:
    from workstation.core.errors import HeirloomError
    from workstation.core.io.mask_png import load_mask

    path = workspace.ask.mask_to_load()
    if path is not None:
        try:
            editor.paint(load_mask(path), Text("mask loaded"))
        except HeirloomError as error:
            workspace.messages.show_error(error)


def _save_mask(workspace: Workspace, editor: MaskEditor) -> None:
    from workstation.core.io.mask_png import save_mask
    from workstation.core.progress import Progress

    rendition = workspace.session.wanted
    if rendition is None or editor.chosen is None:
        return
    region, step, recipe = editor.chosen, editor.step, rendition.recipe
    path = workspace.ask.mask_to_save(region.name)
    if path is None:
        return

    def work(progress: Progress) -> None:
        area = rendition.renderer.area(recipe, step, region.mask, progress)
        # The dialog has asked already whether a file may be replaced.
        save_mask(area, path, overwrite=True)

    said = translate("Commands", "Saved {0}.").format(path.name)
    workspace.session.jobs.reading.start(
        work, done=lambda _: workspace.status.tell(said), title=translate("Commands", "Saving")
    )
