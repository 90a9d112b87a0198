"""What a user painted to say where: strokes, lassos, similar places, pictures, and their mask.

Places are fractions of the photo's height and width, row before column; lengths are shares of its
longer side. So a mask means the same on every preview, tile and export.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Plane

POINTS_MOST: Final = 100_000
"""Points that one stroke or lasso may have."""

SHAPES_MOST: Final = 5_000
"""Strokes and other shapes that one mask may have."""

ALL_POINTS_MOST: Final = 1_000_000
"""Points of all its shapes together."""

PICTURE_PX: Final = 1024
"""The longest side of a picture in a mask."""

# A gesture may leave the photo, as it does at every border; it cannot come from another world.
_OUTSIDE = 2.0
_PAINT_AGAIN = Text("Paint the area again, or use an undamaged copy of the file.")


def _checked(what: str, value: object, low: float, high: float) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not low <= value <= high:  # type: ignore[operator]  # NaN fails here too
        raise HeirloomError(
            "The {what} in a mask was given as {value}.",
            "It goes from {low:g} to {high:g}.",
            what=what,
            value=repr(value),
            low=low,
            high=high,
        )
    return float(value)  # type: ignore[arg-type]


def _check_switches(checked: Any, *names: str) -> None:
    for name in names:
        if not isinstance(getattr(checked, name), bool):
            raise HeirloomError(
                "The switch {name} in a mask is neither on nor off.", _PAINT_AGAIN, name=name
            )


def _check_points(shape: Any, names: tuple[str, ...]) -> None:
    """Check a gesture's points, and store them as tuples of plain numbers."""
    points = shape.points
    if not isinstance(points, list | tuple) or not 1 <= len(points) <= POINTS_MOST:
        raise HeirloomError(
            "A gesture in a mask has no points, or far too many.",
            "It may have 1 to {most:,} points.",
            most=POINTS_MOST,
        )
    kept = []
    for point in points:
        if not isinstance(point, list | tuple) or len(point) != len(names):
            raise HeirloomError("A point in a mask is damaged.", _PAINT_AGAIN)
        kept.append(
            tuple(
                _checked(name, value, 0, 1)
                if name == "pressure"
                else _checked(name, value, -_OUTSIDE, 1 + _OUTSIDE)
                for name, value in zip(names, point, strict=True)
            )
        )
    object.__setattr__(shape, "points", tuple(kept))


@dataclass(frozen=True)
class Stroke:
    """One movement of a round brush.

    Attributes
    ----------
    points
        Row, column, and pressure 0..1 of each.
    radius
        At full pressure; the radius at a point is this times its pressure.
    hardness
        Share of the radius over which the brush covers fully; from there it fades.
    erase
        Take away instead of adding.
    """

    points: tuple[tuple[float, float, float], ...]
    radius: float
    hardness: float = 0.8
    erase: bool = False

    def __post_init__(self) -> None:
        _check_points(self, ("row", "column", "pressure"))
        _checked("radius of a brush", self.radius, 0, 1)
        _checked("hardness of a brush", self.hardness, 0, 1)
        _check_switches(self, "erase")


@dataclass(frozen=True)
class Lasso:
    """An area with an outline drawn by hand; the last point is joined to the first.

    Where the outline crosses itself, every second area counts, as everywhere.
    """

    points: tuple[tuple[float, float], ...]
    erase: bool = False

    def __post_init__(self) -> None:
        _check_points(self, ("row", "column"))
        _check_switches(self, "erase")


@dataclass(frozen=True)
class Similar:
    """What looks like one place of the photo.

    Attributes
    ----------
    tolerance
        From almost nothing (0) to almost everything (1).
    contiguous
        Only what hangs together with the place; else all of the photo that looks like it.
    """

    row: float
    column: float
    tolerance: float = 0.5
    contiguous: bool = True
    erase: bool = False

    def __post_init__(self) -> None:
        _checked("row", self.row, 0, 1)
        _checked("column", self.column, 0, 1)
        _checked("tolerance", self.tolerance, 0, 1)
        _check_switches(self, "contiguous", "erase")


@dataclass(frozen=True)
class Picture:
    """A mask that came from elsewhere, as a picture laid over the whole photo.

    Attributes
    ----------
    png
        An 8-bit grey PNG in base64, of at most `PICTURE_PX` on its longer side; white is inside.
    """

    png: str
    erase: bool = False

    def __post_init__(self) -> None:
        _check_switches(self, "erase")
        picture_plane(self.png)


@lru_cache(maxsize=16)
def picture_plane(png: str) -> Plane:
    """The values, 0..1, of a picture in base64; read-only.

    Raises
    ------
    HeirloomError
        If it is not what `Picture` says.
    """
    damaged = HeirloomError("A picture in a mask is damaged.", _PAINT_AGAIN)
    if not isinstance(png, str):
        raise damaged
    try:
        content = base64.b64decode(png, validate=True)
    except (binascii.Error, ValueError) as error:
        raise damaged from error
    # The header is read first: a few bytes of PNG can pretend to be gigabytes of picture.
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 33 or content[12:16] != b"IHDR":
        raise damaged
    width, height, bits, colour = struct.unpack(">IIBB", content[16:26])
    if not (0 < width <= PICTURE_PX and 0 < height <= PICTURE_PX) or (bits, colour) != (8, 0):
        raise HeirloomError(
            "A picture in a mask has {width} × {height} pixels of {bits} bits.",
            "It may be an 8-bit grey PNG of at most {longest} pixels on its longer side.",
            width=width,
            height=height,
            bits=bits,
            longest=PICTURE_PX,
        )
    values = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if values is None or values.shape != (height, width):
        raise damaged
    plane = values.astype(np.float32) * np.float32(1 / 255)
    plane.flags.writeable = False
    return plane


Shape: TypeAlias = Stroke | Lasso | Similar | Picture

_KINDS: Final[dict[str, type[Any]]] = {
    "stroke": Stroke,
    "lasso": Lasso,
    "similar": Similar,
    "picture": Picture,
}


@dataclass(frozen=True)
class Mask:
    """An area of the photo: shapes, later ones over earlier ones, and what is done with them.

    Attributes
    ----------
    shapes
        What was painted.
    smart_edge
        Snap to the outline of what was painted.
    eraser_holds
        What was erased stays erased, wherever the outline was found to lie. Masks of earlier
        versions, which do not say so, mean what they meant.
    grow
        How far to move the outline outwards, as a share of the longer side; negative shrinks.
    feather
        How wide the outline fades, as a share of the longer side.
    fill_holes
        Take in what is enclosed.
    invert
        Everything else instead.
    """

    shapes: tuple[Shape, ...] = ()
    smart_edge: bool = True
    eraser_holds: bool = True
    grow: float = field(default=0.0, metadata={"low": -0.25, "high": 0.25})
    feather: float = field(default=0.0, metadata={"low": 0.0, "high": 0.25})
    fill_holes: bool = False
    invert: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.shapes, tuple) or not all(
            isinstance(shape, tuple(_KINDS.values())) for shape in self.shapes
        ):
            raise HeirloomError("A mask holds something that is no shape.", _PAINT_AGAIN)
        points = sum(len(getattr(shape, "points", ())) for shape in self.shapes)
        if len(self.shapes) > SHAPES_MOST or points > ALL_POINTS_MOST:
            raise HeirloomError(
                "A mask has {shapes:,} shapes with {points:,} points.",
                "It may have {most:,} shapes with {most_points:,} points.",
                shapes=len(self.shapes),
                points=points,
                most=SHAPES_MOST,
                most_points=ALL_POINTS_MOST,
            )
        for known in fields(self):
            if "low" in known.metadata:
                low, high = known.metadata["low"], known.metadata["high"]
                _checked(f"setting {known.name}", getattr(self, known.name), low, high)
        _check_switches(self, "smart_edge", "eraser_holds", "fill_holes", "invert")

    @property
    def looks(self) -> bool:
        """Whether its area depends on what the photo shows."""
        return bool(self.shapes) and (
            self.smart_edge or any(isinstance(shape, Similar) for shape in self.shapes)
        )


def mask_to_json(mask: Mask) -> dict[str, Any]:
    """The mask as JSON values; `mask_from_json` gives an equal one back."""
    names = {cls: name for name, cls in _KINDS.items()}
    shapes: list[Any] = [
        {"kind": names[type(one)], **{f.name: _plain(getattr(one, f.name)) for f in fields(one)}}
        for one in mask.shapes
    ]
    others = {f.name: _plain(getattr(mask, f.name)) for f in fields(mask) if f.name != "shapes"}
    return {"marks": shapes, **others}


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def mask_from_json(data: Any) -> Mask:
    """Read a mask.

    Raises
    ------
    HeirloomError
        If it is damaged, or if a value is out of its bounds.
    """
    if not isinstance(data, dict) or not isinstance(data.get("marks"), list | tuple):
        raise HeirloomError("A mask is damaged: it has no shapes.", _PAINT_AGAIN)
    shapes = tuple(_shape_from_json(item) for item in data["marks"])
    rest = {name: value for name, value in data.items() if name != "marks"}
    mask: Mask = _built(Mask, {"eraser_holds": False, **rest, "shapes": shapes})
    return mask


def _shape_from_json(data: Any) -> Any:
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(kind, str) or kind not in _KINDS:
        raise HeirloomError(
            "A mask holds a shape of the unknown kind {kind}.",
            "Known are {known}; a newer Heirloom may know it.",
            kind=repr(kind),
            known=", ".join(_KINDS),
        )
    return _built(_KINDS[kind], {name: value for name, value in data.items() if name != "kind"})


def _built(cls: Callable[..., Any], values: dict[str, Any]) -> Any:
    try:
        return cls(**values)
    except TypeError as error:
        raise HeirloomError(
            "A mask is damaged: a value in it is missing or unknown.", _PAINT_AGAIN
        ) from error


def distance_px(share: float, shape: tuple[int, int]) -> float:
    """A share of the longer side, in pixels of a grid."""
    return share * max(shape)


def at_pixels(points: tuple[tuple[float, ...], ...], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Points as (column, row) in pixels of a grid, whose pixel centres are whole numbers."""
    places = np.array([point[:2] for point in points], np.float64).reshape(-1, 2)
    scaled = places * np.array(shape) - 0.5
    return np.asarray(scaled[:, ::-1])
