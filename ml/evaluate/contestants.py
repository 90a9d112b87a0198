"""What can be evaluated: anything that gives colours to a grey photo, behind one value."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

import resources
from ml.evaluate.colour import upsample
from ml.inference.cards import sha256
from ml.inference.colorizer import Colorizer
from ml.inference.device import cpu
from ml.inference.errors import ModelError

Plane: TypeAlias = NDArray[np.float32]

FLOAT32 = Path("out/models/colorizer-float32.tflite")
"""Where `python -m ml convert colorizer` leaves the network before it is made small."""

COLORIZER_PARAMETERS = 8_301_591
"""Of the colour network, in whatever precision its file holds them."""

SIZE_PX = 256
"""Side of the photos that everything is measured on."""


@dataclass(frozen=True)
class Contestant:
    """A way of colouring photos, and what it costs.

    Attributes
    ----------
    name
        In tables and file names: lower case, digits and hyphens.
    colour
        From L* (H, W), 0..100, and hints (H, W, 3) in CIELAB units with a mask 0..1, or None, to
        a*b* (H, W, 2) in CIELAB units. H and W are `SIZE_PX`. Whoever takes no hints ignores them.
    parameters
        Trained numbers.
    file_bytes
        Size of what would have to be shipped.
    milliseconds
        Measures, when it is called, how long one photo takes; see `fastest_ms`.
    fingerprint
        Another one for every change that may change an answer, such as the file's SHA-256.
    takes_hints
        Whether hints change the answer; measures that colour a photo several times are left out
        otherwise.
    """

    name: str
    colour: Callable[[Plane, Plane | None], Plane]
    parameters: int
    file_bytes: int
    milliseconds: Callable[[], float]
    fingerprint: str
    takes_hints: bool = False


def find(source: str) -> Contestant:
    """Return the contestant that a word on the command line stands for.

    Parameters
    ----------
    source
        `grey`; `shipped` or `float32`: the program's network as it ships, and before it was made
        small; a .tflite file with the colour network's inputs and outputs; the folder of a run of
        a baseline, as `ml.models.baselines.contestant` takes it; or `module:function`, which
        returns a contestant.

    Raises
    ------
    ModelError
        If nothing of that name is there.
    """
    match source:
        case "grey":
            return _grey()
        case "shipped":
            return _colorizer("shipped", resources.find("models", "colorizer.tflite"))
        case "float32":
            return _colorizer("float32", FLOAT32)
    if source.endswith(".tflite"):
        return _colorizer(Path(source).stem, Path(source))
    if Path(source).is_dir():
        return _made_by("ml.models.baselines", "contestant", Path(source))
    if ":" in source:
        module, _, function = source.partition(":")
        return _made_by(module, function)
    raise ModelError(
        f"There is nothing to evaluate by the name “{source}”.",
        "Name grey, shipped, float32, a .tflite file, the folder of a run or module:function.",
    )


def fastest_ms(work: Callable[[], object], runs: int = 9) -> float:
    """Return the least time of several runs in milliseconds; the first one, a warm-up, is free."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)


def _made_by(module: str, function: str, *arguments: Path) -> Contestant:
    try:
        found = getattr(importlib.import_module(module), function)(*arguments)
    except (ImportError, AttributeError) as error:
        raise ModelError(
            f"{module}:{function} cannot be evaluated ({error}).",
            "Name a function without arguments that returns a Contestant, as module:function.",
        ) from error
    assert isinstance(found, Contestant)
    return found


def _colorizer(name: str, path: Path) -> Contestant:
    if not path.exists():
        raise ModelError(
            f"The network {path} is not there.",
            "Make it with “python -m ml convert colorizer”, or name another file.",
        )
    # One thread: several processes share the processors already.
    network = Colorizer(cpu(1), path)

    def colour(lightness: Plane, hints: Plane | None) -> Plane:
        return upsample(network.predict(lightness, hints).ab, lightness.shape)

    def milliseconds() -> float:
        lightness = np.random.default_rng(0).uniform(0, 100, (SIZE_PX, SIZE_PX))
        alone = Colorizer(model=path)
        return fastest_ms(lambda: alone.predict(lightness.astype(np.float32)))

    return Contestant(
        name,
        colour,
        COLORIZER_PARAMETERS,
        path.stat().st_size,
        milliseconds,
        sha256(path.read_bytes()),
        takes_hints=True,
    )


def _grey() -> Contestant:
    """No colours at all: what every other row must beat."""

    def colour(lightness: Plane, _hints: Plane | None) -> Plane:
        return np.zeros((*lightness.shape, 2), np.float32)

    return Contestant("grey", colour, 0, 0, lambda: 0.0, "grey")
