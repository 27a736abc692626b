"""Whether a consent record covers a resemblance: who, what, where, for what use, and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from precheck import (
    AiAmount,
    AiDisclosure,
    AsOf,
    Facts,
    Message,
    Release,
    Track,
)
from precheck_voice.facts import (
    Band,
    Consent,
    Consents,
    Verification,
    VoiceMatch,
    VoiceMatches,
)
from precheck_voice.identity import one_id, one_isrc, one_release
from precheck_voice.options import VoiceOptions
from precheck_voice.own import is_own_profile, is_own_voice

WORLDWIDE = "worldwide"

_ELSEWHERE = re.compile(
    r"\b(training|advertis\w*|speech|dubbing|synchroni[sz]ation|sync|games?|podcasts?)\b",
    re.IGNORECASE,
)
_VOCAL = re.compile(r"\b(vocals?|voice|sung|sings?|singing)\b", re.IGNORECASE)
_RELEASE = re.compile(r"\b(releases?|streaming|downloads?|distribution)\b", re.IGNORECASE)


class Flaw(StrEnum):
    """Why a record does not cover a resemblance."""

    NOT_YET = "not-yet-valid"
    EXPIRED = "expired"
    OUT_OF_SCOPE = "out-of-scope"
    DISTRUSTED = "distrusted"
    """The signature is that of its key, but does not count on this day."""
    UNVERIFIED = "unverified"
    """Signatures are required, and it has none that was verified."""
    UNCLEAR = "unclear"
    """Whether it does cannot be told. It covers nothing, but it is no fault of the record."""


class Standing(Struct, frozen=True, kw_only=True):
    """One record as it stands to one resemblance."""

    consent: Consent
    flaws: tuple[tuple[Flaw, str], ...] = ()
    """Each with the reason in words; empty where the record covers the resemblance."""


class Resemblance(Struct, frozen=True, kw_only=True):
    """A track that resembles a protected voice, with the records of that person."""

    track: Track
    matches: VoiceMatches
    match: VoiceMatch
    name: str
    """The artist's name where it is known, else the id."""
    standings: tuple[Standing, ...]
    is_own_voice: bool

    @property
    def is_found(self) -> bool:
        """Whether a search among all voices found it: nobody had named the artist."""
        return self.match.band is None

    @property
    def consent(self) -> Consent | None:
        """The record that covers it: one whose signature was verified before all others."""
        covering = [s.consent for s in self.standings if not s.flaws]
        vouched = [c for c in covering if c.signed.state is Verification.VERIFIED]
        return next(iter(vouched or covering), None)


class Days(Struct, frozen=True, kw_only=True):
    """Between which days a consent must hold."""

    first: date
    """The release date where it is known, else the day of the verdict."""
    last: date
    """The release date, or the day of the verdict where that is later."""


def days(release: Release, as_of: date) -> Days:
    """When the music goes out: on its release date, and not before it is delivered."""
    out = _day(release.release_date) or _day(release.original_release_date) or as_of
    return Days(first=out, last=max(out, as_of))


def resemblances(release: Release, facts: Facts) -> Iterator[Resemblance]:
    """Every possible or strong match of the release, in the order of its tracks.

    What a search found is among them, but not the voice of the track's own artist.
    """
    options = facts.get(VoiceOptions) or VoiceOptions()
    records = (facts.get(Consents) or Consents()).records
    with_ai = {
        track.reference
        for track, said in facts.each(AiDisclosure)
        if said.declared in (AiAmount.SOME, AiAmount.ALL)
    }
    for track, matches in facts.each(VoiceMatches):
        for match in _near(matches):
            if is_own_profile(match, track, release, options):
                continue
            of_owner = (c for c in records if one_id(match.artist) in c.owner_ids)
            yield Resemblance(
                track=track,
                matches=matches,
                match=match,
                name=match.name or options.names.get(match.artist, "") or match.artist,
                standings=tuple(standing(c, track, release, facts) for c in of_owner),
                is_own_voice=track.reference not in with_ai
                and is_own_voice(match, track, release, options),
            )


def _near(matches: VoiceMatches) -> Iterator[VoiceMatch]:
    """Whom it resembles: of those it was compared with by name, and of the watch list."""
    named = {one_id(match.artist) for match in matches.matches}
    yield from (m for m in matches.matches if m.band in (Band.POSSIBLE, Band.STRONG))
    hit = matches.search.hit if matches.search is not None else None
    if hit is not None and one_id(hit.artist) not in named:
        yield hit


def standing(consent: Consent, track: Track | None, release: Release, facts: Facts) -> Standing:
    """How a record stands to a track, or to the release as a whole."""
    flaws = (
        *_when(consent, days(release, facts[AsOf].day)),
        *_what(consent, track, release),
        *_where(consent, facts.get(Message)),
        *_for_what(consent),
        *_signed(consent, facts),
    )
    return Standing(consent=consent, flaws=flaws)


def _when(consent: Consent, span: Days) -> Iterator[tuple[Flaw, str]]:
    if consent.starts > span.first:
        yield Flaw.NOT_YET, f"it begins on {consent.starts}, the music goes out on {span.first}"
    if consent.ends is not None and consent.ends < span.last:
        verb = "was revoked" if consent.was_revoked else "ended"
        when = "goes out" if span.last == span.first else "is delivered"
        yield Flaw.EXPIRED, f"it {verb} on {consent.ends}, the music {when} on {span.last}"


def _what(consent: Consent, track: Track | None, release: Release) -> Iterator[tuple[Flaw, str]]:
    tracks = (track,) if track is not None else release.tracks
    isrcs = {one_isrc(t.isrc) for t in tracks}
    if consent.isrcs and not isrcs.intersection(consent.isrcs):
        this = track.isrc if track is not None and track.isrc else "this recording"
        yield Flaw.OUT_OF_SCOPE, f"it names {_list(consent.isrcs)}, not {this}"
    ids = {one_release(i) for i in (release.icpn, release.grid) if i}
    if consent.releases and "any" not in consent.releases and not ids & set(consent.releases):
        this = release.icpn or release.grid or "this release"
        yield Flaw.OUT_OF_SCOPE, f"it names {_list(consent.releases)}, not {this}"


def _where(consent: Consent, message: Message | None) -> Iterator[tuple[Flaw, str]]:
    allowed = {t.casefold() for t in consent.territories}
    if WORLDWIDE in allowed:
        return
    deals = [d for d in (message.deals if message is not None else ()) if not d.is_takedown]
    wanted = {t.casefold() for d in deals for t in d.territories}
    excluded = [{t.casefold() for t in d.excluded_territories} for d in deals]
    if excluded:
        wanted -= excluded[0].intersection(*excluded)
    if not wanted:
        yield Flaw.UNCLEAR, "the territories of the release are not known"
    elif wanted - allowed:
        missing = _list(tuple(sorted(t.upper() if t != WORLDWIDE else t for t in wanted - allowed)))
        yield Flaw.OUT_OF_SCOPE, f"it allows {_list(consent.territories)}, not {missing}"


def _for_what(consent: Consent) -> Iterator[tuple[Flaw, str]]:
    """The record must name the voice and the release as uses; other uses grant neither."""
    granted: set[str] = set()
    unread = []
    for use in filter(None, (u.strip().replace("-", " ").replace("_", " ") for u in consent.uses)):
        kinds = {w for w, p in (("vocal", _VOCAL), ("release", _RELEASE)) if p.search(use)}
        if _ELSEWHERE.search(use):
            continue
        if not kinds:
            unread.append(use)
        granted |= kinds
    for kind, words in (("vocal", "the voice in a recording"), ("release", "its release")):
        if kind not in granted:
            named = _list(consent.uses)
            flaw = Flaw.UNCLEAR if unread else Flaw.OUT_OF_SCOPE
            yield flaw, f"it allows {named}, which does not name {words}"


def _signed(consent: Consent, facts: Facts) -> Iterator[tuple[Flaw, str]]:
    options = facts.get(VoiceOptions) or VoiceOptions()
    if consent.signed.state is Verification.VERIFIED:
        if objection := consent.signed.objection(facts[AsOf].day):
            yield Flaw.DISTRUSTED, objection
    elif options.require_signature:
        why = consent.signed.why
        text = f"its signature is not verified: {why}" if why else "it is not signed"
        yield Flaw.UNVERIFIED, text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _list(words: tuple[str, ...], most: int = 4) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
