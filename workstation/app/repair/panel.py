"""The part of the mask panel that is about repair: the mask, and the photo without it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from workstation.app.commands.actions import Actions
from workstation.app.masks.panel import OwnPart
from workstation.app.repair.repair_editor import RepairEditor
from workstation.app.widgets import layouts
from workstation.core.steps import Repair


class RepairPart(OwnPart):
    """Whether the mask is shown, and a look without."""

    commands = ("tool_heal", "tool_stamp")

    def __init__(
        self, repairs: RepairEditor, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._repairs = repairs
        editor = repairs.editor
        self.shown = QCheckBox(self.tr("Show what is repaired"), self)
        self.shown.clicked.connect(editor.show_overlay)
        actions.tell(self.shown, "overlay", self.tr("Lays a colour over all that is painted"))
        self.without = QPushButton(self.tr("Hold to see without"), self)
        self.without.setToolTip(self.tr("The photo without Repair, as long as it is pressed"))
        self.without.pressed.connect(lambda: editor.session.hide(Repair.kind, True))
        self.without.released.connect(lambda: editor.session.hide(Repair.kind, False))
        layout = layouts.column(self, margins=(4, 4, 4, 4), spacing=4)
        for part in (self.shown, self.without):
            layout.addWidget(part)

    def refresh(self) -> None:
        """Show whether the mask is shown."""
        repairs = self._repairs
        self.shown.setChecked(repairs.editor.overlay)
        on = repairs.editor.session.step(Repair.kind) is not None
        self.shown.setEnabled(on)
        self.without.setEnabled(on)
