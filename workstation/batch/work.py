"""What a worker does with one photo; it runs in any process of any computer that sees the files.

Workers never touch the queue and never name a result: they leave it in a folder of their own beside
its place, and whoever sent them decides whether it is still wanted.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from ml.inference import devices
from ml.inference.colorizer import Colorizer
from resources.text import Text
from workstation.batch import machine, samples
from workstation.batch.failures import failure_of
from workstation.batch.items import Failure, Made
from workstation.core import json_text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import atomic_write, resolution
from workstation.core.io.encode import page_notes
from workstation.core.io.export import Exported, ExportOptions, export, recipe_from_file
from workstation.core.io.formats import of_path
from workstation.core.io.photo import Limits, Photo, fingerprint, open_photo
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import STEPS

_STAGING: Final = re.compile(r"\.heirloom-\d+-[0-9a-f]{8}")
"""What `Store.claim` calls the folders for unfinished results."""

MUCH_REPAIRED: Final = 0.05
"""A photo of which a larger share was filled is marked for being looked through."""


@dataclass(frozen=True)
class Options:
    """How a photo of the queue is read, rendered and written.

    Attributes
    ----------
    export
        Fields of `workstation.core.io.export.ExportOptions` that differ from its own.
    device
        What the network is to run on.
    no_limits
        Whether files of any announced size are opened.
    """

    export: tuple[tuple[str, Any], ...] = ()
    device: Literal["auto", "cpu", "gpu"] = "auto"
    no_limits: bool = False

    @classmethod
    def of(cls, export: ExportOptions, device: Any = "auto", no_limits: bool = False) -> Options:
        """Take them from the options for exporting."""
        plain = asdict(type(export)())
        changed = sorted(item for item in asdict(export).items() if item[1] != plain[item[0]])
        return cls(tuple(changed), device, no_limits)

    def to_json(self) -> str:
        """The options as text; `from_json` gives equal ones back."""
        return json.dumps(asdict(self) | {"export": dict(self.export)}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Options:
        """Read options.

        Raises
        ------
        HeirloomError
            If they are those of a newer version, or damaged.
        """
        try:
            facts = json_text.loads(text)
            return cls(**facts | {"export": tuple(sorted(facts.get("export", {}).items()))})
        except (ValueError, TypeError, AttributeError) as error:
            raise _damaged() from error

    def exporting(self) -> ExportOptions:
        """The options for exporting.

        Raises
        ------
        HeirloomError
            If there are no such ones.
        """
        from workstation.core.io.export import ExportOptions

        try:
            return ExportOptions(**dict(self.export))
        except TypeError as error:
            raise _damaged() from error


def _damaged() -> HeirloomError:
    return HeirloomError("The options in the queue cannot be read.", "Add the photo again.")


@dataclass(frozen=True)
class Assignment:
    """All that a worker must know.

    Attributes
    ----------
    source, page, recipe, options, output
        As in the queue.
    staging
        A folder for the result, which the worker makes.
    earlier
        What was made of the same request before.
    threads
        For the network and for filters.
    cache_bytes
        What finished parts may take in memory.
    reduced
        Whether to do without the graphics processor.
    of_set
        Whether it is one of a set, so that its colours are to be measured.
    """

    source: Path
    page: int
    recipe: str
    options: str
    output: Path
    staging: Path
    earlier: Made | None
    threads: int
    cache_bytes: int
    reduced: bool
    of_set: bool = False


@dataclass(frozen=True)
class Staged:
    """A finished result that has not got its name yet."""

    made: Made
    file: Path
    replace: bool
    recipe: str
    after: str
    """Of a set's photo, the colours that its kinds of things have come to."""


@dataclass(frozen=True)
class Surveyed:
    """What a photo of a set shows, as `workstation.batch.sets.survey` gives it."""

    sample: str


@dataclass(frozen=True)
class Unchanged:
    """The result made earlier still fits."""


Outcome: TypeAlias = Staged | Surveyed | Unchanged | Failure


def restore(assignment: Assignment) -> Outcome:
    """Make one result; never raises, for an error's class may be unknown where it is sent to."""
    return _guarded(_restore, assignment)


def survey(assignment: Assignment) -> Outcome:
    """Look what a photo of a set shows, unless its result still fits; never raises either."""
    return _guarded(_survey, assignment)


def _guarded(work: Callable[[Assignment], Outcome], assignment: Assignment) -> Outcome:
    try:
        machine.share_processors(assignment.threads)
        outcome = work(assignment)
    except Exception as error:
        outcome = failure_of(error)
    if not isinstance(outcome, Staged):
        remove(assignment.staging)
    return outcome


def remove(staging: Path) -> None:
    """Take away a folder for unfinished results; one that is not called as ours are stays."""
    if _STAGING.fullmatch(staging.name) and not staging.is_symlink():
        with suppress(OSError):
            shutil.rmtree(staging)


def _survey(assignment: Assignment) -> Outcome:
    photo = _open(assignment)
    if _still_fits(assignment):
        return Unchanged()
    return Surveyed(samples.survey(_renderer(assignment, photo), assignment.recipe))


def _restore(assignment: Assignment) -> Outcome:
    started = time.perf_counter()
    exporting = Options.from_json(assignment.options).exporting()
    _check_name(assignment.output)
    photo = _open(assignment)
    before = _stamp(assignment.source)
    if _still_fits(assignment):
        return Unchanged()
    with atomic_write.write_errors(assignment.output):
        assignment.output.parent.mkdir(parents=True, exist_ok=True)
        _check_place(assignment, photo, exporting.overwrite)
        # A cluster runs it again where a worker is lost, maybe while that one still writes.
        assignment.staging.mkdir(exist_ok=True)
        attempt = Path(tempfile.mkdtemp(dir=assignment.staging))
    renderer = _renderer(assignment, photo)
    file = attempt / assignment.output.name
    recipe = Recipe.from_json(assignment.recipe, STEPS)
    done = export(renderer, recipe, file, replace(exporting, overwrite=False))
    after = samples.measure(renderer, assignment.recipe) if assignment.of_set else ""
    if _stamp(assignment.source) != before:
        raise HeirloomError(
            "{name} changed while it was being restored.",
            "Wait until nothing writes to it any more, and try again.",
            name=assignment.source.name,
        )
    colorizer = _colorizer_of(assignment)
    made = Made(
        source_hash=fingerprint(assignment.source),
        output_hash=fingerprint(file),
        output_bytes=done.bytes,
        device=done.report.device,
        model=f"{colorizer.name} {colorizer.sha256}" if done.report.coloured else "",
        seconds=time.perf_counter() - started,
        warnings=_warnings(photo, done, exporting),
    )
    return Staged(made, file, exporting.overwrite, assignment.recipe, after)


def _warnings(photo: Photo, done: Exported, exporting: ExportOptions) -> tuple[Text, ...]:
    # Each page of a TIFF file has its own place in the queue: none is left out.
    untrue = page_notes(photo) if photo.independent_pages > 1 else ()
    notes = (note for note in done.notes if note not in untrue)
    note = None if exporting.dpi is not None else resolution.note(photo)
    doubt = done.report.doubt
    about = [] if doubt is None else [doubt]
    if done.report.repaired > MUCH_REPAIRED:
        about.append(Text("Much of it was damaged and is filled."))
    looks = (Text("Look this one through. {doubt}", doubt=one) for one in about)
    return (*looks, *done.report.told, *notes, *((note,) if note else ()))


def _open(assignment: Assignment) -> Photo:
    lifted = Options.from_json(assignment.options).no_limits
    limits = Limits.lifted() if lifted else Limits()
    return open_photo(assignment.source, page=assignment.page, limits=limits)


def _renderer(assignment: Assignment, photo: Photo) -> Renderer:
    return Renderer(photo, _colorizer_of(assignment), assignment.cache_bytes, assignment.threads)


def _colorizer_of(assignment: Assignment) -> Colorizer:
    options = Options.from_json(assignment.options)
    return _colorizer("cpu" if assignment.reduced else options.device, assignment.threads)


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _still_fits(assignment: Assignment) -> bool:
    earlier = assignment.earlier
    if earlier is None or earlier.source_hash != fingerprint(assignment.source):
        return False
    return assignment.output.is_file() and fingerprint(assignment.output) == earlier.output_hash


def _check_place(assignment: Assignment, photo: Photo, overwrite: bool) -> None:
    """Refuse early what could not be named in the end.

    A file that was made by this recipe may be this very result, if the power failed before the
    queue knew of it. Then it is made once more, and the two are compared.
    """
    ours = False
    if not overwrite and os.path.lexists(assignment.output):
        with suppress(HeirloomError):
            ours = recipe_from_file(assignment.output) == assignment.recipe
    atomic_write.check(photo.path, assignment.output, overwrite or ours)


def _check_name(output: Path) -> None:
    """Refuse to write what is no picture: a queue's file may come from anywhere."""
    if not output.is_absolute() or of_path(output) is None:
        raise HeirloomError(
            "The queue names {name} as the result, which is no name of a picture.",
            "Take the photo out of the queue, and add it again.",
            name=display_name(output),
        )


@lru_cache(maxsize=1)
def _colorizer(device: Literal["auto", "cpu", "gpu"], threads: int) -> Colorizer:
    """The network, loaded once for all photos of this process."""
    return Colorizer(devices.choose(device, threads).device)
