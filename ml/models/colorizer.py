"""The network that gives a grey photo its colours.

An EfficientNet-Lite2 encoder looks at the photo, two self-attention blocks let far parts of one
thing agree on a colour, and a U-Net decoder brings the colours back to half the photo's size.
Hints from the user (colours at a few pixels) enter beside the photo and again at every level of
the decoder, so that one dot can guide a whole object and still be kept to the pixel.

=========  ==========================  ===========================================================
input      shape                       values
=========  ==========================  ===========================================================
gray       (batch, H, W, 1)            L*/50 − 1, in −1..1
hints      (batch, H, W, 3)            a*/110, b*/110 and the mask 0..1; zero where nothing is said
=========  ==========================  ===========================================================

=========  ==========================  ===========================================================
output     shape                       values
=========  ==========================  ===========================================================
ab         (batch, H/2, W/2, 2)        a*/110, b*/110: the picture's colours
logits     (batch, H/4, W/4, 261)      scores of the a*b* bins: which colours are plausible here
=========  ==========================  ===========================================================

H and W are multiples of 32 and need not be known when the network is built.

The encoder: M. Tan, Q. Le, "EfficientNet" (2019), arXiv:1905.11946, in its Lite form (ReLU6, no
squeeze-and-excitation), which survives small integers. The bins: R. Zhang, P. Isola, A. Efros,
"Colorful Image Colorization" (2016), arXiv:1603.08511. Hints in training and use: R. Zhang et al.,
"Real-Time User-Guided Image Colorization" (2017), arXiv:1705.02999.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import keras
from keras import layers, ops

from ml.models import weights
from ml.models.plans import (
    ATTENTION_BLOCKS,
    ATTENTION_HEADS,
    COLOUR_BINS,
    DECODER_CHANNELS,
    ENCODER_STAGES,
    STEM_CHANNELS,
    Stage,
)

Tensor: TypeAlias = Any
"""A Keras tensor; Keras ships no types."""

SIZE_MULTIPLE = 32
"""Height and width must be multiples of the encoder's total stride."""


@keras.saving.register_keras_serializable("heirloom")
class DoubleSize(layers.Layer):  # type: ignore[misc]  # Keras ships no types
    """Bilinear enlargement by two, of maps whose size is known only when the network runs.

    Neither `keras.layers.UpSampling2D` nor `keras.ops.image.resize` can be traced by TensorFlow
    with an unknown height and width (Keras 3.15.1), so TensorFlow is asked directly where it is
    the backend; remove that once they can.
    """

    def call(self, maps: Tensor) -> Tensor:
        """Return the maps at twice their height and width."""
        if keras.config.backend() == "tensorflow":
            import tensorflow

            return tensorflow.image.resize(maps, 2 * tensorflow.shape(maps)[1:3])
        _, height, width, _ = maps.shape
        return ops.image.resize(maps, (2 * height, 2 * width), interpolation="bilinear")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Double the two middle entries where they are known."""
        batch, height, width, channels = shape
        return batch, height and 2 * height, width and 2 * width, channels


@keras.saving.register_keras_serializable("heirloom")
class Attend(layers.Layer):  # type: ignore[misc]  # Keras ships no types
    """Scaled dot-product attention between all positions of a map; it has no weights.

    The projections around it are ordinary 1×1 convolutions, so that every weight of the network
    lives in a layer with a name.
    """

    def __init__(self, heads: int, **keras_options: Any) -> None:
        super().__init__(**keras_options)
        self.heads = heads

    def call(self, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """Mix `values` by how well each position's query meets the other positions' keys."""
        shape, channels = ops.shape(queries), queries.shape[-1]
        depth = channels // self.heads

        def by_head(maps: Tensor) -> Tensor:
            sequence = ops.reshape(maps, (shape[0], shape[1] * shape[2], self.heads, depth))
            return ops.transpose(sequence, (0, 2, 1, 3))

        scores = ops.matmul(by_head(queries), ops.transpose(by_head(keys), (0, 1, 3, 2)))
        mixed = ops.matmul(self.shares(scores, depth), by_head(values))
        return ops.reshape(ops.transpose(mixed, (0, 2, 1, 3)), shape)

    def shares(self, scores: Tensor, depth: int) -> Tensor:
        """Return from scores over `depth` channels what each position takes of each other."""
        return ops.softmax(scores * depth**-0.5, axis=-1)

    def compute_output_shape(
        self, queries: tuple[int | None, ...], *_: tuple[int | None, ...]
    ) -> tuple[int | None, ...]:
        """Return the shape of the queries."""
        return queries

    def get_config(self) -> dict[str, Any]:
        """Add the number of heads to what Keras stores."""
        return {**super().get_config(), "heads": self.heads}


def build(
    height: int | None = None, width: int | None = None, *, joined_stem: bool = False
) -> keras.Model:
    """Build the network for one size, or for every size at once.

    Parameters
    ----------
    height, width
        Of the photo, in pixels and multiples of 32; None leaves them open.
    joined_stem
        One first convolution over photo and hints in place of two that are added: the same answers
        from the same weights (see `ml.convert.equalise.join_stem`), with less for integers to hold.

    Returns
    -------
    keras.Model
        With random weights; `load_weights` fills them in.
    """
    gray = keras.Input((height, width, 1), name="gray")
    hints = keras.Input((height, width, 3), name="hints")
    features = encode(gray, hints, joined_stem=joined_stem)
    maps = convolve(features[32], DECODER_CHANNELS[16], "mid", kernel=1)
    for index in range(ATTENTION_BLOCKS):
        maps = self_attention(maps, f"att{index}")
    maps = decode(maps, features[16], None, stride=16)
    maps = decode(maps, features[8], hints, stride=8)
    maps = decode(maps, features[4], hints, stride=4)
    logits = layers.Conv2D(COLOUR_BINS, 1, name="logits")(maps)
    maps = decode(maps, features[2], hints, stride=2)
    ab = layers.Conv2D(2, 3, padding="same", name="ab")(maps)
    return keras.Model([gray, hints], {"ab": ab, "logits": logits}, name="colorizer")


def encode(gray: Tensor, hints: Tensor, *, joined_stem: bool = False) -> dict[int, Tensor]:
    """EfficientNet-Lite2 over the photo and the hints; its features by their stride, 2 to 32.

    The hints have a first convolution of their own, which started from zero: with no hints the
    encoder sees exactly the grey photo it was made for.
    """
    maps = normalise(stem(gray, hints, joined=joined_stem), "stem")
    features, stride, index = {}, 2, 0
    for stage in ENCODER_STAGES:
        if stage.stride == 2:
            features[stride] = maps
            stride *= 2
        for position in range(stage.blocks):
            maps = inverted_residual(maps, stage, first=position == 0, name=f"block{index}")
            index += 1
    features[stride] = maps
    return features


def stem(gray: Tensor, hints: Tensor, *, joined: bool) -> Tensor:
    """The first convolution, to half the size: over both at once, or the sum of one over each."""
    shape = {"filters": STEM_CHANNELS, "kernel_size": 3, "strides": 2, "padding": "same"}
    if joined:
        both = layers.Concatenate(name="gray_hints")([gray, hints])
        return layers.Conv2D(**shape, use_bias=False, name="stem")(both)
    photo = layers.Concatenate(name="gray_rgb")([gray, gray, gray])
    seen = layers.Conv2D(**shape, use_bias=False, name="stem")(photo)
    told = layers.Conv2D(**shape, use_bias=False, kernel_initializer="zeros", name="stem_hints")(
        hints
    )
    return layers.Add(name="stem_add")([seen, told])


def inverted_residual(maps: Tensor, stage: Stage, *, first: bool, name: str) -> Tensor:
    """One block of the encoder: widen, filter each channel by itself, narrow, add the input.

    The first block of a stage changes size or width and so has nothing to add to.
    """
    before = maps
    if stage.expansion != 1:
        wide = maps.shape[-1] * stage.expansion
        maps = convolve(maps, wide, f"{name}_expand", kernel=1)
    maps = layers.DepthwiseConv2D(
        stage.kernel,
        strides=stage.stride if first else 1,
        padding="same",
        use_bias=False,
        name=f"{name}_dw",
    )(maps)
    maps = normalise(maps, f"{name}_dw")
    maps = convolve(maps, stage.channels, f"{name}_project", kernel=1, activate=False)
    return maps if first else layers.Add(name=f"{name}_add")([before, maps])


def self_attention(maps: Tensor, name: str) -> Tensor:
    """One transformer block over all positions at stride 32 (normalise, attend, add; twice)."""
    channels = maps.shape[-1]

    def project(filters: int, part: str, activation: str | None = None) -> layers.Layer:
        return layers.Conv2D(filters, 1, activation=activation, name=f"{name}_{part}")

    normal = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_ln1")(maps)
    mixed = Attend(ATTENTION_HEADS, name=f"{name}_attend")(
        project(channels, "q")(normal),
        project(channels, "k")(normal),
        project(channels, "v")(normal),
    )
    maps = layers.Add(name=f"{name}_add1")([maps, project(channels, "o")(mixed)])
    normal = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_ln2")(maps)
    wide = project(2 * channels, "mlp1", activation="relu")(normal)
    return layers.Add(name=f"{name}_add2")([maps, project(channels, "mlp2")(wide)])


def decode(maps: Tensor, skipped: Tensor, hints: Tensor | None, *, stride: int) -> Tensor:
    """One level of the decoder: narrow, enlarge, join what the encoder saw and the hints, filter.

    Parameters
    ----------
    maps
        From the level below, at twice this level's stride.
    skipped
        The encoder's features at this level's stride.
    hints
        At full size; averaged over `stride` pixels. None where they are not joined in.
    stride
        Of the result.
    """
    channels = DECODER_CHANNELS[stride]
    if hints is not None:
        maps = convolve(maps, channels, f"red{stride}", kernel=1)
    joined = [DoubleSize(name=f"up{stride}")(maps), skipped]
    if hints is not None:
        joined.append(layers.AveragePooling2D(stride, name=f"hints{stride}")(hints))
    maps = layers.Concatenate(name=f"cat{stride}")(joined)
    maps = convolve(maps, channels, f"dec{stride}a", kernel=3)
    return convolve(maps, channels, f"dec{stride}b", kernel=3)


def convolve(
    maps: Tensor, channels: int, name: str, *, kernel: int, activate: bool = True
) -> Tensor:
    """Convolution without bias, batch normalisation and, unless told otherwise, ReLU6."""
    maps = layers.Conv2D(channels, kernel, padding="same", use_bias=False, name=name)(maps)
    return normalise(maps, name, activate=activate)


def normalise(maps: Tensor, name: str, *, activate: bool = True) -> Tensor:
    """Batch normalisation of the layer called `name`, and ReLU6."""
    maps = layers.BatchNormalization(momentum=0.98, epsilon=1e-3, name=f"{name}_bn")(maps)
    return layers.ReLU(6.0, name=f"{name}_relu")(maps) if activate else maps


load_weights = weights.load
"""The archive that the network is trained into; see `ml.models.weights`."""
