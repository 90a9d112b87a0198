"""What a photo is: grey, toned or in colour."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.diagnose.prints import (
    BLACK,
    CREAM,
    KRAFT,
    PHOTOS,
    TONES,
    aged,
    coloured,
    grey,
    on_page,
    toned,
)
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.diagnose.judge import MAYBE_COLOUR, judge
from workstation.core.diagnose.verdict import Verdict
from workstation.core.pixels import Pixels, from_grey, seal


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_in_colour_is_recognised(name: str) -> None:
    verdict = judge(coloured(name))
    assert verdict.kind == "colour"
    assert verdict.certainty > 0.7


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("tone", TONES)
def test_a_toned_print_is_recognised(name: str, tone: str) -> None:
    verdict = judge(toned(name, tone))
    assert verdict.kind == "toned"
    assert verdict.certainty > 0.9
    assert verdict.doubt is None


@pytest.mark.parametrize("name", PHOTOS)
def test_grey_stays_grey_with_three_channels_and_noise(name: str) -> None:
    rng = np.random.default_rng(0)
    pixels = np.repeat(np.ascontiguousarray(grey(name)[..., :1]), 3, axis=2)
    noisy = np.clip(pixels + rng.normal(0, 0.01, pixels.shape), 0, 1).astype(np.float32)
    assert judge(seal(noisy)).kind == "grey"


@pytest.mark.parametrize("name", PHOTOS)
def test_stains_and_uneven_yellowing_are_no_colours(name: str) -> None:
    assert judge(aged(toned(name))).kind == "toned"
    assert judge(aged(grey(name))).kind == "toned"
    assert judge(aged(coloured(name))).kind == "colour"


@pytest.mark.parametrize("page", [KRAFT, CREAM, BLACK])
def test_the_page_has_no_part_in_the_verdict(page: tuple[float, float, float]) -> None:
    for photo, kind in ((aged(toned("coffee")), "toned"), (coloured("coffee"), "colour")):
        verdict = judge(on_page(photo, page)[0])
        assert verdict.kind == kind
        assert not verdict.picture.is_whole


def test_a_faded_colour_photo_stays_one() -> None:
    for name in ("astronaut", "coffee", "chelsea"):
        light, ab = to_lab(coloured(name))
        pale = from_lab(30 + 0.6 * light, (0.5 * ab + (6, 4)).astype(np.float32))
        assert judge(pale).kind == "colour"


def test_a_print_of_which_parts_were_coloured_by_hand_is_in_colour() -> None:
    light, ab = to_lab(coloured("astronaut"))
    by_hand = to_lab(toned("astronaut", "yellowed"))[1]
    by_hand[250:, 100:400] = 0.6 * ab[250:, 100:400]
    assert judge(from_lab(light, by_hand)).kind == "colour"


def fading_out(share: float) -> Pixels:
    """A photo between one in colour (1) and the toned print of it (0)."""
    light, ab = to_lab(coloured("rocket"))
    own = to_lab(toned("rocket", "yellowed"))[1]
    return from_lab(light, (own + share * (ab - own)).astype(np.float32))


def test_between_both_there_is_doubt_and_the_photo_is_monochrome() -> None:
    verdicts = [judge(fading_out(share)) for share in np.linspace(0, 1, 41)]
    kinds = [verdict.kind for verdict in verdicts]
    turn = kinds.index("colour")
    assert set(kinds[:turn]) == {"toned"}
    assert set(kinds[turn:]) == {"colour"}
    doubted = verdicts[turn - 1]
    assert doubted.doubt == MAYBE_COLOUR
    assert doubted.certainty < 0.9 < verdicts[0].certainty
    assert verdicts[0].doubt is None


def test_of_a_blue_photo_fewer_colours_are_enough_than_of_a_brown_one() -> None:
    """Stained brown prints are common; no stain leaves the like on a cyanotype."""
    light, ab = to_lab(coloured("astronaut"))
    bell = 4 * (light / 100) * (1 - light / 100)
    kinds = [
        judge(from_lab(light, (0.14 * ab + bell[..., None] * base).astype(np.float32))).kind
        for base in (np.array((6.0, 20.0)), np.array((-6.0, -20.0)))
    ]
    assert kinds == ["toned", "colour"]


def test_what_the_user_says_leaves_no_doubt() -> None:
    found = Verdict("toned", certainty=0.6, doubt=MAYBE_COLOUR)
    assert found.told(None) is found
    said = found.told("colour")
    assert (said.kind, said.certainty, said.doubt) == ("colour", 1.0, None)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2), (12, 9)])
def test_the_smallest_photos_get_a_verdict(shape: tuple[int, int]) -> None:
    plane = np.full(shape, 0.5, np.float32)
    assert judge(from_grey(plane)).kind == "grey"
    assert judge(seal(np.stack([plane, plane, plane], 2))).kind == "grey"
    red = seal(np.stack([plane, plane * 0, plane * 0], 2))
    assert judge(red).kind == "colour"


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_an_empty_photo_is_grey(value: float) -> None:
    assert judge(seal(np.full((200, 300, 3), value, np.float32))).kind == "grey"
