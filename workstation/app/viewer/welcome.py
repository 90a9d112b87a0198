"""The empty window: where to drop a photo, and what to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from workstation.app.widgets import icons, layouts, theme
from workstation.app.widgets.controls import muted

_SAMPLE = QSize(120, 90)
_RECENT_SHOWN = 5


class Welcome(QScrollArea):
    """An invitation: drop, open, a recent photo, a sample.

    Signals
    -------
    chosen
        The path of the photo to open.
    """

    chosen = Signal(object)

    def __init__(self, open_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A small window scrolls; the invitation must not make it large.
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        self._drop = QFrame(page)
        self._drop.setObjectName("drop")
        self._drop.setFixedWidth(640)
        layout = layouts.column(self._drop, margins=(48, 32, 48, 32), spacing=8)
        layout.addWidget(_emblem(self._drop))
        layout.addWidget(_heading(self.tr("Restore an old photograph"), self._drop))
        layout.addWidget(self._hint())
        layout.addSpacing(16)
        layout.addLayout(self._open_row(open_action))
        layout.addSpacing(24)
        self._recent = _Section(self.tr("Recent photos"), self._drop)
        self._samples = _Section(self.tr("Or try a sample"), self._drop)
        layout.addWidget(self._samples)
        layout.addWidget(self._recent)
        outer = QGridLayout(page)
        outer.addWidget(self._drop, 0, 0, Qt.AlignmentFlag.AlignCenter)
        page.setObjectName("page")
        self.setWidget(page)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List photos opened lately."""
        self._recent.clear()
        self._recent.setVisible(bool(paths))
        for path in paths[:_RECENT_SHOWN]:
            button = QPushButton(self._recent)
            button.setFlat(True)
            button.setIcon(icons.icon("image"))
            button.setText(path.name)
            button.setToolTip(str(path))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._opens(path))
            self._recent.add(button)

    def show_samples(self, paths: Sequence[Path]) -> None:
        """Show the sample photos."""
        self._samples.clear()
        self._samples.setVisible(bool(paths))
        row = QWidget(self._samples)
        layout = layouts.row(row, margins=layouts.NONE, spacing=8)
        for path in paths[:4]:
            button = QToolButton(row)
            button.setIcon(_thumbnail(path, self.devicePixelRatioF()))
            button.setIconSize(_SAMPLE)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(self.tr("Sample {0}").format(path.stem))
            button.setToolTip(path.stem.replace("-", " ").capitalize())
            button.clicked.connect(self._opens(path))
            layout.addWidget(button)
        layout.addStretch(1)
        self._samples.add(row)

    def take_focus(self) -> None:
        """Let Return open a photo."""
        self._button.setFocus()

    def show_drop(self, over: bool) -> None:
        """Show that letting go here opens what is dragged."""
        self._drop.setProperty("over", over)
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)

    def _opens(self, path: Path) -> Callable[[], None]:
        return lambda: self.chosen.emit(path)

    def _hint(self) -> QLabel:
        hint = QLabel(
            self.tr(
                "Drop photos or a folder here, or paste a picture. Nothing leaves this computer."
            ),
            self._drop,
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return hint

    def _open_row(self, action: QAction) -> QHBoxLayout:
        button = QPushButton(
            icons.icon("folder-open", primary=True), " " + self.tr("Open…"), self._drop
        )
        button.setDefault(True)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        self._button = button
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        return row


class _Section(QWidget):
    """A small heading and what stands below it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = layouts.column(self, margins=(0, 8, 0, 0), spacing=4)
        label = muted(title, self, small=True)
        self._layout.addWidget(label)
        self._parts: list[QWidget] = []
        self.hide()

    def add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._layout.addWidget(part)

    def clear(self) -> None:
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts.clear()


def _heading(text: str, parent: QWidget) -> QLabel:
    heading = QLabel(text, parent)
    heading.setFont(theme.large_font())
    heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return heading


def _emblem(parent: QWidget) -> QLabel:
    emblem = QLabel(parent)
    emblem.setPixmap(QApplication.windowIcon().pixmap(QSize(64, 64)))
    emblem.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return emblem


def _thumbnail(path: Path, ratio: float) -> QIcon:
    """The middle of a photo; small JPEGs are decoded at a fraction of their size."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    wanted = _SAMPLE * ratio
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return icons.icon("image")
    image = image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    left = (image.width() - wanted.width()) // 2
    top = (image.height() - wanted.height()) // 3
    pixmap = QPixmap.fromImage(image.copy(left, top, wanted.width(), wanted.height()))
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
