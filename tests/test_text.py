"""Sentences keep what they are made of, and are English meanwhile."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from resources.text import Text

INSIDE = Text("It has {pages:,} pages.", pages=1200)
TEXT = Text(
    "{name}: {inside:clause}, {share:.0%} of {most:g}.",
    name="a.jpg",
    inside=INSIDE,
    share=0.456,
    most=2.0,
)


def test_a_text_is_its_english() -> None:
    assert TEXT == "a.jpg: It has 1,200 pages, 46% of 2."
    assert f"{TEXT} {Text('So?')}" == "a.jpg: It has 1,200 pages, 46% of 2. So?"
    assert json.dumps([TEXT]) == '["a.jpg: It has 1,200 pages, 46% of 2."]'


def test_texts_of_the_same_template_and_values_are_equal() -> None:
    same = Text("It has {pages:,} pages.", pages=1200)
    assert same == INSIDE
    assert hash(same) == hash(INSIDE)
    assert Text("It has {pages:,} pages.", pages=1201) != INSIDE


@pytest.mark.parametrize("text", [TEXT, INSIDE, Text("No {values}."), Text("")])
def test_a_text_survives_files_processes_and_copies(text: Text) -> None:
    stored = json.loads(json.dumps(text.to_json()))
    for again in (Text.from_json(stored), pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert isinstance(again, Text)
        assert again == text
        assert (again.template, again.values) == (text.template, text.values)


def test_a_sentence_of_an_earlier_version_stays_as_it_is() -> None:
    assert Text.from_json("a {b} c.jpg is damaged.") == "a {b} c.jpg is damaged."


@pytest.mark.parametrize("data", [None, 3, [], ["a"], ["a", 1], ["a", {"b": None}], [1, {}]])
def test_what_is_no_text_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="is no text"):
        Text.from_json(data)


def test_braces_of_strangers_do_nothing() -> None:
    for template in (
        "{name:99999999}",
        "{name.__class__}",
        "{name!r:>9}",
        "{other}",
        "{0}",
        "{}",
        "{",
    ):
        assert Text.from_json([template, {"name": "x"}]) == template


def test_a_number_that_became_a_word_is_written_as_it_is() -> None:
    assert Text("{dpi:.1f} dpi", dpi="many") == "many dpi"
