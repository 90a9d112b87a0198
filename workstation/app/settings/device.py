"""What runs the networks: the wish, what a trial has found, and trying it once more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from workstation.app.engine import Engine
from workstation.app.language import said
from workstation.app.settings.page import SettingsPage
from workstation.app.settings.preferences import Preferences

translate = QCoreApplication.translate


class DevicePage(SettingsPage):
    """Device, threads and memory."""

    def __init__(self, preferences: Preferences, engine: Engine) -> None:
        super().__init__("device", preferences)
        self._engine = engine
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.setAccessibleName(translate("Preferences", "What runs now, and why"))
        self._test_again = translate("Preferences", "Test again")
        self.again = QPushButton(self._test_again, self)
        self.again.setToolTip(
            translate("Preferences", "Try the graphics processor once more, with the real network")
        )
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda: self._engine.probe_gpu(again=True))
        self.box.addWidget(self.verdict)
        self.box.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self._engine.device_changed.connect(self._follow)
        self._engine.gpu_probed.connect(self._follow)
        self._follow()
        self.end()

    def _follow(self) -> None:
        device, gpu = self._engine.device, self._engine.gpu
        lines = []
        if device is not None:
            now = translate("Preferences", "Runs now: {0}. {1}")
            lines.append(now.format(said(device.name), said(device.reason)))
        if self._engine.probing:
            lines.append(translate("Preferences", "The graphics processor is being tried…"))
        elif gpu is not None and (device is None or gpu.reason != device.reason):
            lines.append(said(gpu.reason))
        self.verdict.setText("\n".join(lines))
        self.again.setText(
            translate("Preferences", "Test now") if gpu is None else self._test_again
        )
        self.again.setEnabled(not self._engine.probing)
        self.show_values()
