"""What results are called: a few ways in words, or a pattern of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from workstation.app.widgets import layouts

_OWN = None


class NameField(QWidget):
    """Chooses a template for names, without showing one unless that is wanted.

    Parameters
    ----------
    usual
        The template that is meant by “as usual”, without folder and ending: as the settings say.
    kept
        The whole template that was chosen last; empty for the usual one.
    before
        What stands before each of the templates in words: `"{folder}/"` where sub-folders stay.

    Signals
    -------
    changed
        Another template holds.
    """

    changed = Signal()

    def __init__(
        self, usual: str, kept: str = "", before: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._usual = f"{before}{usual}.{{ext}}"
        self.ways = QComboBox(self)
        restored = self.tr("Name of the photo, then “-restored”")
        as_usual = restored if usual == "{stem}-restored" else self.tr("As in the settings")
        self.ways.addItem(as_usual, self._usual)
        for words, template in (
            (self.tr("Name of the photo"), "{stem}"),
            (self.tr("Number, then the name: 001 …"), "{n:03} {stem}"),
            (self.tr("Day of the file, then the name"), "{date} {stem}"),
        ):
            if template != usual:
                self.ways.addItem(words, f"{before}{template}.{{ext}}")
        self.ways.addItem(self.tr("A pattern of my own…"), _OWN)
        self.ways.setAccessibleName(self.tr("Names of results"))
        self.pattern = QLineEdit(kept or self._usual, self)
        self.pattern.setAccessibleName(self.tr("Pattern of names"))
        self.pattern.setToolTip(
            self.tr("From {folder}, {stem}, {n:03}, {page}, {date} and {ext}; sub-folders stay")
        )
        layouts.column(self, self.ways, self.pattern, margins=layouts.NONE, spacing=4)
        known = self.ways.findData(self.pattern.text())
        self.ways.setCurrentIndex(known if known >= 0 else self.ways.count() - 1)
        self.pattern.setVisible(self.ways.currentData() is _OWN)
        self.setFocusProxy(self.ways)
        self.ways.currentIndexChanged.connect(self._on_way)
        self.pattern.textChanged.connect(lambda _: self.changed.emit())

    @property
    def template(self) -> str:
        """The template that holds."""
        chosen: str | None = self.ways.currentData()
        return self.pattern.text() if chosen is _OWN else chosen

    @property
    def to_keep(self) -> str:
        """What to begin with next time: `kept` of the next field."""
        return "" if self.template == self._usual else self.template

    def set_template(self, template: str) -> None:
        """Let a template hold, in words if there are any for it."""
        known = self.ways.findData(template)
        self.pattern.setText(template)
        self.ways.setCurrentIndex(known if known >= 0 else self.ways.count() - 1)

    def _on_way(self) -> None:
        self.pattern.setVisible(self.ways.currentData() is _OWN)
        self.changed.emit()
