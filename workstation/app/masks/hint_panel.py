"""The panel below the steps: tools, regions, dots, and the colour of what is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.commands.actions import Actions
from workstation.app.masks.dot_list import DotList, DotOptions
from workstation.app.masks.geometry import LARGEST, SMALLEST, Brush
from workstation.app.masks.region_list import RegionList
from workstation.app.masks.region_options import RegionEffect, RegionOptions
from workstation.app.masks.selection_info import Insights, SelectionInfo
from workstation.app.masks.toolbox import REGION_TOOLS, Toolbox
from workstation.app.widgets import icons
from workstation.app.widgets.controls import ValueSlider

_TOOLS = (
    "tool_hand",
    *("tool_brush", "eraser", "tool_lasso", "tool_similar"),
    *("tool_dots", "tool_pick"),
)


# Hidden parts that were shown take their room a little later.
_LAID_OUT_MS = 30
_NESTED = 5


class WishPanel(QFrame):
    """Regions and dots."""

    def __init__(
        self,
        box: Toolbox,
        insights: Insights,
        chooser: ColourChooser,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._box, self._insights, self._actions = box, insights, actions
        self.chooser = chooser
        self._gesture: object | None = None
        self._waits = False
        self._insight: SelectionInfo | None = None
        self.regions = RegionList(box, self)
        self.doing = RegionEffect(box, self)
        self.options = RegionOptions(box, self)
        smart_tip = self.tr("Follows the outline of what was painted, or the plain brush")
        actions.tell(self.options.switches["smart_edge"], "smart_edge", smart_tip)
        invert_tip = self.tr("Everything else instead")
        actions.tell(self.options.switches["invert"], "invert_region", invert_tip)
        self.dots = DotList(box, self)
        self.dot_options = DotOptions(box, self)
        self._lay_out()
        chooser.changing.connect(self._on_changing)
        chooser.chosen.connect(self._on_chosen)
        chooser.pick_requested.connect(lambda: box.take("pick"))
        box.changed.connect(self.refresh)
        box.painted.connect(self._bring_colours)
        insights.changed.connect(self.refresh)
        self.refresh()

    # Building

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        title = QLabel(self.tr("Regions and dots"), self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setContentsMargins(4, 0, 0, 0)
        layout.addWidget(title)
        layout.addLayout(self._tool_row())
        self._brush = self._brush_part()
        self._invitation = QLabel(self)
        self._invitation.setObjectName("muted")
        self._invitation.setWordWrap(True)
        self._list_row = self._region_buttons()
        parts: tuple[QWidget, ...] = (
            self._brush,
            self._invitation,
            self.regions,
            self._list_row,
            self.dots,
            self.doing,
            self.chooser,
            self.options,
            self.dot_options,
        )
        for part in parts:
            layout.addWidget(part)

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
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
        part, box = QWidget(self), self._box
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
            lambda value, _: box.set_brush(box.brush.sized(value / 200))
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
            lambda value, _: box.set_brush(Brush(box.brush.radius, value / 100))
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
            lambda value, gesture: box.set_tolerance(value / 100, gesture)
        )
        layout = QVBoxLayout(part)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        for slider in (self.size_slider, self.hardness_slider, self.tolerance_slider):
            layout.addWidget(slider)
        return part

    def _region_buttons(self) -> QWidget:
        part = QWidget(self)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
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
        if self._box.region is not None:
            self._box.move_region(self._box.region, self._box.region + by)

    # What is shown

    def refresh(self) -> None:
        """Show what is selected as the recipe has it."""
        box = self._box
        self.setEnabled(box.session.current is not None)
        dots = box.tool == "dots" or (box.tool == "pick" and box.before_pick == "dots")
        region = None if dots else box.chosen
        self.regions.refresh()
        self.dots.refresh()
        self._brush.setVisible(box.tool in ("brush", "similar"))
        for slider in (self.size_slider, self.hardness_slider):
            slider.setVisible(box.tool == "brush")
        self.tolerance_slider.setVisible(box.tool == "similar")
        self.size_slider.show_value(box.brush.radius * 200)
        self.hardness_slider.show_value(box.brush.hardness * 100)
        self.tolerance_slider.show_value(box.tolerance * 100)
        self.regions.setVisible(bool(box.regions) and not dots)
        self._list_row.setVisible(bool(box.regions) and not dots)
        self.dots.setVisible(bool(box.dots) and (dots or not box.regions))
        self.doing.setVisible(region is not None)
        self.options.setVisible(region is not None)
        self.dot_options.setVisible(dots and box.chosen_dot is not None)
        if region is not None:
            self.doing.refresh(region)
            self.options.refresh(region)
        self.dot_options.refresh()
        self._show_invitation(dots)
        self._show_colours(dots)

    def _show_invitation(self, dots: bool) -> None:
        box, text = self._box, ""
        if dots and box.chosen_dot is None:
            text = self.tr("Click a place whose colour you know.")
        elif box.tool in REGION_TOOLS and box.chosen is None:
            text = self.tr("Paint over what has the wrong colour.")
        elif box.tool == "hand" and not box.regions and not box.dots:
            text = self.tr("Wrong colours? Take the brush and paint over them.")
        self._invitation.setText(text)
        self._invitation.setVisible(bool(text))

    def _show_colours(self, dots: bool) -> None:
        box = self._box
        dot = box.chosen_dot if dots else None
        region = None if dots else box.chosen
        takes = region is not None and region.does == "colour" and bool(region.mask.marks)
        self.chooser.setVisible(dot is not None or takes)
        holder = dot if dot is not None else region
        if holder is None:
            return
        insight = self._insights.current
        if insight is not None and insight is not self._insight:
            self._insight = insight
            self.chooser.set_place(insight.lightness, insight.suggestions)
            if self._waits:
                # The suggestions have moved things about.
                self._bring_colours()
                self._waits = False
        if self._gesture is None and self.chooser.colour != (holder.a, holder.b):
            self.chooser.set_colour(holder.a, holder.b)

    def bring_tools(self) -> None:
        """Bring this panel to the top of its scroll area, once it is laid out."""
        QTimer.singleShot(_LAID_OUT_MS, self, partial(self._bring, self))

    def _bring_colours(self) -> None:
        """Bring the colours into view for a dot, or for a region that waits for one."""
        shown = {"dots": self.dots, "similar": self._brush}
        part = shown.get(self._box.tool, self.regions)
        self._waits = True
        QTimer.singleShot(_LAID_OUT_MS, self, partial(self._bring, part))

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

    # What the user does

    def _on_changing(self, a: float, b: float) -> None:
        if self._gesture is None:
            self._gesture = object()
        self._box.give_colour(a, b, self._gesture)

    def _on_chosen(self, a: float, b: float) -> None:
        gesture, self._gesture = self._gesture, None
        self._box.give_colour(a, b, gesture)
