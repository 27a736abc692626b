"""Every tag removed, for recipients that take bare sound: WAVE, AIFF, FLAC and MPEG."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from precheck import CannotRepair, Piece, Remake, Stretch, Terms
from precheck_audio_tags.aiff import text_chunk
from precheck_audio_tags.bounds import Refused, size_of
from precheck_audio_tags.container import Container, recognise
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import Part
from precheck_audio_tags.opening import dispatch
from precheck_audio_tags.repairs.ends import behind, in_front
from precheck_audio_tags.repairs.flac import bare_flac
from precheck_audio_tags.repairs.layout import built, judge_behind, layout_of, rest_of, tagging_of
from precheck_audio_tags.repairs.origins import Tagging, remade, tagging
from precheck_audio_tags.riff import Chunk, walk

_WAVE_SOUND = {"fmt ", "fact", "ds64"}
"""The chunks in front of the samples that describe them."""
_AIFF_TAGS = {"NAME", "AUTH", "(c) ", "ANNO", "COMT", "ID3 ", "APPL", "C2PA"}


def without_tags(file: BinaryIO, terms: Terms) -> Remake | None:
    """Remove every tag but those that say where the file came from."""
    container = recognise(file).container
    if container is Container.WAV:
        return _bare_wave(file, terms)
    if container is Container.FLAC:
        return bare_flac(file, terms)
    if container is Container.AIFF:
        return _bare_aiff(file, terms)
    if container is Container.MP3:
        return _bare_mpeg(file, terms)
    if container is not None:
        _refuse_tagged(file, container)
    return None


def _bare_wave(file: BinaryIO, terms: Terms) -> Remake | None:
    layout = layout_of(file)
    if layout is None:
        return None
    judge_behind(layout)
    fit = {chunk for chunk in layout.front if chunk.id in _WAVE_SOUND}
    tags = [
        (c, tagging_of(file, c, "in front of the samples")) for c in layout.front if c not in fit
    ]
    tags += [(c, tagging_of(file, c, "behind the samples")) for c in layout.behind]
    prefix = tuple(in_front(file, layout.offset))
    stays = {chunk for chunk, tag in tags if not tag.may_go(terms)}
    has_prefix = any(not tag.may_go(terms) for tag in prefix)
    going = [tag for _, tag in tags if tag.may_go(terms)]
    staying = [tag for _, tag in tags if not tag.may_go(terms)]
    going += [rest_of(file, layout, terms)] if layout.rest.size_bytes else []
    (staying if has_prefix else going).extend(prefix)
    return remade(
        going,
        staying,
        lambda: built(
            layout,
            front=[chunk for chunk in layout.front if chunk in fit or chunk in stays],
            behind=[chunk for chunk in layout.behind if chunk in stays],
            has_prefix=has_prefix,
        ),
        layout.sound,
    )


def _bare_aiff(file: BinaryIO, terms: Terms) -> Remake | None:
    offset, end = recognise(file).audio_offset, size_of(file)
    file.seek(offset + 8)
    kind = file.read(4)
    try:
        chunks = tuple(walk(file, end, order=">"))
    except Refused:
        return None  # whether a file is broken is for the inspectors to say
    sound = next((Stretch(c.offset, c.offset + c.size) for c in chunks if c.id == "SSND"), None)
    if sound is None:
        return None
    tags = [(c, _aiff_tagging(file, c)) for c in chunks if c.id in _AIFF_TAGS]
    prefix = tuple(in_front(file, offset))
    has_prefix = any(not tag.may_go(terms) for tag in prefix)
    gone = {chunk for chunk, tag in tags if tag.may_go(terms)}
    going = [tag for _, tag in tags if tag.may_go(terms)]
    staying = [tag for _, tag in tags if not tag.may_go(terms)]
    (staying if has_prefix else going).extend(prefix)

    def pieces() -> Iterator[Piece]:
        if has_prefix:
            yield Stretch(0, offset)
        kept = [_whole(chunk, end) for chunk in chunks if chunk not in gone]
        yield b"FORM" + struct.pack(">I", 4 + sum(one.size_bytes for one in kept)) + kind
        yield from kept

    return remade(going, staying, pieces, sound)


def _aiff_tagging(file: BinaryIO, chunk: Chunk) -> Tagging:
    return tagging(
        file,
        Stretch(chunk.offset - 8, chunk.offset + chunk.size),
        f"the chunk {chunk.id!r}",
        f"AIFF:{chunk.id}",
        lambda draft: text_chunk(file, chunk, draft),
    )


def _whole(chunk: Chunk, end: int) -> Stretch:
    return Stretch(chunk.offset - 8, min(chunk.offset + chunk.size + chunk.size % 2, end))


def _bare_mpeg(file: BinaryIO, terms: Terms) -> Remake | None:
    start = recognise(file).audio_offset
    if start >= size_of(file):
        return None  # nothing stands behind the tag, or it breaks off
    front = tuple(in_front(file, start))
    end, after = behind(file, start)
    going: list[Tagging] = []
    staying: list[Tagging] = []
    has_front, has_after = (any(not t.may_go(terms) for t in tags) for tags in (front, after))
    (staying if has_front else going).extend(front)
    (staying if has_after else going).extend(after)
    kept = Stretch(0 if has_front else start, size_of(file) if has_after else end)
    return remade(going, staying, lambda: (kept,), Stretch(start, end))


def _refuse_tagged(file: BinaryIO, container: Container) -> None:
    """Raise `CannotRepair` where a file of a container that is not rewritten has tags."""
    draft = Draft()
    draft.attempt(Part.FILE, lambda: dispatch(container, file, 0, draft))
    if draft.texts:
        names = ", ".join(dict.fromkeys(tag.name for tag in draft.texts[:5]))
        raise CannotRepair(
            f"the tags of {container.value} files are not removed ({names}): export it without"
        )
