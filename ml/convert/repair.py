"""Ship the networks that find and fill damage, with their cards.

    python -m ml.convert.repair damage_detector --weights runs/damage_detector.npz
    python -m ml.convert.repair filler --weights runs/filler.npz

`python -m ml convert damage_detector --weights ...` measures every precision; this writes the one
that ships, float16, and says on its card how far it is from float32 on worn prints. What
`python -m benchmarks.repair --card` measures of a file goes on its card, too.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import resources
from ml.convert import networks, tflite
from ml.data import packs
from ml.inference import cards
from ml.inference.runners import Arrays, CpuRunner

TRAINING_PHOTOS = (
    "About 18,000 colour photographs of everyday scenes, people, rooms, streets, animals and"
    " things from public research collections, used to learn from and not passed on; damage drawn"
    " over them by ml.data.damage, and shapes of real film damage by D. Ivanova et al. (arXiv"
    " 2302.10004, MIT)."
)
MOST_MEGABYTES = {"damage_detector": 1.5, "filler": 2.0}
MOST_DRIFT_P99 = 1.0
"""Levels of 255, or hundredths of a probability: no more may lie between the file and float32."""

DESCRIPTIONS: dict[str, dict[str, Any]] = {
    "damage_detector": {
        "purpose": "Finds cracks, creases, scratches, dust, stains' edges and missing pieces.",
        "inputs": {"photo": "(1, H, W, 3) float32: sRGB 0..1; H and W multiples of 16"},
        "outputs": {"answer": "(1, H, W, 1) float32: score of damage; its sigmoid is how likely"},
    },
    "filler": {
        "purpose": "Fills thin damage so that structure goes on across it.",
        "inputs": {
            "photo": "(1, H, W, 4) float32: sRGB 0..1, smoothly filled inside the mask"
            " (ml.inference.filler.first_fill), and the mask, 0 or 1; H and W multiples of 8"
        },
        "outputs": {"answer": "(1, H, W, 3) float32: what to add to it inside the mask"},
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert, compare with float32, write; 0 if the bounds are kept."""
    options = _parser().parse_args(arguments)
    network = networks.find(options.network, options.weights)
    plain = network.load()
    content, exact = tflite.float16(plain), tflite.float32(plain)
    photos = packs.photos(options.photos / "validation", limit=options.limit, seed=1)
    mean, p99 = _drift(network, content, exact, photos)
    megabytes = len(content) / 1e6
    print(f"{megabytes:.2f} MB; distance to float32: mean {mean:.4f}, p99 {p99:.4f}")
    if megabytes > MOST_MEGABYTES[options.network] or p99 > MOST_DRIFT_P99:
        print("It does not keep the bounds and is not shipped.", file=sys.stderr)
        return 1
    _write(options, content, {"megabytes": round(megabytes, 2), **_figures(mean, p99)})
    return 0


def _figures(mean: float, p99: float) -> dict[str, float]:
    return {"error_to_float32_mean": round(mean, 4), "error_to_float32_p99": round(p99, 4)}


def _drift(
    network: networks.Network, content: bytes, exact: bytes, photos: Any
) -> tuple[float, float]:
    """Mean and 99th percentile of the answers' distance: levels of 255, or hundredths."""
    draw, distances = np.random.default_rng(0), []
    runners = None
    for photo in photos:
        inputs = network.ask(photo, "", draw)
        height, width = inputs["photo"].shape[:2]
        runners = runners or [CpuRunner(file, height, width, 1) for file in (content, exact)]
        one, other = (_seen(network, runner.run(inputs)) for runner in runners)
        distances.append(np.abs(one - other).ravel())
    every = np.concatenate(distances)
    return float(every.mean()), float(np.percentile(every, 99))


def _seen(network: networks.Network, outputs: Arrays) -> networks.Maps:
    answer = outputs["answer"]
    if network.name == "damage_detector":
        return np.asarray(100 / (1 + np.exp(-np.clip(answer, -30, 30))), np.float32)
    return np.asarray(answer * 255, np.float32)


def _write(options: argparse.Namespace, content: bytes, figures: dict[str, float]) -> None:
    """The file and its card; what was measured of another file is not kept."""
    name = options.network.replace("_", "-")
    folder: Path = options.out or resources.find("models")
    (folder / f"{name}.tflite").write_bytes(content)
    path = folder / f"{name}.card.json"
    former = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept = {key: former.get("figures", {}).get(key) for key in ("threshold", "longest_px", "looks")}
    weights: Path = networks.find(options.network, options.weights).weights
    card = {
        "name": name,
        "version": options.version,
        "model": f"{name}.tflite",
        "sha256": cards.sha256(content),
        "licence": "Apache-2.0",
        "source": "Our own network, trained by us from random weights on a processor.",
        "training_photos": TRAINING_PHOTOS,
        **DESCRIPTIONS[options.network],
        "conversion": {
            "command": f"python -m ml.convert.repair {options.network}",
            "weights_sha256": cards.sha256(weights.read_bytes()),
            "precision": "float16 weights, computed in float32",
            "training": options.training,
        },
        "figures": {**figures, **{key: value for key, value in kept.items() if value is not None}},
        "evaluation": {},
    }
    if options.network == "damage_detector":
        for key, value in (("threshold", 0.65), ("longest_px", 1600), ("looks", 1)):
            card["figures"].setdefault(key, value)
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ml.convert.repair",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("network", choices=tuple(DESCRIPTIONS))
    parser.add_argument("--weights", type=Path, help="trained weights, .npz")
    parser.add_argument("--photos", type=Path, default=packs.PHOTOS, help="folder of the packs")
    parser.add_argument("--limit", type=int, default=50, help="photos to compare on")
    parser.add_argument("--version", default="1", help="in the card")
    parser.add_argument("--training", default="not said", help="in the card: how it was trained")
    parser.add_argument("--out", type=Path, help="a folder other than resources/models")
    return parser


if __name__ == "__main__":
    sys.exit(main())
