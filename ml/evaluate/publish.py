"""Where figures are written down for everybody: docs/benchmarks.md and the network's card."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ml.evaluate.intervals import Estimate
from ml.evaluate.measures import MEASURES
from ml.evaluate.survey import Survey
from ml.inference.errors import ModelError

PAGE_NAME = "benchmarks.md"
BEGIN, END = "<!-- begin: python -m ml compare -->", "<!-- end: python -m ml compare -->"

SUBSET = 24
"""The first photos in the order, whose figures a test measures again."""

SUBSET_KEYS = ("psnr_db", "ab_error", "colourfulness", "ssim")

PAGE = """
## Colourings compared

{photos} validation photos at 256², without hints; in brackets the interval that holds the true
value 95 times in 100, arrows towards what is better. *Fréchet distance* is that of
EfficientNet-Lite2's features and not comparable with published FIDs, nor with one over another
number of photos; *top-1 agreement* is the share of photos that the same network, trained on
ImageNet, calls what it calls the true photo. *Colourfulness* should come near the true photos'.
*MB* is the file that would ship, in 10⁶ bytes; *ms* is one photo on this computer's processor, the
best of several rounds in turn, with other work beside it: read them as ratios.

{everybody}{missing}
## The colour network in full

*shipped* is the file that the program brings, *float32* the network before it was made small, both
alone at 256² and with bilinear enlargement from 128². *program* is the whole step *Colour* as the
program does it, with the colours enlarged along the photo's edges; it shows photos of 256 px to the
network as they are. Measures with dots, and those of how steady the colours are, are over the first
{again} photos.

{whole}
What each measure means, and its source, stands where it is worked out, in `ml/evaluate`; the pages
that `python -m ml evaluate` writes show how the photos' figures spread.
"""


def head(key: str) -> str:
    """Return a measure's title for a Markdown table."""
    return MEASURES[key].head.replace("*", "\\*").replace(" (EfficientNet-Lite2)", "")


def write_page(page: Path, text: str) -> None:
    """Put tables between the marks of a page; what stands around them is kept.

    Raises
    ------
    ModelError
        If the page has no marks.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ModelError(
            f"{page} has no place for the tables.", f"Put the lines {BEGIN} and {END} into it."
        )
    page.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}", encoding="utf-8")


def evaluation(survey: Survey, estimates: Mapping[str, Estimate], sha256: str) -> dict[str, object]:
    """Return what the card says about the network's quality.

    Parameters
    ----------
    survey, estimates
        What was measured of the shipped network.
    sha256
        Of the file that was measured.
    """
    subset = {key: round(float(survey.figures[key][:SUBSET].mean()), 4) for key in SUBSET_KEYS}
    return {
        "command": "python -m ml compare",
        "sha256": sha256,
        "photos": len(survey),
        "figures": {
            key: [estimate.value, estimate.low, estimate.high]
            for key, estimate in estimates.items()
            if np.isfinite(estimate.value)
        },
        "first_photos": {"photos": min(SUBSET, len(survey)), **subset},
    }


def write_card(card: Path, survey: Survey, estimates: Mapping[str, Estimate], sha256: str) -> None:
    """Put a network's figures, with their intervals, into its card; see `evaluation`."""
    fields = json.loads(card.read_text(encoding="utf-8"))
    fields["evaluation"] = evaluation(survey, estimates, sha256)
    text = json.dumps(fields, indent=2, ensure_ascii=False)
    # A figure with its interval on one line.
    text = re.sub(r"\[\s+([-\d.e]+),\s+([-\d.e]+),\s+([-\d.e]+)\s+\]", r"[\1, \2, \3]", text)
    card.write_text(f"{text}\n", encoding="utf-8")
