"""What the photo in front is: as it was found, or as the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from workstation.app.language import said
from workstation.app.open_photo import kind_in_words
from workstation.app.widgets import layouts
from workstation.core.diagnose.verdict import KINDS

if TYPE_CHECKING:
    from workstation.app.session import Session


class PhotoKindPart(QWidget):
    """The choice in the Colour panel."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.box = QComboBox(self)
        self.box.addItem("", None)
        for kind in KINDS:
            self.box.addItem(said(kind_in_words(kind)), kind)
        label = QLabel(self.tr("This photo is"), self)
        label.setBuddy(self.box)
        self.box.setAccessibleName(label.text())
        self.box.setToolTip(
            self.tr("A photo that is in colour keeps its colours; the others are coloured")
        )
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(10)
        self.box.activated.connect(lambda index: session.tell_kind(self.box.itemData(index)))
        layouts.column(self, label, self.box, margins=(0, 4, 0, 4), spacing=4)
        session.recipe_changed.connect(self.refresh)
        session.current_changed.connect(self.refresh)
        session.rendition_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds for the photo in front."""
        current = self._session.current
        found = self._session.found_kind
        as_found = self.tr("as found") if found is None else self.tr("as found: {0}")
        self.box.setItemText(
            0, as_found.format("" if found is None else said(kind_in_words(found)))
        )
        told = None if current is None else current.history.value.kind
        self.box.setCurrentIndex(self.box.findData(told) if told is not None else 0)
