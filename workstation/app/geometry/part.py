"""What the panel Geometry shows besides its sliders: buttons that turn, the crop and its ratio."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from workstation.app.commands.actions import Actions
from workstation.app.geometry.crop_tool import CropTool
from workstation.app.geometry.cropping import RATIOS
from workstation.app.language import said
from workstation.app.masks.editor import MaskEditor
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import action_button, icon_button

_BUTTONS = ("turn_left", "turn_right", "mirror", "flip", "tool_crop", "tool_level", "tool_corners")


class GeometryPart(QWidget):
    """Buttons for what the menu Image does, and the ratio of the crop."""

    def __init__(
        self, editor: MaskEditor, tool: CropTool, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._tool = editor, tool
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for name in _BUTTONS:
            button = QToolButton(self)
            button.setDefaultAction(actions[name])
            button.setAutoRaise(True)
            button.setIconSize(icons.square(18))
            button.setAccessibleName(actions[name].text().replace("&", ""))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.ratio = QComboBox(self)
        for ratio, words in RATIOS:
            self.ratio.addItem(said(words), ratio)
        self.ratio.setAccessibleName(self.tr("Ratio of the crop"))
        self.ratio.setToolTip(self.tr("The ratio of its sides that the crop keeps"))
        self.ratio.activated.connect(self._on_ratio)
        self.swap = icon_button("arrow-down-up", self.tr("Let the crop stand, or lie"), self)
        self.swap.clicked.connect(self._on_swap)
        label = QLabel(self.tr("Crop"), self)
        label.setBuddy(self.ratio)
        ratios = layouts.row(None, label, spacing=8)
        ratios.addWidget(self.ratio, 1)
        ratios.addWidget(self.swap)
        measured = layouts.row(
            None, *(action_button(actions[name], parent=self) for name in ("straighten", "trim"))
        )
        layouts.column(self, buttons, ratios, measured, margins=(28, 0, 8, 4), spacing=6)

    def _on_ratio(self, index: int) -> None:
        self._editor.take(self._tool.name)
        self._tool.keep_ratio(float(self.ratio.itemData(index)))

    def _on_swap(self) -> None:
        self._editor.take(self._tool.name)
        self._tool.swap()
