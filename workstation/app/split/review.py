"""The review under way: which scans, which one is in front, what is written; views listen to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from workstation.app.jobs import Job, Jobs
from workstation.app.split.scans import Found, Scan, looked_at, pages_of
from workstation.app.widgets.numbers import photos
from workstation.core.errors import HeirloomError
from workstation.core.history import History
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.batch.splitting.frames import PhotoFrame

# Copies to show take some 30 MB each: those of the next scans are made ahead, few are kept.
_AHEAD: Final = 2
_BEHIND: Final = 1


@dataclass(frozen=True)
class Written:
    """What became of the approved scans.

    Attributes
    ----------
    paths
        The files that were written.
    problems
        Why others were not.
    """

    paths: tuple[Path, ...]
    problems: tuple[HeirloomError, ...]


class Review(QObject):
    """Scans one after the other: found ahead, approved or left out, written at the end.

    Signals
    -------
    changed
        Another scan is looked at, or something became known about it.
    frames_changed
        The frames of the scan in front are others.
    written
        Photos of approved scans were written (`Written`).
    """

    changed = Signal()
    frames_changed = Signal()
    written = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._looking: dict[Scan, Job[Any]] = {}
        self._writing: Job[Any] | None = None
        self._usual_dpi: float | None = None
        self.scans: list[Scan] = []
        self.index = 0
        jobs.changed.connect(self._on_jobs)

    # Which scans

    def begin(self, paths: Iterable[Path]) -> None:
        """Take files and folders; what waits for approval already stays before them."""
        given = list(paths)
        self._jobs.reading.start(
            partial(pages_of, given),
            done=self._on_pages,
            title=self.tr("Looking for scans"),
        )

    def _on_pages(self, found: list[Scan]) -> None:
        known = {(scan.path, scan.page) for scan in self.scans if not scan.written}
        fresh = [scan for scan in found if (scan.path, scan.page) not in known]
        if all(scan.written or not scan.approved for scan in self.scans) and self.over:
            self.scans, self.index = [], 0
        self.scans += fresh
        self._look_ahead()
        self.changed.emit()

    @property
    def scan(self) -> Scan | None:
        """The scan in front; None before the first and after the last one."""
        return self.scans[self.index] if self.index < len(self.scans) else None

    @property
    def over(self) -> bool:
        """Whether all were looked at."""
        return self.index >= len(self.scans)

    @property
    def ready(self) -> bool:
        """Whether the frames of the scan in front are known."""
        scan = self.scan
        return scan is not None and scan.history is not None and scan.image is not None

    @property
    def to_write(self) -> list[Scan]:
        """Approved scans whose photos are not yet written."""
        return [scan for scan in self.scans if scan.approved and scan.frames and not scan.written]

    @property
    def writing(self) -> bool:
        """Whether photos are being written."""
        return self._writing is not None and not self._writing.cancelled

    def is_looking(self, scan: Scan) -> bool:
        """Whether its photos are being looked for."""
        job = self._looking.get(scan)
        return job is not None and not job.cancelled

    @property
    def frames(self) -> tuple[PhotoFrame, ...]:
        """The frames on the scan in front."""
        return () if self.scan is None else self.scan.frames

    def go_by(self, scans: int) -> None:
        """Bring the scan that many places further on to the front."""
        self.go_to(self.index + scans)

    def go_to(self, index: int) -> None:
        """Bring a scan to the front; beyond the last one, the end of the review."""
        index = min(max(index, 0), len(self.scans))
        if index != self.index:
            self.index = index
            self._look_ahead()
            self.changed.emit()

    def approve(self) -> None:
        """The frames are right: go on with the next scan."""
        if self.scan is not None and self.ready:
            self.scan.approved = True
            self.go_to(self.index + 1)

    def leave_out(self) -> None:
        """Nothing of this scan is written: go on with the next one."""
        if self.scan is not None:
            self.scan.approved = False
            self.go_to(self.index + 1)

    def clear(self) -> None:
        """Forget all scans."""
        for job in self._looking.values():
            job.cancel()
        self.scans, self.index = [], 0
        self.changed.emit()

    # Finding

    def look_again(self) -> None:
        """Find the photos of the scan in front afresh; what was changed by hand is forgotten."""
        if self.scan is not None:
            self.scan.history, self.scan.error = None, None
            self._look_ahead()
            self.changed.emit()

    def set_dpi(self, dpi: float | None) -> None:
        """Say what the resolution of the scan in front is.

        It holds for all others whose files do not say it: they came from the same scanner.
        """
        scan = self.scan
        if scan is None or dpi == scan.dpi:
            return
        self._usual_dpi = dpi
        for other in self.scans:
            if other is scan or self._says_nothing(other):
                other.dpi = dpi
                if not other.touched:
                    other.history = None
        self._look_ahead()
        self.changed.emit()

    def _says_nothing(self, scan: Scan) -> bool:
        """Whether a scan that waits has no resolution from its file or from the user."""
        from workstation.core.io.resolution import plausible

        waits = scan.photo is not None and not scan.approved and scan.dpi is None
        return waits and scan.photo is not None and plausible(scan.photo) is None

    def _look_ahead(self) -> None:
        for index, scan in enumerate(self.scans):
            near = -_BEHIND <= index - self.index <= _AHEAD
            if not near:
                scan.show(None)
            elif scan.error is None and (scan.history is None or scan.image is None):
                self._look(scan, shown=index == self.index)

    def _look(self, scan: Scan, *, shown: bool) -> None:
        if self.is_looking(scan):
            return
        dpi = scan.dpi
        title = self.tr("Finding the photos on {0}").format(scan.path.name) if shown else ""
        self._looking[scan] = self._jobs.reading.start(
            partial(looked_at, scan.path, scan.page, dpi, self._usual_dpi),
            done=partial(self._on_found, scan, dpi),
            failed=partial(self._on_failed, scan),
            title=title,
        )

    def _on_found(self, scan: Scan, dpi: float | None, found: Found) -> None:
        self._looking.pop(scan, None)
        if dpi != scan.dpi:  # it was corrected meanwhile
            self._look_ahead()
            return
        scan.photo, scan.size, scan.dpi = found.photo, found.size, found.dpi
        scan.show(found.image)
        if scan.history is None:
            scan.history = History.start(found.frames)
        if scan is self.scan:
            self.changed.emit()

    def _on_failed(self, scan: Scan, error: HeirloomError) -> None:
        self._looking.pop(scan, None)
        scan.error = error
        if scan is self.scan:
            self.changed.emit()

    def _on_jobs(self) -> None:
        """A job that the user has stopped says nothing any more."""
        stopped = [scan for scan, job in self._looking.items() if job.cancelled]
        for scan in stopped:
            del self._looking[scan]
        gave_up = self._writing is not None and self._writing.cancelled
        if gave_up:
            self._writing = None
        if stopped or gave_up:
            self.changed.emit()

    # Frames

    @property
    def _history(self) -> History[tuple[PhotoFrame, ...]] | None:
        return None if self.scan is None else self.scan.history

    def record(self, frames: tuple[PhotoFrame, ...], gesture: object | None = None) -> None:
        """Keep the frames after a gesture."""
        if self._history is not None and frames != self._history.value:
            self._set(self._history.record(frames, gesture=gesture))

    @property
    def can_undo(self) -> bool:
        """Whether there is a gesture to take back."""
        return self._history is not None and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a gesture was taken back."""
        return self._history is not None and self._history.can_redo

    def undo(self) -> None:
        """One gesture back."""
        if self._history is not None and self.can_undo:
            self._set(self._history.undo())

    def redo(self) -> None:
        """One gesture forward."""
        if self._history is not None and self.can_redo:
            self._set(self._history.redo())

    def _set(self, history: History[tuple[PhotoFrame, ...]]) -> None:
        if self.scan is not None:
            self.scan.history, self.scan.written, self.scan.approved = history, (), False
            self.frames_changed.emit()

    # Writing

    def write(self, folder: Path) -> None:
        """Write the photos of the approved scans into a folder; existing files stay."""
        scans = self.to_write
        if not scans or self.writing:
            return
        given = [(scan.photo, scan.frames, scan.dpi) for scan in scans]

        def done(made: list[tuple[Path, ...] | HeirloomError]) -> None:
            self._writing = None
            self._on_written(scans, made)

        def failed(error: HeirloomError) -> None:
            self._writing = None
            self.written.emit(Written((), (error,)))
            self.changed.emit()

        number = photos(sum(len(scan.frames) for scan in scans))
        self._writing = self._jobs.exporting.start(
            partial(_write, given, folder),
            done=done,
            failed=failed,
            title=self.tr("Writing {0}").format(number),
        )
        self.changed.emit()

    def _on_written(
        self, scans: Sequence[Scan], made: Sequence[tuple[Path, ...] | HeirloomError]
    ) -> None:
        paths: list[Path] = []
        problems = []
        for scan, result in zip(scans, made, strict=True):
            if isinstance(result, HeirloomError):
                problems.append(result)
            else:
                scan.written = result
                paths += result
        self.changed.emit()
        self.written.emit(Written(tuple(paths), tuple(problems)))


def _write(
    given: Sequence[tuple[Any, tuple[PhotoFrame, ...], float | None]],
    folder: Path,
    progress: Progress,
) -> list[tuple[Path, ...] | HeirloomError]:
    """Write scan by scan; one that fails does not keep the others from being written."""
    from workstation.batch.splitting.cut import free_names, split
    from workstation.core.io.export import ExportOptions

    made: list[tuple[Path, ...] | HeirloomError] = []
    share = 1 / len(given)
    for number, (photo, frames, dpi) in enumerate(given):
        part = progress.part(number * share, share)
        try:
            named = free_names(photo, len(frames), folder)
            options = ExportOptions(dpi=dpi)
            made.append(split(photo, frames, folder, named=named, options=options, progress=part))
        except HeirloomError as error:
            made.append(error)
    return made
