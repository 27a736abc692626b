"""How an upload is read off a release and what is known of its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from pathlib import Path

from precheck import (
    AccountTier,
    AiAmount,
    AiDisclosure,
    AudioStream,
    DisplayArtist,
    Facts,
    FileDigest,
    Fingerprint,
    Image,
    Origin,
    PictureHash,
    Reason,
    Release,
    Sound,
    Tools,
    Track,
    Unavailable,
    UploadStatus,
    inspector,
)
from precheck_cadence.naming import (
    NOBODY,
    grid_key,
    icpn_key,
    isrc_of,
    named,
    together,
    writers_named,
)
from precheck_cadence.options import CadenceOptions
from precheck_cadence.signals.functional import is_functional, is_functional_genre
from precheck_cadence.upload import (
    ArtistName,
    TimedBy,
    UploadEvent,
    UploadTrack,
    key_of,
    writable,
)

_MAIN_ROLES = frozenset({"MainArtist", "Artist", "PrimaryArtist"})
_WRITER_ROLES = frozenset({"Author", "Composer", "ComposerLyricist", "Lyricist"})
_MIX = "DjMix"
"""What DDEX calls one, as a profile (ERN profiles 2.1) and as a type of release."""
_ENDS = frozenset({MINYEAR, MAXYEAR})
_DAY_LENGTH = len("2026-11-20")


@inspector(
    of=Release,
    gives=UploadEvent,
    wants=(FileDigest, AudioStream, Sound, Fingerprint, AiDisclosure, PictureHash),
    version=6,
    is_derived=True,
)
def upload_event(release: Release, facts: Facts, tools: Tools) -> UploadEvent | Unavailable:
    """Read the upload off the release; nothing outside it is looked at."""
    why_not = _why_not_an_upload(release)
    if why_not:
        return Unavailable(Reason.NOT_APPLICABLE, why_not)
    delivery = release.delivery
    artists = _main_artists(release.artists, release.display_artist_name)
    uploaded, timed_by = _uploaded(release, tools)
    tracks = tuple(_tracks(release, artists, facts))
    return UploadEvent(
        release=release.id,
        account=writable(release.account),
        tier=_tier(release, facts.get(CadenceOptions) or CadenceOptions()),
        payee=writable(delivery.payee.strip()),
        product=_product(release, tracks),
        message=writable(release.message.message_id) if release.message is not None else "",
        uploaded=uploaded,
        timed_by=timed_by,
        title=writable(release.title),
        edition=writable(release.titles[0].subtitle if release.titles else ""),
        is_compilation=any("compilation" in kind.casefold() for kind in release.types),
        label=writable((delivery.label or next(iter(release.labels), "")).strip()),
        artists=tuple(a for a in artists if a.key not in NOBODY),
        release_date=_day(release.release_date),
        original_release_date=_day(release.original_release_date),
        ai=together(tracks),
        cover=_cover(facts),
        status=delivery.status or UploadStatus.PENDING,
        is_transfer=delivery.transfer,
        is_mix=_is_mix(release),
        tracks=tracks,
        place=release.at(),
        sender=release.message.sender.at() if release.message is not None else None,
    )


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
    key = icpn_key(release.icpn) or grid_key(release.grid)
    if key:
        return key
    if release.message is not None and release.message.message_id:
        return f"message:{release.message.message_id}"
    keys = "\n".join(sorted(track.key for track in tracks))
    return f"recordings:{hashlib.sha256(keys.encode()).hexdigest()}"


def _tier(release: Release, options: CadenceOptions) -> AccountTier:
    """As `delivery.toml` says; a message's sender, or a listed account, is a label."""
    if release.delivery.tier is not None:
        return release.delivery.tier
    is_sender = release.account != release.delivery.account
    is_label = bool(release.account) and (is_sender or release.account in options.labels)
    return AccountTier.LABEL if is_label else AccountTier.ARTIST


def _is_mix(release: Release) -> bool:
    """Whether the message says that it is a DJ mix."""
    profile = release.message.profile if release.message is not None else ""
    return _MIX in {profile, *release.types}


def _day(stated: str) -> date | None:
    """The day of a date as a message writes it, with or without a time behind it."""
    try:
        return date.fromisoformat(stated.strip()[:_DAY_LENGTH])
    except ValueError:
        return None


def _tracks(
    release: Release, artists: tuple[ArtistName, ...], facts: Facts
) -> Iterator[UploadTrack]:
    digests = {t.reference: d for t, d in facts.each(FileDigest) if isinstance(t, Track)}
    streams = {t.reference: s for t, s in facts.each(AudioStream) if isinstance(t, Track)}
    sounds = {t.reference: s for t, s in facts.each(Sound) if isinstance(t, Track)}
    prints = {t.reference: p for t, p in facts.each(Fingerprint) if isinstance(t, Track)}
    unprinted = {t.reference: f.why(Fingerprint) for t, f in facts.narrower if type(t) is Track}
    disclosures = {t.reference: d for t, d in facts.each(AiDisclosure) if isinstance(t, Track)}
    is_all_functional = _is_functional(release)
    uses: Counter[str] = Counter()
    for track in release.tracks:
        digest, stream = digests.get(track.reference), streams.get(track.reference)
        sound = sounds.get(track.reference)
        disclosure = disclosures.get(track.reference)
        title = f"{track.title} ({track.version})" if track.version else track.title
        own = _main_artists(track.artists, track.display_artist_name) or artists
        key = _recording(track, digest)
        uses[key] += 1
        yield UploadTrack(
            reference=track.reference,
            key=f"{key}~{uses[key]}" if uses[key] > 1 else key,
            isrc=_isrc(track),
            title=writable(title),
            title_key=key_of(f"{track.title} {track.version}"),
            artist=writable(track.display_artist_name or ", ".join(a.name for a in own)),
            artists=tuple(a for a in own if a.key not in NOBODY),
            writers=_writers(track),
            seconds=stream.duration_seconds if stream is not None else track.duration_seconds,
            ai=_ai(disclosure) if disclosure is not None else release.declaration(track).ai,
            is_functional=is_all_functional
            or _is_functional(track)
            or (sound is not None and sound.texture.is_noise()),
            sums=_sums(digest),
            fingerprint=prints.get(track.reference),
            unprinted=unprinted.get(track.reference),
            place=track.at("isrc"),
            audio=writable(_below(track.audio, release.root)),
        )


def _below(file: Path | None, folder: Path) -> str:
    """The file as seen from the folder; never a path of this machine."""
    if file is None:
        return ""
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name


def _recording(track: Track, digest: FileDigest | None) -> str:
    isrc = _isrc(track)
    if isrc:
        return f"isrc:{isrc}"
    sums = _sums(digest)
    return sums[0] if sums else writable(f"reference:{track.reference}")


def _sums(digest: FileDigest | None) -> tuple[str, ...]:
    """Of the samples, else of the encoded sound, else of the file."""
    if digest is None:
        return ()
    if digest.sound:
        kind, _, value = digest.sound.partition(":")
        return (f"{'pcm' if kind == 'pcm-md5' else 'sound'}:{value.lower()}",)
    return (f"file:{digest.sha256.lower()}",) if digest.sha256 else ()


def _ai(disclosure: AiDisclosure) -> AiAmount | None:
    """What the sender declares, else what the file's own marks say; detectors do not count."""
    if disclosure.declared is not None:
        return disclosure.declared
    marks = [disclosure.by(origin) for origin in (Origin.C2PA, Origin.FILE)]
    return next((said.amount or AiAmount.SOME for said in marks if said is not None), None)


def _is_functional(of: Release | Track) -> bool:
    """Whether its title or genre says that it is noise, or sound to sleep or meditate by."""
    titles = (f"{title.text} {title.subtitle}" for title in of.titles[:1])
    genres = (text for genre in of.genres for text in (genre.text, genre.sub_genre))
    return any(map(is_functional, titles)) or any(map(is_functional_genre, genres))


def _cover(facts: Facts) -> int | None:
    """What the first front cover looks like; None where none could be told from another."""
    fronts = (
        int(look.hex, 16)
        for image, look in facts.each(PictureHash)
        if isinstance(image, Image) and image.is_front_cover
    )
    return next(fronts, None)


def _writers(track: Track) -> tuple[str, ...]:
    """The keys of those who wrote it, each once; nobody who is not named."""
    return writers_named(
        contributor.party.name
        for contributor in track.contributors
        if not contributor.special
        and any(role.value in _WRITER_ROLES for role in contributor.roles)
    )


def _isrc(track: Track) -> str:
    return isrc_of(track.isrc)


def _main_artists(displayed: tuple[DisplayArtist, ...], line: str) -> tuple[ArtistName, ...]:
    """The names whose rhythm it is; the displayed line where the message names nobody."""
    main = [a for a in displayed if not a.roles or _MAIN_ROLES.intersection(a.roles)]
    return named(a.party.name for a in main) or named([line])
