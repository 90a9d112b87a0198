"""Photos for a training on the card: decoded once, cut into segments, held in its memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from ml.data import packs

Tensor: TypeAlias = Any

SEGMENT_PX = 64
"""Segments are found, and kept, on squares of this side."""
MOST_SEGMENTS = 24
"""A photo's largest segments have numbers from 1; what is smaller belongs to number 0."""
_DECODE_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class Photos:
    """What is held on the device.

    Attributes
    ----------
    pixels
        sRGB, uint8, (count, side, side, 3).
    segments
        Which segment of the true colours each place belongs to, uint8,
        (count, SEGMENT_PX, SEGMENT_PX); None where they are not needed.
    """

    pixels: Tensor
    segments: Tensor | None = None

    def __len__(self) -> int:
        return len(self.pixels)

    def crops(
        self, count: int, size_px: int, *, least: float = 0.5
    ) -> tuple[Tensor, Tensor | None]:
        """Cut squares at random places and scales, half of them mirrored.

        Parameters
        ----------
        count
            How many.
        size_px
            Their side.
        least
            The smallest share of a photo's side that is cut out.

        Returns
        -------
        rgb
            sRGB, 0..1, (count, 3, size_px, size_px).
        segments
            The segments' numbers at a quarter of the size, int64, or None.
        """
        device = self.pixels.device
        chosen = torch.randint(len(self), (count,), device=device)
        share = 1 - (1 - least) * torch.rand(count, device=device) ** 1.5
        stretch = torch.exp((torch.rand(count, device=device) - 0.5) * 0.3)
        across, down = (share * stretch).clamp(max=1), (share / stretch).clamp(max=1)
        place = torch.zeros(count, 2, 3, device=device)
        place[:, 0, 0] = across * (1 - 2 * (torch.rand(count, device=device) < 0.5).float())
        place[:, 1, 1] = down
        place[:, 0, 2] = (1 - across) * (2 * torch.rand(count, device=device) - 1)
        place[:, 1, 2] = (1 - down) * (2 * torch.rand(count, device=device) - 1)
        rgb = self.pixels[chosen].permute(0, 3, 1, 2).float() / 255
        crops = _sampled(rgb, place, size_px, "bilinear").clamp(0, 1)
        if self.segments is None:
            return crops, None
        numbers = self.segments[chosen][:, None].float()
        return crops, _sampled(numbers, place, size_px // 4, "nearest")[:, 0].long()


def _sampled(maps: Tensor, place: Tensor, size_px: int, mode: str) -> Tensor:
    shape = [len(maps), maps.shape[1], size_px, size_px]
    grid = functional.affine_grid(place, shape, align_corners=False)
    return functional.grid_sample(
        maps, grid, mode=mode, padding_mode="reflection", align_corners=False
    )


def read(
    pack_paths: Sequence[Path],
    *,
    size_px: int = 256,
    segmented: bool = False,
    limit: int | None = None,
    workers: int = 16,
) -> Photos:
    """Decode packs on all processors into the main memory.

    Parameters
    ----------
    pack_paths
        Paths without endings; see `ml.data.packs`.
    size_px
        Photos of another size are brought to this.
    segmented
        Whether to find the segments of the true colours as well: 12 ms a photo on one core.
    limit
        Take no more photos of each pack than this.
    workers
        Processes; 0 decodes in this one.
    """
    jobs = [
        (pack, first, min(first + _DECODE_AT_ONCE, count), size_px, segmented)
        for pack in pack_paths
        for count in [min(packs.count(pack), limit or packs.count(pack))]
        for first in range(0, count, _DECODE_AT_ONCE)
    ]
    if workers:
        with ProcessPoolExecutor(workers) as pool:
            return _joined(pool.map(_decode, jobs))
    return _joined(map(_decode, jobs))


_Decoded: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.uint8] | None]


def _joined(parts: Iterable[_Decoded]) -> Photos:
    pixels, segments = zip(*parts, strict=True)
    numbers = None if segments[0] is None else torch.from_numpy(np.concatenate(segments))
    return Photos(torch.from_numpy(np.concatenate(pixels)), numbers)


def _decode(job: tuple[Path, int, int, int, bool]) -> _Decoded:
    pack, first, last, size_px, segmented = job
    pixels = np.stack(list(packs.photos(pack, size=size_px, first=first, limit=last - first)))
    return pixels, np.stack([segments_of(photo) for photo in pixels]) if segmented else None


def segments_of(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The things in a photo, as its true colours tell them apart.

    Parameters
    ----------
    photo
        (H, W, 3), sRGB.

    Returns
    -------
    NDArray[np.uint8]
        (SEGMENT_PX, SEGMENT_PX): 1 for the largest, up to `MOST_SEGMENTS`; 0 for all smaller ones.

    Notes
    -----
    P. Felzenszwalb, D. Huttenlocher, "Efficient Graph-Based Image Segmentation" (2004),
    doi:10.1023/B:VISI.0000022288.19776.77, in scikit-image.
    """
    import cv2
    from skimage.segmentation import felzenszwalb

    small = cv2.resize(photo, (SEGMENT_PX, SEGMENT_PX), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    # What differs in lightness alone is one thing more often than what differs in colour.
    lab *= np.array([0.5, 1, 1], np.float32)
    found = felzenszwalb(lab / 100, scale=60, sigma=0.6, min_size=24, channel_axis=-1)
    sizes = np.bincount(found.ravel())
    ranks = np.empty_like(sizes)
    ranks[np.argsort(-sizes)] = np.arange(1, len(sizes) + 1)
    ranks[ranks > MOST_SEGMENTS] = 0
    return np.asarray(ranks[found], np.uint8)


def on(photos: Photos, device: str) -> Photos:
    """The same photos in a device's memory."""
    segments = None if photos.segments is None else photos.segments.to(device)
    return Photos(photos.pixels.to(device), segments)
