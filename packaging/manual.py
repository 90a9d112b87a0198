"""Writes the manual page from what the command line says about itself, so that it is never old."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from workstation.cli.arguments import parser


def manual(version: str, made_at: int) -> str:
    """Return `heirloom.1` in the language of man(7)."""
    top = parser()
    date = time.strftime("%Y-%m-%d", time.gmtime(made_at))
    lines = [
        f'.TH HEIRLOOM 1 "{date}" "Heirloom {version}" "User Commands"',
        ".SH NAME",
        "heirloom \\- restore and colour old photographs",
        ".SH SYNOPSIS",
        ".B heirloom",
        "[\\fIPHOTO\\fR...]",
        ".br",
        ".B heirloom",
        "\\fICOMMAND\\fR [\\fIOPTION\\fR...]",
        ".SH DESCRIPTION",
        _escaped(str(top.description)),
        "Originals are never written. Nothing leaves the computer.",
        ".SH COMMANDS",
    ]
    for name, command in _commands(top):
        lines += [f".SS heirloom {_escaped(name)}", _escaped(str(command.description))]
        for action in command._actions:
            lines += _described(action)
    lines += [".SH EXIT STATUS", ".TP", ".B 0", "All was done.", ".TP", ".B 1"]
    lines += ["Something failed, and was named.", ".TP", ".B 2", "The command was not understood."]
    lines += [".SH EXAMPLES", ".nf", *map(_escaped, str(top.epilog).splitlines()[1:]), ".fi", ""]
    return "\n".join(lines)


def _commands(
    of: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser; one that has commands of its own is told by them."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                inner = list(_commands(command, f"{before}{name} "))
                yield from inner or [(f"{before}{name}", command)]


def _described(action: argparse.Action) -> list[str]:
    if isinstance(action, argparse._HelpAction) or action.help is argparse.SUPPRESS:
        return []
    value = "" if action.nargs == 0 else _value(action)
    names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in action.option_strings)
    told = (action.help or "").replace("%(default)s", str(action.default))
    return [".TP", f"{names} {value}".strip(), _escaped(told[:1].upper() + told[1:])]


def _value(action: argparse.Action) -> str:
    if action.choices:
        return _escaped("{" + ",".join(map(str, action.choices)) + "}")
    if isinstance(action.metavar, tuple):
        return " ".join(f"\\fI{_escaped(one)}\\fR" for one in action.metavar)
    return f"\\fI{_escaped(action.metavar or action.dest.upper())}\\fR"


def _escaped(text: str) -> str:
    """No line begins like a request, and minus signs can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
