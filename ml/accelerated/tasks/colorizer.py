"""The colour network learns on: single objects repainted, wandering colours punished, old film.

What version 1 learnt is told in `ml/train/configs/colorizer_recipe.py`; what is new here answers
what was seen of it on old photographs. Losses: R. Zhang et al., "Colorful Image Colorization"
(2016), arXiv:1603.08511, for the bins; J. Johnson et al., "Perceptual Losses" (2016),
arXiv:1603.08155; J. H. Lim, J. C. Ye, "Geometric GAN" (2017), arXiv:1705.02894, for the hinge;
T. Miyato et al., "Spectral Normalization" (2018), arXiv:1802.05957.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from ml.accelerated import cielab, damage, film, hints, segments, twins
from ml.accelerated.tasks.task import Figures, Options, Task, Tensor, last, on_card, psnr_db, sheet
from ml.data import bins
from ml.inference.palettes import colour_bins
from ml.models.plans import AB_SCALE

AGED = 0.67
"""Share of photos that pass the film."""
CROSS_ENTROPY, CHARBONNIER, FEATURES, WANDERING, DECEIT = 0.1, 8.0, 0.6, 6.0, 0.06
"""What the parts of the loss count for."""
LEFT_ALONE = 1.0
"""Colours may wander so much more than the truth's before it costs, in CIELAB units."""
_JUDGE_BEGINS, _DECEIT_BEGINS, _DECEIT_GROWS = 0.1, 0.2, 0.4
_TO_DRAW_FROM = 512  # layers of left-over damage


class Discriminator(nn.Module):  # type: ignore[misc]  # PyTorch is not there to be checked
    """Tells given colours from true ones, from L*, a* and b*, patch by patch."""

    def __init__(self) -> None:
        super().__init__()
        normal = nn.utils.parametrizations.spectral_norm
        layers: list[Any] = []
        channels = 3
        for wider in (64, 128, 256, 384):
            layers += [normal(nn.Conv2d(channels, wider, 4, 2, 1)), nn.LeakyReLU(0.2)]
            channels = wider
        layers += [normal(nn.Conv2d(channels, channels, 3, 1, 1)), nn.LeakyReLU(0.2)]
        layers += [normal(nn.Conv2d(channels, 1, 3, 1, 1))]
        self.judge = nn.Sequential(*layers)

    def forward(self, lab: Tensor) -> Tensor:
        """Return scores: above 0 where colours seem true."""
        return self.judge(lab)


class ColorizerTask(Task):
    """See the module."""

    name = "colorizer"
    usual_batch, usual_px = 192, 224
    sizes_px = (192, 224, 224, 256, 320, 384, 224, 512)
    rate = 3e-4

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        device = options.device
        found = colour_bins()
        self.palette = torch.from_numpy(found.centres.astype(np.float32)).to(device)
        self.prior = torch.from_numpy(found.prior.astype(np.float32)).clamp_min(0).sqrt().to(device)
        self.weight = torch.from_numpy(bins.weights()).to(device)
        self.nearest = torch.from_numpy(bins.nearest().astype(np.int64)).to(device)
        count = min(_TO_DRAW_FROM, 4 * len(options.photos))
        layers = damage.bank(count, workers=options.workers).layers[:, :1]
        self.left_over = layers.to(device)
        self.discriminator = on_card(Discriminator(), device)
        self.judging = torch.optim.AdamW(
            self.discriminator.parameters(), lr=2e-4, betas=(0.5, 0.99)
        )
        self.features = None
        if options.encoder is not None:
            encoder = twins.Encoder(hints=False)
            with np.load(options.encoder) as archive:
                twins.imagenet_weights({name: archive[name] for name in archive.files}, encoder)
            self.features = on_card(encoder, device).eval().requires_grad_(False)

    def groups(self) -> list[dict[str, Any]]:
        """The encoder learns slower: it knows the world already."""
        encoder = self.network.encoder.named_parameters()
        slow = [weight for name, weight in encoder if "hints" not in name]
        known = {id(weight) for weight in slow}
        fast = [weight for weight in self.network.parameters() if id(weight) not in known]
        return [{"params": slow, "base": self.rate / 2.5}, {"params": fast, "base": self.rate}]

    def others(self) -> dict[str, Any]:
        """The discriminator and its optimizer."""
        return {"discriminator": self.discriminator, "judging": self.judging}

    def loss(
        self, crops: Tensor, segments_: Tensor | None, progress: float
    ) -> tuple[Tensor, Figures]:
        """Bins, distance, features, wandering, and later the discriminator."""
        assert segments_ is not None
        with torch.no_grad():
            lab = cielab.to_lab(crops)
            light = film.lightness(crops, lab[:, :1], share=AGED, damage=self.left_over)
            ab, said, automatic = hints.give(lab[:, 1:], segments_, self.palette, self.prior)
            bin_of = self._bins(functional.avg_pool2d(ab, 4))
            weight = self.weight[bin_of]
            rarity = weight[:, None].clamp(0.3, 4.0)
            rarity = functional.interpolate(rarity, scale_factor=2, mode="nearest")
        with self.precision():
            given, logits = self.network(last(light / 50 - 1), last(said))
        given = given.float()
        entropy = functional.cross_entropy(logits.float(), bin_of, reduction="none")
        miss = (given - functional.avg_pool2d(ab, 2) / AB_SCALE).norm(dim=1, keepdim=True)
        parts = {
            "entropy": (entropy * weight).sum() / weight.sum(),
            "distance": (torch.sqrt(miss**2 + 1e-4) * rarity).sum() / rarity.sum(),
            "wandering": self._wandering(given, ab, segments_, automatic),
        }
        total = CROSS_ENTROPY * parts["entropy"] + CHARBONNIER * parts["distance"]
        total = total + WANDERING * parts["wandering"]
        large = functional.interpolate(
            AB_SCALE * given, scale_factor=2, mode="bilinear", align_corners=False
        )
        half = len(crops) // 2
        if self.features is not None:
            parts["features"] = self._features(light[:half], large[:half], ab[:half])
            total = total + FEATURES * parts["features"]
        if progress > _JUDGE_BEGINS:
            share = (progress - _DECEIT_BEGINS) / (_DECEIT_GROWS - _DECEIT_BEGINS)
            deceit = self._deceit(light[half:], large[half:], ab[half:], progress)
            if deceit is not None:
                parts["deceit"] = deceit
                total = total + DECEIT * min(1.0, share) * deceit
        return total, {name: float(value.detach()) for name, value in parts.items()}

    def _bins(self, ab: Tensor) -> Tensor:
        cells = ((ab - bins.LOWEST) / bins.SIDE).round().long().clamp(0, bins.CELLS - 1)
        return self.nearest[cells[:, 0], cells[:, 1]]

    def _wandering(self, given: Tensor, ab: Tensor, numbers: Tensor, automatic: Tensor) -> Tensor:
        """How much more colours wander inside one segment than the truth's, where none was said."""
        mine = segments.wandering(AB_SCALE * functional.avg_pool2d(given, 2), numbers)
        true = segments.wandering(functional.avg_pool2d(ab, 4), numbers)
        excess = (mine - true - LEFT_ALONE).clamp_min(0).mean(1)
        return (excess * automatic).sum() / automatic.sum().clamp_min(1) / AB_SCALE

    def _features(self, light: Tensor, given: Tensor, true: Tensor) -> Tensor:
        """Relative distance of what a network that knows the world sees in both."""
        assert self.features is not None

        def seen(ab: Tensor) -> list[Tensor]:
            photo = cielab.to_rgb(torch.cat([light, ab], 1))
            found: list[Tensor] = self.features(last((255 * photo - 127) / 128))  # type: ignore[misc]
            return found[1:]

        with self.precision():
            mine = seen(given)
            with torch.no_grad():
                truth = seen(true)
        distances = [
            (one.float() - other.float()).abs().mean() / other.float().abs().mean().clamp_min(1e-3)
            for one, other in zip(mine, truth, strict=True)
        ]
        return sum(distances) / len(distances)

    def _deceit(self, light: Tensor, given: Tensor, true: Tensor, progress: float) -> Tensor | None:
        """Teach the discriminator one step; then, once it knows enough, how far it sees through."""
        mine, truth = (last(torch.cat([light / 50 - 1, ab / 60], 1)) for ab in (given, true))
        with self.precision():
            of_mine, of_truth = self.discriminator(mine.detach()), self.discriminator(truth)
        wrong = functional.relu(1 - of_truth.float()).mean()
        wrong = wrong + functional.relu(1 + of_mine.float()).mean()
        self.judging.zero_grad(set_to_none=True)
        wrong.backward()
        self.judging.step()
        if progress <= _DECEIT_BEGINS:
            return None
        with self.precision():
            return -self.discriminator(mine).float().mean()

    def check(self, network: Any) -> Figures:
        """PSNR, a*b* distance, with ten true dots, colourfulness, patchiness, and odd dots.

        `odd` is how far one unnatural dot in the middle turns the far half of the picture.
        """
        totals: Figures = {}
        photos = self.options.validation
        for first in range(0, len(photos), 50):
            torch.manual_seed(first)
            rgb, numbers = self._validation(first, 50)
            lab = cielab.to_lab(rgb)
            light, ab = lab[:, :1], lab[:, 1:]
            automatic = self._ask(network, light, None)
            ten = self._ask(network, light, _ten_dots(ab))
            odd, far = _odd_dot(rgb)
            turned = ((self._ask(network, light, odd) - automatic).norm(dim=1) * far).sum((1, 2))
            coloured = cielab.to_rgb(torch.cat([light, automatic], 1))
            excess = segments.wandering(functional.avg_pool2d(automatic, 4), numbers)
            excess = excess - segments.wandering(functional.avg_pool2d(ab, 4), numbers)
            found = {
                "psnr_db": psnr_db(coloured, rgb),
                "ab": (automatic - ab).norm(dim=1).mean((1, 2)),
                "ab_ten_dots": (ten - ab).norm(dim=1).mean((1, 2)),
                "colourfulness": colourfulness(coloured),
                "true_colourfulness": colourfulness(rgb),
                "patchiness": excess.clamp_min(0).mean(1),
                "odd": turned / far.sum(),
            }
            for name, values in found.items():
                totals[name] = totals.get(name, 0.0) + float(values.sum())
        return {name: round(total / len(photos), 3) for name, total in totals.items()}

    def _validation(self, first: int, count: int) -> tuple[Tensor, Tensor]:
        photos = self.options.validation
        device = self.options.device
        assert photos.segments is not None
        rgb = photos.pixels[first : first + count].to(device).permute(0, 3, 1, 2).float() / 255
        numbers = photos.segments[first : first + count].to(device)
        side = rgb.shape[-1] // 4
        numbers = functional.interpolate(numbers[:, None].float(), (side, side), mode="nearest")
        return rgb, numbers[:, 0].long()

    def _ask(self, network: Any, light: Tensor, said: Tensor | None) -> Tensor:
        count, _, height, width = light.shape
        nothing = torch.zeros(count, 3, height, width, device=light.device)
        with self.precision():
            given, _ = network(last(light / 50 - 1), last(nothing if said is None else said))
        return functional.interpolate(
            AB_SCALE * given.float(), scale_factor=2, mode="bilinear", align_corners=False
        )

    def grid(self, network: Any) -> NDArray[np.uint8]:
        """Grey, coloured, true."""
        rgb, _ = self._validation(0, 24)
        lab = cielab.to_lab(rgb)
        given = cielab.to_rgb(torch.cat([lab[:, :1], self._ask(network, lab[:, :1], None)], 1))
        return sheet([[lab[i, :1] / 100, given[i], rgb[i]] for i in range(len(rgb))])


def colourfulness(rgb: Tensor) -> Tensor:
    """Of each photo, (B,): D. Hasler, S. Süsstrunk (2003), doi:10.1117/12.477378."""
    red, green, blue = (255 * rgb).unbind(1)
    one, other = red - green, (red + green) / 2 - blue
    spread = (one.var((1, 2)) + other.var((1, 2))).sqrt()
    return spread + 0.3 * (one.mean((1, 2)) ** 2 + other.mean((1, 2)) ** 2).sqrt()


def _ten_dots(ab: Tensor) -> Tensor:
    """About ten dots of 7 px in true colours."""
    count, _, height, width = ab.shape
    hit = (torch.rand(count, 1, height, width, device=ab.device) < 10 / (height * width)).float()
    mask = functional.max_pool2d(hit, 7, 1, 3)
    near = functional.avg_pool2d(ab, 7, 1, 3, count_include_pad=False)
    return torch.cat([near / AB_SCALE * mask, mask], 1)


def _odd_dot(rgb: Tensor) -> tuple[Tensor, Tensor]:
    """One dot of 7 px in any strong colour in the middle; and where is far from it."""
    count, _, height, width = rgb.shape
    said = torch.zeros(count, 3, height, width, device=rgb.device)
    rows, columns = slice(height // 2 - 3, height // 2 + 4), slice(width // 2 - 3, width // 2 + 4)
    angle = 2 * torch.pi * torch.rand(count, 1, 1, device=rgb.device)
    said[:, 0, rows, columns] = angle.cos() * 45 / AB_SCALE
    said[:, 1, rows, columns] = angle.sin() * 45 / AB_SCALE
    said[:, 2, rows, columns] = 1
    far = torch.ones(height, width, device=rgb.device)
    far[height // 4 : -height // 4, width // 4 : -width // 4] = 0
    return said, far
