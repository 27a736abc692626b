"""What a run remembers until its batch is judged: facts on disk, verdicts, names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct

from precheck.engine.judge import Judged, Names
from precheck.engine.memory import IN_MEMORY_BYTES, Memory
from precheck.engine.room import Outcome
from precheck.facts import Reason, Unavailable
from precheck.report import Fault, ForRecipient, Notice, ReleaseResult, SubjectRef, Verdict
from precheck.report import Outcome as Said
from precheck.rules import Severity


class Heard(Struct, frozen=True):
    """A fact."""

    text: str


class Seen(Struct, frozen=True):
    """Another."""

    look: object


@pytest.fixture
def memory() -> Iterator[Memory]:
    with Memory() as one:
        yield one


def outcome(release: str, kept: dict[type, object], said: Said = Said.PASS) -> Outcome:
    ref = SubjectRef(kind="release", release=release, title=release.upper())
    verdicts = tuple(Verdict(recipient=name, outcome=said, complete=True) for name in ("a", "b"))
    result = ReleaseResult(id=release, verdicts=verdicts)
    return Outcome(result=result, names=Names(ref=ref), kept=kept)


def notice(release: str, recipient: str, severity: Severity) -> Notice:
    return Notice(
        rule="x.y",
        title="T",
        severity=severity,
        subject=SubjectRef(kind="release", release=release),
        message="m",
        recipients=(ForRecipient(name=recipient, severity=severity),),
        fingerprint="0",
    )


def test_facts_come_back_as_they_were_whichever_releases_have_them(memory: Memory) -> None:
    lacking = Unavailable(Reason.OFFLINE, "no line")
    memory.add(outcome("r1", {}))
    memory.add(outcome("r2", {Heard: Heard("two")}))
    memory.add(outcome("r3", {Heard: lacking, Seen: Seen(3)}))

    facts = {name: memory.facts(name) for name in ("r1", "r2", "r3")}
    assert [Heard in facts[name].known() for name in facts] == [False, True, True]
    assert facts["r2"][Heard] == Heard("two")
    assert facts["r3"].get(Heard) is None
    assert facts["r3"].why(Heard) == lacking
    assert facts["r3"].available() == {Seen}
    assert dict(facts["r3"].known()) == {Heard: lacking, Seen: Seen(3)}
    assert dict(facts["r1"].known()) == {}
    assert "r4" not in memory


def test_what_cannot_be_pickled_is_kept_all_the_same(memory: Memory) -> None:
    odd = Seen(lambda: None)

    memory.add(outcome("r1", {Seen: odd, Heard: Heard("one")}))

    assert memory.facts("r1")[Seen] is odd
    assert memory.facts("r1")[Heard] == Heard("one")


def test_more_than_memory_is_to_hold_comes_back_from_disk(memory: Memory) -> None:
    long = "x" * (IN_MEMORY_BYTES // 4)
    for number in range(10):
        memory.add(outcome(f"r{number}", {Heard: Heard(f"{number}{long}")}))

    told = [memory.facts(f"r{number}")[Heard].text[0] for number in range(10)]
    assert told == list("0123456789")
    memory.add(outcome("late", {Heard: Heard("late")}))
    assert memory.facts("late")[Heard] == Heard("late")


def test_names_are_looked_up_by_release(memory: Memory) -> None:
    memory.add(outcome("r1", {}))
    memory.add(outcome("r2", {}))

    assert memory.names["r2"].ref.title == "R2"
    assert memory.names.get("r3") is None
    assert list(memory.names) == ["r1", "r2"]


def turned(memory: Memory, **said: Any) -> dict[str, list[tuple[Said, bool]]]:
    found = memory.turned(("a", "b"), Judged(**said))
    return {name: [(v.outcome, v.complete) for v in verdicts] for name, verdicts in found}


def test_only_verdicts_that_the_batch_turns_are_told(memory: Memory) -> None:
    memory.add(outcome("r1", {}))
    memory.add(outcome("r2", {}, Said.BLOCK))
    memory.add(outcome("r3", {}))

    assert turned(memory) == {}
    assert turned(
        memory,
        notices=[notice("r1", "b", Severity.REVIEW), notice("r2", "a", Severity.REVIEW)],
    ) == {"r1": [(Said.PASS, True), (Said.REVIEW, True)]}
    assert turned(memory, notices=[notice("", "a", Severity.BLOCK)]) == {
        "r1": [(Said.BLOCK, True), (Said.PASS, True)],
        "r3": [(Said.BLOCK, True), (Said.PASS, True)],
    }


def test_a_fault_of_the_batch_leaves_every_verdict_incomplete(memory: Memory) -> None:
    memory.add(outcome("r1", {}))
    memory.add(outcome("r2", {}, Said.BLOCK))

    found = turned(memory, faults=[Fault(where="engine: batch", message="broke")])

    assert found == {
        "r1": [(Said.PASS, False)] * 2,
        "r2": [(Said.BLOCK, False)] * 2,
    }
