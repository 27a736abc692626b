"""Voiceprints of protected artists, as a vendor made them before. They are biometric data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from precheck import Reason, Unavailable
from precheck_voice.identity import one_id
from precheck_voice.strict import decode

MAX_BYTES = 16 << 20


def voiceprints_of(
    file: Path, artists: Iterable[str], shown: str
) -> Mapping[str, str] | Unavailable:
    """Of these artists, by the id as it is asked for; `shown` is what messages call the file."""
    try:
        if file.stat().st_size > MAX_BYTES:
            return _wrong(f"{shown} is larger than {MAX_BYTES:,} bytes")
        every = decode(file.read_bytes(), dict[str, str])
    except OSError as error:
        return _wrong(f"{shown} cannot be read: {error.strerror}")
    except ValueError as error:
        return _wrong(f"{shown} is not a JSON object of ids and voiceprints: {error}")
    by_id = {one_id(artist): voiceprint for artist, voiceprint in every.items()}
    found = {artist: by_id[one_id(artist)] for artist in artists if one_id(artist) in by_id}
    return found or _wrong(f"{shown} has no voiceprint of a protected artist")


def digest_of(voiceprints: Mapping[str, str]) -> str:
    """A digest of them, which does not give them away."""
    return sha256(msgspec.json.encode(sorted(voiceprints.items()))).hexdigest()


def _wrong(detail: str) -> Unavailable:
    remedy = "Have the vendor make voiceprints, and name their file in voiceprints."
    return Unavailable(Reason.SERVICE, f"not sent: {detail}", remedy)
