"""Devices are offered only after a trial, and refused with a reason."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

import resources
from ml.inference import devices, probe, trials
from ml.inference.colorizer import OUTPUT_STRIDES, Colorizer
from ml.inference.device import Choice, Device, Verdict, cpu
from ml.inference.devices import choose, probe_gpu
from ml.inference.errors import DeviceError
from ml.inference.fixed import at_size
from ml.inference.runners import CompiledRunner, CpuRunner
from resources.text import Text

MODEL = resources.find("models", "colorizer.tflite")
CONTENT = MODEL.read_bytes()


@pytest.fixture
def planted(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("planted")


@pytest.fixture
def no_verdict(monkeypatch, tmp_path):
    """As on the first day: nothing was tried, and nothing is kept."""
    monkeypatch.setattr(trials, "file", lambda: tmp_path / "cache" / "devices.json")
    monkeypatch.setattr(devices, "_verdict", None)


def start_again(monkeypatch):
    """As if the program had ended and was started again."""
    monkeypatch.setattr(devices, "_verdict", None)


def test_the_cpu_uses_its_cores():
    assert 1 <= cpu().threads <= (os.cpu_count() or 1)
    assert str(cpu(2)) == "CPU, 2 threads"
    assert str(cpu(1)) == "CPU, 1 thread"


@pytest.mark.parametrize("threads", [0, -1])
def test_threads_below_one_are_refused(threads):
    with pytest.raises(DeviceError, match="cannot run"):
        choose("cpu", threads)


@pytest.mark.usefixtures("no_verdict")
def test_automatic_takes_the_cpu_until_a_trial_was_won(monkeypatch):
    assert choose("auto", 2).device == cpu(2)
    card = Device("gpu", "Card 9000", 0)
    monkeypatch.setattr(devices, "_verdict", Verdict(card, Text("It is faster.")))
    assert choose("auto").device == card
    monkeypatch.setattr(devices, "_verdict", Verdict(None, Text("It is slower.")))
    assert choose("auto", 2) == Choice(cpu(2), "It is slower.")


@pytest.mark.usefixtures("no_verdict")
def test_the_trial_tells_the_truth_about_this_machine():
    verdict = probe_gpu()
    assert verdict.reason.endswith(".")
    assert "/" not in verdict.reason, "no source paths of LiteRT for people to read"
    if verdict.device is None:
        with pytest.raises(DeviceError) as caught:
            choose("gpu")
        assert caught.value.message == verdict.reason
    else:
        lightness = np.linspace(0, 100, 128 * 128, dtype=np.float32).reshape(128, 128)
        assert Colorizer(choose("gpu").device).predict(lightness).device == verdict.device.name


@pytest.mark.usefixtures("no_verdict")
def test_a_trial_is_made_once_and_kept_for_the_next_start(monkeypatch):
    calls = []
    card = Verdict(Device("gpu", "Card 9000", 0), Text("It is faster."), gpu_ms=3.0)

    def trial(model, **_):
        calls.append(model)
        return card

    monkeypatch.setattr(probe, "probe", trial)
    assert probe_gpu() == probe_gpu() == card
    start_again(monkeypatch)
    assert choose("auto").device == card.device
    assert len(calls) == 1
    probe_gpu(again=True)
    assert len(calls) == 2


@pytest.mark.usefixtures("no_verdict")
def test_a_new_driver_makes_older_verdicts_void(monkeypatch):
    trials.remember(MODEL, Verdict(None, Text("It is slower.")))
    assert trials.remembered(MODEL) == Verdict(None, Text("It is slower."))
    monkeypatch.setattr(trials.drivers, "described", lambda: ("another driver",))
    assert trials.remembered(MODEL) is None


@pytest.mark.usefixtures("no_verdict")
@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 3}', "null"])
def test_a_damaged_file_of_verdicts_is_as_good_as_none(content):
    trials.remember(MODEL, Verdict(None, Text("It is slower.")))
    trials.file().write_text(content)
    assert trials.remembered(MODEL) is None


@pytest.mark.usefixtures("no_verdict")
def test_verdicts_that_cannot_be_kept_are_used_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    monkeypatch.setattr(probe, "probe", lambda *_, **__: Verdict(None, Text("It is slower.")))
    assert probe_gpu().reason == "It is slower."


@pytest.mark.parametrize(
    ("task", "limit_s", "reason"),
    [
        ("crash", 60, "made the trial crash (exit code"),
        ("hang", 2, "did not answer within 2 seconds"),
        ("lie", 60, "Fast but wrong gives other colours"),
        ("answer_nan", 60, "gives other colours"),
        ("pretend", 60, "llvmpipe (LLVM 19.1, 256 bits) is a software renderer: the CPU is 71.4"),
        ("pretend_and_hang", 2, "is a software renderer, and had no answer in 2 seconds"),
        ("dawdle", 60, "slower than the CPU"),
    ],
)
def test_a_trial_that_goes_wrong_is_survived_and_refused(planted, task, limit_s, reason):
    verdict = probe.probe(MODEL, limit_s=limit_s, task=getattr(planted, task))
    assert verdict.device is None
    assert reason in verdict.reason
    assert verdict.difference is None or verdict.difference >= 0, "nothing that JSON cannot hold"


def test_a_trial_that_succeeds_offers_the_device_by_its_name(planted):
    verdict = probe.probe(MODEL, task=planted.succeed)
    assert verdict.device == Device("gpu", "Good Card 9000", 0)
    assert "4.0 times as fast" in verdict.reason


@pytest.fixture
def inputs():
    rng = np.random.default_rng(0)
    coarse = rng.uniform(-1, 1, (3, 4)).repeat(32, 0).repeat(32, 1)
    hints = np.zeros((96, 128, 3), np.float32)
    hints[20:40, 30:50] = (0.3, -0.2, 1)
    return {"gray": coarse[:, :, None].astype(np.float32), "hints": hints}


def test_the_way_to_the_graphics_processor_gives_what_the_cpu_gives(inputs):
    """Run on LiteRT's CPU accelerator, as a machine without a GPU has no other."""
    found = CompiledRunner(CONTENT, "cpu", 96, 128, OUTPUT_STRIDES)
    expected = CpuRunner(CONTENT, 96, 128, 1).run(inputs)
    for _ in range(2):
        answer = found.run(inputs)
        assert answer["logits"].shape == expected["logits"].shape
        assert distance(answer, expected) < probe.MOST_DIFFERENCE


def test_a_network_of_one_size_has_no_shape_left_to_count(inputs):
    network = schema.ModelT.InitFromObj(schema.Model.GetRootAs(at_size(CONTENT, 96, 128), 0))
    codes = {network.operatorCodes[step.opcodeIndex].builtinCode for step in graph_of(network)}
    counting = schema.BuiltinOperator
    assert not codes & {counting.SHAPE, counting.STRIDED_SLICE, counting.DEQUANTIZE}
    answer = CpuRunner(at_size(CONTENT, 96, 128), 96, 128, 1).run(inputs)
    assert distance(answer, CpuRunner(CONTENT, 96, 128, 1).run(inputs)) < probe.MOST_DIFFERENCE


def distance(answer, expected):
    return 110 * np.linalg.norm(answer["ab"] - expected["ab"], axis=-1).mean()


def graph_of(network):
    return network.subgraphs[0].operators
