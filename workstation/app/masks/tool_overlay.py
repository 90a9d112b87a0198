"""What lies over the photo: it takes the canvas's events to the tool, and draws what tools show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QTabletEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.geometry import PhotoPlacement
from workstation.app.masks.selection import Selection, overlay_image
from workstation.app.masks.tool import Tool, Touch
from workstation.app.viewer.canvas import Canvas

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TabletPress)
_MOVES = (QEvent.Type.MouseMove, QEvent.Type.TabletMove)
_RELEASES = (QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease)
_PICK = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_PAINTS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton)


class ToolOverlay(QWidget):
    """Lies over the canvas; the mouse goes through it.

    Attributes
    ----------
    events
        How many moves of a gesture were taken, for measuring.
    """

    def __init__(self, canvas: Canvas, editor: MaskEditor, selection: Selection) -> None:
        super().__init__(canvas)
        self._canvas, self._editor, self._selection = canvas, editor, selection
        self._held = editor.tool
        self._hover: QPointF | None = None
        self._pane: QRect | None = None
        self._overlay: tuple[object, QColor, QImage] | None = None
        self.events = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lower()  # the handle of the wipe stays on top
        self._fill_canvas()
        canvas.installEventFilter(self)
        canvas.viewport_changed.connect(self._on_view)
        editor.changed.connect(self._on_editor)
        selection.changed.connect(self._on_drawn)
        editor.session.rendition_changed.connect(self._on_drawn)

    @property
    def tool(self) -> Tool:
        """The tool in the hand."""
        return self._editor.held

    @property
    def busy(self) -> bool:
        """Whether a gesture has begun and not ended."""
        return self.tool.busy

    def give_up(self) -> None:
        """Forget the gesture that has begun."""
        self.tool.give_up()
        self.update()

    def frame(self, pane: QRect | None = None) -> PhotoPlacement | None:
        """Where the photo lies in a pane, by default in the last one."""
        view = self._canvas.viewport
        if view is None:
            return None
        pane = pane or self._canvas.panes[-1]
        ratio = self._canvas.devicePixelRatioF()
        return PhotoPlacement(view, pane.left(), pane.top(), ratio, self._canvas.frame)

    # Events of the canvas

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is meant for the tool; leave to the canvas what moves or zooms the photo."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.DevicePixelRatioChange):
            self._fill_canvas()
        if self._editor.tool == HAND or self._canvas.viewport is None:
            return False
        if isinstance(event, QMouseEvent | QTabletEvent):
            return self._on_pointer(kind, event)
        if isinstance(event, QWheelEvent):
            notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
            touch = self._touch(event.position(), event.modifiers())
            return self.tool.wheeled(touch, notches)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            frame = self.frame()
            return frame is not None and self.tool.key(event, frame)
        if kind == QEvent.Type.Leave:
            self._hover = None
            self.update()
        return False

    def _on_pointer(self, kind: QEvent.Type, event: QMouseEvent | QTabletEvent) -> bool:
        if kind in _PRESSES:
            return self._on_press(event)
        busy = self.tool.busy
        if kind in _MOVES:
            self._hover = event.position()
            if self._canvas.panning:
                self.update()
                return False
            touch = self._touch(event.position(), event.modifiers(), event)
            self._refresh(self.tool.moved(touch) if busy else self.tool.hovered(touch))
            self.events += busy
            return busy
        if kind in _RELEASES and busy and event.button() in _PAINTS:
            touch = self._touch(event.position(), event.modifiers(), event)
            self._refresh(self.tool.released(touch))
            self._pane = None
            self._on_drawn()
            return True
        return False

    def _on_press(self, event: QMouseEvent | QTabletEvent) -> bool:
        if self._canvas.panning or event.button() not in _PAINTS:
            return False
        if self.tool.busy:
            return True
        self._hover = event.position()
        self._pane = self._canvas.pane_at(event.position())
        touch = self._touch(event.position(), event.modifiers(), event)
        picker = next((tool for tool in self._editor.tools.values() if tool.with_ctrl), None)
        takes = self.tool.with_alt and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if touch.pick and picker is not None and not takes:
            picker.pressed(touch)
            self._pane = None
        else:
            self._refresh(self.tool.pressed(touch))
        return True

    def _touch(
        self,
        at: QPointF,
        modifiers: Qt.KeyboardModifier,
        event: QMouseEvent | QTabletEvent | None = None,
    ) -> Touch:
        frame = self.frame(self._pane or self._canvas.pane_at(at))
        assert frame is not None
        pressure, erase = 1.0, False
        if isinstance(event, QTabletEvent):
            pressure = event.pressure()
            erase = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event is not None:
            erase = erase or event.button() == Qt.MouseButton.RightButton
        return Touch(
            frame,
            QPointF(at),
            frame.place(at.x(), at.y()),
            pressure,
            erase,
            bool(modifiers & _PICK),
            bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        )

    # What happened

    def _refresh(self, box: QRectF | None) -> None:
        if box is None:
            return
        if box.isNull():
            self.update()
        else:
            self.update(box.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _fill_canvas(self) -> None:
        self.setGeometry(self._canvas.rect())
        for tool in self._editor.tools.values():
            tool.resized(self.size(), self._canvas.devicePixelRatioF())

    def _on_view(self) -> None:
        frame = self.frame(self._pane)
        if frame is not None:
            self.tool.view_changed(frame)
        self.update()

    def _on_editor(self) -> None:
        if self._editor.tool != self._held:
            self._editor.tools[self._held].give_up()
            self._held = self._editor.tool
            hand = self._held == HAND
            self._canvas.rest_cursor(None if hand else self.tool.cursor)
        self._on_drawn()

    def _on_drawn(self) -> None:
        """The photo or the overlay shows now what was painted, or will not show it."""
        loader = self._editor.session.tile_loader
        waits = loader is not None and loader.pending
        unseen = self._editor.overlaid is not None and self._selection.current is None
        if not waits and not unseen:
            for tool in self._editor.tools.values():
                tool.drawn()
        self.update()

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        idle = self._editor.tool == HAND and self._editor.overlaid is None
        if idle or self._canvas.holding or self._canvas.shows_others:
            return
        painter = QPainter(self)
        ratio = self._canvas.devicePixelRatioF()
        overlay = self._overlay_image()
        hovered = None if self._hover is None else self._canvas.pane_at(self._hover)
        for pane in self._canvas.panes:
            frame = self.frame(pane)
            if frame is None:
                return
            painter.setClipRect(
                QRectF(
                    pane.left() / ratio,
                    pane.top() / ratio,
                    pane.width() / ratio,
                    pane.height() / ratio,
                )
            )
            if overlay is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                _draw_over(painter, overlay, frame)
            hover = self._hover if pane == hovered and not self._canvas.panning else None
            self.tool.draw(painter, frame, hover)

    def _overlay_image(self) -> QImage | None:
        """The area of the selected region as it was seen last, in the overlay's colour."""
        found = self._selection.found
        if self._editor.overlaid is None or found is None or found.area is None:
            return None
        colour = self._editor.overlay_colour
        kept = self._overlay
        if kept is None or kept[0] is not found or kept[1] != colour:
            kept = self._overlay = found, QColor(colour), overlay_image(found.area, colour)
        return kept[2]


def _draw_over(painter: QPainter, overlay: QImage, frame: PhotoPlacement) -> None:
    """Lay a picture of the whole photo over what is seen of it."""
    painter.save()
    painter.setClipRect(QRectF(*frame.photo_box), Qt.ClipOperation.IntersectClip)
    onto = frame.matrix(overlay.height(), overlay.width())
    painter.setTransform(QTransform(*(float(value) for value in onto.T.flat)), combine=True)
    painter.drawImage(0, 0, overlay)
    painter.restore()
