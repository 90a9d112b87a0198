"""A page to look at: a contestant's figures, their spread, and its best and worst photos."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import Image
from ml.evaluate.intervals import Estimate
from ml.evaluate.measures import MEASURES, Measure
from ml.evaluate.survey import Survey, Work, colours, photo

SHOWN = 50
"""How many of the best and of the worst photos are shown."""

JUDGED_BY = "ab_error"
"""The measure that says which photos are best and worst."""

_THUMBNAIL_PX = 128
_BINS = 40

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
       color: #222; background: #f4f4f2; }
table { border-collapse: collapse; background: #fff; }
th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid #ddd; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.grid, .charts { display: grid; gap: .75rem; }
.grid { grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); }
.charts { grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); }
.charts figure { background: #fff; }
figure { margin: 0; } figcaption { font-size: 13px; padding: .1rem .25rem .4rem; }
img { max-width: 100%; display: block; }
"""


def write(path: Path, work: Work, survey: Survey, estimates: Mapping[str, Estimate]) -> None:
    """Write the page; it needs no other file.

    Parameters
    ----------
    path
        Of the page, .html.
    work
        What was measured: its photos are coloured once more for the pictures.
    survey
        The contestant's figures.
    estimates
        What `summary.summarise` made of them.
    """
    order = np.argsort(survey.figures[JUDGED_BY], kind="stable")
    shown = min(SHOWN, len(order) // 2)
    parts = [
        f"<h1>{html.escape(survey.name)}</h1>",
        f"<p>{len(survey):,} photos at 256 px, coloured without hints. In brackets: the interval"
        " that holds the true value 95 times in 100. Arrows point to what is better.</p>",
        _table(estimates),
        "<h2>How the photos' figures spread</h2>",
        "<p>The line is the mean.</p>",
        f"<div class=charts>{''.join(_charts(survey))}</div>",
    ]
    for title, chosen in (("worst", order[::-1][:shown]), ("best", order[:shown])):
        judged_by = html.escape(MEASURES[JUDGED_BY].title)
        parts.append(f"<h2>The {shown} {title}</h2>")
        parts.append(f"<p>Grey, coloured, true; the figure is the {judged_by}.</p><div class=grid>")
        parts.extend(_figure(work, survey, int(number)) for number in chosen)
        parts.append("</div>")
    page = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(survey.name)}:"
        f" evaluation</title><style>{_STYLE}</style>{''.join(parts)}</html>"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def triptych(work: Work, number: int) -> NDArray[np.uint8]:
    """Return a photo grey, as the contestant colours it, and as it is, side by side; sRGB."""
    shown = photo(work, number)
    ab = colours(work.contestant, shown)
    pictures = (shown.with_colours(ab * 0), shown.with_colours(ab), shown.rgb)
    return np.concatenate([thumbnail(picture) for picture in pictures], axis=1)


def thumbnail(picture: Image) -> NDArray[np.uint8]:
    """Shrink a picture in 0..1 and bring it to 8 bits."""
    small = cv2.resize(picture, (_THUMBNAIL_PX, _THUMBNAIL_PX), interpolation=cv2.INTER_AREA)
    return np.asarray((small * 255).round(), np.uint8)


def _table(estimates: Mapping[str, Estimate]) -> str:
    rows = [
        f"<tr><th>{html.escape(MEASURES[key].head)}<td class=figure>{estimate}"
        f"<td>{html.escape(MEASURES[key].meaning)}"
        for key, estimate in estimates.items()
        if np.isfinite(estimate.value)
    ]
    return f"<table>{''.join(rows)}</table>"


def _charts(survey: Survey) -> Sequence[str]:
    charts = []
    for key, measure in MEASURES.items():
        values = survey.figures.get(key)
        if values is not None and np.isfinite(values).any():
            source = f"data:image/png;base64,{_histogram(measure, values[np.isfinite(values)])}"
            alt = html.escape(f"Histogram of {measure.title}")
            charts.append(f'<figure><img src="{source}" alt="{alt}"></figure>')
    return charts


def _histogram(measure: Measure, values: NDArray[np.float64]) -> str:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4, 2.4), dpi=100, layout="constrained")
    axes = figure.add_subplot()
    low, high = np.percentile(values, (0.5, 99.5))
    axes.hist(np.clip(values, low, high), bins=_BINS, color="#5b7c99")
    axes.axvline(float(values.mean()), color="#b3541e")
    axes.set_title(f"{measure.title}  ({len(values):,} photos)", fontsize=9)
    axes.tick_params(labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    file = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(file, format="png")
    return base64.b64encode(file.getvalue()).decode()


def _figure(work: Work, survey: Survey, number: int) -> str:
    pixels = cv2.cvtColor(triptych(work, number), cv2.COLOR_RGB2BGR)
    _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 85])
    source = base64.b64encode(jpeg.tobytes()).decode()
    words = f"photo {number}: {survey.figures[JUDGED_BY][number]:.1f}"
    return (
        f'<figure><img src="data:image/jpeg;base64,{source}" alt="{words}">'
        f"<figcaption>{words}</figcaption></figure>"
    )
