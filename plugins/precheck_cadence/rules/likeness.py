"""What the rules about sound have in common: whose an echo is, what differs, how it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from precheck_cadence.duplicates.matching import Match
from precheck_cadence.duplicates.relation import Part, certain, parts
from precheck_cadence.heard import Heard
from precheck_cadence.history import Echo, time_of
from precheck_cadence.signals.spelling import parted
from precheck_cadence.upload import key_of

_VERSIONS = frozenset(
    {
        *(
            "album",
            "clean",
            "edit",
            "edited",
            "explicit",
            "extended",
            "instrumental",
            "mix",
            "mono",
        ),
        *("radio", "remaster", "remastered", "single", "stereo", "version", "vocal"),
    }
)
"""Words of a version that may sound the same. One that is live, slowed or a remix does not."""

TOLD = 5
"""How many echoes evidence tells of."""


def differs(heard: Heard, echo: Echo) -> tuple[str, ...]:
    """What both sides state, and differently: of `account`, `artist`, `isrc`, `title`."""
    sides = {
        "account": (heard.account, echo.account),
        "artist": (heard.artist_key, echo.artist_key),
        "isrc": (heard.isrc, echo.isrc),
        "title": (heard.title_key, echo.title_key),
    }
    return tuple(name for name, (own, other) in sides.items() if own and other and own != other)


def is_of_others(heard: Heard, echo: Echo) -> bool:
    """Whether it is of another account; where one is not known, of another artist."""
    if heard.account and echo.account:
        return heard.account != echo.account
    return "artist" in differs(heard, echo)


def is_earlier(heard: Heard, echo: Echo) -> bool:
    """Whether it first came no later than the track: the later one took from the earlier."""
    return time_of(echo.moment) <= heard.uploaded


def is_version(heard: Heard, echo: Echo) -> bool:
    """Whether one account sends both as versions of one song by one artist.

    A clean version and a radio edit sound the same, and have titles and codes of their own.
    """
    is_own = bool(heard.account) and heard.account == echo.account
    is_by_one = bool(heard.artist_key) and heard.artist_key == echo.artist_key
    (song, version), (other_song, other_version) = _split(heard.title), _split(echo.title)
    says_which = version != other_version and _VERSIONS & (version | other_version)
    return is_own and is_by_one and song == other_song and bool(says_which)


def parts_of(echoes: Sequence[Echo], least_seconds: float = 0.0) -> list[tuple[Echo, Part]]:
    """The different recordings that a track holds parts of; copies of one are one."""
    found = parts({i: Match(stretches=e.stretches) for i, e in enumerate(echoes)})
    return [(echoes[part.print], part) for part in found if part.seconds >= least_seconds]


def certain_seconds(echo: Echo) -> float:
    """How much sound is shared by no accident."""
    return sum(stretch.seconds for stretch in certain(echo.stretches))


def named(heard: Heard) -> str:
    """A track, as a message names it."""
    return f"track {heard.track} {heard.title!r}"


def placed(echo: Echo) -> str:
    """An echo, as a message names it: its title, and where it is."""
    where = ", ".join(repr(name) for name in echo.releases) or (
        f"{echo.release_title or echo.product!r} of {time_of(echo.moment):%Y-%m-%d}"
    )
    return f"{echo.title!r} in {where}"


def said(heard: Heard, echo: Echo) -> str:
    """What differs, such as `title 'Low Sun' here, 'High Sun' there`."""
    sides = {
        "account": ("account", heard.account, echo.account),
        "artist": ("artist", heard.artist, echo.artist),
        "isrc": ("ISRC", heard.isrc, echo.isrc),
        "title": ("title", heard.title, echo.title),
    }
    told = (sides[word] for word in differs(heard, echo))
    return " and ".join(f"{word} {own!r} here, {other!r} there" for word, own, other in told)


def and_more(number: int) -> str:
    """How many others there are beside the one that is named."""
    return f"; and {number} more recording{'s' if number > 1 else ''}" if number else ""


def of_track(heard: Heard) -> dict[str, Any]:
    """The track, as evidence."""
    return {
        "track": heard.track,
        "seconds": heard.seconds,
        "account": heard.account,
        "isrc": heard.isrc,
        "title": heard.title,
        "artist": heard.artist,
        "uploaded": heard.uploaded.isoformat(),
        "not_compared": heard.left_out,
    }


def of_echoes(heard: Heard, echoes: Iterable[Echo]) -> list[dict[str, Any]]:
    """Some echoes, as evidence."""
    return [_of_echo(heard, echo) for echo in [*echoes][:TOLD]]


def _of_echo(heard: Heard, echo: Echo) -> dict[str, Any]:
    return {
        "relation": echo.relation.value,
        "differs": list(differs(heard, echo)),
        "bit_error_rate": round(echo.bit_error_rate, 4),
        "coverage": round(echo.coverage, 3),
        "own_coverage": round(echo.own_coverage, 3),
        "other_coverage": round(echo.other_coverage, 3),
        "shared_seconds": round(echo.shared_seconds, 1),
        "stretches": [
            {
                "here_seconds": round(stretch.one_seconds, 1),
                "there_seconds": round(stretch.other_seconds, 1),
                "seconds": round(stretch.seconds, 1),
            }
            for stretch in echo.stretches[:TOLD]
        ],
        "account": echo.account,
        "product": echo.product,
        "release": echo.release_title,
        "isrc": echo.isrc,
        "title": echo.title,
        "artist": echo.artist,
        "seconds": round(echo.seconds, 1),
        "uploaded": time_of(echo.moment).isoformat(),
        "in_this_batch": list(echo.releases),
    }


def _split(title: str) -> tuple[str, frozenset[str]]:
    """A title's song, and the words of its version.

    Numbers are no words: a second part that sounds like the first is no version of it.
    """
    song, version = parted(key_of(title))
    return song, frozenset(re.findall(r"[^\W\d_]+", version))
