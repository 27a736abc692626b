"""What a message states about a file, and what of it does not hold once the file is rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from precheck.fixed import StaleEntry
from precheck.model import FileReference, Message, Place, new_sum
from precheck.reading.paths import shown

_BLOCK = 2**20
_SIZE = "FileSize"
_SHA_256 = "SHA-256"


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
        yield _stated(where, one.at(), name, one.known_algorithm, one.value)


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
    names = {one.algorithm for one in stated} - {"", _SIZE}
    made = {name: new_sum(name) for name in (_SHA_256, *names)}
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            for one in made.values():
                one.update(block)
            size += len(block)
    sums = {name: one.hexdigest() for name, one in made.items()}
    return {**sums, _SIZE: f"{Decimal(size) / 1000:f}"}


def _stated(message: str, place: Place | None, name: str, algorithm: str, text: str) -> Stated:
    return Stated(
        message=message,
        line=(place.line or 0) if place is not None else 0,
        xpath=(place.xpath or "") if place is not None else "",
        name=name,
        algorithm=algorithm,
        text=text,
    )
