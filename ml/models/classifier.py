"""EfficientNet-Lite2 as it was trained on ImageNet: says what is on a photo, and in which terms.

It judges the colourings in evaluation, and is never part of the program. Its encoder is the
colorizer's, layer by layer, with a first convolution that sees colours.

=========  ====================  ==============================================================
tensor     shape                 values
=========  ====================  ==============================================================
photo      (batch, H, W, 3)      sRGB in 0..1
features   (batch, 352)          what the last block sees, averaged over the photo
scores     (batch, 1000)         of ImageNet's classes, before softmax
=========  ====================  ==============================================================

M. Tan, Q. Le, "EfficientNet" (2019), arXiv:1905.11946; the Lite form: R. Liu (2020),
github.com/tensorflow/tpu, models/official/efficientnet/lite.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers

from ml.models import imagenet
from ml.models.colorizer import convolve, inverted_residual, normalise
from ml.models.plans import ENCODER_STAGES, STEM_CHANNELS

CLASSES = 1000
_HEAD_CHANNELS = 1280


def build(height: int | None = None, width: int | None = None) -> keras.Model:
    """Build the classifier with its ImageNet weights, for one size or every size.

    Raises
    ------
    ModelError
        If the package with the weights is not installed.
    """
    photo = keras.Input((height, width, 3), name="photo")
    # As it was trained: bytes less 127, divided by 128.
    maps = layers.Rescaling(255 / 128, -127 / 128, name="rescale")(photo)
    maps = layers.Conv2D(STEM_CHANNELS, 3, strides=2, padding="same", use_bias=False, name="stem")(
        maps
    )
    maps = normalise(maps, "stem")
    index = 0
    for stage in ENCODER_STAGES:
        for position in range(stage.blocks):
            maps = inverted_residual(maps, stage, first=position == 0, name=f"block{index}")
            index += 1
    features = layers.GlobalAveragePooling2D(name="features")(maps)
    maps = layers.GlobalAveragePooling2D(name="pool")(
        convolve(maps, _HEAD_CHANNELS, "head", kernel=1)
    )
    scores = layers.Dense(CLASSES, name="scores")(maps)
    model = keras.Model(photo, {"features": features, "scores": scores}, name="classifier")
    _fill(model, imagenet.efficientnet_lite2())
    return model


def _fill(model: keras.Model, weights: imagenet.Weights) -> None:
    """Give every layer its weights, under PyTorch's names and in PyTorch's order of axes."""
    blocks = sum(stage.blocks for stage in ENCODER_STAGES)
    parts = [("stem", "_conv_stem", "_bn0"), ("head", "_conv_head", "_bn1")]
    for index in range(blocks):
        block = f"_blocks.{index}."
        if index:  # the first block widens nothing
            parts.append((f"block{index}_expand", block + "_expand_conv", block + "_bn0"))
        parts.append((f"block{index}_dw", block + "_depthwise_conv", block + "_bn1"))
        parts.append((f"block{index}_project", block + "_project_conv", block + "_bn2"))
    for name, convolution, normalisation in parts:
        kernel = weights[f"{convolution}.weight"]
        axes = (2, 3, 0, 1) if name.endswith("_dw") else (2, 3, 1, 0)
        model.get_layer(name).set_weights([kernel.transpose(axes)])
        model.get_layer(f"{name}_bn").set_weights(_normalisation(weights, normalisation))
    model.get_layer("scores").set_weights([weights["_fc.weight"].T, weights["_fc.bias"]])


def _normalisation(weights: imagenet.Weights, name: str) -> list[np.ndarray[Any, Any]]:
    ends = ("weight", "bias", "running_mean", "running_var")
    return [weights[f"{name}.{end}"] for end in ends]
