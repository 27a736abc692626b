"""AIFF and AIFC files: the stream from `COMM`, and every text chunk."""

from __future__ import annotations

import math
import struct
from typing import BinaryIO

from precheck import AudioStream
from precheck_audio_tags.bounds import LARGEST_TEXT, Refused, read_exactly, size_of
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import Part
from precheck_audio_tags.riff import Chunk, content, size_contradiction, text, walk

_TEXTS = {"NAME": "AIFF:NAME", "AUTH": "AIFF:AUTH", "(c) ": "AIFF:(c)", "ANNO": "AIFF:ANNO"}
_LOSSLESS = {"NONE", "sowt", "twos", "raw ", "in24", "in32", "fl32", "FL32", "fl64", "FL64", "23ni"}
"""The compression types of AIFC that hold plain samples."""
_SSND_HEADER = 8
"""Bytes of offset and block size in front of the samples."""
_EXPONENT_BIAS = 16383 + 63


def read_aiff(file: BinaryIO, offset: int, draft: Draft) -> None:
    """Read an AIFF or AIFC file from the offset of its `FORM`."""
    comm: list[bytes] = []
    names: set[str] = set()
    draft.attempt(Part.STREAM, lambda: _walk(file, offset, draft, comm, names))
    draft.attempt(Part.STREAM, lambda: _conclude(comm, names, draft))


def _walk(file: BinaryIO, offset: int, draft: Draft, comm: list[bytes], names: set[str]) -> None:
    end = size_of(file)
    file.seek(offset)
    (stated,) = struct.unpack(">4xI4x", read_exactly(file, 12, "the FORM header"))
    chunk = None
    for chunk in walk(file, end, order=">", sound="SSND"):
        names.add(chunk.id)
        if chunk.id == "COMM":
            comm.append(content(file, chunk, most=4096))
        elif chunk.id == "SSND":
            draft.sound_span = (chunk.offset + _SSND_HEADER, chunk.offset + chunk.size)
        else:
            draft.attempt(Part.TAGS, lambda chunk=chunk: text_chunk(file, chunk, draft))  # type: ignore[misc]
    if chunk is not None and (wrong := size_contradiction("FORM", stated, offset, chunk, end)):
        draft.contradictions.append(wrong)


def text_chunk(file: BinaryIO, chunk: Chunk, draft: Draft) -> None:
    """Read a chunk that is neither description nor samples: its texts and objects."""
    if chunk.id in _TEXTS:
        draft.add_texts([(_TEXTS[chunk.id], text(content(file, chunk)))])
    elif chunk.id == "ID3 ":
        from precheck_audio_tags.tags import id3_at

        id3_at(file, chunk.offset, draft)
    elif chunk.id in {"APPL", "C2PA"}:
        file.seek(chunk.offset)
        draft.objects.append((f"AIFF:{chunk.id}", file.read(min(chunk.size, LARGEST_TEXT))))


def _conclude(comm: list[bytes], names: set[str], draft: Draft) -> None:
    if not comm or len(comm[0]) < 18:  # noqa: PLR2004 - the shortest COMM chunk
        raise Refused("there is no 'COMM' chunk that describes the sound")
    channels, frames, bits = struct.unpack_from(">hIh", comm[0])
    rate = _extended(comm[0][8:18])
    if frames and "SSND" not in names:
        raise Refused("there is no 'SSND' chunk with the sound")
    kind = comm[0][18:22].decode("latin-1") or "NONE"
    is_lossless = kind in _LOSSLESS
    draft.set_stream(
        AudioStream(
            container="AIFF",
            codec="PCM" if is_lossless else f"AIFC {kind.strip()}",
            is_lossless=is_lossless,
            sampling_rate_hz=round(rate),
            bits_per_sample=bits if is_lossless else None,
            channels=channels,
            duration_seconds=frames / rate if rate > 0 else 0.0,
        )
    )


def _extended(data: bytes) -> float:
    """An 80-bit float of IEEE 754: sign and exponent in 16 bits, then 64 bits of mantissa."""
    head, mantissa = int.from_bytes(data[:2]), int.from_bytes(data[2:])
    exponent = (head & 0x7FFF) - _EXPONENT_BIAS
    if exponent > 0:
        raise Refused("the sampling rate is not a number of this world")
    value = math.ldexp(float(mantissa), exponent)
    return -value if head & 0x8000 else value
