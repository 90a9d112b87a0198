"""Devices are offered only after a trial, and refused with a reason."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import numpy as np
import pytest

import resources
from ml.inference import devices, probe
from ml.inference.colorizer import OUTPUT_STRIDES, Colorizer
from ml.inference.devices import Device, Verdict, choose, cpu, probe_gpu
from ml.inference.errors import DeviceError
from ml.inference.runners import CompiledRunner, CpuRunner

MODEL = resources.find("models", "colorizer.tflite")


@pytest.fixture
def planted(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("planted")


@pytest.fixture
def no_verdict(monkeypatch):
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
    monkeypatch.setattr(devices, "_verdict", Verdict(card, "It is faster."))
    assert choose("auto").device == card
    monkeypatch.setattr(devices, "_verdict", Verdict(None, "It is slower."))
    assert choose("auto", 2) == devices.Choice(cpu(2), "It is slower.")


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
def test_a_trial_is_made_once(monkeypatch):
    calls = []
    monkeypatch.setattr(probe, "probe", lambda *_, **__: calls.append(1) or Verdict(None, "No."))
    probe_gpu()
    probe_gpu()
    assert len(calls) == 1
    probe_gpu(again=True)
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("task", "limit_s", "reason"),
    [
        ("crash", 60, "made the trial crash (exit code"),
        ("hang", 2, "did not answer within 2 seconds"),
        ("lie", 60, "Fast but wrong gives other colours"),
        ("answer_nan", 60, "gives other colours"),
        ("pretend", 60, "software renderer: the CPU is 71.4 times as fast"),
        ("dawdle", 60, "slower than the CPU"),
    ],
)
def test_a_trial_that_goes_wrong_is_survived_and_refused(planted, task, limit_s, reason):
    verdict = probe.probe(MODEL, limit_s=limit_s, task=getattr(planted, task))
    assert verdict.device is None
    assert reason in verdict.reason


def test_a_trial_that_succeeds_offers_the_device_by_its_name(planted):
    verdict = probe.probe(MODEL, task=planted.succeed)
    assert verdict.device == Device("gpu", "Good Card 9000", 0)
    assert "4.0 times as fast" in verdict.reason


def test_the_way_to_the_graphics_processor_gives_what_the_cpu_gives():
    """Run on LiteRT's CPU accelerator, as a machine without a GPU has no other."""
    rng = np.random.default_rng(0)
    inputs = {
        "gray": rng.uniform(-1, 1, (64, 96, 1)).astype(np.float32),
        "hints": np.zeros((64, 96, 3), np.float32),
    }
    content = MODEL.read_bytes()
    found = CompiledRunner(content, "cpu", 64, 96, OUTPUT_STRIDES)
    expected = CpuRunner(content, 64, 96, 1).run(inputs)
    for _ in range(2):
        answer = found.run(inputs)
        for name, values in expected.items():
            assert np.allclose(answer[name], values, atol=1e-3)
