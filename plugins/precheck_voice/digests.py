"""The SHA-256 of a track's file: learned already, or read."""

from __future__ import annotations

import asyncio
from hashlib import file_digest
from pathlib import Path

from precheck import Facts, FileDigest, Track


async def sha256_of(track: Track, facts: Facts) -> str:
    """In lower-case hexadecimal; empty where there is no file. Raises `OSError`."""
    digest = facts.get(FileDigest)
    if digest is not None:
        return digest.sha256
    return await asyncio.to_thread(_read, track.audio) if track.audio is not None else ""


def _read(audio: Path) -> str:
    with audio.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
