"""Which tags hold the title, the artist, the album and the ISRC, in every format that is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from precheck import Tags, TextTag

_TITLE = ("TIT2", "TITLE", "©nam", "APE:Title", "RIFF:INAM", "AIFF:NAME")
_ARTIST = ("TPE1", "ARTIST", "©ART", "APE:Artist", "RIFF:IART", "AIFF:AUTH", "Author")
_ALBUM = ("TALB", "ALBUM", "©alb", "APE:Album", "RIFF:IPRD", "WM/AlbumTitle")
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


def read_tags(texts: tuple[TextTag, ...]) -> Tags:
    """The tags with their four best-known fields picked out."""
    names: dict[str, str] = {}
    picked: dict[str, str] = {}
    for field, order in (("title", _TITLE), ("artist", _ARTIST), ("album", _ALBUM)):
        name, values = _first(texts, order)
        if name:
            names[field], picked[field] = name, "; ".join(values)
    for name, value in isrcs(texts):
        names["isrc"], picked["isrc"] = name, value
        break
    return Tags(texts=texts, names=names, **picked)


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
