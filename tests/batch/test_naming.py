"""What results are called."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.batch import naming
from workstation.batch.naming import Named
from workstation.core.errors import HeirloomError

NAMED = Named(Path("1931/May"), "0012", "tif", 7, 1, 1, date(2024, 2, 29))


def name(template: str, named: Named = NAMED, taken: frozenset[Path] = frozenset()) -> str:
    naming.check(template)
    return naming.choose(template, Path("/out"), named, lambda path: path not in taken).as_posix()


def test_every_field_is_filled_in() -> None:
    assert name(naming.USUAL) == "/out/1931/May/0012-restored.tif"
    assert name("{folder}/{stem}-{n:03}-restored.{ext}") == "/out/1931/May/0012-007-restored.tif"
    assert name("{date} {n}.{ext}") == "/out/2024-02-29 7.tif"
    assert name("{stem}p{page}.{ext}") == "/out/0012p1.tif"


def test_pages_are_told_apart_even_if_the_template_forgets_them() -> None:
    third = Named(Path(), "book", "tif", 1, 3, 9, date(2024, 1, 1))
    assert name(naming.USUAL, third) == "/out/book-page3-restored.tif"
    assert name("{stem}_{page:02}.{ext}", third) == "/out/book_03.tif"


@pytest.mark.parametrize(
    "template",
    [
        "{stem}.png",
        "{stem}",
        "{name}.{ext}",
        "{stem.__class__}.{ext}",
        "{stem!r}.{ext}",
        "{stem:99999999}.{ext}",
        "{0}.{ext}",
        "{stem.{ext}",
        "../{stem}.{ext}",
        "/elsewhere/{stem}.{ext}",
        "{}.{ext}",
    ],
)
def test_templates_that_name_nothing_are_refused(template: str) -> None:
    with pytest.raises(HeirloomError) as refused:
        naming.check(template)
    assert template in refused.value.message
    assert "{stem}" in refused.value.hint


def test_taken_names_get_a_number(tmp_path: Path) -> None:
    (tmp_path / "1931" / "May").mkdir(parents=True)
    (tmp_path / "1931" / "May" / "0012-restored.tif").touch()
    queued = tmp_path / "1931" / "May" / "0012-restored-2.tif"
    found = naming.choose(naming.USUAL, tmp_path, NAMED, lambda path: path != queued)
    assert found == queued.with_name("0012-restored-3.tif")
    replaced = naming.choose(naming.USUAL, tmp_path, NAMED, lambda _: True, replace=True)
    assert replaced.name == "0012-restored.tif"


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=255))
def test_names_are_never_longer_than_a_disk_allows(stem: str) -> None:
    named = Named(Path(), stem, "tif", 1, 1, 1, date(2024, 1, 1))
    first = naming.choose(naming.USUAL, Path("/out"), named, lambda _: True)
    other = naming.choose(naming.USUAL, Path("/out"), named, lambda path: path != first)
    assert first != other
    for path in (first, other):
        assert path.parent == Path("/out")
        assert path.suffix == ".tif"
        assert len(os.fsencode(path.name)) <= 240


def test_fronts_and_backs_are_told_by_their_names() -> None:
    box = Path("/box")
    given = {
        "0012b.tif": "0012.tif",
        "wedding_back.jpg": "wedding.jpg",
        "Wedding 2-VERSO.png": "wedding 2.jpg",
        "FastFoto_0001_b.jpg": "FastFoto_0001.jpg",
        "x-b.jpg": "x-a.jpg",
        "Oma Rückseite.jpg": "Oma Vorderseite.jpg",
    }
    alone = ["crab.jpg", "cra.jpg", "y_back.jpg", "FastFoto_0001_a.jpg", "b.jpg", "back.jpg"]
    paths = [box / name for name in (*given, *given.values(), *alone)]
    found = naming.pairs(paths)
    assert {back.name: front.name for back, front in found.items()} == given
    assert not naming.pairs([box / "1.jpg", Path("/other/1b.jpg")])


def test_photos_cut_out_of_a_front_and_a_back_are_a_pair_if_they_were_alone() -> None:
    alone = [Path("0012-1.tif"), Path("0012b-1.tif")]
    assert naming.pairs(alone) == {alone[1]: alone[0]}
    named = [Path("x_front-1.jpg"), Path("x_back-1.jpg")]
    assert naming.pairs(named) == {named[1]: named[0]}


@pytest.mark.parametrize("other", ["0012-2.tif", "0012b-2.tif"])
def test_of_several_photos_of_a_scan_no_pairs_are_guessed(other: str) -> None:
    assert naming.pairs([Path("0012-1.tif"), Path("0012b-1.tif"), Path(other)]) == {}
