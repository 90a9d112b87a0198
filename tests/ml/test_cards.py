"""Every network that ships says what it is, and is what it says."""

from __future__ import annotations

import shutil

import pytest

import resources
from ml.inference.cards import card, card_of, cards, verify
from ml.inference.errors import ModelError


def test_every_model_has_a_card_and_every_card_its_model():
    folder = resources.find("models")
    models = {path.stem for path in folder.glob("*.tflite")}
    assert models == {found.name for found in cards()}


def test_every_shipped_model_is_the_one_its_card_describes():
    assert cards()
    assert all(verify(found) for found in cards())


def test_a_card_says_where_the_network_comes_from():
    found = card("colorizer")
    assert found.licence == "Apache-2.0"
    assert "EfficientNet-Lite2" in found.source
    assert "photograph" in found.training_photos
    assert set(found.inputs) == {"gray", "hints"}
    assert set(found.outputs) == {"ab", "logits"}


def test_the_card_of_the_colorizer_keeps_the_bounds():
    figures = card("colorizer").figures
    assert figures["megabytes"] <= 10
    assert card("colorizer").model.stat().st_size <= 10_000_000
    assert figures["ab_error_to_float32_mean"] <= 1.0
    assert figures["ab_error_to_float32_p99"] <= 4.0
    assert abs(figures["colourfulness_change_to_float32"]) <= 0.03


@pytest.fixture
def copy(tmp_path):
    for name in ("colorizer.tflite", "colorizer.card.json"):
        shutil.copy(resources.find("models", name), tmp_path / name)
    return tmp_path


def test_one_changed_bit_is_found(copy):
    (found,) = cards(copy)
    assert verify(found)
    content = bytearray(found.model.read_bytes())
    content[12345] ^= 4
    found.model.write_bytes(content)
    assert not verify(found)


def test_a_missing_model_does_not_verify(copy):
    (found,) = cards(copy)
    found.model.unlink()
    assert not verify(found)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"name": "x"}', "\xff"])
def test_a_card_that_cannot_be_read_is_an_error_of_two_sentences(tmp_path, text):
    (tmp_path / "x.card.json").write_text(text, encoding="latin-1")
    with pytest.raises(ModelError, match=r"x\.card\.json"):
        cards(tmp_path)


def test_a_network_that_the_program_does_not_have_is_named():
    with pytest.raises(ModelError, match="sorcerer"):
        card("sorcerer")


def test_a_model_without_a_card_has_none(tmp_path):
    assert card_of(tmp_path / "mine.tflite") is None


def test_a_missing_resource_is_named():
    with pytest.raises(FileNotFoundError, match="models/none"):
        resources.find("models", "none")
