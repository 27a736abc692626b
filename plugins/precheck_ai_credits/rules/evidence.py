"""Whether those who speak of AI agree: the message, the artist, and the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    Facts,
    Finding,
    Message,
    Origin,
    ProvenanceMarks,
    Release,
    Resource,
    Severity,
)
from precheck_ai_credits.occasions import does_artist_speak
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.origins.file import by_any_mark
from precheck_ai_credits.rules.silence import is_undeclared
from precheck_ai_credits.sides import both_places, declarations, differ, side
from precheck_ai_credits.sources import (
    LABELGRID_ERN,
    SYMPHONIC_DISCLOSURE,
    SYMPHONIC_STANCES,
    ern,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import spoken_of


def _marks(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"kind": m.kind.value, "tag": m.tag, "text": m.text, "generator": m.generator}
        for m in facts[ProvenanceMarks].marks
        if m.is_ai
    ]


def _marked(resource: Resource, facts: Facts, said: str) -> Iterator[Finding]:
    disclosure = facts[AiDisclosure]
    marked = by_any_mark(
        facts[ProvenanceMarks]
    )  # not what the disclosure may lack: it needs no marks
    if marked is not None:
        yield Finding(
            f"{spoken_of(resource)} {said}, but its file carries a mark of AI: {marked.detail}",
            place=both_places(disclosure.by(Origin.MESSAGE), marked),
            file=resource.file,
            evidence={
                "marks": _marks(facts),
                **{said.origin.value: side(said) for said in declarations(disclosure)},
            },
        )


@twins(
    "ai-credits.none-but-marked",
    title="Declared free of AI, but the file carries a mark of AI",
    severity=Severity.BLOCK,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(SYMPHONIC_DISCLOSURE, SYMPHONIC_STANCES),
)
def none_but_marked(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture that the message or the artist declares free of AI has a mark of
    AI in its file: a tag left behind by a generator, an AIGC label, a digital source type or a
    C2PA statement.

    ## Why it matters

    Recipients read the same marks. A false "none" is what costs a sender its standing:
    services ask senders to identify AI themselves, and repeated failure can end the account.

    ## What to do

    Ask the artist. Correct the declaration, or deliver the file that the declaration is about.
    Do not strip the mark: in some countries that alone is forbidden.

    ## Limits

    A mark is evidence, not proof: a person may have put it there.
    A file without marks proves nothing.
    """
    said = next(iter(declarations(facts[AiDisclosure])), None)
    if said is not None and said.amount is AiAmount.NONE:
        yield from _marked(resource, facts, "is declared free of AI")


@twins(
    "ai-credits.undeclared-but-marked",
    title="Nothing is declared about AI, but the file carries a mark of it",
    severity=Severity.REVIEW,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(SYMPHONIC_DISCLOSURE, SYMPHONIC_STANCES),
)
def undeclared_but_marked(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture about which neither message nor artist says anything has a mark
    of AI in its file.

    ## Why it matters

    The recipient will see the mark before it sees a declaration.

    ## What to do

    Ask the artist, and declare what is so in `delivery.toml` and in the message.

    ## Limits

    A mark is evidence, not proof. A file without marks proves nothing.
    """
    if is_undeclared(resource, facts[AiDisclosure]):
        yield from _marked(resource, facts, "is not declared either way")


@twins(
    "ai-credits.message-and-artist-differ",
    title="The message and the artist do not say the same about AI",
    severity=Severity.BLOCK,
    sources=(SYMPHONIC_DISCLOSURE, LABELGRID_ERN, ern("ContainsAI")),
    needs=(AiDisclosure, Message),
    when=does_artist_speak,
)
def message_and_artist_differ(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the amount of AI in the message is the one the artist declared in `delivery.toml`.
    `All` is all, `Partly` is some, `None` is none. Where the message has no `ContainsAI`,
    its credits speak for it.

    ## Why it matters

    The sender vouches for the message. Where it says less than the artist, the sender hides AI;
    where it says more, the artist is refused or goes unpaid for nothing.

    ## What to do

    Ask the artist, and correct the one that is wrong.

    ## Limits

    Silence is not a difference: a declaration that the message does not carry at all has a rule
    of its own. Credits without `ContainsAI` may say that there is AI without saying how much;
    then only "none" differs.
    """
    disclosure = facts[AiDisclosure]
    message, artist = disclosure.by(Origin.MESSAGE), disclosure.by(Origin.DELIVERY)
    if message is None or artist is None or not differ(message.amount, artist.amount):
        return
    yield Finding(
        f"{spoken_of(resource)} is declared differently by the message and by the artist: "
        f"{message.detail}, {artist.detail}",
        place=message.place,
        file=sidecar(facts[Release]),
        evidence={"message": side(message), "delivery": side(artist)},
    )


RULES = (
    *none_but_marked.both,
    *undeclared_but_marked.both,
    *message_and_artist_differ.both,
)
