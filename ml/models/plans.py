"""What the networks are made of, in plain numbers, for the Keras files and their PyTorch twins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

AB_SCALE: Final = 110.0
"""a* and b* are divided by this before they enter the colour network, and multiplied after."""

COLOUR_BINS: Final = 261
"""How many a*b* bins of side 10 lie inside the sRGB gamut."""


class Stage(NamedTuple):
    """A run of inverted-residual blocks that share a kernel size and a width."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


ENCODER_STAGES: Final = (
    Stage(blocks=1, kernel=3, stride=1, expansion=1, channels=16),
    Stage(blocks=3, kernel=3, stride=2, expansion=6, channels=24),
    Stage(blocks=3, kernel=5, stride=2, expansion=6, channels=48),
    Stage(blocks=4, kernel=3, stride=2, expansion=6, channels=88),
    Stage(blocks=4, kernel=5, stride=1, expansion=6, channels=120),
    Stage(blocks=5, kernel=5, stride=2, expansion=6, channels=208),
    Stage(blocks=1, kernel=3, stride=1, expansion=6, channels=352),
)
STEM_CHANNELS: Final = 32
DECODER_CHANNELS: Final[Mapping[int, int]] = {16: 256, 8: 192, 4: 128, 2: 64}
"""Stride of a decoder level → its width."""
ATTENTION_BLOCKS: Final = 2
ATTENTION_HEADS: Final = 8


@dataclass(frozen=True)
class UNetPlan:
    """A U-Net of plain 3 × 3 convolutions without normalisation; see `ml.models.unet`.

    Attributes
    ----------
    name
        Of the network, and of its files.
    inputs, outputs
        Channels of what goes in and of what comes out.
    widths
        Channels at each level; the size halves from one to the next.
    blocks
        Residual blocks at each level, before and again after what lies below it.
    fold
        Side of the squares of pixels that become channels of one before anything else: 2 lets the
        network work at half the size.
    scale
        How many times larger the answer is than what was asked.
    adds
        Whether the answer is to be added to the first channels of the input.
    hats_px
        Sides of squares: the network sees what the white and the black top-hat of each find in
        lightness besides the photo; see `ml.models.unet.Hats`.
    """

    name: str
    inputs: int
    outputs: int
    widths: tuple[int, ...]
    blocks: tuple[int, ...]
    fold: int = 2
    scale: int = 1
    adds: bool = False
    hats_px: tuple[int, ...] = ()

    @property
    def seen(self) -> int:
        """Channels that the first convolution sees, before pixels become channels."""
        return self.inputs + 2 * len(self.hats_px)

    @property
    def multiple(self) -> int:
        """Height and width must be multiples of this."""
        return self.fold << (len(self.widths) - 1)


HATS_SCALE: Final = 4.0
"""Top-hats are small numbers: the network is shown so many times as much."""

LUMA: Final = (0.299, 0.587, 0.114)
"""Shares of red, green and blue in the lightness that top-hats look at (ITU-R BT.601)."""

DAMAGE_DETECTOR: Final = UNetPlan(
    "damage_detector",
    inputs=3,
    outputs=1,
    widths=(24, 40, 64, 96),
    blocks=(1, 1, 1, 1),
    hats_px=(9, 21),
)
"""sRGB 0..1 → score of damage, above 0 where it is likelier than not."""

FILLER: Final = UNetPlan(
    "filler", inputs=4, outputs=3, widths=(32, 48, 64), blocks=(1, 1, 2), adds=True
)
"""sRGB 0..1, smoothly filled where damaged, and the mask 0 or 1 → what to add inside the mask."""

DENOISER: Final = UNetPlan(
    "denoiser", inputs=4, outputs=3, widths=(48, 80, 128), blocks=(2, 2, 2), adds=True
)
"""sRGB 0..1, and the grain's standard deviation in the same units as a plane → what to add."""

ENLARGER: Final = UNetPlan(
    "enlarger", inputs=3, outputs=3, widths=(40, 64), blocks=(3, 3), fold=1, scale=2, adds=True
)
"""sRGB 0..1 → what to add to its bicubic enlargement, at twice the size."""

UNETS: Final[Mapping[str, UNetPlan]] = {
    plan.name: plan for plan in (DAMAGE_DETECTOR, FILLER, DENOISER, ENLARGER)
}
