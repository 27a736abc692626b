"""What a message states about a file, and what of it does not hold once the file is rewritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from precheck.fixed import StaleEntry
from precheck.model import FileReference, HashSum, Message, Place
from precheck.reading.paths import shown

_BLOCK = 2**20
_SIZE = "FileSize"
_ALGORITHMS = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA224": "sha224",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
}
_BY_DIGITS = {40: "SHA1", 56: "SHA224", 64: "SHA256", 96: "SHA384", 128: "SHA512"}
"""Which of the family `SHA` or `SHA2` it is, by the hexadecimal digits of its value."""


class Stated(Struct, frozen=True, kw_only=True):
    """One value that a message states about the bytes of a file."""

    message: str
    line: int
    xpath: str
    name: str
    algorithm: str = ""
    """A key of what `sums_of` gives."""
    text: str


def stated_of(file: FileReference, message: Message | None, root: Path) -> Iterator[Stated]:
    """The sums and the size that the message states for a file."""
    if message is None:
        return
    where = shown(message.file, root)
    if (size := file.marks.get("size_bytes")) is not None:
        yield _stated(where, file.at("size_bytes"), _SIZE, _SIZE, size.text)
    for one in file.hash_sums:
        name = f"HashSum {one.algorithm}".strip()
        yield _stated(where, one.at(), name, _algorithm(one), one.value)


def entries(stated: Iterable[Stated], sums: Mapping[str, str]) -> tuple[StaleEntry, ...]:
    """The entries that must be rewritten, with the new values as far as they are known."""
    return tuple(
        StaleEntry(
            message=one.message,
            line=one.line,
            xpath=one.xpath,
            name=one.name,
            stated=one.text,
            now=sums.get(one.algorithm, ""),
        )
        for one in stated
        if sums.get(one.algorithm, "") != one.text
    )


def sums_of(path: Path, stated: Iterable[Stated]) -> Mapping[str, str]:
    """SHA-256, the stated sums, and the size in kilobytes as ERN has it. Raises `OSError`."""
    names = {one.algorithm for one in stated} & set(_ALGORITHMS)
    made = {name: hashlib.new(_ALGORITHMS[name], usedforsecurity=False) for name in names}
    sha256 = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            for one in (sha256, *made.values()):
                one.update(block)
            size += len(block)
    return {
        **{name: one.hexdigest() for name, one in made.items()},
        "SHA-256": sha256.hexdigest(),
        _SIZE: f"{Decimal(size) / 1000:f}",
    }


def _stated(message: str, place: Place | None, name: str, algorithm: str, text: str) -> Stated:
    return Stated(
        message=message,
        line=(place.line or 0) if place is not None else 0,
        xpath=(place.xpath or "") if place is not None else "",
        name=name,
        algorithm=algorithm,
        text=text,
    )


def _algorithm(stated: HashSum) -> str:
    bare = "".join(c for c in stated.algorithm.upper() if c.isalnum())
    return _BY_DIGITS.get(len(stated.value.strip()), "") if bare in {"SHA", "SHA2"} else bare
