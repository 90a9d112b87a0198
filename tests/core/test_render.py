"""One set of promises over every step, and the renderer as a whole."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import cv2
import numpy as np
import pytest
import pyvips
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ml.inference.colorizer import Colorizer
from tests.core.diagnose import prints
from workstation.core import presets
from workstation.core.cache import ByteCache
from workstation.core.color.cielab import lightness, to_lab
from workstation.core.diagnose.findings import diagnose
from workstation.core.diagnose.verdict import WORKING_PX, Kind
from workstation.core.errors import Cancelled, HeirloomError
from workstation.core.io.decode import read_whole
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import Mask, Stroke
from workstation.core.pixels import Pixels, Roi, check, seal
from workstation.core.progress import Progress
from workstation.core.recipe import Analysis, Context, Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS, Colour, Geometry, Negative, Repair, Stains, Tone
from workstation.core.steps.dodge import ToneRegion
from workstation.core.steps.geometry import Crop
from workstation.core.steps.repair import RepairRegion

SAMPLES = [
    Geometry(),
    Geometry(turns=1),
    Geometry(turns=2, mirrored=True, crop=Crop(0.1, 0.2, 0.61, 0.53)),
    Geometry(angle=-3.3),
    Geometry(turns=3, angle=-3.0, crop=Crop(0.1, 0.1, 0.7, 0.8)),
    Geometry(corners=((0.1, 0.15), (0.05, 0.8), (0.95, 0.9), (0.85, 0.1)), mirrored=True),
    Geometry(angle=4.0, uncropped=True),
    Negative(),
    Negative(lightness=1.4),
    Repair(
        0.0,
        regions=(RepairRegion("tear", Mask((Stroke(((0.2, 0.4, 1.0), (0.7, 0.5, 1.0)), 0.01),))),),
    ),
    Stains(),
    Tone(),
    Tone(automatic=False, black=0.1, white=0.8, gamma=0.7, local_contrast=0.6),
    Tone(local_contrast=0.15, process=1),
    Tone(regions=(ToneRegion("face", Mask((Stroke(((0.2, 0.45, 1.0),), 0.12),)), 0.8, 0.3, 1.5),)),
    Colour(),
    Colour(vividness=1.7, warmth=0.5, strength=0.8, detail=256),
]


def whole(renderer: Renderer, recipe: Recipe) -> Pixels:
    return renderer.tile(recipe, Roi.whole(*renderer.size(recipe)), 0)


def joined(renderer: Renderer, recipe: Recipe) -> Pixels:
    return np.concatenate([strip.pixels for strip in renderer.strips(recipe)])


@pytest.mark.parametrize("step", SAMPLES, ids=str)
def test_every_step_keeps_the_pixel_contract(portrait: Renderer, step: Any) -> None:
    check(whole(portrait, Recipe((step,))))


@pytest.mark.parametrize("step", SAMPLES, ids=str)
@pytest.mark.parametrize("side", [37, 128, 300])
def test_tiles_of_any_size_are_the_whole(portrait: Renderer, step: Any, side: int) -> None:
    recipe = Recipe((step,))
    full = whole(portrait, recipe)
    height, width = full.shape[:2]
    for top, left in ((0, 0), (height // 3, width // 2), (height - 5, width - 9)):
        rows, columns = min(side, height - top), min(side, width - left)
        where = Roi(top, left, rows, columns, height, width)
        tile = portrait.tile(recipe, where, 0)
        difference = np.abs(tile - full[top : top + rows, left : left + columns])
        assert difference.max() <= 1 / 65535


@pytest.mark.parametrize("step", SAMPLES, ids=str)
def test_the_strips_of_the_export_are_the_whole(portrait: Renderer, step: Any) -> None:
    recipe = Recipe((step,))
    assert np.abs(joined(portrait, recipe) - whole(portrait, recipe)).max() <= 1 / 65535


@pytest.mark.parametrize("step", SAMPLES, ids=str)
def test_the_preview_agrees_with_the_shrunken_export(portrait: Renderer, step: Any) -> None:
    recipe = Recipe((step,))
    level = 1
    height, width = (-(-side // 2) for side in portrait.size(recipe))
    preview = portrait.tile(recipe, Roi.whole(height, width, 0.5), level)
    full = np.array(whole(portrait, recipe))
    # An odd last row or column counts twice, as in every smaller level of a photo.
    odd = 2 * height - full.shape[0], 2 * width - full.shape[1]
    even = np.pad(full, ((0, odd[0]), (0, odd[1]), (0, 0)), mode="edge")
    small = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
    one, other = to_lab(preview), to_lab(seal(np.ascontiguousarray(small)))
    delta = np.sqrt((one[0] - other[0]) ** 2 + ((one[1] - other[1]) ** 2).sum(-1))
    assert delta.mean() < 1


def test_every_kind_of_step_is_among_the_samples() -> None:
    assert {type(step) for step in SAMPLES} == set(STEPS)


def test_an_empty_recipe_is_the_photo(portrait: Renderer) -> None:
    photo = read_whole(portrait.photo, 10_000)
    assert np.array_equal(whole(portrait, Recipe()), photo)
    assert np.array_equal(joined(portrait, Recipe()), photo)


@pytest.mark.parametrize("bits", [8, 16, 32])
def test_colouring_leaves_the_lightness_alone(
    tmp_path: Path, colorizer: Colorizer, bits: int
) -> None:
    small = read_whole(open_photo(_sample()), 400)[..., 0]
    path = tmp_path / ("grey.tif" if bits == 32 else "grey.png")
    if bits == 32:
        cv2.imwrite(str(path), small)
    else:
        values = np.round(small * (2**bits - 1))
        cv2.imwrite(str(path), values.astype(np.uint8 if bits == 8 else np.uint16))
    renderer = Renderer(open_photo(path), colorizer)
    before, after = whole(renderer, Recipe()), whole(renderer, Recipe((Colour(),)))
    assert np.hypot(*to_lab(after)[1].transpose(2, 0, 1)).mean() > 3
    inside = (after > 0.001).all(axis=2) & (after < 0.999).all(axis=2)
    assert np.abs(lightness(after) - lightness(before))[inside].max() <= 0.01


def _sample() -> Path:
    import resources

    return resources.find("samples", "portrait.jpg")


def test_a_warm_cache_gives_what_a_cold_one_gives(colorizer: Colorizer) -> None:
    photo = open_photo(_sample())
    recipe = presets.AUTOMATIC
    warm, cold = Renderer(photo, colorizer), Renderer(photo, colorizer, cache_bytes=0)
    for vividness in (0.5, 1.5, 1.0):
        warm.tile(recipe.with_step(Colour(vividness=vividness)), Roi.whole(512, 512), 0)
    assert np.array_equal(whole(warm, recipe), whole(cold, recipe))


def test_a_slider_after_the_network_does_not_run_it_again(
    portrait: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    predict = portrait._colorizer.predict
    monkeypatch.setattr(
        portrait._colorizer, "predict", lambda *planes: calls.append(1) or predict(*planes)
    )
    for vividness in (0.5, 1.0, 1.5):
        portrait.analyses(Recipe((Colour(vividness=vividness),)))
    assert len(calls) == 5  # the looks of the first time


@dataclass(frozen=True)
class Blur:
    """A step with a halo, to see that halos are honoured."""

    radius: int = 9

    kind: ClassVar[str] = "blur"
    version: ClassVar[int] = 1
    analysed: ClassVar[tuple[str, ...]] = ()

    def analyse(self, whole: Pixels, context: Context) -> Analysis:
        return Analysis()

    def halo_px(self, scale: float) -> int:
        return self.radius

    def apply(self, tile: Pixels, where: Roi, analysis: Analysis) -> Pixels:
        side = 2 * self.radius + 1
        values = np.ascontiguousarray(tile)
        return seal(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT))


def test_a_step_with_a_halo_is_seamless_in_tiles_and_strips(portrait: Renderer) -> None:
    recipe = Recipe((Blur(), Tone(), Blur(4)))
    full = whole(portrait, recipe)
    assert np.abs(joined(portrait, recipe) - full).max() < 1e-5
    where = Roi(100, 200, 64, 80, 512, 512)
    tile = portrait.tile(recipe, where, 0)
    assert np.abs(tile - full[100:164, 200:280]).max() < 1e-5


def test_a_cancelled_job_stops(portrait: Renderer) -> None:
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(Cancelled):
        portrait.tile(presets.AUTOMATIC, Roi.whole(512, 512), 0, progress)
    with pytest.raises(Cancelled):
        list(portrait.strips(presets.AUTOMATIC, progress))


def test_progress_only_grows_and_ends_at_one(portrait: Renderer) -> None:
    seen: list[float] = []
    list(portrait.strips(presets.AUTOMATIC, Progress(lambda done, _: seen.append(done))))
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1)


def test_a_photo_in_colour_keeps_its_colours_and_says_so(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    from skimage import data

    path = save(data.coffee())
    renderer = Renderer(open_photo(path), colorizer)
    kept = whole(renderer, Recipe((Colour(),)))
    assert np.array_equal(kept, whole(renderer, Recipe()))
    report = renderer.report(Recipe((Colour(),)))
    assert "in colour" in report.notes[0]
    assert not report.coloured
    assert report.kind == report.found == "colour"


def test_the_user_has_the_last_word_on_what_a_photo_is(
    save: Callable[..., Path], colorizer: Colorizer
) -> None:
    from skimage import data

    renderer = Renderer(open_photo(save(data.astronaut())), colorizer)
    said = Recipe((Colour(),), "grey")
    report = renderer.report(said)
    assert report.coloured
    assert (report.kind, report.found) == ("grey", "colour")
    assert not np.array_equal(whole(renderer, said), whole(renderer, Recipe((Colour(),))))
    assert np.array_equal(
        whole(renderer, said.of_kind("colour")), whole(renderer, Recipe((Colour(),)))
    )


def test_a_result_without_colour_is_an_error_and_no_success(
    save: Callable[..., Path], colorizer: Colorizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer = Renderer(open_photo(save(np.full((64, 64), 128, np.uint8))), colorizer)
    answer = colorizer.predict(np.full((64, 64), 50, np.float32))
    grey = type(answer)(answer.ab * 0, answer.logits, answer.device)
    monkeypatch.setattr(colorizer, "predict", lambda _: grey)
    with pytest.raises(HeirloomError, match="no colour"):
        renderer.analyses(Recipe((Colour(),)))


def test_many_threads_get_the_same_pixels(portrait: Renderer) -> None:
    recipe = presets.AUTOMATIC
    where = Roi(64, 64, 200, 200, 512, 512)
    results: list[Pixels] = []
    threads = [
        threading.Thread(target=lambda: results.append(portrait.tile(recipe, where, 0)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert all(np.array_equal(result, results[0]) for result in results)


def test_the_cache_stays_within_its_bytes() -> None:
    cache = ByteCache(1000)
    for i in range(50):
        cache.put(str(i), np.zeros(25, np.float32))
    assert cache.get("0") is None
    assert cache.get("49") is not None
    assert sum(cache.get(str(i)) is not None for i in range(50)) == 10
    cache.put("too large", np.zeros(1000, np.float32))
    assert cache.get("too large") is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (33, 2)])
def test_the_smallest_photos_are_restored(
    save: Callable[..., Path], colorizer: Colorizer, shape: tuple[int, int]
) -> None:
    values = np.random.default_rng(0).integers(60, 200, shape).astype(np.uint8)
    renderer = Renderer(open_photo(save(values)), colorizer)
    assert joined(renderer, Recipe((Tone(),))).shape == (*shape, 3)
    with contextlib.suppress(HeirloomError):  # too little to see for the network, perhaps
        assert joined(renderer, presets.AUTOMATIC).shape == (*shape, 3)


@given(
    name=st.sampled_from(("coffee", "chelsea", "astronaut")),
    look=st.sampled_from(("grey", "toned", "aged", "colour")),
    bits=st.sampled_from((8, 16)),
    page=st.booleans(),
    said=st.sampled_from((None, None, "grey", "toned", "colour")),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_diagnose_says_is_what_is_done(
    name: str,
    look: str,
    bits: int,
    page: bool,
    said: Kind | None,
    tmp_path: Path,
    colorizer: Colorizer,
) -> None:
    made = {
        "grey": prints.grey,
        "toned": prints.toned,
        "aged": lambda name: prints.aged(prints.toned(name)),
        "colour": prints.coloured,
    }[look](name)
    scan = prints.on_page(made)[0] if page else made
    depth, words = (np.uint8, "srgb") if bits == 8 else (np.uint16, "rgb16")
    values = np.round(scan * (2**bits - 1)).astype(depth)
    path = tmp_path / "scan.png"
    pyvips.Image.new_from_array(values, interpretation=words).write_to_file(str(path))
    photo = open_photo(path)
    diagnosis = diagnose(read_whole(photo, WORKING_PX))
    assert (diagnosis.kind == "colour") == (look == "colour")
    renderer = Renderer(photo, colorizer)
    recipe = Recipe((Colour(),), said)
    report = renderer.report(recipe)
    assert report.found == diagnosis.kind
    assert report.kind == (said or diagnosis.kind)
    assert report.coloured == (report.kind != "colour")
    result, before = whole(renderer, recipe), whole(renderer, Recipe())
    assert np.array_equal(result, before) != report.coloured
    assert renderer.verdict().picture.is_whole != page
    if page and report.coloured:
        area = renderer.verdict().picture.mask_at(*result.shape[:2])
        away = cv2.dilate(area.astype(np.uint8), np.ones((9, 9))) == 0
        assert np.array_equal(result[away], before[away])
