"""Find the photos that would teach a network wrong colours: grey ones, tinted ones, doubles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import as_fractions, rgb_to_lab
from ml.data.sources import Photo, Source
from ml.inference.errors import ModelError

SIDE_PX: Final = 32
"""Photos are looked at in squares of this size: more detail does not tell more."""

GREY = 3.0
"""Mean distance from grey on the a*b* plane below which a photo has no colours."""

TINTED = 2.2
"""What is left of a*b* (root mean square) when lightness explains it as far as it can: below this
the colours are a tone, such as sepia, laid over a grey picture."""

ALIKE = 0.985
"""Correlation of lightness from which two photos show the same."""


@dataclass
class Findings:
    """What was found among photos, by their numbers in the source.

    Attributes
    ----------
    kept
        Good to learn from.
    grey, tinted
        Without colours of their own.
    double
        Number of a photo → number of the kept one that shows the same.
    unreadable
        Number of a photo → what is wrong with it.
    """

    kept: list[int] = field(default_factory=list)
    grey: list[int] = field(default_factory=list)
    tinted: list[int] = field(default_factory=list)
    double: dict[int, int] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)


def look_through(photos: Source) -> Iterator[tuple[int, Findings]]:
    """Look at every photo, one after the other; yield after each how many are done.

    The first of several that show the same is kept.
    """
    found = Findings()
    seen = _Seen()
    for index in range(len(photos)):
        try:
            lab = thumbnail(photos[index])
        except ModelError as error:
            found.unreadable[index] = error.message
            yield index + 1, found
            continue
        if is_grey(lab):
            found.grey.append(index)
        elif is_tinted(lab):
            found.tinted.append(index)
        else:
            former = seen.like(lab[..., 0])
            if former is None:
                seen.add(index, lab[..., 0])
                found.kept.append(index)
            else:
                found.double[index] = former
        yield index + 1, found


def thumbnail(photo: Photo) -> NDArray[np.float32]:
    """Return a photo, whatever its proportions, as a small square in CIELAB."""
    small = cv2.resize(as_fractions(photo), (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    return rgb_to_lab(np.asarray(small, np.float32))


def is_grey(lab: NDArray[np.float32]) -> bool:
    """Whether a photo (H, W, 3), CIELAB, has no colours but the camera's noise."""
    return float(np.linalg.norm(lab[..., 1:], axis=-1).mean()) < GREY


def is_tinted(lab: NDArray[np.float32]) -> bool:
    """Whether a photo's colours (H, W, 3), CIELAB, follow from its lightness: a toned print.

    a* and b* are fitted by a cubic of L*; in a photo of coloured things most of them stays over.
    """
    lightness = lab[..., 0].ravel() / 100
    powers = np.stack([lightness**power for power in range(4)], axis=1)
    ab = lab[..., 1:].reshape(-1, 2)
    explained = powers @ np.linalg.lstsq(powers, ab, rcond=None)[0]
    return float(np.sqrt(np.square(ab - explained).sum(axis=1).mean())) < TINTED


class _Seen:
    """Photos met so far, by what they look like in lightness."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._looks = np.zeros((1024, SIDE_PX * SIDE_PX), np.float32)

    def like(self, lightness: NDArray[np.float32]) -> int | None:
        """The number of a photo that shows the same, perhaps mirrored; None if there is none."""
        known = self._looks[: len(self._numbers)]
        if not len(known):
            return None
        likeness = np.maximum(known @ _look(lightness), known @ _look(lightness[:, ::-1]))
        nearest = int(likeness.argmax())
        return self._numbers[nearest] if likeness[nearest] >= ALIKE else None

    def add(self, number: int, lightness: NDArray[np.float32]) -> None:
        """Remember a photo."""
        if len(self._numbers) == len(self._looks):
            self._looks = np.concatenate([self._looks, np.zeros_like(self._looks)])
        self._looks[len(self._numbers)] = _look(lightness)
        self._numbers.append(number)


def _look(lightness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lightness as a vector of length 1 about its mean, so that a product is a correlation."""
    centred = (lightness - lightness.mean()).ravel()
    return np.asarray(centred / max(float(np.linalg.norm(centred)), 1e-6), np.float32)
