"""The sound that a vendor is asked about, and how it travels: never under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from precheck import AudioStream, Facts, FileDigest, Reason, Track, Unavailable
from precheck_voice.digests import content_of
from precheck_voice.multipart import Part, form, plain_suffix

MEDIA_TYPES = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".aif": "audio/aiff",
    ".aiff": "audio/aiff",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}


class Sound(Struct, frozen=True, kw_only=True):
    """One audio file."""

    file: Path
    sha256: str
    """Of the file, in lower-case hexadecimal."""
    digest: str
    """What tells the same sound again: of a lossy file `FileDigest.sound`, else the file's SHA-256.

    Of a lossless file the former is an MD5 of the samples, and two files with one MD5 can be made
    on purpose.
    """
    seconds: float | None = None
    size_bytes: int

    @property
    def suffix(self) -> str:
        """The ending of its format; `.bin` for one that audio files do not have."""
        return plain_suffix(self.file.name)

    @property
    def name(self) -> str:
        """What it is called on the way."""
        return f"audio{self.suffix}"

    @property
    def media_type(self) -> str:
        """As HTTP calls its format."""
        return MEDIA_TYPES.get(self.suffix, "application/octet-stream")

    def content(self) -> bytes:
        """Its bytes. Raises `OSError`, or `ChangedError` where they are others by now."""
        return content_of(self.file, self.sha256)

    def form(self, field: str, fields: Mapping[str, str]) -> tuple[bytes, str]:
        """The file and some texts as `multipart/form-data`: the body and its content type.

        Raises as `content` does.
        """
        texts = [Part(name, text.encode()) for name, text in fields.items()]
        file = Part(field, self.content(), self.media_type, self.name)
        return form((*texts, file), self.sha256)


def sound_of(track: Track, facts: Facts, sha256: str) -> Sound | Unavailable:
    """The track's file, as far as it is known by now. Raises `OSError`."""
    if track.audio is None:
        return Unavailable(Reason.NO_FILE, "there is no audio file to send")
    told, stream = facts.get(FileDigest), facts.get(AudioStream)
    is_lossy = stream is not None and not stream.is_lossless
    same = told.sound if told is not None and is_lossy else ""
    return Sound(
        file=track.audio,
        sha256=sha256,
        digest=same or f"file-sha256:{sha256}",
        seconds=stream.duration_seconds if stream is not None else None,
        size_bytes=track.audio.stat().st_size,
    )
