"""Rows and columns of widgets, in one call."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
Part = QWidget | QLayout
T = TypeVar("T", QHBoxLayout, QVBoxLayout)

NONE: Margins = (0, 0, 0, 0)


def column(
    parent: QWidget | None, *parts: Part, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """Parts below each other; margins are left, top, right, bottom; None leaves the style's."""
    return _filled(QVBoxLayout(), parent, parts, margins, spacing)


def row(
    parent: QWidget | None, *parts: Part, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """Parts beside each other; margins are left, top, right, bottom; None leaves the style's."""
    return _filled(QHBoxLayout(), parent, parts, margins, spacing)


def _filled(
    layout: T,
    parent: QWidget | None,
    parts: tuple[Part, ...],
    margins: Margins | None,
    spacing: int | None,
) -> T:
    if parent is not None:
        parent.setLayout(layout)
    if margins is not None:
        layout.setContentsMargins(*margins)
    if spacing is not None:
        layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
