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
    system's cache.
    """

    def __init__(self, path: Path, digest: Digest) -> None:
        """Open the file. Raises `OSError`."""
        self.name = path.name
        self._digest = digest
        self._file = path.open("rb", buffering=0)
        self._size = os.fstat(self._file.fileno()).st_size

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
        """The next bytes."""
        position = self._file.tell()
        data = self._file.read(size)
        ahead = self._digest.size - position
        if 0 <= ahead < len(data):
            self._digest.add(data[ahead:] if ahead else data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go elsewhere."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._file.tell()

    def finish(self) -> FileDigest:
        """The sums of the whole file; what nobody has read is read now."""
        self._file.seek(self._digest.size)
        while block := self._file.read(BLOCK):
            self._digest.add(block)
        return self._digest.finish()
