"""`info` and `diagnose` say what there is and change nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import resources
from workstation.cli import main

SAMPLES = resources.find("samples")


def test_info_says_what_is_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(SAMPLES / "portrait.jpg")]) == 0
    told = capsys.readouterr().out
    for fact in ("JPEG", "512 x 512 px", "grey, 8 bits", "300 dpi"):
        assert fact in told


def test_info_goes_on_after_a_file_that_is_no_photo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Dear Anna", encoding="utf-8")
    assert main(["info", str(text), str(SAMPLES / "cat.jpg")]) == 1
    told = capsys.readouterr()
    assert "letter.txt" in told.err
    assert "451 x 300 px" in told.out


def test_info_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "--json", str(SAMPLES / "portrait.jpg")]) == 0
    (facts,) = json.loads(capsys.readouterr().out)["photos"]
    assert (facts["width"], facts["height"], facts["format"]) == (512, 512, "jpeg")
    assert facts["dpi"] == [300, 300]


@pytest.mark.parametrize(
    ("sample", "kind"),
    [("portrait", "grey"), ("cat", "grey"), ("launch", "grey"), ("coffee", "toned")],
)
def test_the_samples_are_seen_for_what_they_are(
    sample: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagnose", "--json", str(SAMPLES / f"{sample}.jpg")]) == 0
    (facts,) = json.loads(capsys.readouterr().out)["photos"]
    assert facts["kind"] == kind
    assert [step["kind"] for step in facts["recipe"]["steps"]] == ["stains", "tone", "colour"]


def test_what_the_user_says_a_photo_is_stands_in_its_diagnosis(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["diagnose", "--json", "--kind", "colour", str(SAMPLES / "coffee.jpg")]) == 0
    (facts,) = json.loads(capsys.readouterr().out)["photos"]
    assert (facts["kind"], facts["certainty"], facts["doubt"]) == ("colour", 1.0, "")
    assert facts["recipe"]["kind"] == "colour"
    assert [step["kind"] for step in facts["recipe"]["steps"]] == ["tone"]


def test_diagnose_speaks_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", str(SAMPLES / "cat.jpg")]) == 0
    told = capsys.readouterr().out
    assert "black and white" in told
    assert "faded" in told
    assert "stains, tone, colour" in told
