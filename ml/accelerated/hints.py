"""Colour hints as users give them, on tensors: dots and strokes, and single objects repainted.

Whoever hints at an unnatural colour means one object. So objects (segments of the true colours) are
repainted inside only, and all else keeps its colours: what is wished and what is not is one lesson.
"""

from __future__ import annotations

import math
import random
from typing import Any, TypeAlias

import torch
from torch.nn import functional

from ml.accelerated.segments import shares
from ml.models.plans import AB_SCALE

Tensor: TypeAlias = Any

AUTOMATIC, NATURAL = 0.4, 0.7
"""Below the first share a photo comes without hints, up to the second with true ones, above with
one object repainted."""
_LAST_DOT = 0.125
_SIDES_PX = (1, 3, 5, 7, 9)
_SMALLEST, _LARGEST = 0.02, 0.45


def give(
    ab: Tensor, segments: Tensor, palette: Tensor, prior: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Hint at colours, or at others that one object is then to have.

    Parameters
    ----------
    ab
        True a* and b*, (B, 2, H, W).
    segments
        Of the true colours, (B, H/4, W/4).
    palette, prior
        Colours to wish for, (bins, 2), and how often, (bins,).

    Returns
    -------
    ab
        The colours that are wished, (B, 2, H, W).
    hints
        What is said: a*/110, b*/110 and the mask, (B, 3, H, W).
    automatic
        Which photos come without hints, bool, (B,).
    """
    count, _, height, width = ab.shape
    device = ab.device

    def chance(*shape: int) -> Tensor:
        return torch.rand(*(shape or (count, 1, 1, 1)), device=device)

    kind = chance()
    automatic, repainted = kind < AUTOMATIC, kind >= NATURAL
    object_, core = _objects(segments, height, width)
    repainted &= core.amax((2, 3), keepdim=True) > 0
    wish = palette[torch.multinomial(prior, count, replacement=True)].view(count, 2, 1, 1)
    wish = wish + 4 * torch.randn(count, 2, 1, 1, device=device)
    mean = _mean_inside(ab, object_)
    painted = ab + object_ * ((wish - mean) - 0.3 * (ab - mean))
    ab = torch.where(repainted, painted, ab)

    side = random.choice(_SIDES_PX)
    dots = 1 + torch.floor(torch.log(chance().clamp_min(1e-6)) / math.log(1 - _LAST_DOT))
    everywhere = torch.ones_like(object_)
    strokes = _strokes(count, height, width, device)
    by_dots = chance() < 0.5
    inside = torch.where(
        by_dots,
        _dots(core, (0.6 * dots).clamp_min(1), side) * core,
        core * torch.maximum(strokes, (chance() < 0.5).float()),
    )
    # Nothing is repainted without a word: who hit nothing has brushed over all of it.
    inside = torch.where(inside.amax((2, 3), keepdim=True) > 0, inside, core)
    outside = 1 - object_.ceil()
    # Half of those who repaint one thing have also said what another is.
    also = _dots(outside, dots, side) * outside * (chance() < 0.5)
    brushed = ~repainted & (chance() < 0.3)
    natural = torch.where(brushed, strokes, _dots(everywhere, dots, side))
    mask = torch.where(repainted, torch.maximum(inside, also), natural) * (~automatic)
    near = functional.avg_pool2d(ab, side, 1, side // 2, count_include_pad=False)
    coarse = functional.interpolate(functional.avg_pool2d(ab, 16), (height, width), mode="nearest")
    said = torch.where(brushed, coarse, near)
    said = torch.where(repainted & ~by_dots & (inside > 0), wish.expand_as(ab), said)
    return ab, torch.cat([said / AB_SCALE * mask, mask], 1), automatic.view(count)


def _objects(segments: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
    """One segment of each photo: with a soft edge, and without its edge; (B, 1, H, W)."""
    found = shares(segments)
    # Where none fits, a number is chosen that no place has, and nothing is repainted.
    fitting = ((found > _SMALLEST) & (found < _LARGEST)).float() * found
    fitting[:, 0] = 1e-9
    chosen = torch.multinomial(fitting, 1)
    hard = ((segments == chosen[..., None]) & (chosen[..., None] > 0)).float()[:, None]
    size = (height, width)
    soft = functional.interpolate(hard, size, mode="bilinear", align_corners=False)
    core = -functional.max_pool2d(-hard, 3, 1, 1)
    core = torch.where(core.amax((2, 3), keepdim=True) > 0, core, hard)
    return soft, functional.interpolate(core, size, mode="nearest")


def _mean_inside(ab: Tensor, object_: Tensor) -> Tensor:
    total = (ab * object_).sum((2, 3), keepdim=True)
    return total / object_.sum((2, 3), keepdim=True).clamp_min(1)


def _dots(where: Tensor, dots: Tensor, side_px: int) -> Tensor:
    """About so many little squares where something is: (B, 1, H, W), 0 or 1."""
    area = where.sum((1, 2, 3), keepdim=True).clamp_min(1)
    hit = ((torch.rand_like(where) < dots / area) & (where > 0)).float()
    return functional.max_pool2d(hit, side_px, 1, side_px // 2)


def _strokes(count: int, height: int, width: int, device: Any) -> Tensor:
    """A few large soft shapes, as a brush leaves them."""
    knots = torch.randn(count, 1, random.randint(3, 11), random.randint(3, 11), device=device)
    smooth = functional.interpolate(knots, (height, width), mode="bicubic", align_corners=False)
    return (smooth > 0.2 + 1.2 * torch.rand(count, 1, 1, 1, device=device)).float()
