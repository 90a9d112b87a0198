"""Gestures given up, taken back and brought again, and what they leave of pixels and recipe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

import resources
from tests.app.drive import Driver
from tests.app.masks.hands import LEFT, NONE, Hand
from workstation.core.masks.masks import Lasso, Stroke
from workstation.core.recipe import Recipe
from workstation.core.steps import STEPS


def test_escape_gives_the_stroke_up_then_the_tool(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    start = hand.point((0.5, 0.5))
    QTest.mousePress(hand.canvas, LEFT, NONE, start)
    QTest.mouseMove(hand.canvas, start + QPoint(20, 0))
    hand.driver.do("cancel")
    QTest.mouseRelease(hand.canvas, LEFT, NONE, start)
    hand.driver.settle()
    assert hand.colour.regions == ()
    assert hand.editor.tool == "brush"
    hand.driver.do("cancel")
    assert hand.editor.tool == "hand"


def test_undo_takes_every_gesture_back_and_redo_brings_it_again(hand: Hand) -> None:
    plain = hand.driver.picture()
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.hints.give_colour(-30.0, 30.0)
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5))
    recipe = hand.driver.current.recipe
    hand.driver.do("tool_hand")
    hand.driver.settle()
    final = hand.driver.picture()
    for _ in range(3):
        hand.driver.do("undo")
        hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), plain)
    assert hand.colour.regions == ()
    for _ in range(3):
        hand.driver.do("redo")
        hand.driver.settle()
    assert hand.driver.current.recipe == recipe
    assert np.array_equal(hand.driver.picture(), final)


def test_a_recipe_with_all_of_it_survives_as_json(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.do("tool_dots")
    hand.click((0.3, 0.5))
    recipe = hand.driver.current.recipe
    assert Recipe.from_json(recipe.to_json(), STEPS) == recipe


def test_tiles_taken_over_are_the_tiles_that_would_be_rendered(
    driver: Driver, tmp_path: Path
) -> None:
    """Gestures on a photo of many tiles leave the same picture as a window that never saw them."""
    import cv2

    small = cv2.imread(str(resources.find("samples", "portrait.jpg")), cv2.IMREAD_GRAYSCALE)
    assert small is not None
    path = tmp_path / "large.png"
    cv2.imwrite(str(path), cv2.resize(small, (2300, 2100), interpolation=cv2.INTER_CUBIC))
    driver.open(path)
    driver.restore()
    hand = Hand(driver)
    driver.do("zoom_100")
    driver.settle()
    driver.do("tool_dots")
    hand.hints.in_hand = (60.0, 30.0)
    hand.click((0.5, 0.5))
    hand.drag([(0.5, 0.5), (0.48, 0.52)])
    driver.do("tool_brush")
    hand.drag([(0.55, 0.45), (0.56, 0.5)])
    hand.hints.give_colour(-40.0, 40.0)
    driver.settle()
    driver.do("tool_hand")
    seen = driver.picture()
    session = driver.window.session
    assert session.tile_loader is not None
    assert session.wanted is not None
    session.engine.forget(driver.current)
    driver.window.photo_page._on_recipe()
    driver.settle()
    assert np.array_equal(driver.picture(), seen)


def test_undo_after_two_hundred_random_gestures_restores_recipe_and_pixels(hand: Hand) -> None:
    """And redo brings all of it again."""
    import random

    chance = random.Random(5)
    editor, hints = hand.editor, hand.hints

    def place() -> tuple[float, float]:
        return chance.uniform(0.05, 0.95), chance.uniform(0.05, 0.95)

    def stroke() -> None:
        editor.take("brush")
        points = tuple((*place(), 1.0) for _ in range(3))
        editor.paint(Stroke(points, 0.02, erase=chance.random() < 0.2), "stroke")

    gestures = (
        stroke,
        lambda: editor.paint(Lasso(tuple(place() for _ in range(4))), "lasso"),
        lambda: hints.give_colour(chance.uniform(-40, 40), chance.uniform(-40, 40)),
        lambda: editor.select(None),
        lambda: editor.set("warmth", warmth=chance.uniform(-1, 1)),
        lambda: editor.set_mask("grow", grow=chance.uniform(-0.02, 0.02)),
        lambda: editor.number is not None and editor.move(editor.number, 0),
        lambda: chance.random() < 0.3 and editor.remove(),
        lambda: hints.drop_dot(place(), 20.0, chance.uniform(-30, 30)),
        lambda: hints.set_dot("Dot moved", row=place()[0], column=place()[1]),
        lambda: chance.random() < 0.3 and hints.remove_dot(),
        lambda: editor.take(chance.choice(("dots", "brush"))),
    )
    before, recipe = hand.driver.picture(), hand.driver.current.recipe
    while len(hand.driver.names) < 202:
        chance.choice(gestures)()
    editor.take("hand")
    editor.select(None)
    hand.driver.settle()
    after, changed = hand.driver.picture(), hand.driver.current.recipe
    for _ in range(200):
        hand.driver.do("undo")
    hand.driver.settle()
    assert hand.driver.current.recipe == recipe
    assert np.array_equal(hand.driver.picture(), before)
    for _ in range(200):
        hand.driver.do("redo")
    hand.driver.settle()
    assert hand.driver.current.recipe == changed
    assert np.array_equal(hand.driver.picture(), after)
