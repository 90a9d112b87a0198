"""The part of the mask panel that is about colours: dots, what a region does, and its colour."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from workstation.app.color_hints.dot_list import DotList, DotOptions
from workstation.app.color_hints.hint_editor import HintEditor
from workstation.app.color_hints.target import ColorInfo
from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.masks.panel import OwnPart
from workstation.app.masks.selection import Selection
from workstation.app.widgets import layouts
from workstation.core.colorize.hints import Region


class RegionEffect(QWidget):
    """Takes a colour, finds one, or stays grey."""

    def __init__(self, hints: HintEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
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
        self.following.clicked.connect(hints.next_proposal)
        row = layouts.row(None, label, margins=layouts.NONE)
        row.addWidget(self.choice, 1)
        layouts.column(self, row, self.following, margins=layouts.NONE, spacing=4)

    def refresh(self, region: Region) -> None:
        """Show what a region does."""
        self.choice.setCurrentIndex(self.choice.findData(region.does))
        self.following.setVisible(region.does == "automatic")

    def _on_choice(self, index: int) -> None:
        self._hints.set_does(self.choice.itemData(index), self.choice.itemText(index))


class HintPart(OwnPart):
    """Dots, and the colour of the selected dot or region."""

    commands = ("tool_dots", "tool_pick")

    def __init__(
        self,
        hints: HintEditor,
        selection: Selection,
        chooser: ColourChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hints, self._editor, self._selection = hints, hints.editor, selection
        self.chooser = chooser
        self._gesture: object | None = None
        self._waits = False
        self._shown: object = None
        self.dots = DotList(hints, self)
        self.effect = RegionEffect(hints, self)
        self.dot_options = DotOptions(hints, self)
        layout = layouts.column(self, margins=layouts.NONE, spacing=4)
        for part in (self.dots, self.effect, chooser, self.dot_options):
            layout.addWidget(part)
        chooser.changing.connect(self._on_changing)
        chooser.chosen.connect(self._on_chosen)
        chooser.pick_requested.connect(lambda: self._editor.take("pick"))
        self._editor.painted.connect(self._on_painted)
        selection.changed.connect(self.refresh)

    @property
    def invitation(self) -> str:
        picks_dots = not self._editor.held.leaves_masks and self._hints.chosen_dot is None
        return self.tr("Click a place whose colour you know.") if picks_dots else ""

    @property
    def empty(self) -> bool:
        return not self._hints.dots

    def refresh(self) -> None:
        with_dots = not self._editor.held.leaves_masks
        dot = self._hints.chosen_dot if with_dots else None
        region = self._hints.region
        self.dots.refresh()
        self.dots.setVisible(bool(self._hints.dots) and (with_dots or not self._editor.adjustments))
        self.effect.setVisible(region is not None)
        if region is not None:
            self.effect.refresh(region)
        self.dot_options.setVisible(dot is not None)
        self.dot_options.refresh()
        takes = region is not None and region.does == "colour" and bool(region.mask.shapes)
        self.chooser.setVisible(dot is not None or takes)
        holder = dot or region
        if holder is not None:
            self._show_colours(holder.a, holder.b)

    def _show_colours(self, a: float, b: float) -> None:
        known = self._selection.current
        if isinstance(known, ColorInfo) and known is not self._shown:
            self._shown = known
            self.chooser.set_place(known.lightness, known.suggestions)
            if known.suggestions and self._hints.chosen_dot is not None:
                likeliest = known.suggestions[0]
                self._hints.begin_with(likeliest.a, likeliest.b)
                a, b = self._hints.chosen_dot.a, self._hints.chosen_dot.b
            if self._waits:
                self._waits = False
                self.moved.emit()  # the suggestions have moved things about
        if self._gesture is None and self.chooser.colour != (a, b):
            self.chooser.set_colour(a, b)

    # What the user does

    def _on_painted(self) -> None:
        self._waits = True

    def _on_changing(self, a: float, b: float) -> None:
        if self._gesture is None:
            self._gesture = object()
        self._hints.give_colour(a, b, self._gesture)

    def _on_chosen(self, a: float, b: float) -> None:
        gesture, self._gesture = self._gesture, None
        self._hints.give_colour(a, b, gesture)
