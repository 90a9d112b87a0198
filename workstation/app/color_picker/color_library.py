"""The user's colours, as they lie in their file: shared by every chooser of the window."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workstation.core.colorize import color_library
from workstation.core.colorize.color_library import ColorLibrary, NamedColour
from workstation.core.errors import HeirloomError

# In CIELAB units: what an arrow key or two make of a colour.
_LITTLE = 4.0


def default_path() -> Path:
    """Where the colours lie on this system."""
    import platformdirs

    return platformdirs.user_data_path("heirloom", appauthor=False) / "colours.json"


class ColorLibraryModel(QObject):
    """Keeps the library of colours; every change is written at once.

    Signals
    -------
    changed
        Other colours are named, or were used last.
    failed
        The file cannot be read or written: two sentences.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._library: ColorLibrary | None = None
        self._writable = True

    @property
    def library(self) -> ColorLibrary:
        """What is known; read when it is first asked for."""
        if self._library is None:
            self._library = ColorLibrary()
            try:
                self._library = color_library.load(self._path)
            except HeirloomError as error:
                # A file that cannot be read is not written over: it may hold somebody's colours.
                self._writable = False
                self.failed.emit(error)
        return self._library

    def used(self, a: float, b: float) -> None:
        """A colour was used; one that differs little from the last takes its place."""
        known = self.library
        if known.recent and math.dist(known.recent[0], (a, b)) < _LITTLE:
            known = ColorLibrary(known.named, known.recent[1:])
        self._take(known.used(a, b))

    def add(self, name: str, a: float, b: float) -> None:
        """Give a colour a name; an older one of that name gives way."""
        self._take(self.library.with_named(NamedColour(name, a, b)))

    def rename(self, old: str, new: str) -> bool:
        """Call a colour otherwise; False if another one has that name."""
        known = self.library
        if any(colour.name == new for colour in known.named):
            return False
        named = tuple(
            NamedColour(new, colour.a, colour.b) if colour.name == old else colour
            for colour in known.named
        )
        self._take(ColorLibrary(named, known.recent))
        return True

    def remove(self, name: str) -> None:
        """Take a named colour out."""
        self._take(self.library.without(name))

    def export_to(self, path: Path) -> None:
        """Write the named colours to a file of the user's own."""
        try:
            color_library.save(ColorLibrary(self.library.named), path)
        except HeirloomError as error:
            self.failed.emit(error)

    def import_from(self, path: Path) -> None:
        """Add the named colours of a file."""
        try:
            self._take(self.library.joined(color_library.load(path)))
        except HeirloomError as error:
            self.failed.emit(error)

    def _take(self, changed: ColorLibrary) -> None:
        if changed == self._library:
            return
        self._library = changed
        if self._writable:
            try:
                color_library.save(changed, self._path)
            except HeirloomError as error:
                self.failed.emit(error)
        self.changed.emit()
