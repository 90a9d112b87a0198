"""Learn how near to the truth the colours are that several looks agree on.

    python -m benchmarks.consensus_weights [--plain 1500] [--aged 500] [--fits 2]

Writes the file `consensus.npz`, which `workstation.core.colorize.consensus` uses. It learns
from training photos beside the checkout, some of them aged as old film would show them, and never
sees a validation photo. What is asked of it: colours near the truth, as vivid as a single look's,
and no patches in areas of one true colour. It needs what training needs.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import resources
from ml.data import cielab, film, packs
from ml.evaluate.groups import groups
from ml.evaluate.metrics import colourfulness
from ml.evaluate.patches import areas_of_one_colour
from ml.inference.colorizer import Colorizer
from ml.inference.devices import cpu
from workstation.core.color.automatic import AutomaticColors
from workstation.core.color.cielab import from_lab
from workstation.core.color.guided_filter import resize, shrink
from workstation.core.colorize import consensus

PACK: Final = packs.PHOTOS / "train-1"
SIDE_PX: Final = 256
LONGEST_PX: Final = 384
EVERY: Final = 6
"""Every so many-th place of the grid, down and across, is learnt from."""

HIDDEN: Final = (48, 48)
EPOCHS: Final = 8
BATCH: Final = 8
# What counts beside the distance to the truth: colourfulness and chroma, which distance alone would
# give up, and patches.
VIVID, CHROMA, PATCHES = 0.07, 0.1, 0.5
KNOWN: Final = {"skin": 2.0, "sky": 2.0, "vegetation": 3.0}
"""What things count for whose colours everybody knows; others count 1."""

_AREAS: Final = 16
_SEED: Final = 5

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """What is learnt from one photo; n places of it.

    Attributes
    ----------
    facts
        (n, 61), as `consensus.facts_of` gives them.
    held, true
        (n, 2): a*b* before anything learnt, and in truth.
    lightness
        (n,): L*.
    areas
        (n, `_AREAS`): which places lie in which area of one true colour.
    weight
        (n,): how much each place counts.
    """

    facts: Array
    held: Array
    true: Array
    lightness: Array
    areas: Array
    weight: Array


def photos(count: int) -> Iterator[Array]:
    """Photos of the training pack, 0..1."""
    table = np.load(PACK.with_suffix(".npy"))
    for photo in packs.photos(PACK, size=SIDE_PX, limit=min(count, len(table)), seed=_SEED):
        yield cielab.as_fractions(photo)


def lightness_of(rgb: Array, aged: int | None) -> Array:
    """L* of a photo; as old film shows it, its tones set right again, if a seed is given."""
    if aged is None:
        return cielab.rgb_to_lab(rgb)[..., 0]
    drawn = replace(film.random_film(aged), silver=film.NEUTRAL, paper=film.NEUTRAL)
    light = cielab.rgb_to_lab(film.photograph(rgb, drawn, aged))[..., 0]
    low, high = np.percentile(light, (0.5, 99.5))
    return np.clip((light - low) / max(high - low, 20) * 94 + 3, 0, 100).astype(np.float32)


def example(rgb: Array, light: Array, colorize: Any) -> Example:
    """Look at a photo, and put beside it what is true."""
    found = consensus.evidence(np.ascontiguousarray(light), colorize, LONGEST_PX)
    shape = found.apart.shape
    lab = cielab.rgb_to_lab(rgb)
    true = _on_grid(np.ascontiguousarray(lab[..., 1:]), shape)
    weight = np.ones(shape, np.float32)
    for name, mask in groups(rgb, lab).items():
        weight += np.float32(KNOWN.get(name, 1.0) - 1) * resize(mask.astype(np.float32), shape)
    areas = sorted(areas_of_one_colour(true), key=lambda area: -int(area.sum()))[:_AREAS]
    inside = np.zeros((*shape, _AREAS), np.float32)
    for index, area in enumerate(areas):
        inside[..., index] = area
    places = np.s_[EVERY // 2 :: EVERY, EVERY // 2 :: EVERY]

    def chosen(values: Array) -> Array:
        picked = values[places]
        return picked.reshape(picked.shape[0] * picked.shape[1], *values.shape[2:])

    return Example(
        chosen(consensus.facts_of(found)),
        chosen(found.held),
        chosen(true),
        chosen(resize(found.seen, shape)),
        chosen(inside),
        chosen(weight),
    )


def _on_grid(values: Array, shape: tuple[int, ...]) -> Array:
    return np.stack([resize(values[..., i], shape) for i in range(values.shape[-1])], -1)


def stacked(examples: list[Example]) -> dict[str, Array]:
    """Arrays with a photo's number as first axis."""
    names = Example.__dataclass_fields__
    return {name: np.stack([getattr(one, name) for one in examples]) for name in names}


def learn(data: dict[str, Array], seed: int) -> consensus.Weights:
    """Find the weights that bring agreed colours nearest to the truth."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    network = keras.Sequential([keras.Input((None, consensus.FACTS))])
    for width in HIDDEN:
        network.add(keras.layers.Dense(width, activation="silu"))
    network.add(keras.layers.Dense(2, kernel_initializer="zeros"))
    count = len(data["facts"])
    rate = keras.optimizers.schedules.CosineDecay(2e-3, EPOCHS * (count // BATCH))
    optimizer = keras.optimizers.Adam(rate)
    scale = 10.0  # so that weights of usual size move colours by usual distances

    @tf.function  # type: ignore[untyped-decorator]  # TensorFlow ships no types
    def step(batch: dict[str, Any]) -> Any:
        with tf.GradientTape() as tape:
            given = batch["held"] + scale * network(batch["facts"], training=True)
            loss = (
                tf.reduce_mean(batch["weight"] * _length(given - batch["true"]))
                - VIVID * tf.reduce_mean(_colourfulness(batch["lightness"], given))
                - CHROMA * tf.reduce_mean(_length(given))
                + PATCHES * _patches(given, batch["areas"])
            )
        slopes = tape.gradient(loss, network.trainable_variables)
        optimizer.apply_gradients(zip(slopes, network.trainable_variables, strict=True))
        return loss

    draw = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        order = draw.permutation(count)
        losses = []
        for start in range(0, count - BATCH + 1, BATCH):
            some = np.sort(order[start : start + BATCH])
            losses.append(float(step({name: tf.constant(v[some]) for name, v in data.items()})))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}", flush=True)
    layers = [(layer.kernel.numpy(), layer.bias.numpy()) for layer in network.layers]
    matrix, offset = layers[-1]
    layers[-1] = (matrix * np.float32(scale), offset * np.float32(scale))
    return consensus.Weights(tuple(layers))


def mean_of(fits: list[consensus.Weights]) -> consensus.Weights:
    """One chain that moves colours by the mean of what several chains of the same depth say."""
    depth = len(fits[0].layers)
    layers = []
    for index in range(depth):
        matrices = [fit.layers[index][0] for fit in fits]
        offsets = [fit.layers[index][1] for fit in fits]
        if index == 0:
            layers.append((np.concatenate(matrices, 1), np.concatenate(offsets)))
        elif index == depth - 1:
            layers.append((np.concatenate(matrices) / len(fits), np.mean(offsets, axis=0)))
        else:
            apart = np.zeros(np.sum([one.shape for one in matrices], axis=0), np.float32)
            row, column = 0, 0
            for one in matrices:
                apart[row : row + one.shape[0], column : column + one.shape[1]] = one
                row, column = row + one.shape[0], column + one.shape[1]
            layers.append((apart, np.concatenate(offsets)))
    return consensus.Weights(tuple((m.astype(np.float32), o.astype(np.float32)) for m, o in layers))


def as_vivid(weights: consensus.Weights, colorize: Any, count: int) -> float:
    """The factor that makes photos as colourful as one look does, at full size."""
    light, one, several = [], [], []
    for rgb in photos(count):
        plane = lightness_of(rgb, None)
        found = consensus.evidence(plane, colorize, LONGEST_PX)
        given = AutomaticColors.of(plane, found.seen, replace(found.answer, ab=weights.of(found)))
        small = shrink(plane, LONGEST_PX)
        single = AutomaticColors.of(plane, small, colorize(small))
        light.append(plane)
        one.append(single.ab.transpose(1, 2, 0))
        several.append(given.ab.transpose(1, 2, 0))

    def vivid(looks: list[Array], factor: float) -> float:
        shown = (from_lab(p, ab * np.float32(factor)) for p, ab in zip(light, looks, strict=True))
        return float(np.mean([colourfulness(rgb) for rgb in shown]))

    wanted, factor = vivid(one, 1.0), 1.0
    for _ in range(4):
        factor *= wanted / vivid(several, factor)
    return factor


def _length(vectors: Any) -> Any:
    import tensorflow as tf

    return tf.sqrt(tf.reduce_sum(vectors**2, -1) + 0.01)


def _colourfulness(lightness: Any, ab: Any) -> Any:
    """As `metrics.colourfulness`, of places (photos, n), so that TensorFlow finds its slope."""
    import tensorflow as tf

    y = (lightness + 16) / 116
    root = tf.stack([y + ab[..., 0] / 500, y, y - ab[..., 1] / 200], -1)
    linear = tf.where(root > 6 / 29, root**3, (root - 4 / 29) * 3 * (6 / 29) ** 2)
    to_rgb = np.linalg.inv(cielab.TO_XYZ / cielab.WHITE[:, None]).T.astype(np.float32)
    linear = tf.clip_by_value(tf.tensordot(linear, to_rgb, 1), 1e-5, 1.0)
    rgb = 255 * tf.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)
    red, green, blue = tf.unstack(rgb, axis=-1)
    opposed = tf.stack([red - green, (red + green) / 2 - blue], -1)
    spread = tf.reduce_sum(tf.math.reduce_variance(opposed, 1), -1)
    mean = tf.reduce_sum(tf.reduce_mean(opposed, 1) ** 2, -1)
    return tf.sqrt(spread + 1e-3) + 0.3 * tf.sqrt(mean + 1e-3)


def _patches(ab: Any, areas: Any) -> Any:
    """Mean distance of places from the mean colour of their area."""
    import tensorflow as tf

    size = tf.reduce_sum(areas, 1) + 1e-3
    mean = tf.einsum("pna,pnc->pac", areas, ab) / size[..., None]
    own = tf.einsum("pna,pac->pnc", areas, mean)
    return tf.reduce_mean(tf.reduce_sum(areas, -1) * _length(ab - own))


def write(path: Path, weights: consensus.Weights, vividness: float) -> None:
    """Put the weights where the program finds them."""
    arrays = {}
    for index, (matrix, offset) in enumerate(weights.layers):
        arrays |= {f"matrix{index}": matrix, f"offset{index}": offset}
    np.savez(path, **arrays, vividness=np.float32(vividness))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", type=int, default=1500, help="photos as they are")
    parser.add_argument("--aged", type=int, default=500, help="photos as old film shows them")
    parser.add_argument("--fits", type=int, default=2, help="how often to learn; their mean counts")
    parser.add_argument("--out", type=Path, help="the file to write; by default that which ships")
    options = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    if not PACK.with_suffix(".bin").exists():
        print("There are no photos to learn from in ../shared/photos.")
        return
    network = Colorizer(cpu())
    examples = []
    for number, rgb in enumerate(photos(options.plain + options.aged)):
        light = lightness_of(rgb, number if number >= options.plain else None)
        examples.append(example(rgb, light, network.predict))
        if number % 100 == 99:
            print(f"{number + 1} photos", flush=True)
    data = stacked(examples)
    weights = mean_of([learn(data, seed) for seed in range(options.fits)])
    vividness = as_vivid(weights, network.predict, max(10, options.plain // 10))
    path = options.out or resources.find("models") / "consensus.npz"
    write(path, weights, vividness)
    print(f"{path.name}: colours times {vividness:.3f}")


if __name__ == "__main__":
    main()
