"""The card's and the documentation's figures are those of the network that ships."""

from __future__ import annotations

import numpy as np
import pytest

import resources
from ml.evaluate import compare, pictures, publish
from ml.evaluate.intervals import Estimate
from ml.evaluate.measures import MEASURES
from ml.evaluate.photo import measure
from ml.evaluate.survey import VALIDATION, Work, colours, photo
from ml.inference.cards import card, sha256

PAGE = compare.DOCS / publish.PAGE_NAME
AGAIN = "Run `python -m ml compare --with benchmarks.quality:program --limit 200 --again 0` again."

TOLERANCE = {"psnr_db": 0.02, "ab_error": 0.02, "colourfulness": 0.1, "ssim": 0.001}
"""Processors round the network's 8-bit sums differently, but no more than this."""


@pytest.fixture(scope="module")
def evaluation():
    found = card("colorizer").evaluation
    assert found, f"The card says nothing about the network's quality. {AGAIN}"
    return found


def test_the_figures_are_those_of_the_file_that_ships(evaluation):
    content = resources.find("models", "colorizer.tflite").read_bytes()
    assert evaluation["sha256"] == sha256(content), f"Another network was measured. {AGAIN}"


def test_every_figure_is_a_measure_and_lies_in_its_interval(evaluation):
    assert set(evaluation["figures"]) == set(MEASURES)
    for key, (value, low, high) in evaluation["figures"].items():
        assert low <= value <= high, key


def test_the_network_was_measured_on_all_validation_photos(evaluation):
    assert evaluation["photos"] == 1400


@pytest.mark.parametrize("key", MEASURES)
def test_the_documentation_says_what_the_card_says(evaluation, key):
    page = PAGE.read_text(encoding="utf-8")
    tables = page.split(publish.BEGIN)[1].split(publish.END)[0].split("\n\n")
    head = f" shipped, {evaluation['photos']:,} photos "
    whole = next(table.splitlines() for table in tables if head in table)
    column = whole[0].split("|").index(head)
    title = MEASURES[key].head.replace("*", "\\*")
    row = next(line for line in whole if line.startswith(f"| {title} |"))
    assert row.split("|")[column].strip() == str(Estimate(*evaluation["figures"][key])), AGAIN


def test_every_picture_of_the_page_is_there_and_the_other_way_round():
    page = PAGE.read_text(encoding="utf-8")
    there = {path.name for path in (PAGE.parent / pictures.FOLDER).glob("*.webp")}
    assert pictures.SHEET in there
    assert all(f"{pictures.FOLDER.as_posix()}/{name}" in page for name in there)


@pytest.mark.skipif(
    not VALIDATION.with_suffix(".bin").exists(), reason="there are no photos in ../shared/photos"
)
def test_the_shipped_network_measures_what_its_card_says(evaluation):
    expected = dict(evaluation["first_photos"])
    work = Work("shipped")
    rows = []
    for number in range(expected.pop("photos")):
        shown = photo(work, number)
        rows.append(measure(shown, colours("shipped", shown)))
    for key, value in expected.items():
        found = float(np.mean([row[key] for row in rows]))
        assert found == pytest.approx(value, abs=TOLERANCE[key]), f"{key}: {AGAIN}"
