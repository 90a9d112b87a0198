"""Damage for detector and filler: a bank drawn on all processors, laid over photos on the card."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from ml.data import damage as drawn

Tensor: TypeAlias = Any

_AT_ONCE = 32


@dataclass(frozen=True, eq=False)
class Bank:
    """Layers of damage, (count, 3, side, side), uint8: cover, light, and shade around 128."""

    layers: Tensor

    def lay_over(self, rgb: Tensor, *, most: int = 3) -> tuple[Tensor, Tensor]:
        """Lay some layers over each photo.

        Parameters
        ----------
        rgb
            sRGB, 0..1, (B, 3, H, W).
        most
            At most so many layers on one photo; one in eight photos gets none.

        Returns
        -------
        damaged
            sRGB, 0..1.
        where
            (B, 1, H, W), 0..1: how far each pixel is changed.
        """
        count, _, height, width = rgb.shape
        device = rgb.device
        where = torch.zeros(count, 1, height, width, device=device)
        wanted = torch.randint(0, most + 1, (count, 1, 1, 1), device=device)
        wanted = torch.where(
            torch.rand(count, 1, 1, 1, device=device) < 0.875, wanted.clamp_min(1), 0
        )
        for index in range(most):
            on = (wanted > index).float()
            cover, light, shade = self._some(count, height, width)
            cover, shade = cover * on, shade * on
            tint = 1 - 0.25 * torch.rand(count, 3, 1, 1, device=device) * (
                torch.rand(count, 1, 1, 1, device=device) < 0.4
            )
            shaded = (rgb + shade).clamp(0, 1)
            rgb = torch.lerp(shaded, (light * tint).expand_as(rgb), cover.expand_as(rgb))
            where = torch.maximum(where, torch.maximum(cover, (4 * shade.abs()).clamp(max=1)))
        return rgb, where

    def _some(self, count: int, height: int, width: int) -> tuple[Tensor, Tensor, Tensor]:
        """Layers turned and mirrored at random, at any scale from half to one and a half."""
        device = self.layers.device
        chosen = self.layers[torch.randint(len(self.layers), (count,), device=device)].float() / 255
        angle = 2 * torch.pi * torch.rand(count, device=device)
        scale = 0.5 + torch.rand(count, device=device)
        mirror = 1 - 2 * (torch.rand(count, device=device) < 0.5).float()
        turn = torch.zeros(count, 2, 3, device=device)
        turn[:, 0, 0], turn[:, 0, 1] = scale * mirror * angle.cos(), -scale * angle.sin()
        turn[:, 1, 0], turn[:, 1, 1] = scale * mirror * angle.sin(), scale * angle.cos()
        grid = functional.affine_grid(turn, [count, 3, height, width], align_corners=False)
        layers = functional.grid_sample(
            chosen, grid, mode="bilinear", padding_mode="reflection", align_corners=False
        )
        return layers[:, :1], layers[:, 1:2], layers[:, 2:] - 128 / 255


def bank(count: int, *, side_px: int = 256, seed: int = 1, workers: int = 16) -> Bank:
    """Draw layers of every kind that `ml.data.damage` knows, as many of each.

    Parameters
    ----------
    count
        How many: 4,000 take a minute on 16 cores, and 0.8 GB of the card's memory.
    side_px
        Their side.
    seed
        Of all chance.
    workers
        Processes; 0 draws in this one.
    """
    jobs = [
        (seed, first, min(_AT_ONCE, count - first), side_px) for first in range(0, count, _AT_ONCE)
    ]
    if workers:
        with ProcessPoolExecutor(workers) as pool:
            parts = list(pool.map(_draw, jobs))
    else:
        parts = [_draw(job) for job in jobs]
    return Bank(torch.from_numpy(np.concatenate(parts)))


def _draw(job: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    seed, first, count, side_px = job
    return np.stack([_layer(seed, number, side_px) for number in range(first, first + count)])


def _layer(seed: int, number: int, side_px: int) -> NDArray[np.uint8]:
    chance = np.random.default_rng((seed, number))
    layer = drawn.KINDS[number % len(drawn.KINDS)](side_px, side_px, chance)
    planes = np.stack([layer.cover, layer.light, layer.shade + 128 / 255])
    return np.asarray(np.rint(np.clip(planes, 0, 1) * 255), np.uint8)
