"""Whether a delivery takes back what an earlier one said about AI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Facts,
    Finding,
    Message,
    Origin,
    Release,
    Resource,
    Severity,
    rule,
)
from precheck_ai_credits.earlier import EarlierMessage, key_of
from precheck_ai_credits.origins.sent import sent
from precheck_ai_credits.origins.whole import of_release
from precheck_ai_credits.roles import is_writing
from precheck_ai_credits.sides import says_ai, side
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
    the same UPC said that there is AI, is still said to have AI; whether each role still is that
    was credited to a model, or to somebody with AI; and whether lyrics and the release as a whole
    still are. It is silent where `delivery.toml` gives a `note` for it.

    ## Why it matters

    AI credits may be sent with new releases and with deliveries that replace them. A later message
    without the credit takes it away, most often by mistake: by another system, or an older version.

    ## What to do

    Put the disclosure back. Where it was wrong, say why as `note` in `delivery.toml`.

    ## Limits

    Set `earlier` under `[plugins.ai-credits]` to a folder with the messages sent before, named
    `<UPC>.xml` or in folders named by the UPC; without it nothing is compared. Of one product the
    last thirty are read. That something must not be taken back is our reading. People with AI are
    counted by role, so that another spelling of a name takes nothing back. What the release stated
    as a whole is told where nothing in it has AI any more and no single loss is; a `note` of any
    track or picture explains it.
    """
    earlier = facts[EarlierMessage]
    members = (*release.tracks, *release.images)
    has_note = {one.reference for one in members if release.declaration(one).note.strip()}
    every_now = [(resource, sent(resource, release)) for resource in members]
    are_told = False
    for resource, now in every_now:
        said = earlier.of(resource)
        lost = _lost(said, now) if said is not None else ""
        if said is not None and lost and resource.reference not in has_note:
            are_told = True
            yield Finding(
                f"{_named(resource)} no longer discloses AI as {earlier.file} did: {lost}",
                place=resource.at("contains_ai"),
                evidence=_evidence(earlier, key_of(resource), said, now),
            )
    if are_told or has_note or any(_has_ai(now) for _, now in every_now):
        return
    now_whole = of_release(release)
    if says_ai(earlier.whole) and not says_ai(now_whole):
        yield Finding(
            f"the release no longer discloses AI as {earlier.file} did: {earlier.whole.detail}",
            place=release.at("contains_ai"),
            evidence=_evidence(
                earlier, "release", _as_disclosure(earlier.whole), _as_disclosure(now_whole)
            ),
        )


def _as_disclosure(whole: AiStatement | None) -> AiDisclosure:
    return AiDisclosure(statements=(whole,) if whole is not None else ())


def _has_ai(said: AiDisclosure) -> bool:
    return says_ai(said.by(Origin.MESSAGE)) or bool(_with_ai(said)) or says_ai(said.lyrics)


def _with_ai(said: AiDisclosure) -> list[str]:
    return [one.role for one in said.roles if one.amount is not AiAmount.NONE]


def _lost(said: AiDisclosure, now: AiDisclosure) -> str:
    """What no longer shows AI, in words; empty where everything still does."""
    before = said.by(Origin.MESSAGE)
    if says_ai(before) and not says_ai(now.by(Origin.MESSAGE)):
        return before.detail
    return ", ".join((*_lost_roles(said, now), *_lost_lyrics(said, now)))


def _lost_roles(said: AiDisclosure, now: AiDisclosure) -> Iterator[str]:
    """The roles that a model no longer has, or fewer people with AI and no model in their place."""
    by_models = {one.role for one in now.roles if not one.who and one.amount is AiAmount.ALL}
    gone = [one.role for one in said.roles if not one.who and one.role not in by_models]
    if gone:
        yield f"GenerativeAI as {', '.join(dict.fromkeys(gone))}"
    people = _people_with_ai(said)
    people.subtract(_people_with_ai(now))
    for role, fewer in people.items():
        if fewer > 0 and role not in by_models:
            yield f"AiContribution in the role {role}"


def _people_with_ai(said: AiDisclosure) -> Counter[str]:
    return Counter(o.role for o in said.roles if o.who and o.amount is not AiAmount.NONE)


def _lost_lyrics(said: AiDisclosure, now: AiDisclosure) -> Iterator[str]:
    """The words, unless a credit for them says it now."""
    is_credited = any(is_writing(role) for role in _with_ai(now))
    if says_ai(said.lyrics) and not says_ai(now.lyrics) and not is_credited:
        yield said.lyrics.detail


def _named(resource: Resource) -> str:
    label = f"{resource.reference} {resource.title}".strip()
    return f"{spoken_of(resource)} {label}"


def _evidence(
    earlier: EarlierMessage, key: str, said: AiDisclosure, now: AiDisclosure
) -> dict[str, Any]:
    return {
        "known_by": key,
        "earlier": side(said.by(Origin.MESSAGE))
        | {
            "file": earlier.file,
            "message_id": earlier.message_id,
            "created": earlier.created.isoformat() if earlier.created is not None else None,
            "roles": _with_ai(said),
        },
        "now": side(now.by(Origin.MESSAGE)) | {"roles": _with_ai(now)},
    }


RULES = (disclosure_withdrawn,)
