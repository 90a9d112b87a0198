"""Run a TensorFlow Lite file in TensorFlow, whose graphics processors LiteRT does not reach.

TensorFlow's own TensorFlow Lite interpreter knows the main processor only. Here the file's
operations are read from its graph and said again in TensorFlow's, so the one file that ships serves
here, too. It is loaded only where the user has installed TensorFlow; the bundle has none.

Source of the operations' meaning: TensorFlow Lite's schema and its reference kernels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
import tensorflow as tf
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

Arrays: TypeAlias = Mapping[str, NDArray[np.float32]]
Tensor: TypeAlias = Any  # TensorFlow ships no types
Operation: TypeAlias = Callable[[Any, list[Tensor]], Tensor]
"""From an operation's options, None if it has none, and its inputs to its output."""

_TYPES: Final = {
    schema.TensorType.FLOAT32: np.float32,
    schema.TensorType.FLOAT16: np.float16,
    schema.TensorType.INT32: np.int32,
    schema.TensorType.INT8: np.int8,
}
_NAMES: Final = {
    value: name for name, value in vars(schema.BuiltinOperator).items() if isinstance(value, int)
}


class TensorFlowRunner:
    """One network at any size on one of TensorFlow's devices.

    Convolutions whose weights are in 8 bits run in float32 here: their inputs are not rounded, so
    the answer is at least as near to the float network as LiteRT's.

    Parameters
    ----------
    model
        A TensorFlow Lite file with one graph.
    device
        TensorFlow's name of the device: "/GPU:0".

    Raises
    ------
    LookupError
        If TensorFlow has no such device.
    RuntimeError
        If the file has an operation that is unknown here.
    """

    def __init__(self, model: bytes, device: str) -> None:
        self.name = adapter_name(device)
        graph_file = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
        self._graph = graph_file.subgraphs[0]
        self._constants = _constants(graph_file, model)
        self._steps = [
            (_operation(graph_file.operatorCodes[step.opcodeIndex]), step)
            for step in self._graph.operators
        ]
        signature = graph_file.signatureDefs[0]
        self._inputs = {entry.name.decode(): entry.tensorIndex for entry in signature.inputs}
        self._outputs = {entry.name.decode(): entry.tensorIndex for entry in signature.outputs}
        self._device = device
        self._compiled = tf.function(self._run, autograph=False, reduce_retracing=True)

    def run(self, inputs: Arrays) -> Arrays:
        """Run once; `RuntimeError` if the device fails."""
        try:
            with tf.device(self._device):
                fed = {name: tf.constant(inputs[name][None]) for name in self._inputs}
                answer = self._compiled(fed)
            return {name: np.asarray(tensor[0]) for name, tensor in answer.items()}
        except tf.errors.OpError as error:
            raise RuntimeError(error.message) from error

    def _run(self, inputs: Mapping[str, Tensor]) -> dict[str, Tensor]:
        known: dict[int, Tensor] = dict(self._constants)
        known |= {self._inputs[name]: tensor for name, tensor in inputs.items()}
        for operation, step in self._steps:
            taken = [known[index] for index in step.inputs if index >= 0]
            known[step.outputs[0]] = operation(step.builtinOptions, taken)
        return {name: known[index] for name, index in self._outputs.items()}


def adapter_name(device: str) -> str:
    """The maker's name of one of TensorFlow's devices.

    Raises
    ------
    LookupError
        If there is no such device.
    """
    kind = device.strip("/").split(":")[0]
    found = tf.config.list_physical_devices(kind)
    if not found:
        raise LookupError(f"TensorFlow finds no {kind}")
    details = tf.config.experimental.get_device_details(found[0]) if kind == "GPU" else {}
    return str(details.get("device_name", kind))


def _constants(graph_file: Any, model: bytes) -> dict[int, Tensor]:
    """The graph's constants; weights in 8 bits or float16 as float32."""
    found: dict[int, Tensor] = {}
    for index, tensor in enumerate(graph_file.subgraphs[0].tensors):
        content = _content(graph_file.buffers[tensor.buffer], model)
        if not content:
            continue
        values = np.frombuffer(content, _TYPES[tensor.type]).reshape(
            () if tensor.shape is None else tensor.shape
        )
        if values.dtype == np.int8:
            values = _as_float(values, tensor.quantization)
        # What TensorFlow takes as an argument, such as the new shape, stays an array of numbers.
        found[index] = values if values.dtype == np.int32 else tf.constant(values)
    return found


def _content(buffer: Any, model: bytes) -> bytes:
    """A buffer's bytes, inside the graph or, where the converter put them, behind it."""
    if buffer.data is not None:
        return bytes(np.asarray(buffer.data, np.uint8))
    return model[buffer.offset : buffer.offset + buffer.size] if buffer.offset > 1 else b""


def _as_float(values: NDArray[np.int8], quantization: Any) -> NDArray[np.float32]:
    """Weights of 8 bits with their scales, one for all or one for each channel."""
    scale = np.asarray(quantization.scale, np.float32)
    shape = [1] * values.ndim
    if scale.size > 1:
        shape[quantization.quantizedDimension] = scale.size
    return values.astype(np.float32) * scale.reshape(shape)


def _operation(code: Any) -> Operation:
    name = _NAMES[max(code.builtinCode, code.deprecatedBuiltinCode)]
    if name not in _OPERATIONS:
        raise RuntimeError(f"the network's operation {name} has no counterpart in TensorFlow here")
    return _OPERATIONS[name]


def _activated(options: Any, tensor: Tensor) -> Tensor:
    kind = 0 if options is None else options.fusedActivationFunction
    if kind == schema.ActivationFunctionType.NONE:
        return tensor
    if kind == schema.ActivationFunctionType.RELU:
        return tf.nn.relu(tensor)
    if kind == schema.ActivationFunctionType.RELU6:
        return tf.nn.relu6(tensor)
    raise RuntimeError(f"the network's activation {kind} has no counterpart in TensorFlow here")


def _padding(options: Any) -> str:
    return "SAME" if options.padding == schema.Padding.SAME else "VALID"


def _convolve(options: Any, taken: list[Tensor]) -> Tensor:
    kernel = tf.transpose(taken[1], (1, 2, 3, 0))
    strides = (options.strideH, options.strideW)
    dilations = (options.dilationHFactor, options.dilationWFactor)
    answer = tf.nn.conv2d(taken[0], kernel, strides, _padding(options), dilations=dilations)
    return _activated(options, answer if len(taken) < 3 else answer + taken[2])


def _convolve_depthwise(options: Any, taken: list[Tensor]) -> Tensor:
    kernel = tf.transpose(taken[1], (1, 2, 3, 0))
    strides = (1, options.strideH, options.strideW, 1)
    dilations = (options.dilationHFactor, options.dilationWFactor)
    answer = tf.nn.depthwise_conv2d(
        taken[0], kernel, strides, _padding(options), dilations=dilations
    )
    return _activated(options, answer if len(taken) < 3 else answer + taken[2])


def _average(options: Any, taken: list[Tensor]) -> Tensor:
    window = (options.filterHeight, options.filterWidth)
    strides = (options.strideH, options.strideW)
    return _activated(options, tf.nn.avg_pool2d(taken[0], window, strides, _padding(options)))


def _resize(options: Any, taken: list[Tensor]) -> Tensor:
    if options.alignCorners or not options.halfPixelCenters:
        raise RuntimeError("the network's way of resizing has no counterpart in TensorFlow here")
    return tf.image.resize(taken[0], taken[1], "bilinear")


def _cut(options: Any, taken: list[Tensor]) -> Tensor:
    return tf.strided_slice(
        *taken,
        begin_mask=options.beginMask,
        end_mask=options.endMask,
        ellipsis_mask=options.ellipsisMask,
        new_axis_mask=options.newAxisMask,
        shrink_axis_mask=options.shrinkAxisMask,
    )


_OPERATIONS: Final[dict[str, Operation]] = {
    "ADD": lambda options, taken: _activated(options, taken[0] + taken[1]),
    "AVERAGE_POOL_2D": _average,
    "BATCH_MATMUL": lambda options, taken: tf.linalg.matmul(
        *taken, transpose_a=options.adjX, transpose_b=options.adjY
    ),
    "CONCATENATION": lambda options, taken: _activated(options, tf.concat(taken, options.axis)),
    "CONV_2D": _convolve,
    "DEPTHWISE_CONV_2D": _convolve_depthwise,
    "DEQUANTIZE": lambda _, taken: tf.cast(taken[0], tf.float32),
    "MEAN": lambda options, taken: tf.reduce_mean(taken[0], taken[1], keepdims=options.keepDims),
    "MUL": lambda options, taken: _activated(options, taken[0] * taken[1]),
    "NEG": lambda _, taken: -taken[0],
    "PACK": lambda options, taken: tf.stack(taken, options.axis),
    "RESHAPE": lambda _, taken: tf.reshape(taken[0], taken[1]),
    "RESIZE_BILINEAR": _resize,
    "RSQRT": lambda _, taken: tf.math.rsqrt(taken[0]),
    "SHAPE": lambda _, taken: tf.shape(taken[0]),
    "SLICE": lambda _, taken: tf.slice(*taken),
    "SOFTMAX": lambda options, taken: tf.nn.softmax(options.beta * taken[0]),
    "SQUARED_DIFFERENCE": lambda _, taken: tf.math.squared_difference(*taken),
    "STRIDED_SLICE": _cut,
    "TRANSPOSE": lambda _, taken: tf.transpose(taken[0], taken[1]),
}
