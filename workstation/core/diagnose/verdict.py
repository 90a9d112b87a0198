"""What a photo is: grey, toned or in colour; said once, and everything acts on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from resources.text import Text
from workstation.core.diagnose.picture_area import Mask, PictureArea

Kind: TypeAlias = Literal["grey", "toned", "colour"]
KINDS: Final[tuple[Kind, ...]] = ("grey", "toned", "colour")

# No stains spread colours as far as this; nearly all photos in colour do.
_BEYOND_STAINS: Final = 1.2

WORKING_PX: Final = 1024
"""The longer side of the copy on which whole photos are analysed."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a photo is.

    Attributes
    ----------
    kind
        Black and white without a tone, black and white with one (sepia, cyanotype, yellowed), or
        in colour.
    picture
        Where the picture lies in the scan.
    certainty
        0.5 where it could as well be otherwise, 1 beyond doubt.
    doubt
        What else it may be, as a sentence; None where nothing speaks for it.
    spread
        How far its colours vary in a way that neither lightness nor place explains, a*b*.
    """

    kind: Kind
    picture: PictureArea = field(default_factory=PictureArea)
    certainty: float = 1.0
    doubt: Text | None = None
    spread: float = 0.0

    @property
    def area(self) -> Mask:
        """Where the picture lies, on the grid of the working copy."""
        return self.picture.mask

    @property
    def is_print(self) -> bool:
        """Whether all its colours are those of toning, paper and stains.

        They are not where the user wants a photo in colour treated as black and white.
        """
        return self.kind != "colour" and self.spread < _BEYOND_STAINS

    def told(self, kind: Kind | None) -> Verdict:
        """This verdict where the user said nothing, else what the user said."""
        return self if kind is None else replace(self, kind=kind, certainty=1.0, doubt=None)
