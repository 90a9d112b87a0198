"""What can be said on the command line. Imports nothing heavy: this is all that `--help` needs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from workstation.core.io.formats import DEPTHS, EXPORTED

COMMANDS: Final = (
    *("open", "restore", "info", "diagnose", "models", "presets", "settings", "devices"),
    *("batch", "watch", "split"),
)

_SETS_OF_A_WATCH: Final = (
    "A set begins with the photos that lie in the folder when the watch does: they agree on their "
    "colours. Photos that arrive later take these. If the folder is empty, the first one that "
    "arrives decides for all, unless --colours-of names a photo to go by."
)

_DESCRIPTION = "Restores and colours old photographs, offline. Alone it opens the window."
_EXAMPLES = """\
examples:
  heirloom                                   open the window
  heirloom scan.tif                          open the window with a photo
  heirloom restore scan.tif                  write scan-restored.tif beside it
  heirloom restore album/*.jpg -o restored/  restore a folder
  heirloom diagnose scan.tif                 say what a photo needs, and change nothing
"""


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(
        "heirloom",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version", action=_Version, help="show the versions of the program and its parts"
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    window = commands.add_parser(
        "open",
        help="open the window with photos, folders or projects",
        description="Open the window with photos, folders or projects.",
    )
    window.add_argument("photos", nargs="*", type=Path, metavar="PHOTO")
    window.set_defaults(run=None)  # the window shows this help where there is no display
    _add_restore(commands)
    _add_batch(commands)
    _add_watch(commands)
    for name, run, what in (
        ("info", _info, "say what is in a photo's file"),
        ("diagnose", _diagnose, "say what a photo needs, and what restoring would do"),
    ):
        command = commands.add_parser(name, help=what, description=f"{_sentence(what)}.")
        command.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
        if name == "diagnose":
            _add_kind(command)
        _add_reading(command)
        _add_json(command)
        command.set_defaults(run=run)
    _add_split(commands)
    _add_settings(commands)
    _add_presets(commands)
    what = "list the networks that ship, and verify their files"
    models = commands.add_parser("models", help=what, description=f"{_sentence(what)}.")
    _add_json(models)
    models.set_defaults(run=_models)
    what = "try the graphics processor, and say what runs the networks and why"
    devices = commands.add_parser("devices", help=what, description=f"{_sentence(what)}.")
    devices.add_argument("--again", action="store_true", help="try even if it was tried before")
    _add_json(devices)
    devices.set_defaults(run=_devices)
    return top


def _add_restore(commands: Any) -> None:
    command = commands.add_parser(
        "restore",
        help="restore and colour photos",
        description="Restore and colour photos. Originals are never written.",
    )
    command.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE|FOLDER",
        help="where to write; by default NAME-restored beside each photo",
    )
    command.add_argument("--overwrite", action="store_true", help="replace existing results")
    look = command.add_argument_group("what is done")
    _add_look(look)
    look.add_argument(
        "--save-repair-mask",
        type=Path,
        metavar="FILE.png",
        help="write what was repaired to a PNG, white where something was filled",
    )
    _add_file(command.add_argument_group("the file that is written"))
    run = command.add_argument_group("how it runs")
    run.add_argument("--device", choices=("auto", "cpu", "gpu"))
    run.add_argument("--threads", type=int, metavar="N", help="threads to work with")
    _add_reading(run)
    _add_json(run)
    run.add_argument("--quiet", action="store_true", help="say nothing but what went wrong")
    command.set_defaults(run=_restore)


def _add_split(commands: Any) -> None:
    command = commands.add_parser(
        "split",
        help="cut the photos on a flatbed scan apart",
        description="Find the photos on flatbed scans, straighten them, and write each to a file. "
        "Doubtful ones are listed but not written, and the exit code is 1.",
    )
    command.add_argument("scans", nargs="+", type=Path, metavar="SCAN")
    command.add_argument("-o", "--output", metavar="FOLDER", help="where to write the photos")
    command.add_argument("--list", action="store_true", help="only say where they lie")
    command.add_argument("--doubtful", action="store_true", help="write doubtful ones too")
    command.add_argument("--overwrite", action="store_true", help="replace existing results")
    _add_dpi(command)
    _add_reading(command)
    _add_json(command)
    command.set_defaults(run=_split, page=None)


def _add_presets(commands: Any) -> None:
    command = commands.add_parser(
        "presets",
        help="list recipes that have a name, or keep another one",
        description="List presets, for --recipe; with --save, keep the recipe that is said.",
    )
    command.add_argument("--save", metavar="NAME", help="keep a preset under this name")
    command.add_argument("--overwrite", action="store_true", help="replace one of this name")
    _add_look(command.add_argument_group("what it does"))
    _add_json(command)
    command.set_defaults(run=_presets, with_marks=False)


def _add_batch(commands: Any) -> None:
    """Describe `heirloom batch` with its own commands."""
    top = commands.add_parser(
        "batch",
        help="restore boxes of scans, overnight if need be",
        description="A queue of photos on disk: what is in it survives everything.",
    )
    inner = top.add_subparsers(metavar="ACTION", required=True)
    add = _batch_action(inner, "add", "put photos and folders into the queue")
    add.add_argument("photos", nargs="+", type=Path, metavar="PHOTO|FOLDER")
    _add_what(add)
    _add_sets(add)
    run = _batch_action(inner, "run", "work until the queue is done")
    _add_running(run)
    run.add_argument(
        "--unless-running",
        action="store_true",
        help="do nothing if another program works on the queue already",
    )
    status = _batch_action(inner, "status", "say what is done, what waits, and what failed and why")
    _add_json(status)
    status.add_argument("--list", action="store_true", help="list what waits, in its order")
    _add_move(inner)
    pause = _batch_action(inner, "pause", "let running programs wait; `batch run` goes on")
    pause.add_argument(
        "--stop", action="store_true", help="let them end after the photos that they have begun"
    )
    _batch_action(inner, "retry", "let what failed wait again")
    report = _batch_action(inner, "report", "write report.html, manifest.csv and manifest.json")
    report.add_argument("folder", type=Path, metavar="FOLDER")
    clear = _batch_action(inner, "clear", "forget what is done; files stay where they are")
    clear.add_argument("--all", action="store_true", help="forget what failed or waits, too")


def _add_move(inner: Any) -> None:
    move = _batch_action(inner, "move", "do some photos earlier or later than others")
    move.add_argument(
        "items", nargs="+", metavar="ITEM", help="a number from `status --list`, or a photo"
    )
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--first", action="store_true", help="before all that wait")
    where.add_argument("--last", action="store_true", help="after all others")
    where.add_argument("--before", metavar="ITEM", help="right before another one")
    where.add_argument("--priority", type=int, metavar="N", help="higher ones are done first")


def _add_watch(commands: Any) -> None:
    """Describe `heirloom watch`."""
    watch = commands.add_parser(
        "watch",
        help="restore each photo that a scanner puts into a folder",
        description="Restore every photo of a folder, and each new one when it is complete.",
    )
    _add_queue(watch)
    watch.add_argument("folder", type=Path, metavar="FOLDER")
    _add_what(watch)
    _add_sets(watch, _SETS_OF_A_WATCH)
    _add_running(watch)
    watch.add_argument(
        "--settle",
        type=float,
        default=3.0,
        metavar="SECONDS",
        help="a file is complete when it has not changed for so long (default: 3)",
    )
    watch.set_defaults(run=_batch, action="watch")


def _batch_action(inner: Any, name: str, what: str) -> Any:
    command = inner.add_parser(name, help=what, description=f"{_sentence(what)}.")
    _add_queue(command)
    command.set_defaults(run=_batch, action=name)
    return command


def _add_queue(command: Any) -> None:
    command.add_argument(
        "--queue", type=Path, metavar="FILE", help="a queue of its own instead of the usual one"
    )


def _add_what(command: Any) -> None:
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where results go")
    command.add_argument(
        "--template",
        help="how they are named, from {folder}, {stem}, {n:03}, {page}, {ext}, {date} "
        "(default: {folder}/{stem}-restored.{ext})",
    )
    command.add_argument(
        "--priority", type=int, default=0, metavar="N", help="higher ones are done first"
    )
    command.add_argument("--overwrite", action="store_true", help="replace existing results")
    look = command.add_argument_group("what is done")
    _add_look(look)
    look.add_argument(
        "--with-marks",
        action="store_true",
        help="apply the recipe's dots and regions too, at the same places of every photo",
    )
    _add_file(command.add_argument_group("the file that is written"))
    command.add_argument("--device", choices=("auto", "cpu", "gpu"))
    command.add_argument(
        "--no-limits", action="store_true", help="open files of any announced size (at your risk)"
    )


def _add_sets(command: Any, how: str | None = None) -> None:
    group = command.add_argument_group("consistent colours", how)
    which = group.add_mutually_exclusive_group()
    which.add_argument(
        "--set", metavar="NAME", help="the photos share their colours, as of one day or event"
    )
    which.add_argument(
        "--set-per-folder", action="store_true", help="the photos of each folder share theirs"
    )
    group.add_argument(
        "--colours-of",
        action="append",
        type=Path,
        default=[],
        metavar="PHOTO|PROJECT",
        help="the set takes those of a photo that is in colour, or was restored; repeatable",
    )


def _add_running(command: Any) -> None:
    command.add_argument(
        "--workers", type=_positive, metavar="N", help="photos at a time (default: as many as fit)"
    )
    command.add_argument(
        "--threads", type=_positive, metavar="N", help="of all photos at work together"
    )
    command.add_argument(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help="how long one photo may take (default: 1800)",
    )
    command.add_argument("--cluster", metavar="ADDRESS", help="use the workers of a Dask scheduler")
    command.add_argument("--quiet", action="store_true", help="say nothing but what went wrong")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _add_settings(commands: Any) -> None:
    """Describe `heirloom settings` with its own commands."""
    what = "show and change what is chosen for all photos"
    top = commands.add_parser(
        "settings",
        help=what,
        description="Show and change what is chosen for all photos. Window, command line and queue "
        "share it; options of a command come before it.",
    )
    _add_json(top, default=argparse.SUPPRESS)
    top.set_defaults(run=_settings, action="list")
    inner = top.add_subparsers(metavar="ACTION")
    listed = _settings_action(inner, "list", "say what each setting does, and its value")
    _add_json(listed, default=argparse.SUPPRESS)
    get = _settings_action(inner, "get", "print the value of a setting")
    get.add_argument("name", metavar="NAME")
    _add_json(get, default=argparse.SUPPRESS)  # a value would take back what was said before
    put = _settings_action(inner, "set", "choose a value")
    put.add_argument("name", metavar="NAME")
    put.add_argument("value", metavar="VALUE")
    reset = _settings_action(inner, "reset", "take settings back to what they are at first")
    reset.add_argument("names", nargs="*", metavar="NAME")
    reset.add_argument("--all", action="store_true", help="all of them")
    _settings_action(inner, "path", "print where the settings lie")


def _settings_action(inner: Any, name: str, what: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = inner.add_parser(
        name, help=what, description=f"{_sentence(what)}."
    )
    command.set_defaults(run=_settings, action=name)
    return command


def _add_look(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--recipe",
        metavar="FILE|NAME",
        help="do it as in a recipe, a project or a restored photo, or by a preset, "
        "instead of automatically",
    )
    group.add_argument("--vividness", type=float, metavar="0..2", help="strength of the colours")
    group.add_argument("--warmth", type=float, metavar="-1..1", help="cooler or warmer")
    group.add_argument(
        "--keep-toning",
        dest="toning",
        type=float,
        metavar="0..1",
        help="how much toned prints keep of their own toning, instead of new colours",
    )
    group.add_argument(
        "--hint",
        action="append",
        default=[],
        metavar="ROW,COLUMN=#rrggbb",
        help="a colour at a place, in fractions of height and width; may be repeated",
    )
    group.add_argument(
        "--region",
        action="append",
        default=[],
        metavar="MASK.png=#rrggbb",
        help="a colour for the area that is white in a PNG; may be repeated",
    )
    for name, what in (("--lighten", "lighter"), ("--darken", "darker")):
        group.add_argument(
            name,
            action="append",
            default=[],
            metavar="MASK.png=STOPS",
            help=f"the area that is white in a PNG {what} by 0 to 3 stops; may be repeated",
        )
    group.add_argument(
        "--detail",
        type=int,
        metavar="PX",
        help="longer side of the copy that the network sees: 256, 384, 512, 768",
    )
    _add_geometry(group)
    _add_kind(group)
    group.add_argument(
        "--repair",
        metavar="auto|off|0..1",
        help="how readily scratches, cracks, dust and tears are found and filled",
    )
    group.add_argument(
        "--repair-mask",
        action="append",
        type=Path,
        default=[],
        metavar="MASK.png",
        help="fill what is white in a PNG, too; may be repeated",
    )
    group.add_argument("--no-stains", action="store_true", help="leave stains and yellowing alone")
    group.add_argument("--no-tone", action="store_true", help="leave out the fade correction")
    group.add_argument(
        "--no-color", "--no-colour", action="store_true", help="leave out the colours"
    )


def _add_geometry(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--rotate", type=int, choices=(90, 180, 270), help="turn clockwise by so many degrees"
    )
    group.add_argument(
        "--flip", action="store_true", help="exchange left and right, before it is turned"
    )
    group.add_argument(
        "--straighten",
        metavar="auto|DEGREES",
        help="turn clockwise by up to 45 degrees, as the photo is seen; auto measures it",
    )
    group.add_argument(
        "--crop",
        metavar="X,Y,WIDTH,HEIGHT",
        help="keep this rectangle, in fractions of the photo as it lies in the file",
    )
    group.add_argument(
        "--negative", action="store_true", help="turn a scanned negative positive, grey or colour"
    )
    group.add_argument(
        "--trim", action="store_true", help="cut away page, white border and scanner's lid"
    )


def _add_kind(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--kind",
        choices=("auto", "grey", "toned", "colour"),
        help="what the photos are, where what is found is wrong: black and white, toned or "
        "yellowed, or in colour (these keep their colours)",
    )


def _add_file(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=tuple(EXPORTED))
    group.add_argument("--quality", type=int, metavar="1..100")
    group.add_argument("--bits", type=int, choices=DEPTHS, help="default: as in the photo")
    group.add_argument(
        "--metadata",
        choices=("keep", "strip-gps", "strip-all"),
        help="what of the photo's EXIF, XMP and IPTC goes into the result",
    )
    group.add_argument(
        "--mark",
        action=argparse.BooleanOptionalAction,
        help="mark the picture visibly as coloured",
    )
    _add_dpi(group)


def _add_dpi(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--dpi",
        type=float,
        metavar="N",
        help="the resolution of the scans, where their files state none or a wrong one",
    )


def _add_reading(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--page", type=_page, default=1, metavar="N", help="page of a file with several, from 1"
    )
    group.add_argument(
        "--no-limits", action="store_true", help="open files of any announced size (at your risk)"
    )


def _add_json(group: argparse._ActionsContainer, default: Any = False) -> None:
    what = "write one JSON document instead"
    group.add_argument("--json", action="store_true", default=default, help=what)


def _sentence(what: str) -> str:
    return what[0].upper() + what[1:]


def _page(text: str) -> int:
    page = int(text)
    if page < 1:
        raise argparse.ArgumentTypeError("pages are counted from 1")
    return page


class _Version(argparse.Action):
    """Looks the versions up only when they are asked for; the first line is for programs."""

    def __init__(self, option_strings: list[str], dest: str, **kwargs: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **kwargs)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from workstation.about import parts

        heirloom, *others = parts()
        print(f"heirloom {heirloom.version}")
        for part in others:
            print(f"  {part.name} {part.version}{f'  {part.note}' if part.note else ''}")
        parser.exit()


def _restore(arguments: argparse.Namespace) -> int:
    from workstation.cli.restore import restore

    return restore(arguments)


def _info(arguments: argparse.Namespace) -> int:
    from workstation.cli.describe import info

    return info(arguments)


def _diagnose(arguments: argparse.Namespace) -> int:
    from workstation.cli.describe import diagnose

    return diagnose(arguments)


def _split(arguments: argparse.Namespace) -> int:
    from workstation.cli.split import split

    return split(arguments)


def _presets(arguments: argparse.Namespace) -> int:
    from workstation.cli.presets import run

    return run(arguments)


def _devices(arguments: argparse.Namespace) -> int:
    from workstation.cli.devices import run

    return run(arguments)


def _models(arguments: argparse.Namespace) -> int:
    from workstation.cli.describe import models

    return models(arguments)


def _batch(arguments: argparse.Namespace) -> int:
    from workstation.cli.batch import run

    return run(arguments)


def _settings(arguments: argparse.Namespace) -> int:
    from workstation.cli.settings import run

    return run(arguments)
