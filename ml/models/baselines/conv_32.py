"""*conv-32*: one 3 × 3 convolution, then a dense layer to 32 × 32 colours.

Built again from the description of the same student's exercise as *dense-32*: its second attempt.
The convolution sees edges, but the dense layer after it still has weights of its own for every
place, which is where nearly all of its 6.3 million numbers lie.

=========  =====================  ===========================================
`gray`     (batch, 32, 32, 1)     L*/50 − 1
`rgb`      (batch, 32, 32, 3)     sRGB; 0..1 in the truth
=========  =====================  ===========================================
"""

from __future__ import annotations

import keras
from keras import layers

from ml.models.baselines import dense_32
from ml.models.baselines.baseline import Baseline
from ml.models.baselines.dense_32 import SIDE_PX
from ml.train.config import Term

FILTERS = 2
"""Not told by the description; with more, the dense layer would outgrow the colorizer."""


def build() -> keras.Model:
    """Build the network with random weights."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    maps = layers.Conv2D(FILTERS, 3, padding="same", activation="relu", name="conv")(gray)
    values = layers.Dense(SIDE_PX * SIDE_PX * 3, name="dense")(layers.Flatten(name="row")(maps))
    rgb = layers.Reshape((SIDE_PX, SIDE_PX, 3), name="rgb")(values)
    return keras.Model({"gray": gray}, {"rgb": rgb}, name="conv_32")


BASELINE = Baseline(
    SIDE_PX, build, dense_32.truth, dense_32.ab, (Term("mse", dense_32.squared_error),)
)
