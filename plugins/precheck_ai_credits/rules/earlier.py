"""Whether a delivery takes back what an earlier one said about AI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import (
    AiAmount,
    AiStatement,
    Facts,
    Finding,
    Message,
    Release,
    Resource,
    Severity,
    rule,
)
from precheck_ai_credits.earlier import EarlierMessage, EarlierStatement, key_of
from precheck_ai_credits.origins.message import roles_in_message
from precheck_ai_credits.origins.whole import said_in_message
from precheck_ai_credits.sides import side
from precheck_ai_credits.sources import SPOTIFY_CREDITS
from precheck_ai_credits.vocabulary import spoken_of


@rule(
    "ai-credits.disclosure-withdrawn",
    title="An earlier message disclosed AI that this one does not",
    severity=Severity.REVIEW,
    of=Release,
    needs=(EarlierMessage, Message),
    sources=(SPOTIFY_CREDITS,),
)
def disclosure_withdrawn(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording (by its ISRC) or the front cover, of which the last earlier message about
    the same UPC said that there is AI, is still said to have AI; and whether each role that was
    credited to a model still is. It is silent where `delivery.toml` gives a `note` for it.

    ## Why it matters

    AI credits may be sent with new releases and with deliveries that replace them. A later message
    without the credit takes it away, most often by mistake: by another system, or an older version.

    ## What to do

    Put the disclosure back. Where it was wrong, say why as `note` in `delivery.toml`.

    ## Limits

    Set `earlier` under `[plugins.ai-credits]` to a folder with the messages sent before, named
    `<UPC>.xml` or in folders named by the UPC; without it nothing is compared. Of one product the
    last thirty are read. That something must not be taken back is our reading.
    """
    earlier = facts[EarlierMessage]
    before = {one.key: one for one in earlier.said if one.shows_ai}
    for resource in (*release.tracks, *release.images):
        said = before.get(key_of(resource))
        if said is None or release.declaration(resource).note.strip():
            continue
        now = said_in_message(resource, release)
        lost = _lost(resource, said, now)
        if lost:
            yield Finding(
                f"{_named(resource)} no longer discloses AI as {earlier.file} did: {lost}",
                place=resource.at("contains_ai"),
                evidence=_evidence(resource, said, now, earlier),
            )


def _lost(resource: Resource, said: EarlierStatement, now: AiStatement | None) -> str:
    roles = {r.role for r in roles_in_message(resource) if r.amount is AiAmount.ALL and not r.who}
    if now is None or now.amount is AiAmount.NONE:
        return said.statement.detail if said.statement is not None else "its credits"
    gone = [r.role for r in said.roles if not r.who and r.role not in roles]
    return f"GenerativeAI as {', '.join(dict.fromkeys(gone))}" if gone else ""


def _named(resource: Resource) -> str:
    label = f"{resource.reference} {resource.title}".strip()
    return f"{spoken_of(resource)} {label}"


def _evidence(
    resource: Resource,
    said: EarlierStatement,
    now: AiStatement | None,
    earlier: EarlierMessage,
) -> dict[str, Any]:
    return {
        "known_by": said.key,
        "earlier": side(said.statement)
        | {
            "file": earlier.file,
            "message_id": earlier.message_id,
            "created": earlier.created.isoformat() if earlier.created is not None else None,
            "roles": [one.role for one in said.roles if one.amount is not AiAmount.NONE],
        },
        "now": side(now)
        | {"roles": [r.role for r in roles_in_message(resource) if r.amount is not AiAmount.NONE]},
    }


RULES = (disclosure_withdrawn,)
