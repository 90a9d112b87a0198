"""Golden cases: small photos, what is done to each, and how the result looked when it was right.

Each folder here with a `case.json` is one: `photo.*`, what the command `heirloom restore` is told
besides, in `case.json`, and `expected.png`.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray

from workstation.cli import main

HERE = Path(__file__).parent

MEAN, MOST = 0.1, 2.0
"""CIEDE2000. Other processors round otherwise, which is less; from 1 on, people see a difference
between two areas side by side."""


@dataclass(frozen=True)
class Difference:
    """How far two pictures are from each other, in CIEDE2000: mean, 99th percentile, maximum."""

    mean: float
    p99: float
    most: float

    @classmethod
    def of(cls, plane: NDArray[np.float32]) -> Difference:
        """Of a difference at each pixel."""
        p99 = float(np.percentile(plane, 99))
        return cls(float(plane.mean()), p99, float(plane.max()))

    @property
    def tolerable(self) -> bool:
        """Whether it is no more than other processors' rounding."""
        return self.mean <= MEAN and self.most <= MOST

    def __str__(self) -> str:
        return f"mean {self.mean:.3f}, 99 % {self.p99:.2f}, maximum {self.most:.2f}"


@dataclass(frozen=True)
class Case:
    """One golden case: its folder, what it shows, and what the command line is told."""

    folder: Path
    shows: str
    arguments: tuple[str, ...]

    @property
    def name(self) -> str:
        """As the folder."""
        return self.folder.name

    @property
    def expected(self) -> Path:
        """How the result looked."""
        return self.folder / "expected.png"

    def render(self, output: Path) -> None:
        """Restore the photo as a user would, by the main processor."""
        (photo,) = self.folder.glob("photo.*")
        told = [*self.arguments, "--device", "cpu", "--metadata", "strip-all", "--quiet"]
        with contextlib.chdir(self.folder):  # recipes and masks are named as they lie beside it
            code = main(["restore", photo.name, "-o", str(output.absolute()), *told])
        if code != 0:
            raise AssertionError(f"{self.name}: the command failed with exit code {code}.")


def cases() -> list[Case]:
    """All of them, by name."""
    found = []
    for path in sorted(HERE.glob("*/case.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        found.append(Case(path.parent, told["shows"], tuple(told["arguments"])))
    return found


def differences(actual: Path, expected: Path) -> NDArray[np.float32]:
    """How far two pictures are from each other at each pixel, in CIEDE2000.

    Transparency counts too: a difference of one percent as 1.

    Raises
    ------
    AssertionError
        If they differ in size or in the kind of their channels.
    """
    first, second = (pyvips.Image.new_from_file(str(path)) for path in (actual, expected))
    forms = [(image.width, image.height, image.bands, image.format) for image in (first, second)]
    if forms[0] != forms[1]:
        raise AssertionError(f"{actual} is {forms[0]} and not {forms[1]} as {expected.name}.")
    lab = [_without_alpha(image).colourspace("lab") for image in (first, second)]
    plane: NDArray[np.float32] = lab[0].dE00(lab[1]).numpy().astype(np.float32)
    if first.hasalpha():
        white = 65535 if first.format == "ushort" else 255
        alphas = [image[-1].numpy().astype(np.float32) for image in (first, second)]
        plane = np.maximum(plane, np.abs(alphas[0] - alphas[1]) * np.float32(100 / white))
    return plane


def _without_alpha(image: pyvips.Image) -> pyvips.Image:
    return image[: image.bands - 1] if image.hasalpha() else image


def drawn(plane: NDArray[np.float32]) -> pyvips.Image:
    """Differences as a picture: black is none, white is 10 and more."""
    return pyvips.Image.new_from_array(np.clip(plane * 25.5, 0, 255).astype(np.uint8))
