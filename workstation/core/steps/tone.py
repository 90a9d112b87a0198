"""Tone: bring a faded photo's tones back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import curves, fading, guided_filter
from workstation.core.color.cielab import luma
from workstation.core.color.curves import Table
from workstation.core.diagnose.condition import Tones, tones
from workstation.core.errors import HeirloomError
from workstation.core.masks.adjustments import local_adjustments
from workstation.core.pixels import Pixels, Roi, from_grey, grey_plane, seal
from workstation.core.recipe import Analysis, Context, check_settings, setting
from workstation.core.steps import dodge

# The base of local contrast: a guided blur of 1/24 of the longer side; differences of luminance
# of more than 0.12 are edges and stay out of it, so no halos appear along them.
_BASE_SHARE, _BASE_EDGE = 24, 0.12


@dataclass(frozen=True)
class ToneAnalysis(Analysis):
    """The points in use, and the base against which local contrast is raised.

    Attributes
    ----------
    black, white
        Tones, sRGB 0..1, that become black and white.
    gamma
        Exponent of the curve between them; below 1 lightens.
    softness
        How far the curve stays from black and white at the points, sRGB 0..1; 0: it clips there.
    layers
        What brings the layers of a faded colour photo back, before that; None for other photos.
    faded
        Whether the photo was found to be faded.
    base
        The luma after the curve, blurred along edges; None without local contrast.
    dodged
        The regions that have tones of their own.
    """

    black: float = 0.0
    white: float = 1.0
    gamma: float = 1.0
    softness: float = 0.0
    layers: tuple[fading.Layer, fading.Layer, fading.Layer] | None = None
    faded: bool = False
    base: guided_filter.Guided | None = None
    dodged: tuple[dodge.Dodged, ...] = ()

    @property
    def untouched(self) -> bool:
        """Whether the curves leave every tone as it is."""
        return self.layers is None and self.flat

    @property
    def flat(self) -> bool:
        """Whether the curve on the lightness leaves every tone as it is."""
        return (self.black, self.white, self.gamma) == (0.0, 1.0, 1.0)


@dataclass(frozen=True)
class Tone:
    """Fade correction: black and white point, gamma, the layers of colour photos, local contrast.

    Attributes
    ----------
    automatic
        Points are found from the photo: none for one that is not faded. The three sliders below
        are ignored.
    black, white
        Tones, sRGB 0..1, that become black and white.
    gamma
        Exponent of the curve between them; below 1 lightens.
    layers
        How much of what each layer of a faded colour photo has lost is brought back, 0..1.
    local_contrast
        How much differences from the surroundings are raised, 0..1.
    strength
        0 leaves the photo as it is, 1 corrects fully.
    process
        1 makes the pixels that Heirloom 0.1 made, for recipes from there: the tones of any photo
        are spread, each channel by the same curve. 2 corrects what has faded, on the lightness.
    regions
        Areas that are lightened or darkened by themselves, whatever the strength.
    """

    automatic: bool = True
    black: float = setting(0.0, 0.0, 0.9)
    white: float = setting(1.0, 0.1, 1.0)
    gamma: float = setting(1.0, 0.3, 3.0)
    layers: float = setting(1.0, 0.0, 1.0)
    local_contrast: float = setting(0.0, 0.0, 1.0)
    strength: float = setting(1.0, 0.0, 1.0)
    regions: tuple[dodge.ToneRegion, ...] = local_adjustments(dodge.ToneRegion)
    process: Literal[1, 2] = 2

    kind: ClassVar[str] = "tone"
    version: ClassVar[int] = 2
    order: ClassVar[int] = 40
    analysed: ClassVar[tuple[str, ...]] = (
        *("automatic", "black", "white", "gamma", "layers", "strength", "process", "regions"),
    )

    def __post_init__(self) -> None:
        check_settings(self)
        if self.process not in (1, 2):
            raise HeirloomError(
                "The process of tone was given as {process}.",
                "It is 1 or 2.",
                process=repr(self.process),
            )

    @classmethod
    def upgraded(cls, version: int, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG003
        """The fields of version 1, to be rendered as they were."""
        return {"local_contrast": 0.15, **fields, "process": 1}

    def analyse(self, whole: Pixels, context: Context) -> ToneAnalysis:
        """Find the points, and blur the corrected luma for local contrast."""
        context.progress.check()
        black, white, gamma = self.black, self.white, self.gamma
        layers, faded, softness = None, False, 0.0
        if self.process == 1:
            if self.automatic:
                black, white, gamma = former_points(tones(whole))
        else:
            kind = context.verdict.kind
            area = context.verdict.picture.mask_at(*whole.shape[:2])
            found = fading.measure(whole, area, kind=kind)
            faded = found.amount > 0
            if kind == "colour" and faded:
                layers = found.layers()
            if self.automatic:
                black, white, gamma = 0.0, 1.0, 1.0
            if self.automatic and kind != "colour":
                (black, white), gamma = found.points(), found.gamma()
                softness = found.softness()
        # A white point below the black one would turn the picture into its negative.
        white = max(white, black + 0.02)
        analysis = ToneAnalysis(
            black=black, white=white, gamma=gamma, softness=softness, layers=layers, faded=faded
        )
        curved = self._curved(whole, analysis)
        light = luma(curved)
        radius = max(1, max(light.shape) // _BASE_SHARE)
        base = guided_filter.fit(light[None], light, radius, _BASE_EDGE)
        dodged = dodge.look(self.regions, whole, curved, context)
        return replace(analysis, base=base, dodged=dodged)

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: a pixel needs its own value and the small maps."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: ToneAnalysis) -> Pixels:
        """Apply the curves, local contrast to all channels alike, then what regions have."""
        return dodge.apply(self._toned(tile, where, analysis), tile, where, analysis.dodged)

    def _toned(self, tile: Pixels, where: Roi, analysis: ToneAnalysis) -> Pixels:
        curved = self._curved(tile, analysis)
        amount = np.float32(self.local_contrast * self.strength)
        if analysis.base is None or amount == 0:
            return curved
        light = luma(curved)
        (base,) = analysis.base.at(where, light)
        # Less towards black and white, so that neither clips.
        change = (light - base) * (4 * amount * light * (1 - light))
        if grey_plane(curved) is not None:
            return from_grey(np.clip(light + change, 0, 1))
        return seal(np.clip(curved + change[:, :, None], 0, 1))

    def _curved(self, pixels: Pixels, analysis: ToneAnalysis) -> Pixels:
        curve = _curve(analysis, self.strength)
        if self.process == 1:
            return curves.by_channel(pixels, (curve,) * 3)
        if analysis.layers is not None and self.layers * self.strength > 0:
            share = self.layers * self.strength
            pixels = curves.by_channel(pixels, tuple(_layer(one, share) for one in analysis.layers))
        return pixels if analysis.flat else curves.on_lightness(pixels, curve)


def former_points(tones: Tones) -> tuple[float, float, float]:
    """Black point, white point and gamma that process 1 finds for any photo."""
    black, white = min(tones.black, 0.35), max(tones.white, 0.55)
    middle = (tones.middle - black) / max(white - black, 1e-3)
    middle = min(max(middle, 0.02), 0.98)
    wished = (np.log(0.45) / np.log(middle)) ** 0.5
    return black, white, float(min(max(wished, 0.75), 1.35))


def _curve(points: ToneAnalysis, strength: float) -> Table:
    """The curve as a table over 16-bit values."""
    v = curves.tones()
    spread = (v - points.black) / (points.white - points.black)
    # A toe and a shoulder: what lies beyond the points comes nearer to black and white and never
    # reaches them.
    above = _no_less_than_0(spread, points.softness)
    spread = np.clip(1 - _no_less_than_0(1 - above, points.softness), 0, 1) ** points.gamma
    return (v + (spread - v) * strength).astype(np.float32)


def _no_less_than_0(v: NDArray[np.float64], softness: float) -> NDArray[np.float64]:
    """`max(v, 0)`, rounded off where it bends; there it is `softness`."""
    return np.asarray((v + np.sqrt(v * v + 4 * softness * softness)) / 2)


def _layer(layer: fading.Layer, share: float) -> Table:
    v = curves.tones()
    return (v + (layer(v) - v) * share).astype(np.float32)
