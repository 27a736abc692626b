"""Reading the weights out of a PyTorch file without PyTorch: a ZIP with one pickle, and arrays.

A pickle may call whatever it names. This one may name what a tensor is made of, and nothing else.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[Any]]
MOST_BYTES = 1 << 28
"""Of the unpacked file; the model's has 28 MB."""


class WeightsError(Exception):
    """The file is not what it should be."""


def weights_of(content: bytes) -> Weights:
    """The tensors by name. Raises `WeightsError`."""
    try:
        with ZipFile(BytesIO(content)) as file:
            if sum(entry.file_size for entry in file.infolist()) > MOST_BYTES:
                raise WeightsError("the weights are larger than any that are known")
            listed = next(name for name in file.namelist() if name.endswith("/data.pkl"))
            return dict(_Reader(file, listed.removesuffix("data.pkl")).load())
    except (BadZipFile, StopIteration) as error:
        raise WeightsError("this is no file of PyTorch's") from error
    except (pickle.UnpicklingError, KeyError, TypeError, ValueError, EOFError) as error:
        raise WeightsError(f"the weights cannot be read: {error}") from error


class _Reader(pickle.Unpickler):
    def __init__(self, file: ZipFile, folder: str) -> None:
        super().__init__(BytesIO(file.read(f"{folder}data.pkl")))
        self._file = file
        self._folder = folder

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle has it
        """What the pickle may name."""
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"they name {module}.{name}") from None

    def persistent_load(self, wanted: Any) -> NDArray[Any]:  # noqa: ANN401 - as pickle has it
        """The numbers that tensors share: `("storage", type, key, device, count)`."""
        _, kind, key, _, count = wanted
        numbers = np.frombuffer(self._file.read(f"{self._folder}data/{key}"), kind)
        if len(numbers) != count:
            raise pickle.UnpicklingError(f"{key} has {len(numbers)} numbers instead of {count}")
        return numbers


def _tensor(
    numbers: NDArray[Any], start: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> NDArray[Any]:
    """A view of the numbers, copied; one that reaches beyond them is refused."""
    if start < 0 or min((*shape, *strides), default=0) < 0 or len(shape) != len(strides):
        raise pickle.UnpicklingError("a tensor lies outside of its numbers")
    last = start + sum((size - 1) * step for size, step in zip(shape, strides, strict=True))
    if 0 not in shape and last >= len(numbers):
        raise pickle.UnpicklingError("a tensor lies outside of its numbers")
    steps = [step * numbers.itemsize for step in strides]
    return np.lib.stride_tricks.as_strided(numbers[start:], shape, steps).copy()


_ALLOWED: Mapping[tuple[str, str], Any] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("torch", "FloatStorage"): np.dtype("<f4"),
    ("torch", "LongStorage"): np.dtype("<i8"),
}
