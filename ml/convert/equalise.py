"""Make the encoder's channels equally wide, so that small integers can hold them all.

The encoder hands on sums of linear projections whose channels reach 20 to 70, and the decoder joins
them with channels that ReLU6 keeps within 0 to 6. Integers of 8 bits with one scale for the whole
tensor then lose the narrow channels. Dividing each wide channel by a constant where it is made and
multiplying it back in every layer that reads it changes nothing in floating point and costs
nothing at run time: M. Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias
Correction" (2019), arXiv:1906.04721.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.models import colorizer
from ml.models.plans import DECODER_CHANNELS, ENCODER_STAGES

COMMON_RANGE = 6.0
"""ReLU6's upper end, which the decoder's own channels share."""

DEVIATIONS = 4.0
"""How far from its mean a channel is expected to reach; batch normalisation knows both."""


def equalise(model: Any) -> None:
    """Rescale the encoder's channels of a colorizer in place; its outputs stay what they were.

    The range of each channel is taken from the batch normalisations that make it, so that no
    photos are needed.
    """
    blocks = [f"block{index}" for index in range(sum(stage.blocks for stage in ENCODER_STAGES))]
    stride = 2
    for index, stage in enumerate(ENCODER_STAGES):
        own, blocks = blocks[: stage.blocks], blocks[stage.blocks :]
        # Blocks of one stage add to one another's output and so share one scale per channel.
        scale = np.maximum(_reach(model, own) / COMMON_RANGE, 1e-2)
        for name in own:
            _divide_output(model.get_layer(f"{name}_project_bn"), scale)
        following = [f"{name}_expand" for name in own[1:]]
        following.append(f"{blocks[0]}_expand" if blocks else "mid")
        for name in following:
            _multiply_input(model.get_layer(name), scale)
        if blocks and ENCODER_STAGES[index + 1].stride == 2:
            decoder = model.get_layer(f"dec{stride}a")
            _multiply_input(decoder, scale, first=DECODER_CHANNELS[stride])
            stride *= 2


def for_integers(archive: Path) -> Any:
    """Return the colorizer of an archive in the form that loses least in integers."""
    model = colorizer.build()
    colorizer.load_weights(model, archive)
    equalise(model)
    return join_stem(model)


def join_stem(model: Any) -> Any:
    """Return a colorizer with one first convolution in place of two: its outputs are the same.

    In a file of integers the two are rounded, added, rounded, multiplied and rounded before ReLU6
    keeps 0 to 6 of a range of 230: seven steps are left. One convolution takes the batch
    normalisation and ReLU6 in and is rounded once, over 0 to 6.
    """
    joined = colorizer.build(joined_stem=True)
    for layer in joined.layers:
        if layer.weights and layer.name != "stem":
            layer.set_weights(model.get_layer(layer.name).get_weights())
    seen, told = (model.get_layer(name).get_weights()[0] for name in ("stem", "stem_hints"))
    kernel = np.concatenate([seen.sum(axis=2, keepdims=True), told], axis=2)
    joined.get_layer("stem").set_weights([kernel])
    return joined


def _reach(model: Any, blocks: list[str]) -> NDArray[np.float32]:
    """How far each channel of a sum of blocks strays from zero."""
    mean, variance = 0.0, 0.0
    for name in blocks:
        gamma, beta, _, _ = model.get_layer(f"{name}_project_bn").get_weights()
        mean, variance = mean + beta, variance + gamma**2
    reach: NDArray[np.float32] = np.abs(mean) + DEVIATIONS * np.sqrt(variance)
    return reach


def _divide_output(normalisation: Any, scale: NDArray[np.float32]) -> None:
    gamma, beta, mean, variance = normalisation.get_weights()
    normalisation.set_weights([gamma / scale, beta / scale, mean, variance])


def _multiply_input(convolution: Any, scale: NDArray[np.float32], first: int = 0) -> None:
    """Scale the weights of the input channels `first` and after."""
    kernel, *bias = convolution.get_weights()
    kernel[:, :, first : first + len(scale)] *= scale[:, None]
    convolution.set_weights([kernel, *bias])
