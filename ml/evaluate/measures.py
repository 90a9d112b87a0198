"""Every measure of a colouring: its name, its unit, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

DOTS: Final = (0, 1, 5, 10, 50)
"""How many dots of the true colours a photo is given, to see how hints are answered."""


@dataclass(frozen=True)
class Measure:
    """One column of the tables.

    Attributes
    ----------
    key
        In files.
    title
        In tables, with the unit.
    better
        +1 if higher is better, −1 if lower is, 0 if neither.
    meaning
        One sentence for the reader; sources are where it is worked out.
    """

    key: str
    title: str
    better: int
    meaning: str

    @property
    def head(self) -> str:
        """The title, with an arrow towards what is better."""
        return f"{self.title}{ {1: ' ↑', -1: ' ↓', 0: ''}[self.better] }"


def _group(group: str) -> tuple[Measure, Measure, Measure]:
    return (
        Measure(
            f"delta_e_{group}",
            f"ΔE2000, {group}",
            -1,
            f"Difference people see, mean over all pixels of {group}.",
        ),
        Measure(
            f"hue_error_{group}",
            f"hue error, {group} (°)",
            -1,
            f"Angle between given and true mean colour of a photo's {group}, weighed by area.",
        ),
        Measure(
            f"hue_turn_{group}",
            f"hue turn, {group} (°)",
            0,
            f"The same with its sign, which a cast of all photos leaves ({group}).",
        ),
    )


def _dots(count: int) -> str:
    words = {0: "no dots", 1: "1 dot"}.get(count, f"{count} dots")
    return f"a*b* error, {words}"


_ALL = (
    Measure("psnr_db", "PSNR (dB)", 1, "Peak signal-to-noise ratio in sRGB; flatters grey."),
    Measure("ssim", "SSIM", 1, "Structural similarity in sRGB."),
    Measure("ab_error", "a*b* error", -1, "Mean distance on the a*b* plane."),
    Measure("ab_error_p90", "a*b* error, p90", -1, "What a tenth of a photo's pixels exceeds."),
    Measure("auc", "AuC", 1, "Area under the share of pixels within 0 … 150 of the truth."),
    Measure("colourfulness", "colourfulness", 0, "After Hasler and Süsstrunk."),
    Measure("delta_cf", "ΔCF", -1, "Distance of the mean colourfulness from the true photos'."),
    Measure(
        "frechet",
        "Fréchet distance (EfficientNet-Lite2)",
        -1,
        "Between the features of the coloured and of the true photos; not comparable with FID.",
    ),
    Measure(
        "top1",
        "top-1 agreement",
        1,
        "Share of photos that EfficientNet-Lite2 calls what it calls the true photo.",
    ),
    Measure("delta_e", "ΔE2000", -1, "Difference people see, mean over all pixels."),
    *(measure for group in ("skin", "sky", "vegetation") for measure in _group(group)),
    Measure("delta_e_other", "ΔE2000, other", -1, "Mean over the pixels of no named group."),
    Measure("spill", "spill over edges", -1, "Share of colour's step further than 2 px off."),
    *(
        Measure(f"dots_{count}", _dots(count), -1, "With true colours at random places of 7 px.")
        for count in DOTS
    ),
    *(
        Measure(f"unsteady_{name}", f"ΔE2000, {words}", -1, "Between the result and the first.")
        for name, words in (
            ("shift", "shifted by a pixel"),
            ("jpeg", "saved as JPEG"),
            ("noise", "with noise"),
        )
    ),
)

MEASURES: Final = MappingProxyType({measure.key: measure for measure in _ALL})
"""By key, in the order of the tables."""
