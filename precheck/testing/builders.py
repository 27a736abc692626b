"""Builders: subjects with honest defaults, so that a test names only what matters to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from precheck.model import (
    Batch,
    Contributor,
    FileReference,
    Identifier,
    Image,
    Message,
    Party,
    Release,
    Role,
    Scheme,
    Source,
    Title,
    Track,
)


def a_party(name: str = "Ada Example", **values: Any) -> Party:  # noqa: ANN401
    """A party with a name."""
    return Party(name=name, names=(name,), **values)


def a_contributor(
    *roles: str, name: str = "Ada Example", special: str = "", ai_contribution: str = ""
) -> Contributor:
    """A contributor with these roles; `special="GenerativeAI"` takes the place of the party."""
    return Contributor(
        party=Party() if special else a_party(name),
        special=special,
        roles=tuple(Role(value=role) for role in roles),
        ai_contribution=ai_contribution,
    )


def a_track(  # noqa: PLR0913 - a builder names what a test may care about
    reference: str = "A1",
    *,
    title: str = "Slow Tide",
    version: str = "",
    isrc: str = "QZPRE2600001",
    artist: str = "Ada Example",
    duration_seconds: float | None = 185.0,
    audio: Path | None = None,
    **values: Any,  # noqa: ANN401
) -> Track:
    """A sound recording with nothing wrong."""
    files = (FileReference(uri=audio.name, path=audio),) if audio is not None else ()
    defaults: dict[str, Any] = {
        "release": "release.xml",
        "kind": "SoundRecording",
        "type": "MusicalWorkSoundRecording",
        "titles": (Title(text=title, subtitle=version, kind="DisplayTitle"),) if title else (),
        "identifiers": (Identifier(scheme=Scheme.ISRC, value=isrc),) if isrc else (),
        "contributors": (a_contributor("LeadVocalist", name=artist),),
        "files": files,
        "track_number": 1,
    }
    return Track(
        reference=reference,
        isrc=isrc,
        display_artist_name=artist,
        duration_seconds=duration_seconds,
        **{**defaults, **values},
    )


def an_image(reference: str = "A9", *, file: Path | None = None, **values: Any) -> Image:  # noqa: ANN401
    """A front cover with nothing wrong."""
    files = (FileReference(uri=file.name, path=file),) if file is not None else ()
    defaults: dict[str, Any] = {
        "release": "release.xml",
        "kind": "Image",
        "type": "FrontCoverImage",
        "files": files,
    }
    return Image(reference=reference, **{**defaults, **values})


def a_message(version: str = "4.3.2", **values: Any) -> Message:  # noqa: ANN401
    """The header of a message of this version."""
    digits = version.replace(".", "")
    defaults: dict[str, Any] = {
        "file": Path("release.xml"),
        "namespace": f"http://ddex.net/xml/ern/{digits}",
        "message_id": "M1",
        "sender": a_party(
            "Example Distribution",
            identifiers=(Identifier(scheme=Scheme.DPID, value="PADPIDA2026010101P"),),
        ),
    }
    return Message(version=version, **{**defaults, **values})


def a_release(
    *tracks: Track,
    title: str = "Slow Tide",
    artist: str = "Ada Example",
    icpn: str = "0036000291452",
    message: Message | None = None,
    **values: Any,  # noqa: ANN401
) -> Release:
    """A release with a 4.3.2 message and one track, unless tracks are given."""
    defaults: dict[str, Any] = {
        "id": "release.xml",
        "root": Path(),
        "account": "example-account",
        "identifiers": (Identifier(scheme=Scheme.ICPN, value=icpn),),
        "titles": (Title(text=title, kind="DisplayTitle"),),
        "types": ("Single",),
        "tracks": tracks or (a_track(),),
        "message": message or a_message(),
    }
    return Release(display_artist_name=artist, **{**defaults, **values})


def a_batch(*ids: str) -> Batch:
    """A batch of releases with these ids."""
    sources = tuple(Source(id=name, folder=Path()) for name in ids or ("release.xml",))
    return Batch(root=Path("batch"), sources=sources)
