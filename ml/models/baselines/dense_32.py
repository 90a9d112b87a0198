"""*dense-32*: one dense layer from 32 × 32 grey values to 32 × 32 colours.

Built again from the description of a student's exercise on CIFAR-10: the grey picture is laid out
as one row of 1,024 numbers, and a single dense layer makes 3,072 of them, red, green and blue of
every pixel. It knows no neighbourhood: every pixel of the answer looks at every pixel of the
question with weights of its own, so it can learn where in a frame which colour is common (sky
above, ground below), and it blurs what it copies.

=========  =====================  ===========================================
`gray`     (batch, 32, 32, 1)     L*/50 − 1
`rgb`      (batch, 32, 32, 3)     sRGB; 0..1 in the truth
=========  =====================  ===========================================
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops

from ml.data.cielab import lab_to_rgb
from ml.models.baselines.baseline import Baseline, Maps, Named, ab_of_rgb
from ml.train.config import Answer, Term

SIDE_PX = 32


def build() -> keras.Model:
    """Build the network with random weights; 3.1 million of them."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    row = layers.Flatten(name="row")(gray)
    values = layers.Dense(SIDE_PX * SIDE_PX * 3, name="dense")(row)
    rgb = layers.Reshape((SIDE_PX, SIDE_PX, 3), name="rgb")(values)
    return keras.Model({"gray": gray}, {"rgb": rgb}, name="dense_32")


def truth(lab: Maps) -> dict[str, Maps]:
    """The photo's own red, green and blue."""
    return {"rgb": lab_to_rgb(lab)}


def ab(_lightness: Maps, answers: Named) -> Maps:
    """The answer's a*b*; its lightness is dropped for the photo's own."""
    return ab_of_rgb(np.asarray(answers["rgb"], np.float32))


def squared_error(answer: Answer) -> Any:
    """Mean squared difference of red, green and blue."""
    return ops.mean(ops.square(answer.outputs["rgb"] - answer.targets["rgb"]))


BASELINE = Baseline(SIDE_PX, build, truth, ab, (Term("mse", squared_error),))
