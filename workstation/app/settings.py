"""What the window remembers between two starts, in a file that people can read."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

log = logging.getLogger("heirloom.settings")

RECENT_KEPT = 10


def default_path() -> Path:
    """Where the settings lie on this system."""
    import platformdirs

    return platformdirs.user_config_path("heirloom", appauthor=False) / "settings.json"


class Settings:
    """Values by name; every change is written at once, whole or not at all.

    Parameters
    ----------
    path
        The file; a missing or damaged one counts as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            log.warning("The settings in %s cannot be read: %s", path, error)
            return
        if isinstance(values, dict):
            self._values = values

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._values.get(name)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def number(self, name: str, default: int) -> int:
        """A whole number, or the default if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def put(self, name: str, value: str | int | float | bool | list[str]) -> None:
        """Remember a value."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        self._write()

    @property
    def recent(self) -> list[Path]:
        """Recently opened photos that are still there, the newest first."""
        return [path for path in map(Path, self.texts("recent")) if path.is_file()]

    def add_recent(self, path: Path) -> None:
        """Put a photo at the head of the recent ones."""
        name = str(path.absolute())
        others = [other for other in self.texts("recent") if other != name]
        self.put("recent", [name, *others][:RECENT_KEPT])

    def _write(self) -> None:
        """Write beside the file and rename, so that a crash leaves the old settings."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
            text = json.dumps(self._values, ensure_ascii=False, indent=2, sort_keys=True)
            temporary.write_text(text + "\n", encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            log.warning("The settings cannot be written to %s: %s", self._path, error)
