"""What results are called, and which scans are the two sides of one print."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.io.photo import Photo

USUAL: Final = "{folder}/{stem}-restored.{ext}"
FIELDS: Final = ("folder", "stem", "n", "page", "ext", "date")
_POSSIBLE: Final = Text("It may have {folder}, {stem}, {n}, {n:03}, {page}, {ext} and {date}.")
DIGITS: Final = re.compile(r"(\d+)")
_LONGEST: Final = 240
"""Bytes of a name: disks take 255, and a number or a temporary name may yet be added."""


@dataclass(frozen=True)
class Named:
    """What the fields of a template stand for.

    Attributes
    ----------
    folder
        Where the source lies below the folder that was added; mirrored below the output folder.
    stem, ext
        The source's name without its ending; the result's ending without a dot.
    n
        Number of the photo among those added together, from 1.
    page, pages
        Page of the file, from 1, and how many it has.
    day
        When the source was last changed.
    """

    folder: Path
    stem: str
    ext: str
    n: int
    page: int
    pages: int
    day: date


def check(template: str) -> None:
    """Refuse a template that could not name anything.

    Raises
    ------
    HeirloomError
        If it has unknown fields or formats, or leads out of the output folder.
    """
    sample = Named(Path("folder"), "stem", "ending", 1, 2, 3, date(1931, 5, 17))
    try:
        for _, name, kind, conversion in string.Formatter().parse(template):
            plain = name is None or (name in FIELDS and not conversion)
            if not plain or (
                kind and (name not in ("n", "page") or not re.fullmatch(r"0?\d", kind))
            ):
                raise _refused(template, Text("has a field that there is not"))
        made = Path(_filled(template, sample))
    except (ValueError, KeyError, IndexError) as error:
        raise _refused(template, Text("cannot be read")) from error
    if made.is_absolute() or ".." in made.parts:
        raise _refused(template, Text("leads out of the output folder"))
    if made.suffix != ".ending":
        raise _refused(template, Text("does not end with .{ext}"))


def _refused(template: str, why: str) -> HeirloomError:
    return HeirloomError("The template “{template}” {why}.", _POSSIBLE, template=template, why=why)


def choose(
    template: str, below: Path, named: Named, free: Callable[[Path], bool], *, replace: bool = False
) -> Path:
    """Give a result a name that nothing else has, in the queue or on the disk.

    Parameters
    ----------
    template
        As `check` lets it pass.
    below
        The output folder.
    named
        What the fields stand for.
    free
        Whether the queue has neither an output nor a source of that name.
    replace
        Whether a file on the disk may have the name already.
    """
    wanted = below / _filled(template, named)
    number = 1
    while True:
        path = numbered(wanted, number)
        if free(path) and (replace or not os.path.lexists(path)):
            return path
        number += 1


def below_folder(name: str) -> str:
    """The template for a batch whose results are named as in the settings, in mirrored folders."""
    return f"{{folder}}/{name}.{{ext}}"


def stem_of(template: str, photo: Photo) -> str:
    """The name, without ending, of a photo's result that is made by itself.

    Parameters
    ----------
    template
        With {stem}, {page} and {date}, as in the settings.
    """
    page = photo.page + 1  # of one page, which it is if it is the first, no number is needed
    named = Named(Path(), photo.path.stem, "", 1, page, page, day_of(photo.path))
    return _filled(template, named)


def day_of(source: Path) -> date:
    """When a file was last changed."""
    try:
        return date.fromtimestamp(source.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        return date(1970, 1, 1)


def _filled(template: str, named: Named) -> str:
    stem = named.stem
    if named.pages > 1 and "{page" not in template:
        stem = f"{stem}-page{named.page}"
    fields = {
        "folder": named.folder.as_posix(),
        "stem": stem,
        "ext": named.ext,
        "n": named.n,
        "page": named.page,
        "date": named.day.isoformat(),
    }
    return string.Formatter().vformat(template, (), fields)


def numbered(path: Path, number: int) -> Path:
    """Return the path, with a number from 2 on, and short enough for a disk."""
    tail = ("" if number == 1 else f"-{number}") + path.suffix
    stem = os.fsencode(path.stem)[: _LONGEST - len(os.fsencode(tail))]
    if len(stem) < len(os.fsencode(path.stem)):  # not in the middle of a letter
        return path.with_name(stem.decode("utf-8", "ignore") + tail)
    return path.with_name(path.stem + tail)


_BACK: Final = ("b", "back", "verso", "rueckseite", "rückseite", "dos")
_FRONT: Final = ("", "a", "front", "recto", "vorderseite")
_SIDE: Final = re.compile(
    r"(?P<stem>.*?)(?P<mark>[ _.-]*)(?P<side>" + "|".join((*_BACK, *_FRONT[1:])) + r")", re.I | re.S
)


_FIRST_OF: Final = re.compile(r"(?P<scan>.+)-1")


def pairs(paths: Iterable[Path]) -> Mapping[Path, Path]:
    """Find fronts and backs by their names: `0012.tif` and `0012b.tif`, `x.jpg` and `x_back.jpg`.

    A lone letter counts only after a digit or a separator, so that “crab” is not the back of “cra”.
    Photos that were cut out of such scans are pairs too (`0012-1.tif` and `0012b-1.tif`) if there
    is only one on each scan: of several, nobody can tell by their names which belong together.

    Returns
    -------
    Each back, with its front.
    """
    known = list(paths)
    names = {(path.parent, path.stem.casefold()) for path in known}
    fronts: dict[tuple[Path, str], tuple[int, Path]] = {}
    backs: list[tuple[Path, str, Path]] = []
    for path in known:
        stem, side = _side_of(path.stem)
        first = _FIRST_OF.fullmatch(path.stem)
        if first is not None and (path.parent, f"{first['scan'].casefold()}-2") not in names:
            scan, side = _side_of(first["scan"])
            stem = f"{scan}-1"
        if side in _BACK:
            backs.append((path.parent, stem, path))
        else:
            place = path.parent, stem
            rank = _FRONT.index(side)
            if place not in fronts or rank < fronts[place][0]:
                fronts[place] = rank, path
    return {
        path: fronts[folder, stem][1]
        for folder, stem, path in backs
        if (folder, stem) in fronts and not _of_several(fronts[folder, stem][1], names)
    }


def _of_several(front: Path, names: Collection[tuple[Path, str]]) -> bool:
    """Whether a front is one of several photos that were cut out of a scan."""
    first = _FIRST_OF.fullmatch(front.stem)
    return first is not None and (front.parent, f"{first['scan'].casefold()}-2") in names


def _side_of(name: str) -> tuple[str, str]:
    """A name without what tells its side, and the side."""
    found = _SIDE.fullmatch(name)
    if found is not None and found["stem"]:
        side = found["side"].casefold()
        if found["mark"] or (len(side) == 1 and found["stem"][-1].isdigit()):
            return found["stem"].casefold(), side
    return name.casefold(), ""
