"""*fusion-256*: *plain-256* that is also told what a classifier sees in the photo.

Built again from the description of the same tutorial project's last version: a network that was
trained on ImageNet looks at the grey photo, and what it sees, one list of numbers for the whole
photo, is laid beside the plain network's maps at every place and mixed in by a 1 × 1 convolution.
There the classifier was InceptionResNetV2; here it is EfficientNet-Lite2, whose weights come with a
package, and its features before the last layers, 352 numbers. It is not trained along.

=========  ==========================  ===========================================
`gray`     (batch, 64, 64, 1)          L*/50 − 1
`ab`       (batch, 64, 64, 2)          a*/110, b*/110
=========  ==========================  ===========================================
"""

from __future__ import annotations

import keras
from keras import layers

from ml.models import classifier
from ml.models.baselines import plain_256
from ml.models.baselines.baseline import Baseline
from ml.models.baselines.plain_256 import SIDE_PX
from ml.models.colorizer import Tensor


def build() -> keras.Model:
    """Build the network: the classifier with its weights, the rest with random ones.

    Raises
    ------
    ModelError
        If the package with the classifier's weights is not installed.
    """
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    maps = fuse(plain_256.look(gray), embed(gray))
    return keras.Model({"gray": gray}, {"ab": plain_256.paint(maps)}, name="fusion_256")


def embed(gray: Tensor) -> Tensor:
    """What the classifier sees in the grey photo: (batch, 352)."""
    whole = classifier.build()
    seeing = keras.Model(whole.input, whole.get_layer("features").output, name="classifier")
    seeing.trainable = False
    # L* / 100 is the grey's sRGB value to within 0.03.
    light = layers.Rescaling(0.5, 0.5, name="light")(gray)
    return seeing(layers.Concatenate(name="gray_rgb")([light, light, light]))


def fuse(maps: Tensor, seen: Tensor) -> Tensor:
    """Add to every place's numbers those of the whole photo, and mix them.

    The 1 × 1 convolution over both is written as the sum of one over each: the same, but what
    holds for the whole photo is computed once and not at every place.
    """
    channels = maps.shape[-1]
    place = layers.Conv2D(channels, 1, name="fuse_place")(maps)
    # What a classifier sees is many times larger than the maps, and would drown them.
    seen = layers.LayerNormalization(name="fuse_seen")(seen)
    small = keras.initializers.RandomNormal(stddev=1e-3)
    mixed = layers.Dense(channels, kernel_initializer=small, use_bias=False, name="fuse_whole")
    whole = layers.Reshape((1, 1, channels), name="fuse_everywhere")(mixed(seen))
    return layers.ReLU(name="fuse")(layers.Add(name="fuse_sum")([place, whole]))


BASELINE = Baseline(SIDE_PX, build, plain_256.truth, plain_256.ab, plain_256.TERMS)
