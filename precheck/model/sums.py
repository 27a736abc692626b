"""Hash sums: the algorithms that messages name in whichever spelling, and what computes them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

_HASHLIB: Mapping[str, str] = MappingProxyType(
    {
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
)
_CRC = "CRC32"
_FAMILIES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "SHA2": {28: "SHA-224", 32: "SHA-256", 48: "SHA-384", 64: "SHA-512"},
        "SHA3": {28: "SHA3-224", 32: "SHA3-256", 48: "SHA3-384", 64: "SHA3-512"},
        "SHA": {20: "SHA-1", 28: "SHA-224", 32: "SHA-256", 48: "SHA-384", 64: "SHA-512"},
    }
)
"""Families whose member only the number of bytes tells."""


def _bare(name: str) -> str:
    return "".join(char for char in name.upper() if char.isalnum())


_NAMES: Mapping[str, str] = MappingProxyType(
    {**{_bare(name): name for name in (*_HASHLIB, _CRC)}, "RIPEMD160": "RMD160"}
)


class RunningSum(Protocol):
    """A sum of bytes that come one after the other."""

    def update(self, data: bytes, /) -> object:
        """Take the next bytes."""

    def hexdigest(self) -> str:
        """The sum of all that came, in small hexadecimal digits."""


class _Crc32:
    """CRC-32 with the face of a hash."""

    def __init__(self) -> None:
        self.value = 0

    def update(self, data: bytes, /) -> None:
        self.value = zlib.crc32(data, self.value)

    def hexdigest(self) -> str:
        return f"{self.value:08x}"


def algorithm_of(named: str, stated: str) -> str:
    """The name of an algorithm such as `SHA-256`, whichever way it is written.

    Of families such as `SHA2` the length of the stated sum tells the member. Empty where it is not
    known, or where this system does not have it.
    """
    bare = _bare(named)
    if bare in _FAMILIES:
        value = bytes_of(stated)
        return _FAMILIES[bare].get(len(value), "") if value is not None else ""
    name = _NAMES.get(bare, "")
    if name in _HASHLIB and _HASHLIB[name] not in hashlib.algorithms_available:
        return ""
    return name


def new_sum(algorithm: str) -> RunningSum:
    """The sum of no bytes yet, by an algorithm as `HashSum.known_algorithm` names it."""
    return (
        _Crc32() if algorithm == _CRC else hashlib.new(_HASHLIB[algorithm], usedforsecurity=False)
    )


def bytes_of(stated: str) -> bytes | None:
    """A sum that is written in hexadecimal or base64; None where it is neither."""
    plain = "".join(stated.split())
    try:
        return bytes.fromhex(plain.lower().removeprefix("0x"))
    except ValueError:
        pass
    try:
        return base64.b64decode(plain, validate=True)
    except (binascii.Error, ValueError):
        return None
