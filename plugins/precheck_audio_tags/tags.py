"""The one door to mutagen: streams and tags of files whose sizes are known to be within bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from mutagen import File
from mutagen.apev2 import APETextValue, APEv2
from mutagen.asf._attrs import ASFUnicodeAttribute
from mutagen.flac import StreamInfo, VCFLACDict
from mutagen.id3 import ID3, ID3NoHeaderError, ID3TimeStamp
from mutagen.mp3 import MPEGInfo
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis

from precheck import AudioStream
from precheck_audio_tags.ape import ape_texts, sound_end
from precheck_audio_tags.atoms import judge_atoms
from precheck_audio_tags.attached import (
    FRONT,
    HEAD,
    block_image,
    block_kind,
    comment_kind,
    decoded,
    frame_image,
    frame_kind,
)
from precheck_audio_tags.bounds import Refused, size_of
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import Part
from precheck_audio_tags.flac import judge_comments, read_blocks
from precheck_audio_tags.id3 import read_id3
from precheck_audio_tags.id3v1 import texts_at_end
from precheck_audio_tags.ogg import has_end, recognise

_BLOCK, _COVER_ART = "metadata_block_picture", "coverart"
_PICTURES = {_BLOCK, _COVER_ART}
_OGG: dict[str, Any] = {"Vorbis": OggVorbis, "Opus": OggOpus, "FLAC": OggFLAC, "Speex": OggSpeex}
_OPUS_RATE_HZ = 48_000
"""Opus always decodes at this rate (RFC 7845)."""
_MP4_CODECS = {
    "alac": ("ALAC", True),
    "fLaC": ("FLAC", True),
    "Opus": ("Opus", False),
    "ac-3": ("AC-3", False),
    "ec-3": ("E-AC-3", False),
    "lpcm": ("PCM", True),
    "sowt": ("PCM", True),
    "twos": ("PCM", True),
    "ipcm": ("PCM", True),
    "mp4a.6B": ("MP3", False),
    "mp4a.69": ("MP3", False),
}
_MPEG_CODECS = {1: "MP1", 2: "MP2", 3: "MP3"}


# --- ID3 -------------------------------------------------------------------------------------


def id3_at(file: BinaryIO, offset: int, draft: Draft) -> int:
    """Read an ID3v2 tag into a draft; give its length in bytes, 0 where there is none."""
    id3 = read_id3(file, offset, keeps_pictures=draft.keeps_cover)
    if id3 is None:
        return 0
    draft.add_texts(_id3_texts(id3.tag))
    draft.objects += id3.objects
    for name, data in id3.pictures:
        draft.offer_cover(frame_kind(name, data), partial(frame_image, name, data))
    if id3.problem is not None:
        draft.trouble(Part.TAGS, id3.problem)
    return id3.length


def _id3_texts(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        frames = ID3(BytesIO(data), translate=False, load_v1=False)
    except ID3NoHeaderError:
        return
    for key, frame in frames.items():
        name = key if frame.FrameID in {"TXXX", "WXXX", "COMM", "USLT"} else frame.FrameID
        if hasattr(frame, "url"):
            yield name, str(frame.url)
        elif hasattr(frame, "people"):
            for pair in frame.people:
                yield name, ": ".join(str(part) for part in pair)
        elif hasattr(frame, "text"):
            texts = frame.text if isinstance(frame.text, list) else [frame.text]
            for text in texts:
                yield name, str(text)


# --- formats whose sound is not read ---------------------------------------------------------


def read_foreign(file: BinaryIO, draft: Draft) -> None:
    """The text tags of any other format that mutagen knows, such as WavPack, Musepack and WMA."""
    file.seek(0)
    found = File(file)
    tags = found.tags if found is not None else None
    prefix = "APE:" if isinstance(tags, APEv2) else ""
    for name, value in (tags or {}).items():
        draft.add_texts((f"{prefix}{name}", text) for text in _texts_of(value))


def _texts_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - mutagen's values have no common type
    """The texts of a tag's value: of an ID3 frame, an APE item, an ASF attribute, or a list."""
    if isinstance(value, list):
        for one in value:
            yield from _texts_of(one)
    elif hasattr(value, "text"):
        yield from _texts_of(value.text)
    elif isinstance(value, str | int | APETextValue | ASFUnicodeAttribute | ID3TimeStamp):
        yield str(value)


# --- containers ------------------------------------------------------------------------------


def read_flac(file: BinaryIO, offset: int, draft: Draft) -> None:
    """FLAC, and the ID3 block in front of it where there is one."""
    if offset:
        draft.id3_bytes = offset
        draft.attempt(Part.TAGS, lambda: id3_at(file, 0, draft))
    blocks = read_blocks(file, offset)
    end = sound_end(file)
    draft.sound_span, draft.behind_bytes = (blocks.end, end), size_of(file) - end
    draft.objects += blocks.objects
    md5 = blocks.information[18:34]
    draft.pcm_md5 = md5.hex() if any(md5) else ""  # all zeros: the encoder did not say
    draft.attempt(Part.STREAM, lambda: _flac_stream(blocks.information, draft))
    for start, size in blocks.pictures:
        draft.attempt(Part.TAGS, partial(_offer_block, file, start, size, draft))
    if blocks.comments:
        draft.attempt(Part.TAGS, lambda: flac_comments(blocks.comments, draft))
    draft.attempt(Part.TAGS, lambda: draft.add_texts(_texts_behind_flac(file)))


def _texts_behind_flac(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """The texts of tags that are foreign to FLAC: one that cannot be read harms no player."""
    with suppress(Refused):
        yield from ape_texts(file)
    yield from texts_at_end(file)


def _offer_block(file: BinaryIO, start: int, size: int, draft: Draft) -> None:
    def image() -> bytes:
        file.seek(start)
        return block_image(file.read(size))

    file.seek(start)
    draft.offer_cover(block_kind(file.read(min(size, HEAD))), image)


def _flac_stream(information: bytes, draft: Draft) -> None:
    info = StreamInfo(information)
    draft.is_length_unknown = info.total_samples == 0
    draft.set_stream(
        AudioStream(
            container="FLAC",
            codec="FLAC",
            is_lossless=True,
            sampling_rate_hz=info.sample_rate,
            bits_per_sample=info.bits_per_sample,
            channels=info.channels,
            duration_seconds=float(info.length),
        )
    )


def flac_comments(data: bytes, draft: Draft) -> None:
    """Read the content of a block of Vorbis comments into a draft."""
    judge_comments(data)
    comments = VCFLACDict(data)
    draft.add_texts(_comments(comments))
    _offer_comments(comments, draft)


def _comments(comments: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - mutagen's class is untyped
    for name, text in comments:
        if name.lower() not in _PICTURES:
            yield name.upper(), text


def _offer_comments(comments: Any, draft: Draft) -> None:  # noqa: ANN401 - mutagen's class is untyped
    for name, text in comments:
        if name.lower() == _BLOCK:
            draft.offer_cover(comment_kind(text), lambda text=text: block_image(decoded(text)))  # type: ignore[misc]
        elif name.lower() == _COVER_ART:
            draft.offer_cover(FRONT, partial(decoded, text))


def read_mp3(file: BinaryIO, offset: int, draft: Draft) -> None:
    """MPEG audio with its tags; these are read even where no frame of sound is found."""
    draft.attempt(Part.TAGS, lambda: id3_at(file, 0, draft))
    draft.attempt(Part.TAGS, lambda: draft.add_texts(ape_texts(file)))
    draft.attempt(Part.TAGS, lambda: draft.add_texts(texts_at_end(file)))
    draft.sound_span = (offset, sound_end(file))
    draft.attempt(Part.STREAM, lambda: _mpeg_stream(file, offset, draft))


def _mpeg_stream(file: BinaryIO, offset: int, draft: Draft) -> None:
    info = MPEGInfo(file, offset)
    draft.set_stream(
        AudioStream(
            container="MP3",
            codec=_MPEG_CODECS.get(info.layer, "MP3"),
            is_lossless=False,
            sampling_rate_hz=info.sample_rate,
            bits_per_sample=None,
            channels=info.channels,
            duration_seconds=float(info.length),
        )
    )


def read_mp4(file: BinaryIO, offset: int, draft: Draft) -> None:
    """MP4 with AAC, ALAC or another codec."""
    draft.objects += judge_atoms(file, offset)
    file.seek(0, os.SEEK_SET)
    mp4 = MP4(file)
    if mp4.tags is not None:
        draft.attempt(Part.TAGS, lambda: draft.add_texts(_mp4_texts(mp4.tags)))
        for cover in mp4.tags.get("covr", ()):
            draft.offer_cover(FRONT, partial(bytes, cover))
    draft.attempt(Part.STREAM, lambda: _mp4_stream(mp4.info, draft))


def _mp4_stream(info: Any, draft: Draft) -> None:  # noqa: ANN401 - mutagen's class is untyped
    named = "AAC" if info.codec.startswith("mp4a") else info.codec
    codec, is_lossless = _MP4_CODECS.get(info.codec, (named, False))
    draft.set_stream(
        AudioStream(
            container="MP4",
            codec=codec,
            is_lossless=is_lossless,
            sampling_rate_hz=info.sample_rate,
            bits_per_sample=info.bits_per_sample if is_lossless else None,
            channels=info.channels,
            duration_seconds=float(info.length),
        )
    )


def _mp4_texts(tags: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - mutagen's class is untyped
    for name, values in tags.items():
        for value in values if isinstance(values, list) else []:
            if name != "covr" and isinstance(value, str):
                yield name, value
            elif name.startswith("----") and isinstance(value, bytes):
                yield name, bytes(value).decode("utf-8", "replace")


def read_ogg(file: BinaryIO, offset: int, draft: Draft) -> None:
    """Ogg with Vorbis, Opus, FLAC or Speex."""
    found = recognise(file, offset)
    codec = found.codec
    if not has_end(file, found.serial):
        draft.contradictions.append(
            "the last page of the Ogg stream is not marked as its last: the file was cut off"
        )
    draft.pcm_md5 = found.pcm_md5
    file.seek(offset)
    ogg = _OGG[codec](file)
    draft.attempt(Part.TAGS, lambda: draft.add_texts(_comments(ogg.tags)))
    draft.attempt(Part.TAGS, lambda: _offer_comments(ogg.tags, draft))
    is_lossless = codec == "FLAC"
    draft.attempt(
        Part.STREAM,
        lambda: draft.set_stream(
            AudioStream(
                container="Ogg",
                codec=codec,
                is_lossless=is_lossless,
                sampling_rate_hz=_OPUS_RATE_HZ if codec == "Opus" else ogg.info.sample_rate,
                bits_per_sample=ogg.info.bits_per_sample if is_lossless else None,
                channels=ogg.info.channels,
                duration_seconds=(
                    found.samples / ogg.info.sample_rate if found.samples else ogg.info.length
                ),
            )
        ),
    )
