"""A list of albums that are due, and releases with AI that name their artists at that time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from precheck import AiAmount, Batch, Facts, Tools, Unavailable, inspector
from precheck_cadence.lists import BadList, Form, day_of, read
from precheck_cadence.options import CadenceOptions
from precheck_cadence.signals.spelling import folded, plain_name, words
from precheck_cadence.upload import UploadEvent

FORM = Form(
    option="campaigns",
    of="campaigns",
    columns=("artist", "date", "accounts"),
    needed=3,
)
MOST_DAYS = 90
"""Releases that come out further from an album than this are not looked at."""

_FEATURED = r"[\s([](?:feat|featuring|ft)\b\.?"
_IN_TITLE = re.compile(_FEATURED, re.IGNORECASE)
"""What stands before the names in a title."""
_IN_LINE = re.compile(rf"[,;&/+]|{_FEATURED}|\s(?:vs|with|x|and)\b\.?", re.IGNORECASE)
"""What stands between the names of a displayed line."""


class Campaign(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    artist: str
    """As it is written there."""
    day: date
    """When the album comes out."""
    accounts: tuple[str, ...]
    """Those that send for the artist."""
    line: int


class Shadow(Struct, frozen=True, kw_only=True):
    """A release with AI that names the artist of a campaign, from an account of somebody else."""

    release: str
    track: str = ""
    """The reference of the first track that does; empty where the release itself does."""
    named: str
    """What holds the name: an artist, or a title."""
    account: str
    ai: AiAmount
    """How much of the release AI made."""
    release_date: date
    campaign: Campaign

    @property
    def days(self) -> int:
        """From the album to the release; below 0 where it comes before."""
        return (self.release_date - self.campaign.day).days


class Campaigns(Struct, frozen=True, kw_only=True):
    """What of a batch is in the shadow of an album."""

    file: str
    """As the settings name it."""
    shadows: tuple[Shadow, ...] = ()


@inspector(of=Batch, gives=Campaigns, needs=(UploadEvent,))
def campaigns(_: Batch, facts: Facts, tools: Tools) -> Campaigns | Unavailable:
    """Read the list that the settings name, and compare every upload with AI with it."""
    name = (facts.get(CadenceOptions) or CadenceOptions()).campaigns
    listed = read(FORM, tools.data, name, _campaign)
    if isinstance(listed, Unavailable):
        return listed
    events = (event for _, event in facts.each(UploadEvent))
    return Campaigns(file=name, shadows=tuple(shadows(listed, events)))


def shadows(listed: Iterable[Campaign], events: Iterable[UploadEvent]) -> Iterator[Shadow]:
    """Each release once for each campaign that it shadows; those nearest to it first."""
    every = list(listed)
    for event in sorted(events, key=lambda e: e.release):
        if event.ai in {AiAmount.ALL, AiAmount.SOME} and event.account and event.release_date:
            found = (_shadow(one, event, event.ai, event.release_date) for one in every)
            near = [one for one in found if one is not None]
            yield from sorted(near, key=lambda one: (abs(one.days), one.campaign.line))


def _shadow(campaign: Campaign, event: UploadEvent, ai: AiAmount, day: date) -> Shadow | None:
    if event.account in campaign.accounts or abs((day - campaign.day).days) > MOST_DAYS:
        return None
    for track, text, names in _texts(event):
        if _is_named(campaign.artist, text, names):
            return Shadow(
                release=event.release,
                track=track,
                named=text,
                account=event.account,
                ai=ai,
                release_date=day,
                campaign=campaign,
            )
    return None


def _texts(event: UploadEvent) -> Iterator[tuple[str, str, list[str]]]:
    """Each text that may hold a name, with its track, and the names that it gives by themselves."""
    for artist in event.artists:
        yield "", artist.name, [artist.name]
    yield "", event.title, _IN_TITLE.split(event.title)[1:]
    for track in event.tracks:
        for artist in track.artists:
            yield track.reference, artist.name, [artist.name]
        yield track.reference, track.artist, _IN_LINE.split(track.artist)
        yield track.reference, track.title, _IN_TITLE.split(track.title)[1:]


def _is_named(artist: str, text: str, names: Iterable[str]) -> bool:
    """Whether one of the names is the artist's; a name of several words counts anywhere."""
    if plain_name(artist) in map(plain_name, names):
        return True
    wanted, held = words(folded(artist)), words(folded(text))
    size = len(wanted)
    return size > 1 and any(held[at : at + size] == wanted for at in range(len(held)))


def _campaign(cells: Mapping[str, str], line: int) -> Campaign:
    artist, day = cells["artist"], day_of(cells, "date")
    if not plain_name(artist):
        raise BadList("artist is empty")
    if day is None:
        raise BadList("date is empty")
    accounts = tuple(name for part in cells["accounts"].split(";") if (name := part.strip()))
    if not accounts:
        raise BadList("accounts is empty: without them the artist's own releases would be told")
    return Campaign(artist=artist, day=day, accounts=accounts, line=line)
