"""*vgg16-chroma33*: a classifier whose last layer gives 33 × 33 chroma values instead of classes.

Built again from the description of a course project: VGG16 looks at the photo's luma, its last
layer is replaced by one that gives U and V of YUV on a grid of 33 × 33, and the grid is enlarged
bicubically. So 85 % of the chroma along each side of a 224-px photo is thrown away before anything
is learnt, and what is left is a blurred wash. The project compared a network that started from
ImageNet with one from scratch, and squared error with plain gradient descent against the Euclidean
distance of chroma with Adam and batch normalisation.

VGG16's ImageNet weights come with no package, so the transfer is made with the encoder whose
weights do: EfficientNet-Lite2. It is trained from scratch as well, to tell transfer from
architecture. Photos are seen at 48 px here, not 224, for the sake of processors without a graphics
card; the luma is L*, which every baseline is given.

=========  =====================  =====================================================
`gray`     (batch, 48, 48, 1)     L*/50 − 1
`uv`       (batch, 33, 33, 2)     U and V of the photo, −0.5..0.5
=========  =====================  =====================================================
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import cv2
import keras
import numpy as np
from keras import layers, ops

from ml.data.cielab import lab_to_rgb
from ml.models.baselines.baseline import Baseline, Maps, Named, ab_of_rgb
from ml.models.colorizer import Tensor, inverted_residual, normalise
from ml.models.plans import ENCODER_STAGES, STEM_CHANNELS
from ml.train.config import Answer, Term

SIDE_PX = 48
GRID = 33

BLOCKS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))
"""VGG16's convolutions: width and number between two poolings. K. Simonyan, A. Zisserman,
"Very Deep Convolutional Networks for Large-Scale Image Recognition" (2014), arXiv:1409.1556."""

YUV = np.array(
    [[0.299, 0.587, 0.114], [-0.14713, -0.28886, 0.436], [0.615, -0.51499, -0.10001]], np.float32
)
"""From sRGB to luma Y and chroma U, V: ITU-R BT.601."""


def build_vgg16(*, normalised: bool) -> keras.Model:
    """Build VGG16 with the chroma layer and random weights, with batch normalisation or without."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    maps = gray
    for block, (width, convolutions) in enumerate(BLOCKS, 1):
        for index in range(1, convolutions + 1):
            name = f"conv{block}_{index}"
            maps = layers.Conv2D(
                width, 3, padding="same", kernel_initializer="he_normal", name=name
            )(maps)
            if normalised:
                maps = layers.BatchNormalization(momentum=0.9, name=f"{name}_bn")(maps)
            maps = layers.ReLU(name=f"{name}_relu")(maps)
        maps = layers.MaxPooling2D(2, name=f"pool{block}")(maps)
    return keras.Model({"gray": gray}, {"uv": chroma(maps)}, name="vgg16_chroma33")


def build_lite2() -> keras.Model:
    """Build EfficientNet-Lite2 with the chroma layer and random weights."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    maps = layers.Concatenate(name="gray_rgb")([gray, gray, gray])
    maps = layers.Conv2D(STEM_CHANNELS, 3, strides=2, padding="same", use_bias=False, name="stem")(
        maps
    )
    maps = normalise(maps, "stem")
    index = 0
    for stage in ENCODER_STAGES:
        for position in range(stage.blocks):
            maps = inverted_residual(maps, stage, first=position == 0, name=f"block{index}")
            index += 1
    # What ImageNet taught is large, and the first guesses from it would be; from scratch the same.
    seen = layers.LayerNormalization(name="seen")(layers.Flatten(name="maps")(maps))
    return keras.Model({"gray": gray}, {"uv": chroma(seen)}, name="lite2_chroma33")


def chroma(maps: Tensor) -> Tensor:
    """The last layer: every value of the grid from everything that was seen."""
    row = layers.Flatten(name="row")(maps)
    # Small at first: chroma is, and large guesses throw plain gradient descent off.
    small = keras.initializers.RandomNormal(stddev=1e-3)
    values = layers.Dense(GRID * GRID * 2, kernel_initializer=small, name="chroma")(row)
    return layers.Reshape((GRID, GRID, 2), name="uv")(values)


def truth(lab: Maps) -> dict[str, Maps]:
    """U and V of the photo, averaged to the grid."""
    uv = lab_to_rgb(lab) @ YUV[1:].T
    return {"uv": np.asarray(cv2.resize(uv, (GRID, GRID), interpolation=cv2.INTER_AREA))}


def ab(lightness: Maps, answers: Named) -> Maps:
    """The a*b* that chroma gives to neutral greys of the photo's lightness, on the grid."""
    uv = np.asarray(answers["uv"], np.float32)
    neutral = np.zeros((*uv.shape[:3], 3), np.float32)
    for place, plane in zip(neutral, lightness, strict=True):
        place[..., 0] = cv2.resize(plane, (GRID, GRID), interpolation=cv2.INTER_AREA)
    yuv = np.concatenate([lab_to_rgb(neutral)[..., :1], uv], axis=-1)
    return ab_of_rgb(yuv @ np.linalg.inv(YUV).T)


def squared_error(answer: Answer) -> Any:
    """Mean squared difference of U and V."""
    return ops.mean(ops.square(answer.outputs["uv"] - answer.targets["uv"]))


def euclidean(answer: Answer) -> Any:
    """Mean distance on the plane of U and V."""
    squares = ops.square(answer.outputs["uv"] - answer.targets["uv"])
    return ops.mean(ops.sqrt(ops.sum(squares, axis=-1) + 1e-8))


SQUARED = (Term("mse", squared_error), Term("distance", euclidean, weight=0.0))
EUCLIDEAN = (Term("distance", euclidean), Term("mse", squared_error, weight=0.0))


def _baseline(build: Callable[[], keras.Model], terms: tuple[Term, ...]) -> Baseline:
    return Baseline(SIDE_PX, build, truth, ab, terms, interpolation=cv2.INTER_CUBIC)


VGG16_SQUARED = _baseline(partial(build_vgg16, normalised=False), SQUARED)
VGG16_EUCLIDEAN = _baseline(partial(build_vgg16, normalised=True), EUCLIDEAN)
LITE2_SQUARED = _baseline(build_lite2, SQUARED)
LITE2_EUCLIDEAN = _baseline(build_lite2, EUCLIDEAN)
