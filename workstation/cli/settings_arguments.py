"""What can be said to `heirloom settings`. Imports nothing heavy."""

from __future__ import annotations

import argparse
from typing import Any


def add_settings(commands: Any) -> None:
    """Describe `heirloom settings` with its own commands."""
    what = "show and change what is chosen for all photos"
    top = commands.add_parser(
        "settings",
        help=what,
        description="Show and change what is chosen for all photos. Window, command line and queue "
        "share it; options of a command come before it.",
    )
    _add_json(top)
    top.set_defaults(run=_run, action="list")
    inner = top.add_subparsers(metavar="ACTION")
    _add_json(_action(inner, "list", "say what each setting does, and its value"))
    get = _action(inner, "get", "print the value of a setting")
    get.add_argument("name", metavar="NAME")
    _add_json(get)
    put = _action(inner, "set", "choose a value")
    put.add_argument("name", metavar="NAME")
    put.add_argument("value", metavar="VALUE")
    reset = _action(inner, "reset", "take settings back to what they are at first")
    reset.add_argument("names", nargs="*", metavar="NAME")
    reset.add_argument("--all", action="store_true", help="all of them")
    _action(inner, "path", "print where the settings lie")


def _action(inner: Any, name: str, what: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = inner.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}."
    )
    command.set_defaults(run=_run, action=name)
    return command


def _add_json(command: argparse.ArgumentParser) -> None:
    # A default here would take back what was said before the action.
    command.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="write one JSON document instead",
    )


def _run(arguments: argparse.Namespace) -> int:
    from workstation.cli.settings import run

    return run(arguments)
