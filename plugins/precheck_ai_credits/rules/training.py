"""Whether a deal lets AI be trained on the music, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import Deal, Facts, Finding, Message, Place, Release, Severity, rule
from precheck_ai_credits.sources import OLDER_TRAINING_USES, TRAINING_USES

NEW_NAMES = {
    "UseForGenerativeAI": "UseForTrainingGenerativeAI",
    "UseForNonGenerativeAI": "UseForTrainingNonGenerativeAI",
}
"""By the name in the allowed value sets up to 6: the name in those from 9 on."""
OLD_NAMES = {new: old for old, new in NEW_NAMES.items()}
TRAINING = frozenset({*NEW_NAMES, *OLD_NAMES, "UseForDataMining"})
LAST_WITH_OLD, FIRST_WITH_NEW = 6, 9
"""Allowed value sets that are known; which one between them renamed the uses is not."""


@rule(
    "ai-credits.training-granted",
    title="A deal lets AI be trained on the music",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(TRAINING_USES, OLDER_TRAINING_USES),
)
def training_granted(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal's use types grant training or data mining: `UseForTrainingGenerativeAI`,
    `UseForTrainingNonGenerativeAI`, `UseForDataMining`, or the former `UseForGenerativeAI` and
    `UseForNonGenerativeAI`. DDEX rule AI-17.

    ## Why it matters

    This is a licence, not a disclosure. It is easily taken for one, and what a model
    has learned cannot be taken back with the deal.

    ## What to do

    Confirm that whoever holds the rights wants this, then waive the finding.
    Otherwise remove the use type. To say that AI made the music, use `ContainsAI`.

    ## Limits

    It cannot know what was agreed. Takedowns are left out.
    """
    del facts
    for deal in _deals(release):
        uses = tuple(dict.fromkeys(use for use in deal.use_types if use in TRAINING))
        if uses:
            yield Finding(
                f"the release has a deal that grants {', '.join(uses)} {_where(deal)}",
                place=_at(deal, uses[0]),
                evidence=_evidence(deal, uses),
            )


@rule(
    "ai-credits.training-name-dated",
    title="A training use has a name that its allowed value set does not have",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(TRAINING_USES, OLDER_TRAINING_USES),
)
def training_name_dated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal says `UseForGenerativeAI` or `UseForNonGenerativeAI` although the message
    names the allowed value set 9 or a later one, or `UseForTrainingGenerativeAI` or
    `UseForTrainingNonGenerativeAI` with set 6 or an earlier one. DDEX rule AI-18.

    ## Why it matters

    The uses were renamed. A recipient that validates against the set refuses the message,
    or does not know what is granted.

    ## What to do

    Write the name of the set that `AvsVersionId` gives, or correct `AvsVersionId`.

    ## Limits

    The renaming came with set 7, 8 or 9, so 7 and 8 are not judged; nor is an `AvsVersionId`
    that is missing or no whole number. `UseForDataMining` kept its name.
    """
    del facts
    avs = _avs(release.message)
    if avs is None:
        return
    names = NEW_NAMES if avs >= FIRST_WITH_NEW else OLD_NAMES if avs <= LAST_WITH_OLD else {}
    for deal in _deals(release):
        for use in dict.fromkeys(use for use in deal.use_types if use in names):
            yield Finding(
                f"the release has a deal with the use {use}, "
                f"which allowed value set {avs} calls {names[use]}",
                place=_at(deal, use),
                evidence=_evidence(deal, (use,)) | {"avs_version": avs, "expected": names[use]},
            )


def _deals(release: Release) -> tuple[Deal, ...]:
    deals = release.message.deals if release.message is not None else ()
    return tuple(deal for deal in deals if not deal.is_takedown)


def _avs(message: Message | None) -> int | None:
    """The number of the message's allowed value set; None where it is none."""
    written = message.avs_version.strip() if message is not None else ""
    return int(written) if written.isascii() and written.isdigit() else None


def _at(deal: Deal, use: str) -> Place | None:
    """Where the use type stands, or the whole deal."""
    nodes = deal.node.find_all("//UseType") if deal.node is not None else ()
    found = (Place(line=node.line, xpath=node.xpath) for node in nodes if node.text == use)
    return next(found, deal.at())


def _where(deal: Deal) -> str:
    if deal.territories:
        return f"in {', '.join(deal.territories)}"
    excluded = ", ".join(deal.excluded_territories)
    return f"everywhere but in {excluded}" if excluded else "without naming a territory"


def _evidence(deal: Deal, uses: tuple[str, ...]) -> dict[str, Any]:
    return {
        "use_types": list(uses),
        "releases": list(deal.release_references),
        "territories": list(deal.territories),
        "excluded_territories": list(deal.excluded_territories),
        "commercial_models": list(deal.commercial_models),
        "start": deal.start,
        "end": deal.end,
    }


RULES = (training_granted, training_name_dated)
