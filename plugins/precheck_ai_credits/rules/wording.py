"""Whether AI is told by a name or in free words, where nobody looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from precheck import (
    Contributor,
    DisplayArtist,
    Facts,
    Finding,
    Message,
    Node,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits import generators, picture_generators
from precheck_ai_credits.generators import STATE, tool_named
from precheck_ai_credits.names import is_word_for_ai
from precheck_ai_credits.picture_generators import PICTURES
from precheck_ai_credits.roles import is_heard
from precheck_ai_credits.sources import (
    DETECTED_GENERATORS,
    DETECTED_PICTURES,
    LICENSED_GENERATORS,
    SPOTIFY_CREDITS,
    TOOL_AS_WRITER,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    credited_in,
    displayed_in,
    is_misspelt_generative,
    models_in,
    named,
    shows_ai,
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
    models = models_in(resource)
    told = set()
    for entry in _entries(resource):
        name = entry.party.name
        music = tool_named(name)
        generator = music or PICTURES.versioned(name)
        called = generator or (name if is_word_for_ai(name) else "")
        if called and called not in told and not _is_disclosed(entry, models):
            told.add(called)
            as_what = named(entry) if isinstance(entry, Contributor) else f"{name} (artist)"
            yield Finding(
                f"{spoken_of(resource)} credits {as_what}, "
                f"{_what(music, generator)}, "
                f"but not GenerativeAI{' with the same role' if models else ''}",
                place=entry.at(),
                evidence={
                    "name": name,
                    "reference": entry.party.reference,
                    "generator": generator,
                    "source": _SOURCES.get(generator, TOOL_AS_WRITER).url,
                    "list_of": STATE.isoformat(),
                },
            )


def _is_disclosed(entry: Contributor | DisplayArtist, models: Iterable[Contributor]) -> bool:
    """Whether the message credits a model with what the entry did."""
    roles = {role for model in models for role in _roles(model)}
    if isinstance(entry, DisplayArtist):
        return any(is_heard(role) for role, _ in roles)
    return bool(models) and roles.issuperset(_roles(entry))


def _roles(contributor: Contributor) -> Iterator[tuple[str, str]]:
    return ((role.value, role.user_defined) for role in contributor.roles)


def _what(music: str, generator: str) -> str:
    if not generator:
        return "a word for AI"
    return f"the name of {'a music' if music else 'an image'} generator"


def _entries(resource: Resource) -> Iterator[Contributor | DisplayArtist]:
    """Everybody who is credited and says nothing of AI; the contributors first."""
    yield from (contributor for contributor in credited_in(resource) if not shows_ai(contributor))
    yield from displayed_in(resource)


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
    in capitals, "AI-generated" and the like, "generative", "artificial intelligence", or "generated
    by", "with" or "using".

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
    `MarketingComment`, is no credit and is not read.
    """
    del facts
    told = set()
    for text, of_what, node in _free_texts(track):
        match = _SPEAKS_OF_AI.search(text)
        if match is not None and (text, of_what) not in told:
            told.add((text, of_what))
            yield Finding(
                f"{spoken_of(track)} has a credit in free text that speaks of AI: "
                f"{text!r} {of_what}",
                place=node.place if node is not None else None,
                evidence={"written": text, "matched": match[0]},
            )


def _free_texts(track: Track) -> Iterator[tuple[str, str, Node | None]]:
    """Every text that a sender writes into a credit as they like, of what it is, and where."""
    for contributor in credited_in(track):
        if not is_misspelt_generative(contributor):
            special = contributor.special_user_defined
            yield special, "as SpecialContributor", contributor.marks.get("special")
        for role in contributor.roles:
            instruments = (one.user_defined or one.value for one in role.instruments)
            for text in (role.user_defined, *instruments):
                yield text, f"for {_who(contributor)}", role.node
    for node in track.node.below("DisplayCreditText") if track.node is not None else ():
        yield node.text, "as DisplayCreditText", node


def _who(contributor: Contributor) -> str:
    party = contributor.party
    return special_word(contributor) or party.name or party.reference or "an unnamed contributor"


RULES = (*tool_as_party.both, free_text)
