"""The commands of the tools, in the order of the Region menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.commands.actions import Command

if TYPE_CHECKING:
    from workstation.app.masks.toolbox import Toolbox, ToolName
    from workstation.app.window import Window

translate = QCoreApplication.translate


def _box(window: Window) -> Toolbox | None:
    return None if window.tools is None else window.tools.box


def _photo(window: Window) -> bool:
    return window.session.current is not None


def _region(window: Window) -> bool:
    box = _box(window)
    return box is not None and box.chosen is not None


def _painted(window: Window) -> bool:
    box = _box(window)
    return box is not None and box.chosen is not None and bool(box.chosen.mask.marks)


def _dot(window: Window) -> bool:
    box = _box(window)
    return box is not None and box.chosen_dot is not None and box.tool == "dots"


def _holds(window: Window, name: ToolName) -> bool:
    box = _box(window)
    return box is not None and box.tool == name


def _with(do: Callable[[Toolbox], object]) -> Callable[[Window], object]:
    def run(window: Window) -> None:
        box = _box(window)
        if box is not None:
            do(box)

    return run


def _says(ask: Callable[[Toolbox], bool]) -> Callable[[Window], bool]:
    def checked(window: Window) -> bool:
        box = _box(window)
        return box is not None and ask(box)

    return checked


def _tool(name: ToolName, text: str, key: str, tip: str, icon: str = "", word: str = "") -> Command:
    return Command(
        f"tool_{name}",
        "region",
        0,
        text,
        _with(lambda box: box.take(name)),
        (key,),
        _photo,
        lambda w: _holds(w, name),
        one_of="tool",
        tip=tip,
        icon=icon,
        word=word,
    )


def _tools() -> tuple[Command, ...]:
    return (
        _tool(
            "hand",
            translate("Commands", "&Move the Photo"),
            "V",
            translate("Commands", "Drag to move the photo"),
            "hand",
        ),
        _tool(
            "brush",
            translate("Commands", "Region &Brush"),
            "B",
            translate("Commands", "Paint over what has the wrong colour"),
            "brush",
            translate("Commands", "Region brush"),
        ),
        _tool(
            "lasso",
            translate("Commands", "&Lasso"),
            "L",
            translate("Commands", "Draw around what has the wrong colour"),
            "lasso",
        ),
        _tool(
            "similar",
            translate("Commands", "Select &Similar"),
            "W",
            translate(
                "Commands", "Click to take in what looks alike; with Shift all over the photo"
            ),
            "wand",
        ),
        _tool(
            "dots",
            translate("Commands", "Colour &Dots"),
            "D",
            translate("Commands", "Click where you know the colour"),
            "circle-dot",
        ),
        _tool(
            "pick",
            translate("Commands", "&Pick a Colour from the Photo"),
            "I",
            translate("Commands", "Click on a colour to use it; Ctrl-click with any tool"),
            "pipette",
        ),
    )


def _manner() -> tuple[Command, ...]:
    return (
        Command(
            "eraser",
            "region",
            1,
            translate("Commands", "&Eraser"),
            _with(lambda box: box.erase(not box.erasing)),
            ("E",),
            _photo,
            _says(lambda box: box.erasing),
            tip=translate("Commands", "Take away from the region; the right button does so too"),
            icon="eraser",
        ),
        Command(
            "smart_edge",
            "region",
            1,
            translate("Commands", "Smart Ed&ge"),
            _with(_switch_smart_edge),
            ("S",),
            _region,
            _says(lambda box: box.chosen is None or box.chosen.mask.smart_edge),
            tip=translate("Commands", "Follow the outline of what was painted, or the plain brush"),
        ),
        Command(
            "overlay",
            "region",
            1,
            translate("Commands", "Show the Regi&on"),
            _with(lambda box: box.show_overlay(not box.overlay)),
            ("O",),
            _photo,
            _says(lambda box: box.overlay),
            tip=translate("Commands", "Lay a colour over the area of the selected region"),
        ),
        Command(
            "overlay_colour",
            "region",
            1,
            translate("Commands", "Show It in Another Colou&r…"),
            _ask_for_overlay_colour,
            enabled=_photo,
        ),
        Command(
            "smaller",
            "region",
            2,
            translate("Commands", "Smaller Brush"),
            _with(lambda box: box.set_brush(box.brush.stepped(-1))),
            ("[",),
            _photo,
        ),
        Command(
            "larger",
            "region",
            2,
            translate("Commands", "Larger Brush"),
            _with(lambda box: box.set_brush(box.brush.stepped(1))),
            ("]",),
            _photo,
        ),
        Command(
            "softer",
            "region",
            2,
            translate("Commands", "Softer Brush"),
            _with(lambda box: box.set_brush(box.brush.hardened(-1))),
            ("{",),
            _photo,
        ),
        Command(
            "harder",
            "region",
            2,
            translate("Commands", "Harder Brush"),
            _with(lambda box: box.set_brush(box.brush.hardened(1))),
            ("}",),
            _photo,
        ),
    )


def _regions() -> tuple[Command, ...]:
    return (
        Command(
            "new_region",
            "region",
            3,
            translate("Commands", "&New Region"),
            _with(lambda box: box.new_region()),
            ("N",),
            _photo,
            tip=translate("Commands", "Begin another region with the next stroke"),
            icon="plus",
        ),
        Command(
            "invert_region",
            "region",
            3,
            translate("Commands", "&Invert"),
            _with(_invert),
            ("Ctrl+I",),
            _painted,
            tip=translate("Commands", "Everything else instead"),
        ),
        Command(
            "clear_region",
            "region",
            3,
            translate("Commands", "&Clear"),
            _with(lambda box: box.set_mask(box.tr("cleared"), marks=(), invert=False)),
            enabled=_painted,
            tip=translate("Commands", "Take away all that was painted"),
        ),
        Command(
            "fill_holes",
            "region",
            3,
            translate("Commands", "&Fill Holes"),
            _with(_switch_holes),
            (),
            _painted,
            _says(lambda box: box.chosen is not None and box.chosen.mask.fill_holes),
        ),
        Command(
            "remove_region",
            "region",
            3,
            translate("Commands", "Dele&te the Region"),
            _with(lambda box: box.remove_region()),
            ("Shift+Del",),
            _region,
            icon="trash-2",
        ),
        Command(
            "load_mask",
            "region",
            4,
            translate("Commands", "Lo&ad a Mask…"),
            _load_mask,
            enabled=_photo,
            tip=translate("Commands", "Add the white of a PNG file to the region"),
        ),
        Command(
            "save_mask",
            "region",
            4,
            translate("Commands", "Sa&ve the Mask…"),
            _save_mask,
            enabled=_painted,
            tip=translate("Commands", "Write the area of the region to a PNG file"),
        ),
        Command(
            "remove_dot",
            "region",
            5,
            translate("Commands", "Remove the Dot"),
            _with(lambda box: box.remove_dot()),
            ("Del",),
            _dot,
        ),
    )


def tool_commands() -> tuple[Command, ...]:
    """The menu Region."""
    return (*_tools(), *_manner(), *_regions())


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


def _ask_for_overlay_colour(window: Window) -> None:
    box = _box(window)
    if box is not None:
        colour = window.questions.colour(window, box.overlay_colour)
        if colour is not None:
            box.set_overlay_colour(colour)


def _load_mask(window: Window) -> None:
    from workstation.core.errors import HeirloomError
    from workstation.core.io.mask_png import load_mask

    box = _box(window)
    path = window.questions.mask_to_load(window)
    if box is not None and path is not None:
        try:
            box.mark(load_mask(path), box.tr("mask loaded"))
        except HeirloomError as error:
            window.show_error(error)


def _save_mask(window: Window) -> None:
    from workstation.core.io.mask_png import save_mask
    from workstation.core.progress import Progress

    box = _box(window)
    rendition = window.session.wanted
    if box is None or rendition is None or box.chosen is None:
        return
    region, step, recipe = box.chosen, box.step, rendition.recipe
    path = window.questions.mask_to_save(window, region.name)
    if path is None:
        return

    def work(progress: Progress) -> None:
        area = rendition.renderer.area(recipe, step, region.mask, progress)
        # The dialog has asked already whether a file may be replaced.
        save_mask(area, path, overwrite=True)

    said = translate("Commands", "Saved {0}.").format(path.name)
    window.session.jobs.reading.start(
        work, done=lambda _: window.status.tell(said), title=translate("Commands", "Saving")
    )
