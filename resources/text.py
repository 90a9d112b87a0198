"""Sentences for people that can be told in another language.

Everything below the window speaks English, so that logs, reports and the command line do. A `Text`
is an English sentence that still knows the template and the values it was made of; the window looks
up the template's translation and fills the values into that (`workstation.app.language.said`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Value: TypeAlias = str | int | float

PLACE: Final = re.compile(r"\{([a-z_]+)(?::(,?(?:\.\d)?[fg%]?|clause))?\}")
"""Where a value stands: its name, and how Python writes the number. No widths and no attributes:
texts also come from files of strangers."""


class Text(str):
    """A sentence and what it is made of: `Text("{name} is empty.", name="a.jpg")`.

    It is its English, and compares, sorts and prints as that. Braces around anything but a value's
    name stay as they are.

    Parameters
    ----------
    template
        A literal: `resources/make_translations.py` collects these from the source.
    values
        What stands in the places. A value that is a `Text` is translated, too; with `{name:clause}`
        it loses its full stop. Numbers are written as the language does. One called `count` chooses
        between the translation's forms for one, two, many. Of all else the `str` is taken.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: object) -> Text:
        """Write the sentence in English."""
        known = {n: v if isinstance(v, str | int | float) else str(v) for n, v in values.items()}
        text = super().__new__(cls, filled(template, known, written))
        text.template, text.values = template, known
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return Text.from_json, (self.to_json(),)

    def to_json(self) -> list[Any]:
        """Template and values, for files."""
        values = self.values.items()
        return [self.template, {n: v.to_json() if isinstance(v, Text) else v for n, v in values}]

    @classmethod
    def from_json(cls, data: Any) -> Text:
        """Read what `to_json` wrote, or a finished sentence, as earlier versions wrote them.

        Raises
        ------
        ValueError
            If it is neither.
        """
        match data:
            case str(sentence):
                return cls(sentence)
            case [str(template), dict(values)]:
                nested = {
                    n: cls.from_json(v) if isinstance(v, list) else v for n, v in values.items()
                }
                if all(isinstance(v, str | int | float) for v in nested.values()):
                    return cls(template, **nested)
        raise ValueError(f"{data!r} is no text.")


def filled(template: str, values: Mapping[str, Value], write: Callable[[Value, str], str]) -> str:
    """Put values into a template; `write` is given each with what stands after the colon."""

    def value(place: re.Match[str]) -> str:
        known = place[1] in values
        return write(values[place[1]], place[2] or "") if known else place[0]

    return PLACE.sub(value, template)


def written(value: Value, how: str = "") -> str:
    """A value in English."""
    if isinstance(value, str):
        return value.removesuffix(".") if how == "clause" else value
    return format(value, "" if how == "clause" else how)


class TextError(Exception):
    """What went wrong, in two sentences for the person at the screen.

    Parameters
    ----------
    message
        One sentence: what was given and why it cannot be used.
    hint
        One sentence: what is possible or what to do now.
    values
        What stands in the places of both, as in a `Text`.

    Attributes
    ----------
    message, hint
        The two as texts.
    """

    def __init__(self, message: str, hint: str, /, **values: object) -> None:
        both = (one if isinstance(one, Text) else Text(one, **values) for one in (message, hint))
        self.message, self.hint = both
        super().__init__(f"{self.message} {self.hint}")
