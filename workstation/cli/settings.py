"""`heirloom settings`: what is chosen for all photos, without a window."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from workstation.cli.exit_codes import FAILED, MISUSED, SUCCEEDED
from workstation.core import settings as known
from workstation.core.errors import HeirloomError
from workstation.core.settings import Settings
from workstation.core.settings_table import Value


def run(arguments: argparse.Namespace) -> int:
    """Do what `heirloom settings` was asked for; return the exit code."""
    actions = {"list": _list, "get": _get, "set": _set, "reset": _reset, "path": _path}
    settings = Settings(known.default_path())
    try:
        return actions[arguments.action](settings, arguments)
    except HeirloomError as error:
        print(f"heirloom settings: {error.message}\n{error.hint}", file=sys.stderr)
        return MISUSED


def _list(settings: Settings, arguments: argparse.Namespace) -> int:
    if "json" in arguments:
        told = {"path": str(settings.path), "settings": [_facts(settings, n) for n in known.NAMES]}
        print(json.dumps(told | {"problems": _problems(settings)}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for name in known.NAMES for line in _lines(settings, name)))
    return _tell_problems(settings)


def _facts(settings: Settings, name: str) -> dict[str, Any]:
    about = known.about(name)
    return {
        "name": name,
        "value": getattr(settings.chosen, name),
        "default": known.default(name),
        "title": about.title,
        "explanation": about.explanation,
        "possible": known.possible(name),
    }


def _lines(settings: Settings, name: str) -> list[str]:
    about, value = known.about(name), getattr(settings.chosen, name)
    usual = known.default(name)
    changed = "" if value == usual else f"  (usually {_shown(name, usual)})"
    return [
        f"{name} = {_shown(name, value)}{changed}",
        f"    {about.explanation} Possible: {known.possible(name)}.",
    ]


def _shown(name: str, value: Value) -> str:
    """The value as it is given, or in words where there is none."""
    text, nothing = known.written(value), known.about(name).nothing
    return f"{text or '“”'} ({nothing})" if nothing and value in (None, "") else text


def _get(settings: Settings, arguments: argparse.Namespace) -> int:
    name = _name(arguments.name)
    known.about(name)
    value = getattr(settings.chosen, name)
    print(json.dumps(_facts(settings, name)) if "json" in arguments else known.written(value))
    return _tell_problems(settings)


def _set(settings: Settings, arguments: argparse.Namespace) -> int:
    name = _name(arguments.name)
    value = known.read(name, arguments.value)
    if name == "recipe" and arguments.value:
        from workstation.core import presets

        presets.find(arguments.value)  # says why there is no such recipe
    settings.choose(name, value)
    print(f"{name} = {_shown(name, getattr(settings.chosen, name))}")
    return SUCCEEDED


def _reset(settings: Settings, arguments: argparse.Namespace) -> int:
    names = [_name(name) for name in arguments.names]
    if bool(names) == arguments.all:
        raise HeirloomError(
            "It is not said which settings to take back.", "Name some, or give --all."
        )
    for name in names:
        known.about(name)
    settings.reset(*names)
    for name in names or known.NAMES:
        print(f"{name} = {_shown(name, getattr(settings.chosen, name))}")
    return SUCCEEDED


def _path(settings: Settings, arguments: argparse.Namespace) -> int:  # noqa: ARG001
    print(settings.path)
    return SUCCEEDED


def _name(given: str) -> str:
    """Names may be written as options are: with dashes."""
    return given.strip().lower().replace("-", "_")


def _problems(settings: Settings) -> list[dict[str, str]]:
    return [{"message": problem.message, "hint": problem.hint} for problem in settings.problems]


def _tell_problems(settings: Settings) -> int:
    for problem in settings.problems:
        print(f"heirloom settings: {problem.message}\n{problem.hint}", file=sys.stderr)
    return FAILED if settings.problems else SUCCEEDED
