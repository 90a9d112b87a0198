"""The simulated film does what a darkroom does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ml.data.film import (
    COLLODION,
    ORTHOCHROMATIC,
    PANCHROMATIC,
    SEPIA,
    Film,
    photograph,
    random_film,
)

Image = NDArray[np.float32]


@pytest.fixture
def scene() -> Image:
    """A ramp of greys above a noisy colour field."""
    ramp = np.broadcast_to(np.linspace(0, 1, 64, dtype=np.float32)[None, :, None], (32, 64, 3))
    field = np.random.default_rng(1).uniform(0, 1, (32, 64, 3)).astype(np.float32)
    return np.concatenate([ramp, field])


def patch(red: float, green: float, blue: float) -> Image:
    return np.broadcast_to(np.array([red, green, blue], np.float32), (8, 8, 3))


def brightness(image: Image) -> float:
    return float(image.mean())


def test_a_print_is_grey_finite_and_between_black_and_white(scene: Image) -> None:
    result = photograph(scene, Film(grain=0.1, blur_px=1.0, fading=0.2), seed=3)
    assert result.shape == scene.shape
    assert result.dtype == np.float32
    assert np.isfinite(result).all()
    assert result.min() >= 0
    assert result.max() <= 1
    np.testing.assert_array_equal(result[..., 0], result[..., 1])
    np.testing.assert_array_equal(result[..., 0], result[..., 2])


def test_the_scene_is_left_alone(scene: Image) -> None:
    before = scene.copy()
    photograph(scene, Film(grain=0.1, blur_px=1.0))
    np.testing.assert_array_equal(scene, before)


def test_more_light_makes_a_lighter_print(scene: Image) -> None:
    ramp = photograph(scene, Film())[0, :, 0]
    assert (np.diff(ramp) >= 0).all()
    assert ramp[-1] > 0.98
    assert ramp[0] < 0.2


def test_seeds_move_the_grain_and_nothing_else(scene: Image) -> None:
    film = Film(grain=0.08)
    np.testing.assert_array_equal(photograph(scene, film, 5), photograph(scene, film, 5))
    assert np.abs(photograph(scene, film, 5) - photograph(scene, film, 6)).max() > 0.01
    smooth = Film(grain=0.0)
    np.testing.assert_array_equal(photograph(scene, smooth, 5), photograph(scene, smooth, 6))


def test_old_emulsions_are_blind_for_red() -> None:
    red, blue = patch(0.8, 0.1, 0.1), patch(0.1, 0.1, 0.8)
    for sensitivity in (COLLODION, ORTHOCHROMATIC):
        film = Film(sensitivity=sensitivity)
        assert brightness(photograph(red, film)) < brightness(photograph(blue, film)) - 0.2
    film = Film(sensitivity=PANCHROMATIC)
    assert abs(brightness(photograph(red, film)) - brightness(photograph(blue, film))) < 0.1


def test_a_short_exposure_makes_a_dark_print() -> None:
    grey = patch(0.5, 0.5, 0.5)
    right, short = (photograph(grey, Film(exposure_ev=ev)) for ev in (0.0, -1.0))
    assert brightness(short) < brightness(right) - 0.1


def test_fading_lifts_black_and_leaves_the_paper() -> None:
    black, white = patch(0, 0, 0), patch(1, 1, 1)
    fresh, faded = Film(), Film(fading=0.5)
    assert brightness(photograph(black, faded)) > brightness(photograph(black, fresh)) + 0.1
    assert brightness(photograph(white, faded)) == pytest.approx(1.0, abs=0.01)


def test_sepia_is_warm_in_the_middle_tones() -> None:
    red, green, blue = photograph(patch(0.4, 0.4, 0.4), Film(silver=SEPIA))[0, 0]
    assert red > green > blue


def test_blur_takes_sharpness(scene: Image) -> None:
    sharp, soft = (photograph(scene, Film(blur_px=blur)) for blur in (0.0, 2.0))
    assert np.abs(np.diff(soft, axis=1)).mean() < 0.5 * np.abs(np.diff(sharp, axis=1)).mean()


@pytest.mark.parametrize("seed", range(20))
def test_every_random_film_leaves_a_picture(scene: Image, seed: int) -> None:
    film = random_film(seed)
    assert film == random_film(seed)
    result = photograph(scene, film, seed)
    assert np.isfinite(result).all()
    assert result.std() > 0.05


def test_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="float32"):
        photograph(np.zeros((4, 4, 3), np.uint8), Film())
