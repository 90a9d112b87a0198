"""The measures of evaluation, held against known answers and against SciPy."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ml.data import cielab
from ml.evaluate import metrics
from ml.evaluate.contestants import find
from ml.evaluate.disturbances import DISTURBANCES, encoded, noised, shifted
from ml.evaluate.edges import spill
from ml.evaluate.frechet import frechet_distance
from ml.evaluate.groups import GROUPS, groups
from ml.evaluate.hues import BLIND, hue_error, hue_turn
from ml.evaluate.measures import DOTS, MEASURES
from ml.evaluate.photo import Photo, measure, measure_again

SIZE = 128


def lab_of(rgb):
    return cielab.rgb_to_lab(rgb)


def textured(colour, strength=0.06):
    """An area of one colour whose light varies from pixel to pixel."""
    noise = np.random.default_rng(0).normal(0, strength, (SIZE, SIZE, 1))
    return np.clip(np.array(colour) * (1 + 3 * noise), 0, 1).astype(np.float32)


# --- metrics


def test_a_picture_is_like_itself_and_unlike_its_negative():
    picture = textured((0.5, 0.5, 0.5))
    assert metrics.ssim(picture, picture) == pytest.approx(1)
    assert metrics.ssim(picture, 1 - picture) < 0


def test_less_contrast_lowers_ssim_by_the_known_factor():
    """With equal means and covariances scaled by k, SSIM is near 2k / (1 + k²)."""
    picture = textured((0.5, 0.5, 0.5), 0.1)
    flat = (picture.mean() + 0.5 * (picture - picture.mean())).astype(np.float32)
    assert metrics.ssim(picture, flat) == pytest.approx(2 * 0.5 / 1.25, abs=0.03)


@pytest.mark.parametrize(("distance", "area"), [(0, 1), (75, 76 / 151), (150, 1 / 151), (151, 0)])
def test_auc_of_one_distance_everywhere(distance, area):
    assert metrics.auc(np.full((4, 4), distance, np.float32)) == pytest.approx(area)


# From the test data of Sharma, Wu and Dalal (2005), table 1.
@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_ciede2000_gives_its_authors_figures(one, other, difference):
    found = metrics.ciede2000(np.array([[one]], np.float32), np.array([[other]], np.float32))
    assert found[0, 0] == pytest.approx(difference, abs=2e-4)


# --- hues


def plain(a, b, count=10):
    return np.tile(np.array([a, b], np.float32), (count, 1))


def test_a_turn_has_a_sign_and_goes_the_short_way():
    assert hue_turn(plain(0, 10), plain(10, 0)) == pytest.approx(90)
    assert hue_turn(plain(10, 0), plain(0, 10)) == pytest.approx(-90)
    assert hue_turn(plain(-10, 1), plain(-10, -1)) == pytest.approx(-11.42, abs=0.01)


def test_chroma_alone_turns_no_hue():
    assert hue_error(plain(6, 8), plain(30, 40)) == pytest.approx(0, abs=1e-4)


def test_grey_counts_as_a_hue_drawn_blindly():
    assert hue_error(plain(0, 0), plain(30, 40)) == BLIND
    assert np.isnan(hue_turn(plain(0, 0), plain(30, 40)))


def test_what_is_truly_grey_has_no_hue_to_miss():
    assert np.isnan(hue_error(plain(30, 40), plain(0.5, 0.5)))


# --- groups


def test_sky_skin_and_vegetation_are_found_where_they_are():
    scene = textured((0.2, 0.45, 0.12))
    scene[:50] = (0.45, 0.65, 0.92)
    face = np.zeros((SIZE, SIZE), np.uint8)
    cv2.circle(face, (64, 85), 28, 1, cv2.FILLED)
    scene[face > 0] = (0.85, 0.62, 0.50)
    found = groups(scene, lab_of(scene))
    assert found["sky"][:45].mean() > 0.95
    assert not found["sky"][55:].any()
    assert found["skin"][cv2.erode(face, np.ones((7, 7))) > 0].mean() > 0.95
    assert found["skin"][cv2.dilate(face, np.ones((7, 7))) == 0].sum() == 0
    corner = found["vegetation"][60:, :25]
    assert corner.mean() > 0.8


def test_every_pixel_is_in_one_group_only():
    scene = textured((0.4, 0.6, 0.3))
    found = groups(scene, lab_of(scene))
    assert tuple(found) == GROUPS
    assert (sum(mask.astype(int) for mask in found.values()) == 1).all()


@pytest.mark.parametrize(
    ("what", "colour", "rows"),
    [
        ("sky", (0.45, 0.65, 0.92), slice(70, None)),  # a lake does not reach the upper edge
        ("skin", (0.72, 0.5, 0.36), slice(50, 70)),  # a plank is too long
        ("vegetation", (0.2, 0.45, 0.12), slice(None)),  # a painted wall is too smooth
    ],
)
def test_what_only_has_the_colour_is_left_out(what, colour, rows):
    scene = np.full((SIZE, SIZE, 3), 0.5, np.float32)
    scene[rows] = colour
    assert not groups(scene, lab_of(scene))[what].any()


def test_a_grey_photo_has_no_groups():
    scene = np.repeat(textured((0.5, 0.5, 0.5))[..., :1], 3, -1)
    assert groups(scene, lab_of(scene))["other"].all()


# --- edges


def two_halves():
    """A photo whose left half is dark and red and whose right half is light and blue."""
    lab = np.zeros((SIZE, SIZE, 3), np.float32)
    lab[:, :64], lab[:, 64:] = (35, 40, 30), (70, -5, -40)
    return lab


def test_colour_that_stops_at_the_edge_does_not_spill():
    lab = two_halves()
    assert spill(lab, lab[..., 1:]) == pytest.approx(0, abs=0.02)


def test_wrong_colour_that_stops_at_the_edge_does_not_spill():
    lab = two_halves()
    assert spill(lab, lab[..., :0:-1] * np.float32(0.3)) == pytest.approx(0, abs=0.02)


def test_an_even_fade_over_the_edge_spills_three_quarters():
    lab = two_halves()
    share = np.clip((np.arange(SIZE) - 63.5 + 8) / 16, 0, 1).astype(np.float32)[None, :, None]
    fade = lab[:, :1, 1:] + share * (lab[:, -1:, 1:] - lab[:, :1, 1:])
    given = np.ascontiguousarray(np.broadcast_to(fade, (SIZE, SIZE, 2)))
    assert spill(lab, given) == pytest.approx(0.75, abs=0.03)


def test_more_blur_spills_more():
    lab = two_halves()
    blurred = [cv2.GaussianBlur(lab[..., 1:], (0, 0), sigma) for sigma in (1, 2, 4)]
    found = [spill(lab, np.asarray(ab, np.float32)) for ab in blurred]
    assert found == sorted(found)
    assert found[-1] > found[0] + 0.3


def test_without_edges_or_without_colour_there_is_nothing_to_spill():
    lab = two_halves()
    assert np.isnan(spill(np.zeros_like(lab) + 50, lab[..., 1:]))
    assert np.isnan(spill(lab, np.zeros((SIZE, SIZE, 2), np.float32)))


# --- Fréchet distance


def test_the_frechet_distance_is_that_of_scipy():
    linalg = pytest.importorskip("scipy.linalg")
    rng = np.random.default_rng(0)
    one = rng.normal(0, 1, (500, 12)).astype(np.float32)
    other = (rng.normal(0.3, 1, (500, 12)) @ rng.normal(0, 0.5, (12, 12))).astype(np.float32)
    shift = one.mean(0, dtype=np.float64) - other.mean(0, dtype=np.float64)
    first, second = np.cov(one, rowvar=False), np.cov(other, rowvar=False)
    root = linalg.sqrtm(first @ second).real
    expected = shift @ shift + np.trace(first + second - 2 * root)
    assert frechet_distance(one, other) == pytest.approx(expected, rel=1e-5)


def test_alike_features_are_at_no_distance_and_shifted_ones_at_the_square_of_the_shift():
    features = np.random.default_rng(0).normal(0, 1, (300, 8)).astype(np.float32)
    assert frechet_distance(features, features) == pytest.approx(0, abs=1e-6)
    assert frechet_distance(features, features + np.float32(2)) == pytest.approx(8 * 4, rel=1e-4)


# --- disturbances


def test_disturbances_change_a_photo_a_little():
    light = lab_of(textured((0.5, 0.4, 0.3)))[..., 0]
    assert np.array_equal(shifted(light)[:, 1:], light[:, :-1])
    assert 0 < np.abs(encoded(light) - light).mean() < 3
    assert np.std(noised(light) - light) == pytest.approx(2, abs=0.1)
    assert np.array_equal(noised(light), noised(light))


# --- whole photos


@pytest.fixture
def photo():
    scene = textured((0.2, 0.45, 0.12))
    scene[:50] = (0.45, 0.65, 0.92)
    return Photo((scene * 255).round().astype(np.uint8), 3)


def test_true_colours_are_faultless(photo):
    found = measure(photo, photo.lab[..., 1:])
    assert found["psnr_db"] > 50
    assert found["ssim"] == pytest.approx(1, abs=1e-3)
    assert found["auc"] == 1
    for key in ("ab_error", "ab_error_p90", "delta_e", "delta_e_sky", "hue_error_vegetation"):
        assert found[key] == pytest.approx(0, abs=1e-3), key
    assert np.isnan(found["delta_e_skin"])


def test_every_figure_of_a_photo_is_a_measure(photo):
    contestant = find("grey")
    ab = contestant.colour(photo.lightness, None)
    found = measure(photo, ab) | measure_again(photo, contestant, ab)
    whole = {"delta_cf", "frechet", "top1"}  # worked out from all photos together
    shares = {f"share_{group}" for group in GROUPS}
    assert set(found) == set(MEASURES) - whole | {"true_colourfulness"} | shares
    assert sum(found[share] for share in shares) == pytest.approx(1)
    assert found["colourfulness"] == pytest.approx(0, abs=0.1)
    assert all(found[f"unsteady_{name}"] == 0 for name in DISTURBANCES)
    assert all(found[f"dots_{count}"] == found["ab_error"] for count in DOTS)


def test_the_shipped_network_uses_dots_and_stays_steady(photo):
    contestant = find("shipped")
    ab = contestant.colour(photo.lightness, None)
    found = measure_again(photo, contestant, ab)
    assert found["dots_0"] == pytest.approx(
        float(metrics.ab_distance(ab, photo.lab[..., 1:]).mean())
    )
    assert found["dots_50"] < found["dots_0"]
    assert all(0 < found[f"unsteady_{name}"] < 10 for name in DISTURBANCES)
