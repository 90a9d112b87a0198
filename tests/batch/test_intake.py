"""Which files become items."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.batch.photos import batch, put
from workstation.batch import intake
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError
from workstation.core.io.export import ExportOptions


def test_sub_folders_are_mirrored_in_the_order_of_their_names(store: Store, tmp_path: Path) -> None:
    box, out = tmp_path / "box", tmp_path / "box" / "restored"
    for name in ("10.png", "9.png", "Großmutter/祖母.png", "Großmutter/бабушка.png"):
        put(box / name)
    for name in ("notes.txt", "Thumbs.db", ".hidden.png", "restored/9-restored.png"):
        put(box / name)
    (box / "broken.jpg").write_bytes(b"no photo")
    added = intake.add(store, [box], batch(out))
    assert len(added.new) == 5
    assert [item.output.relative_to(out).as_posix() for item in store.items()] == [
        "9-restored-2.png",
        "10-restored.png",
        "broken-restored.jpg",
        "Großmutter/бабушка-restored.png",
        "Großmutter/祖母-restored.png",
    ]
    assert intake.add(store, [box], batch(out)).known == added.new


def test_results_are_never_taken_for_sources(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "box" / "1.png")
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "box", template="x/{stem}.{ext}"))
    (item,) = store.items()
    put(item.output)
    assert not intake.add(store, [tmp_path / "box"], batch(tmp_path / "elsewhere")).again
    assert [item.source.name for item in store.items()] == ["1.png", "1.png"]


def test_a_result_never_gets_the_name_of_a_source(store: Store, tmp_path: Path) -> None:
    for name in ("a.png", "a-restored.png", "A-RESTORED-2.png"):
        put(tmp_path / name)
    wanted = batch(tmp_path, export=ExportOptions(overwrite=True))
    intake.add(store, [tmp_path / "a.png", tmp_path / "a-restored.png"], wanted)
    intake.add(store, [tmp_path / "A-RESTORED-2.png"], wanted)
    outputs = [item.output.name for item in store.items()]
    assert outputs[0] == "a-restored-2.png" or len({name.lower() for name in outputs}) == 3
    assert "a-restored.png" not in outputs


def test_each_page_of_a_tiff_becomes_an_item(store: Store, tmp_path: Path) -> None:
    pages = [Image.new("L", (20, 10 + i)) for i in range(3)]
    pages[0].save(tmp_path / "album.tif", save_all=True, append_images=pages[1:])
    pages[0].save(tmp_path / "film.gif", save_all=True, append_images=pages[1:], duration=99)
    intake.add(store, [tmp_path], batch(tmp_path / "out"))
    assert [(item.page, item.output.name) for item in store.items()] == [
        (0, "album-page1-restored.tif"),
        (1, "album-page2-restored.tif"),
        (2, "album-page3-restored.tif"),
        (0, "film-restored.png"),
    ]


def test_backs_are_listed_with_their_fronts(store: Store, tmp_path: Path) -> None:
    front, back = put(tmp_path / "0012.png"), put(tmp_path / "0012_back.png")
    alone = put(tmp_path / "0013.png")
    intake.add(store, [tmp_path], batch(tmp_path / "out"))
    sides = {item.source: (item.side, item.partner) for item in store.items()}
    assert sides == {front: ("front", back), back: ("back", front), alone: (None, None)}


def test_the_format_decides_the_ending(store: Store, tmp_path: Path) -> None:
    put(tmp_path / "lies.jpg")  # a PNG by its content
    put(tmp_path / "SCAN.PNG")
    intake.add(store, [tmp_path], batch(tmp_path / "out"))
    intake.add(store, [tmp_path], batch(tmp_path / "out", export=ExportOptions(format="tiff")))
    names = [item.output.name for item in store.items()]
    assert names == [
        *("lies-restored.png", "SCAN-restored.PNG", "lies-restored.tif", "SCAN-restored.tif")
    ]


def test_what_is_not_there_is_refused_before_anything_is_added(
    store: Store, tmp_path: Path
) -> None:
    put(tmp_path / "1.png")
    with pytest.raises(HeirloomError, match="no file or folder nowhere"):
        intake.add(store, [tmp_path, tmp_path / "nowhere"], batch(tmp_path / "out"))
    with pytest.raises(HeirloomError, match="template"):
        intake.add(store, [tmp_path], batch(tmp_path / "out", template="{stem}"))
    assert store.items() == ()
