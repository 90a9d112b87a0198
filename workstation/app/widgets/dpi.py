"""Asking how many dots per inch a photo has, where its file does not say so honestly."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.app.language import said
from workstation.app.widgets.controls import Spin
from workstation.app.widgets.numbers import number
from workstation.core.io import resolution
from workstation.core.io.photo import Photo

translate = QCoreApplication.translate


class DpiField(Spin):
    """A number of dots per inch, or that nobody knows; Enter ends it and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resolution of the scan"))
        self.setToolTip(self.tr("What the scanner was set to; it is written into the result"))
        # The least value stands for none.
        self.setRange(round(resolution.LEAST_DPI) - 1, round(resolution.MOST_DPI))
        self.setSpecialValueText(self.tr("not known"))
        self.setSuffix(" dpi")
        self.setSingleStep(50)
        self.setKeyboardTracking(False)
        self.show_dpi(None)

    @property
    def dpi(self) -> float | None:
        """The number; None if nobody knows."""
        return None if self.value() == self.minimum() else float(self.value())

    def show_dpi(self, dpi: float | None) -> None:
        """Show a number without saying that it changed."""
        self.blockSignals(True)
        self.setValue(self.minimum() if dpi is None else round(dpi))
        self.blockSignals(False)

    def stepBy(self, steps: int) -> None:
        """From not known, the first step goes to what most scans have."""
        if self.dpi is None and steps > 0:
            self.setValue(300)
        else:
            super().stepBy(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


def told(photo: Photo, dpi: float | None, unknown: str) -> str:
    """What the file says about its resolution, and the size on paper that a number means.

    Parameters
    ----------
    unknown
        What follows if nobody knows.
    """
    note = said(resolution.note(photo) or "")
    if dpi is not None:
        height, width = resolution.size_mm(photo, dpi)
        text = translate("Dpi", "So it is {0} × {1} mm large.").format(
            number(width), number(height)
        )
        return f"{note} {text}"
    return f"{note} {unknown}" if resolution.plausible(photo) is None else note
