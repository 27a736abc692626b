import os
import pickle
import zipfile
from io import BytesIO
from typing import Any

import numpy as np
import pytest

from precheck_voice.embedded.graph import built
from precheck_voice.embedded.weights import WeightsError, weights_of


class Storage:
    """What PyTorch writes in the place of numbers."""

    def __init__(self, key: str, count: int) -> None:
        self.pid = ("storage", FloatStorage, key, "cpu", count)


class FloatStorage:
    __module__ = "torch"


FloatStorage.__qualname__ = "FloatStorage"


class Tensor:
    """Pickles as PyTorch's tensors do."""

    def __init__(
        self, key: str, count: int, shape: tuple[int, ...], strides: tuple[int, ...], start: int = 0
    ) -> None:
        self.made_of = (Storage(key, count), start, shape, strides, False, None)


class Global:
    """A name that the pickle calls."""

    def __init__(self, module: str, name: str, *arguments: object) -> None:
        self.module, self.name, self.arguments = module, name, arguments


class Writer(pickle._Pickler):  # noqa: SLF001 - the one in Python can be told what to write
    """Writes names that are not there to be imported."""

    def persistent_id(self, obj: object) -> object:
        if not isinstance(obj, Storage):
            return None
        kind, what, *rest = obj.pid
        return (kind, Global("torch", what.__name__), *rest)

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:  # noqa: FBT001, FBT002
        if isinstance(obj, Tensor):
            obj = Global("torch._utils", "_rebuild_tensor_v2", *obj.made_of)
        if isinstance(obj, Global):
            self.write(f"c{obj.module}\n{obj.name}\n".encode())  # type: ignore[attr-defined]
            if obj.arguments:
                super().save(obj.arguments)  # type: ignore[misc]
                self.write(pickle.REDUCE)  # type: ignore[attr-defined]
            return
        super().save(obj, save_persistent_id)  # type: ignore[misc]


def packed(content: object, **numbers: Any) -> bytes:
    """A file as `torch.save` makes it."""
    written, file = BytesIO(), BytesIO()
    Writer(written, 2).dump(content)
    with zipfile.ZipFile(file, "w") as to:
        to.writestr("archive/data.pkl", written.getvalue())
        for key, values in numbers.items():
            to.writestr(f"archive/data/{key}", np.array(values, "<f4").tobytes())
    return file.getvalue()


def test_tensors_are_read_in_their_shapes() -> None:
    made = {"a": Tensor("x", 6, (2, 3), (3, 1)), "turned": Tensor("x", 6, (3, 2), (1, 3))}

    found = weights_of(packed(made, x=range(6)))

    assert found["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize(
    "call",
    [
        Global("os", "system", "true"),
        Global("builtins", "eval", "1"),
        Global("torch._utils", "_rebuild_parameter", 1),
        Global("collections", "Counter", (1,)),
    ],
)
def test_a_pickle_that_names_anything_else_is_refused(call: Global) -> None:
    with pytest.raises(WeightsError, match=f"they name {call.module}.{call.name}"):
        weights_of(packed({"a": call}))


@pytest.mark.parametrize(
    "tensor",
    [
        Tensor("x", 6, (7,), (1,)),
        Tensor("x", 6, (2,), (6,)),
        Tensor("x", 6, (1,), (1,), start=6),
        Tensor("x", 6, (1,), (1,), start=-1),
        Tensor("x", 6, (2, 2), (-1, 1)),
        Tensor("x", 6, (2, 2), (1,)),
        Tensor("x", 7, (2,), (1,)),
        Tensor("y", 6, (2,), (1,)),
    ],
)
def test_a_tensor_that_reaches_beyond_its_numbers_is_refused(tensor: Tensor) -> None:
    with pytest.raises(WeightsError):
        weights_of(packed({"a": tensor}, x=range(6)))


@pytest.mark.parametrize("content", [b"", b"PK", b"\x80\x02}.", os.urandom(500)])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(WeightsError, match="no file of PyTorch's"):
        weights_of(content)


def test_weights_that_lack_one_make_no_graph() -> None:
    with pytest.raises(WeightsError, match=r"lack head\.conv1\.weight"):
        built({})
