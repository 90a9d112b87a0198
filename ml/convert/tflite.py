"""Write a network as TensorFlow Lite files of different precision, for every size at once."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Inputs = Mapping[str, NDArray[np.float32]]
"""What the network takes by name, with the batch axis."""

SIGNATURE = "colorize"
"""By which name the one thing that a file can do is called; who loads it need not know."""


def float32(model: Any) -> bytes:
    """Convert without loss."""
    return _convert(model)


def float16(model: Any) -> bytes:
    """Store the weights in half precision; the arithmetic stays float32."""
    import tensorflow as tf

    return _convert(model, optimizations=[tf.lite.Optimize.DEFAULT], supported_types=[tf.float16])


def dynamic_int8(model: Any) -> bytes:
    """Weights in 8 bits; activations are rounded to 8 bits as they come, by their own range."""
    import tensorflow as tf

    return _convert(model, optimizations=[tf.lite.Optimize.DEFAULT])


def full_int8(model: Any, examples: Iterable[Inputs]) -> bytes:
    """Weights and activations in 8 bits, with fixed ranges found on examples; float at the ends."""
    import tensorflow as tf

    def representative() -> Iterator[dict[str, NDArray[np.float32]]]:
        for inputs in examples:
            yield dict(inputs)

    with warnings.catch_warnings():
        # TensorFlow 2.21 calibrates with an interpreter of which it says itself that it will go.
        warnings.filterwarnings("ignore", r"\s*Warning: tf.lite.Interpreter is deprecated")
        return _convert(
            model,
            optimizations=[tf.lite.Optimize.DEFAULT],
            representative_dataset=representative,
            supported_ops=[tf.lite.OpsSet.TFLITE_BUILTINS_INT8],
        )


def mixed(
    float32: bytes, *, in_half: Iterable[str] = (), outputs_in_half: Iterable[str] = ()
) -> bytes:
    """Convolutions and dense layers in 8 bits with dynamic ranges; the sensitive in half precision.

    Parameters
    ----------
    float32
        The file of the same network without loss; of the equalised one, where it can be.
    in_half
        Regular expressions of the names of convolutions whose rounding to 8 bits does most harm.
    outputs_in_half
        Outputs whose last convolution is to stay in half precision, too.

    Notes
    -----
    Depthwise convolutions stay out of the integers for speed as well: XNNPACK has none with
    dynamic ranges, and the fall-back runs on one thread.
    """
    from ai_edge_quantizer import quantizer, recipe_manager
    from ai_edge_quantizer.algorithm_manager import AlgorithmName
    from ai_edge_quantizer.qtyping import (
        ComputePrecision,
        OpQuantizationConfig,
        TensorDataType,
        TensorQuantizationConfig,
        TFLOperationName,
    )

    half = OpQuantizationConfig(
        weight_tensor_config=TensorQuantizationConfig(num_bits=16, dtype=TensorDataType.FLOAT),
        compute_precision=ComputePrecision.FLOAT,
        explicit_dequantize=True,
    )
    named = "|".join(in_half)
    sensitive = [rf".*/({named})(_\d+)?/"] if named else []
    sensitive += [re.escape(_output_tensor(float32, name)) for name in outputs_in_half]
    recipe = recipe_manager.RecipeManager()
    for operation in (TFLOperationName.CONV_2D, TFLOperationName.FULLY_CONNECTED):
        recipe.add_dynamic_config(".*", operation, 8)
    casts = [(".*", TFLOperationName.DEPTHWISE_CONV_2D)]
    if sensitive:
        casts.insert(0, ("|".join(sensitive), TFLOperationName.CONV_2D))
    for pattern, operation in casts:
        recipe.add_quantization_config(pattern, operation, half, AlgorithmName.FLOAT_CASTING)
    result = quantizer.Quantizer(float32, recipe.get_quantization_recipe()).quantize()
    return bytes(result.quantized_model)


def _output_tensor(model: bytes, name: str) -> str:
    """The name that an output of the signature bears inside the file."""
    from ai_edge_litert.interpreter import Interpreter

    signature = Interpreter(model_content=model).get_signature_runner(SIGNATURE)
    return str(signature.get_output_details()[name]["name"])


def _convert(model: Any, **settings: Any) -> bytes:
    """Run TensorFlow's converter over a Keras network, whose height and width may be unknown.

    Going from concrete functions instead silently loses the weights of layers of our own
    (TensorFlow 2.21), hence the SavedModel; the report's parity would show it.
    """
    import tensorflow as tf
    from keras.export import ExportArchive

    names = [tensor.name for tensor in model.inputs]
    archive = ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        SIGNATURE,
        lambda *tensors: model(dict(zip(names, tensors, strict=True)), training=False),
        input_signature=[
            tf.TensorSpec((1, *tensor.shape[1:]), tf.float32, name=tensor.name)
            for tensor in model.inputs
        ],
    )
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=[SIGNATURE])
        for name, value in settings.items():
            inner = name in ("supported_types", "supported_ops")
            setattr(converter.target_spec if inner else converter, name, value)
        return bytes(converter.convert())
