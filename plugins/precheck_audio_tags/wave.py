"""WAVE files, RF64 and BW64 included: the stream from `fmt ` and `data`, and every text chunk."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from precheck import AudioStream
from precheck_audio_tags.bounds import LARGEST_TAG, LARGEST_TEXT, Refused, read_exactly, size_of
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import Part, WavLayout
from precheck_audio_tags.riff import (
    UNKNOWN_SIZE,
    Chunk,
    bext_texts,
    content,
    info_texts,
    large_sizes,
    size_contradiction,
    text,
    walk,
)

EXTENSIBLE = 0xFFFE
_PCM = 1
_FLOAT = 3
_CODECS = {
    _PCM: ("PCM", True),
    _FLOAT: ("PCM", True),
    0x0002: ("ADPCM", False),
    0x0006: ("G.711 A-law", False),
    0x0007: ("G.711 mu-law", False),
    0x0011: ("ADPCM", False),
    0x0050: ("MP2", False),
    0x0055: ("MP3", False),
    0x00FF: ("AAC", False),
    0x1600: ("AAC", False),
    0xF1AC: ("FLAC", True),
}
"""Codec and whether it is lossless, by the format code (RFC 2361 and later registrations)."""
_NUMBERS = {"fmt ", "data", "ds64"}
_OBJECTS = {"C2PA", "_PMX", "iXML", "axml"}
"""Chunks with a manifest, an XMP packet or XML."""


class Form:
    """What the chunks of a WAVE file have said so far."""

    def __init__(self) -> None:
        self.fmt = b""
        self.fact = b""
        self.formats = 0
        """How many `fmt ` chunks there are."""
        self.data: Chunk | None = None
        self.after: list[str] = []
        self.rest = 0


def read_wave(file: BinaryIO, offset: int, draft: Draft) -> None:
    """Read a WAVE file from the offset of its `RIFF`."""
    form = Form()
    end = size_of(file)
    draft.attempt(Part.STREAM, lambda: _walk(file, offset, end, form, draft))
    draft.attempt(Part.STREAM, lambda: _conclude(form, draft))


def _walk(file: BinaryIO, offset: int, end: int, form: Form, draft: Draft) -> None:
    file.seek(offset)
    name, stated = struct.unpack("<4sI4x", read_exactly(file, 12, "the RIFF header"))
    is_large = name != b"RIFF"
    sizes: dict[str, int] = {}
    chunk = None
    for chunk in walk(file, end, order="<", sound="data", sizes=sizes):
        if chunk.id == "ds64" and is_large:
            sizes.update(large_sizes(content(file, chunk)))
        _take(file, chunk, form, draft)
    if chunk is not None and form.data is not None:
        form.rest = max(end - chunk.end, 0)
        if is_large and stated == UNKNOWN_SIZE:
            stated = sizes.get("RIFF", stated)
        wrong = size_contradiction(name.decode("latin-1"), stated, offset, chunk, end)
        draft.contradictions += [wrong] if wrong else []


def _take(file: BinaryIO, chunk: Chunk, form: Form, draft: Draft) -> None:
    if form.data is not None:
        form.after.append(chunk.id)
    form.formats += chunk.id == "fmt "
    if chunk.id == "fmt " and not form.fmt:
        form.fmt = content(file, chunk, most=4096)
    elif chunk.id == "fact":
        form.fact = content(file, chunk, most=4096)
    elif chunk.id == "data" and form.data is None:
        form.data = chunk
    elif chunk.id not in _NUMBERS:
        draft.attempt(Part.TAGS, lambda: text_chunk(file, chunk, draft))


def text_chunk(file: BinaryIO, chunk: Chunk, draft: Draft) -> None:
    """Read a chunk that is neither format nor samples: its texts and objects."""
    if chunk.id == "LIST":
        file.seek(chunk.offset)
        if file.read(4) == b"INFO":
            draft.add_texts(info_texts(content(file, chunk)))
    elif chunk.id == "bext":
        draft.add_texts(bext_texts(content(file, chunk)))
    elif chunk.id.lower() == "id3 ":
        from precheck_audio_tags.tags import id3_at

        if chunk.size > LARGEST_TAG:
            raise Refused(
                f"the ID3 chunk has {chunk.size:,} bytes; at most {LARGEST_TAG:,} are read"
            )
        id3_at(file, chunk.offset, draft)
    elif chunk.id in _OBJECTS:
        file.seek(chunk.offset)
        data = file.read(min(chunk.size, LARGEST_TEXT))
        draft.objects.append((f"RIFF:{chunk.id}", data))
        if chunk.id == "axml":
            draft.add_texts([("axml", text(data))])


def _conclude(form: Form, draft: Draft) -> None:
    if len(form.fmt) < 16:  # noqa: PLR2004 - the shortest fmt chunk
        raise Refused("there is no 'fmt ' chunk that describes the sound")
    if form.data is None:
        raise Refused("there is no 'data' chunk with the sound")
    code, channels, rate, bytes_per_second, block, bits = struct.unpack_from("<HHIIHH", form.fmt)
    draft.sound_span = (form.data.offset, form.data.offset + form.data.size)
    draft.wav = WavLayout(format_code=code, after_samples=tuple(form.after), rest_bytes=form.rest)
    draft.contradictions += _contradictions(form)
    if code == EXTENSIBLE and len(form.fmt) >= 26:  # noqa: PLR2004 - up to the sub-format's code
        valid_bits, code = struct.unpack_from("<H4xH", form.fmt, 18)
        bits = valid_bits or bits
    codec, is_lossless = _CODECS.get(code, (f"format 0x{code:04X}", False))
    is_pcm = code in {_PCM, _FLOAT}
    if is_pcm and block and rate:
        seconds = form.data.size // block / rate
    elif len(form.fact) >= 4 and rate and not is_pcm:  # noqa: PLR2004 - the number of samples
        seconds = struct.unpack_from("<I", form.fact)[0] / rate
    else:
        seconds = form.data.size / bytes_per_second if bytes_per_second else float("inf")
    draft.set_stream(
        AudioStream(
            container="WAV",
            codec=codec,
            is_lossless=is_lossless,
            sampling_rate_hz=rate,
            bits_per_sample=bits if is_lossless else None,
            channels=channels,
            duration_seconds=seconds,
        )
    )


def _contradictions(form: Form) -> Iterator[str]:
    """What `fmt ` says that is not so, where the samples are plain numbers."""
    if form.data is not None and form.data.is_open:
        yield "the header leaves the number of samples open"
    if form.formats > 1:
        yield f"there are {form.formats} 'fmt ' chunks"
    code, channels, rate, bytes_per_second, block, bits = struct.unpack_from("<HHIIHH", form.fmt)
    if code == EXTENSIBLE and len(form.fmt) >= 26:  # noqa: PLR2004 - up to the sub-format's code
        (code,) = struct.unpack_from("<H", form.fmt, 24)
    if code not in {_PCM, _FLOAT} or form.data is None:
        return
    if block != channels * -(-bits // 8):
        yield f"{channels} channels of {bits} bits do not take {block:,} bytes"
    elif bytes_per_second != rate * block:
        yield (
            f"{rate:,} samples a second of {block} bytes are not "
            f"the {bytes_per_second:,} bytes that the header states"
        )
    if block and form.data.size % block:
        yield f"the {form.data.size:,} bytes of samples are no whole number of {block} bytes each"
