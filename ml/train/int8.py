"""Teach a network to bear integers: it trains while it computes as its full int8 file will.

Full int8 keeps every map in 256 steps between the least and the greatest value that it ever had,
and every weight in 255 steps of its output channel. Here both are rounded to those steps on the
way forward, and the slope passes as if they were not: B. Jacob et al., "Quantization and Training
of Neural Networks for Efficient Integer-Arithmetic-Only Inference" (2017), arXiv:1712.05877. What
is to be learnt are the answers of the same network in floating point: no truth is needed.

The archive that such a training leaves fits the network itself; ranges are no part of it, as
conversion finds them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from ml.data import pipeline
from ml.data.examples import MakeExample
from ml.data.sources import open_photos
from ml.inference.errors import ModelError
from ml.models import weights
from ml.models.colorizer import Attend
from ml.models.plans import AB_SCALE
from ml.train.config import Answer, Tensor

STEPS = 255
SHRINKING = 0.98
"""Share of a range that stays at each step where the maps no longer fill it."""


class Rounding(layers.Layer):  # type: ignore[misc]  # Keras ships no types
    """Round maps to 256 steps between the least and greatest value seen, zero being one of them.

    While `measuring` it only widens its range, as the calibration of a file does, and rounds
    nothing. In training the range follows the maps: it widens at once, and shrinks slowly.
    """

    def __init__(self, **keras_options: Any) -> None:
        super().__init__(**keras_options)
        self.measuring = False
        self.low, self.high = (
            self.add_weight(shape=(), initializer="zeros", trainable=False, name=name)
            for name in (f"{weights.RANGE}_low", f"{weights.RANGE}_high")
        )

    def call(self, maps: Tensor, training: bool | None = None) -> Tensor:
        """Round, with the slope of what is not rounded; outside of the range it is zero."""
        if training or self.measuring:
            stays = 1.0 if self.measuring else SHRINKING
            least, most = ops.stop_gradient(ops.min(maps)), ops.stop_gradient(ops.max(maps))
            self.low.assign(ops.minimum(least, stays * self.low))
            self.high.assign(ops.maximum(most, stays * self.high))
        if self.measuring:
            return maps
        step = ops.maximum(self.high - self.low, 1e-6) / STEPS
        zero = ops.round(self.low / step)
        inside = ops.clip(maps, zero * step, (zero + STEPS) * step)
        return _straight(ops.round(inside / step) * step, inside)


class RoundedConv2D(layers.Conv2D):  # type: ignore[misc]  # Keras ships no types
    """A convolution whose weights are rounded, each output channel by its own range."""

    def convolution_op(self, inputs: Tensor, kernel: Tensor) -> Tensor:
        """Convolve with the rounded kernel."""
        return super().convolution_op(inputs, _rounded_kernel(kernel, axes=(0, 1, 2)))


class RoundedDepthwiseConv2D(layers.DepthwiseConv2D):  # type: ignore[misc]  # Keras ships no types
    """The same for one filter a channel, without bias."""

    def call(self, inputs: Tensor) -> Tensor:
        """Convolve with the rounded kernel."""
        kernel = _rounded_kernel(self.kernel, axes=(0, 1))
        return ops.depthwise_conv(inputs, kernel, strides=self.strides, padding=self.padding)


class SteadyBatchNormalization(layers.BatchNormalization):  # type: ignore[misc]  # no types
    """Batch normalisation by what was learnt before, which is what conversion folds."""

    def call(self, maps: Tensor, training: bool | None = None, mask: Tensor = None) -> Tensor:
        """Normalise, in training too, by the running means."""
        del training
        return super().call(maps, training=False, mask=mask)


class RoundedNormalization(layers.LayerNormalization):  # type: ignore[misc]  # Keras ships no types
    """Layer normalisation as a file computes it: step by step, each result rounded."""

    def __init__(self, **keras_options: Any) -> None:
        super().__init__(**keras_options)
        names = (
            "mean",
            "squares",
            "variance",
            "sum",
            "root",
            "factor",
            "scaled",
            "moved",
            "offset",
        )
        self.parts = [Rounding(name=f"{self.name}_{name}") for name in names]

    def call(self, maps: Tensor) -> Tensor:
        """Normalise over the channels."""
        mean_, squares_, variance_, sum_, root_, factor_, scaled_, moved_, offset_ = self.parts
        mean = mean_(ops.mean(maps, axis=-1, keepdims=True))
        squares = squares_(ops.square(maps - mean))
        variance = sum_(variance_(ops.mean(squares, axis=-1, keepdims=True)) + self.epsilon)
        factor = factor_(root_(ops.rsqrt(variance)) * self.gamma)
        return scaled_(maps * factor) + offset_(self.beta - moved_(mean * factor))


class RoundedAttend(Attend):
    """Attention as a file computes it: scores and shares rounded."""

    def __init__(self, heads: int, **keras_options: Any) -> None:
        super().__init__(heads, **keras_options)
        self.parts = [Rounding(name=f"{self.name}_{name}") for name in ("scores", "scaled")]

    def shares(self, scores: Tensor, depth: int) -> Tensor:
        """Return who attends to whom, in steps of 1/256."""
        scores_, scaled_ = self.parts
        shares = super().shares(scaled_(scores_(scores) * depth**-0.5), 1)
        return _straight(ops.round(shares * 256) / 256, shares)


ROUNDED: dict[type, Any] = {
    layers.Conv2D: RoundedConv2D,
    layers.DepthwiseConv2D: RoundedDepthwiseConv2D,
    layers.BatchNormalization: SteadyBatchNormalization,
    layers.LayerNormalization: RoundedNormalization,
    Attend: RoundedAttend,
}
KEEPING = (layers.InputLayer, layers.AveragePooling2D)
"""Layers that hand the steps of their input on."""


def rounding(build: Callable[[], Any]) -> keras.Model:
    """Build a network that rounds as its full int8 file will, with weights of the same names."""
    network = build()
    after = {name: Rounding(name=f"{name}_rounding") for name in _ends_of_steps(network)}
    entry = {one.name: Rounding(name=f"{one.name}_rounding") for one in network.inputs}

    def rounded(tensor: Any) -> Tensor:
        return entry[tensor.name](tensor) if tensor.name in entry else tensor

    def ask(layer: Any, *inputs: Any, **options: Any) -> Tensor:
        maps = layer(*keras.tree.map_structure(rounded, inputs), **options)
        return after[layer.name](maps) if layer.name in after else maps

    return keras.models.clone_model(
        network,
        clone_function=lambda layer: ROUNDED.get(type(layer), type(layer)).from_config(
            layer.get_config()
        ),
        call_function=ask,
    )


def _ends_of_steps(network: Any) -> list[str]:
    """Names of layers with whose result a step of the file ends.

    What batch normalisation or ReLU takes in is one step with them.
    """
    taken_in = {
        id(tensor)
        for layer in network.layers
        if isinstance(layer, layers.BatchNormalization | layers.ReLU)
        for tensor in keras.tree.flatten(layer.input)
    }
    return [
        layer.name
        for layer in network.layers
        if not isinstance(layer, KEEPING) and id(layer.output) not in taken_in
    ]


class Tuning:
    """What a network that rounds starts from and learns from: itself in floating point.

    Parameters
    ----------
    load
        Makes the network, not rounding, with the weights of an archive.
    """

    def __init__(self, load: Callable[[Path], Any]) -> None:
        self._load = load
        self._teacher: Any = None

    def start(
        self,
        model: Any,
        path: Path,
        *,
        photos: Sequence[str],
        example: MakeExample,
        size_px: int,
        batch: int = 4,
    ) -> None:
        """Fill the rounding network and its teacher with weights, and find the ranges on photos.

        Raises
        ------
        ModelError
            If there are no such weights.
        """
        if not path.is_file():
            raise ModelError(
                f"There are no weights at “{path}”, and integers are taught to a trained network.",
                "Name its archive with --start.",
            )
        self._teacher = self._load(path)
        self._teacher.trainable = False
        fill(model, self._teacher)
        source = open_photos(photos)
        examples = pipeline.judged(source, example, size_px=size_px, limit=len(source))
        groups = (examples[first : first + batch] for first in range(0, len(examples), batch))
        measure(model, (pipeline.stacked(group).inputs for group in groups))

    def distance(self, answer: Answer) -> Tensor:
        """How far the answers are from the teacher's: colours in a*b*, and scores where there are.

        The distance of scores is the divergence of the shares that they stand for.
        """
        true = self._teacher(answer.inputs, training=False)
        gap = ops.square(answer.outputs["ab"] - true["ab"])
        distance = AB_SCALE * ops.mean(ops.sqrt(ops.sum(gap, axis=-1) + 1e-6))
        if "logits" in true:
            shares = ops.softmax(true["logits"], axis=-1)
            gap = ops.log_softmax(true["logits"], -1) - ops.log_softmax(
                answer.outputs["logits"], -1
            )
            distance = distance + ops.mean(ops.sum(shares * gap, axis=-1))
        return distance


def fill(model: Any, exact: Any) -> None:
    """Give a network that rounds the weights of the same network in floating point."""
    for layer in exact.layers:
        own = [one for one in model.get_layer(layer.name).weights if weights.RANGE not in one.path]
        for weight, given in zip(own, layer.weights, strict=True):
            weight.assign(given)


def measure(model: Any, asked: Iterable[Mapping[str, Any]]) -> None:
    """Find the ranges of a network that rounds: what its maps reach when asked so."""
    parts = [part for layer in model.layers for part in (layer, *getattr(layer, "parts", ()))]
    for measuring in (True, False):
        for part in parts:
            if isinstance(part, Rounding):
                part.measuring = measuring
        for inputs in asked if measuring else ():
            model(inputs, training=False)


def _rounded_kernel(kernel: Tensor, axes: tuple[int, ...]) -> Tensor:
    step = ops.maximum(ops.max(ops.abs(kernel), axis=axes, keepdims=True), 1e-9) / (STEPS // 2)
    step = ops.stop_gradient(step)
    return _straight(ops.round(kernel / step) * step, kernel)


def _straight(rounded: Tensor, exact: Tensor) -> Tensor:
    """Return the rounded values with the slope of the exact ones."""
    return exact + ops.stop_gradient(rounded - exact)
