"""Consent records that a resemblance needs, and whose signature was not verified."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_voice.facts import Consents, Verification, VoiceMatches
from precheck_voice.rules.evidence import evidence, named, record_file, signature
from precheck_voice.sources import NO_FAKES, SPOTIFY_IMPERSONATION
from precheck_voice.standing import Flaw, Resemblance, resemblances

OPEN = (Verification.UNKNOWN_KEY, Verification.NOT_CHECKED)


@rule(
    "voice.consent-not-verified",
    title="The consent that the voice needs has no signature that could be verified",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(SPOTIFY_IMPERSONATION, NO_FAKES),
)
def consent_not_verified(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds records that a resemblance rests on, and that nobody known vouches for.

    ## What it checks
    Where a vocal resembles a protected artist: whether the record that covers it is signed by a key
    that the trust list does not have, or could not be verified although a trust list is set up.
    With `require_signature`, also whether there is a signature at all.

    ## Why it matters
    Anybody can write a record. A signature by a key you know is what tells it from a forged one.

    ## What to do
    Ask whoever is said to have signed for the key, by another way than the delivery, and add it to
    the trust list. `precheck voice verify RECORD` tells what comes of it.

    ## Limits
    Without a trust list nothing is verified; `voice.consented` says so. A signature that a trusted
    key did not give breaks the record: `voice.consent-broken`. Whether the key's owner may sign for
    the voice is what the trust list says.
    """
    for seen in resemblances(release, facts):
        for file, why in _unverified(seen):
            record = next(s.consent for s in seen.standings if s.consent.file == file)
            yield Finding(
                f"{file} is needed for {named(seen.track)}, which resembles {seen.name}; {why}",
                place=seen.track.at("isrc"),
                file=record_file(release, file),
                evidence={
                    **evidence(seen),
                    "record": file,
                    "record_id": record.id,
                    "owner": record.owner,
                    **signature(record),
                },
                remedy="Have it signed by a key of your trust list, or listen and decide.",
            )


def _unverified(seen: Resemblance) -> Iterator[tuple[str, str]]:
    """The records that the resemblance needs, by file, with why their signature is none."""
    if seen.is_own_voice:
        return
    if (record := seen.consent) is not None:
        if record.signed.state in OPEN:
            yield record.file, f"its signature is not verified: {record.signed.why}"
        return
    for stand in seen.standings:
        for flaw, text in stand.flaws:
            if flaw is Flaw.UNVERIFIED:
                yield stand.consent.file, text


RULES = (consent_not_verified,)
