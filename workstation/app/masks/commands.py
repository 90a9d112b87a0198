"""The commands of the tools, in the order of the Region menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.commands.command import Command, Group
from workstation.app.pages import PHOTO
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.masks.install import Tools
    from workstation.app.masks.toolbox import Toolbox, ToolName

translate = QCoreApplication.translate


def tool_commands(workspace: Workspace, tools: Callable[[], Tools | None]) -> tuple[Command, ...]:
    """The menu Region; there are no tools before the engine is loaded."""

    def toolbox() -> Toolbox | None:
        found = tools()
        return None if found is None else found.box

    photo = Group("region", toolbox, PHOTO, lambda _: workspace.session.current is not None)
    region = Group("region", toolbox, PHOTO, _region)
    painted = Group("region", toolbox, PHOTO, _painted)
    return (
        *_tools(photo),
        *_manner(workspace, photo, region),
        *_regions(workspace, photo, region, painted),
    )


def _region(box: Toolbox) -> bool:
    return box.chosen is not None


def _painted(box: Toolbox) -> bool:
    return box.chosen is not None and bool(box.chosen.mask.marks)


def _tools(photo: Group[Toolbox]) -> tuple[Command, ...]:
    def tool(name: ToolName, text: str, key: str, tip: str, icon: str, word: str = "") -> Command:
        return photo(
            f"tool_{name}",
            0,
            text,
            lambda box: box.take(name),
            key,
            checked=lambda box: box.tool == name,
            one_of="tool",
            tip=tip,
            icon=icon,
            word=word,
        )

    return (
        tool(
            "hand",
            translate("Commands", "&Move the Photo"),
            "V",
            translate("Commands", "Drag to move the photo"),
            "hand",
        ),
        tool(
            "brush",
            translate("Commands", "Region &Brush"),
            "B",
            translate("Commands", "Paint over what has the wrong colour"),
            "brush",
            translate("Commands", "Region brush"),
        ),
        tool(
            "lasso",
            translate("Commands", "&Lasso"),
            "L",
            translate("Commands", "Draw around what has the wrong colour"),
            "lasso",
        ),
        tool(
            "similar",
            translate("Commands", "Select &Similar"),
            "W",
            translate(
                "Commands", "Click to take in what looks alike; with Shift all over the photo"
            ),
            "wand",
        ),
        tool(
            "dots",
            translate("Commands", "Colour &Dots"),
            "D",
            translate("Commands", "Click where you know the colour"),
            "circle-dot",
        ),
        tool(
            "pick",
            translate("Commands", "&Pick a Colour from the Photo"),
            "I",
            translate("Commands", "Click on a colour to use it; Ctrl-click with any tool"),
            "pipette",
        ),
    )


def _manner(
    workspace: Workspace, photo: Group[Toolbox], region: Group[Toolbox]
) -> tuple[Command, ...]:
    return (
        photo(
            "eraser",
            1,
            translate("Commands", "&Eraser"),
            lambda box: box.erase(not box.erasing),
            "E",
            checked=lambda box: box.erasing,
            tip=translate("Commands", "Take away from the region; the right button does so too"),
            icon="eraser",
        ),
        region(
            "smart_edge",
            1,
            translate("Commands", "Smart Ed&ge"),
            _switch_smart_edge,
            "S",
            checked=lambda box: box.chosen is None or box.chosen.mask.smart_edge,
            tip=translate("Commands", "Follow the outline of what was painted, or the plain brush"),
        ),
        photo(
            "overlay",
            1,
            translate("Commands", "Show the Regi&on"),
            lambda box: box.show_overlay(not box.overlay),
            "O",
            checked=lambda box: box.overlay,
            tip=translate("Commands", "Lay a colour over the area of the selected region"),
        ),
        photo(
            "overlay_colour",
            1,
            translate("Commands", "Show It in Another Colou&r…"),
            lambda box: _ask_for_overlay_colour(workspace, box),
        ),
        photo(
            "smaller",
            2,
            translate("Commands", "Smaller Brush"),
            lambda box: box.set_brush(box.brush.stepped(-1)),
            "[",
        ),
        photo(
            "larger",
            2,
            translate("Commands", "Larger Brush"),
            lambda box: box.set_brush(box.brush.stepped(1)),
            "]",
        ),
        photo(
            "softer",
            2,
            translate("Commands", "Softer Brush"),
            lambda box: box.set_brush(box.brush.hardened(-1)),
            "{",
        ),
        photo(
            "harder",
            2,
            translate("Commands", "Harder Brush"),
            lambda box: box.set_brush(box.brush.hardened(1)),
            "}",
        ),
    )


def _regions(
    workspace: Workspace,
    photo: Group[Toolbox],
    region: Group[Toolbox],
    painted: Group[Toolbox],
) -> tuple[Command, ...]:
    return (
        photo(
            "new_region",
            3,
            translate("Commands", "&New Region"),
            lambda box: box.new_region(),
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
            lambda box: box.set_mask(box.tr("cleared"), marks=(), invert=False),
            tip=translate("Commands", "Take away all that was painted"),
        ),
        painted(
            "fill_holes",
            3,
            translate("Commands", "&Fill Holes"),
            _switch_holes,
            checked=lambda box: box.chosen is not None and box.chosen.mask.fill_holes,
        ),
        region(
            "remove_region",
            3,
            translate("Commands", "Dele&te the Region"),
            lambda box: box.remove_region(),
            "Shift+Del",
            icon="trash-2",
        ),
        photo(
            "load_mask",
            4,
            translate("Commands", "Lo&ad a Mask…"),
            lambda box: _load_mask(workspace, box),
            tip=translate("Commands", "Add the white of a PNG file to the region"),
        ),
        painted(
            "save_mask",
            4,
            translate("Commands", "Sa&ve the Mask…"),
            lambda box: _save_mask(workspace, box),
            tip=translate("Commands", "Write the area of the region to a PNG file"),
        ),
        photo(
            "remove_dot",
            5,
            translate("Commands", "Remove the Dot"),
            lambda box: box.remove_dot(),
            "Del",
            enabled=lambda box: box.chosen_dot is not None and box.tool == "dots",
        ),
    )


def _switch_smart_edge(box: Toolbox) -> None:
    region = box.chosen
    if region is not None:
        on = not region.mask.smart_edge
        what = box.tr("smart edge") if on else box.tr("plain brush")
        box.set_mask(what, smart_edge=on)


def _invert(box: Toolbox) -> None:
    region = box.chosen
    if region is not None:
        box.set_mask(box.tr("inverted"), invert=not region.mask.invert)


def _switch_holes(box: Toolbox) -> None:
    region = box.chosen
    if region is not None:
        on = not region.mask.fill_holes
        what = box.tr("holes filled") if on else box.tr("holes open")
        box.set_mask(what, fill_holes=on)


def _ask_for_overlay_colour(workspace: Workspace, box: Toolbox) -> None:
    colour = workspace.ask.colour(box.overlay_colour)
    if colour is not None:
        box.set_overlay_colour(colour)


def _load_mask(workspace: Workspace, box: Toolbox) -> None:
    from workstation.core.errors import HeirloomError
    from workstation.core.io.mask_png import load_mask

    path = workspace.ask.mask_to_load()
    if path is not None:
        try:
            box.mark(load_mask(path), box.tr("mask loaded"))
        except HeirloomError as error:
            workspace.messages.show_error(error)


def _save_mask(workspace: Workspace, box: Toolbox) -> None:
    from workstation.core.io.mask_png import save_mask
    from workstation.core.progress import Progress

    rendition = workspace.session.wanted
    if rendition is None or box.chosen is None:
        return
    region, step, recipe = box.chosen, box.step, rendition.recipe
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
