"""What every baseline is made of, so that one loop trains and one command compares them all.

All of them see what the colorizer sees, `gray` (batch, side, side, 1), L*/50 − 1, and no hints.
What they answer differs: that is what is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import crops
from ml.data.cielab import as_fractions, lab_to_rgb, rgb_to_lab
from ml.data.examples import Example
from ml.train.config import Config, Term

Maps: TypeAlias = NDArray[np.float32]
Named: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Baseline:
    """A way of colouring that others built before us.

    Attributes
    ----------
    side_px
        Of the photos it is trained on and answers for here.
    build
        Makes the network with random weights.
    truth
        From a photo in CIELAB (side, side, 3) to what the network is to answer, by name.
    ab
        From L* (B, side, side) and the network's answers, or the truth in their place, to a*b*
        (B, h, w, 2) in CIELAB units.
    terms
        The loss.
    interpolation
        OpenCV's way of bringing a*b* to the photo's size.
    """

    side_px: int
    build: Callable[[], Any]
    truth: Callable[[Maps], dict[str, NDArray[Any]]]
    ab: Callable[[Maps, Named], Maps]
    terms: tuple[Term, ...]
    interpolation: int = cv2.INTER_LINEAR

    def config(self, name: str, **settings: Any) -> Config:
        """Return the training called `name`: the loop's settings, less what the baseline knows."""
        given: dict[str, Any] = {
            "network": self.build,
            "terms": self.terms,
            "example": self.example,
            "check_example": self.check_example,
            "paint": self.paint,
            "size_px": self.side_px,
            # None of these projects decayed or averaged weights.
            "weight_decay": 0.0,
            "average": 0.0,
        }
        return Config(name=name, **(given | settings))

    def example(self, photo: NDArray[np.uint8], draw: np.random.Generator, side: int) -> Example:
        """Make a random square of a photo, perhaps mirrored, into a question and its answer."""
        return self._ask(crops.random_crop(photo, draw, side))

    def check_example(
        self, photo: NDArray[np.uint8], _draw: np.random.Generator, side: int
    ) -> Example:
        """Make the middle square of a photo into a question and its answer."""
        return self._ask(crops.middle_crop(photo, side))

    def paint(self, inputs: Named, outputs: Named) -> Maps:
        """Return the pictures (B, side, side, 3), sRGB in 0..1, that answers or truths make."""
        lightness = lightness_of(np.asarray(inputs["gray"]))
        return np.stack(
            [
                lab_to_rgb(np.dstack([plane, self.enlarge(ab, plane.shape)]))
                for plane, ab in zip(lightness, self.ab(lightness, outputs), strict=True)
            ]
        )

    def ab_of(self, inputs: Named, outputs: Named) -> Maps:
        """Return a*b* (h, w, 2) in CIELAB units of one photo's answer, without a batch axis."""
        answer = {name: np.asarray(values)[None] for name, values in outputs.items()}
        lightness = lightness_of(np.asarray(inputs["gray"])[None])
        return np.asarray(self.ab(lightness, answer)[0], np.float32)

    def enlarge(self, ab: Maps, shape: tuple[int, ...]) -> Maps:
        """Bring one a*b* (h, w, 2) to (height, width)."""
        height, width = shape
        large = cv2.resize(ab, (width, height), interpolation=self.interpolation)
        return np.asarray(large, np.float32)

    def _ask(self, photo: NDArray[np.uint8]) -> Example:
        lab = rgb_to_lab(as_fractions(photo))
        return Example({"gray": gray_of(lab[..., :1])}, self.truth(lab))


def gray_of(lightness: Maps) -> Maps:
    """From L*, 0..100, to the networks' −1..1."""
    return lightness / np.float32(50) - np.float32(1)


def lightness_of(gray: Maps) -> Maps:
    """From the networks' (B, H, W, 1), −1..1, to L* (B, H, W)."""
    return (gray[..., 0] + np.float32(1)) * np.float32(50)


def ab_of_rgb(rgb: Maps) -> Maps:
    """Return a*b* of sRGB pictures that may stray a little beyond 0..1."""
    return rgb_to_lab(np.clip(rgb, 0, 1))[..., 1:]
