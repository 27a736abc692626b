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
_BYTES: Mapping[str, int] = MappingProxyType(
    {
        "CRC32": 4,
        "MD2": 16,
        "MD4": 16,
        "MD5": 16,
        "MDC2": 16,
        "RMD160": 20,
        "SHA-1": 20,
        "SHA-224": 28,
        "SHA-256": 32,
        "SHA-384": 48,
        "SHA-512": 64,
        "SHA3-224": 28,
        "SHA3-256": 32,
        "SHA3-384": 48,
        "SHA3-512": 64,
    }
)
"""How long a sum is; also of what is not computed here."""
_SHA_2 = ("SHA-224", "SHA-256", "SHA-384", "SHA-512")
_FAMILIES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        family: {_BYTES[name]: name for name in names}
        for family, names in (
            ("SHA", ("SHA-1", *_SHA_2)),
            ("SHA2", _SHA_2),
            ("SHA3", ("SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512")),
        )
    }
)
"""Families whose member only the number of bytes tells."""


def _bare(name: str) -> str:
    return "".join(char for char in name.upper() if char.isalnum())


_NAMES: Mapping[str, str] = MappingProxyType(
    {**{_bare(name): name for name in _BYTES}, "RIPEMD160": "RMD160"}
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
    is_here = name == _CRC or _HASHLIB.get(name) in hashlib.algorithms_available
    return name if is_here else ""


def lengths_of(named: str) -> tuple[int, ...]:
    """How many bytes a sum by an algorithm may have; none where the algorithm is not known."""
    bare = _bare(named)
    if bare in _FAMILIES:
        return tuple(_FAMILIES[bare])
    return (_BYTES[_NAMES[bare]],) if bare in _NAMES else ()


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
