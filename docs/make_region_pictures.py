"""Makes the pictures of the guide to regions and dots, from the real window and sample photos.

    python docs/make_region_pictures.py

A suit in the network's colour: painted over, a suggested colour taken, done; and a saucer that lies
in the shadow, lightened. It needs no display.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PIL import Image  # noqa: E402 - the repository must be on the path first
from PySide6.QtCore import QEvent, QPointF  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import settled, spin, window_with  # noqa: E402
from benchmarks.gestures import Hand  # noqa: E402
from docs.make_pictures import PICTURES, grabbed, restored, save  # noqa: E402
from workstation.app.color_hints.target import ColorInfo  # noqa: E402
from workstation.app.window import Window  # noqa: E402

# Rows and columns of the photo: up and down over the suit, on both sides of the zip.
SUIT = (
    *((0.60, 0.16), (0.56, 0.22), (0.66, 0.20), (0.80, 0.12), (0.88, 0.16), (0.94, 0.24)),
    *((0.88, 0.30), (0.76, 0.22), (0.62, 0.28), (0.66, 0.42), (0.80, 0.40), (0.92, 0.38)),
    *((0.86, 0.46), (0.70, 0.44), (0.64, 0.58), (0.58, 0.64), (0.66, 0.67)),
)
# Around the front of the saucer.
SAUCER = (
    *((0.52, 0.17), (0.68, 0.21), (0.80, 0.29), (0.87, 0.39), (0.89, 0.50), (0.86, 0.62)),
    *((0.78, 0.71), (0.66, 0.77), (0.56, 0.79), (0.68, 0.68), (0.78, 0.58), (0.80, 0.45)),
    *((0.72, 0.34), (0.60, 0.26), (0.52, 0.22)),
)
STEPS = 12


def between(places: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """The way of a hand from place to place."""
    way = [places[0]]
    for (row, column), (to_row, to_column) in pairwise(places):
        way += [
            (row + (to_row - row) * i / STEPS, column + (to_column - column) * i / STEPS)
            for i in range(1, STEPS + 1)
        ]
    return way


def wait() -> None:
    """Until the small pictures are there, and everything has its place."""
    end = time.monotonic() + 1.5
    spin(lambda: time.monotonic() > end)


def painted(hand: Hand) -> Image.Image:
    """Paint the suit, and keep what the window shows just before the brush is let go."""
    way = [hand.at(*place) for place in between(SUIT)]
    hand.send(QEvent.Type.MouseButtonPress, way[0])
    for point in way[1:]:
        hand.send(QEvent.Type.MouseMove, point)
    wait()
    picture = grabbed(hand.window)
    hand.send(QEvent.Type.MouseButtonRelease, way[-1])
    hand.rest()
    return picture


def take_suggestion(hand: Hand, number: int) -> None:
    """Click a suggested colour."""
    chooser = hand.tools.hint_part.chooser
    found = hand.tools.selection.current
    assert isinstance(found, ColorInfo)
    offer = found.suggestions[number]
    chooser.set_colour(offer.a, offer.b)
    chooser.chosen.emit(offer.a, offer.b)
    hand.rest()


def away(hand: Hand) -> None:
    """Take the pointer off the photo."""
    hand.send(QEvent.Type.MouseMove, QPointF(-100, -100))
    hand.rest()


def steps(window: Window) -> list[Image.Image]:
    """The window: wrong suit, painting, waiting for a colour, done."""
    window.resize(1200, 800)
    window.preferences.choose("theme", "light")
    restored(window)
    hand = Hand(window)
    hand.tools.editor.take("brush")
    for _ in range(4):
        window.commands["larger"].trigger()
    hand.rest()
    wait()
    pictures = [grabbed(window), painted(hand)]
    away(hand)
    spin(lambda: hand.tools.selection.current is not None and settled(window))
    wait()
    pictures.append(grabbed(window))
    take_suggestion(hand, 7)
    wait()
    pictures.append(grabbed(window))
    return pictures


def dodged(window: Window) -> list[Image.Image]:
    """The window, in black and white: a saucer in the shadow, and the same lightened."""
    window.resize(1200, 800)
    window.preferences.choose("theme", "light")
    restored(window)
    window.session.remove_step("colour", "Colour off")
    hand = Hand(window)
    tools = hand.tools
    tools.paint_for("tone")
    for _ in range(2):
        window.commands["larger"].trigger()
    hand.rest()
    wait()
    before = grabbed(window)
    hand.gesture([hand.at(*place) for place in between(SAUCER)])
    hand.rest()
    window.commands["smart_edge"].trigger()
    tools.editor.set("Lighten or darken +1.20 EV", exposure_ev=1.2)
    tools.editor.set("Contrast +20 %", contrast=0.2)
    hand.rest()
    away(hand)
    wait()
    return [before, grabbed(window)]


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with window_with(resources.find("samples", "portrait.jpg")) as made:
        names = ("region-1-wrong", "region-2-paint", "region-3-suggested", "region-4-done")
        for name, picture in zip(names, steps(made), strict=True):
            save(picture, name)
    with window_with(resources.find("samples", "coffee.jpg")) as made:
        for name, picture in zip(("dodge-1-dark", "dodge-2-done"), dodged(made), strict=True):
            save(picture, name)
