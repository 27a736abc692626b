"""The sums of a file, in one pass over its bytes, for the algorithms that a message states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from precheck import FileDigest, HashSum, RunningSum, new_sum

BLOCK = 2**20
"""Bytes that are read at once."""


def algorithms_of(stated: Iterable[HashSum]) -> tuple[str, ...]:
    """The known algorithms of some sums, each once."""
    return tuple(sorted({one.known_algorithm for one in stated} - {""}))


class Digest:
    """The sums of a file whose bytes come in order, block by block."""

    def __init__(
        self, algorithms: Iterable[str] = (), sound: tuple[int, int] | None = None
    ) -> None:
        """Sum up by these algorithms, as `algorithms_of` names them, and by SHA-256.

        `sound` is the span of bytes that gets a SHA-256 of its own, where the file has any.
        """
        self._sums: dict[str, RunningSum] = {name: new_sum(name) for name in algorithms}
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
