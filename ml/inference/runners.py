"""One network at one size on one device; the only module that speaks to LiteRT."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.inference.cards import REINSTALL
from ml.inference.device import Device
from ml.inference.errors import ModelError

Arrays: TypeAlias = Mapping[str, NDArray[np.float32]]
"""A network's inputs or outputs by their names, each (height, width, channels)."""

Tensor: TypeAlias = tuple[int, int]
"""A tensor's index in the interpreter and its number of channels."""


class Runner(Protocol):
    """Something that turns a network's inputs into its outputs; for one thread at a time."""

    def run(self, inputs: Arrays) -> Arrays:
        """Run once."""
        ...


def runner(
    model: bytes, device: Device, height: int, width: int, output_strides: Mapping[str, int]
) -> Runner:
    """Make a network ready for photos of one size.

    Parameters
    ----------
    model
        A TensorFlow Lite file.
    device
        What is to run it.
    height, width
        Of every input.
    output_strides
        Name of each output → how many input pixels one of its pixels covers.

    Raises
    ------
    ModelError
        If the file is no network that LiteRT can load.
    RuntimeError
        If the graphics processor cannot run it.
    """
    if device.kind == "gpu":
        with _quietly():
            return CompiledRunner(model, "gpu", height, width, output_strides)
    try:
        return CpuRunner(model, height, width, device.threads)
    except (RuntimeError, ValueError) as error:
        raise ModelError("The network's file cannot be loaded.", REINSTALL) from error


class CpuRunner:
    """LiteRT's interpreter with XNNPACK on the main processor."""

    def __init__(self, model: bytes, height: int, width: int, threads: int) -> None:
        # Imported here: it takes 0.1 s, which a window that only opens should not pay.
        from ai_edge_litert.interpreter import Interpreter

        with _quietly():
            self._interpreter = Interpreter(model_content=model, num_threads=threads)
            self._inputs, self._outputs = self._tensors_by_name()
            for index, channels in self._inputs.values():
                self._interpreter.resize_tensor_input(index, (1, height, width, channels))
            # Only now: XNNPACK cannot reshape a network that was allocated with unknown sizes.
            self._interpreter.allocate_tensors()

    def run(self, inputs: Arrays) -> Arrays:
        """Run once."""
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


class CompiledRunner:
    """LiteRT's compiled model, which is the way to the graphics processor."""

    def __init__(
        self,
        model: bytes,
        accelerator: Literal["cpu", "gpu"],
        height: int,
        width: int,
        output_strides: Mapping[str, int],
    ) -> None:
        from ai_edge_litert.compiled_model import CompiledModel
        from ai_edge_litert.hardware_accelerator import HardwareAccelerator

        from ml.inference.fixed import at_size

        content = at_size(model, height, width)
        wanted = HardwareAccelerator[accelerator.upper()]
        self._model = CompiledModel.from_buffer(content, wanted)
        key = self._model.get_signature_by_index(0)["key"]
        inputs = self._model.get_input_tensor_details(key)
        outputs = self._model.get_output_tensor_details(key)
        self._signature = key
        self._inputs = {name: self._model.create_input_buffer_by_name(key, name) for name in inputs}
        self._outputs = {
            name: self._model.create_output_buffer_by_name(key, name) for name in outputs
        }
        self._shapes = {
            name: (height // stride, width // stride, int(outputs[name]["shape"][-1]))
            for name, stride in output_strides.items()
        }

    def run(self, inputs: Arrays) -> Arrays:
        """Run once; `RuntimeError` if the device fails."""
        for name, buffer in self._inputs.items():
            buffer.write(inputs[name][None])
        self._model.run_by_name(self._signature, self._inputs, self._outputs)
        return {
            name: buffer.read(int(np.prod(self._shapes[name])), np.float32).reshape(
                self._shapes[name]
            )
            for name, buffer in self._outputs.items()
        }


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep off the terminal what LiteRT 2.3 and drivers write there themselves when they start.

    It has no switch for it. Nothing is hidden from Python, which raises what goes wrong.
    """
    try:
        stderr = os.dup(2)
    except OSError:  # a windowed program on Windows has none
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
