"""Controls for fields of frozen values: what one is called, and the slider of its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from workstation.app.language import said
from workstation.app.widgets.controls import ValueSlider
from workstation.core.recipe import bounds


@dataclass(frozen=True)
class Number:
    """A number of a step, of a local adjustment or of a mask, as a slider.

    Attributes
    ----------
    field, label, tip
        Its name in the value and for the user, and what it does.
    factor, decimals, unit
        The shown number is the field times `factor`.
    more
        Whether it is among those that *More* shows.
    low, high
        The ends of the slider, as shown, where they are nearer than the field's bounds.
    """

    field: str
    label: str
    tip: str
    factor: float = 1.0
    decimals: int = 2
    unit: str = ""
    more: bool = False
    low: float | None = None
    high: float | None = None

    def slider(self, owner: type[Any], parent: QWidget) -> ValueSlider:
        """The slider of the field of a class, at the field's default."""
        low, high = bounds(owner, self.field)
        return ValueSlider(
            said(self.label),
            low * self.factor if self.low is None else self.low,
            high * self.factor if self.high is None else self.high,
            owner.__dataclass_fields__[self.field].default * self.factor,
            decimals=self.decimals,
            unit=self.unit,
            tip=self.tip,
            parent=parent,
        )

    def show(self, slider: ValueSlider, value: Any) -> None:
        """Let the slider show the field of a value."""
        slider.show_value(getattr(value, self.field) * self.factor)
