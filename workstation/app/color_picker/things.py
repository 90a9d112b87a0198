"""Colours of things that old photos show, in words that need no knowledge of colour."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from workstation.app.color_picker import hues
from workstation.app.widgets import icons

translate = QCoreApplication.translate

Thing = tuple[str, float, float]
"""Its words, a* and b*: usual ones of things in daylight."""

_ICON = 16


def things() -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    """All things, in groups with a title."""
    return (*_people(), *_outdoors(), *_made())


def _people() -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    return (
        (
            translate("Things", "Skin"),
            (
                (translate("Things", "Fair skin"), 10, 15),
                (translate("Things", "Tanned skin"), 13, 21),
                (translate("Things", "Olive skin"), 9, 24),
                (translate("Things", "Brown skin"), 14, 24),
                (translate("Things", "Dark skin"), 10, 16),
                (translate("Things", "Lips and cheeks"), 28, 17),
            ),
        ),
        (
            translate("Things", "Hair"),
            (
                (translate("Things", "Blond hair"), 5, 28),
                (translate("Things", "Light brown hair"), 8, 22),
                (translate("Things", "Brown hair"), 8, 15),
                (translate("Things", "Red hair"), 19, 27),
                (translate("Things", "Black or grey hair"), 1, 2),
            ),
        ),
    )


def _outdoors() -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    return (
        (
            translate("Things", "Sky and water"),
            (
                (translate("Things", "Clear sky"), -5, -28),
                (translate("Things", "Pale sky"), -4, -13),
                (translate("Things", "Evening sky"), 13, 22),
                (translate("Things", "Sea and lakes"), -12, -14),
            ),
        ),
        (
            translate("Things", "Plants"),
            (
                (translate("Things", "Grass"), -22, 32),
                (translate("Things", "Leaves"), -16, 26),
                (translate("Things", "Fir trees"), -14, 12),
                (translate("Things", "Straw and hay"), 2, 30),
                (translate("Things", "Autumn leaves"), 18, 42),
            ),
        ),
    )


def _made() -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    return (
        (
            translate("Things", "Brick, stone and wood"),
            (
                (translate("Things", "Brick"), 28, 26),
                (translate("Things", "Roof tiles"), 26, 31),
                (translate("Things", "Sandstone"), 5, 20),
                (translate("Things", "Concrete and slate"), 0, 3),
                (translate("Things", "Pale wood"), 9, 28),
                (translate("Things", "Dark wood"), 12, 18),
            ),
        ),
        (
            translate("Things", "Cloth"),
            (
                (translate("Things", "Black, grey or white cloth"), 0, 0),
                (translate("Things", "Cream cloth"), 1, 14),
                (translate("Things", "Brown wool"), 9, 16),
                (translate("Things", "Navy cloth"), 4, -22),
                (translate("Things", "Denim"), -2, -20),
                (translate("Things", "Wine red cloth"), 34, 12),
                (translate("Things", "Bright red cloth"), 55, 32),
                (translate("Things", "Rose cloth"), 22, 4),
                (translate("Things", "Bottle green cloth"), -22, 10),
            ),
        ),
        (
            translate("Things", "Uniforms"),
            (
                (translate("Things", "Field grey uniform"), -4, 5),
                (translate("Things", "Khaki uniform"), 3, 20),
                (translate("Things", "Olive drab uniform"), -2, 17),
                (translate("Things", "Navy blue uniform"), 5, -20),
                (translate("Things", "Horizon blue uniform"), -3, -12),
            ),
        ),
        (
            translate("Things", "Metals"),
            (
                (translate("Things", "Gold"), 8, 48),
                (translate("Things", "Brass"), 5, 36),
                (translate("Things", "Copper"), 22, 28),
                (translate("Things", "Silver and steel"), -1, -1),
                (translate("Things", "Rust"), 26, 34),
            ),
        ),
    )


class ThingsButton(QPushButton):
    """Offers the colours of things, each as it would look at the lightness of the place.

    Signals
    -------
    taken
        a*, b* of the one that was chosen.
    """

    taken = Signal(float, float)

    def __init__(self, lightness: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(translate("Things", "The colour of…"), parent)
        self.setToolTip(
            translate("Things", "Skin, hair, grass, brick, uniforms: each as it would look here")
        )
        self._lightness = lightness
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        menu, lightness = self.menu(), self._lightness()
        menu.clear()
        for title, inside in things():
            part = menu.addMenu(title)
            for words, a, b in inside:
                brush = QBrush(hues.on_screen(lightness, a, b))
                icon = icons.swatch(brush, _ICON, self.devicePixelRatioF())
                part.addAction(icon, words, partial(self.taken.emit, a, b))
            _, a, b = inside[0]
            brush = QBrush(hues.on_screen(lightness, a, b))
            part.setIcon(icons.swatch(brush, _ICON, self.devicePixelRatioF()))
