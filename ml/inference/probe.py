"""Find out, in a process of its own, whether the graphics processor can run the colour network.

Drivers crash, hang and lie; none of that may reach the program. So a child process runs the real
network on both processors, and the parent believes it only if it answers in time, agrees with the
main processor and is faster.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from ml.inference.devices import Device, Verdict

SIZE_PX = 512
MOST_DIFFERENCE = 1.0
"""Mean a*b* distance from the main processor's colours that nobody sees."""
LAST_BREATH_S = 10.0
"""What a child may take to end after it has answered or crashed, so that its exit code is known."""
SOFTWARE = ("llvmpipe", "lavapipe", "swiftshader", "basic render", "softpipe", "adaptertype=cpu")
"""Names of renderers that only pretend to be a graphics processor."""


@dataclass(frozen=True)
class Finding:
    """What the child measured.

    Attributes
    ----------
    difference
        Mean a*b* distance between the two processors' colours; NaN if the answer held any.
    cpu_ms, gpu_ms
        Best of three runs.
    """

    difference: float
    cpu_ms: float
    gpu_ms: float


Task = Callable[[Path], Finding]


def probe(model: Path, *, limit_s: float = 60.0, task: Task | None = None) -> Verdict:
    """Try the graphics processor with a real network.

    Parameters
    ----------
    model
        The network's file.
    limit_s
        After this time the child process is ended and the device refused.
    task
        What the child does; tests plant crashes here. It must be importable by the child.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        child = context.Process(target=_child, args=(sender, log, model, task), daemon=True)
        child.start()
        sender.close()
        hung = not receiver.poll(limit_s)
        answer = None if hung else _receive(receiver)
        receiver.close()
        if not hung:
            # A crashing child's pipe closes some time before the child itself is gone.
            child.join(LAST_BREATH_S)
        child.kill()
        child.join()
        text = log.read_text(errors="replace") if log.exists() else ""
    adapter = adapter_name(text)
    if isinstance(answer, Finding):
        return judge(answer, adapter)
    named = f"The graphics processor {adapter}" if adapter else "The graphics processor"
    if "No adapters found" in text:
        return Verdict(None, "No graphics processor with a working driver was found.")
    if answer is not None:
        return Verdict(None, f"{named} cannot run the colour network ({answer}).")
    if hung:
        return Verdict(None, f"{named} did not answer within {limit_s:.0f} seconds.")
    return Verdict(None, f"{named} made the trial crash (exit code {child.exitcode}).")


def judge(finding: Finding, adapter: str) -> Verdict:
    """Decide from the figures and the adapter's name."""
    name = adapter or "an unnamed graphics processor"
    ratio = finding.gpu_ms / finding.cpu_ms
    if any(word in adapter.lower() for word in SOFTWARE):
        return Verdict(
            None, f"{name} is a software renderer: the CPU is {ratio:.1f} times as fast."
        )
    if not finding.difference <= MOST_DIFFERENCE:  # NaN is refused as well
        return Verdict(
            None, f"{name} gives other colours than the CPU ({finding.difference:.1f} a*b* apart)."
        )
    if ratio >= 1:
        return Verdict(
            None,
            f"{name} is slower than the CPU ({finding.gpu_ms:.0f} ms against"
            f" {finding.cpu_ms:.0f} ms).",
        )
    return Verdict(
        Device("gpu", name, 0),
        f"{name} is {1 / ratio:.1f} times as fast as the CPU and gives the same colours.",
    )


def adapter_name(log: str) -> str:
    """Find the adapter in what LiteRT's WebGPU accelerator writes; empty if it names none."""
    found = re.search(r"Selected adapter: *(.+)", log)
    return found.group(1).strip().strip('"')[:120] if found else ""


def _receive(receiver: Connection) -> Finding | str | None:
    """The child's finding, or why there is none in its own words; None if it ended without."""
    try:
        answer = receiver.recv()
    except (EOFError, OSError):
        return None
    return answer if isinstance(answer, Finding | str) else None


def _child(sender: Connection, log: Path, model: Path, task: Task | None) -> None:
    """Run the trial with all that the drivers write kept in `log`."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            sender.send((task or compare)(model))
        except Exception as error:  # whatever it is, the parent must hear of it
            sender.send(" ".join(str(error).split())[:200] or type(error).__name__)


def compare(model: Path) -> Finding:
    """Run a network on both processors and compare colours and times."""
    from ml.inference.colorizer import AB_SCALE, OUTPUT_STRIDES
    from ml.inference.devices import cpu
    from ml.inference.runners import CompiledRunner, CpuRunner, Runner

    content = model.read_bytes()
    rng = np.random.default_rng(0)
    # Smooth, as photos are: plain noise would measure what no photo shows.
    coarse = rng.uniform(-1, 1, (SIZE_PX // 32, SIZE_PX // 32)).repeat(32, 0).repeat(32, 1)
    inputs = {
        "gray": coarse[:, :, None].astype(np.float32),
        "hints": np.zeros((SIZE_PX, SIZE_PX, 3), np.float32),
    }

    def timed(runner: Runner) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float32]], float]:
        times = []
        for _ in range(4):  # the first one warms up
            start = time.perf_counter()
            ab = runner.run(inputs)["ab"]
            times.append(time.perf_counter() - start)
        return ab, 1000 * min(times[1:])

    # The graphics processor first: where there is none, the answer comes sooner.
    gpu_ab, gpu_ms = timed(CompiledRunner(content, "gpu", SIZE_PX, SIZE_PX, OUTPUT_STRIDES))
    cpu_ab, cpu_ms = timed(CpuRunner(content, SIZE_PX, SIZE_PX, cpu().threads))
    difference = float(np.linalg.norm(gpu_ab - cpu_ab, axis=-1).mean()) * AB_SCALE
    return Finding(difference, cpu_ms, gpu_ms)
