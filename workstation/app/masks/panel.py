"""The panel below the steps: the tools, the regions of a step, and what can be set inside one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workstation.app.commands.actions import Actions
from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.geometry import LARGEST, SMALLEST, Brush
from workstation.app.masks.region_list import RegionList
from workstation.app.masks.region_options import RegionOptions
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import ValueSlider, muted

_TOOLS = ("tool_hand", "tool_brush", "eraser", "tool_lasso", "tool_similar")
# Hidden parts that were shown take their room a little later.
_LAID_OUT_MS = 30
_NESTED = 5


class OwnPart(QWidget):
    """What a step shows of its own in the panel, between its regions and their settings.

    Attributes
    ----------
    commands
        Commands of its own, beside the tools for masks.

    Signals
    -------
    moved
        What is to be set now lies elsewhere in it.
    """

    moved = Signal()

    commands: tuple[str, ...] = ()

    @property
    def invitation(self) -> str:
        """What to do now, where the part knows better than the panel."""
        return ""

    @property
    def empty(self) -> bool:
        """Whether the photo has nothing that the part would show."""
        return True

    def refresh(self) -> None:
        """Show what is selected as the recipe has it."""


class MaskPanel(QFrame):
    """Regions: the tools that paint them, the list, and what the selected one does.

    Attributes
    ----------
    options
        By the kind of the step.
    """

    def __init__(self, editor: MaskEditor, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor, self._actions = editor, actions
        self._parts: dict[str, OwnPart] = {}
        self.regions = RegionList(editor, self)
        self.options = {
            target.kind: RegionOptions(editor, target, self) for target in editor.targets
        }
        smart_tip = self.tr("Follows the outline of what was painted, or the plain brush")
        invert_tip = self.tr("Everything else instead")
        for options in self.options.values():
            actions.tell(options.switches["smart_edge"], "smart_edge", smart_tip)
            actions.tell(options.switches["invert"], "invert_region", invert_tip)
        self._lay_out()
        editor.changed.connect(self.refresh)
        editor.painted.connect(self.bring_own)

    def add(self, kind: str, part: OwnPart) -> None:
        """Show a part of a step's own while its regions are shown."""
        self._parts[kind] = part
        part.moved.connect(self.bring_own)
        self._inside.insertWidget(self._inside.indexOf(self._list_row) + 1, part)
        for name in part.commands:
            button = self._button(name)
            button.setProperty("kind", kind)
            self._tools.insertWidget(self._tools.count() - 1, button)
        self.refresh()

    # Building

    def _lay_out(self) -> None:
        layout = self._inside = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(self._header())
        layout.addLayout(self._tool_row())
        self._brush = self._brush_part()
        self._invitation = muted("", self, wrap=True)
        self._list_row = self._region_buttons()
        for part in (self._brush, self._invitation, self.regions, self._list_row):
            layout.addWidget(part)
        for options in self.options.values():
            layout.addWidget(options)

    def _header(self) -> QHBoxLayout:
        """The title, and a switch for each step that one can paint for."""
        title = QLabel(self.tr("Regions"), self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setContentsMargins(4, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(title, 1)
        self._group = QButtonGroup(self)
        self.switches: dict[str, QToolButton] = {}
        for target in self._editor.targets:
            button = QToolButton(self)
            button.setText(target.title)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setToolTip(self.tr("Paint for {0}").format(target.title))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._editor.aim, target.kind))
            self._group.addButton(button)
            self.switches[target.kind] = button
            row.addWidget(button)
        return row

    def _tool_row(self) -> QHBoxLayout:
        row = self._tools = QHBoxLayout()
        row.setSpacing(0)
        for name in _TOOLS:
            row.addWidget(self._button(name))
        row.addStretch(1)
        return row

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(icons.square(18))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self._actions[name].text().replace("&", ""))
        return button

    def _brush_part(self) -> QWidget:
        part, editor = QWidget(self), self._editor
        self.size_slider = ValueSlider(
            self.tr("Brush size"),
            SMALLEST * 200,
            LARGEST * 200,
            Brush().radius * 200,
            decimals=1,
            unit="%",
            tip=self.tr("Of the photo's longer side; Shift and drag changes it too"),
            parent=part,
        )
        self.size_slider.changed.connect(
            lambda value, _: editor.set_brush(editor.brush.sized(value / 200))
        )
        self.hardness_slider = ValueSlider(
            self.tr("Hardness"),
            0,
            100,
            Brush().hardness * 100,
            unit="%",
            tip=self.tr("How sharp its edge is"),
            parent=part,
        )
        self.hardness_slider.changed.connect(
            lambda value, _: editor.set_brush(Brush(editor.brush.radius, value / 100))
        )
        self.tolerance_slider = ValueSlider(
            self.tr("Tolerance"),
            0,
            100,
            50,
            unit="%",
            tip=self.tr("How alike the places must be"),
            parent=part,
        )
        self.tolerance_slider.changed.connect(
            lambda value, gesture: editor.set_tolerance(value / 100, gesture)
        )
        layout = layouts.column(part, margins=(4, 4, 4, 4), spacing=4)
        for slider in (self.size_slider, self.hardness_slider, self.tolerance_slider):
            layout.addWidget(slider)
        return part

    def _region_buttons(self) -> QWidget:
        part = QWidget(self)
        row = layouts.row(part, margins=layouts.NONE, spacing=0)
        for name in ("new_region", "remove_region"):
            row.addWidget(self._button(name))
        for icon, name, by in (
            ("chevron-up", self.tr("Region up: it covers those below"), 1),
            ("chevron-down", self.tr("Region down"), -1),
        ):
            button = QToolButton(part)
            button.setIcon(icons.icon(icon))
            button.setIconSize(icons.square(18))
            button.setAutoRaise(True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, by=by: self._move(by))
            row.addWidget(button)
        row.addStretch(1)
        return part

    def _move(self, by: int) -> None:
        if self._editor.number is not None:
            self._editor.move(self._editor.number, self._editor.number + by)

    # What is shown

    def refresh(self) -> None:
        """Show what is selected as the recipe has it."""
        editor, kind = self._editor, self._editor.target.kind
        self.setEnabled(editor.session.current is not None)
        self.switches[kind].setChecked(True)
        self.regions.refresh()
        self._brush.setVisible(editor.held.brushes or editor.tool == "similar")
        for slider in (self.size_slider, self.hardness_slider):
            slider.setVisible(editor.held.brushes)
        self.tolerance_slider.setVisible(editor.tool == "similar")
        self.size_slider.show_value(editor.brush.radius * 200)
        self.hardness_slider.show_value(editor.brush.hardness * 100)
        self.tolerance_slider.show_value(editor.tolerance * 100)
        listed = bool(editor.adjustments) and editor.held.leaves_masks
        self.regions.setVisible(listed)
        self._list_row.setVisible(listed)
        selected = editor.chosen is not None and editor.held.leaves_masks
        for of, options in self.options.items():
            options.setVisible(selected and of == kind)
        if selected:
            self.options[kind].refresh()
        for of, part in self._parts.items():
            part.setVisible(of == kind)
            part.refresh()
        for button in self.findChildren(QToolButton):
            if button.property("kind") is not None:
                button.setVisible(button.property("kind") == kind)
        self._invite()

    def _invite(self) -> None:
        editor = self._editor
        part = self._parts.get(editor.target.kind)
        text = "" if part is None else part.invitation
        if not text and editor.held.paints and editor.chosen is None:
            text = editor.target.invitation
        nothing = not editor.adjustments and (part is None or part.empty)
        if not text and editor.tool == HAND and nothing:
            text = self.tr("Take the brush. {0}").format(editor.target.invitation)
        self._invitation.setText(text)
        self._invitation.setVisible(bool(text))

    def bring(self) -> None:
        """Bring this panel to the top of its scroll area, once it is laid out."""
        QTimer.singleShot(_LAID_OUT_MS, self, partial(self._bring, self))

    def bring_own(self) -> None:
        """Bring into view what is to be set now, below the list of regions."""
        top: QWidget = self.regions
        if not self._editor.held.leaves_masks:
            top = self._parts[self._editor.target.kind]
        elif self._editor.tool == "similar":
            top = self._brush
        QTimer.singleShot(_LAID_OUT_MS, self, partial(self._bring, top))

    def _bring(self, part: QWidget) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        # What was shown or hidden a moment ago has to have its place first, from inside out.
        for _ in range(_NESTED):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        inner = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inner is not None:
            top = part.mapTo(inner, QPoint()).y()
            area.verticalScrollBar().setValue(max(0, top - 8))
