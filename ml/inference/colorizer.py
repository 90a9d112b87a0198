"""Run the colour network: from lightness and hints to a* and b*."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

import resources
from ml.inference.cards import REINSTALL, card_of, sha256
from ml.inference.device import Device, cpu
from ml.inference.errors import ModelError
from ml.inference.runners import Arrays, Runner, runner

AB_SCALE = 110.0
"""The network's a* and b* are fractions of this."""

SIZE_MULTIPLE = 32
"""The network takes heights and widths that are multiples of this."""

OUTPUT_STRIDES = {"ab": 2, "logits": 4}
"""How many pixels of the photo one of each output covers."""

PIXELS_KEPT = 2 * 512 * 512
"""Networks stay ready for the sizes used last, up to this many pixels together; beside one of 512²
with its 140 MB of working memory there is room for its like, upright and lying, and no more."""


@dataclass(frozen=True)
class Chroma:
    """What the network says about a photo of H × W.

    Attributes
    ----------
    ab
        (ceil(H/2), ceil(W/2), 2): a*, b* in CIELAB units.
    logits
        (ceil(H/4), ceil(W/4), 261): score of each colour bin; their a*b* is in `palettes`.
    device
        What really ran, e.g. "CPU, 2 threads".
    lost
        The graphics processor that failed at this photo; empty if none did.
    """

    ab: NDArray[np.float32]
    logits: NDArray[np.float32]
    device: str
    lost: str = ""


class Colorizer:
    """The colour network, ready for photos of any size; it may be used from several threads.

    Nothing is loaded before the first prediction.

    Parameters
    ----------
    device
        As `devices.choose` returns it; by default the main processor.
    model
        A .tflite file with the network's inputs and outputs; by default the one that ships.
    """

    def __init__(self, device: Device | None = None, model: Path | None = None) -> None:
        self.device = device or cpu()
        self._path = model
        self._lock = Lock()
        self._content: bytes | None = None
        self._runners: OrderedDict[tuple[int, int], Runner] = OrderedDict()

    @property
    def path(self) -> Path:
        """The model's file.

        Raises
        ------
        ModelError
            If it is not there.
        """
        if self._path is None:
            try:
                self._path = resources.find("models", "colorizer.tflite")
            except FileNotFoundError as error:
                raise ModelError("The program's colour network is missing.", REINSTALL) from error
        return self._path

    @property
    def name(self) -> str:
        """The network's name and version, as its card gives them, or its file's name."""
        card = card_of(self.path)
        return self.path.stem if card is None else f"{card.name} {card.version}"

    @property
    def sha256(self) -> str:
        """SHA-256 of the model's file, as its card gives it, or counted here."""
        card = card_of(self.path)
        return sha256(self._read()) if card is None else card.sha256

    def predict(
        self, lightness: NDArray[np.float32], hints: NDArray[np.float32] | None = None
    ) -> Chroma:
        """Give colours to a photo.

        Photos whose sides are no multiples of 32 are continued by reflection, and the answer is
        cut.

        Parameters
        ----------
        lightness
            (H, W): L*, 0..100. The network was trained on photos of 224 px; 256 to 512 px on
            the longer side is its useful range.
        hints
            (H, W, 3): wished a* and b* in CIELAB units, and how firmly, 0..1. None leaves all to
            the network.

        Raises
        ------
        ModelError
            If the input or the answer holds a value that is no number, or the model cannot be
            loaded.
        ValueError
            If the shapes are not as above.
        """
        height, width = _check(lightness, hints)
        tensors = {"gray": lightness[:, :, None] / 50.0 - 1.0, "hints": _scaled(hints, lightness)}
        answer, device, lost = self._run(
            {name: _padded(tensor) for name, tensor in tensors.items()}
        )
        ab = answer["ab"][: -(-height // 2), : -(-width // 2)] * np.float32(AB_SCALE)
        logits = answer["logits"][: -(-height // 4), : -(-width // 4)]
        if not (np.isfinite(ab).all() and np.isfinite(logits).all()):
            raise ModelError(
                "The colour network answered with values that are no numbers ({device}).",
                "Try another device in the settings, or --device cpu.",
                device=device,
            )
        return Chroma(ab, logits, device, lost)

    def _run(self, inputs: Arrays) -> tuple[Arrays, str, str]:
        """Outputs, what gave them, and the graphics processor that was left for good, if any.

        It is left when it fails twice; the second time it has its memory for this one size alone.
        Smaller tiles would not help: the network sees a small copy of the whole photo, and must
        see it whole.
        """
        with self._lock:
            if self.device.kind == "gpu":
                answer = self._tried(inputs)
                if answer is None:
                    self._runners.clear()
                    answer = self._tried(inputs)
                if answer is not None:
                    return answer, self.device.text, ""
                lost, self.device = self.device, cpu()
                self._runners.clear()
                return self._ready(inputs).run(inputs), self.device.text, lost.text
            try:
                return self._ready(inputs).run(inputs), self.device.text, ""
            except RuntimeError as error:
                raise ModelError(
                    "The colour network stopped on the CPU.",
                    "Close other programs if memory is short, and try again.",
                ) from error

    def _tried(self, inputs: Arrays) -> Arrays | None:
        """The graphics processor's outputs; None if it failed, or answers with no numbers."""
        try:
            answer = self._ready(inputs).run(inputs)
        except (RuntimeError, MemoryError):
            return None
        return answer if all(np.isfinite(values).all() for values in answer.values()) else None

    def _ready(self, inputs: Arrays) -> Runner:
        """The network made ready for the inputs' size; the sizes used last are kept."""
        height, width = inputs["gray"].shape[:2]
        ready = self._runners.pop((height, width), None)
        if ready is None:
            ready = runner(self._read(), self.device, height, width, OUTPUT_STRIDES)
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
                    "The colour network {name} cannot be read.", REINSTALL, name=self.path.name
                ) from error
            card = card_of(self.path)
            if card is not None and sha256(content) != card.sha256:
                raise ModelError(
                    "The colour network {name} is not the one its card describes.",
                    REINSTALL,
                    name=self.path.name,
                )
            self._content = content
        return self._content


def _check(lightness: NDArray[np.float32], hints: NDArray[np.float32] | None) -> tuple[int, int]:
    if lightness.ndim != 2 or 0 in lightness.shape:
        raise ValueError(f"Lightness is (height, width), not {lightness.shape}.")
    if hints is not None and hints.shape != (*lightness.shape, 3):
        raise ValueError(f"Hints are {(*lightness.shape, 3)} here, not {hints.shape}.")
    for what, values in (("photo", lightness), ("set of colour hints", hints)):
        if values is not None and not np.isfinite(values).all():
            raise ModelError(
                "The {what} for the colour network holds values that are no numbers.",
                "Open the photo again, or save it in another format first.",
                what=what,
            )
    height, width = lightness.shape
    return height, width


def _scaled(
    hints: NDArray[np.float32] | None, lightness: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Hints in the network's units; nothing where there is no mask, as it was trained."""
    if hints is None:
        return np.zeros((*lightness.shape, 3), np.float32)
    mask = hints[:, :, 2:]
    return np.concatenate([np.where(mask > 0, hints[:, :, :2] / AB_SCALE, 0), mask], axis=2)


def _padded(tensor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Continue the lower and right sides by reflection up to the next multiple of 32."""
    below, right = (-side % SIZE_MULTIPLE for side in tensor.shape[:2])
    padded = np.pad(tensor, ((0, below), (0, right), (0, 0)), mode="reflect")
    return np.ascontiguousarray(padded, np.float32)
