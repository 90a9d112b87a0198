"""*Try another*: how the whole picture could look, beside how it looks now; a click takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from workstation.app.color_picker.swatches import ARROWS
from workstation.app.session import Session
from workstation.app.thumbnails import ThumbnailRequest, Thumbnails
from workstation.app.widgets import layouts, theme
from workstation.app.widgets.controls import icon_button
from workstation.core.steps import Colour, variants

if TYPE_CHECKING:
    from workstation.app.open_photo import OpenPhoto
    from workstation.core.recipe import Recipe

_GAP, _NAME_PX, _PADDING = 8, 28, 6
# Large enough for a grid on a usual screen; larger windows scale it up a little.
_THUMBNAIL_PX = 420


class _Cell(QAbstractButton):
    """One picture over its name."""

    def __init__(self, request: ThumbnailRequest, name: str, now: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.request = request
        self._now = now
        self._image: QImage | None = None
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(self.tr("As it is now") if now else self.tr("Take this: {0}").format(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def drawn(self) -> bool:
        """Whether its picture is there."""
        return self._image is not None

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's buttons would take arrow keys for the tab key; the grid knows rows and columns.
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        palette, role = self.palette(), self.palette().ColorRole
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(palette.color(role.Button))
            painter.drawRoundedRect(box, 4, 4)
        if self._now or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = role.Highlight if self.hasFocus() else role.Mid
            painter.setPen(QPen(palette.color(ring), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, 4, 4)
        self._draw_picture(painter)
        below = QRect(0, self.height() - _NAME_PX, self.width(), _NAME_PX - 4)
        font = self.font()
        font.setBold(self._now)
        painter.setFont(font)
        painter.setPen(palette.color(role.WindowText))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())

    def _draw_picture(self, painter: QPainter) -> None:
        frame = self.rect().adjusted(_PADDING, _PADDING, -_PADDING, -_NAME_PX)
        if self._image is None or self._image.isNull():
            words = self.tr("…") if self._image is None else self.tr("Not possible")
            painter.setPen(self.palette().color(self.palette().ColorRole.PlaceholderText))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
            return
        size = self._image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(frame.topLeft(), size)
        place.moveCenter(frame.center())
        painter.drawImage(place, self._image)


class VariantsPage(QWidget):
    """Up to six looks and the present one, in place of the canvas.

    Signals
    -------
    closed
        One was taken, or none is wanted.
    """

    closed = Signal()

    def __init__(
        self, session: Session, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._photo: OpenPhoto | None = None
        self._recipe: Recipe | None = None
        self._columns = 1
        self._proposals: tuple[variants.Proposal, ...] = ()
        self._cells: list[_Cell] = []
        self._grid = QWidget(self)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Other looks of the picture"))
        layout = layouts.column(self, self._header(), margins=(16, 12, 16, 12), spacing=8)
        layout.addWidget(self._grid, 1)
        thumbnails.ready.connect(self._draw)
        session.recipe_changed.connect(self._on_recipe)

    @property
    def cells(self) -> list[_Cell]:
        """The present look, then the proposals."""
        return self._cells

    @property
    def drawn(self) -> bool:
        """Whether all pictures are there."""
        return bool(self._cells) and all(cell.drawn for cell in self._cells)

    @property
    def is_open(self) -> bool:
        """Whether something is offered at the moment."""
        return self._recipe is not None

    def offer(self) -> None:
        """Show what the photo in front could look like."""
        photo = self._session.current
        if photo is None:
            return
        step = self._session.step(Colour.kind) or self._session.last_step(Colour.kind)
        colour = step if isinstance(step, Colour) else Colour()
        self._photo, self._recipe = photo, photo.recipe
        recipe = self._recipe
        self._proposals = variants.proposals(colour)
        self._clear()
        self._add(photo, recipe, self.tr("Now"), now=True)
        for proposal in self._proposals:
            name = _translated(proposal.name)
            self._add(photo, recipe.with_step(proposal.colour), name, now=False)
        self._place()
        self._thumbnails.request(self, [cell.request for cell in self._cells])
        self._draw()
        self._cells[0].setFocus(Qt.FocusReason.TabFocusReason)

    def close_offer(self) -> None:
        """Keep the present look."""
        if self.is_open:
            self._photo = self._recipe = None
            self._clear()
            self._thumbnails.request(self, ())
            self.closed.emit()

    def _header(self) -> QHBoxLayout:
        title = QLabel(self.tr("How should it look?"), self)
        title.setFont(theme.large_font())
        hint = QLabel(self.tr("A click takes it. Esc keeps the picture as it is now."), self)
        hint.setObjectName("muted")
        hint.setWordWrap(True)  # a small window, and long words in other languages
        close = icon_button("x", self.tr("Keep the picture as it is now (Esc)"), self)
        close.clicked.connect(self.close_offer)
        row = layouts.row(None, title, spacing=16)
        row.addWidget(hint, 1)
        row.addWidget(close)
        return row

    def _add(self, photo: OpenPhoto, recipe: Recipe, name: str, *, now: bool) -> None:
        longest_px = round(_THUMBNAIL_PX * self.devicePixelRatioF())
        cell = _Cell(ThumbnailRequest(photo, recipe, longest_px), name, now, self._grid)
        number = len(self._cells)
        cell.clicked.connect(lambda: self._take(number))
        cell.show()
        self._cells.append(cell)

    def _clear(self) -> None:
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []

    def _take(self, number: int) -> None:
        cell = self._cells[number]
        if number > 0:
            chosen = self._proposals[number - 1]
            self._recipe = cell.request.recipe  # what follows is no surprise
            self._session.set_step(chosen.colour, cell.text())
        self.close_offer()

    def _on_recipe(self) -> None:
        """Another photo, or a gesture elsewhere: the offer is about a picture that is gone."""
        current = self._session.current
        if self._photo is not current or (current and current.recipe != self._recipe):
            self.close_offer()

    def _draw(self) -> None:
        for cell in self._cells:
            cell.show_image(self._thumbnails.image(cell.request))

    # Places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Lay the cells out in as many columns as make the pictures largest."""
        count, area = len(self._cells), self._grid.contentsRect()
        if not count or self._session.current is None:
            return
        wanted = self._session.wanted
        height, width = (1, 1) if wanted is None else wanted.size
        shape = width / height
        columns = max(
            range(1, count + 1), key=lambda n: _picture_width(area.size(), n, count, shape)
        )
        rows = -(-count // columns)
        width = (area.width() - _GAP * (columns - 1)) // columns
        room = (area.height() - _GAP * (rows - 1)) // rows
        # No higher than picture and name, so that the name stands close to its picture.
        height = min(room, round((width - 2 * _PADDING) / shape) + _PADDING + _NAME_PX)
        top = (area.height() - rows * (height + _GAP) + _GAP) // 3
        for i, cell in enumerate(self._cells):
            row, column = divmod(i, columns)
            cell.setGeometry(column * (width + _GAP), top + row * (height + _GAP), width, height)
        self._columns = columns

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((i for i, cell in enumerate(self._cells) if cell.hasFocus()), None)
        by = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()))
        if focused is None or by is None:
            if focused is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._cells[focused].click()
                return
            super().keyPressEvent(event)
        elif 0 <= focused + by < len(self._cells):
            self._cells[focused + by].setFocus(Qt.FocusReason.TabFocusReason)


def _picture_width(area: QSize, columns: int, count: int, shape: float) -> float:
    """How wide the pictures get in a grid of so many columns."""
    rows = -(-count // columns)
    width = (area.width() - _GAP * (columns - 1)) / columns - 2 * _PADDING
    height = (area.height() - _GAP * (rows - 1)) / rows - _PADDING - _NAME_PX
    return min(width, height * shape)


def _translated(name: str) -> str:
    """A proposal's name in the user's language."""
    from PySide6.QtCore import QCoreApplication

    words = {
        "More vivid": QCoreApplication.translate("Proposals", "More vivid"),
        "Calmer": QCoreApplication.translate("Proposals", "Calmer"),
        "Warmer": QCoreApplication.translate("Proposals", "Warmer"),
        "Cooler": QCoreApplication.translate("Proposals", "Cooler"),
        "Other colours": QCoreApplication.translate("Proposals", "Other colours"),
        "Yet other colours": QCoreApplication.translate("Proposals", "Yet other colours"),
    }
    return words.get(name, name)
