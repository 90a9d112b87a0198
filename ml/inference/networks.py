"""A network that ships, made ready when it is first asked: what all of them have in common."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ml.inference.cards import REINSTALL, card, card_of, sha256
from ml.inference.device import Device, cpu
from ml.inference.errors import ModelError
from ml.inference.runners import Runner, runner

PIXELS_KEPT = 2 * 768 * 768
"""Networks stay ready for the sizes used last, up to this many pixels together."""


class PhotoNetwork:
    """A network with one input, `photo`, and one output, `answer`, of the same height and width.

    It may be used from several threads, of which one at a time computes. Nothing is loaded before
    the first answer.

    Parameters
    ----------
    name
        By which its card is found among those that ship.
    multiple
        It takes heights and widths that are multiples of this.
    device
        The main processor with so many threads; by default as many as help.
    model
        A file with another such network.
    """

    def __init__(
        self, name: str, multiple: int, device: Device | None = None, model: Path | None = None
    ) -> None:
        self.device = device or cpu()
        self._name, self._multiple, self._model = name, multiple, model
        self._lock = Lock()
        self._content: bytes | None = None
        self._runners: OrderedDict[tuple[int, int], Runner] = OrderedDict()

    @property
    def path(self) -> Path:
        """The model's file."""
        return card(self._name).model if self._model is None else self._model

    @property
    def name(self) -> str:
        """The network's name and version, as its card gives them, or its file's name."""
        known = card_of(self.path)
        return self.path.stem if known is None else f"{known.name} {known.version}"

    @property
    def sha256(self) -> str:
        """SHA-256 of the model's file, as its card gives it, or counted here."""
        known = card_of(self.path)
        return sha256(self._read()) if known is None else known.sha256

    def answer(self, photo: NDArray[np.float32]) -> NDArray[np.float32]:
        """Ask once, about (H, W, channels); sides that do not fit are continued by reflection."""
        height, width = photo.shape[:2]
        below, right = (-side % self._multiple for side in (height, width))
        # Symmetric: unlike reflection it continues a single row as well.
        padded = np.pad(photo, ((0, below), (0, right), (0, 0)), mode="symmetric")
        with self._lock:
            try:
                found = self._ready(*padded.shape[:2]).run(
                    {"photo": np.ascontiguousarray(padded, np.float32)}
                )["answer"]
            except RuntimeError as error:
                raise ModelError(
                    "The network “{name}” stopped on the CPU.",
                    "Close other programs if memory is short, and try again.",
                    name=self._name,
                ) from error
        return found[:height, :width]

    def _ready(self, height: int, width: int) -> Runner:
        """The network made ready for a size; the sizes used last are kept."""
        ready = self._runners.pop((height, width), None)
        if ready is None:
            ready = runner(self._read(), self.device, height, width, {"answer": 1})
        self._runners[height, width] = ready
        while len(self._runners) > 1 and sum(h * w for h, w in self._runners) > PIXELS_KEPT:
            self._runners.popitem(last=False)
        return ready

    def _read(self) -> bytes:
        """The model's bytes, read once and compared with the card's hash where there is one."""
        if self._content is None:
            try:
                content = self.path.read_bytes()
            except OSError as error:
                raise ModelError(
                    "The program's network “{name}” is missing.", REINSTALL, name=self._name
                ) from error
            known = card_of(self.path)
            if known is not None and sha256(content) != known.sha256:
                raise ModelError(
                    "The network “{name}” is not the one its card describes.",
                    REINSTALL,
                    name=self._name,
                )
            self._content = content
        return self._content
