"""The loop: learn until the clock says stop, save every few minutes, go on exactly where it was."""

from __future__ import annotations

import copy
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from ml.accelerated import pieces, twins
from ml.accelerated.tasks.task import Task

PIECE_BYTES = 15 << 20
_AVERAGE = 0.9993
_WARM_UP_STEPS, _LEAST_RATE = 300, 0.01
_WEIGHT_DECAY, _CLIP_NORM = 0.02, 5.0


@dataclass(frozen=True)
class Clock:
    """When a training ends, and when it saves.

    Attributes
    ----------
    minutes
        It ends after so long, what an earlier start has used counted in.
    steps
        It ends after so many steps instead: for rehearsals, whose course must not depend on time.
    save_every_s
        Seconds between two checks, each of which saves.
    log_every
        Steps between two lines.
    """

    minutes: float
    steps: int | None = None
    save_every_s: float = 180.0
    log_every: int = 200

    def progress(self, step: int, used_s: float) -> float:
        """The share that is done, 0..1."""
        return step / self.steps if self.steps is not None else used_s / (60 * self.minutes)


class Training:
    """A task under way.

    Parameters
    ----------
    task
        What is learnt.
    folder
        Where weights, state, log and pictures go; a state that lies there is gone on from.
    """

    def __init__(self, task: Task, folder: Path) -> None:
        self.task, self.folder = task, folder
        folder.mkdir(parents=True, exist_ok=True)
        device = task.options.device
        if device == "cuda":
            torch.backends.cudnn.benchmark = True
            torch.backends.cuda.matmul.allow_tf32 = True
            torch.backends.cudnn.allow_tf32 = True
        self.network = task.network
        self.average = copy.deepcopy(self.network).eval()
        self.optimizer = torch.optim.AdamW(
            task.groups(),
            lr=task.rate,
            weight_decay=_WEIGHT_DECAY,
            betas=(0.9, 0.99),
            fused=device == "cuda",
        )
        self.step, self.used_s = 0, 0.0
        if self.state_path.exists():
            self._resume()

    @property
    def state_path(self) -> Path:
        """Everything that going on exactly takes."""
        return self.folder / "state.pt"

    @property
    def weights_path(self) -> Path:
        """The running mean of the weights, as `ml convert` takes them."""
        return self.folder / f"{self.task.name}.npz"

    def run(self, clock: Clock) -> dict[str, float]:
        """Learn until the clock says stop; return the last check's figures."""
        began = time.monotonic() - self.used_s
        saved = logged = time.monotonic()
        seen = 0
        if self.step == 0:
            with torch.no_grad():
                figures = self.task.check(self.average)
            self.say("start", **figures)
        self.network.train()
        while (progress := clock.progress(self.step, self.used_s)) < 1:
            seen += self._learn(progress)
            self.used_s = time.monotonic() - began
            if self.step % clock.log_every == 0:
                rate = seen / (time.monotonic() - logged)
                self.say(
                    "step", progress=round(progress, 4), crops_a_second=round(rate), **self.parts
                )
                seen, logged = 0, time.monotonic()
            if time.monotonic() - saved > clock.save_every_s:
                self.save()
                saved = logged = time.monotonic()
                seen = 0
        return self.save()

    def _learn(self, progress: float) -> int:
        """Take one step; return how many crops it took."""
        task = self.task
        warm = min(1.0, (self.step + 1) / _WARM_UP_STEPS)
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * warm * max(_LEAST_RATE, cosine)
        count, size_px = task.batch_at(self.step)
        crops, segments = task.options.photos.crops(count, size_px)
        loss, self.parts = task.loss(crops, segments, progress)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP_NORM)
        # A step that leads nowhere is left out, and seen in the log.
        if bool(torch.isfinite(norm)):
            self.optimizer.step()
        self.parts["gradient"] = float(norm)
        self.step += 1
        self._average()
        return count

    def _average(self) -> None:
        decay = min(_AVERAGE, (1 + self.step) / (10 + self.step))
        pairs = [
            *zip(self.average.parameters(), self.network.parameters(), strict=True),
            *zip(self.average.buffers(), self.network.buffers(), strict=True),
        ]
        floating = [(mean, now) for mean, now in pairs if mean.dtype.is_floating_point]
        means, values = zip(*floating, strict=True)
        with torch.no_grad():
            torch._foreach_lerp_(list(means), list(values), 1 - decay)

    def save(self) -> dict[str, float]:
        """Check, and write weights, state in pieces, and pictures."""
        # A check draws chances of its own; the training goes on as if there had been none.
        chances = _chances(self.task.options.device)
        with torch.no_grad():
            figures = self.task.check(self.average)
            grid = Image.fromarray(self.task.grid(self.average))
        grid.save(self.folder / "grid.jpg", quality=88)
        _set_chances(chances)
        twins.save(self.average, self.weights_path)
        state = {
            "step": self.step,
            "used_s": self.used_s,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "others": {name: other.state_dict() for name, other in self.task.others().items()},
            "chances": chances,
        }
        part = self.state_path.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.state_path)
        pieces.cut(self.state_path, self.folder / "pieces", PIECE_BYTES)
        self.say("saved", minutes=round(self.used_s / 60, 2), **figures)
        self.network.train()
        return figures

    def _resume(self) -> None:
        state = torch.load(
            self.state_path, map_location=self.task.options.device, weights_only=True
        )
        self.step, self.used_s = state["step"], state["used_s"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        for name, other in self.task.others().items():
            other.load_state_dict(state["others"][name])
        _set_chances(state["chances"])
        self.say("resumed", minutes=round(self.used_s / 60, 2))

    def say(self, what: str, **values: Any) -> None:
        """A line on the terminal and in the log."""
        line = json.dumps({"what": what, "step": self.step, **values})
        print(line, flush=True)
        with (self.folder / "log.txt").open("a") as log:
            log.write(line + "\n")


def _chances(device: str) -> dict[str, Any]:
    version, words, gauss = random.getstate()
    chances: dict[str, Any] = {
        "python": [version, list(words), gauss],
        "torch": torch.get_rng_state(),
    }
    if device == "cuda":
        chances["cuda"] = torch.cuda.get_rng_state()
    return chances


def _set_chances(chances: dict[str, Any]) -> None:
    version, words, gauss = chances["python"]
    random.setstate((version, tuple(words), gauss))
    torch.set_rng_state(chances["torch"].cpu())
    if "cuda" in chances:
        torch.cuda.set_rng_state(chances["cuda"].cpu())
