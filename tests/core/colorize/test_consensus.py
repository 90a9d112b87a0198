"""Several looks come to one colour for one thing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from ml.inference.colorizer import Chroma, Colorizer
from ml.inference.devices import cpu
from workstation.core.color.domain_transform import smooth
from workstation.core.colorize.consensus import consensus
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.errors import Cancelled
from workstation.core.steps import Colour

HEIGHT, WIDTH = 192, 256


@pytest.fixture(scope="module")
def network() -> Colorizer:
    return Colorizer(cpu())


def scene() -> NDArray[np.float32]:
    """A lit disc before a darker ground, with a little grain; L*."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    disc = np.hypot(rows - 100, columns - 90) < 50
    light = np.where(disc, 70 + 0.1 * columns, 35 + 0.05 * rows)
    grain = np.random.default_rng(1).normal(0, 0.8, light.shape)
    return np.clip(light + grain, 0, 100).astype(np.float32)


def patchy(light: NDArray[np.float32]) -> Chroma:
    """As a network that cannot make up its mind: other clouds at every look, around one colour."""
    shape = (light.shape[0] // 2, light.shape[1] // 2)
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    phase = light.shape[1] * 0.7
    clouds = 12 * np.sin(rows / 9 + phase) * np.cos(columns / 11 + phase)
    ab = np.stack([18 + clouds, 12 - clouds], -1).astype(np.float32)
    logits = np.zeros((shape[0] // 2, shape[1] // 2, 261), np.float32)
    return Chroma(ab=ab, logits=logits, device="CPU", lost="")


def spread(ab: NDArray[np.float32], where: NDArray[np.bool_]) -> float:
    return float(np.sqrt(ab[where].var(axis=0).sum()))


def test_clouds_that_change_from_look_to_look_go() -> None:
    found = consensus(np.full((HEIGHT, WIDTH), 55, np.float32), patchy, 256)
    everywhere = np.ones(found.answer.ab.shape[:2], bool)
    before = patchy(np.zeros((HEIGHT, WIDTH), np.float32)).ab
    assert spread(found.answer.ab, everywhere) < 0.25 * spread(before, np.ones((96, 128), bool))


def test_a_mirrored_photo_gets_mirrored_colours(network: Colorizer) -> None:
    light = scene()
    one = consensus(light, network.predict, 256).answer.ab
    other = consensus(np.ascontiguousarray(light[:, ::-1]), network.predict, 256).answer.ab
    single = network.predict(light).ab
    mirrored = network.predict(np.ascontiguousarray(light[:, ::-1])).ab

    def miss(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
        return float(np.linalg.norm(a - b[:, ::-1], axis=-1).mean())

    assert miss(one, other) < min(3.0, miss(single, mirrored))


def test_the_same_photo_gets_the_same_colours(network: Colorizer) -> None:
    one, other = (consensus(scene(), network.predict, 256).answer.ab for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_looks_end_when_nobody_waits_any_more(network: Colorizer) -> None:
    asked = []

    def look(light: NDArray[np.float32]) -> Chroma:
        asked.append(light.shape)
        return network.predict(light)

    def check() -> None:
        if len(asked) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        consensus(scene(), look, 256, check)
    assert len(asked) == 2


def test_a_device_that_was_lost_at_any_look_is_told() -> None:
    def losing(light: NDArray[np.float32]) -> Chroma:
        answer = patchy(light)
        return replace(answer, lost="GPU") if light.shape[1] < 200 else answer

    assert consensus(scene(), losing, 256).answer.lost == "GPU"


PRINT = PictureArea(((0.21, 0.3), (0.2, 0.86), (0.8, 0.85), (0.81, 0.29)), HEIGHT, WIDTH)


def test_looks_see_the_picture_of_a_scan_and_not_the_page() -> None:
    page = np.full((HEIGHT, WIDTH), 90, np.float32)
    page[PRINT.mask] = scene()[PRINT.mask]
    shapes = []

    def look(light: NDArray[np.float32]) -> Chroma:
        shapes.append(light.shape)
        return patchy(light)

    consensus(page, look, 128, picture=PRINT)
    assert max(shapes[0]) == 128
    assert abs(shapes[0][0] / shapes[0][1] - (0.61 * HEIGHT) / (0.57 * WIDTH)) < 0.1


def test_what_the_looks_say_of_a_picture_lies_where_the_picture_lies() -> None:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    light = np.asarray(40 + 20 * (columns > 140) + 15 * (rows > 90), np.float32)

    def look(plane: NDArray[np.float32]) -> Chroma:
        """Every lightness has its colour, so that places are known by their colours."""
        coarse = plane[::2, ::2]
        ab = np.stack([coarse - 40, 60 - coarse], -1)
        return Chroma(ab, np.zeros((*plane[::4, ::4].shape, 261), np.float32), "CPU")

    whole = consensus(light, look, 256)
    alone = consensus(light, look, 256, picture=PRINT)
    assert alone.answer.ab.shape[:2] == tuple(side // 2 for side in alone.seen.shape)
    assert alone.answer.logits.shape[:2] == tuple(side // 4 for side in alone.seen.shape)

    def edge(ab: NDArray[np.float32]) -> tuple[float, float]:
        """Where the colours change, as shares of height and width."""
        a = ab[..., 0]
        across = np.abs(np.diff(a[len(a) // 3])).argmax()
        down = np.abs(np.diff(a[:, a.shape[1] // 2])).argmax()
        return (down + 1) / len(a), (across + 1) / a.shape[1]

    np.testing.assert_allclose(edge(alone.answer.ab), edge(whole.answer.ab), atol=0.015)


def test_hints_are_heard_by_every_look() -> None:
    heard = []

    def look(light: NDArray[np.float32], hints: NDArray[np.float32] | None = None) -> Chroma:
        assert hints is not None
        assert hints.shape == (*light.shape, 3)
        heard.append(float(np.argmax(hints[..., 2].max(axis=0)) / light.shape[1]))
        return patchy(light)

    hints = np.zeros((96, 128, 3), np.float32)
    hints[40:50, 20:30] = (30, 10, 1)
    consensus(scene(), look, 256, hints=hints)
    left, mirrored = 20 / 128, 1 - 30 / 128
    expected = [left, left, mirrored, left, mirrored]
    np.testing.assert_allclose(heard, expected, atol=0.02)


def test_recipes_of_earlier_versions_look_once() -> None:
    assert Colour().consensus
    assert Colour.upgraded(1, {"vividness": 1.2}) == {"vividness": 1.2, "consensus": False}


def test_means_stop_at_edges() -> None:
    plane = np.zeros((1, 20, 40), np.float32)
    plane[..., 20:] = 1
    edges = plane * 1000
    weight = np.ones((20, 40), np.float32)
    kept = smooth(plane, weight, edges, 10.0)
    np.testing.assert_allclose(kept, plane, atol=1e-6)
    mixed = smooth(plane, weight, np.zeros_like(plane), 10.0)
    assert 0.2 < float(mixed[0, :, 19].mean()) < 0.8
