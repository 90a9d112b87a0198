"""Write a colorizer as TensorFlow Lite files of different precision, for every size at once."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.convert.equalise import equalise
from ml.models import colorizer

Inputs = Mapping[str, NDArray[np.float32]]
"""`gray` and `hints` as the network takes them, with the batch axis."""

SIGNATURE = "colorize"

KEPT_IN_HALF = (
    *("stem", "stem_hints"),
    *(f"block{index}_(expand|dw|project)" for index in range(7)),
    *(f"block{index}_project" for index in (7, 11, 15)),
)
"""Layers whose rounding to 8 bits moves the colours most; they hold 4 % of the weights."""


def load(weights: Path, *, equalised: bool = False) -> Any:
    """Return the Keras network with its trained weights, equalised for integers if asked."""
    model = colorizer.build()
    colorizer.load_weights(model, weights)
    if equalised:
        equalise(model)
    return model


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

    return _convert(
        model,
        optimizations=[tf.lite.Optimize.DEFAULT],
        representative_dataset=representative,
        supported_ops=[tf.lite.OpsSet.TFLITE_BUILTINS_INT8],
    )


def mixed(equalised: bytes) -> bytes:
    """Convolutions in 8 bits with dynamic ranges; the sensitive and the small in half precision.

    Parameters
    ----------
    equalised
        The float32 file of an equalised network.

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
    layers = f".*/({'|'.join(KEPT_IN_HALF)})(_\\d+)?/|{re.escape(_output_tensor(equalised, 'ab'))}"
    recipe = recipe_manager.RecipeManager()
    recipe.add_dynamic_config(".*", TFLOperationName.CONV_2D, 8)
    for pattern, operation in (
        (layers, TFLOperationName.CONV_2D),
        (".*", TFLOperationName.DEPTHWISE_CONV_2D),
    ):
        recipe.add_quantization_config(pattern, operation, half, AlgorithmName.FLOAT_CASTING)
    result = quantizer.Quantizer(equalised, recipe.get_quantization_recipe()).quantize()
    return bytes(result.quantized_model)


def _output_tensor(model: bytes, name: str) -> str:
    """The name that an output of the signature bears inside the file."""
    from ai_edge_litert.interpreter import Interpreter

    signature = Interpreter(model_content=model).get_signature_runner(SIGNATURE)
    return str(signature.get_output_details()[name]["name"])


def _convert(model: Any, **settings: Any) -> bytes:
    """Run TensorFlow's converter over a Keras network whose height and width are unknown.

    Going from concrete functions instead silently loses the weights of layers of our own
    (TensorFlow 2.21), hence the SavedModel; the report's parity would show it.
    """
    import tensorflow as tf
    from keras.export import ExportArchive

    archive = ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        SIGNATURE,
        lambda gray, hints: model([gray, hints], training=False),
        input_signature=[
            tf.TensorSpec((1, None, None, channels), tf.float32, name=name)
            for name, channels in (("gray", 1), ("hints", 3))
        ],
    )
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=[SIGNATURE])
        for name, value in settings.items():
            inner = name in ("supported_types", "supported_ops")
            setattr(converter.target_spec if inner else converter, name, value)
        return bytes(converter.convert())
