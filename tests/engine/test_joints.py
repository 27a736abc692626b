"""Facts that add up: what several plugins supply in parts is read as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from precheck import (
    AiAmount,
    AiDetection,
    AiDetections,
    Facts,
    Finding,
    Reason,
    Severity,
    Source,
    Tools,
    Track,
    Unavailable,
    inspector,
    rule,
)
from precheck.inspectors import Inspector
from precheck.joints import whole_of
from precheck.plugins import Plugin, Registry
from precheck.present.document import gather
from precheck.report import Report

RELEASE = Path(__file__).parents[2] / "fixtures" / "deliveries" / "clean-single"
HOUSE = Source(title="Handbook", url="https://house.example/", read=date(2026, 11, 29))


class EarDetections(AiDetections, frozen=True, kw_only=True):
    """What the ear concludes."""


class EyeDetections(AiDetections, frozen=True, kw_only=True):
    """What the eye concludes."""


def conclusion(kind: type[AiDetections], service: str, score: float) -> AiDetections:
    found = AiDetection(service=service, score=score, verdict=AiAmount.NONE, is_amount_said=False)
    return kind(detections=(found,))


EAR = conclusion(EarDetections, "ear", 0.25)
EYE = conclusion(EyeDetections, "eye", 0.5)


def supplier(name: str, kind: type[AiDetections], answer: object) -> Plugin:
    @inspector(of=Track, gives=kind)
    def detect(_: Track, __: Facts, ___: Tools) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Plugin(name=name, inspectors=(detect,))


@rule(
    "reader.told",
    title="It was told",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDetections,),
    sources=(HOUSE,),
)
def told(_: Track, facts: Facts) -> Iterator[Finding]:
    """Say what is known."""
    for one in facts[AiDetections].detections:
        yield Finding(f"{one.service}: {one.score}")


READER = Plugin(name="reader", rules=(told,))


def report(desk: Any, *answers: object) -> Report:
    kinds = (("ear", EarDetections), ("eye", EyeDetections))
    parts = [supplier(name, kind, one) for (name, kind), one in zip(kinds, answers, strict=False)]
    return gather(desk.check(RELEASE, plugins=[*parts, READER]))


def said(found: Report) -> list[str]:
    return [n.message for n in found.releases[0].notices if n.rule == "reader.told"]


def why(found: Report) -> tuple[Reason, str]:
    [skip] = [skip for skip in found.releases[0].skips if skip.rule == "reader.told"]
    return skip.reason, skip.detail


@pytest.mark.parametrize(
    ("answers", "lines"),
    [((EAR,), ["ear: 0.25"]), ((EAR, EYE), ["ear: 0.25", "eye: 0.5"])],
)
def test_rules_read_what_every_part_holds(desk: Any, answers: Any, lines: list[str]) -> None:
    found = report(desk, *answers)
    assert said(found) == lines
    assert found.complete


@pytest.mark.parametrize(
    "reason", [Reason.NOT_SUPPLIED, Reason.NOT_APPLICABLE, Reason.NOT_CONFIGURED]
)
def test_one_with_nothing_to_say_leaves_the_word_to_the_others(desk: Any, reason: Reason) -> None:
    assert said(report(desk, Unavailable(reason, "nothing"), EYE)) == ["eye: 0.5"]


@pytest.mark.parametrize("reason", [Reason.SERVICE, Reason.OFFLINE, Reason.UNREADABLE])
def test_an_open_question_stays_open_whatever_the_others_say(desk: Any, reason: Reason) -> None:
    found = report(desk, Unavailable(reason, "the ear is deaf"), EYE)
    assert (said(found), why(found)) == ([], (reason, "the ear is deaf"))
    assert not any(verdict.complete for verdict in found.releases[0].verdicts)


def test_of_several_open_questions_each_is_told(desk: Any) -> None:
    answers = (Unavailable(Reason.SERVICE, who) for who in ("the ear is deaf", "the eye is blind"))
    assert why(report(desk, *answers)) == (Reason.SERVICE, "the ear is deaf; the eye is blind")


def test_where_nobody_speaks_the_reason_that_says_most_is_told(desk: Any) -> None:
    nobody = Unavailable(Reason.NOT_SUPPLIED, "nothing is stored")
    unset = Unavailable(Reason.NOT_CONFIGURED, "the eye has no key")
    assert why(report(desk, nobody, unset)) == (Reason.NOT_CONFIGURED, "the eye has no key")
    assert why(report(desk, nobody, nobody)) == (Reason.NOT_SUPPLIED, "nothing is stored")


@pytest.mark.parametrize("turn", [1, -1])
def test_the_gravest_reason_is_told_whosever_it_is(desk: Any, turn: int) -> None:
    idle = Unavailable(Reason.NOT_APPLICABLE, "nobody sings")
    unset = Unavailable(Reason.NOT_CONFIGURED, "it has no key")
    assert why(report(desk, *(idle, unset)[::turn])) == (Reason.NOT_CONFIGURED, "it has no key")


def test_a_field_of_that_name_makes_no_whole() -> None:
    class Member(Struct, frozen=True):
        joined: str = ""

    class Drummer(Member, frozen=True):
        """One who joined."""

    assert whole_of(Drummer) is None
    assert whole_of(EarDetections) is AiDetections
    assert whole_of(AiDetections) is None


def test_who_breaks_is_named_and_is_no_silence(desk: Any) -> None:
    found = report(desk, ValueError("no luck"), EYE)
    assert [(f.plugin, f.where) for f in found.releases[0].faults] == [
        ("ear", "inspector: EarDetections")
    ]
    assert why(found)[0] is Reason.BROKEN


def test_a_report_is_judged_again_by_the_parts_that_were_saved(desk: Any) -> None:
    plugins = [supplier("ear", EarDetections, EAR), supplier("eye", EyeDetections, EYE), READER]
    data = desk.saved_whole(RELEASE, plugins=plugins)
    broken = [supplier("ear", EarDetections, ValueError()), plugins[1], READER]
    assert said(desk.judged(data, plugins=broken)) == ["ear: 0.25", "eye: 0.5"]


def giving(*kinds: type) -> tuple[Inspector[Any, Any], ...]:
    return tuple(i for kind in kinds for i in supplier("any", kind, EAR).inspectors)


@pytest.mark.parametrize(
    ("first", "second"), [(AiDetections, EyeDetections), (EyeDetections, AiDetections)]
)
def test_who_supplies_the_whole_beside_parts_is_told_to_derive_a_class(
    first: type, second: type
) -> None:
    one, other = (Plugin(name=n, inspectors=giving(k)) for n, k in (("a", first), ("b", second)))
    accepted, refused = Registry.of([one, other]).plugins
    assert accepted.problems == ()
    [problem] = refused.problems
    assert problem == (
        "AiDetections of Track is supplied whole, and in parts as EyeDetections:"
        " every plugin has to give a class of its own, derived from AiDetections"
    )


def test_the_whole_has_one_supplier_where_nobody_supplies_parts(desk: Any) -> None:
    plugins = [Plugin(name="whole", inspectors=giving(AiDetections)), READER]
    assert said(gather(desk.check(RELEASE, plugins=plugins))) == ["ear: 0.25"]


def test_only_the_parts_of_what_is_wanted_are_learned() -> None:
    registry = Registry.of([Plugin(name="parts", inspectors=giving(EarDetections, EyeDetections))])
    for wanted in (AiDetections, EyeDetections):
        learned = [i.gives for i in registry.learning(wanted).inspectors[Track]]
        expected: list[type] = [EyeDetections]
        if wanted is AiDetections:
            expected = [EarDetections, EyeDetections, AiDetections]
        assert learned == expected
    assert registry.owners[Track, AiDetections] == "precheck"
