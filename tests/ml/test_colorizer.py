"""The shipped colour network, run for real."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

import resources
from ml.inference import colorizer as module
from ml.inference.colorizer import Colorizer
from ml.inference.device import Device, cpu
from ml.inference.errors import ModelError


@pytest.fixture(scope="module")
def colorizer():
    return Colorizer()


def scene(height, width, seed=0):
    """Lightness with sky, ground and some texture; a photo's statistics, roughly."""
    rng = np.random.default_rng(seed)
    rows = np.linspace(85, 25, height)[:, None] + np.zeros((1, width))
    return np.clip(rows + rng.normal(0, 4, (height, width)), 0, 100).astype(np.float32)


SIZES = [(1, 1), (1, 700), (700, 1), (2, 3), (31, 33), (32, 32), (97, 250), (256, 256), (333, 511)]


@pytest.mark.parametrize(("height", "width"), SIZES)
def test_a_photo_of_any_size_gets_colours_of_half_its_size(colorizer, height, width):
    chroma = colorizer.predict(scene(height, width))
    assert chroma.ab.shape == (-(-height // 2), -(-width // 2), 2)
    assert chroma.logits.shape == (-(-height // 4), -(-width // 4), 261)
    assert chroma.ab.dtype == chroma.logits.dtype == np.float32
    assert np.abs(chroma.ab).max() < 128


def test_every_multiple_of_32_up_to_768_runs_from_the_one_file(colorizer):
    for side in range(32, 769, 32):
        chroma = colorizer.predict(np.full((side, 32), 50, np.float32))
        assert chroma.ab.shape == (side // 2, 16, 2)


def test_reflection_does_not_change_what_lies_far_from_it(colorizer):
    whole = scene(256, 256)
    cut = colorizer.predict(whole[:250, :250]).ab[:64, :64]
    assert np.abs(cut - colorizer.predict(whole).ab[:64, :64]).mean() < 3


def test_the_same_photo_gets_the_same_colours_again(colorizer):
    first, second = (colorizer.predict(scene(96, 128)) for _ in range(2))
    assert np.array_equal(first.ab, second.ab)
    assert np.array_equal(first.logits, second.logits)


def test_an_answer_does_not_change_when_the_next_one_comes(colorizer):
    chroma = colorizer.predict(scene(96, 128))
    before = chroma.ab.copy()
    colorizer.predict(scene(96, 128, seed=1))
    assert np.array_equal(chroma.ab, before)


def test_a_hint_turns_the_colours_towards_it(colorizer):
    lightness, hints = scene(256, 256), np.zeros((256, 256, 3), np.float32)
    hints[124:131, 124:131] = (60, -40, 1)
    automatic, guided = colorizer.predict(lightness), colorizer.predict(lightness, hints)
    wish = np.array([60, -40], np.float32)
    far, near = (np.linalg.norm(c.ab[63, 63] - wish) for c in (automatic, guided))
    assert near < 15 < far


def test_a_colour_without_a_mask_is_no_hint(colorizer):
    lightness, hints = scene(64, 64), np.zeros((64, 64, 3), np.float32)
    hints[..., :2] = 50
    assert np.array_equal(colorizer.predict(lightness, hints).ab, colorizer.predict(lightness).ab)


def test_threads_do_not_disturb_one_another(colorizer):
    photos = [scene(64 + 32 * (i % 5), 96, seed=i) for i in range(20)]
    expected = [colorizer.predict(photo).ab for photo in photos]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda photo: colorizer.predict(photo).ab, photos))
    assert all(np.array_equal(a, b) for a, b in zip(expected, found, strict=True))


def test_only_the_sizes_used_last_stay_ready(colorizer):
    for height, width in ((512, 512), (384, 512), (512, 384)):
        colorizer.predict(scene(height, width))
    assert list(colorizer._runners) == [(384, 512), (512, 384)]


def test_a_size_above_the_memory_meant_for_all_runs_alone(colorizer):
    colorizer.predict(scene(64, 64))
    colorizer.predict(scene(768, 736))
    assert list(colorizer._runners) == [(768, 736)]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_photo_with_values_that_are_no_numbers_is_refused(colorizer, value):
    lightness = scene(64, 64)
    lightness[3, 5] = value
    with pytest.raises(ModelError) as caught:
        colorizer.predict(lightness)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


def test_hints_with_values_that_are_no_numbers_are_refused(colorizer):
    hints = np.zeros((64, 64, 3), np.float32)
    hints[0, 0, 2] = np.nan
    with pytest.raises(ModelError, match="hints"):
        colorizer.predict(scene(64, 64), hints)


def test_wrong_shapes_are_named(colorizer):
    with pytest.raises(ValueError, match="height, width"):
        colorizer.predict(np.zeros((4, 4, 1), np.float32))
    with pytest.raises(ValueError, match="height, width"):
        colorizer.predict(np.zeros((0, 4), np.float32))
    with pytest.raises(ValueError, match="Hints"):
        colorizer.predict(scene(64, 64), np.zeros((32, 32, 3), np.float32))


class Broken:
    """A device that answers with what it is told, or fails."""

    def __init__(self, value):
        self.value = value

    def run(self, inputs):
        if self.value is None:
            raise RuntimeError("device lost")
        height, width = inputs["gray"].shape[:2]
        return {
            "ab": np.full((height // 2, width // 2, 2), self.value, np.float32),
            "logits": np.zeros((height // 4, width // 4, 261), np.float32),
        }


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_answer_that_is_no_number_is_an_error_and_never_a_picture(monkeypatch, value):
    monkeypatch.setattr(module, "runner", lambda *_: Broken(value))
    with pytest.raises(ModelError, match="no numbers"):
        Colorizer().predict(scene(64, 64))


def test_a_graphics_processor_that_fails_is_replaced_by_the_cpu_and_named(monkeypatch):
    real = module.runner

    def planted(model, device, *rest):
        return Broken(None) if device.kind == "gpu" else real(model, device, *rest)

    monkeypatch.setattr(module, "runner", planted)
    colorizer = Colorizer(Device("gpu", "Card 9000", 0))
    first, second = (colorizer.predict(scene(64, 64)) for _ in range(2))
    assert (first.device, first.lost) == (str(cpu()), "Card 9000")
    assert (second.device, second.lost) == (str(cpu()), "")


@pytest.mark.parametrize("failure", [None, np.nan])
def test_a_graphics_processor_that_fails_once_gets_a_second_chance_with_its_memory_freed(
    monkeypatch, failure
):
    made = []

    def planted(*_):
        made.append(Broken(0.5 if len(made) == 2 else failure if len(made) == 1 else 0.25))
        return made[-1]

    monkeypatch.setattr(module, "runner", planted)
    colorizer = Colorizer(Device("gpu", "Card 9000", 0))
    assert colorizer.predict(scene(64, 64)).ab[0, 0, 0] == 0.25 * 110
    chroma = colorizer.predict(scene(96, 64))
    assert (chroma.device, chroma.ab[0, 0, 0]) == ("Card 9000", 0.5 * 110)
    assert len(colorizer._runners) == 1


def test_a_failing_cpu_is_an_error_of_two_sentences(monkeypatch):
    monkeypatch.setattr(module, "runner", lambda *_: Broken(None))
    with pytest.raises(ModelError, match="stopped"):
        Colorizer().predict(scene(64, 64))


def test_the_device_that_ran_is_named():
    assert Colorizer(cpu(1)).predict(scene(32, 32)).device == "CPU, 1 thread"


def test_nothing_is_loaded_before_the_first_photo(tmp_path):
    colorizer = Colorizer(model=tmp_path / "absent.tflite")
    with pytest.raises(ModelError, match="cannot be read"):
        colorizer.predict(scene(32, 32))


def test_a_file_that_is_no_network_is_refused(tmp_path):
    path = tmp_path / "noise.tflite"
    path.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(ModelError, match="cannot be loaded"):
        Colorizer(model=path).predict(scene(32, 32))


def test_a_network_that_is_not_the_one_of_its_card_is_refused(tmp_path):
    for name in ("colorizer.tflite", "colorizer.card.json"):
        content = bytearray(resources.find("models", name).read_bytes())
        if name.endswith(".tflite"):
            content[len(content) // 2] ^= 1
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match="not the one"):
        Colorizer(model=tmp_path / "colorizer.tflite").predict(scene(32, 32))


def test_name_and_hash_are_those_of_the_card(colorizer):
    assert colorizer.name.startswith("colorizer ")
    assert len(colorizer.sha256) == 64


def test_a_network_without_a_card_is_named_after_its_file(tmp_path):
    path = tmp_path / "mine.tflite"
    path.write_bytes(resources.find("models", "colorizer.tflite").read_bytes())
    found = Colorizer(model=path)
    assert (found.name, found.sha256) == ("mine", Colorizer().sha256)


def test_running_the_network_writes_nothing_on_the_terminal(capfd):
    Colorizer().predict(scene(32, 32))
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_devices_are_values():
    assert replace(cpu(2), threads=3) == cpu(3)
