"""Tone helps what has faded, and leaves the rest alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from workstation.core.color import cielab, fading
from workstation.core.diagnose.findings import diagnose
from workstation.core.diagnose.judge import judge
from workstation.core.diagnose.verdict import Kind
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Pixels, Roi, from_grey, seal
from workstation.core.recipe import Context, step_from_json
from workstation.core.steps import STEPS, Tone
from workstation.core.steps.tone import ToneAnalysis

PHOTOS = ("astronaut", "coffee", "chelsea", "rocket")


def coloured(name: str) -> Pixels:
    photo = getattr(data, name)().astype(np.float32) / 255
    return seal(np.ascontiguousarray(cv2.resize(photo, (320, 240), interpolation=cv2.INTER_AREA)))


def grey(name: str) -> NDArray[np.float32]:
    """A grey photo of a full range of tones."""
    plane = np.asarray(cielab.luma(coloured(name)), np.float64)
    low, high = np.quantile(plane, (0.002, 0.998))
    return np.clip((plane - low) / (high - low), 0, 1).astype(np.float32)


def toned(plane: NDArray[np.float32]) -> Pixels:
    light = cielab.lightness(from_grey(plane))
    bell = 4 * (light / 100) * (1 - light / 100)
    return cielab.from_lab(light, np.stack([7 * bell, 20 * bell], -1).astype(np.float32))


def analysed(pixels: Pixels, step: Tone, kind: Kind | None = None) -> ToneAnalysis:
    verdict = judge(pixels).told(kind)
    return step.analyse(pixels, Context(lambda *_: None, verdict=verdict))


def done(pixels: Pixels, step: Tone | None = None, kind: Kind | None = None) -> Pixels:
    step = step or Tone()
    return step.apply(pixels, Roi.whole(*pixels.shape[:2]), analysed(pixels, step, kind))


def faded(values: NDArray[np.float32]) -> Pixels:
    return seal(np.asarray(0.28 + 0.47 * values, np.float32))


def error(one: Pixels, other: Pixels) -> float:
    return float(((cielab.lightness(one) - cielab.lightness(other)) ** 2).mean() ** 0.5)


def chroma(pixels: Pixels) -> NDArray[np.float32]:
    ab = cielab.to_lab(pixels)[1]
    return np.hypot(ab[..., 0], ab[..., 1])


@pytest.mark.parametrize("name", PHOTOS)
def test_an_unfaded_photo_is_left_as_it_is(name: str) -> None:
    for photo in (from_grey(grey(name)), toned(grey(name)), coloured(name)):
        assert np.array_equal(done(photo), photo)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_faded_grey_photo_comes_nearer_to_what_it_was(name: str) -> None:
    truth = from_grey(grey(name))
    old = from_grey(np.asarray(0.28 + 0.47 * grey(name), np.float32))
    assert error(done(old), truth) < 0.5 * error(old, truth)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_faded_toned_print_comes_nearer_and_its_toning_grows_no_stronger(name: str) -> None:
    truth = toned(grey(name))
    old = faded(truth)
    new = done(old)
    assert error(new, truth) < 0.5 * error(old, truth)
    assert (chroma(new) <= chroma(old) + 1.0).mean() > 0.99
    assert chroma(new).mean() <= chroma(old).mean()


@pytest.mark.parametrize("name", PHOTOS)
def test_each_layer_of_a_faded_colour_photo_comes_back(name: str) -> None:
    truth = coloured(name)
    density = np.minimum(-np.log10(np.maximum(cielab.linear(truth), 1e-6)), 2.2)
    lost = density * np.array((0.5, 0.85, 0.7))
    old = seal(cielab.encoded(10**-lost).astype(np.float32))

    def away(pixels: Pixels) -> float:
        (one, ab), (other, true) = cielab.to_lab(pixels), cielab.to_lab(truth)
        return float(np.sqrt((one - other) ** 2 + ((ab - true) ** 2).sum(-1)).mean())

    assert away(done(old, kind="colour")) < 0.75 * away(old)
    assert np.array_equal(done(old, Tone(layers=0.0), "colour"), old)


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
def test_fog_stays_fog(name: str) -> None:
    """What is near is clear, what is far is light: few of the tones are as dark as the darkest."""
    clear = np.linspace(0.05, 0.85, 240, dtype=np.float32)[:, None] ** 1.5
    photo = from_grey(np.ascontiguousarray(0.8 + (grey(name) - 0.8) * clear))
    assert float(photo.min()) > 0.15
    assert np.array_equal(done(photo), photo)


def test_what_is_said_is_what_is_done() -> None:
    for name in PHOTOS:
        for photo in (from_grey(grey(name)), faded(toned(grey(name))), faded(coloured(name))):
            said = "faded" in {finding.code for finding in diagnose(photo).findings}
            assert said == analysed(photo, Tone()).faded == (not np.array_equal(done(photo), photo))


@pytest.mark.parametrize("name", PHOTOS)
def test_shadows_and_lights_of_a_faded_photo_keep_their_drawing(name: str) -> None:
    levels = np.round(255 * (0.28 + 0.47 * grey(name)))
    new = done(from_grey((levels / 255).astype(np.float32)))
    after = np.array([new[..., 0][levels == level][0] for level in np.unique(levels)])
    assert after[0] > 0
    assert after[-1] < 1
    assert (np.diff(after) > 0).all()


def test_a_dark_print_is_lifted_and_a_light_one_is_not() -> None:
    dark, light = grey("rocket") ** 2, grey("coffee") ** 0.4
    gammas = [
        analysed(from_grey(np.asarray(0.28 + 0.47 * plane, np.float32)), Tone()).gamma
        for plane in (dark, light)
    ]
    assert gammas[0] < 0.95
    assert gammas[1] == 1


def test_lights_that_are_bare_paper_stay_below_white() -> None:
    plane = np.full((300, 400), 0.74, np.float32)
    area = np.zeros(plane.shape, bool)
    area[30:270, 40:360] = True
    plane[area] = 0.05 + 0.69 * grey("coffee").ravel()
    found = fading.measure(from_grey(plane), area, kind="toned")
    assert found.blank
    _, white = found.points()
    alone = fading.measure(from_grey(plane[30:270, 40:360].copy()), kind="toned")
    assert not alone.blank
    assert 0.74 / white < 0.93


def test_page_and_border_have_no_part_in_the_points() -> None:
    plane = np.zeros((300, 400), np.float32)
    plane[20:-20, 20:-20] = 0.98
    area = np.zeros(plane.shape, bool)
    area[30:270, 40:360] = True
    plane[area] = 0.28 + 0.47 * grey("coffee").ravel()
    inside = fading.measure(from_grey(plane), area)
    alone = fading.measure(from_grey(plane[30:270, 40:360].copy()))
    assert fading.measure(from_grey(plane)).amount == 0
    assert inside.amount == alone.amount == 1
    assert inside.points() == pytest.approx(alone.points(), abs=0.02)


def test_dust_and_scratches_have_no_part_in_the_points() -> None:
    plane = np.asarray(0.28 + 0.47 * grey("rocket"), np.float32)
    plane = cv2.resize(plane, (1024, 768))
    without = fading.measure(from_grey(plane.copy())).points()
    rng = np.random.default_rng(2)
    for row, column in rng.integers(2, 760, (150, 2)):
        plane[row - 2 : row + 2, column - 2 : column + 2] = rng.choice((0.0, 1.0))
    cv2.line(plane, (0, 30), (1023, 600), 1.0, 2)
    assert fading.measure(from_grey(plane)).points() == pytest.approx(without, abs=0.03)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 2), (7, 3)])
def test_the_smallest_photos_have_tones_too(shape: tuple[int, int]) -> None:
    photo = from_grey(np.full(shape, 0.5, np.float32))
    assert np.isfinite(done(photo)).all()


def test_the_curve_by_hand_is_what_it_says() -> None:
    step = Tone(automatic=False, black=0.2, white=0.8, gamma=2.0)
    photo = from_grey(np.array([[0.1, 0.2, 0.5, 0.8, 0.9]], np.float32))
    assert done(photo, step)[0, :, 0] == pytest.approx([0, 0, 0.25, 1, 1], abs=1e-4)


def test_a_step_of_version_1_is_rendered_as_it_was() -> None:
    stored = {"kind": "tone", "version": 1, "automatic": False, "black": 0.1, "gamma": 0.8}
    step = step_from_json(stored, STEPS)
    assert step == Tone(automatic=False, black=0.1, gamma=0.8, local_contrast=0.15, process=1)
    photo = toned(grey("coffee"))
    expected = (np.clip((photo - 0.1) / 0.9, 0, 1)) ** 0.8
    plain = Tone(automatic=False, black=0.1, gamma=0.8, process=1)
    assert np.abs(done(photo, plain) - expected).max() < 1e-3


def test_there_is_no_other_process() -> None:
    with pytest.raises(HeirloomError):
        Tone(process=3)  # type: ignore[arg-type]
