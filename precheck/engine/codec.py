"""Facts as plain values and back: paths as seen from a folder, elements by their position."""

from __future__ import annotations

import os
import re
from collections.abc import Hashable, Mapping
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct

from precheck.model import Node
from precheck.reading.positions import Positions

F = TypeVar("F")

_ESCAPED = re.compile(rb"\\(\\|x[0-9a-f]{2})")


class UnwritableError(ValueError):
    """A fact cannot be written and read back; the text says why."""


class Home(Struct, frozen=True):
    """The folder that all paths are seen from."""

    folder: Path

    def told(self, path: Path) -> str:
        """A path below the folder as text; bytes that are no UTF-8 are escaped."""
        if not path.is_relative_to(self.folder):
            raise UnwritableError("it names a file outside of what was checked")
        below = os.fsencode(path.relative_to(self.folder).as_posix())
        return below.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")

    def found(self, text: str) -> Path:
        """The path behind a text; raises `ValueError` where it leads out of the folder."""
        below = PurePath(os.fsdecode(_ESCAPED.sub(_unescaped, text.encode())))
        if below.is_absolute() or ".." in below.parts or "\0" in text:
            raise ValueError(f"{text!r:.80} is no path below what was checked")
        return self.folder / below


def _unescaped(match: re.Match[bytes]) -> bytes:
    return b"\\" if match[1] == b"\\" else bytes([int(match[1][1:], 16)])


class Codec:
    """Writes the facts of one release, or of the batch, and reads them back."""

    def __init__(self, home: Home, root: Node | None = None) -> None:
        """`root` is the root of the release's message."""
        self._home = home
        self._root = root
        self._numbered: Positions | None = None

    def written(self, fact: object) -> Any:  # noqa: ANN401 - plain JSON values
        """The fact as plain values; raises `UnwritableError` where it would not come back alike."""
        try:
            text = msgspec.json.encode(self._plain(fact))
            plain = msgspec.json.decode(text)
            read = self.read(type(fact), plain)
            # Both: 1 equals 1.0 and is written otherwise; a path is written as a text would be.
            is_alike = read == fact and msgspec.json.encode(self._plain(read)) == text
        except UnwritableError:
            raise
        except Exception as error:  # whatever a stranger's fact may do
            raise UnwritableError(f"{type(error).__name__}: {error}") from error
        if not is_alike:
            raise UnwritableError("what is read back is not what was written")
        return plain

    def read(self, kind: type[F], plain: object) -> F:
        """The fact of this class; raises `ValueError` or the like where it is none."""
        return msgspec.convert(plain, kind, str_keys=True, dec_hook=self._decoded)

    def digest(self, fact: object) -> str:
        """A digest of the fact; empty where it cannot be written."""
        try:
            return digest_of(self.written(fact))
        except UnwritableError:
            return ""

    @property
    def _positions(self) -> Positions:
        if self._numbered is None:
            if self._root is None:
                raise ValueError("there is no message that an element could be of")
            self._numbered = Positions(self._root)
        return self._numbered

    def _plain(self, fact: object) -> Any:  # noqa: ANN401 - plain JSON values
        value = self._numbered_in(fact) if form(type(fact)).has_nodes else fact
        return msgspec.to_builtins(value, str_keys=True, enc_hook=self._encoded)

    def _numbered_in(self, value: object) -> object:
        """The same with every element as its number, before anyone writes it as a struct."""
        if isinstance(value, Struct):
            number = self._positions.number(value) if self._root is not None else None
            if number is not None:
                return number
            fields = msgspec.structs.fields(value)
            return {f.encode_name: self._numbered_in(getattr(value, f.name)) for f in fields}
        if isinstance(value, Mapping):
            return {key: self._numbered_in(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._numbered_in(one) for one in value]
        return value

    def _encoded(self, value: object) -> object:
        if isinstance(value, Path):
            # An absolute path is told as if the folder were the root of everything.
            return f"/{self._home.told(value)}" if value.is_absolute() else value.as_posix()
        if isinstance(value, Mapping):
            return dict(value)
        raise UnwritableError(f"it holds a {type(value).__name__}, which cannot be written")

    def _decoded(self, kind: type, value: object) -> object:
        if kind is Node and isinstance(value, int):
            return self._positions.element(value)
        if kind is Path and isinstance(value, str):
            return self._home.found(value[1:]) if value.startswith("/") else Path(value)
        raise ValueError(f"a {kind.__name__} cannot be read back")


class Form(Struct, frozen=True):
    """What a class of facts looks like."""

    digest: str
    """Of its fields and their types; empty where it cannot be told."""
    has_nodes: bool = False


def form(kind: type) -> Form:
    """The form of a class, the classes of its fields included; their texts do not count."""
    return _form(cast("Hashable", kind))


@cache
def _form(kind: Hashable) -> Form:
    seen: list[object] = []

    def told(part: object) -> object:
        seen.append(part)
        if isinstance(part, type):
            values = [one.value for one in part] if issubclass(part, Enum) else []
            return [part.__qualname__, values]
        if isinstance(part, MappingProxyType):
            return dict(part)
        return getattr(part, "__qualname__", type(part).__name__)

    try:
        info = msgspec.to_builtins(msgspec.inspect.type_info(kind), str_keys=True, enc_hook=told)
        return Form(digest_of(info), has_nodes=Node in seen)
    except Exception:  # noqa: BLE001 - a stranger's class may be anything
        return Form("")


def digest_of(plain: object) -> str:
    """A digest of plain values."""
    return sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()[:16]
