"""The part of the mask panel that is about repair: what was found, and the photo without it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton, QToolButton, QWidget

from workstation.app.commands.actions import Actions
from workstation.app.masks.panel import OwnPart
from workstation.app.repair.repair_editor import RepairEditor
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import muted
from workstation.app.widgets.numbers import number
from workstation.core.steps import Repair


class RepairPart(OwnPart):
    """Whether the mask is shown, the walk from piece to piece, and a look without."""

    commands = ("tool_heal", "tool_stamp")

    def __init__(
        self, repairs: RepairEditor, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._repairs = repairs
        editor = repairs.editor
        self.shown = QCheckBox(self.tr("Show what is repaired"), self)
        self.shown.clicked.connect(editor.show_overlay)
        actions.tell(
            self.shown, "overlay", self.tr("Lays a colour over all that is found and painted")
        )
        self.without = QPushButton(self.tr("Hold to see without"), self)
        self.without.setToolTip(self.tr("The photo without Repair, as long as it is pressed"))
        self.without.pressed.connect(lambda: editor.session.hide(Repair.kind, True))
        self.without.released.connect(lambda: editor.session.hide(Repair.kind, False))
        self.said = muted("", self, small=True, wrap=True)
        walk = layouts.row(None, margins=layouts.NONE, spacing=4)
        self.buttons: dict[str, QToolButton] = {}
        for name in ("next_damage", "leave_damage"):
            button = self.buttons[name] = QToolButton(self)
            button.setDefaultAction(actions[name])
            walk.addWidget(button)
        walk.addStretch(1)
        layout = layouts.column(self, margins=(4, 4, 4, 4), spacing=4)
        for part in (self.shown, self.said):
            layout.addWidget(part)
        layout.addLayout(walk)
        layout.addWidget(self.without)
        repairs.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what was found, and which piece is looked at."""
        repairs = self._repairs
        self.shown.setChecked(repairs.editor.overlay)
        on = repairs.editor.session.step(Repair.kind) is not None
        self.shown.setEnabled(on)
        self.without.setEnabled(on)
        pieces, at = repairs.pieces, repairs.number
        if at is None:
            self.said.setText(self.tr("{0} pieces found").format(len(pieces)) if pieces else "")
        else:
            names = {
                "line": self.tr("crack or scratch"),
                "speck": self.tr("speck"),
                "hole": self.tr("larger place"),
            }
            share = number(100 * pieces[at].share, 3)
            words = self.tr("{0} of {1}: {2}, {3} % of the photo")
            self.said.setText(words.format(at + 1, len(pieces), names[pieces[at].kind], share))
        self.said.setVisible(bool(pieces))
