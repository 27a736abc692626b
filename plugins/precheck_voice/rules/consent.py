"""Consent records that a resemblance needs and that do not cover it, and records that run long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import AsOf, Basis, Facts, Finding, Release, Severity, Threshold, rule
from precheck_voice.facts import BrokenConsent, Consent, Consents, VoiceMatches
from precheck_voice.identity import one_id, one_isrc
from precheck_voice.options import ConsentTerm
from precheck_voice.rules.evidence import evidence, named, record_file
from precheck_voice.sources import DENMARK, NO_FAKES, SPOTIFY_ESTATES, SPOTIFY_IMPERSONATION
from precheck_voice.standing import Flaw, Resemblance, days, resemblances, standing

CONSENT = (SPOTIFY_IMPERSONATION, NO_FAKES, DENMARK)
RENEW = "Have the record renewed by the person whose voice it is, or leave the recording out."


def _uncovered(release: Release, facts: Facts) -> Iterator[Resemblance]:
    """The resemblances that need a record and have none that covers them."""
    for seen in resemblances(release, facts):
        if seen.consent is None and not seen.is_own_voice:
            yield seen


def _flawed(release: Release, facts: Facts, flaw: Flaw) -> Iterator[Finding]:
    span = days(release, facts[AsOf].day)
    for seen in _uncovered(release, facts):
        for stand in seen.standings:
            for found, text in stand.flaws:
                if found is flaw:
                    yield Finding(
                        f"{stand.consent.file} does not cover {named(seen.track)}, "
                        f"which resembles {seen.name}: {text}",
                        place=seen.track.at("isrc"),
                        file=record_file(release, stand.consent.file),
                        evidence={
                            **evidence(seen),
                            "record": stand.consent.file,
                            "record_id": stand.consent.id,
                            "from": str(stand.consent.starts),
                            "until": str(stand.consent.ends) if stand.consent.ends else None,
                            "goes_out": str(span.first),
                            "must_hold_until": str(span.last),
                        },
                        remedy=RENEW,
                    )


@rule(
    "voice.consent-expired",
    title="The consent to use the voice has ended",
    severity=Severity.BLOCK,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=CONSENT,
)
def consent_expired(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds a record that ran out before the music goes out.

    ## What it checks
    Where a vocal resembles a protected artist and no other record covers it: whether a record of
    that artist ended, or was revoked, before the release date or the day of the verdict, whichever
    is later.

    ## Why it matters
    After its last day a licence allows nothing, and delivery under it is an imitation without
    consent.

    ## What to do
    Have it renewed in writing, or take the recording out of the release.

    ## Limits
    Nothing is asked where no vocal resembles the artist. The last day itself still counts.
    """
    return _flawed(release, facts, Flaw.EXPIRED)


@rule(
    "voice.consent-not-yet-valid",
    title="The consent to use the voice begins after the release",
    severity=Severity.BLOCK,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=CONSENT,
)
def consent_not_yet_valid(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds a record that begins after the music goes out.

    ## What it checks
    Where a vocal resembles a protected artist and no other record covers it: whether a record of
    that artist begins after the release date, or after the day of the verdict where the release
    date is not known.

    ## Why it matters
    Until its first day a licence allows nothing.

    ## What to do
    Move the release date, or have the record begin earlier.

    ## Limits
    Nothing is asked where no vocal resembles the artist.
    """
    return _flawed(release, facts, Flaw.NOT_YET)


@rule(
    "voice.consent-out-of-scope",
    title="The consent to use the voice does not cover this recording, place or use",
    severity=Severity.BLOCK,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=CONSENT,
)
def consent_out_of_scope(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds a record that was given for something else.

    ## What it checks
    Where a vocal resembles a protected artist and no other record covers it: whether a record of
    that artist names another ISRC or another release, fewer territories than the deals, or uses
    that include neither the voice nor the release.

    ## Why it matters
    A licence holds for what it names. The bills and the services ask for the use in writing.

    ## What to do
    Have the record widened, or narrow the deals to what it allows.

    ## Limits
    Uses are read by a list of English words; where one cannot be read, the resemblance is held for
    review instead. `Worldwide` with exceptions asks for a record that says `Worldwide`.
    """
    return _flawed(release, facts, Flaw.OUT_OF_SCOPE)


@rule(
    "voice.consent-other-person",
    title="The consent record names this recording, but another voice than the one heard",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=CONSENT,
    is_estimate=True,
)
def consent_other_person(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds a record for a person whom the recording does not resemble.

    ## What it checks
    Where a vocal resembles a protected artist who has no record: whether a record names the ISRC
    of this very recording, but belongs to a person the vocal does not resemble.

    ## Why it matters
    A consent of one person says nothing about the voice of another.

    ## What to do
    Listen, and ask whose voice it is. Correct the ids of the record if it means this artist.

    ## Limits
    Whose voice is heard is an estimate, so a person must look. Ids are compared, never names.
    """
    records = facts[Consents].records
    everyone = list(resemblances(release, facts))
    for seen in _uncovered(release, facts):
        heard = {one_id(s.match.artist) for s in everyone if s.track == seen.track}
        for record in records:
            if not seen.standings and not heard & {*record.owner_ids} and _names(record, seen):
                yield Finding(
                    f"{record.file} names {named(seen.track)}, but is "
                    f"given for the voice of {record.owner}; the track resembles {seen.name}",
                    place=seen.track.at("isrc"),
                    file=record_file(release, record.file),
                    evidence={
                        **evidence(seen),
                        "record": record.file,
                        "owner": record.owner,
                        "owner_ids": list(record.owner_ids),
                    },
                )


def _names(record: Consent, seen: Resemblance) -> bool:
    return one_isrc(seen.track.isrc) in record.isrcs


@rule(
    "voice.consent-broken",
    title="The consent record that the voice needs is not valid",
    severity=Severity.BLOCK,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(*CONSENT, SPOTIFY_ESTATES),
)
def consent_broken(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds a record that would be needed, and proves nothing as it is.

    ## What it checks
    Where a vocal resembles a protected artist and no record covers it: whether a record that is
    meant for that artist, or for someone who cannot be told, is unreadable, names no use, no
    territory or no recording, ends before it begins, lacks the proof of whoever gave it, comes with
    a document whose SHA-256 is another, or has a signature that is not that of the trusted key it
    names, that this key may not give, or whose key is revoked.

    ## Why it matters
    A changed document or a record without uses is what a forged or a careless licence looks like.

    ## What to do
    Read the reason, and have the record corrected by whoever gave it.

    ## Limits
    A document that is not in the folder is not compared. A signature is verified where a trust list
    is set up, and counts where the list has its key.
    """
    for broken, needed in _broken(release, facts):
        for seen in needed:
            yield Finding(
                f"{broken.file} is needed for {named(seen.track)}, which "
                f"resembles {seen.name}, but is no valid consent record: {broken.why}",
                place=seen.track.at("isrc"),
                file=record_file(release, broken.file),
                evidence={**evidence(seen), "record": broken.file, "why": broken.why},
                remedy="Have the record corrected; docs/voice-consents.md says what it holds.",
            )
    yield from _flawed(release, facts, Flaw.DISTRUSTED)


def _broken(
    release: Release, facts: Facts
) -> Iterator[tuple[BrokenConsent, tuple[Resemblance, ...]]]:
    """Each broken record, with the resemblances that need it."""
    uncovered = tuple(_uncovered(release, facts))
    for broken in facts[Consents].broken:
        ids = broken.owner_ids
        yield broken, tuple(s for s in uncovered if not ids or one_id(s.match.artist) in ids)


@rule(
    "voice.consent-unused-invalid",
    title="A consent record is not valid for this release, though nothing needs it",
    severity=Severity.WARNING,
    of=Release,
    needs=(Consents,),
    sources=CONSENT,
)
def consent_unused_invalid(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds stray records that would not hold if they were needed.

    ## What it checks
    Records in the release's consents folder that are broken, have ended, have not begun or are
    about something else, where no vocal was found to resemble their owner.

    ## Why it matters
    Whoever put the record there believes that it matters. A resemblance the service missed would
    be found by others.

    ## What to do
    Correct it, or take it out of the folder.

    ## Limits
    Where tracks were not compared, a record listed here may be needed after all.
    """
    for broken, needed in _broken(release, facts):
        if not needed:
            yield Finding(
                f"{broken.file} is no valid consent record: {broken.why}",
                file=record_file(release, broken.file),
                evidence={"record": broken.file, "why": broken.why},
            )
    seen = list(resemblances(release, facts))
    heard = {stand.consent.file for s in seen for stand in s.standings}
    for record in facts[Consents].records:
        flaws = [] if record.file in heard else standing(record, None, release, facts).flaws
        told = [text for flaw, text in flaws if flaw is not Flaw.UNCLEAR]
        if told:
            yield Finding(
                f"{record.file} does not hold for this release: {'; '.join(told)}",
                file=record_file(release, record.file),
                evidence={"record": record.file, "owner": record.owner, "flaws": told},
            )


@rule(
    "voice.consent-term-long",
    title="The consent runs longer than the pending law allows",
    severity=Severity.WARNING,
    of=Release,
    needs=(Consents,),
    sources=(NO_FAKES,),
    options=ConsentTerm,
    thresholds=(
        Threshold(
            option="adult_years",
            basis=Basis.PUBLISHED,
            source=NO_FAKES,
            note="A bill, not yet a law: licences of adults run at most 10 years.",
        ),
        Threshold(
            option="minor_years",
            basis=Basis.PUBLISHED,
            source=NO_FAKES,
            note="A bill, not yet a law: licences for minors run at most 5 years.",
        ),
    ),
)
def consent_term_long(release: Release, facts: Facts) -> Iterator[Finding]:
    """Warns of a licence that a court may not uphold for so long.

    ## What it checks
    Whether a record runs for more than ten years, or five where its owner is a minor, or has no
    end at all.

    ## Why it matters
    The US bill limits licences of a voice to these terms.

    ## What to do
    Agree on a shorter term, with a renewal.

    ## Limits
    The bill is not a law yet. Licences of an estate are measured like those of an adult.
    """
    terms = facts[ConsentTerm]
    for record in facts[Consents].records:
        years = terms.minor_years if record.is_minor else terms.adult_years
        whose = "a minor" if record.is_minor else "an adult"
        if record.ends is None or record.ends > _later(record.starts, years):
            until = f"until {record.ends}" if record.ends else "without an end"
            yield Finding(
                f"{record.file} runs from {record.starts} {until}; "
                f"{years} years is the most for {whose}",
                file=record_file(release, record.file),
                evidence={
                    "record": record.file,
                    "owner": record.owner,
                    "from": str(record.starts),
                    "until": str(record.ends) if record.ends else None,
                    "years": years,
                },
            )


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # a 29 February, or beyond the calendar
        return day.replace(year=min(day.year + years, date.max.year), day=28)


RULES = (
    consent_broken,
    consent_expired,
    consent_not_yet_valid,
    consent_other_person,
    consent_out_of_scope,
    consent_term_long,
    consent_unused_invalid,
)
