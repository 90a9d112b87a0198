"""What fuzzing once found stays mended, and what it starts from is sound."""

from __future__ import annotations

import pytest

from tests.fuzz.seeds import CORPUS, seeds
from tests.fuzz.targets import TARGETS, run


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_in_the_corpus_is_more_than_two_sentences(name):
    count = 0
    for data in seeds(name):
        run(name, data)
        for cut in (0, 1, len(data) // 3, len(data) // 2, len(data) - 1):
            run(name, data[:cut])
        count += 1
    assert count


def test_each_finding_belongs_to_a_target():
    names = {path.name.partition("-")[0] for path in CORPUS.iterdir()}
    assert names <= TARGETS.keys()
