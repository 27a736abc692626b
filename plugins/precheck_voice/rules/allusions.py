"""Titles that promise a protected artist's style with AI, or a parody of the artist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import AiAmount, AiDisclosure, Facts, Finding, Origin, Place, Release, Severity, rule
from precheck_voice.facts import ProtectedNames
from precheck_voice.rules.titles import texts
from precheck_voice.sources import BANDCAMP, DENMARK, NO_FAKES, SPOTIFY_PODCASTS, SYMPHONIC
from precheck_voice.wording import names, style_wording

SENDERS = (Origin.MESSAGE, Origin.DELIVERY)
"""Who declares: the message, and the artist."""
_PARODY = re.compile(r"\bparod(y|ies|ie|ia|ias)\b", re.IGNORECASE)


def _promises(release: Release, facts: Facts) -> Iterator[tuple[str, str, Place | None, str, str]]:
    """Where a title does so: what it is, its text, its place, the piece, and the name."""
    for where, text, place in texts(release):
        for name in facts[ProtectedNames].names:
            if found := style_wording(text, name):
                yield where, text, place, found, name


@rule(
    "voice.style-wording",
    title="A title promises a protected artist's style, and AI is declared",
    severity=Severity.REVIEW,
    of=Release,
    needs=(ProtectedNames,),
    sources=(BANDCAMP, SYMPHONIC),
)
def style_promised(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds titles that sell AI music by somebody else's name.

    ## What it checks
    Titles, subtitles and displayed artist names, for `in the style of`, `sounds like`, `type` or
    `style` next to a protected name, where AI is declared for a track of the release.

    ## Why it matters
    Several services refuse AI music that imitates an artist's style, and call it impersonation.

    ## What to do
    Take the name out of the title, or show that the artist agreed.

    ## Limits
    Only names under `[plugins.voice.names]` or in `voices` are known, and only these English words.
    AI that nobody declares is not seen here, and without the plugin `ai-credits` none is.
    """
    amounts = {
        track.reference: said.amount.value
        for track, told in facts.each(AiDisclosure)
        for said in told.statements
        if said.origin in SENDERS and said.amount in (AiAmount.SOME, AiAmount.ALL)
    }
    if not amounts:
        return
    for where, text, place, found, name in _promises(release, facts):
        yield Finding(
            f"the {where} says {found!r} with the protected name {name}, and AI is declared"
            f" for {', '.join(amounts)}: {text!r}",
            place=place,
            evidence={
                "text": text,
                "found": found,
                "name": name,
                "field": where,
                "declared": amounts,
            },
        )


@rule(
    "voice.parody",
    title="A title calls itself a parody of a protected artist",
    severity=Severity.REVIEW,
    of=Release,
    needs=(ProtectedNames,),
    sources=(SPOTIFY_PODCASTS, DENMARK, NO_FAKES),
)
def parody(release: Release, facts: Facts) -> Iterator[Finding]:
    """Asks a person to decide what a parody may do.

    ## What it checks
    Titles, subtitles and displayed artist names that say `parody`, also as Italian, Spanish, German
    and French write it, together with a protected name.

    ## Why it matters
    A parody may be allowed where an imitation is not, but the exceptions differ: the policy of one
    service, a Danish bill and a US bill each draw the line elsewhere. None is automatic.

    ## What to do
    Listen, and decide for each country and service. Keep the reason beside the release.

    ## Limits
    Only names under `[plugins.voice.names]` or in `voices` are known. The word excuses nothing
    here: what the voice resembles is judged all the same.
    """
    for where, text, place in texts(release):
        for name in facts[ProtectedNames].names:
            if _PARODY.search(text) and names(text, name):
                yield Finding(
                    f"the {where} calls itself a parody of {name}: {text!r}",
                    place=place,
                    evidence={"text": text, "name": name, "field": where},
                )


RULES = (parody, style_promised)
