"""What the user has chosen once for all photos, in a file that people can read.

The window, the command line and the queue share it. What the window remembers by itself, such as
its size, stands in the same file under `remembered`.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from pathlib import Path
from typing import Any, Final

from resources.text import Text
from workstation.core import json_text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.settings_table import About, SettingsFields, Value

log = logging.getLogger("heirloom.settings")

RECENT_KEPT: Final = 10
_REMEMBERED: Final = "remembered"
_OF_PHOTOS: Final = ("recent", "open_folder", "last_folder", "queue_folder")
"""What is remembered about photos, and not about the window."""


def default_path() -> Path:
    """Where the settings lie on this system, or where HEIRLOOM_SETTINGS says."""
    named = os.environ.get("HEIRLOOM_SETTINGS")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("heirloom", appauthor=False) / "settings.json"


class Settings:
    """The settings, and what the window remembers; every change is written at once, whole.

    Each change is made in the file as it is at that moment, so that a second program that changes
    another setting meanwhile is not undone.

    Parameters
    ----------
    path
        The file. What cannot be understood in it is named in `problems` and stays there until
        something else is chosen.

    Attributes
    ----------
    chosen
        The settings with their values.
    problems
        What in the file was not understood.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.chosen = SettingsFields()
        self.problems: tuple[HeirloomError, ...] = ()
        self._file: dict[str, Any] = {}
        self._damaged = False
        self._closed: OSError | None = None
        self._read()

    # What is chosen

    def choose(self, name: str, value: Value) -> None:
        """Choose a value for a setting.

        Raises
        ------
        HeirloomError
            If there is no such setting, if it cannot have this value, or if the file cannot be
            written.
        """
        check(name, value)
        self.forget(_last(name))
        self._change(name, None if value == default(name) else value, gone=value == default(name))
        if name == "remember_photos" and not value:
            self.forget_photos()

    def reset(self, *names: str) -> None:
        """Take settings back to their defaults; all of them if none is named.

        Raises
        ------
        HeirloomError
            If there is no such setting, or if the file cannot be written.
        """
        for name in names or NAMES:
            about(name)
            self.forget(_last(name))
            self._change(name, None, gone=True)

    def _change(self, name: str, value: Value, *, gone: bool) -> None:
        self._read()
        before = self._file
        self._file = {key: kept for key, kept in before.items() if key != name}
        if not gone:
            self._file[name] = value
        self._understand()
        if json.dumps(self._file, sort_keys=True) == json.dumps(before, sort_keys=True):
            return
        try:
            self._write()
        except OSError as error:
            raise HeirloomError(
                "The settings cannot be written to {name}: {reason}.",
                "They hold until the program ends; make that folder writable to keep them.",
                name=display_name(self.path),
                reason=error.strerror or error,
            ) from error

    # What is remembered

    def latest(self, name: str) -> Value:
        """The value of a setting that was used last for one photo, else the chosen one."""
        try:
            return check(name, self._remembered[_last(name)])
        except (KeyError, HeirloomError):
            value: Value = getattr(self.chosen, name)
            return value

    def use(self, name: str, value: Value) -> None:
        """Remember the value that was used for one photo, until another one is chosen for all."""
        if value != self.latest(name):
            self.put(_last(name), value)

    @property
    def _remembered(self) -> dict[str, Any]:
        kept = self._file.get(_REMEMBERED)
        return kept if isinstance(kept, dict) else {}

    def text(self, name: str, default: str = "") -> str:
        """A remembered text, or the default if there is none."""
        value = self._remembered.get(name)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """A remembered list of texts."""
        value = self._remembered.get(name)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def put(self, name: str, value: Value | list[str]) -> None:
        """Remember a value; one about photos only if the user wishes that."""
        assert name not in NAMES, f"{name} is a setting: choose it"
        if self._remembered.get(name) == value:
            return
        if name in _OF_PHOTOS and not self.chosen.remember_photos:
            return
        self._read()
        self._file[_REMEMBERED] = {**self._remembered, name: value}
        self._write_quietly()

    @property
    def recent(self) -> list[Path]:
        """Recently opened photos that are still there, the newest first."""
        return [path for path in map(Path, self.texts("recent")) if path.is_file()]

    def add_recent(self, *paths: Path) -> None:
        """Put photos at the head of the recent ones, the last one first; written once."""
        names = list(dict.fromkeys(str(path.absolute()) for path in reversed(paths)))
        others = [other for other in self.texts("recent") if other not in names]
        self.put("recent", [*names, *others][:RECENT_KEPT])

    def forget_photos(self) -> None:
        """Forget which photos and folders were opened."""
        self.forget(*_OF_PHOTOS)

    def forget(self, *names: str) -> None:
        """Forget what was remembered under these names."""
        self._read()
        kept = {key: value for key, value in self._remembered.items() if key not in names}
        if kept != self._remembered:
            self._file[_REMEMBERED] = kept
            self._write_quietly()

    # The file

    def _read(self) -> None:
        """Read the file as it is now; one that cannot be read leaves everything as it was."""
        self._damaged, self._closed = False, None
        try:
            values = json_text.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(values, dict):
                raise ValueError("it is not a table")
        except FileNotFoundError:
            self._understand()
            return
        except (OSError, ValueError) as error:
            self._damaged = isinstance(error, ValueError)
            self._closed = error if isinstance(error, OSError) else None
            log.warning("The settings in %s cannot be read: %s", self.path, error)
            self._understand()
            problem = HeirloomError(
                "The settings in {name} cannot be read, so the usual ones hold.",
                "Correct the file; if you choose anew instead, it is kept beside the new one.",
                name=display_name(self.path),
            )
            self.problems = (problem, *self.problems)
            return
        self._file = values
        self._understand()

    def _understand(self) -> None:
        values, problems = dict[str, Any](), list[HeirloomError]()
        for name in NAMES:
            if name in self._file:
                try:
                    values[name] = check(name, self._file[name])
                except HeirloomError as error:
                    problems.append(_wrong(self.path, name, error))
        self.chosen, self.problems = SettingsFields(**values), tuple(problems)

    def _write_quietly(self) -> None:
        """What the window only remembers is not worth a word if it cannot be kept."""
        try:
            self._write()
        except OSError as error:
            log.warning("The settings cannot be written to %s: %s", self.path, error)

    def _write(self) -> None:
        """Write beside the file and rename, so that a crash leaves the old settings."""
        if self._closed is not None:
            raise self._closed  # what we may not read, we do not replace
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._damaged:
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
        known = {name: self._file[name] for name in NAMES if name in self._file}
        others = {name: value for name, value in self._file.items() if name not in known}
        remembered = others.pop(_REMEMBERED, None)
        ordered = known | others | ({} if remembered is None else {_REMEMBERED: remembered})
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        temporary.write_text(json_text.dumps(ordered, indent=2) + "\n", encoding="utf-8")
        temporary.replace(self.path)


def _last(name: str) -> str:
    return name.replace("export_", "last_")


def _wrong(path: Path, name: str, error: HeirloomError) -> HeirloomError:
    return HeirloomError(
        "In the settings {name} stands: {message}",
        "{hint:clause}; until it is corrected, it is {used}.",
        name=display_name(path),
        message=error.message,
        hint=error.hint,
        used=written(default(name)) or Text("nothing"),
    )


NAMES: Final = tuple(known.name for known in dataclasses.fields(SettingsFields))


def about(name: str) -> About:
    """What there is to know about a setting.

    Raises
    ------
    HeirloomError
        If there is no setting of this name.
    """
    known = SettingsFields.__dataclass_fields__.get(name)
    if known is None:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMES, 1)
        hint = Text("`heirloom settings` lists them all.")
        if near:
            hint = Text("Did you mean {near}? `heirloom settings` lists them all.", near=near[0])
        raise HeirloomError("There is no setting “{name}”.", hint, name=name)
    told: About = known.metadata["about"]
    return told


def default(name: str) -> Value:
    """The value of a setting that nobody has chosen."""
    value: Value = getattr(SettingsFields(), name)
    return value


def check(name: str, value: object) -> Value:
    """Return the value if the setting can have it.

    Raises
    ------
    HeirloomError
        If there is no such setting, or if it cannot have this value.
    """
    known, usual = about(name), default(name)
    if known.values:
        # 1 and True are equal to Python, but not to people.
        for one in known.values:
            if value == one and type(value) is type(one):
                return one
    elif known.check is not None:
        if isinstance(value, type(usual)):
            known.check(value)
            return value
    elif known.high:
        if value is None and known.nothing:
            return None
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and known.low <= value <= known.high:  # type: ignore[operator]
            return value  # type: ignore[return-value]
    elif isinstance(value, type(usual)):
        return value
    given = Text("“{value}”", value=value) if isinstance(value, str) else json.dumps(value)
    raise HeirloomError(
        "{name} cannot be {given}.",
        "It can be {possible}.",
        name=name,
        given=given,
        possible=possible(name),
    )


def possible(name: str) -> Text:
    """The values that a setting can have, as people write them."""
    known = about(name)
    if known.values:
        *others, last = map(written, known.values)
        return Text("{others} or {last}", others=", ".join(others), last=last)
    if known.high:
        high = f"{known.high} {known.unit}".rstrip()
        number = Text("a whole number from {low} to {high}", low=known.low, high=high)
        return Text("auto, or {number}", number=number) if known.nothing else number
    if isinstance(default(name), bool):
        return Text("yes or no")
    return Text("a table in JSON") if name == "keys" else Text("a text")


def written(value: Value) -> str:
    """A value as people write it on the command line; `read` understands it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "auto" if value is None else str(value)


def read(name: str, text: str) -> Value:
    """The value that a text of the command line stands for.

    Raises
    ------
    HeirloomError
        If there is no such setting, or if it cannot have this value.
    """
    known, usual = about(name), default(name)
    value: object = text
    if known.values:
        value = next((one for one in known.values if written(one) == text.lower()), text)
    elif isinstance(usual, bool):
        words = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
        value = words.get(text.lower(), text)
    elif known.high:
        value = None if text.lower() == "auto" else _whole(text)
    elif isinstance(usual, dict):
        value = _table(text)
    return check(name, value)


def _whole(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text


def _table(text: str) -> object:
    try:
        return json_text.loads(text)
    except ValueError:
        return text
