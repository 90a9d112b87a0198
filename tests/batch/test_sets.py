"""Photos that share their colours, through a queue."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

import resources
from ml.inference.colorizer import Colorizer
from tests.batch.conftest import beside, request_for, worker
from tests.batch.photos import ONE, TWO, batch, in_colour, leftovers, put
from workstation.batch import intake, report
from workstation.batch.items import Item
from workstation.batch.runner import Runner, Summary
from workstation.batch.sets import Sets
from workstation.batch.store import Store
from workstation.core.colorize.hints import Region
from workstation.core.errors import HeirloomError
from workstation.core.history import History
from workstation.core.io.export import export, recipe_from_file
from workstation.core.io.photo import open_photo
from workstation.core.masks.masks import Mask, picture_of
from workstation.core.project import Project, save
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour, Tone

SHARED = Recipe((Tone(), Colour(detail=128)))


def portrait() -> NDArray[np.uint8]:
    """The sample, grey."""
    path = str(resources.find("samples", "portrait.jpg"))
    return np.asarray(cv2.imread(path, cv2.IMREAD_GRAYSCALE))


def variants(folder: Path, count: int = 3) -> list[Path]:
    """The same person, cut and exposed differently."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, paths = portrait(), []
    for number in range(count):
        left = number * whole.shape[1] // 20
        cut = cv2.resize(whole[left:, : whole.shape[1] - left], (160, 200))
        light = np.clip(cut.astype(float) * (0.7 + 0.15 * number) + 10, 0, 255)
        paths.append(folder / f"{number}.png")
        cv2.imwrite(str(paths[-1]), light.astype(np.uint8))
    return paths


def run(store: Store, **facts: Any) -> Summary:
    """Work through a queue in this process, where the network is loaded only once."""
    with ThreadPoolExecutor(1) as executor:
        return Runner(store, executor, ONE, **facts).run(poll_s=0.02)


def shared(item: Item) -> dict[str, Any]:
    """What an item's recipe says about its set."""
    steps = json.loads(item.recipe)["steps"]
    found: dict[str, Any] = next(step for step in steps if step["kind"] == "colour")["together"]
    return found


def test_photos_of_a_set_share_their_colours_and_say_so_in_their_recipe(
    store: Store, tmp_path: Path
) -> None:
    intake.add(store, variants(tmp_path), batch(tmp_path / "out", SHARED, set_name="wedding"))
    told: list[tuple[str, bool, str]] = []
    summary = run(store, listener=lambda i: told.append((i.source.name, i.surveyed, i.state)))
    assert (summary.done, summary.failed) == (3, 0)
    first_restored = next(i for i, (_, surveyed, state) in enumerate(told) if state == "done")
    assert sum(surveyed for _, surveyed, _ in told[:first_restored]) >= 3  # all were looked at
    for item in store.items():
        assert item.attempts == 1
        assert shared(item)["name"] == "wedding"
        assert len(shared(item)["kinds"]) > 3
        told = recipe_from_file(item.output)
        assert told == item.recipe
        again = item.output.with_suffix(".again.png")  # as the window would, on its own
        export(Renderer(open_photo(item.source), Colorizer()), Recipe.from_json(told, STEPS), again)
        assert again.read_bytes() == item.output.read_bytes()
        again.unlink()
    assert leftovers(tmp_path / "out") == []
    before, after = spreads(store)
    assert after < before


def spreads(store: Store) -> tuple[float, float]:
    """How far the photos' mean colours lie apart, before and after."""
    (members,) = Sets(store).members().values()
    before, after = [], []
    for member in members:
        assert member.after is not None
        kinds = json.loads(member.sample)["kinds"]
        shares = np.array([row[-1] for row in kinds])
        before.append(shares @ np.array([row[-3:-1] for row in kinds]) / shares.sum())
        after.append(shares @ np.array(json.loads(member.after)) / shares.sum())
    return tuple(float(np.std(means, axis=0).sum()) for means in (before, after))  # type: ignore[return-value]


def test_a_set_is_the_same_whoever_works_on_it(store: Store, tmp_path: Path) -> None:
    paths = variants(tmp_path, 4)
    intake.add(store, paths, batch(tmp_path / "one", SHARED, set_name="wedding"))
    run(store)
    with Store(tmp_path / "other.sqlite") as other:
        intake.add(other, paths, batch(tmp_path / "two", SHARED, set_name="wedding"))
        Runner(other, share=TWO).run()
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_photos_added_later_follow_the_set_as_it_is(store: Store, tmp_path: Path) -> None:
    first, second, late = variants(tmp_path)
    wanted = batch(tmp_path / "out", SHARED, set_name="wedding")
    intake.add(store, [first, second], wanted)
    run(store)
    before = {item.output: item.output.read_bytes() for item in store.items()}
    intake.add(store, [late], wanted)
    assert run(store).done == 1
    assert shared(store.items()[-1])["kinds"]
    assert {path: path.read_bytes() for path in before} == before
    assert len(intake.add(store, [first, second, late], wanted).again) == 3
    assert run(store).skipped == 3


def test_one_bad_photo_does_not_keep_its_set_from_being_done(store: Store, tmp_path: Path) -> None:
    paths = variants(tmp_path, 2)
    paths[1].write_bytes(paths[1].read_bytes()[:700])
    intake.add(store, paths, batch(tmp_path / "out", SHARED, set_name="wedding"))
    summary = run(store)
    assert (summary.done, summary.failed) == (1, 1)
    (bad,) = store.items("failed")
    assert bad.failure is not None
    assert "damaged" in bad.failure.message


def test_surveyed_photos_wait_for_the_others_but_keep_nobody_else(store: Store) -> None:
    store.add(
        [
            request_for("1.png", set_name="a"),
            request_for("2.png", set_name="a"),
            request_for("3.png"),
        ],
        beside,
    )
    first = store.claim(worker("me"), 60)
    assert first is not None
    assert store.surveyed(first)
    second = store.claim(worker("me"), 60)
    assert second is not None
    assert second.item.source.name == "2.png"
    alone = store.claim(worker("me"), 60)
    assert alone is not None
    assert alone.item.source.name == "3.png"
    assert store.claim(worker("me"), 60) is None  # the first waits for the second
    assert store.release(second)
    again = store.claim(worker("me"), 60)
    assert again is not None
    assert store.surveyed(again)
    ready = store.claim(worker("me"), 60)
    assert ready is not None
    assert (ready.item.source.name, ready.item.surveyed) == ("1.png", True)


def test_a_folder_can_be_a_set(store: Store, tmp_path: Path) -> None:
    variants(tmp_path / "box" / "1931", 1)
    variants(tmp_path / "box" / "1932", 1)
    intake.add(store, [tmp_path / "box"], batch(tmp_path / "out", SHARED, set_name=intake.FOLDERS))
    assert [item.set_name for item in store.items()] == [
        str(tmp_path / "box" / "1931"),
        str(tmp_path / "box" / "1932"),
    ]
    run(store)
    assert shared(store.items()[0])["name"] == "1931"


def test_a_photo_in_colour_leads_its_set(store: Store, tmp_path: Path) -> None:
    colours = np.dstack([portrait()] * 3).astype(float) * (0.45, 0.75, 1.25)
    coloured = tmp_path / "true.png"
    wave = 1 + 0.2 * np.sin(np.arange(colours.shape[1]) / 60)[None, :, None] * (1, 0, -1)
    cv2.imwrite(str(coloured), np.clip(colours * wave, 0, 255).astype(np.uint8))
    grey = variants(tmp_path, 2)
    results = []
    for name, leaders in (("alone", ()), ("led", (coloured,))):
        wanted = batch(tmp_path / name, SHARED, set_name=name, references=leaders)
        intake.add(store, grey, wanted)
        run(store)
        made = cv2.imread(str(tmp_path / name / "0-restored.png")).astype(float)
        results.append(float((made[..., 2] - made[..., 0]).mean()))
    assert results[1] > results[0] + 3  # redder, as the leader is
    again = batch(tmp_path / "led", SHARED, set_name="led", references=(coloured,))
    assert len(intake.add(store, grey, again).again) == 2  # the same once more is no contradiction
    other = in_colour(tmp_path / "other.png")
    with pytest.raises(HeirloomError, match="common colours already"):
        intake.add(store, grey, batch(tmp_path / "x", SHARED, set_name="led", references=(other,)))
    with pytest.raises(HeirloomError, match="no colours for a set"):
        intake.add(store, grey, batch(tmp_path / "x", SHARED, set_name="y", references=(grey[0],)))
    with pytest.raises(HeirloomError, match="no name"):
        intake.add(store, grey, batch(tmp_path / "x", SHARED, set_name=" "))
    with pytest.raises(HeirloomError, match="to a set only"):
        intake.add(store, grey, batch(tmp_path / "x", SHARED, references=(coloured,)))


def test_a_project_leads_with_the_colours_that_it_looks_in_now(
    store: Store, tmp_path: Path
) -> None:
    grey, *others = variants(tmp_path / "box", 3)
    area = np.zeros((200, 160), np.float32)
    area[150:] = 1
    jacket = Region("jacket", Mask((picture_of(area),), smart_edge=False), a=35.0, b=10.0)
    reds = {}
    for name, colour in (
        ("plain", Colour(detail=128)),
        ("painted", Colour(detail=128, regions=(jacket,))),
        ("grey", Colour(detail=128, vividness=0.0)),
    ):
        history = History.start(Recipe((colour,)), "Open")
        project = tmp_path / f"{name}.heirloom"
        save(Project(open_photo(grey), history), project)
        wanted = batch(tmp_path / name, SHARED, set_name=name, references=(project,))
        if name == "grey":
            with pytest.raises(HeirloomError, match="no colours for a set"):
                intake.add(store, others, wanted)
            continue
        intake.add(store, others, wanted)
        run(store)
        results = [cv2.imread(str(path)).astype(float) for path in (tmp_path / name).iterdir()]
        reds[name] = np.mean([(made[160:, ..., 2] - made[160:, ..., 1]).mean() for made in results])
    assert reds["painted"] > reds["plain"] + 10
    assert store.references("painted")[0]["names"] == ["jacket"]


def test_photos_without_colours_can_be_in_a_set(store: Store, tmp_path: Path) -> None:
    photos = [put(tmp_path / f"{number}.png") for number in range(2)]
    intake.add(store, photos, batch(tmp_path / "out", set_name="plain"))
    assert run(store).done == 2


def test_a_set_is_forgotten_with_its_last_photo(store: Store, tmp_path: Path) -> None:
    intake.add(store, variants(tmp_path, 2), batch(tmp_path / "o", SHARED, set_name="wedding"))
    run(store)
    assert list(Sets(store).members()) == ["wedding"]
    store.clear("done")
    assert Sets(store).members() == {}
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sets").fetchone()[0] == 0


def test_colours_that_the_user_named_are_shared_under_their_names(
    store: Store, tmp_path: Path
) -> None:
    first, *others = variants(tmp_path / "box", 4)
    area = np.zeros((200, 160), np.float32)
    area[150:] = 1
    jacket = Region("Dad's jacket", Mask((picture_of(area),), smart_edge=False), a=35.0, b=10.0)
    recipe = SHARED.with_step(Colour(detail=128, regions=(jacket,)))
    made = tmp_path / "made.png"
    export(Renderer(open_photo(first), Colorizer()), recipe, made)
    reds = []
    for name, leaders in (("alone", ()), ("led", (made,))):
        wanted = batch(tmp_path / name, SHARED, set_name=name, references=leaders)
        intake.add(store, others, wanted)
        run(store)
        results = [cv2.imread(str(path)).astype(float) for path in (tmp_path / name).iterdir()]
        reds.append(np.mean([(made[160:, ..., 2] - made[160:, ..., 1]).mean() for made in results]))
    assert reds[1] > reds[0] + 10
    page, _, data = report.write(store, tmp_path / "report")
    told = {one["name"]: one for one in json.loads(data.read_text(encoding="utf-8"))["sets"]}
    assert told["led"]["leaders"] == 1
    assert "Dad's jacket" in [thing["name"] for thing in told["led"]["repeated"]]
    assert "Dad&#x27;s jacket" in page.read_text(encoding="utf-8")
