"""*conv2-32*: two convolutions, then a dense layer that votes for one of 256 levels a channel.

Built again from the description of the same student's exercise as *dense-32*: its last attempt.
Convolution, ReLU, batch normalisation, convolution, sigmoid; then one dense layer, the same for
every pixel, gives each of red, green and blue a score for each of 256 levels, and learns by the
cross-entropy of the true level. It has few weights and sees 5 × 5 pixels: it knows that a pixel is
bright, not what it shows. Levels have no order for cross-entropy: 100 is as wrong for 101 as 200.

=========  ========================  ========================================
`gray`     (batch, 32, 32, 1)        L*/50 − 1
`logits`   (batch, 32, 32, 3, 256)   scores of the levels, before softmax
`levels`   (batch, 32, 32, 3)        in the truth: red, green, blue as 0..255
=========  ========================  ========================================
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ml.data.cielab import lab_to_rgb
from ml.models.baselines.baseline import Baseline, Maps, Named, ab_of_rgb
from ml.models.baselines.dense_32 import SIDE_PX
from ml.train.config import Answer, Term

FILTERS = 64
LEVELS = 256


def build() -> keras.Model:
    """Build the network with random weights."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    maps = layers.Conv2D(FILTERS, 3, padding="same", activation="relu", name="conv1")(gray)
    maps = layers.BatchNormalization(momentum=0.9, name="conv1_bn")(maps)
    maps = layers.Conv2D(FILTERS, 3, padding="same", activation="sigmoid", name="conv2")(maps)
    scores = layers.Dense(3 * LEVELS, name="dense")(maps)
    logits = layers.Reshape((SIDE_PX, SIDE_PX, 3, LEVELS), name="logits")(scores)
    return keras.Model({"gray": gray}, {"logits": logits}, name="conv2_32")


def truth(lab: Maps) -> dict[str, NDArray[np.int32]]:
    """The photo's own levels."""
    return {"levels": np.rint(lab_to_rgb(lab) * (LEVELS - 1)).astype(np.int32)}


def ab(_lightness: Maps, answers: Named) -> Maps:
    """The a*b* of the expected level of each channel, or of the true one."""
    if "levels" in answers:
        return ab_of_rgb(np.asarray(answers["levels"], np.float32) / np.float32(LEVELS - 1))
    logits = np.asarray(answers["logits"], np.float32)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    expected = powers @ np.linspace(0, 1, LEVELS, dtype=np.float32) / powers.sum(axis=-1)
    return ab_of_rgb(expected)


def cross_entropy(answer: Answer) -> Any:
    """Mean over pixels and channels of the surprise at the true level."""
    return ops.mean(
        keras.losses.sparse_categorical_crossentropy(
            answer.targets["levels"], answer.outputs["logits"], from_logits=True
        )
    )


BASELINE = Baseline(SIDE_PX, build, truth, ab, (Term("cross-entropy", cross_entropy),))
