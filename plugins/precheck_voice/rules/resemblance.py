"""Resemblance to a protected voice: without consent, with it, or by the artist themselves."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_voice.facts import Band, Consent, Consents, Verification, VoiceMatches
from precheck_voice.rules.evidence import (
    evidence,
    no_record,
    place,
    record_file,
    sentence,
    signature,
)
from precheck_voice.sources import (
    SINGER_IDENTITY,
    SPOTIFY_IMPERSONATION,
    SPOTIFY_PODCASTS,
    TWO_STAGES,
)
from precheck_voice.standing import resemblances

LISTEN = (
    "Listen to the places named, next to the artist. If it is an imitation, it needs a consent "
    "record in the release's consents folder, or it must not be sent."
)


def _without_consent(release: Release, facts: Facts, band: Band) -> Iterator[Finding]:
    for seen in resemblances(release, facts):
        if seen.match.band is band and seen.consent is None and not seen.is_own_voice:
            yield Finding(
                f"{sentence(seen)}; {no_record(len(seen.standings))}",
                place=place(seen),
                file=seen.track.audio,
                evidence=evidence(seen),
                remedy=LISTEN,
            )


@rule(
    "voice.resembles-without-consent",
    title="The vocal strongly resembles a protected artist who has not consented",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(SPOTIFY_IMPERSONATION, SPOTIFY_PODCASTS, SINGER_IDENTITY),
    is_estimate=True,
)
def resembles_without_consent(release: Release, facts: Facts) -> Iterator[Finding]:
    """Asks for a human ear where a voice service hears a protected artist.

    ## What it checks
    The answer of the voice service for each vocal track. A match in the strong band is reported
    unless a consent record of that artist covers this recording, or the account is known to
    release the artist's own voice. No name in the metadata is needed.

    ## Why it matters
    Services remove imitations of an artist's voice that the artist has not allowed, and the
    distributor answers for them.

    ## What to do
    Listen to the stretches with the highest score next to a recording of the artist. Ask the
    account for the written consent, or hold the release back.

    ## Limits
    The score is an estimate of resemblance, not of imitation: relatives, sound-alikes and honest
    cover singers resemble too. Comparing with many artists at once multiplies false alarms. A
    pitch shift of a few semitones hides a voice, so silence here proves nothing.
    """
    return _without_consent(release, facts, Band.STRONG)


@rule(
    "voice.possible-resemblance",
    title="The vocal possibly resembles a protected artist",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(TWO_STAGES, SPOTIFY_IMPERSONATION),
    is_estimate=True,
)
def possible_resemblance(release: Release, facts: Facts) -> Iterator[Finding]:
    """Asks for a human ear in the grey band.

    ## What it checks
    Matches in the possible band: above the point where about one stranger in a hundred is taken
    for the artist, and below the strong threshold of the service.

    ## Why it matters
    Converted singing often lands here, because the first singer still shines through.

    ## What to do
    Listen. Have the vocal stem compared where only the mix was: it separates better.

    ## Limits
    Most matches in this band are honest. The service sets both ends of the band.
    """
    return _without_consent(release, facts, Band.POSSIBLE)


@rule(
    "voice.consented",
    title="The vocal resembles a protected artist, and a consent record covers it",
    severity=Severity.NOTE,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(SPOTIFY_IMPERSONATION,),
    is_estimate=True,
)
def consented(release: Release, facts: Facts) -> Iterator[Finding]:
    """Says by which record a resemblance is allowed.

    ## What it checks
    For each strong or possible match: whether a valid record of that artist names this recording,
    its territories and its use, and holds from the release date to the day of the verdict.

    ## Why it matters
    The record is what you show when a service asks.

    ## What to do
    Keep the signed document. See that AI vocals are disclosed in the message: a licence does not
    replace the label.

    ## Limits
    A signature counts where a trust list is set up and has its key; a record without one is taken
    at its word. A document that is not in the folder could not be compared with its digest; the
    evidence says so.
    """
    for seen in resemblances(release, facts):
        record = seen.consent
        if record is not None and not seen.is_own_voice:
            yield Finding(
                f"{sentence(seen)}; {record.file} covers it{_signature(record)}",
                place=place(seen),
                file=seen.track.audio or record_file(release, record.file),
                evidence={
                    **evidence(seen),
                    "record": record.file,
                    "record_id": record.id,
                    "until": str(record.ends) if record.ends else None,
                    "documents_verified": list(record.verified),
                    "documents_absent": list(record.absent),
                    **signature(record),
                },
                remedy="See that the message discloses AI vocals if there are any.",
            )


def _signature(record: Consent) -> str:
    signed = record.signed
    if signed.state is Verification.VERIFIED:
        return f", signed by {signed.signer} on {signed.day}"
    if signed.state is Verification.UNSIGNED:
        return ""
    return f", but its signature is not verified: {signed.why}"


@rule(
    "voice.own-voice",
    title="The vocal resembles the artist whose own account sends it",
    severity=Severity.NOTE,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(SPOTIFY_IMPERSONATION,),
    is_estimate=True,
)
def own_voice(release: Release, facts: Facts) -> Iterator[Finding]:
    """Says where a resemblance is expected.

    ## What it checks
    Matches with an artist whom the settings list under `own_voices` for this account, and who is
    credited on the track, unless AI is declared for it.

    ## Why it matters
    A protected artist resembles themselves. That is no imitation.

    ## What to do
    Nothing, if the account is what you think it is.

    ## Limits
    It trusts the list of accounts and the declaration about AI. A stolen account is not noticed.
    """
    for seen in resemblances(release, facts):
        if seen.is_own_voice:
            yield Finding(
                f"{sentence(seen)}; {release.account} is known to release this artist's own voice",
                place=place(seen),
                file=seen.track.audio,
                evidence={**evidence(seen), "account": release.account},
            )


RULES = (consented, own_voice, possible_resemblance, resembles_without_consent)
