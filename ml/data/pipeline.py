"""Feed a training: examples made beside it by tf.data, each one following from seed and number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.data.examples import Arrays, Example, MakeExample
from ml.data.sources import Source


def batches(
    photos: Source,
    make: MakeExample,
    *,
    size_px: int,
    batch: int,
    seed: int,
    first: int,
    last: int,
    workers: int = 2,
) -> Iterator[Example]:
    """Yield the batches of the steps `first` to `last` − 1, whatever was yielded before.

    Every photo comes once before any comes again. Example number n depends on the seed and on n
    alone, so that an interrupted training goes on with the very batch that it would have seen.

    Parameters
    ----------
    photos
        What to learn from.
    make
        Makes an example of a photo.
    size_px, batch
        Side of the crops, and how many go into a batch.
    seed
        The source of all chance.
    first, last
        Steps, counted from 0.
    workers
        How many examples are made at once; it changes no batch.
    """
    import tensorflow as tf

    first_example = example(photos, make, size_px=size_px, seed=seed, number=0)
    names = [list(part) for part in first_example]
    kinds = [array for part in first_example for array in part.values()]

    def one(number: NDArray[np.int64]) -> list[NDArray[Any]]:
        made = example(photos, make, size_px=size_px, seed=seed, number=int(number))
        return [array for part in made for array in part.values()]

    def mapped(number: Any) -> tuple[Any, ...]:
        made = tf.numpy_function(one, [number], [kind.dtype for kind in kinds], stateful=False)
        for tensor, kind in zip(made, kinds, strict=True):
            tensor.set_shape(kind.shape)
        return tuple(made)

    numbers = tf.data.Dataset.range(first * batch, last * batch)
    dataset = numbers.map(mapped, num_parallel_calls=workers, deterministic=True)
    for flat in dataset.batch(batch, drop_remainder=True).prefetch(2).as_numpy_iterator():
        inputs = dict(zip(names[0], flat, strict=False))
        targets = dict(zip(names[1], flat[len(names[0]) :], strict=True))
        yield Example(inputs, targets)


def example(photos: Source, make: MakeExample, *, size_px: int, seed: int, number: int) -> Example:
    """Return example number `number` of a training: it follows from its arguments alone."""
    epoch, within = divmod(number, len(photos))
    photo = photos[int(_order(seed, epoch, len(photos))[within])]
    made = make(photo, np.random.default_rng([seed, number]), size_px)
    return Example(_exact(made.inputs), _exact(made.targets))


def judged(photos: Source, make: MakeExample, *, size_px: int, limit: int) -> list[Example]:
    """Return the examples that a training is judged by: the same ones at every check."""
    chosen = np.linspace(0, len(photos) - 1, min(limit, len(photos))).astype(int)
    return [
        make(photos[int(index)], np.random.default_rng([int(index)]), size_px) for index in chosen
    ]


def stacked(examples: list[Example]) -> Example:
    """Put examples side by side into one batch."""
    inputs, targets = (
        {name: np.stack([part[name] for part in parts]) for name in parts[0]}
        for parts in zip(*examples, strict=True)
    )
    return Example(inputs, targets)


def _exact(arrays: Arrays) -> Arrays:
    return {name: np.ascontiguousarray(array) for name, array in arrays.items()}


@lru_cache(maxsize=4)
def _order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, epoch, count]).permutation(count)
