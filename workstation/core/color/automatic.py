"""The colours that the network sees in a photo, carried to the photo's edges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.color.guided_filter import Guided
from workstation.core.pixels import Plane, Roi

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

SEEN_PX: Final = 384
"""The longer side of the copy that the network sees, unless somebody wants another."""


@dataclass(frozen=True, eq=False)
class AutomaticColors:
    """A photo as the network sees it.

    Attributes
    ----------
    light
        L*, 0..100, of the working copy, (height, width).
    seen
        L*, 0..100, of the smaller copy that the network sees.
    answer
        What the network says about it.
    carried
        Its a*b*, carried to the edges of the working copy.
    """

    light: Plane
    seen: Plane
    answer: Chroma
    carried: Guided

    @classmethod
    def of(cls, light: Plane, seen: Plane, answer: Chroma) -> AutomaticColors:
        """Carry an answer to the edges."""
        maps = answer.ab.transpose(2, 0, 1)
        return cls(light, seen, answer, guided_filter.follow_edges(maps, light, (max(seen.shape),)))

    @cached_property
    def ab(self) -> NDArray[np.float32]:
        """a* and b* of the working copy, (2, height, width)."""
        whole = Roi.whole(*self.light.shape)
        return np.stack(self.carried.at(whole, self.light * np.float32(0.01)))


def look(
    light: Plane, colorize: Callable[[Plane], Chroma], longest_px: int = SEEN_PX
) -> AutomaticColors:
    """Ask the network about a photo.

    Parameters
    ----------
    light
        L*, 0..100, (height, width), of a working copy of the whole photo.
    colorize
        Answers with chroma for a plane of L*.
    longest_px
        The longer side of the copy that it sees.
    """
    seen = guided_filter.shrink(light, longest_px)
    return AutomaticColors.of(light, seen, colorize(seen))
