"""The .heirloom file: which photo, everything that was done to it, and where one stands.

It is JSON, written at one stroke. Equal steps are written once and named by the hash of their
content. What this version does not know, steps or whole entries of the file, is kept and written
back.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resources.text import Text
from workstation.core import json_text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.history import Entry, History, Snapshot
from workstation.core.io import atomic_write
from workstation.core.io.photo import Limits, Photo, fingerprint, open_photo
from workstation.core.recipe import (
    Recipe,
    Step,
    kind_from_json,
    step_from_json,
    step_to_json,
)
from workstation.core.steps import STEPS

SUFFIX = ".heirloom"
_VERSION = 1
_OURS = ("heirloom_project", "photo", "steps", "history", "saved_as")
_LARGEST = 64 << 20


@dataclass(frozen=True)
class Project:
    """A photo with its history.

    Attributes
    ----------
    photo
        The open photo.
    history
        What was done to it.
    unknown
        Entries of the file that this version does not know.
    """

    photo: Photo
    history: History[Recipe]
    unknown: dict[str, Any] = field(default_factory=dict)


def save(project: Project, path: Path) -> None:
    """Write a project, atomically; an earlier one of the same name is replaced.

    Raises
    ------
    HeirloomError
        If it cannot be written, or if the name is the photo's own.
    """
    atomic_write.check(project.photo.path, path, overwrite=True)
    text = to_json(project, path.parent, fingerprint(project.photo.path))
    atomic_write.write(path, text, overwrite=True)


def to_json(project: Project, folder: Path, sha256: str, saved_as: Path | None = None) -> str:
    """The project as text.

    Parameters
    ----------
    project
        A photo with its history.
    folder
        In which the file will lie.
    sha256
        Of the photo's file.
    saved_as
        Where its user keeps it, if the text is only the program's own copy.
    """
    photo = project.photo
    steps: dict[str, Any] = {}

    def named(recipe: Recipe) -> list[str]:
        names = []
        for step in recipe.steps:
            data = step_to_json(step)
            text = json.dumps(data, sort_keys=True)
            name = hashlib.sha256(text.encode()).hexdigest()[:16]
            steps[name] = data
            names.append(name)
        return names

    history = project.history
    entries = [
        {"parent": entry.parent, "recipe": named(entry.value), **_name_to_json(entry.name)}
        | ({} if entry.value.kind is None else {"kind": entry.value.kind})
        for entry in history.entries
    ]
    where = {"path": _relative(photo.path, folder), "absolute": str(photo.path.resolve())}
    data = {
        **project.unknown,
        "heirloom_project": _VERSION,
        "photo": {**where, "sha256": sha256, "bytes": photo.file_bytes, "page": photo.page},
        "steps": steps,
        "history": {
            "entries": entries,
            "position": history.position,
            "branch": history.branch,
            "snapshots": [vars(mark) for mark in history.snapshots],
        },
    }
    if saved_as is not None:
        data["saved_as"] = str(saved_as)
    return json_text.dumps(data, indent=1)


def _name_to_json(name: str) -> dict[str, Any]:
    """What was done, for everybody who reads the file, and what it is translated by."""
    return {"name": name} | ({"text": name.to_json()} if isinstance(name, Text) else {})


def _relative(photo: Path, folder: Path) -> str | None:
    try:
        return Path(os.path.relpath(photo.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return None


def load(path: Path, limits: Limits | None = None) -> Project:
    """Open a project and its photo.

    The photo is looked for beside the project first, then where it was when it was saved.

    Raises
    ------
    HeirloomError
        If the file is damaged, or if the photo is missing or has changed since.
    """
    data = _read(path)
    try:
        about = data["photo"]
        page, known = int(about["page"]), str(about["sha256"])
        places = [path.parent / about["path"]] if about["path"] else []
        places.append(Path(about["absolute"]))
        history = _history(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    photo = _find(path, places, page, known, limits or Limits())
    unknown = {name: value for name, value in data.items() if name not in _OURS}
    return Project(photo, history, unknown)


@dataclass(frozen=True)
class About:
    """What a project says of its photo.

    Attributes
    ----------
    photo
        Where it lay when the project was saved.
    page
        Of its file, from 0.
    sha256, bytes
        Of its file.
    saved_as
        Of a copy of the program's own, where the user keeps the project.
    """

    photo: Path
    page: int
    sha256: str
    bytes: int
    saved_as: Path | None


def about(path: Path) -> About:
    """What a project says of its photo, which need not be there.

    Raises
    ------
    HeirloomError
        If the file is damaged.
    """
    data = _read(path)
    try:
        said, kept = data["photo"], data.get("saved_as")
        sha256 = str(said["sha256"])
        if not sha256.isalnum():
            raise ValueError("That is no hash.")
        return About(
            Path(said["absolute"]),
            int(said["page"]),
            sha256,
            int(said.get("bytes", 0)),
            None if kept is None else Path(kept),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def with_photo(path: Path, photo: Photo) -> Project:
    """Open a project for a photo that is known to be its own, wherever that lies.

    Raises
    ------
    HeirloomError
        If the file is damaged.
    """
    data = _read(path)
    try:
        history = _history(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    return Project(photo, history, {n: value for n, value in data.items() if n not in _OURS})


def recipe_of(path: Path) -> Recipe:
    """What holds in a project now; its photo need not be there.

    Raises
    ------
    HeirloomError
        If the file is damaged.
    """
    data = _read(path)
    try:
        return _history(data).value
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise _damaged(path)
        data = json_text.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HeirloomError(
            "{name} cannot be read: {reason}.",
            "Check its name and whether you may read it.",
            name=display_name(path),
            reason=(error.strerror or "unknown reason").lower(),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(data, dict) or "heirloom_project" not in data:
        raise _damaged(path)
    if data["heirloom_project"] != _VERSION:
        raise HeirloomError(
            "{name} was written by a later version of Heirloom.",
            "Update Heirloom.",
            name=display_name(path),
        )
    return data


def _history(data: dict[str, Any]) -> History[Recipe]:
    steps = {name: step_from_json(step, STEPS) for name, step in data["steps"].items()}
    stored = data["history"]
    entries = tuple(
        Entry(
            _recipe(entry, data["steps"], steps),
            Text.from_json(entry.get("text", str(entry["name"]))),
            None if entry["parent"] is None else int(entry["parent"]),
        )
        for entry in stored["entries"]
    )
    marks = tuple(Snapshot(str(m["name"]), int(m["position"])) for m in stored["snapshots"])
    return History(entries, int(stored["position"]), int(stored["branch"]), marks)


def _recipe(entry: dict[str, Any], stored: dict[str, Any], steps: dict[str, Step]) -> Recipe:
    names = entry["recipe"]
    kind = kind_from_json(entry.get("kind"), [stored[name] for name in names], STEPS)
    return Recipe(tuple(steps[name] for name in names), kind)


def _find(path: Path, places: list[Path], page: int, known: str, limits: Limits) -> Photo:
    existing = [place for place in places if place.is_file()]
    if not existing:
        raise HeirloomError(
            "The photo {photo} of {name} is not where it was.",
            "Put it back beside the project, or open the photo itself.",
            photo=places[-1].name,
            name=display_name(path),
        )
    for candidate in existing:
        photo = open_photo(candidate, page=page, limits=limits)
        if fingerprint(photo.path) == known:
            return photo
    raise HeirloomError(
        "The photo {photo} has changed since {name} was saved.",
        "Put the former file back, or open the photo itself and begin anew.",
        photo=existing[0].name,
        name=display_name(path),
    )


def _damaged(path: Path) -> HeirloomError:
    return HeirloomError(
        "{name} is not a Heirloom project, or it is damaged.",
        "Open the photo itself, or an earlier copy of the project.",
        name=display_name(path),
    )
