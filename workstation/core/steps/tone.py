"""Tone: bring a faded photo's tones back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workstation.core import diagnose
from workstation.core.color import guided_filter
from workstation.core.pixels import Pixels, Plane, Roi, from_grey, grey_plane, seal
from workstation.core.recipe import Analysis, Context, check_settings, setting

_TABLE = 65535
# The base of local contrast: a guided blur of 1/24 of the longer side; differences of luminance
# of more than 0.12 are edges and stay out of it, so no halos appear along them.
_BASE_SHARE, _BASE_EDGE = 24, 0.12
# Automatic correction stops here, so that a photo taken in fog stays one.
_DARKEST_WHITE, _LIGHTEST_BLACK = 0.55, 0.35
# Automatic gamma brings the middle tone half of the way to this value.
_MIDDLE = 0.45
_GAMMA = (0.75, 1.35)


@dataclass(frozen=True)
class ToneAnalysis(Analysis):
    """The points in use, and the base against which local contrast is raised.

    Attributes
    ----------
    black, white
        Tones, sRGB 0..1, that become black and white.
    gamma
        Exponent of the curve between them; below 1 lightens.
    base
        The luma after the curve, blurred along edges; None without local contrast.
    """

    black: float = 0.0
    white: float = 1.0
    gamma: float = 1.0
    base: guided_filter.Guided | None = None


@dataclass(frozen=True)
class Tone:
    """Fade correction: black and white point, gamma, local contrast.

    Attributes
    ----------
    automatic
        Points and gamma are found from the photo, and the three sliders below are ignored.
    black, white
        Tones, sRGB 0..1, that become black and white.
    gamma
        Exponent of the curve between them; below 1 lightens.
    local_contrast
        How much differences from the surroundings are raised, 0..1.
    strength
        0 leaves the photo as it is, 1 corrects fully.
    """

    automatic: bool = True
    black: float = setting(0.0, 0.0, 0.9)
    white: float = setting(1.0, 0.1, 1.0)
    gamma: float = setting(1.0, 0.3, 3.0)
    local_contrast: float = setting(0.15, 0.0, 1.0)
    strength: float = setting(1.0, 0.0, 1.0)

    kind: ClassVar[str] = "tone"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 40
    analysed: ClassVar[tuple[str, ...]] = ("automatic", "black", "white", "gamma", "strength")

    def __post_init__(self) -> None:
        check_settings(self)

    def analyse(self, whole: Pixels, context: Context) -> ToneAnalysis:
        """Find the points, and blur the corrected luma for local contrast."""
        context.progress.check()
        black, white, gamma = self.black, self.white, self.gamma
        if self.automatic:
            black, white, gamma = find_points(diagnose.tones(whole))
        # A white point below the black one would turn the picture into its negative.
        white = max(white, black + 0.02)
        found = ToneAnalysis(black=black, white=white, gamma=gamma)
        luma = _luma(_curved(whole, _curve(found, self.strength)))
        radius = max(1, max(luma.shape) // _BASE_SHARE)
        base = guided_filter.fit(luma[None], luma, radius, _BASE_EDGE)
        return ToneAnalysis(black=black, white=white, gamma=gamma, base=base)

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: a pixel needs its own value and the small maps."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: ToneAnalysis) -> Pixels:
        """Apply the curve to every channel, then raise local contrast on all alike."""
        curved = _curved(tile, _curve(analysis, self.strength))
        amount = np.float32(self.local_contrast * self.strength)
        if analysis.base is None or amount == 0:
            return curved
        luma = _luma(curved)
        (base,) = analysis.base.at(where, luma)
        # Less towards black and white, so that neither clips.
        change = (luma - base) * (4 * amount * luma * (1 - luma))
        if grey_plane(curved) is not None:
            return from_grey(np.clip(luma + change, 0, 1))
        return seal(np.clip(curved + change[:, :, None], 0, 1))


def find_points(tones: diagnose.Tones) -> tuple[float, float, float]:
    """Black point, white point and gamma that answer the fading of a photo."""
    black = min(tones.black, _LIGHTEST_BLACK)
    white = max(tones.white, _DARKEST_WHITE)
    middle = (tones.middle - black) / max(white - black, 1e-3)
    middle = min(max(middle, 0.02), 0.98)
    wished = (np.log(_MIDDLE) / np.log(middle)) ** 0.5
    return black, white, float(min(max(wished, _GAMMA[0]), _GAMMA[1]))


def _curve(points: ToneAnalysis, strength: float) -> NDArray[np.float32]:
    """The curve as a table over 16-bit values."""
    v = np.arange(_TABLE + 1) / _TABLE
    spread = np.clip((v - points.black) / (points.white - points.black), 0, 1) ** points.gamma
    return (v + (spread - v) * strength).astype(np.float32)


def _curved(pixels: Pixels, curve: NDArray[np.float32]) -> Pixels:
    plane = grey_plane(pixels)
    values = pixels if plane is None else plane
    index = (values * np.float32(_TABLE) + np.float32(0.5)).astype(np.uint16)
    return seal(curve[index]) if plane is None else from_grey(curve[index])


def _luma(pixels: Pixels) -> Plane:
    plane = grey_plane(pixels)
    if plane is not None:
        return plane
    luma: Plane = pixels @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return luma
