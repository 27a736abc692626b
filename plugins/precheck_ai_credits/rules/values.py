"""Whether the words about AI are those of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck import (
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
from precheck_ai_credits.occasions import is_written_of
from precheck_ai_credits.sources import ALLOWED_VALUES, ern
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    GENERATIVE_AI,
    Written,
    credited_in,
    displayed_in,
    is_known,
    is_misspelt_generative,
    named,
    special_word,
    spoken_of,
)

_SOURCES = (ern("avs:ContainsAI, SpecialContributorType"), ALLOWED_VALUES)
_ALLOWED = [value.value for value in Written]


def _unknown(label: str, element: str, written: str, place: Place | None) -> Finding:
    return Finding(
        f"{label} has {element} {written!r}; the values are {', '.join(_ALLOWED)}",
        place=place,
        evidence={"element": element, "written": written, "allowed": _ALLOWED},
    )


@twins(
    "ai-credits.value-unknown",
    title="A statement about AI uses a word that DDEX does not have",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=_SOURCES,
    when=is_written_of,
)
def value_unknown(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `ContainsAI` and `AiContribution` are `All`, `Partly` or `None`, in this spelling,
    and whether a contributor or displayed artist that means `GenerativeAI` is written so, and not
    as `UserDefined` with a word for AI or the name of a generator. DDEX rule AI-03.

    ## Why it matters

    Capital letters count. `partly`, `Partial`, `Some` and `true` do not validate,
    and a reader that is lenient has to guess. `UserDefined` validates, and says nothing to
    whoever looks for `GenerativeAI`.

    ## What to do

    Write the word as the schema spells it.

    ## Limits

    Other special contributors, such as `Traditional`, are not about AI and are not judged.
    """
    del facts
    if not is_known(resource.contains_ai):
        place = resource.at("contains_ai")
        yield _unknown(spoken_of(resource), "ContainsAI", resource.contains_ai, place)
    for contributor in credited_in(resource):
        if not is_known(contributor.ai_contribution):
            yield _unknown(
                f"{spoken_of(resource)}, in the credit for {named(contributor)},",
                "AiContribution",
                contributor.ai_contribution,
                contributor.at("ai_contribution"),
            )
        if is_misspelt_generative(contributor):
            yield _misspelt(f"{spoken_of(resource)} credits", "SpecialContributor", contributor)
    yield from _misspelt_artists(spoken_of(resource), displayed_in(resource))


def _misspelt_artists(label: str, artists: Iterable[DisplayArtist]) -> Iterator[Finding]:
    for artist in artists:
        if is_misspelt_generative(artist):
            yield _misspelt(f"{label} displays", "SpecialDisplayArtist", artist)


def _misspelt(does: str, element: str, credited: Contributor | DisplayArtist) -> Finding:
    written = special_word(credited)
    own = " as UserDefined" if credited.special_user_defined else ""
    return Finding(
        f"{does} {written!r}{own}; the word is {GENERATIVE_AI}",
        place=credited.at("special"),
        evidence={"element": element, "written": written, "allowed": [GENERATIVE_AI]},
    )


@rule(
    "ai-credits.value-unknown-release",
    title="A statement about AI uses a word that DDEX does not have (release)",
    severity=Severity.BLOCK,
    needs=(Message,),
    of=Release,
    sources=_SOURCES,
)
def value_unknown_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the release's own `ContainsAI`, a displayed artist that means `GenerativeAI`, and the
    words about AI in its texts and other resources, are those of the schema. DDEX rule AI-03.

    ## Why it matters

    Capital letters count. `partly`, `Partial`, `Some` and `true` do not validate,
    and a reader that is lenient has to guess.

    ## What to do

    Write `All`, `Partly` or `None`, and `GenerativeAI` for a model.

    ## Limits

    Tracks and pictures have rules of their own.
    """
    if not is_known(release.contains_ai):
        place = release.at("contains_ai")
        yield _unknown("the release", "ContainsAI", release.contains_ai, place)
    yield from _misspelt_artists("the release", release.artists)
    for resource in release.resources:
        yield from value_unknown.ask(resource, facts)


RULES = (*value_unknown.both, value_unknown_release)
