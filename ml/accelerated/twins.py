"""The networks of `ml.models` in PyTorch: the same layers under the same names, by the same plans.

Weights go both ways as `.npz` archives with the keys and shapes of `ml.models.weights`. Maps are
(batch, channels, height, width) here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from ml.models.plans import (
    ATTENTION_BLOCKS,
    ATTENTION_HEADS,
    COLOUR_BINS,
    DECODER_CHANNELS,
    ENCODER_STAGES,
    HATS_SCALE,
    LUMA,
    STEM_CHANNELS,
    UNETS,
    UNetPlan,
)

Tensor: TypeAlias = Any
Archive: TypeAlias = Mapping[str, NDArray[Any]]

_NORMAL_EPSILON, _NORMAL_MOMENTUM = 1e-3, 0.02


class Convolution(nn.Conv2d):  # type: ignore[misc]  # PyTorch is not there to be checked
    """A convolution with TensorFlow's *same* padding, which at stride 2 lies lower right."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        *,
        stride: int = 1,
        groups: int = 1,
        bias: bool = False,
    ) -> None:
        halving = stride == 2
        padding = 0 if halving else kernel // 2
        super().__init__(inputs, outputs, kernel, stride, padding, groups=groups, bias=bias)
        before, after = max(0, kernel // 2 - 1), (kernel - 1) // 2 if kernel > 2 else 0
        self.lower_right = (before, after, before, after) if halving and kernel > 2 else None

    def forward(self, maps: Tensor) -> Tensor:
        """Filter the maps."""
        if self.lower_right is not None:
            maps = functional.pad(maps, self.lower_right)
        return super().forward(maps)


class Named(nn.Module):  # type: ignore[misc]
    """A network whose layers bear the names that they have in Keras."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleDict()

    def _convolve(self, name: str, inputs: int, outputs: int, kernel: int, **more: Any) -> None:
        self.layers[name] = Convolution(inputs, outputs, kernel, **more)
        self._normal(name, outputs)

    def _normal(self, name: str, channels: int) -> None:
        self.layers[f"{name}_bn"] = nn.BatchNorm2d(
            channels, eps=_NORMAL_EPSILON, momentum=_NORMAL_MOMENTUM
        )

    def run(self, name: str, maps: Tensor, *, activate: bool = True) -> Tensor:
        """Convolution, batch normalisation and, unless told otherwise, ReLU6."""
        maps = self.layers[f"{name}_bn"](self.layers[name](maps))
        return functional.relu6(maps) if activate else maps


class Encoder(Named):
    """EfficientNet-Lite2 over a photo, (B, 3, H, W) in −1..1, and hints; its features by stride."""

    def __init__(self, *, hints: bool = True) -> None:
        super().__init__()
        self.layers["stem"] = Convolution(3, STEM_CHANNELS, 3, stride=2)
        if hints:
            self.layers["stem_hints"] = Convolution(3, STEM_CHANNELS, 3, stride=2)
        self._normal("stem", STEM_CHANNELS)
        self.blocks: list[tuple[str, bool, bool, bool]] = []
        channels, index = STEM_CHANNELS, 0
        for stage in ENCODER_STAGES:
            for position in range(stage.blocks):
                name, first = f"block{index}", position == 0
                wide = channels * stage.expansion
                stride = stage.stride if first else 1
                if stage.expansion != 1:
                    self._convolve(f"{name}_expand", channels, wide, 1)
                self._convolve(f"{name}_dw", wide, wide, stage.kernel, stride=stride, groups=wide)
                self._convolve(f"{name}_project", wide, stage.channels, 1)
                self.blocks.append((name, stage.expansion != 1, stride == 2, not first))
                channels, index = stage.channels, index + 1

    def forward(self, photo: Tensor, hints: Tensor | None = None) -> list[Tensor]:
        """Return the features at strides 2, 4, 8, 16 and 32."""
        maps = self.layers["stem"](photo)
        if hints is not None:
            maps = maps + self.layers["stem_hints"](hints)
        maps = functional.relu6(self.layers["stem_bn"](maps))
        features = []
        for name, widens, halves, adds in self.blocks:
            if halves:
                features.append(maps)
            before = maps
            if widens:
                maps = self.run(f"{name}_expand", maps)
            maps = self.run(f"{name}_dw", maps)
            maps = self.run(f"{name}_project", maps, activate=False)
            maps = before + maps if adds else maps
        return [*features, maps]


class Colorizer(Named):
    """The twin of `ml.models.colorizer`: gray (B, 1, H, W) and hints (B, 3, H, W) to colours."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        deep, skipped = DECODER_CHANNELS[16], {16: 120, 8: 48, 4: 24, 2: 16}
        self._convolve("mid", ENCODER_STAGES[-1].channels, deep, 1)
        for index in range(ATTENTION_BLOCKS):
            name = f"att{index}"
            for part in ("ln1", "ln2"):
                self.layers[f"{name}_{part}"] = nn.LayerNorm(deep, eps=1e-5)
            for part in "qkvo":
                self.layers[f"{name}_{part}"] = Convolution(deep, deep, 1, bias=True)
            self.layers[f"{name}_mlp1"] = Convolution(deep, 2 * deep, 1, bias=True)
            self.layers[f"{name}_mlp2"] = Convolution(2 * deep, deep, 1, bias=True)
        before = deep
        for stride, channels in DECODER_CHANNELS.items():
            hinted = stride < 16
            if hinted:
                self._convolve(f"red{stride}", before, channels, 1)
            joined = channels + skipped[stride] + 3 * hinted
            self._convolve(f"dec{stride}a", joined, channels, 3)
            self._convolve(f"dec{stride}b", channels, channels, 3)
            before = channels
        self.layers["logits"] = Convolution(DECODER_CHANNELS[4], COLOUR_BINS, 1, bias=True)
        self.layers["ab"] = Convolution(DECODER_CHANNELS[2], 2, 3, bias=True)

    def forward(self, gray: Tensor, hints: Tensor) -> tuple[Tensor, Tensor]:
        """Return `ab`, (B, 2, H/2, W/2), and `logits`, (B, 261, H/4, W/4)."""
        *skipped, maps = self.encoder(gray.expand(-1, 3, -1, -1), hints)
        maps = self.run("mid", maps)
        for index in range(ATTENTION_BLOCKS):
            maps = self._attend(f"att{index}", maps)
        maps = self._decode(16, maps, skipped[3], None)
        maps = self._decode(8, maps, skipped[2], hints)
        maps = self._decode(4, maps, skipped[1], hints)
        logits = self.layers["logits"](maps)
        maps = self._decode(2, maps, skipped[0], hints)
        return self.layers["ab"](maps), logits

    def _decode(self, stride: int, maps: Tensor, skipped: Tensor, hints: Tensor | None) -> Tensor:
        if hints is not None:
            maps = self.run(f"red{stride}", maps)
        large = functional.interpolate(maps, scale_factor=2, mode="bilinear", align_corners=False)
        joined = [large, skipped]
        if hints is not None:
            joined.append(functional.avg_pool2d(hints, stride))
        maps = self.run(f"dec{stride}a", torch.cat(joined, 1))
        return self.run(f"dec{stride}b", maps)

    def _attend(self, name: str, maps: Tensor) -> Tensor:
        batch, channels, height, width = maps.shape
        normal = self._layer_normal(f"{name}_ln1", maps)

        def by_head(part: str) -> Tensor:
            flat = self.layers[f"{name}_{part}"](normal)
            shape = (batch, ATTENTION_HEADS, channels // ATTENTION_HEADS, height * width)
            return flat.reshape(shape).transpose(2, 3)

        mixed = functional.scaled_dot_product_attention(*(by_head(part) for part in "qkv"))
        mixed = mixed.transpose(2, 3).reshape(batch, channels, height, width)
        maps = maps + self.layers[f"{name}_o"](mixed)
        normal = self._layer_normal(f"{name}_ln2", maps)
        wide = functional.relu(self.layers[f"{name}_mlp1"](normal))
        return maps + self.layers[f"{name}_mlp2"](wide)

    def _layer_normal(self, name: str, maps: Tensor) -> Tensor:
        return self.layers[name](maps.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class UNet(Named):
    """The twin of `ml.models.unet`."""

    def __init__(self, plan: UNetPlan) -> None:
        super().__init__()
        self.plan = plan
        widths, levels = plan.widths, range(len(plan.widths) - 1)

        def residual(name: str, channels: int, blocks: int) -> None:
            for index in range(blocks):
                for part in "ab":
                    self._add(f"{name}_{index}{part}", channels, channels, 3)
                # Each block begins by changing nothing: deep networks without normalisation
                # start to learn at once.
                nn.init.zeros_(self.layers[f"{name}_{index}b"].weight)

        self._add("head", plan.seen * plan.fold**2, widths[0], 3)
        for level in levels:
            residual(f"enc{level}", widths[level], plan.blocks[level])
            self._add(f"down{level}", widths[level], widths[level + 1], 2, stride=2)
        residual("mid", widths[-1], plan.blocks[-1])
        for level in levels:
            self._add(f"up{level}", widths[level + 1], 4 * widths[level], 1)
            residual(f"dec{level}", widths[level], plan.blocks[level])
        self._add("tail", widths[0], plan.outputs * (plan.fold * plan.scale) ** 2, 3)
        if plan.adds:
            nn.init.zeros_(self.layers["tail"].weight)

    def _add(self, name: str, inputs: int, outputs: int, kernel: int, **more: Any) -> None:
        self.layers[name] = Convolution(inputs, outputs, kernel, bias=True, **more)
        nn.init.zeros_(self.layers[name].bias)

    def forward(self, photo: Tensor) -> Tensor:
        """Return the answer, (B, outputs, scale · H, scale · W)."""
        plan = self.plan
        given = photo.shape[1] == plan.seen  # who trains may have found the top-hats beforehand
        seen = photo if given else hatted(photo, plan.hats_px)
        maps = self.layers["head"](fold(seen, plan.fold))
        skipped = []
        for level in range(len(plan.widths) - 1):
            maps = self._residual(f"enc{level}", maps, plan.blocks[level])
            skipped.append(maps)
            maps = self.layers[f"down{level}"](maps)
        maps = self._residual("mid", maps, plan.blocks[-1])
        for level in reversed(range(len(skipped))):
            maps = unfold(self.layers[f"up{level}"](maps), 2) + skipped[level]
            maps = self._residual(f"dec{level}", maps, plan.blocks[level])
        return unfold(self.layers["tail"](maps), plan.fold * plan.scale)

    def _residual(self, name: str, maps: Tensor, blocks: int) -> Tensor:
        for index in range(blocks):
            filtered = functional.relu(self.layers[f"{name}_{index}a"](maps))
            maps = maps + self.layers[f"{name}_{index}b"](filtered)
        return maps


def hatted(photo: Tensor, sides_px: tuple[int, ...]) -> Tensor:
    """The photo and its top-hats, as `ml.models.unet.Hats` finds them."""
    luma = (photo * torch.tensor(LUMA, device=photo.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
    hats = [photo]
    for side in sides_px:
        for light in (luma, -luma):
            opened = _largest(-_largest(-light, side), side)
            hats.append(HATS_SCALE * (light - opened))
    return torch.cat(hats, 1)


def _largest(plane: Tensor, side: int) -> Tensor:
    half = side // 2
    across = functional.max_pool2d(plane, (1, side), 1, (0, half))
    return functional.max_pool2d(across, (side, 1), 1, (half, 0))


def fold(maps: Tensor, side: int) -> Tensor:
    """Squares of pixels become channels, in TensorFlow's order: rows, columns, channels."""
    if side == 1:
        return maps
    batch, channels, height, width = maps.shape
    squares = maps.reshape(batch, channels, height // side, side, width // side, side)
    squares = squares.permute(0, 3, 5, 1, 2, 4)
    return squares.reshape(batch, side * side * channels, height // side, width // side)


def unfold(maps: Tensor, side: int) -> Tensor:
    """Channels become squares of pixels: `fold` undone."""
    if side == 1:
        return maps
    batch, channels, height, width = maps.shape
    squares = maps.reshape(batch, side, side, channels // side**2, height, width)
    squares = squares.permute(0, 3, 4, 1, 5, 2)
    return squares.reshape(batch, channels // side**2, side * height, side * width)


def build(name: str) -> Any:
    """Return the twin of a network of the product, with random weights.

    Raises
    ------
    ValueError
        If the product has no such network.
    """
    if name == "colorizer":
        return Colorizer()
    if name in UNETS:
        return UNet(UNETS[name])
    raise ValueError(f"There is no network “{name}”: it is colorizer, {', '.join(UNETS)}.")


def weights_of(network: Any) -> dict[str, NDArray[np.float32]]:
    """Return all weights under Keras's names and in Keras's shapes."""
    arrays: dict[str, NDArray[np.float32]] = {}
    for layer, module in _layers(network):
        for key, tensor, to_keras, _ in _parts(module):
            values = tensor.detach().float().cpu().numpy()
            arrays[f"{layer}/{key}"] = np.ascontiguousarray(values.transpose(to_keras))
    return arrays


def fill(network: Any, archive: Archive) -> None:
    """Set all weights of a network from an archive in Keras's names and shapes.

    Raises
    ------
    ValueError
        If the archive lacks a weight or has one of another shape or of no layer.
    """
    left = set(archive)
    for layer, module in _layers(network):
        for key, tensor, _, from_keras in _parts(module):
            name = f"{layer}/{key}"
            if name not in archive:
                raise ValueError(f"The weights lack {name}.")
            values = np.asarray(archive[name], np.float32).transpose(from_keras)
            if values.shape != tuple(tensor.shape):
                raise ValueError(f"{name} has the shape {values.shape}, not {tuple(tensor.shape)}.")
            with torch.no_grad():
                tensor.copy_(torch.from_numpy(np.ascontiguousarray(values)))
            left.discard(name)
    if left:
        raise ValueError(f"There are weights of no layer: {', '.join(sorted(left))}.")


def load(network: Any, path: Path) -> None:
    """Set all weights of a network from a file; see `fill`."""
    with np.load(path) as archive:
        fill(network, {name: archive[name] for name in archive.files})


def save(network: Any, path: Path) -> None:
    """Write all weights, in float16 and packed, so that 8 million fit into 16 MiB."""
    halves = {name: values.astype(np.float16) for name, values in weights_of(network).items()}
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **halves)
    part.replace(path)


def _layers(network: Any) -> list[tuple[str, Any]]:
    own = list(network.layers.items())
    return [*network.encoder.layers.items(), *own] if isinstance(network, Colorizer) else own


_Order: TypeAlias = tuple[int, ...]
_Part: TypeAlias = tuple[str, Tensor, _Order, _Order]


def _parts(module: Any) -> list[_Part]:
    """A layer's weights: Keras's name, the tensor, and the orders of axes to Keras and back."""
    flat: tuple[_Order, _Order] = ((0,), (0,))
    if isinstance(module, nn.Conv2d):
        # Keras has (row, column, in, out), and for one filter a channel (row, column, channel, 1).
        depthwise = module.groups > 1
        orders: tuple[_Order, _Order] = (
            ((2, 3, 0, 1), (2, 3, 0, 1)) if depthwise else ((2, 3, 1, 0), (3, 2, 0, 1))
        )
        found: list[_Part] = [("kernel", module.weight, *orders)]
        return found if module.bias is None else [*found, ("bias", module.bias, *flat)]
    found = [("gamma", module.weight, *flat), ("beta", module.bias, *flat)]
    if isinstance(module, nn.BatchNorm2d):
        found += [("mean", module.running_mean, *flat), ("var", module.running_var, *flat)]
    return found


def imagenet_weights(weights: Archive, encoder: Encoder) -> None:
    """Set an encoder's weights from those of ImageNet, under PyTorch's names.

    Parameters
    ----------
    weights
        As `ml.models.imagenet.efficientnet_lite2` gives them.
    encoder
        Without hints, or with a stem for hints that stays as it is.
    """

    def put(tensor: Tensor, name: str) -> None:
        with torch.no_grad():
            tensor.copy_(torch.from_numpy(np.array(weights[name], np.float32)))

    def normal(layer: str, name: str) -> None:
        module = encoder.layers[f"{layer}_bn"]
        put(module.weight, f"{name}.weight")
        put(module.bias, f"{name}.bias")
        put(module.running_mean, f"{name}.running_mean")
        put(module.running_var, f"{name}.running_var")

    put(encoder.layers["stem"].weight, "_conv_stem.weight")
    normal("stem", "_bn0")
    for index, (layer, widens, _, _) in enumerate(encoder.blocks):
        parts = [("expand", "_expand_conv")] * widens
        parts += [("dw", "_depthwise_conv"), ("project", "_project_conv")]
        for number, (part, convolution) in enumerate(parts):
            name = f"_blocks.{index}"
            put(encoder.layers[f"{layer}_{part}"].weight, f"{name}.{convolution}.weight")
            normal(f"{layer}_{part}", f"{name}._bn{number + (not widens)}")
