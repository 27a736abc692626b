"""COMPARISON: what the message and the file say of a track, side by side; rules do the judging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from precheck.model import FileReference, Release, Track
from precheck.portrait import Agreement, Compared
from precheck.report import Notice
from precheck.shared_facts import AudioStream, Tags

Tells = Callable[[Notice], bool]
"""Whether a notice is about one of the compared things."""


def compared(
    track: Track,
    release: Release,
    stream: AudioStream | None,
    tags: Tags | None,
    notices: Iterable[Notice],
) -> tuple[Compared, ...]:
    """Everything that both may state. What differs is what the notices' evidence says."""
    return tuple(_rows(track, release, stream, tags or Tags(), tuple(notices)))


def _rows(
    track: Track,
    release: Release,
    stream: AudioStream | None,
    tags: Tags,
    notices: tuple[Notice, ...],
) -> Iterator[Compared]:
    album = release.title if release.message is not None else ""
    for name, field, message, file in (
        ("title", "title", _titled(track), tags.title),
        ("artist", "artist", track.display_artist_name, tags.artist),
        ("album", "album", album, tags.album),
        ("ISRC", "isrc", track.isrc, tags.isrc),
    ):
        tag = tags.names.get(field, "")
        yield _row(name, message, file, notices, _of_text(tag, file), tag)
    length = _length(track.duration_seconds)
    measured = _length(stream.duration_seconds if stream is not None else None)
    yield _row("length", length, measured, notices, _of_length)
    named = next((f for f in track.files if f.path is not None and f.path == track.audio), None)
    yield _row("format", _stated(named), _found(stream), notices, _of_format)


def _row(  # noqa: PLR0913, PLR0917 - the parts of one value
    name: str, message: str, file: str, notices: Iterable[Notice], tells: Tells, tag: str = ""
) -> Compared:
    rules = tuple(dict.fromkeys(notice.rule for notice in notices if tells(notice)))
    if rules:
        agreement = Agreement.DIFFERS
    elif not message or not file:
        agreement = Agreement.ONE_SIDED
    else:
        agreement = Agreement.SAME if message == file else Agreement.UNREMARKED
    return Compared(
        name=name, message=message, file=file, tag=tag, agreement=agreement, rules=rules
    )


def _of_text(tag: str, text: str) -> Tells:
    """A notice whose evidence sets this tag against the message."""

    def tells(notice: Notice) -> bool:
        seen = notice.evidence
        is_pair = "message" in seen and isinstance(seen.get("file"), str)
        return is_pair and bool(tag) and (seen.get("tag"), seen["file"]) == (tag, text)

    return tells


def _of_length(notice: Notice) -> bool:
    return {"message_seconds", "file_seconds"} <= set(notice.evidence)


def _of_format(notice: Notice) -> bool:
    pairs = (value for value in notice.evidence.values() if isinstance(value, Mapping))
    return any({"message", "file"} <= set(pair) for pair in pairs)


def _titled(track: Track) -> str:
    return f"{track.title} ({track.version})" if track.version else track.title


def _length(seconds: float | None) -> str:
    return f"{seconds:.3f} s" if seconds is not None else ""


def _stated(file: FileReference | None) -> str:
    """What the message says of the file's format."""
    if file is None:
        return ""
    said = file.technical
    return _format(
        said.codec or said.container, said.sampling_rate_hz, said.bits_per_sample, said.channels
    )


def _found(stream: AudioStream | None) -> str:
    if stream is None:
        return ""
    bits = stream.bits_per_sample or 0
    return _format(stream.codec, stream.sampling_rate_hz, bits, stream.channels)


def _format(codec: str, rate: int, bits: int, channels: int) -> str:
    parts = (
        codec,
        f"{rate / 1000:g} kHz" if rate else "",
        f"{bits} bit" if bits else "",
        f"{channels} ch" if channels else "",
    )
    return ", ".join(part for part in parts if part)
