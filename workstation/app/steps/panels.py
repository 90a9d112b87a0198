"""One panel for each step, in the fixed order."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from resources.text import Text
from workstation.app.language import said
from workstation.app.session import Session
from workstation.app.steps.specs import Choice, Flag, PanelSpec, specs
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import Switch, ValueSlider, icon_button, more_button, muted
from workstation.app.widgets.fields import Number
from workstation.core.recipe import bounds, replaced

_NARROWEST = 288


class StepPanel(QFrame):
    """One step: its switch, its controls, and the eye that shows the photo without it."""

    def __init__(self, spec: PanelSpec, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._session = session
        self._default = spec.step()
        self.paint: QPushButton | None = None
        self._always: list[QWidget] = []
        self._controls: dict[str, ValueSlider | QComboBox | QCheckBox] = {}
        self._build()

    @property
    def kind(self) -> str:
        """The step's kind."""
        kind: str = self._spec.step.kind
        return kind

    def control(self, field: str) -> ValueSlider | QComboBox | QCheckBox:
        """The control of a field of the step."""
        return self._controls[field]

    # Building

    def _build(self) -> None:
        layout = layouts.column(self, self._header(), margins=(8, 4, 8, 8), spacing=4)
        self._body = QWidget(self)
        body = self._inside = QVBoxLayout(self._body)
        body.setContentsMargins(28, 0, 8, 0)
        body.setSpacing(4)
        for control in self._spec.controls:
            if not control.more:
                body.addWidget(self._made(control))
        self._said = muted("", self, small=True, wrap=True)
        body.addWidget(self._said)
        body.addWidget(self._more_part())
        layout.addWidget(self._body)
        if self._spec.masks is not None:
            layout.addLayout(self._paint_row(self._spec.masks.paint))

    def _paint_row(self, words: str) -> QHBoxLayout:
        """The button for painting: it switches the step on, so it is not of the body."""
        button = self.paint = QPushButton(icons.icon("brush"), f"\u2002{words}", self)
        button.setAccessibleName(words)
        button.setIconSize(icons.square(16))
        row = QHBoxLayout()
        row.setContentsMargins(28, 0, 8, 0)
        row.addWidget(button)
        return row

    def _header(self) -> QHBoxLayout:
        title = said(self._spec.title)
        self._fold = icon_button("chevron-down", self.tr("Fold or unfold {0}").format(title), self)
        self._fold.setObjectName("fold")
        self._fold.setCheckable(True)
        self._fold.setChecked(True)
        self._fold.toggled.connect(self._on_fold)
        name = QLabel(title, self)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self._eye = icon_button("eye", self.tr("Show the photo without {0}").format(title), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(lambda on: self._session.hide(self.kind, on))
        self._reset = icon_button("rotate-ccw", self.tr("Reset {0}").format(title), self)
        self._reset.clicked.connect(self._on_reset)
        self._switch = Switch(self.tr("{0} on or off").format(title), self)
        self._switch.clicked.connect(self.switch)
        row = layouts.row(None, self._fold, spacing=4)
        row.addWidget(name, 1)
        for part in (self._eye, self._reset, self._switch):
            row.addWidget(part)
        return row

    def _more_part(self) -> QWidget:
        part = QWidget(self)
        layout = layouts.column(part, margins=layouts.NONE, spacing=4)
        button = more_button(self.tr("More of {0}").format(said(self._spec.title)), part)
        inner = QWidget(part)
        inner_layout = layouts.column(inner, margins=layouts.NONE, spacing=4)
        for control in self._spec.controls:
            if control.more:
                inner_layout.addWidget(self._made(control))
        inner.hide()
        button.toggled.connect(inner.setVisible)
        layout.addWidget(button)
        layout.addWidget(inner)
        return part

    def _made(self, control: Number | Choice | Flag) -> QWidget:
        if isinstance(control, Number):
            return self._slider(control)
        if isinstance(control, Flag):
            return self._flag(control)
        return self._choice(control)

    def _slider(self, control: Number) -> QWidget:
        slider = control.slider(self._spec.step, self)
        slider.changed.connect(
            lambda value, gesture: self._set(
                control.field,
                value / control.factor,
                Text("{label} {value}", label=control.label, value=slider.text(value)),
                gesture,
            )
        )
        self._controls[control.field] = slider
        return slider

    def _flag(self, control: Flag) -> QWidget:
        box = QCheckBox(said(control.label), self)
        box.setToolTip(control.tip)
        box.setAccessibleDescription(control.tip)
        state = {
            True: Text("{label} on", label=control.label),
            False: Text("{label} off", label=control.label),
        }
        box.clicked.connect(lambda on: self._set(control.field, on, state[bool(on)], None))
        self._controls[control.field] = box
        return box

    def _choice(self, control: Choice) -> QWidget:
        row = QWidget(self)
        box = QComboBox(row)
        for value, text in control.values:
            box.addItem(said(text), value)
        box.setToolTip(control.tip)
        box.setAccessibleName(said(control.label))
        box.activated.connect(
            lambda i: self._set(
                *(control.field, box.itemData(i)),
                Text("{label}: {value}", label=control.label, value=control.values[i][1]),
                None,
            )
        )
        # A long text must not make the whole panel wider than its dock.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        label = QLabel(said(control.label), row)
        label.setBuddy(box)
        layouts.column(row, label, box, margins=(0, 4, 0, 4), spacing=4)
        self._controls[control.field] = box
        return row

    def add(self, part: QWidget) -> None:
        """Put something more below the controls that are always seen."""
        self._inside.insertWidget(self._inside.indexOf(self._said), part)

    def add_always(self, part: QWidget) -> None:
        """Put something below that can be used while the step is off: it switches it on."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(part)
        self._always.append(part)

    # What the user does

    def _set(self, field: str, value: Any, name: str, gesture: object | None) -> None:
        step = self._step() or self._default
        changes = {field: value}
        if overrides := self._spec.overrides(field):
            # What was found so far stays, so that only the field that is moved changes the picture.
            changes = {**self._found(step), **overrides, **changes}
        self._session.set_step(replaced(step, **changes), name, gesture)

    def switch(self, on: bool) -> None:
        """Switch the step on, as it was last, or off."""
        if on:
            step = self._session.last_step(self.kind) or self._default
            self._session.set_step(step, Text("{step} on", step=self._spec.title))
        else:
            self._session.remove_step(self.kind, Text("{step} off", step=self._spec.title))

    def _on_reset(self) -> None:
        # Only what the panel shows: dots and regions that were painted stay.
        step = replaced(self._step(), **self._defaults())
        self._session.set_step(step, Text("{step} reset", step=self._spec.title))

    def _defaults(self) -> dict[str, Any]:
        names = (*(control.field for control in self._spec.controls), *self._spec.resets)
        return {name: getattr(self._default, name) for name in names}

    def _on_fold(self, open_: bool) -> None:
        self._fold.setIcon(icons.icon("chevron-down" if open_ else "chevron-right"))
        self._body.setVisible(open_)
        for part in (*((self.paint,) if self.paint is not None else ()), *self._always):
            part.setVisible(open_)

    # What is shown

    def refresh(self) -> None:
        """Show the step as the recipe has it."""
        step = self._step()
        on = step is not None
        shown = step or self._session.last_step(self.kind) or self._default
        self.setEnabled(self._session.current is not None)
        self._body.setEnabled(on)
        self._eye.setEnabled(on)
        as_default = all(getattr(shown, n) == v for n, v in self._defaults().items())
        self._reset.setEnabled(on and not as_default)
        with QSignalBlocker(self._switch):
            self._switch.setChecked(on)
        hidden = self.kind in self._session.hidden
        with QSignalBlocker(self._eye):
            self._eye.setChecked(hidden)
        self._eye.setIcon(icons.icon("eye-off" if hidden else "eye"))
        self._show(shown)

    def _show(self, step: Any) -> None:
        analysis = self._session.analysis(self.kind)
        found = self._found(step)
        for control in self._spec.controls:
            value = found.get(control.field, getattr(step, control.field))
            widget = self._controls[control.field]
            if isinstance(control, Number) and isinstance(widget, ValueSlider):
                widget.show_value(value * control.factor)
            elif isinstance(widget, QCheckBox):
                widget.setChecked(bool(value))
            elif isinstance(widget, QComboBox):
                widget.setCurrentIndex(max(0, widget.findData(value)))
        said = self._spec.says(analysis) if analysis is not None else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _found(self, step: Any) -> dict[str, float]:
        analysis = self._session.analysis(self.kind)
        if analysis is None:
            return {}
        found = self._spec.found(step, analysis)
        ranges = {name: bounds(step, name) for name in found}
        return {name: min(max(found[name], ranges[name][0]), ranges[name][1]) for name in found}

    def _step(self) -> Any:
        return self._session.step(self.kind)


class Panels(QScrollArea):
    """All panels, one above the other.

    Signals
    -------
    paint_requested
        The user wants to paint for the step of this kind.
    """

    paint_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        layout = layouts.column(inner, margins=layouts.NONE, spacing=0)
        self.panels = {panel.kind: panel for panel in (StepPanel(s, session) for s in specs())}
        for kind, panel in self.panels.items():
            if panel.paint is not None:
                panel.paint.clicked.connect(partial(self.paint_requested.emit, kind))
            layout.addWidget(panel)
            line = QFrame(inner)
            line.setObjectName("line")
            layout.addWidget(line)
        layout.addStretch(1)
        self._parts = layout
        self.setWidget(inner)
        self._inner = inner
        session.recipe_changed.connect(self.refresh)
        session.rendition_changed.connect(self.refresh)
        self.refresh()

    def add(self, part: QWidget) -> None:
        """Put something below the panels."""
        self._parts.insertWidget(self._parts.count() - 1, part)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest panel in the window's language: nothing is cut off."""
        inner = self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(_NARROWEST, inner), super().minimumSizeHint().height())

    def refresh(self) -> None:
        """Show the recipe of the photo in front."""
        for panel in self.panels.values():
            panel.refresh()
