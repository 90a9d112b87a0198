"""The photo: tiles of its result, compared with the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from workstation.app.viewer import drawing
from workstation.app.viewer.compare import Compare
from workstation.app.viewer.tile_loader import Rendition, TileLoader
from workstation.app.viewer.viewport import Tile, Viewport
from workstation.app.viewer.wipe import WipeHandle
from workstation.app.viewer.zoom_view import ZoomView
from workstation.app.widgets.theme import Theme
from workstation.core.frame import Frame

if TYPE_CHECKING:
    from workstation.core.recipe import Recipe


class Canvas(ZoomView):
    """Draws the tiles that the loader has, and asks it for those in the window.

    Signals
    -------
    pointed_at
        The pointer is over a photo pixel (`Probe`), or over none (None).
    compare_changed
        The original is compared in another way.
    """

    pointed_at = Signal(object)
    compare_changed = Signal()

    def __init__(self, loader: TileLoader, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._loader = loader
        self._names: tuple[str, ...] = (self.tr("Original"), self.tr("Result"))
        self._wanted: Rendition | None = None
        self._before: Rendition | None = None
        self._former: Viewport | None = None
        self._others = False
        self._meanwhile: QImage | None = None
        self._compare = Compare.OFF
        self.holding = False
        self._resting: Qt.CursorShape | None = None
        self._handle = WipeHandle(self)
        self._handle.moved.connect(self.update)
        self._handle.hide()
        self.setAccessibleName(self.tr("Photo"))
        self.setAccessibleDescription(
            self.tr("The wheel zooms, dragging moves the photo, arrow keys too.")
        )
        loader.tiles_ready.connect(self.update)
        loader.rendition_changed.connect(self.update)

    # What is shown

    def show_photo(
        self,
        wanted: Rendition | None,
        before: Rendition | None,
        viewport: Viewport | None,
        meanwhile: QImage | None = None,
    ) -> None:
        """Bring a photo to the canvas, as it was looked at last, or as a whole.

        Parameters
        ----------
        meanwhile
            A picture of all of it, which stands in until it is rendered.
        """
        self._wanted, self._before = wanted, before
        self._meanwhile = meanwhile
        fresh = None if wanted is None else viewport or Viewport(*wanted.size, 1, 1)
        if fresh is not None and wanted is not None and not fresh.shows(*wanted.size):
            fresh = fresh.onto(*wanted.size)
        self._look(None if fresh is None else self._fitted_into(fresh))

    def set_renditions(
        self, wanted: Rendition | None, before: Rendition | None, *names: str
    ) -> None:
        """Show the same photo by another recipe; `before` and `wanted` may have other names."""
        self._wanted, self._before = wanted, before
        self._names = names or (self.tr("Original"), self.tr("Result"))
        self._others = bool(names)
        view = self._viewport
        if wanted is not None and view is not None and not view.shows(*wanted.size):
            # What is drawn keeps its place until the other size is there.
            self._former = self._drawn_through or view
            self._look(view.onto(*wanted.size))
        else:
            self._aim()

    def picture(self, longest_px: int) -> tuple[Recipe, QImage] | None:
        """All of the result, small, from the tiles that are there; None if it is not drawn."""
        shown = self._loader.shown
        if shown is None or shown != self._wanted:
            return None
        size = QSize(shown.size[1], shown.size[0])
        if max(shown.size) > longest_px:
            size.scale(longest_px, longest_px, Qt.AspectRatioMode.KeepAspectRatio)
        height, width = shown.size
        zoom = max(size.height() / height, size.width() / width)
        edges = size.height(), size.width(), zoom, height / 2, width / 2
        view = Viewport(height, width, *edges, fits=False)
        if self._loader.image(shown, Tile(view.top_level, 0, 0)) is None:
            return None  # what stands in for all that is missing is missing itself
        image = QImage(size, QImage.Format.Format_RGB888)
        painter = QPainter(image)
        drawing.draw(painter, self._loader, shown, view, image.rect(), image.rect())
        painter.end()
        return shown.recipe, image

    @property
    def shows_others(self) -> bool:
        """Whether two other recipes are compared, so that what is painted now does not fit."""
        return self._others

    @property
    def compare(self) -> Compare:
        """How the original is shown."""
        return self._compare

    def set_compare(self, compare: Compare) -> None:
        """Show the original in another way, at the same zoom and place."""
        if compare is self._compare:
            return
        self._compare = compare
        if self._viewport is not None:
            self._viewport = self._fitted_into(self._viewport)
        self.compare_changed.emit()
        self._look(self._viewport)

    def hold_original(self, held: bool) -> None:
        """Show the original as long as it is held."""
        if held != self.holding:
            self.holding = held
            self._aim()
            self.update()

    def _prepare(self) -> None:
        self._handle.setVisible(self._compare is Compare.WIPE and self._viewport is not None)
        self._aim()

    @property
    def frame(self) -> Frame | None:
        """Where the pixels that are shown lie in the photo; None without a photo."""
        return None if self._wanted is None else self._wanted.frame

    @property
    def _drawn_through(self) -> Viewport | None:
        """The view of what is drawn; it may be of another size than what is wanted."""
        shown = self._loader.shown
        for view in (self._viewport, self._former):
            if shown is not None and view is not None and view.shows(*shown.size):
                return view
        return None

    def _aim(self) -> None:
        before = self._before if self._before != self._wanted else None
        self._loader.aim(self._viewport, self._wanted, before, before_first=self.holding)

    # What tools ask for

    def rest_cursor(self, cursor: Qt.CursorShape | None) -> None:
        """The pointer's shape while the photo is not moved."""
        self._resting = cursor
        self._show_cursor()

    def probe(self, at: QPointF) -> drawing.Probe | None:
        """The photo's pixel as it is drawn under a point of the widget."""
        viewport, shown = self._drawn_through, self._loader.shown
        if viewport is None or shown is None:
            return None
        pane = self.pane_at(at)
        rendition = shown
        wiped = self._compare is Compare.WIPE and at.x() < self._handle.fraction * self.width()
        beside = self._compare is Compare.SIDE_BY_SIDE and pane.left() == 0
        if self._before is not None and (self.holding or wiped or beside):
            rendition = self._before
        return drawing.probe(self._loader, rendition, viewport, *self._in_pane(at))

    @property
    def panes(self) -> list[QRect]:
        """Where the photo is shown, in device pixels."""
        whole = super().panes
        if self._compare is not Compare.SIDE_BY_SIDE:
            return whole
        height, width = whole[0].height(), whole[0].width()
        gap = round(2 * self.devicePixelRatioF())
        half = (width - gap) // 2
        return [QRect(0, 0, half, height), QRect(half + gap, 0, width - half - gap, height)]

    # Drawing

    def _draw(self, painter: QPainter) -> None:
        shown = self._loader.shown
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        if self._wanted is None or shown is None or shown.renderer is not self._wanted.renderer:
            self._draw_meanwhile(painter)
            return
        before = self._before or shown
        panes = self.panes
        if self.holding:
            for pane in panes:
                self._draw_in(painter, before, pane, pane)
            self._label(painter, self._names[0], panes[0])
        elif self._compare is Compare.WIPE:
            self._draw_wipe(painter, before, shown, panes[0])
        elif self._compare is Compare.SIDE_BY_SIDE:
            for pane, rendition, name in zip(panes, (before, shown), self._names, strict=True):
                self._draw_in(painter, rendition, pane, pane)
                self._label(painter, name, pane)
        else:
            self._draw_in(painter, shown, panes[0], panes[0])

    def _draw_meanwhile(self, painter: QPainter) -> None:
        if self._meanwhile is None or self._viewport is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for pane in self.panes:
            painter.setClipRect(pane)
            painter.drawImage(drawing.outline(self._viewport, pane), self._meanwhile)
        painter.setClipping(False)

    def _draw_in(self, painter: QPainter, rendition: Rendition, pane: QRect, clip: QRect) -> None:
        view = self._drawn_through
        if view is not None and view.shows(*rendition.size):
            drawing.draw(painter, self._loader, rendition, view, pane, clip)

    def _draw_wipe(
        self, painter: QPainter, before: Rendition, shown: Rendition, pane: QRect
    ) -> None:
        ratio = self.devicePixelRatioF()
        split = round(self._handle.fraction * pane.width())
        left, right = QRect(pane), QRect(pane)
        left.setWidth(split)
        right.setLeft(split)
        self._draw_in(painter, before, pane, left)
        self._draw_in(painter, shown, pane, right)
        line = max(1, round(ratio))
        painter.fillRect(QRect(split - line, 0, 3 * line, pane.height()), QColor(20, 20, 20, 160))
        painter.fillRect(QRect(split, 0, line, pane.height()), QColor(245, 245, 245))
        self._label(painter, self._names[0], pane)
        self._label(painter, self._names[1], pane, at_right=True)

    def _label(self, painter: QPainter, text: str, pane: QRect, *, at_right: bool = False) -> None:
        ratio = self.devicePixelRatioF()
        margin = 8 * ratio
        x = pane.left() + margin
        if at_right:
            x = pane.right() - margin - (painter.fontMetrics().horizontalAdvance(text) + 16) * ratio
        drawing.draw_label(painter, text, QRectF(x, pane.top() + margin, 0, 0), ratio)

    # Events

    def _resting_cursor(self) -> Qt.CursorShape | None:
        return self._resting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._handle.place()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._viewport is not None and self._loader.shown is not None:
            self.pointed_at.emit(self.probe(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(None)
