"""How large a photo was on paper, as far as its file can be believed."""

from __future__ import annotations

from typing import Final

from resources.text import Text
from workstation.core.io.photo import Photo
from workstation.core.metadata.blocks import DotsPerInch

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


def plausible(photo: Photo) -> DotsPerInch | None:
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
    """Height and width on paper, in millimetres.

    Parameters
    ----------
    photo
        From `open_photo`.
    dpi
        Dots per inch, or those across and down.
    """
    across, down = (dpi, dpi) if isinstance(dpi, int | float) else dpi
    return photo.height / down * MM_PER_INCH, photo.width / across * MM_PER_INCH


def note(photo: Photo) -> Text | None:
    """A sentence about a resolution that is missing or odd, if there is anything to say."""
    dpi = stated(photo)
    if dpi is None:
        return Text("The file does not say how many dots per inch it has.")
    if plausible(photo) is None:
        return Text(
            "The file says {dpi:g} dpi, which is a usual guess and seldom true.", dpi=dpi[0]
        )
    if unequal(dpi):
        return Text(
            "The file has {dpi:g} dots per inch across and {down:g} down, "
            "so it looks drawn out where pixels are shown as squares.",
            dpi=dpi[0],
            down=dpi[1],
        )
    return None
