"""What conversion must know of each network: how to load it, ask it, and look at its answers."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.convert import tflite
from ml.convert.equalise import equalise, join_stem
from ml.data import packs
from ml.data.cielab import as_fractions, lab_to_rgb, rgb_to_lab
from ml.evaluate.colour import true_dots, upsample
from ml.inference.errors import ModelError
from ml.inference.filler import first_fill
from ml.inference.runners import Arrays
from ml.models import colorizer, plans, restorer, unet, weights

if TYPE_CHECKING:
    from ml.models.baselines.baseline import Baseline

Photo: TypeAlias = NDArray[np.uint8]
Maps: TypeAlias = NDArray[np.float32]

GIVEN = packs.PHOTOS.parent / "models"
"""Where trained weights lie when a checkout has them: beside it, never inside."""

RUNS = Path("runs")
SHIPPED = "mixed int8 (ships)"
DOTS = 10


@dataclass(frozen=True)
class Network:
    """One trained network, as conversion sees it.

    Attributes
    ----------
    name
        In the names of files and headings.
    build
        Makes the network, for every size at once where it knows none.
    weights
        The archive that fills it.
    sizes_px
        Sides of the photos that it is timed with; the first is measured with, too.
    cases
        Ways of asking, by what the table adds to their columns' heads.
    ask
        From a photo, one of the cases and a source of chance to the inputs, without a batch axis.
    unit, values
        In which quantity two answers are compared, and that quantity from inputs and outputs:
        (h, w, channels), compared by their Euclidean distance.
    picture
        From inputs and outputs to sRGB (H, W, 3) in 0..1.
    equalised
        Makes the loaded network's channels equally wide, in place; None: it cannot be done.
    joined
        From the equalised network the form that has the least to be rounded.
    taught
        Weights of that form that were taught to bear integers, to be held against the others.
    in_half, outputs_in_half
        What stays in half precision in the mixed file; see `tflite.mixed`.
    ships
        Whether the mixed file may go into the program, and so has bounds to keep.
    """

    name: str
    build: Callable[[], Any]
    weights: Path
    sizes_px: tuple[int, ...]
    cases: tuple[str, ...]
    ask: Callable[[Photo, str, np.random.Generator], Arrays]
    unit: str
    values: Callable[[Arrays, Arrays], Maps]
    picture: Callable[[Arrays, Arrays], Maps]
    equalised: Callable[[Any], None] | None = None
    joined: Callable[[Any], Any] = lambda equal: equal
    taught: Path | None = None
    in_half: tuple[str, ...] = ()
    outputs_in_half: tuple[str, ...] = ()
    ships: bool = False

    def load(self, *, equalised: bool = False) -> Any:
        """Return the Keras network with its trained weights, equalised for integers if asked."""
        model = self.build()
        weights.load(model, self.weights)
        if equalised and self.equalised is not None:
            self.equalised(model)
        return model

    def files(self, examples: Iterable[tflite.Inputs]) -> dict[str, bytes]:
        """Convert in all precisions, by their names; the others are held against the first."""
        examples = list(examples)
        plain = self.load()
        plain32 = tflite.float32(plain)
        files = {
            "float32": plain32,
            "float16": tflite.float16(plain),
            "dynamic-range int8": tflite.dynamic_int8(plain),
            "full int8": tflite.full_int8(plain, examples),
        }
        mixed = partial(tflite.mixed, in_half=self.in_half, outputs_in_half=self.outputs_in_half)
        if self.equalised is None:
            return {**files, "mixed int8": mixed(plain32)}
        equal = self.load(equalised=True)
        joined = self.joined(equal)
        files |= {
            "dynamic-range int8, equalised": tflite.dynamic_int8(equal),
            "full int8, equalised": tflite.full_int8(equal, examples),
            "full int8, joined": tflite.full_int8(joined, examples),
        }
        if self.taught is not None:
            weights.load(joined, self.taught)
            files["full int8, taught"] = tflite.full_int8(joined, examples)
        files["mixed int8, not equalised"] = mixed(plain32)
        return files | {SHIPPED: mixed(tflite.float32(equal))}


def find(name: str, weights_file: Path | None = None) -> Network:
    """Return the description of a network.

    Parameters
    ----------
    name
        `colorizer`, `restorer` or one of `ml.models.plans.UNETS` with the weights that were given;
        a run's folder, or its name in `runs`: the weights that training left there.
    weights_file
        An archive of weights to take instead.

    Raises
    ------
    ModelError
        If there is no such network, or its weights are not there.
    """
    makers = {"colorizer": of_colorizer, "restorer": of_restorer}
    if name in makers:
        network = makers[name](weights_file or GIVEN / f"{name}.npz")
    elif name in plans.UNETS:
        network = of_unet(plans.UNETS[name], weights_file or GIVEN / f"{name}.npz")
    else:
        network = _of_run(name, weights_file)
    for archive in (network.weights, network.taught):
        if archive is not None and not archive.exists():
            raise ModelError(
                f"{archive} is not there: {network.name} has no weights to convert.",
                "Train it, or name an archive of weights with --weights.",
            )
    return network


def of_colorizer(archive: Path, name: str = "colorizer") -> Network:
    """The network that gives a photo its colours; asked without hints and with ten true dots."""
    return Network(
        name=name,
        build=colorizer.build,
        weights=archive,
        sizes_px=(256, 384, 512),
        cases=("", "with dots"),
        ask=_ask_colorizer,
        unit="a\\*b\\*",
        values=lambda _inputs, outputs: outputs["ab"] * np.float32(plans.AB_SCALE),
        picture=_coloured,
        equalised=equalise,
        joined=join_stem,
        in_half=COLORIZER_IN_HALF,
        outputs_in_half=("ab",),
        ships=True,
    )


COLORIZER_IN_HALF = (
    *("stem", "stem_hints"),
    *(f"block{index}_(expand|dw|project)" for index in range(7)),
    *(f"block{index}_project" for index in (7, 11, 15)),
)
"""Layers whose rounding to 8 bits moves the colours most; they hold 4 % of the weights."""


def _ask_colorizer(photo: Photo, case: str, draw: np.random.Generator) -> Arrays:
    lab = rgb_to_lab(as_fractions(photo))
    hints = true_dots(lab, DOTS if case else 0, draw)
    scaled = np.concatenate([hints[..., :2] / plans.AB_SCALE, hints[..., 2:]], axis=-1)
    return {"gray": lab[..., :1] / 50 - 1, "hints": scaled}


def _coloured(inputs: Arrays, outputs: Arrays) -> Maps:
    lightness = (inputs["gray"] + 1) * 50
    ab = outputs["ab"] * np.float32(plans.AB_SCALE)
    return lab_to_rgb(np.dstack([lightness, upsample(ab, lightness.shape[:2])]))


def of_restorer(archive: Path) -> Network:
    """The sketch that repairs, denoises and sharpens; asked to denoise and to repair."""
    return Network(
        name="restorer",
        build=restorer.build,
        weights=archive,
        sizes_px=(256, 384, 512),
        cases=("",),
        ask=_ask_restorer,
        unit="levels of 255",
        values=lambda _inputs, outputs: outputs["change"] * np.float32(255),
        picture=lambda inputs, outputs: np.clip(inputs["photo"][..., :3] + outputs["change"], 0, 1),
    )


NOISE = 15 / 255
"""Standard deviation of the noise in the photos that are to be cleaned."""


def _ask_restorer(photo: Photo, _case: str, draw: np.random.Generator) -> Arrays:
    rgb = as_fractions(photo)
    noisy = np.clip(rgb + draw.normal(0, NOISE, rgb.shape), 0, 1)
    wishes = np.broadcast_to(np.array([0, 1, 1, 0]), (*rgb.shape[:2], 4))
    return {"photo": np.concatenate([noisy, wishes], axis=-1).astype(np.float32)}


def of_unet(plan: plans.UNetPlan, archive: Path) -> Network:
    """A network that restores, asked as the program asks it of a photo with noise or a hole."""

    def picture(inputs: Arrays, outputs: Arrays) -> Maps:
        answer = outputs["answer"]
        if plan.scale > 1:
            height, width = answer.shape[:2]
            before = cv2.resize(inputs["photo"], (width, height), interpolation=cv2.INTER_CUBIC)
        else:
            before = inputs["photo"][..., :3]
        answer = np.broadcast_to(answer, before.shape)
        return np.clip(before + answer if plan.adds else answer, 0, 1)

    return Network(
        name=plan.name,
        build=unet.BUILDERS[plan.name],
        weights=archive,
        sizes_px=(256, 384, 512),
        cases=("",),
        ask=partial(_ask_unet, plan),
        unit="levels of 255",
        values=lambda _inputs, outputs: outputs["answer"] * np.float32(255),
        picture=picture,
    )


def _ask_unet(plan: plans.UNetPlan, photo: Photo, _case: str, draw: np.random.Generator) -> Arrays:
    rgb = as_fractions(photo)
    if plan is plans.DENOISER:
        noisy = np.clip(rgb + draw.normal(0, NOISE, rgb.shape), 0, 1)
        asked = np.dstack([noisy, np.full(rgb.shape[:2], NOISE)])
    elif plan is plans.FILLER:
        mask = np.zeros(rgb.shape[:2])
        top, left = draw.integers(0, 200, 2)
        mask[top : top + 40, left : left + 12] = 1
        asked = np.dstack([first_fill(rgb, mask), mask])
    else:
        asked = rgb
    return {"photo": asked.astype(np.float32)}


def baseline_of(folder: Path) -> Baseline:
    """Return the baseline that was trained in a run's folder.

    Raises
    ------
    ModelError
        If it is no run's folder, or one of another network.
    """
    baseline: Baseline | None = getattr(_training(folder), "BASELINE", None)
    if baseline is None:
        raise _unknown(folder)
    return baseline


def _training(folder: Path) -> Any:
    """The file in `ml/train/configs` that a run's folder was made by."""
    name = str(_config(folder)["name"]).replace("-", "_")
    for module in (f"baseline_{name}", name):
        if importlib.util.find_spec(f"ml.train.configs.{module}") is not None:
            return importlib.import_module(f"ml.train.configs.{module}")
    raise _unknown(folder)


def _unknown(folder: Path) -> ModelError:
    return ModelError(
        "The training in {folder} is of no network that can be converted.",
        "Those can whose training is a file in ml/train/configs.",
        folder=folder,
    )


def _of_run(name: str, archive: Path | None) -> Network:
    """A network as a training left it; its config says which one it is."""
    folder = Path(name) if Path(name).is_dir() else RUNS / name
    archive, config = archive or folder / "weights.npz", _config(folder)
    built = config["network"]
    if built == "ml.models.colorizer:build":
        return of_colorizer(archive, folder.name)
    if isinstance(built, dict) and built["function"] == "ml.train.int8:rounding":
        before = of_colorizer(Path(config["start"]["path"]), folder.name)
        return replace(before, taught=archive, ships=False)
    training = _training(folder)
    if hasattr(training, "BASELINE"):
        return of_baseline(training.BASELINE, archive, folder.name)
    return of_training(training.CONFIG, archive, folder.name)


def of_training(config: Any, archive: Path, name: str) -> Network:
    """Any network, by what its training (`Config`) says of it; asked as in its checks."""
    return Network(
        name=name,
        build=config.network,
        weights=archive,
        sizes_px=(config.size_px,),
        cases=("",),
        ask=lambda photo, _, draw: config.check_example(photo, draw, config.size_px).inputs,
        unit="its first output",
        values=lambda _inputs, outputs: next(iter(outputs.values())),
        picture=lambda inputs, outputs: config.paint(_batch(inputs), _batch(outputs))[0],
    )


def _config(folder: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"“{folder.name}” is neither colorizer, restorer nor the folder of a training.",
            "Name one of them; a training leaves its folder in runs.",
        ) from error
    return config


def of_baseline(baseline: Baseline, archive: Path, name: str) -> Network:
    """A baseline; asked at the one size that it is made for here."""
    return Network(
        name=name,
        build=baseline.build,
        weights=archive,
        sizes_px=(baseline.side_px,),
        cases=("",),
        ask=lambda photo, _case, draw: baseline.check_example(photo, draw, baseline.side_px).inputs,
        unit="a\\*b\\*",
        values=lambda inputs, outputs: baseline.ab_of(inputs, outputs),
        picture=lambda inputs, outputs: baseline.paint(_batch(inputs), _batch(outputs))[0],
    )


def _batch(arrays: Arrays) -> Arrays:
    return {name: values[None] for name, values in arrays.items()}
