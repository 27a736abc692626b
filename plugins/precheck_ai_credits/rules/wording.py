"""Whether AI is told by a name or in free words, where nobody looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from precheck import (
    Contributor,
    Facts,
    Finding,
    Message,
    Node,
    Release,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits import generators, picture_generators
from precheck_ai_credits.generators import MUSIC, STATE
from precheck_ai_credits.sources import (
    DETECTED_GENERATORS,
    DETECTED_PICTURES,
    LICENSED_GENERATORS,
    SPOTIFY_CREDITS,
    TOOL_AS_WRITER,
)
from precheck_ai_credits.tool_parties import ToolParty, tools_displayed, tools_in
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    credited_in,
    is_misspelt_generative,
    models_in,
    special_word,
    spoken_of,
)

_SPEAKS_OF_AI = re.compile(
    r"(?<![A-Za-z])A\.?I\b"  # AI and A.I. as words of their own, in capitals
    r"|(?<![A-Za-z])AI(?=[A-Z][a-z])"  # AIVocals
    r"|(?i:\bai[-_ ](?:assisted|created|generated|made|music|tool|vocal|voice))"
    r"|(?i:\bgenerative\b|\bartificial[ -]intelligence\b)"
    r"|(?i:\bgenerated[ -](?:by|using|with)\b)"
)
_SPECIAL = "as SpecialContributor"
"""What stands there is a name: a part of it is no tool's."""
_SOURCES = {**picture_generators.NAMES, **generators.NAMES}


@twins(
    "ai-credits.tool-as-party",
    title="A generator seems to be credited as a person",
    severity=Severity.NOTE,
    needs=(Message,),
    sources=(LICENSED_GENERATORS, DETECTED_GENERATORS, DETECTED_PICTURES, TOOL_AS_WRITER),
    is_estimate=True,
)
def tool_as_party(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a contributor or displayed artist bears exactly the name of a generator of music, such
    as Suno, Udio or ElevenLabs, or of pictures, such as Midjourney, DALL-E or Stable Diffusion, or
    is called "AI", while `GenerativeAI` is not credited with the same role. DDEX rule AI-15.
    Capitals and punctuation do not matter, nor does "AI" or a version behind the name.

    ## Why it matters

    Services that show AI credits look for `GenerativeAI`; here they show a person by the name of
    a tool. Societies and most stores do not take a tool for an author.

    ## What to do

    Where the tool is meant, credit `GenerativeAI` with the role. Some distributors ask for the
    tool as a writer; then tell them apart by recipient. Where it is a person, nothing.

    ## Limits

    A guess by name: somebody may be called so, and a singer is called AI. Only whole names count,
    from a list of November 2026; a part of a name never does. Names that people bear too are left
    out of it: Flux, Imagen and Leonardo count as "Flux AI", "Google Imagen" and "Leonardo.Ai"
    alone.
    A credit with `AiContribution` `Partly` or `All` speaks for itself and is not judged. Nor is a
    tool without a role, or a displayed artist, where a model is credited: for an artist with a
    role that is heard.
    """
    del facts
    role = " with the same role" if models_in(resource) else ""
    for tool in tools_in(resource):
        yield _of_tool(
            f"{spoken_of(resource)} credits {tool.who}, {tool.what}, but not GenerativeAI{role}",
            tool,
        )


@rule(
    "ai-credits.tool-as-party-release",
    title="A generator seems to be displayed as the artist of the release",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(LICENSED_GENERATORS, DETECTED_GENERATORS, DETECTED_PICTURES, TOOL_AS_WRITER),
    is_estimate=True,
)
def tool_as_party_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release displays an artist who bears exactly the name of a generator of music or of
    pictures, or is called "AI", while none of its tracks credits `GenerativeAI` with a role that is
    heard. DDEX rule AI-15.

    ## Why it matters

    Listeners see the name of a tool in the place of an artist, and nothing says that there is AI.

    ## What to do

    Where the tool is meant, credit `GenerativeAI` in the tracks with its roles, and display the act
    by its own name. Where it is a person, nothing.

    ## Limits

    A guess by name, as `ai-credits.tool-as-party` is. An artist whom a track displays as well is
    told there.
    """
    del facts
    for tool in tools_displayed(release):
        yield _of_tool(
            f"the release displays {tool.name}, {tool.what}, as its artist, "
            "but none of its tracks credits GenerativeAI",
            tool,
        )


def _of_tool(message: str, tool: ToolParty) -> Finding:
    return Finding(
        message,
        place=tool.entry.at(),
        evidence={
            "name": tool.name,
            "reference": tool.entry.party.reference,
            "generator": tool.generator,
            "source": _SOURCES.get(tool.generator, TOOL_AS_WRITER).url,
            "list_of": STATE.isoformat(),
        },
    )


@rule(
    "ai-credits.free-text",
    title="A credit speaks of AI in free text",
    severity=Severity.OFF,
    of=Track,
    needs=(Message,),
    sources=(SPOTIFY_CREDITS,),
    is_estimate=True,
)
def free_text(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the free text of a credit speaks of AI: the `UserDefinedValue` of a role, an instrument
    or a special contributor, and the text in which a credit is displayed. It does by the word "AI"
    in capitals, "AI-generated" and the like, "generative", "artificial intelligence", "generated
    by", "with" or "using", or the name of a music generator.

    ## Why it matters

    Spotify takes AI credits as contributor and role, and no free text about AI.
    No service is known to read such a word as a disclosure.

    ## What to do

    Credit `GenerativeAI` with a role of the allowed value set. A message before ERN 4.3.1 has no
    word for it; send ERN 4.3.2.

    ## Limits

    Off unless a recipient's policy asks for it. It knows English words only.
    The text is shown, never read as a declaration. A special contributor that means `GenerativeAI`
    by another word is told by `ai-credits.value-unknown`. What is written elsewhere, such as a
    `MarketingComment`, is no credit; `ai-credits.description-speaks-of-ai` reads it.
    """
    del facts
    told = set()
    for text, of_what, node in _free_texts(track):
        matched = _speaks_of_ai(text) or ("" if of_what == _SPECIAL else MUSIC.within(text))
        if matched and (text, of_what) not in told:
            told.add((text, of_what))
            yield Finding(
                f"{spoken_of(track)} has a credit in free text that speaks of AI: "
                f"{text!r} {of_what}",
                place=node.place if node is not None else None,
                evidence={"written": text, "matched": matched},
            )


@lru_cache(maxsize=1024)
def _speaks_of_ai(text: str) -> str:
    """The first words that speak of AI; or empty."""
    match = _SPEAKS_OF_AI.search(text)
    return match[0] if match is not None else ""


def _free_texts(track: Track) -> Iterator[tuple[str, str, Node | None]]:
    """Every text that a sender writes into a credit as they like, of what it is, and where."""
    for contributor in credited_in(track):
        if not is_misspelt_generative(contributor):
            special = contributor.special_user_defined
            if special:
                yield special, _SPECIAL, contributor.marks.get("special")
        for role in contributor.roles:
            instruments = (one.user_defined or one.value for one in role.instruments)
            for text in filter(None, (role.user_defined, *instruments)):
                yield text, f"for {_who(contributor)}", role.node
    for node in track.node.below("DisplayCreditText") if track.node is not None else ():
        yield node.text, "as DisplayCreditText", node


def _who(contributor: Contributor) -> str:
    party = contributor.party
    return special_word(contributor) or party.name or party.reference or "an unnamed contributor"


RULES = (*tool_as_party.both, tool_as_party_release, free_text)
