"""*cnn-classifier*: a network that colours and names the photo's main colour at the same time.

Built again from the description of a course project that followed a published idea: one trunk of
convolutions; one branch sees the whole photo and is trained to classify it, another keeps the
places; both are joined, so that what the photo is about reaches every pixel, and painted as a*b*.
After S. Iizuka, E. Simo-Serra, H. Ishikawa, "Let there be Color!" (2016),
doi:10.1145/2897824.2925974, with 10,000 photos in place of 2.3 million, and, as our photos bear no
labels, with the photo's main colour as its class: grey, or one of eight hues, pale or vivid.

=========  ==========================  ===========================================
`gray`     (batch, 64, 64, 1)          L*/50 − 1
`ab`       (batch, 64, 64, 2)          a*/110, b*/110
`classes`  (batch, 17)                 scores of the main colours, before softmax
`class`    (batch,)                    in the truth: the main colour
=========  ==========================  ===========================================
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ml.models.baselines import plain_256
from ml.models.baselines.baseline import Baseline, Maps
from ml.models.baselines.fusion_256 import fuse
from ml.models.baselines.plain_256 import SIDE_PX, WIDTH
from ml.models.colorizer import Tensor
from ml.train.config import Answer, Term

HUES = 8
GREY_BELOW, VIVID_FROM = 5.0, 15.0
"""Mean chroma of photos that are called grey, and of those that are called vivid."""
CLASSES = 1 + 2 * HUES
CLASS_WEIGHT = 1 / 300
"""What naming the colour counts for beside painting it, as published."""


def build() -> keras.Model:
    """Build the network with random weights."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    places = plain_256.look(gray, normalised=True)
    whole = see_the_whole(places)
    classes = layers.Dense(CLASSES, name="classes")(
        layers.Dense(2 * WIDTH, activation="relu", name="classify")(whole)
    )
    outputs = {"ab": plain_256.paint(fuse(places, whole)), "classes": classes}
    return keras.Model({"gray": gray}, outputs, name="cnn_classifier")


def see_the_whole(maps: Tensor) -> Tensor:
    """Two more halvings and two dense layers: one list of numbers for the photo."""
    for index in (1, 2):
        maps = layers.Conv2D(8 * WIDTH, 3, strides=2, padding="same", name=f"whole{index}")(maps)
        maps = layers.BatchNormalization(momentum=0.9, name=f"whole{index}_bn")(maps)
        maps = layers.ReLU(name=f"whole{index}_relu")(maps)
    row = layers.Flatten(name="row")(maps)
    row = layers.Dense(8 * WIDTH, activation="relu", name="whole3")(row)
    return layers.Dense(4 * WIDTH, activation="relu", name="whole4")(row)


def truth(lab: Maps) -> dict[str, NDArray[Any]]:
    """The photo's own a*b* and main colour."""
    return {**plain_256.truth(lab), "class": np.int32(main_colour(lab))}  # type: ignore[dict-item]


def main_colour(lab: Maps) -> int:
    """Return the class of a photo: 0 grey; 1 to 8 pale hues from red on; 9 to 16 vivid ones."""
    a, b = lab[..., 1].mean(), lab[..., 2].mean()
    chroma = float(np.hypot(a, b))
    if chroma < GREY_BELOW:
        return 0
    hue = int(np.floor((np.arctan2(b, a) % (2 * np.pi)) / (2 * np.pi) * HUES)) % HUES
    return 1 + hue + (HUES if chroma >= VIVID_FROM else 0)


def cross_entropy(answer: Answer) -> Any:
    """Surprise at the photo's main colour."""
    return ops.mean(
        keras.losses.sparse_categorical_crossentropy(
            answer.targets["class"], answer.outputs["classes"], from_logits=True
        )
    )


def accuracy(answer: Answer) -> Any:
    """Share of photos whose main colour is named rightly: to report, not to learn from."""
    named = ops.cast(ops.argmax(answer.outputs["classes"], axis=-1), "int32")
    return ops.mean(ops.cast(ops.equal(named, answer.targets["class"]), "float32"))


TERMS = (
    *plain_256.TERMS,
    Term("classes", cross_entropy, weight=CLASS_WEIGHT),
    Term("accuracy", accuracy, weight=0.0),
)

BASELINE = Baseline(SIDE_PX, build, truth, plain_256.ab, TERMS)
