"""The repairs of FLAC files: tags that do not belong to FLAC, and the blocks of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from msgspec import Struct

from precheck import Piece, Remake, Stretch, Terms
from precheck_audio_tags.bounds import Refused, read_exactly, size_of
from precheck_audio_tags.container import Container, recognise
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.flac import read_blocks
from precheck_audio_tags.repairs.ends import behind, in_front
from precheck_audio_tags.repairs.origins import Tagging, remade, tagging
from precheck_audio_tags.tags import flac_comments

_NAMES = {
    1: "padding",
    2: "a block of another program",
    4: "the block of Vorbis comments",
    6: "a picture",
}
"""The metadata blocks that are tags or room for them; the others describe the stream."""
_PADDING, _COMMENTS = 1, 4
_LAST = 0x80


class _Block(Struct, frozen=True, kw_only=True):
    kind: int
    content: Stretch


def without_stray_tags(file: BinaryIO, terms: Terms) -> Remake | None:
    """Clear ID3v2 in front of `fLaC`, and ID3v1, APE and ID3v2 behind the last frame."""
    return _remade(file, terms, has_own=True)


def bare_flac(file: BinaryIO, terms: Terms) -> Remake | None:
    """Clear those and every block that is a tag."""
    return _remade(file, terms, has_own=False)


def _remade(file: BinaryIO, terms: Terms, *, has_own: bool) -> Remake | None:
    kind = recognise(file)
    if kind.container is not Container.FLAC:
        return None
    start = kind.audio_offset
    try:
        first_frame = read_blocks(file, start).end
    except Refused:
        return None  # whether a file is broken is for the inspectors to say
    front = tuple(in_front(file, start))
    sound_end, after = behind(file, first_frame)
    listed = _blocks(file, start + 4, first_frame)
    own = () if has_own else _tags(file, listed)
    gone = {block for block, tag in own if tag.may_go(terms)}
    kept = tuple(tag for _, tag in own if not tag.may_go(terms))
    front_stays, after_stays = (any(not t.may_go(terms) for t in tags) for tags in (front, after))
    going = (
        *(() if front_stays else front),
        *(() if after_stays else after),
        *(tag for _, tag in own if tag.may_go(terms)),
    )
    if len(going) == len(gone) and all(block.kind == _PADDING for block in gone):
        going = ()  # room for tags is none
    staying = (*(front if front_stays else ()), *(after if after_stays else ()), *kept)
    sound = Stretch(first_frame, sound_end)

    def pieces() -> Iterator[Piece]:
        if front_stays:
            yield Stretch(0, start)
        yield from _put_together([block for block in listed if block not in gone])
        yield Stretch(first_frame, size_of(file)) if after_stays else sound

    return remade(going, staying, pieces, sound)


def _blocks(file: BinaryIO, at: int, end: int) -> list[_Block]:
    found: list[_Block] = []
    while at < end:
        file.seek(at)
        head = read_exactly(file, 4, "the header of a metadata block")
        size = int.from_bytes(head[1:])
        found.append(_Block(kind=head[0] & ~_LAST, content=Stretch(at + 4, at + 4 + size)))
        at += 4 + size
    return found


def _tags(file: BinaryIO, listed: Iterable[_Block]) -> tuple[tuple[_Block, Tagging], ...]:
    return tuple((block, _tagging_of(file, block)) for block in listed if block.kind in _NAMES)


def _tagging_of(file: BinaryIO, block: _Block) -> Tagging:
    def read(draft: Draft) -> None:
        if block.kind == _COMMENTS:
            file.seek(block.content.start)
            flac_comments(read_exactly(file, block.content.size_bytes, "the comments"), draft)

    tag = "FLAC:APPLICATION" if block.kind != _COMMENTS else "FLAC:VORBIS_COMMENT"
    return tagging(file, block.content, _NAMES[block.kind], tag, read)


def _put_together(kept: list[_Block]) -> list[Piece]:
    """`fLaC` and the blocks, of which the last one says that it is."""
    pieces: list[Piece] = [b"fLaC"]
    for number, block in enumerate(kept, start=1):
        last = _LAST if number == len(kept) else 0
        size = block.content.size_bytes
        pieces += (bytes((block.kind | last,)) + size.to_bytes(3), block.content)
    return pieces
