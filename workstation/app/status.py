"""The status bar: what runs and how to stop it, pixel under the pointer, zoom, device."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from workstation.app.language import said
from workstation.app.session import Session
from workstation.app.widgets import icons, layouts, theme
from workstation.app.widgets.controls import Spin, muted
from workstation.app.widgets.numbers import number

if TYPE_CHECKING:
    from workstation.app.viewer.drawing import Probe

# A job that is done sooner than this would only make the bar flicker.
_PATIENCE_MS = 300
_TOLD_MS = 20_000


class Status(QStatusBar):
    """One line at the bottom of the window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self._finding: QAction | None = None
        self._gpu: QAction | None = None
        self._told = _Told(self)
        self._running = _Running(session, self)
        self.addWidget(self._running)
        self.addWidget(self._told, 1)
        self.page = _PageChoice(session, self)
        self._pixel = _small_label(self)
        self._pixel.setAccessibleName(self.tr("Colour under the pointer"))
        self.zoom = _menu_button(self.tr("Zoom"), self)
        self.device = _menu_button(self.tr("Device and time"), self)
        self.device.setIcon(icons.icon("cpu"))
        for part in (self._pixel, self.page, self.zoom, self.device):
            self.addPermanentWidget(part)
        self._running.shown_changed = self._told.set_room
        session.rendition_changed.connect(self._show_device)
        session.engine.device_changed.connect(self._show_device)
        session.engine.gpu_probed.connect(self._show_device)
        self._show_device()

    def point_at(self, probe: Probe | None) -> None:
        """Show the colour under the pointer."""
        if probe is None:
            self._pixel.clear()
            return
        lightness, a, b = lab_of(probe.rgb)
        red, green, blue = probe.rgb
        self._pixel.setText(
            f"x {probe.column}  y {probe.row}    RGB {red} {green} {blue}    "
            f"Lab {number(lightness)} {number(a, sign=True)} {number(b, sign=True)}"
        )

    def offer_devices(self, actions: list[QAction]) -> None:
        """Let the user choose what runs the networks; below stands what a trial has found."""
        fill(self.device, actions)
        self._gpu = next(action for action in actions if action.objectName() == "device_gpu")
        menu = self.device.menu()
        menu.addSeparator()
        self._finding = menu.addAction("")
        self._finding.setEnabled(False)

    def show_zoom(self, zoom: float | None) -> None:
        """Show the zoom, where there is a photo."""
        self.zoom.setVisible(zoom is not None)
        if zoom is not None:
            percent = zoom * 100
            self.zoom.setText(f"{number(percent, 0 if percent >= 10 else 1)} %")

    def tell(self, text: str, words: str = "", do: Callable[[], None] | None = None) -> None:
        """Say that something worked, and offer what comes next."""
        self._told.tell(text, words, do)

    @property
    def told(self) -> str:
        """What was said last, as long as it stands there."""
        return self._told.text

    def stop_clocks(self) -> None:
        """Let nothing tick any more: the window closes."""
        self._told.stop()
        self._running.stop()

    def _show_device(self) -> None:
        chosen, facts = self._session.engine.device, self._session.facts
        gpu = self._session.engine.gpu
        if self._finding is not None:
            trying = self._session.engine.probing or gpu is None
            told = self.tr("The graphics processor is being tried…")
            self._finding.setText(told if trying or gpu is None else said(gpu.reason))
            if gpu is not None and gpu.device is not None and self._gpu is not None:
                self._gpu.setText(self.tr("Run on the &GPU: {0}").format(gpu.device))
        if chosen is None:
            self.device.setText(" " + self.tr("Starting…"))
            return
        name, seconds = chosen.name, ""
        if facts is not None and facts.report.coloured:
            name = facts.report.device
            seconds = self.tr(" · {0} s").format(number(facts.report.seconds, 1))
        self.device.setText(f" {said(name)}{seconds}")
        self.device.setToolTip(self.tr("Runs the networks. {0}").format(said(chosen.reason)))


class _Told(QWidget):
    """A sentence about what worked, with a button for what comes next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        self._label = QLabel(self)
        self._label.setMinimumWidth(1)  # a long sentence must not widen the window
        self._button = QPushButton(self)
        self._button.setFlat(True)
        self._button.setObjectName("link")
        self._button.hide()
        self._button.clicked.connect(self._on_button)
        self._do: Callable[[], None] | None = None
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOLD_MS)
        self._timer.timeout.connect(lambda: self.tell("", "", None))

    def tell(self, text: str, words: str, do: Callable[[], None] | None) -> None:
        self._label.setText(text)
        self._label.setToolTip(text)
        self._button.setText(words)
        self._button.setVisible(bool(words))
        self._do = do
        if text:
            self._timer.start()

    @property
    def text(self) -> str:
        return self._label.text()

    def stop(self) -> None:
        self._timer.stop()

    def set_room(self, taken: bool) -> None:
        self.setVisible(not taken)

    def _on_button(self) -> None:
        if self._do is not None:
            self._do()


class _Running(QWidget):
    """What runs, how far it is, and the button that stops it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.shown_changed: Callable[[bool], None] = lambda _shown: None
        layout = layouts.row(self, margins=(8, 0, 0, 0), spacing=8)
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setToolTip(self.tr("Cancel (Esc)"))
        self._cancel.clicked.connect(session.cancel)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for part in (self._label, self._bar, self._cancel):
            layout.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._appear)
        self.hide()
        session.jobs.changed.connect(self._follow)

    def stop(self) -> None:
        self._timer.stop()
        self._session.jobs.changed.disconnect(self._follow)

    def _follow(self) -> None:
        jobs = self._session.jobs.shown
        if not jobs:
            self._timer.stop()
            self._set_shown(False)
            return
        job = jobs[-1]
        more = self.tr(" (and {0} more)").format(len(jobs) - 1) if len(jobs) > 1 else ""
        self._label.setText(f"{job.title}{more}")
        self._bar.setAccessibleName(job.title)
        # An unknown end is shown as a moving bar.
        self._bar.setRange(0, 1000 if job.fraction > 0 else 0)
        self._bar.setValue(round(job.fraction * 1000))
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _appear(self) -> None:
        self._set_shown(bool(self._session.jobs.shown))

    def _set_shown(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            self.shown_changed(shown)


class _PageChoice(QWidget):
    """Which page of a file with several."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.several = False
        layout = layouts.row(self, margins=layouts.NONE, spacing=4)
        self.box = Spin(self)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(self.tr("Page"))
        self._of = _small_label(self)
        label = _small_label(self)
        label.setText(self.tr("Page"))
        for part in (label, self.box, self._of):
            layout.addWidget(part)
        self.box.valueChanged.connect(lambda page: session.turn_to(page - 1))
        session.current_changed.connect(self._follow)
        self.hide()

    def _follow(self) -> None:
        current = self._session.current
        pages = 1 if current is None else current.photo.pages
        self.several = pages > 1
        self.setVisible(self.several)
        if current is not None:
            self.box.blockSignals(True)
            self.box.setRange(1, pages)
            self.box.setValue(current.photo.page + 1)
            self.box.blockSignals(False)
            self._of.setText(self.tr("of {0}").format(pages))


def lab_of(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    """CIELAB of an 8-bit sRGB colour."""
    import numpy as np

    from workstation.core.color.cielab import to_lab

    lightness, ab = to_lab(np.array([[rgb]], np.float32) / np.float32(255))
    return float(lightness[0, 0]), float(ab[0, 0, 0]), float(ab[0, 0, 1])


def fill(button: QToolButton, actions: list[QAction]) -> None:
    """Give a button a menu."""
    menu = QMenu(button)
    menu.addActions(actions)
    button.setMenu(menu)


def _small_label(parent: QWidget) -> QLabel:
    return muted("", parent, small=True)


def _menu_button(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(icons.square(16))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setFont(theme.small_font())
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
