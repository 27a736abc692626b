"""The sums of a file, in one pass over its bytes, for the algorithms that a message states."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from precheck import FileDigest, HashSum

_BLOCK = 2**20
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


def digest(
    path: Path, stated: Iterable[HashSum] = (), sound: tuple[int, int] | None = None
) -> FileDigest:
    """Size, SHA-256 and the stated sums of a file, in blocks of a mebibyte. Raises `OSError`.

    `sound` is the span of bytes that gets a SHA-256 of its own, where the file has any of it.
    """
    wanted = sorted({algorithm_of(one) for one in stated} - {""})
    sums: dict[str, _Sum] = {name: _new(name) for name in wanted}
    sha256 = sums.get("SHA-256") or hashlib.sha256()
    every = list({id(one): one for one in (*sums.values(), sha256)}.values())
    start, end = sound or (0, 0)
    of_sound = hashlib.sha256() if start < end else None
    size = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            for one in every:
                one.update(block)
            if of_sound is not None:
                of_sound.update(block[max(start - size, 0) : max(end - size, 0)])
            size += len(block)
    return FileDigest(
        size_bytes=size,
        sha256=sha256.hexdigest(),
        sound_sha256=of_sound.hexdigest() if of_sound is not None and start < size else "",
        sums={name: one.hexdigest() for name, one in sums.items()},
    )


def _new(name: str) -> _Sum:
    if name == "CRC32":
        return _Crc32()
    return hashlib.new(_HASHLIB[name], usedforsecurity=False)
