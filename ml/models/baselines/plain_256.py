"""*plain-256*: twelve convolutions and three enlargements from a grey photo to a*b*.

Built again from the description of a much-read tutorial project: seven convolutions, three of them
with stride 2, look at the photo, and five with three enlargements by two between and after them
paint a*b*; the last ends in tanh. It was trained there with squared error on 256 × 256 photos, a
hundred at first, later some nine thousand. With so few it learns them by heart; with more it paints
the mean of all it thinks possible, which is brown.

Here it is half as wide as such projects make it and sees 64 × 64 pixels, for the sake of processors
without a graphics card; it knows no size, so another one is one setting.

=========  ==========================  ===========================================
`gray`     (batch, 64, 64, 1)          L*/50 − 1
`ab`       (batch, 64, 64, 2)          a*/110, b*/110
=========  ==========================  ===========================================
"""

from __future__ import annotations

import keras
import numpy as np
from keras import layers

from ml.models.baselines.baseline import Baseline, Maps, Named
from ml.models.colorizer import Tensor
from ml.models.plans import AB_SCALE
from ml.train import losses
from ml.train.config import Term

SIDE_PX = 64
WIDTH = 32


def build() -> keras.Model:
    """Build the network with random weights."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    return keras.Model({"gray": gray}, {"ab": paint(look(gray))}, name="plain_256")


def look(gray: Tensor, *, normalised: bool = False) -> Tensor:
    """Seven convolutions, to an eighth of the photo's size, with batch normalisation or without."""
    plan = ((1, 2), (2, 1), (2, 2), (4, 1), (4, 2), (8, 1), (4, 1))
    maps = gray
    for index, (width, stride) in enumerate(plan, 1):
        maps = layers.Conv2D(width * WIDTH, 3, stride, padding="same", name=f"look{index}")(maps)
        if normalised:
            maps = layers.BatchNormalization(momentum=0.9, name=f"look{index}_bn")(maps)
        maps = layers.ReLU(name=f"look{index}_relu")(maps)
    return maps


def paint(maps: Tensor) -> Tensor:
    """Five convolutions and three enlargements, back to the photo's size."""
    plan = ((2 * WIDTH, True), (WIDTH, True), (WIDTH // 2, False), (WIDTH // 4, False))
    for index, (width, enlarged) in enumerate(plan, 1):
        maps = layers.Conv2D(width, 3, padding="same", activation="relu", name=f"paint{index}")(
            maps
        )
        if enlarged:
            maps = layers.UpSampling2D(2, name=f"up{index}")(maps)
    maps = layers.Conv2D(2, 3, padding="same", activation="tanh", name="paint5")(maps)
    return layers.UpSampling2D(2, name="ab")(maps)


def truth(lab: Maps) -> dict[str, Maps]:
    """The photo's own a*b*."""
    return {"ab": lab[..., 1:] / np.float32(AB_SCALE)}


def ab(_lightness: Maps, answers: Named) -> Maps:
    """The answer in CIELAB units."""
    return np.asarray(answers["ab"], np.float32) * np.float32(AB_SCALE)


TERMS = (Term("mse", losses.mean_squared_error), Term("ab_error", losses.ab_error, weight=0.0))

BASELINE = Baseline(SIDE_PX, build, truth, ab, TERMS)
