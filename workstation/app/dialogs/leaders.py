"""Choosing the photos whose colours a set takes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from workstation.app.dialogs import files
from workstation.app.jobs import Job, Lane
from workstation.app.language import both
from workstation.app.widgets.numbers import photos
from workstation.core.errors import HeirloomError, display_name
from workstation.core.progress import Progress


class Leaders(QComboBox):
    """What the photos of a set have in common, or the colours of photos that the user picks.

    Parameters
    ----------
    lane
        Where picked photos are looked at: one without colours is refused as soon as that is known.

    Signals
    -------
    told
        Why what was picked cannot be taken; empty after something that can.
    """

    told = Signal(str)

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._job: Job[None] | None = None
        self.paths: tuple[Path, ...] = ()
        self.addItem(self.tr("What the photos have in common"))
        self.addItem("")
        self._show()
        self.setToolTip(
            self.tr("Of photos in colour, restored ones or projects: skin and clothes as there")
        )
        self.activated.connect(self._on_activated)

    def give_up(self) -> None:
        """Look no longer; nobody asks any more."""
        if self._job is not None:
            self._job.cancel()

    def _on_activated(self, row: int) -> None:
        self.take(self._asked() if row else ())

    def take(self, paths: tuple[Path, ...]) -> None:
        """Take the colours of some photos, or of none."""
        self.give_up()
        self.paths = paths
        self._show()
        self.told.emit("")
        if paths:
            self._job = self._lane.start(
                partial(_look, paths), done=lambda _: None, failed=self._on_failed
            )

    def _asked(self) -> tuple[Path, ...]:
        title = self.tr("Take the colours of photos or projects")
        folder = str(self.paths[0].parent) if self.paths else ""
        kinds = self.tr("Photos and projects ({0});;All files (*)")
        return tuple(files.photos(self, title, folder, kinds, projects=True))

    def _on_failed(self, error: HeirloomError) -> None:
        self.paths = ()
        self._show()
        self.told.emit(both(error))

    def _show(self) -> None:
        text = self.tr("A photo in colour, or a restored one…")
        if len(self.paths) == 1:
            text = self.tr("The colours of {0}").format(display_name(self.paths[0]))
        elif self.paths:
            text = self.tr("The colours of {0}").format(photos(len(self.paths)))
        self.setItemText(1, text)
        self.setCurrentIndex(1 if self.paths else 0)


def _look(paths: tuple[Path, ...], progress: Progress) -> None:
    from workstation.batch.samples import check_reference

    for path in paths:
        progress.check()
        check_reference(path)
