"""Train damage detector and filler on a processor: where no card is at hand, in an hour or two.

    python3 -m ml.accelerated.processor draw damage_detector --photos PACKS --out SHARDS
    python3 -m ml.accelerated.processor train damage_detector --shards SHARDS --out OUT --minutes 60

`draw` writes worn prints (`ml.data.worn`) into files, a thousand a file, and goes on replacing the
oldest: run it beside the training, at a low priority. `train` has several processes of one thread
each, which learn from files of their own choice and change the same weights in the same memory
(F. Niu et al., "Hogwild!" (2011), arXiv:1106.5730): beside other programs that is twice as fast as
threads that wait for one another. bfloat16 where the processor has it.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import multiprocessing, nn
from torch.nn import functional

from ml.accelerated import twins
from ml.data import damage, packs, worn
from ml.data.cielab import as_fractions
from ml.data.sources import Pack
from ml.inference.filler import first_fill
from ml.models.plans import HATS_SCALE, LUMA, UNETS

Tensor: TypeAlias = Any
Shard: TypeAlias = dict[str, NDArray[np.uint8]]

SIDE_PX = 192
CUT_PX = 128
"""What is learnt from at once: more places for as much work."""
DEEP_PX = 8
"""So far inside damage a pixel counts less."""
A_FILE, FILES = 512, 48
NETWORKS = ("damage_detector", "filler")
THIN = (
    *(damage.cracks, damage.creases, damage.scratches, damage.hairs, damage.dust),
    *(damage.foxing, damage.mould, damage.scuffs, damage.pinholes, damage.ink),
    damage.water_edges,
)
"""What the filler is to fill; larger holes are filled with pieces of the photo."""
_SETTLING = 24
LEAST_PX = 150
"""Photos whose own sides are shorter are left out: they are nothing but pixels."""


def draw(arguments: argparse.Namespace) -> int:
    """Write files of worn prints until there are as many as wished for; replace them in turn."""
    cv2.setNumThreads(1)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(arguments.photos)
    photos = [Pack(folder / name) for name in arguments.packs]
    sprites = worn.Sprites.read(folder / "damage")
    for number in range(arguments.first, arguments.first + arguments.count):
        chance = np.random.default_rng((arguments.seed, number))
        shard = _shard(arguments.network, photos, sprites, chance)
        path = out / f"{number % FILES:03}.npz"
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, allow_pickle=False, **shard)
        part.replace(path)
    return 0


def _shard(
    network: str, photos: Sequence[Pack], sprites: worn.Sprites, chance: np.random.Generator
) -> Shard:
    examples: list[tuple[NDArray[np.uint8], ...]] = []
    while len(examples) < A_FILE:
        pack = photos[int(chance.integers(len(photos)))]
        photo = pack[int(chance.integers(len(pack)))]
        if min(photo.shape[:2]) < LEAST_PX:
            continue
        crop = worn.crop(photo, chance, SIDE_PX)
        if network == "damage_detector":
            worn_print = worn.example(crop, chance, sprites=sprites)
            examples.append((worn_print.shown, np.packbits(worn_print.where)))
        else:
            worn_print = worn.example(crop, chance, kinds=THIN, sprites=sprites, undamaged=0)
            examples.append(_hole(worn_print, chance))
    columns = zip(*examples, strict=True)
    names = ("shown", "where") if network == "damage_detector" else ("shown", "where", "whole")
    return {name: np.stack(part) for name, part in zip(names, columns, strict=True)}


def _hole(worn_print: worn.Example, chance: np.random.Generator) -> tuple[NDArray[np.uint8], ...]:
    """What the filler is shown, the mask, and what was there; the mask a little too large."""
    side = int(chance.choice((1, 3, 3, 5)))
    kernel = np.ones((side, side), np.uint8)
    mask = np.asarray(cv2.dilate(worn_print.where.astype(np.uint8), kernel), np.uint8)
    filled = first_fill(as_fractions(worn_print.whole), mask)
    shown = np.rint(np.clip(filled, 0, 1) * 255).astype(np.uint8)
    return shown, np.packbits(mask), worn_print.whole


class Course:
    """One process's way through the files: batches at random, turned and mirrored."""

    def __init__(self, network: str, shards: Path, batch: int, seed: int) -> None:
        self.network, self.shards, self.batch = network, shards, batch
        self.chance = np.random.default_rng(seed)
        self.shard: Shard = {}
        self.order: list[int] = []

    def next(self) -> dict[str, Tensor]:
        """One batch, each part (B, C, H, W), 0..1."""
        if len(self.order) < self.batch:
            paths = sorted(self.shards.glob("*.npz"))
            with np.load(paths[int(self.chance.integers(len(paths)))]) as archive:
                self.shard = {name: archive[name] for name in archive.files}
            self.order = self.chance.permutation(len(self.shard["shown"])).tolist()
        chosen, self.order = self.order[: self.batch], self.order[self.batch :]
        parts: dict[str, NDArray[Any]]
        parts = {name: values[chosen] for name, values in self.shard.items()}
        count = SIDE_PX * SIDE_PX
        where = np.unpackbits(parts["where"], axis=1, count=count)
        parts["where"] = 255 * where.reshape(-1, SIDE_PX, SIDE_PX, 1)
        top, left = self.chance.integers(0, SIDE_PX - CUT_PX + 1, 2)
        parts = {
            name: values[:, top : top + CUT_PX, left : left + CUT_PX]
            for name, values in parts.items()
        }
        turns, mirrored = int(self.chance.integers(4)), self.chance.random() < 0.5
        if hats := UNETS[self.network].hats_px:
            parts["shown"] = _hatted(parts["shown"], hats)
            parts["deep"] = _deep(parts["where"])
        elif self.network == "filler":
            parts["shown"] = _settled(parts["shown"], parts["where"])
        tensors = {}
        for name, values in parts.items():
            turned = np.rot90(values, turns, (1, 2))
            turned = turned[:, :, ::-1] if mirrored else turned
            tensor = torch.from_numpy(np.ascontiguousarray(turned)).permute(0, 3, 1, 2)
            tensors[name] = tensor.float() / 255
        return tensors


def _deep(where: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What lies deep inside large damage."""
    square = np.ones((2 * DEEP_PX + 1, 2 * DEEP_PX + 1), np.uint8)
    return np.stack([cv2.erode(one, square)[..., None] for one in where])


def _settled(shown: NDArray[np.uint8], where: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Files hold smooth fills that have not settled; `first_fill` lets them, more thoroughly."""
    cross = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32) / 4
    settled = shown.astype(np.float32)
    for photo, mask in zip(settled, where, strict=True):
        hole = mask[..., 0] > 0
        for _ in range(_SETTLING):
            photo[hole] = cv2.filter2D(photo, -1, cross, borderType=cv2.BORDER_REPLICATE)[hole]
    return settled


def _hatted(shown: NDArray[np.uint8], sides_px: tuple[int, ...]) -> NDArray[np.float32]:
    """As `twins.hatted`, in levels of 255: OpenCV finds top-hats ten times as fast as PyTorch."""
    photos = []
    for photo in shown:
        planes = [photo.astype(np.float32)]
        luma = photo @ np.array(LUMA, np.float32)
        for side in sides_px:
            square = np.ones((side, side), np.uint8)
            for way in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT):
                hat = HATS_SCALE * cv2.morphologyEx(luma, way, square)
                planes.append(np.asarray(hat, np.float32)[..., None])
        photos.append(np.concatenate(planes, -1))
    return np.stack(photos)


def detector_loss(network: Any, parts: dict[str, Tensor]) -> Tensor:
    """Cross-entropy, damaged pixels counting more, and overlap: the whole of a crack counts."""
    answer, true = _ask(network, parts["shown"]), parts["where"]
    # One torn corner has the pixels of ten cracks, and is the easier to mark by hand.
    weight = 1 - 0.85 * parts["deep"]
    entropy = functional.binary_cross_entropy_with_logits(
        answer, true, weight=weight * (1 + 2 * true)
    )
    found, true = weight * answer.sigmoid(), weight * true
    overlap = 1 - (2 * (found * true).sum() + 1) / (found.sum() + true.sum() + 1)
    return entropy + 0.5 * overlap


def filler_loss(network: Any, parts: dict[str, Tensor]) -> Tensor:
    """Distance inside the mask, of values and of their differences to neighbours."""
    mask, whole = parts["where"], parts["whole"]
    answer = _ask(network, torch.cat([parts["shown"], mask], 1))
    miss = (parts["shown"] + answer - whole) * mask
    area = mask.sum().clamp_min(1) * 3
    distance = torch.sqrt(miss**2 + 1e-5)[mask.expand_as(miss) > 0].sum() / area
    slopes = (miss.diff(dim=2).abs().sum() + miss.diff(dim=3).abs().sum()) / area
    return 10 * (distance + 0.1 * slopes)


LOSSES = {"damage_detector": detector_loss, "filler": filler_loss}


def _ask(network: Any, asked: Tensor) -> Tensor:
    asked = asked.contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        return network(asked).float()


def _learn(rank: int, network: Any, shared: dict[str, Any], arguments: argparse.Namespace) -> None:
    """What each process does; the first one also keeps the mean of the weights and saves."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=arguments.rate, weight_decay=0.01, betas=(0.9, 0.99)
    )
    course = Course(
        arguments.network,
        Path(arguments.shards),
        arguments.batch,
        seed=time.time_ns() % 2**32 + rank,
    )
    loss_of = LOSSES[arguments.network]
    mean = copy.deepcopy(network) if rank == 0 else None
    began = saved = time.monotonic()
    step, losses = 0, []
    before_s = arguments.used * 60
    while (used_s := before_s + time.monotonic() - began) < 60 * arguments.minutes:
        progress = used_s / (60 * arguments.minutes)
        for group in optimizer.param_groups:
            warm = min(1.0, (step + 1) / 40)
            group["lr"] = (
                arguments.rate * warm * max(0.02, 0.5 * (1 + math.cos(math.pi * progress)))
            )
        loss = loss_of(network, course.next())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        if bool(torch.isfinite(norm)):
            optimizer.step()
        step += 1
        shared["steps"][rank] += 1
        losses.append(float(loss.detach()))
        if mean is not None:
            decay = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                now = network.state_dict()
                for name, average in mean.state_dict().items():
                    if average.dtype.is_floating_point:
                        average.lerp_(now[name], 1 - decay)
            if time.monotonic() - saved > arguments.save_every:
                saved = time.monotonic()
                _save(mean, used_s, losses, shared, arguments)
                losses.clear()
    if mean is not None:
        _save(mean, used_s, losses or [0.0], shared, arguments)


def _save(
    mean: Any,
    used_s: float,
    losses: list[float],
    shared: dict[str, Any],
    arguments: argparse.Namespace,
) -> None:
    out = Path(arguments.out)
    twins.save(folded(mean), out / f"{arguments.network}.npz")
    torch.save(mean.state_dict(), out / "state.pt")
    steps = int(shared["steps"].sum())
    line = {
        "minutes": round(used_s / 60, 1),
        "crops": steps * arguments.batch,
        "loss": round(float(np.mean(losses)), 4),
    }
    with (out / "log.txt").open("a") as log:
        log.write(json.dumps(line) + "\n")


def normalised(network: Any) -> None:
    """Put a batch normalisation behind each convolution but the last, in place.

    Without it the first hour goes by before anything is learnt. It is folded into the convolutions
    when weights are saved, so that the network which ships has none.
    """
    for name, layer in list(network.layers.items()):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        if name == "tail":
            layer.weight.data *= 0.0 if network.plan.adds else 0.1
            layer.bias.data.fill_(0.0 if network.plan.adds else -2.0)
            continue
        normal = nn.BatchNorm2d(layer.out_channels, momentum=0.03)
        if name[:3] in ("enc", "dec", "mid") and name.endswith("b"):
            nn.init.constant_(normal.weight, 0.2)  # blocks begin by changing little
        network.layers[name] = nn.Sequential(layer, normal)


def folded(network: Any) -> Any:
    """The plain network that answers as a normalised one does in use."""
    plain = twins.build(network.plan.name)
    with torch.no_grad():
        for name, layer in network.layers.items():
            if not isinstance(layer, nn.Sequential):
                plain.layers[name].load_state_dict(layer.state_dict())
                continue
            filters, normal = layer
            share = normal.weight / torch.sqrt(normal.running_var + normal.eps)
            plain.layers[name].weight.copy_(filters.weight * share[:, None, None, None])
            plain.layers[name].bias.copy_(
                (filters.bias - normal.running_mean) * share + normal.bias
            )
    return plain


def train(arguments: argparse.Namespace) -> int:
    """Learn for so many minutes; weights go to OUT every few of them."""
    torch.manual_seed(arguments.seed)
    network = twins.build(arguments.network)
    normalised(network)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start, weights_only=True))
    network.to(memory_format=torch.channels_last)
    network.share_memory()
    Path(arguments.out).mkdir(parents=True, exist_ok=True)
    shared = {"steps": torch.zeros(arguments.workers, dtype=torch.int64).share_memory_()}
    multiprocessing.spawn(_learn, (network, shared, arguments), nprocs=arguments.workers)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; return the exit status."""
    top = argparse.ArgumentParser("python3 -m ml.accelerated.processor", description=__doc__)
    top.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = top.add_subparsers(required=True)
    one = commands.add_parser("draw", help="write files of worn prints")
    one.add_argument("network", choices=NETWORKS)
    one.add_argument("--photos", default=packs.PHOTOS, help="folder of the packs")
    one.add_argument("--packs", nargs="+", default=["train-0", "train-1", "patches-0"])
    one.add_argument("--out", required=True, help="folder for the files")
    one.add_argument("--first", type=int, default=0, help="number of the first file")
    one.add_argument("--count", type=int, default=FILES, help="how many files to draw")
    one.add_argument("--seed", type=int, default=1)
    one.set_defaults(run=draw)
    one = commands.add_parser("train", help="learn from the files")
    one.add_argument("network", choices=NETWORKS)
    one.add_argument("--shards", required=True, help="folder of the files")
    one.add_argument("--out", required=True, help="folder for weights and log")
    one.add_argument("--start", help="state (state.pt) to go on from")
    one.add_argument("--minutes", type=float, default=60.0)
    one.add_argument("--used", type=float, default=0.0, help="minutes of them already used")
    one.add_argument("--workers", type=int, default=2)
    one.add_argument("--batch", type=int, default=16)
    one.add_argument("--rate", type=float, default=1.2e-3)
    one.add_argument("--save-every", type=float, default=90.0, metavar="SECONDS")
    one.add_argument("--seed", type=int, default=1)
    one.set_defaults(run=train)
    given = top.parse_args(arguments)
    return int(given.run(given))


if __name__ == "__main__":
    raise SystemExit(main())
