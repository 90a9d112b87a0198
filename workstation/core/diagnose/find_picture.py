"""Where the picture lies in a scan: page, mat, border and the scanner's lid are left out.

From each side of the scan inwards, straight lines are looked for that have nothing but paper
outside: rows without texture, of one colour that changes slowly. Layers are peeled off one after
the other (lid, page, border), each only if its paper is the same on several sides. What is taken
for paper by mistake loses its colours, and what is missed keeps a little of the page, so in doubt
nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.cielab import to_lab
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.pixels import Pixels, Plane, from_grey, grey_plane

Ends: TypeAlias = NDArray[np.float64]
"""The two ends of a line, (row, column) each, in pixels."""

# Lines are looked for on a copy of this size, at these slopes, down to this share of its height.
_SIDE_PX: Final = 200
_SLOPES: Final = np.linspace(-0.055, 0.055, 12)
_DEEPEST: Final = 0.4
_LAYERS: Final = 3
_STRAIGHT, _ASKEW = 0.011, 8.0
_LEAST_PX: Final = 40
_CUT_AT: Final = 0.75

# A step of colour counts as an edge from the first of these on, fully from the second; CIELAB.
_FAINT_EDGE, _FULL_EDGE = 2.5, 7.5
_SHARPEST, _MIDDLE = 60.0, 0.1
# A line needs edges along this share of its length; where three others agree, along this.
_COVER, _LEAST_COVER = 0.42, 0.2
# A row of paper: its texture and its departure from an even slope stay below these, and so many
# of the rows outside a line have to be such.
_TEXTURE, _UNEVEN, _PAPER = 3.2, 9.0, 0.85
_CHUNKS: Final = 8
_EVENLY: Final = np.stack([np.ones(_CHUNKS), np.linspace(-1, 1, _CHUNKS)], 1)
_EVEN: Final = (_EVENLY @ np.linalg.pinv(_EVENLY)).astype(np.float32)
# Papers are the same up to this distance, in CIELAB with lightness counted less.
_SAME_PAPER: Final = 12.0
_LAB_WEIGHTS: Final = np.array((0.7, 1.0, 1.0), np.float32)


@dataclass(frozen=True)
class _Line:
    """A line that may be where the picture begins, as seen with its side of the scan on top.

    Attributes
    ----------
    offset_px, slope
        Where it runs: this row in the middle, and so many rows lower for every column.
    cover
        Share of its length along which there is an edge.
    colour
        CIELAB of the paper outside.
    width_px
        How far outwards the paper has this colour.
    depth
        Its offset as a share of the height.
    """

    offset_px: float
    slope: float
    cover: float
    colour: NDArray[np.float32]
    width_px: float
    depth: float


def find_picture(whole: Pixels) -> PictureArea:
    """Find where the picture lies in a scan.

    Parameters
    ----------
    whole
        A small copy of the scan, its longer side about 1,024 px.
    """
    height, width = whole.shape[:2]
    if min(height, width) < _LEAST_PX:
        return PictureArea.whole(height, width)
    scale = min(1.0, _SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    grey = grey_plane(whole)
    resized = cv2.resize(whole if grey is None else grey, size, interpolation=cv2.INTER_AREA)
    small = np.ascontiguousarray(resized, np.float32)
    pixels: Pixels = small if grey is None else from_grey(small)
    lab = np.dstack(to_lab(pixels))
    lines = _peeled(lab)
    if all(line is None for line in lines):
        return PictureArea.whole(height, width)
    weights = np.array([[30.0, 60.0, 10.0]])
    lightness = cv2.transform(whole, weights) if grey is None else grey * np.float32(100)
    sharp = [
        _scan_side(side, height, width)
        if line is None
        else _sharpened(
            line * (height / size[1], width / size[0]),
            np.asarray(lightness, np.float32),
            side,
            1 / scale,
        )
        for side, line in enumerate(lines)
    ]
    points = [_crossing(sharp[side - 1], sharp[side]) for side in range(4)]
    corners = tuple(
        (float(np.clip(row / height, 0, 1)), float(np.clip(column / width, 0, 1)))
        for row, column in points
    )
    return PictureArea((corners[0], corners[1], corners[2], corners[3]), height, width)


def _peeled(lab: NDArray[np.float32]) -> list[Ends | None]:
    """The innermost line that was found on each side: top, right, bottom, left."""
    found: list[Ends | None] = [None] * 4
    edges = [0, lab.shape[1], lab.shape[0], 0]
    for layer in range(_LAYERS):
        top, right, bottom, left = edges
        crop = lab[top:bottom, left:right]
        if min(crop.shape[:2]) < _LEAST_PX:
            break
        views = [np.ascontiguousarray(np.rot90(crop, side)) for side in range(4)]
        picked = _agreed([_candidates(view) for view in views], layer)
        if picked is None:
            break
        for side, line in enumerate(picked):
            if line is None:
                continue
            ends = _ends(line, side, *crop.shape[:2]) + np.array((top, left))
            found[side] = ends
            # Most of what lies outside a line that is askew is cut off, but not a narrow border.
            across = ends[:, side % 2]
            if side in (0, 3):
                edges[side] = int(np.ceil(np.quantile(across, _CUT_AT)))
            else:
                edges[side] = int(np.floor(np.quantile(across, 1 - _CUT_AT)))
    return found


def _candidates(view: NDArray[np.float32]) -> list[_Line]:
    """Lines near the top of a picture that have nothing but paper above them."""
    height, width = view.shape[:2]
    depth = int(height * _DEEPEST)
    if depth < 6 or width < 24:
        return []
    part = view[: depth + 4]
    columns = np.arange(int(0.05 * width), int(0.95 * width), 2)
    covers = _covers(part, columns)
    best = covers.max(axis=0)
    rows_at: dict[int, tuple[Plane, Plane, NDArray[np.float32]]] = {}
    texture, uneven, _ = _rows(part, columns, 0.0)
    level = (texture < _TEXTURE) & (uneven < _UNEVEN)
    lines = []
    for row in np.flatnonzero(best >= _LEAST_COVER):
        if best[row] < best[max(0, row - 2) : row + 3].max():
            continue
        first = int(row) + 2  # the first row inside
        # Nothing that comes near to paper: not worth a look along the line's own slope.
        if level[2 if first > 5 else 0 : max(1, first - 1)].mean() < _PAPER / 2:
            continue
        clearest = int(covers[:, row].argmax()), int(row)
        for slope, at in sorted({clearest, _upright(covers, int(row))}):
            if covers[slope, at] < _LEAST_COVER:
                continue
            if slope not in rows_at:
                rows_at[slope] = _rows(part, columns, float(_SLOPES[slope]))
            line = _line(at + 2, slope, float(covers[slope, at]), rows_at[slope], height)
            if line is not None:
                lines.append(line)
    return lines


def _upright(covers: Plane, row: int) -> tuple[int, int]:
    """The slope with most edges of those that a print laid straight has, and its row nearby."""
    nearby = slice(max(0, row - 1), row + 2)
    straight = np.flatnonzero(np.abs(_SLOPES) <= _STRAIGHT)
    most = covers[straight, nearby]
    slope, shift = np.unravel_index(int(most.argmax()), most.shape)
    return int(straight[slope]), nearby.start + int(shift)


def _line(
    first: int,
    slope: int,
    cover: float,
    rows: tuple[Plane, Plane, NDArray[np.float32]],
    height: int,
) -> _Line | None:
    """The line above the row `first`; None where there is more than paper outside."""
    texture, uneven, colours = rows
    # The very edge of a deckled print is no paper yet.
    outside = slice(2 if first > 5 else 0, max(1, first - 1))
    paper = (texture[outside] < _TEXTURE) & (uneven[outside] < _UNEVEN)
    if paper.mean() < _PAPER:
        return None
    colour = np.median(colours[max(0, first - 4) : max(1, first - 1)], axis=0)
    others = np.abs(colours[: max(0, first - 1)] - colour).sum(axis=1) > _SAME_PAPER
    width_px = 1 + int(np.argmax(others[::-1])) if others.any() else first
    return _Line(
        float(first),
        float(_SLOPES[slope]),
        cover,
        colour.astype(np.float32),
        float(width_px),
        first / height,
    )


def _covers(part: NDArray[np.float32], columns: NDArray[np.int_]) -> Plane:
    """Share of edges along each line: by slope, and by row in the middle."""
    blurred = cv2.blur(part, (3, 1))
    steps = (blurred[2:-1] + blurred[3:] - blurred[:-3] - blurred[1:-2]) / 2
    size = np.sqrt((steps**2).sum(axis=2))
    edges = np.clip((size - _FAINT_EDGE) / (_FULL_EDGE - _FAINT_EDGE), 0, 1)
    edges = np.maximum(edges, np.pad(edges[1:], ((0, 1), (0, 0)), "edge"))
    # Of lines that lie on the same edge the one in its middle counts.
    edges = (edges + np.clip(size / _SHARPEST, 0, 1) * _MIDDLE)[:, columns]
    rows = np.arange(len(edges))[:, None]
    from_middle = columns - (part.shape[1] - 1) / 2
    covers = np.empty((len(_SLOPES), len(edges)), np.float32)
    for index, slope in enumerate(_SLOPES):
        at = np.clip(rows + np.round(slope * from_middle).astype(int), 0, len(edges) - 1)
        covers[index] = np.take_along_axis(edges, at, axis=0).mean(axis=1)
    return covers


def _rows(
    part: NDArray[np.float32], columns: NDArray[np.int_], slope: float
) -> tuple[Plane, Plane, NDArray[np.float32]]:
    """Texture, unevenness and colour along each line of a slope."""
    height, width = part.shape[:2]
    from_middle = columns - (width - 1) / 2
    rows = np.arange(height)[:, None] + np.round(slope * from_middle).astype(int)
    rows = np.clip(rows, 0, height - 1)
    values = part[rows, columns]
    steps = np.sqrt(((part[rows, np.minimum(columns + 1, width - 1)] - values) ** 2).sum(axis=2))
    most = int(0.7 * len(columns))
    texture = np.partition(steps, most, axis=1)[:, most]
    length = len(columns) // _CHUNKS
    chunks = values[:, : _CHUNKS * length].reshape(height, _CHUNKS, length, 3)
    colours = np.median(chunks, axis=2)
    even = np.matmul(_EVEN, colours)
    # The second largest: one writing or one photo corner does not make paper a picture.
    uneven = np.sort(np.abs(colours - even).sum(axis=2), axis=1)[:, -2]
    return texture, uneven.astype(np.float32), np.median(colours, axis=1).astype(np.float32)


def _away(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.sqrt(((one - other) ** 2 * _LAB_WEIGHTS).sum()))


def _agreed(sides: list[list[_Line]], layer: int) -> list[_Line | None] | None:
    """The lines that have the same paper outside on several sides; None if none have."""
    strong = [[line for line in lines if line.cover >= _COVER] for lines in sides]
    best: tuple[float, list[_Line | None], _Line] | None = None
    for reference in (line for lines in strong for line in lines):
        picked = _picked(strong, reference)
        score = _score([line for line in picked if line is not None], reference, layer)
        if score is not None and (best is None or score > best[0]):
            best = score, picked, reference
    if best is None:
        return None
    _, picked, reference = best
    for side, line in enumerate(picked):
        others = [o.width_px for i, o in enumerate(picked) if i != side and o is not None]
        alike = len(others) == 3 and max(others) < 1.7 * min(others)
        if line is not None and alike and line.width_px > 2.5 * max(others):
            picked[side] = None  # a sky as white as the border
    rest = [line for line in picked if line is not None]
    if len(rest) == 3:
        side, usual = picked.index(None), float(np.median([line.width_px for line in rest]))
        faint = [
            line
            for line in sides[side]
            if _away(line.colour, reference.colour) < _SAME_PAPER + 4
            and 0.5 < line.width_px / usual < 2
        ]
        picked[side] = max(faint, key=lambda line: line.cover, default=None)
    return picked


def _picked(strong: list[list[_Line]], reference: _Line) -> list[_Line | None]:
    """On each side the line with this paper that has most edges and a width like the others'."""
    near = [
        [line for line in lines if _away(line.colour, reference.colour) < _SAME_PAPER]
        for lines in strong
    ]
    clearest = [max(lines, key=lambda line: line.cover) for lines in near if lines]
    usual = float(np.median([line.width_px for line in clearest]))
    turned = float(np.median([line.slope for line in clearest]))

    def rank(line: _Line) -> float:
        # Prints are rectangles: what leans against the other sides is a pole or a shadow.
        askew = _ASKEW * abs(line.slope - turned)
        return line.cover - 0.25 * abs(float(np.log(line.width_px / usual))) - askew

    return [max(lines, key=rank, default=None) for lines in near]


def _score(lines: list[_Line], reference: _Line, layer: int) -> float | None:
    """How convincing lines are together; None if they are not."""
    if len(lines) < 2:
        return None
    cover = float(np.mean([line.cover for line in lines]))
    deepest = max(line.depth for line in lines)
    widths = [line.width_px for line in lines]
    unlike = max(widths) / min(widths)
    if len(lines) == 2:
        clear = cover >= 0.8 and deepest <= 0.2
        border = layer > 0 and cover >= 0.6 and deepest <= 0.1 and unlike <= 1.6
        if not (clear or border):
            return None
    if cover < (0.55 if len(lines) == 3 else 0.0) or (deepest > 0.2 and cover < 0.75):
        return None
    strange = max(_away(line.colour, reference.colour) for line in lines)
    inwards = float(np.mean([line.offset_px for line in lines]))
    score = len(lines) + 2 * cover - 0.03 * strange - 0.1 * np.log(unlike) + 0.015 * inwards
    return float(score)


def _ends(line: _Line, side: int, height: int, width: int) -> Ends:
    """The line's ends in the picture's own rows and columns; pixel edges are whole numbers."""
    length = width if side % 2 == 0 else height
    along = np.array((0.0, float(length)))
    across = line.offset_px + line.slope * (along - length / 2)
    points = {
        0: (across, along),
        1: (along, width - across),
        2: (height - across, width - along),
        3: (height - along, across),
    }[side]
    return np.stack(points, axis=1).astype(np.float64)


def _scan_side(side: int, height: int, width: int) -> Ends:
    corners = ((0, 0), (0, width), (height, width), (height, 0), (0, 0))
    return np.array(corners[side : side + 2], np.float64)


def _sharpened(ends: Ends, lightness: Plane, side: int, around_px: float) -> Ends:
    """Move the ends of a line, found on a small copy, onto the edge itself; a little inwards."""
    height, width = lightness.shape
    along = np.linspace(0.04, 0.96, 160)[:, None]
    points = ends[0] + (ends[1] - ends[0]) * along
    way = np.array(((1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0))[side])  # inwards
    reach = np.arange(-np.ceil(1.6 * around_px) - 1, np.ceil(1.6 * around_px) + 2)
    rows = points[:, 0, None] + way[0] * reach - 0.5
    columns = points[:, 1, None] + way[1] * reach - 0.5
    seen = cv2.remap(
        lightness,
        np.clip(columns, 0, width - 1).astype(np.float32),
        np.clip(rows, 0, height - 1).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    steps = np.minimum(np.abs(np.diff(seen, axis=1)), 12.0)
    best, moved = -1.0, (0.0, 0.0)
    shifts = np.arange(1, steps.shape[1] - 1)
    for tilt in np.linspace(-1, 1, 9) * around_px:
        lean = np.round(tilt * (along[:, 0] - 0.5) * 2).astype(int)
        at = np.clip(shifts + lean[:, None], 0, steps.shape[1] - 1)
        totals = np.take_along_axis(steps, at, axis=1).mean(axis=0)
        index = int(totals.argmax())
        if totals[index] > best:
            best = float(totals[index])
            middle = float(reach[0] + shifts[index] + 0.5)
            moved = middle - tilt, middle + tilt
    inset = 1.0
    return np.asarray(ends + np.outer(np.array(moved) + inset, way), np.float64)


def _crossing(one: Ends, other: Ends) -> NDArray[np.float64]:
    """Where two lines cross, (row, column)."""
    along, across = one[1] - one[0], other[1] - other[0]
    matrix = np.stack([along, -across], axis=1)
    share = np.linalg.solve(matrix, other[0] - one[0])[0]
    return np.asarray(one[0] + share * along, np.float64)
