"""What can be said to `heirloom batch` and `heirloom watch`. Imports nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_SETS_OF_A_WATCH: Final = (
    "A set begins with the photos that lie in the folder when the watch does: they agree on their "
    "colours. Photos that arrive later take these. If the folder is empty, the first one that "
    "arrives decides for all, unless --colours-of names a photo to go by."
)

Add = Callable[[argparse._ArgumentGroup], None]


def add_batch(commands: Any, add_look: Add, add_file: Add) -> None:
    """Describe `heirloom batch` with its own commands."""
    top = commands.add_parser(
        "batch",
        help="restore boxes of scans, overnight if need be",
        description="A queue of photos on disk: what is in it survives everything.",
    )
    inner = top.add_subparsers(metavar="ACTION", required=True)
    add = _action(inner, "add", "put photos and folders into the queue")
    add.add_argument("photos", nargs="+", type=Path, metavar="PHOTO|FOLDER")
    _add_what(add, add_look, add_file)
    _add_sets(add)
    run = _action(inner, "run", "work until the queue is done")
    _add_running(run)
    run.add_argument(
        "--unless-running",
        action="store_true",
        help="do nothing if another program works on the queue already",
    )
    status = _action(inner, "status", "say what is done, what waits, and what failed and why")
    status.add_argument("--json", action="store_true", help="write one JSON document instead")
    status.add_argument("--list", action="store_true", help="list what waits, in its order")
    _add_move(inner)
    pause = _action(inner, "pause", "let running programs wait; `batch run` goes on")
    pause.add_argument(
        "--stop", action="store_true", help="let them end after the photos that they have begun"
    )
    _action(inner, "retry", "let what failed wait again")
    report = _action(inner, "report", "write report.html, manifest.csv and manifest.json")
    report.add_argument("folder", type=Path, metavar="FOLDER")
    clear = _action(inner, "clear", "forget what is done; files stay where they are")
    clear.add_argument("--all", action="store_true", help="forget what failed or waits, too")


def _add_move(inner: Any) -> None:
    move = _action(inner, "move", "do some photos earlier or later than others")
    move.add_argument(
        "items", nargs="+", metavar="ITEM", help="a number from `status --list`, or a photo"
    )
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--first", action="store_true", help="before all that wait")
    where.add_argument("--last", action="store_true", help="after all others")
    where.add_argument("--before", metavar="ITEM", help="right before another one")
    where.add_argument("--priority", type=int, metavar="N", help="higher ones are done first")


def add_watch(commands: Any, add_look: Add, add_file: Add) -> None:
    """Describe `heirloom watch`."""
    watch = commands.add_parser(
        "watch",
        help="restore each photo that a scanner puts into a folder",
        description="Restore every photo of a folder, and each new one when it is complete.",
    )
    _add_queue(watch)
    watch.add_argument("folder", type=Path, metavar="FOLDER")
    _add_what(watch, add_look, add_file)
    _add_sets(watch, _SETS_OF_A_WATCH)
    _add_running(watch)
    watch.add_argument(
        "--settle",
        type=float,
        default=3.0,
        metavar="SECONDS",
        help="a file is complete when it has not changed for so long (default: 3)",
    )
    watch.set_defaults(run=_run, action="watch")


def _action(inner: Any, name: str, what: str) -> Any:
    command = inner.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    _add_queue(command)
    command.set_defaults(run=_run, action=name)
    return command


def _add_queue(command: Any) -> None:
    command.add_argument(
        "--queue", type=Path, metavar="FILE", help="a queue of its own instead of the usual one"
    )


def _add_what(command: Any, add_look: Add, add_file: Add) -> None:
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
    add_look(look)
    look.add_argument(
        "--with-marks",
        action="store_true",
        help="apply the recipe's dots and regions too, at the same places of every photo",
    )
    add_file(command.add_argument_group("the file that is written"))
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


def _run(arguments: argparse.Namespace) -> int:
    from workstation.cli.batch import run

    return run(arguments)
