"""What does this photo need? Said in sentences, from a small copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from resources.text import Text
from workstation.core.color import fading, paper
from workstation.core.diagnose.condition import noise, sharpness, tones
from workstation.core.diagnose.find_print import lie_of_print
from workstation.core.diagnose.judge import judge
from workstation.core.diagnose.verdict import Kind, Verdict
from workstation.core.pixels import Pixels, Roi
from workstation.core.repair.find import Damage

_GRAINY: Final = 0.02
_SOFT: Final = 0.03
# From these angles on it is said that a print lies askew, or was seen from the side.
_ASKEW_DEG, _FROM_THE_SIDE_DEG = 0.5, 1.5

_KINDS: Final = {
    "grey": Text("This photo is black and white: it will be coloured."),
    "toned": Text("This photo is black and white, and toned or yellowed: it will be coloured."),
    "colour": Text("This photo is in colour: its colours are kept."),
}

_REPAIR: Final = Text("Restoring repairs that: look it through, it may be mistaken.")


@dataclass(frozen=True)
class Finding:
    """One thing that a photo shows: a code for programs, a sentence for people."""

    code: str
    message: Text


@dataclass(frozen=True)
class Diagnosis:
    """What a photo is, and what it suffers from."""

    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> Kind:
        """What the photo is."""
        return self.verdict.kind

    @property
    def damaged(self) -> bool:
        """Whether damage was found that is to be repaired."""
        return any(finding.code == "damaged" for finding in self.findings)


def diagnose(
    whole: Pixels, verdict: Verdict | None = None, damage: Damage | None = None
) -> Diagnosis:
    """Say what a photo needs.

    Parameters
    ----------
    whole
        A small copy of it, its longer side at most `WORKING_PX`.
    verdict
        What it is, where that was found or said before.
    damage
        What was found of damage on a larger copy; None if nobody looked.
    """
    verdict = verdict or judge(whole)
    return Diagnosis(verdict, tuple(_findings(whole, verdict, damage)))


def faded(fade: fading.Fading, kind: Kind) -> Text:
    """What a faded photo has lost, and what the step Tone does about it, as a sentence."""
    if kind == "colour":
        return Text(
            "It is faded: each layer of its colours has lost its own share, which is brought back."
        )
    return Text(
        "It is faded: its tones reach from {black:.0%} to {white:.0%} only, and will be spread.",
        black=fade.tones.black,
        white=fade.tones.white,
    )


def _findings(whole: Pixels, verdict: Verdict, damage: Damage | None) -> Iterator[Finding]:
    yield Finding(verdict.kind, _KINDS[verdict.kind])
    if verdict.doubt is not None:
        yield Finding("doubt", verdict.doubt)
    if not verdict.picture.is_whole:
        text = Text(
            "Its picture fills {share:.0%} of the scan: what lies around it gets no colours.",
            share=float(verdict.area.mean()),
        )
        yield Finding("page", text)
    lying = lie_of_print(whole, verdict.picture)
    if lying.apart > _FROM_THE_SIDE_DEG:
        text = Text("It was photographed from the side: trimming makes a rectangle of the print.")
        yield Finding("photographed", text)
    elif abs(lying.angle) > _ASKEW_DEG:
        text = Text("It lies askew by {angle:.1f}°: trimming turns it.", angle=abs(lying.angle))
        yield Finding("askew", text)
    if damage is not None and damage.pieces:
        yield Finding("damaged", damage.says)
        yield Finding("repair", _REPAIR)
    measured = tones(whole, verdict.area)
    marks = None
    if verdict.is_print:
        marks = paper.marks(whole, None if verdict.picture.is_whole else verdict.area)
    if marks is not None:
        yield Finding("stained", Text("It has stains or has yellowed unevenly: that is taken off."))
    # Stains are taken off before tones are corrected.
    cleaned = whole
    if marks is not None:
        cleaned = marks.taken_off(whole, Roi.whole(*whole.shape[:2]), 1.0)
    fade = fading.measure(cleaned, verdict.area, kind=verdict.kind)
    if fade.amount > 0:
        yield Finding("faded", faded(fade, verdict.kind))
    grain = noise(whole)
    if grain > _GRAINY:
        text = Text("It is grainy: grain of {grain:.1%} of the tonal range.", grain=grain)
        yield Finding("grainy", text)
    contrast = max(measured.white - measured.black, 1e-3)
    if max(whole.shape) >= 256 and sharpness(whole) / contrast < _SOFT:
        yield Finding("soft", Text("It is soft: its edges are blurred even at screen size."))
