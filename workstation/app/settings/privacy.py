"""What Heirloom keeps on this computer: said, shown and deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from workstation.app.settings.page import SettingsPage
from workstation.app.settings.preferences import Preferences
from workstation.app.widgets.controls import muted
from workstation.app.widgets.desktop import show
from workstation.core.settings import Settings

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Kept:
    """Something that lies on this computer.

    Attributes
    ----------
    words, tip
        What it is, and what is lost with it.
    path
        The file or folder.
    delete
        How to be rid of it; None for what only its own page may empty.
    """

    words: str
    tip: str
    path: Path
    delete: Callable[[], None] | None

    @property
    def folder(self) -> Path:
        """What the desktop can show of it."""
        return self.path if self.path.is_dir() else self.path.parent


def kept(settings: Settings) -> tuple[Kept, ...]:
    """All that Heirloom keeps besides the files that the user saves."""
    return (*_deletable(settings), *_with_own_place())


def _deletable(settings: Settings) -> tuple[Kept, ...]:
    import platformdirs

    from ml.inference import trials
    from workstation.core import edits
    from workstation.core.io.state import state_folder

    log = platformdirs.user_log_path("heirloom", appauthor=False)
    pasted = platformdirs.user_data_path("heirloom", appauthor=False) / "pasted"
    return (
        Kept(
            translate("Preferences", "Names of recent photos"),
            translate("Preferences", "The list under Open Recent, and the folders used last"),
            settings.path,
            settings.forget_photos,
        ),
        Kept(
            translate("Preferences", "Pictures pasted from the clipboard"),
            translate("Preferences", "Projects made of them need them"),
            pasted,
            lambda: _delete(pasted),
        ),
        Kept(
            translate("Preferences", "What was done to photos"),
            translate(
                "Preferences",
                "Photos begin anew when they are opened again; what a crash has left and earlier "
                "versions of projects go, too",
            ),
            state_folder(),
            edits.clear,
        ),
        Kept(
            translate("Preferences", "Log"),
            translate("Preferences", "What went wrong, for reports of mistakes"),
            log,
            lambda: _delete(log),
        ),
        Kept(
            translate("Preferences", "What was found out about devices"),
            translate("Preferences", "Without it, the graphics processor is tried again"),
            trials.file(),
            lambda: trials.file().unlink(missing_ok=True),
        ),
    )


def _with_own_place() -> tuple[Kept, ...]:
    """What is emptied where it is used."""
    from workstation.app.color_picker.color_library import default_path as colours
    from workstation.batch.database import usual_path as queue
    from workstation.core import presets

    return (
        Kept(
            translate("Preferences", "Named colours"),
            translate("Preferences", "The chooser of colours removes single ones"),
            colours(),
            None,
        ),
        Kept(
            translate("Preferences", "Your own presets"),
            translate("Preferences", "Recipes kept under a name; each is a file"),
            presets.folder(),
            None,
        ),
        Kept(
            translate("Preferences", "The queue"),
            translate("Preferences", "Which photos are to be restored, and what became of them"),
            queue(),
            None,
        ),
    )


def _delete(folder: Path) -> None:
    """Empty a folder; a log that is being written to stays, but empty."""
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.suffix == ".log":
                path.write_bytes(b"")
            else:
                path.unlink()


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    with suppress(OSError):
        if path.is_dir():
            return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
        return path.stat().st_size
    return 0


class PrivacyPage(SettingsPage):
    """What is remembered, and what lies where."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("privacy", preferences)
        promise = QLabel(
            translate(
                "Preferences",
                "Nothing leaves this computer: Heirloom opens no connection to any network, "
                "uploads nothing and counts nothing. Small pictures of photos live in memory, and "
                "go when the window closes.",
            ),
            self,
        )
        promise.setWordWrap(True)
        self.box.insertWidget(1, promise)
        heading = QLabel(translate("Preferences", "What lies on this computer"), self)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        self.box.addWidget(heading)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(16)
        self._list.setVerticalSpacing(8)
        self._list.setColumnStretch(0, 1)
        self.box.addLayout(self._list)
        self._sizes: list[tuple[Kept, QLabel]] = []
        for row, one in enumerate(kept(preferences.settings)):
            self._add_kept(row, one)
        everything = QPushButton(translate("Preferences", "Delete all of this"), self)
        everything.setAutoDefault(False)
        everything.setToolTip(translate("Preferences", "Whatever has a button Delete above"))
        everything.clicked.connect(self.delete_all)
        self._list.addWidget(everything, self._list.rowCount(), 2, 1, 2)
        self.end()
        self.show_sizes()

    def delete_all(self) -> None:
        """Forget and delete everything that can be."""
        for one, _ in self._sizes:
            if one.delete is not None:
                with suppress(OSError):
                    one.delete()
        self.show_sizes()

    def show_sizes(self) -> None:
        """Look how much there is of everything."""
        for one, label in self._sizes:
            if one.path == self.preferences.settings.path:
                count = len(self.preferences.settings.texts("recent"))
                label.setText(str(count))
            else:
                label.setText(self.locale().formattedDataSize(size(one.path)))

    def _add_kept(self, row: int, one: Kept) -> None:
        name = QLabel(one.words, self)
        name.setToolTip(f"{one.tip}\n{one.path}")
        how_much = muted("", self, small=True)
        self._sizes.append((one, how_much))
        self._list.addWidget(name, row, 0)
        self._list.addWidget(how_much, row, 1)
        look = self._button(translate("Preferences", "Show"), one, lambda: show(one.folder))
        look.setToolTip(str(one.path))
        self._list.addWidget(look, row, 2)
        if one.delete is not None:
            delete = one.delete
            button = self._button(translate("Preferences", "Delete"), one, delete)
            button.clicked.connect(self.show_sizes)
            self._list.addWidget(button, row, 3)

    def _button(self, word: str, one: Kept, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(word, self)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{word}: {one.words}")
        button.setToolTip(one.tip)
        button.clicked.connect(lambda _=False: do())
        return button
