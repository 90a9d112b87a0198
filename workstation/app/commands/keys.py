"""The keys of commands: the usual ones, or those that the user has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.commands.command import Command

translate = QCoreApplication.translate

Bound = dict[str, list[QKeySequence]]


def usual(command: Command) -> list[QKeySequence]:
    """The keys that a command has if nobody chose others."""
    found: list[QKeySequence] = []
    for key in command.keys:
        bound = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
        found += [sequence for sequence in bound if sequence not in found]
    return found


def assigned(
    commands: Sequence[Command], chosen: Mapping[str, Sequence[str]]
) -> tuple[Bound, list[HeirloomError]]:
    """All commands with their keys, and what of the user's choice is not possible.

    A chosen key goes to its command even if it is another one's usual key, which then has to do
    without. Choices for commands that there are not are left alone: a newer version may have them.
    """
    wrong: list[HeirloomError] = []
    bound: Bound = {}
    known = {command.id: command for command in commands}
    for name in (name for name in known if name in chosen):
        bound[name] = []
        for text in chosen[name]:
            sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
            problem = refusal(sequence) if sequence.toString() else _no_key(text)
            taken = _whose(sequence, known[name], known, bound)
            if problem is None and taken is not None:
                problem = _twice(text, taken, known[name])
            if problem is None:
                bound[name].append(sequence)
            else:
                wrong.append(problem)
    for command in commands:
        if command.id not in chosen:
            bound[command.id] = [
                key for key in usual(command) if _whose(key, command, known, bound, chosen) is None
            ]
    return bound, wrong


def share_a_page(one: Command, other: Command) -> bool:
    """Whether two commands can be used at the same time, so that a key cannot mean both."""
    return one.page == other.page or "" in (one.page, other.page)


def refusal(sequence: QKeySequence) -> HeirloomError | None:
    """Why a key cannot be given to any command; None if it can."""
    fixed = {
        Qt.Key.Key_Tab: translate("Keys", "goes from one control to the next"),
        Qt.Key.Key_Backtab: translate("Keys", "goes back to the control before"),
        Qt.Key.Key_Space: translate("Keys", "moves the photo, and presses buttons"),
        Qt.Key.Key_Return: translate("Keys", "confirms"),
        Qt.Key.Key_Enter: translate("Keys", "confirms"),
        **dict.fromkeys(
            (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
            translate("Keys", "moves the photo, or goes through a list"),
        ),
    }
    pressed = combination(sequence)
    if pressed is None:
        return None
    plain = pressed.keyboardModifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    if plain and pressed.key() in fixed:
        return HeirloomError(
            translate("Keys", "The key {0} {1}.").format(native(sequence), fixed[pressed.key()]),
            translate("Keys", "Take another one, or add Ctrl or Alt."),
        )
    return None


def combination(sequence: QKeySequence) -> QKeyCombination | None:
    """The key with what is held beside it; None for none, and for several after one another."""
    if sequence.count() != 1:
        return None
    first: QKeyCombination = cast(Any, sequence)[0]  # PySide6's types do not know of it
    return first


def native(sequence: QKeySequence) -> str:
    """A key as this system's users write it."""
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def portable(sequences: Iterable[QKeySequence]) -> list[str]:
    """Keys as they stand in the settings, on every system the same."""
    return [key.toString(QKeySequence.SequenceFormat.PortableText) for key in sequences]


def _whose(
    key: QKeySequence,
    command: Command,
    known: Mapping[str, Command],
    bound: Bound,
    chosen: Mapping[str, object] | None = None,
) -> Command | None:
    """Which command has this key already; with `chosen` only those that the user gave theirs."""
    for name, keys in bound.items():
        other = known[name]
        mine = other is command or (chosen is not None and name not in chosen)
        if not mine and key in keys and share_a_page(other, command):
            return other
    return None


def _no_key(text: str) -> HeirloomError:
    return HeirloomError(
        translate("Keys", "The settings name “{0}” as a shortcut, which is no key.").format(text),
        translate("Keys", "Choose another one in the settings, under Shortcuts."),
    )


def _twice(text: str, one: Command, other: Command) -> HeirloomError:
    return HeirloomError(
        translate("Keys", "The settings give the key {0} to both “{1}” and “{2}”.").format(
            text, one.title, other.title
        ),
        translate("Keys", "Choose another one in the settings, under Shortcuts."),
    )
