"""Colours are right when a network that knows things sees the same things in them."""

from __future__ import annotations

import keras
from keras import ops

from ml.models import classifier
from ml.train.colour import lab_to_rgb
from ml.train.config import Answer, Tensor

SEEN = ("block3_add", "block6_add", "block14_add", "block20_project_bn")
"""The encoder's maps at strides 4, 8, 16 and 32."""


class FeatureDistance:
    """Mean distance between EfficientNet-Lite2's maps of given and of true colours, relative to
    their size.

    After J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and
    Super-Resolution" (2016), arXiv:1603.08155, with a network of today. Only the first half of a
    batch is looked at, to save time.

    Raises
    ------
    ModelError
        If the package with the ImageNet weights is not installed.
    """

    def __init__(self) -> None:
        whole = classifier.build()
        self._seen = keras.Model(whole.input, [whole.get_layer(name).output for name in SEEN])
        self._seen.trainable = False

    def __call__(self, answer: Answer) -> Tensor:
        """Compare the answer `ab` with the target `ab`, both over the lightness `gray`."""
        given, true = pictures(answer)
        half = max(1, true.shape[0] // 2) if true.shape[0] else ops.shape(true)[0] // 2
        distances = [
            ops.mean(ops.abs(one - other)) / ops.mean(ops.abs(other))
            for one, other in zip(
                self._seen(given[:half], training=False),
                self._seen(ops.stop_gradient(true[:half]), training=False),
                strict=True,
            )
        ]
        return sum(distances) / len(distances)


def pictures(answer: Answer) -> tuple[Tensor, Tensor]:
    """Return given and true sRGB pictures (B, H, W, 3), 0..1."""
    lightness = 50 * (ops.cast(answer.inputs["gray"], "float32") + 1)
    large = ops.image.resize(
        ops.cast(answer.outputs["ab"], "float32"), lightness.shape[1:3], interpolation="bilinear"
    )
    given, true = (110 * ab for ab in (large, ops.cast(answer.targets["ab"], "float32")))
    return tuple(lab_to_rgb(ops.concatenate([lightness, ab], axis=-1)) for ab in (given, true))
