"""Old film and old prints before a network's eyes, simulated on the card, many photos at once.

The steps are those of `ml.data.film`, simpler, so that they cost less than the network itself:
spectral response, characteristic curve, fade, halation, softness, grain, and what repair left over.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import torch
from torch.nn import functional

Tensor: TypeAlias = Any

_EYE, _SPREAD = (0.30, 0.55, 0.15), (0.15, 0.12, 0.15)
_ORTHOCHROMATIC, _COLLODION = (0.04, 0.46, 0.50), (0.02, 0.12, 0.86)


def lightness(rgb: Tensor, plain: Tensor, *, share: float, damage: Tensor | None = None) -> Tensor:
    """The L* that an old photo of a scene shows.

    Parameters
    ----------
    rgb
        The scene, sRGB 0..1, (B, 3, H, W).
    plain
        Its true L*, (B, 1, H, W): kept for those photos that are not aged.
    share
        Of the photos that are aged.
    damage
        Opacities to draw left-over damage from, uint8, (count, 1, h, w); None for none.

    Returns
    -------
    Tensor
        L*, 0..100, (B, 1, H, W).
    """
    count, _, height, width = rgb.shape
    device = rgb.device

    def chance(*shape: int) -> Tensor:
        return torch.rand(*(shape or (count, 1, 1, 1)), device=device)

    seen = (rgb * _response(count, device)).sum(1, keepdim=True).clamp(1e-4, 1)
    seen = seen ** torch.exp(0.35 * torch.randn(count, 1, 1, 1, device=device))
    seen = torch.lerp(seen, seen * seen * (3 - 2 * seen), 0.8 * chance())
    low, high = 0.2 * chance(), 1 - 0.2 * chance()
    seen = low + seen * (high - low)
    glow = _enlarged(functional.avg_pool2d(seen, 8), height, width)
    halo = torch.lerp(seen, glow, 0.25 * chance() * (chance() < 0.3))
    seen = torch.maximum(seen, halo)
    soft = _enlarged(functional.avg_pool2d(seen, 2), height, width)
    seen = torch.lerp(seen, soft, chance() * (chance() < 0.5))
    coarse = torch.randn(count, 1, height // 2, width // 2, device=device)
    grain = 0.6 * torch.randn_like(seen) + 0.6 * _enlarged(coarse, height, width)
    aged = 100 * seen + 7 * chance() ** 2 * grain
    aged = _vignetted(aged, chance)
    if damage is not None:
        chosen = damage[torch.randint(len(damage), (count,), device=device)].float() / 255
        cover = _enlarged(chosen, height, width) * (chance() < 0.15) * (0.3 + 0.7 * chance())
        tone = torch.where(chance() < 0.75, 85 + 15 * chance(), 15 * chance())
        aged = torch.lerp(aged, tone.expand_as(aged), cover)
    return torch.where(chance() < share, aged, plain).clamp(0, 100)


def _response(count: int, device: Any) -> Tensor:
    """What each photo's emulsion sees of red, green and blue: (count, 3, 1, 1), adding up to 1."""
    eye = torch.tensor(_EYE, device=device) + torch.randn(count, 3, device=device) * torch.tensor(
        _SPREAD, device=device
    )
    drawn = torch.rand(count, 1, device=device)
    weights = torch.where(drawn < 0.3, torch.tensor(_ORTHOCHROMATIC, device=device), eye)
    weights = torch.where(drawn < 0.06, torch.tensor(_COLLODION, device=device), weights)
    weights = weights.clamp_min(0.02)
    return (weights / weights.sum(1, keepdim=True))[..., None, None]


def _vignetted(light: Tensor, chance: Any) -> Tensor:
    height, width = light.shape[-2:]
    down = torch.linspace(-1, 1, height, device=light.device).view(1, 1, -1, 1)
    across = torch.linspace(-1, 1, width, device=light.device).view(1, 1, 1, -1)
    strength = 0.4 * chance() * (chance() < 0.3)
    return light * (1 - strength * (down**2 + across**2) / 2)


def _enlarged(maps: Tensor, height: int, width: int) -> Tensor:
    return functional.interpolate(maps, (height, width), mode="bilinear", align_corners=False)
