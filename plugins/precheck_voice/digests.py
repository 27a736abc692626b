"""The SHA-256 of a track's file: learned already, or read."""

from __future__ import annotations

from hashlib import file_digest

from precheck import Facts, FileDigest, Track


def sha256_of(track: Track, facts: Facts) -> str:
    """In lower-case hexadecimal; empty where there is no file. Raises `OSError`."""
    digest = facts.get(FileDigest)
    if digest is not None:
        return digest.sha256
    if track.audio is None:
        return ""
    with track.audio.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
