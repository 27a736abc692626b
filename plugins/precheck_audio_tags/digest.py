"""The sums of a file, in one pass over its bytes, for the algorithms that a message states."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from precheck import FileDigest, HashSum

BLOCK = 2**20
"""Bytes that are read at once."""
_HASHLIB = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-224": "sha224",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "SHA3-224": "sha3_224",
    "SHA3-256": "sha3_256",
    "SHA3-384": "sha3_384",
    "SHA3-512": "sha3_512",
    "RMD160": "ripemd160",
}
_BY_LENGTH = {
    "SHA2": {56: "SHA-224", 64: "SHA-256", 96: "SHA-384", 128: "SHA-512"},
    "SHA3": {56: "SHA3-224", 64: "SHA3-256", 96: "SHA3-384", 128: "SHA3-512"},
    "SHA": {40: "SHA-1", 56: "SHA-224", 64: "SHA-256", 96: "SHA-384", 128: "SHA-512"},
}
"""Families whose member only the number of hexadecimal digits tells."""
_NAMES = {
    "MD5": "MD5",
    "SHA1": "SHA-1",
    "SHA224": "SHA-224",
    "SHA256": "SHA-256",
    "SHA384": "SHA-384",
    "SHA512": "SHA-512",
    "SHA3224": "SHA3-224",
    "SHA3256": "SHA3-256",
    "SHA3384": "SHA3-384",
    "SHA3512": "SHA3-512",
    "CRC32": "CRC32",
    "RMD160": "RMD160",
    "RIPEMD160": "RMD160",
}


class _Sum(Protocol):
    def update(self, data: bytes, /) -> object: ...

    def hexdigest(self) -> str: ...


class _Crc32:
    """CRC-32 with the face of a hash."""

    def __init__(self) -> None:
        self.value = 0

    def update(self, data: bytes, /) -> None:
        self.value = zlib.crc32(data, self.value)

    def hexdigest(self) -> str:
        return f"{self.value:08x}"


def algorithm_of(stated: HashSum) -> str:
    """The algorithm's name, such as `SHA-256`, whichever way it is written; empty where unknown."""
    bare = "".join(c for c in stated.algorithm.upper() if c.isalnum())
    if bare in _BY_LENGTH:
        return _BY_LENGTH[bare].get(len(stated.value.strip()), "")
    name = _NAMES.get(bare, "")
    if name in _HASHLIB and _HASHLIB[name] not in hashlib.algorithms_available:
        return ""
    return name


def algorithms_of(stated: Iterable[HashSum]) -> tuple[str, ...]:
    """The known algorithms of some sums, each once."""
    return tuple(sorted({algorithm_of(one) for one in stated} - {""}))


class Digest:
    """The sums of a file whose bytes come in order, block by block."""

    def __init__(
        self, algorithms: Iterable[str] = (), sound: tuple[int, int] | None = None
    ) -> None:
        """Sum up by these algorithms, named as `algorithm_of` does, and by SHA-256.

        `sound` is the span of bytes that gets a SHA-256 of its own, where the file has any.
        """
        self._sums: dict[str, _Sum] = {name: _new(name) for name in algorithms}
        self._sha256 = self._sums.get("SHA-256") or hashlib.sha256()
        every = (*self._sums.values(), self._sha256)
        self._every = list({id(one): one for one in every}.values())
        self._start, self._end = sound or (0, 0)
        self._sound = hashlib.sha256() if self._start < self._end else None
        self.size = 0
        """How many bytes have come so far."""

    def add(self, block: bytes) -> None:
        """Take the next bytes."""
        for one in self._every:
            one.update(block)
        if self._sound is not None:
            start, end = max(self._start - self.size, 0), max(self._end - self.size, 0)
            self._sound.update(block[start:end])
        self.size += len(block)

    def finish(self) -> FileDigest:
        """The sums of everything that came."""
        has_sound = self._sound is not None and self._start < self.size
        return FileDigest(
            size_bytes=self.size,
            sha256=self._sha256.hexdigest(),
            sound=f"sha256:{self._sound.hexdigest()}" if self._sound and has_sound else "",
            sums={name: one.hexdigest() for name, one in self._sums.items()},
        )


def digest(
    path: Path, stated: Iterable[HashSum] = (), sound: tuple[int, int] | None = None
) -> FileDigest:
    """Size, SHA-256 and the stated sums of a file, in blocks of a mebibyte. Raises `OSError`."""
    made = Digest(algorithms_of(stated), sound)
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            made.add(block)
    return made.finish()


def _new(name: str) -> _Sum:
    if name == "CRC32":
        return _Crc32()
    return hashlib.new(_HASHLIB[name], usedforsecurity=False)
