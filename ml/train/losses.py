"""What training wants: each loss is one function from an answer to one number.

Unless said otherwise a network answers with `ab`, (B, h, w, 2), a*/110 and b*/110 at a whole
fraction of the photo's size, and the truth is the target `ab` at the photo's own size (B, H, W, 2).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from keras import ops
from numpy.typing import NDArray

from ml.data import bins
from ml.train.config import Answer, Tensor

AB_SCALE = 110.0


def mean_squared_error(answer: Answer) -> Tensor:
    """Mean squared distance of a* and b*, in the network's units."""
    given, true = _chroma(answer)
    return ops.mean(ops.square(given - true))


def euclidean(answer: Answer) -> Tensor:
    """Mean over photos of the summed squared chroma error, halved: the loss of Caffe's name."""
    given, true = _chroma(answer)
    return ops.mean(ops.sum(ops.square(given - true), axis=(1, 2, 3))) / 2


def ab_error(answer: Answer) -> Tensor:
    """Mean distance on the a*b* plane, in CIELAB units: to report, not to learn from."""
    given, true = _chroma(answer)
    return AB_SCALE * ops.mean(ops.sqrt(ops.sum(ops.square(given - true), axis=-1)))


def rebalanced_charbonnier(answer: Answer) -> Tensor:
    """Robust distance on the a*b* plane, in which rare colours count more than common ones.

    Without the weights the many greys and browns of everyday photos win, and all turns brown.
    """
    given, true = _chroma(answer)
    weights = ops.clip(_weights(shrink(answer.targets["ab"], 4)), 0.3, 4.0)
    factor = true.shape[1] // weights.shape[1]
    weights = ops.repeat(ops.repeat(weights, factor, axis=1), factor, axis=2)
    distance = ops.sqrt(ops.sum(ops.square(given - true), axis=-1) + 1e-4)
    return ops.sum(distance * weights) / ops.sum(weights)


def rebalanced_cross_entropy(answer: Answer) -> Tensor:
    """Cross-entropy over the colour bins inside the gamut, rare colours counting more.

    The network answers with `logits` (B, h, w, 261). After R. Zhang, P. Isola, A. Efros, "Colorful
    Image Colorization" (2016), arXiv:1603.08511, with the nearest bin alone in place of five.
    """
    logits = _float32(answer.outputs["logits"])
    true = shrink(answer.targets["ab"], answer.targets["ab"].shape[1] // logits.shape[1])
    found = bin_of(true)
    weights = ops.take(_constants()["weight"], found)
    surprise = ops.logsumexp(logits, axis=-1) - ops.squeeze(
        ops.take_along_axis(logits, ops.expand_dims(found, -1), axis=-1), -1
    )
    return ops.sum(surprise * weights) / ops.sum(weights)


def bin_accuracy(answer: Answer) -> Tensor:
    """Share of places where the likeliest of `logits` is the true colour bin: only to report."""
    logits = answer.outputs["logits"]
    true = shrink(answer.targets["ab"], answer.targets["ab"].shape[1] // logits.shape[1])
    hit = ops.equal(ops.cast(ops.argmax(logits, axis=-1), "int32"), bin_of(true))
    return ops.mean(ops.cast(hit, "float32"))


def shrink(maps: Tensor, factor: int) -> Tensor:
    """Average over squares of `factor` pixels."""
    return ops.average_pool(maps, factor, factor) if factor > 1 else maps


def bin_of(ab: Tensor) -> Tensor:
    """Return the index of the bin that is nearest to each a*/110, b*/110: (B, h, w, 2) → int32."""
    table = _constants()["table"]
    cell = ops.round((ab * AB_SCALE - bins.LOWEST) / bins.SIDE)
    cell = ops.clip(ops.cast(cell, "int32"), 0, bins.CELLS - 1)
    return ops.take(table, cell[..., 0] * bins.CELLS + cell[..., 1])


def _chroma(answer: Answer) -> tuple[Tensor, Tensor]:
    """Given and true chroma at the size of the answer."""
    given = _float32(answer.outputs["ab"])
    return given, shrink(answer.targets["ab"], answer.targets["ab"].shape[1] // given.shape[1])


def _float32(tensor: Tensor) -> Tensor:
    """Losses are summed in float32, whatever the network was computed in."""
    return ops.cast(tensor, "float32")


def _weights(ab: Tensor) -> Tensor:
    return ops.take(_constants()["weight"], bin_of(ab))


@cache
def _constants() -> dict[str, NDArray[Any]]:
    return {"weight": bins.weights(), "table": bins.nearest().reshape(-1)}
