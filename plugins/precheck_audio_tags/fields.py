"""Which tags hold the title, the artist, the album and the ISRC, in every format that is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from precheck import Tags, TextTag

_TITLE = ("TIT2", "TITLE", "©nam", "APE:Title", "RIFF:INAM", "AIFF:NAME", "ID3v1:Title")
_ARTIST = (
    *("TPE1", "ARTIST", "©ART", "APE:Artist", "RIFF:IART", "AIFF:AUTH", "Author"),
    "ID3v1:Artist",
)
_ALBUM = ("TALB", "ALBUM", "©alb", "APE:Album", "RIFF:IPRD", "WM/AlbumTitle", "ID3v1:Album")
_ISRC = (
    *("TSRC", "ISRC", "----:com.apple.iTunes:ISRC", "APE:ISRC", "TXXX:ISRC", "RIFF:ISRC"),
    "WM/ISRC",
)
_MENTIONS = ("axml", "bext:Description", "bext:OriginatorReference", "bext:CodingHistory")
"""Free texts in which an ISRC may stand behind its name, as EBU Tech 3352 has it for `axml`."""
_MENTION = re.compile(r"\bISRC[:\s]{1,2}([A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5})\b", re.IGNORECASE)
_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_SEPARATORS = re.compile(r"[\s.\-‐‑‒–—_]+")
_RIFF_SOURCE = "RIFF:ISRC"
"""In RIFF this chunk names who supplied the content; some programs write an ISRC there."""
_FIELDS = (("title", _TITLE), ("artist", _ARTIST), ("album", _ALBUM))
_ID3V2 = {"TIT2", "TPE1", "TALB", "TSRC", "TXXX:ISRC"}
_KINDS = {"APE": "APE", "RIFF": "RIFF INFO", "BEXT": "bext", "AXML": "axml", "AIFF": "AIFF chunks"}
"""Kinds of tag by the beginnings that their readers give to names, in capitals."""
CUT_OFF = "ID3v1"
"""The kind whose texts are cut off."""


class Said(Struct, frozen=True, kw_only=True):
    """What one kind of tag says of a field."""

    kind: str
    """Such as `ID3v2`, `ID3v1`, `APE`, `Vorbis`, `RIFF INFO`."""
    tag: str
    text: str


def read_tags(texts: tuple[TextTag, ...]) -> Tags:
    """The tags with their four best-known fields picked out."""
    names: dict[str, str] = {}
    picked: dict[str, str] = {}
    for field, order in _FIELDS:
        name, values = _first(texts, order)
        if name:
            names[field], picked[field] = name, "; ".join(values)
    for name, value in isrcs(texts):
        names["isrc"], picked["isrc"] = name, value
        break
    return Tags(texts=texts, names=names, **picked)


def by_kind(texts: tuple[TextTag, ...]) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """The fields of which more than one kind of tag speaks, each with what they say."""
    for field, order in _FIELDS:
        said: dict[str, Said] = {}
        for wanted in order:
            tag, values = _first(texts, (wanted,))
            if values:
                said.setdefault(kind_of(tag), _said(tag, values))
        if len(said) > 1:
            yield field, tuple(said.values())
    codes: dict[str, dict[str, str]] = {}
    for tag, text in isrcs(texts):
        if is_isrc(text):
            codes.setdefault(kind_of(tag), {}).setdefault(plain_isrc(text), tag)
    if len(codes) > 1:
        yield "isrc", tuple(_said(next(iter(f.values())), list(f)) for f in codes.values())


def kind_of(name: str) -> str:
    """The kind of tag that a title, artist, album or ISRC of this name stands in."""
    start = name.partition(":")[0].upper()
    if start in _KINDS:
        return _KINDS[start]
    if name.startswith("ID3v1:"):
        return CUT_OFF
    if name.startswith(("©", "----:")):
        return "MP4"
    return "ID3v2" if name in _ID3V2 else "Vorbis"


def isrcs(texts: Iterable[TextTag]) -> Iterator[tuple[str, str]]:
    """Every ISRC a file carries: the tag's name and the text as written, the usual tag first."""
    known = list(texts)
    for wanted in _ISRC:
        for tag in known:
            if tag.name.upper() == wanted.upper() and (
                tag.name != _RIFF_SOURCE or is_isrc(tag.text)
            ):
                yield tag.name, tag.text.strip()
    for tag in known:
        if tag.name in _MENTIONS:
            for mention in _MENTION.finditer(tag.text):
                yield tag.name, mention[1]


def plain_isrc(text: str) -> str:
    """An ISRC as twelve characters: capitals, without hyphens, spaces or the word ISRC."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return plain.removeprefix("ISRC:").removeprefix("ISRC")


def is_isrc(text: str) -> bool:
    """Whether a text is an ISRC once hyphens are left out (ISO 3901)."""
    return _FORM.fullmatch(plain_isrc(text)) is not None


def _first(texts: tuple[TextTag, ...], order: tuple[str, ...]) -> tuple[str, list[str]]:
    for wanted in order:
        values = [tag.text.strip() for tag in texts if tag.name.upper() == wanted.upper()]
        if values:
            name = next(tag.name for tag in texts if tag.name.upper() == wanted.upper())
            return name, list(dict.fromkeys(values))
    return "", []


def _said(tag: str, values: list[str]) -> Said:
    return Said(kind=kind_of(tag), tag=tag, text="; ".join(values))
