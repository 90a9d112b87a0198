"""Where photos to learn from come from: folders, packs, or the pictures of scikit-image."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from ml.inference.errors import ModelError

Photo: TypeAlias = NDArray[np.uint8]
"""(height, width, 3), sRGB."""

SCIKIT_IMAGE = "scikit-image"
"""Stands for the four colour pictures that come with scikit-image: enough for a trial."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")

LARGEST_PX = 640
"""Larger photos are shrunk to this on their longer side as they are read: crops are smaller."""


class Source(Protocol):
    """Photos in a fixed order."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __getitem__(self, index: int) -> Photo:
        """Read one."""
        ...

    def name(self, index: int) -> str:
        """What a person would call it: a file's path, or a pack and a number."""
        ...


class Folder:
    """The photos below a folder, in the order of their paths."""

    def __init__(self, folder: Path) -> None:
        found = (path for path in folder.rglob("*") if path.suffix.lower() in PICTURES)
        self.paths = sorted(path for path in found if not path.name.startswith("."))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Photo:
        try:
            with Image.open(self.paths[index]) as picture:
                picture.draft("RGB", (LARGEST_PX, LARGEST_PX))  # a JPEG is read small at once
                upright = ImageOps.exif_transpose(picture).convert("RGB")
        except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise ModelError(
                f"The photo {self.paths[index]} cannot be read ({error}).",
                "Take it out of the folder; `python -m ml data check FOLDER` names all such.",
            ) from error
        upright.thumbnail((LARGEST_PX, LARGEST_PX), Image.Resampling.BICUBIC)
        return np.asarray(upright)

    def name(self, index: int) -> str:
        """The file's path."""
        return str(self.paths[index])


class Pack:
    """The photos of a pack, as `ml.data.packs` describes it; the pack is held in memory."""

    def __init__(self, pack: Path) -> None:
        table = np.load(pack.with_suffix(".npy"))
        self._lengths = table if table.ndim == 1 else table[:, 0]
        self._starts = np.concatenate([[0], np.cumsum(self._lengths)])
        self._content = np.memmap(pack.with_suffix(".bin"), np.uint8, "r")
        self._pack = pack

    def __len__(self) -> int:
        return len(self._lengths)

    def __getitem__(self, index: int) -> Photo:
        start, end = self._starts[index], self._starts[index + 1]
        picture = Image.open(io.BytesIO(self._content[start:end].tobytes()))
        return np.asarray(picture.convert("RGB"))

    def name(self, index: int) -> str:
        """The pack's name and the photo's number."""
        return f"{self._pack.name} {index}"


class ScikitImage:
    """The colour pictures that come with scikit-image, freely licensed; see samples/SOURCES.md."""

    NAMES = ("astronaut", "chelsea", "coffee", "rocket")

    def __len__(self) -> int:
        return len(self.NAMES)

    def __getitem__(self, index: int) -> Photo:
        from skimage import data

        return np.asarray(getattr(data, self.NAMES[index])())

    def name(self, index: int) -> str:
        """Its name there."""
        return self.NAMES[index]


class Several:
    """Several sources, one after the other."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._ends = np.cumsum([len(source) for source in sources])

    def __len__(self) -> int:
        return int(self._ends[-1])

    def __getitem__(self, index: int) -> Photo:
        source, within = self._find(index)
        return source[within]

    def name(self, index: int) -> str:
        """The photo's name in its own source."""
        source, within = self._find(index)
        return source.name(within)

    def _find(self, index: int) -> tuple[Source, int]:
        which = int(np.searchsorted(self._ends, index, side="right"))
        return self._sources[which], index - (int(self._ends[which - 1]) if which else 0)


class Chosen:
    """Some of the photos of a source."""

    def __init__(self, source: Source, indices: Sequence[int]) -> None:
        self._source, self.indices = source, list(indices)

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, index: int) -> Photo:
        return self._source[self.indices[index]]

    def name(self, index: int) -> str:
        """The photo's name in its own source."""
        return self._source.name(self.indices[index])


def open_photos(places: Sequence[str | Path]) -> Source:
    """Return the photos of one or several places.

    Parameters
    ----------
    places
        Each a folder, which is searched through; a pack, with or without its ending; or
        `scikit-image`. With `#100` behind it: a hundred photos of it, always the same.

    Raises
    ------
    ModelError
        If a place is neither, or holds no photo.
    """
    return Several([_open(place) for place in places])


def apart(source: Source, *, share: float = 0.1, seed: int = 0) -> tuple[Source, Source]:
    """Split photos into those to learn from and those to be judged by, the same for one seed.

    A single photo serves for both.
    """
    order = np.random.default_rng(seed).permutation(len(source))
    kept = max(1, round(share * len(source)))
    if kept == len(source):
        return source, source
    return Chosen(source, sorted(order[kept:])), Chosen(source, sorted(order[:kept]))


def _open(place: str | Path) -> Source:
    whole, _, count = str(place).rpartition("#")
    if whole and count.isdecimal():
        source = _open(whole)
        order = np.random.default_rng(0).permutation(len(source))
        return Chosen(source, sorted(order[: int(count)]))
    if str(place) == SCIKIT_IMAGE:
        return ScikitImage()
    path = Path(place)
    if path.with_suffix(".npy").is_file() and path.with_suffix(".bin").is_file():
        return Pack(path.with_suffix(""))
    if not path.is_dir():
        raise ModelError(
            f"There are no photos at “{path}”: it is neither a folder nor a pack.",
            f"Name a folder of photos, a pack (its .bin and .npy side by side) or {SCIKIT_IMAGE}.",
        )
    folder = Folder(path)
    if not len(folder):
        raise ModelError(
            f"The folder “{path}” holds no photo.",
            f"Put photos into it ({', '.join(PICTURES)}), in folders of their own if you like.",
        )
    return folder
