"""The SHA-256 of a track's file, learned already or read, and the file as it was then."""

from __future__ import annotations

import asyncio
from hashlib import file_digest, sha256
from pathlib import Path

from precheck import Facts, FileDigest, Track


class ChangedError(Exception):
    """The file is another than the one that its digest was taken of."""


def content_of(audio: Path, digest: str) -> bytes:
    """The bytes of a file. Raises `OSError`, or `ChangedError` where its SHA-256 is another."""
    content = audio.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise ChangedError
    return content


async def sha256_of(track: Track, facts: Facts) -> str:
    """In lower-case hexadecimal; empty where there is no file. Raises `OSError`."""
    digest = facts.get(FileDigest)
    if digest is not None:
        return digest.sha256
    return await asyncio.to_thread(_read, track.audio) if track.audio is not None else ""


def _read(audio: Path) -> str:
    with audio.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
