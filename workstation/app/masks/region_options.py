"""What the selected region does, and how its area is made of what was painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.app.masks.toolbox import Toolbox
from workstation.app.widgets.controls import ValueSlider, more_button
from workstation.core.colorize.hints import Region


class RegionEffect(QWidget):
    """Takes a colour, finds one, or stays grey."""

    def __init__(self, box: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self.choice = QComboBox(self)
        for value, text in (
            ("colour", self.tr("has a colour")),
            ("automatic", self.tr("is recoloured automatically")),
            ("grey", self.tr("stays grey")),
        ):
            self.choice.addItem(text, value)
        self.choice.setAccessibleName(self.tr("What the region does"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(10)
        self.choice.activated.connect(self._on_choice)
        label = QLabel(self.tr("The region"), self)
        label.setBuddy(self.choice)
        self.following = QPushButton(self.tr("Next proposal"), self)
        self.following.setToolTip(self.tr("Another colour that the network holds for likely"))
        self.following.clicked.connect(box.next_proposal)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.following)

    def refresh(self, region: Region) -> None:
        """Show what a region does."""
        self.choice.setCurrentIndex(self.choice.findData(region.does))
        self.following.setVisible(region.does == "automatic")

    def _on_choice(self, index: int) -> None:
        self._box.set_does(self.choice.itemData(index), self.choice.itemText(index))


class RegionOptions(QWidget):
    """Sliders and switches of the selected region."""

    def __init__(self, box: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self.sliders: dict[str, ValueSlider] = {}
        self.switches: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for slider in self._looks():
            layout.addWidget(slider)
        layout.addWidget(self._switch("smart_edge", self.tr("Smart edge"), ""))
        layout.addWidget(self._area())

    def _looks(self) -> list[ValueSlider]:
        return [
            self._slider("strength", self.tr("Strength"), 0, 100, 100, 100, "%", ""),
            self._slider("vividness", self.tr("Vividness"), 0, 2, 1, 1, "×", ""),
            self._slider("warmth", self.tr("Warmth"), -1, 1, 0, 1, "", ""),
        ]

    def _area(self) -> QWidget:
        """The settings of the area, folded away at first."""
        part = QWidget(self)
        button = more_button(self.tr("More of the region"), part)
        inner = QWidget(part)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        grow_tip = self.tr("Moves the outline outwards, or inwards")
        inside.addWidget(self._slider("grow", self.tr("Grow"), -5, 5, 0, 100, "%", grow_tip))
        feather_tip = self.tr("Lets the outline fade")
        feather = self._slider("feather", self.tr("Feather"), 0, 10, 0, 100, "%", feather_tip)
        inside.addWidget(feather)
        holes_tip = self.tr("Takes in what is enclosed")
        inside.addWidget(self._switch("fill_holes", self.tr("Fill holes"), holes_tip))
        inside.addWidget(self._switch("invert", self.tr("Invert"), ""))
        inner.hide()
        button.toggled.connect(inner.setVisible)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(button)
        layout.addWidget(inner)
        return part

    def _slider(
        self,
        field: str,
        label: str,
        low: float,
        high: float,
        default: float,
        factor: float,
        unit: str,
        tip: str,
    ) -> ValueSlider:
        """A slider whose number is the region's field, or its mask's, times a factor."""
        decimals = 0 if high == 100 else 1 if unit == "%" else 2
        slider = ValueSlider(
            label, low, high, default, decimals=decimals, unit=unit, tip=tip, parent=self
        )
        change = self._changer(field)

        def changed(value: float, gesture: object) -> None:
            change(f"{label} {slider.text(value)}", gesture, **{field: value / factor})

        slider.changed.connect(changed)
        slider.setProperty("factor", factor)
        self.sliders[field] = slider
        return slider

    def _changer(self, field: str) -> Callable[..., None]:
        return self._box.set_mask if field in ("grow", "feather") else self._box.set_region

    def _switch(self, field: str, label: str, tip: str) -> QCheckBox:
        switch = QCheckBox(label, self)
        switch.setToolTip(tip)
        switch.setAccessibleDescription(tip)

        def clicked(on: bool) -> None:
            state = self.tr("on") if on else self.tr("off")
            self._box.set_mask(f"{label} {state}", **{field: on})

        switch.clicked.connect(clicked)
        self.switches[field] = switch
        return switch

    def refresh(self, region: Region) -> None:
        """Show the settings of a region."""
        for field, slider in self.sliders.items():
            source = region.mask if field in ("grow", "feather") else region
            slider.show_value(getattr(source, field) * slider.property("factor"))
        for field, switch in self.switches.items():
            switch.setChecked(getattr(region.mask, field))
