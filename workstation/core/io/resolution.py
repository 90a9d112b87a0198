"""How large a photo was on paper, as far as its file can be believed."""

from __future__ import annotations

from typing import Final

from workstation.core.io.photo import Photo
from workstation.core.metadata.metadata import DotsPerInch

MM_PER_INCH: Final = 25.4
LEAST_DPI: Final = 10.0
MOST_DPI: Final = 19_200.0
"""What a person may say that a scan has; scanners go up to the latter."""

_OF_SCREENS: Final = (72.0, 96.0)
_UNEQUAL: Final = 0.005


def stated(photo: Photo) -> DotsPerInch | None:
    """What the file states, across and down as the photo is seen; believed or not."""
    if photo.dpi is None or photo.orientation < 5:
        return photo.dpi
    return photo.dpi[1], photo.dpi[0]


def believed(photo: Photo) -> DotsPerInch | None:
    """The resolution across and down at which a photo was scanned; None if nobody knows.

    72 dpi and less, and 96, are what programs write that know of none: screens were said to have so
    many. Photos are not scanned with so few.
    """
    dpi = stated(photo)
    if dpi is None or min(dpi) <= _OF_SCREENS[0] or dpi[0] in _OF_SCREENS:
        return None
    return dpi


def unequal(dpi: DotsPerInch | None) -> bool:
    """Whether a photo is drawn out in one direction, as some scanners and fax machines do."""
    return dpi is not None and abs(dpi[0] / dpi[1] - 1) > _UNEQUAL


def size_mm(photo: Photo, dpi: float | DotsPerInch) -> tuple[float, float]:
    """Height and width on paper, in millimetres."""
    across, down = (dpi, dpi) if isinstance(dpi, int | float) else dpi
    return photo.height / down * MM_PER_INCH, photo.width / across * MM_PER_INCH


def note(photo: Photo) -> str:
    """A sentence about a resolution that is missing or odd; empty if there is nothing to say."""
    dpi = stated(photo)
    if dpi is None:
        return "The file does not say how many dots per inch it has."
    if believed(photo) is None:
        return f"The file says {dpi[0]:g} dpi, as programs write that do not know."
    if unequal(dpi):
        return (
            f"The file has {dpi[0]:g} dots per inch across and {dpi[1]:g} down, "
            "so it looks drawn out where pixels are shown as squares."
        )
    return ""
