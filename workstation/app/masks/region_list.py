"""The regions of a step on the photo in front: named, ordered, switched, selected."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from workstation.app.masks.editor import MaskEditor
from workstation.app.widgets import icons

_SIDE = 18
_ROWS = 4


class RegionList(QListWidget):
    """The uppermost region first: it covers those below.

    A click selects, the box switches, F2 or a double click renames, dragging or Ctrl with an arrow
    reorders, Del deletes.
    """

    def __init__(self, editor: MaskEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Regions"))
        self.setToolTip(
            self.tr(
                "F2 renames, dragging or Ctrl with arrows reorders, Del deletes, Space switches"
            )
        )
        self.setIconSize(icons.square(_SIDE))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)
        self.itemClicked.connect(lambda item: self._on_row(self.row(item)))
        self.itemChanged.connect(self._on_item)
        editor.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), _ROWS)
        return QSize(240, rows * (self.sizeHintForRow(0) if self.count() else 28) + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def refresh(self) -> None:
        """Show the regions as the recipe has them."""
        shown = (self._editor.target, self._editor.adjustments, self._editor.number)
        if shown == self._shown:
            return
        self._shown = shown
        with QSignalBlocker(self):
            self._fill()
        self.updateGeometry()

    def _fill(self) -> None:
        regions, target = self._editor.adjustments, self._editor.target
        ratio = self.devicePixelRatioF()
        while self.count() > len(regions):
            self.takeItem(self.count() - 1)
        while self.count() < len(regions):
            self.addItem(QListWidgetItem())
        for number, region in enumerate(regions):
            item = self.item(len(regions) - 1 - number)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEditable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setText(region.name)
            item.setCheckState(Qt.CheckState.Checked if region.on else Qt.CheckState.Unchecked)
            item.setIcon(icons.swatch(target.swatch(region), _SIDE, ratio))
            said = f"{region.name}: {target.says(region)}"
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        chosen = self._editor.number
        self.setCurrentRow(-1 if chosen is None else len(regions) - 1 - chosen)

    # What the user does

    def _number(self, row: int) -> int:
        return self.count() - 1 - row

    def _on_row(self, row: int) -> None:
        self._editor.select(None if row < 0 else self._number(row))

    def _on_item(self, item: QListWidgetItem) -> None:
        number = self._number(self.row(item))
        region = self._editor.adjustments[number]
        on = item.checkState() == Qt.CheckState.Checked
        if on != region.on:
            self._editor.select(number)
            self._editor.switch(number, on)
        elif item.text().strip() != region.name:
            self._editor.rename(number, item.text().strip())
        self._shown = ()
        self.refresh()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the region in the recipe; the list follows it."""
        row = self.currentRow()
        target = self.indexAt(event.position().toPoint()).row()
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        to = self.count() if target < 0 else target + below
        if to > row:
            to -= 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._editor.move(self._number(row), self._number(to))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._editor.number
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if number is not None and held and way is not None:
            self._editor.move(number, number + way)
        elif number is not None and event.key() == Qt.Key.Key_Delete:
            self._editor.remove()
        else:
            super().keyPressEvent(event)
