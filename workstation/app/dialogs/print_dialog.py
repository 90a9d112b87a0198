"""What is printed, how large, on which paper; with a preview of every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from workstation.app.dialogs import files
from workstation.app.open_photo import OpenPhoto
from workstation.app.printing import paint
from workstation.app.printing.sheets import How, Printed, Sheet, Size, sheets
from workstation.app.widgets import layouts
from workstation.app.widgets.controls import Spin, icon_button, muted
from workstation.core.settings import Settings

_PAPER, _HOW = "print_paper", "print_how"
_MARGIN_PX = 16

_PAPERS: Final = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
    "10 × 15 cm": (101.6, 152.4),
    "13 × 18 cm": (127.0, 177.8),
    "20 × 25 cm": (203.2, 254.0),
}
"""Width and height, in millimetres."""


@dataclass(frozen=True)
class PrintPlan:
    """What is printed, and where: into a PDF file, or on a printer if there is no file."""

    sheets: tuple[Sheet, ...]
    layout: QPageLayout
    pdf: Path | None


class PrintDialog(QDialog):
    """Asks how photos go onto paper.

    Parameters
    ----------
    sizes
        How large each result is.
    """

    def __init__(
        self,
        photos: Sequence[OpenPhoto],
        sizes: Sequence[Size],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._photos, self._sizes, self._settings = photos, sizes, settings
        self._pdf: Path | None = None
        self.setWindowTitle(self.tr("Print"))
        self.how = QComboBox(self)
        ways: tuple[tuple[str, How], ...] = (
            (self.tr("As large as the paper"), "fit"),
            (self.tr("As large as the original print"), "true"),
            (self.tr("Several on a sheet"), "several"),
            (self.tr("Before and after"), "before_after"),
        )
        for words, how in ways:
            self.how.addItem(words, how)
        self.how.setCurrentIndex(max(0, self.how.findData(settings.text(_HOW))))
        self.number = Spin(self)
        self.number.setRange(2, 24)
        self.number.setValue(4)
        self.paper = QComboBox(self)
        for words in _PAPERS:
            self.paper.addItem(words)
        self.paper.setCurrentText(settings.text(_PAPER, "A4"))
        self.across = QCheckBox(self.tr("Paper lies across"), self)
        self.across.setChecked(sizes[0].width > sizes[0].height)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("For example: Anna and Karl, Lübeck 1931"))
        self.names = QCheckBox(self.tr("Name of each file"), self)
        self._preview = _Preview(photos, self)
        self._note = muted("", self, wrap=True)
        self._lay_out()
        for changed in (
            *(self.how.currentIndexChanged, self.paper.currentIndexChanged),
            *(self.number.valueChanged, self.across.toggled),
            *(self.words.textChanged, self.names.toggled),
        ):
            changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        self._form = form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for text, part in (
            (self.tr("&Size"), self.how),
            (self.tr("Photos on a s&heet"), self.number),
            (self.tr("&Paper"), self.paper),
            ("", self.across),
            (self.tr("&Words below"), self.words),
            ("", self.names),
        ):
            label = QLabel(text, self)
            label.setBuddy(part)
            form.addRow(label, part)
            if text:
                part.setAccessibleName(text.replace("&", ""))
        self._page = QLabel(self)
        before = icon_button("chevron-up", self.tr("The sheet before"), self)
        after = icon_button("chevron-down", self.tr("The next sheet"), self)
        before.clicked.connect(lambda: self._preview.turn(-1))
        after.clicked.connect(lambda: self._preview.turn(1))
        self._turning = (before, after, self._page)
        turning = layouts.row(None, before, self._page, after, spacing=4)
        turning.addStretch(1)
        left = layouts.column(None, form, self._note, spacing=12)
        left.addStretch(1)
        right = layouts.column(None, self._preview, turning, spacing=4)
        row = layouts.row(None, spacing=24)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        pdf = buttons.addButton(self.tr("Save as P&DF…"), QDialogButtonBox.ButtonRole.ActionRole)
        go = buttons.addButton(self.tr("P&rint…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        pdf.clicked.connect(self._on_pdf)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layouts.column(self, row, buttons, margins=(24, 24, 24, 16), spacing=16)

    # What was chosen

    def plan(self) -> PrintPlan:
        """Everything that was chosen."""
        return PrintPlan(tuple(self._sheets()), self._layout(), self._pdf)

    def remember(self) -> None:
        """Offer the same next time."""
        self._settings.put(_HOW, str(self.how.currentData()))
        self._settings.put(_PAPER, self.paper.currentText())

    def _layout(self) -> QPageLayout:
        width, height = _PAPERS[self.paper.currentText()]
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter)
        across = self.across.isChecked()
        turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        return paint.whole_page(size, turned)

    def _sheets(self) -> list[Sheet]:
        captions = [
            " – ".join(
                part
                for part in (self.words.text(), photo.name if self.names.isChecked() else "")
                if part
            )
            for photo in self._photos
        ]
        how: How = self.how.currentData()
        paper = paint.paper_mm(self._layout())
        return sheets(self._sizes, how, paper, captions, self.number.value())

    # What is shown

    def _show(self) -> None:
        how = self.how.currentData()
        self._form.setRowVisible(self.number, how == "several")
        made = self._sheets()
        self._preview.show_sheets(made, paint.paper_mm(self._layout()))
        for part in self._turning:
            part.setVisible(len(made) > 1)
        self._page.setText(self.tr("{0} sheets").format(len(made)))
        self._note.setText(self._remark(how, made))

    def _remark(self, how: How, made: Sequence[Sheet]) -> str:
        if how != "true":
            return ""
        unknown = [size for size in self._sizes if size.width_mm is None]
        if unknown:
            return self.tr(
                "A file does not say how large its print is; it is printed as large as the paper."
            )
        for sheet in made:
            for item in sheet:
                size = self._sizes[item.number]
                if size.width_mm is not None and item.place.width_mm < size.width_mm - 0.1:
                    return self.tr("A print is larger than this paper, and is made smaller.")
        return ""

    def _on_pdf(self) -> None:
        first = self._photos[0].photo.path.with_suffix(".pdf")
        title, kinds = self.tr("Save as PDF"), self.tr("PDF documents ({0})").format("*.pdf")
        path = files.new_file(self, title, str(first), kinds)
        if path is not None:
            self._pdf = path.with_suffix(".pdf")
            self.accept()


class _Preview(QWidget):
    """A sheet of paper with small pictures on it."""

    def __init__(self, photos: Sequence[OpenPhoto], parent: QWidget) -> None:
        super().__init__(parent)
        self._photos = photos
        self._sheets: list[Sheet] = []
        self._paper = (297.0, 210.0)
        self._shown = 0
        self.setMinimumSize(QSize(300, 300))
        self.setAccessibleName(self.tr("Preview of the sheet"))

    def show_sheets(self, made: list[Sheet], paper_mm: tuple[float, float]) -> None:
        self._sheets, self._paper = made, paper_mm
        self._shown = min(self._shown, len(made) - 1)
        self.update()

    def turn(self, by: int) -> None:
        self._shown = min(max(0, self._shown + by), len(self._sheets) - 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        height, width = self._paper
        room = self.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        per_mm = min(room.width() / width, room.height() / height)
        painter = QPainter(self)
        painter.translate(
            room.center().x() - width * per_mm / 2, room.center().y() - height * per_mm / 2
        )
        paper = QRectF(0, 0, width * per_mm, height * per_mm)
        painter.fillRect(paper.translated(2, 2), QColor(0, 0, 0, 60))
        painter.fillRect(paper, QColor(255, 255, 255))
        paint.draw(painter, self._sheets[self._shown], per_mm, self._picture)

    def _picture(self, item: Printed) -> QImage:
        photo = self._photos[item.number]
        return photo.original if item.original else photo.thumbnail
