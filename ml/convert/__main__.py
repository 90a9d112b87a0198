"""Convert trained weights, measure every precision, and ship the one that passes.

    python -m ml convert colorizer --ship     the network of the program
    python -m ml convert restorer             the sketch of a restorer; it does not ship
    python -m ml convert runs/plain-9000      what a training left there: the colorizer, a baseline

The weights that were given and the photos lie in a folder `shared` beside the checkout. Where the
photos are absent, the four of scikit-image serve, which are too few to ship by.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

import resources
from ml.convert import report, ship
from ml.convert.networks import SHIPPED, Network, Photo, find
from ml.convert.tflite import Inputs
from ml.data import packs
from ml.inference.errors import ModelError
from ml.models.plans import UNETS

SIDE_PX = 256

PAGE = """# The models

Every network that was converted, in every precision. A section is written by
`python -m ml convert NAME --report docs/models.md`; the choice of the file that ships is argued in
[decisions/0005-the-shipped-model.md](decisions/0005-the-shipped-model.md).

* **error**: distance to the float32 file's answer, over every pixel of the photos: of a\\*b\\*, or
  of red, green and blue in levels of 255.
* **PSNR** against the true photos and **colourful**ness (Hasler and Süsstrunk) are those of the
  pictures that the answers make.
* **ms**: best of interleaved runs of the network alone in LiteRT with XNNPACK, with other work
  beside it: read them as ratios.
* Where several sizes stand in a table, one file serves them all: height and width are unknown at
  conversion, and every size ran from the same file.
"""

SECTION = """## {name}

{parameters:,} parameters; measured on {photos} photos at {size}²{asked}, timed {runs} times on
{machine}.

{table}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all is converted and the file that ships keeps all bounds."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow is loaded only later
    try:
        networks = [find(name, options.weights) for name in options.networks]
        if options.ship and not (networks[0].ships and _has_packs(options.photos)):
            raise ModelError(
                f"{networks[0].name} cannot be shipped from here.",
                f"Only a colorizer can, measured on the validation photos in {options.photos}.",
            )
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    return max([_convert(network, options) for network in networks])


def _convert(network: Network, options: argparse.Namespace) -> int:
    """Convert one network, measure it and write down what was found."""
    files = network.files(_examples(network, options.photos, options.calibration))
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        stem = "-".join([network.name, *name.split(" (")[0].replace(",", "").split()])
        (options.out / f"{stem}.tflite").write_bytes(content)
    photos = list(_photos(options.photos, "validation", options.limit, seed=1))
    files = report.runnable(network, files, photos[0])
    rows = report.measure(network, files, photos, runs=options.runs)
    section = _section(network, rows, len(photos), options.runs)
    print(section)
    if options.report is not None:
        _insert(options.report, network.name, section)
    if network.ships and not rows[SHIPPED].may_ship:
        print(f"“{SHIPPED}” does not keep the bounds and is not shipped.", file=sys.stderr)
        return 1
    if options.ship:
        origin = ship.origin(network.weights, options.version, options.training_photos)
        folder = resources.find("models")
        ship.write(folder, files[SHIPPED], rows[SHIPPED], network.weights, len(photos), origin)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ml convert",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "networks",
        nargs="+",
        metavar="NAME",
        help=f"colorizer, restorer, {', '.join(UNETS)}, or the folder of a run",
    )
    parser.add_argument("--weights", type=Path, help="trained weights, .npz, other than its own")
    parser.add_argument("--photos", type=Path, default=packs.PHOTOS, help="folder of the packs")
    parser.add_argument("--out", type=Path, default=Path("out/models"), help="for all files")
    parser.add_argument("--limit", type=int, default=200, help="validation photos to measure on")
    parser.add_argument("--calibration", type=int, default=100, help="photos for full int8")
    parser.add_argument("--runs", type=int, default=9, help="of each file, for the times")
    parser.add_argument("--report", type=Path, help="put the section into this Markdown file")
    parser.add_argument("--ship", action="store_true", help="into resources/models, with its card")
    parser.add_argument("--version", help="in the card of one's own network")
    parser.add_argument(
        "--training-photos", metavar="WORDS", help="in the card: from which photos it learnt"
    )
    return parser


def _has_packs(folder: Path) -> bool:
    return (folder / "validation.bin").exists()


def _photos(folder: Path, pack: str, limit: int, seed: int) -> Iterator[Photo]:
    """Photos of a pack at 256², or those of scikit-image where there are no packs."""
    if _has_packs(folder):
        yield from packs.photos(folder / pack, size=SIDE_PX, limit=limit, seed=seed)
        return
    from ml.data import sources
    from ml.data.crops import middle_crop

    few = sources.open_photos([sources.SCIKIT_IMAGE])
    for index in range(min(limit, len(few))):
        yield middle_crop(few[index], SIDE_PX)


def _examples(network: Network, folder: Path, count: int) -> Iterator[Inputs]:
    """Training photos for the fixed ranges of full int8, asked in all of the network's ways."""
    draw = np.random.default_rng(3)
    for index, photo in enumerate(_photos(folder, "train-0", count, seed=3)):
        case = network.cases[index % len(network.cases)]
        inputs = network.ask(photo, case, draw)
        yield {name: values[None] for name, values in inputs.items()}


def _section(network: Network, rows: dict[str, report.Row], photos: int, runs: int) -> str:
    with np.load(network.weights) as archive:
        parameters = sum(archive[key].size for key in archive.files)
    return SECTION.format(
        name=network.name,
        parameters=parameters,
        table=report.table(network, rows),
        photos=photos,
        size=network.sizes_px[0],
        asked=f", without hints and {network.cases[1]}" if network.cases[1:] else "",
        runs=runs,
        machine=report.machine(),
    )


def _insert(path: Path, name: str, section: str) -> None:
    """Put a network's section in the place of its former one, or at the end of the page."""
    page = path.read_text(encoding="utf-8") if path.exists() else PAGE
    former = re.compile(rf"^## {re.escape(name)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    if former.search(page):
        page = former.sub(lambda _: section + "\n", page)
    else:
        page = page.rstrip() + "\n\n" + section
    path.write_text(page.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
