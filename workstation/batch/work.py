"""What a worker does with one photo; it runs in any process of any computer that sees the files.

Workers never touch the queue and never name a result: they leave it in a folder of their own beside
its place, and whoever sent them decides whether it is still wanted.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from resources.text import Text
from workstation.batch import machine
from workstation.batch.failures import failure_of
from workstation.batch.items import Failure, Made
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from ml.inference.colorizer import Colorizer
    from workstation.core.io.export import Exported, ExportOptions
    from workstation.core.io.photo import Photo
    from workstation.core.render import Renderer


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
            facts = json.loads(text)
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
        What was made of the same wish before.
    threads
        For the network and for filters.
    cache_bytes
        What finished parts may take in memory.
    less
        Whether to do without the graphics processor.
    together
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
    less: bool
    together: bool = False


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


def restore(order: Assignment) -> Outcome:
    """Make one result; never raises, for an error's class may be unknown where it is sent to."""
    return _guarded(_restore, order)


def survey(order: Assignment) -> Outcome:
    """Look what a photo of a set shows, unless its result still fits; never raises either."""
    return _guarded(_survey, order)


def _guarded(work: Callable[[Assignment], Outcome], order: Assignment) -> Outcome:
    try:
        machine.share_processors(order.threads)
        outcome = work(order)
    except Exception as error:
        outcome = failure_of(error)
    if not isinstance(outcome, Staged):
        remove(order.staging)
    return outcome


def remove(staging: Path) -> None:
    """Take away a folder for unfinished results."""
    with suppress(OSError):
        shutil.rmtree(staging)


def _survey(order: Assignment) -> Outcome:
    from workstation.batch.samples import survey as look

    photo = _open(order)
    if _still_fits(order, photo):
        return Unchanged()
    return Surveyed(look(_renderer(order, photo), order.recipe))


def _restore(order: Assignment) -> Outcome:
    from workstation.batch.samples import measure
    from workstation.core.io import atomic_write
    from workstation.core.io import photo as photos
    from workstation.core.io.export import export
    from workstation.core.recipe import Recipe
    from workstation.core.steps import STEPS

    started = time.perf_counter()
    exporting = Options.from_json(order.options).exporting()
    photo = _open(order)
    before = _signs(order.source)
    if _still_fits(order, photo):
        return Unchanged()
    with atomic_write.write_errors(order.output):
        order.output.parent.mkdir(parents=True, exist_ok=True)
        _check_place(order, photo, exporting.overwrite)
        order.staging.mkdir()
    renderer = _renderer(order, photo)
    file = order.staging / order.output.name
    recipe = Recipe.from_json(order.recipe, STEPS)
    done = export(renderer, recipe, file, replace(exporting, overwrite=False))
    after = measure(renderer, order.recipe) if order.together else ""
    if _signs(order.source) != before:
        raise HeirloomError(
            "{name} changed while it was being restored.",
            "Wait until nothing writes to it any more, and try again.",
            name=order.source.name,
        )
    colorizer = _colorizer_of(order)
    made = Made(
        source_hash=photos.fingerprint(photo),
        output_hash=photos.fingerprint(photos.open_photo(file, limits=photos.Limits.lifted())),
        output_bytes=done.bytes,
        device=done.report.device,
        model=f"{colorizer.name} {colorizer.sha256}" if done.report.coloured else "",
        seconds=time.perf_counter() - started,
        warnings=_warnings(photo, done, exporting),
    )
    return Staged(made, file, exporting.overwrite, order.recipe, after)


def _warnings(photo: Photo, done: Exported, exporting: ExportOptions) -> tuple[Text, ...]:
    from workstation.core.io.encode import page_notes

    # Each page has its own place in the queue: none is left out.
    untrue = page_notes(photo) if photo.independent_pages > 1 else ()
    notes = (note for note in done.notes if note not in untrue)
    return (*done.report.notes, *notes, *_about_resolution(photo, exporting))


def _about_resolution(photo: Photo, exporting: ExportOptions) -> tuple[Text, ...]:
    from workstation.core.io.resolution import note

    told = None if exporting.dpi is not None else note(photo)
    return (told,) if told else ()


def _open(order: Assignment) -> Photo:
    from workstation.core.io import photo as photos

    lifted = Options.from_json(order.options).no_limits
    limits = photos.Limits.lifted() if lifted else photos.Limits()
    return photos.open_photo(order.source, page=order.page, limits=limits)


def _renderer(order: Assignment, photo: Photo) -> Renderer:
    from workstation.core.render import Renderer

    return Renderer(photo, _colorizer_of(order), order.cache_bytes, order.threads)


def _colorizer_of(order: Assignment) -> Colorizer:
    options = Options.from_json(order.options)
    return _colorizer("cpu" if order.less else options.device, order.threads)


def _signs(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _still_fits(order: Assignment, photo: Photo) -> bool:
    from workstation.core.io.photo import fingerprint

    earlier = order.earlier
    if earlier is None or earlier.source_hash != fingerprint(photo):
        return False
    return order.output.is_file() and file_hash(order.output) == earlier.output_hash


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_place(order: Assignment, photo: Photo, overwrite: bool) -> None:
    """Refuse early what could not be named in the end.

    A file that was made by this recipe may be this very result, if the power failed before the
    queue knew of it. Then it is made once more, and the two are compared.
    """
    from workstation.core.io import atomic_write
    from workstation.core.io.export import recipe_from_file

    ours = False
    if not overwrite and os.path.lexists(order.output):
        with suppress(HeirloomError):
            ours = recipe_from_file(order.output) == order.recipe
    atomic_write.check(photo.path, order.output, overwrite or ours)


@lru_cache(maxsize=1)
def _colorizer(device: Literal["auto", "cpu", "gpu"], threads: int) -> Colorizer:
    """The network, loaded once for all photos of this process."""
    from ml.inference import devices
    from ml.inference.colorizer import Colorizer

    return Colorizer(devices.choose(device, threads).device)
