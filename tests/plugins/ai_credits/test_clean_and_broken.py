"""A clean release says nothing; a release with one thing wrong is caught by that rule alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import (
    AiAmount,
    Contributor,
    Declaration,
    Delivery,
    Finding,
    Image,
    Release,
    Resource,
    Severity,
    Track,
)
from precheck.testing import a_contributor, a_message, a_party, a_release, a_track, an_image
from precheck_ai_credits.rules import RULES

Judge = Callable[..., dict[str, list[Finding]]]
Change = Callable[[Any], Any]

WITH_AI = ("4.3.1", "4.3.2")
WITHOUT_AI = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3")
OUTCOMES = {"ai-credits.fully-ai", "ai-credits.partly-ai"}
"""These tell a recipient's policy what the music is; they are no faults."""
BY_RECIPIENT = {rule.id for rule in RULES if rule.severity is Severity.OFF}

MODEL = a_contributor("Musician", "Lyricist", special="GenerativeAI")
LOUD_MODEL = a_contributor("Musician", special="GenerativeAI", ai_contribution="All")
SINGER = a_contributor("LeadVocalist")
HONEST_SINGER = a_contributor("LeadVocalist", ai_contribution="None")
ASSISTED = a_contributor("StudioProducer", name="Ben Example", ai_contribution="Partly")


def in_edition(contributor: Contributor) -> Contributor:
    """The same credit, in the edition."""
    return replace(contributor, of_edition=True)


CLEAN: dict[str, tuple[str, tuple[Contributor, ...]]] = {
    "no AI": ("None", (SINGER,)),
    "no AI, each says so": ("None", (HONEST_SINGER,)),
    "no AI, no credits": ("None", ()),
    "a model among people": ("Partly", (HONEST_SINGER, MODEL)),
    "a person with a tool": ("Partly", (SINGER, ASSISTED)),
    "all AI": ("All", (MODEL,)),
    "all AI, said twice": (
        "All",
        (a_contributor("Musician", special="GenerativeAI", ai_contribution="All"),),
    ),
    "an edition that says the same": ("Partly", (ASSISTED, in_edition(ASSISTED))),
    "an edition that is silent": (
        "Partly",
        (ASSISTED, in_edition(replace(ASSISTED, ai_contribution=""))),
    ),
    "a model in the edition too": ("Partly", (HONEST_SINGER, MODEL, in_edition(MODEL))),
    "a namesake in part": ("None", (a_contributor("Composer", name="Suno Hill"),)),
    "a traditional tune": ("None", (SINGER, a_contributor("Composer", special="Traditional"))),
}


def clean(name: str, version: str = "4.3.2", of: type[Resource] = Track) -> Release:
    """A release whose one track, or one picture, is clean in the way named."""
    amount, contributors = CLEAN[name]
    said: dict[str, Any] = {"contains_ai": amount, "contributors": contributors}
    quiet: dict[str, Any] = {"contains_ai": "None"}
    return a_release(
        a_track(**(said if of is Track else quiet)),
        message=a_message(version),
        images=(an_image(**(said if of is Image else quiet)),),
    )


def changed(release: Release, change: Change, of: type[Resource] = Track) -> Release:
    """The same release with its track or picture changed."""
    if of is Track:
        return replace(release, tracks=tuple(change(t) for t in release.tracks))
    return replace(release, images=tuple(change(i) for i in release.images))


def states(amount: str) -> Change:
    return lambda resource: replace(resource, contains_ai=amount)


def credits_also(*more: Contributor) -> Change:
    return lambda r: replace(r, contributors=(*r.contributors, *more))


def credits_only(*contributors: Contributor) -> Change:
    return lambda r: replace(r, contributors=contributors)


def first_credit(**values: Any) -> Change:
    return lambda r: replace(
        r, contributors=(replace(r.contributors[0], **values), *r.contributors[1:])
    )


ALL_BY_A_PERSON = a_contributor("Musician", name="Cleo Example", ai_contribution="All")
HALF_A_MODEL = a_contributor("Musician", special="GenerativeAI", ai_contribution="Partly")
SMALL_MODEL = a_contributor("Musician", special="generativeAI")
SMALL_PARTLY = a_contributor("Musician", ai_contribution="partly")
ROLELESS_MODEL = a_contributor(special="GenerativeAI")
TOOL = a_contributor("Composer", name="SUNO")
TOOL_THAT_DENIES = a_contributor("Composer", name="Udio AI", ai_contribution="None")
TRADITIONAL = a_contributor("Composer", special="Traditional")

Table = dict[str, dict[str, tuple[str, Change]]]
"""By the rule that must catch it: what is broken, from which clean release, by which one change."""

BROKEN: Table = {
    "none-with-ai-contributor": {
        "a person partly": ("no AI", first_credit(ai_contribution="Partly")),
        "a person partly, not none": (
            "no AI, each says so",
            first_credit(ai_contribution="Partly"),
        ),
        "a model": ("no AI", credits_also(MODEL)),
        "only a model": ("no AI, no credits", credits_also(MODEL)),
        "it was partly": ("a model among people", states("None")),
        "it was assisted": ("a person with a tool", states("None")),
        "it was all": ("all AI", states("None")),
    },
    "all-with-party": {
        "a person": ("all AI", credits_also(SINGER)),
        "a traditional tune": ("all AI", credits_also(TRADITIONAL)),
        "nobody but a person": ("all AI", credits_only(SINGER)),
        "it was none": ("no AI", states("All")),
    },
    "all-with-lesser-contribution": {
        "a person with none": ("all AI", credits_also(HONEST_SINGER)),
        "a person with partly": ("all AI", credits_also(ASSISTED)),
        "it was none": ("no AI, each says so", states("All")),
        "it was partly": ("a model among people", states("All")),
    },
    "generative-with-lesser-contribution": {
        "partly": ("all AI", first_credit(ai_contribution="Partly")),
        "none": ("all AI", first_credit(ai_contribution="None")),
        "none, and it was all": ("all AI, said twice", first_credit(ai_contribution="None")),
        "the second of two": ("a model among people", credits_also(HALF_A_MODEL)),
    },
    "party-with-all": {
        "a person": ("a person with a tool", first_credit(ai_contribution="All")),
        "in a track that is all AI": ("all AI", credits_also(ALL_BY_A_PERSON)),
        "beside a model": ("a model among people", first_credit(ai_contribution="All")),
    },
    "generative-split": {
        "a second model": ("a model among people", credits_also(LOUD_MODEL)),
        "in a track that is all AI": ("all AI", credits_also(LOUD_MODEL)),
        "three models": ("all AI, said twice", credits_also(MODEL, LOUD_MODEL)),
    },
    "mixed-role": {
        "a person in the credit of a model": ("all AI", first_credit(party=a_party())),
        "where All is said": ("all AI, said twice", first_credit(party=a_party())),
    },
    "tool-as-party": {
        "beside a person": ("no AI", credits_also(TOOL)),
        "alone": ("no AI, no credits", credits_also(TOOL)),
        "and it says none": ("a person with a tool", credits_also(TOOL_THAT_DENIES)),
    },
    "contribution-without-statement": {
        "a model among people": ("a model among people", states("")),
        "a person with a tool": ("a person with a tool", states("")),
        "only a model": ("all AI", states("")),
    },
    "value-unknown": {
        "lower case": ("a model among people", states("partly")),
        "upper case": ("all AI", states("ALL")),
        "lower-case none": ("no AI", states("none")),
        "another word": ("a person with a tool", states("Some")),
        "a flag": ("all AI", states("true")),
        "a credit in lower case": ("no AI", first_credit(ai_contribution="none")),
        "a credit with another word": ("no AI", first_credit(ai_contribution="Assisted")),
        "the only AI credit": ("a person with a tool", credits_only(SMALL_PARTLY)),
        "a misspelt model": ("all AI", first_credit(special="Generative AI")),
        "a model in lower case": (
            "a model among people",
            credits_only(HONEST_SINGER, SMALL_MODEL),
        ),
    },
}
ONLY_TRACKS: Table = {
    "generative-without-role": {
        "the only model": ("all AI", first_credit(roles=())),
        "among people": ("a model among people", credits_only(HONEST_SINGER, ROLELESS_MODEL)),
        "a second model": ("a model among people", credits_also(ROLELESS_MODEL)),
    },
    "edition-differs": {
        "partly there, none here": (
            "a model among people",
            credits_also(in_edition(replace(HONEST_SINGER, ai_contribution="Partly"))),
        ),
        "none there, partly here": (
            "a person with a tool",
            credits_also(in_edition(replace(ASSISTED, ai_contribution="None"))),
        ),
        "told once": (
            "a person with a tool",
            credits_also(*[in_edition(replace(ASSISTED, ai_contribution="None"))] * 2),
        ),
    },
    "partly-without-contributor": {
        "nobody shows AI": ("no AI", states("Partly")),
        "each says none": ("no AI, each says so", states("Partly")),
        "no credits": ("no AI, no credits", states("Partly")),
        "the model left out": ("a model among people", credits_only(HONEST_SINGER)),
    },
    "undeclared": {
        "a credit without AI": ("no AI", states("")),
        "no credits": ("no AI, no credits", states("")),
    },
}


def cases(table: Table) -> list[Any]:
    """Every entry of the table, named by its rule and what is broken."""
    return [
        pytest.param(rule, start, change, id=f"{rule}: {name}")
        for rule, broken in table.items()
        for name, (start, change) in broken.items()
    ]


@pytest.mark.parametrize("version", WITH_AI)
@pytest.mark.parametrize("of", [Track, Image])
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_release_says_nothing(
    judge: Judge, name: str, of: type[Resource], version: str
) -> None:
    assert judge(clean(name, version, of)).keys() - OUTCOMES == set()


@pytest.mark.parametrize("version", WITH_AI)
@pytest.mark.parametrize(("rule", "start", "change"), cases(BROKEN) + cases(ONLY_TRACKS))
def test_a_broken_track_is_caught_by_one_rule_alone(
    judge: Judge, rule: str, start: str, change: Change, version: str
) -> None:
    found = judge(changed(clean(start, version), change))
    assert found.keys() - OUTCOMES - BY_RECIPIENT == {f"ai-credits.{rule}"}


@pytest.mark.parametrize("version", WITH_AI)
@pytest.mark.parametrize(("rule", "start", "change"), cases(BROKEN))
def test_a_broken_picture_is_caught_by_the_twin_alone(
    judge: Judge, rule: str, start: str, change: Change, version: str
) -> None:
    found = judge(changed(clean(start, version, Image), change, Image))
    assert found.keys() - OUTCOMES == {f"ai-credits.{rule}-image"}


@pytest.mark.parametrize(("rule", "start", "change"), cases(ONLY_TRACKS))
def test_what_is_asked_of_tracks_alone_is_not_asked_of_pictures(
    judge: Judge, rule: str, start: str, change: Change
) -> None:
    found = judge(changed(clean(start, of=Image), change, Image))
    assert found.keys() - BY_RECIPIENT == set(), f"{rule} is a rule about tracks"


# --- versions --------------------------------------------------------------------------------


NO_AI = Declaration(ai=AiAmount.NONE)


def silent(version: str, audio: Declaration = NO_AI, artwork: Declaration = NO_AI) -> Release:
    """A release that states nothing about AI in its message."""
    return a_release(
        a_track(),
        message=a_message(version),
        images=(an_image(),),
        delivery=Delivery(audio=audio, artwork=artwork),
    )


@pytest.mark.parametrize("version", WITHOUT_AI)
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_statement_in_an_old_version_is_caught_by_the_version_rules_alone(
    judge: Judge, name: str, version: str
) -> None:
    assert judge(clean(name, version)).keys() - OUTCOMES == {
        "ai-credits.version-cannot-carry",
        "ai-credits.version-cannot-carry-image",
    }


@pytest.mark.parametrize("version", WITHOUT_AI)
def test_an_old_version_without_ai_words_is_a_note_about_the_release(
    judge: Judge, version: str
) -> None:
    found = judge(silent(version))
    assert found.keys() == {"ai-credits.version-cannot-disclose"}


@pytest.mark.parametrize("amount", [AiAmount.SOME, AiAmount.ALL])
@pytest.mark.parametrize("version", [*WITHOUT_AI, *WITH_AI])
def test_a_declaration_of_ai_that_the_message_does_not_carry_is_lost(
    judge: Judge, version: str, amount: AiAmount
) -> None:
    found = judge(silent(version, audio=Declaration(ai=amount)))
    assert found.keys() - OUTCOMES == {"ai-credits.declaration-lost"}


@pytest.mark.parametrize("version", [*WITHOUT_AI, *WITH_AI])
def test_a_declaration_of_ai_in_the_artwork_is_lost_likewise(judge: Judge, version: str) -> None:
    found = judge(silent(version, artwork=Declaration(ai=AiAmount.ALL)))
    assert found.keys() == {"ai-credits.declaration-lost-image"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (credits_also(MODEL), "contribution-without-statement"),
        (states("Maybe"), "value-unknown"),
    ],
)
def test_a_declaration_that_the_message_carries_in_part_is_not_lost(
    judge: Judge, change: Change, rule: str
) -> None:
    release = silent("4.3.2", audio=Declaration(ai=AiAmount.SOME))
    assert judge(changed(release, change)).keys() - OUTCOMES == {f"ai-credits.{rule}"}


@pytest.mark.parametrize("version", WITH_AI)
def test_a_declaration_of_none_is_not_missed(judge: Judge, version: str) -> None:
    assert judge(silent(version)) == {}


def test_a_version_to_come_is_taken_to_know_the_words(judge: Judge) -> None:
    assert judge(clean("a model among people", "4.4")).keys() - OUTCOMES == set()


def test_a_message_of_unknown_version_is_not_judged_by_version(judge: Judge) -> None:
    assert judge(clean("a model among people", "")).keys() - OUTCOMES == set()


def test_a_release_without_a_message_is_not_judged_by_version(judge: Judge) -> None:
    release = replace(silent("4.3", audio=Declaration(ai=AiAmount.ALL)), message=None)
    assert judge(release).keys() - BY_RECIPIENT == {"ai-credits.fully-ai"}


# --- the release and its other resources -----------------------------------------------------


def booklet(contains_ai: str = "", contributors: tuple[Contributor, ...] = ()) -> Resource:
    said: dict[str, Any] = {"contains_ai": contains_ai, "contributors": contributors}
    return Resource(reference="A7", kind="Text", type="NonInteractiveBooklet", **said)


@pytest.mark.parametrize("version", WITHOUT_AI)
def test_a_release_that_states_ai_in_an_old_version_is_caught(judge: Judge, version: str) -> None:
    found = judge(replace(silent(version), contains_ai="Partly"))
    assert found.keys() == {"ai-credits.version-cannot-carry-release"}


def test_a_text_that_states_ai_in_an_old_version_is_caught(judge: Judge) -> None:
    release = silent("4.3")
    found = judge(replace(release, resources=(booklet(contains_ai="All"),)))
    assert found.keys() == {"ai-credits.version-cannot-carry-release"}


@pytest.mark.parametrize("word", ["partly", "Mixed", "yes"])
def test_a_release_with_an_unknown_word_is_caught(judge: Judge, word: str) -> None:
    found = judge(replace(clean("no AI"), contains_ai=word))
    assert found.keys() == {"ai-credits.value-unknown-release"}


def test_a_text_with_an_unknown_word_is_caught(judge: Judge) -> None:
    found = judge(replace(clean("no AI"), resources=(booklet(contains_ai="Some"),)))
    assert found.keys() == {"ai-credits.value-unknown-release"}


@pytest.mark.parametrize(
    "text",
    [
        booklet(contains_ai="None", contributors=(MODEL,)),
        booklet(contains_ai="All", contributors=(SINGER,)),
        booklet(contains_ai="All", contributors=(MODEL, ASSISTED)),
        booklet(contributors=(replace(MODEL, ai_contribution="None"),)),
        booklet(contributors=(replace(SINGER, ai_contribution="All"),)),
    ],
)
def test_a_text_that_contradicts_itself_is_caught(judge: Judge, text: Resource) -> None:
    found = judge(replace(clean("no AI"), resources=(text,)))
    assert found.keys() == {"ai-credits.other-resource-contradicts"}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_text_says_nothing(judge: Judge, name: str) -> None:
    amount, contributors = CLEAN[name]
    text = booklet(contains_ai=amount, contributors=contributors)
    assert judge(replace(clean("no AI"), resources=(text,))) == {}
