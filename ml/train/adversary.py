"""A second network that learns to tell given colours from true ones, for the first to deceive.

It judges patches of 70 px or so, after P. Isola et al., "Image-to-Image Translation with
Conditional Adversarial Networks" (2017), arXiv:1611.07004; with spectral normalisation, T. Miyato
et al. (2018), arXiv:1802.05957, and the hinge loss of J. H. Lim, J. C. Ye (2017), arXiv:1705.02894.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops

from ml.data.examples import Example
from ml.train import optimizers
from ml.train.config import Adversary, Answer, Tensor

CHANNELS = (64, 128, 256, 384)
CHROMA = 110 / 60
"""a* and b* are seen divided by 60, so that they are as large as lightness."""


def build() -> keras.Model:
    """Build the judging network: (B, H, W, 3), lightness and chroma, to (B, H/16, W/16, 1)."""
    seen = keras.Input((None, None, 3), name="seen")
    maps = seen
    for channels in CHANNELS:
        maps = _normalised(channels, kernel=4, strides=2)(maps)
        maps = layers.LeakyReLU(0.2)(maps)
    maps = layers.LeakyReLU(0.2)(_normalised(CHANNELS[-1], kernel=3)(maps))
    return keras.Model(seen, _normalised(1, kernel=3)(maps), name="judge")


def _normalised(channels: int, *, kernel: int, strides: int = 1) -> layers.Layer:
    convolution = layers.Conv2D(channels, kernel, strides=strides, padding="same")
    return layers.SpectralNormalization(convolution)


def see(inputs: Any, ab: Tensor) -> Tensor:
    """Return what the discriminator is shown: lightness with `ab` enlarged over it."""
    gray = ops.cast(inputs["gray"], "float32")
    ab = ops.image.resize(ops.cast(ab, "float32"), gray.shape[1:3], interpolation="bilinear")
    return ops.concatenate([gray, CHROMA * ab], axis=-1)


def believed(discriminator: Any, answer: Answer) -> Tensor:
    """How far given colours are taken for true ones, over the second half of the batch."""
    half = answer.inputs["gray"].shape[0] // 2
    inputs = {"gray": answer.inputs["gray"][half:]}
    return ops.mean(discriminator(see(inputs, answer.outputs["ab"][half:]), training=False))


class Discriminator:
    """The discriminating network and its own training, one step for each step of the other.

    Parameters
    ----------
    adversary
        How it learns.
    """

    def __init__(self, adversary: Adversary) -> None:
        self.adversary = adversary
        self.network = build()
        rate = adversary.rate
        self.optimizer = optimizers.AdamW(rate, decay=0.01, beta_1=0.5, beta_2=0.99, epsilon=1e-8)
        self.network.compile(optimizer=self.optimizer, loss="hinge", jit_compile=False)
        self.optimizer.build(self.network.trainable_variables)

    def weight_at(self, progress: float) -> float:
        """Return what deceiving it counts for at a share of the training; 0: not yet."""
        adversary = self.adversary
        grown = (progress - adversary.begin) / max(adversary.full - adversary.begin, 1e-6)
        return adversary.weight * min(1.0, max(0.0, grown))

    def learn(self, network: Any, batch: Example) -> float:
        """Take one step on the second half of a batch, as `network` colours it now.

        The network colours it with its running means, as in use; the reference recipe let it
        normalise by the batch. Returns the hinge loss: 1 when nothing is told apart.
        """
        half = len(batch.inputs["gray"]) // 2
        inputs = {name: array[half:] for name, array in batch.inputs.items()}
        given = see(inputs, network.predict_on_batch(inputs)["ab"])
        true = see(inputs, batch.targets["ab"][half:])
        shown = np.concatenate([ops.convert_to_numpy(given), ops.convert_to_numpy(true)])
        sides = [-(-side // 2 ** len(CHANNELS)) for side in shown.shape[1:3]]
        truth = np.ones((len(shown), *sides, 1), np.float32)
        truth[: len(given)] = -1
        return float(self.network.train_on_batch(shown, truth))
