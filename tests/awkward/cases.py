"""What has to come of a file, and the maker of the files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Opens:
    """The photo opens and is as said; facts that are not named are not looked at.

    `truth` is what the pixels must be, 0..1, (height, width, 3); `within` how near, in 1/255.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    truth: NDArray[np.float64] | None = None
    within: float = 0.001


@dataclass(frozen=True)
class Refused:
    """The photo is refused; the first sentence has these words. `late`: only when it is read."""

    words: str
    late: bool = False


@dataclass(frozen=True)
class Case:
    """One file, its page to open, and what is expected."""

    path: Path
    expected: Opens | Refused
    page: int = 0


class Maker:
    """Makes the files one by one and collects the cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cases: list[Case] = []

    def add(self, name: str, raw: bytes, expected: Opens | Refused, page: int = 0) -> Path:
        path = self.folder / name
        path.write_bytes(raw)
        self.cases.append(Case(path, expected, page))
        return path

    def saved(
        self, name: str, save: Callable[[str], object], expected: Opens | Refused, page: int = 0
    ) -> Path:
        path = self.folder / name
        save(os.fspath(path))
        self.cases.append(Case(path, expected, page))
        return path
