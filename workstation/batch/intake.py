"""From what the user drops to requests: which files, which pages, which belong together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from resources.text import Text
from workstation.batch import naming
from workstation.batch.items import Added, Request, Side
from workstation.batch.sets import Sets
from workstation.batch.store import Choose, Store
from workstation.batch.work import Options
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import resolution
from workstation.core.io.export import ExportOptions
from workstation.core.io.formats import FORMATS, PHOTO_SUFFIXES, of_path, result_suffix
from workstation.core.io.photo import Limits, open_photo
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe

_FEW: Final = 50
"""So many files tell enough of a box's resolution: one scanner made them."""

FOLDERS: Final = "/"
"""In place of a set's name: the photos of each folder are one."""


@dataclass(frozen=True)
class Batch:
    """What is to be done with all that is added together.

    Attributes
    ----------
    output_folder
        Below which the results go.
    recipe
        For each photo; the automatic one looks at each by itself.
    export, device, no_limits
        How it is done.
    template
        How results are named.
    priority
        Higher ones are done first.
    set_name
        The set with which the photos share their colours; FOLDERS for a set of each folder.
    references
        Photos in colour, restored ones, or projects, whose colours the set takes.
    """

    output_folder: Path
    recipe: Recipe
    export: ExportOptions = field(default_factory=ExportOptions)
    device: str = "auto"
    no_limits: bool = False
    template: str = naming.USUAL
    priority: int = 0
    set_name: str | None = None
    references: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Scan:
    """One page, with what its name is made from."""

    source: Path
    folder: Path
    page: int
    pages: int
    ext: str
    side: Side | None
    partner: Path | None


def add(store: Store, given: Sequence[Path], batch: Batch, root: Path | None = None) -> Added:
    """Put files, and all photos of folders and their sub-folders, into the queue.

    Files that cannot be opened are put there too: they fail, and the report says why.

    Parameters
    ----------
    root
        The folder below which files lie that are given by themselves, for mirroring sub-folders.

    Raises
    ------
    HeirloomError
        If a file or folder is not there, the template is not possible, or the queue fails.
    """
    check(batch)
    folder = Path(os.path.abspath(batch.output_folder))  # noqa: PTH100 - links are not followed
    results = store.outputs()
    found = [
        (source, source.parent.relative_to(root) if root is not None else below)
        for source, below in _files([Path(os.path.abspath(path)) for path in given], folder)  # noqa: PTH100
        if source not in results
    ]
    scans = list(_scans(found, batch))
    take_colors(store, batch, reference_samples(batch))
    return store.add(_requests(scans, batch, folder), _namer(scans, batch, folder))


def _requests(scans: Sequence[_Scan], batch: Batch, folder: Path) -> list[Request]:
    options = Options.of(batch.export, batch.device, batch.no_limits).to_json()
    return [
        Request(
            source=scan.source,
            page=scan.page,
            recipe=batch.recipe.to_json(),
            options=options,
            output_folder=folder,
            template=batch.template,
            priority=batch.priority,
            side=scan.side,
            partner=scan.partner,
            set_name=str(scan.source.parent) if batch.set_name == FOLDERS else batch.set_name,
        )
        for scan in scans
    ]


def check(batch: Batch) -> None:
    """See whether what is to be done is possible at all, before any photo is there.

    Raises
    ------
    HeirloomError
        If the template is not possible, or if the set has no name.
    """
    naming.check(batch.template)
    if batch.set_name is not None and not batch.set_name.strip():
        raise HeirloomError("The set was given no name.", "Name it, as in --set wedding.")
    if batch.references and batch.set_name in (None, FOLDERS):
        raise HeirloomError(
            "{name} can give its colours to a set only.",
            "Name the set, with --set NAME.",
            name=display_name(batch.references[0]),
        )


def reference_samples(batch: Batch) -> tuple[str, ...]:
    """What the photos show whose colours the set takes, for `take_colors`.

    Raises
    ------
    HeirloomError
        If one of them has no colours, or cannot be opened.
    """
    from workstation.batch.samples import reference

    limits = Limits.lifted() if batch.no_limits else Limits()
    return tuple(reference(path, limits) for path in batch.references)


def take_colors(store: Store, batch: Batch, samples: Sequence[str]) -> None:
    """Let the set take the colours of its references.

    Raises
    ------
    HeirloomError
        If it has come to others already.
    """
    if samples and batch.set_name is not None:
        Sets(store).take_colors_of(batch.set_name, samples)


def _namer(scans: Sequence[_Scan], batch: Batch, folder: Path) -> Choose:
    """What gives each request its output."""

    def choose(_request: Request, number: int, free: Callable[[Path], bool]) -> Path:
        scan = scans[number - 1]
        named = naming.Named(
            folder=scan.folder,
            stem=scan.source.stem,
            ext=scan.ext,
            n=number,
            page=scan.page + 1,
            pages=scan.pages,
            day=naming.day_of(scan.source),
        )
        replace = batch.export.overwrite
        return naming.choose(batch.template, folder, named, free, replace=replace)

    return choose


def photos_below(folder: Path, without: Path | None = None) -> Iterator[Path]:
    """Every file below a folder that by its name is a photo, in the order of their names."""
    names = sorted(folder.iterdir(), key=lambda path: _natural(path.name))
    for path in names:
        if path.name.startswith(".") or path == without:
            continue
        if path.is_dir():
            if not path.is_symlink():  # it may lead in a circle
                yield from photos_below(path, without)
        elif path.suffix.lower() in PHOTO_SUFFIXES:
            yield path


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts scan 2 before scan 10."""
    parts = naming.DIGITS.split(name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _files(given: Iterable[Path], output: Path) -> Iterator[tuple[Path, Path]]:
    """Files, with the folder below the given one that each lies in."""
    seen = set[Path]()
    for path in given:
        try:
            found = photos_below(path, without=output) if path.is_dir() else iter([path])
            if not os.path.lexists(path):
                raise FileNotFoundError
            for file in found:
                if file not in seen:
                    seen.add(file)
                    below = file.parent.relative_to(path) if path.is_dir() else Path()
                    yield file, below
        except FileNotFoundError as error:
            raise HeirloomError(
                "There is no file or folder {name}.",
                "It may have been moved, renamed or deleted.",
                name=display_name(path),
            ) from error
        except OSError as error:
            raise HeirloomError(
                "The folder {name} cannot be read.",
                "Choose one that you may read.",
                name=display_name(path),
            ) from error


def _scans(found: Sequence[tuple[Path, Path]], batch: Batch) -> Iterator[_Scan]:
    fronts = naming.pairs(source for source, _ in found)
    backs = {front: back for back, front in fronts.items()}
    limits = Limits.lifted() if batch.no_limits else Limits()
    for source, below in found:
        side: Side | None = "back" if source in fronts else "front" if source in backs else None
        partner = fronts.get(source) or backs.get(source)
        try:
            photo = open_photo(source, limits=limits)
        except HeirloomError:
            photo = None
        pages = 1 if photo is None else photo.independent_pages
        named = of_path(source) if photo is None else FORMATS[photo.format]
        kind = batch.export.format or (None if named is None else named.name)
        ext = result_suffix(source, kind)[1:]
        for page in range(pages):
            yield _Scan(source, below, page, pages, ext, side, partner)


@dataclass(frozen=True)
class Resolutions:
    """What the files that are to be added say about their resolution.

    Attributes
    ----------
    photos
        How many could be looked at.
    unsure
        How many of them state no resolution, or one that nobody believes.
    note
        What the first of these says, in a sentence; empty if there is none.
    """

    photos: int
    unsure: int
    note: str


def resolutions_of(given: Sequence[Path], progress: Progress | None = None) -> Resolutions:
    """Look at the first photos of what is given: files, and folders with their sub-folders.

    What cannot be read is passed over; whoever restores it says why.
    """
    progress = progress or Progress()
    photos, notes = 0, list[Text]()
    with suppress(OSError):  # of a folder that cannot be read
        files = chain.from_iterable(
            photos_below(path) if path.is_dir() else iter((path,)) for path in given
        )
        for path in islice(files, _FEW):
            progress.check()
            with suppress(HeirloomError):
                photo = open_photo(path, limits=Limits.lifted())
                photos += 1
                note = resolution.note(photo)
                notes += [note] if note and resolution.plausible(photo) is None else []
    return Resolutions(photos, len(notes), notes[0] if notes else "")
