"""Colours at a lightness: on the screen, as six digits, in words, and all of them on a plane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage

from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.colorize.suggestions import shown
from workstation.core.pixels import seal

translate = QCoreApplication.translate

PLANE_PX = 128
_SAME = 0.1
_GREYISH = 7.0
_LIGHTEST, _DARKEST = 99.0, 1.0
# The hue angle in CIELAB, in degrees, at which each begins; red goes round to the first.
_HUES = (
    (0, "pink"),
    (18, "red"),
    (46, "orange"),
    (78, "yellow"),
    (106, "olive"),
    (118, "green"),
    (164, "turquoise"),
    (216, "sky"),
    (254, "blue"),
    (303, "violet"),
    (332, "pink"),
)


def on_screen(lightness: float, a: float, b: float) -> QColor:
    """A colour at a lightness, as near as the screen comes to it."""
    plane = np.full((1, 1), min(max(lightness, 0.0), 100.0), np.float32)
    red, green, blue = from_lab(plane, np.array([[[a, b]]], np.float32))[0, 0]
    return QColor.fromRgbF(float(red), float(green), float(blue))


def existing(lightness: float, a: float, b: float) -> tuple[float, float]:
    """A colour as it is where the screen can show it at a lightness; else the nearest one."""
    near = shown(lightness, a, b)
    # The way to the screen and back is not exact: a colour must not creep.
    return (a, b) if np.hypot(near[0] - a, near[1] - b) < _SAME else near


def of_screen(colour: QColor) -> tuple[float, float, float]:
    """L*, a*, b* of a colour on the screen."""
    rgb = np.array([[[colour.redF(), colour.greenF(), colour.blueF()]]], np.float32)
    light, ab = to_lab(seal(np.clip(rgb, 0, 1)))
    return float(light[0, 0]), float(ab[0, 0, 0]), float(ab[0, 0, 1])


def name_of(lightness: float, a: float, b: float) -> str:
    """The word that most people would use for a colour."""
    chroma = float(np.hypot(a, b))
    if chroma < _GREYISH:
        return translate("Hues", "Grey")
    angle = float(np.degrees(np.arctan2(b, a))) % 360
    hue = next(name for start, name in reversed(_HUES) if angle >= start)
    if hue in ("orange", "yellow", "olive") and lightness < 50:
        hue = "brown" if angle < 88 else "olive"
    elif hue == "orange" and chroma < 38:
        hue = "skin" if lightness > 60 else "brown"
    elif hue == "red" and lightness > 70 and chroma < 45:
        hue = "pink"
    elif hue == "olive" and lightness > 60:
        hue = "yellow-green"
    return _words()[hue]


def _words() -> dict[str, str]:
    return {
        "pink": translate("Hues", "Pink"),
        "red": translate("Hues", "Red"),
        "orange": translate("Hues", "Orange"),
        "yellow": translate("Hues", "Yellow"),
        "olive": translate("Hues", "Olive"),
        "yellow-green": translate("Hues", "Yellow-green"),
        "green": translate("Hues", "Green"),
        "turquoise": translate("Hues", "Turquoise"),
        "sky": translate("Hues", "Sky blue"),
        "blue": translate("Hues", "Blue"),
        "violet": translate("Hues", "Violet"),
        "brown": translate("Hues", "Brown"),
        "skin": translate("Hues", "Skin"),
    }


def described(lightness: float, a: float, b: float) -> str:
    """A colour in words and numbers, as a tooltip or a screen reader says it."""
    return translate("Hues", "{0}, a {1}, b {2}").format(
        name_of(lightness, a, b), signed(a), signed(b)
    )


def signed(value: float) -> str:
    """A whole number with its sign; the minus is a real one."""
    rounded = round(value)
    return f"−{-rounded}" if rounded < 0 else str(rounded)


@dataclass(frozen=True)
class GamutFrame:
    """The square of the a*b* plane that just holds what the screen can show at a lightness."""

    a: float
    b: float
    half: float


@lru_cache(maxsize=101)
def frame(lightness: int) -> GamutFrame:
    """The square to draw at a lightness."""
    angles = np.radians(np.arange(0, 360, 3))
    wish = 150 * np.stack([np.cos(angles), np.sin(angles)], -1)[None]
    plane = np.full((1, len(angles)), _inside(lightness), np.float32)
    rim = to_lab(from_lab(plane, wish.astype(np.float32)))[1][0]
    low, high = rim.min(axis=0), rim.max(axis=0)
    a, b = (float(value) for value in (low + high) / 2)
    return GamutFrame(a, b, max(6.0, float((high - low).max()) * 0.52))


@lru_cache(maxsize=16)
def plane_image(lightness: int) -> QImage:
    """All colours in the frame: a* to the right, b* upwards, clear where there are none."""
    side, part = PLANE_PX, frame(lightness)
    steps = ((np.arange(side) + 0.5) / side * 2 - 1) * part.half
    ab = np.stack(np.broadcast_arrays(part.a + steps[None, :], part.b - steps[:, None]), -1)
    ab = ab.astype(np.float32)
    pixels = from_lab(np.full((side, side), _inside(lightness), np.float32), ab)
    missed = np.linalg.norm(to_lab(pixels)[1] - ab, axis=2)
    # A rim of one cell fades, so that the outline is smooth when it is drawn larger.
    cell = 2 * part.half / side
    drawn = np.empty((side, side, 4), np.uint8)
    drawn[..., :3] = np.round(pixels * 255)
    drawn[..., 3] = np.round(np.clip(1.5 - missed / cell, 0, 1) * 255)
    return QImage(drawn.data, side, side, 4 * side, QImage.Format.Format_RGBA8888).copy()


def _inside(lightness: int) -> float:
    """Black and white have no colours at all; a little off there are some."""
    return min(max(float(lightness), _DARKEST), _LIGHTEST)
