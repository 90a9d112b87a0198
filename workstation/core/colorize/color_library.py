"""Named colours: "Dad's jacket" in one photo is "Dad's jacket" in the next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.core import json_text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import atomic_write

_VERSION = 1
_LARGEST = 4 << 20
RECENT = 12


@dataclass(frozen=True)
class NamedColour:
    """A colour that the user wants to find again; a*, b* in CIELAB units."""

    name: str
    a: float
    b: float


@dataclass(frozen=True)
class ColorLibrary:
    """The user's named colours, and those used last.

    Attributes
    ----------
    named
        In the user's order; names are distinct.
    recent
        a*, b* of the last colours used, latest first.
    """

    named: tuple[NamedColour, ...] = ()
    recent: tuple[tuple[float, float], ...] = ()

    def with_named(self, colour: NamedColour) -> ColorLibrary:
        """Add a colour; one of the same name gives way, at its place."""
        if any(known.name == colour.name for known in self.named):
            kept = (colour if known.name == colour.name else known for known in self.named)
            return ColorLibrary(tuple(kept), self.recent)
        return ColorLibrary((*self.named, colour), self.recent)

    def without(self, name: str) -> ColorLibrary:
        """Take a named colour out."""
        return ColorLibrary(tuple(known for known in self.named if known.name != name), self.recent)

    def used(self, a: float, b: float) -> ColorLibrary:
        """Remember a colour as the latest used."""
        colour = (round(a, 1), round(b, 1))
        others = [known for known in self.recent if known != colour]
        return ColorLibrary(self.named, (colour, *others)[:RECENT])

    def joined(self, other: ColorLibrary) -> ColorLibrary:
        """Both libraries' named colours; where names meet, the other's count."""
        library = self
        for colour in other.named:
            library = library.with_named(colour)
        return library


def save(library: ColorLibrary, path: Path) -> None:
    """Write a library at one stroke; an earlier one is replaced.

    Raises
    ------
    HeirloomError
        If it cannot be written.
    """
    data = {
        "heirloom_colours": _VERSION,
        "named": [vars(colour) for colour in library.named],
        "recent": library.recent,
    }
    text = json_text.dumps(data, indent=1)
    atomic_write.write(path, text, overwrite=True, parents=True)


def load(path: Path) -> ColorLibrary:
    """Read a library; an empty one if there is no such file.

    Raises
    ------
    HeirloomError
        If the file is damaged or cannot be read.
    """
    try:
        if not path.exists():
            return ColorLibrary()
        if path.stat().st_size > _LARGEST:
            raise ValueError(path)
        data = json_text.loads(path.read_text(encoding="utf-8"))
        if data["heirloom_colours"] != _VERSION:
            raise ValueError(data["heirloom_colours"])
        named = tuple(_named(item) for item in data["named"])
        recent = tuple((_ab(item[0]), _ab(item[1])) for item in data["recent"])
    except OSError as error:
        raise HeirloomError(
            "The colours in {name} cannot be read: {reason}.",
            "Check whether you may read the file.",
            name=display_name(path),
            reason=(error.strerror or "").lower(),
        ) from error
    except (IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise HeirloomError(
            "{name} is not a library of colours, or it is damaged.",
            "Choose another file, or move this one away to begin a new library.",
            name=display_name(path),
        ) from error
    library = ColorLibrary(recent=recent[:RECENT])
    for colour in named:
        library = library.with_named(colour)
    return library


def _named(item: Any) -> NamedColour:
    name = str(item["name"]).strip()
    if not name:
        raise ValueError(item)
    return NamedColour(name, _ab(item["a"]), _ab(item["b"]))


def _ab(value: Any) -> float:
    number = float(value)
    if not -128 <= number <= 128:
        raise ValueError(value)
    return number
