"""What the bytes of a file say: its stream, its tags, its sums."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class AudioStream(Struct, frozen=True, kw_only=True):
    """The sound of a track, as its stream header describes it."""

    container: str
    """What the bytes say: `FLAC`, `WAV`, `AIFF`, `MP3`, `MP4`, `Ogg`."""
    codec: str
    """`FLAC`, `PCM`, `MP3`, `AAC`, `ALAC`, `Vorbis`, `Opus`."""
    is_lossless: bool
    sampling_rate_hz: int
    bits_per_sample: int | None
    """None for codecs without one."""
    channels: int
    duration_seconds: float
    """The length of the stream: frames divided by the sampling rate."""


class TextTag(Struct, frozen=True, kw_only=True):
    """One text that a file carries, under the name its format gives it."""

    name: str
    """Such as `TIT2`, `COMM::eng`, `ISRC`, `©nam`, `RIFF:ICMT`, `bext:Description`."""
    text: str


class Tags(Struct, frozen=True, kw_only=True):
    """The tags of a track's file."""

    title: str = ""
    artist: str = ""
    album: str = ""
    isrc: str = ""
    """As written, hyphens included."""
    texts: tuple[TextTag, ...] = ()
    """Every text tag, in the file's order, those above included."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Which tag `title`, `artist`, `album` and `isrc` were read from."""


class FileDigest(Struct, frozen=True, kw_only=True):
    """The bytes of a file."""

    size_bytes: int
    sha256: str
    """Lower-case hexadecimal."""
    sound: str = ""
    """What new tags leave as it is; empty where it is not known.

    `pcm-md5:` and `Sound.pcm_md5` where the file is lossless and was decoded to its end, else
    `sha256:` and the SHA-256 of the encoded sound.
    """
    sums: Mapping[str, str] = field(default_factory=dict)
    """By the algorithm's DDEX name (`MD5`, `SHA-256`, ...), for those the message states."""
