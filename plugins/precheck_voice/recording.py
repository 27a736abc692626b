"""Recording what voice services answered, in the form in which answers lie in a release folder."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import msgspec

from precheck import Reason, Release, Track, Unavailable
from precheck_voice.identity import one_isrc
from precheck_voice.strict import decode
from precheck_voice.wire import SCHEMA, About, Wrapped

LONGEST_NAME = 100


def record(
    folder: str, answer: bytes | Wrapped, track: Track, release: Release
) -> Unavailable | None:
    """Write an answer about a track into a folder; why it could not be written, if so.

    An empty folder records nothing. Each release has a folder in it, named by `folder_of`: what is
    in that can be put into the release's `voice` folder. A vendor's answer is handed over
    `Wrapped`, any other as `noted` gives it. There may be no key in it.
    """
    if not folder:
        return None
    about = about_of(track, release)
    stem = safe(about.isrc or about.reference)
    name = f"{stem}.json"
    if isinstance(answer, Wrapped):
        name = f"{stem}.{answer.vendor}.json"
        answer = msgspec.json.encode(msgspec.structs.replace(answer, track=about))
    try:
        place = Path(folder, folder_of(release))
        place.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place, prefix=".", suffix=".part", delete=False) as file:
            file.write(_indented(answer))
        Path(file.name).replace(place / name)
    except OSError as error:
        return Unavailable(
            Reason.UNREADABLE,
            f"the answer cannot be recorded as {name}: {error.strerror or 'unknown reason'}",
            "Name a folder that can be written to.",
        )
    return None


def noted(body: bytes, track: Track, release: Release, asked: frozenset[str]) -> bytes:
    """A `voice-compare/1` answer, with the track it is about and the ids that were asked for.

    One that is not of this form at all is kept as a text: it was no answer, and is none again.
    """
    try:
        said = decode(body, dict[str, Any])
    except ValueError:
        said = {}
    if said.get("schema") != SCHEMA:
        said = {"schema": SCHEMA, "received": body.decode("utf-8", "replace")}
    about = msgspec.to_builtins(about_of(track, release))
    return json.dumps({**said, "track": about, "asked": sorted(asked)}, ensure_ascii=True).encode()


def about_of(track: Track, release: Release) -> About:
    """Which track it is: by its ISRC where that is its own in the release, else its reference."""
    isrc = one_isrc(track.isrc)
    is_own = [one_isrc(other.isrc) for other in release.tracks].count(isrc) <= 1
    return About(isrc=isrc) if isrc and is_own else About(reference=track.reference)


def folder_of(release: Release) -> str:
    """The name of a release's folder among recorded ones."""
    return safe(release.id.removesuffix(".xml"))


def safe(name: str) -> str:
    """A name that is a file's name anywhere; other for every other name.

    >>> safe("9520000000011")
    '9520000000011'
    """
    plain = re.sub(r"[^\w.-]+", "_", name, flags=re.ASCII).lstrip(".")[:LONGEST_NAME]
    if plain and plain == name:
        return plain
    return f"{plain or 'unnamed'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _indented(body: bytes) -> bytes:
    """The answer for people to read, where it can be."""
    try:
        return msgspec.json.format(body, indent=2) + b"\n"
    except msgspec.MsgspecError:
        return body
