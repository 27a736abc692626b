"""The signs of origin in what a repair would remove, and whether it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from msgspec import Struct

from precheck import CannotRepair, Change, Mark, MarkKind, Piece, Remake, Stretch, Terms
from precheck_audio_tags.bounds import LARGEST_TEXT
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import Part
from precheck_audio_tags.marks import marks_in, marks_in_object

_KINDS = {
    MarkKind.AIGC_LABEL: "the AIGC label of GB 45438-2025",
    MarkKind.C2PA: "a C2PA manifest",
    MarkKind.SOURCE_TYPE: "an IPTC source type",
    MarkKind.GENERATOR: "the name of a generator",
}


class Tagging(Struct, frozen=True, kw_only=True):
    """A part of a file that is no sound, and what it says of where the file came from."""

    name: str
    """How a person names it: `the chunk 'LIST'`."""
    size_bytes: int
    marks: tuple[Mark, ...] = ()
    trouble: str = ""
    """Why it could not be read whole; then it may say anything."""

    def may_go(self, terms: Terms) -> bool:
        """Whether it may be removed."""
        return terms.remove_provenance or not (self.marks or self.trouble)

    @property
    def why_it_stays(self) -> str:
        """What it says, in words."""
        if self.marks:
            kinds = dict.fromkeys(_KINDS[mark.kind] for mark in self.marks)
            return f"it holds {' and '.join(kinds)}"
        return f"it may say where the file came from and cannot be read: {self.trouble}"

    @property
    def removal(self) -> Change:
        """The change of removing it."""
        said = f"; with it goes what it says: {self.why_it_stays}" if self.marks else ""
        return Change(
            text=f"{self.name} is removed, {self.size_bytes:,} bytes{said}", marks=self.marks
        )


def tagging(
    file: BinaryIO, stretch: Stretch, name: str, tag: str, read: Callable[[Draft], object]
) -> Tagging:
    """Read a part of a file with its own reader, and look through its bytes for what that missed.

    `tag` names it in marks, as the readers do: `RIFF:C2PA`.
    """
    draft = Draft()
    draft.attempt(Part.TAGS, lambda: read(draft))
    marks = list(marks_in(draft.texts))
    for each, data in draft.objects:
        marks += marks_in_object(each, data)
    known = {mark.kind for mark in marks}
    for data in _ends(file, stretch):
        marks += (mark for mark in marks_in_object(tag, data) if mark.kind not in known)
    return Tagging(
        name=name,
        size_bytes=stretch.size_bytes,
        marks=tuple(dict.fromkeys(marks)),
        trouble=draft.troubles[0].detail if draft.troubles else "",
    )


def remade(
    going: Iterable[Tagging],
    staying: Iterable[Tagging],
    pieces: Callable[[], Iterable[Piece]],
    sound: Stretch,
) -> Remake | None:
    """The file without some of its tags; None where there are none.

    Raises `CannotRepair` where there are tags and none may go.
    """
    going = tuple(going)
    left = tuple(f"{tag.name} stays: {tag.why_it_stays}" for tag in staying)
    if not going:
        if left:
            raise CannotRepair("; ".join(left))
        return None
    changes = tuple(tag.removal for tag in going)
    return Remake(pieces=tuple(pieces()), changes=changes, sound=sound, left=left)


def _ends(file: BinaryIO, stretch: Stretch) -> tuple[bytes, ...]:
    """The first and the last mebibyte."""
    file.seek(stretch.start)
    head = file.read(min(LARGEST_TEXT, stretch.size_bytes))
    if stretch.size_bytes <= LARGEST_TEXT:
        return (head,)
    start = max(stretch.end - LARGEST_TEXT, stretch.start + LARGEST_TEXT)
    file.seek(start)
    return (head, file.read(stretch.end - start))
