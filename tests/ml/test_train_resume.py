"""A training that is killed goes on as if nothing had happened."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="TensorFlow is not installed")

PROGRAM = Path(__file__).parent / "small.py"
LAST = 12


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PROGRAM.parents[2]))


def begin(folder):
    return subprocess.Popen([sys.executable, PROGRAM, folder], stdout=subprocess.PIPE, text=True)


def killed_after(folder, step):
    """Train until a step is told, then end the process as the kernel does."""
    with begin(folder) as process:
        for line in process.stdout:
            if line == f"step {step}\n":
                os.kill(process.pid, signal.SIGKILL)
                break
    return process.returncode


def finished(folder):
    with begin(folder) as process:
        steps = process.stdout.read().splitlines()
    assert process.returncode == 0
    return steps


def state(folder):
    with np.load(folder / "checkpoint.npz") as archive:
        return {key: archive[key] for key in archive.files if key != "notes"}


def table(folder):
    """The curves without the seconds, which are no part of what was learnt."""
    with (folder / "curves.csv").open(newline="") as file:
        return [{**row, "seconds": ""} for row in csv.DictReader(file)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_training_ends_with_the_very_weights_of_one_that_was_not(tmp_path):
    one, other = tmp_path / "undisturbed", tmp_path / "killed"
    assert finished(one) == [f"step {step}" for step in range(1, LAST + 1)]
    assert killed_after(other, step=8) == -signal.SIGKILL
    # The checkpoint is of step 5: what came after it is made again.
    assert finished(other) == [f"step {step}" for step in range(6, LAST + 1)]
    undisturbed, resumed = state(one), state(other)
    assert undisturbed.keys() == resumed.keys()
    kinds = {key.split("/")[0] for key in resumed}
    assert kinds == {"network", "mean", "optimizer", "judge", "judge's optimizer"}
    for key, values in undisturbed.items():
        np.testing.assert_array_equal(values, resumed[key], err_msg=key, strict=True)
    assert table(one) == table(other)
    weights = [(folder / "weights.npz").read_bytes() for folder in (one, other)]
    assert weights[0] == weights[1]
