"""How a title brings in a guest: as "(feat. Name)", "ft. Name", "(with Name)" and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from precheck import DisplayArtist, Title
from precheck_recipients.wording import words

FEATURED = "FeaturedArtist"
_OPENING, _CLOSING = "([（［", ")]）］"
_GUEST = re.compile(
    r"(?<![0-9a-z\u00c0-\u04ff])(?:(?P<sign>feat|ft|featuring)(?![^\W_])(?P<dot>\.?)"
    r"|(?:with|avec|con|com|mit|met|participação(?: de)?)(?![^\W_])|w/|part\.)"
    r"\s*(?P<rest>[^()\[\]（）［］]*)",
    re.IGNORECASE,
)
"""A word that brings a guest in, and what stands behind it; Japanese sets no space before it."""
_RIGHT = re.compile(r"(?:feat\.|with) \S")
_NO_GUEST = re.compile(r"feat\s+of\b|ft\.?\s+(?:knox|lauderdale|myers|worth)\b", re.IGNORECASE)
"""A feat of strength, and towns that are called after a fort."""
_AFTER_WORD = re.compile(r"[^\W\d_]\s*$")
_FEET_OR_FORT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|hundred|thousand|few|many|square|sq\.?|cubic|at|from|in|near|to)\s+$",
    re.IGNORECASE,
)
"""What stands before a measure or a fort: "Six Ft. Under" is a title, and "Live at Ft. Bragg"."""


class Guest(Struct, frozen=True):
    """Where a title brings in a guest."""

    text: str
    """As it is written, without brackets."""
    is_right: bool
    """Whether it is in the one form that Apple takes: "feat." or "with", in brackets."""
    has_sign: bool
    """Whether it says "feat." in some spelling, and not "with"."""


def featured(artists: tuple[DisplayArtist, ...]) -> tuple[str, ...]:
    """The names of those whose role it is to be featured."""
    names = (one.party.name for one in artists if FEATURED in one.roles)
    return tuple(dict.fromkeys(filter(None, names)))


def guests(title: Title, names: tuple[str, ...]) -> Iterator[Guest]:
    """Where a title, or its version, brings in a guest.

    Behind "with" and words of other languages only the `names` are believed to be one, and only in
    brackets, as a version is shown; so they are outside of brackets with what has no dot.
    """
    text = f"{title.text} ({title.subtitle})" if title.subtitle else title.text
    for found in _GUEST.finditer(text):
        before = text[: found.start()]
        opened = max(map(before.rfind, _OPENING))
        is_bracketed = opened > max(map(before.rfind, _CLOSING))
        is_first = is_bracketed and not before[opened + 1 :].strip()
        if _is_guest(found, before, names, is_first=is_first):
            is_right = is_bracketed and _RIGHT.match(found.group()) is not None
            yield Guest(found.group().strip(), is_right, found["sign"] is not None)


def first_guest(
    titles: Iterable[Title],
    names: tuple[str, ...],
    is_meant: Callable[[Guest], bool] = lambda _: True,
) -> tuple[Title, str] | None:
    """The first title that brings in a guest of the kind that is meant, and in which words."""
    said = ((title, guest) for title in titles for guest in guests(title, names))
    return next(((title, guest.text) for title, guest in said if is_meant(guest)), None)


def _is_guest(found: re.Match[str], before: str, names: tuple[str, ...], *, is_first: bool) -> bool:
    """Whether the word brings in an artist; `is_first` where it is the first in its brackets."""
    rest = words(found["rest"])
    is_credited = any(f"{rest} ".startswith(f"{name} ") for name in filter(None, map(words, names)))
    if found["sign"] is None:
        return is_first and is_credited
    if is_credited or not rest or _NO_GUEST.match(found.group()):
        return is_credited
    return is_first or (bool(found["dot"]) and _may_bring_in(found["sign"], before))


def _may_bring_in(sign: str, before: str) -> bool:
    """Whether a short form may be one behind such text; "ft." is a measure, too."""
    if sign.casefold() == "ft":
        return _AFTER_WORD.search(before) is not None and _FEET_OR_FORT.search(before) is None
    return bool(before.strip())
