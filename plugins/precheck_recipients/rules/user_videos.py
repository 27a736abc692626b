"""Whether a recording may be looked for in the videos of a recipient's users."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Deal,
    Facts,
    Finding,
    Origin,
    Release,
    Severity,
    Track,
    rule,
)
from precheck_recipients.options import IneligibleTraits, UserVideos
from precheck_recipients.sources import FUGA_UGC, LABELGRID_AI_UGC, RECORDJET_TIKTOK
from precheck_recipients.traits import ReleaseTraits, TraitKind

USES = ("UseForIdentification", "UserMakeAvailableLabelProvided", "UserMakeAvailableUserProvided")
RIGHTS_CLAIM = "RightsClaimModel"
_IN_WORDS = {
    TraitKind.ALTERED: "sped up, slowed down or the like",
    TraitKind.CLASSICAL: "classical",
    TraitKind.COVER: "a cover",
    TraitKind.KARAOKE: "karaoke",
    TraitKind.LIVE: "a live recording",
    TraitKind.NO_MUSIC: "noise, nature or sound effects",
    TraitKind.REMIX: "a remix",
    TraitKind.SOUND_ALIKE: "made to sound like another's",
    TraitKind.SPOKEN_WORD: "spoken word",
}


def granting(release: Release) -> tuple[str, ...]:
    """The words by which the deals let users' videos be matched or made with the recording."""
    deals = release.message.deals if release.message is not None else ()
    return tuple(dict.fromkeys(word for deal in deals for word in _granted(deal)))


def _granted(deal: Deal) -> Iterator[str]:
    if not deal.is_takedown:
        yield from (use for use in deal.use_types if use in USES)
        yield from (model for model in deal.commercial_models if model == RIGHTS_CLAIM)


@rule(
    "recipients.ai-in-user-videos",
    title="Music with AI is offered for users' videos",
    severity=Severity.WARNING,
    of=Release,
    needs=(AiDisclosure,),
    sources=(LABELGRID_AI_UGC,),
    options=UserVideos,
)
def ai_in_user_videos(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that contains AI, as message, artist or file say, is offered where recordings
    are looked for in users' videos: by a deal with a use or model for that, or because the
    recipient does it with everything. DDX-15.

    ## Why it matters

    Who claims the videos of others must own the recording alone. Most music generators license
    what they make, and do not give that; two users may have the same sound.

    ## What to do

    Leave those deals out, or have proof of exclusive rights at hand and waive this.

    ## Limits

    It rests on declarations and marks, never on a detector. What the generator's terms say is not
    known here.
    """
    granted = granting(release)
    if not granted and not facts[UserVideos].always:
        return
    for subject, disclosure in facts.each(AiDisclosure):
        said = _said(disclosure) or disclosure.unplaced
        if said is None or not isinstance(subject, Track):
            continue
        contains = "may contain" if said is disclosure.unplaced else "contains"
        yield Finding(
            f"{subject.label} ({subject.reference}) {contains} AI ({said.detail}), and may be "
            "looked for in users' videos only with exclusive rights",
            place=said.place,
            evidence={"reference": subject.reference, "said": said.detail, "granted": granted},
        )


def _said(disclosure: AiDisclosure) -> AiStatement | None:
    """Who says that there is AI; what a detector concludes is an estimate."""
    said = (one for one in disclosure.statements if one.origin is not Origin.DETECTOR)
    return next((one for one in said if one.amount is not AiAmount.NONE), None)


@rule(
    "recipients.ineligible-for-user-videos",
    title="A recording that is hardly unique is offered for users' videos",
    severity=Severity.WARNING,
    of=Release,
    needs=(ReleaseTraits,),
    sources=(FUGA_UGC, RECORDJET_TIKTOK),
    options=IneligibleTraits,
    is_estimate=True,
)
def ineligible_for_user_videos(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that is karaoke, a remix, classical, spoken word, noise or nature, altered in
    speed or sound, or made to sound like another's is offered where recordings are looked for in
    users' videos. A policy may name other kinds. DDX-16.

    ## Why it matters

    Such a recording sounds like others, and would claim videos that are not the artist's.
    Recipients close the account that sends many.

    ## What to do

    Leave those deals and recipients out, or have proof of exclusive rights at hand and waive this.

    ## Limits

    An estimate: part of it is read from titles and genres. What is a remix, live, altered or a
    tribute is believed of a subtitle, and of what stands in brackets or behind a dash; "Remix" or
    "Reverb" may be the name of a song. Whether the original is one's own, public domain, sample
    libraries and licensed loops cannot be seen.
    """
    limits, granted = facts[IneligibleTraits], granting(release)
    if not granted and not limits.always:
        return
    labels = {track.reference: track.label for track in release.tracks}
    for track in facts[ReleaseTraits].tracks:
        trait = next((t for t in track.traits if t.kind in limits.kinds), None)
        if trait is None:
            continue
        yield Finding(
            f"{labels.get(track.reference, track.reference)} ({track.reference}) is "
            f"{_IN_WORDS[trait.kind]} ({trait.said}), and may be looked for in users' videos "
            "only with exclusive rights",
            place=trait.place,
            evidence={
                "reference": track.reference,
                "kind": trait.kind.value,
                "said": trait.said,
                "granted": granted,
            },
        )


RULES = (ai_in_user_videos, ineligible_for_user_videos)
