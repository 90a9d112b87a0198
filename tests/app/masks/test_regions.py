"""Regions: added to in several ways, shown, saved, and what a photo does not allow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor

from tests.app.drive import Driver, chroma
from tests.app.masks.hands import SHIFT, SUIT, Hand
from workstation.core.masks import masks
from workstation.core.masks.masks import Lasso, Similar
from workstation.core.steps import Colour


def test_lasso_and_similar_places_add_to_the_same_region(hand: Hand) -> None:
    hand.driver.do("tool_lasso")
    around = [(0.3, 0.3), (0.3, 0.5), (0.5, 0.5), (0.5, 0.3)]
    expected = hand.drag(around)
    hand.driver.do("tool_similar")
    place = hand.click(SUIT)
    everywhere = hand.click(SUIT, keys=SHIFT)
    lasso, similar, shifted = hand.shapes
    assert isinstance(lasso, Lasso)
    assert np.allclose(lasso.points, expected)
    for mark, at, contiguous in ((similar, place, True), (shifted, everywhere, False)):
        assert isinstance(mark, Similar)
        assert (mark.row, mark.column) == pytest.approx(at, abs=1e-6)
        assert (mark.tolerance, mark.contiguous) == (hand.editor.tolerance, contiguous)
    assert hand.driver.names[-3:] == [
        "Region 1: lasso",
        "Region 1: similar places",
        "Region 1: similar places",
    ]


def test_the_overlay_shows_the_area_that_the_smart_edge_makes_of_it(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.until(lambda: hand.tools.selection.current is not None)
    found = hand.tools.selection.current
    assert found is not None
    assert found.suggestions
    region = hand.colour.regions[0]
    look = hand.driver.window.session.wanted
    assert look is not None
    assert found.area is not None
    assert np.array_equal(found.area, look.renderer.area(look.recipe, Colour(), region.mask))
    assert hand.tools.overlay._overlay_image() is not None
    hand.hints.give_colour(20.0, 20.0)
    hand.driver.settle()
    assert hand.tools.overlay._overlay_image() is None
    hand.driver.do("overlay")
    assert hand.tools.overlay._overlay_image() is not None
    before = hand.driver.picture()
    hand.driver.answers.overlay = QColor("#00ff00")
    hand.driver.do("overlay_colour")
    assert chroma(hand.driver.picture()) != chroma(before)
    assert hand.driver.settings.text("overlay_colour") == "#00ff00"


def test_nothing_lies_over_the_original_while_it_is_held(hand: Hand) -> None:
    hand.driver.window.photo_page.hold_original(True)
    hand.driver.settle()
    plain = hand.driver.picture()
    hand.driver.window.photo_page.hold_original(False)
    hand.driver.do("tool_dots")
    hand.click((0.5, 0.5))
    hand.driver.window.photo_page.hold_original(True)
    hand.driver.settle()
    assert np.array_equal(hand.driver.picture(), plain)
    hand.driver.window.photo_page.hold_original(False)
    hand.driver.settle()
    assert not np.array_equal(hand.driver.picture(), plain)


def test_a_mask_is_saved_and_loaded_as_png(hand: Hand, tmp_path: Path) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    hand.driver.do("smart_edge")
    hand.driver.settle()
    path = tmp_path / "mask.png"
    hand.driver.answers.mask = path
    hand.driver.do("save_mask")
    hand.driver.settle()
    hand.driver.do("new_region")
    hand.driver.do("load_mask")
    hand.driver.settle()
    first, second = hand.colour.regions
    look = hand.driver.window.session.wanted
    assert look is not None
    shape = look.renderer.area(look.recipe, Colour(), first.mask).shape
    painted, loaded = (masks.painted(region.mask, shape) for region in (first, second))
    assert float(np.abs(painted - loaded).max()) < 0.01
    assert hand.driver.names[-1] == "Region 2: mask loaded"
    path.write_bytes(b"no picture")
    hand.driver.do("load_mask")
    assert "not a PNG" in hand.driver.said


def test_invert_clear_and_holes_are_one_entry_each(hand: Hand) -> None:
    hand.driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    for command in ("invert_region", "fill_holes", "smart_edge", "clear_region"):
        hand.driver.do(command)
    hand.driver.settle()
    assert hand.driver.names[3:] == [
        "Region 1: inverted",
        "Region 1: holes filled",
        "Region 1: plain brush",
        "Region 1: cleared",
    ]
    assert hand.shapes == ()


def test_painting_on_a_photo_that_is_not_coloured_yet_colours_it(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    hand = Hand(driver)
    driver.do("tool_brush")
    hand.drag([(0.8, 0.3), (0.9, 0.6)])
    assert driver.names == ["Open", "Region 1: stroke"]
    assert chroma(driver.picture()) > 3


def test_a_photo_that_keeps_its_own_colours_says_why_nothing_is_painted(
    driver: Driver, tmp_path: Path
) -> None:
    from tests.app.drive import in_colour

    driver.open(in_colour(tmp_path))
    driver.restore()
    hand = Hand(driver)
    driver.do("tool_dots")
    hand.click((0.5, 0.5))
    assert "keeps its colours" in driver.window.status.told
    assert driver.current.recipe.step("colour") is None or not hand.colour.dots
