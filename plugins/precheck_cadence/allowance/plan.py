"""What somebody plans to send, as it is typed: `12 releases`, `3 albums of 12 tracks`."""

from __future__ import annotations

import re

from msgspec import Struct

from precheck.commands import UsageError, many, plain

MOST_RELEASES, MOST_TRACKS = 1_000_000, 10_000
_FORM = re.compile(
    r"(?P<number>\d{1,9})\s+(?P<ai>ai\s+)?(?P<what>release|single|album|ep|track)s?"
    r"(?:\s+of\s+(?P<tracks>\d{1,9})\s+tracks?(?:\s+each)?)?",
    re.IGNORECASE | re.ASCII,
)
_SOME = "'12 releases', '3 albums of 12 tracks', '20 singles', '2 AI releases'"


class Plan(Struct, frozen=True, kw_only=True):
    """So many releases alike, sent together."""

    releases: int
    tracks_each: int = 1
    is_ai: bool = False
    """Whether AI alone makes them."""

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read it. Raises `UsageError`. A release of which no tracks are said has one."""
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise UsageError(f"--plan {plain(repr(text))}: write it as {_SOME}")
        number, what, said = int(found["number"]), found["what"].casefold(), found["tracks"]
        if what == "track":
            releases, tracks = 1, number
        else:
            releases, tracks = number, int(said or 1)
        if what in {"album", "ep"} and said is None:
            raise UsageError(f"--plan {text!r}: say of how many tracks, as '3 albums of 12 tracks'")
        if what in {"track", "single"} and said is not None:
            raise UsageError(f"--plan {text!r}: a {what} is not of tracks; write it as {_SOME}")
        if not (1 <= releases <= MOST_RELEASES and 1 <= tracks <= MOST_TRACKS):
            raise UsageError(
                f"--plan {text!r}: from 1 to {MOST_RELEASES:,} releases, of 1 to {MOST_TRACKS:,}"
                " tracks"
            )
        return cls(releases=releases, tracks_each=tracks, is_ai=found["ai"] is not None)

    @property
    def words(self) -> str:
        """As a person says it."""
        made = "AI " if self.is_ai else ""
        return f"{many(self.releases, f'{made}release')} of {many(self.tracks_each, 'track')}"
