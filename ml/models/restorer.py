"""The network that is to repair, denoise and sharpen a photo as far as it is asked to.

A small U-Net of depthwise blocks without normalisation, since how bright and how rough a photo is
must not be averaged away. It answers with what is to be added to the photo, and with where it sees
damage.

**It is a sketch.** Its trained weights remove fine dust, straight scratches and some noise, and
miss most cracks of real photographs; nothing that ships uses it.

=========  ==========================  ===========================================================
input      shape                       values
=========  ==========================  ===========================================================
photo      (batch, H, W, 7)            red, green, blue in 0..1; the user's damage mask, 0 or 1;
                                       wishes to repair, denoise and sharpen in 0..1
=========  ==========================  ===========================================================

=========  ==========================  ===========================================================
output     shape                       values
=========  ==========================  ===========================================================
change     (batch, H, W, 3)            to add to red, green, blue
damage     (batch, H, W, 1)            above 0 where a pixel is scratched, dusty, creased or missing
=========  ==========================  ===========================================================

H and W are multiples of 8 and need not be known when the network is built.

The form: O. Ronneberger et al., "U-Net" (2015), arXiv:1505.04597; its blocks are those of
M. Sandler et al., "MobileNetV2" (2018), arXiv:1801.04381, with ReLU and without normalisation.
"""

from __future__ import annotations

import keras
from keras import layers

from ml.models.colorizer import DoubleSize, Tensor

WIDTHS = (24, 48, 96, 192)
"""Channels at strides 1, 2, 4, 8."""

BLOCKS = (2, 4, 6, 8)
"""Blocks at each stride; above the lowest, half before and half after it."""

SIZE_MULTIPLE = 8


def build(height: int | None = None, width: int | None = None) -> keras.Model:
    """Build the network for one size, or with None for every size, with random weights."""
    photo = keras.Input((height, width, 7), name="photo")
    maps = layers.Conv2D(WIDTHS[0], 3, padding="same", name="head")(photo)
    skipped = []
    for level, wider in enumerate(WIDTHS[1:]):
        maps = filtered(maps, f"enc{level}", BLOCKS[level] // 2)
        skipped.append(maps)
        maps = layers.Conv2D(wider, 2, strides=2, name=f"down{level}")(maps)
    maps = filtered(maps, "mid", BLOCKS[-1])
    for level in reversed(range(len(skipped))):
        maps = layers.Conv2D(WIDTHS[level], 1, name=f"up{level}")(maps)
        maps = DoubleSize(name=f"grow{level}")(maps)
        maps = layers.Add(name=f"skip{level}")([maps, skipped[level]])
        maps = filtered(maps, f"dec{level}", BLOCKS[level] // 2)
    maps = layers.Conv2D(4, 3, padding="same", name="tail")(maps)
    outputs = {"change": maps[..., :3], "damage": maps[..., 3:]}
    return keras.Model({"photo": photo}, outputs, name="restorer")


def filtered(maps: Tensor, name: str, blocks: int) -> Tensor:
    """Several blocks: widen, filter each channel by itself, narrow, add the input."""
    for index in range(blocks):
        block = f"{name}_{index}"
        wide = layers.Conv2D(2 * maps.shape[-1], 1, activation="relu", name=f"{block}_expand")(maps)
        wide = layers.DepthwiseConv2D(5, padding="same", activation="relu", name=f"{block}_dw")(
            wide
        )
        narrow = layers.Conv2D(maps.shape[-1], 1, name=f"{block}_project")(wide)
        maps = layers.Add(name=f"{block}_add")([maps, narrow])
    return maps
