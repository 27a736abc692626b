"""Makes upload histories of which it is known who sends spam, for back-tests anybody can repeat.

    python benchmarks/spamgen.py FILE [--uploads 1000000] [--seed 1]

Writes the uploads of a year to FILE as JSON Lines, oldest first, as `precheck history import` reads
them, and beside it `FILE.truth.csv`: every account, what it is, and whether that is spam.

Where the figures come from: 6.4 tracks by an artist in a year (35,000 tracks a day of two million
artists at one distributor, 2021); charting acts release every five to eight weeks; 2,700 tracks
under 656 names by one writer (2024); Thursday evenings bring many times the usual. How long a
spammer goes on, and how their kinds are mixed, nobody publishes: those numbers are ours, and the
table of a back-test must be read with that in mind.
"""

from __future__ import annotations

import csv
import math
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from msgspec import Struct, json, structs

from precheck import AiAmount
from precheck_cadence.upload import (
    AccountTier,
    ArtistName,
    TimedBy,
    UploadEvent,
    UploadStatus,
    UploadTrack,
    key_of,
)

BEGINS = datetime(2025, 11, 1, tzinfo=UTC)
DAYS = 365
HOURS = (2, 1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 9, 8, 6, 4)
"""How often people are at it, by the hour of their day."""
THURSDAY = 3
REGISTRANTS = 16**3


def _words(text: str) -> list[str]:
    return text.split()


WORDS = _words(
    "amber anchor april arrow ash aurora autumn basalt bell birch blue border bridge candle "
    "canyon cedar chalk cinder city clay cloud coast copper coral crane dawn delta desert "
    "dream drift dust echo ember evening falcon feather fern field fire fog forest fox garden "
    "ghost glass gold grove harbour hazel heart heron hill hollow home honey ice iron island "
    "ivory jade june kite lake lantern leaf letter lion lowland maple marble meadow mercury "
    "midnight mirror mist moon morning moss moth mountain needle night north oak ocean olive "
    "orchid otter paper path pearl pepper pine plain polar pond quartz rain raven reed river "
    "road rose rust salt sand satellite sea shadow shore signal silver sky slate smoke snow "
    "sparrow spring star stone storm street summer sun swan thistle thunder tide timber tin "
    "town valley velvet violet walnut water wave west wheat willow wind window winter wire "
    "wolf wood yard year yellow zephyr"
)
FIRST = _words(
    "Ada Ben Cleo Dov Eva Finn Gia Hal Ida Jon Kim Lev Mia Ned Ola Pia Quin Rae Sol Tess"
)
SYLLABLES = _words(
    "ba be bo da de do fa fe fi ga go ha he ja jo ka ke ko la le lo lu ma me mi mo na ne no nu "
    "pa pe po ra re ri ro ru sa se so su ta te ti to va ve vo wa we za ze zo"
)
SOUNDS = ("Rain", "White Noise", "Ocean Waves", "Brown Noise", "Thunderstorm", "Fan Sounds")
USES = ("Sleep", "Deep Sleep", "Relaxation", "Meditation", "Study", "Babies", "Focus", "Yoga")


class Kind(Struct, frozen=True):
    """A kind of account: how many uploads of a hundred are theirs, and what they do."""

    name: str
    share: float
    """Of all uploads, in per cent."""
    sends: Callable[[Random], Iterator[Sending]]
    tier: AccountTier = AccountTier.ARTIST


class Who(NamedTuple):
    """One account."""

    account: str
    tier: AccountTier


class Sending(Struct, frozen=True, kw_only=True):
    """One release, before its codes and sums are made."""

    at: datetime
    artists: tuple[str, ...]
    title: str
    tracks: tuple[Song, ...]
    payee: str = ""
    label: str = ""
    is_transfer: bool = False
    is_spam: bool = False
    """Whether this upload is; a hijacked account was honest before."""
    release_in_days: int = 14
    first_released: date | None = None
    cover: int | None = None
    is_rejected: bool = False


class Song(Struct, frozen=True, kw_only=True):
    """One track, before its codes and sums are made."""

    title: str
    seconds: float
    ai: AiAmount | None = None
    writers: tuple[str, ...] = ()
    sound: str = ""
    """What stands for its samples; empty for a sound of its own."""
    is_functional: bool = False


# --- names, titles, times --------------------------------------------------------------------


def _name(dice: Random) -> str:
    """Seldom that of somebody else: names shared by two artists are a matter of its own."""
    family = "".join(dice.choice(SYLLABLES) for _ in range(dice.choice([2, 3, 3, 4])))
    if dice.random() < 0.5:
        return f"{dice.choice(FIRST)} {family.capitalize()}"
    return f"{dice.choice(WORDS).capitalize()} {family.capitalize()}"


def _title(dice: Random) -> str:
    words = dice.sample(WORDS, dice.choice([1, 2, 2, 3, 4]))
    return " ".join(words).capitalize() + dice.choice(["", "", "", " (Live)", " (Acoustic)"])


def _length(dice: Random) -> float:
    return round(min(max(dice.lognormvariate(math.log(190), 0.35), 20), 1500), 2)


def _songs(dice: Random, count: int, ai: AiAmount | None, writer: str) -> tuple[Song, ...]:
    return tuple(
        Song(title=_title(dice), seconds=_length(dice), ai=ai, writers=(writer,))
        for _ in range(count)
    )


def _size(dice: Random) -> int:
    """Of a release: three of four are singles."""
    return dice.choices((1, 2, 4, 6, 10, 12, 14), (70, 8, 7, 5, 4, 4, 2))[0]


def _moment(dice: Random, day: float) -> datetime:
    """Some time of that day when people are awake."""
    hour = dice.choices(range(24), HOURS)[0]
    return BEGINS + timedelta(days=int(day), hours=hour, seconds=dice.random() * 3600)


def _thursday(dice: Random, day: float) -> datetime:
    """The evening of the Thursday before, ahead of the day on which most music comes out."""
    at = BEGINS + timedelta(days=int(day))
    at -= timedelta(days=(at.weekday() - THURSDAY) % 7)
    return at + timedelta(hours=18, seconds=dice.random() * 4 * 3600)


def _days(dice: Random, every: float, start: float = 0.0, end: float = DAYS) -> Iterator[float]:
    """Days at which something happens, `every` so many days on average, with no memory."""
    day = start + dice.expovariate(1 / every)
    while day < end:
        yield day
        day += dice.expovariate(1 / every)


# --- honest accounts -------------------------------------------------------------------------


def hobby(dice: Random) -> Iterator[Sending]:
    """One artist, a few releases a year; one of five came this year, with songs in a drawer."""
    name, ai = _name(dice), dice.choices((None, AiAmount.SOME, AiAmount.ALL), (80, 15, 5))[0]
    start = dice.uniform(0, DAYS - 30) if dice.random() < 0.2 else 0.0
    if start:
        for _ in range(dice.choices((0, 1, 2, 3), (40, 30, 20, 10))[0]):
            day = start + dice.uniform(0, 10)
            yield _release(dice, _moment(dice, day), name, _size(dice), ai)
    for day in _days(dice, dice.lognormvariate(math.log(110), 0.5), start):
        yield _release(dice, _moment(dice, day), name, _size(dice), ai)


def act(dice: Random) -> Iterator[Sending]:
    """A working artist: a single every five to eight weeks, and an album."""
    name, day = _name(dice), dice.uniform(0, 40)
    while day < DAYS:
        yield _release(dice, _thursday(dice, day), name, 1, None)
        day += dice.uniform(35, 56)
    yield _release(dice, _thursday(dice, dice.uniform(30, DAYS)), name, dice.randint(9, 14), None)


def prolific(dice: Random) -> Iterator[Sending]:
    """Someone who sends a single or two every week: beats, piano, lo-fi. Honest, and many."""
    names = [_name(dice) for _ in range(dice.choice([1, 1, 2, 3]))]
    ai = dice.choice([None, None, None, AiAmount.SOME])
    for day in _days(dice, dice.uniform(4, 9)):
        yield _release(dice, _moment(dice, day), dice.choice(names), dice.choice([1, 1, 1, 6]), ai)


def quiet_maker(dice: Random) -> Iterator[Sending]:
    """Honest music to sleep by: long tracks, few releases."""
    name = _name(dice)
    for day in _days(dice, dice.uniform(25, 70)):
        songs = tuple(
            Song(
                title=f"{_title(dice)} {dice.choice(['for Sleep', '(Piano)', 'at Night'])}",
                seconds=dice.uniform(120, 400),
                writers=(name,),
                is_functional=dice.random() < 0.6,
            )
            for _ in range(dice.choice([1, 1, 5, 10]))
        )
        yield Sending(
            at=_moment(dice, day), artists=(name,), title=songs[0].title, tracks=songs,
            cover=dice.getrandbits(64),
        )  # fmt: skip


def returning(dice: Random) -> Iterator[Sending]:
    """Somebody who was silent for most of the year and comes back, some with an album."""
    name, ago = _name(dice), dice.uniform(0, 60)
    yield _release(dice, _moment(dice, ago), name, _size(dice), None)
    back = ago + dice.uniform(190, 290)
    yield _release(dice, _moment(dice, back), name, dice.choice([1, 1, 2, 5, 10, 12]), None)
    for day in _days(dice, 45, back + 10):
        yield _release(dice, _moment(dice, day), name, 1, None)


def label(dice: Random) -> Iterator[Sending]:
    """A label: many artists, Thursdays, compilations, now and then a catalogue that moves in."""
    size = dice.lognormvariate(math.log(150), 0.8)
    artists = [_name(dice) for _ in range(max(4, int(size / 6)))]
    line = f"{_title(dice)} Records"
    for day in _days(dice, DAYS / size):
        yield _release(dice, _thursday(dice, day), dice.choice(artists), _size(dice), None, line)
    if dice.random() < 0.25:
        yield from _transfer(dice, artists, line)


def collective(dice: Random) -> Iterator[Sending]:
    """Friends who share an account: many names, a release or two a week."""
    names = [_name(dice) for _ in range(dice.randint(8, 25))]
    for day in _days(dice, dice.uniform(4, 8)):
        yield _release(dice, _moment(dice, day), dice.choice(names), _size(dice), None)


def series(dice: Random) -> Iterator[Sending]:
    """Someone who numbers what they make: sessions, études, chapters, week after week."""
    name, mask = _name(dice), f"{_title(dice)} {dice.choice(['Session', 'Study', 'Letter'])} No."
    number = 1
    for day in _days(dice, dice.uniform(6, 20)):
        count = dice.choice([1, 1, 1, 4, 12])
        songs = tuple(
            Song(title=f"{mask} {number + at}", seconds=_length(dice), writers=(name,))
            for at in range(count)
        )
        number += count
        yield Sending(
            at=_moment(dice, day), artists=(name,), title=songs[0].title, tracks=songs,
            cover=dice.getrandbits(64),
        )  # fmt: skip


def jingles(dice: Random) -> Iterator[Sending]:
    """Production music: beds, stings and idents, thirty to the album, many of them short."""
    name = _name(dice)
    for day in _days(dice, dice.uniform(20, 60)):
        songs = tuple(
            Song(
                title=_title(dice),
                seconds=dice.choice([dice.uniform(5, 29), 30.0, dice.uniform(58, 180)]),
                writers=(name,),
            )
            for _ in range(30)
        )
        yield Sending(
            at=_moment(dice, day), artists=(name,), title=_title(dice), tracks=songs,
            cover=dice.getrandbits(64),
        )  # fmt: skip


def _transfer(dice: Random, artists: list[str], line: str) -> Iterator[Sending]:
    """Some hundred releases within days, under the codes that they had elsewhere."""
    start, count = dice.uniform(10, DAYS - 10), dice.randint(60, 400)
    for number in range(count):
        at = BEGINS + timedelta(days=start, hours=2 * number / 60 + dice.random())
        made = date(dice.randint(1995, 2024), dice.randint(1, 12), dice.randint(1, 28))
        songs = _songs(dice, _size(dice), None, dice.choice(artists))
        yield Sending(
            at=at, artists=(dice.choice(artists),), title=songs[0].title, tracks=songs,
            label=line, is_transfer=True, first_released=made, cover=dice.getrandbits(64),
        )  # fmt: skip


def _release(  # noqa: PLR0913, PLR0917 - what a release is made of
    dice: Random,
    at: datetime,
    name: str,
    size: int,
    ai: AiAmount | None,
    line: str = "",
) -> Sending:
    songs = _songs(dice, size, ai, name)
    return Sending(
        at=at,
        artists=(name,),
        title=songs[0].title if size == 1 else _title(dice),
        tracks=songs,
        label=line,
        release_in_days=dice.randint(7, 35),
        cover=dice.getrandbits(64),
        is_rejected=dice.random() < 0.02,
    )


# --- spam ------------------------------------------------------------------------------------


def flood(dice: Random) -> Iterator[Sending]:
    """Albums of generated tracks, several a day, for some weeks."""
    names = [_name(dice) for _ in range(dice.randint(3, 30))]
    start, days, daily = dice.uniform(0, 300), dice.uniform(20, 60), dice.uniform(3, 12)
    mask = f"{_title(dice)} Vol."
    for number, day in enumerate(_days(dice, 1 / daily, start, start + days)):
        songs = tuple(
            Song(title=f"{mask} {number * 12 + at}", seconds=dice.uniform(60, 130), ai=AiAmount.ALL)
            for at in range(12)
        )
        yield _spam(dice, _moment(dice, day), dice.choice(names), songs)


def drip(dice: Random) -> Iterator[Sending]:
    """Singles by a scheduler, a few a day for months, under ever new names."""
    start, daily = dice.uniform(0, 120), dice.randint(2, 8)
    step, day = 1 / daily, start
    ai = dice.choice([AiAmount.ALL, None])
    while day < start + 200 and day < DAYS:
        song = Song(title=_title(dice), seconds=dice.uniform(90, 200), ai=ai)
        at = BEGINS + timedelta(days=day, seconds=dice.uniform(0, 40))
        yield _spam(dice, at, _name(dice), (song,))
        day += step


def pseudonyms(dice: Random) -> Iterator[Sending]:
    """One payee, hundreds of names with a handful of tracks each."""
    names = [_name(dice) + dice.choice(["", " Trio", " Project"]) for _ in range(200)]
    writers = ("the same writer",)
    for day in _days(dice, 0.5, dice.uniform(0, 100)):
        songs = tuple(
            Song(title=_title(dice), seconds=dice.uniform(100, 180), writers=writers)
            for _ in range(dice.choice([1, 2, 2]))
        )
        yield _spam(dice, _moment(dice, day), dice.choice(names), songs)


def edge(dice: Random) -> Iterator[Sending]:
    """Tracks of 31 seconds, twenty to the album."""
    name = _name(dice)
    for day in _days(dice, 2.5, dice.uniform(0, 200)):
        songs = tuple(Song(title=_title(dice), seconds=dice.uniform(30.5, 33)) for _ in range(20))
        yield _spam(dice, _moment(dice, day), name, songs)


def copies(dice: Random) -> Iterator[Sending]:
    """The same hundred sounds again and again under other titles and names."""
    sounds = [f"{dice.getrandbits(64)}" for _ in range(100)]
    lengths = {sound: dice.uniform(100, 220) for sound in sounds}
    for day in _days(dice, 0.4, dice.uniform(0, 150)):
        sound = dice.choice(sounds)
        song = Song(title=_title(dice), seconds=lengths[sound], sound=sound)
        yield _spam(dice, _moment(dice, day), _name(dice), (song,))


def noise(dice: Random) -> Iterator[Sending]:
    """Rain and fans, with titles that are made to be searched for."""
    name, cover = f"{dice.choice(SOUNDS)} for {dice.choice(USES)}", dice.getrandbits(64)
    for number, day in enumerate(_days(dice, 0.7, dice.uniform(0, 150))):
        songs = tuple(
            Song(
                title=f"{dice.choice(SOUNDS)} for {dice.choice(USES)}, {dice.choice(USES)}, "
                f"{dice.choice(USES)}, Pt. {number * 10 + at}",
                seconds=dice.uniform(31, 120),
                is_functional=True,
            )
            for at in range(10)
        )
        yield _spam(dice, _moment(dice, day), name, songs, cover)


def patient(dice: Random) -> Iterator[Sending]:
    """A few singles a week for the whole year, each under another name: below every flood."""
    ai = dice.choice([AiAmount.ALL, None, None])
    for day in _days(dice, dice.uniform(1.0, 2.0), dice.uniform(0, 60)):
        song = Song(title=_title(dice), seconds=dice.uniform(90, 180), ai=ai)
        yield _spam(dice, _moment(dice, day), _name(dice), (song,))


def hijacked(dice: Random) -> Iterator[Sending]:
    """An honest account that slept, and now sends other people's music, or a machine's."""
    name = _name(dice)
    yield _release(dice, _moment(dice, dice.uniform(0, 20)), name, _size(dice), None)
    start = dice.uniform(210, 330)
    for number in range(dice.randint(30, 120)):
        at = BEGINS + timedelta(days=start + number / 12, seconds=dice.uniform(0, 3000))
        song = Song(title=_title(dice), seconds=dice.uniform(80, 200))
        yield _spam(dice, at, _name(dice), (song,))


def _spam(
    dice: Random, at: datetime, name: str, songs: tuple[Song, ...], cover: int | None = None
) -> Sending:
    return Sending(
        at=at, artists=(name,), title=songs[0].title, tracks=songs, is_spam=True,
        release_in_days=dice.randint(2, 7), is_rejected=dice.random() < 0.1,
        cover=dice.getrandbits(64) if cover is None else cover ^ (1 << dice.randrange(64)),
    )  # fmt: skip


KINDS = (
    Kind("hobby", 29, hobby),
    Kind("act", 8, act),
    Kind("prolific", 6, prolific),
    Kind("quiet-maker", 1, quiet_maker),
    Kind("returning", 2, returning),
    Kind("collective", 1, collective),
    Kind("series", 0.8, series),
    Kind("jingles", 0.2, jingles),
    Kind("label", 30, label, tier=AccountTier.LABEL),
    Kind("flood", 5, flood),
    Kind("drip", 5, drip),
    Kind("pseudonyms", 3, pseudonyms),
    Kind("edge", 1, edge),
    Kind("copies", 3, copies),
    Kind("noise", 2, noise),
    Kind("patient", 2, patient),
    Kind("hijacked", 1, hijacked),
)


# --- histories -------------------------------------------------------------------------------


class Truth(Struct, frozen=True):
    """What an account is."""

    account: str
    kind: str
    bad: int
    """1 for spam."""
    since: str
    """When it began; empty for honest accounts."""
    uploads: int
    bad_uploads: int


def accounts(uploads: int, seed: int) -> Iterator[tuple[Truth, list[UploadEvent]]]:
    """Accounts with what they send, until there are so many uploads; a seed gives the same ones."""
    codes = count()
    for kind in KINDS:
        wanted, number = uploads * kind.share / 100, 0
        while wanted > 0:
            who = Who(f"{kind.name}-{number}-{seed}", kind.tier)
            sendings = _sendings(kind, Random(f"{seed} {who.account}"))
            bad = [sending for sending in sendings if sending.is_spam]
            since = bad[0].at.isoformat() if bad else ""
            yield (
                Truth(who.account, kind.name, int(bool(bad)), since, len(sendings), len(bad)),
                [_event(who, at, sending, codes) for at, sending in enumerate(sendings)],
            )
            wanted -= max(len(sendings), 1)
            number += 1


def write(file: Path, uploads: int, seed: int) -> list[Truth]:
    """Write a history, oldest first, and beside it the truth; the uploads wait on the disk."""
    encoder, truths = json.Encoder(), []
    places: list[tuple[datetime, int, int]] = []
    with TemporaryFile() as made:
        for truth, events in accounts(uploads, seed):
            truths.append(truth)
            for event in events:
                line = encoder.encode(row(event)) + b"\n"
                places.append((event.uploaded, made.tell(), len(line)))
                made.write(line)
        with file.open("wb") as out:
            for _, start, length in sorted(places):
                made.seek(start)
                out.write(made.read(length))
    with file.with_name(f"{file.name}.truth.csv").open("w", newline="") as out_truth:
        rows = csv.writer(out_truth)
        rows.writerow(Truth.__struct_fields__)
        rows.writerows(structs.astuple(truth) for truth in truths)
    return truths


def row(event: UploadEvent) -> dict[str, Any]:
    """An upload as `precheck history import` reads it."""
    tracks = [
        {
            "isrc": track.isrc,
            "title": track.title,
            "artists": [artist.name for artist in track.artists],
            "writers": list(track.writers),
            "seconds": track.seconds,
            "ai": track.ai or "unknown",
            "functional": track.is_functional,
            "sums": list(track.sums),
        }
        for track in event.tracks
    ]
    return {
        "account": event.account,
        "product": event.product,
        "uploaded": event.uploaded,
        "message": event.message,
        "release_title": event.title,
        "release_artists": [artist.name for artist in event.artists],
        "label": event.label,
        "payee": event.payee,
        "tier": event.tier,
        "release_date": event.release_date,
        "original_release_date": event.original_release_date,
        "cover": f"{event.cover:016x}",
        "transfer": event.is_transfer,
        "status": event.status,
        "tracks": tracks,
    }


def _sendings(kind: Kind, dice: Random) -> list[Sending]:
    found = (s for s in kind.sends(dice) if s.at < BEGINS + timedelta(days=DAYS))
    return sorted(found, key=lambda sending: sending.at)


def _event(who: Who, number: int, sending: Sending, codes: Iterator[int]) -> UploadEvent:
    code = md5(f"{who.account} {number}".encode(), usedforsecurity=False).hexdigest()
    artists = tuple(ArtistName(key_of(name), name) for name in sorted(sending.artists))
    released = (sending.at + timedelta(days=sending.release_in_days)).date()
    return UploadEvent(
        release=f"{code[:16]}.xml",
        account=who.account,
        tier=who.tier,
        payee=sending.payee or f"payee of {who.account}",
        product=f"icpn:{int(code[:11], 16):013}"[:18],
        message=code[:24],
        uploaded=sending.at,
        timed_by=TimedBy.DELIVERY,
        title=sending.title,
        label=sending.label,
        artists=artists,
        release_date=released,
        original_release_date=sending.first_released or released,
        ai=sending.tracks[0].ai,
        cover=sending.cover,
        status=UploadStatus.REJECTED if sending.is_rejected else UploadStatus.DELIVERED,
        is_transfer=sending.is_transfer,
        tracks=tuple(
            _track(f"{code} {at}", song, artists, sending, next(codes))
            for at, song in enumerate(sending.tracks)
        ),
    )


def _track(
    own: str, song: Song, artists: tuple[ArtistName, ...], sending: Sending, number: int
) -> UploadTrack:
    year = (sending.first_released or sending.at).year % 100
    # Every registrant in turn, so that no code is given twice and none is used up in a day.
    isrc = f"QZ{number % REGISTRANTS:03X}{year:02}{number // REGISTRANTS:05}"
    sound = md5((song.sound or own).encode(), usedforsecurity=False).hexdigest()
    return UploadTrack(
        reference=isrc,
        key=f"isrc:{isrc}",
        isrc=isrc,
        title=song.title,
        title_key=key_of(song.title),
        artist=", ".join(artist.name for artist in artists),
        artists=artists,
        writers=tuple(key_of(name) for name in song.writers),
        seconds=song.seconds,
        ai=song.ai,
        is_functional=song.is_functional,
        sums=(f"pcm:{sound}",),
    )


def main() -> None:
    """Write a history and its truth."""
    asked = ArgumentParser(description="Make an upload history with known truth.")
    asked.add_argument("file", type=Path)
    asked.add_argument("--uploads", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    truths = write(wanted.file, wanted.uploads, wanted.seed)
    print(f"{sum(truth.uploads for truth in truths)} uploads of {len(truths)} accounts")


if __name__ == "__main__":
    main()
