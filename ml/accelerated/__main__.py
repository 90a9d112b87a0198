"""Train a network of the product on a graphics card.

    python3 -m ml.accelerated send colorizer PACKS... --to FOLDER     before, here: what to carry
    python3 -m ml.accelerated train colorizer --data FOLDER --out OUT  there
    python3 -m ml.accelerated join FOLDER                              pieces back into files

See README.md beside this file: the whole way, to be followed word for word.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

TASKS = {
    "colorizer": ("colorizer", "ColorizerTask"),
    "damage_detector": ("restoring", "DamageDetectorTask"),
    "filler": ("restoring", "FillerTask"),
    "denoiser": ("restoring", "DenoiserTask"),
    "enlarger": ("restoring", "EnlargerTask"),
}
"""Each network's module in `ml.accelerated.tasks`, and its class there."""

SENT_BYTES = 40 << 20
PHOTOS, SHARP = ("train-0", "train-1", "validation"), ("patches-0", "patches-1", "validation")
"""Which packs a network learns from: photos, or for grain and detail pieces that are sharp."""
SIDE_PX: Mapping[tuple[str, ...], int] = {PHOTOS: 256, SHARP: 192}
"""The pictures' own sides: what is sharp must not be enlarged."""
ENCODER = "encoder.npz"


def packs_of(network: str) -> tuple[str, ...]:
    """The names of the packs that a network needs; the last is to be judged by."""
    return SHARP if network in ("denoiser", "enlarger", "filler") else PHOTOS


def send(arguments: argparse.Namespace) -> int:
    """Put everything that a training needs into folders, none larger than one call carries."""
    from ml.accelerated import pieces

    to = Path(arguments.to)
    staged = to / "whole"
    staged.mkdir(parents=True, exist_ok=True)
    files = [
        Path(arguments.photos) / f"{name}.{end}"
        for name in packs_of(arguments.network)
        for end in ("npy", "bin")
    ]
    if arguments.start:
        start = staged / f"{arguments.network}.npz"
        shutil.copyfile(arguments.start, start)
        files.append(start)
    if arguments.network == "colorizer":
        files.append(_encoder(staged / ENCODER))
    cut = [piece for file in files for piece in pieces.cut(file, staged / "cut", SENT_BYTES)]
    cut += [staged / "cut" / f"{file.name}.pieces.json" for file in files]
    loads = _loads(cut)
    for number, load in enumerate(loads):
        folder = to / f"load-{number}"
        folder.mkdir(exist_ok=True)
        for path in load:
            path.replace(folder / path.name)
    shutil.rmtree(staged)
    for number, load in enumerate(loads):
        size = sum((to / f"load-{number}" / path.name).stat().st_size for path in load)
        print(f"{to / f'load-{number}'}: {len(load)} files, {size / 2**20:.0f} MiB")
    return 0


def _loads(files: list[Path]) -> list[list[Path]]:
    """The files in as few loads as fit, the largest first."""
    loads: list[list[Path]] = []
    sizes: list[int] = []
    for path in sorted(files, key=lambda one: -one.stat().st_size):
        size = path.stat().st_size
        fitting = next((n for n, used in enumerate(sizes) if used + size <= SENT_BYTES), None)
        if fitting is None:
            loads.append([path])
            sizes.append(size)
        else:
            loads[fitting].append(path)
            sizes[fitting] += size
    return loads


def _encoder(path: Path) -> Path:
    """The ImageNet weights of the encoder, in float16, without the classifier's head."""
    import numpy as np

    from ml.models import imagenet

    heads = ("_conv_head", "_bn1.", "_fc", "classifier")
    kept = {
        name: np.asarray(values, np.float16)
        for name, values in imagenet.efficientnet_lite2().items()
        if not name.startswith(heads) and "num_batches" not in name
    }
    np.savez_compressed(path, allow_pickle=False, **kept)
    return path


def join(arguments: argparse.Namespace) -> int:
    """Join all files whose pieces lie in a folder."""
    from ml.accelerated import pieces

    folder = Path(arguments.folder)
    for listed in sorted(folder.glob("*.pieces.json")):
        print(pieces.join(listed.name.removesuffix(".pieces.json"), folder, folder))
    return 0


def train(arguments: argparse.Namespace) -> int:
    """Train until the clock says stop."""
    import importlib

    import torch

    from ml.accelerated import photos
    from ml.accelerated.loop import Clock, Training
    from ml.accelerated.tasks.task import Options

    began = time.monotonic()
    device = arguments.device or ("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(arguments.seed)
    random.seed(arguments.seed)
    data = Path(arguments.data)
    *learnt, judged = packs_of(arguments.network)
    module, name = TASKS[arguments.network]
    segmented = arguments.network == "colorizer"
    read = {
        "size_px": arguments.side or SIDE_PX[packs_of(arguments.network)],
        "segmented": segmented,
        "limit": arguments.limit,
        "workers": arguments.workers,
    }
    start, encoder = data / f"{arguments.network}.npz", data / ENCODER
    options = Options(
        photos=photos.on(photos.read([data / pack for pack in learnt], **read), device),
        validation=photos.read([data / judged], **read),
        device=device,
        batch=arguments.batch,
        start=start if start.exists() else None,
        encoder=encoder if encoder.exists() else None,
        workers=arguments.workers,
    )
    task = getattr(importlib.import_module(f"ml.accelerated.tasks.{module}"), name)(options)
    if arguments.sizes:
        task.sizes_px = tuple(arguments.sizes)
    training = Training(task, Path(arguments.out))
    ready_s = round(time.monotonic() - began)
    training.say("ready", photos=len(options.photos), device=device, seconds=ready_s)
    clock = Clock(arguments.minutes, arguments.steps, arguments.save_every, arguments.log_every)
    training.run(clock)
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    top = argparse.ArgumentParser("python3 -m ml.accelerated", description=__doc__)
    top.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = top.add_subparsers(required=True)
    one = commands.add_parser("send", help="what to carry to the machine with the card")
    one.add_argument("network", choices=TASKS)
    one.add_argument("--photos", required=True, help="folder of the packs")
    one.add_argument("--start", help="weights (.npz) to go on from")
    one.add_argument("--to", required=True, help="folder for the loads")
    one.set_defaults(run=send)
    one = commands.add_parser("join", help="pieces back into files")
    one.add_argument("folder")
    one.set_defaults(run=join)
    one = commands.add_parser("train", help="train until the clock says stop")
    one.add_argument("network", choices=TASKS)
    one.add_argument("--data", required=True, help="folder of packs, weights and encoder")
    one.add_argument("--out", required=True, help="folder for weights, state, log and pictures")
    one.add_argument("--minutes", type=float, default=22.0)
    one.add_argument("--steps", type=int, help="end after so many steps, whatever the time")
    one.add_argument("--save-every", type=float, default=180.0, metavar="SECONDS")
    one.add_argument("--log-every", type=int, default=200, metavar="STEPS")
    one.add_argument("--batch", type=int)
    one.add_argument("--sizes", type=int, nargs="+", metavar="PX")
    one.add_argument("--side", type=int, metavar="PX", help="of the photos, other than their own")
    one.add_argument("--limit", type=int, help="photos of each pack at most")
    one.add_argument("--workers", type=int, default=16)
    one.add_argument("--device", choices=("cuda", "cpu"))
    one.add_argument("--seed", type=int, default=1)
    one.set_defaults(run=train)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; return the exit status."""
    given = parser().parse_args(arguments)
    return int(given.run(given))


if __name__ == "__main__":
    sys.exit(main())
