"""Real files of every format that is read, written byte by byte; tags by mutagen where it can."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from precheck import AudioStream, Inspector, Track, Unavailable
from precheck.testing import a_track, look
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.inspectors import audio_file, audio_stream, tags, track_marks

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

Chunks = Iterable[tuple[bytes, bytes]]


class Maker:
    """Writes files into one folder, each under a name of its own unless one is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def file(self, content: bytes, name: str = "") -> Path:
        path = self.folder / (name or f"file{next(self._numbers)}.bin")
        path.write_bytes(content)
        return path

    def wav(
        self,
        name: str = "a.wav",
        *,
        seconds: float = 1.0,
        rate: int = 44_100,
        bits: int = 16,
        channels: int = 2,
        code: int = 1,
        before: Chunks = (),
        after: Chunks = (),
    ) -> Path:
        return self.file(wav_bytes(seconds, rate, bits, channels, code, before, after), name)

    def flac(
        self,
        name: str = "a.flac",
        *,
        seconds: float = 185.0,
        rate: int = 44_100,
        bits: int = 16,
        channels: int = 2,
        **comments: str,
    ) -> Path:
        path = self.file(flac_bytes(seconds, rate, bits, channels), name)
        if comments:
            from mutagen.flac import FLAC

            audio = FLAC(path)
            for key, value in comments.items():
                audio[key] = value
            audio.save()
        return path

    def aiff(self, name: str = "a.aiff", *, seconds: float = 1.0, before: Chunks = ()) -> Path:
        frames = int(seconds * 44_100)
        rate = struct.pack(">HQ", 16383 + 15, 44_100 << 48)
        comm = struct.pack(">hIh", 2, frames, 16) + rate
        sound = bytes(8 + frames * 4)
        body = b"AIFF" + big(b"COMM", comm)
        body += b"".join(big(*chunk) for chunk in before) + big(b"SSND", sound)
        return self.file(b"FORM" + len(body).to_bytes(4) + body, name)

    def mp3(
        self, name: str = "a.mp3", *, frames: int = 50, head: bytes = b"", tail: bytes = b""
    ) -> Path:
        """MPEG-1 layer 3, 128 kbit/s, 44,100 Hz, stereo: 26 ms a frame."""
        return self.file(head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames + tail, name)

    def mp4(self, name: str = "a.m4a", *, codec: bytes = b"mp4a", more: bytes = b"") -> Path:
        return self.file(mp4_bytes(codec) + more, name)

    def ogg(
        self, name: str = "a.ogg", *, codec: str = "Vorbis", comments: tuple[str, ...] = ()
    ) -> Path:
        return self.file(ogg_bytes(codec, comments), name)


# --- bytes -----------------------------------------------------------------------------------


def little(name: bytes, body: bytes) -> bytes:
    """A chunk of RIFF."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def big(name: bytes, body: bytes) -> bytes:
    """A chunk of IFF."""
    return name + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def atom(name: bytes, *parts: bytes) -> bytes:
    """An atom of MP4."""
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def wav_bytes(  # noqa: PLR0917 - it is what a header says
    seconds: float, rate: int, bits: int, channels: int, code: int, before: Chunks, after: Chunks
) -> bytes:
    block = bits // 8 * channels
    fmt = struct.pack("<HHIIHH", code, channels, rate, rate * block, block, bits)
    if code == 0xFFFE:
        fmt += struct.pack("<HHIH14s", 22, bits, 3, 1, bytes(14))
    body = b"WAVE" + little(b"fmt ", fmt) + b"".join(little(*chunk) for chunk in before)
    body += little(b"data", bytes(round(seconds * rate) * block))
    body += b"".join(little(*chunk) for chunk in after)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def flac_bytes(seconds: float, rate: int = 44_100, bits: int = 16, channels: int = 2) -> bytes:
    """A header without frames: enough for everything but the sound."""
    samples = round(seconds * rate)
    packed = rate << 44 | (channels - 1) << 41 | (bits - 1) << 36 | samples
    information = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8) + bytes(16)
    return b"fLaC" + bytes((0x80,)) + len(information).to_bytes(3) + information + b"\xff\xf8"


def mp4_bytes(codec: bytes) -> bytes:
    """Three seconds of AAC or ALAC, as far as the boxes say."""
    entry = bytes(16) + struct.pack(">HHIHH", 2, 16, 0, 44_100, 0)
    if codec == b"alac":
        cookie = struct.pack(">IBBBBBBHIIII", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)[:4]
        cookie += struct.pack(">IBBBBBBHIII", 4096, 0, 24, 40, 10, 14, 2, 255, 0, 0, 48_000)
        inner = atom(b"alac", cookie)
    else:
        specific = b"\x05\x02\x12\x10"
        config = b"\x04" + bytes((13 + len(specific),)) + b"\x40\x15" + bytes(11) + specific
        descriptor = b"\x03" + bytes((3 + len(config),)) + b"\0\1\0" + config
        inner = atom(b"esds", bytes(4), descriptor)
    stsd = atom(b"stsd", struct.pack(">II", 0, 1), atom(codec, entry, inner))
    hdlr = atom(b"hdlr", bytes(8), b"soun", bytes(13))
    mdhd = atom(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 44_100, 132_300, 0))
    mdia = atom(b"mdia", mdhd, hdlr, atom(b"minf", atom(b"stbl", stsd)))
    mvhd = atom(b"mvhd", bytes(100))
    ftyp = atom(b"ftyp", b"M4A \0\0\0\0M4A mp42")
    return ftyp + atom(b"moov", mvhd, atom(b"trak", mdia)) + atom(b"mdat", bytes(100))


def ogg_bytes(codec: str, comments: tuple[str, ...]) -> bytes:
    """Four seconds, as far as the pages say."""
    texts = [text.encode() for text in comments]
    body = struct.pack("<I", 4) + b"Test" + struct.pack("<I", len(texts))
    body += b"".join(struct.pack("<I", len(text)) + text for text in texts)
    if codec == "Opus":
        first = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, 44_100, 0, 0)
        second, position = b"OpusTags" + body, 4 * 48_000
    elif codec == "FLAC":
        first = b"\x7fFLAC\1\0\0\1fLaC" + flac_bytes(4.0)[4:42]
        second, position = b"\x84" + len(body).to_bytes(3) + body, 4 * 44_100
    else:
        first = b"\x01vorbis" + struct.pack("<IBIiiiB", 0, 2, 44_100, 0, 128_000, 0, 0xB8) + b"\1"
        second, position = b"\x03vorbis" + body + b"\1", 4 * 44_100
    pages = ((2, 0, first), (0, 0, second), (4, position, b"sound"))
    return b"".join(page(*each, number) for number, each in enumerate(pages))


def page(flags: int, position: int, packet: bytes, number: int) -> bytes:
    """One Ogg page with one packet; nobody looks at the check sum."""
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 7, number, 0, len(lacing))
    return head + lacing + packet


def id3(*frames: tuple[str, bytes, int], version: int = 4, flags: int = 0) -> bytes:
    """An ID3v2.3 or 2.4 tag of raw frames: name, content, flags."""
    body = b""
    for name, content, frame_flags in frames:
        size = safe(len(content)) if version == 4 else len(content).to_bytes(4)
        body += name.encode() + size + frame_flags.to_bytes(2) + content
    return b"ID3" + bytes((version, 0, flags)) + safe(len(body)) + body


def safe(number: int) -> bytes:
    """A number in four bytes of seven bits."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


# --- signing ---------------------------------------------------------------------------------

MEDIA_TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "png": "image/png",
    "jpg": "image/jpeg",
}
"""The media type by the ending of a file."""


class Studio:
    """Signs files, with a certificate that nobody but its own root vouches for."""

    def __init__(self, folder: Path) -> None:
        from cryptography.hazmat.primitives import serialization

        self._folder = folder
        root, leaf = (new_key() for _ in range(2))
        self.root = certificate("Test Root", root, root, is_root=True)
        self._chain = certificate("Test Signer", leaf, root, is_root=False) + self.root
        self._key = leaf.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def sign(
        self,
        path: Path,
        *actions: dict[str, Any],
        tool: str = "Plain Editor",
        ingredient: tuple[Path, str] | None = None,
        kept_at: str = "",
    ) -> Path:
        """A signed copy; an ingredient is a file and its relationship.

        Where `kept_at` is given, the copy holds this address in place of its manifest.
        """
        from c2pa import Builder, C2paSignerInfo, Context, Signer

        claim = {
            "claim_generator_info": [{"name": tool}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": list(actions)}}],
        }
        settings = {
            "builder": {"thumbnail": {"enabled": False}},
            "verify": {"verify_after_sign": False},
        }
        signed = io.BytesIO()
        kind = MEDIA_TYPES[path.suffix[1:]]
        with (
            Context.from_dict(settings) as context,
            Builder(json.dumps(claim), context=context) as builder,
            Signer.from_info(C2paSignerInfo(b"es256", self._chain, self._key, None)) as signer,
            path.open("rb") as file,
        ):
            if ingredient is not None:
                with ingredient[0].open("rb") as part:
                    about = {"title": "part", "relationship": ingredient[1]}
                    builder.add_ingredient(json.dumps(about), kind, part)
            if kept_at:
                builder.set_no_embed()
                builder.set_remote_url(kept_at)
            builder.sign(signer, kind, file, signed)
        made = self._folder / f"signed-{len(actions)}-{path.name}"
        made.write_bytes(signed.getvalue())
        return made


def certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: ec.EllipticCurvePrivateKey, *, is_root: bool
) -> bytes:
    """A certificate in PEM that holds for a month."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import ExtendedKeyUsageOID

    begins = datetime.now(UTC) - timedelta(days=1)
    usage = {"key_cert_sign": is_root, "crl_sign": is_root, "digital_signature": not is_root}
    unused = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage |= dict.fromkeys((*unused, "encipher_only", "decipher_only"), False)
    known_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("Test Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(known_by, critical=False)
    )
    if not is_root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(issuer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def new_key() -> ec.EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def named(name: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Paper Harbour"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


# --- fixtures --------------------------------------------------------------------------------


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Writes files."""
    return Maker(tmp_path)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """Signs files; the test is left out where the library is not installed."""
    pytest.importorskip("c2pa")
    folder = tmp_path / "signed"
    folder.mkdir()
    return Studio(folder)


class Learned:
    """Everything the plugin learns of one file."""

    def __init__(self, track: Track) -> None:
        facts: list[Any] = []
        inspectors: tuple[Inspector[Any, Any], ...] = (audio_file, audio_stream, tags, track_marks)
        for each in inspectors:
            needed = {type(fact): fact for fact in facts if not isinstance(fact, tuple)}
            if all(need in needed for need in each.needs):
                fact = look(each, track, *facts)
                facts.append((each.gives, fact) if isinstance(fact, Unavailable) else fact)
        self.track = track
        self.facts = facts
        self.file = self._of(AudioFile)

    def _of(self, kind: type) -> Any:
        for fact in self.facts:
            if isinstance(fact, kind):
                return fact
            if isinstance(fact, tuple) and fact[0] is kind:
                return fact[1]
        return None

    @property
    def stream(self) -> Any:
        return self._of(AudioStream)

    @property
    def tags(self) -> Any:
        return self._of(tags.gives)

    @property
    def marks(self) -> Any:
        return self._of(track_marks.gives)


@pytest.fixture
def learn() -> Callable[[Path], Learned]:
    """Learns everything of one file."""

    def learn_of(path: Path) -> Learned:
        return Learned(a_track(audio=path))

    return learn_of
