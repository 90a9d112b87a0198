"""The colours of another photo of the same set, carried over by what the network sees in both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workstation.core.color.cielab import to_lab
from workstation.core.color.guided_filter import resize, shrink
from workstation.core.colorize import suggestions
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Pixels, Plane

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

_SWATCHES = 20
_SEEN_PX = 384
# How much luminance counts beside the network's view when places are compared, per L*/100.
_LIGHT_WEIGHT = 0.35
# A view this far from every swatch (Hellinger distance) takes no colour from the reference.
_FAR = 0.55


@dataclass(frozen=True)
class Swatch:
    """One kind of thing in the reference photo: how the network sees it, and its colour.

    Attributes
    ----------
    view
        Its feature vector, as `palette.features` gives it, then L*/100.
    a, b
        Its colour, in CIELAB units.
    share
        How much of the reference photo it covers, 0..1.
    """

    view: tuple[float, ...]
    a: float
    b: float
    share: float


@dataclass(frozen=True)
class Reference:
    """Colours taken from another photo; small enough to travel in the recipe.

    Attributes
    ----------
    name
        The photo's name, for the history and the panel.
    swatches
        Its kinds of things.
    strength
        0 leaves this photo's own colours, 1 takes the reference's wherever both agree.
    """

    name: str
    swatches: tuple[Swatch, ...]
    strength: float = 1.0


def take(name: str, coloured: Pixels, colorize: Callable[..., Chroma]) -> Reference:
    """Read the colours of a photo that is in colour, or was coloured.

    Raises
    ------
    HeirloomError
        If it has no colours to give.
    """
    light, ab = to_lab(coloured)
    if float(np.hypot(ab[..., 0], ab[..., 1]).mean()) < 1.5:
        raise HeirloomError(
            "{name} has no colours to take.",
            "Choose a photo that is in colour or was coloured.",
            name=name,
        )
    view = _views(colorize(shrink(light, _SEEN_PX)), light)
    height, width = view.shape[:2]
    small = np.stack([resize(ab[..., i], (height, width)) for i in (0, 1)], -1)
    # Grouped by colour too: a red and a blue dress look alike to a network that sees only grey.
    together = np.concatenate([view, small / np.float32(120)], -1).reshape(height * width, -1)
    labels, _ = suggestions.clusters(together, _SWATCHES)
    flat_view, flat_ab = view.reshape(len(labels), -1), small.reshape(len(labels), 2)
    swatches = []
    for label in range(labels.max() + 1):
        inside = labels == label
        a, b = (float(v) for v in flat_ab[inside].mean(axis=0))
        mean = tuple(round(float(v), 4) for v in flat_view[inside].mean(axis=0))
        swatches.append(Swatch(mean, round(a, 2), round(b, 2), round(float(inside.mean()), 4)))
    return Reference(name, tuple(swatches))


def _views(answer: Chroma, lightness: Plane) -> NDArray[np.float32]:
    seen = suggestions.features(answer)
    light = resize(lightness, seen.shape[:2]) * np.float32(0.01)
    return np.concatenate([seen, light[..., None]], -1)


def hints(reference: Reference, answer: Chroma, lightness: Plane) -> NDArray[np.float32]:
    """Colour hints for this photo, wherever it shows what the reference shows.

    Returns
    -------
    ndarray of shape (height, width, 3)
        a*, b* and mask, on the grid of `lightness`.
    """
    view = _views(answer, lightness)
    known = np.array([swatch.view for swatch in reference.swatches], np.float32)
    if known.ndim != 2 or known.shape[1] != view.shape[2]:
        raise HeirloomError(
            "The reference {name} was taken with another network.",
            "Take its colours again.",
            name=reference.name,
        )
    weights = np.ones(view.shape[2], np.float32)
    weights[-1] = _LIGHT_WEIGHT
    flat = view.reshape(-1, view.shape[2])
    distance = np.linalg.norm((flat[:, None] - known[None]) * weights, axis=2)
    colours = np.array([(swatch.a, swatch.b) for swatch in reference.swatches], np.float32)
    share = np.array([swatch.share for swatch in reference.swatches], np.float32)
    closeness = np.exp(-((distance / 0.12) ** 2)) * np.sqrt(share) + 1e-12
    closeness /= closeness.sum(axis=1, keepdims=True)
    ab = (closeness @ colours).reshape(*view.shape[:2], 2).astype(np.float32)
    near = (distance.min(axis=1) < _FAR).reshape(view.shape[:2]).astype(np.float32)
    found = np.zeros((*lightness.shape, 3), np.float32)
    patches = suggestions.grid_patches(lightness.shape) & (resize(near, lightness.shape) > 0.5)
    for i in (0, 1):
        found[..., i] = resize(ab[..., i], lightness.shape) * patches
    found[..., 2] = patches
    return found


def to_json(reference: Reference | None) -> dict[str, Any] | None:
    """As JSON values."""
    if reference is None:
        return None
    swatches = [[*s.view, s.a, s.b, s.share] for s in reference.swatches]
    return {"name": reference.name, "strength": reference.strength, "swatches": swatches}


def from_json(data: Any) -> Reference | None:
    """Read what `to_json` wrote.

    Raises
    ------
    HeirloomError
        If it is damaged.
    """
    if data is None:
        return None
    try:
        rows = [[float(value) for value in row] for row in data["swatches"]]
        swatches = tuple(Swatch(tuple(row[:-3]), *row[-3:]) for row in rows)
        strength = float(data["strength"])
        if not 0 <= strength <= 1 or not np.isfinite([v for row in rows for v in row]).all():
            raise ValueError(strength)
        return Reference(str(data["name"]), swatches, strength)
    except (KeyError, TypeError, ValueError) as error:
        raise HeirloomError(
            "The recipe's reference colours are damaged.", "Take them again from the photo."
        ) from error
