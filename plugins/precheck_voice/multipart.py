"""`multipart/form-data` with one audio file, which travels without its own name (RFC 7578)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

SUFFIXES = frozenset({".wav", ".flac", ".aif", ".aiff", ".mp3", ".m4a", ".mp4", ".ogg", ".opus"})
"""The endings that audio files of a delivery have."""


class Part(Struct, frozen=True):
    """One part of a form."""

    name: str
    content: bytes
    media_type: str = ""
    """Empty for plain text."""
    file_name: str = ""
    """Empty for what is no file."""

    @property
    def head(self) -> str:
        """What stands before the content."""
        file = f'; filename="{self.file_name}"' if self.file_name else ""
        kind = f"Content-Type: {self.media_type}\r\n" if self.media_type else ""
        return f'Content-Disposition: form-data; name="{self.name}"{file}\r\n{kind}\r\n'


def plain_suffix(name: str) -> str:
    """The ending of an audio file's format; `.bin` for one that audio files do not have."""
    suffix = f".{name.rpartition('.')[2].lower()}"
    return suffix if suffix in SUFFIXES else ".bin"


def form(parts: Iterable[Part], file_sha256: str) -> tuple[bytes, str]:
    """The body and its content type, for parts of which one is the file with this SHA-256."""
    # No file can hold its own digest, so the boundary never occurs in the sound.
    boundary = f"precheck-{file_sha256}"
    pieces = [piece for part in parts for piece in _written(part, boundary)]
    body = b"".join((*pieces, f"--{boundary}--\r\n".encode()))
    return body, f"multipart/form-data; boundary={boundary}"


def _written(part: Part, boundary: str) -> tuple[bytes, bytes, bytes]:
    return f"--{boundary}\r\n{part.head}".encode(), part.content, b"\r\n"
