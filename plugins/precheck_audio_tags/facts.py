"""The facts that only this plugin speaks of: what came of opening files, and all their sums."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from precheck import (
    AudioStream,
    FileDigest,
    Fingerprint,
    Mark,
    Picture,
    PictureHash,
    Sound,
    SoundPicture,
    SpeedPrint,
    TextTag,
)


class Presence(StrEnum):
    """Whether a track's file could be opened."""

    READ = "read"
    NONE_NAMED = "none-named"
    REMOTE = "remote"
    OUTSIDE = "outside"
    MISSING = "missing"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Part(StrEnum):
    """Which part of a file something is about."""

    FILE = "file"
    STREAM = "stream"
    TAGS = "tags"


class Trouble(Struct, frozen=True, kw_only=True):
    """Why a part of a file could not be read."""

    part: Part
    error: str
    """The class of what a parser raised, such as `HeaderNotFoundError`; empty where we refuse."""
    detail: str
    """One line, at most 200 characters."""


class WavLayout(Struct, frozen=True, kw_only=True):
    """How a WAVE file is put together."""

    format_code: int
    """`wFormatTag`: 1 is plain PCM, 3 float, 65534 (0xFFFE) extensible."""
    after_samples: tuple[str, ...] = ()
    """The ids of the chunks behind `data`, in the file's order."""
    rest_bytes: int = 0
    """How much stands behind the samples, or those chunks, that is no chunk."""


class AudioFile(Struct, frozen=True, kw_only=True):
    """What came of opening a track's file. It is known for every track that is not a film."""

    presence: Presence
    uri: str = ""
    """The file as the message names it."""
    detail: str = ""
    """Why it is not `READ`, in words."""
    container: str = ""
    """What the bytes say: a name of `Container`, or of a format that is not read."""
    stream: AudioStream | None = None
    is_length_unknown: bool = False
    """Whether the header is sound but leaves the length open; `stream` then says 0 seconds."""
    texts: tuple[TextTag, ...] = ()
    marks: tuple[Mark, ...] = ()
    """Signs of origin in parts that are not text: objects, XMP packets, C2PA manifests."""
    labels: tuple[TextTag, ...] = ()
    """The AIGC labels in such parts, as written."""
    troubles: tuple[Trouble, ...] = ()
    contradictions: tuple[str, ...] = ()
    """What the headers say that is not so, in words; the file could be read all the same."""
    wav: WavLayout | None = None
    sound_span: tuple[int, int] | None = None
    """From which byte to which the encoded sound lies, tags and headers left out."""
    pcm_md5: str = ""
    """Of the samples, as a FLAC file states it; lower-case hexadecimal, empty where it does not."""
    id3_before_flac_bytes: int = 0
    """The length of an ID3v2 block in front of a FLAC stream."""
    tags_behind_flac_bytes: int = 0
    """The length of the ID3v1 and APE tags behind a FLAC stream."""
    has_cover: bool = False
    """Whether the tags hold a picture that is, or may be, the front cover."""


class Decoding(Struct, frozen=True, kw_only=True):
    """What came of decoding a track's file to its end."""

    trouble: str = ""
    """Why there is no sound, or not all of it; empty where decoding reached the end."""
    is_harmful: bool = False
    """Whether the process that decoded it was lost."""
    packets: int = 0
    bad_packets: int = 0
    """Those that could not be decoded, and whatever else the decoder complained of."""
    bad: tuple[str, ...] = ()
    """The first 20 of them, in words."""
    has_rest: bool = False
    """Whether something stands behind the last frame of a FLAC stream, or in its place."""
    bad_samples: int = 0
    """Those that are no numbers, infinite, or more than 80 dB above full scale, in all channels."""
    has_chromaprint: bool = False
    """Whether the library was there that makes fingerprints."""
    sound: Sound | None = None
    picture: SoundPicture | None = None
    fingerprint: Fingerprint | None = None
    at_speeds: tuple[SpeedPrint, ...] = ()
    """What it is like at other speeds, where that was wanted."""
    digest: FileDigest | None = None
    """Of the file, which was read on the way."""


class FileSum(Struct, frozen=True, kw_only=True):
    """The bytes of one of the files that a message names for a resource."""

    uri: str
    digest: FileDigest


class FileSums(Struct, frozen=True, kw_only=True):
    """The bytes of every file of a track or picture that is there, previews included."""

    files: tuple[FileSum, ...]

    def of(self, uri: str) -> FileDigest | None:
        """The digest of the file with this name in the message."""
        return next((file.digest for file in self.files if file.uri == uri), None)


class OtherSums(Struct, frozen=True, kw_only=True):
    """The bytes of the files of texts and other resources, by the resource's reference."""

    sums: dict[str, FileSums]


class PictureFile(Struct, frozen=True, kw_only=True):
    """What came of looking through a picture's file."""

    marks: tuple[Mark, ...] = ()
    """Signs of origin; a C2PA manifest among them is seen, not verified."""
    labels: tuple[TextTag, ...] = ()
    """The AIGC labels in its texts and XMP packets, as written."""


class PictureDecoding(Struct, frozen=True, kw_only=True):
    """What came of decoding a picture to its end."""

    trouble: str = ""
    """Why there is no picture, in words; empty where it was decoded."""
    is_harmful: bool = False
    """Whether the process that decoded it was lost."""
    is_empty: bool = False
    """Whether the file has no content at all."""
    size_bytes: int = 0
    picture: Picture | None = None
    hash: PictureHash | None = None
    """None as well for a picture that is too plain to be told from another."""


class EmbeddedCover(Struct, frozen=True, kw_only=True):
    """The front cover in the tags of a track's file."""

    hash: PictureHash
    picture: Picture
    size_bytes: int


class ManifestState(StrEnum):
    """What the C2PA library makes of a file."""

    ABSENT = "absent"
    TRUSTED = "trusted"
    """Valid, and the signer's certificate leads to the trust list of the settings."""
    UNTRUSTED = "untrusted"
    """Valid, and nobody vouches for the signer, or the certificate has run out since."""
    INVALID = "invalid"
    """The file is not what was signed, or the manifest is broken."""


class C2paManifest(Struct, frozen=True, kw_only=True):
    """The C2PA manifest of a track's or picture's file, verified."""

    state: ManifestState = ManifestState.ABSENT
    codes: tuple[str, ...] = ()
    """Why it is invalid: codes such as `assertion.dataHash.mismatch`, or the error's kind."""
    detail: str = ""
    """What the library says where it cannot read the manifest, on one line."""
    source_types: tuple[str, ...] = ()
    """IPTC digital source types, the last word of their codes, such as `trainedAlgorithmicMedia`.

    Those of what was opened count as well; of a part that was put in, AI makes the whole composite.
    """
    tools: tuple[str, ...] = ()
    """The programs that took part, as they name themselves; whoever did something comes first."""
    signer: str = ""
    """The organisation, else the name, in the signer's certificate."""
    created: datetime | None = None
    """When the content was made, as the manifest says."""
    signed: datetime | None = None
    """When it was signed, where a time-stamping service says so."""


class OriginalFile(Struct, frozen=True, kw_only=True):
    """The file as the artist sent it in, where `delivery.toml` names one."""

    name: str
    """As `delivery.toml` has it."""
    marks: tuple[Mark, ...] = ()
    """Every sign of origin in it."""
