"""One network at one size on one device; the only module that speaks to LiteRT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.inference.cards import REINSTALL
from ml.inference.devices import Device
from ml.inference.errors import ModelError

Tensor: TypeAlias = tuple[int, int]
"""A tensor's index in the interpreter and its number of channels."""


class Runner(Protocol):
    """Something that turns a network's inputs into its outputs, both by name."""

    def run(self, inputs: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
        """Run once; arrays are (height, width, channels)."""
        ...


def runner(model: bytes, device: Device, height: int, width: int) -> Runner:
    """Make a network ready for photos of one size.

    Raises
    ------
    ModelError
        If LiteRT cannot load the model.
    """
    try:
        return CpuRunner(model, height, width, device.threads)
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"The network cannot be loaded ({error}).", REINSTALL) from error


class CpuRunner:
    """LiteRT's interpreter with XNNPACK on the main processor; for one thread at a time."""

    def __init__(self, model: bytes, height: int, width: int, threads: int) -> None:
        # Imported here: it takes 0.1 s, which a window that only opens should not pay.
        from ai_edge_litert.interpreter import Interpreter

        self._interpreter = Interpreter(model_content=model, num_threads=threads)
        self._inputs, self._outputs = self._tensors_by_name()
        for index, channels in self._inputs.values():
            self._interpreter.resize_tensor_input(index, (1, height, width, channels))
        # Only now: XNNPACK cannot reshape a network that was allocated with unknown sizes.
        self._interpreter.allocate_tensors()

    def run(self, inputs: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
        """Run once; arrays are (height, width, channels)."""
        for name, (index, _) in self._inputs.items():
            self._interpreter.set_tensor(index, inputs[name][None])
        self._interpreter.invoke()
        return {
            name: self._interpreter.get_tensor(index)[0]
            for name, (index, _) in self._outputs.items()
        }

    def _tensors_by_name(self) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Inputs and outputs by the signature's names; the file's order is conversion's whim.

        The signature runner must be gone before the interpreter lets its tensors be resized.
        """
        signature = self._interpreter.get_signature_runner()
        inputs, outputs = signature.get_input_details(), signature.get_output_details()
        return (
            {name: (int(d["index"]), int(d["shape"][-1])) for name, d in inputs.items()},
            {name: (int(d["index"]), int(d["shape"][-1])) for name, d in outputs.items()},
        )
