"""Whether a role that a person and a model had together is credited to both."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Severity, Track, rule
from precheck_recipients.sources import SPOTIFY_AI_SHARED, SPOTIFY_CREDITS

GENERATIVE_AI = "GenerativeAI"
PARTLY = "Partly"
_AFTERCARE = ("Engineer", "Mixer")
"""How roles end that work on what is there already."""


@rule(
    "recipients.shared-role-in-one-credit",
    title="A role that is partly AI is credited to a person alone",
    severity=Severity.OFF,
    of=Track,
    needs=(Message,),
    sources=(SPOTIFY_AI_SHARED, SPOTIFY_CREDITS),
)
def shared_role_in_one_credit(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a person with `AiContribution` `Partly` has a role of a recording that `GenerativeAI` is
    not credited with. DDX-04.

    ## Why it matters

    Spotify credits a role to AI only where AI had all of it, and a role that both had to each of
    them. From one credit for both it shows the person, and no AI.

    ## What to do

    Where a model sang, played or wrote a part of its own, credit `GenerativeAI` with the role too.
    Where the person only used AI as a tool, nothing.

    ## Limits

    Off unless a recipient's policy asks. DDEX allows the credit, and what the model did cannot be
    told from it. Roles that end in `Engineer` or `Mixer` work on what is there, and are left out,
    and so are videos. One credit that names both is told by `ai-credits.mixed-role`.
    """
    del facts
    if track.kind == "Video":
        return
    models = (one for one in track.contributors if one.special == GENERATIVE_AI)
    credited = {role.value for model in models for role in model.roles}
    for one in track.contributors:
        if one.special or one.ai_contribution != PARTLY:
            continue
        roles = [r.value for r in one.roles if r.value and not r.value.endswith(_AFTERCARE)]
        alone = [role for role in roles if role not in credited]
        if alone:
            who = one.party.name or one.party.reference
            yield Finding(
                f"{who} is credited with {', '.join(alone)} as partly AI, "
                f"but no credit says so of {GENERATIVE_AI}",
                place=one.at("ai_contribution") or one.at(),
                evidence={"reference": track.reference, "who": who, "roles": alone},
            )


RULES = (shared_role_in_one_credit,)
