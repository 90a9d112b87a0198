"""Find out, in a process of its own, whether the graphics processor can run the colour network.

Drivers crash, hang and lie; none of that may reach the program. So a child process runs the real
network on both processors, and the parent believes it only if it answers in time, agrees with the
main processor and is faster.
"""

from __future__ import annotations

import math
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
from numpy.typing import NDArray

from ml.inference.device import Device, Verdict
from resources.text import Text

SIZE_PX = 384
"""What the program shows the network of a photo, if nobody says otherwise."""
MOST_DIFFERENCE = 1.0
"""Mean a*b* distance from the main processor's colours that nobody sees."""
PHOTOS = 10
"""A processor must be ready for each new size of photo; so many are supposed to have the same."""
ENOUGH_S = 5.0
"""A processor that has run for so long need not run again to show how slow it is."""
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
        For one photo: the best run, and a tenth of what it took to be ready for the size.
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
        wanted = (sender, log, model, task or compare)
        child = context.Process(target=_child, args=wanted, daemon=True)
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
    name = Text("The graphics processor")
    if adapter:
        name = Text("The graphics processor {adapter}", adapter=adapter)
    if "No adapters found" in text:
        reason = Text("No graphics processor with a working driver was found.")
    elif answer is not None:
        reason = Text("{name} cannot run the colour network ({answer}).", name=name, answer=answer)
    elif hung and is_software(adapter):
        reason = Text(
            "{adapter} is a software renderer, and had no answer in {seconds:.0f} seconds.",
            adapter=adapter,
            seconds=limit_s,
        )
    elif hung:
        reason = Text(
            "{name} did not answer within {seconds:.0f} seconds.", name=name, seconds=limit_s
        )
    else:
        reason = Text(
            "{name} made the trial crash (exit code {code}).", name=name, code=child.exitcode
        )
    return Verdict(None, reason, adapter)


def is_software(adapter: str) -> bool:
    """Whether an adapter only pretends to be a graphics processor."""
    return any(word in adapter.lower() for word in SOFTWARE)


def judge(finding: Finding, adapter: str) -> Verdict:
    """Decide from the figures and the adapter's name."""
    name = adapter.split(", arch=")[0] or Text("an unnamed graphics processor")
    ratio = finding.gpu_ms / finding.cpu_ms
    device = None
    if is_software(adapter):
        reason = Text(
            "{name} is a software renderer: the CPU is {times:.1f} times as fast.",
            name=name,
            times=ratio,
        )
    elif not finding.difference <= MOST_DIFFERENCE:  # NaN is refused as well
        reason = Text(
            "{name} gives other colours than the CPU ({difference:.1f} a*b* apart).",
            name=name,
            difference=finding.difference,
        )
    elif ratio >= 1:
        reason = Text(
            "{name} is slower than the CPU ({gpu_ms:.0f} ms against {cpu_ms:.0f} ms a photo).",
            name=name,
            gpu_ms=finding.gpu_ms,
            cpu_ms=finding.cpu_ms,
        )
    else:
        device = Device("gpu", name, 0)
        reason = Text(
            "{name} is {times:.1f} times as fast as the CPU and gives the same colours.",
            name=name,
            times=1 / ratio,
        )
    difference = finding.difference if math.isfinite(finding.difference) else None
    return Verdict(device, reason, adapter, difference, finding.cpu_ms, finding.gpu_ms)


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


def _child(sender: Connection, log: Path, model: Path, task: Task) -> None:
    """Run the trial with all that the drivers write kept in `log`."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            sender.send(task(model))
        except Exception as error:  # whatever it is, the parent must hear of it
            sender.send(_plain(str(error)) or type(error).__name__)


def _plain(text: str) -> str:
    """An error without the places in LiteRT's source that are all it says sometimes."""
    return " ".join(re.sub(r"(ERROR:)?\s*\[[^\]]*:\d+\]|└", " ", text).split())[:200]


def compare(model: Path) -> Finding:
    """Run a network on both processors and compare colours and times."""
    from ml.inference.colorizer import AB_SCALE, OUTPUT_STRIDES
    from ml.inference.device import cpu
    from ml.inference.runners import CompiledRunner, CpuRunner, Runner

    content = model.read_bytes()
    rng = np.random.default_rng(0)
    # Smooth, as photos are: plain noise would measure what no photo shows.
    coarse = rng.uniform(-1, 1, (SIZE_PX // 32, SIZE_PX // 32)).repeat(32, 0).repeat(32, 1)
    hints = np.zeros((SIZE_PX, SIZE_PX, 3), np.float32)
    hints[64:128, 64:128] = (0.3, -0.2, 1)
    inputs = {"gray": coarse[:, :, None].astype(np.float32), "hints": hints}

    def ready(make: Callable[[], Runner]) -> tuple[Runner, float]:
        start = time.perf_counter()
        made = make()
        made.run(inputs)  # the first run compiles
        return made, time.perf_counter() - start

    def timed(made: Runner, ready_s: float) -> tuple[NDArray[np.float32], float]:
        times: list[float] = []
        while len(times) < 3 and sum(times) < ENOUGH_S:
            start = time.perf_counter()
            ab = made.run(inputs)["ab"]
            times.append(time.perf_counter() - start)
        return ab, 1000 * (min(times) + ready_s / PHOTOS)

    # The graphics processor first: where there is none, the answer comes sooner.
    gpu = ready(lambda: CompiledRunner(content, "gpu", SIZE_PX, SIZE_PX, OUTPUT_STRIDES))
    gpu_ab, gpu_ms = timed(*gpu)
    cpu_ab, cpu_ms = timed(*ready(lambda: CpuRunner(content, SIZE_PX, SIZE_PX, cpu().threads)))
    difference = float(np.linalg.norm(gpu_ab - cpu_ab, axis=-1).mean()) * AB_SCALE
    return Finding(difference, cpu_ms, gpu_ms)
