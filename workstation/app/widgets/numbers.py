"""Numbers as the window's language writes them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

translate = QCoreApplication.translate


def number(value: float, places: int | None = 0, *, sign: bool = False) -> str:
    """A number in words of the window: 1.5 in English, 1,5 in German.

    Parameters
    ----------
    places
        Digits after the point; None for as many as it takes, up to six digits in all.
    sign
        Say plus, too, so that the direction can be read.
    """
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    if places is None:
        text = locale.toString(float(value), "g", 6)
    else:
        rounded = round(float(value), places) + 0.0  # never minus nought
        text = locale.toString(rounded, "f", places)
    text = text.replace("-", "−")  # as wide as a plus
    return f"+{text}" if sign and not text.startswith("−") else text


def photos(count: int) -> str:
    """Some photos, counted."""
    words = translate("Numbers", "1 photo") if count == 1 else translate("Numbers", "{0} photos")
    return words.format(QLocale().toString(count))
