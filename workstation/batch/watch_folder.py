"""A folder that a scanner writes to: each file is taken when it is complete."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from workstation.batch import intake
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError
from workstation.core.io.photo import Limits, open_photo

_PATIENCE: Final = 10
"""After so many times the settling time, a file that still does not open is not being written."""


@dataclass(frozen=True)
class _Seen:
    """A file's size and time of change, and since when they are so."""

    bytes: int
    changed_ns: int
    since: float


class FolderWatcher:
    """Adds the photos of a folder to a queue, each when it is complete.

    Parameters
    ----------
    store
        The queue.
    folder
        Where the scanner writes to; sub-folders count.
    batch
        What is to be done with them. If they are a set, those that are there when the watch begins
        come to common colours, or take those of the references; later ones follow.
    settle_s
        A file is complete when its size and time of change have been the same for so long, and it
        opens. Looking again and again works on network folders too, which tell of no changes.
    clock
        Seconds.

    Raises
    ------
    HeirloomError
        If there is no such folder, or if what is to be done is not possible.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        batch: intake.Batch,
        settle_s: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not folder.is_dir():
            raise HeirloomError("There is no folder {folder}.", "Create it first.", folder=folder)
        intake.check(batch)
        # Looked at once: the references need not stay where they are.
        self._samples = intake.reference_samples(batch)
        intake.take_colors(store, batch, self._samples)
        self._store, self._folder = store, folder.absolute()
        self._batch = replace(batch, references=())
        self._settle_s, self._clock = settle_s, clock
        self._seen: dict[Path, _Seen] = {}
        self._taken: dict[Path, _Seen] = {}

    def poll(self) -> Iterator[tuple[Path, HeirloomError]]:
        """Look once, and add what is complete; tell of files that will never be."""
        now = self._clock()
        output = self._batch.output_folder.absolute()
        present = set[Path]()
        complete = dict[Path, _Seen]()
        for path in intake.photos_below(self._folder, without=output):
            seen = self._look_at(path, now)
            if seen is None:
                continue
            present.add(path)
            quiet_s = now - seen.since
            if self._taken.get(path) == seen or quiet_s < self._settle_s:
                continue
            try:
                open_photo(path, limits=Limits.lifted())
            except HeirloomError as error:
                if quiet_s >= _PATIENCE * self._settle_s:
                    self._taken[path] = seen
                    yield path, error
                continue
            complete[path] = seen
        self._add(complete)
        for gone in set(self._seen) - present:
            del self._seen[gone]

    def _add(self, complete: dict[Path, _Seen]) -> None:
        """All at once, so that photos of a set wait for each other."""
        if complete:
            # Again, for a set is forgotten with its last photo.
            intake.take_colors(self._store, self._batch, self._samples)
            intake.add(self._store, list(complete), self._batch, root=self._folder)
            self._taken |= complete

    def _look_at(self, path: Path, now: float) -> _Seen | None:
        try:
            about = path.stat()
        except OSError:  # taken away again
            return None
        before = self._seen.get(path)
        if before is None or (before.bytes, before.changed_ns) != (
            about.st_size,
            about.st_mtime_ns,
        ):
            self._seen[path] = _Seen(about.st_size, about.st_mtime_ns, now)
        return self._seen[path]
