"""Offers what a crash has left: which photos, since when, to go on with or to discard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from workstation.app.widgets import layouts
from workstation.core.errors import display_name, display_path

if TYPE_CHECKING:
    from workstation.core.edits import Left

Recovering = Literal["recover", "discard", "later"]

_THUMBNAIL = 96
_MOST_SHOWN = 500


class RecoveryDialog(QDialog):
    """The photos with thumbnail, name and date.

    Attributes
    ----------
    answer
        "later" unless a button says otherwise: closing the window loses nothing.
    """

    def __init__(self, left: Sequence[Left], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Recovering = "later"
        self.setWindowTitle(self.tr("Recover photos"))
        self.resize(560, 480)
        layout = layouts.column(self, margins=(16, 16, 16, 16), spacing=12)
        text = QLabel(
            self.tr(
                "Heirloom ended unexpectedly. What was done to these photos is still there; "
                "the original files are as they were."
            ),
            self,
        )
        text.setWordWrap(True)
        layout.addWidget(text)
        self.list = QListWidget(self)
        self.list.setIconSize(QSize(_THUMBNAIL, _THUMBNAIL))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setAccessibleName(self.tr("Photos that can be recovered"))
        for one in left[:_MOST_SHOWN]:
            self.list.addItem(self._item(one))
        layout.addWidget(self.list, 1)
        buttons = QDialogButtonBox(self)
        recover = buttons.addButton(self.tr("Recover"), QDialogButtonBox.ButtonRole.AcceptRole)
        discard = buttons.addButton(self.tr("Discard"), QDialogButtonBox.ButtonRole.DestructiveRole)
        later = buttons.addButton(self.tr("Later"), QDialogButtonBox.ButtonRole.RejectRole)
        for button, answer in ((recover, "recover"), (discard, "discard"), (later, "later")):
            button.clicked.connect(lambda _=False, answer=answer: self._end(answer))
        recover.setDefault(True)
        recover.setFocus()
        layout.addWidget(buttons)

    def _item(self, one: Left) -> QListWidgetItem:
        moment = QDateTime.fromSecsSinceEpoch(int(one.changed.timestamp()))
        when = self.locale().toString(moment, QLocale.FormatType.ShortFormat)
        name = display_name(one.photo)
        if one.page:
            name = self.tr("{0}, page {1}").format(name, one.page + 1)
        item = QListWidgetItem(name + "\n" + self.tr("changed {0}").format(when))
        item.setToolTip(display_path(one.photo))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        pixmap = QPixmap(str(one.thumbnail))
        if not pixmap.isNull():
            item.setIcon(QIcon(pixmap))
        return item

    def _end(self, answer: Recovering) -> None:
        self.answer = answer
        self.accept()
