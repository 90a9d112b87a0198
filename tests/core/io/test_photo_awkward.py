"""Awkward files: each opens right or gives its two sentences, and never a traceback."""

from __future__ import annotations

import numpy as np
import pytest

from tests import awkward
from workstation.core.errors import HeirloomError
from workstation.core.io.decode import read_whole, strips
from workstation.core.io.photo import Photo, open_photo
from workstation.core.io.pyramid import TileReader
from workstation.core.pixels import Roi, check


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    return awkward.make(tmp_path_factory.mktemp("awkward"))


def _pixels(photo: Photo):
    read = [(s.inner, s.inner.cut(s.pixels, s.where)) for s in strips(photo, rows=32, halo=5)]
    assert [where.top for where, _ in read] == list(range(0, photo.height, 32))
    return np.concatenate([rows for _, rows in read])


def _everything(photo: Photo):
    """Read it in each way; the ways must agree."""
    pixels = check(read_whole(photo, 10**6))
    assert np.array_equal(_pixels(photo), pixels)
    reader = TileReader(photo)
    assert np.array_equal(reader.read(Roi.whole(photo.height, photo.width), 0), pixels)
    reader.close()
    return pixels


def _two_sentences(error: HeirloomError) -> None:
    for sentence in (error.message, error.hint):
        assert sentence.endswith(".")
        assert sentence[0].isupper() or not sentence[0].isascii() or error.message is sentence
        assert "\n" not in sentence
        assert len(sentence) < 600


def test_the_collection_is_large_enough(cases):
    assert len(cases) >= 100


def test_each_awkward_file_opens_right_or_gives_its_two_sentences(cases):
    wrong = []
    for case in cases:
        try:
            _judge(case)
        except (Exception, pytest.fail.Exception) as error:
            wrong.append(f"{case.path.name!a}: {type(error).__name__} {str(error)[:300]}")
    assert not wrong, "\n".join(wrong)


def _judge(case) -> None:
    expected = case.expected
    if isinstance(expected, awkward.Refused):
        if expected.late:
            photo = open_photo(case.path, page=case.page)
            with pytest.raises(HeirloomError) as raised:
                read_whole(photo, 10**6)
            with pytest.raises(HeirloomError):
                list(strips(photo))
            with pytest.raises(HeirloomError):
                TileReader(photo).prepare()
        else:
            with pytest.raises(HeirloomError) as raised:
                open_photo(case.path, page=case.page)
        _two_sentences(raised.value)
        assert expected.words in raised.value.message, raised.value.message
        return
    photo = open_photo(case.path, page=case.page)
    for name, value in expected.facts.items():
        assert getattr(photo, name) == value, (name, getattr(photo, name), value)
    pixels = _everything(photo)
    if expected.truth is not None:
        assert pixels.shape == expected.truth.shape
        error = np.abs(pixels - expected.truth).max() * 255
        assert error <= expected.within, f"off by {error:.2f}/255"
