"""Does the step Tone help faded photos, and leave the others alone? On fadings of known amount.

    python -m benchmarks.tone [--quick] [--count 300]

Validation photos in `shared/photos` beside the checkout are made grey and toned prints, and
faded by raising black, lowering white, changing gamma, both, all, and by losing silver from paper
that grew dark; colour photos lose each layer of dye by another share. Then the step is done to
them as the program does it. Lightness is compared by the PSNR of L* (60 dB at most), colours in
CIEDE2000.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.data.cielab import rgb_to_lab
from ml.evaluate.metrics import ciede2000
from workstation.core.color import cielab
from workstation.core.diagnose.judge import judge
from workstation.core.pixels import Pixels, Roi, from_grey, grey_plane, seal
from workstation.core.recipe import Context
from workstation.core.steps import Stains, Tone

Plane: TypeAlias = NDArray[np.float32]
Random: TypeAlias = np.random.Generator
Fade: TypeAlias = Callable[[NDArray[np.floating], Random], NDArray[np.floating]]

QUICK, USUAL = 100, 300
"""How many photos, of which each takes about a second; 0: all there are."""

# "No farther" allows what nobody sees: rounding to 8 bits.
_SLACK_DB, _SLACK_DE = 0.05, 0.1
_MOST_DB: Final = 60.0


def _spread(low: float, high: float, gamma: float = 1.0) -> Fade:
    return lambda v, _: low + (high - low) * v**gamma


def raised_black(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Black is no longer black: 15 to 35 % of the sRGB scale."""
    return _spread(rng.uniform(0.15, 0.35), 1.0)(v, rng)


def lowered_white(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """White is no longer white: 60 to 80 %."""
    return _spread(0.0, rng.uniform(0.6, 0.8))(v, rng)


def both(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Both."""
    return _spread(rng.uniform(0.15, 0.35), rng.uniform(0.6, 0.8))(v, rng)


def gamma_too(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Both, and middle tones that are lighter or darker."""
    gamma = np.exp(rng.uniform(-np.log(1.3), np.log(1.3)))
    return _spread(rng.uniform(0.15, 0.35), rng.uniform(0.6, 0.8), gamma)(v, rng)


def gamma_alone(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Middle tones that are lighter or darker, black and white as they were: nothing shows it."""
    return _spread(0.0, 1.0, np.exp(rng.uniform(-np.log(1.3), np.log(1.3))))(v, rng)


def lost_silver(v: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """A quarter to half of the density is gone, from paper whose own density grew."""
    density = np.minimum(-np.log10(np.maximum(cielab.linear(v), 1e-6)), 2.2)
    faded = density * (1 - rng.uniform(0.25, 0.5)) + rng.uniform(0.03, 0.2)
    return np.asarray(cielab.encoded(10**-faded))


FADES: Final[dict[str, Fade]] = {
    "black raised": raised_black,
    "white lowered": lowered_white,
    "both": both,
    "both and gamma": gamma_too,
    "gamma alone": gamma_alone,
}


def lost_dyes(photo: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Each layer loses up to 55 % of its density; the paper yellows a little."""
    density = np.minimum(-np.log10(np.maximum(cielab.linear(photo), 1e-6)), 2.2)
    paper = rng.uniform(0, 0.12) * np.array((0.1, 0.4, 1.0))
    return np.asarray(cielab.encoded(10 ** -(density * (1 - rng.uniform(0, 0.55, 3)) + paper)))


def veiled_layers(photo: NDArray[np.floating], rng: Random) -> NDArray[np.floating]:
    """Each channel has another black, white and gamma."""
    low, high = rng.uniform(0, 0.3, 3), rng.uniform(0.7, 1, 3)
    return np.asarray(low + (high - low) * photo ** np.exp(rng.uniform(-0.2, 0.2, 3)))


def eight_bits(values: NDArray[np.floating]) -> Plane:
    levels = np.round(np.clip(values, 0, 1) * 255) / 255
    return np.asarray(levels, np.float32)


def restored(pixels: Pixels) -> Pixels:
    """What Restore makes of a photo before it is coloured, as the program does it."""
    verdict = judge(pixels)
    where = Roi.whole(*pixels.shape[:2])
    context = Context(lambda *_: None, verdict=verdict)
    stains, tone = Stains(), Tone()
    cleaned = stains.apply(pixels, where, stains.analyse(pixels, context))
    return tone.apply(cleaned, where, tone.analyse(cleaned, context))


def decibels(one: Plane, other: Plane) -> float:
    """PSNR of L*."""
    error = float(np.mean((one.astype(np.float64) - other) ** 2)) / 100**2
    return min(_MOST_DB, -10 * float(np.log10(max(error, 1e-9))))


def toned(grey: Pixels, rng: Random) -> Pixels:
    """A toned print of a grey photo: sepia to warm brown, strongest in the middle tones."""
    light = cielab.lightness(grey)
    bell = 4 * (light / 100) * (1 - light / 100)
    a, b = rng.uniform(2, 10), rng.uniform(8, 26)
    rgb = cielab.from_lab(light, np.stack([a * bell, b * bell], -1).astype(np.float32))
    return seal(eight_bits(rgb))


class Tally:
    """How much nearer to the truth photos came."""

    def __init__(self) -> None:
        self.before: list[float] = []
        self.after: list[float] = []

    def add(self, before: float, after: float) -> None:
        """Count one photo; more is nearer."""
        self.before.append(before)
        self.after.append(after)

    @property
    def gain(self) -> float:
        """How much nearer they came on average."""
        return float(np.mean(np.array(self.after) - self.before))

    def no_worse(self, slack: float) -> float:
        """The share of photos that came no farther."""
        return float(np.mean(np.array(self.after) >= np.array(self.before) - slack))


def monochrome(photos: Iterable[Plane]) -> list[Figure]:
    """Figures of grey photos and toned prints, unfaded and faded."""
    rng = np.random.default_rng(0)
    kept: dict[str, list[float]] = {"grey": [], "toned": []}
    chroma: list[float] = []
    fades = {**FADES, "silver lost": lost_silver}
    tallies = {(name, kind): Tally() for name in fades for kind in kept}
    for values in photos:
        truth = from_grey(values)
        print_ = toned(truth, rng)
        for kind, photo in (("grey", truth), ("toned", print_)):
            light = cielab.lightness(photo)
            kept[kind].append(decibels(cielab.lightness(restored(photo)), light))
            for name, fade in fades.items():
                plane = grey_plane(photo)
                faded = eight_bits(fade(photo if plane is None else plane, rng))
                old = seal(faded) if plane is None else from_grey(faded)
                new = restored(old)
                before = decibels(cielab.lightness(old), light)
                tallies[name, kind].add(before, decibels(cielab.lightness(new), light))
                if kind == "toned":
                    chroma.append(_chroma(new) - _chroma(old))
    return _figures_of_monochrome(kept, tallies, chroma)


def _chroma(pixels: Pixels) -> float:
    ab = cielab.to_lab(pixels)[1]
    return float(np.hypot(ab[..., 0], ab[..., 1]).mean())


def _figures_of_monochrome(
    kept: dict[str, list[float]],
    tallies: dict[tuple[str, str], Tally],
    chroma: list[float],
) -> list[Figure]:
    figures = []
    for kind, values in kept.items():
        share = 100 * float(np.mean(np.array(values) >= 40))
        least = 40.0 if kind == "grey" else None
        what = f"unfaded {kind}: L* after from before"
        figures.append(Figure(what, float(np.mean(values)), "dB", at_least=least))
        figures.append(Figure(f"unfaded {kind}: at 40 dB or more", share, "%"))
    for kind in kept:
        together = Tally()
        for name in FADES:
            together.before += tallies[name, kind].before
            together.after += tallies[name, kind].after
        what = f"faded {kind}: nearer to the truth"
        figures.append(Figure(what, together.gain, "dB", at_least=6))
        share = 100 * together.no_worse(_SLACK_DB)
        figures.append(Figure(f"faded {kind}: no farther than before", share, "%", at_least=98))
        for (name, of_kind), tally in tallies.items():
            if of_kind == kind:
                note = f"{100 * tally.no_worse(_SLACK_DB):.1f} % no farther"
                figures.append(Figure(f"  {name}, {kind}", tally.gain, "dB", note=note))
    largest = max(chroma, default=0.0)
    figures.append(Figure("toned: chroma after less before, at most", largest, "C*", at_most=0.5))
    return figures


def colour(photos: Iterable[Plane]) -> list[Figure]:
    """Figures of colour photos, healthy and with faded layers."""
    rng = np.random.default_rng(1)
    fades = {"dyes lost": lost_dyes, "layers veiled": veiled_layers}
    tallies = {name: Tally() for name in fades}
    healthy: list[float] = []
    for photo in photos:
        truth = rgb_to_lab(photo[::2, ::2])
        same = restored(seal(photo.copy()))
        healthy.append(float(ciede2000(rgb_to_lab(same[::2, ::2]), truth).mean()))
        for name, fade in fades.items():
            faded = eight_bits(fade(photo, rng))
            new = restored(seal(faded))
            # Nearer is less here, so both are turned round.
            tallies[name].add(
                -float(ciede2000(rgb_to_lab(faded[::2, ::2]), truth).mean()),
                -float(ciede2000(rgb_to_lab(new[::2, ::2]), truth).mean()),
            )
    alike = 100 * float(np.mean(np.array(healthy) < 1))
    figures = [
        Figure("healthy colour photos: ΔE2000 after from before", float(np.mean(healthy)), ""),
        Figure("healthy colour photos: below 1", alike, "%"),
    ]
    for name, tally in tallies.items():
        before, after = -np.mean(tally.before), -np.mean(tally.after)
        note = (
            f"{before:.1f} became {after:.1f}; {100 * tally.no_worse(_SLACK_DE):.1f} % no farther"
        )
        what = f"{name}: ΔE2000 to the truth, share of before"
        target = 0.5 if name == "dyes lost" else None
        figures.append(Figure(what, float(after / before), "", target, note))
    return figures


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK} photos only")
    arguments.add_argument("--count", type=int, default=USUAL, help="photos; 0: all")
    given = arguments.parse_args()
    limit = QUICK if given.quick else given.count or None
    if not (packs.PHOTOS / "validation.bin").exists():
        print("\nTone: skipped, as there are no photos in ../shared/photos to measure on.")
        return

    def photos() -> Iterator[Plane]:
        for photo in packs.photos(packs.PHOTOS / "validation", limit=limit, seed=0):
            yield photo.astype(np.float32) / np.float32(255)

    grey = (eight_bits(cielab.encoded(cielab.linear(one) @ _LUMINANCE)) for one in photos())
    print_table("Fading", [*monochrome(grey), *colour(photos())])


_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])


if __name__ == "__main__":
    main()
