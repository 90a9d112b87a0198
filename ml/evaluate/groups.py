"""Find skin, sky and vegetation on a photo by its true colours, to judge colourings group by group.

The rules are simple on purpose: they take what everybody would call by that name and leave out
what is doubtful. Hues are angles on CIELAB's a*b* plane: 0° red, 90° yellow, 180° green, 270° blue.

* **Skin** follows J. Kovač, P. Peer, F. Solina, "Human skin colour clustering for face detection"
  (2003), doi:10.1109/EURCON.2003.1248169, with its bounds on brightness lowered, so that dark skin
  counts too, and within the hues and chromas that colorimeters find on people: K. Xiao et al.,
  "Characterising the variations in ethnic skin colours" (2017), doi:10.1111/srt.12291. Wood, sand
  and fur share these colours; so only large, compact areas with little texture count. About one in
  six of the areas found is none the less no skin.
* **Sky** is blue, light and smooth, and reaches the upper edge, after A. Gallagher, J. Luo, W. Hao,
  "Improved blue sky detection using polynomial model fit" (2004), doi:10.1109/ICIP.2004.1421600.
  Overcast skies are grey and have no hue to miss.
* **Vegetation** is green or yellow-green and textured, as leaves and grass are and painted things
  are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import Image

Mask: TypeAlias = NDArray[np.bool_]

GROUPS: Final = ("skin", "sky", "vegetation", "other")

LEAST_SHARE = 0.02
"""Smaller areas, as shares of the photo, are not judged."""

_TEXTURE_PX = 7


def groups(rgb: Image, lab: Image) -> Mapping[str, Mask]:
    """Return where each of `GROUPS` lies; every pixel belongs to one of them at most.

    Parameters
    ----------
    rgb, lab
        One photo with its true colours, (H, W, 3): sRGB in 0..1, and CIELAB.
    """
    texture = _texture(lab[..., 0])
    hue = np.rad2deg(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    skin = _skin(rgb, lab[..., 0], hue, chroma, texture)
    sky = _sky(lab[..., 0], hue, chroma, texture) & ~skin
    vegetation = _vegetation(lab[..., 0], hue, chroma, texture) & ~skin & ~sky
    return {
        "skin": skin,
        "sky": sky,
        "vegetation": vegetation,
        "other": ~(skin | sky | vegetation),
    }


def _skin(
    rgb: Image,
    light: NDArray[np.float32],
    hue: NDArray[np.float32],
    chroma: NDArray[np.float32],
    texture: NDArray[np.float32],
) -> Mask:
    red, green, blue = np.moveaxis(rgb * 255, -1, 0)
    spread = rgb.max(-1) * 255 - rgb.min(-1) * 255
    kovac = (red > 70) & (green > 30) & (blue > 15) & (spread > 15) & (red - green > 12)
    kovac &= red > blue
    measured = (hue > 25) & (hue < 72) & (chroma > 10) & (chroma < 42) & (light > 25) & (light < 92)
    return _compact(kovac & measured & (texture < 9))


def _sky(
    light: NDArray[np.float32],
    hue: NDArray[np.float32],
    chroma: NDArray[np.float32],
    texture: NDArray[np.float32],
) -> Mask:
    blue = (hue > 215) & (hue < 300) & (chroma > 6) & (light > 35) & (texture < 2.5)
    count, labels = cv2.connectedComponents(_opened(blue, 5).astype(np.uint8))
    reaching = np.unique(labels[:3])
    seen = np.isin(labels, reaching[reaching > 0])
    return seen if count > 1 and seen.mean() >= LEAST_SHARE else np.zeros_like(seen)


def _vegetation(
    light: NDArray[np.float32],
    hue: NDArray[np.float32],
    chroma: NDArray[np.float32],
    texture: NDArray[np.float32],
) -> Mask:
    green = (hue > 97) & (hue < 160) & (chroma > 10) & (light > 5) & (light < 90) & (texture > 2)
    return _opened(green, 5)


def _texture(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standard deviation of L* around each pixel."""
    side = (_TEXTURE_PX, _TEXTURE_PX)
    mean, square = cv2.blur(light, side), cv2.blur(light * light, side)
    return np.sqrt(np.maximum(square - mean * mean, 0)).astype(np.float32)


def _opened(mask: Mask, side: int) -> Mask:
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, disc) > 0


def _compact(mask: Mask) -> Mask:
    """Keep areas that are neither small nor long nor ragged, with their small holes filled."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    closed = cv2.morphologyEx(_opened(mask, 5).astype(np.uint8), cv2.MORPH_CLOSE, disc)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    kept = np.zeros(mask.shape, np.uint8)
    for outline in outlines:
        area, hull = cv2.contourArea(outline), cv2.contourArea(cv2.convexHull(outline))
        _, (one, other), _ = cv2.minAreaRect(outline)
        ragged, long = area < 0.6 * hull, max(one, other) > 2 * min(one, other)
        if area >= 0.03 * mask.size and not ragged and not long:
            cv2.drawContours(kept, [outline], -1, 1, cv2.FILLED)
    return (closed > 0) & (kept > 0)
