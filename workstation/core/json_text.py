"""JSON in files that anybody may have made: read within bounds, written so that UTF-8 holds it."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

MOST_DEEP: Final = 64
"""How deep lists and tables may lie in each other; what we write has 10."""

_LONGEST_NUMBER: Final = 1 << 64
_UNWRITABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


class JsonError(ValueError):
    """The text is not JSON, or is JSON that nobody writes but to harm."""


def loads(text: str) -> Any:
    """Read JSON.

    Parameters
    ----------
    text
        From any source.

    Raises
    ------
    JsonError
        If it is not JSON, lies too deep, or has numbers that are infinite or none.

    Examples
    --------
    >>> loads('{"steps": []}')
    {'steps': []}
    >>> loads("[1e999]")
    Traceback (most recent call last):
    workstation.core.json_text.JsonError: 1e999 is no number.
    """
    try:
        value = json.loads(text, parse_constant=_number, parse_float=_number, parse_int=_whole)
    except RecursionError as error:
        raise JsonError("It lies too deep.") from error
    except JsonError:
        raise
    except ValueError as error:
        raise JsonError(str(error)) from error
    _check_depth(value)
    return value


def dumps(value: Any, indent: int | None = None) -> str:
    r"""Write JSON that people can read, and that UTF-8 and XML can hold.

    Parameters
    ----------
    value
        Names of files in it may have bytes that are no text; they come back from `loads`.
    indent
        Blanks in front of what lies deeper; None for one line.

    Examples
    --------
    >>> dumps({"Größe": "caf\udce9"})
    '{"Größe": "caf\\udce9"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _number(written: str) -> float:
    value = float(written)
    if not math.isfinite(value):
        raise JsonError(f"{written} is no number.")
    return value


def _whole(written: str) -> int:
    value = int(written) if len(written) <= 20 else _LONGEST_NUMBER
    if abs(value) >= _LONGEST_NUMBER:
        raise JsonError("A number is too long.")
    return value


def _check_depth(value: Any) -> None:
    """Look at one depth after the other; a recursion would end where the text wants it to."""
    inside = [value]
    for _ in range(MOST_DEEP):
        inside = [
            item
            for held in inside
            if isinstance(held, list | dict)
            for item in (held.values() if isinstance(held, dict) else held)
            if isinstance(item, list | dict)
        ]
        if not inside:
            return
    raise JsonError("It lies too deep.")
