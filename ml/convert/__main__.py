"""Convert trained weights, measure every precision, and ship the one that passes.

The trained weights and the photos lie in a folder `shared` beside the checkout; where it is
absent, the shipped model can be used and verified but not made again.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import resources
from ml.convert import report, ship, tflite
from ml.data import packs
from ml.evaluate.colour import true_dots
from ml.evaluate.metrics import as_fractions, rgb_to_lab

WEIGHTS = packs.PHOTOS.parent / "models" / "colorizer.npz"
SHIPPED = "mixed int8 (ships)"
CALIBRATION_PHOTOS = 100

PAGE = """# The models

Written by `python -m ml.convert colorizer`; the choice is argued in
[decisions/0005-the-shipped-model.md](decisions/0005-the-shipped-model.md).

## colorizer

{table}
* **a\\*b\\* error**: distance to the float32 file's a\\*b\\*, over every pixel of {photos}
  validation photos at 256², without hints and with ten dots of the true colours.
* **PSNR** and **colourful**ness (Hasler and Süsstrunk) are those of the coloured photos; the
  true photos' colourfulness and the other measures of quality are printed by
  `benchmarks/quality.py`.
* **ms**: best of {runs} interleaved runs of the network alone in LiteRT with XNNPACK, on
  {machine}, with other work beside it: read them as ratios.
* One file serves every size: height and width are unknown at conversion, and every size above ran
  from the same file.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if the file that ships keeps all bounds."""
    options = _parser().parse_args(arguments)
    if not options.weights.exists() or not options.photos.exists():
        absent = options.photos if options.weights.exists() else options.weights
        print(f"{absent} is not there: conversion needs weights and photos.", file=sys.stderr)
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow is loaded only now
    files = _convert(options.weights, options.photos)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        stem = "-".join(["colorizer", *name.split(" (")[0].replace(",", "").split()])
        (options.out / f"{stem}.tflite").write_bytes(content)
    photos = packs.photos(options.photos / "validation", limit=options.limit, seed=1)
    rows = report.measure(files, photos, runs=options.runs)
    page = PAGE.format(
        table=report.table(rows), photos=options.limit, runs=options.runs, machine=report.machine()
    )
    print(page)
    if options.report is not None:
        options.report.write_text(page, encoding="utf-8")
    if not rows[SHIPPED].may_ship:
        print(f"“{SHIPPED}” does not keep the bounds and is not shipped.", file=sys.stderr)
        return 1
    if options.ship:
        folder = resources.find("models")
        ship.write(folder, files[SHIPPED], rows[SHIPPED], options.weights, options.limit)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ml.convert", description=__doc__)
    parser.add_argument("network", choices=["colorizer"])
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="trained weights, .npz")
    parser.add_argument("--photos", type=Path, default=packs.PHOTOS, help="folder of the packs")
    parser.add_argument("--out", type=Path, default=Path("out/models"), help="for all files")
    parser.add_argument("--limit", type=int, default=200, help="validation photos to measure on")
    parser.add_argument("--runs", type=int, default=9, help="of each file, for the times")
    parser.add_argument("--report", type=Path, help="write the table to this Markdown file")
    parser.add_argument("--ship", action="store_true", help="into resources/models, with its card")
    return parser


def _convert(weights: Path, photos: Path) -> dict[str, bytes]:
    """All precisions by name; the first is the one that the others are held against."""
    plain, equal = tflite.load(weights), tflite.load(weights, equalised=True)
    plain32, equal32 = tflite.float32(plain), tflite.float32(equal)
    examples = _examples(photos)
    return {
        "float32": plain32,
        "float16": tflite.float16(plain),
        "dynamic-range int8": tflite.dynamic_int8(plain),
        "full int8": tflite.full_int8(plain, examples),
        "dynamic-range int8, equalised": tflite.dynamic_int8(equal),
        "full int8, equalised": tflite.full_int8(equal, examples),
        "mixed int8, not equalised": tflite.mixed(plain32),
        SHIPPED: tflite.mixed(equal32),
    }


def _examples(photos: Path) -> list[tflite.Inputs]:
    """Training photos for the fixed ranges of full int8: half without hints, half with dots."""
    rng = np.random.default_rng(3)
    examples: list[tflite.Inputs] = []
    chosen = packs.photos(photos / "train-0", limit=CALIBRATION_PHOTOS, seed=3)
    for index, photo in enumerate(chosen):
        lab = rgb_to_lab(as_fractions(photo))
        inputs = report.network_inputs(lab, true_dots(lab, 10 * (index % 2), rng))
        examples.append({name: values[None] for name, values in inputs.items()})
    return examples


if __name__ == "__main__":
    sys.exit(main())
