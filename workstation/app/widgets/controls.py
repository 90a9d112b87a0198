"""Controls of the step panels: a slider that shows its value, a switch, a quiet button."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QDockWidget,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from workstation.app.widgets import icons
from workstation.app.widgets.theme import small_font

_STEPS = 1000
# Key presses and wheel notches that follow each other faster than this are one gesture.
_ONE_GESTURE_S = 1.0
_INDENT_PX = 6


class _Slider(QSlider):
    """A slider that the wheel moves only once it has the focus, and a double click resets."""

    reset_requested = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_requested.emit()
        else:
            super().mouseDoubleClickEvent(event)


class _SelectsWhole(QObject):
    """A double click takes the whole number, not the digits before its point."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = watched.parent()
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(field, QAbstractSpinBox):
            field.selectAll()  # without its unit
            return True
        return super().eventFilter(watched, event)


class Spin(QSpinBox):
    """A number in a field, with as much room before it as other fields have before their words.

    Qt keeps a style sheet's padding from the text inside a spin box.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        self.lineEdit().installEventFilter(_SelectsWhole(self))


class _Value(QDoubleSpinBox):
    """The number, typed or stepped with the arrow keys."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def textFromValue(self, value: float) -> str:
        """Say plus where zero is in the middle, so that the direction can be read."""
        text = super().textFromValue(value)
        return f"+{text}" if self.minimum() < 0 < value else text


class ValueSlider(QWidget):
    """A name, a number with its unit, and a slider; they act at once.

    Signals
    -------
    changed
        The new value, and an object that is the same for all changes of one gesture.
    """

    changed = Signal(float, object)

    def __init__(
        self,
        label: str,
        low: float,
        high: float,
        default: float,
        *,
        decimals: int = 0,
        unit: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._default = low, high, default
        self._gesture: object = object()
        self._last_change = 0.0
        self._label = QLabel(label, self)
        self._value = _Value(self)
        self._slider = _Slider(Qt.Orientation.Horizontal, self)
        self._set_up_value(decimals, unit)
        self._slider.setRange(0, _STEPS)
        self._slider.setSingleStep(_STEPS // 100)
        self._slider.setPageStep(_STEPS // 10)
        self._label.setBuddy(self._value)
        self._label.installEventFilter(self)
        for part in (self._value, self._slider):
            part.setAccessibleName(label)
            part.setAccessibleDescription(tip)
        reset = self.tr("Double-click for {0}").format(self.text(default))
        self.setToolTip(f"{tip}\n{reset}" if tip else reset)
        self._lay_out()
        self._slider.sliderPressed.connect(self._begin)
        self._slider.valueChanged.connect(self._on_slider)
        self._slider.reset_requested.connect(self.reset)
        self._value.valueChanged.connect(self._on_value)
        self.show_value(default)

    def _set_up_value(self, decimals: int, unit: str) -> None:
        value = self._value
        value.setObjectName("value")
        value.setRange(self._low, self._high)
        value.setDecimals(decimals)
        value.setSingleStep((self._high - self._low) / 100)
        value.setSuffix(f" {unit}" if unit else "")
        # The style sheet takes the arrows away; Qt's NoButtons would take the text along with them.
        value.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setKeyboardTracking(False)
        value.lineEdit().installEventFilter(_SelectsWhole(self))

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._value, 0, 1)
        layout.addWidget(self._slider, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)

    @property
    def value(self) -> float:
        """The number that is shown."""
        return self._value.value()

    def text(self, value: float) -> str:
        """A value as it is shown, with its unit."""
        return f"{self._value.textFromValue(value)}{self._value.suffix()}"

    def show_value(self, value: float) -> None:
        """Show a value without saying that it changed."""
        self._value.blockSignals(True)
        self._value.setValue(value)
        self._value.blockSignals(False)
        self._slider.blockSignals(True)
        self._slider.setValue(round((value - self._low) / (self._high - self._low) * _STEPS))
        self._slider.blockSignals(False)

    def reset(self) -> None:
        """Go back to the default, as a gesture of its own."""
        self._begin()
        if self.value != self._default:
            self.show_value(self._default)
            self._tell(self._default)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the name resets too."""
        if watched is self._label and event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset()
            return True
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._gesture = object()
        self._last_change = monotonic()

    def _on_slider(self, position: int) -> None:
        value = self._low + position / _STEPS * (self._high - self._low)
        self._value.blockSignals(True)
        self._value.setValue(value)
        self._value.blockSignals(False)
        self._tell(self._value.value())

    def _on_value(self, value: float) -> None:
        self.show_value(value)
        self._tell(value)

    def _tell(self, value: float) -> None:
        now = monotonic()
        if not self._slider.isSliderDown() and now - self._last_change > _ONE_GESTURE_S:
            self._gesture = object()
        self._last_change = now
        self.changed.emit(value, self._gesture)


class Switch(QAbstractButton):
    """On or off; the knob's side says it as well as the colour."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(36, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        role = QPalette.ColorRole
        palette = self.palette()
        track = QRectF(2, 3, self.width() - 4, self.height() - 6)
        on = self.isChecked()
        ground = palette.color(group, role.Highlight if on else role.Mid)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 4
        x = track.right() - knob - 2 if on else track.left() + 2
        painter.setBrush(palette.color(group, role.HighlightedText if on else role.WindowText))
        painter.drawEllipse(QRectF(x, track.top() + 2, knob, knob))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(role.WindowText), 1))
            ring = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


def muted(
    text: str, parent: QWidget | None = None, *, small: bool = False, wrap: bool = False
) -> QLabel:
    """A text that accompanies something: in the quiet colour, smaller, on several lines."""
    label = QLabel(text, parent)
    label.setObjectName("muted")
    label.setWordWrap(wrap)
    if small:
        label.setFont(small_font())
    return label


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> QToolButton:
    """A small button with an icon alone: its name is its tooltip and what screen readers say."""
    button = QToolButton(parent)
    button.setIcon(icons.icon(icon))
    button.setIconSize(icons.square(16))
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def follow(widget: QWidget, action: QAction) -> None:
    """Let a widget be used whenever an action can be."""
    widget.setEnabled(action.isEnabled())
    action.changed.connect(lambda: widget.setEnabled(action.isEnabled()))


def action_button(action: QAction, text: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button that does what an action does, when it can be done; under other words, if given."""
    button = QPushButton(text or action.iconText(), parent)
    button.setAutoDefault(True)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    follow(button, action)
    return button


def title_bar(title: str, dock: QDockWidget) -> QWidget:
    """The dock's name, by which it can be dragged elsewhere, and a button that closes it."""
    bar = QWidget(dock)
    bar.setObjectName("title")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(12, 4, 4, 4)
    name = QLabel(title, bar)
    name.setObjectName("muted")
    close = icon_button("x", QCoreApplication.translate("Docks", "Close {0}").format(title), bar)
    close.clicked.connect(dock.toggleViewAction().trigger)
    layout.addWidget(name, 1)
    layout.addWidget(close)
    return bar


def more_button(name: str, parent: QWidget) -> QToolButton:
    """A button whose `toggled` unfolds the rest of a panel; `name` is for screen readers."""
    button = QToolButton(parent)
    button.setText(QCoreApplication.translate("Controls", "More"))
    button.setIcon(icons.icon("chevron-right"))
    button.setIconSize(icons.square(14))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setObjectName("more")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(name)

    def turn(unfolded: bool) -> None:
        button.setIcon(icons.icon("chevron-down" if unfolded else "chevron-right"))

    button.toggled.connect(turn)
    return button
