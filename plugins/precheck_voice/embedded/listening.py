"""From a file to what the network hears: one channel at 16 kHz. Runs in a process apart.

The bytes come from whoever delivers, so that a decoder may crash on them, or go on for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from precheck_voice.embedded.bands import RATE

MOST_SECONDS = 3600
"""No longer sound is heard: an hour has 115 MB as it is handed over."""
MOST_LOST = 0.02
"""The share of packets or seconds that may be lost; with more, the voice may have been there."""
FULL_SCALE = 32_767
_ID3_HEAD = 10


class Sound(Struct, frozen=True, kw_only=True):
    """A sound in one channel, or why there is none."""

    samples: NDArray[np.int16] | None = None
    """At 16 kHz."""
    trouble: str = ""
    """Why it cannot be heard; empty where it can."""


def heard(content: bytes) -> Sound:
    """Decode a whole file. Nothing that it holds makes this raise."""
    import av

    av.logging.set_level(None)
    demuxer = container_of(content)
    if not demuxer:
        return Sound(trouble="it is no FLAC, WAV, AIFF, MP3, MP4 or Ogg file")
    try:
        with av.open(BytesIO(content), format=demuxer, metadata_errors="ignore") as file:
            if not file.streams.audio:
                return Sound(trouble="there is no sound in it")
            return _decoded(file, demuxer)
    except (av.error.FFmpegError, ValueError) as error:
        return Sound(trouble=f"it cannot be decoded: {_said(error)}")


def container_of(content: bytes) -> str:
    """The demuxer, by how the file begins: no content can choose one that opens links."""
    begins = content[:12]
    if begins[:3] == b"ID3" and len(content) > _ID3_HEAD:
        size = 0
        for byte in content[6:10]:
            size = size << 7 | byte & 0x7F
        return "flac" if content[_ID3_HEAD + size :][:4] == b"fLaC" else "mp3"
    kinds = {b"fLaC": "flac", b"RIFF": "wav", b"RF64": "wav", b"FORM": "aiff", b"OggS": "ogg"}
    if begins[:4] in kinds:
        return kinds[begins[:4]]
    if begins[4:8] == b"ftyp":
        return "mov"
    return "mp3" if begins[:1] == b"\xff" and begins[1:2] >= b"\xe0" else ""


def _decoded(file: Any, demuxer: str) -> Sound:  # noqa: ANN401 - PyAV's container
    import av

    stream = file.streams.audio[0]
    stream.codec_context.thread_type = "NONE"
    resampler = av.AudioResampler(format="fltp", rate=RATE)
    pieces: list[NDArray[np.int16]] = []
    count = packets = bad = 0
    for packet in file.demux(stream):
        packets += 1
        try:
            for frame in packet.decode():
                for piece in _resampled(resampler, frame):
                    pieces.append(piece)
                    count += len(piece)
        except av.error.EOFError:
            break
        except av.error.FFmpegError:
            bad += 1
        if count > MOST_SECONDS * RATE:
            return Sound(trouble=f"it is longer than {MOST_SECONDS // 60} minutes")
    if bad > packets * MOST_LOST:
        return Sound(trouble=f"{bad} of {packets} packets cannot be decoded")
    pieces.extend(_resampled(resampler, None))
    told = float(stream.duration * stream.time_base) if stream.duration else 0.0
    there = sum(len(piece) for piece in pieces) / RATE
    if demuxer != "mp3" and there < told * (1 - MOST_LOST):  # an MP3's length is a guess
        return Sound(trouble=f"only {there:.1f} of {told:.1f} s can be decoded")
    return Sound(samples=np.concatenate(pieces) if pieces else np.zeros(0, np.int16))


def _resampled(resampler: Any, frame: Any) -> Iterator[NDArray[np.int16]]:  # noqa: ANN401 - PyAV's
    """All channels with the same weight: what is added up by its power would be clipped."""
    for made in resampler.resample(frame):
        samples = np.nan_to_num(made.to_ndarray().mean(axis=0), nan=0.0)
        yield (np.clip(samples, -1, 1) * FULL_SCALE).astype(np.int16)


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error or type(error).__name__)[:200]
