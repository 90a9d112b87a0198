"""Make a network of one size out of one of any size, as graphics processors want it.

LiteRT's accelerators for graphics processors refuse graphs whose sizes are known only when they
run. So the graph is run once on the main processor at the wished size, and written again with the
sizes it had: shapes become constants, and weights kept in 8 bits or float16 become float32, since
accelerators round activations otherwise than XNNPACK.
"""

from __future__ import annotations

from typing import Any, Final

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from numpy.typing import NDArray

_COUNTED: Final = (schema.TensorType.INT32, schema.TensorType.INT64)
"""Types of shapes and of places in them; nothing in our networks counts anything else."""


def at_size(model: bytes, height: int, width: int) -> bytes:
    """Write a network again for photos of one size.

    Parameters
    ----------
    model
        A TensorFlow Lite file with one graph, whose inputs are (1, height, width, channels).
    height, width
        Of every input, in pixels.

    Returns
    -------
    bytes
        A TensorFlow Lite file with the same signature, all of whose sizes are known and whose
        weights are float32.
    """
    network = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
    graph = network.subgraphs[0]
    known = _Known(model, network, height, width)
    kept = []
    for step in graph.operators:
        made = graph.tensors[step.outputs[0]]
        if made.type in _COUNTED or known.is_constant(step.inputs):
            continue  # its value is written down below
        kept.append(step)
    graph.operators = kept
    network.buffers = [schema.BufferT()]
    used = {int(index) for step in kept for index in step.inputs if index >= 0}
    made_here = {int(index) for step in kept for index in step.outputs}
    for index, tensor in enumerate(graph.tensors):
        tensor.shape = np.asarray(known.shape(index), np.int32)
        tensor.shapeSignature, tensor.quantization, tensor.buffer = None, None, 0
        if index not in used or index in made_here or index in graph.inputs:
            continue
        values = known.value(index)
        tensor.type = (
            schema.TensorType.FLOAT32 if values.dtype == np.float32 else schema.TensorType.INT32
        )
        tensor.buffer = len(network.buffers)
        network.buffers.append(_buffer(values))
    network.metadata, network.metadataBuffer = None, None
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(network.Pack(builder), b"TFL3")
    return bytes(builder.Output())


class _Known:
    """What the graph's tensors are when it has run at the wished size."""

    def __init__(self, model: bytes, network: Any, height: int, width: int) -> None:
        self._tensors = network.subgraphs[0].tensors
        self._interpreter = Interpreter(
            model_content=model,
            # With XNNPACK, tensors inside the graph would be hidden.
            experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
            experimental_preserve_all_tensors=True,
        )
        for details in self._interpreter.get_input_details():
            shape = (1, height, width, int(details["shape"][-1]))
            self._interpreter.resize_tensor_input(details["index"], shape)
        self._interpreter.allocate_tensors()
        for details in self._interpreter.get_input_details():
            self._interpreter.set_tensor(details["index"], np.zeros(details["shape"], np.float32))
        self._interpreter.invoke()
        self._details = {d["index"]: d for d in self._interpreter.get_tensor_details()}
        self._constants = {
            index
            for index, tensor in enumerate(self._tensors)
            if _has_content(network.buffers[tensor.buffer])
        }

    def is_constant(self, indices: NDArray[np.int32]) -> bool:
        """Whether something that is made of these is the same for every photo."""
        return all(index in self._constants for index in indices if index >= 0)

    def shape(self, index: int) -> tuple[int, ...]:
        return tuple(int(side) for side in self._details[index]["shape"])

    def value(self, index: int) -> NDArray[Any]:
        """A constant as float32 or int32; weights of 8 bits by their scales."""
        values: NDArray[Any] = self._interpreter.get_tensor(index)
        if values.dtype == np.int8:
            quantized = self._details[index]["quantization_parameters"]
            scales = quantized["scales"]
            shape = [1] * values.ndim
            if scales.size > 1:
                shape[quantized["quantized_dimension"]] = scales.size
            weights: NDArray[np.float32] = values.astype(np.float32) * scales.reshape(shape)
            return weights
        wide = np.int32 if np.issubdtype(values.dtype, np.integer) else np.float32
        return np.ascontiguousarray(values, wide)


def _has_content(buffer: Any) -> bool:
    """Whether a buffer holds values, inside the graph or, where converters put them, behind it."""
    return (buffer.data is not None and len(buffer.data) > 0) or buffer.offset > 1


def _buffer(values: NDArray[Any]) -> Any:
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(values.tobytes(), np.uint8)
    return buffer
