"""A file that is read once: what the decoder reads is summed up on the way."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from precheck import FileDigest
from precheck_audio_tags.digest import BLOCK, Digest


class Source:
    """An open file with the face that PyAV reads. Every byte is summed up once, in order.

    A decoder that jumps ahead leaves a gap, which is read later; one that jumps back reads from the
    system's cache. What lies behind the end that it is shown is summed up all the same.
    """

    def __init__(self, path: Path, digest: Digest, end: int | None = None) -> None:
        """Open the file, which seems to end at byte `end`. Raises `OSError`."""
        self.name = path.name
        self._digest = digest
        self._file = path.open("rb", buffering=0)
        self._size = os.fstat(self._file.fileno()).st_size
        self._end = self._size if end is None else min(end, self._size)
        self._position = 0
        """Kept here: the system refuses to go where a file may send us."""

    def __enter__(self) -> Self:
        """Nothing more: it is open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most up to the end."""
        left = max(self._end - self._position, 0)
        data = self._at(self._position, left if size < 0 else min(size, left))
        ahead = self._digest.size - self._position
        if 0 <= ahead < len(data):
            self._digest.add(data[ahead:] if ahead else data)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go elsewhere, at least to the beginning."""
        starts = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._end}
        self._position = max(starts[whence] + offset, 0)
        return self._position

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def finish(self) -> FileDigest:
        """The sums of the whole file; what nobody has read is read now."""
        while block := self._at(self._digest.size, BLOCK):
            self._digest.add(block)
        return self._digest.finish()

    def _at(self, position: int, size: int) -> bytes:
        if not size or position >= self._size:
            return b""
        self._file.seek(position)
        return self._file.read(size)
