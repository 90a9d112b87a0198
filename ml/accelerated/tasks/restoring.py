"""Damage detector, filler, denoiser and enlarger: what each is shown, and what it is to answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from ml.accelerated import cielab, damage, film
from ml.accelerated.tasks.task import Figures, Options, Task, Tensor, last, psnr_db, sheet

_LAYERS = 4000
_MONOCHROME = 0.7  # share of photos that are shown as old ones, grey or toned


class _Restoring(Task):
    """A U-Net that is judged on crops which are always the same."""

    usual_px = 192
    checked = 200

    def _shown(self) -> Tensor:
        """The validation photos."""
        pixels = self.options.validation.pixels[: self.checked]
        return pixels.to(self.options.device).permute(0, 3, 1, 2).float() / 255

    def _ask(self, network: Any, asked: Tensor) -> Tensor:
        with self.precision():
            return network(last(asked)).float()


def printed(rgb: Tensor) -> Tensor:
    """Photos as prints show them: most of them grey or toned, (B, 3, H, W), sRGB."""
    count = len(rgb)
    light = film.lightness(rgb, cielab.to_lab(rgb)[:, :1], share=0.8)
    toned = torch.rand(count, 1, 1, 1, device=rgb.device) < 0.6
    angle = 0.6 + 0.9 * torch.rand(count, 1, 1, 1, device=rgb.device)
    chroma = 25 * torch.rand(count, 1, 1, 1, device=rgb.device) * toned
    ab = torch.cat([chroma * angle.cos(), chroma * angle.sin()], 1).expand(-1, -1, *rgb.shape[2:])
    old = cielab.to_rgb(torch.cat([light, ab * (light / 100 * (1 - light / 100) * 4)], 1))
    kept = torch.rand(count, 1, 1, 1, device=rgb.device) > _MONOCHROME
    return torch.where(kept, rgb, old)


class DamageDetectorTask(_Restoring):
    """Where is damage? Cross-entropy and overlap, on prints of every kind."""

    name = "damage_detector"
    usual_batch = 128
    sizes_px = (192, 256, 192, 224)
    rate = 1e-3

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        drawn = damage.bank(min(_LAYERS, 4 * len(options.photos)), workers=options.workers)
        self.bank = damage.Bank(drawn.layers.to(options.device))

    def loss(
        self, crops: Tensor, segments: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """Damaged pixels are few and count more; overlap makes the whole of a crack count."""
        del segments, progress
        with torch.no_grad():
            damaged, where = self.bank.lay_over(printed(crops))
            true = (where > 0.25).float()
        answer = self._ask(self.network, damaged)
        entropy = functional.binary_cross_entropy_with_logits(answer, true, weight=1 + 4 * true)
        found = answer.sigmoid()
        overlap = 1 - (2 * (found * true).sum() + 1) / (found.sum() + true.sum() + 1)
        parts = {"entropy": float(entropy.detach()), "overlap": float(overlap.detach())}
        return entropy + 0.5 * overlap, parts

    def check(self, network: Any) -> Figures:
        """Intersection over union on damaged photos, and what is marked on undamaged ones."""
        torch.manual_seed(1)
        rgb = printed(self._shown())
        both = either = marked = 0.0
        for photo in rgb.split(25):
            damaged, where = self.bank.lay_over(photo)
            true, found = where > 0.25, self._ask(network, damaged) > 0
            both += float((true & found).sum())
            either += float((true | found).sum())
            marked += float((self._ask(network, photo) > 0).float().mean((1, 2, 3)).sum())
        return {
            "iou": round(both / max(either, 1), 4),
            "marked_undamaged_percent": round(100 * marked / len(rgb), 3),
        }

    def grid(self, network: Any) -> NDArray[np.uint8]:
        """Damaged, found, true."""
        torch.manual_seed(2)
        damaged, where = self.bank.lay_over(printed(self._shown()[:24]))
        found = self._ask(network, damaged).sigmoid()
        return sheet([[damaged[i], found[i], where[i]] for i in range(len(damaged))])


class FillerTask(_Restoring):
    """What was there? The true picture inside the mask, in lightness and in its slopes."""

    name = "filler"
    usual_batch = 96
    sizes_px = (192, 224, 256)
    rate = 6e-4

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        drawn = damage.bank(min(_LAYERS, 4 * len(options.photos)), workers=options.workers)
        self.bank = damage.Bank(drawn.layers.to(options.device))

    def _holes(self, rgb: Tensor) -> tuple[Tensor, Tensor]:
        """Prints and what is to be filled in them: (B, 1, H, W), 0 or 1."""
        print_ = printed(rgb)
        _, where = self.bank.lay_over(print_)
        mask = functional.max_pool2d((where > 0.15).float(), 3, 1, 1)
        return print_, mask

    def _filled(self, network: Any, print_: Tensor, mask: Tensor) -> Tensor:
        smooth = smoothly_filled(print_ * (1 - mask), 1 - mask)
        return torch.lerp(print_, smooth + self._ask(network, torch.cat([smooth, mask], 1)), mask)

    def loss(
        self, crops: Tensor, segments: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """Mean distance inside the mask, of values and of their differences to neighbours."""
        del segments, progress
        with torch.no_grad():
            print_, mask = self._holes(crops)
        filled = self._filled(self.network, print_, mask)
        area = mask.sum().clamp_min(1)
        distance = (filled - print_).abs().sum() / area / 3
        down = ((filled - print_).diff(dim=2)).abs().sum() / area / 3
        across = ((filled - print_).diff(dim=3)).abs().sum() / area / 3
        parts = {"distance": float(distance.detach()), "slopes": float((down + across).detach())}
        return distance + 0.5 * (down + across), parts

    def check(self, network: Any) -> Figures:
        """PSNR inside the masks."""
        torch.manual_seed(1)
        squared = area = 0.0
        for photo in self._shown().split(25):
            print_, mask = self._holes(photo)
            squared += float(((self._filled(network, print_, mask) - print_) ** 2).sum())
            area += float(3 * mask.sum())
        return {
            "psnr_inside_db": round(-10 * float(np.log10(max(squared / max(area, 1), 1e-9))), 3)
        }

    def grid(self, network: Any) -> NDArray[np.uint8]:
        """With holes, filled, true."""
        torch.manual_seed(2)
        print_, mask = self._holes(self._shown()[:24])
        filled = self._filled(network, print_, mask)
        return sheet([[print_[i] * (1 - mask[i]), filled[i], print_[i]] for i in range(len(mask))])


def smoothly_filled(sums: Tensor, known: Tensor) -> Tensor:
    """`ml.inference.filler.first_fill` for many photos at once: `sums` is 0 where not `known`."""
    height, width = known.shape[2:]
    if bool((known > 0).all()) or min(height, width) < 2:
        return sums / known.clamp_min(1e-6)
    weight = 4 * functional.avg_pool2d(known, 2, ceil_mode=True)
    share = weight.clamp(max=1)
    coarse = 4 * functional.avg_pool2d(sums, 2, ceil_mode=True) / weight.clamp_min(1e-6) * share
    below = functional.interpolate(
        smoothly_filled(coarse, share), (height, width), mode="bilinear", align_corners=False
    )
    return sums + (1 - known) * below


class DenoiserTask(_Restoring):
    """Less grain and fewer JPEG blocks, as much as is asked for."""

    name = "denoiser"
    usual_batch = 96
    usual_px = 160
    sizes_px = (160, 192, 128)
    rate = 6e-4

    def _noisy(self, rgb: Tensor) -> tuple[Tensor, Tensor]:
        """Noise of any strength, fine or coarse, grey or coloured; half of all pass JPEG."""
        count, device = len(rgb), rgb.device

        def chance() -> Tensor:
            return torch.rand(count, 1, 1, 1, device=device)

        sigma = 55 / 255 * chance()
        colour, grey = torch.randn_like(rgb), torch.randn_like(rgb[:, :1])
        fine = torch.where(chance() < 0.5, colour, grey.expand_as(rgb))
        coarse = functional.avg_pool2d(fine, 3, 1, 1)
        coarse = coarse / coarse.std((1, 2, 3), keepdim=True).clamp_min(1e-6)
        noise = torch.where(chance() < 0.3, coarse, fine)
        noisy = rgb + sigma * noise
        packed = jpeg(noisy.clamp(0, 1), 15 + 80 * chance())
        return torch.where(chance() < 0.4, packed, noisy), sigma

    def _cleaned(self, network: Any, noisy: Tensor, sigma: Tensor) -> Tensor:
        plane = sigma.expand(-1, 1, *noisy.shape[2:])
        return noisy + self._ask(network, torch.cat([noisy, plane], 1))

    def loss(
        self, crops: Tensor, segments: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """Robust distance to the clean photo."""
        del segments, progress
        with torch.no_grad():
            noisy, sigma = self._noisy(crops)
        miss = self._cleaned(self.network, noisy, sigma) - crops
        distance = torch.sqrt(miss**2 + 1e-6).mean()
        return distance, {"distance": float(distance.detach())}

    def check(self, network: Any) -> Figures:
        """PSNR at standard deviations of 15, 25 and 50 of 255, and after JPEG of quality 20."""
        torch.manual_seed(1)
        rgb = self._shown()
        figures: Figures = {}
        for sigma in (15, 25, 50):
            asked = torch.full((len(rgb), 1, 1, 1), sigma / 255, device=rgb.device)
            noisy = rgb + asked * torch.randn_like(rgb)
            figures[f"psnr_{sigma}_db"] = self._mean_psnr(network, noisy, asked, rgb)
        packed = jpeg(rgb, torch.full((len(rgb), 1, 1, 1), 20.0, device=rgb.device))
        asked = torch.full((len(rgb), 1, 1, 1), 8 / 255, device=rgb.device)
        return {**figures, "psnr_jpeg_20_db": self._mean_psnr(network, packed, asked, rgb)}

    def _mean_psnr(self, network: Any, noisy: Tensor, sigma: Tensor, true: Tensor) -> float:
        parts = zip(noisy.split(25), sigma.split(25), true.split(25), strict=True)
        found = [psnr_db(self._cleaned(network, *part[:2]), part[2]) for part in parts]
        return round(float(torch.cat(found).mean()), 3)

    def grid(self, network: Any) -> NDArray[np.uint8]:
        """Noisy, cleaned, true."""
        torch.manual_seed(2)
        rgb = self._shown()[:24]
        noisy, sigma = self._noisy(rgb)
        cleaned = self._cleaned(network, noisy, sigma)
        return sheet([[noisy[i], cleaned[i], rgb[i]] for i in range(len(rgb))])


class EnlargerTask(_Restoring):
    """Twice as large: what a bicubic enlargement of an old scan lacks."""

    name = "enlarger"
    usual_batch = 64
    usual_px = 192
    sizes_px = (192, 256)
    rate = 6e-4

    @staticmethod
    def _small(rgb: Tensor, *, grainy: bool) -> Tensor:
        small = functional.interpolate(rgb, scale_factor=0.5, mode="bicubic", antialias=True)
        if not grainy:
            return small.clamp(0, 1)
        sigma = 6 / 255 * torch.rand(len(rgb), 1, 1, 1, device=rgb.device) ** 2
        return (small + sigma * torch.randn_like(small)).clamp(0, 1)

    def _large(self, network: Any, small: Tensor) -> Tensor:
        plain = functional.interpolate(small, scale_factor=2, mode="bicubic", align_corners=False)
        return plain + self._ask(network, small)

    def loss(
        self, crops: Tensor, segments: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """Robust distance to the photo that was made small; its grain is not to be invented."""
        del segments, progress
        with torch.no_grad():
            small = self._small(crops, grainy=True)
        miss = self._large(self.network, small) - crops
        distance = torch.sqrt(miss**2 + 1e-6).mean()
        return distance, {"distance": float(distance.detach())}

    def check(self, network: Any) -> Figures:
        """PSNR, and how much more than bicubic enlarging has."""
        mine, plain = [], []
        for rgb in self._shown().split(25):
            small = self._small(rgb, grainy=False)
            large = functional.interpolate(small, scale_factor=2, mode="bicubic")
            mine.append(psnr_db(self._large(network, small), rgb))
            plain.append(psnr_db(large, rgb))
        found, simple = float(torch.cat(mine).mean()), float(torch.cat(plain).mean())
        return {"psnr_db": round(found, 3), "over_bicubic_db": round(found - simple, 3)}

    def grid(self, network: Any) -> NDArray[np.uint8]:
        """Bicubic, enlarged, true."""
        rgb = self._shown()[:24]
        small = self._small(rgb, grainy=False)
        plain = functional.interpolate(small, scale_factor=2, mode="bicubic")
        large = self._large(network, small)
        return sheet([[plain[i], large[i], rgb[i]] for i in range(len(rgb))])


_QUANTA = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)


def jpeg(rgb: Tensor, quality: Tensor) -> Tensor:
    """What JPEG of a quality, 1..100, (B, 1, 1, 1), leaves of photos: rounded 8 × 8 cosines.

    All three channels are rounded as JPEG rounds lightness (ITU-T T.81, annex K), in sRGB: as
    blocky, without its subsampling of colour.
    """
    count, channels, height, width = rgb.shape
    device = rgb.device
    step = torch.arange(8, device=device, dtype=torch.float32)
    cosines = torch.cos((2 * step[None] + 1) * step[:, None] * torch.pi / 16) / 2
    cosines[0] /= 2**0.5
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality) / 100
    quanta = torch.tensor(_QUANTA, device=device, dtype=torch.float32).view(1, 1, 1, 1, 8, 8)
    quanta = (quanta * scale[..., None, None]).clamp_min(1)
    blocks = (255 * rgb - 128).reshape(count, channels, height // 8, 8, width // 8, 8)
    blocks = blocks.transpose(3, 4)
    waves = cosines @ blocks @ cosines.T
    waves = (waves / quanta).round() * quanta
    blocks = (cosines.T @ waves @ cosines).transpose(3, 4)
    return ((blocks.reshape(count, channels, height, width) + 128) / 255).clamp(0, 1)
