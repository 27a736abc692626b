"""What a title promises with a protected name, and licensed AI voices that nothing discloses."""

from typing import Any

import pytest

from precheck import AiAmount, AiDisclosure, AiStatement, Finding, Origin, Release, Title
from precheck.testing import ask
from precheck_voice.facts import Consents, ProtectedNames
from precheck_voice.rules.allusions import parody, style_promised
from precheck_voice.rules.labels import consented_not_disclosed
from precheck_voice.wording import style_wording
from tests.plugins.voice.test_rules import a_consent, a_match, matches, the_release

NAME = "Ada Example"
NAMES = ProtectedNames(names=(NAME,))


def declared(amount: AiAmount | None, origin: Origin = Origin.MESSAGE) -> AiDisclosure:
    said = (AiStatement(origin=origin, amount=amount, detail="so"),) if amount is not None else ()
    return AiDisclosure(statements=said)


def titled(text: str) -> Release:
    return the_release(titles=(Title(text=text),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Slow Tide (In the Style of Ada Example)", "In the Style of Ada Example"),
        ("Slow Tide - in style of Ada Example", "in style of Ada Example"),
        ("Sounds like Ada Example", "Sounds like Ada Example"),
        ("Ada Example Type Beat", "Ada Example Type"),
        ("Ada Example-style Ballad", "Ada Example-style"),
        ("ADA EXAMPLE [type beat]", "ADA EXAMPLE [type"),
        ("In the St\u200byle of Ada Example", "In the Style of Ada Example"),
        ("Slow Tide (feat. Ada Example)", ""),
        ("In the Style of Somebody, with Ada Example", ""),
        ("My Type of Song, Ada Example", ""),
        ("Ada Examples Type", ""),
        ("", ""),
    ],
)
def test_a_style_is_promised_next_to_the_name(text: str, found: str) -> None:
    assert style_wording(text, NAME) == found


def style(amount: AiAmount | None, origin: Origin = Origin.MESSAGE) -> list[Finding]:
    narrower = {"A1": [declared(amount, origin)]}
    return ask(style_promised, titled("Ada Example Type Beat"), NAMES, narrower=narrower)


@pytest.mark.parametrize("origin", [Origin.MESSAGE, Origin.DELIVERY])
@pytest.mark.parametrize("amount", [AiAmount.SOME, AiAmount.ALL])
def test_a_style_is_spoken_of_where_ai_is_declared(amount: AiAmount, origin: Origin) -> None:
    (found,) = style(amount, origin)

    assert found.message == (
        "the title of release says 'Ada Example Type' with the protected name Ada Example, "
        "and AI is declared for A1: 'Ada Example Type Beat'"
    )


@pytest.mark.parametrize("amount", [None, AiAmount.NONE])
def test_a_style_without_ai_is_a_custom_of_the_trade(amount: AiAmount | None) -> None:
    assert style(amount) == []


def test_a_detector_declares_nothing() -> None:
    assert style(AiAmount.ALL, Origin.DETECTOR) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Slow Tide (Ada Example Parody)", True),
        ("Parodia di Ada Example", True),
        ("Slow Tide (Parody)", False),
        ("Slow Tide (Ada Example Cover)", False),
        ("Parodyne, by Ada Example", False),
    ],
)
def test_a_parody_of_a_protected_artist_is_for_a_person(text: str, *, is_one: bool) -> None:
    found = ask(parody, titled(text), NAMES)

    assert [f"calls itself a parody of Ada Example: {text!r}" in f.message for f in found] == (
        [True] * is_one
    )


def licensed(said: AiAmount | None, **record: Any) -> list[str]:
    known = Consents(records=(a_consent(**record),))
    narrower = {"A1": [matches(a_match()), declared(said)]}
    found = ask(consented_not_disclosed, the_release(), known, narrower=narrower)
    return [one.message for one in found]


def test_a_licensed_ai_voice_that_is_not_disclosed_is_for_review() -> None:
    (found,) = licensed(AiAmount.NONE)

    assert found == (
        "consents/ada.json allows ai-sung lead vocal in the voice of Ada Example, which "
        "Slow Tide (A1) resembles, but no AI is declared for it"
    )
    assert "nothing is declared about AI" in licensed(None)[0]


@pytest.mark.parametrize("said", [AiAmount.SOME, AiAmount.ALL])
def test_one_that_is_disclosed_is_not_spoken_of(said: AiAmount) -> None:
    assert licensed(said) == []


@pytest.mark.parametrize(
    ("use", "is_ai"),
    [
        ("lead vocal", False),
        ("vocals sung by a fair maid", False),
        ("lead vocal by a synthetic_voice", True),
        ("A.I. vocals", True),
        ("cloned voice as lead vocal", True),
    ],
)
def test_a_use_names_ai_by_its_words(use: str, *, is_ai: bool) -> None:
    uses = (use, "release on streaming services")

    assert bool(licensed(AiAmount.NONE, uses=uses)) is is_ai


def test_a_record_that_does_not_cover_it_is_not_asked_about_labels() -> None:
    assert licensed(AiAmount.NONE, isrcs=("QZPRE2699999",)) == []


def test_without_a_plugin_that_reads_disclosures_nothing_is_said_of_them() -> None:
    promised = ask(style_promised, titled("Ada Example Type Beat"), NAMES)
    known = Consents(records=(a_consent(),))
    licensed_one = {"A1": [matches(a_match())]}

    assert promised == []
    assert ask(consented_not_disclosed, the_release(), known, narrower=licensed_one) == []
