"""The networks that find damage, fill it, remove grain and enlarge: one form, a plan each.

A U-Net of plain 3 × 3 convolutions: residual blocks at each level, convolutions of stride 2 down,
pixels from channels up. No normalisation, since how bright and how rough a photo is must not be
averaged away. Squares of pixels become channels first (`fold`), so that the widest maps have half
the photo's size: on a processor that is what costs.

=========  =================================  ====================================================
input      shape                              values
=========  =================================  ====================================================
photo      (batch, H, W, plan.inputs)         as the plan says; see `ml.models.plans`
=========  =================================  ====================================================

=========  =================================  ====================================================
output     shape                              values
=========  =================================  ====================================================
answer     (batch, sH, sW, plan.outputs)      with s the plan's `scale`
=========  =================================  ====================================================

H and W are multiples of `plan.multiple` and need not be known when the network is built.

The form: O. Ronneberger et al., "U-Net" (2015), arXiv:1505.04597. Pixels from channels: W. Shi et
al., "Real-Time Single Image and Video Super-Resolution" (2016), arXiv:1609.05158.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
from keras import layers, ops

from ml.models.colorizer import Tensor
from ml.models.plans import HATS_SCALE, LUMA, UNETS, UNetPlan


@keras.saving.register_keras_serializable("heirloom")
class Fold(layers.Layer):  # type: ignore[misc]  # Keras ships no types
    """Squares of pixels become the channels of one pixel."""

    def __init__(self, side: int, **keras_options: Any) -> None:
        super().__init__(**keras_options)
        self.side = side

    def call(self, maps: Tensor) -> Tensor:
        """(B, H, W, C) → (B, H/side, W/side, side² C), rows before columns before channels."""
        if keras.config.backend() == "tensorflow":
            import tensorflow

            return tensorflow.nn.space_to_depth(maps, self.side)
        _, height, width, channels = maps.shape
        side, rows, columns = self.side, height // self.side, width // self.side
        squares = ops.reshape(maps, (-1, rows, side, columns, side, channels))
        squares = ops.transpose(squares, (0, 1, 3, 2, 4, 5))
        return ops.reshape(squares, (-1, rows, columns, side * side * channels))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Divide the two middle entries where they are known."""
        batch, height, width, channels = shape
        assert channels is not None
        return (
            batch,
            height and height // self.side,
            width and width // self.side,
            channels * self.side**2,
        )

    def get_config(self) -> dict[str, Any]:
        """Add the side to what Keras stores."""
        return {**super().get_config(), "side": self.side}


@keras.saving.register_keras_serializable("heirloom")
class Unfold(Fold):
    """The channels of one pixel become a square of pixels: `Fold` undone."""

    def call(self, maps: Tensor) -> Tensor:
        """(B, H, W, side² C) → (B, side H, side W, C)."""
        if keras.config.backend() == "tensorflow":
            import tensorflow

            return tensorflow.nn.depth_to_space(maps, self.side)
        _, height, width, channels = maps.shape
        side, fewer = self.side, channels // self.side**2
        squares = ops.reshape(maps, (-1, height, width, side, side, fewer))
        squares = ops.transpose(squares, (0, 1, 3, 2, 4, 5))
        return ops.reshape(squares, (-1, side * height, side * width, fewer))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Multiply the two middle entries where they are known."""
        batch, height, width, channels = shape
        assert channels is not None
        return (
            batch,
            height and height * self.side,
            width and width * self.side,
            channels // self.side**2,
        )


@keras.saving.register_keras_serializable("heirloom")
class Hats(layers.Layer):  # type: ignore[misc]
    """What is lighter, and what is darker, than all that lies about it: white and black top-hats.

    F. Meyer, "Iterative image transformations for an automatic screening of cervical smears"
    (1979), doi:10.1177/27.1.438499.
    """

    def __init__(self, sides_px: tuple[int, ...], **keras_options: Any) -> None:
        super().__init__(**keras_options)
        self.sides_px = tuple(sides_px)

    def call(self, photo: Tensor) -> Tensor:
        """(B, H, W, 3) → (B, H, W, 3 + 2 for each side)."""
        luma = sum(share * photo[..., index : index + 1] for index, share in enumerate(LUMA))
        hats = [photo]
        for side in self.sides_px:
            for light in (luma, -luma):
                opened = self._largest(-self._largest(-light, side), side)
                hats.append(HATS_SCALE * (light - opened))
        return ops.concatenate(hats, axis=-1)

    def _largest(self, plane: Tensor, side: int) -> Tensor:
        """Within a square about each pixel: first along rows, then along columns."""
        for pool in ((1, side), (side, 1)):
            plane = ops.max_pool(plane, pool, 1, padding="same")
        return plane

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """More channels."""
        return (*shape[:-1], shape[-1] + 2 * len(self.sides_px) if shape[-1] else None)

    def get_config(self) -> dict[str, Any]:
        """Add the sides to what Keras stores."""
        return {**super().get_config(), "sides_px": self.sides_px}


def build(plan: UNetPlan, height: int | None = None, width: int | None = None) -> keras.Model:
    """Build a network for one size, or with None for every size, with random weights."""
    photo = keras.Input((height, width, plan.inputs), name="photo")
    seen = Hats(plan.hats_px, name="hats")(photo) if plan.hats_px else photo
    maps = Fold(plan.fold, name="fold")(seen) if plan.fold > 1 else seen
    maps = layers.Conv2D(plan.widths[0], 3, padding="same", name="head")(maps)
    skipped = []
    for level, wider in enumerate(plan.widths[1:]):
        maps = residual(maps, f"enc{level}", plan.blocks[level])
        skipped.append(maps)
        maps = layers.Conv2D(wider, 2, strides=2, name=f"down{level}")(maps)
    maps = residual(maps, "mid", plan.blocks[-1])
    for level in reversed(range(len(skipped))):
        maps = layers.Conv2D(4 * plan.widths[level], 1, name=f"up{level}")(maps)
        maps = Unfold(2, name=f"unfold{level}")(maps)
        maps = layers.Add(name=f"skip{level}")([maps, skipped[level]])
        maps = residual(maps, f"dec{level}", plan.blocks[level])
    side = plan.fold * plan.scale
    maps = layers.Conv2D(plan.outputs * side**2, 3, padding="same", name="tail")(maps)
    answer = Unfold(side, name="answer")(maps)
    return keras.Model({"photo": photo}, {"answer": answer}, name=plan.name)


def residual(maps: Tensor, name: str, blocks: int) -> Tensor:
    """Several blocks: filter, cut off below zero, filter, add the input."""
    for index in range(blocks):
        filtered = layers.Conv2D(
            maps.shape[-1], 3, padding="same", activation="relu", name=f"{name}_{index}a"
        )(maps)
        filtered = layers.Conv2D(maps.shape[-1], 3, padding="same", name=f"{name}_{index}b")(
            filtered
        )
        maps = layers.Add(name=f"{name}_{index}_add")([maps, filtered])
    return maps


BUILDERS = {name: partial(build, plan) for name, plan in UNETS.items()}
"""By the network's name, what builds it."""
