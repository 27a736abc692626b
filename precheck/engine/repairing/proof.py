"""The proof that two files hold the same sound: byte for byte as it is encoded, and decoded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from precheck.engine.repairing.pieces import blocks
from precheck.fixed import Proof
from precheck.inspectors import Apart
from precheck.repairs import Stretch

DECODING_SECONDS = 900.0
"""The longest that one file may take to decode; an hour of FLAC takes some ten."""
_DEMUXERS = {"MP4": "mov"}
"""Those that are not called like their container."""
NO_DECODER = 'there is no decoder: pip install "precheck-music[sound]"'


class Unproven(Exception):  # noqa: N818 - it says what the sound is
    """The sound of the new file is another, or nothing shows that it is not."""


class Side(Struct, frozen=True):
    """One of the two files."""

    path: Path
    container: str = ""
    """As `AudioStream` names it; empty where it is not known, and then nothing is decoded."""
    sound: Stretch | None = None
    """Where the encoded sound lies; None where that is not known."""


class Decoded(Struct, frozen=True, kw_only=True):
    """What a decoder made of a file."""

    form: str
    """Such as `s16, 44100 Hz, 2 channels`."""
    samples: int
    """Per channel."""
    sha256: str
    """Of all samples, one channel's plane after the other where they come in planes."""


def can_decode() -> bool:
    """Whether PyAV is installed."""
    return find_spec("av") is not None


class Prover:
    """Proves that a new file holds the sound of an old one."""

    def __init__(self, apart: Apart, has_decoder: Callable[[], bool] = can_decode) -> None:
        """Decode in processes that can be lost, where there is a decoder."""
        self._apart = apart
        self._has_decoder = has_decoder()

    def prove(self, old: Side, new: Side) -> Proof:
        """Compare the encoded sound, where it is known where it lies, and the decoded.

        Raises `Unproven`, and `OSError` and `EOFError` for files that cannot be read.
        """
        proof = _of_bytes(old, new)
        is_same = bool(proof.sound_sha256)
        if not self._has_decoder:
            if not is_same:
                raise Unproven(f"whether the sound is the same cannot be proven: {NO_DECODER}")
            return replace(proof, not_decoded=NO_DECODER)
        after = self._decoded(new)
        if isinstance(after, str):
            raise Unproven(f"the sound cannot be decoded: {after}")
        before = self._decoded(old)
        if isinstance(before, str):
            if not is_same:
                raise Unproven(f"the sound cannot be decoded: {before}")
            return replace(proof, not_decoded=f"as it was, the file does not decode: {before}")
        if before != after:
            raise Unproven(f"the decoded sound is not the same: {_told(before)}, {_told(after)}")
        return replace(proof, samples=after.samples, samples_sha256=after.sha256)

    def _decoded(self, side: Side) -> Decoded | str:
        try:
            return self._apart(decoded, side.path, side.container, seconds=DECODING_SECONDS)
        except Exception as error:  # noqa: BLE001 - decoders raise anything
            said = getattr(error, "strerror", "") or str(error)  # without the path on this machine
            return " ".join(said.split())[:200] or type(error).__name__


def decoded(path: Path, container: str) -> Decoded:
    """Decode the first stream of sound, to the end. Raises what the decoder does.

    The demuxer is that of the container, and gets no name of a file: else the content could choose
    one that opens other files and addresses.
    """
    import av

    sums: list[hashlib._Hash] = []
    samples, form = 0, ""
    demuxer = _DEMUXERS.get(container, container.lower())
    if not demuxer:
        raise ValueError("its format is not known")
    with (
        path.open("rb") as file,
        av.open(file, "r", format=demuxer, metadata_errors="ignore") as opened,
    ):
        for frame in opened.decode(audio=0):
            channels, bits = frame.layout.nb_channels, frame.format.bytes
            here = f"{frame.format.name}, {frame.sample_rate} Hz, {channels} channels"
            if form and here != form:
                raise ValueError(f"the form of the samples changes from {form} to {here}")
            form = here
            per_plane = frame.samples * bits * (1 if frame.format.is_planar else channels)
            sums = sums or [hashlib.sha256() for _ in frame.planes]
            for one, plane in zip(sums, frame.planes, strict=True):
                one.update(memoryview(plane)[:per_plane])
            samples += frame.samples
    if not samples:
        raise ValueError("nothing in it could be decoded")
    sha256 = sums[0].hexdigest() if len(sums) == 1 else _of_all(sums)
    return Decoded(form=form, samples=samples, sha256=sha256)


def stretch_sha256(path: Path, stretch: Stretch) -> str:
    """The SHA-256 of a stretch of a file, read from the disk."""
    made = hashlib.sha256()
    with path.open("rb") as file:
        for block in blocks(file, stretch):
            made.update(block)
    return made.hexdigest()


def _of_bytes(old: Side, new: Side) -> Proof:
    if old.sound is None:
        return Proof()
    if new.sound is None:
        raise Unproven("the encoded sound is not one stretch of the new file")
    before, after = (
        stretch_sha256(old.path, old.sound),
        stretch_sha256(new.path, new.sound),
    )
    if before != after:
        raise Unproven("the encoded sound is not the same")
    return Proof(sound_bytes=old.sound.size_bytes, sound_sha256=after)


def _of_all(sums: list[hashlib._Hash]) -> str:
    return hashlib.sha256(b"".join(one.digest() for one in sums)).hexdigest()


def _told(one: Decoded) -> str:
    return f"{one.samples:,} samples of {one.form or 'nothing'}"
