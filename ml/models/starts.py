"""What a training starts from: an encoder that ImageNet taught."""

from __future__ import annotations

from typing import Any

from ml.models import classifier

ENCODER = ("stem/", "stem_bn/", "block")
"""How the names of the encoder's weights begin; its convolution over the hints is not among them,
as it has learnt nothing before."""


def imagenet(model: Any) -> None:
    """Give a colorizer's encoder the weights of EfficientNet-Lite2, trained on ImageNet.

    Raises
    ------
    ModelError
        If their package is not installed.
    """
    taught = classifier.build()
    for layer in model.layers:
        if layer.weights and f"{layer.name}/".startswith(ENCODER):
            layer.set_weights(taught.get_layer(layer.name).get_weights())
