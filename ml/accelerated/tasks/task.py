"""What the loop asks of a task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray

from ml.accelerated import twins
from ml.accelerated.photos import Photos

Tensor: TypeAlias = Any
Figures: TypeAlias = dict[str, float]


@dataclass(frozen=True)
class Options:
    """What a training is given.

    Attributes
    ----------
    photos, validation
        To learn from, and to be judged by; on the device.
    device
        `cuda` or `cpu`.
    batch
        Crops a step at the task's usual size; None for what the task says.
    start
        Weights to go on from; None: the task's own beginning.
    encoder
        ImageNet's weights of the encoder, an `.npz`, for losses that look at features.
    workers
        Processes that prepare beside the card; 0 for none.
    """

    photos: Photos
    validation: Photos
    device: str
    batch: int | None = None
    start: Path | None = None
    encoder: Path | None = None
    workers: int = 16


class Task(ABC):
    """A network with what it learns from, how it is asked, and how it is judged."""

    name: str
    usual_batch: int
    usual_px: int
    sizes_px: tuple[int, ...]
    rate: float

    def __init__(self, options: Options) -> None:
        self.options = options
        network = twins.build(self.name)
        if options.start is not None:
            twins.load(network, options.start)
        self.network = on_card(network, options.device)

    @abstractmethod
    def loss(
        self, crops: Tensor, segments: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """What is to become small for a batch of sRGB crops, (B, 3, H, W), and its parts."""

    @abstractmethod
    def check(self, network: Any) -> Figures:
        """How good a network is on the validation photos; the loop asks without gradients."""

    @abstractmethod
    def grid(self, network: Any) -> NDArray[np.uint8]:
        """Pictures to look at, (H, W, 3); the loop asks without gradients."""

    def groups(self) -> list[dict[str, Any]]:
        """The weights with their highest learning rates."""
        return [{"params": list(self.network.parameters()), "base": self.rate}]

    def others(self) -> dict[str, Any]:
        """What else has a state that a resumed training needs, by name."""
        return {}

    def batch_at(self, step: int) -> tuple[int, int]:
        """How many crops of which size a step takes: the sizes in turn, as many pixels each."""
        size = self.sizes_px[step % len(self.sizes_px)]
        batch = self.options.batch or self.usual_batch
        count = round(batch * (self.usual_px / size) ** 2)
        return max(2, count // 8 * 8 if count >= 16 else count), size

    def precision(self) -> Any:
        """bfloat16 where a card computes with it."""
        cuda = self.options.device == "cuda"
        return torch.autocast(self.options.device, torch.bfloat16, enabled=cuda)


def on_card(module: Any, device: str) -> Any:
    """A network in a device's memory, channels last."""
    return module.to(device).to(memory_format=torch.channels_last)


def last(maps: Tensor) -> Tensor:
    """Maps as the card's convolutions like them best."""
    return maps.contiguous(memory_format=torch.channels_last)


def psnr_db(one: Tensor, other: Tensor) -> Tensor:
    """Of each photo, (B,): how alike they are."""
    squared = ((one - other) ** 2).mean((1, 2, 3))
    return -10 * torch.log10(squared.clamp_min(1e-6))


def sheet(rows: list[list[Tensor]], side_px: int = 128) -> NDArray[np.uint8]:
    """Photos in rows: each entry one photo, (C, H, W), 0..1."""

    def shown(photo: Tensor) -> Tensor:
        photo = photo.detach().float().cpu().expand(3, -1, -1)[None]
        small = torch.nn.functional.interpolate(photo, (side_px, side_px), mode="area")[0]
        return small.permute(1, 2, 0)

    whole = torch.cat([torch.cat([shown(photo) for photo in row], 1) for row in rows], 0)
    return np.asarray((whole.clamp(0, 1) * 255).round().byte().numpy())
