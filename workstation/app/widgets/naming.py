"""Names that the program proposes, for the user to type over."""

from __future__ import annotations

from collections.abc import Collection


def distinct(word: str, taken: Collection[str]) -> str:
    """The word, or the word with the first number that makes it new."""
    name, number = word, 2
    while name in taken:
        name, number = f"{word} {number}", number + 1
    return name
