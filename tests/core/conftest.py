"""Photos and a colorizer for the tests of the core."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import resources
from ml.inference.colorizer import Colorizer
from workstation.core.io.photo import open_photo
from workstation.core.render import Renderer


@pytest.fixture(scope="session")
def colorizer() -> Colorizer:
    """The network that ships, on the main processor."""
    return Colorizer()


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write 8-bit values as a PNG and say where."""

    def write(values: NDArray[np.uint8], name: str = "photo.png") -> Path:
        path = tmp_path / name
        Image.fromarray(values).save(path)
        return path

    return write


@pytest.fixture
def portrait(colorizer: Colorizer) -> Renderer:
    """The sample portrait, ready to render."""
    return Renderer(open_photo(resources.find("samples", "portrait.jpg")), colorizer)
