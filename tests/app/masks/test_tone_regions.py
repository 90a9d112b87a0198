"""Dodge and burn in the window: the same editor, painting for another step."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.app.masks.hands import SHIFT, Hand
from workstation.core.masks.masks import Lasso, Similar, Stroke
from workstation.core.steps import Colour, Tone

WAY = [(0.8, 0.3), (0.85, 0.4), (0.9, 0.5)]
PAINTED, ELSEWHERE = (0.85, 0.4), (0.3, 0.75)


@pytest.fixture
def dodging(hand: Hand) -> Hand:
    """Painting for Tone, begun in its panel."""
    button = hand.driver.window.photo_page.panels.panels["tone"].paint
    assert button is not None
    button.click()
    hand.driver.settle()
    return hand


def tone(hand: Hand) -> Tone:
    step = hand.driver.window.session.step("tone")
    assert isinstance(step, Tone)
    return step


def at(hand: Hand, picture: NDArray[np.uint8], place: tuple[float, float]) -> NDArray[np.float64]:
    """The mean colour that the canvas shows around a place."""
    ratio, point = hand.canvas.devicePixelRatioF(), hand.point(place)
    x, y = round(point.x() * ratio), round(point.y() * ratio)
    return picture[y - 3 : y + 4, x - 3 : x + 4, :3].mean(axis=(0, 1))


def slide(hand: Hand, field: str, *positions: int) -> None:
    slider = hand.tools.panel.options["tone"].sliders[field]
    slider._slider.setSliderDown(True)
    for position in positions:
        slider._slider.setSliderPosition(position)
    slider._slider.setSliderDown(False)
    hand.driver.settle()


def test_a_stroke_for_tone_lightens_what_is_under_it_and_nothing_else(dodging: Hand) -> None:
    hand = dodging
    assert (hand.editor.tool, hand.editor.target.kind) == ("brush", "tone")
    before = hand.driver.picture()
    hand.drag(WAY)
    region = tone(hand).regions[0]
    assert isinstance(region.mask.shapes[0], Stroke)
    assert (region.exposure_ev, region.on) == (0.5, True)
    after = hand.driver.picture()
    assert (at(hand, after, PAINTED) > at(hand, before, PAINTED) + 5).all()
    assert hand.colour.regions == ()
    assert hand.driver.names == ["Open", "Restore", "Tone region 1: stroke"]
    hand.driver.do("undo")
    hand.driver.settle()
    assert tone(hand).regions == ()
    hand.driver.do("tool_hand")
    hand.driver.settle()


def test_every_setting_of_a_tone_region_is_one_entry_a_drag(dodging: Hand) -> None:
    hand = dodging
    hand.drag(WAY)
    for field in ("exposure_ev", "contrast", "vividness", "strength", "feather"):
        slide(hand, field, 520, 640, 700)
    region = tone(hand).regions[0]
    assert region.exposure_ev == pytest.approx(1.2, abs=0.01)
    assert region.contrast == pytest.approx(0.4, abs=0.01)
    assert region.mask.feather == pytest.approx(0.07, abs=0.001)
    assert hand.driver.names[3:] == [
        "Tone region 1: Lighten or darken +1.20 EV",
        "Tone region 1: Contrast +40 %",
        "Tone region 1: Vividness 1.40 ×",
        "Tone region 1: Strength 70 %",
        "Tone region 1: Feather 7.0 %",
    ]


def test_a_region_that_does_nothing_shows_where_it_is(dodging: Hand) -> None:
    hand = dodging
    hand.drag(WAY)
    hand.editor.set("exposure", exposure_ev=0.0)
    hand.driver.until(lambda: hand.tools.selection.current is not None)
    assert hand.editor.overlaid is not None
    assert hand.tools.overlay._overlay_image() is not None
    slide(hand, "exposure_ev", 300)
    assert hand.editor.overlaid is None


def test_lasso_similar_eraser_and_smart_edge_paint_for_tone_too(dodging: Hand) -> None:
    hand = dodging
    hand.drag(WAY)
    hand.driver.do("tool_lasso")
    hand.drag([(0.3, 0.3), (0.3, 0.5), (0.5, 0.5), (0.5, 0.3)])
    hand.driver.do("tool_similar")
    hand.click(PAINTED, keys=SHIFT)
    hand.driver.do("eraser")
    hand.drag([(0.4, 0.4)])
    hand.driver.do("smart_edge")
    hand.driver.settle()
    mask = tone(hand).regions[0].mask
    kinds = [type(shape) for shape in mask.shapes]
    assert kinds == [Stroke, Lasso, Similar, Similar]
    assert mask.shapes[-1].erase
    assert mask.smart_edge
    assert hand.driver.names[-2:] == ["Tone region 1: erased", "Tone region 1: smart edge"]


def test_each_step_has_its_own_list_and_settings(dodging: Hand) -> None:
    hand, panel = dodging, dodging.tools.panel
    hand.drag(WAY)
    assert not hand.tools.hint_part.isVisible()
    panel.switches["colour"].click()
    hand.drag([(0.3, 0.3), (0.35, 0.4)])
    hand.driver.settle()
    assert [region.name for region in hand.colour.regions] == ["Region 1"]
    assert panel.options["colour"].isVisible()
    assert not panel.options["tone"].isVisible()
    assert hand.tools.hint_part.isVisible()
    panel.switches["tone"].click()
    assert [panel.regions.item(i).text() for i in range(panel.regions.count())] == ["Tone region 1"]
    panel.regions.setCurrentRow(0)
    assert panel.options["tone"].isVisible()
    assert not panel.options["colour"].isVisible()
    hand.driver.do("tool_dots")
    assert hand.editor.target.kind == "colour"
    hand.driver.settle()


def test_a_picked_colour_leaves_a_tone_region_alone(dodging: Hand) -> None:
    hand = dodging
    hand.drag(WAY)
    before = tone(hand)
    hand.tools.hints.give_colour(20.0, 20.0)
    assert tone(hand) == before


def test_painting_where_tone_is_off_corrects_nothing_else(hand: Hand) -> None:
    session = hand.driver.window.session
    hand.driver.do("undo")
    session.set_step(Colour(), "Colour on")
    hand.driver.settle()
    before = hand.driver.picture()
    hand.tools.paint_for("tone")
    hand.drag(WAY)
    assert (tone(hand).automatic, tone(hand).strength) == (False, 1.0)
    hand.driver.do("tool_hand")
    hand.driver.settle()
    after = hand.driver.picture()
    assert np.abs(at(hand, after, ELSEWHERE) - at(hand, before, ELSEWHERE)).max() < 2
