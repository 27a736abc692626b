"""Pieces: files made of stretches of others, read, composed and traced back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precheck.engine.repairing.pieces import (
    BadPieces,
    PiecedFile,
    blocks,
    checked,
    composed,
    origin,
    place,
    size_of,
)
from precheck.repairs import Piece, Stretch

CONTENT = bytes(range(64))


def pieces_of(size: int) -> st.SearchStrategy[list[Piece]]:
    spans = st.tuples(st.integers(0, size), st.integers(0, size))
    stretches = spans.map(lambda pair: Stretch(min(pair), max(pair)))
    return st.lists(st.one_of(stretches, st.binary(max_size=5)), max_size=6)


def content_of(pieces: list[Piece], content: bytes) -> bytes:
    """What the pieces mean, in the plainest way."""
    return b"".join(p if isinstance(p, bytes) else content[p.start : p.end] for p in pieces)


@settings(deadline=None)
@given(st.data())
def test_a_file_of_pieces_reads_as_its_pieces_say(data: st.DataObject) -> None:
    pieces = data.draw(pieces_of(len(CONTENT)))
    wanted = content_of(pieces, CONTENT)
    file = PiecedFile(io.BytesIO(CONTENT), checked(pieces, len(CONTENT)))
    start, count = data.draw(st.integers(0, 80)), data.draw(st.integers(0, 80))
    assert size_of(pieces) == len(wanted)
    assert file.read() == b"".join(file.blocks()) == wanted
    file.seek(start)
    assert file.read(count) == wanted[start : start + count]
    assert file.tell() == max(start, min(start + count, len(wanted)))
    assert file.seek(0, io.SEEK_END) == len(wanted)


@settings(deadline=None)
@given(st.data())
def test_pieces_of_pieces_are_pieces_of_the_file_behind(data: st.DataObject) -> None:
    inner = checked(data.draw(pieces_of(len(CONTENT))), len(CONTENT))
    between = content_of(list(inner), CONTENT)
    outer = data.draw(pieces_of(len(between)))
    both = composed(checked(outer, len(between)), inner)
    assert content_of(list(both), CONTENT) == content_of(outer, between)


@settings(deadline=None)
@given(st.data())
def test_a_stretch_is_found_there_and_back(data: st.DataObject) -> None:
    pieces = checked(data.draw(pieces_of(len(CONTENT))), len(CONTENT))
    new = content_of(list(pieces), CONTENT)
    start = data.draw(st.integers(0, len(new)))
    stretch = Stretch(start, data.draw(st.integers(start, len(new))))
    old = origin(pieces, stretch)
    if old is not None:
        assert CONTENT[old.start : old.end] == new[stretch.start : stretch.end]
        again = place(pieces, old)
        assert again is not None
        assert new[again.start : again.end] == CONTENT[old.start : old.end]


@pytest.mark.parametrize(
    "piece", [Stretch(0, 65), Stretch(-1, 4), Stretch(5, 4), "text", bytearray(3), None]
)
def test_what_is_no_piece_of_the_file_is_refused(piece: object) -> None:
    with pytest.raises(BadPieces):
        checked([piece], 64)  # type: ignore[list-item]


def test_neighbours_are_joined() -> None:
    pieces = (Stretch(0, 4), b"", Stretch(4, 9), b"a", b"b")
    assert checked(pieces, 64) == (Stretch(0, 9), b"ab")


def test_a_file_that_became_shorter_is_not_read_as_whole() -> None:
    with pytest.raises(EOFError, match="became shorter"):
        list(blocks(io.BytesIO(CONTENT), Stretch(0, 65)))
