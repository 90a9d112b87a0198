"""Photos as the window holds them, and the work of opening one; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from resources.text import Text
from workstation.core.errors import HeirloomError, display_name
from workstation.core.io.formats import PHOTO_SUFFIXES

if TYPE_CHECKING:
    from workstation.app.viewer.viewport import Viewport
    from workstation.core.diagnose.findings import Diagnosis
    from workstation.core.diagnose.verdict import Kind
    from workstation.core.history import History
    from workstation.core.io.photo import Limits, Photo
    from workstation.core.progress import Progress
    from workstation.core.recipe import Recipe


THUMBNAIL_PX = 256


@dataclass(eq=False)
class OpenPhoto:
    """A photo in the film strip, and what its user did to it.

    Attributes
    ----------
    photo, thumbnail
        The file, and its small picture: of the result, as soon as there is one.
    original
        Its small picture as it lies on disk.
    history
        What the user did.
    kept
        The recipe that was last exported or saved; to lose another one needs a question.
    diagnosis
        What the photo needs, once it was looked at.
    viewport
        Where the user looked when another photo came to the front.
    project
        The .heirloom file that it was opened from or saved to, if any.
    unknown
        What of that file this version does not know; written back as it is.
    pictured
        The recipe that the small picture shows.
    left
        The picture when another photo came to the front, and the recipe that it shows: it stands in
        when the photo comes back, until that is rendered.
    apart
        As much of its folder as tells it from other open photos of the same name.
    stored
        The history that lies on the disk for good: a project's, or one that was kept.
    found
        The history as it was when the photo was opened.
    continued
        Whether it goes on where it was left when it was open last.
    discarded
        Whether its user wants nothing kept that was neither exported nor saved.
    made_of
        The photo that it is a result of, where that is found.
    sha256
        Of the file, once it was needed.
    """

    photo: Photo
    thumbnail: QImage
    history: History[Recipe]
    kept: Recipe
    diagnosis: Diagnosis | None = None
    viewport: Viewport | None = None
    project: Path | None = None
    unknown: dict[str, Any] = field(default_factory=dict)
    original: QImage = field(default_factory=QImage)
    pictured: Recipe | None = None
    left: tuple[Recipe, QImage] | None = None
    apart: str = ""
    stored: History[Recipe] | None = None
    found: History[Recipe] | None = None
    continued: bool = False
    discarded: bool = False
    made_of: Path | None = None
    sha256: str = ""

    def __post_init__(self) -> None:
        # Comparing paths takes longer, and many photos are compared.
        self.key = str(self.photo.path), self.photo.page
        self.found = self.found or self.history
        self.stored = self.stored or self.history

    def hash_file(self) -> str:
        """The file's SHA-256; read once, not on the window's thread.

        Raises
        ------
        HeirloomError
            If the file cannot be read.
        """
        from workstation.core.io.photo import fingerprint

        self.sha256 = self.sha256 or fingerprint(self.photo.path)
        return self.sha256

    @property
    def name(self) -> str:
        """The file's name, with its folder and page where there are others of that name."""
        name = display_name(self.photo.path)
        if self.apart:
            name = f"{name} ({self.apart})"
        if self.photo.pages == 1:
            return name
        page = QCoreApplication.translate("OpenPhoto", "page {0}").format(self.photo.page + 1)
        return f"{name}, {page}"

    @property
    def recipe(self) -> Recipe:
        """What is done to it now."""
        return self.history.value

    @property
    def unsaved(self) -> bool:
        """Whether closing it would lose something."""
        return bool(self.recipe.steps) and self.recipe != self.kept


def tell_apart(photos: Sequence[OpenPhoto]) -> None:
    """Let photos of the same name in different folders say as much of those as tells them apart."""
    same: dict[str, list[OpenPhoto]] = {}
    for photo in photos:
        same.setdefault(photo.photo.path.name, []).append(photo)
    for namesakes in same.values():
        folders = {photo.photo.path.parent for photo in namesakes} if namesakes[1:] else set()
        for photo in namesakes:
            others = folders - {photo.photo.path.parent}
            photo.apart = _end_of(photo.photo.path.parent, others) if others else ""


def _end_of(folder: Path, others: Iterable[Path]) -> str:
    """The shortest end of a folder's path that no other one has."""
    parts = folder.parts
    for length in range(1, len(parts)):
        end = parts[-length:]
        if all(other.parts[-length:] != end for other in others):
            return "/".join(end)
    return str(folder)


def known_steps(recipe: Recipe) -> Recipe:
    """A recipe without the steps of newer versions, which are kept but cannot be shown."""
    from workstation.core.recipe import UnknownStep

    return recipe.with_steps(one for one in recipe.steps if not isinstance(one, UnknownStep))


def kind_in_words(kind: Kind) -> Text:
    """What a photo is, to be said to the user."""
    return {
        "grey": Text("black and white"),
        "toned": Text("toned or yellowed"),
        "colour": Text("in colour"),
    }[kind]


@dataclass(frozen=True)
class AboveLimits:
    """A photo that can be opened, but is larger than announced limits allow without a question."""

    path: Path
    page: int
    error: HeirloomError


def start_history(recipe: Recipe) -> History[Recipe]:
    """The history of a photo that was just opened."""
    from workstation.core.history import History

    return History.start(recipe, Text("Open"))


def read(path: Path, page: int, lifted: bool, progress: Progress) -> OpenPhoto | AboveLimits:
    """Open a photo, or a project with its photo, and make the thumbnail; not for Qt's thread.

    Raises
    ------
    HeirloomError
        If it cannot be opened.
    """
    from workstation.core.io.photo import Limits
    from workstation.core.recipe import Recipe

    try:
        found = _read(path, page, Limits.lifted() if lifted else Limits())
    except HeirloomError as error:
        if lifted:
            raise
        # A file that opens without limits was refused for its size alone; any other raises again.
        _read(path, page, Limits.lifted())
        return AboveLimits(path, page, error)
    found.thumbnail = found.original = thumbnail_of(found.photo, progress)
    found.pictured = Recipe()
    return found


def _read(path: Path, page: int, limits: Limits) -> OpenPhoto:
    from workstation.core import edits, project
    from workstation.core.io.photo import open_photo
    from workstation.core.recipe import Recipe

    if path.suffix.lower() == project.SUFFIX:
        found = project.load(path, limits)
        history = found.history
        return OpenPhoto(
            found.photo, QImage(), history, history.value, project=path, unknown=found.unknown
        )
    photo = open_photo(path, page=page, limits=limits)
    kept = edits.find(photo)
    if kept is not None:
        history = kept.history
        return OpenPhoto(photo, QImage(), history, history.value, continued=True)
    opened = OpenPhoto(photo, QImage(), start_history(Recipe()), Recipe())
    opened.made_of = edits.source_of(photo)
    return opened


def read_source(result: Path, source: Path, progress: Progress) -> OpenPhoto:
    """Open the photo that a result was made of, with what was done to it; not for Qt's thread.

    Raises
    ------
    HeirloomError
        If it cannot be opened.
    """
    from workstation.core.io.export import recipe_from_file
    from workstation.core.io.photo import Limits
    from workstation.core.recipe import Recipe
    from workstation.core.steps import STEPS

    found = _read(source, 0, Limits.lifted())
    text = recipe_from_file(result)
    recipe = Recipe() if text is None else Recipe.from_json(text, STEPS)
    if found.history.value != recipe:
        found.history = found.history.record(recipe, Text("Continue this restoration"))
        found.kept = recipe
    found.continued = False
    found.thumbnail = thumbnail_of(found.photo, progress)
    return found


def recover(path: Path, progress: Progress) -> OpenPhoto:
    """Open a photo as a crash has left it; not for Qt's thread.

    Raises
    ------
    HeirloomError
        If it is not where it was; what was done to it is kept for when it comes back.
    """
    from workstation.core import edits, project
    from workstation.core.io.photo import Limits
    from workstation.core.recipe import Recipe

    try:
        saved_as = project.about(path).saved_as
        # It was open before, so its size is known to be wanted.
        found = project.load(path, Limits.lifted())
    except HeirloomError:
        with suppress(OSError, HeirloomError):
            edits.keep_left(path)
        raise
    kept, start = Recipe(), start_history(Recipe())
    if saved_as is not None:
        with suppress(HeirloomError):
            kept = project.recipe_of(saved_as)
    small = thumbnail_of(found.photo, progress)
    return OpenPhoto(
        *(found.photo, small, found.history, kept),
        project=saved_as,
        unknown=found.unknown,
        stored=start,
        found=start,
    )


def thumbnail_of(photo: Photo, progress: Progress) -> QImage:
    """The photo's small picture."""
    from workstation.app.viewer.tile_images import to_image
    from workstation.core.io.decode import read_whole

    return to_image(read_whole(photo, THUMBNAIL_PX, progress))


def keep_pasted(image: QImage, folder: Path, progress: Progress) -> OpenPhoto | AboveLimits:
    """Write a picture from the clipboard to a new file, and open that; not for Qt's thread.

    Raises
    ------
    HeirloomError
        If it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = QCoreApplication.translate("OpenPhoto", "Pasted {0}.png")
        paths = (folder / name.format(number) for number in count(1))
        path = next(path for path in paths if not path.exists())
        kept = image.save(str(path))
    except OSError:
        kept = False
    if not kept:
        raise HeirloomError(
            "The picture from the clipboard cannot be kept in {folder}.",
            "Save it in the other program, then open the file.",
            folder=folder,
        )
    return read(path, 0, False, progress)


def spread(paths: Iterable[Path]) -> list[Path]:
    """Files as they are; instead of a folder, the photos in it by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (item for item in path.iterdir() if item.suffix.lower() in PHOTO_SUFFIXES)
            found += sorted((item for item in inside if item.is_file()), key=lambda p: p.name)
        else:
            found.append(path)
    return found


def samples() -> list[Path]:
    """The sample photos that travel with the program."""
    import resources

    try:
        return spread([resources.find("samples")])
    except FileNotFoundError:
        return []
