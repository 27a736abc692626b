"""What one release is as an upload: who sends what, under which names, and when."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, UTC, datetime, time
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from precheck import (
    AudioStream,
    DisplayArtist,
    Facts,
    FileDigest,
    Place,
    Reason,
    Release,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_cadence.options import CadenceOptions

SHORTEST_SECONDS = 30.0
LONGEST_SECONDS = 35.0
"""The royalty edge, both ends included: a play of 30 seconds is the shortest that is paid."""

_MAIN_ROLES = frozenset({"MainArtist", "Artist", "PrimaryArtist"})
_NOBODY = frozenset({"various artists", "various"})
"""Names that stand for many artists; nobody's rhythm can be read from them."""
_ENDS = frozenset({MINYEAR, MAXYEAR})
_INVISIBLE = frozenset({"Cc", "Cf"})


class TimedBy(StrEnum):
    """Where the time of an upload comes from."""

    DELIVERY = "delivery"
    """`uploaded` in `delivery.toml`."""
    MESSAGE = "message"
    """When the message was created."""
    DAY = "day"
    """The day the verdict is for, from 00:00 UTC."""


class ArtistName(Struct, frozen=True):
    """An artist name as written, and what makes two spellings the same name."""

    key: str
    name: str


class UploadTrack(Struct, frozen=True, kw_only=True):
    """One track of an upload."""

    reference: str
    key: str
    """The recording within its release: its ISRC, else its bytes, else its reference."""
    isrc: str = ""
    title: str = ""
    """With its version."""
    title_key: str = ""
    artist: str = ""
    """The artists as displayed."""
    artists: tuple[ArtistName, ...] = ()
    """Its main artists, sorted; featured ones do not count."""
    seconds: float | None = None
    """The length of the sound, else what the message states; None where neither is known."""
    sha256: str = ""
    """Of the encoded sound, else of the file, in lower case; empty where neither is known."""
    is_sound_sum: bool = False
    """Whether `sha256` is of the encoded sound alone, not of the whole file."""
    place: Place | None = None
    """Of its ISRC in the message, else of the whole track; None without a message."""
    audio: str = ""
    """Its file as seen from the release folder; empty where there is none."""

    @property
    def artist_key(self) -> str:
        """The main artists as one key, whatever their order."""
        return "\n".join(artist.key for artist in self.artists)

    @property
    def is_short(self) -> bool:
        """Whether it lasts 30 to 35 seconds."""
        return self.seconds is not None and SHORTEST_SECONDS <= self.seconds <= LONGEST_SECONDS


class UploadEvent(Struct, frozen=True, kw_only=True):
    """One release as an upload. The same release sent again has the same account and product."""

    release: str
    account: str
    """Empty where nobody says who sends it."""
    is_label: bool = False
    """Whether the account is a label's or distributor's, not one artist's."""
    product: str
    """Such as `icpn:36000291452`: the ICPN, else the GRid, else the message id."""
    message: str = ""
    """The message id."""
    uploaded: datetime
    """In UTC."""
    timed_by: TimedBy
    title: str = ""
    artists: tuple[ArtistName, ...] = ()
    """The main artists of the release, sorted."""
    tracks: tuple[UploadTrack, ...] = ()
    place: Place | None = None
    """Of the release in the message; None without one."""
    sender: Place | None = None
    """Of the sender in the message; None without one."""


@inspector(
    of=Release, gives=UploadEvent, wants=(FileDigest, AudioStream), version=2, is_derived=True
)
def upload_event(release: Release, facts: Facts, tools: Tools) -> UploadEvent | Unavailable:
    """Read the upload off the release; nothing outside it is looked at."""
    why_not = _why_not_an_upload(release)
    if why_not:
        return Unavailable(Reason.NOT_APPLICABLE, why_not)
    artists = _main_artists(release.artists, release.display_artist_name)
    uploaded, timed_by = _uploaded(release, tools)
    tracks = tuple(_tracks(release, artists, facts))
    options = facts.get(CadenceOptions) or CadenceOptions()
    is_sender = release.account != release.delivery.account
    return UploadEvent(
        release=release.id,
        account=release.account,
        is_label=bool(release.account) and (is_sender or release.account in options.labels),
        product=_product(release, tracks),
        message=release.message.message_id if release.message is not None else "",
        uploaded=uploaded,
        timed_by=timed_by,
        title=writable(release.title),
        artists=tuple(a for a in artists if a.key not in _NOBODY),
        tracks=tracks,
        place=release.at(),
        sender=release.message.sender.at() if release.message is not None else None,
    )


def key_of(text: str) -> str:
    """What two spellings of a name or title have in common.

    Letter case, the way accents are encoded, widths, spaces and invisible characters do not count.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    spaced = " ".join(folded.split())
    return writable("".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE))


def as_utc(moment: datetime) -> datetime:
    """The same moment in UTC; a time without a zone is taken as UTC."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _why_not_an_upload(release: Release) -> str:
    message = release.message
    if message is not None and message.kind != "NewReleaseMessage":
        return f"a {message.kind} sends nothing new"
    if message is not None and message.deals and all(deal.is_takedown for deal in message.deals):
        return "every deal is a takedown: it sends nothing new"
    return "" if release.tracks else "there are no tracks"


def _uploaded(release: Release, tools: Tools) -> tuple[datetime, TimedBy]:
    stated = (
        (release.delivery.uploaded, TimedBy.DELIVERY),
        (release.message.created if release.message is not None else None, TimedBy.MESSAGE),
    )
    for moment, by in stated:
        # The ends of the calendar stand for "not set", and may have no time in UTC.
        if moment is not None and moment.year not in _ENDS:
            return as_utc(moment), by
    return datetime.combine(tools.as_of, time(), UTC), TimedBy.DAY


def _product(release: Release, tracks: tuple[UploadTrack, ...]) -> str:
    icpn = release.icpn.strip().lstrip("0")  # a UPC is an EAN with a zero before it
    if icpn:
        return writable(f"icpn:{icpn}")
    if release.grid:
        return writable(f"grid:{release.grid.replace('-', '').upper()}")
    if release.message is not None and release.message.message_id:
        return f"message:{release.message.message_id}"
    keys = "\n".join(sorted(track.key for track in tracks))
    return f"recordings:{hashlib.sha256(keys.encode()).hexdigest()}"


def _tracks(
    release: Release, artists: tuple[ArtistName, ...], facts: Facts
) -> Iterator[UploadTrack]:
    digests = {t.reference: d for t, d in facts.each(FileDigest) if isinstance(t, Track)}
    streams = {t.reference: s for t, s in facts.each(AudioStream) if isinstance(t, Track)}
    uses: Counter[str] = Counter()
    for track in release.tracks:
        digest, stream = digests.get(track.reference), streams.get(track.reference)
        sha256 = digest.sound.partition(":")[2] or digest.sha256 if digest is not None else ""
        title = f"{track.title} ({track.version})" if track.version else track.title
        own = _main_artists(track.artists, track.display_artist_name) or artists
        key = _recording(track, sha256)
        uses[key] += 1
        yield UploadTrack(
            reference=track.reference,
            key=f"{key}~{uses[key]}" if uses[key] > 1 else key,
            isrc=_isrc(track),
            title=writable(title),
            title_key=key_of(f"{track.title} {track.version}"),
            artist=writable(track.display_artist_name or ", ".join(a.name for a in own)),
            artists=tuple(a for a in own if a.key not in _NOBODY),
            seconds=stream.duration_seconds if stream is not None else track.duration_seconds,
            sha256=sha256,
            is_sound_sum=digest is not None and bool(digest.sound),
            place=track.at("isrc"),
            audio=writable(_below(track.audio, release.root)),
        )


def _below(file: Path | None, folder: Path) -> str:
    """The file as seen from the folder; never a path of this machine."""
    if file is None:
        return ""
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name


def _recording(track: Track, sha256: str) -> str:
    isrc = _isrc(track)
    if isrc:
        return f"isrc:{isrc}"
    return f"sha256:{sha256}" if sha256 else writable(f"reference:{track.reference}")


def _isrc(track: Track) -> str:
    return writable("".join(track.isrc.split()).replace("-", "").upper())


def _main_artists(displayed: tuple[DisplayArtist, ...], line: str) -> tuple[ArtistName, ...]:
    """The names whose rhythm it is; the displayed line where the message names nobody."""
    main = [a for a in displayed if not a.roles or _MAIN_ROLES.intersection(a.roles)]
    return _named(a.party.name for a in main) or _named([line])


def _named(names: Iterable[str]) -> tuple[ArtistName, ...]:
    """The names with their keys, sorted, each key once."""
    first: dict[str, str] = {}
    for key, name in sorted((key_of(name), writable(name.strip())) for name in names):
        first.setdefault(key, name)
    return tuple(ArtistName(key, name) for key, name in first.items() if key)


def writable(text: str) -> str:
    """The text without halves of characters, which a file name can hold and JSON cannot."""
    return text.encode("utf-8", "replace").decode()
