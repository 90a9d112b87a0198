"""Beside the scan: each photo as it will be cut out, and the scan's resolution."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from workstation.app.language import said
from workstation.app.split import drawing
from workstation.app.split.scans import Scan
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import muted
from workstation.app.widgets.dpi import DpiField, told
from workstation.app.widgets.numbers import number
from workstation.app.widgets.theme import Theme
from workstation.batch.splitting.frames import PhotoFrame
from workstation.core.io import resolution

_PICTURE: Final = 112
_SIGN: Final = 20


class PhotoList(QListWidget):
    """The photos of a scan, straightened, each with its number and what is not sure of it.

    Signals
    -------
    picked
        The user has chosen a photo here: its number from 0.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawn: list[PhotoFrame | None] = []
        self.setAccessibleName(self.tr("Photos of this scan"))
        self.setIconSize(QSize(_PICTURE, _PICTURE))
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setSpacing(4)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(lambda row: self.picked.emit(row) if row >= 0 else None)

    def show_frames(self, scan: Scan | None, frames: tuple[PhotoFrame, ...]) -> None:
        """Show the photos in these frames; only those that changed are drawn anew."""
        with QSignalBlocker(self):
            while self.count() > len(frames):
                self.takeItem(self.count() - 1)
            while self.count() < len(frames):
                self.addItem(QListWidgetItem())
        self._drawn = (self._drawn + [None] * len(frames))[: len(frames)]
        for index, frame in enumerate(frames):
            if scan is not None and self._drawn[index] is not frame:
                self._draw(self.item(index), scan, frame, index)
                self._drawn[index] = frame

    def forget(self) -> None:
        """Another scan comes: nothing drawn holds any more."""
        self._drawn = []

    def choose(self, index: int) -> None:
        """Show which photo is chosen."""
        with QSignalBlocker(self):
            self.setCurrentRow(index)

    def _draw(self, item: QListWidgetItem, scan: Scan, frame: PhotoFrame, index: int) -> None:
        text = self.tr("Photo {0}").format(index + 1)
        size = _size_of(scan, frame)
        text = f"{text}\n{size}" if size else text
        if frame.angle_deg:
            text += "\n" + self.tr("turned by {0}°").format(number(frame.angle_deg, 1, sign=True))
        if frame.doubts:
            text = self.tr("Photo {0}: doubtful").format(index + 1)
            text += "\n" + "\n".join(map(said, frame.doubts))
        item.setText(text)
        item.setToolTip(text)
        picture = self._picture(scan, frame)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # else the accent colour would tint it
        item.setIcon(icon)

    def _picture(self, scan: Scan, frame: PhotoFrame) -> QPixmap:
        """The photo in the middle of a square, with a sign where it is doubtful."""
        ratio = self.devicePixelRatioF()
        photo = drawing.upright(scan, frame, QSize(_PICTURE, _PICTURE), ratio)
        square = QPixmap(round(_PICTURE * ratio), round(_PICTURE * ratio))
        square.setDevicePixelRatio(ratio)
        square.fill(Qt.GlobalColor.transparent)
        painter = QPainter(square)
        size = photo.deviceIndependentSize()
        x, y = (_PICTURE - size.width()) / 2, (_PICTURE - size.height()) / 2
        painter.drawPixmap(round(x), round(y), photo)
        if frame.doubts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colours.panel)
            painter.drawEllipse(0, 0, _SIGN + 8, _SIGN + 8)
            warning = self._theme.colours.warning
            painter.drawPixmap(4, 3, icons.pixmap("triangle-alert", _SIGN, warning, ratio))
        painter.end()
        return square


def _size_of(scan: Scan, frame: PhotoFrame) -> str:
    """Width and height on paper; empty if nobody knows."""
    if scan.photo is None:
        return ""
    dpi = scan.dpi or resolution.plausible(scan.photo)
    if dpi is None:
        return ""
    across, down = (dpi, dpi) if isinstance(dpi, float | int) else dpi
    height, width = resolution.size_mm(scan.photo, (across, down))
    return f"{number(frame.width * width)} × {number(frame.height * height)} mm"


class ResolutionRow(QWidget):
    """Asks for the scan's resolution where its file does not say it.

    Signals
    -------
    changed
        Dots per inch, or None for not known.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = muted("", self, wrap=True)
        label = QLabel(self.tr("&Resolution"), self)
        self.field = DpiField(self)
        label.setBuddy(self.field)
        self.field.valueChanged.connect(lambda _: self.changed.emit(self.field.dpi))
        row = layouts.row(None, label, self.field, spacing=8)
        row.addStretch(1)
        layouts.column(self, row, self._note, margins=layouts.NONE, spacing=4)

    @property
    def note(self) -> str:
        """What is said about the resolution."""
        return self._note.text()

    def show_scan(self, scan: Scan | None) -> None:
        """Ask about a scan, if there is something to ask or to say."""
        photo = None if scan is None else scan.photo
        asked = photo is not None and bool(resolution.note(photo))
        self.setVisible(asked)
        if scan is None or photo is None or not asked:
            return
        self.field.show_dpi(scan.dpi)
        sheet = self.tr("So its longer side is taken for that of an A4 sheet.")
        self._note.setText(told(photo, scan.dpi, sheet))
