"""Upright, straight and cropped: python -m benchmarks.clean [--quick] [--count 200].

Photos of the validation pack in `shared/photos` beside the checkout are laid on pages by a hand
that is not quite straight, with white borders or without; others hang askew without any border.
Measured is by how many degrees *Straighten* misses, how often it turns what is straight, and how
much of the true picture *Trim the border* keeps (intersection over union). Then: how soon the
picture follows on 24 megapixels, and whether preview and export agree over random orders of
gestures.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Figure, print_table
from ml.data import packs
from ml.inference.colorizer import Colorizer
from workstation.core.color.cielab import to_lab
from workstation.core.diagnose.find_print import find_print
from workstation.core.diagnose.judge import judge
from workstation.core.io.photo import open_photo
from workstation.core.masks.shapes import Mask, Stroke
from workstation.core.pixels import Pixels, Roi, seal
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Colour, Geometry, Stains, Tone
from workstation.core.steps.dodge import ToneRegion
from workstation.core.steps.geometry import Crop

USUAL, QUICK = 200, 24
_PRINT_PX: Final = 640
_MOST_DEG: Final = 3.0
_TILES: Final = 512
_WINDOW: Final = (1000, 1500)
Values = NDArray[np.float32]


@dataclass(frozen=True)
class Laid:
    """A print on a page.

    Attributes
    ----------
    angle
        By how many degrees it is turned clockwise.
    corners
        Of the picture, without its border, in pixels: x and y, clockwise from the top left.
    """

    scan: Pixels
    angle: float
    corners: NDArray[np.float64]


def laid(photo: NDArray[np.uint8], random: np.random.Generator, angle: float) -> Laid:
    """Lay a photo on a page."""
    ratio = random.uniform(0.65, 1.0)
    height, width = (_PRINT_PX, round(_PRINT_PX * ratio))
    if random.random() < 0.5:
        height, width = width, height
    picture = cv2.resize(photo, (width, height), interpolation=cv2.INTER_CUBIC)
    border = random.choice([0, round(_PRINT_PX * random.uniform(0.02, 0.06))])
    white = random.uniform(215, 248, 1) * np.array(
        [1, random.uniform(0.96, 1), random.uniform(0.88, 1)]
    )
    sheet = np.full((height + 2 * border, width + 2 * border, 3), white, np.float32)
    sheet[border : border + height, border : border + width] = picture
    room = [random.uniform(0.08, 0.2) * _PRINT_PX for _ in range(4)]
    size = round(sheet.shape[0] + room[0] + room[1]), round(sheet.shape[1] + room[2] + room[3])
    page = random.choice([20.0, 60.0, 120.0, 180.0, 235.0]) * np.array(
        [1, random.uniform(0.92, 1), 0.9]
    )
    if border and abs(page.mean() - white.mean()) < 12:
        page = page * 0.5
    scan = np.full((*size, 3), page, np.float32)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    middle = np.array([room[2] + sheet.shape[1] / 2, room[0] + sheet.shape[0] / 2])
    turn = np.array([[cos, -sin], [sin, cos]])
    start = middle - turn @ (np.array([sheet.shape[1], sheet.shape[0]]) / 2)
    matrix = np.column_stack((turn, start + turn @ (0.5, 0.5) - 0.5))
    cv2.warpAffine(
        sheet,
        matrix,
        size[::-1],
        dst=scan,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    scan += random.normal(0, random.uniform(0.5, 2.5), scan.shape)
    own = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64) + border
    pixels = seal(np.clip(scan / 255, 0, 1).astype(np.float32))
    return Laid(pixels, angle, own @ turn.T + start)


def measured(step: Geometry, scan: Pixels) -> Geometry:
    """What is found on a scan."""
    return step.measured(scan, judge(scan))


def overlap(laid: Laid, step: Geometry) -> float:
    """How far what is kept is the picture: intersection over union."""
    height, width = laid.scan.shape[:2]
    frame = step.frame(height, width)
    kept = [frame.to_photo(*corner) for corner in ((0, 0), (0, 1), (1, 1), (1, 0))]
    areas = []
    for corners in (np.array([(x * width, y * height) for y, x in kept]), laid.corners):
        area = np.zeros((height * 4, width * 4), np.uint8)
        cv2.fillPoly(area, [np.rint(corners * 4).astype(np.int32)], 1)
        areas.append(area.astype(bool))
    return float((areas[0] & areas[1]).sum() / (areas[0] | areas[1]).sum())


def straightening(count: int) -> Iterator[Figure]:
    """Prints on pages."""
    random = np.random.default_rng(7)
    missed, turned, kept = [], [], []
    photos = packs.photos(packs.PHOTOS / "validation", limit=count, seed=11)
    for photo in photos:
        askew = laid(photo, random, random.uniform(-_MOST_DEG, _MOST_DEG))
        missed.append(abs(measured(Geometry(straighten=True), askew.scan).angle + askew.angle))
        kept.append(overlap(askew, measured(Geometry(trim=True), askew.scan)))
        straight = laid(photo, random, 0.0)
        turned.append(abs(measured(Geometry(straighten=True), straight.scan).angle))
    near = 100 * float(np.mean(np.array(missed) <= 0.3))
    yield Figure(f"{count} prints laid askew: within 0.3°", near, "%", at_least=95)
    wrong = 100 * float(np.mean(np.array(turned) > 0))
    yield Figure(f"{count} laid straight: turned all the same", wrong, "%", at_most=2)
    good = 100 * float(np.mean(np.array(kept) >= 0.98))
    yield Figure("page and border trimmed: IoU, median", float(np.median(kept)), "", at_least=0.98)
    yield Figure("of them with an IoU of 0.98 or more", good, "%")


def by_lines(count: int) -> Iterator[Figure]:
    """Photos that hang askew themselves, without any border."""
    random = np.random.default_rng(8)
    said, right, turned = 0, 0, 0
    for photo in packs.photos(packs.PHOTOS / "validation", limit=count, seed=12):
        large = cv2.resize(photo, (768, 768), interpolation=cv2.INTER_CUBIC)
        for angle in (random.uniform(-6, 6), 0.0):
            turn = cv2.getRotationMatrix2D((384, 384), -angle, 1)
            whole = cv2.warpAffine(large, turn, (768, 768), flags=cv2.INTER_CUBIC)[90:-90, 90:-90]
            pixels = seal(np.ascontiguousarray(whole, np.float32) / np.float32(255))
            found = measured(Geometry(straighten=True), pixels).angle
            if angle == 0:
                turned += found != 0
            else:
                said += found != 0
                right += found != 0 and abs(found + angle) <= 0.5
    yield Figure(f"{count} photos askew without border: an angle is said", 100 * said / count, "%")
    if said:
        yield Figure("of these within 0.5° of the turn", 100 * right / said, "%")
    yield Figure("not turned, and an angle is said", 100 * turned / count, "%", at_most=2)


def photographed(count: int) -> Iterator[Figure]:
    """Prints on a table, seen askew and from the side; and photos that are no print on a table."""
    random = np.random.default_rng(21)
    missed = []
    for photo in packs.photos(packs.PHOTOS / "validation", limit=count, seed=31):
        scan, corners = on_a_table(photo, random)
        found = find_print(scan)
        if found is None:
            missed.append(np.inf)
            continue
        size = np.array((scan.shape[1], scan.shape[0]))
        places = np.array([(column, row) for row, column in found]) * size
        side = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[1] - corners[2]))
        missed.append(float(np.linalg.norm(places - corners, axis=1).max() / side))
    near = 100 * float(np.mean(np.array(missed) <= 0.005))
    yield Figure(f"{count} prints photographed: corners within 0.5 %", near, "%", at_least=95)
    wrong = sum(
        find_print(seal(cv2.resize(photo, (768, 768)).astype(np.float32) / np.float32(255)))
        is not None
        for photo in packs.photos(packs.PHOTOS / "validation", limit=count, seed=41)
    )
    yield Figure(f"{count} photos without a table: a print is found", 100 * wrong / count, "%", 2)


def on_a_table(
    photo: NDArray[np.uint8], random: np.random.Generator
) -> tuple[Pixels, NDArray[np.float64]]:
    """A print on a table with a grain and a shade; its corners are x and y, clockwise."""
    width, height = 1024, 768
    print_ = cv2.resize(photo, (640, round(640 * random.uniform(0.65, 1))))
    if random.random() < 0.6:
        border = [int(random.uniform(12, 36))] * 4
        white = (238, 234, 226)
        print_ = cv2.copyMakeBorder(print_, *border, cv2.BORDER_CONSTANT, value=white)
    tint = np.array([1, random.uniform(0.75, 1), random.uniform(0.5, 1)])
    table = random.uniform(40, 200) * tint
    if random.random() < 0.3:
        table = np.full(3, table.mean())
    grain = random.normal(0, 1, (height, width // 40)).astype(np.float32)
    grain = cv2.resize(grain, (width, height)) * random.uniform(0, 6)
    rows, columns = np.mgrid[0:height, 0:width]
    slopes = random.uniform(-0.15, 0.15, 2)
    shade = 1 + slopes[0] * (columns / width - 0.5) + slopes[1] * (rows / height - 0.5)
    own = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * (print_.shape[1], print_.shape[0])
    scale = min(width * 0.8 / print_.shape[1], height * 0.8 / print_.shape[0])
    angle = np.radians(random.uniform(-12, 12))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (own - own.mean(axis=0)) * scale @ turn.T * random.uniform(0.75, 0.95)
    corners += (width / 2, height / 2) + random.uniform(-0.05, 0.05, (4, 2)) * own.max() * scale
    corners = np.clip(corners, 10, (width - 10, height - 10))
    matrix = cv2.getPerspectiveTransform(own.astype(np.float32), corners.astype(np.float32))
    share = cv2.warpPerspective(np.ones(print_.shape[:2], np.float32), matrix, (width, height))
    seen = cv2.warpPerspective(
        print_.astype(np.float32), matrix, (width, height), flags=cv2.INTER_CUBIC
    )
    values = (table + grain[..., None]) * (1 - share[..., None]) + seen * share[..., None]
    values = values * shade[..., None] + random.normal(0, 1.5, seen.shape)
    return seal(np.clip(values / 255, 0, 1).astype(np.float32)), corners


def gestures(folder: Path) -> Iterator[Figure]:
    """How soon the picture follows on 24 megapixels."""
    path = folder / "large.jpg"
    small = next(iter(packs.photos(packs.PHOTOS / "validation", limit=1, seed=3)))
    cv2.imwrite(
        str(path), cv2.resize(small, (6000, 4000), interpolation=cv2.INTER_CUBIC)[..., ::-1]
    )
    renderer = Renderer(open_photo(path), Colorizer())
    others = (Stains(), Tone(), Colour())
    shown(renderer, Recipe((Geometry(angle=0.4), *others)))
    changes = {
        "straighten": [Geometry(angle=1 + i / 10) for i in range(8)],
        "crop": [Geometry(angle=1.0, crop=Crop(0.01 * i, 0.1, 0.8, 0.8)) for i in range(8)],
        "mirror": [Geometry(mirrored=True), Geometry(mirrored=True, angle=1.0)],
    }
    for coarser, at_most in ((1, 200.0), (0, None)):
        # The window draws at the level that it can have at once, then at that of the screen.
        shown(renderer, Recipe((Geometry(angle=0.4), *others)), coarser)
        for name, steps in changes.items():
            wall, process = zip(
                *(took(renderer, Recipe((step, *others)), coarser) for step in steps), strict=True
            )
            name = f"24 megapixels restored, {name}: {'first' if coarser else 'sharp'} picture"
            note = f"{1000 * float(np.median(process)):.0f} ms of the processor"
            yield Figure(name, 1000 * float(np.median(wall)), "ms", at_most, note)


def took(renderer: Renderer, recipe: Recipe, coarser: int) -> tuple[float, float]:
    """Seconds of a change, on the clock and of the processor."""
    started = time.perf_counter(), time.process_time()
    shown(renderer, recipe, coarser)
    return time.perf_counter() - started[0], time.process_time() - started[1]


def shown(renderer: Renderer, recipe: Recipe, coarser: int = 0) -> None:
    """Render what a window shows of all of the result, or levels coarser."""
    height, width = renderer.size(recipe)
    level = max(0, int(np.floor(np.log2(max(height / _WINDOW[0], width / _WINDOW[1])))))
    level += coarser
    rows, columns = -(-height >> level), -(-width >> level)
    for top in range(0, rows, _TILES):
        for left in range(0, columns, _TILES):
            size = min(_TILES, rows - top), min(_TILES, columns - left)
            renderer.tile(recipe, Roi(top, left, *size, rows, columns, 0.5**level), level)


def round_trips(folder: Path, count: int) -> Iterator[Figure]:
    """Preview and export over random orders of gestures."""
    random = np.random.default_rng(5)
    path = folder / "photo.png"
    photo = next(iter(packs.photos(packs.PHOTOS / "validation", limit=1, seed=9)))
    large = cv2.resize(photo, (1601, 1203), interpolation=cv2.INTER_CUBIC)
    cv2.imwrite(str(path), large[..., ::-1])
    renderer = Renderer(open_photo(path), Colorizer())
    worst = 0.0
    for _ in range(count):
        recipe = Recipe((Tone(), Colour()))
        for gesture in random.integers(0, 7, 8):
            recipe = after(recipe, int(gesture), random)
        export = np.concatenate([strip.pixels for strip in renderer.strips(recipe)])
        height, width = (-(-side // 2) for side in export.shape[:2])
        preview = renderer.tile(recipe, Roi.whole(height, width, 0.5), 1)
        # An odd last row or column counts twice, as in every smaller level of a photo.
        odd = 2 * height - export.shape[0], 2 * width - export.shape[1]
        even = np.pad(export, ((0, odd[0]), (0, odd[1]), (0, 0)), mode="edge")
        small = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
        worst = max(worst, distance(preview, seal(np.ascontiguousarray(small))))
    yield Figure(
        f"{count} random orders of gestures: preview from export, ΔE", worst, "", at_most=1
    )


def after(recipe: Recipe, gesture: int, random: np.random.Generator) -> Recipe:
    """The recipe after one more gesture."""
    found = recipe.step("geometry")
    step: Any = found if isinstance(found, Geometry) else Geometry()
    tone = recipe.step("tone")
    assert isinstance(tone, Tone)
    place = tuple(random.uniform(0.2, 0.8, 2))
    region = ToneRegion("one", Mask((Stroke(((*place, 1.0),), 0.1),)), random.uniform(-1, 1))
    match gesture:
        case 0 | 1:
            return recipe.with_step(step.turned(1 + 2 * gesture))
        case 2:
            return recipe.with_step(step.flipped(upside_down=bool(random.integers(2))))
        case 3:
            return recipe.with_step(replace(step, angle=random.uniform(-8, 8)))
        case 4:
            top, left = random.uniform(0, 0.4, 2)
            return recipe.with_step(
                replace(step, crop=Crop(top, left, *random.uniform(0.3, 0.6, 2)))
            )
        case 5:
            return recipe.with_step(replace(tone, regions=(*tone.regions, region)[-3:]))
        case _:
            return recipe.with_step(Colour(vividness=random.uniform(0.5, 1.5)))


def distance(one: Pixels, other: Pixels) -> float:
    """Mean colour difference, CIE76."""
    (light, ab), (other_light, other_ab) = to_lab(one), to_lab(other)
    return float(np.sqrt((light - other_light) ** 2 + ((ab - other_ab) ** 2).sum(-1)).mean())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clean")
    parser.add_argument("--quick", action="store_true", help="fewer photos")
    parser.add_argument("--count", type=int, default=USUAL, metavar="N", help="how many photos")
    given = parser.parse_args()
    count = QUICK if given.quick else given.count
    if not (packs.PHOTOS / "validation.bin").exists():
        print("benchmarks.clean needs shared/photos beside the checkout; it is not there.")
        return
    print_table(
        "Straight and trimmed", [*straightening(count), *by_lines(count), *photographed(count // 2)]
    )
    with tempfile.TemporaryDirectory() as folder:
        print_table("Gestures", gestures(Path(folder)))
        print_table("Preview and export", round_trips(Path(folder), 5 if given.quick else 20))


if __name__ == "__main__":
    main()
