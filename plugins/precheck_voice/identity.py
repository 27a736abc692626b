"""Ids of people and of music, written in one way so that two spellings of one compare."""

from __future__ import annotations

import re
import unicodedata

from precheck import Party, Scheme


def one_id(text: str) -> str:
    """An artist's id in one spelling: ISNI, IPI and Spotify URIs in all forms, others as they are.

    >>> one_id("https://isni.org/isni/0000 0001 2345 678x")
    'isni:000000012345678X'
    >>> one_id("https://open.spotify.com/artist/4aBc?si=1")
    'spotify:artist:4aBc'
    >>> one_id("IPI: 123456789")
    'ipi:00123456789'
    """
    text = text.strip()
    ipi = re.fullmatch(r"ipi:\s*(\d{1,11})", text, re.IGNORECASE)
    if ipi is not None:
        return f"ipi:{ipi[1].zfill(11)}"
    isni = re.fullmatch(r"(?:isni:|https?://(?:www\.)?isni\.org/(?:isni/)?)?([\dxX\s-]+)", text)
    if isni is not None:
        digits = re.sub(r"[\s-]", "", isni[1]).upper()
        if re.fullmatch(r"\d{15}[\dX]", digits):
            return f"isni:{digits}"
    pattern = r"(?:spotify:artist:|https?://open\.spotify\.com/(?:intl-\w+/)?artist/)(\w+)(?:\?.*)?"
    spotify = re.fullmatch(pattern, text)
    return f"spotify:artist:{spotify[1]}" if spotify is not None else text


def ids_of(party: Party) -> frozenset[str]:
    """Every id that a message gives a party, in one spelling; names are none."""
    return frozenset(
        one_id(f"ipi:{i.value.strip()}" if i.scheme is Scheme.IPI else i.value)
        for i in party.identifiers
        if i.value.strip()
    )


def one_name(text: str) -> str:
    """An artist's name in one spelling: without case, width and runs of blanks.

    >>> one_name(" Ａda   EXAMPLE ")
    'ada example'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def one_isrc(text: str) -> str:
    """An ISRC without hyphens and blanks, in upper case."""
    return re.sub(r"[\s-]", "", text).upper()


def one_release(text: str) -> str:
    """A UPC, EAN or GRid without its scheme, hyphens and leading zeros; `any` as it is."""
    bare = re.sub(r"[\s-]", "", text.rpartition(":")[2])
    return "any" if bare.casefold() == "any" else bare.upper().lstrip("0")


def on_one_line(text: str, limit: int = 200) -> str:
    """The beginning of a text, with everything that does not print as a blank."""
    return "".join(c if c.isprintable() else " " for c in text[:limit]).strip()
