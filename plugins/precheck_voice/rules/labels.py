"""AI voices that their owner allowed, and that nothing discloses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import AiAmount, AiDisclosure, Facts, Finding, Release, Severity, rule
from precheck_voice.facts import Consents, VoiceMatches
from precheck_voice.rules.evidence import evidence, named, place, record_file
from precheck_voice.sources import EU_CODE, EU_LABELS
from precheck_voice.standing import resemblances

_AI = re.compile(
    r"\b(ai|a\.i\.|artificial|synthetic|generated|cloned?|deepfake|voice model)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "voice.consented-not-disclosed",
    title="A consent allows an AI voice, but AI is not disclosed",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(EU_LABELS, EU_CODE),
    is_estimate=True,
)
def consented_not_disclosed(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds voices that are licensed and not labelled.

    ## What it checks
    Where a vocal resembles a protected artist, and the record that covers it names AI among its
    uses: whether the message or the artist declares AI for that track.

    ## Why it matters
    A licence does not replace the label. Since 2 August 2026 Article 50 of the EU AI Act asks that
    a deepfake is disclosed, and services ask for AI vocals in the credits.

    ## What to do
    Disclose the AI vocals in the message (`precheck disclose`), or have the record name the use
    that was made of it.

    ## Limits
    A record that allows AI does not say that AI was used: the artist may have sung. Uses are read
    by their English words. It is asked whatever the territories are, and not without the plugin
    `ai-credits`, which reads the disclosure.
    """
    declared = {track.reference: told.declared for track, told in facts.each(AiDisclosure)}
    for seen in resemblances(release, facts):
        record = seen.consent
        if record is None or seen.is_own_voice or seen.track.reference not in declared:
            continue
        said = declared[seen.track.reference]
        if said in (AiAmount.SOME, AiAmount.ALL):
            continue
        uses = [use for use in record.uses if _AI.search(use.replace("-", " ").replace("_", " "))]
        if uses:
            words = "no AI is declared" if said is not None else "nothing is declared about AI"
            yield Finding(
                f"{record.file} allows {uses[0]} in the voice of {seen.name}, which "
                f"{named(seen.track)} resembles, but {words} for it",
                place=place(seen),
                file=seen.track.audio or record_file(release, record.file),
                evidence={
                    **evidence(seen),
                    "record": record.file,
                    "uses": uses,
                    "declared": said.value if said is not None else None,
                },
                remedy="Disclose the AI vocals: precheck disclose shows what to write.",
            )


RULES = (consented_not_disclosed,)
