"""Memory for results: what was used last stays, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any

import numpy as np

from workstation.core.pixels import grey_plane


class ByteCache:
    """The most recently used values, up to a number of bytes; safe from any thread."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._values: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Any:
        """The value, or None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: str, value: Any) -> None:
        """Keep a value; one larger than the whole cache is not kept."""
        size = _bytes_of(value)
        if size > self._limit:
            return
        with self._lock:
            if key in self._values:
                self._used -= self._values.pop(key)[1]
            self._values[key] = (value, size)
            self._used += size
            while self._used > self._limit:
                self._used -= self._values.popitem(last=False)[1][1]

    def drop(self, prefix: str) -> None:
        """Give up the values whose keys begin so."""
        with self._lock:
            for key in [key for key in self._values if key.startswith(prefix)]:
                self._used -= self._values.pop(key)[1]

    @property
    def used_bytes(self) -> int:
        """How much memory the values take."""
        return self._used


def _bytes_of(value: Any) -> int:
    if isinstance(value, np.ndarray):
        plane = grey_plane(value) if value.ndim == 3 else None
        return value.nbytes if plane is None else plane.nbytes
    if isinstance(value, tuple):
        return sum(_bytes_of(part) for part in value)
    if is_dataclass(value):
        return sum(_bytes_of(getattr(value, part.name)) for part in fields(value))
    return 64
