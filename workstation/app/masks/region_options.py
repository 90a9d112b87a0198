"""Sliders and switches of the selected region: what holds in it, and how its area is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.target import MaskTarget
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import ValueSlider, more_button
from workstation.app.widgets.fields import Number
from workstation.core.masks.shapes import Mask

translate = QCoreApplication.translate


def _of_masks() -> tuple[Number, ...]:
    grow = translate("RegionOptions", "Moves the outline outwards, or inwards")
    feather = translate("RegionOptions", "Lets the outline fade")
    words = translate("RegionOptions", "Grow"), translate("RegionOptions", "Feather")
    return (
        Number("grow", words[0], grow, 100, 1, "%", low=-5, high=5),
        Number("feather", words[1], feather, 100, 1, "%", low=0, high=10),
    )


class RegionOptions(QWidget):
    """What can be set inside the regions of one step.

    Attributes
    ----------
    sliders, switches
        By the name of the field.
    """

    def __init__(
        self, editor: MaskEditor, target: MaskTarget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._numbers, self._of_mask = target.numbers, _of_masks()
        self.sliders: dict[str, ValueSlider] = {}
        self.switches: dict[str, QCheckBox] = {}
        layout = layouts.column(self, margins=layouts.NONE, spacing=4)
        for number in target.numbers:
            layout.addWidget(self._slider(number, target.adjustment))
        layout.addWidget(self._switch("smart_edge", self.tr("Smart edge"), ""))
        layout.addWidget(self._area())

    def _area(self) -> QWidget:
        """The settings of the area, folded away at first."""
        part = QWidget(self)
        button = more_button(self.tr("More of the region"), part)
        inner = QWidget(part)
        inside = layouts.column(inner, margins=layouts.NONE, spacing=4)
        for number in self._of_mask:
            inside.addWidget(self._slider(number, Mask))
        holes_tip = self.tr("Takes in what is enclosed")
        inside.addWidget(self._switch("fill_holes", self.tr("Fill holes"), holes_tip))
        inside.addWidget(self._switch("invert", self.tr("Invert"), ""))
        inner.hide()
        button.toggled.connect(inner.setVisible)
        layouts.column(part, button, inner, margins=layouts.NONE, spacing=4)
        return part

    def _slider(self, number: Number, owner: type) -> ValueSlider:
        slider = number.slider(owner, self)
        change = self._editor.set_mask if owner is Mask else self._editor.set

        def changed(value: float, gesture: object) -> None:
            words = f"{number.label} {slider.text(value)}"
            change(words, gesture, **{number.field: value / number.factor})

        slider.changed.connect(changed)
        self.sliders[number.field] = slider
        return slider

    def _switch(self, field: str, label: str, tip: str) -> QCheckBox:
        switch = QCheckBox(label, self)
        switch.setToolTip(tip)
        switch.setAccessibleDescription(tip)

        def clicked(on: bool) -> None:
            state = self.tr("on") if on else self.tr("off")
            self._editor.set_mask(f"{label} {state}", **{field: on})

        switch.clicked.connect(clicked)
        self.switches[field] = switch
        return switch

    def refresh(self) -> None:
        """Show the settings of the selected region."""
        region = self._editor.chosen
        for numbers, owner in ((self._numbers, region), (self._of_mask, region.mask)):
            for number in numbers:
                number.show(self.sliders[number.field], owner)
        for field, switch in self.switches.items():
            switch.setChecked(getattr(region.mask, field))
