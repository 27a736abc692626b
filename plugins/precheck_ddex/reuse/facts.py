"""What a batch must know of each release to see one code on two things, and how it is learned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from precheck import (
    DisplayArtist,
    Facts,
    Identifier,
    Reason,
    Release,
    Scheme,
    Title,
    Tools,
    Unavailable,
    inspector,
)
from precheck_ddex.codes import plain_isrc

Key = tuple[Scheme, str]
"""A code as it is compared."""
PRODUCT_SCHEMES = (Scheme.ICPN, Scheme.GRID)
"""Those that name a product, wherever it is sold."""

_FEATURED = re.compile(
    r"[(\[]\s*(?:feat|ft|featuring)\b[^)\]]*[)\]]|\s(?:feat|ft|featuring)\b.*", re.IGNORECASE
)
_COUNTED = ("L", "M", "N")
"""The categories of characters that make a name: letters, their marks, and numbers."""


class Coded(Struct, frozen=True, kw_only=True):
    """A product or recording by one of its codes, with what a person would know it by."""

    scheme: Scheme
    code: str
    """As written."""
    titles: tuple[str, ...] = ()
    """Every title with its version, as written, each once."""
    artists: tuple[str, ...] = ()
    """The displayed name first, then that of each artist."""
    line: int | None = None
    """Where the message writes the code."""

    @property
    def key(self) -> Key:
        """The code as it is compared: without hyphens and the zeros that make a UPC an EAN."""
        return self.scheme, plain_isrc(self.code).lstrip("0")


class CodedThings(Struct, frozen=True, kw_only=True):
    """The codes of a release and its recordings."""

    things: tuple[Coded, ...] = ()
    created: datetime | None = None
    """When the message was made."""


@inspector(of=Release, gives=CodedThings, is_derived=True)
def coded_things(release: Release, facts: Facts, tools: Tools) -> CodedThings | Unavailable:
    """Take the codes from the message, with the names beside them."""
    del facts, tools
    if release.message is None:
        return Unavailable(Reason.NOT_APPLICABLE, "there is no message")
    names = _names(release.display_artist_name, release.artists)
    titles = _titles(release.titles)
    things = [
        _coded(code, titles, names)
        for code in release.identifiers
        if code.scheme in PRODUCT_SCHEMES
    ]
    for track in release.tracks:
        theirs = _names(track.display_artist_name, track.artists)
        things += [
            _coded(code, _titles(track.titles), theirs)
            for code in track.identifiers
            if code.scheme is Scheme.ISRC
        ]
    first = {one.key: one for one in reversed(things) if one.code}
    return CodedThings(things=tuple(reversed(first.values())), created=release.message.created)


def _coded(code: Identifier, titles: tuple[str, ...], artists: tuple[str, ...]) -> Coded:
    line = code.node.line if code.node is not None else None
    return Coded(scheme=code.scheme, code=code.value, titles=titles, artists=artists, line=line)


def _titles(titles: Iterable[Title]) -> tuple[str, ...]:
    written = (f"{t.text} ({t.subtitle})" if t.subtitle else t.text for t in titles if t.text)
    return tuple(dict.fromkeys(written))


def _names(displayed: str, artists: Iterable[DisplayArtist]) -> tuple[str, ...]:
    every = (displayed, *(name for one in artists for name in (one.party.name, *one.party.names)))
    return tuple(dict.fromkeys(name for name in every if name))


def title_key(text: str) -> str:
    """What two spellings of a title have in common: letters and digits, featured artists aside."""
    return name_key(_FEATURED.sub("", text)) or name_key(text)


def name_key(text: str) -> str:
    """What two spellings of a name have in common: letters and digits, whatever their case."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in folded if unicodedata.category(c)[0] in _COUNTED)
    return kept or folded


INSPECTORS = (coded_things,)
