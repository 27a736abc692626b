"""Whether the message's ERN version has the words for AI at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck import (
    AiAmount,
    Contributor,
    DisplayArtist,
    Facts,
    Finding,
    Message,
    Place,
    Release,
    Resource,
    Severity,
    rule,
)
from precheck_ai_credits.occasions import does_artist_speak, is_written_of
from precheck_ai_credits.origins.artist import by_artist, sidecar
from precheck_ai_credits.origins.whole import said_in_message
from precheck_ai_credits.sides import amount_in_words
from precheck_ai_credits.sources import EARLIEST_BINDING, LABELGRID_ERN, ern
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    at_credit,
    can_disclose,
    credited_in,
    displayed_in,
    is_generative,
    spoken_of,
)

_CARRIES = (ern("ContainsAI, AiContribution, SpecialContributor"), EARLIEST_BINDING)


def _words(resource: Resource) -> Iterator[tuple[str, Place | None]]:
    """The elements about AI, each with its place."""
    if resource.contains_ai:
        yield f"ContainsAI {resource.contains_ai}", resource.at("contains_ai")
    for contributor in credited_in(resource):
        yield from _words_of_credit(contributor)
    yield from _words_of_artists(displayed_in(resource))


def _words_of_credit(contributor: Contributor) -> Iterator[tuple[str, Place | None]]:
    if is_generative(contributor):
        yield f"SpecialContributor {contributor.special}", contributor.at("special")
    if contributor.ai_contribution:
        yield f"AiContribution {contributor.ai_contribution}", at_credit(contributor)


def _words_of_artists(artists: Iterable[DisplayArtist]) -> Iterator[tuple[str, Place | None]]:
    for artist in artists:
        if is_generative(artist):
            yield f"SpecialDisplayArtist {artist.special}", artist.at("special")


def _misplaced(
    label: str, words: tuple[tuple[str, Place | None], ...], message: Message
) -> Finding:
    listed = ", ".join(word for word, _ in words)
    return Finding(
        f"{label} states {listed}, but ERN {message.version} has no such element",
        place=words[0][1],
        evidence={
            "elements": [word for word, _ in words],
            "message_version": message.version,
            "first_version_with_ai": "4.3.1",
        },
    )


@twins(
    "ai-credits.version-cannot-carry",
    title="AI is stated in an ERN version that has no words for it",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=_CARRIES,
    when=is_written_of,
)
def version_cannot_carry(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `ContainsAI`, `AiContribution`, or `GenerativeAI` as a contributor or displayed artist,
    stands in a message before ERN 4.3.1, the first version to have them. DDEX rule AI-01.

    ## Why it matters

    Such a message does not validate against the schema it names. A recipient refuses it,
    or drops the statement without a word.

    ## What to do

    Send the release as ERN 4.3.1 or 4.3.2, or leave the elements out and declare AI another way.

    ## Limits

    A message whose version could not be read is not judged.
    """
    message = facts.get(Message)
    if message is None or can_disclose(message) is not False:
        return
    if words := tuple(_words(resource)):
        yield _misplaced(spoken_of(resource), words, message)


@rule(
    "ai-credits.version-cannot-carry-release",
    title="AI is stated in an ERN version that has no words for it (release)",
    severity=Severity.BLOCK,
    needs=(Message,),
    of=Release,
    sources=_CARRIES,
)
def version_cannot_carry_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the release itself, or one of its texts and other resources, states AI
    in a message before ERN 4.3.1. DDEX rule AI-01.

    ## Why it matters

    Such a message does not validate against the schema it names. A recipient refuses it,
    or drops the statement without a word.

    ## What to do

    Send the release as ERN 4.3.1 or 4.3.2, or leave the elements out and declare AI another way.

    ## Limits

    Tracks and pictures have rules of their own.
    A message whose version could not be read is not judged.
    """
    message = facts.get(Message)
    if message is None or can_disclose(message) is not False:
        return
    if words := tuple(_words_of_release(release)):
        yield _misplaced("the release", words, message)
    for resource in release.resources:
        if words := tuple(_words(resource)):
            yield _misplaced(spoken_of(resource), words, message)


def _words_of_release(release: Release) -> Iterator[tuple[str, Place | None]]:
    if release.contains_ai:
        yield f"ContainsAI {release.contains_ai}", release.at("contains_ai")
    yield from _words_of_artists(release.artists)


@rule(
    "ai-credits.version-cannot-disclose",
    title="The message's ERN version cannot disclose AI",
    severity=Severity.NOTE,
    needs=(Message,),
    of=Release,
    sources=(*_CARRIES, LABELGRID_ERN),
)
def version_cannot_disclose(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message is written in a version before ERN 4.3.1, which has no words for AI.
    It is silent where that already costs something: where AI is stated in elements that the
    version does not have, or declared by the artist and lost. DDEX rule AI-02.

    ## Why it matters

    Spotify and others show AI credits only from what the message says.
    In this version a credit cannot be given, and silence cannot be told from "none".

    ## What to do

    Nothing for music made without AI. For the rest, send ERN 4.3.2.

    ## Limits

    ERN 3's `IsComputerGenerated` is older than generative AI and is not read as a declaration.
    """
    message = facts.get(Message)
    if message is None or can_disclose(message) is not False:
        return
    members: tuple[Resource, ...] = (*release.tracks, *release.images)
    everything = (*members, *release.resources)
    is_costly = (
        any(True for _ in _words_of_release(release))
        or any(True for resource in everything for _ in _words(resource))
        or any(_declares_ai(resource, release) for resource in members)
    )
    if members and not is_costly:
        yield Finding(
            f"the release is sent as ERN {message.version}, which cannot say whether AI took part; "
            "ERN 4.3.1 and later can",
            place=message.at("version"),
            evidence={"message_version": message.version, "first_version_with_ai": "4.3.1"},
        )


def _declares_ai(resource: Resource, release: Release) -> bool:
    said = by_artist(resource, release)
    return said is not None and said.amount is not AiAmount.NONE


@twins(
    "ai-credits.declaration-lost",
    title="The artist declared AI, but the message says nothing of it",
    severity=Severity.WARNING,
    needs=(Message,),
    sources=(*_CARRIES, LABELGRID_ERN),
    when=does_artist_speak,
)
def declaration_lost(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether AI that the artist declared in `delivery.toml` is missing from the message:
    because its version has no words for AI (DDEX rule AI-02), or because nobody wrote them.

    ## Why it matters

    The recipient sees music without any statement. The artist kept the rules, the delivery does
    not, and a service that finds the AI by itself blames the sender.

    ## What to do

    Send ERN 4.3.2 with `ContainsAI`, and a contributor `GenerativeAI` for each role
    that a model played.

    ## Limits

    A declaration of "none" is not missed: no recipient reads its absence as AI.
    Silent where there is no message at all.
    """
    message = facts.get(Message)
    if message is None or resource.contains_ai:
        return
    release = facts[Release]
    said = by_artist(resource, release)
    if said is None or said.amount is AiAmount.NONE:
        return
    if said_in_message(resource, release) is not None:
        return
    cannot = can_disclose(message) is False
    why = "has no words for it" if cannot else "does not say so"
    yield Finding(
        f"{spoken_of(resource)} is declared to contain AI ({said.detail}), "
        f"but the message (ERN {message.version or 'unknown'}) {why}",
        place=resource.at("contains_ai"),
        file=sidecar(release),
        evidence={
            "declared": amount_in_words(said.amount),
            "declaration": said.detail,
            "message": "",
            "message_version": message.version,
            "version_can_disclose": not cannot,
        },
        remedy="Send the release as ERN 4.3.2 with ContainsAI." if cannot else "Write ContainsAI.",
    )


RULES = (
    *version_cannot_carry.both,
    version_cannot_carry_release,
    version_cannot_disclose,
    *declaration_lost.both,
)
