"""Whether anybody claims a share in a song that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiAmount, AiDisclosure, Facts, Finding, Message, Severity, Track, rule
from precheck_ai_credits.composition import ai_in_composition
from precheck_ai_credits.occasions import is_in_a_role
from precheck_ai_credits.roles import is_writing
from precheck_ai_credits.sources import PUBLISHER_STANCE, RIGHTS_SHARES, SOCIETIES
from precheck_ai_credits.vocabulary import spoken_of
from precheck_ai_credits.works import WorkShare, WorkShares


@rule(
    "ai-credits.composition-with-shares",
    title="A song that is all AI has shares in it claimed",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDisclosure, WorkShares, Message),
    sources=(SOCIETIES, PUBLISHER_STANCE, RIGHTS_SHARES),
    when=is_in_a_role,
)
def composition_with_shares(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track, all of whose words and music are credited to `GenerativeAI` or declared so,
    has a `WorkRightsController` with a share in the work above nothing.

    ## Why it matters

    ASCAP, BMI and SOCAN do not register works that are wholly AI, and publishers do not take them.
    Royalties for such a share are held or claimed back.

    ## What to do

    Ask who wrote what. Credit the people who did, or remove the shares.

    ## Limits

    Words that are all AI say nothing about music of which nobody speaks, and music nothing about
    the words of a track with a voice. A share that is not stated counts as all of it, by the
    schema; one that is stated as unknown counts as a claim. Of ERN 3 only the controllers of a
    listed work are read.
    """
    disclosure = facts[AiDisclosure]
    if ai_in_composition(track, disclosure) is not AiAmount.ALL:
        return
    claimed = [share for share in facts[WorkShares].shares if _is_claim(share)]
    roles = [r.role for r in disclosure.roles if is_writing(r.role)]
    if claimed:
        first = claimed[0]
        yield Finding(
            f"{spoken_of(track)} has words and music that are all AI "
            f"({', '.join(dict.fromkeys(roles))}), but {first.controller or 'somebody'} claims "
            f"{_worded(first)} of the work",
            place=first.place,
            evidence={
                "roles": roles,
                "shares": [
                    {"controller": one.controller, "share": _worded(one)} for one in claimed
                ],
            },
        )


def _is_claim(share: WorkShare) -> bool:
    try:
        return not share.percentage or float(share.percentage) > 0
    except ValueError:
        return True


def _worded(share: WorkShare) -> str:
    if share.is_unknown:
        return "an unknown share"
    return f"{share.percentage} %" if share.percentage else "all"


RULES = (composition_with_shares,)
